"""The report on an unexpected failure: what happened, where the log lies, and details to copy. Nothing is ever sent.

One rule: neither the log nor the details hold words of a plan; of what an error says, only what cannot be from one.
"""

import platform
import re
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from planeditor import __version__
from planeditor.gui.box_signs import show_sign
from planeditor.i18n import _

_HIDDEN = "…"
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|‘[^’\n]*’|“[^”\n]*”", re.DOTALL)
_FOREIGN = re.compile(r"[^\x20-\x7e\n]+")
_LONGEST = 200
_HOME = str(Path.home())


def safe_message(error: BaseException) -> str:
    """Return what an error says without anything that may come from a plan: quoted words, and all that is not ASCII."""
    if isinstance(error, OSError) and error.errno is not None:
        return f"[Errno {error.errno}]"  # its words are the system's, its names are files'
    try:
        said = str(error)
    except Exception:  # an error that cannot even speak must not hide itself
        return _HIDDEN
    return _FOREIGN.sub(_HIDDEN, _QUOTED.sub(_HIDDEN, said))[:_LONGEST]


def safe_trace(error: BaseException, trace: TracebackType | None = None) -> str:
    """Return where an error and those behind it came from: files, lines, functions; no values."""
    seen: set[int] = set()
    parts: list[str] = []
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(trace if current is error and trace is not None else current.__traceback__)
        lines = [f'  File "{_short(frame.filename)}", line {frame.lineno}, in {frame.name}' for frame in frames]
        parts.append("\n".join([*lines, f"{type(current).__name__}: {safe_message(current)}"]))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n\nbecause of\n\n".join(parts)


def _short(name: str) -> str:
    """Return a file's name without the name of the person whose folder it lies in."""
    return name.replace(_HOME, "~") if len(_HOME) > 1 else name


def details(error: BaseException, trace: TracebackType | None = None) -> str:
    """Return what helps those who look into a failure, fit to be sent by the person who had it."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    versions = f"planeditor {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {system}"
    return f"{versions}\n\n{safe_trace(error, trace)}\n"


def show_report(
    error: BaseException, log: Path, parent: QWidget | None = None, trace: TracebackType | None = None
) -> QMessageBox:
    """Tell of a failure without blocking: the log's name, its folder, details to copy; return the box."""
    box = QMessageBox(QMessageBox.Icon.Warning, _("Plan Editor"), "", QMessageBox.StandardButton.Ok, parent)
    show_sign(box, QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(
        _("Something went wrong that should not. Your work is kept. The details are in {file}.").format(file=log)
    )
    box.setInformativeText(
        _("Nothing is sent anywhere. To have it looked into, copy the details; they hold no words of your plan.")
    )
    found = details(error, trace)
    copy = QPushButton(_("&Copy details"), box)
    folder = QPushButton(_("Open the &folder"), box)
    for button in (copy, folder):
        box.addButton(button, QMessageBox.ButtonRole.ActionRole)
        button.clicked.disconnect()  # the box would close
    copy.clicked.connect(lambda: _copy(found, copy))
    folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log.parent))))
    box.setDefaultButton(QMessageBox.StandardButton.Ok)
    box.setEscapeButton(QMessageBox.StandardButton.Ok)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def _copy(text: str, button: QPushButton) -> None:
    QGuiApplication.clipboard().setText(text)
    button.setText(_("Copied"))
