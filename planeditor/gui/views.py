"""The views of one window: the editor, and others that are made when they are first asked for.

One rule: a view shows the session's data and changes it by the session only; which one is seen changes nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

EDIT = "edit"
Make = Callable[[QWidget], QWidget]


class Views(QStackedWidget):
    """One view at a time, by name. A view with a method `activate` is told each time it comes to sight."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty; the first view that is added is seen."""
        super().__init__(parent)
        self._made: dict[str, QWidget] = {}
        self._makers: dict[str, Make] = {}

    @property
    def current(self) -> str:
        """Return the name of the view that is seen."""
        seen = self.currentWidget()
        return next((name for name, view in self._made.items() if view is seen), "")

    def add(self, name: str, view: QWidget) -> None:
        """Add a view that is there already."""
        self._made[name] = view
        self.addWidget(view)

    def offer(self, name: str, make: Make) -> None:
        """Add a view that `make` gives when it is first shown."""
        self._makers[name] = make

    def view(self, name: str) -> QWidget:
        """Return a view, made now if it has not been yet."""
        if name not in self._made:
            self.add(name, self._makers[name](self))
        return self._made[name]

    def show_view(self, name: str) -> None:
        """Bring a view to sight."""
        view = self.view(name)
        if view is self.currentWidget():
            return
        self.setCurrentWidget(view)
        activate = getattr(view, "activate", None)
        if activate is not None:
            activate()
        view.setFocus()
        self.changed.emit(name)

    def stop(self) -> None:
        """Have every view end what it still runs, before the document is closed."""
        for view in self._made.values():
            stop = getattr(view, "stop", None)
            if stop is not None:
                stop()
