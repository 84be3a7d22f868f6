"""The layout `departments`: 分科室. One rule: a sheet per department, what it leads first, then what it supports.

What a group owns, all its members own; what stands below an item without owners of its own belongs to those of the
item; what nobody owns stands on a sheet of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planeditor.exporting.content import Content
from planeditor.exporting.excel.cells import Formula, Value
from planeditor.exporting.excel.entries import Cell, entry_of, fitted, heading, ledger_title, reporting_unit
from planeditor.exporting.excel.formulas import RowFormulas
from planeditor.exporting.excel.paper import A4
from planeditor.exporting.excel.sheet import Column, LedgerSheet
from planeditor.exporting.excel.styles import Looks
from planeditor.exporting.excel.summary import Chart, Summary, Table
from planeditor.exporting.excel.tally import target_lines
from planeditor.exporting.excel.tasks import ID, MEASURES, NAME, TARGETS, closing_cells, task_cells
from planeditor.exporting.excel.workbook import Book
from planeditor.exporting.phrases import owner_labels
from planeditor.exporting.text import chinese_date
from planeditor.plan.entities import LEAD, Node, Owner, Snapshot

NOBODY = "未明确"
_SECTION = "所属部分"
_ENTRIES_PER_REPORT = 64
_Placed = tuple[Node, str]  # a node and the sections above it


@dataclass(slots=True)
class _Folder:
    """What a department leads and what it supports."""

    name: str
    leads: list[_Placed] = field(default_factory=list)
    supports: list[_Placed] = field(default_factory=list)


def write_department_sheets(book: Book, looks: Looks, content: Content) -> None:
    """Write a summary that leads to the sheets, and the sheets."""
    snapshot = content.snapshot
    summary = Summary(book, looks)
    summary.title(ledger_title(snapshot.plan, NAME, "分科室"))
    writer = _Writer(book, looks, content)
    written = [writer.write(folder) for folder in folders_of(content)]
    if written:
        label = owner_labels(snapshot)[0].removeprefix("牵头")
        headers = (label, "牵头任务", "配合任务", "指标数")
        chart = Chart(f"各{label}任务数", (1, 2), is_stacked=True)
        lines = [line for line, _name in written]
        summary.table(Table(headers, lines, chart, links=[name for _line, name in written]))
    summary.close()


class _Writer:
    """Writes a sheet for each department."""

    def __init__(self, book: Book, looks: Looks, content: Content) -> None:
        self._book, self._looks, self._content = book, looks, content
        self._cells = _cells(content.snapshot)
        self._total = 2 * max(sum(1 for _node in content.snapshot.walk()), 1)
        self._done = 0
        self._targets = [cell.column.header for cell in self._cells].index(TARGETS)

    def write(self, folder: _Folder) -> tuple[list[Value], str]:
        """Write a department's sheet; return its line of the summary and the sheet's name."""
        columns = [cell.column for cell in self._cells]
        sheet = LedgerSheet(self._book, self._looks, folder.name, columns, A4)
        plan = self._content.snapshot.plan
        sheet.open(ledger_title(plan, NAME, folder.name), reporting_unit(plan), f"日期：{chinese_date(plan.date)}")
        formulas = RowFormulas(sheet, ID, TARGETS, "")
        kinds = (("牵头任务", folder.leads), ("配合任务", folder.supports))
        if folder.name == NOBODY:
            kinds = (("未明确牵头和责任单位的任务", folder.leads), ("", []))
        counts = [self._write_items(sheet, formulas, title, items) for title, items in kinds]
        sheet.close()
        whole = formulas.targets(sheet.first_row, sheet.row)
        line: list[Value] = [folder.name, *(items for items, _targets in counts)]
        line.append(Formula(whole, sum(targets for _items, targets in counts)))
        return line, str(sheet.sheet.name)

    def _write_items(
        self, sheet: LedgerSheet, formulas: RowFormulas, title: str, items: list[_Placed]
    ) -> tuple[Value, int]:
        """Write items below a row that says how many they are; return the formula that counts them, and the targets."""
        if not items:
            return 0, 0
        sheet.section(f"{title}（{len(items)}项）")
        first = sheet.row + 1
        counted = targets = 0
        for node, path in items:
            entry = entry_of(self._content, node)
            rows = sheet.item([path if cell.column.header == _SECTION else cell.of(entry) for cell in self._cells])
            counted += any(value != "" for value in rows[0][1:8])
            targets += sum(target_lines(row, self._targets) for row in rows)
            self._report()
        return Formula(formulas.items(first, sheet.row), counted), targets

    def _report(self) -> None:
        self._done += 1
        if self._done % _ENTRIES_PER_REPORT == 0:
            self._content.report(self._done / self._total)


def _cells(snapshot: Snapshot) -> tuple[Cell, ...]:
    number, *others = (*task_cells(snapshot), *closing_cells())
    cells = (number, Cell(Column(_SECTION, 13), lambda entry: ""), *others)
    return fitted(cells, snapshot, A4.width, [cell.column.header for cell in cells].index(MEASURES))


def folders_of(content: Content) -> list[_Folder]:
    """Return the departments that have something to do, in the registry's order, and last what nobody owns."""
    snapshot = content.snapshot
    members = _members(snapshot)
    names = {each.id: each.name for each in snapshot.departments}
    folders = {each.id: _Folder(each.name) for each in snapshot.departments}
    nobody = _Folder(NOBODY)
    for node, path, owners in _owned(content):
        leads = _ids((owner for owner in owners if owner.role == LEAD), members)
        for department in leads:
            folders.setdefault(department, _Folder(names.get(department, ""))).leads.append((node, path))
        supports = _ids((owner for owner in owners if owner.role != LEAD), members)
        for department in [each for each in supports if each not in leads]:
            folders.setdefault(department, _Folder("")).supports.append((node, path))
        for owner in owners:
            if owner.department_id in folders and not folders[owner.department_id].name:
                folders[owner.department_id].name = owner.name
        if not owners and node.kind == "item":
            nobody.leads.append((node, path))
    return [folder for folder in (*folders.values(), nobody) if folder.leads or folder.supports]


def _members(snapshot: Snapshot) -> dict[int, tuple[int, ...]]:
    """Return the departments that each department stands for: itself, or the members of a group."""
    known = {each.id for each in snapshot.departments}
    return {
        each.id: each.members if each.members and known.issuperset(each.members) else (each.id,)
        for each in snapshot.departments
    }


def _ids(owners: Iterable[Owner], members: dict[int, tuple[int, ...]]) -> list[int]:
    found = (each for owner in owners for each in members.get(owner.department_id, (owner.department_id,)))
    return list(dict.fromkeys(found))


def _owned(content: Content) -> Iterator[tuple[Node, str, tuple[Owner, ...]]]:
    """Yield every node with the sections above it and those who own it."""
    stack: list[tuple[Node, str, tuple[Owner, ...]]] = [(node, "", ()) for node in reversed(content.snapshot.nodes)]
    while stack:
        node, path, above = stack.pop()
        owners = node.owners or above
        if node.kind == "item" or node.owners:
            yield node, path, owners
        below = f"{path}\n{heading(content, node)}".strip("\n") if node.kind != "item" else path
        stack += [(child, below, owners) for child in reversed(node.children)]
