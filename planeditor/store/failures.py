"""The failures of files, each with its sentence for people.

One rule: what the system says in numbers is said here in words: what happened, to which file, what to do.
"""

import errno
import sqlite3
from pathlib import Path

from planeditor.errors import OutputError, SourceError
from planeditor.i18n import _

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO, getattr(errno, "ESTALE", errno.ENOENT)}
_BUSY = {errno.EBUSY, errno.ETXTBSY if hasattr(errno, "ETXTBSY") else errno.EBUSY}
# ERROR_ACCESS_DENIED (what replacing an open file gives; rights were checked before), SHARING_ and LOCK_VIOLATION
_WINDOWS_BUSY = {5, 32, 33}
_WINDOWS_TOO_LONG = {111, 206}  # BUFFER_OVERFLOW, FILENAME_EXCED_RANGE; INVALID_NAME (123) may mean the same
_WINDOWS_INVALID_NAME = 123
_LONGEST_NAME = 255  # UTF-16 units of one name on Windows' file systems
_WINDOWS_GONE = {21, 53, 59, 64, 67, 1231}  # the drive is not ready, the network path or name is gone


class DamagedError(SourceError):
    """A plan file is damaged; `backup` is its newest good backup, if there is one."""

    def __init__(self, message: str, backup: Path | None = None) -> None:
        """Say what is damaged and remember the backup."""
        super().__init__(message)
        self.backup = backup


class ForeignError(SourceError):
    """A file is no plan by its first bytes."""


class ConflictError(OutputError):
    """Someone else changed the document's file since it was read or written here. Nothing was written."""


def output_error(error: OSError | sqlite3.Error, path: Path) -> OutputError:
    """Return the sentence for a failure to write `path`."""
    if isinstance(error, sqlite3.Error):
        code = errno.ENOSPC if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL else 0
        return OutputError(_writing_sentence(code, 0, str(error)).format(file=path, reason=error))
    if _is_too_long(error, path):
        error = OSError(errno.ENAMETOOLONG, error.strerror)
    sentence = _writing_sentence(error.errno or 0, getattr(error, "winerror", None) or 0, str(error))
    return OutputError(sentence.format(file=path, reason=error.strerror or error))


def _writing_sentence(code: int, winerror: int, text: str) -> str:
    if winerror in _WINDOWS_BUSY or code in _BUSY:
        return _("{file} is in use by another program; close it there and save again.")
    if code in _FULL or "disk is full" in text:
        return _("{file} cannot be written because the disk is full; free some space or save it elsewhere.")
    if winerror in _WINDOWS_GONE or code in _GONE:
        return _("{file} cannot be written because its folder or drive is gone; connect it or save elsewhere.")
    if code in _FORBIDDEN:
        return _("{file} cannot be written: the file or its folder is write-protected; save it elsewhere.")
    if code == errno.ENAMETOOLONG:
        return _("{file} cannot be written because the name is too long; choose a shorter one.")
    return _("{file} cannot be written ({reason}); save it elsewhere.")


def keeping_error(error: sqlite3.Error) -> OutputError:
    """Return the sentence for an edit that could not be kept; the plan is as it was before."""
    text = _("The change was not kept: the disk with your working copies is full or fails ({reason}). Free some space.")
    return OutputError(text.format(reason=error))


def _is_too_long(error: OSError, path: Path) -> bool:
    code = getattr(error, "winerror", None) or 0
    is_long = any(len(part.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_NAME for part in path.parts)
    return code in _WINDOWS_TOO_LONG or (code == _WINDOWS_INVALID_NAME and is_long)


def source_error(error: OSError, path: Path) -> SourceError:
    """Return the sentence for a failure to read `path`."""
    if _is_too_long(error, path):
        error = OSError(errno.ENAMETOOLONG, error.strerror)
    return SourceError(_reading_sentence(error).format(file=path, reason=error.strerror or error))


def _reading_sentence(error: OSError) -> str:
    if (getattr(error, "winerror", None) or 0) in _WINDOWS_BUSY or error.errno in _BUSY:
        return _("{file} is in use by another program; close it there and open it again.")
    if error.errno in _FULL:
        return _("{file} cannot be opened because the disk with your working copies is full; free some space.")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return _("{file} does not exist; it may have been moved, renamed or deleted.")
    if error.errno in _FORBIDDEN:
        return _("{file} cannot be read: you have no permission. Ask its owner, or copy it to your own folder.")
    if error.errno == errno.ENAMETOOLONG:
        return _("{file} cannot be read because the name is too long; rename it first.")
    return _("{file} cannot be read ({reason}); check the drive or the network and try again.")
