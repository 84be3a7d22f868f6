"""The content digest: one number for all rows of a plan, kept up to date edit by edit.

One rule: the digest is the sum of its rows' hashes modulo 2**128, so that a changed row costs two hashes whatever
the plan's size, and the order of rows does not matter. It finds damage, it does not keep out a forger.
"""

import sqlite3
from collections.abc import Callable, Iterable
from hashlib import blake2b
from math import isfinite

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import Value
from planeditor.plan.limits import LONGEST
from planeditor.store.schema import CONTENT, content_tables

MODULUS = 1 << 128
HISTORY = (
    "SELECT id, time, author, label, undone FROM step ORDER BY id",
    "SELECT id, step_id, table_name, row_id, node_id, before, after FROM change ORDER BY id",
)
BATCH = 2000
Pause = Callable[[int], None]  # is told after every batch how many rows it had
REAL_COLUMNS = frozenset({"value", "value_high", "base_value", "percent"})
_KEYS = ("id", "parent_id", "node_id", "department_id", "target_id", "progress_id", "version_id", "handout_id")
WHOLE_COLUMNS = frozenset({*_KEYS, "source_id", "numbered", "year", "span_start", "span_end", "size"})
LARGEST_WHOLE = 1 << 63
_SHOWN = 30


def row_hash(table: str, values: Iterable[Value]) -> int:
    """Return one row's share; `values` in the order of CONTENT[table]."""
    return int.from_bytes(blake2b(repr((table, *values)).encode(), digest_size=16).digest())


def clean_value(column: str, value: Value) -> Value:
    """Return the value as SQLite will give it back, so that its hash stays the same; EditError if it cannot be kept."""
    if isinstance(value, str):
        if column in REAL_COLUMNS or column in WHOLE_COLUMNS:
            raise _no_number(value)
        # half a surrogate pair cannot be stored
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if value is None:
        return value
    if column in REAL_COLUMNS:
        return _real(value)
    if column not in WHOLE_COLUMNS or not -LARGEST_WHOLE <= value < LARGEST_WHOLE or value % 1:
        raise _no_number(value)
    return int(value)


def _real(value: float) -> float:
    try:
        number = float(value) + 0.0  # SQLite keeps no minus before a zero
    except OverflowError as error:
        raise _no_number(value) from error
    if not isfinite(number):
        raise _no_number(value)  # SQLite keeps no NaN, JSON no infinity
    return number


def check_length(values: Iterable[Value]) -> None:
    """Raise EditError if the texts of one row are longer than can be opened again."""
    length = sum(len(value) for value in values if isinstance(value, str))
    if length > LONGEST:
        text = _("A text of {length} characters is too long; up to {limit} can be kept.")
        raise EditError(text.format(length=length, limit=LONGEST))


def _no_number(value: Value) -> EditError:
    return EditError(_("“{value}” is not a value that can be kept here.").format(value=f"{value}"[:_SHOWN]))


def digest_text(digest: int) -> str:
    """Return the digest as it is written in the file: 32 hexadecimal digits."""
    return f"{digest:032x}"


def no_pause(rows: int) -> None:
    """Go on at once after a batch of rows."""


def content_digest(connection: sqlite3.Connection, pause: Pause = no_pause) -> str:
    """Return the digest of all content rows, read afresh; `pause(rows)` is called after every batch."""
    total = 0
    for table in content_tables(connection):
        cursor = connection.execute(f"SELECT {', '.join(CONTENT[table])} FROM {table}")
        while rows := cursor.fetchmany(BATCH):
            total += sum(row_hash(table, row) for row in rows)
            pause(len(rows))
    return digest_text(total % MODULUS)


def kept_digest(connection: sqlite3.Connection) -> str:
    """Return the digest that the file says it has, "" if it says none."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()
    return str(row[0]) if row else ""


def state_mark(connection: sqlite3.Connection) -> str:
    """Return what tells two states of a plan apart: the kept digest, the last step not undone, the last change.

    The change's content counts, because the ids of steps and changes are given again after undone ones were dropped.
    """
    standing = connection.execute("SELECT id FROM step WHERE undone = 0 ORDER BY id DESC LIMIT 1").fetchone()
    change = connection.execute(f"{HISTORY[1]} DESC LIMIT 1").fetchone()
    last = blake2b(repr(change).encode(), digest_size=8).hexdigest()
    return f"{kept_digest(connection)} {standing[0] if standing else 0} {last}"


def history_digest(connection: sqlite3.Connection, pause: Pause = no_pause) -> str:
    """Return the digest of the history, which only published files keep: edits need not pay for it."""
    total = blake2b(digest_size=16)
    for query in HISTORY:
        cursor = connection.execute(query)
        while rows := cursor.fetchmany(BATCH):
            total.update("".join(map(repr, rows)).encode())
            pause(len(rows))
    return total.hexdigest()


def kept_history_digest(connection: sqlite3.Connection) -> str:
    """Return the history's digest that the file says it has, "" if it says none."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'history'").fetchone()
    return str(row[0]) if row else ""


def keep_history_digest(connection: sqlite3.Connection, digest: str) -> None:
    """Write the history's digest into a file that is about to be published."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('history', ?)", (digest,))


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows of each content table."""
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in content_tables(connection)
    }
