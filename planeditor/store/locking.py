"""Locks between programs: who has a document, or a working copy, open.

One rule: a lock is held by the system for the process, never by the file's existence, so that it dies with the
process and nothing stale is left to ask about.
"""

import contextlib
import errno
import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planeditor.store.disk import beside, long_path

_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
_FAR = 0x7FFF0000  # Windows locks bytes against readers too, so lock one that nobody reads
_NOTE_LIMIT = 4096
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(slots=True)
class FileLock:
    """A lock file held by this process; `descriptor` is -1 once released."""

    path: Path
    descriptor: int

    def write_note(self, note: bytes) -> None:
        """Say in the file who holds it."""
        os.ftruncate(self.descriptor, 0)
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        os.write(self.descriptor, note)

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self.descriptor < 0:
            return
        descriptor, self.descriptor = self.descriptor, -1
        if sys.platform == "win32":
            os.close(descriptor)  # an open file cannot be removed; one that another took meanwhile stays
            _remove(self.path)
        else:
            _remove(self.path)  # first, so that nobody locks a file that is about to go
            os.close(descriptor)


def acquire(path: Path) -> FileLock | None:
    """Return the lock, None if another holds it; OSError where no such file can be made.

    A file system without locks gives one to everybody: the check for a changed file protects there.
    """
    while True:
        descriptor = _open(path)
        if not _lock(descriptor):
            os.close(descriptor)
            return None
        if _still_there(path, descriptor):
            return FileLock(path, descriptor)
        os.close(descriptor)  # its last holder removed it between our opening and locking


def _open(path: Path) -> int:
    name = long_path(path)
    try:
        return os.open(name, _FLAGS, 0o666)
    except PermissionError:
        return os.open(name, _FLAGS & ~(os.O_RDWR | os.O_CREAT))  # another user's: a lock needs no right to write


def _still_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(long_path(path)), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _lock(descriptor: int) -> bool:
    try:
        _lock_now(descriptor)
    except OSError as error:
        return error.errno not in _HELD
    return True


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _NOW_OR_NEVER = 0x1 | 0x2  # LOCKFILE_FAIL_IMMEDIATELY, LOCKFILE_EXCLUSIVE_LOCK
    _LOCK_VIOLATION = 33

    class _Place(ctypes.Structure):
        """OVERLAPPED, which says where in the file."""

        _fields_ = (
            ("Internal", ctypes.c_size_t),
            ("InternalHigh", ctypes.c_size_t),
            ("Offset", wintypes.DWORD),
            ("OffsetHigh", wintypes.DWORD),
            ("hEvent", wintypes.HANDLE),
        )

    def _lock_now(descriptor: int) -> None:
        # Not msvcrt.locking: it tells "held by another" from "no locks here" by errno, which not every runtime sets.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = wintypes.HANDLE(msvcrt.get_osfhandle(descriptor))
        place = _Place(Offset=_FAR)
        if not kernel.LockFileEx(handle, _NOW_OR_NEVER, 0, 1, 0, ctypes.byref(place)):
            is_held = ctypes.get_last_error() == _LOCK_VIOLATION
            raise OSError(errno.EAGAIN if is_held else errno.ENOLCK, "LockFileEx")

else:
    import fcntl

    def _lock_now(descriptor: int) -> None:
        # flock, not lockf: a POSIX record lock is lost as soon as any descriptor of the file is closed (fcntl(2)).
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):  # it is gone, or stays: a lock file that nobody locks keeps nobody out
        os.unlink(long_path(path))


@dataclass(slots=True)
class DocumentLock:
    """What the lock file beside a document says: `holder` names another who has it open, "" means it is ours.

    `lock` is None where no lock file can be made, as on a read-only medium; then nobody is kept out.
    """

    lock: FileLock | None = None
    holder: str = ""

    def release(self) -> None:
        """Let others have the document."""
        if self.lock is not None:
            self.lock.release()
            self.lock = None


def lock_document(path: Path, author: str = "") -> DocumentLock:
    """Take the lock file beside a document, or say who has it."""
    place = lock_path(path)
    try:
        lock = acquire(place)
    except OSError:
        return DocumentLock()
    if lock is None:
        return DocumentLock(holder=read_holder(place))
    with contextlib.suppress(OSError):  # opened for reading only, or a full disk: the lock holds without a note
        lock.write_note(_note(author))
        _hide(place)
    return DocumentLock(lock)


def lock_path(path: Path) -> Path:
    """Return the name of the lock file beside a document."""
    return beside(path, ".~lock.", "#")


def read_holder(place: Path) -> str:
    """Return who holds a lock file: the user, with the computer if it is another one; "?" if it does not say."""
    try:
        with open(long_path(place), "rb") as file:
            note = json.loads(file.read(_NOTE_LIMIT))
        user, host = str(note["user"]), str(note["host"])
    except (OSError, ValueError, KeyError, TypeError):
        return "?"
    return (user if host == _host_name() else f"{user} ({host})") or "?"


def _note(author: str) -> bytes:
    note = {
        "user": author or user_name() or "?",
        "host": _host_name(),
        "pid": os.getpid(),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    return json.dumps(note, ensure_ascii=False).encode()


def user_name() -> str:
    """Return the name of the person at this computer as the system knows it, "" if it does not."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""  # no such user in the system's list, as in some containers


def _host_name() -> str:
    return os.environ.get("COMPUTERNAME", "?") if sys.platform == "win32" else os.uname().nodename


def _hide(path: Path) -> None:
    """Set Windows' hidden attribute; elsewhere the leading dot does it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetFileAttributesW(long_path(path), 2)
