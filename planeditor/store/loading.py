"""Rows into entities and back: reading nodes and whole plans, and writing a whole plan at once.

One rule: what `write_snapshot` writes, `read_snapshot` returns equal.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from planeditor.plan.changes import Row
from planeditor.plan.entities import (
    Department,
    Evidence,
    Field,
    Handout,
    Light,
    Lineage,
    Milestone,
    Node,
    Owner,
    Plan,
    Progress,
    Receipt,
    Snapshot,
    Span,
    Target,
)
from planeditor.plan.identity import new_id
from planeditor.plan.outline import RARE, Family, Outline
from planeditor.plan.ranks import rank_sequence
from planeditor.store.aside import Aside
from planeditor.store.digest import MODULUS, check_length, clean_value, digest_text, row_hash
from planeditor.store.schema import CONTENT

FAMILIES = 50  # at once; of a hundred items each
PARTS = {
    "field": "fields", "owner": "owners", "target": "targets", "progress": "progress", "milestone": "milestones",
    "light": "lights", "evidence": "evidence", "lineage": "lineage",
}  # fmt: skip


def read_plan_row(connection: sqlite3.Connection) -> Plan:
    """Return the plan's own properties."""
    return Plan(*connection.execute(f"SELECT {', '.join(CONTENT['plan'])} FROM plan").fetchone())


def read_departments(connection: sqlite3.Connection) -> tuple[Department, ...]:
    """Return the registry in its order."""
    rows = connection.execute("SELECT id, name, aliases, members FROM department ORDER BY rank, id")
    return tuple(Department(i, name, tuple(json.loads(a)), tuple(json.loads(m))) for i, name, a, m in rows)


def read_outline(connection: sqlite3.Connection) -> Outline:
    """Return the outline: ids and their order, no texts."""
    numbering = connection.execute("SELECT numbering FROM plan").fetchone()[0]
    rare = f"SELECT {', '.join(RARE)} FROM node WHERE due <> '' OR numbered <> 1 OR numbering <> ''"
    return Outline(_families(connection), numbering, connection.execute(rare))


def _families(connection: sqlite3.Connection) -> Iterator[Family]:
    """Yield the outline's families, many at a time as JSON.

    SQLite gives up the interpreter for every row it fetches; while the window is being built, as at the start, each
    would be waited for. The next batch is fetched while the one before is made use of.
    """
    columns = "group_concat(id, ' ') AS ids, group_concat(rank, ' ') AS ranks, group_concat(kind, ' ') AS kinds"
    order = f"GROUP BY parent_id ORDER BY parent_id LIMIT {FAMILIES}"
    family = f"SELECT ifnull(parent_id, 0) AS parent, {columns} FROM node WHERE {{where}} {order}"
    sql = f"SELECT max(parent), json_group_array(json_array(parent, ids, ranks, kinds)) FROM ({family})"
    last, batch = connection.execute(sql.format(where="parent_id IS NULL")).fetchone()
    following = sql.format(where="parent_id > ?")
    shared: dict[str, str] = {}  # most ranks and all kinds come again and again
    while last is not None:
        coming = Aside(partial(_fetch_one, connection, following, last))
        try:
            for parent_id, ids, ranks, kinds in json.loads(batch):
                yield parent_id, list(map(int, ids.split(" "))), _shared(ranks, shared), _shared(kinds, shared)
        finally:
            coming.wait()  # whoever gives up half-way closes the connection
        last, batch = coming.result()


def _shared(words: str, shared: dict[str, str]) -> list[str]:
    return [shared.setdefault(word, word) for word in words.split(" ")]


def _fetch_one(connection: sqlite3.Connection, sql: str, last: int) -> tuple[int | None, str]:
    row: tuple[int | None, str] = connection.execute(sql, (last,)).fetchone()
    return row


def read_snapshot(connection: sqlite3.Connection) -> Snapshot:
    """Return the whole plan."""
    unplaced = connection.execute("SELECT text FROM unplaced ORDER BY rank, id")
    return Snapshot(
        read_plan_row(connection),
        read_departments(connection),
        read_nodes(connection),
        tuple(text for (text,) in unplaced),
        read_handouts(connection),
    )


def read_handouts(connection: sqlite3.Connection) -> tuple[Handout, ...]:
    """Return the register of what was given out, each with what came back for it."""
    receipts: defaultdict[int, list[Receipt]] = defaultdict(list)
    columns = ", ".join(CONTENT["receipt"])
    for row in connection.execute(f"SELECT {columns} FROM receipt ORDER BY rank, id"):
        receipts[row[1]].append(Receipt(row[0], *row[3:]))
    rows = connection.execute(f"SELECT {', '.join(CONTENT['handout'])} FROM handout ORDER BY rank, id")
    return tuple(
        replace(Handout(row[0], *row[3:]), version_id=row[2], receipts=tuple(receipts[row[0]])) for row in rows
    )


