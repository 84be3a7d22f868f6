"""The layout `tasks`: 任务分解表. One rule: one item one row, sections across, nothing of an item left out."""

from planeditor.exporting.content import Content
from planeditor.exporting.excel.counts import Counts
from planeditor.exporting.excel.entries import (
    Cell,
    Entry,
    day_value,
    entry_of,
    fitted,
    heading,
    leaders,
    ledger_title,
    measures,
    remarks,
    reporting_unit,
)
from planeditor.exporting.excel.paper import A4
from planeditor.exporting.excel.sheet import Column, LedgerSheet
from planeditor.exporting.excel.styles import Looks
from planeditor.exporting.excel.summary import Summary
from planeditor.exporting.excel.tally import Tally, tally_of
from planeditor.exporting.excel.workbook import Book
from planeditor.exporting.phrases import owner_labels, owner_names, targets_text
from planeditor.exporting.text import chinese_date
from planeditor.plan.entities import LEAD, SUPPORT, Snapshot
from planeditor.plan.identity import id_text

NAME = "任务分解表"
NUMBER, TITLE, MEASURES, TARGETS, ID = "序号", "重点任务", "具体举措", "量化目标", "标识"


def task_cells(snapshot: Snapshot) -> tuple[Cell, ...]:
    """Return the columns of 任务分解表, but for 备注 and 标识, which close every ledger."""
    lead, support = owner_labels(snapshot)
    return (
        Cell(Column(NUMBER, 6, "centred"), lambda entry: entry.number),
        Cell(Column(TITLE, 17), lambda entry: entry.title),
        Cell(Column(MEASURES, 0), measures),
        Cell(Column(TARGETS, 18), lambda entry: targets_text(entry.node), optional=True),
        Cell(Column("牵头领导", 9, "centred"), leaders, optional=True),
        Cell(Column(lead, 11, "centred"), lambda entry: owner_names(entry.node, LEAD)),
        Cell(Column(support, 12, "centred"), lambda entry: owner_names(entry.node, SUPPORT)),
        Cell(Column("完成时限", 14, "date"), lambda entry: day_value(entry.node.due)),
    )


def closing_cells() -> tuple[Cell, ...]:
    """Return the last columns of every ledger of items: 备注, and the hidden 标识."""
    return (
        Cell(Column("备注", 14), remarks, optional=True),
        Cell(Column(ID, 16, hidden=True), lambda entry: id_text(entry.node.id)),
    )


def cells_of_tasks(snapshot: Snapshot) -> tuple[Cell, ...]:
    """Return the columns of the layout, as wide as A4."""
    cells = (*task_cells(snapshot), *closing_cells())
    return fitted(cells, snapshot, A4.width, [cell.column.header for cell in cells].index(MEASURES))


def write_tasks_sheet(book: Book, looks: Looks, content: Content) -> None:
    """Write the ledger of all items, and its summary."""
    cells = cells_of_tasks(content.snapshot)
    sheet = LedgerSheet(book, looks, NAME, [cell.column for cell in cells], A4)
    write_ledger_of(book, looks, content, sheet, cells, NAME)


def write_ledger_of(
    book: Book, looks: Looks, content: Content, sheet: LedgerSheet, cells: tuple[Cell, ...], name: str, status: str = ""
) -> None:
    """Write a ledger of all items into its sheet, and the summary behind it."""
    plan = content.snapshot.plan
    headers = (*owner_labels(content.snapshot), TARGETS, status)
    tally = tally_of(sheet, content.snapshot, headers)
    sheet.open(ledger_title(plan, name), reporting_unit(plan), f"日期：{chinese_date(plan.date)}")
    write_items(sheet, content, cells, tally)
    sheet.close()
    summary = Summary(book, looks)
    departments = Counts(summary, sheet, tally, (*headers, ID)).write(plan, name)
    summary.close()
    if departments:
        for header in headers[:2]:
            sheet.offer(header, departments, strict=False)


def write_items(sheet: LedgerSheet, content: Content, cells: tuple[Cell, ...], tally: Tally) -> None:
    """Write all items below their sections, and count what is written."""
    for top in content.snapshot.nodes:
        tally.open_part(heading(content, top) if top.kind != "item" else "", sheet.row + 1)
        for node in top.walk():
            content.step()
            entry = entry_of(content, node)
            if node.kind != "item":
                sheet.section(heading(content, node), id_text(node.id))
            if node.kind == "item" or _has_content(entry, cells):
                tally.add(sheet.item([cell.of(entry) for cell in cells]), is_item=node.kind == "item")
        tally.close_part(sheet.row)


def _has_content(entry: Entry, cells: tuple[Cell, ...]) -> bool:
    return any(cell.of(entry) != "" for cell in cells if not cell.column.hidden)
