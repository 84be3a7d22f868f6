"""Tables among a source's parts: which are lists of tasks, and their rows as sections and items.

One rule: a table that is no list of tasks is read row by row, as text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from planeditor.importing.blocks import Block, Part, Progress, Table
from planeditor.importing.draft import TableReading
from planeditor.importing.ledger import Ledger
from planeditor.importing.options import ImportOptions
from planeditor.importing.sprouts import SECTION_FAMILIES, Sprout
from planeditor.language.marks import read_mark

_NO_NAME = re.compile(r"(?:sheet|工作表|表|附件|附表)?\s*\d*|任务分解表|工作台账|台账", re.IGNORECASE)
SHORTEST_TABLE = 2  # lines: a header and a row


def find_tables(parts: Sequence[Part], options: ImportOptions) -> list[Part]:
    """Return the parts; lines of cells with tabs between them are a table where their first one is a header."""
    found: list[Part] = []
    run: list[Block] = []
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        if isinstance(part, Block) and (_has_cells(part) or (_has_cells(following) and _is_section_row(part, run))):
            run.append(part)
            continue
        found += _as_table(run, options)
        run = []
        found.append(part)
    return found + _as_table(run, options)


def _has_cells(part: Part | None) -> bool:
    return isinstance(part, Block) and "\t" in part.text.strip() and not (part.aside or part.level)


def _is_section_row(block: Block, run: list[Block]) -> bool:
    """一、学前教育 alone on a line right below the header, or later in a list that has such rows."""
    if not run or block.aside or block.level:
        return False
    mark = read_mark(block.text.strip())
    if mark is None or mark.family not in SECTION_FAMILIES:
        return False
    return len(run) == 1 or not all(map(_has_cells, run)) or _is_header(run[-1])


def _is_header(block: Block) -> bool:
    """Tell whether most cells of a line are words that stand at the head of columns."""
    from planeditor.importing.tables.roles import role_of_header

    cells = [cell for cell in block.text.split("\t") if cell.strip()]
    return len(cells) > 1 and 2 * sum(bool(role_of_header(cell)) for cell in cells) > len(cells)


def _as_table(run: list[Block], options: ImportOptions) -> list[Part]:
    """Return the lines as one table, or as they are if they are no list of tasks."""
    if len(run) < SHORTEST_TABLE or any(block.line != run[0].line + place for place, block in enumerate(run)):
        return [*run]
    cells = [[cell.strip() for cell in block.text.split("\t")] for block in run]
    width = max(map(len, cells))
    table = Table(run[0].line, tuple((*row, *[""] * (width - len(row))) for row in cells))
    return [table] if read_table(table, options).columns else [*run]


def read_tables(parts: Sequence[Part], options: ImportOptions) -> dict[int, TableReading]:
    """Return how every table is read, by its first line."""
    tables = [part for part in parts if isinstance(part, Table)]
    readings = {table.line: read_table(table, options) for table in tables}
    sheets = sum(bool(table.name and readings[table.line].columns) for table in tables)
    for table in tables:
        named = sheets > 1 and not _NO_NAME.fullmatch(table.name)
        heading = _heading(readings[table.line], table is parts[0], named)
        readings[table.line] = replace(readings[table.line], heading=heading)
    return readings


def _heading(reading: TableReading, is_first: bool, named: bool) -> Literal["", "rows", "name"]:
    """Return what names a table's section; the title of what a document begins with is the plan's own."""
    if reading.title_rows and not is_first:
        return "rows"
    return "name" if named and reading.columns else ""


def read_table(table: Table, options: ImportOptions) -> TableReading:
    """Return how a table is read; people's own choice of columns goes first, none at all says that it is text."""
    override = options.columns.get(table.line)
    if override == ():
        return TableReading(table.line, table.name, 0, (), ())
    from planeditor.importing.tables import read_header

    return read_header(table, override)


def rows_between(table: Table, begin: int, stop: int) -> Table:
    """Return the rows from `begin` to before `stop` as a table; a merged cell stays with the row it begins in."""
    if begin == 0 and stop == len(table.rows):
        return table
    merges = (
        replace(merge, row=merge.row - begin, rows=min(merge.rows, stop - merge.row))
        for merge in table.merges
        if begin <= merge.row < stop
    )
    return replace(table, line=table.line + begin, rows=table.rows[begin:stop], merges=tuple(merges))


def without_rows(table: Table, rows: Sequence[int]) -> Table:
    """Return the table with the cells of some rows emptied."""
    emptied = (tuple("" for _cell in row) if place in rows else row for place, row in enumerate(table.rows))
    return replace(table, rows=tuple(emptied)) if rows else table


def grow_rows(table: Table, reading: TableReading, ledger: Ledger, progress: Progress | None = None) -> list[Sprout]:
    """Return the sections and items of a list of tasks."""
    from planeditor.importing.tables import grow_table

    return grow_table(table, reading, ledger, progress)
