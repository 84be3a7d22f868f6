"""Making the plan what a snapshot says, as one step: what was merged, a version that is brought back.

One rule: only rows that differ are written, and those that keep their order keep their ranks, so that the step tells
what changed and no more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet, Row
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.ranks import longest_rise, rank_between
from planeditor.store.digest import kept_digest
from planeditor.store.edits import SCOPES
from planeditor.store.edits_kept import KeptEdits
from planeditor.store.loading import snapshot_rows
from planeditor.store.reader import Reader
from planeditor.store.schema import CONTENT

Rows = dict[int, dict[str, object]]
TABLES = (
    "plan", "department", "node", "body", "field", "owner", "target", "progress", "milestone", "light", "evidence",
    "lineage",
)  # fmt: skip  # parents first; what was given out stays as it is, whatever the plan becomes


@dataclass(frozen=True, slots=True)
class Takeover:
    """What makes a plan what a snapshot says, row by row; `digest` names the content that it was found for."""

    digest: str
    levels: int
    writes: tuple[tuple[str, Row, bool], ...]  # the table, the row, whether it is new; parents first
    deletions: tuple[tuple[str, int], ...]  # parents last
    unplaced: tuple[str, ...]


def takeover(reader: Reader, snapshot: Snapshot) -> Takeover:
    """Find what `snapshot` changes; this reads all rows, so that large plans do it in a worker, with its own reader."""
    digest = kept_digest(reader.connection)
    wanted = _wanted(snapshot, reader.plan().id)
    writes: list[tuple[str, Row, bool]] = []
    deletions: list[tuple[str, int]] = []
    for table in TABLES:
        current = _current(reader, table)
        _keep_ranks(table, wanted[table], current)
        writes += _differing(table, wanted[table], current)
        deletions += [(table, row_id) for row_id in current if row_id not in wanted[table]]
    deletions.sort(key=lambda each: -TABLES.index(each[0]))
    return Takeover(digest, _levels(snapshot), tuple(writes), tuple(deletions), snapshot.unplaced)


def _wanted(snapshot: Snapshot, plan_id: int) -> dict[str, Rows]:
    wanted: dict[str, Rows] = {table: {} for table in TABLES}
    for table, row in snapshot_rows(snapshot):
        if table in wanted:
            full: dict[str, object] = {**row, "id": plan_id} if table == "plan" else dict(row)
            wanted[table][_id(full)] = full
    return wanted


def _current(reader: Reader, table: str) -> Rows:
    columns = CONTENT[table]
    rows = reader.connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
    return {int(row[0] or 0): dict(zip(columns, row, strict=True)) for row in rows}


def _differing(table: str, wanted: Rows, current: Rows) -> Iterator[tuple[str, Row, bool]]:
    for row_id, row in wanted.items():
        if row != current.get(row_id):
            yield table, row, row_id not in current  # type: ignore[misc]  # values of columns are Values


class WholeEdits(KeptEdits):
    """Edits that may touch every row."""

    def take_over(self, snapshot: Snapshot, label: str = "") -> ChangeSet:
        """Make the plan's content that of `snapshot`; nodes and parts are the same where their ids are."""
        return self.carry_out(takeover(self, snapshot), label)

    def carry_out(self, found: Takeover, label: str = "") -> ChangeSet:
        """Write what `takeover` found as one step; EditError if the plan changed meanwhile."""
        self._check_depth(None, found.levels)
        with self.step(label or _("Take over")) as step:
            if found.digest != kept_digest(self.connection):
                raise EditError(_("The plan was changed meanwhile. Close this window and compare again."))
            for table, row, is_new in found.writes:
                if is_new:
                    self.store.insert(table, row)
                else:
                    self.store.update(table, _id(row), row)
            for table, row_id in found.deletions:
                self._set_free(table, row_id)
                self.store.delete(table, row_id)
            self._set_unplaced(found.unplaced)
        return step.change_set

    def _set_unplaced(self, texts: Sequence[str]) -> None:
        old = list(self.unplaced())
        if [text for _line_id, text in old] == list(texts):
            return
        for line_id, _text in old:
            self.store.delete("unplaced", line_id)
        for text in texts:
            self.store.insert("unplaced", {"id": new_id(), "rank": self._rank("unplaced", None, None), "text": text})


def _levels(snapshot: Snapshot) -> int:
    levels, row = 0, list(snapshot.nodes)
    while row:
        levels, row = levels + 1, [child for node in row for child in node.children]
    return levels


def _keep_ranks(table: str, wanted: Rows, current: Rows) -> None:
    """Give the wanted rows the ranks they have, and only those that moved among their siblings new ones."""
    if "rank" not in CONTENT[table]:
        return
    scope = SCOPES.get(table, "node_id")
    families: dict[object, list[dict[str, object]]] = {}
    for row in wanted.values():
        families.setdefault(row[scope] if scope else None, []).append(row)
    for siblings in families.values():
        siblings.sort(key=lambda row: str(row["rank"]))
        olds = [current.get(_id(row)) for row in siblings]
        known = [
            old if old and (not scope or old[scope] == row[scope]) else None
            for old, row in zip(olds, siblings, strict=True)
        ]
        kept = longest_rise([str(old["rank"]) for old in known if old])
        _give_ranks(siblings, [str(old["rank"]) if old and str(old["rank"]) in kept else "" for old in known])


def _give_ranks(rows: Sequence[dict[str, object]], ranks: Sequence[str]) -> None:
    """Give rows their ranks, where "" asks for one between its neighbours."""
    low = ""
    for place, row in enumerate(rows):
        if not ranks[place]:
            high = next((rank for rank in ranks[place + 1 :] if rank), "")
            row["rank"] = low = rank_between(low, high)
        else:
            row["rank"] = low = ranks[place]


def _id(row: Mapping[str, object]) -> int:
    assert isinstance(row["id"], int)
    return row["id"]
