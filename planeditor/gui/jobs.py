"""Long work off the GUI thread, with progress and cancel.

One rule: a job's function gets `progress` and touches no widget; what it returns or raises arrives in the GUI
thread by signal. Cancelling makes the next call of `progress` raise, so a cancelled job leaves nothing behind.
"""

import threading
from collections.abc import Callable
from inspect import signature

from PySide6.QtCore import QEventLoop, QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressDialog, QWidget

from planeditor.errors import Cancelled
from planeditor.i18n import _

SHOW_PROGRESS_AFTER_MS = 400
STEPS = 1000  # of the progress bar: a plan may have more bytes than an int of Qt's holds


_running: set["Job"] = set()


class Job(QObject):
    """One call of a function in a worker thread. It keeps itself until the end, whoever else has gone by then."""

    progressed = Signal(float)  # from 0 to 1
    succeeded = Signal(object)
    failed = Signal(object)  # the exception
    _ended = Signal(object, object)

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        """Prepare `function(*arguments)`; one with a parameter `progress` is given a callable for it."""
        super().__init__()
        self._function = function
        self._arguments = arguments
        self._cancelled = threading.Event()
        self._done = threading.Event()
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def start(self, pool: QThreadPool | None = None) -> None:
        """Run in the thread pool."""
        _running.add(self)
        (pool or QThreadPool.globalInstance()).start(self._run)

    def cancel(self) -> None:
        """Ask the function to end at its next report of progress."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the function to end, after `cancel`; tell whether it has."""
        return self._done.wait(seconds)

    def report(self, done: float, total: float = 1.0) -> bool:
        """Take a report of progress from the worker and let it go on; raises Cancelled after `cancel`."""
        if self._cancelled.is_set():
            raise Cancelled(_("Cancelled."))
        self.progressed.emit(done / total if total else 0.0)
        return True

    def _run(self) -> None:
        try:
            result, failure = self._call(), None
        except Exception as error:
            result, failure = None, error
        self._done.set()
        self._ended.emit(result, failure)

    def _call(self) -> object:
        if "progress" in signature(self._function).parameters:
            return self._function(*self._arguments, progress=self.report)
        return self._function(*self._arguments)

    def _on_ended(self, result: object, error: Exception | None) -> None:
        QTimer.singleShot(0, lambda: _running.discard(self))  # not sooner: it must not go while its signals run
        if error is None:
            self.succeeded.emit(result)
        else:
            self.failed.emit(error)


def wait_for(job: Job) -> object:
    """Run a job and return its result, or raise what it raised; meanwhile windows are drawn, keys and clicks wait."""
    loop, results, failures = QEventLoop(), list[object](), list[Exception]()
    job.succeeded.connect(results.append)
    job.failed.connect(failures.append)
    job.succeeded.connect(loop.quit)
    job.failed.connect(loop.quit)
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    job.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    QGuiApplication.restoreOverrideCursor()
    if failures:
        raise failures[0]
    return results[0]


def show_progress(job: Job, text: str, parent: QWidget | None) -> QProgressDialog:
    """Show a job's progress with a cancel button, once it has taken a moment; window-modal, closes by itself."""
    dialog = QProgressDialog(text, _("Cancel"), 0, 0, parent)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setWindowTitle(_("Please wait"))
    dialog.setMinimumDuration(SHOW_PROGRESS_AFTER_MS)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    dialog.setValue(0)
    job.progressed.connect(lambda part: _advance(dialog, part))
    dialog.canceled.connect(job.cancel)
    job.succeeded.connect(dialog.deleteLater)
    job.failed.connect(dialog.deleteLater)
    return dialog


def _advance(dialog: QProgressDialog, part: float) -> None:
    dialog.setMaximum(STEPS)
    dialog.setValue(round(part * STEPS))
