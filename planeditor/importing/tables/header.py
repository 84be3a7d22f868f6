"""Where a table's header stands and what each of its columns holds.

One rule: a table is a list of tasks only if a column holds tasks and another says something about them; any other
stays text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from planeditor.importing.blocks import Table
from planeditor.importing.draft import TableReading
from planeditor.importing.options import ColumnRole
from planeditor.importing.tables.grid import TableGrid
from planeditor.importing.tables.roles import LONGEST_HEADER, is_number, role_of_cells, role_of_header, squeeze

REACH = 15  # rows in which a header is looked for
SHORT_HEADER = 8  # characters of a header that says nothing known
LONGEST_CELL = 100  # characters of a header's cell, spaces and line ends included
DEEPEST = 3  # rows of one header
MIN_KNOWN = 2
LOOKED_AT = 200  # rows by whose cells a column is judged
GROUPED = 0.25  # share of its places that a column of groups leaves to the cells above
_NO_WORD = re.compile(r"[\d，,。；;、]")
_HEADS = frozenset(("title", "body", "lead", "support", "due", "target", "progress"))  # one of them a header has
_ABOUT_TASKS = frozenset(("number", "target", "lead", "support", "leader", "due", "progress", "section"))


def read_header(table: Table, override: tuple[ColumnRole, ...] | None = None) -> TableReading:
    """Return where the header stands and what the columns hold; no columns for a table that is text.

    `override` is what people say that the columns hold: it is taken as it is, an empty one for text.
    """
    grid = TableGrid(table)
    if not grid.rows or override == ():
        return TableReading(table.line, table.name, 0, (), ())
    start, count = find_header(grid, 0, REACH) or _unknown_header(grid)
    if override is None and count and not is_header(grid, start):
        return TableReading(table.line, table.name, 0, (), ())
    headers = _header_words(grid, start, count)
    first = start + count
    found = _roles(grid, headers, first)
    columns = (*override[: grid.width], *found[len(override) :]) if override else found
    if override is None and not _is_task_list(columns, count):
        return TableReading(table.line, table.name, 0, (), ())
    return TableReading(table.line, table.name, count, headers, columns, start)


def find_header(grid: TableGrid, begin: int, stop: int) -> tuple[int, int] | None:
    """Return the first row of a header and how many rows it has, looked for from `begin` to before `stop`."""
    for row in range(begin, min(stop, len(grid.rows))):
        if is_header(grid, row):
            return row, _depth(grid, row)
    return None


def is_header(grid: TableGrid, row: int) -> bool:
    """Tell whether a row is made of the words that stand at the head of columns."""
    filled = grid.filled(row)
    cells = [grid.rows[row][column] for column in filled]
    if len(filled) < MIN_KNOWN or is_number(cells[0]) or any(len(cell) > LONGEST_CELL for cell in cells):
        return False
    if any(len(squeeze(cell)) > 2 * LONGEST_HEADER or is_number(cell) for cell in cells):
        return False
    known = Counter(filter(None, map(role_of_header, cells)))
    return len(known) >= MIN_KNOWN and 2 * known.total() >= len(filled) and bool(known.keys() & _HEADS)


def _depth(grid: TableGrid, row: int) -> int:
    """Return how many rows a header has: as far as its cells reach down, or to the words below its wide cells."""
    deepest = max(grid.bottom(row, column) for column in grid.filled(row)) - row + 1
    if deepest > 1:
        return min(deepest, DEEPEST, len(grid.rows) - row)
    return 2 if _is_second_row(grid, row) else 1


def _is_second_row(grid: TableGrid, row: int) -> bool:
    """Tell whether the row below a header divides its wide cells, with no word below the others."""
    if row + 1 >= len(grid.rows):
        return False
    heads = {column: grid.wide(row, column) for column in grid.filled(row)}
    below = grid.filled(row + 1)
    divided = {c for column, wide in heads.items() if wide > 1 for c in range(column, column + wide)}
    blank = {column for column in range(grid.width) if column not in heads}
    blank |= {column - 1 for column in blank if column}  # the head of a group whose cells were not merged
    short = all(len(squeeze(grid.rows[row + 1][column])) <= LONGEST_HEADER for column in below)
    return len(below) >= MIN_KNOWN and short and set(below) <= divided | blank and not _has_numbers(grid, row + 1)


def _has_numbers(grid: TableGrid, row: int) -> bool:
    return any(is_number(grid.rows[row][column]) for column in grid.filled(row))


def _unknown_header(grid: TableGrid) -> tuple[int, int]:
    """Return where the rows begin, and 1 if the first of them is a header of unknown words, 0 without any."""
    start = _leading_titles(grid)
    return start, int(start < len(grid.rows) - 1 and _names_columns(grid, start))


def _names_columns(grid: TableGrid, row: int) -> bool:
    """Tell whether a row's cells are short words without figures above columns of figures or longer texts."""
    words = [squeeze(cell) for cell in grid.rows[row]]
    if not all(words) or any(len(cell) > SHORT_HEADER or _NO_WORD.search(cell) or is_number(cell) for cell in words):
        return False
    below = grid.rows[row + 1 : row + 1 + LOOKED_AT]
    return any(
        all(_NO_WORD.search(cells[column]) or len(cells[column]) > 2 * len(word) for cells in below)
        for column, word in enumerate(words)
    )


