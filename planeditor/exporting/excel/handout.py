"""A hand-out's workbook: the form on the first sheet, how to fill it in on the second, what it said on a hidden third.

One rule: what may be filled is unlocked and coloured, all else protected without a password; a cell holds its whole
text, for what comes back is compared with it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import IO, Any

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from planeditor.exporting.content import Content
from planeditor.exporting.excel.cells import FORMULA_STARTS, plain_text
from planeditor.exporting.excel.fitting import MAX_CHARACTERS, line_count, max_lines, row_height
from planeditor.exporting.excel.handout_guide import short_guide, write_guide
from planeditor.exporting.excel.paging import Pages
from planeditor.exporting.excel.paper import A3, set_up_page
from planeditor.exporting.excel.styles import HEADER_FILL, LIGHTS, SECTION_FILL, STATUS_LIGHTS, TEXT_SIZE
from planeditor.exporting.excel.workbook import Book, new_book
from planeditor.exporting.fonts import PROFILES
from planeditor.exporting.handout_form import (
    HEAD_LABELS,
    HIDDEN_SHEET,
    ID_HEADER,
    MARKER,
    SHEETS,
    Form,
    FormColumn,
    FormRow,
)
from planeditor.exporting.text import chinese_date
from planeditor.plan.identity import id_text

FILL = "#FFF8DC"  # of the cells to be filled: light in print, plain to see on a screen
TITLE_SIZE, BAND_SIZE = 18.0, 11.0
LEAST_LINES = 2  # of a row, so that there is room to write
NEW_LINES = 3  # of an empty row for a new item
_AIR = 4.0  # points
_EMPTY_WIDTH = 12.0  # of a column for texts that no row has
_FROZEN = 2
_PIXELS_A_WIDTH = 7
_WIDENED = 1.5  # a column whose text is too long for a row grows by this, up to twice
_LABEL_AT, _FILLER_AT, _GUIDE_AT = 1, 2, 3
_ALLOWED = {
    "select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True, "format_rows": True,
    "sort": True, "autofilter": True,
}  # fmt: skip
_BANDS = {"lead": "牵头任务（{count}项）", "support": "配合任务（{count}项）"}
_NEW_BAND = "新增任务（如有，请填在下面各行）"
_CENTRED = ("centred", "status", "percent", "number", "choice")


def write_handout(content: Content, form: Form, file: IO[bytes]) -> None:
    """Write the workbook of a form."""
    with new_book(content, file) as book:
        sheet = _FormSheet(book, content, form)
        sheet.write()
        write_guide(book, content, form)
        _write_hidden(book, form)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a cell looks, and whether it may be filled."""

    fill: bool = False
    centred: bool = False
    head: bool = False
    quoted: bool = False


