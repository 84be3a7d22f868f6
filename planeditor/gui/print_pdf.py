"""PDF by print. One rule: the file appears whole or not at all, as every export does."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from PySide6.QtCore import QCoreApplication, QFile, QFileDevice, QIODevice
from PySide6.QtGui import QPageLayout, QPdfWriter

from planeditor.exporting import Exported
from planeditor.exporting.content import Content
from planeditor.exporting.output import write_whole
from planeditor.exporting.prose import one_line
from planeditor.gui.print_pages import Page
from planeditor.gui.print_plan import Form, paint_pages, plan_pages
from planeditor.gui.print_settings import page_layout
from planeditor.i18n import _

_SAID = {  # Qt's own English for what the system says
    errno.ENOSPC: "No space left on device",
    errno.EDQUOT: "Disk quota exceeded",
    errno.EACCES: "Permission denied",
}
_DPI = 1200
_END = b"%%EOF"
_CREATOR = "planeditor"  # no user, no computer


def export_pdf(content: Content, path: Path, form: str = "") -> Exported:
    """Write a form of the plan ("" is the full text) as PDF; OutputError if it cannot be written, Cancelled."""
    chosen = Form(form) if form else Form.TEXT
    write_whole(path, lambda file: _write(content, chosen, file), force=True)
    return Exported(path, content.cleaner.replaced, content.bare_numbers())


def _write(content: Content, form: Form, file: IO[bytes]) -> None:
    """Let Qt write under the file's name; what is there at the end is what counts."""
    device = QFile(file.name)
    if not device.open(QIODevice.OpenModeFlag.WriteOnly):
        raise _failure(device)
    writer = QPdfWriter(device)
    writer.setResolution(_DPI)
    writer.setCreator(_CREATOR)
    plan = content.snapshot.plan
    writer.setTitle(content.cleaner.visible(one_line(plan.title) or one_line(plan.notice_title) or _("Work plan")))
    layout = page_layout(form)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    writer.setPageLayout(layout)
    try:
        paint_pages(_watched(content, form, layout, device), writer, content)
        if not device.flush():
            raise _failure(device)
    finally:
        device.close()
    _check_end(Path(file.name), device)
    content.report(1.0)


def _watched(content: Content, form: Form, layout: QPageLayout, device: QFile) -> Iterator[Page]:
    for page in plan_pages(content, form, layout):
        if device.error() is not QFileDevice.FileError.NoError:  # a full disk need not wait for the last page
            raise _failure(device)
        yield page


def _check_end(path: Path, device: QFile) -> None:
    """Qt goes on after a write that failed; a PDF without its end is none."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - len(_END) - 2, 0))
        if _END not in file.read():
            raise _failure(device)


def _failure(device: QFile) -> OSError:
    """Return what the system said to a write of Qt's, as Python would raise it."""
    text = device.errorString()
    code = next((code for code, words in _SAID.items() if text in (os.strerror(code), _in_qts_words(words))), errno.EIO)
    return OSError(code, text)


def _in_qts_words(words: str) -> str:
    """Return how Qt says it in its own language, which need not be the system's."""
    return QCoreApplication.translate("QIODevice", words)
