"""Showing only some rows of the tree, with all that stands above them.

One rule: which of a row's children show is found out when somebody looks there, so that a filter costs what is in
sight, be its rows five or all of a large plan. Indexes hold the ids that those of the tree model do, which answers for
cells.
"""

from bisect import bisect_left
from collections.abc import Iterable
from operator import attrgetter

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from planeditor.gui.outline_model import Column
from planeditor.gui.tree_model import TreeModel
from planeditor.plan.changes import ChangeSet
from planeditor.plan.outline import Entry

Index = QModelIndex | QPersistentModelIndex
FEW = 50  # rows that come or go one by one; with more, all rows are shown anew
_COLUMNS = len(Column)
_order = attrgetter("rank", "id")


class TreeFilter(QAbstractItemModel):
    """Shows chosen rows and their ancestors; what is added while it is on shows as well."""

    def __init__(self, model: TreeModel, parent: QObject | None = None) -> None:
        """Show nothing until `show_only`."""
        super().__init__(parent)
        self._tree = model
        self.chosen: frozenset[int] = frozenset()
        self._added: set[int] = set()
        self._families: dict[int, list[Entry]] = {}  # of rows that somebody looked below: what shows there
        self._rows: dict[int, int] = {}  # of all in these families
        self._holding: dict[int, bool] = {}  # whether rows with others below them hold any that shows
        self._left: set[int] = set()  # rows that lost one from below: they stay until the filter changes
        self._is_moving = False
        model.applying.connect(self._expect)
        model.dataChanged.connect(self._on_data_changed)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsAboutToBeRemoved.connect(self._on_rows_going)
        model.rowsAboutToBeMoved.connect(self._on_rows_about_to_move)
        model.rowsMoved.connect(self._on_rows_moved)
        model.modelAboutToBeReset.connect(self.beginResetModel)
        model.modelReset.connect(self._on_reset)

    def show_only(self, ids: frozenset[int]) -> None:
        """Show these rows, and above them what they stand in."""
        self.beginResetModel()
        self.chosen = ids
        self._added.clear()
        self._on_reset()

    def change_to(self, ids: frozenset[int]) -> bool:
        """Show these rows instead, each row that stays at its place; return False, with nothing done, for very many."""
        entries = self._tree.outline.entries
        gone, come = (self.chosen | self._added) - ids, ids - self.chosen
        if len(gone) + len(come) > FEW:
            return False
        self.chosen = ids
        self._added.clear()
        self._holding.clear()
        for node_id in entries.keys() & (gone | self._left):
            self._conceal(entries[node_id])
        self._left.clear()
        for node_id in entries.keys() & come:
            self._reveal(entries[node_id])
        return True

    def shows_at_most(self, count: int) -> bool:
        """Tell whether so many rows show at most, what they stand in among them."""
        if len(self.chosen) > count:
            return False
        entries = self._tree.outline.entries
        level = [entries[node_id] for node_id in entries.keys() & self.chosen]
        shown: set[int] = set()
        while level:
            shown.update(entry.id for entry in level)
            above = {entry.parent for entry in level if entry.parent is not None and entry.parent.id}
            level = [entry for entry in above if entry.id not in shown]
        return len(shown) <= count

    def index_of(self, node_id: int, column: int = Column.NUMBER) -> QModelIndex:
        """Return the index of a section or item, an invalid one when it does not show."""
        entry = self._tree.outline.entries.get(node_id)
        if entry is None or entry.parent is None or not self._is_shown(entry):
            return QModelIndex()
        return self.createIndex(self._rows[node_id], column, node_id)

    # which rows show

    def _accepts(self, entry: Entry) -> bool:
        return entry.id in self.chosen or entry.id in self._added or (bool(entry.children) and self._holds(entry))

    def _holds(self, entry: Entry) -> bool:
        known = self._holding.get(entry.id)
        if known is None:
            self._holding[entry.id] = known = any(map(self._accepts, entry.children))
        return known

    def shown_below(self, entry: Entry) -> list[Entry]:
        """Return what shows below a row."""
        known = self._families.get(entry.id)
        if known is None:
            known = [child for child in entry.children if self._accepts(child)]
            self._families[entry.id] = known
            self._number(known)
        return known

    def _number(self, family: list[Entry], first: int = 0) -> None:
        for row in range(first, len(family)):
            self._rows[family[row].id] = row

    def _is_shown(self, entry: Entry) -> bool:
        above = entry.parent
        if above is None:
            return entry is self._tree.outline.root
        if not self._is_shown(above):
            return False
        self.shown_below(above)
        return entry.id in self._rows

    def _place(self, family: list[Entry], above: Entry, row: int) -> int:
        """Return the place in a family that belongs to a row of the plan."""
        if row >= len(above.children):
            return len(family)
        return bisect_left(family, above.children[row].order, key=_order)

    # rows that come and go

    def _reveal(self, entry: Entry) -> None:
        """Show a row that is to show now, with what it stands in."""
        outline = self._tree.outline
        for below in (*outline.ancestors(entry), entry):
            above = below.parent
            assert above is not None
            family = self._families.get(above.id)
            if family is None:
                return  # nobody has looked there yet
            if below.id not in self._rows:
                place = bisect_left(family, below.order, key=_order)
                self.beginInsertRows(self.index_of(above.id), place, place)
                family.insert(place, below)
                self._number(family, place)
                self.endInsertRows()
                return

    def _conceal(self, entry: Entry) -> None:
        """Hide a row that is not to show any more, and what it stands in where nothing else shows there."""
        top = None
        while entry.parent is not None and not self._accepts(entry):
            top, entry = entry, entry.parent
        if top is not None and self._is_shown(top):
            self._take_out(top)

    def _take_out(self, entry: Entry) -> None:
        above = entry.parent
        assert above is not None
        family, row = self.shown_below(above), self._rows[entry.id]
        self.beginRemoveRows(self.index_of(above.id), row, row)
        del family[row]
        self._forget_below(entry)
        self._number(family, row)
        self.endRemoveRows()

    def _forget_below(self, entry: Entry) -> None:
        for below in self._families.pop(entry.id, ()):
            self._forget_below(below)
        self._rows.pop(entry.id, None)

    # changes of the plan

    def _expect(self, change_set: ChangeSet) -> None:
        """Let the rows that a change set is about to add pass."""
        self._added.update(change_set.created())
        if any(change_set.of("node")):
            self._holding.clear()

    def _on_rows_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        above = self._entry(parent)
        for entry in above.children[first : last + 1]:
            if self._accepts(entry):
                self._reveal(entry)

    def _on_rows_going(self, parent: QModelIndex, first: int, last: int) -> None:
        above = self._entry(parent)
        for entry in above.children[first : last + 1]:
            if self._is_shown(entry):
                self._take_out(entry)
        self._left.add(above.id)

    def _on_rows_about_to_move(self, source: QModelIndex, first: int, _last: int, target: QModelIndex, to: int) -> None:
        old, new = self._entry(source), self._entry(target)
        entry = old.children[first]
        self._left.add(old.id)
        if not self._is_shown(entry):
            return
        if not self._is_shown(new):
            self._take_out(entry)  # it is shown again with what it will stand in
            return
        row, place = self._rows[entry.id], self._place(self.shown_below(new), new, to)
        self._is_moving = self.beginMoveRows(self.index_of(old.id), row, row, self.index_of(new.id), place)
        if self._is_moving:
            self.shown_below(old).remove(entry)

    def _on_rows_moved(self, source: QModelIndex, _first: int, _last: int, target: QModelIndex, to: int) -> None:
        old, new = self._entry(source), self._entry(target)
        to -= int(old is new and _first < to)
        entry = new.children[to]
        self._holding.clear()
        if self._is_moving:
            family = self._families[new.id]
            family.insert(bisect_left(family, entry.order, key=_order), entry)
            for each in (self._families[old.id], family):
                self._number(each)
            self._is_moving = False
            self.endMoveRows()
        elif self._accepts(entry):
            self._reveal(entry)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        above = self._entry(first.parent())
        family = self._families.get(above.id)
        if not family:
            return
        top = self._place(family, above, first.row())
        bottom = self._place(family, above, last.row() + 1) - 1
        if top <= bottom:
            self.dataChanged.emit(
                self.createIndex(top, first.column(), family[top].id),
                self.createIndex(bottom, last.column(), family[bottom].id),
            )

    def _on_reset(self) -> None:
        self._families.clear()
        self._rows.clear()
        self._holding.clear()
        self._left.clear()
        self.endResetModel()

    # shape

    def _entry(self, index: Index) -> Entry:
        return self._tree.outline.entries[index.internalId()]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """Return the index of a cell."""
        family = self.shown_below(self._entry(parent))
        if 0 <= row < len(family) and 0 <= column < _COLUMNS:
            return self.createIndex(row, column, family[row].id)
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # not QObject's parent()
        """Return the index of the section or item above."""
        above = self._entry(index).parent if index.isValid() else None
        if above is None or not above.id:
            return QModelIndex()
        return self.createIndex(self._rows[above.id], 0, above.id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the rows that show below; only the first column has any."""
        return 0 if parent.column() > 0 else len(self.shown_below(self._entry(parent)))

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return _COLUMNS

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:
        """Tell whether rows show below: a layout asks it of every row in reach."""
        if parent.column() > 0:
            return False
        entry = self._entry(parent)
        known = self._families.get(entry.id)
        if known is None and (not entry.children or not self._holds(entry)):
            self._families[entry.id] = known = []
        return known is None or bool(known)

    # cells

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what the tree shows in a role."""
        return self._tree.data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename a section or item."""
        return self._tree.setData(index, value, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        return self._tree.headerData(section, orientation, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        return self._tree.flags(index)

    # drag and drop

    def supportedDropActions(self) -> Qt.DropAction:
        """Return what the tree can take."""
        return self._tree.supportedDropActions()

    def mimeTypes(self) -> list[str]:
        """Return the formats that may be dropped."""
        return self._tree.mimeTypes()

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """Return what a drag carries."""
        return self._tree.mimeData(indexes)

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Refuse what the plan's rules forbid."""
        return self._tree.canDropMimeData(data, action, row, column, parent)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Take rows before the one that shows there, or at the end."""
        above = self._entry(parent)
        family = self.shown_below(above)
        before = self._tree.outline.row(family[row]) if 0 <= row < len(family) else -1
        return self._tree.dropMimeData(data, action, before, column, parent)