def _leading_titles(grid: TableGrid) -> int:
    """Without a header: how many rows of one cell stand above the first row of several, as a title does."""
    for row in range(min(REACH, len(grid.rows))):
        filled = grid.filled(row)
        if len(filled) > 1 or (filled and is_number(grid.rows[row][filled[0]][:3])):
            return row
    return 0


# -- the columns


def _header_words(grid: TableGrid, start: int, count: int) -> tuple[str, ...]:
    """Return every column's words from the top of the header down: 进度安排（一季度） where a wide cell is divided."""
    if not count:
        return ("",) * grid.width
    levels = [_spread(grid, row) for row in range(start, start + count)]
    return tuple(_joined([level[column] for level in levels]) for column in range(grid.width))


def _spread(grid: TableGrid, row: int) -> list[str]:
    """Return a header row with the words of wide cells in each of their columns."""
    words = [""] * grid.width
    for column in range(grid.width):
        text = squeeze(grid.text(row, column))
        if text:
            wide = min(grid.wide(row, column), grid.width - column)
            words[column : column + wide] = [text] * wide
    return words


def _joined(levels: Sequence[str]) -> str:
    """Return a column's words: those of the lowest row, behind the ones above it unless they say enough."""
    parts = list(dict.fromkeys(filter(None, levels)))
    if not parts or role_of_header(parts[-1]):
        return parts[-1] if parts else ""
    return parts[0] if len(parts) == 1 else f"{parts[0]}（{'，'.join(parts[1:])}）"


def _roles(grid: TableGrid, headers: Sequence[str], first: int) -> tuple[ColumnRole, ...]:
    rows = range(first, min(first + LOOKED_AT, len(grid.rows)))
    roles = [_role(grid, header, column, rows) for column, header in enumerate(headers)]
    if not any(headers):
        roles = _by_length(grid, roles, rows)
    elif "title" not in roles:
        _name_title(grid, roles, rows)
    for column in [column for column, role in enumerate(roles) if role == "number"][1:]:
        roles[column] = ""  # a second number, such as that of a plan above, is a field
    return tuple(_nested(grid, roles, rows))


def _name_title(grid: TableGrid, roles: list[ColumnRole], rows: range) -> None:
    """Without a column called so, what is to be done holds the tasks, else the first column of texts does."""
    if "body" in roles:
        roles[roles.index("body")] = "title"
        return
    for column in [column for column, role in enumerate(roles) if not role]:
        cells = [grid.rows[row][column].strip() for row in rows]
        if any(cells) and not role_of_cells(cells) and not any(cell.isdecimal() for cell in cells):
            roles[column] = "title"
            return


def _role(grid: TableGrid, header: str, column: int, rows: range) -> ColumnRole:
    """Return what a column holds: by its own words, those with the words above them, or its cells."""
    group, _, own = header.rstrip("）").partition("（")
    for words in (own, header, group if own else ""):
        if words and (role := role_of_header(words)):
            return role
    by_cells = role_of_cells([grid.rows[row][column] for row in rows])
    if header:  # a header that says nothing known names its column's field
        return by_cells if by_cells == "id" or (squeeze(header) == "单位" and by_cells == "support") else ""
    return by_cells


