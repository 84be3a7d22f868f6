"""Replacing in a plan: where what is sought stands in texts that people write, and writing other words there.

One rule: all that is replaced at once is one step. Each place is written by itself, the last of a text first, so that
the spans of targets follow their words. Numbers are computed and departments have a registry: neither is replaced here.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.replacing import Hit, find_hits, replaced
from planeditor.plan.sought import Part, Sought
from planeditor.store.document import Document
from planeditor.store.edits import NO_CHANGE
from planeditor.store.search import PAUSE_EVERY, PLAN_HEAD, Pause, any_of, go_on


@dataclass(frozen=True, slots=True)
class Place:
    """One text that can be written: its column in a table, its row, and the node it belongs to (or PLAN_HEAD)."""

    node_id: int
    table: str
    row_id: int
    column: str


@dataclass(frozen=True, slots=True)
class Found:
    """A hit in a text of the plan; `before` is the whole text as it was."""

    place: Place
    hit: Hit
    before: str


@dataclass(frozen=True, slots=True)
class _Source:
    part: Part
    table: str
    key: str
    column: str


SOURCES = (
    _Source("title", "plan", str(PLAN_HEAD), "title"),
    *(_Source("text", "plan", str(PLAN_HEAD), column) for column in ("preamble", "closing", "notice")),
    _Source("title", "node", "id", "title"),
    _Source("text", "body", "id", "text"),
    _Source("text", "field", "node_id", "label"),
    _Source("text", "field", "node_id", "text"),
    _Source("target", "target", "node_id", "indicator"),
    *(_Source("progress", "progress", "node_id", column) for column in ("narrative", "problem", "next_step")),
    _Source("progress", "milestone", "node_id", "text"),
)


def find_all(
    connection: sqlite3.Connection,
    sought: Sought,
    replacement: str,
    only: Iterable[int] | None = None,
    pause: Pause = go_on,
) -> Iterator[Found]:
    """Yield every place that would change, text by text; of the nodes `only` if given."""
    among = None if only is None else json.dumps(list(only))
    for source in SOURCES:
        if sought and source.part in sought.query.parts:
            for node_id, row_id, text in _rows(connection, source, sought.certain_words, among, pause):
                place = Place(node_id, source.table, row_id, source.column)
                for hit in find_hits(sought, replacement, text):
                    if text[hit.start : hit.end] != hit.new:
                        yield Found(place, hit, text)


_AS_READ = """
WITH RECURSIVE line (id, depth, rank) AS (
    SELECT id, 0, rank FROM node WHERE parent_id IS NULL
    UNION ALL SELECT node.id, depth + 1, node.rank FROM line JOIN node ON node.parent_id = line.id
    ORDER BY 2 DESC, 3, 1)
SELECT json_group_array(id) FROM line"""  # the deepest first: what stands below a row comes before its next sibling
_TABLES = tuple(dict.fromkeys(source.table for source in SOURCES))
_COLUMNS = tuple(dict.fromkeys((source.table, source.column) for source in SOURCES))
_RANKED = ("field", "target", "progress", "milestone")


def as_read(connection: sqlite3.Connection, found: Iterable[Found], pause: Pause = go_on) -> list[Found]:
    """Return hits in the order in which the plan is read, the head first; rows of the file come as they were written.

    One statement walks the plan, and no two hits of different nodes are compared: a thread that does this leaves the
    interpreter to others.
    """
    by_node: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        by_node[one.place.node_id].append(one)
    if not by_node:
        return []
    ranks = _ranks(connection, [one for several in by_node.values() if len(several) > 1 for one in several])
    (text,) = connection.execute(_AS_READ).fetchone()
    ordered: list[Found] = []
    for count, node_id in enumerate((PLAN_HEAD, *json.loads(text))):
        if count % PAUSE_EVERY == 0:
            pause()
        if node_id in by_node:
            ordered += sorted(by_node[node_id], key=lambda one: _place_within(one, ranks))
    return ordered


def _ranks(connection: sqlite3.Connection, found: Sequence[Found]) -> dict[tuple[str, int], str]:
    """Return the ranks of fields, targets and reports, by table and id."""
    ranks: dict[tuple[str, int], str] = {}
    for table in _RANKED:
        ids = json.dumps(list({one.place.row_id for one in found if one.place.table == table}))
        rows = connection.execute(f"SELECT id, rank FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (ids,))
        ranks |= {(table, row_id): rank for row_id, rank in rows}
    return ranks


def _place_within(found: Found, ranks: Mapping[tuple[str, int], str]) -> tuple[int, str, int, int, int]:
    """Return what the hits of one node are sorted by."""
    place = found.place
    rank = ranks.get((place.table, place.row_id), "")
    column = _COLUMNS.index((place.table, place.column))
    return _TABLES.index(place.table), rank, place.row_id, column, found.hit.start


def _rows(
    connection: sqlite3.Connection, source: _Source, words: Sequence[str], among: str | None, pause: Pause
) -> Iterator[tuple[int, int, str]]:
    parameters: list[str] = []
    tests = [any_of(source.column, words, parameters) if words else f"{source.column} <> ''"]
    if among is not None:
        tests.append(f"{source.key} IN (SELECT value FROM json_each(?))")
        parameters.append(among)
    sql = f"SELECT {source.key}, id, {source.column} FROM {source.table} WHERE {' AND '.join(tests)}"
    rows = connection.execute(sql, parameters)
    while batch := rows.fetchmany(PAUSE_EVERY):
        pause()
        yield from batch


def replace_all(document: Document, chosen: Sequence[Found]) -> ChangeSet:
    """Replace the chosen hits as one step; a text that has changed since it was searched is left as it is."""
    texts: dict[Place, list[Found]] = defaultdict(list)
    for found in chosen:
        texts[found.place].append(found)
    if not texts:
        return NO_CHANGE
    with document.step(_("Replace")) as step:
        for place, hits in texts.items():
            if _present(document, place) == hits[0].before:
                _replace_in(document, place, hits[0].before, [found.hit for found in hits])
    return step.change_set


def _present(document: Document, place: Place) -> object:
    return document.store.value(f"SELECT {place.column} FROM {place.table} WHERE id = ?", (place.row_id,))


def _replace_in(document: Document, place: Place, text: str, hits: Sequence[Hit]) -> None:
    write = _writer(document, place)
    if place.column == "label" or not _has_spans(document, place):
        write(replaced(text, hits))
        return
    for hit in reversed(hits):
        text = replaced(text, [hit])
        write(text)


def _has_spans(document: Document, place: Place) -> bool:
    sql = "SELECT 1 FROM target WHERE node_id = ? AND span_place <> ''"
    return document.store.value(sql, (place.node_id,)) is not None


def _writer(document: Document, place: Place) -> Callable[[str], object]:
    """Return the document's edit that writes the text of a place."""
    row, column = place.row_id, place.column
    writers: dict[tuple[str, str], Callable[[str], object]] = {
        ("node", "title"): lambda text: document.rename(row, text),
        ("body", "text"): lambda text: document.set_body(row, text),
        ("field", "label"): lambda text: document.rename_field(row, text),
        ("field", "text"): lambda text: document.set_field(row, text),
    }
    updates: dict[str, Callable[[str], object]] = {
        "plan": lambda text: document.set_plan(**{column: text}),
        "target": lambda text: document.update_target(row, **{column: text}),
        "progress": lambda text: document.update_progress(row, **{column: text}),
        "milestone": lambda text: document.update_milestone(row, **{column: text}),
    }
    return writers.get((place.table, column)) or updates[place.table]
