"""From scattered cells to a table: equally long rows, small however far apart the cells stand.

One rule: no cell is dropped: empty columns and long stretches of empty rows go, and what stands beyond the last
column that a table may have is joined to it.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from planeditor.importing.blocks import Merge
from planeditor.importing.xlsx.sheet import Area, Cells

MOST_COLUMNS = 256
LARGEST_AREA = 8_000_000  # places of a table, empty ones included


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table, its merged cells, and the texts that stood unseen below merged cells."""

    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]
    covered: tuple[str, ...]


def make_grid(cells: Cells) -> Grid:
    """Return the cells as a grid; one empty row stands for every stretch of empty rows between others."""
    numbers: list[int] = []
    found: list[list[tuple[int, str]]] = []
    for number, row in cells.rows:
        if numbers and number > numbers[-1] + 1:
            numbers.append(numbers[-1] + 1)
            found.append([])
        numbers.append(number)
        found.append(row)
    columns = sorted({column for row in found for column, _text in row})
    width = min(len(columns), MOST_COLUMNS, max(LARGEST_AREA // max(len(found), 1), 1))
    rows = _fill(found, columns, width)
    merges = _place_merges(cells.merges, numbers, columns[:width])
    covered = _uncover(rows, merges)
    return Grid(tuple(map(tuple, rows)), tuple(merges), tuple(covered))


def _fill(found: list[list[tuple[int, str]]], columns: list[int], width: int) -> list[list[str]]:
    place = {column: index for index, column in enumerate(columns)}
    rows = []
    for row in found:
        line = [""] * width
        for column, text in row:
            index = place[column]
            if index < width:
                line[index] = text
            else:
                line[-1] = f"{line[-1]}\t{text}" if line[-1] else text
        rows.append(line)
    return rows


def _place_merges(areas: list[Area], numbers: list[int], columns: list[int]) -> list[Merge]:
    """Return the merged cells in the rows and columns that are left, as long as they can't all lie over another."""
    merges: list[Merge] = []
    room = len(numbers) * len(columns)
    for top, left, bottom, right in areas:
        row, column = bisect_left(numbers, top), bisect_left(columns, left)
        merge = Merge(row, column, bisect_right(numbers, bottom) - row, bisect_right(columns, right) - column)
        area = merge.rows * merge.columns
        if merge.rows > 0 and merge.columns > 0 and 1 < area <= room:
            merges.append(merge)
            room -= area
    return merges


def _uncover(rows: list[list[str]], merges: list[Merge]) -> list[str]:
    """Take the texts below merged cells out of the rows; one that repeats what is shown is none."""
    covered: list[str] = []
    for merge in merges:
        shown = rows[merge.row][merge.column]
        right = merge.column + merge.columns
        for index in range(merge.row, merge.row + merge.rows):
            texts = rows[index][merge.column : right]
            if any(texts):
                covered += [text for text in texts if text and text != shown]
                rows[index][merge.column : right] = [""] * merge.columns
        rows[merge.row][merge.column] = shown
    return covered
