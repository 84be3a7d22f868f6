"""What later starts of the program bring: their files open here, in front.

One rule: a start that comes while the last window closes is refused, so that it becomes a program of its own.
"""

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from planeditor.gui.single_instance import Instance
from planeditor.gui.windows import Windows

LISTEN_AFTER_MS = 300  # not while the window appears
TAKEN_WITHIN_S = 4.0


class Call:
    """The files of one start: taken by the window, or given up by who called; never both."""

    def __init__(self, files: list[Path]) -> None:
        """Begin free."""
        self.files = files
        self._is_free = threading.Lock()
        self._is_taken = threading.Event()

    def take(self) -> bool:
        """Tell whether the files are the window's now."""
        if self._is_free.acquire(blocking=False):
            self._is_taken.set()
        return self._is_taken.is_set()

    def wait(self, seconds: float) -> bool:
        """Tell whether the window takes the files within some seconds; later it cannot."""
        return self._is_taken.wait(seconds) or not self._is_free.acquire(blocking=False)


class LaterStarts(QObject):
    """Opens in `windows` what later starts hand over."""

    _came = Signal(object)  # a Call, from the listening thread

    def __init__(self, instance: Instance, windows: Windows) -> None:
        """Listen as soon as the event loop runs and the first window had its time."""
        super().__init__(windows)
        self._instance = instance
        self._windows = windows
        self._is_open = True
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        windows.all_closed.connect(self.close)
        QTimer.singleShot(LISTEN_AFTER_MS, self, lambda: instance.listen(self._pass_on))

    def close(self) -> None:
        """Refuse all that comes from now on."""
        self._is_open = False
        self._instance.close()

    def _pass_on(self, files: list[Path]) -> bool:
        """Called in the listening thread: wait until the window has taken the files."""
        call = Call(files)
        self._came.emit(call)
        return call.wait(TAKEN_WITHIN_S)

    def _take(self, call: object) -> None:
        assert isinstance(call, Call)
        if not self._is_open or not call.take():
            return
        if call.files:
            self._windows.open_all(call.files)
        else:
            self._show()

    def _show(self) -> None:
        """Bring to the front what was used last."""
        shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        window = next(iter([*reversed(self._windows.all), *shown]), None)
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()
