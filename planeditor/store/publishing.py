"""Publishing: the working copy becomes the document's file, whole and verified, or the file stays as it was.

One rule: the file at the user's path is only ever replaced by one that was read back and found right. It is made on
our own disk, so that SQLite never runs on a stick or a share; only finished bytes travel there.
"""

import contextlib
import errno
import math
import os
import secrets
import sqlite3
import stat
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planeditor.errors import OutputError, SourceError
from planeditor.i18n import _
from planeditor.store.digest import history_digest, keep_history_digest, kept_digest, row_counts, state_mark
from planeditor.store.disk import (
    Progress,
    beside,
    copy_file,
    file_sha256,
    ignore_progress,
    long_path,
    sync_folder,
)
from planeditor.store.failures import output_error
from planeditor.store.safe_opening import AT_ONCE, STRAYS, inspect_copy
from planeditor.store.working_folder import State, Version

PAGES = 1000  # of a step of SQLite's backup, 4 MB
_PATIENCE = (0.05, 0.1, 0.2, 0.3, 0.4)  # seconds
COPYING = 0.3  # part of the work, for progress; the rest is verifying


class Pace:
    """Called after every batch of work: sleeps as long as the batch took, so that typing never waits for us.

    Python's threads share one interpreter lock; without pauses a verification would hold up the window.
    """

    def __init__(self, progress: Progress, rows: int, start: float = 0.0, *, gently: bool = True) -> None:
        """Report progress from `start` to 1 over `rows` rows; sleep only if `gently`."""
        self._gently = gently
        self._progress = progress
        self._rows = rows or 1
        self._start = start
        self._done = 0
        self._last = time.perf_counter()

    def __call__(self, rows: int) -> None:
        """Take note of a batch of rows, report and sleep."""
        self._done += rows
        self._progress(self._start + (1 - self._start) * min(self._done / self._rows, 1.0))
        if self._gently:
            time.sleep(time.perf_counter() - self._last)
        self._last = time.perf_counter()


def make_outgoing(
    database: Path,
    outgoing: Path,
    progress: Progress = ignore_progress,
    *,
    history: bool = True,
    gently: bool = True,
) -> str:
    """Copy the working copy as it is now into the file `outgoing`, verify that, and return its mark.

    Without history nothing of what was changed or deleted remains in the copy. OutputError if it does not come out
    right; the working copy may be edited meanwhile, for which it works `gently`.
    """
    try:
        _remove_database(outgoing)
        moment = _copy_database(database, outgoing, progress, history)
        _keep_history_digest(outgoing, gently)
    except (OSError, sqlite3.Error) as error:
        raise output_error(error, outgoing) from error
    _verify(outgoing, moment, progress, gently)
    return moment.mark


def _remove_database(path: Path) -> None:
    """Remove a database of a publication that was killed, its journal first: SQLite would replay it into the next."""
    for end in (*STRAYS, ""):
        path.with_name(path.name + end).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Moment:
    """What the working copy was at the moment that is published."""

    mark: str
    digest: str
    counts: dict[str, int]


def _copy_database(database: Path, outgoing: Path, progress: Progress, history: bool) -> _Moment:
    with _connection(database) as source, _connection(outgoing) as copy:
        source.execute("BEGIN")
        moment = _Moment(state_mark(source), kept_digest(source), row_counts(source))  # the first read pins it
        copy.execute("PRAGMA synchronous = OFF")  # the bytes are synced where they end up
        source.backup(copy, pages=PAGES, progress=lambda _s, left, total: progress(_part(left, total)))
        copy.execute("PRAGMA journal_mode = DELETE")
        if not history:
            _forget_history(copy)
        return moment


def _keep_history_digest(outgoing: Path, gently: bool) -> None:
    with _connection(outgoing) as copy:
        copy.execute("PRAGMA synchronous = OFF")
        keep_history_digest(copy, history_digest(copy, Pace(ignore_progress, 0, gently=gently)))


def _part(left: int, total: int) -> float:
    return COPYING * (total - left) / (total or 1)


def _forget_history(copy: sqlite3.Connection) -> None:
    copy.execute("DELETE FROM change")
    copy.execute("DELETE FROM step")
    copy.execute("VACUUM")  # deleted rows stay readable in free pages until the file is built anew


