"""A Word table's cells on a grid. One rule: no forged span makes it larger than its cells do.

Word aligns borders by a fine grid of columns, so that a cell may span columns where nothing begins in any row. Those
are left out: a column is one that people see.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from planeditor.importing.blocks import Merge

WIDEST = 63  # Word's own limit of columns


@dataclass(slots=True)
class Cell:
    """A cell as its row has it. `below` is "restart", "continue" or "": how it is merged with the one above."""

    text: str
    span: int
    below: str


@dataclass(slots=True)
class Row:
    """A row: the grid columns left out before its cells, the cells, and the id of the node whose row it is."""

    before: int
    cells: list[Cell]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of equal length, what is merged, and the ids that rows carry."""

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    anchors: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Return the rows as text, cells separated by tabs."""
        return ["\t".join(row).rstrip("\t") for row in self.rows]


@dataclass(slots=True)
class _Placed:
    cell: Cell
    start: int
    end: int


def make_grid(rows: Sequence[Row]) -> Grid:
    """Return the grid of a table's rows."""
    placed = [_place(row) for row in rows]
    starts = sorted({0} | {each.start for row in placed for each in row})
    column = {start: index for index, start in enumerate(starts)}
    end_of = _ends(starts)
    texts = [[""] * len(starts) for row in placed]
    open_merges: dict[int, list[int]] = {}
    merges: list[list[int]] = []
    for number, row in enumerate(placed):
        still_open: dict[int, list[int]] = {}
        for each in row:
            left, width = column[each.start], max(end_of[each.end] - column[each.start], 1)
            merge = open_merges.get(left) if each.cell.below == "continue" else None
            if merge is not None and merge[3] == width:
                merge[2] += 1
            else:
                merge = [number, left, 1, width]
                merges.append(merge)
                texts[number][left] = each.cell.text
            if each.cell.below:
                still_open[left] = merge
        open_merges = still_open
    found = tuple(Merge(*merge) for merge in merges if merge[2] > 1 or merge[3] > 1)
    return Grid(tuple(map(tuple, texts)), found, tuple(row.anchor for row in rows))


def _place(row: Row) -> list[_Placed]:
    """Give each cell its place; what is beyond the widest table Word knows is added to the last cell's text."""
    at = min(row.before, WIDEST - 1)
    placed: list[_Placed] = []
    for cell in row.cells:
        if at >= WIDEST:
            last = placed[-1].cell
            last.text = f"{last.text}\t{cell.text}"
            continue
        end = min(at + max(cell.span, 1), WIDEST)
        placed.append(_Placed(cell, at, end))
        at = end
    return placed


def _ends(starts: list[int]) -> list[int]:
    """Return, for every end on the fine grid, how many columns begin before it."""
    counted = iter(range(len(starts) + 1))
    count, ends = next(counted), []
    for at in range(WIDEST + 1):
        ends.append(count)
        if count < len(starts) and starts[count] == at:
            count = next(counted)
    return ends
