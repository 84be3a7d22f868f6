"""From the rows of a list of tasks to sections and items.

One rule: a row is an item, a part of the one above, a section, or set aside; the ledger is told which of every line.
"""

from collections.abc import Sequence

from planeditor.i18n import _
from planeditor.importing.blocks import Progress, Table, report
from planeditor.importing.draft import TableReading
from planeditor.importing.ledger import Ledger
from planeditor.importing.options import ColumnRole
from planeditor.importing.sprouts import ITEM_RANK, Sprout, Words
from planeditor.importing.tables.cells import CellReader, stacked_title
from planeditor.importing.tables.columns import columns_of
from planeditor.importing.tables.grid import TableGrid
from planeditor.importing.tables.header import find_header, read_header
from planeditor.importing.tables.roles import is_form_row
from planeditor.importing.tables.rows import Rows, read_number
from planeditor.language.labels import learn_labels
from planeditor.language.marks import RANKS, Mark, read_mark
from planeditor.language.prose import PLAIN_HEADING, clean_title, is_heading

WHOLE_RANK = -1.0  # of the section that a whole table is
COLUMN_RANK = 20.0  # of sections in a column: they stand below sections across
_PART_ROLES: tuple[ColumnRole, ...] = ("lead", "support", "leader", "due")  # make a row of an item a part of its own
_SHARED_ROLES: tuple[ColumnRole, ...] = (*_PART_ROLES, "remark", "")  # hold for every item beside a merged cell
LONGEST_SHARED = 40  # characters; a longer cell is a text, which is the first item's alone
_PART_FAMILIES = ("digit", "digit_bracket", "circled", "prose")


def grow_table(table: Table, reading: TableReading, ledger: Ledger, progress: Progress | None = None) -> list[Sprout]:
    """Return the sections and items of a table's rows, titles and texts set; [] if it is read as text.

    The rows above the header (`reading.title_rows`) are left to who reads the text before the table, unless they are
    the table's own `heading`.
    """
    if not reading.columns:
        return []
    grower = _Grower(TableGrid(table), reading, ledger, progress)
    if reading.heading:
        grower.open_whole(table.name, reading)
    grower.grow(reading.title_rows + reading.header_rows)
    return grower.top


