"""Showing only some rows of the tree, with all that stands above them.

One rule: without a filter the view works on the tree model itself, so that a plan of any size pays nothing for it.
"""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel

from planeditor.gui.tree_model import TreeModel
from planeditor.plan.changes import ChangeSet

Index = QModelIndex | QPersistentModelIndex


class TreeFilter(QSortFilterProxyModel):
    """Shows chosen rows and their ancestors; what is added while it is on shows as well."""

    def __init__(self, model: TreeModel, parent: QObject | None = None) -> None:
        """Filter nothing until `show_only`."""
        super().__init__(parent)
        self._tree = model
        self.chosen: frozenset[int] = frozenset()
        self._shown: set[int] = set()
        self._above: set[int] = set()  # rows with shown ones below
        self._is_sure = False  # that these are all: no row came or went since
        model.applying.connect(self._expect)
        self.setSourceModel(model)

    def show_only(self, ids: frozenset[int]) -> None:
        """Show these rows, and above them what they stand in."""
        self.beginFilterChange()
        self.chosen = ids
        self._shown, self._above = set(), set()
        self._show(ids)
        self._is_sure = True
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    @property
    def count(self) -> int:
        """Return how many rows are shown, what they stand in among them."""
        return len(self._shown)

    def _expect(self, change_set: ChangeSet) -> None:
        """Let the rows that a change set is about to add pass."""
        self._shown.update(change_set.created())
        self._is_sure = self._is_sure and not any(change_set.of("node"))

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Tell whether a row shows."""
        return self._tree.outline.entries[parent.internalId()].children[row].id in self._shown

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:
        """Tell whether shown rows stand below, without looking at each: a layout asks it of every row in reach."""
        if not self._is_sure or not parent.isValid():
            return super().hasChildren(parent)
        return parent.column() <= 0 and self.mapToSource(parent).internalId() in self._above

    def _show(self, ids: Iterable[int]) -> None:
        entries = self._tree.outline.entries
        level = [entries[node_id] for node_id in entries.keys() & ids]
        while level:
            self._shown.update(entry.id for entry in level)
            above = {entry.parent for entry in level if entry.parent is not None}
            self._above.update(entry.id for entry in above)
            level = [entry for entry in above if entry.id not in self._shown]