def read_nodes(connection: sqlite3.Connection, node_ids: Sequence[int] | None = None) -> tuple[Node, ...]:
    """Return nodes with all that stands below them: the plan's own, or those asked for."""
    if node_ids is None:
        return _Loader(connection, "").below(None)
    return tuple(_Subtree(connection, node_id).node() for node_id in node_ids)


def read_node(connection: sqlite3.Connection, node_id: int) -> Node | None:
    """Return one node without its children; None if it is not in the plan."""
    loader = _Loader(connection, f"= {int(node_id)}")
    return next((loader.make(row, children=False) for row in loader.heads), None)


def read_each(connection: sqlite3.Connection, node_ids: Sequence[int]) -> tuple[Node, ...]:
    """Return some nodes without their children, in any order; those that are not in the plan are left out."""
    loader = _Loader(connection, f"IN ({', '.join(str(int(node_id)) for node_id in node_ids)})")
    return tuple(loader.make(row, children=False) for row in loader.heads)


class _Loader:
    """Reads the rows of some nodes table by table, then puts the nodes together."""

    def __init__(self, connection: sqlite3.Connection, where: str) -> None:
        self.connection = connection
        self.where = where
        self.heads = self._rows("node", "id", ", ".join(CONTENT["node"]), "rank, id")
        self.bodies: dict[int, str] = dict(self._rows("body", "id", "id, text", "id"))
        self.parts = {part: self._parts(part) for part in PARTS}
        self.children: dict[int | None, list[Sequence[Any]]] = defaultdict(list)
        for row in self.heads:
            self.children[row[1]].append(row)

    def _rows(self, table: str, key: str, columns: str, order: str) -> list[Any]:
        where = f"WHERE {key} {self.where}" if self.where else ""
        return self.connection.execute(f"SELECT {columns} FROM {table} {where} ORDER BY {order}").fetchall()

    def _parts(self, table: str) -> dict[int, list[Any]]:
        found = defaultdict(list)
        columns = ", ".join(CONTENT[table])
        for row in self._rows(table, "node_id", columns, "rank, id"):
            found[row[1]].append(_MAKE[table](row))
        return found

    def below(self, parent_id: int | None) -> tuple[Node, ...]:
        """Return the nodes below a parent, each with what stands below it."""
        return tuple(self.make(row) for row in self.children.get(parent_id, ()))

    def make(self, row: Sequence[Any], *, children: bool = True) -> Node:
        """Put one node together."""
        id_, _parent, _rank, kind, title, due, mark, numbered, numbering = row
        parts = {attribute: tuple(self.parts[part].get(id_, ())) for part, attribute in PARTS.items()}
        return Node(
            id_, kind, title, self.bodies.get(id_, ""), due=due, mark=mark, numbered=bool(numbered),
            numbering=numbering, **parts, children=self.below(id_) if children else (),
        )  # fmt: skip


class _Subtree(_Loader):
    """The loader for one node and all below it."""

    def __init__(self, connection: sqlite3.Connection, node_id: int) -> None:
        self.node_id = int(node_id)
        below = (
            "WITH RECURSIVE below (id) AS (VALUES ({id}) UNION ALL SELECT node.id FROM node JOIN below "
            "ON node.parent_id = below.id) SELECT id FROM below"
        )
        super().__init__(connection, f"IN ({below.format(id=self.node_id)})")

    def node(self) -> Node:
        """Return the subtree's top node."""
        return self.make(next(row for row in self.heads if row[0] == self.node_id))


def read_target(row: Sequence[Any]) -> Target:
    """Return the target of a row with the columns of CONTENT."""
    place, start, end = row[15:]
    span = Span(place, start, end) if place else None
    return Target(*(row[0], *row[3:15], span))


_MAKE: dict[str, Callable[[Sequence[Any]], Any]] = {
    "field": lambda row: Field(row[0], row[3], row[4]),
    "owner": lambda row: Owner(row[0], row[2], row[4], row[5]),
    "target": read_target,
    "progress": lambda row: Progress(row[0], *row[3:]),
    "milestone": lambda row: Milestone(row[0], *row[3:]),
    "light": lambda row: Light(row[0], row[4], row[5], row[3], row[6], row[7]),
    "evidence": lambda row: Evidence(row[0], row[4], row[3], row[5], row[6]),
    "lineage": lambda row: Lineage(row[0], row[4], row[5], row[6], row[3]),
}


# entities into rows


def plan_row(plan: Plan) -> Row:
    """Return the plan's row."""
    return {column: getattr(plan, column) for column in CONTENT["plan"]}


