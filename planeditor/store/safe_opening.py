"""Opening a plan file from elsewhere: it is copied, and the copy is looked at without running anything in it.

One rule: nothing of a file is believed before it was checked. Its schema must be ours to the letter, so that no
trigger, view, generated column or index of a stranger ever comes to run (sqlite.org/security.html).
"""

import contextlib
import json
import os
import re
import secrets
import sqlite3
import stat
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.plan.limits import DEEPEST
from planeditor.store.digest import (
    Pause,
    content_digest,
    history_digest,
    kept_digest,
    kept_history_digest,
    no_pause,
    row_counts,
    state_mark,
)
from planeditor.store.disk import copy_file, copy_unsynced, long_path, sync_folder
from planeditor.store.failures import DamagedError, ForeignError, source_error
from planeditor.store.schema import APPLICATION_ID, CONTENT, FINGERPRINTS, MIGRATIONS_TABLE, VERSION, fingerprint
from planeditor.store.user_folder import set_aside_folder

MAGIC = b"SQLite format 3\0"
HEADER = struct.Struct(">16sHBB4xII28xI4xI20xII")  # sqlite.org/fileformat.html section 1.3
AT_ONCE = 16 << 20  # bytes; what is larger is verified in the background
LARGEST = 4 << 30  # bytes; far above any plan
SECONDS = 60  # of one check; what takes longer was made to
CACHE_KB = 500  # a check comes by every page once and keeps none
STRAYS = ("-journal", "-wal", "-shm")
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 64 << 20,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 5,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 5,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 50,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 10,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
AT_ONCE_TABLES = ("meta", "plan", "department", "node", "step", "change")
OUTLINED_TABLES = ("meta", "plan", "department", "step", "change")
# Only nodes with others below them are walked through: where all of these are reached, all others are.
_UNREACHED = """
WITH RECURSIVE
    parent (id) AS (SELECT DISTINCT parent_id FROM node WHERE parent_id IS NOT NULL),
    pair (id, above) AS MATERIALIZED (SELECT node.id, node.parent_id FROM parent JOIN node ON node.id = parent.id),
    reached (id, depth) AS (
        SELECT id, 1 FROM pair WHERE above IS NULL
        UNION ALL SELECT pair.id, depth + 1 FROM pair JOIN reached ON pair.above = reached.id WHERE depth < ?)
SELECT (SELECT count(*) FROM parent) - (SELECT count(*) FROM reached)
"""
_ACTIONS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_FUNCTIONS = {"count", "glob", "json_valid", "max", "json_array", "json_group_array", "group_concat", "ifnull"}
_PRAGMAS = {"user_version", "table_xinfo", "integrity_check", "foreign_key_check"}
# No parenthesis inside: no CHECK, no generated column, no expression.
_PLAIN_TABLE = re.compile(rf'CREATE TABLE "?{MIGRATIONS_TABLE}"? \([\w\s",]*\)')
_PLAIN_INDEX = re.compile(rf'CREATE UNIQUE INDEX "?[\w]+"?\s+ON "?{MIGRATIONS_TABLE}"? \([\w\s",]*\)')


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a document as they were read; `mtime_ns` of the file read from."""

    size: int
    mtime_ns: int


def fetch(path: Path, copy: Path) -> Fetched:
    """Copy a document's bytes to `copy`, a file of ours, not yet synced; SourceError if they are no plan."""
    check_place(path)
    try:
        before = Path(long_path(path)).stat()
        _check_header(path, before.st_size)
        copy_unsynced(path, copy)
    except OSError as error:
        raise source_error(error, path) from error
    return Fetched(copy.stat().st_size, before.st_mtime_ns)


def check_place(path: Path) -> None:
    """Raise SourceError unless there is a plain file; nothing else is safe even to open."""
    try:
        mode = Path(long_path(path)).stat().st_mode
    except OSError as error:
        raise source_error(error, path) from error
    except ValueError as error:  # a zero byte in the name
        raise SourceError(_("{file} is not the name of a file.").format(file=repr(str(path)))) from error
    if stat.S_ISDIR(mode):
        raise SourceError(_("{file} is a folder; choose a plan file inside it.").format(file=path))
    if not stat.S_ISREG(mode):
        raise SourceError(_("{file} is a device, not a file; choose a plan file.").format(file=path))


def _check_header(path: Path, size: int) -> None:
    with open(long_path(path), "rb") as file:
        header = file.read(100)
    if not header:
        raise DamagedError(
            _("{file} is empty (0 bytes): saving or copying it was cut short. Open a backup of it.").format(file=path)
        )
    if not header.startswith(MAGIC[: len(header)]):
        raise _not_a_plan(path, header)
    if len(header) < 100 or size > LARGEST:
        raise damaged(path, _("its size is not that of a plan"))
    _check_fields(path, size, HEADER.unpack_from(header))


