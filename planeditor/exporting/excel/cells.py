"""Cells as XML. One rule: a text stays the text it is; only a `Formula` is ever reckoned.

Rows are written as strings, a cell at a time, since a ledger may have a million cells: what a library does for each
of them costs more than all that a ledger needs (bench/export.py).
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal
from xml.sax.saxutils import escape

from planeditor.exporting.excel.fitting import escaped, plain_ends
from planeditor.exporting.text import Cleaner

Precision = Literal["day", "month", "year"]
FORMULA_STARTS = ("=", "+", "-", "@")
_EXACT = 1e15  # below it every whole number is one of Excel's
_FIRST_DAY = date(1899, 12, 30)  # day 0, as Excel counts from March 1900 on


@dataclass(frozen=True, slots=True)
class Day:
    """A true date and how much of it is known: of a month or a year it is the last day."""

    date: date
    precision: Precision = "day"

    @property
    def serial(self) -> int:
        """The number that Excel has for the day."""
        return (self.date - _FIRST_DAY).days


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its =, and its result, which is kept for programs that do not reckon."""

    text: str
    result: "str | float"


Value = str | int | float | Day | Formula


def finite(number: float | None) -> "str | float":
    """Return a number as a value of a cell: whole ones as such, "" for none, a text for what is no number."""
    if number is None:
        return ""
    if not math.isfinite(number):
        return str(number)
    return int(number) if number == int(number) and abs(number) < _EXACT else number


def plain_text(text: str, cleaner: Cleaner) -> str:
    """Return the text that a cell shows, with stand-ins for what XML forbids."""
    return text if text.isprintable() else plain_ends(cleaner.visible(text))


def cell_xml(place: str, style: int, value: Value) -> str:
    """Return a cell; its text is one of `plain_text`."""
    if value == "":
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, str):
        return f'<c r="{place}" s="{style}" t="inlineStr"><is>{text_xml(value)}</is></c>'
    if isinstance(value, Formula):
        return _formula(place, style, value)
    number = value.serial if isinstance(value, Day) else value
    return f'<c r="{place}" s="{style}"><v>{number!r}</v></c>'


def text_xml(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        text = escape(text)
    if "_x" in text:
        text = escaped(text)
    kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f"<t{kept}>{text}</t>"


def _formula(place: str, style: int, value: Formula) -> str:
    formula = escape(value.text)
    if isinstance(value.result, str):
        return f'<c r="{place}" s="{style}" t="str"><f>{formula}</f><v>{escape(value.result)}</v></c>'
    return f'<c r="{place}" s="{style}"><f>{formula}</f><v>{value.result!r}</v></c>'
