"""Hand-outs for tests: a plan of five departments, forms as sources, and a clerk who fills them in."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from planeditor.exchange.arrivals import Arrived
from planeditor.exporting.content import Content
from planeditor.exporting.excel.handout import write_handout
from planeditor.exporting.handout_form import ID_HEADER, make_form
from planeditor.importing.blocks import Source, Table
from planeditor.importing.options import ImportOptions
from planeditor.importing.readers import read_document
from planeditor.plan.entities import Department, Field, Handout, Node, Owner, Plan, Purpose, Snapshot, Target
from planeditor.plan.identity import new_id
from planeditor.store.document import Document
from planeditor.store.loading import write_snapshot
from planeditor.store.schema import migrate
from planeditor.store.store import Store, connect

NAMES = ("基教科", "计财科", "人事科", "职成科", "督导办")
SHEETS = {"progress": "进展填报", "draft": "任务修订"}


def five_departments(items: int = 10) -> Snapshot:
    """Return a plan whose items are led and supported in turn by five departments."""
    departments = [Department(new_id(), name) for name in NAMES]
    nodes = [_item(number, departments) for number in range(items)]
    half = items // 2
    sections = (
        Node(new_id(), "section", "扩大资源供给", children=tuple(nodes[:half])),
        Node(new_id(), "section", "加强队伍建设", children=tuple(nodes[half:])),
    )
    return Snapshot(Plan(new_id(), "2026年工作要点", year=2026), tuple(departments), sections)


def _item(number: int, departments: list[Department]) -> Node:
    lead, support = (departments[(number + shift) % len(departments)] for shift in (0, 1))
    owners = (
        Owner(new_id(), lead.id, "lead", lead.name),
        Owner(new_id(), support.id, "support", support.name),
    )
    fields = (Field(new_id(), "工作措施", f"措施之{number}。"),)
    targets = (Target(new_id(), indicator=f"学校{number}", value=number + 10.0, unit="所"),) if number % 2 else ()
    return Node(
        new_id(), "item", f"任务第{number}号", f"内容第{number}号。", fields, owners=owners, targets=targets
    )  # fmt: skip


@contextmanager
def document_of(snapshot: Snapshot) -> Iterator[Document]:
    """Give a document of a plan that lies in memory only."""
    with closing(connect(":memory:")) as connection:
        migrate(connection)
        write_snapshot(connection, snapshot)
        yield Document(Store(connection, "王敏"))


def handouts_to_all(snapshot: Snapshot, purpose: Purpose = "progress", period: str = "2026H1") -> list[Handout]:
    """Return a hand-out for every department."""
    time = "2026-06-20T02:00:00+00:00"
    return [Handout(new_id(), each.id, each.name, purpose, period=period, time=time) for each in snapshot.departments]


def form_bytes(snapshot: Snapshot, handout: Handout) -> bytes:
    """Return the workbook of a hand-out."""
    file = BytesIO()
    write_handout(Content(replace(snapshot, nodes=()), {}), make_form(snapshot, handout), file)
    return file.getvalue()


def as_source(data: bytes) -> Source:
    """Read a workbook as the reading child does."""
    return read_document(data, "表.xlsx", ImportOptions(targets=False))


def arrived(source: Source, name: str = "表.xlsx", saved: str = "2026-07-01T00:00:00+00:00") -> Arrived:
    """Return a form as a file that came back."""
    return Arrived(Path(name), sha256(repr((source, saved)).encode()).hexdigest(), saved, source)


class Clerk:
    """Someone who fills a form in, cell by cell, as a table of texts."""

    def __init__(self, source: Source) -> None:
        """Open a form."""
        self.source = source
        self.table = next(part for part in source.parts if isinstance(part, Table) and part.name in SHEETS.values())
        self.rows = [list(row) for row in self.table.rows]
        self.head = next(row for row in self.rows if ID_HEADER in row)

    def place(self, header: str) -> int:
        """Return where a column stands."""
        return self.head.index(header)

    def items(self) -> list[list[str]]:
        """Return the rows that have an id."""
        start = self.rows.index(self.head) + 1
        place = self.place(ID_HEADER)
        return [row for row in self.rows[start:] if row[place]]

    def write(self, row: list[str], header: str, text: str) -> None:
        """Write into a cell."""
        row[self.place(header)] = text

    def saved(self) -> Source:
        """Return the form as it is saved."""
        table = replace(self.table, rows=tuple(map(tuple, self.rows)), merges=())
        return _renumbered(self.source, table)


def _renumbered(source: Source, table: Table) -> Source:
    parts: list[Any] = []
    line = 1
    for part in source.parts:
        new = table if isinstance(part, Table) and part.name == table.name else part
        parts.append(replace(new, line=line))
        line += len(new.rows) if isinstance(new, Table) else 1
    return replace(source, parts=tuple(parts))


def edited(path: Path, edit: Callable[[Any], object]) -> Path:
    """Edit a workbook's form with another program's library; `edit` gets the sheet."""
    book = openpyxl.load_workbook(path)
    edit(book.worksheets[0])
    book.save(path)
    return path


def cell_at(sheet: Any, task: str, header: str) -> Any:
    """Return the cell of a row that names a task, in a column."""
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == ID_HEADER).row
    column = next(cell.column for cell in sheet[head] if cell.value == header)
    row = next(cell.row for row in sheet.iter_rows(min_row=head + 1) for cell in row if cell.value == task)
    return sheet.cell(row, column)
