"""What one row of a ledger is about, and its values. One rule: a value is a true date or number where it is one."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from planeditor.exporting.content import Content
from planeditor.exporting.excel.cells import Day, Value
from planeditor.exporting.excel.sheet import Column
from planeditor.exporting.phrases import LEADER_LABELS, REMARK_LABELS, labelled_text, measures_text
from planeditor.exporting.text import chinese_date
from planeditor.plan.entities import Node, Plan, Snapshot

EMPTY_WIDTH = 7.0  # of a column that nothing in the plan fills: room for its header, or to write by hand
LEAST_WIDTH = 36.0  # of the widest column; a sheet that becomes wider than the page is printed smaller
_PURE_NUMBER = re.compile(r"(\d{1,9})[.．、﹒]?")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FIRST_YEAR = 1901  # Excel counts days from 1900 and takes that for a leap year


@dataclass(frozen=True, slots=True)
class Entry:
    """An item, or a section's own text, with what its row shows for number and title."""

    node: Node
    number: Value = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A column and what an entry has in it; a column that nothing fills is narrow if it is `optional`."""

    column: Column
    of: Callable[[Entry], Value]
    optional: bool = False


def entry_of(content: Content, node: Node) -> Entry:
    """Return the entry of an item, or that of a section's own text."""
    if node.kind != "item":
        return Entry(node)
    return Entry(node, number_value(content.numbers.get(node.id, "")), node.title)


def heading(content: Content, node: Node) -> str:
    """Return what a section's row says."""
    return f"{content.numbers.get(node.id, '')}{node.title}"


def fitted(cells: tuple[Cell, ...], snapshot: Snapshot, total: float, widest: int) -> tuple[Cell, ...]:
    """Return the cells with optional columns narrow if nothing fills them, and the widest one with what is left."""
    entries = [Entry(node) for node in snapshot.walk()] if any(cell.optional for cell in cells) else []
    widths = [
        EMPTY_WIDTH if cell.optional and not any(cell.of(entry) != "" for entry in entries) else cell.column.width
        for cell in cells
    ]
    shown = (width for width, cell in zip(widths, cells, strict=True) if not cell.column.hidden)
    widths[widest] = max(total - sum(shown) + widths[widest], LEAST_WIDTH)
    return tuple(
        Cell(Column(cell.column.header, width, cell.column.kind, cell.column.hidden), cell.of, cell.optional)
        for cell, width in zip(cells, widths, strict=True)
    )


def measures(entry: Entry) -> str:
    """Return 具体举措: the body and all labelled fields that have no column of their own."""
    return measures_text(entry.node, LEADER_LABELS | REMARK_LABELS)


def leaders(entry: Entry) -> str:
    """Return 牵头领导."""
    return labelled_text(entry.node, LEADER_LABELS)


def remarks(entry: Entry) -> str:
    """Return 备注."""
    return labelled_text(entry.node, REMARK_LABELS)


def number_value(text: str) -> Value:
    """Return a number for a plain one (3.), else the mark as it is."""
    match = _PURE_NUMBER.fullmatch(text)
    return int(match.group(1)) if match else text


@lru_cache(maxsize=4096)  # a plan has few dates, each in many rows
def day_value(text: str) -> Value:
    """Return a true date for an ISO date, month or year that the calendar and Excel know; other text as it is shown."""
    match = _DATE.fullmatch(text)
    if match is None or int(match[1]) < _FIRST_YEAR:
        return chinese_date(text)
    year, month, day = int(match[1]), int(match[2] or 12), match[3]
    if not 1 <= month <= 12 or (day and not 1 <= int(day) <= monthrange(year, month)[1]):
        return text
    last = int(day) if day else monthrange(year, month)[1]
    return Day(date(year, month, last), "day" if day else "month" if match[2] else "year")


def ledger_title(plan: Plan, name: str, part: str = "") -> str:
    """Return the title of a ledger: that of the plan with the ledger's name, unless it says so itself."""
    title = "".join(plan.title.split("\n"))
    named = title if title.endswith("表") else f"{title}{name}"
    return f"{named}（{part}）" if part else named


def reporting_unit(plan: Plan) -> str:
    """Return the line 填报单位."""
    return f"填报单位：{'、'.join((plan.issuer or plan.signer).split(chr(10)))}"
