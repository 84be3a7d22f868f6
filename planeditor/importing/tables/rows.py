"""What the rows of a list of tasks are: sections across, items, headers again, totals, notes.

One rule: a row is told by its form: which of its cells are filled, how wide they are, and how they begin.
"""

import re
from typing import Literal

from planeditor.importing.sprouts import SECTION_FAMILIES
from planeditor.importing.tables.columns import Columns
from planeditor.importing.tables.grid import TableGrid
from planeditor.importing.tables.header import is_header
from planeditor.importing.tables.roles import is_number
from planeditor.language.marks import RANKS, Mark, read_mark

Named = Literal["id", "number", "title"]
RowKind = Literal["blank", "header", "title", "section", "item", "total", "note"]

_NAMED: tuple[Named, ...] = ("id", "number", "title")
_TOTAL = re.compile(r"(?:合\s*计|总\s*计|小\s*计|共\s*计)\s*(?:[:：（(].*)?\Z", re.DOTALL)
_NOTE = re.compile(
    r"\s*(?:(?:注|备\s*注|说\s*明|填[表报]说明|注意事项)\s*(?:[:：]|[1-9一]\s*[.、．])"
    r"|(?:填[报表]|审核|制表|报送|复核|经办|联系|签发)\s*(?:人|单位|日期|时间|电话)\s*[:：]"
    r"|(?:单位|主要|部门|科室)?(?:负责人|领导)\s*(?:[（(]?签[字名章][）)]?)?\s*[:：])"
)
_CONTINUED = re.compile(r"[（(]?\s*续\s*[）)]?\Z")
_NESTED = re.compile(r"\d{1,3}(?:[.．\-－]\d{1,3})+[.．、]?\Z")
_DIGITS = re.compile(r"\d{1,6}\Z")
_LAST_NUMBER = re.compile(r"(\d{1,6})\D*\Z")


class Rows:
    """The rows of a grid below its header, told apart."""

    def __init__(self, grid: TableGrid, columns: Columns, titles: frozenset[str]) -> None:
        self.grid = grid
        self.columns = columns
        self._kinds: dict[int, RowKind] = {}
        self._titles = titles  # the words of the rows above the data, which may come again on every page
        self._ids = columns.of("id")
        self._numbers = columns.of("number")
        self._sections = columns.of("section")
        self._first = {role: next(iter(columns.of(role)), None) for role in _NAMED}
        self._across = max(2, (grid.width - len(self._ids) + 1) // 2)
        self._plain = any(_DIGITS.match(grid.rows[r][c].strip()) for r in range(len(grid.rows)) for c in self._numbers)

    def kind(self, row: int) -> RowKind:
        """Return what a row is."""
        known = self._kinds.get(row)
        if known is None:
            known = self._kinds[row] = self._tell(row)
        return known

    def _tell(self, row: int) -> RowKind:
        filled = [column for column in self.grid.filled(row) if column not in self._ids]
        if not filled:
            return "blank"
        first = self.grid.rows[row][filled[0]].strip()
        if self.grid.words(row) in self._titles:
            return "title"
        if is_header(self.grid, row):
            return "header"
        if _TOTAL.match(first):
            return "total"
        if _NOTE.match(first) and (len(filled) == 1 or not self._is_task(row)):
            return "note"
        return "section" if self._is_section(row, filled) else "item"

    def _is_task(self, row: int) -> bool:
        return bool(self.cell(row, "number")) and is_number(self.cell(row, "number"))

    def _is_section(self, row: int, filled: list[int]) -> bool:
        column = filled[0]
        text = self.grid.rows[row][column].strip()
        if self.grid.wide(row, column) >= self._across:
            return True
        roles = {self.columns.roles[filled_column] for filled_column in filled}
        if roles == {"number", "title"} and self._plain:
            mark = read_number(text)
            return mark is not None and mark.family in SECTION_FAMILIES
        if len(filled) > 1 or self.grid.bottom(row, column) > row:
            return False
        mark = read_mark(text)
        if roles <= {"number", "title"} and mark is not None and mark.end < len(text):
            return mark.family in SECTION_FAMILIES
        return (roles == {"number"} and not is_number(text)) or (roles == {"title"} and self._plain)

    # -- which rows make one item

    def is_continued(self, row: int) -> bool:
        """Tell whether a row says that it carries on the text of the row above: （续）."""
        return any(_CONTINUED.match(self.grid.rows[row][column].strip()) for column in self._numbers)

    def continues(self, row: int, first: int) -> bool:
        """Tell whether a row belongs to the item that began in row `first`."""
        if self.is_continued(row):
            return True
        own, before = self.cell(row, "id"), self.cell(first, "id")
        if own:
            return own == before
        if self.cell(row, "number"):
            return False
        if any(first <= self.grid.top(row, column) < row for column in self._numbers):
            return True
        return not self.cell(row, "title") and not self._new_section(row)

    def _new_section(self, row: int) -> bool:
        return any(self.grid.rows[row][column].strip() for column in self._sections)

    def cell(self, row: int, role: Named) -> str:
        """Return the words of a row's own in the first column that holds this; "" for none."""
        column = self._first[role]
        return "" if column is None else self.grid.rows[row][column].strip()


def read_number(text: str) -> Mark | None:
    """Return the mark that a cell of serial numbers stands for: 3, 3., 一, （二）, 1.2; None for an empty one."""
    text = text.strip()
    if not text:
        return None
    if _NESTED.match(text):
        return _as_mark("digit_bracket", "（1）", text)
    mark = None if _DIGITS.match(text) else read_mark(text) or read_mark(f"{text}、")
    if mark is not None and mark.end >= len(text):
        return Mark(mark.family, mark.style, mark.number, text, len(text), mark.rank)
    return _as_mark("digit", "1.", text)


def _as_mark(family: Literal["digit", "digit_bracket"], style: str, text: str) -> Mark:
    last = _LAST_NUMBER.search(text)
    return Mark(family, style, int(last[1]) if last else 0, text, len(text), RANKS[family])
