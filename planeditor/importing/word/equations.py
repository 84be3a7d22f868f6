"""Formulas as one line of text. One rule: every sign a reader sees is there, and what it belongs to can be told."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from planeditor.importing.word.names import M, T

if TYPE_CHECKING:
    from lxml.etree import _Element

_VAL = f"{M}val"
_CIRCLED = {str(number): chr(0x2460 + number - 1) for number in range(1, 21)}
_CIRCLED |= {sign: chr(0x3280 + index) for index, sign in enumerate("一二三四五六七八九十")}
_ENCLOSURES = "○◯〇△□◇"
_SWITCH = re.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)|\\[a-z]{1,2}\s?\d*|\\(?=[(),;])", re.IGNORECASE)


def formula_text(element: "_Element") -> str:
    """Return an m:oMath or what stands in it as text: (a+b)/c, x^2, √(x)."""
    form = _FORMS.get(element.tag)
    if form is not None:
        return form(element)
    if element.tag in (f"{M}t", T):
        return element.text or ""
    return "".join(formula_text(child) for child in element if isinstance(child.tag, str))


def field_formula_text(instruction: str) -> str:
    r"""Return what an EQ field shows, such as ① for `EQ \o\ac(○,1)`, a number that Word put into a circle."""
    text = _SWITCH.sub("", instruction.strip()[2:])
    signs = [part.strip() for part in re.split("[(),;]", text) if part.strip()]
    if len(signs) == 2 and signs[0] in _ENCLOSURES:
        return _CIRCLED.get(signs[1], signs[1])
    return "".join(signs)


def _part(element: "_Element", name: str) -> str:
    return "".join(formula_text(child) for child in element.iterchildren(f"{M}{name}"))


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _setting(element: "_Element", name: str, otherwise: str) -> str:
    """Return a value of the element's own properties, which are its first child."""
    for properties in element.iterchildren(f"{element.tag}Pr"):
        for setting in properties.iterchildren(f"{M}{name}"):
            return setting.get(_VAL, "")
    return otherwise


def _fraction(element: "_Element") -> str:
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _power(element: "_Element") -> str:
    return f"{_grouped(_part(element, 'e'))}^{_grouped(_part(element, 'sup'))}"


def _index(element: "_Element") -> str:
    return f"{_grouped(_part(element, 'e'))}_{_grouped(_part(element, 'sub'))}"


def _both(element: "_Element") -> str:
    return f"{_index(element)}^{_grouped(_part(element, 'sup'))}"


def _root(element: "_Element") -> str:
    return f"{_part(element, 'deg')}√{_grouped(_part(element, 'e'))}"


def _bracketed(element: "_Element") -> str:
    between = _setting(element, "sepChr", "|")
    inner = between.join(formula_text(child) for child in element.iterchildren(f"{M}e"))
    return f"{_setting(element, 'begChr', '(')}{inner}{_setting(element, 'endChr', ')')}"


def _large_sign(element: "_Element") -> str:
    low, high = _part(element, "sub"), _part(element, "sup")
    bounds = (f"_{_grouped(low)}" if low else "") + (f"^{_grouped(high)}" if high else "")
    return f"{_setting(element, 'chr', '∫')}{bounds}{_grouped(_part(element, 'e'))}"


_FORMS: dict[str | bytes | bytearray, Callable[["_Element"], str]] = {
    f"{M}f": _fraction,
    f"{M}sSup": _power,
    f"{M}sSub": _index,
    f"{M}sSubSup": _both,
    f"{M}rad": _root,
    f"{M}d": _bracketed,
    f"{M}nary": _large_sign,
}
