"""Checking in the background, once a window is there, that its file is as it was written.

One rule: it never holds up a window that opens or closes.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from planeditor.errors import Cancelled
from planeditor.gui.errors import show_error
from planeditor.gui.jobs import Job
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

VERIFY_AFTER_MS = 1000  # not while the window appears
VERIFY_ENDS_WITHIN_S = 5


class Verifying(QObject):
    """Verifies one window's file."""

    def __init__(self, window: "MainWindow") -> None:
        """Begin in a moment."""
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        QTimer.singleShot(VERIFY_AFTER_MS, self, self._start)

    def _start(self) -> None:
        session = self._window.session
        if session.document.path is None or session.is_closed:
            return
        self._job = Job(session.document.verify_in_background)
        self._job.succeeded.connect(self._on_verified)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    def _on_verified(self, problems: object) -> None:
        if problems:
            assert isinstance(problems, tuple)
            text = _("This file is not as it was written: {problems}")
            self._window.notices.offer(text.format(problems=" ".join(problems)))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            show_error(error, self._window)

    def stop(self) -> None:
        """Let go of the working copy before it is removed: Windows removes no file that is open."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait(VERIFY_ENDS_WITHIN_S)
