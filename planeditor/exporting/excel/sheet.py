"""A ledger's sheet: title, header, section rows, item rows, and how it prints.

One rule: no text is cut; what is too long for a row goes on in the next, marked as a continuation. Section rows
are held back until the row below them is known, so that a page never ends with one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from planeditor.exporting.content import Content
from planeditor.exporting.excel.fitting import cell_text, line_count, max_lines, pieces, row_height
from planeditor.exporting.excel.paging import Pages
from planeditor.exporting.excel.styles import Look, build_looks
from planeditor.exporting.fonts import PROFILES

Value = str | int | date
CONTINUED = "（续）"
_FORMULA_STARTS = ("=", "+", "-", "@")
_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.7, "header": 0.3, "footer": 0.35}  # inches
_POINTS_AN_INCH = 72.0
_PAGE_HEIGHT = 595.0 - (_MARGINS["top"] + _MARGINS["bottom"]) * _POINTS_AN_INCH - 4.0  # A4; Excel rounds row heights
_FROZEN_COLUMNS = 2
_RIGHT_COLUMNS = 3  # of the information line: as many as a date needs


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in digits, and whether its cells are centred or hidden."""

    header: str
    width: float
    centred: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Held:
    """Rows that are to stand on one page: their cells and their heights in points."""

    rows: list[list[Any]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)


