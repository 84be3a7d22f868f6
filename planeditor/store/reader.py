"""Reading an open plan: everything the window, the exports and the command line ask for.

One rule: a reader never writes, and what it returns are entities or plain values. One reader belongs to one thread.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from planeditor.plan.entities import Department, Handout, Node, Plan, Role, Snapshot
from planeditor.plan.outline import Outline
from planeditor.store import loading
from planeditor.store.schema import CONTENT
from planeditor.store.versions import (
    Version,
    VersionKind,
    reaches,
    read_version,
    read_versions,
    snapshot_at,
    step_mark,
)

if TYPE_CHECKING:
    from planeditor.plan.pace import Pace

GLANCE_LENGTH = 60
LABELS_COUNTED = 5000
LARGEST_ID = 1 << 63


@dataclass(frozen=True, slots=True)
class Glance:
    """What the tree shows of a node: title, leads, number of targets, the text's beginning, the first problem."""

    title: str
    lead: str
    targets: int
    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A finding of the checks that people said is none: `rule` at a node (None for the plan) about a `subject`."""

    id: int
    node_id: int | None
    rule: str
    subject: str
    reason: str
    time: str
    author: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step of the plan's history; `time` is UTC in ISO form."""

    step_id: int
    time: str
    author: str
    label: str
    undone: bool


