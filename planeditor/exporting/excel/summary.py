"""The sheet 汇总: tables of counts with native charts beside them.

One rule: every figure is a formula over the ledger with its result stored, so that it is right in any program and
follows what people change in the ledger.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.chart import Chart as XlsxChart
from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from planeditor.exporting.excel.cells import Day, Formula, Value, plain_text
from planeditor.exporting.excel.fitting import MAX_CHARACTERS, line_count, row_height
from planeditor.exporting.excel.paper import A4, set_up_page
from planeditor.exporting.excel.styles import Look, Looks
from planeditor.exporting.excel.workbook import SUMMARY_NAME, Book
from planeditor.exporting.text import Cleaner

NAME = "汇总"
_NAME_WIDTH, _DAY_WIDTH, _FIGURE_WIDTH, _FIGURES = 32.0, 14.0, 10.0, 5
_PIXELS_A_WIDTH = 7
_CHART_COLUMN = _FIGURES + 2
_CHART_WIDTH, _CHART_GAP, _BAR_HEIGHT, _CHART_FRAME = 620, 16, 28, 90  # pixels
_ROW_HEIGHT, _ONE_PAGE = 24, 1700  # pixels; what is higher is too small to read on one page
_MOST_BARS = 30  # more can't be read beside each other
_TITLE = {"name_font": {"size": 12}}
_COLOURS = ("#4472C4", "#A5A5A5", "#70AD47")


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart of a table: its title, the columns that are its series, and the colours of bars that have one."""

    title: str
    series: tuple[int, ...]
    is_stacked: bool = False
    colours: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the summary: rows of a name and figures."""

    headers: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    chart: Chart | None = None
    percents: frozenset[int] = frozenset()
    links: Sequence[str] = ()  # sheets that the names lead to
    has_sum: bool = False  # the last row is the sum of the others


class Summary:
    """Writes the summary from the top down. `row` is the next row, counted from 1."""

    def __init__(self, book: Book, looks: Looks) -> None:
        self.sheet: Worksheet = book.add_plain(NAME)
        self.row = 1
        self._book = book
        self._looks = looks
        self._cleaner = Cleaner()  # the ledger's own counts what it replaced
        self._chart_top = 0
        self._prepare()

    @property
    def name(self) -> str:
        """The sheet's name as formulas write it."""
        return str(quote_sheetname(self.sheet.name))

    def title(self, text: str) -> None:
        """Write the title across."""
        look, width = self._looks.title, _NAME_WIDTH + _DAY_WIDTH + (_FIGURES - 1) * _FIGURE_WIDTH
        text = plain_text(text, self._cleaner)
        self.sheet.merge_range(self.row - 1, 0, self.row - 1, _FIGURES, "", look.form)
        self._write(self.row, 0, text, look)
        self.sheet.set_row(self.row - 1, row_height(line_count(text, width, look.size), look.size))
        self.row += 1

    def setting(self, name: str, value: Value, kind: str) -> str:
        """Write a name and a value that people may change; return how formulas name its cell."""
        self._write(self.row, 0, name, self._looks.info)
        self._write_figure(self.row, 1, value, kind)
        self.row += 1
        return f"{self.name}!$B${self.row - 1}"

    def table(self, table: Table) -> int:
        """Write a table below what is there, its chart beside; return its first row of figures."""
        self.row += 1
        for place, header in enumerate(table.headers):
            self._write(self.row, place, header, self._looks.header)
        first = self.row + 1
        for number, row in enumerate(table.rows):
            self.row += 1
            self._write_row(row, table, number)
        self.row += 1
        drawn = len(table.rows) - table.has_sum
        if table.chart is not None and drawn:
            self._add_chart(table.chart, [str(row[0]) for row in table.rows], first, drawn)
        return first

    def close(self) -> None:
        """Name the sheet, so that a reader knows that it repeats others; fit a short one on a page."""
        if max(self.row * _ROW_HEIGHT, self._chart_top) <= _ONE_PAGE:
            self.sheet.fit_to_pages(1, 1)  # no chart is cut by the end of a page
        self._book.define_name(SUMMARY_NAME, f"={self.name}!$A$1:$F${self.row}")

    def _prepare(self) -> None:
        self.sheet.set_column_pixels(0, 0, round(_NAME_WIDTH * _PIXELS_A_WIDTH))
        self.sheet.set_column_pixels(1, 1, round(_DAY_WIDTH * _PIXELS_A_WIDTH))
        self.sheet.set_column_pixels(2, _FIGURES, round(_FIGURE_WIDTH * _PIXELS_A_WIDTH))
        self.sheet.set_column_pixels(_FIGURES + 1, _FIGURES + 1, 2 * _PIXELS_A_WIDTH)
        self.sheet.hide_gridlines(2)
        set_up_page(self.sheet, A4, 0, 0)

    def _write_row(self, row: Sequence[Value], table: Table, number: int) -> None:
        name = shortened(plain_text(str(row[0]), self._cleaner))
        look = self._looks.text
        if table.links:
            target = f"internal:{quote_sheetname(table.links[number])}!A1"
            self.sheet.write_url(self.row - 1, 0, target, look.form, name)
        else:
            self._write(self.row, 0, name, look)
        for place, value in enumerate(row[1:], 1):
            self._write_figure(self.row, place, value, "percent" if place in table.percents else "centred")
        self.sheet.set_row(self.row - 1, row_height(line_count(name, _NAME_WIDTH, look.size), look.size))

    def _write(self, row: int, place: int, text: str, look: Look) -> None:
        self.sheet.write_string(row - 1, place, shortened(text), look.form_of(text))

    def _write_figure(self, row: int, place: int, value: Value, kind: str) -> None:
        looks = self._looks
        look = looks.of_blank(kind) if value == "" else looks.of_figure(value, kind)
        if isinstance(value, Day):
            self.sheet.write_number(row - 1, place, value.serial, look.form)
        elif isinstance(value, Formula):
            self.sheet.write_formula(row - 1, place, f"={value.text}", look.form, value.result)
        elif value == "":
            self.sheet.write_blank(row - 1, place, None, look.form)
        elif isinstance(value, str):
            self._write(row, place, value, look)
        else:
            self.sheet.write_number(row - 1, place, value, look.form)

    def _add_chart(self, chart: Chart, names: Sequence[str], first: int, count: int) -> None:
        """Draw the first rows of a table that begins in row `first`."""
        shown = min(count, _MOST_BARS)
        drawn = self._book.add_chart({"type": "bar", **({"subtype": "stacked"} if chart.is_stacked else {})})
        points = [{"fill": {"color": chart.colours[name]}} if name in chart.colours else None for name in names[:shown]]
        for colour, place in zip(_COLOURS, chart.series, strict=False):
            drawn.add_series(
                {
                    "name": [self.sheet.name, first - 2, place],
                    "categories": [self.sheet.name, first - 1, 0, first - 2 + shown, 0],
                    "values": [self.sheet.name, first - 1, place, first - 2 + shown, place],
                    "data_labels": {"value": True, "num_format": "0;;"},  # no label for 0
                    "fill": {"color": colour},
                    "points": points,
                    "gap": 60,
                }
            )
        drawn.set_title({"name": chart.title if shown == count else f"{chart.title}（前{shown}个）", **_TITLE})
        drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
        drawn.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        drawn.set_x_axis({"major_gridlines": {"visible": False}, "visible": False})
        self._place(drawn, _CHART_FRAME + _BAR_HEIGHT * max(shown, 2))

    def _place(self, drawn: XlsxChart, height: int) -> None:
        drawn.set_size({"width": _CHART_WIDTH, "height": height})
        self.sheet.insert_chart(1, _CHART_COLUMN, drawn, {"y_offset": self._chart_top, "object_position": 3})
        self._chart_top += height + _CHART_GAP


def shortened(text: str) -> str:
    """Return a text as the summary names it: what no cell can hold stands whole in the ledger."""
    return text if len(text) <= MAX_CHARACTERS else f"{text[:MAX_CHARACTERS]}…"
