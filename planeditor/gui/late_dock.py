"""Docks whose panel comes a moment after the window: the tree is on the screen before the panels are loaded.

One rule: whoever asks for a panel gets it; it is made then, or once the window has painted its tree.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from planeditor.gui import theme
from planeditor.gui.panel_bar import PanelBar

Panel = TypeVar("Panel", bound=QWidget)
LEAST_WIDTH = 16  # in characters: no more than the panels need, and little less, so that little moves when they come


class LateDock(QDockWidget, Generic[Panel]):
    """A dock at the right that keeps its place for a panel."""

    def __init__(self, window: QMainWindow, title: str, name: str, make: Callable[[], Panel]) -> None:
        """Take a place in the window; `make` makes the panel."""
        super().__init__(title, window)
        self.setObjectName(name)
        self._make = make
        self._panel: Panel | None = None
        place = QWidget(self)
        place.setMinimumWidth(theme.em(self, LEAST_WIDTH))
        self.setWidget(place)
        self.setTitleBarWidget(QWidget(self))
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)

    @property
    def panel(self) -> Panel:
        """Return the panel, made now if it has not been yet."""
        if self._panel is None:
            place, bar = self.widget(), self.titleBarWidget()
            self._panel = self._make()
            self.setWidget(self._panel)
            self.setTitleBarWidget(PanelBar(self))  # takes the panel's heading in
            for part in (self._panel, self.titleBarWidget()):
                part.show()  # what comes into a dock that is seen is not shown by itself
            place.deleteLater()
            bar.deleteLater()
        return self._panel


class AfterFirstPaint(QObject):
    """Calls a function once, after a widget has been painted for the first time."""

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        """Watch the widget."""
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the paint and stop watching."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._then)
        return False
