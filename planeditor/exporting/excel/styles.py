"""The looks of cells. One rule: each look is built once and shared by all its cells."""

from dataclasses import dataclass
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from planeditor.exporting.fonts import Fonts

TITLE_SIZE, SECTION_SIZE, TEXT_SIZE = 18.0, 10.0, 9.0  # 小二, and 小五 for text as in printed tables
DATE_FORMAT = 'yyyy"年"m"月"d"日"'
_SECTION_FILL = "E8EEF5"
_HEADER_FILL = "D9D9D9"


@dataclass(frozen=True, slots=True)
class Look:
    """One look of a cell: the style openpyxl has registered, and the size of its font in points."""

    style: Any
    size: float


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of one ledger. `*_quoted` is for text that Excel would take for a formula when it is edited."""

    title: Look
    info: Look
    info_right: Look
    header: Look
    section: Look
    text: Look
    text_quoted: Look
    centred: Look
    centred_quoted: Look
    date: Look


def build_looks(sheet: Any, fonts: Fonts) -> Looks:
    """Register the looks with the workbook of `sheet`."""

    def look(font: str, size: float, horizontal: str, **choices: Any) -> Look:
        return Look(_register(sheet, font, size, horizontal, **choices), size)

    text = fonts.table
    return Looks(
        title=look(fonts.title, TITLE_SIZE, "center", border=False),
        info=look(text, TEXT_SIZE, "left", border=False),
        info_right=look(text, TEXT_SIZE, "right", border=False),
        header=look(fonts.hei, TEXT_SIZE, "center", bold=True, fill=_HEADER_FILL),
        section=look(fonts.hei, SECTION_SIZE, "left", bold=True, fill=_SECTION_FILL),
        text=look(text, TEXT_SIZE, "left"),
        text_quoted=look(text, TEXT_SIZE, "left", quoted=True),
        centred=look(text, TEXT_SIZE, "center"),
        centred_quoted=look(text, TEXT_SIZE, "center", quoted=True),
        date=look(text, TEXT_SIZE, "center", number_format=DATE_FORMAT),
    )


def _register(
    sheet: Any,
    font: str,
    size: float,
    horizontal: str,
    *,
    bold: bool = False,
    border: bool = True,
    fill: str = "",
    quoted: bool = False,
    number_format: str = "",
) -> Any:
    cell: Any = WriteOnlyCell(sheet)
    cell.font = Font(name=font, size=size, bold=bold)
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    if border:
        line = Side(style="thin")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    if number_format:
        cell.number_format = number_format
    cell.quotePrefix = quoted
    return cell._style
