"""The numbers that a browser puts before the points of a list. One rule: they are text, as a reader sees them."""

import re
from typing import TYPE_CHECKING

from planeditor.importing.web.style import style_of
from planeditor.plan.numbering import chinese_number

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_CHINESE = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal")
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_WHOLE = re.compile(r"\s*[+-]?\d{1,6}\Z")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Lists:
    """The open lists: of each its element and its last number."""

    def __init__(self) -> None:
        self._open: list[tuple[HtmlElement, int]] = []

    @property
    def depth(self) -> int:
        """Return how many lists are open."""
        return len(self._open)

    def open(self, element: "HtmlElement") -> None:
        """Begin a list."""
        reverse = element.get("reversed") is not None
        first = _whole(element.get("start"), sum(child.tag == "li" for child in element) if reverse else 1)
        self._open.append((element, first + 1 if reverse else first - 1))

    def close(self) -> None:
        """End the innermost list."""
        self._open.pop()

    def mark(self, point: "HtmlElement") -> str:
        """Return what stands before a point: its number or a bullet, with a space."""
        if not self._open:
            return ""
        element, last = self._open[-1]
        if element.tag != "ol":
            return "" if _kind(point, element) == "none" else "• "
        number = _whole(point.get("value"), last + (-1 if element.get("reversed") is not None else 1))
        self._open[-1] = (element, number)
        return list_number(number, _kind(point, element))


def list_number(number: int, kind: str) -> str:
    """Return a number of a list in one of the kinds of CSS, with what follows it: 一、 or 1. and a space."""
    if kind == "none":
        return ""
    if kind in _CHINESE and number > 0:
        return chinese_number(number) + "、"
    if kind.endswith(("alpha", "latin")) and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return (letter.upper() if kind.startswith("upper") else letter) + ". "
    if kind.endswith("roman") and 0 < number < 4000:
        return (_roman(number).upper() if kind.startswith("upper") else _roman(number)) + ". "
    return f"{number}. "


def _kind(point: "HtmlElement", element: "HtmlElement") -> str:
    for part in (point, element):
        style = _STYLE.search(style_of(part))
        if style:
            return style[1].lower()
    return _TYPES.get(element.get("type") or "", "decimal")


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and _WHOLE.match(text) else otherwise