class _FormSheet:
    """The sheet that is filled in."""

    def __init__(self, book: Book, content: Content, form: Form) -> None:
        self.book, self.content, self.form = book, content, form
        self.sheet: Worksheet = book.add_plain(SHEETS[form.handout.purpose])
        self.fonts = PROFILES[content.options.fonts]
        self.widths = [_width(column, form.rows) for column in form.columns]
        self.last = len(form.columns)  # the hidden column of ids
        self.looks: dict[_Look, Format] = {}
        self.row = 0
        self.pages = Pages(A3.room * max(sum(self.widths) / A3.width, 1.0))
        self.held: list[tuple[int, float]] = []  # headings that are to stand on a page with what follows
        self.breaks: list[int] = []

    def write(self) -> None:
        """Write everything."""
        self._head()
        first = self.row
        for band, rows in groupby(self.form.rows, key=lambda row: "new" if row.kind == "new" else row.role):
            self._band(band, list(rows))
        self._offer(first)
        self._set_up(first)

    # the head

    def _head(self) -> None:
        form, handout = self.form, self.form.handout
        self._line(form.title, TITLE_SIZE, self.fonts.title, "center")
        self.sheet.write_string(0, self.last, id_text(handout.id))
        lead, support = form.counts
        parts = [f"填报单位：{form.department}", f"牵头{lead}项，配合{support}项"]
        parts += [f"请于{chinese_date(handout.due)}前报送"] if handout.due else []
        parts += [f"联系人：{handout.contact}"] if handout.contact else []
        self._line("　　".join(parts), BAND_SIZE, self.fonts.hei, "left")
        self._fillers()
        for place, column in enumerate(form.columns):
            self._cell(place, column.header, _Look(centred=True, head=True))
        self.sheet.write_string(self.row, self.last, ID_HEADER)
        lines = (line_count(column.header, column.width, TEXT_SIZE) for column in form.columns)
        height = row_height(max(*lines, LEAST_LINES), TEXT_SIZE)
        self._end_row(height)
        self.pages.repeat(height)

    def _line(self, text: str, size: float, font: str, align: str) -> None:
        """Write a line across the sheet."""
        shown = plain_text(text, self.content.cleaner)
        self.sheet.merge_range(self.row, 0, self.row, self.last - 1, shown, self._plain(size, font, align))
        self._end_row(row_height(line_count(shown, sum(self.widths), size), size))

    def _plain(self, size: float, font: str, align: str, valign: str = "vcenter") -> Format:
        return self.book.add_format(
            {"font_name": font, "font_size": size, "align": align, "valign": valign, "text_wrap": True}
        )

    def _fillers(self) -> None:
        """Write who fills the form in and when, and beside it in short what is to be done."""
        guide = self._plain(TEXT_SIZE, self.fonts.table, "left", "top")
        end = self.row + len(HEAD_LABELS) - 1
        self.sheet.merge_range(self.row, _GUIDE_AT, end, self.last - 1, short_guide(self.form), guide)
        for label in HEAD_LABELS:
            self.sheet.write_string(self.row, _LABEL_AT, label, self._plain(TEXT_SIZE, self.fonts.table, "right"))
            self.sheet.write_blank(self.row, _FILLER_AT, None, self._format(_Look(fill=True)))
            self._end_row(row_height(1, TEXT_SIZE) + _AIR)

    # the rows

    def _band(self, band: str, rows: Sequence[FormRow]) -> None:
        """Write the rows of a role below a heading of their own, and those of a section below the section's."""
        count = sum(row.kind == "item" for row in rows)
        self._heading(_BANDS[band].format(count=count) if band in _BANDS else _NEW_BAND, BAND_SIZE)
        for section, part in groupby(rows, key=lambda row: row.section):
            if section:
                self._heading(section, TEXT_SIZE)
            for row in part:
                self._row(row)

    def _heading(self, text: str, size: float) -> None:
        look = self.book.add_format(
            {
                "font_name": self.fonts.hei, "font_size": size, "bold": True, "border": 1, "bg_color": SECTION_FILL,
                "align": "left", "valign": "vcenter", "text_wrap": True,
            }
        )  # fmt: skip
        shown = plain_text(text, self.content.cleaner)
        self.sheet.merge_range(self.row, 0, self.row, self.last - 1, shown, look)
        self._end_row(row_height(line_count(shown, sum(self.widths), size), size), holds=True)

    def _row(self, row: FormRow) -> None:
        lines = NEW_LINES if row.kind == "new" else LEAST_LINES
        for place, (column, width) in enumerate(zip(self.form.columns, self.widths, strict=True)):
            text = plain_text(row.texts.get(column.key, ""), self.content.cleaner)
            whole = len(text) <= MAX_CHARACTERS
            fill = column.key in row.fills and whole
            shown = text if whole else f"{text[:MAX_CHARACTERS]}……（全文见计划）"
            self._cell(place, shown, _Look(fill, column.kind in _CENTRED, quoted=text.startswith(FORMULA_STARTS)))
            lines = max(lines, line_count(shown, width, TEXT_SIZE))
        self.sheet.write_string(self.row, self.last, id_text(row.id))
        self._end_row(row_height(lines, TEXT_SIZE))

    def _end_row(self, height: float, *, holds: bool = False) -> None:
        """Set a row's height, on a new page if what is to stand together would not all stand on this one."""
        self.sheet.set_row(self.row, height)
        self.held.append((self.row, height))
        if not holds:
            if self.pages.place([each for _row, each in self.held]):
                self.breaks.append(self.held[0][0])
            self.held.clear()
        self.row += 1

    def _cell(self, place: int, text: str, look: _Look) -> None:
        if text:
            self.sheet.write_string(self.row, place, text, self._format(look))
        else:
            self.sheet.write_blank(self.row, place, None, self._format(look))

    def _format(self, look: _Look) -> Format:
        """Return a look, made once."""
        if look not in self.looks:
            properties: dict[str, Any] = {
                "font_name": self.fonts.hei if look.head else self.fonts.table, "font_size": TEXT_SIZE, "border": 1,
                "align": "center" if look.centred else "left", "valign": "vcenter", "text_wrap": True,
                "locked": not look.fill, "bold": look.head, "quote_prefix": look.quoted,
            }  # fmt: skip
            if look.fill or look.head:
                properties["bg_color"] = FILL if look.fill else HEADER_FILL
            self.looks[look] = self.book.add_format(properties)
        return self.looks[look]

    # what holds for columns

    def _offer(self, first: int) -> None:
        """Offer choices and say what figures are to be."""
        last = max(self.row - 1, first)
        for place, column in enumerate(self.form.columns):
            area = (first, place, last, place)
            if column.kind in ("status", "choice") and column.fill and self.form.choices.get(column.key):
                self.sheet.data_validation(*area, self._choice(column))
            elif column.kind == "percent":
                self.sheet.data_validation(*area, _PERCENT)
            if column.kind == "status":
                self._light(area)

    def _choice(self, column: FormColumn) -> dict[str, Any]:
        choices = self.form.choices[column.key]
        inline = ",".join(choices)
        if len(inline) > 255 or any("," in choice for choice in choices):  # Excel's limit; a comma parts two
            return _from_cells(self.book, column, choices)
        title = "请从列表中选择"
        return {
            "validate": "list", "source": list(choices), "ignore_blank": True, "error_type": "warning",
            "error_title": title, "error_message": f"{column.header}：{'、'.join(choices)}"[:255],
        }  # fmt: skip

    def _light(self, area: tuple[int, int, int, int]) -> None:
        """Colour the states as a ledger does."""
        for colour, words in STATUS_LIGHTS.items():
            form = self.book.add_format(LIGHTS[colour])
            for word in words:
                rules = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": form}
                self.sheet.conditional_format(*area, rules)

    def _set_up(self, first: int) -> None:
        for place, width in enumerate(self.widths):
            self.sheet.set_column_pixels(place, place, round(width * _PIXELS_A_WIDTH))
        self.sheet.set_column(self.last, self.last, 15, None, {"hidden": True})
        set_up_page(self.sheet, A3, first, _FROZEN)
        self.sheet.set_h_pagebreaks(self.breaks)
        self.sheet.protect("", _ALLOWED)
        self.sheet.print_area(0, 0, max(self.row - 1, 0), self.last - 1)
        self.sheet.activate()