def department_row(department: Department, rank: str) -> Row:
    """Return a department's row."""
    return {
        "id": department.id,
        "rank": rank,
        "name": department.name,
        "aliases": json.dumps(department.aliases, ensure_ascii=False),
        "members": json.dumps(department.members),
    }


def node_rows(node: Node, parent_id: int | None, rank: str) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a node and of all that belongs to it and stands below it, parents first."""
    yield (
        "node",
        {column: getattr(node, column, None) for column in CONTENT["node"]}
        | {
            "parent_id": parent_id,
            "rank": rank,
            "numbered": int(node.numbered),
        },
    )
    if node.body:
        yield "body", {"id": node.id, "text": node.body}
    yield from _part_rows("field", node.id, node.fields)
    yield from _part_rows("owner", node.id, node.owners)
    yield from _target_rows(node)
    yield from _part_rows("progress", node.id, node.progress)
    yield from _part_rows("milestone", node.id, node.milestones)
    yield from _part_rows("light", node.id, node.lights)
    yield from _part_rows("evidence", node.id, node.evidence)
    yield from _part_rows("lineage", node.id, node.lineage)
    for child, child_rank in zip(node.children, rank_sequence(len(node.children)), strict=True):
        yield from node_rows(child, node.id, child_rank)


def _part_rows(table: str, node_id: int, parts: Sequence[Any]) -> Iterator[tuple[str, Row]]:
    own = [column for column in CONTENT[table] if column not in ("node_id", "rank")]
    for part, rank in zip(parts, rank_sequence(len(parts)), strict=True):
        yield table, {column: getattr(part, column) for column in own} | {"node_id": node_id, "rank": rank}


def _target_rows(node: Node) -> Iterator[tuple[str, Row]]:
    for target, rank in zip(node.targets, rank_sequence(len(node.targets)), strict=True):
        yield "target", target_row(target, node.id, rank)


def target_row(target: Target, node_id: int, rank: str) -> Row:
    """Return a target's row; its span lies in three columns."""
    span = target.span or Span("", 0, 0)
    own = {column: getattr(target, column, None) for column in CONTENT["target"]}
    placed = {"span_place": span.place, "span_start": span.start, "span_end": span.end}
    return own | placed | {"node_id": node_id, "rank": rank}


def snapshot_rows(snapshot: Snapshot) -> Iterator[tuple[str, Row]]:
    """Yield every row of a plan, parents first."""
    yield "plan", plan_row(snapshot.plan)
    for department, rank in zip(snapshot.departments, rank_sequence(len(snapshot.departments)), strict=True):
        yield "department", department_row(department, rank)
    for node, rank in zip(snapshot.nodes, rank_sequence(len(snapshot.nodes)), strict=True):
        yield from node_rows(node, None, rank)
    for text, rank in zip(snapshot.unplaced, rank_sequence(len(snapshot.unplaced)), strict=True):
        yield "unplaced", {"id": new_id(), "rank": rank, "text": text}
    for handout, rank in zip(snapshot.handouts, rank_sequence(len(snapshot.handouts)), strict=True):
        yield from handout_rows(handout, rank)


def handout_rows(handout: Handout, rank: str) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a hand-out and of what came back for it."""
    yield "handout", {column: getattr(handout, column, None) for column in CONTENT["handout"]} | {"rank": rank}
    for receipt, place in zip(handout.receipts, rank_sequence(len(handout.receipts)), strict=True):
        yield "receipt", receipt_row(receipt, handout.id, place)


def receipt_row(receipt: Receipt, handout_id: int, rank: str) -> Row:
    """Return the row of what came back for a hand-out."""
    own = {column: getattr(receipt, column, None) for column in CONTENT["receipt"]}
    return own | {"handout_id": handout_id, "rank": rank}


def write_snapshot(connection: sqlite3.Connection, snapshot: Snapshot, kept: Iterable[tuple[str, Row]] = ()) -> None:
    """Fill an empty plan file, with rows of what it keeps beside its text: no history, the digest set."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        total = _write_rows(connection, chain(snapshot_rows(snapshot), kept))
        connection.execute("INSERT INTO meta VALUES ('digest', ?)", (digest_text(total % MODULUS),))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _write_rows(connection: sqlite3.Connection, rows: Iterable[tuple[str, Row]]) -> int:
    statements = {t: f"INSERT INTO {t} VALUES ({', '.join('?' * len(c))})" for t, c in CONTENT.items()}
    total = 0
    for table, row in rows:
        values = tuple(clean_value(column, row[column]) for column in CONTENT[table])
        check_length(values)
        connection.execute(statements[table], values)
        total += row_hash(table, values)
    return total
