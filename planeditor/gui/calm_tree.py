"""A tree view that stays calm when rows move where nobody sees it.

One rule: Qt lays out every row in reach after any move, which takes a frame at two thousand; here it is left out where
neither parent shows its rows and both keep their arrows. What was to be laid out before is laid out before.
"""

from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import QTreeView, QWidget


class CalmTree(QTreeView):
    """Lays out nothing after a move below rows that are shut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_unseen = False  # the move under way

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; what is told here of its moves comes after what Qt itself does."""
        old = self.model()
        if old is not None:
            old.rowsAboutToBeMoved.disconnect(self._on_rows_about_to_move)
            old.rowsMoved.disconnect(self._on_rows_moved)
        super().setModel(model)
        if model is None:
            return
        model.rowsAboutToBeMoved.connect(self._on_rows_about_to_move)
        model.rowsMoved.connect(self._on_rows_moved)

    def _on_rows_about_to_move(self, source: QModelIndex, first: int, last: int, target: QModelIndex) -> None:
        goes_all = self.model().rowCount(source) == last - first + 1
        if goes_all or not self._is_shut(source) or not self._is_shut(target):
            return
        self.executeDelayedItemsLayout()
        self._is_unseen = True

    def _is_shut(self, index: QModelIndex) -> bool:
        """Tell whether a row has others below it, none of them shown."""
        return index.isValid() and not self.isExpanded(index) and self.model().hasChildren(index)

    def _on_rows_moved(self) -> None:
        if self._is_unseen:
            self.executeDelayedItemsLayout()
            self._is_unseen = False

    def doItemsLayout(self) -> None:
        """Lay out all rows in reach, except for a move that changes none of them."""
        if not self._is_unseen:
            super().doItemsLayout()
