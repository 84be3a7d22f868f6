"""The one place that shows errors.

One rule: a known failure is shown in its own words; anything else is a bug of ours, goes with its traceback into the
log in the user's data folder, and is told in one friendly sentence. The log holds no words of a plan.
"""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QWidget

from planeditor.errors import PlanEditorError
from planeditor.i18n import _
from planeditor.store.user_folder import user_data_folder

if TYPE_CHECKING:
    import threading

LOG_BYTES = 1_000_000
log = logging.getLogger("planeditor")
_open_boxes: set[QMessageBox] = set()


def log_path() -> Path:
    """Return the log file."""
    return user_data_folder() / "planeditor.log"


def start_log() -> None:
    """Write warnings and errors to the log file; the file appears with the first of them."""
    log.addHandler(_LogFile())


class _LogFile(logging.Handler):
    """The log file, opened by the first record: what rotates it takes long to load, and most days log nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record."""
        if self._file is None:
            self._file = self._open()
        self._file.handle(record)

    def _open(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        file = RotatingFileHandler(log_path(), maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
        file.setFormatter(_SafeFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        return file

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


class _SafeFormatter(logging.Formatter):
    """Writes where an error came from, and of its words only what cannot be a plan's."""

    def formatException(self, ei: "logging._SysExcInfoType") -> str:
        """Return the trace."""
        from planeditor.gui.error_report import safe_trace

        return safe_trace(ei[1], ei[2]) if ei[1] is not None else ""


def show_error(error: BaseException, parent: QWidget | None = None) -> QMessageBox:
    """Show a failure without blocking; return the box."""
    if isinstance(error, PlanEditorError):
        return tell(str(error), parent)
    log.error("unexpected", exc_info=error)
    return _report(error, parent)


def _report(error: BaseException, parent: QWidget | None, trace: TracebackType | None = None) -> QMessageBox:
    from planeditor.gui.error_report import show_report

    box = show_report(error, log_path(), parent, trace)
    _open_boxes.add(box)
    box.finished.connect(lambda _result: _open_boxes.discard(box))
    return box


def tell(text: str, parent: QWidget | None = None) -> QMessageBox:
    """Show a sentence with an OK button, without blocking."""
    return ask(text, {}, parent)


def ask(
    text: str,
    answers: dict[str, Callable[[], object]],
    parent: QWidget | None = None,
    *,
    symbol: QMessageBox.Icon = QMessageBox.Icon.Warning,
    cancel: str = "",
    on_cancel: Callable[[], object] = lambda: None,
    cautious: bool = False,
) -> QMessageBox:
    """Ask, without blocking, with one button per answer; closing it is `cancel`.

    The first answer is the default, or, where it would lose something and the question is `cautious`, `cancel`.
    """
    from planeditor.gui.box_signs import show_sign  # not needed by the first window

    box = QMessageBox(symbol, _("Plan Editor"), text, QMessageBox.StandardButton.NoButton, parent)
    show_sign(box, symbol)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    buttons = [box.addButton(label, QMessageBox.ButtonRole.ActionRole) for label in answers]
    last = box.addButton(cancel or _("OK"), QMessageBox.ButtonRole.RejectRole)
    roles: dict[QAbstractButton, Callable[[], object]] = dict(zip(buttons, answers.values(), strict=True))
    box.setDefaultButton(last if cautious else [*buttons, last][0])
    box.setEscapeButton(last)
    # Not when a button is clicked: closing the box by its frame is a cancel, too.
    box.finished.connect(lambda _result: roles.get(box.clickedButton(), on_cancel)())
    _open_boxes.add(box)  # without a parent nothing else would keep it
    box.finished.connect(lambda _result: _open_boxes.discard(box))
    box.open()
    return box


def install_excepthook() -> None:
    """Log every exception that nobody caught, in whichever thread, and tell of it once at a time."""
    import threading

    sys.excepthook = _on_uncaught
    threading.excepthook = _on_uncaught_in_thread


_told: list[QMessageBox] = []


def _on_uncaught_in_thread(thrown: "threading.ExceptHookArgs") -> None:
    if issubclass(thrown.exc_type, SystemExit) or thrown.exc_value is None:
        return
    error = thrown.exc_value
    application = QApplication.instance()
    if application is None:
        _on_uncaught(thrown.exc_type, error, thrown.exc_traceback)
    else:  # boxes belong to the GUI thread
        QTimer.singleShot(0, application, lambda: _on_uncaught(type(error), error, error.__traceback__))


def _on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.__excepthook__(kind, error, trace)
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    log.error("uncaught", exc_info=(kind, error, trace))
    if not _told and QApplication.instance() is not None:
        box = (
            show_error(error, QApplication.activeWindow())
            if isinstance(error, PlanEditorError)
            else _report(error, QApplication.activeWindow(), trace)
        )
        _told.append(box)
        box.destroyed.connect(_told.clear)
