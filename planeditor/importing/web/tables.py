"""The tables of a page: which hold data, and their cells as a grid.

One rule: spans are clamped to what the table has, so that no page makes a grid larger than itself by far.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from planeditor.importing.blocks import Merge
from planeditor.importing.options import Revisions
from planeditor.importing.web.style import kept_apart

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Row = list["HtmlElement"]
Grid = tuple[tuple[tuple[str, ...], ...], tuple[Merge, ...]]
DEEPEST_TABLE = 12  # tables within tables that may hold data; deeper ones only lay out
WIDEST = 256  # columns that spans may claim
LARGEST = 2_000_000  # cells of a grid
_PAGE = 800  # characters in one cell that make a page of it
_PARAGRAPHS_OF_PAGE = 7
_MOST = 0.7
_FEW_ROWS = 5


def own_rows(table: "HtmlElement", revisions: Revisions) -> Iterator[tuple[bool, list[Row]]]:
    """Yield the rows of a table in runs of shown and hidden ones."""
    for hidden, run in groupby(_rows(table), lambda row: bool(kept_apart(row, revisions))):
        yield hidden, [[cell for cell in row if cell.tag in ("td", "th")] for row in run]


def _rows(table: "HtmlElement") -> Iterator["HtmlElement"]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in part if row.tag == "tr")


def is_data_table(table: "HtmlElement") -> bool:
    """Tell whether a table holds data; pages also use tables to lay out their parts."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in _rows(table)]
    if max((len(row) for row in rows), default=0) < 2:
        return False
    total = _length(table)
    nested = (inner for inner in table.iterdescendants("table") if next(inner.iterancestors("table")) is table)
    if any(_length(inner) > total / 2 for inner in nested):
        return False
    links = sum(_length(link) for link in table.iterdescendants("a"))
    return total > 0 and links <= _MOST * total and not (len(rows) <= _FEW_ROWS and _is_page(rows, total))


def _is_page(rows: Sequence[Row], total: int) -> bool:
    """Tell whether one cell holds most of the words, and as much as a page of them."""
    largest = max((cell for row in rows for cell in row), key=_length)
    if _length(largest) <= _MOST * total:
        return False
    return _length(largest) > _PAGE or sum(1 for _end in largest.iter("p", "br", "div", "li")) > _PARAGRAPHS_OF_PAGE


def _length(element: "HtmlElement") -> int:
    return sum(len(text.strip()) for text in element.itertext())


def make_table(rows: Sequence[Row], text_of: Callable[["HtmlElement"], str]) -> Grid | None:
    """Return the grid of the cells' texts and its merges; None if it would be absurdly large."""
    spans: dict[tuple[int, int], HtmlElement | None] = {}
    merges: list[Merge] = []
    width = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in spans:
                column += 1
            merge = _merge(cell, number, column, len(rows))
            free = next((i for i in range(merge.columns) if (number, column + i) in spans), merge.columns)
            merge = Merge(number, column, merge.rows, free)
            width = max(width, column + merge.columns)
            if width * len(rows) > LARGEST:
                return None
            if merge.rows * merge.columns > 1:
                merges.append(merge)
                spans.update(dict.fromkeys(_covered(merge)))
            spans[number, column] = cell
            column += merge.columns
    return _grid(spans, len(rows), width, text_of), tuple(merges)


def _merge(cell: "HtmlElement", row: int, column: int, rows: int) -> Merge:
    """A rowspan of 0 reaches to the end; every span ends where the table does."""
    down = _span(cell.get("rowspan")) or rows
    across = min(max(_span(cell.get("colspan")), 1), max(WIDEST - column, 1))
    return Merge(row, column, min(down, rows - row), across)


def _span(text: str | None) -> int:
    digits = (text or "1").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else 1


def _covered(merge: Merge) -> list[tuple[int, int]]:
    rows = range(merge.row, merge.row + merge.rows)
    columns = range(merge.column, merge.column + merge.columns)
    return [(row, column) for row in rows for column in columns]


def _grid(
    spans: dict[tuple[int, int], "HtmlElement | None"], height: int, width: int, text_of: Callable[["HtmlElement"], str]
) -> tuple[tuple[str, ...], ...]:
    rows = [[""] * width for _row in range(height)]
    for (row, column), cell in spans.items():
        if cell is not None:
            rows[row][column] = text_of(cell)
    return tuple(tuple(row) for row in rows)