def _not_a_plan(path: Path, header: bytes) -> SourceError:
    if not header.strip(b"\0"):
        return DamagedError(
            _("{file} holds nothing but zeros: a disk or a copy failed. Open a backup of it.").format(file=path)
        )
    if header.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        text = _("{file} is a Word, Excel or packed file, not a plan, whatever its name says; import it instead.")
    else:
        text = _("{file} is not a plan file; if it is a document, import it instead.")
    return ForeignError(text.format(file=path))


def _check_fields(path: Path, size: int, fields: tuple[int, ...]) -> None:
    _magic, page_size, _write, _read, change_count, pages, version, application_id, valid_for, _sqlite = fields
    if application_id != APPLICATION_ID:
        text = _("{file} is a database of another program, not a plan; open it with that program.")
        raise ForeignError(text.format(file=path))
    if version > VERSION:
        text = _("{file} was made by a newer version of this program; install that version to open it.")
        raise SourceError(text.format(file=path))
    if version not in FINGERPRINTS:
        raise damaged(path, _("it does not say its version"))
    page_size = 65536 if page_size == 1 else page_size
    expected = page_size * pages if change_count == valid_for else size
    if size < expected:
        raise damaged(path, _("it is cut short: a part is missing"))
    if size > expected or not page_size or size % page_size:
        raise damaged(path, _("its size is not that of a plan"))


def damaged(path: Path, reason: str) -> DamagedError:
    """Return the error of a file that is damaged, for a reason."""
    text = _("{file} is damaged ({reason}). Open a backup of it, or ask for the file again.")
    return DamagedError(text.format(file=path, reason=reason))


@dataclass(frozen=True, slots=True)
class Facts:
    """What a check found in a plan file; `counts` only if it was thorough and found no problems."""

    version: int
    digest: str
    mark: str
    counts: dict[str, int]
    problems: tuple[str, ...]


def check_copy(copy: Path, name: Path, *, thorough: bool, outlined: bool = False) -> Facts:
    """Check a copy of the document `name` without running anything in it; DamagedError says what is wrong.

    Thorough is all of it; otherwise what the outline is read from only, the rest being checked later, and not even
    that where the outline is read and looked at meanwhile (`outlined`).
    """
    facts = inspect_copy(copy, name, thorough=thorough, outlined=outlined)
    if facts.problems:
        raise damaged(name, facts.problems[0])
    return facts


def inspect_copy(
    copy: Path, name: Path, *, thorough: bool, outlined: bool = False, pause: Pause = no_pause, seconds: float = SECONDS
) -> Facts:
    """Check a copy of the document `name` and return what was found, problems in its content included."""
    try:
        with open_of_our_schema(copy, name, seconds) as (connection, version):
            if outlined and not thorough:
                problems = page_problems(connection, OUTLINED_TABLES)
            else:
                problems = structure_problems(connection, () if thorough else AT_ONCE_TABLES)
            if not problems:
                problems = history_problems(connection, pause)
            if thorough and not problems:
                problems = content_problems(connection, pause)
            digest, mark = kept_digest(connection), state_mark(connection)
            # Counting walks a table without looking at the deadline: only what was found sound is counted.
            counts = row_counts(connection) if thorough and not problems else {}
            return Facts(version, digest, mark, counts, tuple(problems))
    except (sqlite3.Error, ValueError, MemoryError, RecursionError) as error:
        raise damaged(name, _("its content cannot be read")) from error


@contextlib.contextmanager
def open_of_our_schema(copy: Path, name: Path, seconds: float = SECONDS) -> Iterator[tuple[sqlite3.Connection, int]]:
    """Open a copy of the document `name` whose parts are those of a plan; give the connection and the version."""
    with contextlib.closing(open_sealed(copy)) as connection, _deadline(connection, seconds):
        yield connection, _check_schema(connection, name)


def open_sealed(path: Path) -> sqlite3.Connection:
    """Open a file for reading so that nothing in it can run and no other file is touched."""
    uri = f"file:{quote(os.fsencode(path))}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_authorizer(_authorize)
    return connection


