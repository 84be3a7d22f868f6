"""The workbook as a file. One rule: openpyxl streams the rows, our package makes the bytes repeatable."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.writer.excel import ExcelWriter

from planeditor.exporting.content import Content
from planeditor.exporting.package import Package


@contextmanager
def streamed_workbook() -> Iterator[Workbook]:
    """Give an empty workbook whose rows are written as they come; what openpyxl holds is freed on failure."""
    workbook = Workbook(write_only=True)
    _measure_columns(workbook)
    try:
        yield workbook
    except BaseException:
        _abandon(workbook)
        raise


def _measure_columns(workbook: Any) -> None:
    """Set the font whose digits widths of columns count: one that is as wide everywhere, or has a stand-in that is."""
    workbook._named_styles["Normal"].font = Font(name="Arial", size=10)


def _abandon(workbook: Any) -> None:
    """Close the temporary files: left to the garbage collector, lxml complains about its half-open elements."""
    for sheet in workbook.worksheets:
        with suppress(OSError):  # the disk may be full; what failed first is what is told
            if not sheet.closed:
                sheet.close()
            sheet._writer.cleanup()


def save(workbook: Workbook, content: Content, file: IO[bytes]) -> None:
    """Write the workbook to an open file."""
    title = content.cleaner.visible(content.snapshot.plan.title)
    with Package(file, title) as package:
        ExcelWriter(workbook, package).save()
