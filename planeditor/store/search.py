"""Searching a plan by reading its texts: the way that needs no index, and what an index is measured against.

One rule: SQLite only leaves out rows that cannot hold what is sought; whether one does, `Sought` says.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from planeditor.plan.sought import Part, Sought
from planeditor.store.loading import read_departments

PLAN_HEAD = 0  # stands for the plan's own texts among the ids of nodes
PAUSE_EVERY = 40  # rows: a long text each, some milliseconds in all
Pause = Callable[[], object]  # called again and again; raises to end the search


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of text: the part of a plan that it belongs to, its table, the node's column, and the text."""

    part: Part
    table: str
    key: str
    text: str


SOURCES = (
    Source("title", "plan", str(PLAN_HEAD), "title"),
    Source("title", "node", "id", "title"),
    Source("owner", "owner", "node_id", "name"),
    Source("text", "plan", str(PLAN_HEAD), "preamble"),
    Source("text", "plan", str(PLAN_HEAD), "closing"),
    Source("text", "plan", str(PLAN_HEAD), "notice"),
    Source("text", "node", "id", "due"),
    Source("text", "field", "node_id", "label"),
    Source("text", "field", "node_id", "text"),
    Source("text", "body", "id", "text"),
    Source("target", "target", "node_id", "indicator"),
    Source("target", "target", "node_id", "text"),
    Source("target", "target", "node_id", "printf('%.10g', value) || unit"),
    Source("progress", "progress", "node_id", "status"),
    Source("progress", "progress", "node_id", "narrative"),
    Source("progress", "progress", "node_id", "problem"),
    Source("progress", "progress", "node_id", "next_step"),
    Source("progress", "progress", "node_id", "reporter"),
    Source("progress", "milestone", "node_id", "text"),
)


def go_on() -> None:
    """Pause not at all."""


def scan(
    connection: sqlite3.Connection, sought: Sought, only: Iterable[int] | None = None, pause: Pause = go_on
) -> Iterator[int]:
    """Yield the nodes (and PLAN_HEAD) that hold what is sought, each once, in no order; of `only` if given."""
    if not sought:
        return
    among = None if only is None else json.dumps(list(only))
    seen: set[int] = set()
    for source in SOURCES:
        if source.part in sought.query.parts:
            for node_id in _found(connection, source, sought, among, pause):
                if node_id not in seen:
                    seen.add(node_id)
                    yield node_id
    yield from (node_id for node_id in owned(connection, sought, only) if node_id not in seen)


def owned(connection: sqlite3.Connection, sought: Sought, only: Iterable[int] | None = None) -> list[int]:
    """Return the nodes of the departments whose name or alias holds what is sought, however it is written there."""
    if not sought or "owner" not in sought.query.parts:
        return []
    departments = [
        known.id for known in read_departments(connection) if any(map(sought.is_in, (known.name, *known.aliases)))
    ]
    if not departments:
        return []
    among = "" if only is None else " AND node_id IN (SELECT value FROM json_each(?2))"
    rows = f"SELECT DISTINCT node_id FROM owner WHERE department_id IN (SELECT value FROM json_each(?1)){among}"
    parameters = [json.dumps(departments), *([] if only is None else [json.dumps(list(only))])]
    (text,) = connection.execute(f"SELECT json_group_array(node_id) FROM ({rows})", parameters).fetchone()
    found: list[int] = json.loads(text)
    return found


def _found(
    connection: sqlite3.Connection, source: Source, sought: Sought, among: str | None, pause: Pause
) -> Iterator[int]:
    if sought.is_certain:
        pause()
        yield from _ids(connection, source, sought.certain_words, among)
        return
    for node_id, text in _rows(connection, source, sought.certain_words, among, pause):
        if sought.is_in(text):
            yield node_id


def scan_all(connection: sqlite3.Connection, sought: Sought, only: Iterable[int] | None, limit: int) -> list[int]:
    """Return up to `limit` nodes with what is sought where it `is_certain`; SQLite alone does the work."""
    among = None if only is None else json.dumps(list(only))
    found: dict[int, None] = {}
    for source in SOURCES:
        if source.part in sought.query.parts and len(found) < limit:
            found |= dict.fromkeys(_ids(connection, source, sought.certain_words, among, limit))
    found |= dict.fromkeys(owned(connection, sought, only))
    return list(found)[:limit]


def _ids(
    connection: sqlite3.Connection, source: Source, words: Sequence[str], among: str | None, limit: int = -1
) -> list[int]:
    """Return the nodes of a source whose texts hold words; as one JSON text, so that no row waits for its turn."""
    where, parameters = _where(source, words, among)
    rows = f"SELECT {source.key} AS id FROM {source.table} WHERE {where} LIMIT {limit}"
    (text,) = connection.execute(f"SELECT json_group_array(id) FROM ({rows})", parameters).fetchone()
    found: list[int] = json.loads(text)
    return found


def any_of(column: str, words: Sequence[str], parameters: list[str]) -> str:
    """Return the test that a column holds one of some words, and add these to the parameters."""
    parameters += [word.encode("utf-8", "replace").decode() for word in words]  # half a character stands in no plan
    return "(" + " OR ".join([f"instr({column}, ?) > 0"] * len(words)) + ")"


def _where(source: Source, words: Sequence[str], among: str | None) -> tuple[str, list[str]]:
    parameters: list[str] = []
    tests = [f"{source.text} <> ''"]
    if words:
        tests.append(any_of(source.text, words, parameters))
    if among is not None:
        tests.append(f"{source.key} IN (SELECT value FROM json_each(?))")
        parameters.append(among)
    return " AND ".join(tests), parameters


def _rows(
    connection: sqlite3.Connection, source: Source, words: Sequence[str], among: str | None, pause: Pause
) -> Iterator[tuple[int, str]]:
    where, parameters = _where(source, words, among)
    sql = f"SELECT {source.key}, {source.text} FROM {source.table} WHERE {where}"
    rows = connection.execute(sql, parameters)
    while batch := rows.fetchmany(PAUSE_EVERY):
        pause()
        yield from batch


def texts_of(connection: sqlite3.Connection, node_ids: Sequence[int]) -> Iterator[tuple[int, Part, str]]:
    """Yield all texts of some nodes: node, part, text."""
    among = json.dumps(list(node_ids))
    for source in SOURCES:
        for node_id, text in _rows(connection, source, (), among, go_on):
            yield node_id, source.part, text
