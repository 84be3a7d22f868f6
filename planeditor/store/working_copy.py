"""The working copy of an open plan and its ties to the document's file: publishing, save as, copies, closing.

One rule: an edit is safe once it is in the working copy; whatever happens to the document's file, the working copy
stays until its content stands verified in that file or the user threw it away.
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from planeditor.errors import OutputError
from planeditor.i18n import _
from planeditor.store import backups
from planeditor.store.digest import row_counts
from planeditor.store.disk import Progress, file_sha256, ignore_progress, long_path
from planeditor.store.failures import ConflictError, output_error
from planeditor.store.locking import DocumentLock, lock_document
from planeditor.store.publishing import Pace, has_changed, make_outgoing, put_in_place, remove_temporaries
from planeditor.store.safe_opening import content_problems, structure_problems
from planeditor.store.working_folder import State, Version, WorkingFolder


class WorkingCopy:
    """One open working copy. Its methods may be called from any thread; those that write take turns."""

    def __init__(
        self,
        folder: WorkingFolder,
        state: State,
        lock: DocumentLock,
        *,
        author: str = "",
        notices: tuple[str, ...] = (),
        verified: bool = True,
    ) -> None:
        """Take over a folder whose database is in place; `verified` if all of it was checked."""
        self.folder = folder
        self.notices = notices
        self._author = author
        self._state = state
        self._lock = lock
        self._verified = verified
        self._overwrite = False
        self._turn = threading.Lock()

    @property
    def path(self) -> Path | None:
        """Return the document's file, None for an untitled plan."""
        return self._state.path

    @property
    def holder(self) -> str:
        """Return who else has the document open, "" when it is ours."""
        return self._lock.holder

    @property
    def read_only(self) -> bool:
        """Tell whether another has the document open."""
        return bool(self._lock.holder)

    @property
    def published_at(self) -> str:
        """Return when the file was written, UTC in ISO form; "" for an untitled plan."""
        return self._state.version.time if self._state.version else ""

    def is_published(self, mark: str) -> bool:
        """Tell whether a state with this mark needs no publishing."""
        return self._state.is_settled(mark)

    def overwrite_next(self) -> None:
        """Let the next publication replace a file that someone else changed; theirs goes into the backups."""
        self._overwrite = True

    def publish(self, progress: Progress = ignore_progress) -> None:
        """Write the document's file; ConflictError if someone else changed it, OutputError if it cannot be written."""
        with self._turn:
            path = self._own_path()
            if not self._overwrite and has_changed(path, self._state):
                raise _conflict(path)
            self._publish(path, progress)

    def _own_path(self) -> Path:
        if self.path is None:
            raise OutputError(_("This plan has no file yet; choose a name for it."))
        if self.read_only:
            text = _("{file} is being edited by {holder}; save your plan under another name.")
            raise OutputError(text.format(file=self.path, holder=self.holder))
        return self.path

    def _publish(self, path: Path, progress: Progress) -> None:
        mark = make_outgoing(self.folder.database, self.folder.outgoing, progress)
        version = put_in_place(self.folder.outgoing, path, mark, self._guard)
        self._overwrite = False
        self._keep_state(replace(self._state, version=version, coming=None))
        self._keep_backup(path)

    def _guard(self, coming: Version) -> None:
        """Look once more at the moment of replacing, and note what is coming in case we do not live to see it."""
        path = self._own_path()
        if has_changed(path, self._state):
            if not self._overwrite:
                raise _conflict(path)
            backups.keep_theirs(path, path)
        self._keep_state(replace(self._state, coming=coming))

    def _keep_state(self, state: State) -> None:
        self.folder.write_state(state)
        self._state = state

    def _keep_backup(self, path: Path) -> None:
        backups.keep_published(path, self.folder.outgoing)
        self.folder.outgoing.unlink(missing_ok=True)

    def publish_to(self, path: Path, *, force: bool = False, progress: Progress = ignore_progress) -> None:
        """Write the plan to another file, which becomes the document's; OutputError if it exists, unless `force`."""
        path = Path(os.path.abspath(path))
        with self._turn:
            if path == self.path and not self.read_only:
                self._overwrite = self._overwrite or force
                self._publish(path, progress)
                return
            lock = _lock_target(path, self._author, force=force)
            try:
                self._move_to(path, progress)
            except BaseException:
                lock.release()
                raise
            self._lock.release()
            self._lock = lock

    def _move_to(self, path: Path, progress: Progress) -> None:
        mark = make_outgoing(self.folder.database, self.folder.outgoing, progress)
        version = put_in_place(self.folder.outgoing, path, mark, lambda _coming: _keep_what_is_there(path))
        self._keep_state(State(path, version))
        self._overwrite = False
        self._keep_backup(path)

    def save_copy(self, path: Path, *, with_history: bool = True, progress: Progress = ignore_progress) -> None:
        """Write a copy to another file, replacing what is there; without history no deleted word remains in it."""
        path = Path(os.path.abspath(path))
        if path == self.path:
            text = _("{file} is the plan itself; choose another name for the copy.")
            raise OutputError(text.format(file=path))
        with self._turn, target_lock(path, self._author, force=True):
            outgoing = self.folder.outgoing
            mark = make_outgoing(self.folder.database, outgoing, progress, history=with_history)
            put_in_place(outgoing, path, mark, lambda _coming: _keep_what_is_there(path))
            outgoing.unlink(missing_ok=True)

    def verify(self, progress: Progress = ignore_progress) -> tuple[str, ...]:
        """Check all that was not checked at opening, and return what is wrong; keeps a backup if nothing is."""
        if self._verified:
            return ()
        problems = self._find_problems(progress)
        self._verified = not problems
        if self._verified:
            self._note_bytes()
            self._back_up_opened()
        return tuple(problems)

    def _find_problems(self, progress: Progress) -> list[str]:
        with contextlib.closing(sqlite3.connect(self.folder.database, isolation_level=None)) as connection:
            connection.execute("BEGIN")
            try:
                if problems := structure_problems(connection):
                    return problems
                return content_problems(connection, Pace(progress, sum(row_counts(connection).values())))
            except sqlite3.Error:
                return [_("its content cannot be read")]

    def _note_bytes(self) -> None:
        """Note the hash of a large document's bytes, which opening did not wait for."""
        with self._turn:
            state = self._state
            if state.path and state.version and not state.version.sha256 and not has_changed(state.path, state):
                self._keep_state(replace(state, version=replace(state.version, sha256=file_sha256(state.path))))

    def _back_up_opened(self) -> None:
        state = self._state
        if state.path and state.version and not has_changed(state.path, state):
            backups.keep_opened(state.path, state.path)

    def close(self, mark: str, *, discard: bool = False) -> None:
        """Let go of the document; the working copy stays for recovery if the state with this mark is unpublished.

        The database must be closed already.
        """
        with self._turn:
            if discard or self.is_published(mark):
                self.folder.remove()
            else:
                self.folder.release()
            self._lock.release()