class Reader:
    """The reading half of a document."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read through `connection`."""
        self.connection = connection
        self._departments: frozenset[int] | None = None

    def interrupt(self) -> None:
        """End what another thread is reading through this reader; there an exception is raised."""
        self.connection.interrupt()

    def plan(self) -> Plan:
        """Return the plan's own properties."""
        return loading.read_plan_row(self.connection)

    def departments(self) -> tuple[Department, ...]:
        """Return the department registry in its order."""
        return loading.read_departments(self.connection)

    def outline(self) -> Outline:
        """Return a fresh outline of the whole plan."""
        return loading.read_outline(self.connection)

    def snapshot(self) -> Snapshot:
        """Return the whole plan."""
        return loading.read_snapshot(self.connection)

    def node(self, node_id: int) -> Node:
        """Return one node without its children; KeyError if it is not in the plan."""
        node = loading.read_node(self.connection, node_id)
        if node is None:
            raise KeyError(node_id)
        return node

    def node_of(self, part_id: int) -> int | None:
        """Return the node that an id names, or that a target or an entry of this id belongs to; None if it is gone."""
        tables = "SELECT id AS part, id AS node FROM node UNION ALL SELECT id, node_id FROM progress"
        sql = f"SELECT node FROM ({tables} UNION ALL SELECT id, node_id FROM target) WHERE part = ?"
        row = self.connection.execute(sql, (part_id,)).fetchone()
        return None if row is None else int(row[0])

    def subtrees(self, node_ids: Iterable[int]) -> tuple[Node, ...]:
        """Return nodes with all that stands below them."""
        return loading.read_nodes(self.connection, list(node_ids))

    def unplaced(self) -> tuple[tuple[int, str], ...]:
        """Return the source lines that were set aside, with their ids."""
        return tuple(self.connection.execute("SELECT id, text FROM unplaced ORDER BY rank, id"))

    # what the tree shows

    def glance(self, node_id: int) -> Glance:
        """Return what the tree shows of one node; KeyError if it is not in the plan."""
        return self.glances([node_id])[node_id]

    def glances(self, node_ids: Sequence[int]) -> dict[int, Glance]:
        """Return what the tree shows of some nodes, read together; those that are not in the plan are left out."""
        nodes = loading.read_each(self.connection, node_ids)
        owned = self._owned([node.id for node in nodes if not node.owners and node.kind == "item"])
        is_report = self.plan().kind == "report"  # whose results nobody has to lead
        return {node.id: self._glance(node, is_report or node.id in owned) for node in nodes}

    def _glance(self, node: Node, owned: bool) -> Glance:
        from planeditor.plan.checks import check_node, without_dismissed

        text = node.body or next((field.text for field in node.fields if field.text), "")
        needs_none = bool(node.owners) or node.kind == "section" or owned
        problems = check_node(node, self._registry(), led=needs_none)
        if problems:
            problems = without_dismissed(problems, self._dismissed(node.id))
        return Glance(
            node.title,
            "、".join(owner.name for owner in node.owners if owner.role == "lead"),
            sum(target.kind == "target" for target in node.targets),
            text[:GLANCE_LENGTH].replace("\n", " "),
            problems[0].message if problems else "",
        )

    def _owned(self, node_ids: Sequence[int]) -> set[int]:
        """Return which of these items have a lead department above them, or any below."""
        chosen = ", ".join(str(int(node_id)) for node_id in node_ids)
        above = (
            f"WITH RECURSIVE above (start, id) AS (SELECT id, parent_id FROM node WHERE id IN ({chosen})"
            " UNION ALL SELECT above.start, node.parent_id FROM node JOIN above ON node.id = above.id)"
            " SELECT DISTINCT start FROM above JOIN owner ON owner.node_id = above.id AND owner.role = 'lead'"
        )
        below = (
            "WITH RECURSIVE below (start, id) AS"
            f" (SELECT parent_id, id FROM node WHERE parent_id IN ({chosen}) AND kind = 'item'"
            " UNION ALL SELECT below.start, node.id FROM node JOIN below ON node.parent_id = below.id)"
            " SELECT DISTINCT start FROM below JOIN owner ON owner.node_id = below.id"
        )
        return {start for query in (above, below) for (start,) in self.connection.execute(query)} if chosen else set()

    def _dismissed(self, node_id: int) -> set[tuple[str, int | None, str]]:
        """Return what is dismissed at a node and for the whole plan."""
        sql = "SELECT rule, node_id, subject FROM dismissal WHERE node_id = ? OR node_id IS NULL"
        return set(self.connection.execute(sql, (node_id,)))

    def _registry(self) -> frozenset[int]:
        """Return the ids of the registry, read once until `forget_registry`."""
        if self._departments is None:
            self._departments = frozenset(department.id for department in self.departments())
        return self._departments

    def forget_registry(self) -> None:
        """Read the registry afresh at the next glance."""
        self._departments = None

    def target_counts(self) -> dict[int, int]:
        """Return the number of targets of every node that has any."""
        sql = "SELECT node_id, count(*) FROM target WHERE kind = 'target' GROUP BY node_id"
        return dict(self.connection.execute(sql))

    def field_labels(self) -> tuple[str, ...]:
        """Return the labels of the plan's fields, the most used first, counted over the first fields only."""
        first = f"SELECT label FROM field WHERE label <> '' LIMIT {LABELS_COUNTED}"
        sql = f"SELECT label FROM ({first}) GROUP BY label ORDER BY count(*) DESC, label"
        return tuple(label for (label,) in self.connection.execute(sql))

    # departments

    def items_of(self, department_id: int) -> list[tuple[int, Role]]:
        """Return the nodes a department owns, in document order, with its role in each."""
        sql = "SELECT node_id, role FROM owner WHERE department_id = ?"
        roles: dict[int, Role] = {}
        for node_id, role in self.connection.execute(sql, (department_id,)):
            roles[node_id] = "lead" if role == "lead" else roles.get(node_id, role)
        return [(node_id, roles[node_id]) for node_id in self.in_order(roles)]

    def department_load(self) -> dict[int, tuple[int, int]]:
        """Return how many nodes each department leads and supports."""
        sql = "SELECT department_id, sum(role = 'lead'), sum(role = 'support') FROM owner GROUP BY department_id"
        return {department: (lead, support) for department, lead, support in self.connection.execute(sql)}

    # finding

    def find(self, text: str, *, limit: int = 1000) -> list[int]:
        """Return up to `limit` sections and items that contain `text` anywhere, in document order."""
        from planeditor.plan.sought import Query, Sought
        from planeditor.store.search import scan

        return self.in_order(islice(scan(self.connection, Sought(Query(text))), limit))

    def in_order(self, node_ids: Iterable[int]) -> list[int]:
        """Return the ids in document order, each once; ids that are not in the plan fall away."""
        cache: dict[int, tuple[tuple[str, int], ...] | None] = {}
        paths = {node_id: self._path(node_id, cache) for node_id in node_ids if node_id < LARGEST_ID}
        return sorted((node_id for node_id, path in paths.items() if path), key=lambda node_id: paths[node_id] or ())

    def _path(
        self, node_id: int, cache: dict[int, tuple[tuple[str, int], ...] | None]
    ) -> tuple[tuple[str, int], ...] | None:
        """Return ranks and ids from the top down to the node: what document order sorts by."""
        if node_id not in cache:
            row = self.connection.execute("SELECT parent_id, rank FROM node WHERE id = ?", (node_id,)).fetchone()
            above = () if row and row[0] is None else self._path(row[0], cache) if row else None
            cache[node_id] = None if row is None or above is None else (*above, (row[1], node_id))
        return cache[node_id]

    # history

    def history(self, node_id: int | None = None, *, limit: int = 200) -> list[HistoryEntry]:
        """Return the newest steps first: all, or those that touched one node."""
        touched = "WHERE id IN (SELECT step_id FROM change WHERE node_id = ?)" if node_id is not None else ""
        sql = f"SELECT id, time, author, label, undone FROM step {touched} ORDER BY id DESC LIMIT {int(limit)}"
        rows = self.connection.execute(sql, () if node_id is None else (node_id,))
        return [HistoryEntry(i, time, author, label, bool(undone)) for i, time, author, label, undone in rows]

    # what is kept beside the plan's text

    def versions(self, kind: VersionKind = "draft") -> list[Version]:
        """Return the kept versions, the oldest first."""
        return read_versions(self.connection, kind)

    def version(self, version_id: int) -> Snapshot:
        """Return the plan as a version holds it; EditError if it is gone."""
        return read_version(self.connection, version_id)

    def mark(self) -> str:
        """Return a short text that names the plan's present state, for `at`."""
        return step_mark(self.connection)

    def at(self, mark: str) -> Snapshot | None:
        """Return the plan as it was at a mark; None where its history does not reach there."""
        return snapshot_at(self.connection, mark)

    def reaches(self, mark: str) -> bool:
        """Tell whether `at` would find the state that a mark names; costs a row."""
        return reaches(self.connection, mark)

    def settings(self) -> dict[str, str]:
        """Return the plan's own settings by name."""
        return dict(self.connection.execute("SELECT name, text FROM setting ORDER BY name"))

    def pace(self, today: date) -> "Pace":
        """Return what progress is judged by on a day, with the plan's own thresholds."""
        from planeditor.plan.pace import Pace  # the first window needs none

        return Pace.of(self.plan(), today, self.settings())

    def handouts(self) -> tuple[Handout, ...]:
        """Return the register of what was given out, with what came back."""
        return loading.read_handouts(self.connection)

    def dismissals(self) -> list[Dismissal]:
        """Return the dismissed findings, the oldest first."""
        return [Dismissal(*row) for row in self._dismissal_rows()]

    def _dismissal_rows(self) -> list[tuple[Any, ...]]:
        columns = ", ".join(CONTENT["dismissal"])
        return self.connection.execute(f"SELECT {columns} FROM dismissal ORDER BY time, id").fetchall()
