"""The plan's items as rows: what their cells show, in which order and groups.

One rule: what a row shows is read when it is first painted and dropped when it changes; a whole column is read only to
sort or group by it, of a large plan in the background.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from planeditor.gui.date_words import shown_date
from planeditor.gui.grid_model import GridModel
from planeditor.gui.jobs import Job
from planeditor.gui.ledger_edits import write_cell
from planeditor.gui.outline_model import RESET_ABOVE
from planeditor.gui.session import Session
from planeditor.gui.tree_model import due_text
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.dues import due_month, due_place
from planeditor.plan.entities import LIGHTS, STATUSES, Node
from planeditor.plan.outline import Entry
from planeditor.plan.pace import Colour, Judgement, Pace, light_of, light_word, shown_percent, why
from planeditor.plan.tables.arranging import Group, Key, grouped, ordered
from planeditor.plan.tables.columns import Column
from planeditor.plan.tables.ledger import cell_text, columns, read_cell
from planeditor.store import Document
from planeditor.store.loading import read_each
from planeditor.store.reader import Reader
from planeditor.store.table_columns import first_leads, read_column

SECTION, DEPARTMENT, MONTH, STATUS = "section", "department", "month", "status"
READ_AT_ONCE = 3000  # rows whose column is read while one waits; more are read in the background
NODES_KEPT = 4000
READ_TOGETHER = 40  # a screen of rows
_SOURCES = {DEPARTMENT: "department", MONTH: "due", STATUS: "status"}
Columns = dict[str, Mapping[int, Any]]


class LedgerModel(GridModel):
    """One row for every item, and for every section that holds nothing below it."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Show nothing until `refresh`."""
        super().__init__(session, columns(session.document.field_labels()), parent)
        self.only: frozenset[int] | None = None  # rows of the tree's filter; None: all
        self._nodes: dict[int, Node] = {}
        self._lights: dict[int, Judgement] = {}
        self._pace: Pace | None = None
        self._all: list[int] | None = None  # every row in the plan's order, until rows come, go or move
        self._year = session.document.plan().year
        self._job: Job | None = None

    # what cells show

    def node(self, node_id: int) -> Node:
        """Return an item, read from the document the first time."""
        known = self._nodes.get(node_id)
        if known is None:
            if len(self._nodes) > NODES_KEPT:
                self._nodes.clear()
            self._read_from(node_id)
            known = self._nodes.get(node_id)
        return known or Node(node_id, "item")  # asked while the change set that removed it is being taken over

    def _read_from(self, node_id: int) -> None:
        """Read an item and those of the rows below it, which are to be painted next: together they cost little more."""
        row = self.row_of(node_id)
        below = [one for one in self.rows[row : row + READ_TOGETHER] if one > 0] if row >= 0 else []
        wanted = [one for one in dict.fromkeys([node_id, *below]) if one not in self._nodes]
        self._nodes.update((node.id, node) for node in read_each(self.session.document.connection, wanted))

    def text(self, row_id: int, column: Column) -> str:
        """Return what a cell shows."""
        if column.key in ("number", "section"):
            return self._place_text(row_id, column.key)
        node = self.node(row_id)
        if column.key == "due":
            return due_text(node.due)
        if column.key == "title":
            return node.title or node.body[:60]
        if column.key == "light":
            return light_word(self.light(row_id))
        if column.key == "percent":
            return shown_percent(self._judged(row_id).state.percent)
        return cell_text(node, column.key)

    def light(self, row_id: int) -> Colour:
        """Return an item's light of today."""
        return self._judged(row_id).light

    def _judged(self, row_id: int) -> Judgement:
        known = self._lights.get(row_id)
        if known is None:
            if self._pace is None:
                self._pace = self.session.document.pace(date.today())
            if len(self._lights) > NODES_KEPT:
                self._lights.clear()
            known = self._lights[row_id] = light_of(self.node(row_id), self._pace)
        return known

    def _place_text(self, row_id: int, key: str) -> str:
        outline = self.session.outline
        entry = outline.entries.get(row_id)
        if entry is None:
            return ""
        if key == "number":
            return outline.number(entry).rstrip("、.．")
        above = entry.parent
        while above is not None and not above.is_section:
            above = above.parent
        return self._section_text(above) if above is not None and above is not outline.root else ""

    def _section_text(self, entry: Entry) -> str:
        return self.session.outline.number(entry) + self.session.tree.glance(entry.id).title

    def edit_text(self, row_id: int, column: Column) -> str:
        """Return what a cell's editor starts with, and what is copied: dates as spreadsheets know them."""
        if column.key in ("number", "section"):
            return self._place_text(row_id, column.key)
        return self.text(row_id, column) if column.key == "light" else cell_text(self.node(row_id), column.key)

    def tip(self, row_id: int, column: Column) -> str:
        """Return a cell's whole text, and of a light the reason."""
        if column.key in ("light", "percent"):
            return why(self._judged(row_id))
        return shown_date(self.node(row_id).due) if column.key == "due" else self.text(row_id, column)

    def is_muted(self, row_id: int, column: Column) -> bool:
        """Tell whether a cell's words are of second rank."""
        if column.key == "title":
            return not self.node(row_id).title
        return column.key in ("number", "section", "due")

    def read(self, column: Column, text: str) -> Any:
        """Return what a typed cell says."""
        return read_cell(column, text, self._year)

    def write(self, document: Document, row_id: int, column: Column, value: Any) -> None:
        """Write a cell."""
        write_cell(document, row_id, column, value)

    # rows, their order and groups

    def refresh(self) -> None:
        """Read the rows anew, and the columns of fields that have come."""
        self._nodes.clear()
        self._forget_lights()
        self._all = None
        wanted = columns(self.session.document.field_labels())
        if {column.key for column in wanted} != {column.key for column in self.columns}:
            self.set_columns(wanted)
        self._year = self.session.document.plan().year
        self.rearrange()

    def _ids(self) -> list[int]:
        if self._all is None:
            entries = self.session.outline.walk()
            self._all = [entry.id for entry in entries if entry.kind != "section" or not entry.children]
        return [row for row in self._all if row in self.only] if self.only is not None else list(self._all)

    def rearrange(self) -> None:
        """Sort and group the rows as they are to be, in a moment where columns of a large plan must be read."""
        wanted = [_SOURCES[self.grouped_by]] if self.grouped_by in _SOURCES else []
        if self.sorted_by and self.sorted_by not in ("number", "section"):
            wanted.append(self.sorted_by)
        if self._job is not None:
            self._job.succeeded.disconnect()
            self._job = None
        if not wanted:
            self._arrange({})
        elif len(self.session.outline) <= READ_AT_ONCE:
            self._arrange(_read(self.session.document, wanted))
        else:
            self._job = Job(self._read_aside, wanted)
            self._job.succeeded.connect(self._on_read)
            self._job.start()

    def _read_aside(self, wanted: list[str]) -> Columns:
        with self.session.document.aside() as reader:
            return _read(reader, wanted)

    def _on_read(self, found: object) -> None:
        assert isinstance(found, dict)
        self._job = None
        if not self.session.is_closed:
            self._arrange(found)

    def _arrange(self, found: Columns) -> None:
        ids = self._ids()
        if self.sorted_by in ("number", "section"):
            ids = ids[::-1] if self.descending else ids
        elif self.sorted_by:
            ids = ordered(ids, self._sort_values(found[self.sorted_by]), descending=self.descending)
        self.show(self._grouped(ids, found) if self.grouped_by else [Group("", tuple(ids))])

    def _sort_values(self, values: Mapping[int, Any]) -> Mapping[int, Key]:
        if self.sorted_by == "due":
            return {node_id: due_place(due, self._year) for node_id, due in values.items()}
        if self.sorted_by == "light":
            return {node_id: float(LIGHTS.index(light)) for node_id, light in values.items()}
        if self.sorted_by == STATUS:
            return {node_id: float(_status_place(status)) for node_id, status in values.items()}
        return values

    def _grouped(self, ids: list[int], found: Columns) -> list[Group]:
        if self.grouped_by == SECTION:
            return self._by_section(ids)
        values = found[_SOURCES[self.grouped_by]]
        if self.grouped_by == MONTH:
            months = {node_id: due_month(due, self._year) for node_id, due in values.items()}
            labels = {i: shown_date(month) if month else str(values[i]) for i, month in months.items()}
            return grouped(ids, labels, {shown_date(month): month for month in months.values()}, _("No deadline"))
        if self.grouped_by == STATUS:
            places = {status: float(_status_place(status)) for status in values.values()}
            return grouped(ids, values, places, _("No report yet"))
        registry = {known.name: float(place) for place, known in enumerate(self.session.document.departments())}
        return grouped(ids, values, registry, _("No lead department"))

    def _by_section(self, ids: list[int]) -> list[Group]:
        outline, labels, places = self.session.outline, dict[int, str](), dict[str, Key]()
        names = {top.id: self._section_text(top) for top in outline.root.children if top.is_section}
        for place, top in enumerate(outline.root.children):
            if top.id in names:
                places[names[top.id]] = float(place)
                labels.update((below.id, names[top.id]) for below in top.walk())
        return grouped(ids, labels, places, _("Outside the sections"))

    # changes

    def take_over(self, change_set: ChangeSet) -> None:
        """Follow a change: rows that come, go or move are arranged anew, others drawn again where they are."""
        touched = change_set.node_ids() | {change.id for change in change_set.of("node")}
        if len(touched) > RESET_ABOVE or any(change_set.of("department")):
            self._nodes.clear()
        for node_id in touched:
            self._nodes.pop(node_id, None)
            self._lights.pop(node_id, None)
        if any(change_set.of("setting")) or any(change_set.of("plan")):
            self._forget_lights()
        if any(change_set.of("plan")):
            self._year = self.session.document.plan().year
        moved = any(_moves_rows(change.before, change.after) for change in change_set.of("node"))
        if moved or any(change_set.of("plan")):
            self._all = None
            self.rearrange()
        elif any(change_set.of("setting")):
            self.tell_all_changed()
        elif self._names_sections(change_set):
            self._show_section_names()
        else:
            self.tell_changed(touched)

    def _names_sections(self, change_set: ChangeSet) -> bool:
        """Tell whether sections get other names, which their rows and groups show."""
        entries = self.session.outline.entries
        renamed = (change.id for change in change_set.of("node") if change.after and "title" in change.after)
        return any(node_id in entries and entries[node_id].is_section for node_id in renamed)

    def _show_section_names(self) -> None:
        if self.grouped_by == SECTION:
            self.rearrange()
        else:
            self.tell_all_changed()

    def _forget_lights(self) -> None:
        self._lights.clear()
        self._pace = None


def _moves_rows(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> bool:
    if before is None or after is None:
        return True
    return bool(after.keys() & {"parent_id", "rank", "kind", "numbered", "numbering"})


def _status_place(status: object) -> int:
    return STATUSES.index(str(status)) if status in STATUSES else len(STATUSES)


def _read(reader: Reader, wanted: list[str]) -> Columns:
    return {key: first_leads(reader) if key == DEPARTMENT else read_column(reader, key) for key in wanted}
