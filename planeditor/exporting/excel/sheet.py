"""A ledger's sheet: title, header, section rows, item rows, and how it prints.

One rule: no text is cut; what is too long for a row goes on in the next, marked as a continuation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from planeditor.exporting.content import Content
from planeditor.exporting.excel.fitting import cell_text, line_count, max_lines, pieces, row_height
from planeditor.exporting.excel.styles import Look, build_looks
from planeditor.exporting.fonts import PROFILES

Value = str | int | date
CONTINUED = "（续）"
_FORMULA_STARTS = ("=", "+", "-", "@")
_A4 = 9
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.8, "header": 0.3, "footer": 0.4}  # inches
_FROZEN_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in half-width characters, and whether its cells are centred or hidden."""

    header: str
    width: float
    centred: bool = False
    hidden: bool = False


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

    def open(self, title: str, info: str) -> None:
        """Set up the page and write title, information line and header."""
        bands = [(piece, self._looks.title) for piece in self._band_pieces(title, self._looks.title)]
        bands += [(piece, self._looks.info) for piece in self._band_pieces(info, self._looks.info)]
        self._set_up_page(header_row=len(bands) + 1)
        for piece, look in bands:
            self._write_band(piece, look)
        self._header_row = self._row + 1
        self._append([(column.header, self._looks.header) for column in self.columns])

    def section(self, text: str) -> None:
        """Write a full-width row."""
        for piece in self._band_pieces(text, self._looks.section):
            self._write_band(piece, self._looks.section)

    def item(self, values: Sequence[Value]) -> None:
        """Write one value for each column, in several rows if a text needs them."""
        lines = max_lines(self._looks.text.size)
        split = [
            pieces(self._text(value), column.width, lines) if isinstance(value, str) else [value]
            for value, column in zip(values, self.columns, strict=True)
        ]
        for number, row in enumerate(zip_longest(*split, fillvalue="")):
            self._append_item(row if number == 0 else self._continuation(row, values))

    def close(self) -> None:
        """Set what depends on the number of rows."""
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
        return pieces(self._text(text), self._band_width(look), max_lines(look.size))

    def _band_width(self, look: Look) -> float:
        return self._total_width * self._looks.text.size / look.size

    def _write_band(self, text: str, look: Look) -> None:
        self._row += 1
        self._sheet.merged_cells.append(f"A{self._row}:{get_column_letter(self.shown)}{self._row}")
        cells = [self._cell(text, look), *(self._cell("", look) for _column in range(self.shown - 1))]
        self._send(cells, row_height(line_count(text, self._band_width(look)), look.size))

    def _append_item(self, values: Sequence[Value]) -> None:
        self._append([(value, self._look(value, column)) for value, column in zip(values, self.columns, strict=True)])

    def _append(self, cells: Sequence[tuple[Value, Look]]) -> None:
        self._row += 1
        counts = [
            line_count(value, column.width)
            for (value, _look), column in zip(cells, self.columns, strict=True)
            if isinstance(value, str) and not column.hidden
        ]
        height = row_height(max(counts, default=1), cells[0][1].size)
        self._send([self._cell(value, look) for value, look in cells], height)

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
        self._sheet.row_dimensions[self._row].height = height
        self._sheet.append(cells)
        del self._sheet.row_dimensions[self._row]  # it is written: keep memory flat

    def _set_up_page(self, header_row: int) -> None:
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
        sheet.print_title_rows = f"{header_row}:{header_row}"
        sheet.freeze_panes = f"{get_column_letter(_FROZEN_COLUMNS + 1)}{header_row + 1}"
        sheet.HeaderFooter.oddFooter.center.text = "第&P页 共&N页"
