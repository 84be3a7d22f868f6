"""How ledgers are printed: paper, margins, what is repeated. One rule: a sheet is as wide as the page."""

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

FOOTER = "&C第&P页 共&N页"
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.7}  # inches
_HEADER, _FOOTER = 0.3, 0.35  # inches
_POINTS_AN_INCH = 72.0
_ROUNDING = 4.0  # points of a page: Excel rounds the heights of rows


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in landscape: its number in Excel, its height in points, and how wide a sheet fills it unscaled."""

    number: int
    height: float
    width: float

    @property
    def room(self) -> float:
        """The height in points that rows have on a page."""
        return self.height - (_MARGINS["top"] + _MARGINS["bottom"]) * _POINTS_AN_INCH - _ROUNDING


A4 = Paper(9, 595.0, 140.0)
A3 = Paper(8, 842.0, 214.0)


def set_up_page(sheet: Worksheet, paper: Paper, header_row: int, frozen_columns: int) -> None:
    """Set paper, margins, footer, and what stays in sight; `header_row` counts from 1, 0 for a sheet without one."""
    sheet.set_paper(paper.number)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    sheet.set_header("", {"margin": _HEADER})
    sheet.set_footer(FOOTER, {"margin": _FOOTER})
    if header_row:
        sheet.repeat_rows(header_row - 1)
        sheet.freeze_panes(header_row, frozen_columns)
