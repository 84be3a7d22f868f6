"""Edits that reached no file: what an earlier program left behind is offered, opened again, or put into the backups.

One rule: a leftover goes only when its edits are in a file, in a document, or among the backups.
"""

import contextlib
import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planeditor.errors import OutputError, SourceError
from planeditor.i18n import _
from planeditor.store import backups
from planeditor.store.digest import state_mark
from planeditor.store.document import Document
from planeditor.store.failures import DamagedError, output_error
from planeditor.store.files import as_document, bring_up
from planeditor.store.locking import DocumentLock, lock_document
from planeditor.store.publishing import make_outgoing, remove_temporaries
from planeditor.store.safe_opening import AT_ONCE, AT_ONCE_TABLES, content_problems, structure_problems
from planeditor.store.store import connect
from planeditor.store.working_copy import WorkingCopy
from planeditor.store.working_folder import WorkingFolder, leftover_folders, take_folder

_log = logging.getLogger(__name__)
_held: dict[Path, WorkingFolder] = {}  # what this process offers: no other may offer it meanwhile


@dataclass(frozen=True, slots=True)
class Recovery:
    """A working copy with edits that reached no file; `changed_at` is UTC in ISO form, `path` None if untitled."""

    folder: Path
    path: Path | None
    title: str
    changed_at: str


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
    bring_up(folder.database)
    state = folder.read_state().settled()
    lock = lock_document(state.path, author) if state.path else DocumentLock()
    if state.path and lock.lock:
        remove_temporaries(state.path)
    return as_document(WorkingCopy(folder, state, lock, author=author, verified=thorough), author)


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
