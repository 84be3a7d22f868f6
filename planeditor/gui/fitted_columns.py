"""How wide the tree's columns of leads and deadlines are: as wide as what stands in them, within bounds.

One rule: only until someone drags a border; from then on widths are theirs, and kept.
"""

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, QTimer
from PySide6.QtWidgets import QHeaderView

from planeditor.gui import theme
from planeditor.gui.by_hand import ByHand
from planeditor.gui.outline_model import Column

if TYPE_CHECKING:
    from planeditor.gui.tree_view import TreeView

WIDEST = {Column.LEAD: 12.0, Column.DUE: 7.0}  # in characters
LARGEST_SHARE = 0.24  # of the tree's width, for one column
PADDING = 0.8  # in characters, on both sides together
MEASURED = 120  # rows: more than a screen shows


class FittedColumns(QObject):
    """The widths of one tree's columns."""

    def __init__(self, view: "TreeView") -> None:
        """Fit the columns once the rows are there, and after changes."""
        super().__init__(view)
        self._view = view
        self.are_chosen = False  # someone has set a width
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.fit)
        self._by_hand = ByHand(view.header())
        self._by_hand.resized.connect(self._choose)
        view.header().sectionResized.connect(self._on_resized)
        view.session.changed.connect(lambda _change_set: self._later.start())
        self._later.start()

    def _choose(self) -> None:
        self.are_chosen = True

    def _on_resized(self, column: int, _before: int, width: int) -> None:
        if self._by_hand.is_held and 0 < width < self._least(column):  # a hidden one is 0
            self._view.header().resizeSection(column, self._least(column))

    def state(self) -> QByteArray | None:
        """Return the widths to keep, None while nobody has set one."""
        return self._view.header().saveState() if self.are_chosen else None

    def restore(self, state: QByteArray) -> None:
        """Show widths that someone had set, none narrower than its heading: in another language that may be longer."""
        header = self._view.header()
        self.are_chosen = header.restoreState(state)
        for column in range(header.count()):
            if header.sectionResizeMode(column) == QHeaderView.ResizeMode.Interactive:
                is_hidden = header.isSectionHidden(column)
                header.setSectionHidden(column, False)  # a hidden one tells no size
                header.resizeSection(column, max(header.sectionSize(column), self._least(column)))
                header.setSectionHidden(column, is_hidden)

    def fit(self) -> None:
        """Give the columns the widths of what stands in them, unless someone has set one."""
        if self.are_chosen or self._view.session.is_closed:
            return
        for column, widest in WIDEST.items():
            if not self._view.isColumnHidden(column):
                self._view.header().resizeSection(column, self._needed(column, widest))

    def _needed(self, column: Column, widest: float) -> int:
        view, outline = self._view, self._view.session.outline
        texts = {view.session.tree.text(entry, column) for entry in islice(outline.walk(), MEASURED)}
        wanted = max(map(view.fontMetrics().horizontalAdvance, texts), default=0) + theme.em(view, PADDING)
        room = min(theme.em(view, widest), round(view.viewport().width() * LARGEST_SHARE))
        return max(self._least(column), min(wanted, room))

    def _least(self, column: int) -> int:
        """Return the width of a column's heading."""
        heading = str(self._view.session.tree.headerData(column, Qt.Orientation.Horizontal) or "")
        return self._view.fontMetrics().horizontalAdvance(heading) + theme.em(self._view, PADDING)
