"""States of the plan to compare with: versions kept in the file, and what it was at a step of its history.

One rule: a version is the whole plan, kept as the interchange form, so that it can be read whatever the schema is by
then. Its text lies in parts, because a row's length is limited.
"""

import base64
import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Literal

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import Change
from planeditor.plan.entities import Snapshot
from planeditor.store.loading import read_snapshot
from planeditor.store.schema import CONTENT, UNRECORDED
from planeditor.store.store import Store

VersionKind = Literal["draft", "handout"]
ORIGIN = "origin"  # the setting of a copy that holds the mark of the plan it was made from
PART = 1_000_000  # characters
LARGEST = 1 << 30  # bytes of one version, unpacked; far above any plan


@dataclass(frozen=True, slots=True)
class Version:
    """A kept state of the plan, without its content; `time` is UTC in ISO form."""

    id: int
    kind: VersionKind
    name: str
    note: str
    time: str
    author: str


def read_versions(connection: sqlite3.Connection, kind: VersionKind) -> list[Version]:
    """Return the versions of a kind, the oldest first."""
    sql = f"SELECT {', '.join(CONTENT['version'])} FROM version WHERE kind = ? ORDER BY time, id"
    return [Version(*row) for row in connection.execute(sql, (kind,))]


def read_version(connection: sqlite3.Connection, version_id: int) -> Snapshot:
    """Return the plan as a version holds it; EditError if the version is gone or damaged."""
    from planeditor.plan.interchange import from_dict
    from planeditor.plan.interchange_keys import InterchangeError

    sql = "SELECT text FROM version_part WHERE version_id = ? ORDER BY rank, id"
    text = "".join(part for (part,) in connection.execute(sql, (version_id,)))
    try:
        return from_dict(_parsed(_unpack(text)))
    except (ValueError, TypeError, zlib.error, InterchangeError, RecursionError) as error:
        raise EditError(_("This version cannot be read; it was deleted or damaged.")) from error


def _unpack(text: str) -> bytes:
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(base64.b64decode(text, validate=True), LARGEST)
    if not unpacker.eof:
        raise ValueError("cut off, or too large")
    return data


def _parsed(data: bytes) -> Any:
    """Return the plan in a version; json lets no other thread run meanwhile, so each section is parsed by itself."""
    first, *nodes = data.split(b"\n")
    plan = json.loads(first)
    return {**plan, "nodes": [json.loads(node) for node in nodes]} if nodes else plan


def pack(snapshot: Snapshot) -> Iterator[str]:
    """Yield a plan's content in parts, to be kept in this order; what was given out is the file's, not a version's."""
    from planeditor.plan.interchange import to_dict
    from planeditor.plan.numbering import snapshot_numbers

    snapshot = replace(snapshot, handouts=())
    plan = to_dict(snapshot, snapshot_numbers(snapshot))
    lines = [plan, *plan.pop("nodes")]
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    text = base64.b64encode(zlib.compress(data)).decode()
    return (text[start : start + PART] for start in range(0, len(text), PART))


# the history


def step_mark(connection: sqlite3.Connection) -> str:
    """Return a short text that names the state of the plan: its last step that stands, and what that step did."""
    row = connection.execute("SELECT max(id) FROM step WHERE undone = 0").fetchone()
    return _mark_of(connection, row[0] or 0)


def step_marks(connection: sqlite3.Connection) -> list[str]:
    """Return the marks of all states that led to the present one, the newest first.

    A copy began as a state of its origin, and not as the plan of the same id that the origin began as.
    """
    steps = connection.execute("SELECT id FROM step WHERE undone = 0 ORDER BY id DESC").fetchall()
    origin = connection.execute("SELECT text FROM setting WHERE name = ?", (ORIGIN,)).fetchall()
    marks = [_mark_of(connection, step_id) for (step_id,) in steps]
    return [*marks, *([str(text) for (text,) in origin] or [_mark_of(connection, 0)])]


def _mark_of(connection: sqlite3.Connection, step_id: int) -> str:
    """Ids of steps are given again after undone ones were dropped, so the content counts as well."""
    sql = "SELECT step_id, table_name, row_id, before, after FROM change WHERE step_id = ? ORDER BY id"
    content = repr(connection.execute(sql, (step_id,)).fetchall()) if step_id else _plan_id(connection)
    return f"{step_id}-{blake2b(content.encode(), digest_size=8).hexdigest()}"


def _plan_id(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT id FROM plan").fetchone()[0])


def reaches(connection: sqlite3.Connection, mark: str) -> bool:
    """Tell whether the plan's history reaches the state that a mark names."""
    step_id = _step_of(mark)
    return 0 <= step_id < 1 << 62 and _mark_of(connection, step_id) == mark


def _step_of(mark: str) -> int:
    number = mark.partition("-")[0]
    return int(number) if number.isdecimal() else -1


def snapshot_at(connection: sqlite3.Connection, mark: str) -> Snapshot | None:
    """Return the plan as it was when `step_mark` gave this mark; None if its history does not reach there."""
    if not reaches(connection, mark):
        return None
    step_id = _step_of(mark)
    # A database of its own in a temporary file: the plan itself is read, never turned back.
    with contextlib.closing(sqlite3.connect("", isolation_level=None)) as past:
        connection.backup(past)
        past.execute("BEGIN")
        store = Store(past)
        later = "SELECT id FROM step WHERE undone = 0 AND id > ? ORDER BY id DESC"
        for (later_id,) in past.execute(later, (step_id,)).fetchall():
            for change in store.recorded(later_id).inverse().changes:
                _write(past, change)
        return read_snapshot(past)


def _write(connection: sqlite3.Connection, change: Change) -> None:
    """Write a recorded change as it is, without recording it."""
    if change.table in UNRECORDED or change.table not in CONTENT:
        return
    if change.after is None:
        connection.execute(f"DELETE FROM {change.table} WHERE id = ?", (change.id,))
        return
    known = [column for column in CONTENT[change.table] if column in change.after]
    values = tuple(change.after[column] for column in known)
    if change.before is None:
        marks = ", ".join("?" * len(known))
        connection.execute(f"INSERT INTO {change.table} ({', '.join(known)}) VALUES ({marks})", values)
    else:
        names = ", ".join(f"{column} = ?" for column in known)
        connection.execute(f"UPDATE {change.table} SET {names} WHERE id = ?", (*values, change.id))
