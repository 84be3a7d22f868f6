"""The outline's shape for Qt: rows and parents by id, and exact signals for every change set.

One rule: the outline changes here and nowhere else, each row between Qt's begin and end; a subtree that comes or goes
is told once, at its top. What rows show is the tree model's affair.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from itertools import groupby, pairwise
from typing import ClassVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Signal

from planeditor.gui.tree_totals import Totals
from planeditor.plan.changes import Change, ChangeSet
from planeditor.plan.outline import Entry
from planeditor.store import Document

Index = QModelIndex | QPersistentModelIndex

RESET_ABOVE = 500  # rows that come, go or move in one step; more are taken over as a whole


class Column(IntEnum):
    """The columns in their order."""

    NUMBER = 0
    TITLE = 1
    LEAD = 2
    TARGETS = 3
    DUE = 4
    PROBLEM = 5


_COLUMNS = len(Column)  # the enumeration's own length is slow to ask for, thousands of times


class OutlineModel(QAbstractItemModel):
    """Sections and items by their ids; index.internalId() is the id.

    A layout asks `index`, `flags` and `hasChildren` of every row in reach, so these call as little as they can.
    """

    applying = Signal(object)  # a ChangeSet, before its first row comes or goes

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        """Read the outline of `document`."""
        super().__init__(parent)
        self.outline = document.outline()
        self._document = document
        self._totals: Totals | None = None

    # shape

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """Return the index of a cell."""
        children = self.outline.entries[parent.internalId()].children  # of no index it is 0, the root's id
        if 0 <= row < len(children) and 0 <= column < _COLUMNS:
            return self.createIndex(row, column, children[row].id)
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # not QObject's parent()
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
        return parent.column() <= 0 and bool(self.outline.entries[parent.internalId()].children)

    def index_of(self, node_id: int, column: int = Column.NUMBER) -> QModelIndex:
        """Return the index of a section or item, an invalid one when the plan has it not."""
        entry = self.outline.entries.get(node_id)
        if entry is None or entry.parent is None:
            return QModelIndex()
        return self.createIndex(self.outline.row(entry), column, node_id)

    def _entry(self, index: Index) -> Entry:
        return self.outline.entries[index.internalId()]

    def top_most(self, ids: Iterable[int]) -> list[int]:
        """Return the ids in document order, without those that stand below another of them."""
        chosen = set(ids)
        if len(chosen) > RESET_ABOVE:
            return list(_top_most(self.outline.root, chosen))
        kept = [
            entry
            for entry in (self.outline.entries[node_id] for node_id in chosen if node_id in self.outline)
            if not any(above.id in chosen for above in self.outline.ancestors(entry))
        ]
        return [entry.id for entry in sorted(kept, key=self.position)]

    def position(self, entry: Entry) -> list[tuple[str, int]]:
        """Return what document order sorts by."""
        return [above.order for above in (*self.outline.ancestors(entry), entry)]

    @property
    def totals(self) -> Totals:
        """Return the sections' totals, counted when first asked for."""
        if self._totals is None:
            self._totals = Totals(self.outline, self._document.target_counts())
        return self._totals

    # changes

    def apply(self, change_set: ChangeSet) -> None:
        """Take over a change set with the signals that it needs."""
        self.applying.emit(change_set)
        nodes = list(change_set.of("node"))
        if sum(_is_structural(change) for change in nodes) > RESET_ABOVE:
            self._reset()
            return
        self.forget_facts(change_set)
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
        self.forget_facts(None)
        self.endResetModel()

    def forget_facts(self, change_set: ChangeSet | None) -> None:
        """Drop what is known of the rows that a change set touches, or of all."""

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

    _takers: ClassVar[dict[str, Callable[["OutlineModel", list[Change]], None]]] = {
        "insert": _insert,
        "delete": _remove,
        "update": _update,
    }

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
        for above in self._above(entry):
            self._tell_totals(above)

    def _above(self, entry: Entry) -> list[Entry]:
        """Return an entry and all above it but the root."""
        return [each for each in (*self.outline.ancestors(entry), entry) if each is not self.outline.root]

    def _tell_totals(self, entry: Entry) -> None:
        self.dataChanged.emit(self.index_of(entry.id, Column.LEAD), self.index_of(entry.id, Column.TARGETS))

    def _tell_rows(self, parent: Entry, first: int, last: int) -> None:
        self.dataChanged.emit(
            self.createIndex(first, 0, parent.children[first].id),
            self.createIndex(last, len(Column) - 1, parent.children[last].id),
        )

    def _tell_scheme(self, change_set: ChangeSet) -> None:
        for change in change_set.of("plan"):
            if change.after is not None and "numbering" in change.after:
                self.outline.set_numbering(str(change.after["numbering"] or ""))
                self._tell_numbers(self.outline.root, 0)

    def _tell_touched(self, change_set: ChangeSet) -> None:
        families: dict[int, list[int]] = {}
        for entry in self._touched(change_set):
            if entry.parent is not None:
                families.setdefault(entry.parent.id, []).append(self.outline.row(entry))
        for parent_id, rows in families.items():
            for first, last in _runs(rows):
                self._tell_rows(self.outline[parent_id], first, last)
        above = {each.id: each for parent_id in families for each in self._above(self.outline[parent_id])}
        for each in above.values():
            self._tell_totals(each)
        for change in change_set.of("owner"):
            owned = self.outline.entries.get(change.node_id or 0)
            if owned is not None and owned.children:
                self._tell_numbers(owned, 0)  # the marks of all below may come or go

    def _touched(self, change_set: ChangeSet) -> Iterator[Entry]:
        ids = change_set.node_ids() | {change.id for change in change_set.of("node") if change.before and change.after}
        return (self.outline.entries[node_id] for node_id in ids if node_id in self.outline)


def _top_most(above: Entry, chosen: set[int]) -> Iterator[int]:
    for entry in above.children:
        if entry.id in chosen:
            yield entry.id
        elif entry.children:
            yield from _top_most(entry, chosen)


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of rows that follow each other: a view takes each run in at once."""
    rows = sorted(rows)
    starts = [place for place, row in enumerate(rows) if place == 0 or rows[place - 1] != row - 1]
    for start, end in pairwise([*starts, len(rows)]):
        yield rows[start], rows[end - 1]


def _kind_of(change: Change) -> str:
    return "insert" if change.before is None else "delete" if change.after is None else "update"


def _is_structural(change: Change) -> bool:
    return change.before is None or change.after is None or "rank" in change.after or "parent_id" in change.after


def _subtree(top: Change, changes: list[Change]) -> Iterator[Change]:
    """Yield the inserted row and those below it; parents stand before their children."""
    inside = {top.id}
    for change in changes:
        assert change.after is not None
        if change is top or change.after["parent_id"] in inside:
            inside.add(change.id)
            yield change
