"""The content digest: one number for all rows of a plan, kept up to date edit by edit.

One rule: the digest is the sum of its rows' hashes modulo 2**128, so that a changed row costs two hashes whatever
the plan's size, and the order of rows does not matter. It finds damage, it does not keep out a forger.
"""

import sqlite3
from collections.abc import Callable, Iterable
from hashlib import blake2b

from planeditor.plan.changes import Value
from planeditor.store.schema import CONTENT

MODULUS = 1 << 128
HISTORY = (
    "SELECT id, time, author, label, undone FROM step ORDER BY id",
    "SELECT id, step_id, table_name, row_id, node_id, before, after FROM change ORDER BY id",
)
BATCH = 2000
Pause = Callable[[int], None]  # is told after every batch how many rows it had
REAL_COLUMNS = frozenset({"value", "value_high", "base_value", "percent"})


def row_hash(table: str, values: Iterable[Value]) -> int:
    """Return one row's share; `values` in the order of CONTENT[table]."""
    return int.from_bytes(blake2b(repr((table, *values)).encode(), digest_size=16).digest())


def clean_value(column: str, value: Value) -> Value:
    """Return the value as SQLite will give it back, so that its hash stays the same."""
    if column in REAL_COLUMNS and value is not None:
        return float(value)
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode()  # half a surrogate pair cannot be stored
    return value


def digest_text(digest: int) -> str:
    """Return the digest as it is written in the file: 32 hexadecimal digits."""
    return f"{digest:032x}"


def no_pause(rows: int) -> None:
    """Go on at once after a batch of rows."""


def content_digest(connection: sqlite3.Connection, pause: Pause = no_pause) -> str:
    """Return the digest of all content rows, read afresh; `pause(rows)` is called after every batch."""
    total = 0
    for table, columns in CONTENT.items():
        cursor = connection.execute(f"SELECT {', '.join(columns)} FROM {table}")
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
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in CONTENT}
