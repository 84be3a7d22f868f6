"""The room of the text and of the panels at the sides: while a narrow window has none, panels go, and come back.

One rule: only what went by itself comes back by itself; what was asked for stays as long as the text is whole.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDockWidget, QStyle

from planeditor.gui import theme
from planeditor.gui.preferences import USUAL_ZOOM
from planeditor.gui.views import EDIT
from planeditor.gui.window_look import SHARE_OF_SCREEN
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

_LEFT, _RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
_SIDES = _LEFT | _RIGHT
TEXT_WIDTH = 20  # in characters at 100 %, the least
ZOOMED_TEXT_WIDTH = 14  # in characters as they are shown: what the widest line of fields needs
TREE_WIDTH = 17  # in characters as they are shown: a number and a title, beside panels that nobody asked for
FRAME_HEIGHT = 2.5  # in characters: a title bar and borders
MARGINS = 2  # in characters: around tree and text


class PanelRoom(QObject):
    """Keeps the text of one window whole, and parks its panels."""

    def __init__(self, window: "MainWindow", *docks: QDockWidget) -> None:
        """Care for these docks."""
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._parked: list[QDockWidget] = []
        self._asked: list[QDockWidget] = []  # the last one last
        self._width_of_parked = 0  # as they were measured: out of sight, they may tell less
        self.fit_text(USUAL_ZOOM)
        for dock in docks:
            dock.toggleViewAction().triggered.connect(lambda on, dock=dock: self.ask_for(dock) if on else None)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the panels in when one of them, or the view, needs another width than before."""
        if event.type() == QEvent.Type.LayoutRequest and self._window.isVisible():
            self.fit()
        return super().eventFilter(watched, event)

    def fit_text(self, percent: int) -> None:
        """Give the text the least width that it needs at a zoom, and the window its own."""
        window = self._window
        text = theme.em(window, max(TEXT_WIDTH, ZOOMED_TEXT_WIDTH * percent / USUAL_ZOOM))
        window.text_side.setMinimumWidth(text)
        # Of our own, so that the window may become too narrow for the panels, which then go.
        window.setMinimumWidth(window.tree.minimumWidth() + text + theme.em(window, MARGINS))

    def on_zoom(self, percent: int) -> None:
        """Follow the zoom."""
        self.fit_text(percent)
        if self._window.isVisible():
            self.give()

    def ask_for(self, dock: QDockWidget) -> None:
        """Let a dock that someone wants to see take room that others would rather have; say so if there is none.

        The tree gets narrower for it, panels that nobody asked for go, and the checks stand below it.
        """
        if dock not in self._docks or not self.takes_width(dock, hidden=True):
            return
        self._asked = [*(each for each in self._asked if each is not dock), dock]
        if not self._fits([dock]):
            text = _("The window is too small for this panel. Make it larger, or the zoom smaller (Ctrl+minus).")
            self._window.session.notice.emit(text)
        self.fit()

    def fit(self) -> None:
        """Hide the panels at the sides where the view and the checks need their room, or bring them back."""
        self._asked = [dock for dock in self._asked if not dock.isHidden()]
        docked = [dock for dock in self._docks if self.takes_width(dock)]
        if docked and not self._fits(docked):
            self._width_of_parked = self._width_of(docked)
            stay: list[QDockWidget] = []
            for dock in reversed(self._asked):
                stay += [dock] if dock in docked and self._fits([*stay, dock]) else []
            self._park([dock for dock in docked if dock not in stay])
            docked = stay
        elif self._parked and self._window.width() >= self._width_of_parked + self._least_width(calm=True):
            self.bring_back()
        self._place_checks(docked)

    def _place_checks(self, docks: list[QDockWidget]) -> None:
        """Have the checks stand beside the docks at the right, or, where it is too narrow for that, below them."""
        area = _RIGHT if self._is_beside(docks) else Qt.DockWidgetArea.BottomDockWidgetArea
        if self._window.corner(Qt.Corner.BottomRightCorner) != area:
            self._window.setCorner(Qt.Corner.BottomRightCorner, area)

    def _is_beside(self, docks: list[QDockWidget]) -> bool:
        return self._window.width() >= self._width_of(docks) + self._window.checks_size.width()

    def _fits(self, docks: list[QDockWidget]) -> bool:
        """Tell whether there is room for docks in the window's width and, above the checks, in the screen's height."""
        window, checks = self._window, self._window.checks_size.height()
        if window.width() < self._needed_beside(docks):
            return False
        if not checks or self._is_beside(docks):
            return True
        if len(docks) > 1:  # one at a time, so that the text and the findings keep their height
            return False
        bars = sum(bar.height() for bar in (window.menuBar(), window.toolbar, window.statusBar()) if bar.isVisible())
        high = sum(dock.minimumSizeHint().height() + self._gap for dock in docks)
        room = window.screen().availableSize().height() * SHARE_OF_SCREEN - theme.em(window, FRAME_HEIGHT)
        return bars + high + checks + self._gap <= room

    def _park(self, docks: list[QDockWidget]) -> None:
        self._parked += [dock for dock in docks if dock not in self._parked]
        for dock in docks:
            dock.hide()

    def give(self) -> None:
        """Give the view and the checks the room that they need: some leave less for the panels than others."""
        self.bring_back()
        self.fit()

    def bring_back(self) -> None:
        """Show what went by itself."""
        parked, self._parked = self._parked, []
        for dock in parked:
            dock.show()

    def _needed_beside(self, docks: list[QDockWidget]) -> int:
        """Return the width that the window needs for these docks beside all else."""
        return self._width_of(docks) + self._least_width(calm=not set(docks) <= set(self._asked))

    def _width_of(self, docks: list[QDockWidget]) -> int:
        """Return what docks need: at each side they stand one below the other."""
        sides = [[dock for dock in docks if self._window.dockWidgetArea(dock) == side] for side in (_LEFT, _RIGHT)]
        return sum(max(dock.minimumSizeHint().width() for dock in side) + self._gap for side in sides if side)

    @property
    def _gap(self) -> int:
        return self._window.style().pixelMetric(QStyle.PixelMetric.PM_DockWidgetSeparatorExtent, None, self._window)

    def _least_width(self, *, calm: bool) -> int:
        """Return what all but the panels need; `calm` leaves the tree room for its titles, and the checks theirs."""
        window = self._window
        if window.views.current == EDIT:
            needed = window.minimumWidth() - theme.em(window, MARGINS / 2)
            needed += max(theme.em(window.tree, TREE_WIDTH) - window.tree.minimumWidth(), 0) if calm else 0
        else:
            needed = window.views.view(window.views.current).minimumSizeHint().width()
        return max(needed, window.checks_size.width()) if calm else needed

    def takes_width(self, dock: QDockWidget, *, hidden: bool = False) -> bool:
        """Tell whether a dock stands at a side, or, `hidden`, would if it were shown."""
        is_shown = hidden or not dock.isHidden()
        return is_shown and not dock.isFloating() and bool(self._window.dockWidgetArea(dock) & _SIDES)
