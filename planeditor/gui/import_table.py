"""What the import's tables have in common: rows of one height, chosen whole, below quiet headings.

One rule: every cell is one line, painted by its table's delegate with the same room at its sides.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from planeditor.gui import theme
from planeditor.gui.tree_rows import ROW_HEIGHT

SINGLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_PADDING = 0.4  # of a character


def heading(names: Sequence[str], column: int, orientation: Qt.Orientation, role: int) -> object:
    """Return what a model says of a column's heading, None for what has none."""
    if orientation != Qt.Orientation.Horizontal:
        return None
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return SINGLE
    return names[column] if role == Qt.ItemDataRole.DisplayRole else None


def room_of(option: QStyleOptionViewItem) -> QRect:
    """Return where a cell's words go."""
    padding = round(option.fontMetrics.horizontalAdvance("中") * _PADDING)
    return option.rect.adjusted(padding, 0, -padding, 0)


class ImportTable(QTableView):
    """A table in which whole rows are selected, several at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_look(self, "card")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_rows(self, model: QAbstractItemModel) -> None:
        """Show a model's rows."""
        self.setModel(model)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.em(self, ROW_HEIGHT))
        theme.set_look(columns, "quiet")
        columns.setHighlightSections(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setStretchLastSection(True)
