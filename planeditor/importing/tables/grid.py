"""A table's cells and how far each reaches. One rule: a merged cell belongs to every row that it covers."""

from planeditor.importing.blocks import Table

Place = tuple[int, int]


class TableGrid:
    """The rows of a table with their merged cells looked up."""

    def __init__(self, table: Table) -> None:
        self.rows = table.rows
        self.line = table.line
        self.width = len(table.rows[0]) if table.rows else 0
        self.is_merged = bool(table.merges)
        self._filled: dict[int, list[int]] = {}
        self._wide: dict[Place, int] = {}
        self._top: dict[Place, int] = {}
        self._bottom: dict[Place, int] = {}
        for merge in table.merges:
            self._enter(merge.row, merge.column, merge.rows, merge.columns)

    def _enter(self, row: int, column: int, rows: int, columns: int) -> None:
        last = min(row + rows, len(self.rows))
        wide = min(columns, self.width - column)
        for below in range(row, last):
            if wide > 1:
                self._wide[below, column] = wide
            if last - row > 1:
                for beside in range(column, column + wide):
                    self._top[below, beside] = row
                    self._bottom[below, beside] = last - 1

    def wide(self, row: int, column: int) -> int:
        """Return over how many columns a cell reaches."""
        return self._wide.get((row, column), 1)

    def top(self, row: int, column: int) -> int:
        """Return the row in which the cell begins that covers this place."""
        return self._top.get((row, column), row)

    def bottom(self, row: int, column: int) -> int:
        """Return the last row of the cell that covers this place."""
        return self._bottom.get((row, column), row)

    def text(self, row: int, column: int) -> str:
        """Return what stands at a place, also where a cell from above reaches down to it."""
        return self.rows[self.top(row, column)][column]

    def filled(self, row: int) -> list[int]:
        """Return the columns that have words of their own in a row."""
        known = self._filled.get(row)
        if known is None:
            known = [column for column, text in enumerate(self.rows[row]) if text and not text.isspace()]
            self._filled[row] = known
        return known

    def words(self, row: int) -> str:
        """Return a row's words as the source's line has them."""
        return "\t".join(self.rows[row]).rstrip("\t")
