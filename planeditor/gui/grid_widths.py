"""How wide a table's columns are at first: as wide as what stands in them, within bounds; prose takes what is left.

One rule: only until someone sets a width, or widths that were kept are shown again.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from planeditor.gui import theme
from planeditor.gui.by_hand import ByHand
from planeditor.plan.tables.columns import Column, Kind

if TYPE_CHECKING:
    from planeditor.gui.grid_view import GridView

MEASURED = 60  # rows: more than a screen shows
PADDING = 1.2  # in characters, on both sides together
SIGNS = {Kind.LIGHT: 1.2, Kind.PERCENT: 4.0}  # what is painted before the words: a light, a bar
LEAST_TO_FILL = 5.5  # where little is written yet, a name, a date or a status will have room
LARGEST = 1.5  # times the usual width, for names of departments: cut, they tell nothing
_TO_FILL = (Kind.NAMES, Kind.DUE, Kind.STATUS)


class GridWidths(QObject):
    """The widths of one table's columns."""

    def __init__(self, view: "GridView") -> None:
        """Fit the columns once there are rows."""
        super().__init__(view)
        self._view = view
        self.are_chosen = False
        self._given: dict[int, float] = {}  # in characters, so that they hold at every zoom
        self._em = 0  # that they were shown in
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._spread)
        self.by_hand = ByHand(view.horizontalHeader())
        self.by_hand.resized.connect(self.choose)
        view.model().modelReset.connect(self._on_reset)
        view.viewport().installEventFilter(self)

    def choose(self) -> None:
        """Take the widths there are now as those that are wanted."""
        self.are_chosen = True

    def _on_reset(self) -> None:
        if not self.are_chosen and not self._given and self._view.grid.rowCount():
            self.fit()  # once: they do not jump whenever rows are sorted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give prose what a wider table leaves free, until someone sets a width."""
        if event.type() == QEvent.Type.Resize and self._given and not self.are_chosen:
            if self._em == theme.em(self._view):
                self._spread()
            else:
                self._later.start()  # a zoom is at work, and scales the widths there are
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Give every column that shows what it needs within its bounds, and what is left to those that need more."""
        view = self._view
        shown = view.shown_columns()
        needed = {place: self._needed(place) for place in shown}
        given = {place: self._bounded(place, needed[place]) for place in shown}
        rest = max(view.viewport().width() - sum(given.values()), 0)
        for place in shown:
            more = min(max(needed[place] - given[place], 0), rest)
            given[place] += more
            rest -= more
        em = theme.em(view)
        self._given = {place: width / em for place, width in given.items()}
        self.are_chosen = False
        self._spread()

    def _spread(self) -> None:
        """Show the widths, and let the columns of prose, be they still to be filled, share what is left."""
        if self.are_chosen:
            return
        view = self._view
        em = self._em = theme.em(view)
        shown = view.shown_columns()
        widths = {at: round(self._given[at] * em) if at in self._given else view.columnWidth(at) for at in shown}
        prose = [at for at in shown if view.grid.columns[at].kind is Kind.TEXT]
        rest = max(view.viewport().width() - sum(widths.values()), 0)
        for number, at in enumerate(prose):
            share = rest // (len(prose) - number)
            widths[at] += share
            rest -= share
        for at, width in widths.items():
            view.setColumnWidth(at, width)

    def _needed(self, place: int) -> int:
        rows = range(min(self._view.grid.rowCount(), MEASURED))
        texts = {str(self._view.grid.index(row, place).data() or "") for row in rows if self._view.grid.rows[row] >= 0}
        lines = {line for text in texts for line in text.splitlines()[:1]}
        widest = max(map(self._view.fontMetrics().horizontalAdvance, lines), default=0)
        beside = SIGNS.get(self._view.grid.columns[place].kind, 0.0)
        return widest + theme.em(self._view, PADDING + beside) if widest else 0

    def _bounded(self, place: int, needed: int) -> int:
        column = self._view.grid.columns[place]
        most = column.width * (LARGEST if column.kind is Kind.NAMES else 1)
        least = max(self.heading(column), theme.em(self._view, LEAST_TO_FILL) if column.kind in _TO_FILL else 0)
        return max(least, min(needed, theme.em(self._view, most)))

    def heading(self, column: Column) -> int:
        """Return the width in pixels that a column's heading needs."""
        return self._view.fontMetrics().horizontalAdvance(column.heading) + theme.em(self._view, PADDING)
