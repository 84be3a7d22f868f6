"""A ledger's sheet: title, header, section rows, item rows, and how it prints.

One rule: no text is cut; what is too long for a row goes on in the next, marked as a continuation. Section rows
are held back until the row below them is known, so that a page never ends with one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from planeditor.exporting.excel.cells import FORMULA_STARTS, Value, cell_xml, plain_text, text_xml
from planeditor.exporting.excel.fitting import (
    FULL_WIDTH,
    MAX_CHARACTERS,
    line_count,
    lines_in,
    max_lines,
    pieces,
    room_of,
    row_height,
)
from planeditor.exporting.excel.paging import Pages
from planeditor.exporting.excel.paper import Paper, set_up_page
from planeditor.exporting.excel.styles import LIGHTS, Look, Looks
from planeditor.exporting.excel.workbook import Book

Kind = Literal["text", "centred", "date", "percent"]
CONTINUED = "（续）"
_FROZEN_COLUMNS = 2
_RIGHT_COLUMNS = 3  # of the information line: as many as a date needs
_PIXELS_A_WIDTH = 7
_BOUNDLESS = 1 << 30  # the room of a hidden column


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in digits, what it holds, and whether it is hidden."""

    header: str
    width: float
    kind: Kind = "text"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """How the cells of a column begin and go on, for each form of cell, around the number of the row."""

    letter: str
    kind: Kind
    start: str
    blank: str
    text: str
    quoted: str

    @classmethod
    def of(cls, letter: str, kind: Kind, looks: Looks) -> "_Place":
        """Return the forms of a column's cells."""
        look, blank = looks.of_kind(kind), looks.of_blank(kind)
        text, quoted = (f'" s="{style}" t="inlineStr"><is>' for style in (look.style, look.quoted))
        return cls(letter, kind, f'<c r="{letter}', f'" s="{blank.style}"/>', text, quoted)


@dataclass(slots=True)
class _Held:
    """Rows that are to stand on one page: their numbers, their cells and their heights in points."""

    rows: list[tuple[int, float, str]] = field(default_factory=list)

    @property
    def heights(self) -> list[float]:
        return [height for _row, height, _cells in self.rows]


