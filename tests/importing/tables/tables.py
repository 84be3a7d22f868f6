"""Tables for tests, written as rows of cells: | between cells, ^ in a cell that the one above reaches down to."""

from planeditor.importing.blocks import Merge, Source, Table
from planeditor.importing.draft import Draft
from planeditor.importing.grammar import parse_source
from planeditor.importing.options import ColumnRole, ImportOptions
from planeditor.plan.entities import Node


def table(text: str) -> Table:
    """Return a table: ^ carries the cell above on, < the cell to the left; \\n is a line end within a cell."""
    rows = [[cell.strip().replace("\\n", "\n") for cell in line.split("|")] for line in text.strip().split("\n")]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    merges = [merge for r in range(len(rows)) for c in range(width) if (merge := _merge(rows, r, c))]
    plain = tuple(tuple("" if cell in ("^", "<") else cell for cell in row) for row in rows)
    return Table(1, plain, tuple(merges))


def _merge(rows: list[list[str]], row: int, column: int) -> Merge | None:
    if rows[row][column] in ("^", "<"):
        return None
    bottom, right = row + 1, column + 1
    while bottom < len(rows) and rows[bottom][column] == "^":
        bottom += 1
    while right < len(rows[row]) and rows[row][right] == "<":
        right += 1
    return Merge(row, column, bottom - row, right - column) if (bottom, right) != (row + 1, column + 1) else None


def draft_of(text: str, columns: tuple[ColumnRole, ...] | None = None) -> Draft:
    """Return the draft of a source that is nothing but a table."""
    options = ImportOptions(columns={} if columns is None else {1: columns})
    return parse_source(Source("表.xlsx", (table(text),)), options)


def shown(draft: Draft) -> list[str]:
    """Return every section and item as one line: depth, mark, title, body, fields, owners (* leads), due."""
    return [line for node in draft.snapshot.nodes for line in _shown(node, 0)]


def _shown(node: Node, depth: int) -> list[str]:
    fields = [f"{field.label}={field.text}" for field in node.fields]
    owners = [owner.name + "*" * (owner.role == "lead") for owner in node.owners]
    kind = "#" if node.kind == "section" else "-"
    parts = [f"{kind}{node.mark}", node.title, node.body, ",".join(fields), ",".join(owners), node.due]
    own = "  " * depth + " | ".join(parts).replace("\n", "/").rstrip(" |")
    return [own, *(line for child in node.children for line in _shown(child, depth + 1))]
