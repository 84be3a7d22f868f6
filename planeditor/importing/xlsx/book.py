"""What all sheets of a workbook share: its texts, its number formats, and from when days count.

One rule: a text is read with all its runs and without the phonetic guides above them.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from planeditor.importing.office_package import Package
from planeditor.importing.xlsx.formats import BUILTIN, GENERAL, Shown, general, shown_as, shown_text

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LONGEST_FORMAT = 1_000  # characters; Excel allows 255
_EXACT = 15  # digits that a number of Excel has
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_LINE_ENDS = re.compile("\r\n?")


@dataclass(frozen=True, slots=True)
class Book:
    """The shared texts, and by the styles' names in cells how they show numbers and what they set around texts."""

    texts: tuple[str, ...]
    numbers: Mapping[str, Shown]
    around: Mapping[str, str]

    def number(self, written: str, style: str | None) -> str:
        """Return how a number is shown; what is no number stays as it is written."""
        shown = self.numbers.get(style) if style else None
        if shown is None and written.isdecimal() and len(written) <= _EXACT:
            return written
        try:
            value = float(written)
            return (shown or general)(value) if math.isfinite(value) else written
        except (ArithmeticError, ValueError):
            return written


def read_book(package: Package, main: str, workbook: "_Element") -> Book:
    """Return what the sheets of the workbook at `main` share."""
    properties = workbook.find(f"{MAIN}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true", "on")
    codes = _read_formats(package, main)
    made = {code: lru_cache(shown_as(code, from_1904=from_1904)) for code in set(codes) if code != GENERAL}
    numbers = {str(style): made[code] for style, code in enumerate(codes) if code in made}
    around = {str(style): code for style, code in enumerate(codes) if "@" in code and shown_text(code, "文") != "文"}
    return Book(_read_texts(package, main), numbers, around)


def _read_texts(package: Package, main: str) -> tuple[str, ...]:
    path = package.related(main, "sharedStrings")
    root = package.xml(path) if path else None
    return () if root is None else tuple(rich_text(entry) for entry in root.iterchildren(f"{MAIN}si"))


def rich_text(entry: "_Element") -> str:
    """Return the text of a cell or comment: its runs one after another, phonetic guides (rPh) left out."""
    if len(entry) == 1 and entry[0].tag == f"{MAIN}t":
        return plain_text(entry[0].text or "")
    return plain_text("".join(_runs(entry)))


def _runs(entry: "_Element") -> Iterable[str]:
    for child in entry:
        if child.tag == f"{MAIN}t":
            yield child.text or ""
        elif child.tag == f"{MAIN}r":
            yield from (text.text or "" for text in child.iterchildren(f"{MAIN}t"))


def plain_text(text: str) -> str:
    """Return a text with LF line ends; _x000D_ and its kin stand for characters (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" in text:
        text = _ESCAPE.sub(_unescape, text)
    return _LINE_ENDS.sub("\n", text) if "\r" in text else text


def _unescape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in "\t\n\r_" or character.isprintable() else match.group()


def _read_formats(package: Package, main: str) -> list[str]:
    """Return the number format of every style, in the order in which cells count them."""
    path = package.related(main, "styles")
    root = package.xml(path) if path else None
    formats = None if root is None else root.find(f"{MAIN}cellXfs")
    if root is None or formats is None:
        return []
    codes = {str(number): code for number, code in BUILTIN.items()}
    codes |= {entry.get("numFmtId", ""): entry.get("formatCode", "") for entry in root.iter(f"{MAIN}numFmt")}
    used = (codes.get(entry.get("numFmtId", ""), GENERAL) for entry in formats)
    return [code if 0 < len(code) <= LONGEST_FORMAT else GENERAL for code in used]
