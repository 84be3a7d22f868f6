"""The outline as Qt sees it: rows, columns and exact signals for every change set.

One rule: the model never writes; an edit in place or a drop goes to `run`, and comes back through `apply`.
Rows are lazy: what a row shows beyond its title is read when it is first painted and dropped when it changes.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from itertools import groupby

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planeditor.gui import tree_mime
from planeditor.gui.tree_totals import Totals
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import Change, ChangeSet
from planeditor.plan.outline import Entry
from planeditor.store import Document
from planeditor.store.reader import Glance

Index = QModelIndex | QPersistentModelIndex
Run = Callable[[Callable[[Document], ChangeSet]], ChangeSet]

ID_ROLE = Qt.ItemDataRole.UserRole
# Combined once: Qt asks for the flags of every row at every layout, and combining costs ten times the answer.
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
_MOVABLE = _SHOWN | Qt.ItemFlag.ItemIsDropEnabled
_EDITABLE = _MOVABLE | Qt.ItemFlag.ItemIsEditable
RESET_ABOVE = 500  # rows that come, go or move in one step; more are taken over as a whole
FACTS_KEPT = 20_000


class Column(IntEnum):
    """The columns in their order."""

    NUMBER = 0
    TITLE = 1
    LEAD = 2
    TARGETS = 3
    DUE = 4
    PROBLEM = 5


_COLUMNS, _TITLE = len(Column), int(Column.TITLE)  # an enumeration's own are slow to ask for, thousands of times

HEADERS = {
    Column.NUMBER: lambda: _("No."),
    Column.TITLE: lambda: _("Title"),
    Column.LEAD: lambda: _("Lead"),
    Column.TARGETS: lambda: _("Targets"),
    Column.DUE: lambda: _("Due"),
    Column.PROBLEM: lambda: "",
}


class TreeModel(QAbstractItemModel):
    """Sections and items by their ids; index.internalId() is the id."""

    applying = Signal(object)  # a ChangeSet, before its first row comes or goes

    def __init__(self, document: Document, run: Run, parent: QObject | None = None) -> None:
        """Read the outline of `document`; edits in place and drops are handed to `run`."""
        super().__init__(parent)
        self.outline = document.outline()
        self.read_only = document.read_only  # kept here: flags are asked for thousands of times
        self._document = document
        self._run = run
        self._facts: dict[int, Glance] = {}
        self._totals: Totals | None = None

    # shape

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """Return the index of a cell."""
        children = self._entry(parent).children
        if not (0 <= row < len(children) and 0 <= column < _COLUMNS):
            return QModelIndex()
        return self.createIndex(row, column, children[row].id)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the index of the section or item above."""
        above = self._entry(index).parent if index.isValid() else None
        if above is None or above is self.outline.root:
            return QModelIndex()
        return self.createIndex(self.outline.row(above), 0, above.id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the rows below; only the first column has any."""
        return 0 if parent.column() > 0 else len(self._entry(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return _COLUMNS

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:
        """Tell whether rows stand below."""
        return bool(self._entry(parent).children) and parent.column() <= 0

    def index_of(self, node_id: int, column: int = Column.NUMBER) -> QModelIndex:
        """Return the index of a section or item, an invalid one when the plan has it not."""
        entry = self.outline.entries.get(node_id)
        if entry is None or entry.parent is None:
            return QModelIndex()
        return self.createIndex(self.outline.row(entry), column, node_id)

    def _entry(self, index: Index) -> Entry:
        return self.outline.entries[index.internalId()] if index.isValid() else self.outline.root

    # what cells show

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[Column(section)]()
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.TARGETS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows in a role."""
        entry = self.outline.entries.get(index.internalId()) if index.isValid() else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(entry, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return entry.title if index.column() == Column.TITLE else self.text(entry, index.column())
        if role == ID_ROLE:
            return entry.id
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(entry, index.column())
        return None

    def text(self, entry: Entry, column: int) -> str:
        """Return the words of a cell."""
        if column == Column.NUMBER:
            return self.outline.number(entry)
        if column == Column.TITLE:
            return entry.title or self.glance(entry.id).text or _("(no title)")
        if column == Column.DUE:
            return due_text(entry.due)
        if column == Column.LEAD:
            return self._item_count(entry) if entry.is_section else self.glance(entry.id).lead
        if column == Column.TARGETS:
            return self._target_count(entry)
        return self.glance(entry.id).problem

    def _item_count(self, entry: Entry) -> str:
        count = self.totals.items(entry.id)
        return ngettext("{count} item", "{count} items", count).format(count=count)

    def _target_count(self, entry: Entry) -> str:
        count = self.totals.targets(entry.id) if entry.is_section else self.glance(entry.id).targets
        return str(count) if count else "–"

    def is_muted(self, entry: Entry, column: int) -> bool:
        """Tell whether a cell's words are of second rank."""
        if column == Column.TITLE:
            return not entry.title
        if column == Column.LEAD:
            return entry.is_section
        return column == Column.DUE or (column == Column.TARGETS and self._target_count(entry) == "–")

    def _tool_tip(self, entry: Entry, column: int) -> str | None:
        if column == Column.PROBLEM:
            return self.glance(entry.id).problem or None
        if column == Column.TARGETS and entry.is_section:
            return _("Targets in this section")
        return self.text(entry, column) if column in (Column.TITLE, Column.LEAD) else None

    def glance(self, node_id: int) -> Glance:
        """Return a row's facts, read from the document the first time."""
        known = self._facts.get(node_id)
        if known is None:
            if len(self._facts) > FACTS_KEPT:
                self._facts.clear()
            try:
                known = self._facts[node_id] = self._document.glance(node_id)
            except KeyError:  # asked between two signals of one change set: the document is ahead of us
                return Glance("", 0, "", "")
        return known

    @property
    def totals(self) -> Totals:
        """Return the sections' totals, counted when first asked for."""
        if self._totals is None:
            self._totals = Totals(self.outline, self._document.target_counts())
        return self._totals

    # edits in place, drag and drop

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags if self.read_only else Qt.ItemFlag.ItemIsDropEnabled
        if self.read_only:
            return _SHOWN
        return _EDITABLE if index.column() == _TITLE else _MOVABLE

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename a section or item."""
        if role != Qt.ItemDataRole.EditRole or index.column() != Column.TITLE or self.read_only:
            return False
        node_id, title = index.internalId(), str(value).strip()
        if title != self.outline[node_id].title:
            self._run(lambda document: document.rename(node_id, title))
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        """Return move and copy."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return the formats that may be dropped."""
        return [tree_mime.IDS, tree_mime.NODES]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """Return what a drag carries: the ids, for this window, and the nodes, for any other."""
        ids = self.top_most({index.internalId() for index in indexes})
        return tree_mime.write_nodes(self._document, self.outline, ids, tree_mime.token(self))

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Refuse what the plan's rules forbid, so that the pointer says so before the drop."""
        if self.read_only or not any(data.hasFormat(name) for name in self.mimeTypes()):
            return False
        return self._may_hold(self._entry(parent), tree_mime.read_ids(data, tree_mime.token(self)), action)

    def _may_hold(self, parent: Entry, ids: list[int], action: Qt.DropAction) -> bool:
        entries = [self.outline.entries[node_id] for node_id in ids if node_id in self.outline]
        if not parent.is_section and any(entry.is_section for entry in entries):
            return False
        above = {parent.id, *(entry.id for entry in self.outline.ancestors(parent))}
        return action == Qt.DropAction.CopyAction or not above.intersection(ids)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Move rows of this plan, or add copies of rows from anywhere."""
        target = self._entry(parent)
        before = target.children[row].id if 0 <= row < len(target.children) else None
        ids = tree_mime.read_ids(data, tree_mime.token(self))
        parent_id = target.id or None
        if ids and action == Qt.DropAction.MoveAction:
            return bool(self._run(lambda document: document.move(ids, parent_id, before=before)).changes)
        nodes, departments = tree_mime.read_nodes(data)
        return bool(
            nodes
            and self._run(
                lambda document: document.paste(nodes, parent_id, before=before, departments=departments)
            ).changes
        )

    def top_most(self, ids: Iterable[int]) -> list[int]:
        """Return the ids in document order, without those that stand below another of them."""
        chosen = set(ids)
        kept = [
            entry
            for entry in (self.outline.entries[node_id] for node_id in chosen if node_id in self.outline)
            if not any(above.id in chosen for above in self.outline.ancestors(entry))
        ]
        return [entry.id for entry in sorted(kept, key=self.position)]

    def position(self, entry: Entry) -> list[tuple[str, int]]:
        """Return what document order sorts by."""
        return [above.order for above in (*self.outline.ancestors(entry), entry)]

    # changes

    def apply(self, change_set: ChangeSet) -> None:
        """Take over a change set with the signals that it needs."""
        self.applying.emit(change_set)
        nodes = list(change_set.of("node"))
        if sum(_is_structural(change) for change in nodes) > RESET_ABOVE:
            self._reset()
            return
        self._forget_facts(change_set)
        self._count_targets(change_set, before=True)
        for kind, run in groupby(nodes, key=_kind_of):
            self._takers[kind](self, list(run))
        self._count_targets(change_set, before=False)
        self._tell_scheme(change_set)
        self._tell_touched(change_set)

    def _reset(self) -> None:
        self.beginResetModel()
        self.outline = self._document.outline()
        self._totals = None
        self._facts.clear()
        self.endResetModel()

    def _forget_facts(self, change_set: ChangeSet) -> None:
        if any(change.table == "department" for change in change_set.changes):
            self._facts.clear()
        for node_id in change_set.node_ids():
            self._facts.pop(node_id, None)
        for change in change_set.changes:
            if change.table == "owner" or (change.table == "node" and _changes_what_is_above(change)):
                self._forget_below(change.node_id or change.id)
            elif change.table == "node":
                self._facts.pop(change.id, None)

    def _forget_below(self, node_id: int) -> None:
        """Whether an item lacks a lead depends on all above it."""
        entry = self.outline.entries.get(node_id)
        if entry is None:
            return
        if entry.is_section:  # it may hold thousands; those in sight are soon read again
            self._facts.clear()
        for below in entry.walk() if not entry.is_section else ():
            self._facts.pop(below.id, None)

    def _count_targets(self, change_set: ChangeSet, *, before: bool) -> None:
        for change in change_set.of("target"):
            row = change.before if before else change.after
            if change.before and change.after and "node_id" in change.before:
                self._totals = None  # it went to another node; which kind it is the change does not say
            if self._totals is None:
                return
            if row is not None and row.get("kind") == "target" and change.node_id is not None:
                self._totals.add_target(change.node_id, -1 if before else 1)

    def _remove(self, changes: list[Change]) -> None:
        gone = {change.id for change in changes}
        for change in changes:
            entry = self.outline.entries.get(change.id)
            if entry is not None and entry.parent is not None and entry.parent.id not in gone:
                self._remove_subtree(entry)

    def _remove_subtree(self, entry: Entry) -> None:
        parent, row = entry.parent, self.outline.row(entry)
        assert parent is not None
        self.beginRemoveRows(self.index_of(parent.id), row, row)
        if self._totals is not None:
            self._totals.detach(entry)
            self._totals.forget(entry)
        self.outline.remove(entry.id)
        self.endRemoveRows()
        self._tell_numbers(parent, row)

    def _insert(self, changes: list[Change]) -> None:
        new = {change.id for change in changes}
        for top in changes:
            assert top.after is not None
            if top.after["parent_id"] not in new:
                self._insert_subtree(top, changes)

    def _insert_subtree(self, top: Change, changes: list[Change]) -> None:
        assert top.after is not None
        parent = self.outline[int(top.after["parent_id"] or 0)]
        row = self.outline.place_for(parent.id, str(top.after["rank"]), top.id)
        self.beginInsertRows(self.index_of(parent.id), row, row)
        for change in _subtree(top, changes):
            assert change.after is not None
            entry = self.outline.insert(change.after)
            if self._totals is not None:
                self._totals.attach(entry)
        self.endInsertRows()
        self._tell_numbers(parent, row)

    def _update(self, changes: list[Change]) -> None:
        for change in changes:
            assert change.after is not None
            entry = self.outline[change.id]
            if change.after.keys() & {"parent_id", "rank"}:
                self._move(entry, change)
            elif "kind" in change.after:
                self._change_kind(entry, change)
            else:
                self.outline.update(change.id, change.after)
            if change.after.keys() & {"numbered", "kind", "numbering"}:
                self._tell_numbers(entry.parent or self.outline.root, 0)

    def _move(self, entry: Entry, change: Change) -> None:
        assert change.after is not None
        assert entry.parent is not None
        old_parent, old_row = entry.parent, self.outline.row(entry)
        new_parent = self.outline[int(change.after.get("parent_id", old_parent.id) or 0)]
        rank = str(change.after.get("rank", entry.rank))
        place = self.outline.place_for(new_parent.id, rank, entry.id)
        moved = self.beginMoveRows(self.index_of(old_parent.id), old_row, old_row, self.index_of(new_parent.id), place)
        if self._totals is not None:
            self._totals.detach(entry)
        self.outline.update(entry.id, change.after)
        self.outline.move(entry.id, new_parent.id, rank)
        if self._totals is not None:
            self._totals.attach(entry)
        if moved:
            self.endMoveRows()
        self._tell_numbers(old_parent, min(old_row, place) if old_parent is new_parent else old_row)
        if old_parent is not new_parent:
            self._tell_numbers(new_parent, place)

    def _change_kind(self, entry: Entry, change: Change) -> None:
        assert change.after is not None
        if self._totals is not None:
            self._totals.detach(entry)
        self.outline.update(entry.id, change.after)
        if self._totals is not None:
            self._totals.attach(entry)

    _takers = {"insert": _insert, "delete": _remove, "update": _update}  # noqa: RUF012

    # telling the views

    def _tell_numbers(self, parent: Entry, first: int) -> None:
        """Refresh the numbers of a parent's children from a row on, and the totals of all above."""
        last = len(parent.children) - 1
        if first <= last:
            self.dataChanged.emit(
                self.createIndex(first, Column.NUMBER, parent.children[first].id),
                self.createIndex(last, Column.NUMBER, parent.children[last].id),
            )
        self._tell_above(parent)

    def _tell_above(self, entry: Entry) -> None:
        for above in (*self.outline.ancestors(entry), entry):
            if above is not self.outline.root:
                self.dataChanged.emit(self.index_of(above.id, Column.LEAD), self.index_of(above.id, Column.TARGETS))

    def _tell_scheme(self, change_set: ChangeSet) -> None:
        for change in change_set.of("plan"):
            if change.after is not None and "numbering" in change.after:
                self.outline.set_numbering(str(change.after["numbering"] or ""))
                self._tell_numbers(self.outline.root, 0)

    def _tell_touched(self, change_set: ChangeSet) -> None:
        for entry in self._touched(change_set):
            row = self.outline.row(entry)
            self.dataChanged.emit(self.createIndex(row, 0, entry.id), self.createIndex(row, len(Column) - 1, entry.id))
            if entry.parent is not None:
                self._tell_above(entry.parent)
        for change in change_set.of("owner"):
            owned = self.outline.entries.get(change.node_id or 0)
            if owned is not None and owned.children:
                self._tell_numbers(owned, 0)  # the marks of all below may come or go

    def _touched(self, change_set: ChangeSet) -> Iterator[Entry]:
        ids = change_set.node_ids() | {change.id for change in change_set.of("node") if change.before and change.after}
        return (self.outline.entries[node_id] for node_id in ids if node_id in self.outline)


def _kind_of(change: Change) -> str:
    return "insert" if change.before is None else "delete" if change.after is None else "update"


def _is_structural(change: Change) -> bool:
    return change.before is None or change.after is None or "rank" in change.after or "parent_id" in change.after


def _changes_what_is_above(change: Change) -> bool:
    return change.after is not None and bool(change.after.keys() & {"parent_id", "kind"})


def _subtree(top: Change, changes: list[Change]) -> Iterator[Change]:
    """Yield the inserted row and those below it; parents stand before their children."""
    inside = {top.id}
    for change in changes:
        assert change.after is not None
        if change is top or change.after["parent_id"] in inside:
            inside.add(change.id)
            yield change


def due_text(due: str) -> str:
    """Return a due date as people write it: 12月31日, 12月, 2020年; a text that is no date as it stands."""
    parts = due.split("-")
    if not all(part.isdigit() for part in parts):
        return due
    if len(parts) == 1:
        return _("{year}").format(year=parts[0])
    month = int(parts[1])
    if len(parts) == 2:
        return _("month {month}").format(month=month)
    return _("{month}/{day}").format(month=month, day=int(parts[2]))
