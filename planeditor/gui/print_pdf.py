"""PDF by print. One rule: the file appears whole or not at all, as every export does."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from PySide6.QtCore import QIODevice
from PySide6.QtGui import QPageLayout, QPdfWriter

from planeditor.exporting import Exported
from planeditor.exporting.content import Content
from planeditor.exporting.output import write_whole
from planeditor.exporting.prose import one_line
from planeditor.gui.print_pages import Page
from planeditor.gui.print_plan import Form, paint_pages, plan_pages
from planeditor.gui.print_settings import page_layout
from planeditor.i18n import _

_DPI = 1200
_CREATOR = "planeditor"  # no user, no computer


class _Sink(QIODevice):
    """Takes what Qt writes into an open file; what the system refuses is raised later, where Python can see it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file
        self.failure: OSError | None = None
        self.open(QIODevice.OpenModeFlag.WriteOnly)

    def isSequential(self) -> bool:
        """A PDF is written from its beginning to its end."""
        return True

    def writeData(self, data: bytes | bytearray | memoryview, length: int) -> int:
        """Take the next bytes; -1 after a failure."""
        if self.failure is None:
            try:
                self._file.write(bytes(data)[:length])
            except OSError as error:
                self.failure = error
        return length if self.failure is None else -1

    def raise_failure(self) -> None:
        """Raise what went wrong while Qt wrote."""
        if self.failure is not None:
            raise self.failure


def export_pdf(content: Content, path: Path, form: str = "") -> Exported:
    """Write a form of the plan ("" is the full text) as PDF; OutputError if it cannot be written, Cancelled."""
    chosen = Form(form) if form else Form.TEXT
    write_whole(path, lambda file: _write(content, chosen, file), force=True)
    return Exported(path, content.cleaner.replaced)


def _write(content: Content, form: Form, file: IO[bytes]) -> None:
    sink = _Sink(file)
    writer = QPdfWriter(sink)
    writer.setResolution(_DPI)
    writer.setCreator(_CREATOR)
    plan = content.snapshot.plan
    writer.setTitle(content.cleaner.visible(one_line(plan.title) or one_line(plan.notice_title) or _("Work plan")))
    layout = page_layout(form)
    layout.setMode(QPageLayout.Mode.FullPageMode)
    writer.setPageLayout(layout)
    paint_pages(_watched(content, form, layout, sink), writer, content)
    sink.raise_failure()
    content.report(1.0)


def _watched(content: Content, form: Form, layout: QPageLayout, sink: _Sink) -> Iterator[Page]:
    for page in plan_pages(content, form, layout):
        sink.raise_failure()  # a full disk need not wait for the last page
        yield page