def _by_length(grid: TableGrid, roles: list[ColumnRole], rows: range) -> list[ColumnRole]:
    """Without a header: the first column of text holds the tasks, a longer one behind it what is done."""
    texts = {c: sum(len(grid.rows[row][c]) for row in rows) for c, role in enumerate(roles) if not role}
    texts = {column: length for column, length in texts.items() if length}
    for column, role in zip(texts, ("title", "body"), strict=False):
        roles[column] = role  # type: ignore[call-overload]
    return roles


def _nested(grid: TableGrid, roles: list[ColumnRole], rows: range) -> list[ColumnRole]:
    """Of several columns of tasks the left ones are sections where a cell spans several tasks, the last is the task.

    Two that go side by side are the task and what is done for it.
    """
    tasks = [column for column, role in enumerate(roles) if role == "title"]
    numbers = [column for column, role in enumerate(roles) if role == "number"]
    if not grid.is_merged and _have_ids(grid, roles, rows):
        return [_body_of(role, column, tasks) for column, role in enumerate(roles)]
    for column, right in pairwise(tasks):
        if not _groups(grid, column, right, rows):
            roles[right] = "body"
        elif not numbers or _groups(grid, column, numbers[0], rows):
            roles[column] = "section"
    return _numbered_within(grid, roles, rows) if numbers else roles


def _have_ids(grid: TableGrid, roles: Sequence[ColumnRole], rows: range) -> bool:
    """Tell whether rows carry ids of their own: then each is an item, whatever is left empty in it.

    Those that someone added to the table have none yet.
    """
    if "id" not in roles:
        return False
    column = roles.index("id")
    several = [row for row in rows if len(grid.filled(row)) > 1]
    ids = [grid.rows[row][column] for row in several if grid.rows[row][column].strip()]
    return 2 * len(ids) >= len(several) > 0 and len(set(ids)) == len(ids)


def _body_of(role: ColumnRole, column: int, tasks: Sequence[int]) -> ColumnRole:
    return "body" if column in tasks[1:] else role


def _numbered_within(grid: TableGrid, roles: list[ColumnRole], rows: range) -> list[ColumnRole]:
    """A task that spans several numbers is the section of what stands beside it."""
    if "title" in roles and "body" in roles:
        title, body = roles.index("title"), roles.index("body")
        if _groups(grid, title, roles.index("number"), rows):
            roles[title], roles[body] = "section", "title"
    return roles


def _groups(grid: TableGrid, column: int, right: int, rows: range) -> bool:
    """Tell whether cells of a column regularly reach over several of the cells of another.

    Where nothing at all is merged, as in a text file, an empty cell says that the one above goes on: offices leave no
    task without a name, but save merged cells as text, whether or not each of the rows beside them is numbered. An
    empty cell in the first row, or right below a row across, has nothing above that could go on; where there is one,
    empty cells are nameless tasks.
    """
    starts = [row for row in rows if grid.rows[row][right].strip() and len(grid.filled(row)) > 1]
    if grid.is_merged:
        covered = sum(grid.top(row, column) < row for row in starts)
    else:
        empty = [row for row in starts if not grid.rows[row][column].strip()]
        if any(row == rows.start or _is_across(grid, row - 1, column) for row in empty):
            return False
        covered = len(empty)
    return 0 < GROUPED * len(starts) <= covered < len(starts)


def _is_across(grid: TableGrid, row: int, column: int) -> bool:
    """Tell whether the only words of a row stand left of a column, and are no number: 一、学前教育."""
    filled = grid.filled(row)
    return len(filled) == 1 and filled[0] < column and not is_number(grid.rows[row][filled[0]].strip())


def _is_task_list(columns: Sequence[ColumnRole], header_rows: int) -> bool:
    roles = set(columns)
    if not header_rows:  # by its cells alone, only what has numbers, or owners and a time, is certain enough
        return (
            "title" in roles and ("number" in roles or {"support", "due"} <= roles) and bool(roles & {"support", "due"})
        )
    return "title" in roles and bool(roles & _ABOUT_TASKS)