_PERCENT = {
    "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100, "ignore_blank": True,
    "error_type": "warning", "error_title": "完成率", "error_message": "请填写0到100之间的数，例如60。",
    "input_title": "完成率", "input_message": "填0到100之间的数，不写百分号。",
}  # fmt: skip


def _width(column: FormColumn, rows: Iterable[FormRow]) -> float:
    """Return how wide a column is: wider than usual where a text would not fit into the highest row."""
    texts = [text for row in rows if (text := row.texts.get(column.key, ""))]
    if not texts and column.key.startswith(("body", "field")):
        return _EMPTY_WIDTH
    width = column.width
    for _time in range(2):
        if any(line_count(text[:MAX_CHARACTERS], width, TEXT_SIZE) > max_lines(TEXT_SIZE) for text in texts):
            width *= _WIDENED
    return width


def _from_cells(book: Book, column: FormColumn, choices: Sequence[str]) -> dict[str, Any]:
    """Offer choices from a hidden sheet of their own, for those that do not fit into a rule."""
    sheet = book.add_plain(f"选项-{column.header}")
    for row, choice in enumerate(choices):
        sheet.write_string(row, 0, choice)
    sheet.hide()
    source = f"={quote_sheetname(sheet.name)}!$A$1:$A${len(choices)}"
    return {"validate": "list", "source": source, "ignore_blank": True, "error_type": "warning"}


def _write_hidden(book: Book, form: Form) -> None:
    """Write what the form said when it left, a row for each of its rows; a line of JSON, cut where a cell is full."""
    sheet = book.add_plain(HIDDEN_SHEET)
    handout = form.handout
    facts = {
        "handout": id_text(handout.id), "plan": id_text(book.content.snapshot.plan.id),
        "title": book.content.snapshot.plan.title, "department": id_text(handout.department_id),
        "name": form.department, "purpose": handout.purpose, "period": handout.period, "time": handout.time,
        "due": handout.due, "contact": handout.contact, "note": handout.note,
        "columns": {column.key: column.header for column in form.columns},
    }  # fmt: skip
    lines = [(MARKER, facts), *((id_text(row.id), _kept(row)) for row in form.rows)]
    for number, (key, content) in enumerate(lines):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        sheet.write_string(number, 0, key)
        for place, start in enumerate(range(0, len(text), MAX_CHARACTERS), 1):
            sheet.write_string(number, place, text[start : start + MAX_CHARACTERS])
    sheet.very_hidden()


def _kept(row: FormRow) -> dict[str, Any]:
    texts = {key: text for key, text in row.texts.items() if text}
    return {"kind": row.kind, "node": id_text(row.node_id), "weight": row.weight, "texts": texts}
