"""Plan files from outside: opening, new plans, and reading, checking or writing a file without opening it.

One rule: a file's bytes are copied and checked before anything is done with them, and the file itself is not touched.
"""

import contextlib
import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planeditor.i18n import _
from planeditor.plan.changes import Row
from planeditor.plan.entities import Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.outline import Outline
from planeditor.store import backups
from planeditor.store.aside import Aside
from planeditor.store.digest import kept_digest
from planeditor.store.disk import file_sha256, sync_file, sync_folder
from planeditor.store.document import Document
from planeditor.store.failures import DamagedError, ForeignError, output_error
from planeditor.store.loading import read_outline, read_snapshot, write_snapshot
from planeditor.store.locking import DocumentLock, lock_document
from planeditor.store.publishing import make_outgoing, put_in_place, remove_temporaries
from planeditor.store.reader import Dismissal, Reader
from planeditor.store.safe_opening import (
    AT_ONCE,
    Fetched,
    check_copy,
    check_place,
    damaged,
    fetch,
    inspect_copy,
    open_of_our_schema,
    open_sealed,
    set_aside_strays,
)
from planeditor.store.schema import VERSION, migrate
from planeditor.store.store import Store, connect
from planeditor.store.versions import step_marks
from planeditor.store.working_copy import WorkingCopy, target_lock
from planeditor.store.working_folder import (
    State,
    Version,
    WorkingFolder,
    create_folder,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verification:
    """What a full check of a plan file found; `counts` are rows of each table."""

    ok: bool
    problems: tuple[str, ...]
    counts: dict[str, int]
    digest: str


# opening


def open_document(path: Path, *, author: str = "", ahead: bool = False) -> Document:
    """Open the plan file at `path` for editing, or for reading if another has it open; SourceError if it cannot be.

    A DamagedError names the newest good backup of what lay there before. With `ahead` the outline is read at once.
    """
    path = _real_path(path)
    check_place(path)
    lock = lock_document(path, author)
    try:
        return _open(path, lock, author, ahead=ahead)
    except BaseException as error:
        lock.release()
        if isinstance(error, DamagedError | ForeignError) and (backup := backups.newest_good(path)):
            raise DamagedError(str(error), backup) from error
        raise


def _real_path(path: Path) -> Path:
    """Return the path with its links followed, so that two names of a file have one lock."""
    path = Path(os.path.abspath(path))
    return path.resolve() if os.path.islink(path) else path


def _open(path: Path, lock: DocumentLock, author: str, *, ahead: bool) -> Document:
    with _new_folder() as folder:
        if lock.lock:
            remove_temporaries(path)
        fetched = fetch(path, folder.incoming)
        notices = () if lock.holder else set_aside_strays(path)
        thorough = fetched.size <= AT_ONCE
        arrival = Aside(lambda: _arrived(folder.incoming, hashed=thorough))  # the disk works while the processor checks
        outline = Aside(lambda: _outline_of(folder.incoming, path) if ahead else None)
        try:
            facts = check_copy(folder.incoming, path, thorough=thorough, outlined=ahead)
        finally:
            arrival.wait()
            outline.wait()
        outline_ahead = outline.result()
        if thorough:
            backups.keep_opened(path, folder.incoming)
        state = State(path, _version(fetched, arrival.result(), facts.mark))
        _accept(folder, state, facts.version)
        working = WorkingCopy(folder, state, lock, author=author, notices=notices, verified=thorough)
        document = as_document(working, author)
        document.outline_ahead = outline_ahead
        return document


def _outline_of(copy: Path, name: Path) -> Outline | None:
    with open_of_our_schema(copy, name) as (connection, version):
        try:
            outline = read_outline(connection)
        except (KeyError, ValueError, sqlite3.Error) as error:
            raise damaged(name, _("its content cannot be read")) from error
        if not outline.is_sound():
            raise damaged(name, _("its parts do not fit together"))
        return outline if version == VERSION else None


def _arrived(copy: Path, *, hashed: bool) -> str:
    """Have a copy on disk, and return the SHA-256 of its bytes, "" for one so large that its time is trusted."""
    sync_file(copy)
    return file_sha256(copy) if hashed else ""


def _version(fetched: Fetched, sha256: str, mark: str) -> Version:
    written = datetime.fromtimestamp(fetched.mtime_ns / 1e9, UTC).isoformat(timespec="seconds")
    return Version(fetched.size, fetched.mtime_ns, sha256, mark, written)


def _accept(folder: WorkingFolder, state: State, version: int) -> None:
    """Let the checked copy become the working copy."""
    folder.write_state(state)
    os.replace(folder.incoming, folder.database)
    sync_folder(folder.path)
    if version < VERSION:
        bring_up(folder.database)


def bring_up(database: Path) -> None:
    """Bring a working copy to this version, unless it is of it."""
    with contextlib.closing(connect(database)) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            migrate(connection)


def as_document(working: WorkingCopy, author: str) -> Document:
    """Open a working copy whose content was checked."""
    store = Store(connect(working.folder.database), author)
    store.read_only = working.read_only
    return Document(store, working)


@contextlib.contextmanager
def _new_folder() -> Iterator[WorkingFolder]:
    """Give a new working folder, which is removed again if the block fails."""
    try:
        folder = create_folder()
    except OSError as error:
        raise output_error(error, Path(error.filename or "")) from error
    try:
        yield folder
    except (OSError, sqlite3.Error) as error:
        folder.remove()
        raise output_error(error, folder.path) from error
    except BaseException:
        folder.remove()
        raise


@contextlib.contextmanager
def _quarantine() -> Iterator[WorkingFolder]:
    """Give a working folder that is removed in any case."""
    with _new_folder() as folder:
        try:
            yield folder
        finally:
            folder.remove()


def new_document(
    snapshot: Snapshot | None = None, *, author: str = "", kept: Iterable[tuple[str, Row]] = ()
) -> Document:
    """Open a new, untitled plan: an empty one, or one with the content of `snapshot`, which counts as unsaved.

    `kept` are rows of what it keeps beside its text, such as settings: it begins with them.
    """
    with _new_folder() as folder:
        untouched = _fill(folder.database, snapshot or Snapshot(Plan(new_id())), kept)
        state = State(untouched="" if snapshot else untouched)
        folder.write_state(state)
        return as_document(WorkingCopy(folder, state, DocumentLock(), author=author), author)


def _fill(database: Path, snapshot: Snapshot, kept: Iterable[tuple[str, Row]] = ()) -> str:
    with contextlib.closing(connect(database)) as connection:
        migrate(connection)
        write_snapshot(connection, snapshot, kept)
        return kept_digest(connection)


# files without a document


def read_plan(path: Path) -> Snapshot:
    """Return the whole plan in a file, checked; SourceError if it cannot be read."""
    with _checked_copy(path) as copy, contextlib.closing(open_sealed(copy)) as connection:
        return read_snapshot(connection)


@contextlib.contextmanager
def _checked_copy(path: Path) -> Iterator[Path]:
    """Give a checked copy of a file, brought to this version."""
    path = Path(os.path.abspath(path))
    with _quarantine() as folder:
        fetch(path, folder.incoming)
        if check_copy(folder.incoming, path, thorough=True).version < VERSION:
            with contextlib.closing(sqlite3.connect(folder.incoming)) as connection:
                migrate(connection)
        yield folder.incoming


def read_history(path: Path) -> tuple[Snapshot, list[str]]:
    """Return the plan in a file and the marks of its states, the newest first; SourceError if it cannot be read."""
    with _checked_copy(path) as copy, contextlib.closing(open_sealed(copy)) as connection:
        return read_snapshot(connection), step_marks(connection)


def read_dismissals(path: Path) -> tuple[Snapshot, list[Dismissal], dict[str, str]]:
    """Return the plan in a file, the findings dismissed in it, and its settings; SourceError if it cannot be read."""
    with _checked_copy(path) as copy, contextlib.closing(open_sealed(copy)) as connection:
        reader = Reader(connection)
        return read_snapshot(connection), reader.dismissals(), reader.settings()


def read_for_export(path: Path) -> tuple[Snapshot, str, dict[str, str]]:
    """Return the plan in a file, the mark of its present state, and its settings; SourceError if it cannot be read."""
    with _checked_copy(path) as copy, contextlib.closing(open_sealed(copy)) as connection:
        marks = step_marks(connection)
        return read_snapshot(connection), marks[0] if marks else "", Reader(connection).settings()


def verify_plan(path: Path) -> Verification:
    """Check everything in a plan file; SourceError if there is no plan to check."""
    path = Path(os.path.abspath(path))
    with _quarantine() as folder:
        try:
            fetch(path, folder.incoming)
            facts = inspect_copy(folder.incoming, path, thorough=True)
        except DamagedError as error:
            return Verification(False, (str(error),), {}, "")
        return Verification(not facts.problems, facts.problems, facts.counts, facts.digest)


def create_plan(
    path: Path, snapshot: Snapshot, *, force: bool = False, settings: Mapping[str, str] | None = None
) -> None:
    """Write a plan, perhaps with settings of its own, into a new file without any history.

    OutputError if it exists, unless `force`, or is open somewhere.
    """
    path = Path(os.path.abspath(path))
    with target_lock(path, force=force), _quarantine() as folder:
        _fill(folder.database, snapshot)
        if settings:
            _set(folder.database, settings)
        mark = make_outgoing(folder.database, folder.outgoing, history=not settings, gently=False)  # that of setting
        put_in_place(folder.outgoing, path, mark, lambda _coming: None)


def _set(database: Path, settings: Mapping[str, str]) -> None:
    with contextlib.closing(connect(database)) as connection:
        document = Document(Store(connection))
        for name, text in settings.items():
            document.set_setting(name, text)
