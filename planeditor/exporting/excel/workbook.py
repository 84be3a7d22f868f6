"""The workbook as a file. One rule: XlsxWriter makes the parts, our package makes their bytes repeatable.

The rows of ledgers are spooled to the temporary folder as they come, so that memory stays flat; whatever happens, the
folder goes when the workbook is left.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet

from planeditor.exporting.content import Content
from planeditor.exporting.excel.names import SheetNames
from planeditor.exporting.package import CORE, Package
from planeditor.exporting.text import Cleaner

MARK = "planeditor-mark"
SUMMARY_NAME = "planeditor_summary"  # the defined name of sheets that only count what the others hold
_LONGEST_PROPERTY = 255
_ROWS_A_CHUNK = 64
# One whose digits, by which widths of columns are counted, are as wide everywhere, or that has a stand-in that is.
_NORMAL = {"font_name": "Arial", "font_size": 10}


class StreamedSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose rows are given as XML, from the top down."""

    def start(self, folder: str) -> None:
        """Begin to take rows."""
        self._rows_path = Path(folder) / f"rows{self.index}.xml"
        self._spool = self._rows_path.open("xb")
        self._pending: list[str] = []

    def add_row(self, row: int, height: float, cells: str) -> None:
        """Take the next row, counted from 1; `height` in points."""
        self._pending.append(f'<row r="{row}" ht="{height}" customHeight="1">{cells}</row>')
        if len(self._pending) == _ROWS_A_CHUNK:
            self._write_pending()

    def merge_across(self, row: int, first: int, last: int) -> None:
        """Make cells of a row, counted from 1, one cell; columns count from 0."""
        self.merge.append([row - 1, first, row - 1, last])

    def finish(self, rows: int, columns: int) -> None:
        """Take no more rows."""
        self._write_pending()
        self._spool.close()
        self.dim_rowmin, self.dim_rowmax = 0, max(rows - 1, 0)
        self.dim_colmin, self.dim_colmax = 0, columns - 1

    def release(self) -> None:
        """Close the file of rows, whatever became of them."""
        self._spool.close()

    def _write_pending(self) -> None:
        self._spool.write("".join(self._pending).encode())
        self._pending.clear()

    def _write_sheet_data(self) -> None:
        self.fh.write("<sheetData>")
        self.fh.flush()
        with self._rows_path.open("rb") as rows:
            shutil.copyfileobj(rows, self.fh.buffer, 1 << 20)
        self._rows_path.unlink()
        self.fh.write("</sheetData>")


class _Parts(Packager):  # type: ignore[misc]
    """Puts the parts into our package instead of a zip file of XlsxWriter's."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package = package

    def _create_package(self) -> list[Any]:
        for path, name, _is_binary in super()._create_package():
            if name == CORE:
                self._package.writestr(name, "")
            else:
                self._package.write(path, name)
            Path(path).unlink()
        return []


class Book(Workbook):  # type: ignore[misc]
    """A workbook that is written into a package of ours."""

    def __init__(self, content: Content, package: Package, folder: str) -> None:
        super().__init__(None, {"tmpdir": folder, "default_format_properties": dict(_NORMAL)})
        self.content = content
        self._package = package
        self._names = SheetNames(Cleaner().visible)
        self._streamed: list[StreamedSheet] = []
        if content.options.mark:
            self.set_custom_property(MARK, content.options.mark[:_LONGEST_PROPERTY], "text")

    def add_streamed(self, name: str) -> StreamedSheet:
        """Add a sheet for a ledger, named as nearly so as Excel allows."""
        sheet: StreamedSheet = self.add_worksheet(self._names.give(name), StreamedSheet)
        sheet.start(self.tmpdir)
        self._streamed.append(sheet)
        return sheet

    def add_plain(self, name: str) -> Worksheet:
        """Add a sheet for a few cells, which are kept in memory."""
        return self.add_worksheet(self._names.give(name))

    def release(self) -> None:
        """Close what is open."""
        for sheet in self._streamed:
            sheet.release()

    def _get_packager(self) -> Packager:
        return _Parts(self._package)

    def store(self) -> None:
        """Write everything into the package."""
        self.filename = BytesIO()  # XlsxWriter's own zip file, which stays empty
        try:
            self.close()
        except FileCreateError as error:
            raise error.args[0] from error  # the operating system's own error, which tells what happened


@contextmanager
def new_book(content: Content, file: IO[bytes]) -> Iterator[Book]:
    """Give an empty workbook that is written to an open file when all went well."""
    title, author = map(Cleaner().visible, (content.snapshot.plan.title, content.options.author))
    with TemporaryDirectory() as folder, Package(file, title, author) as package:
        book = Book(content, package, folder)
        try:
            yield book
            book.store()
        finally:
            book.release()
