"""The layout `ledger`: 工作台账, A3. One rule: one item one row, with what was planned, reached and reported.

What is reported stands under the date of its report; of state, problems and next steps the last report counts.
"""

import re
from collections.abc import Callable
from datetime import date

from planeditor.exporting.content import Content
from planeditor.exporting.excel.cells import Value, finite
from planeditor.exporting.excel.entries import Cell, Entry, fitted
from planeditor.exporting.excel.paper import A3
from planeditor.exporting.excel.sheet import Column, LedgerSheet
from planeditor.exporting.excel.styles import STATUS_LIGHTS, Looks
from planeditor.exporting.excel.tasks import MEASURES, closing_cells, task_cells, write_ledger_of
from planeditor.exporting.excel.workbook import Book
from planeditor.exporting.phrases import measure_text
from planeditor.exporting.text import chinese_date
from planeditor.plan.entities import STATUSES, Milestone, Node, Progress, Snapshot
from planeditor.plan.progress import item_state

NAME = "工作台账"
STATUS, PERCENT, PROGRESS = "状态", "完成率", "进展情况"
QUARTERS = ("一季度节点", "二季度节点", "三季度节点", "四季度节点")
_PERIOD = re.compile(r"(\d{4})(?:(Q)([1-4])|(H)([12])|-(\d{2})(?:-\d{2})?)?")
_LAST_QUARTER = 4


def write_ledger_sheet(book: Book, looks: Looks, content: Content) -> None:
    """Write the ledger of all items with their progress, and its summary."""
    cells = cells_of_ledger(content.snapshot)
    sheet = LedgerSheet(book, looks, NAME, [cell.column for cell in cells], A3)
    write_ledger_of(book, looks, content, sheet, cells, NAME, STATUS)
    sheet.offer(STATUS, STATUSES, strict=False)
    sheet.light(STATUS, STATUS_LIGHTS)


def cells_of_ledger(snapshot: Snapshot) -> tuple[Cell, ...]:
    """Return the columns of the layout, as wide as A3."""
    year = snapshot.plan.year
    quarters = (
        Cell(Column(name, 10), _milestones_of(quarter, year), optional=True) for quarter, name in enumerate(QUARTERS, 1)
    )
    cells = (
        *task_cells(snapshot),
        *quarters,
        Cell(Column(PROGRESS, 22), progress_text),
        Cell(Column(PERCENT, 8, "percent"), completion),
        Cell(Column(STATUS, 10, "centred"), status),
        Cell(Column("存在问题", 12), lambda entry: _latest(entry.node, "problem"), optional=True),
        Cell(Column("下步措施", 12), lambda entry: _latest(entry.node, "next_step"), optional=True),
        Cell(Column("佐证", 10), evidence, optional=True),
        *closing_cells(),
    )
    return fitted(cells, snapshot, A3.width, [cell.column.header for cell in cells].index(MEASURES))


def progress_text(entry: Entry) -> str:
    """Return all reports, the first one first, each behind its date."""
    lines = (_report_line(entry.node, report) for report in _by_date(entry.node))
    return "\n".join(filter(None, lines))


def _report_line(node: Node, report: Progress) -> str:
    parts = [_reached(node, report.target_id, report.value), report.narrative]
    text = "，".join(filter(None, parts))
    return f"{chinese_date(report.date)}：{text}" if text and report.date else text


def _reached(node: Node, target_id: int | None, value: float | None) -> str:
    """Return the value of a target as 幼儿园15所; "" without one."""
    if value is None:
        return ""
    target = next((each for each in node.targets if each.id == target_id), None)
    return measure_text(target, value)


def status(entry: Entry) -> str:
    """Return the state that the last report on the item itself names."""
    reports = _by_date(entry.node) if entry.node.kind == "item" else []
    return next((each.status for each in reversed(reports) if each.status and each.target_id is None), "")


def completion(entry: Entry) -> Value:
    """Return the share of an item that is done, as the plan's own rule reckons it from all reports."""
    percent = finite(item_state(entry.node, date.max, None).percent)
    return percent if isinstance(percent, str) else percent / 100


def evidence(entry: Entry) -> str:
    """Return what all reports name as evidence, each once."""
    return "\n".join(dict.fromkeys(report.evidence for report in _by_date(entry.node) if report.evidence))


def _latest(node: Node, name: str) -> str:
    return next(filter(None, (getattr(report, name) for report in reversed(_by_date(node)))), "")


def _by_date(node: Node) -> list[Progress]:
    return sorted(node.progress, key=lambda report: report.date)


def _milestones_of(quarter: int, year: int | None) -> Callable[[Entry], str]:
    """Return what an entry has in a quarter's column."""

    def text(entry: Entry) -> str:
        own = (each for each in entry.node.milestones if quarter_of(each.period) == quarter)
        return "\n".join(milestone_text(entry.node, each, year) for each in own)

    return text


def quarter_of(period: str) -> int:
    """Return the quarter in which a period ends; the last one where that is not known."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return _LAST_QUARTER
    if match[3]:
        return int(match[3])
    if match[5]:
        return 2 * int(match[5])
    return min(max((int(match[6]) + 2) // 3, 1), _LAST_QUARTER) if match[6] else _LAST_QUARTER


def milestone_text(node: Node, milestone: Milestone, year: int | None) -> str:
    """Return a milestone: 开工（幼儿园15所）, behind its period unless that is a quarter of the plan's year."""
    whole = milestone.target_id is None and milestone.value is not None
    reached = f"{milestone.value:.10g}%" if whole else _reached(node, milestone.target_id, milestone.value)
    text = f"{milestone.text}（{reached}）" if milestone.text and reached else milestone.text or reached
    match = _PERIOD.fullmatch(milestone.period)
    if match is not None and match[3] and int(match[1]) == (year or int(match[1])):
        return text
    period = _shown_period(milestone.period, year)
    return f"{period}：{text}" if period else text


def _shown_period(period: str, year: int | None) -> str:
    match = _PERIOD.fullmatch(period)
    if match is None:
        return period
    shown = "" if int(match[1]) == year else f"{match[1]}年"
    if match[3]:
        return f"{shown}{'一二三四'[int(match[3]) - 1]}季度"
    if match[5]:
        return f"{shown}{'上下'[int(match[5]) - 1]}半年"
    return chinese_date(period).removeprefix("" if shown else f"{year}年") if match[6] else f"{match[1]}年"
