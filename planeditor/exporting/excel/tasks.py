"""The layout `tasks`: 任务分解表. One rule: one item one row, sections across, nothing of an item left out."""

import re
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
from planeditor.plan.entities import LEAD, SUPPORT, Node, Plan
from planeditor.plan.identity import id_text

NAME = "任务分解表"
COLUMNS = (
    Column("序号", 7, centred=True),
    Column("重点任务", 24),
    Column("具体举措", 60),
    Column("量化目标", 26),
    Column("牵头领导", 11, centred=True),
    Column("牵头科室", 14, centred=True),
    Column("责任科室", 18, centred=True),
    Column("完成时限", 15, centred=True),
    Column("备注", 12),
    Column("标识", 16, hidden=True),
)
_PURE_NUMBER = re.compile(r"(\d{1,9})[.．、﹒]?")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_YEAR = 1901  # Excel counts days from 1900 and takes that for a leap year


def write_tasks_sheet(workbook: Workbook, content: Content) -> None:
    """Write the ledger of all items into a new sheet."""
    sheet = LedgerSheet(workbook, content, NAME, COLUMNS)
    plan = content.snapshot.plan
    sheet.open(_title(plan), _info(plan))
    for node in content.snapshot.walk():
        content.step()
        _write_node(sheet, node, content.numbers.get(node.id, ""))
    sheet.close()


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
        labelled_text(node, LEADER_LABELS),
        owner_names(node, LEAD),
        owner_names(node, SUPPORT),
        _due(node.due),
        labelled_text(node, REMARK_LABELS),
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


def _info(plan: Plan) -> str:
    unit = "、".join((plan.issuer or plan.signer).split("\n"))
    return f"填报单位：{unit}　　　　日期：{chinese_date(plan.date)}"
