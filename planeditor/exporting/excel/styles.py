"""The looks of cells. One rule: each look is registered once with the workbook and shared by all its cells."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format

from planeditor.exporting.excel.cells import FORMULA_STARTS, Day, Value
from planeditor.exporting.excel.workbook import Book
from planeditor.exporting.fonts import PROFILES

TITLE_SIZE, SECTION_SIZE, TEXT_SIZE = 18.0, 10.0, 9.0  # 小二, and 小五 for text as in printed tables
DAY_FORMATS = {"day": 'yyyy"年"m"月"d"日"', "month": 'yyyy"年"m"月"', "year": 'yyyy"年"'}
PERCENT_FORMAT = "0.0%"
SECTION_FILL, HEADER_FILL = "#E8EEF5", "#D9D9D9"
# The colours with which Excel itself proposes to mark good, neutral and bad cells.
LIGHTS = {
    "green": {"bg_color": "#C6EFCE", "font_color": "#006100"},
    "yellow": {"bg_color": "#FFEB9C", "font_color": "#7F6000"},
    "red": {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True},
}

BAR_COLOURS = {"green": "#70AD47", "yellow": "#FFC000", "red": "#C00000"}
STATUS_LIGHTS = {"green": ("按序时推进", "已完成", "提前完成"), "yellow": ("滞后",), "red": ("严重滞后",)}
WARNING_LIGHTS = {"green": ("已完成", "正常"), "yellow": ("滞后",), "red": ("严重滞后",)}


@dataclass(frozen=True, slots=True)
class Look:
    """A look of a cell: its style's number, that for text which Excel would take for a formula, its size in points.

    `form` and `quoted_form` are the same as XlsxWriter's own calls take them.
    """

    form: Format
    quoted_form: Format
    style: int
    quoted: int
    size: float

    def of(self, text: str) -> int:
        """Return the style of a cell with this text."""
        return self.quoted if text.startswith(FORMULA_STARTS) else self.style

    def form_of(self, text: str) -> Format:
        """Return the same for XlsxWriter's own calls."""
        return self.quoted_form if text.startswith(FORMULA_STARTS) else self.form


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of one workbook's ledgers; `days` by how much of a date is known."""

    title: Look
    info: Look
    info_right: Look
    header: Look
    section: Look
    text: Look
    centred: Look
    percent: Look
    days: dict[str, Look]

    def of_kind(self, kind: str) -> Look:
        """Return the look of texts in a column of this kind ("text", "centred", "date", "percent")."""
        return self.text if kind == "text" else self.centred

    def of_blank(self, kind: str) -> Look:
        """Return the look of empty cells, which shows what people will write there as it is meant."""
        return {"date": self.days["day"], "percent": self.percent}.get(kind, self.of_kind(kind))

    def of_figure(self, value: Value, kind: str) -> Look:
        """Return the look of a number, a date or a formula."""
        if isinstance(value, Day):
            return self.days[value.precision]
        return self.percent if kind == "percent" else self.centred


def build_looks(book: Book) -> Looks:
    """Register the looks with the workbook."""
    fonts = PROFILES[book.content.options.fonts]

    def look(font: str, size: float, horizontal: str, **choices: Any) -> Look:
        form = _register(book, font, size, horizontal, **choices)
        quoted = _register(book, font, size, horizontal, quote_prefix=True, **choices)
        return Look(form, quoted, form._get_xf_index(), quoted._get_xf_index(), size)

    text = fonts.table
    return Looks(
        title=look(fonts.title, TITLE_SIZE, "center", border=0),
        info=look(text, TEXT_SIZE, "left", border=0),
        info_right=look(text, TEXT_SIZE, "right", border=0),
        header=look(fonts.hei, TEXT_SIZE, "center", bold=True, bg_color=HEADER_FILL),
        section=look(fonts.hei, SECTION_SIZE, "left", bold=True, bg_color=SECTION_FILL),
        text=look(text, TEXT_SIZE, "left"),
        centred=look(text, TEXT_SIZE, "center"),
        percent=look(text, TEXT_SIZE, "center", num_format=PERCENT_FORMAT),
        days={name: look(text, TEXT_SIZE, "center", num_format=code) for name, code in DAY_FORMATS.items()},
    )


def _register(book: Book, font: str, size: float, horizontal: str, **choices: Any) -> Format:
    properties = {"font_name": font, "font_size": size, "align": horizontal, "valign": "vcenter", "text_wrap": True}
    return book.add_format({**properties, "border": 1, **choices})