def _authorize(action: int, first: str | None, second: str | None, *_where: str | None) -> int:
    allowed = (
        action in _ACTIONS
        or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
        or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


@contextlib.contextmanager
def _deadline(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Have SQLite give up on a file that was made to keep it busy."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, 100_000)
    yield
    connection.set_progress_handler(None, 0)


def _check_schema(connection: sqlite3.Connection, name: Path) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if fingerprint(connection) != FINGERPRINTS.get(version) or not _migrations_are_plain(connection):
        text = _("{file} was refused: it is altered and holds parts that no plan has. Ask for the original again.")
        raise DamagedError(text.format(file=name))
    return version


def _migrations_are_plain(connection: sqlite3.Connection) -> bool:
    """Tell whether the table that sqlite-utils keeps, which no fingerprint covers, is nothing but a table."""
    sql = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ?"
    rows = connection.execute(sql, (MIGRATIONS_TABLE,)).fetchall()
    tables = [name for kind, name, _sql in rows if kind == "table"]
    columns = connection.execute(f"PRAGMA table_xinfo({MIGRATIONS_TABLE})").fetchall()
    return (
        tables in ([], [MIGRATIONS_TABLE])
        and all(hidden == 0 for *_column, hidden in columns)
        and all(_is_plain(kind, sql) for kind, _name, sql in rows)
    )


def _is_plain(kind: str, sql: str | None) -> bool:
    if sql is None:
        return kind == "index"  # one that belongs to a UNIQUE or a PRIMARY KEY
    return bool((_PLAIN_TABLE if kind == "table" else _PLAIN_INDEX).fullmatch(sql))


def structure_problems(connection: sqlite3.Connection, tables: tuple[str, ...] = ()) -> list[str]:
    """Return what is wrong with the database itself; `tables` limits the look to some, () means all."""
    if problems := page_problems(connection, tables):
        return problems
    fits = _is_one_tree(connection) and _is_ordered(connection) and _is_registry(connection)
    return [] if fits else [_("its parts do not fit together")]


def page_problems(connection: sqlite3.Connection, tables: tuple[str, ...]) -> list[str]:
    """Return what SQLite itself finds wrong in some tables, () means all."""
    arguments = [f"({table})" for table in tables] or [""]
    for pragma in ("integrity_check", "foreign_key_check"):
        for argument in arguments:
            found = connection.execute(f"PRAGMA {pragma}{argument}").fetchmany(1)
            if found and found != [("ok",)]:
                return [_("its parts do not fit together")]
    return []


def _is_one_tree(connection: sqlite3.Connection) -> bool:
    """Tell whether there is one plan, and every node stands in it, at no mad depth."""
    plans = connection.execute("SELECT count(*) FROM plan").fetchone()[0]
    return bool(plans == 1 and connection.execute(_UNREACHED, (DEEPEST - 1,)).fetchone()[0] == 0)


def _is_ordered(connection: sqlite3.Connection) -> bool:
    """Tell whether every node's rank is one, so that others can be put before and after it."""
    strange = "SELECT count(*) FROM node WHERE rank = '' OR rank GLOB '*[^0-9A-Za-z]*' OR rank GLOB '*0'"
    return bool(connection.execute(strange).fetchone()[0] == 0)


def _is_registry(connection: sqlite3.Connection) -> bool:
    """Tell whether every department's aliases are texts and its members departments."""
    rows = [(json.loads(a), json.loads(m)) for a, m in connection.execute("SELECT aliases, members FROM department")]
    return all(_is_list_of(aliases, str) and _is_list_of(members, int) for aliases, members in rows)


def _is_list_of(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(element, kind) for element in value)


def content_problems(connection: sqlite3.Connection, pause: Pause = no_pause) -> list[str]:
    """Return whether the content is what the file says it is."""
    kept = kept_digest(connection)
    return [] if content_digest(connection, pause) == kept else [_("its content was altered outside this program")]


def history_problems(connection: sqlite3.Connection, pause: Pause = no_pause) -> list[str]:
    """Return whether the history is what was published, and can be undone; a file never published has none."""
    kept = kept_history_digest(connection)
    empty = connection.execute("SELECT count(*) FROM step").fetchone()[0] == 0
    fits = history_digest(connection, pause) == kept if kept else empty
    images = connection.execute("SELECT table_name, before, after FROM change")
    fits = fits and all(_is_change(*image) for image in images)
    return [] if fits else [_("its history was altered outside this program")]


def _is_change(table: str, before: str | None, after: str | None) -> bool:
    """Tell whether a recorded change is one: row images of a table of ours, whole where the row came or went."""
    columns = set(CONTENT.get(table, ()))
    images = [json.loads(image) for image in (before, after) if image is not None]
    whole = len(images) == 1
    return bool(columns and images) and all(
        isinstance(image, dict) and (image.keys() == columns if whole else image.keys() <= columns) for image in images
    )


def set_aside_strays(path: Path) -> tuple[str, ...]:
    """Move a journal found beside a document away with a copy of the document; return what to tell the user.

    SQLite would play such a file back into the document unseen. Where it cannot be moved it is ignored.
    """
    strays = [stray for end in STRAYS if os.path.lexists(stray := long_path(path) + end)]
    if not strays:
        return ()
    folder = set_aside_folder() / f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    try:
        _move_aside(path, strays, folder)
    except OSError:
        text = _("A leftover journal of another program lies beside {file}; it was ignored.")
        return (text.format(file=path.name),)
    text = _("A leftover journal of another program lay beside {file}; it was set aside, with a copy, in {folder}.")
    return (text.format(file=path.name, folder=folder),)


def _move_aside(path: Path, strays: list[str], folder: Path) -> None:
    folder.mkdir()
    copy_file(path, folder / f"document{path.suffix}")
    for stray in strays:
        copy_file(Path(stray), folder / f"document{path.suffix}{stray[stray.rindex('-') :]}")
    sync_folder(folder)
    for stray in strays:
        os.unlink(stray)
