"""Fields: what they show, never what computes it. One rule: a field that is broken hides nothing."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planeditor.importing.word import names as w
from planeditor.importing.word.equations import field_formula_text
from planeditor.importing.word.symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

CONTENTS = "TOC"
PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_SYMBOL = re.compile(r'SYMBOL\s+(\S+)(?:.*\\f\s+"?([^"\\]+)"?)?', re.IGNORECASE)
_BUTTON = re.compile(r"(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class Field:
    """A field that has begun: its instruction so far, whether its result has, and a form field's settings."""

    settings: "_Element | None" = None
    instruction: list[str] = field(default_factory=list)
    has_result: bool = False
    kind: str = ""

    @property
    def text(self) -> str:
        """Return the instruction."""
        return "".join(self.instruction).strip()

    def begin_result(self) -> None:
        """Take what follows for the result."""
        self.has_result = True
        self.kind = field_kind(self.text)

    def shown(self) -> str:
        """Return what a field without a result shows."""
        form = _WITHOUT_RESULT.get(field_kind(self.text))
        return form(self.text, self.settings) if form is not None else ""


def field_kind(instruction: str) -> str:
    """Return the first word of an instruction, such as TOC, in capitals."""
    words = instruction.split(None, 1)
    return words[0].upper() if words else ""


def broken_fields(root: "_Element", unseen: tuple[str, ...]) -> "list[_Element]":
    """Return the w:fldChar elements that open a field which never ends, or end one that never began."""
    open_fields: list[_Element] = []
    broken: list[_Element] = []
    for mark in _seen_marks(root, unseen):
        kind = mark.get(w.FIELD_TYPE)
        if kind == "begin":
            open_fields.append(mark)
        elif kind == "end":
            if open_fields:
                open_fields.pop()
            else:
                broken.append(mark)
    return broken + open_fields


def _seen_marks(root: "_Element", unseen: tuple[str, ...]) -> "Iterator[_Element]":
    for mark in root.iter(w.FIELD_CHAR):
        if next(mark.iterancestors(*unseen), None) is None:
            yield mark


def _equation(instruction: str, settings: "_Element | None") -> str:
    return field_formula_text(instruction)


def _button(instruction: str, settings: "_Element | None") -> str:
    match = _BUTTON.match(instruction)
    return match[1].strip() if match else ""


def _sign(instruction: str, settings: "_Element | None") -> str:
    match = _SYMBOL.match(instruction)
    if match is None:
        return ""
    code = match[1]
    number = int(code, 16) if re.fullmatch("0x[0-9a-fA-F]{1,5}", code) else w.whole(code, 0)
    return symbol(match[2] or "", number)


def _check_box(instruction: str, settings: "_Element | None") -> str:
    if settings is None:
        return ""
    ticked = any(w.is_on(mark) for mark in settings.iter(w.CHECKED))
    ticked = ticked or (next(settings.iter(w.CHECKED), None) is None and any(map(w.is_on, settings.iter(w.DEFAULT))))
    return "☑" if ticked else "□"


def _drop_down(instruction: str, settings: "_Element | None") -> str:
    entries = [] if settings is None else [entry.get(w.VAL, "") for entry in settings.iter(w.LIST_ENTRY)]
    chosen = 0 if settings is None else w.whole(next((one.get(w.VAL) for one in settings.iter(w.RESULT)), "0"), 0)
    return entries[chosen] if 0 <= chosen < len(entries) else ""


_WITHOUT_RESULT = {
    "EQ": _equation,
    "MACROBUTTON": _button,
    "GOTOBUTTON": _button,
    "SYMBOL": _sign,
    "FORMCHECKBOX": _check_box,
    "FORMDROPDOWN": _drop_down,
}
