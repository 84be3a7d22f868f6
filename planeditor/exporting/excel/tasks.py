"""The layout `tasks`: 任务分解表. One rule: one item one row, sections across, nothing of an item left out."""

import re
from collections.abc import Callable
from datetime import date

from openpyxl import Workbook

from planeditor.exporting.content import Content
from planeditor.exporting.excel.sheet import Column, LedgerSheet, Value
from planeditor.exporting.phrases import (
    LEADER_LABELS,
    REMARK_LABELS,
    labelled_text,
    measures_text,
    owner_names,
    targets_text,
)
from planeditor.exporting.text import chinese_date
from planeditor.plan.entities import LEAD, SUPPORT, Node, Plan, Snapshot
from planeditor.plan.identity import id_text

NAME = "任务分解表"
_TOTAL_WIDTH = 140.0  # fills A4 landscape unscaled, so that a size is printed as that size
_EMPTY_WIDTH = 7.0  # of a column that nothing in the plan fills: room for its header, or to write by hand
_PURE_NUMBER = re.compile(r"(\d{1,9})[.．、﹒]?")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_YEAR = 1901  # Excel counts days from 1900 and takes that for a leap year


def write_tasks_sheet(workbook: Workbook, content: Content) -> None:
    """Write the ledger of all items into a new sheet."""
    plan = content.snapshot.plan
    sheet = LedgerSheet(workbook, content, NAME, columns(content.snapshot))
    sheet.open(_title(plan), f"填报单位：{_unit(plan)}", f"日期：{chinese_date(plan.date)}")
    for node in content.snapshot.walk():
        content.step()
        _write_node(sheet, node, content.numbers.get(node.id, ""))
    sheet.close()


def columns(snapshot: Snapshot) -> tuple[Column, ...]:
    """Return the columns: those that may be empty narrow if they are, 具体举措 with what room there is."""

    def width(text_of: Callable[[Node], str], filled: float) -> float:
        return filled if any(map(text_of, snapshot.walk())) else _EMPTY_WIDTH

    others = (
        Column("量化目标", width(targets_text, 18)),
        Column("牵头领导", width(_leaders, 9), centred=True),
        Column("牵头科室", 11, centred=True),
        Column("责任科室", 12, centred=True),
        Column("完成时限", 14, centred=True),
        Column("备注", width(_remarks, 14)),
    )
    first = (Column("序号", 5, centred=True), Column("重点任务", 17))
    rest = _TOTAL_WIDTH - sum(column.width for column in (*first, *others))
    return (*first, Column("具体举措", rest), *others, Column("标识", 16, hidden=True))


def _leaders(node: Node) -> str:
    return labelled_text(node, LEADER_LABELS)


def _remarks(node: Node) -> str:
    return labelled_text(node, REMARK_LABELS)


def _write_node(sheet: LedgerSheet, node: Node, number: str) -> None:
    if node.kind == "item":
        sheet.item(_values(node, _number(number), node.title))
        return
    sheet.section(f"{number}{node.title}")
    values = _values(node, "", "")
    if any(values[:-1]):
        sheet.item(values)


def _values(node: Node, number: Value, title: str) -> list[Value]:
    return [
        number,
        title,
        measures_text(node, LEADER_LABELS | REMARK_LABELS),
        targets_text(node),
        _leaders(node),
        owner_names(node, LEAD),
        owner_names(node, SUPPORT),
        _due(node.due),
        _remarks(node),
        id_text(node.id),
    ]


def _number(text: str) -> Value:
    match = _PURE_NUMBER.fullmatch(text)
    return int(match.group(1)) if match else text


def _due(text: str) -> Value:
    """Return a true date for a full one that the calendar and Excel know."""
    if _FULL_DATE.fullmatch(text) and int(text[:4]) >= _FIRST_YEAR:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return chinese_date(text)


def _title(plan: Plan) -> str:
    title = "".join(plan.title.split("\n"))
    return title if title.endswith("表") else f"{title}{NAME}"


def _unit(plan: Plan) -> str:
    return "、".join((plan.issuer or plan.signer).split("\n"))
