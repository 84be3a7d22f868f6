"""Tables among a source's parts: which are lists of tasks, and their rows as sections and items.

One rule: a table that is no list of tasks is read row by row, as text.
"""

from collections.abc import Sequence

from planeditor.importing.blocks import Part, Table
from planeditor.importing.draft import TableReading
from planeditor.importing.ledger import Ledger
from planeditor.importing.options import ImportOptions
from planeditor.importing.sprouts import Sprout


def read_tables(parts: Sequence[Part], options: ImportOptions) -> dict[int, TableReading]:
    """Return how every table is read, by its first line."""
    tables = [part for part in parts if isinstance(part, Table)]
    return {table.line: read_table(table, options) for table in tables}


def read_table(table: Table, options: ImportOptions) -> TableReading:
    """Return how a table is read; people's own choice of columns goes first, none at all says that it is text."""
    override = options.columns.get(table.line)
    if override == ():
        return TableReading(table.line, table.name, 0, (), ())
    try:
        from planeditor.importing.tables import read_header
    except ImportError:
        return TableReading(table.line, table.name, 0, (), ())
    return read_header(table, override)


def grow_rows(table: Table, reading: TableReading, ledger: Ledger) -> list[Sprout]:
    """Return the sections and items of a list of tasks."""
    from planeditor.importing.tables import grow_table

    return grow_table(table, reading, ledger)
