"""Replacing in a plan: where what is sought stands in texts that people write, and writing other words there.

One rule: all that is replaced at once is one step. Each place is written by itself, the last of a text first, so that
the spans of targets follow their words. Numbers are computed and departments have a registry: neither is replaced here.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
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
