"""The row layer: every write to a plan goes through a Store, which records it as a change.

One rule: no write outside a step. A step is one transaction: its rows, the digest and its history entry are
committed together or not at all.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import Change, ChangeSet, Row, Value
from planeditor.store.digest import MODULUS, check_length, clean_value, digest_text, kept_digest, row_hash
from planeditor.store.failures import keeping_error
from planeditor.store.schema import CONTENT, UNRECORDED

OWNING_COLUMN = {"node": "id", "body": "id"}  # the other tables say it in node_id, or belong to no node


class Step:
    """One undoable step while it is made: collects its changes, keeps the digest."""

    def __init__(self, label: str) -> None:
        """Open a step named `label` in the undo menu."""
        self.label = label
        self.changes: list[Change] = []
        self.digest = 0

    @property
    def change_set(self) -> ChangeSet:
        """Return all changes made so far."""
        return ChangeSet(self.label, tuple(self.changes))


class Store:
    """A plan's rows in one SQLite connection."""

    def __init__(self, connection: sqlite3.Connection, author: str = "") -> None:
        """Take over `connection`; transactions are opened by steps only."""
        connection.isolation_level = None
        connection.row_factory = None
        connection.execute("PRAGMA foreign_keys = ON")
        self.connection = connection
        self.author = author
        self.read_only = False
        self._step: Step | None = None

    # reading

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> list[tuple[Value, ...]]:
        """Return all rows of a query; EditError for an id that can be none."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except OverflowError as error:
            raise gone() from error

    def value(self, sql: str, parameters: Sequence[Value] = ()) -> Value:
        """Return the first column of the first row, None where there is none."""
        row = next(iter(self.rows(sql, parameters)), None)
        return row[0] if row else None

    def row(self, table: str, row_id: int) -> dict[str, Value]:
        """Return one row; EditError if it is gone."""
        columns = CONTENT[table]
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?"
        found = self.connection.execute(sql, (clean_value("id", row_id),)).fetchone()
        if found is None:
            raise gone()
        return dict(zip(columns, found, strict=True))

    def hold(self) -> None:
        """Go on seeing the plan as it is now, whatever another connection writes, until `let_go`."""
        self.connection.execute("BEGIN")
        self.rows("SELECT value FROM meta LIMIT 1")  # a transaction begins with what it first reads

    def let_go(self) -> None:
        """See the plan as it has become."""
        if self._step is None and self.connection.in_transaction:
            self.connection.execute("COMMIT")

    # steps

    @contextmanager
    def step(self, label: str) -> Iterator[Step]:
        """Make everything inside one undoable step; a step inside a step joins it."""
        if self._step is not None:
            yield self._step
            return
        with self._transaction(label) as step:
            yield step
            if any(change.table not in UNRECORDED for change in step.changes):
                self._push(step)

    @contextmanager
    def _transaction(self, label: str) -> Iterator[Step]:
        if self.read_only:
            raise EditError(_("This plan is open for reading only; save it under another name to change it."))
        if self.connection.in_transaction:
            raise EditError(_("The plan is just being changed; try again in a moment."))
        self.connection.execute("BEGIN IMMEDIATE")
        self._step = Step(label)
        try:
            yield self._step
            self._write_digest(self._step.digest)
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise keeping_error(error) from error
            if isinstance(error, sqlite3.IntegrityError):
                raise gone() from error
            raise
        finally:
            self._step = None

    def _write_digest(self, difference: int) -> None:
        if difference:
            digest = digest_text((int(kept_digest(self.connection), 16) + difference) % MODULUS)
            self.connection.execute("UPDATE meta SET value = ? WHERE key = 'digest'", (digest,))

    # rows, inside a step

    def insert(self, table: str, row: Row) -> None:
        """Add a row; `row` has all columns of the table."""
        full = {column: clean_value(column, row[column]) for column in CONTENT[table]}
        check_length(full.values())
        marks = ", ".join("?" * len(full))
        self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(full.values()))
        self._record(table, full, None, full)

    def update(self, table: str, row_id: int, values: Row) -> bool:
        """Change columns of a row; tell whether anything differed."""
        old = self.row(table, row_id)
        new = {column: clean_value(column, value) for column, value in values.items()}
        after = {column: value for column, value in new.items() if old[column] != value}
        if not after:
            return False
        check_length({**old, **after}.values())
        names = ", ".join(f"{column} = ?" for column in after)
        self.connection.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*after.values(), row_id))
        self._record(table, old, {column: old[column] for column in after}, after)
        return True

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row."""
        old = self.row(table, row_id)
        self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self._record(table, old, old, None)

    def _record(self, table: str, row: Row, before: Row | None, after: Row | None) -> None:
        step = self._step
        if step is None:
            raise RuntimeError("a write outside a step")
        owner = row.get(OWNING_COLUMN.get(table, "node_id"))
        step.changes.append(Change(table, _int(row["id"]), before, after, None if owner is None else _int(owner)))
        full = {column: row[column] for column in CONTENT[table]}
        if before is not None:
            step.digest -= row_hash(table, full.values())
        if after is not None:
            step.digest += row_hash(table, {**full, **after}.values())

    def apply(self, change: Change) -> None:
        """Write a change as it is: insert, update or delete, whichever it says."""
        if change.before is None:
            assert change.after is not None
            self.insert(change.table, change.after)
        elif change.after is None:
            self.delete(change.table, change.id)
        else:
            self.update(change.table, change.id, change.after)

    # history

    def _push(self, step: Step) -> None:
        """Write the step into the history; what was undone before it can no longer be redone."""
        undone = "SELECT id FROM step WHERE undone = 1"
        self.connection.execute(f"DELETE FROM change WHERE step_id IN ({undone})")
        self.connection.execute("DELETE FROM step WHERE undone = 1")
        cursor = self.connection.execute(
            "INSERT INTO step (time, author, label, undone) VALUES (?, ?, ?, 0)",
            (now(), self.author, step.label),
        )
        self.connection.executemany(
            "INSERT INTO change (step_id, table_name, row_id, node_id, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (cursor.lastrowid, c.table, c.id, c.node_id, _dump(c.before), _dump(c.after))
                for c in step.changes
                if c.table not in UNRECORDED
            ),
        )

    def undo(self) -> ChangeSet | None:
        """Take back the last step that stands; None when there is none."""
        return self._turn("SELECT max(id) FROM step WHERE undone = 0", undone=1)

    def redo(self) -> ChangeSet | None:
        """Make the first undone step again; None when there is none."""
        return self._turn("SELECT min(id) FROM step WHERE undone = 1", undone=0)

    def _turn(self, which: str, *, undone: int) -> ChangeSet | None:
        step_id = self.value(which)
        if step_id is None:
            return None
        recorded = self.recorded(_int(step_id))
        with self._transaction(recorded.label) as step:
            for change in (recorded.inverse() if undone else recorded).changes:
                self.apply(change)
            self.connection.execute("UPDATE step SET undone = ? WHERE id = ?", (undone, step_id))
        return step.change_set

    def recorded(self, step_id: int) -> ChangeSet:
        """Return a step as the history holds it."""
        label = str(self.value("SELECT label FROM step WHERE id = ?", (step_id,)))
        rows = self.connection.execute(
            "SELECT table_name, row_id, before, after, node_id FROM change WHERE step_id = ? ORDER BY id",
            (step_id,),
        )
        return ChangeSet(label, tuple(Change(t, r, _load(b), _load(a), n) for t, r, b, a, n in rows))

    def size_of(self, which: str) -> int:
        """Return how many rows the step that `which` ("undo" or "redo") would turn has changed."""
        pick, undone = ("max", 0) if which == "undo" else ("min", 1)
        step = f"SELECT {pick}(id) FROM step WHERE undone = {undone}"
        return _int(self.value(f"SELECT count(*) FROM change WHERE step_id = ({step})"))

    def label_of(self, which: str) -> str:
        """Return the label of the step that `which` ("undo" or "redo") would turn, "" where there is none."""
        pick, undone = ("max", 0) if which == "undo" else ("min", 1)
        label = self.value(f"SELECT label FROM step WHERE id = (SELECT {pick}(id) FROM step WHERE undone = {undone})")
        return str(label or "")


def connect(path: Path | str) -> sqlite3.Connection:
    """Open a working copy for editing: WAL, every commit on disk before it returns (sqlite.org/pragma synchronous)."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()  # an open file cannot be removed on Windows
        raise
    return connection


def now() -> str:
    """Return this moment, UTC in ISO form to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def gone() -> EditError:
    """Return the error of an edit that refers to what is not, or no longer, in the plan."""
    return EditError(_("What was to be changed is no longer in the plan."))


def _dump(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


def _load(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)


def _int(value: Value) -> int:
    assert isinstance(value, int)
    return value
