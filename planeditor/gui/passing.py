"""Hiding a bar that tells something in passing, at a moment when nothing moves away under the pointer.

One rule: when its time is up, a bar goes at once only if the pointer is elsewhere; else as soon as it leaves what the
bar stands among, or at the next key.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget

_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class Passing(QObject):
    """Hides one bar in its time."""

    def __init__(self, bar: QWidget) -> None:
        """Wait until `start`."""
        super().__init__(bar)
        self._bar = bar
        self._watched: tuple[QObject, ...] = ()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)

    def start(self, milliseconds: int) -> None:
        """Let the bar be there for so long at least, from now on."""
        self._watch(())
        self._timer.start(milliseconds)

    @property
    def is_due(self) -> bool:
        """Tell whether the time is up and only the pointer keeps the bar."""
        return bool(self._watched)

    def _on_time(self) -> None:
        area, window = self._bar.parentWidget(), self._bar.window().windowHandle()
        if area is not None and window is not None and area.underMouse() and self._bar.isVisible():
            self._watch((area, window))
        else:
            self._bar.hide()

    def _watch(self, watched: tuple[QObject, ...]) -> None:
        for one in self._watched:
            one.removeEventFilter(self)
        self._watched = watched
        for one in watched:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that the pointer leaves, or a key; the event goes its way first."""
        if self._watched and _ends(watched, event):
            self._watch(())
            QTimer.singleShot(0, self._bar, self._bar.hide)
        return False


def _ends(watched: QObject, event: QEvent) -> bool:
    if isinstance(watched, QWindow):  # it gets every key of its widgets first
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() not in _MODIFIERS
    return event.type() == QEvent.Type.Leave