class LedgerSheet:
    """Writes one sheet from the top down."""

    def __init__(self, workbook: Workbook, content: Content, name: str, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.shown = sum(not column.hidden for column in columns)
        self._total_width = sum(column.width for column in columns if not column.hidden)
        self._cleaner = content.cleaner
        self._sheet: Any = workbook.create_sheet(name)
        self._sheet.merged_cells = []  # openpyxl's own is a set, in another order each time and slow to add to
        self._looks = build_looks(self._sheet, PROFILES[content.options.fonts])
        self._row = 0
        self._sent = 0
        self._held = _Held()
        self._pages = Pages(_PAGE_HEIGHT)

    def open(self, title: str, left: str, right: str) -> None:
        """Set up the page and write title, information line (in two parts) and header."""
        titles = self._band_pieces(title, self._looks.title)
        info = self._info_pieces(left)
        self._header_row = len(titles) + len(info) + 1
        self._set_up_page()
        for piece in titles:
            self._send(*self._band(piece, self._looks.title))
        for number, piece in enumerate(info):
            self._write_info(piece, right if number == 0 else "")
        self._pages.repeat(self._append([(column.header, self._looks.header) for column in self.columns]))

    def section(self, text: str) -> None:
        """Write a full-width row, which stays on one page with the row that follows."""
        for piece in self._band_pieces(text, self._looks.section):
            self._hold(*self._band(piece, self._looks.section))

    def item(self, values: Sequence[Value]) -> None:
        """Write one value for each column, in several rows if a text needs them."""
        size = self._looks.text.size
        lines = max_lines(size)
        split = [
            pieces(self._text(value), column.width, lines, size) if isinstance(value, str) else [value]
            for value, column in zip(values, self.columns, strict=True)
        ]
        for number, row in enumerate(zip_longest(*split, fillvalue="")):
            self._append_item(row if number == 0 else self._continuation(row, values))

    def close(self) -> None:
        """Write what is held back and set what depends on the number of rows."""
        self._flush()
        last = get_column_letter(self.shown)
        self._sheet.auto_filter.ref = f"A{self._header_row}:{last}{self._row}"

    def _continuation(self, row: Sequence[Value], values: Sequence[Value]) -> list[Value]:
        """Mark a row that goes on, and repeat the hidden columns in it."""
        repeated = [
            value if column.hidden else cell for cell, value, column in zip(row, values, self.columns, strict=True)
        ]
        return [CONTINUED, *repeated[1:]]

    def _text(self, text: str) -> str:
        return cell_text(self._cleaner.visible(text))

    def _band_pieces(self, text: str, look: Look) -> list[str]:
        return pieces(self._text(text), self._total_width, max_lines(look.size), look.size)

    def _band(self, text: str, look: Look) -> tuple[list[Any], float]:
        """Begin a full-width row; return its cells and its height."""
        self._row += 1
        self._merge(1, self.shown)
        cells = [self._cell(text, look), *(self._cell("", look) for _column in range(self.shown - 1))]
        return cells, row_height(line_count(text, self._total_width, look.size), look.size)

    def _merge(self, first: int, last: int) -> None:
        area = f"{get_column_letter(first)}{self._row}:{get_column_letter(last)}{self._row}"
        self._sheet.merged_cells.append(area)

    def _info_pieces(self, text: str) -> list[str]:
        look = self._looks.info
        return pieces(self._text(text), self._info_widths()[0], max_lines(look.size), look.size)

    def _info_widths(self) -> tuple[float, float]:
        widths = [column.width for column in self.columns[: self.shown]]
        return sum(widths[:-_RIGHT_COLUMNS]), sum(widths[-_RIGHT_COLUMNS:])

    def _write_info(self, left: str, right: str) -> None:
        """Write a line of two parts, one at each edge."""
        self._row += 1
        split = self.shown - _RIGHT_COLUMNS
        self._merge(1, split)
        self._merge(split + 1, self.shown)
        right, looks = self._text(right), self._looks
        cells = [self._cell("", looks.info) for _column in range(self.shown)]
        cells[0], cells[split] = self._cell(left, looks.info), self._cell(right, looks.info_right)
        size = looks.info.size
        lines = (line_count(text, width, size) for text, width in zip((left, right), self._info_widths(), strict=True))
        self._send(cells, row_height(max(lines), size))

    def _append_item(self, values: Sequence[Value]) -> None:
        self._append([(value, self._look(value, column)) for value, column in zip(values, self.columns, strict=True)])

    def _append(self, cells: Sequence[tuple[Value, Look]]) -> float:
        """Write a row with a cell for each column and return its height."""
        self._row += 1
        size = cells[0][1].size
        counts = [
            line_count(value, column.width, size)
            for (value, _look), column in zip(cells, self.columns, strict=True)
            if isinstance(value, str) and not column.hidden
        ]
        height = row_height(max(counts, default=1), size)
        self._send([self._cell(value, look) for value, look in cells], height)
        return height

    def _look(self, value: Value, column: Column) -> Look:
        looks = self._looks
        if isinstance(value, date):
            return looks.date
        quoted = isinstance(value, str) and value.startswith(_FORMULA_STARTS)
        if column.centred or isinstance(value, int):
            return looks.centred_quoted if quoted else looks.centred
        return looks.text_quoted if quoted else looks.text

    def _cell(self, value: Value, look: Look) -> Any:
        cell: Any = WriteOnlyCell(self._sheet)
        cell._style = look.style
        if value != "":
            cell._value = value
            cell.data_type = "s" if isinstance(value, str) else "d" if isinstance(value, date) else "n"
        return cell

    def _send(self, cells: list[Any], height: float) -> None:
        self._hold(cells, height)
        self._flush()

    def _hold(self, cells: list[Any], height: float) -> None:
        self._held.rows.append(cells)
        self._held.heights.append(height)

    def _flush(self) -> None:
        """Write the rows held back, on a new page if they would not all stand on this one."""
        if self._pages.place(self._held.heights):
            self._sheet.row_breaks.append(Break(id=self._sent))
        for cells, height in zip(self._held.rows, self._held.heights, strict=True):
            self._sent += 1
            self._sheet.row_dimensions[self._sent].height = height
            self._sheet.append(cells)
            del self._sheet.row_dimensions[self._sent]  # it is written: keep memory flat
        self._held = _Held()

    def _set_up_page(self) -> None:
        """A4 landscape, as wide as the page, header on every page (official-format rules for ledgers)."""
        sheet = self._sheet
        for number, column in enumerate(self.columns, 1):
            dimension = sheet.column_dimensions[get_column_letter(number)]
            dimension.width, dimension.hidden = column.width, column.hidden
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.paperSize, sheet.page_setup.orientation = _A4, "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        for side, inches in _MARGINS.items():
            setattr(sheet.page_margins, side, inches)
        sheet.print_options.horizontalCentered = True
        sheet.print_title_rows = f"{self._header_row}:{self._header_row}"
        sheet.freeze_panes = f"{get_column_letter(_FROZEN_COLUMNS + 1)}{self._header_row + 1}"
        sheet.HeaderFooter.oddFooter.center.text = "第&P页 共&N页"
