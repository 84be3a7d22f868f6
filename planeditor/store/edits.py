"""What all edits share: steps, and the order of rows among their siblings.

One rule: an edit checks its rule first, then writes inside one step; it raises EditError before anything is written.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from planeditor.plan.changes import ChangeSet, Value
from planeditor.plan.entities import Node
from planeditor.plan.ranks import rank_between
from planeditor.store.reader import Reader
from planeditor.store.store import Step, Store, gone

SCOPES = {"node": "parent_id", "department": None, "unplaced": None}  # what siblings share; else node_id
NO_CHANGE = ChangeSet("", ())


class Edits(Reader):
    """The base of the editing half of a document."""

    store: Store

    @contextmanager
    def step(self, label: str) -> Iterator[Step]:
        """Make the edits inside one undoable step; after the block `step.change_set` has all changes."""
        with self.store.step(label) as step:
            yield step
        if any(change.table == "department" for change in step.changes):
            self.forget_registry()

    def _update(self, label: str, table: str, row_id: int, /, **values: Value) -> ChangeSet:
        """Change columns of one row as a step."""
        with self.step(label) as step:
            self.store.update(table, row_id, values)
        return step.change_set

    def _delete(self, label: str, table: str, row_id: int) -> ChangeSet:
        with self.step(label) as step:
            self.store.delete(table, row_id)
        return step.change_set

    # order

    def _rank(self, table: str, scope: int | None, before: int | None, moving: Collection[int] = ()) -> str:
        """Return a rank in front of the sibling `before`, or behind all; rows that move away do not count."""
        where, parameters = self._scope(table, scope)
        leaving = f" AND id NOT IN ({', '.join(str(int(row)) for row in moving)})" if moving else ""
        high = self._rank_of(table, scope, before) if before is not None else ""
        below, bound = (" AND rank < ?", [high]) if high else ("", [])
        sql = f"SELECT max(rank) FROM {table} WHERE {where}{leaving}{below}"
        return rank_between(str(self.store.value(sql, [*parameters, *bound]) or ""), high)

    def _rank_of(self, table: str, scope: int | None, sibling: int) -> str:
        row = self.store.row(table, sibling)
        column = SCOPES.get(table, "node_id")
        if column is not None and row[column] != scope:
            raise gone()
        return str(row["rank"])

    def _known(self, node_id: int) -> Node:
        """Return a node; EditError if it is gone."""
        self.store.row("node", node_id)
        return self.node(node_id)

    def _scope(self, table: str, scope: int | None) -> tuple[str, list[Value]]:
        column = SCOPES.get(table, "node_id")
        return ("1", []) if column is None else (f"{column} IS ?", [scope])

    def _siblings(self, table: str, scope: int | None) -> list[int]:
        """Return the ids of all rows of a scope in their order."""
        where, parameters = self._scope(table, scope)
        rows = self.store.rows(f"SELECT id FROM {table} WHERE {where} ORDER BY rank, id", parameters)
        return [int(row_id) for (row_id,) in rows if isinstance(row_id, int)]

    def _move_row(self, label: str, table: str, row_id: int, before: int | None, /, **values: Value) -> ChangeSet:
        """Put a row in front of a sibling, or behind all."""
        if before == row_id:
            return NO_CHANGE
        row = self.store.row(table, row_id)
        scope = row.get(SCOPES.get(table, "node_id") or "")
        with self.step(label) as step:
            rank = self._rank(table, scope if isinstance(scope, int) else None, before, [row_id])
            self.store.update(table, row_id, {"rank": rank, **values})
        return step.change_set