@contextlib.contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def _verify(outgoing: Path, moment: _Moment, progress: Progress, gently: bool) -> None:
    """Check the copy as strictly as a stranger's file, so that what is published can be opened."""
    pace = Pace(progress, sum(moment.counts.values()), COPYING, gently=gently)
    try:
        facts = inspect_copy(outgoing, outgoing, thorough=True, pause=pace, seconds=math.inf)
    except SourceError as error:
        raise _never_written(str(error)) from error
    if facts.problems or facts.digest != moment.digest or facts.counts != moment.counts:
        raise _never_written("; ".join(facts.problems) or facts.digest)


def _never_written(reason: str) -> OutputError:
    text = _("The plan was not written because its working copy is damaged; open a backup of it. ({reason})")
    return OutputError(text.format(reason=reason))


def has_changed(target: Path, state: State) -> bool:
    """Tell whether someone else changed the file since we read or wrote it; a vanished one has not changed."""
    try:
        found = os.stat(long_path(target))
        if not stat.S_ISREG(found.st_mode):
            return True  # reading a pipe that stands there now might wait for ever
        if state.version and found.st_size > AT_ONCE and _is_as_known(found, state.version):
            return False  # the time is trusted for large files only: it is coarse on sticks and shares
        return not state.knows(file_sha256(target))
    except FileNotFoundError:
        return False
    except OSError as error:
        raise output_error(error, target) from error


def _is_as_known(found: os.stat_result, version: Version) -> bool:
    return (found.st_size, found.st_mtime_ns) == (version.size, version.mtime_ns)


def put_in_place(source: Path, target: Path, mark: str, guard: Callable[[Version], None]) -> Version:
    """Replace `target` with the verified file `source` and return what now stands there.

    `guard` is called at the last moment with what is coming and raises to prevent it. OutputError leaves `target`
    as it was.
    """
    prefix = _temporary_prefix(target)
    temporary = prefix.with_name(prefix.name + secrets.token_hex(4))
    try:
        _check_target(target)
        version = _write_temporary(source, temporary, target, mark)
        guard(version)
        _replace(long_path(temporary), long_path(target))
        sync_folder(target.parent)
        return version
    except OSError as error:
        raise output_error(error, target) from error
    finally:
        with contextlib.suppress(OSError):  # it has become the target; else the next opening removes it
            os.unlink(long_path(temporary))


def _replace(temporary: str, target: str) -> None:
    """Replace the target; on Windows, where scanners open every new file for a moment, try again for a second."""
    for pause in _PATIENCE if sys.platform == "win32" else ():
        try:
            return os.replace(temporary, target)
        except PermissionError:
            time.sleep(pause)
    return os.replace(temporary, target)


def _check_target(target: Path) -> None:
    if os.path.isdir(long_path(target)):
        raise OutputError(_("{file} is a folder; choose the name of a file.").format(file=target))
    if os.path.exists(long_path(target)) and not os.path.isfile(long_path(target)):
        raise OutputError(_("{file} is a device, not a file; choose a plan file.").format(file=target))
    effective = os.access in os.supports_effective_ids
    if os.path.exists(long_path(target)) and not os.access(long_path(target), os.W_OK, effective_ids=effective):
        raise PermissionError(errno.EACCES, "write-protected")  # replacing it would succeed all the same


def _write_temporary(source: Path, temporary: Path, target: Path, mark: str) -> Version:
    sha256 = copy_file(source, temporary)
    if file_sha256(temporary) != sha256:
        text = _("{file} was not written: the drive returned other bytes than it was given; use another drive.")
        raise OutputError(text.format(file=target))
    _take_over_rights(temporary, target)
    written = os.stat(long_path(temporary))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Version(written.st_size, written.st_mtime_ns, sha256, mark, now)


def _take_over_rights(temporary: Path, target: Path) -> None:
    """Give the new file the group and the rights of the one it replaces, as far as the system lets us."""
    with contextlib.suppress(OSError):
        old = os.stat(long_path(target))
        if hasattr(os, "chown"):
            os.chown(temporary, -1, old.st_gid)
        os.chmod(long_path(temporary), stat.S_IMODE(old.st_mode))


def _temporary_prefix(target: Path) -> Path:
    return beside(target, ".~", ".tmp-")


def remove_temporaries(target: Path) -> None:
    """Remove what a killed publication left beside a document; only for who holds the document's lock."""
    prefix = _temporary_prefix(target).name
    with contextlib.suppress(OSError):  # what cannot be removed now is removed another time
        for entry in os.scandir(long_path(target.parent)):
            if entry.name.startswith(prefix):
                os.unlink(entry.path)
