"""Plan files from outside: opening, new plans, recovery, and reading, checking or writing a file without opening it.

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

from planeditor.errors import OutputError, SourceError
from planeditor.i18n import _
from planeditor.plan.changes import Row
from planeditor.plan.entities import Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.outline import Outline
from planeditor.store import backups
from planeditor.store.aside import Aside
from planeditor.store.digest import kept_digest, state_mark
from planeditor.store.disk import file_sha256, sync_file, sync_folder
from planeditor.store.document import Document
from planeditor.store.failures import DamagedError, ForeignError, output_error
from planeditor.store.loading import read_outline, read_snapshot, write_snapshot
from planeditor.store.locking import DocumentLock, lock_document
from planeditor.store.publishing import make_outgoing, put_in_place, remove_temporaries
from planeditor.store.reader import Dismissal, Reader
from planeditor.store.safe_opening import (
    AT_ONCE,
    AT_ONCE_TABLES,
    Fetched,
    check_copy,
    check_place,
    content_problems,
    damaged,
    fetch,
    inspect_copy,
    open_of_our_schema,
    open_sealed,
    set_aside_strays,
    structure_problems,
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
    leftover_folders,
    take_folder,
)

_log = logging.getLogger(__name__)
_held: dict[Path, WorkingFolder] = {}  # what this process offers: no other may offer it meanwhile


@dataclass(frozen=True, slots=True)
class Recovery:
    """A working copy with edits that reached no file; `changed_at` is UTC in ISO form, `path` None if untitled."""

    folder: Path
    path: Path | None
    title: str
    changed_at: str


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
        document = _document(working, author)
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
        _bring_up(folder.database)


def _bring_up(database: Path) -> None:
    """Bring a working copy to this version, unless it is of it."""
    with contextlib.closing(connect(database)) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            migrate(connection)


def _document(working: WorkingCopy, author: str) -> Document:
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
        return _document(WorkingCopy(folder, state, DocumentLock(), author=author), author)


def _fill(database: Path, snapshot: Snapshot, kept: Iterable[tuple[str, Row]] = ()) -> str:
    with contextlib.closing(connect(database)) as connection:
        migrate(connection)
        write_snapshot(connection, snapshot, kept)
        return kept_digest(connection)


# recovery


def pending_recoveries() -> list[Recovery]:
    """Return the working copies with edits that reached no file, newest first; clears away those without any."""
    try:
        folders = [*leftover_folders(), *_held.values()]
        found = [recovery for folder in folders if (recovery := _look_into(folder)) is not None]
    except OSError as error:
        raise output_error(error, Path(error.filename or "")) from error
    return sorted(found, key=lambda recovery: recovery.changed_at, reverse=True)


def hold(recoveries: Iterable[Recovery]) -> list[Recovery]:
    """Keep leftovers for this process to offer, until `let_go`, and return those that no other process has."""
    for recovery in recoveries:
        folder = None if recovery.folder in _held else take_folder(recovery.folder)
        if folder is not None:
            _held[recovery.folder] = folder
    return [recovery for recovery in recoveries if recovery.folder in _held]


def let_go(recoveries: Iterable[Recovery]) -> None:
    """Leave leftovers that were neither recovered nor discarded for a later offer."""
    for recovery in recoveries:
        folder = _held.pop(recovery.folder, None)
        if folder is not None:
            folder.release()


def _take(recovery: Recovery) -> WorkingFolder | None:
    return _held.pop(recovery.folder, None) or take_folder(recovery.folder)


def _look_into(folder: WorkingFolder) -> Recovery | None:
    """Return what a leftover folder has to offer, None after clearing away one that has nothing."""
    if not folder.database.exists():
        _clear_away(folder)
        return None
    state = folder.read_state().settled()
    modified = datetime.fromtimestamp(folder.database.stat().st_mtime, UTC).isoformat(timespec="seconds")
    name = state.path.stem if state.path else ""
    try:
        mark, title, changed_at = _read_leftover(folder.database)
    except sqlite3.Error:
        _log.warning("cannot look into %s", folder.path, exc_info=True)
        _leave(folder)
        return Recovery(folder.path, state.path, name, modified)
    if state.is_settled(mark):
        _clear_away(folder)
        return None
    _leave(folder)
    return Recovery(folder.path, state.path, title or name, changed_at or modified)


def _clear_away(folder: WorkingFolder) -> None:
    _held.pop(folder.path, None)
    folder.remove()


def _leave(folder: WorkingFolder) -> None:
    if folder.path not in _held:
        folder.release()


def _read_leftover(database: Path) -> tuple[str, str, str]:
    with contextlib.closing(connect(database)) as connection:
        title = connection.execute("SELECT title FROM plan").fetchone()
        changed_at = connection.execute("SELECT max(time) FROM step").fetchone()[0]
        return state_mark(connection), title[0] if title else "", changed_at or ""


def recover(recovery: Recovery, *, author: str = "") -> Document:
    """Open a working copy that was left behind, with every edit in it; SourceError if it is open or gone."""
    folder = _take(recovery)
    if folder is None:
        text = _("The unsaved edits of {title} are open in another window already.")
        raise SourceError(text.format(title=_name(recovery)))
    try:
        return _recover(folder, recovery, author)
    except BaseException:
        folder.release()
        raise


def _recover(folder: WorkingFolder, recovery: Recovery, author: str) -> Document:
    if not folder.database.exists():
        text = _("The unsaved edits of {title} are no longer there; they were saved or discarded meanwhile.")
        raise SourceError(text.format(title=_name(recovery)))
    thorough = folder.database.stat().st_size <= AT_ONCE
    _check_leftover(folder.database, recovery, thorough=thorough)
    _bring_up(folder.database)
    state = folder.read_state().settled()
    lock = lock_document(state.path, author) if state.path else DocumentLock()
    if state.path and lock.lock:
        remove_temporaries(state.path)
    return _document(WorkingCopy(folder, state, lock, author=author, verified=thorough), author)


def _check_leftover(database: Path, recovery: Recovery, *, thorough: bool) -> None:
    try:
        with contextlib.closing(connect(database)) as connection:
            problems = structure_problems(connection, () if thorough else AT_ONCE_TABLES)
            if thorough:
                problems = problems or content_problems(connection)
    except sqlite3.Error:
        problems = [_("its content cannot be read")]
    if problems:
        text = _("The unsaved edits of {title} are damaged ({reason}). Open the file itself, or a backup of it.")
        backup = backups.newest_good(recovery.path) if recovery.path else None
        raise DamagedError(text.format(title=_name(recovery), reason=problems[0]), backup)


def _name(recovery: Recovery) -> str:
    return recovery.title or _("an untitled plan")


def discard(recovery: Recovery) -> None:
    """Move a working copy that was left behind into the backups; nothing happens to one that is open.

    OutputError if it cannot be kept there; it stays to be recovered then.
    """
    folder = _take(recovery)
    if folder is None:
        return
    try:
        if folder.database.exists():
            _keep_discarded(folder, recovery)
    except (OSError, sqlite3.Error) as error:
        folder.release()
        raise output_error(error, folder.path) from error
    except BaseException:
        folder.release()
        raise
    folder.remove()


def _keep_discarded(folder: WorkingFolder, recovery: Recovery) -> None:
    """Keep the discarded edits as a plan file, or, where they are too damaged for one, the bytes as they are."""
    try:
        make_outgoing(folder.database, folder.outgoing, gently=False)
        source = folder.outgoing
    except OutputError:
        _log.warning("%s is kept as it is", folder.path, exc_info=True)
        source = folder.database
    backups.keep_discarded(recovery.path, source)


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
