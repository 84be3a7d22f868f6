"""A table of a comparison as an Excel sheet. One rule: no text is cut, and none becomes a formula."""

from collections.abc import Iterable, Sequence
from typing import IO, Any

from planeditor.exporting.content import Content
from planeditor.exporting.excel.fitting import cell_text, line_count, max_lines, pieces, row_height
from planeditor.exporting.fonts import PROFILES, Fonts
from planeditor.exporting.package import Package

_TITLE_SIZE, _TEXT_SIZE = 18.0, 10.0
_FORMULA_STARTS = ("=", "+", "-", "@")
_A4 = 9
_FIRST_ROW = 3  # below title and header
_CENTRED_UP_TO = 14.0  # widths of columns for a word or two


def write_sheet(
    content: Content,
    file: IO[bytes],
    name: str,
    headers: Sequence[str],
    widths: Sequence[float],
    rows: Iterable[Sequence[str]],
) -> None:
    """Write a workbook with one sheet: the plan's title, a header, rows; what is too long goes on in the next row."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = name
    fonts = PROFILES[content.options.fonts]
    _write_head(sheet, content, headers, widths, fonts)
    row_number = _FIRST_ROW
    for row in rows:
        cleaned = [cell_text(content.cleaner.visible(text)) for text in row]
        for part in _fitting(cleaned, widths):
            _write_row(sheet, row_number, part, widths, fonts)
            row_number += 1
    _set_up_pages(sheet, len(headers), row_number - 1)
    with Package(file, content.cleaner.visible(content.snapshot.plan.title)) as package:
        ExcelWriter(workbook, package).save()


def _write_head(sheet: Any, content: Content, headers: Sequence[str], widths: Sequence[float], fonts: Fonts) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headers))
    title = sheet.cell(1, 1, content.cleaner.visible(content.snapshot.plan.title))
    title.data_type = "s"
    title.font = Font(name=fonts.title, size=_TITLE_SIZE)
    title.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[1].height = row_height(line_count(str(title.value), sum(widths), _TITLE_SIZE), _TITLE_SIZE)
    for column, (header, width) in enumerate(zip(headers, widths, strict=True), 1):
        cell = sheet.cell(2, column, header)
        _style(cell, fonts.hei, centred=True)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _fitting(row: Sequence[str], widths: Sequence[float]) -> Iterable[list[str]]:
    """Yield a row in as many as its longest cell needs: Excel shows no row higher than 409 points."""
    room = max_lines(_TEXT_SIZE)
    cells = [pieces(text, width, room, _TEXT_SIZE) for text, width in zip(row, widths, strict=True)]
    for part in range(max(map(len, cells))):
        yield [cell[part] if part < len(cell) else "" for cell in cells]


def _write_row(sheet: Any, number: int, row: Sequence[str], widths: Sequence[float], fonts: Fonts) -> None:
    for column, (text, width) in enumerate(zip(row, widths, strict=True), 1):
        cell = sheet.cell(number, column)
        if text.isdecimal() and column == 1:
            cell.value = int(text)
        elif text:
            cell.value = text
            cell.data_type = "s"
        _style(cell, fonts.table, centred=width <= _CENTRED_UP_TO, quoted=text.startswith(_FORMULA_STARTS))
    lines = max(line_count(text, width, _TEXT_SIZE) for text, width in zip(row, widths, strict=True))
    sheet.row_dimensions[number].height = row_height(lines, _TEXT_SIZE)


def _style(cell: Any, font: str, *, centred: bool, quoted: bool = False) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin")
    cell.font = Font(name=font, size=_TEXT_SIZE)
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
    cell.quotePrefix = quoted


def _set_up_pages(sheet: Any, columns: int, last_row: int) -> None:
    from openpyxl.utils import get_column_letter

    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "2:2"
    sheet.freeze_panes = f"A{_FIRST_ROW}"
    sheet.auto_filter.ref = f"A2:{get_column_letter(columns)}{max(last_row, 2)}"
    sheet.oddFooter.center.text = "第&P页 共&N页"