def _conflict(path: Path) -> ConflictError:
    text = _("{file} was changed by someone else since you opened it. Nothing was overwritten.")
    return ConflictError(text.format(file=path))


def _lock_target(path: Path, author: str, *, force: bool) -> DocumentLock:
    """Take the lock of a file that is about to be written; OutputError if it is open elsewhere or exists."""
    if not force and os.path.lexists(long_path(path)):
        raise OutputError(_("{file} exists already; choose another name or replace it.").format(file=path))
    lock = lock_document(path, author)
    if lock.holder:
        text = _("{file} is being edited by {holder}; choose another name or ask them to close it.")
        raise OutputError(text.format(file=path, holder=lock.holder))
    remove_temporaries(path)
    return lock


@contextlib.contextmanager
def target_lock(path: Path, author: str = "", *, force: bool) -> Iterator[None]:
    """Hold the lock of a file while it is written; OutputError if it is open elsewhere, or exists, unless `force`."""
    lock = _lock_target(path, author, force=force)
    try:
        yield
    finally:
        lock.release()


def _keep_what_is_there(path: Path) -> None:
    """Keep the file that the user chose to replace."""
    if not os.path.exists(long_path(path)):
        return
    try:
        backups.keep_theirs(path, path)
    except OSError as error:
        raise output_error(error, path) from error