class LedgerSheet:
    """Writes one sheet from the top down. The last columns are the hidden ones."""

    def __init__(self, book: Book, looks: Looks, name: str, columns: Sequence[Column], paper: Paper) -> None:
        self.columns = columns
        self.shown = sum(not column.hidden for column in columns)
        self.sheet = book.add_streamed(name)
        self.row = 0
        self.first_row = 0
        self._book = book
        self._paper = paper
        self._looks = looks
        self._cleaner = book.content.cleaner
        self._letters = [xl_col_to_name(place) for place in range(len(columns))]
        self._by_header: dict[str, str] = {
            column.header: place for place, column in zip(self._letters, columns, strict=True)
        }
        self._places = [
            _Place.of(letter, column.kind, looks) for letter, column in zip(self._letters, columns, strict=True)
        ]
        self._total_width = sum(column.width for column in columns if not column.hidden)
        self._rooms = [_BOUNDLESS if column.hidden else room_of(column.width, looks.text.size) for column in columns]
        self._lines = max_lines(looks.text.size)
        self._held = _Held()
        self._pages = Pages(paper.room * max(self._total_width / paper.width, 1.0))
        self._breaks: list[int] = []

    @property
    def name(self) -> str:
        """The sheet's name as formulas write it."""
        return str(quote_sheetname(self.sheet.name))

    def letter(self, header: str) -> str:
        """Return the letter of the column with this header."""
        return self._by_header[header]

    def cells(self, header: str, first: int, last: int) -> str:
        """Return how formulas of other sheets name the cells of a column from one row to another."""
        letter = self.letter(header)
        return f"{self.name}!${letter}${first}:${letter}${last}"

    def open(self, title: str, left: str, right: str) -> None:
        """Set up the page and write title, information line (in two parts) and header."""
        looks = self._looks
        for piece in self._band_pieces(title, looks.title):
            self._hold(*self._band(piece, looks.title))
            self._flush()
        for number, piece in enumerate(self._info_pieces(left)):
            self._write_info(piece, right if number == 0 else "")
        self._pages.repeat(self._write_header())
        self.first_row = self.row + 1
        for place, column in enumerate(self.columns):
            pixels = round(column.width * _PIXELS_A_WIDTH)
            self.sheet.set_column_pixels(place, place, pixels, None, {"hidden": column.hidden})
        set_up_page(self.sheet, self._paper, self.row, _FROZEN_COLUMNS)

    def section(self, text: str, id_text: str = "") -> None:
        """Write a full-width row, which stays on one page with the row that follows."""
        for piece in self._band_pieces(text, self._looks.section):
            self._hold(*self._band(piece, self._looks.section, id_text))

    def item(self, values: Sequence[Value]) -> list[Sequence[Value]]:
        """Write one value for each column, in several rows if a text needs them; return the cells of these rows."""
        plain = [plain_text(value, self._cleaner) if isinstance(value, str) else value for value in values]
        lines = self._line_count(plain)
        if lines <= self._lines:
            self._append_item(plain, lines)
            return [plain]
        split = [
            pieces(value, column.width, self._lines, self._looks.text.size)
            if isinstance(value, str) and not column.hidden
            else [value]
            for value, column in zip(plain, self.columns, strict=True)
        ]
        first, *more = zip_longest(*split, fillvalue="")
        rows = [first, *(self._continuation(cells, plain) for cells in more)]
        for row in rows:
            self._append_item(row, self._line_count(row))
        return rows

    def close(self) -> None:
        """Write what is held back and set what depends on the number of rows."""
        self._flush()
        self.sheet.set_h_pagebreaks(self._breaks)
        self.sheet.autofilter(self.first_row - 2, 0, self.row - 1, self.shown - 1)
        self.sheet.finish(self.row, len(self.columns))

    def offer(self, header: str, choices: str | Sequence[str], *, strict: bool) -> None:
        """Offer values for a column, a list or the cells of one; `strict` refuses all others."""
        source = f"={choices}" if isinstance(choices, str) else list(choices)
        rules = {"validate": "list", "source": source, "show_error": strict, "ignore_blank": True}
        self.sheet.data_validation(self._area(header), rules)

    def light(self, header: str, lights: Mapping[str, Sequence[str]]) -> None:
        """Colour the cells of a column that say one of the words of a light: green, yellow or red."""
        cell = f"${self.letter(header)}{self.first_row}"
        for colour, words in lights.items():
            said = ",".join(f'{cell}="{word}"' for word in words)
            form = self._book.add_format(LIGHTS[colour])
            rules = {"type": "formula", "criteria": f"=OR({said})", "format": form}
            self.sheet.conditional_format(self._area(header), rules)

    def _area(self, header: str) -> str:
        letter = self.letter(header)
        return f"{letter}{self.first_row}:{letter}{max(self.row, self.first_row)}"

    def _line_count(self, values: Sequence[Value]) -> int:
        """Return how many lines the row has, or more than any row can have if a text is too long for a cell."""
        most = 1
        for value, room in zip(values, self._rooms, strict=True):
            if isinstance(value, str) and (len(value) > room // FULL_WIDTH or "\n" in value):
                if len(value) > MAX_CHARACTERS:
                    return self._lines + 1
                most = max(most, lines_in(value, room))
        return most

    def _continuation(self, row: Sequence[Value], values: Sequence[Value]) -> list[Value]:
        """Mark a row that goes on, and repeat the hidden columns in it."""
        repeated = [
            value if column.hidden else cell for cell, value, column in zip(row, values, self.columns, strict=True)
        ]
        return [CONTINUED, *repeated[1:]]

    def _append_item(self, values: Sequence[Value], lines: int) -> None:
        self.row += 1
        self._hold(row_height(lines, self._looks.text.size), self._cells(values))
        self._flush()

    def _cells(self, values: Sequence[Value]) -> str:
        """Return the cells of a row; a text is by far the most frequent."""
        row, cells = self.row, []
        for place, value in zip(self._places, values, strict=True):
            if isinstance(value, str):
                if not value:
                    cells.append(f"{place.start}{row}{place.blank}")
                    continue
                style = place.quoted if value[0] in FORMULA_STARTS else place.text
                cells.append(f"{place.start}{row}{style}{text_xml(value)}</is></c>")
            else:
                look = self._looks.of_figure(value, place.kind)
                cells.append(cell_xml(f"{place.letter}{row}", look.style, value))
        return "".join(cells)

    def _write_header(self) -> float:
        self.row += 1
        look = self._looks.header
        lines = max(line_count(column.header, column.width, look.size) for column in self.columns)
        height = row_height(lines, look.size)
        headers = [column.header for column in self.columns]
        self._hold(height, self._plain_cells(headers, [look.style] * len(headers)))
        self._flush()
        return height

    def _band_pieces(self, text: str, look: Look) -> list[str]:
        return pieces(plain_text(text, self._cleaner), self._total_width, max_lines(look.size), look.size)

    def _band(self, text: str, look: Look, id_text: str = "") -> tuple[float, str]:
        """Begin a full-width row; return its height and its cells."""
        self.row += 1
        self.sheet.merge_across(self.row, 0, self.shown - 1)
        values = [text, *[""] * (self.shown - 1), *([id_text] if id_text else [])]
        cells = self._plain_cells(values, list(map(look.of, values)))
        return row_height(line_count(text, self._total_width, look.size), look.size), cells

    def _info_pieces(self, text: str) -> list[str]:
        look = self._looks.info
        return pieces(plain_text(text, self._cleaner), self._info_widths()[0], max_lines(look.size), look.size)

    def _info_widths(self) -> tuple[float, float]:
        widths = [column.width for column in self.columns[: self.shown]]
        return sum(widths[:-_RIGHT_COLUMNS]), sum(widths[-_RIGHT_COLUMNS:])

    def _write_info(self, left: str, right: str) -> None:
        """Write a line of two parts, one at each edge."""
        self.row += 1
        split, looks = self.shown - _RIGHT_COLUMNS, self._looks
        self.sheet.merge_across(self.row, 0, split - 1)
        self.sheet.merge_across(self.row, split, self.shown - 1)
        values = [""] * self.shown
        values[0], values[split] = left, plain_text(right, self._cleaner)
        styles = [looks.info.style] * split + [looks.info_right.style] * _RIGHT_COLUMNS
        size = looks.info.size
        lines = (
            line_count(text, width, size)
            for text, width in zip((left, values[split]), self._info_widths(), strict=True)
        )
        self._hold(row_height(max(lines), size), self._plain_cells(values, styles))
        self._flush()

    def _plain_cells(self, values: Sequence[str], styles: Sequence[int]) -> str:
        """Return cells of texts from the left, each in its style."""
        cells = zip(self._letters, styles, values, strict=False)
        return "".join(cell_xml(f"{letter}{self.row}", style, value) for letter, style, value in cells)

    def _hold(self, height: float, cells: str) -> None:
        self._held.rows.append((self.row, height, cells))

    def _flush(self) -> None:
        """Write the rows held back, on a new page if they would not all stand on this one."""
        held = self._held.rows
        if self._pages.place(self._held.heights):
            self._breaks.append(held[0][0] - 1)
        for row, height, cells in held:
            self.sheet.add_row(row, height, cells)
        held.clear()
