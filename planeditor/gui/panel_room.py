"""The room that the panels at the sides take: they go while a narrow window has none for them, and come back.

One rule: only what went by itself comes back by itself.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget

from planeditor.gui import theme
from planeditor.gui.views import EDIT

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

_SIDES = Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea


class PanelRoom:
    """Parks the panels of one window."""

    def __init__(self, window: "MainWindow", *docks: QDockWidget) -> None:
        """Care for these docks."""
        self._window = window
        self._docks = docks
        self._parked: list[QDockWidget] = []
        self._width_for_panels = 0

    def fit(self) -> None:
        """Hide the panels at the sides where the view and the checks need their room, or bring them back."""
        docked = [dock for dock in self._docks if self.takes_width(dock)]
        if docked:
            self._width_for_panels = self._least_width() + max(dock.minimumSizeHint().width() for dock in docked)
            if self._window.width() < self._width_for_panels:
                self._parked += [dock for dock in docked if dock not in self._parked]
                for dock in docked:
                    dock.hide()
        elif self._parked and self._window.width() >= self._width_for_panels:
            self.bring_back()

    def give(self) -> None:
        """Give the view and the checks the room that they need: some leave less for the panels than others."""
        self.bring_back()
        self.fit()

    def bring_back(self) -> None:
        """Show what went by itself."""
        parked, self._parked = self._parked, []
        for dock in parked:
            dock.show()

    def _least_width(self) -> int:
        """Return what all but the panels need."""
        window = self._window
        view = window.views.view(window.views.current)
        needed = view.minimumSizeHint().width() if window.views.current != EDIT else 0
        return max(window.minimumWidth() - theme.em(window, 1), needed, window.checks_width)

    def takes_width(self, dock: QDockWidget, *, hidden: bool = False) -> bool:
        """Tell whether a dock stands at a side, or, `hidden`, would if it were shown."""
        is_shown = hidden or not dock.isHidden()
        return is_shown and not dock.isFloating() and bool(self._window.dockWidgetArea(dock) & _SIDES)
