"""What an edit changed: row images before and after, which undo, history and views all read.

One rule: a ChangeSet is complete; applying it backwards gives the former content exactly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Value = str | int | float | None
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Change:
    """One row of `table`. An insert has no `before`, a deletion no `after`; an update has the changed columns only."""

    table: str
    id: int
    before: Row | None
    after: Row | None
    node_id: int | None = None  # the section or item that the row belongs to

    def inverse(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.table, self.id, self.after, self.before, self.node_id)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All changes of one step, in the order they were made."""

    label: str
    changes: tuple[Change, ...]

    def inverse(self) -> "ChangeSet":
        """Return the set that takes this one back."""
        return ChangeSet(self.label, tuple(change.inverse() for change in reversed(self.changes)))

    def of(self, table: str) -> Iterator[Change]:
        """Yield the changes of one table."""
        return (change for change in self.changes if change.table == table)

    def created(self, table: str = "node") -> list[int]:
        """Return the ids of the rows of `table` that this step added."""
        return [change.id for change in self.of(table) if change.before is None]

    def node_ids(self) -> set[int]:
        """Return the ids of all sections and items touched, directly or in what belongs to them."""
        found = {change.node_id for change in self.changes if change.node_id is not None}
        for change in self.changes:
            moved_to = (change.after or {}).get("node_id")  # a target or an entry may go to another item
            if isinstance(moved_to, int):
                found.add(moved_to)
        return found