class _Grower:
    """The open sections and items while the rows go by."""

    def __init__(self, grid: TableGrid, reading: TableReading, ledger: Ledger, progress: Progress | None) -> None:
        self.top: list[Sprout] = []
        self._grid = grid
        self._ledger = ledger
        self._progress = progress
        self._sections: list[Sprout] = []
        self._items: list[Sprout] = []
        self._fresh = False  # a section was opened and nothing stands in it
        self._last_section: dict[int, str] = {}
        self._is_asked = False  # one question about numbers over several rows is enough for a table
        self._read_as(reading, reading.title_rows)

    def _read_as(self, reading: TableReading, first: int) -> None:
        """Read the rows from `first` on by a header that stands there."""
        header = range(first, first + reading.header_rows)
        for row in header:
            self._set_aside(row)
        self._columns = columns_of(reading, self._grid)
        titles = frozenset(filter(str.strip, map(self._grid.words, range(header.stop))))
        self._rows = Rows(self._grid, self._columns, titles)
        self._apart = frozenset(self._columns.of("number", "id", "section"))
        self._section_columns = self._columns.of("section")
        self._cells = CellReader(self._columns, self._learn_labels())
        self._loose = self._rank_of_unmarked(header.stop)

    def _learn_labels(self) -> frozenset[str]:
        bodies = self._columns.of("body")[:1]
        return learn_labels(line for row in self._grid.rows for c in bodies for line in row[c].split("\n"))

    def open_whole(self, name: str, reading: TableReading) -> None:
        """Open the section that the whole table is, named by its title or its sheet."""
        above = [row for row in range(reading.title_rows) if self._grid.filled(row)]
        titles = [row for row in above if not is_form_row(self._grid.words(row))]
        if reading.heading == "rows" and titles:
            self._open_section(titles[0], None, " ".join(filter(None, self._grid.rows[titles[0]])), WHOLE_RANK)
            self._ledger.take(self._line(titles[0]), "section", self._sections[-1].id)
        elif name:
            self._open_section(reading.title_rows + reading.header_rows, None, name, WHOLE_RANK)
        self._fresh = False

    def grow(self, row: int) -> None:
        """Take in the rows from `row` to the last."""
        heard = row
        while row < len(self._grid.rows):
            for each in range(heard, row):
                report(self._progress, each, len(self._grid.rows))
            heard = row
            kind = self._rows.kind(row)
            if kind == "item":
                row = self._grow_item(row)
                continue
            if kind == "section":
                self._across(row)
            elif kind == "header":
                row += self._change_header(row)
                continue
            elif kind == "title":
                self._set_aside(row)
            elif kind == "note":
                question = _("This row looks like a note below the table. Does it belong to the plan?")
                self._ledger.ask(self._line(row), question, ("unplaced", "text"))
            row += 1

    def _line(self, row: int) -> int:
        return self._grid.line + row

    def _set_aside(self, row: int) -> None:
        """A header's words stand for the columns; they stay among the unplaced ones."""
        if self._grid.filled(row):
            self._ledger.take(self._line(row), "table")
            self._ledger.set_aside(self._line(row), self._grid.words(row).strip())

    def _change_header(self, row: int) -> int:
        """Read on by a header within the table; return how many rows it has."""
        found = find_header(self._grid, row, row + 1)
        depth = found[1] if found else 1
        rows = self._grid.rows[row:]
        reading = read_header(Table(self._line(row), rows, (), ""))
        if reading.columns:
            columns = reading.columns
            self._read_as(TableReading(self._line(row), "", depth, reading.headers, columns), row)
        else:
            for each in range(row, row + depth):
                self._set_aside(each)
        return depth

    # -- sections

    def _rank_of_unmarked(self, first: int) -> float:
        """Return the level of sections without a mark, by whether they stand right above or below marked ones."""
        rows = [row for row in range(first, len(self._grid.rows)) if self._rows.kind(row) == "section"]
        marks = {row: self._mark_across(row) for row in rows}
        for row, mark in marks.items():
            below = marks.get(row + 1)
            if mark is None and below is not None:
                return below.rank - 0.5
            if mark is not None and row + 1 in marks and below is None:
                return mark.rank + 0.5
        return min((mark.rank for mark in marks.values() if mark), default=RANKS["chinese"])

    def _mark_across(self, row: int) -> Mark | None:
        filled = self._grid.filled(row)
        text = self._grid.rows[row][filled[0]].strip()
        if self._columns.roles[filled[0]] == "number" and len(filled) > 1 and self._grid.wide(row, filled[0]) == 1:
            return read_number(text)
        return read_mark(text)

    def _across(self, row: int) -> None:
        """Open the section that a row across names; further cells of the row are its text."""
        mark = self._mark_across(row)
        ids = self._columns.of("id")
        texts = [self._grid.rows[row][column].strip() for column in self._grid.filled(row) if column not in ids]
        if mark is not None and mark.end >= len(texts[0]):
            texts = texts[1:] or [""]
        elif mark is not None:
            texts[0] = texts[0][mark.end :]
        wide = self._grid.wide(row, self._grid.filled(row)[0]) > 1
        self._open_section(row, mark, texts[0], mark.rank if mark else self._loose)
        self._sections[-1].texts += [text for text in texts[1:] if text]
        self._last_section = {}
        self._ledger.take(self._line(row), "section", self._sections[-1].id)
        if not wide and mark is None:
            question = _("Only one cell of this row is filled; it was taken for a section.")
            self._ledger.ask(self._line(row), question, ("section", "item"))

    def _open_section(self, row: int, mark: Mark | None, text: str, rank: float) -> None:
        section = Sprout(mark, Words("", [self._line(row)]), kind="section", rank=rank, pinned=True)
        section.title = stacked_title(text)
        while self._sections and self._sections[-1].rank >= rank:
            self._sections.pop()
        (self._sections[-1].children if self._sections else self.top).append(section)
        self._sections.append(section)
        self._items = []
        self._fresh = True

    def _open_column_sections(self, row: int) -> None:
        """Open the sections that merged cells in columns on the left name."""
        for depth, column in enumerate(self._section_columns):
            text = self._grid.rows[row][column].strip()
            if not text or self._last_section.get(column) == text:
                continue
            mark = read_mark(text)
            self._open_section(row, mark, text[mark.end :] if mark else text, COLUMN_RANK + depth)
            self._last_section = {c: t for c, t in self._last_section.items() if c < column} | {column: text}
            self._fresh = False

    # -- items

    def _grow_item(self, first: int) -> int:
        """Take in the rows of one item; return the row behind them."""
        stop = first + 1
        while stop < len(self._grid.rows) and self._belongs(stop, first):
            stop += 1
        self._open_column_sections(first)
        rows = [row for row in range(first, stop) if self._grid.filled(row)]
        if self._fresh and not self._rows.cell(first, "number") and not self._rows.cell(first, "title"):
            self._fill(self._sections[-1], rows)
            for row in rows:
                self._ledger.take(self._line(row), "text", self._sections[-1].id)
        else:
            self._start_item(rows)
        self._fresh = False
        return stop

    def _belongs(self, row: int, first: int) -> bool:
        kind = self._rows.kind(row)
        if kind == "blank":
            covered = (self._grid.top(row, column) < row for column in range(self._grid.width))
            return any(covered)
        return kind == "item" and self._rows.continues(row, first)

    def _start_item(self, rows: Sequence[int]) -> None:
        mark = read_number(self._rows.cell(rows[0], "number"))
        rank = mark.rank if mark else self._items[-1].rank if self._items else ITEM_RANK
        item = Sprout(mark, Words("", [self._line(rows[0])]), rank=rank, pinned=True)
        while self._items and self._items[-1].rank >= rank:
            self._items.pop()
        parent = self._items or self._sections
        (parent[-1].children if parent else self.top).append(item)
        self._items.append(item)
        self._ledger.take(self._line(rows[0]), "item", item.id)
        self._fill(item, rows)
        for row in rows[1:]:
            self._ledger.take(self._line(row), "text", item.id, continues=True)

    def _fill(self, sprout: Sprout, rows: Sequence[int]) -> None:
        """Place all cells of an item's rows: in the item, or in parts of it where its rows differ in more than text."""
        values = self._values(rows)
        several = {column for column, found in values.items() if len(found) > 1}
        parts = sprout.kind == "item" and self._are_parts(several)
        for column, found in values.items():
            for row, text in found if not parts or column not in several else []:
                self._cells.place(sprout, column, text, self._line(row))
        if parts:
            self._grow_parts(sprout, rows, several)
        elif several and len(rows) > 1 and not self._are_continued(rows):
            self._ask_about_rows(rows[0], _("Several rows stand under one number; they were taken for one item."))

    def _ask_about_rows(self, row: int, question: str) -> None:
        if not self._is_asked:
            self._ledger.ask(self._line(row), question, ("item",))
        self._is_asked = True

    def _are_continued(self, rows: Sequence[int]) -> bool:
        return all(map(self._rows.is_continued, rows[1:]))

    def _values(self, rows: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
        """Return the cells of an item's rows by column; a row that continues the one above is joined to it.

        Who does it and by when may stand merged beside several items: it is said of each. A text is the first one's.
        """
        values: dict[int, list[tuple[int, str]]] = {}
        for row in rows:
            joins = row != rows[0] and self._rows.is_continued(row)
            for column in self._grid.filled(row):
                text, found = self._grid.rows[row][column], values.setdefault(column, [])
                if found and joins:
                    found[-1] = (found[-1][0], found[-1][1] + text)
                else:
                    found.append((row, text))
        for column in self._columns.of(*_SHARED_ROLES):
            text = self._grid.text(rows[0], column) if self._grid.top(rows[0], column) < rows[0] else ""
            if text.strip() and len(text) <= LONGEST_SHARED:
                values.setdefault(column, [(rows[0], text)])
        return {column: values[column] for column in sorted(values) if column not in self._apart}

    def _are_parts(self, several: set[int]) -> bool:
        """Rows that each say what is done, and by whom or when, are parts; where one of both is the same, not."""
        texts = set(self._columns.of("title", "body"))
        return bool(several & texts) and (
            bool(several & set(self._columns.of(*_PART_ROLES))) or len(several & texts) > 1
        )

    def _grow_parts(self, item: Sprout, rows: Sequence[int], several: set[int]) -> None:
        for row in rows:
            cells = [(c, self._grid.text(row, c)) for c in sorted(several) if self._grid.text(row, c).strip()]
            if not any(self._grid.rows[row][column].strip() for column, _text in cells):
                continue
            part = Sprout(None, Words("", [self._line(row)]), rank=item.rank + 1, pinned=True)
            for column, text in cells:
                self._cells.place(part, column, text, self._line(row))
            _entitle(part)
            item.children.append(part)
            self._ledger.take(self._line(row), "item", part.id)
        self._ask_about_rows(rows[0], _("Several rows stand under one number; each was taken for a part of the item."))


def _entitle(part: Sprout) -> None:
    """Give a part whose only text is a short phrase that for its title, and the number before it for its mark."""
    if not part.title and len(part.texts) == 1 and len(part.texts[0]) <= PLAIN_HEADING and is_heading(part.texts[0]):
        part.title = clean_title(part.texts.pop())
    text = part.title or (part.texts[0] if part.texts else "")
    mark = read_mark(text)
    if mark is None or mark.family not in _PART_FAMILIES or mark.end >= len(text):
        return
    part.mark = mark
    if part.title:
        part.title = text[mark.end :]
    else:
        part.texts[0] = text[mark.end :]
