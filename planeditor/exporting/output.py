"""The file an export ends in. One rule: it appears whole under its name, or nothing is left behind."""

import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import IO

from planeditor.errors import OutputError
from planeditor.i18n import _


def write_whole(path: Path, write: Callable[[IO[bytes]], None], *, force: bool) -> None:
    """Write beside `path` and move into place; OutputError if it exists or cannot be written."""
    target = Path(os.path.realpath(path))  # a link stays a link
    part = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        _refuse_existing(target, force)
        with part.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        _refuse_existing(target, force)
        os.replace(part, target)
    except OSError as error:
        raise output_error(target, error) from error
    finally:
        _remove(part)


def output_error(path: Path, error: OSError) -> OutputError:
    """Return what an operating system's refusal to write `path` means to a person."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        message = _("“{file}” was not written: the disk is full. Free some space or choose another folder.")
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        message = _("“{file}” was not written: the folder {folder} does not exist.")
    elif error.errno == errno.ENAMETOOLONG:
        message = _("“{file}” was not written: the name is too long. Choose a shorter one.")
    elif isinstance(error, PermissionError) and error.filename2 is not None:  # the new file is there, the old one stays
        message = _("“{file}” was not written: another program has it open. Close it there, or choose another name.")
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        message = _("“{file}” was not written: you may not write into the folder {folder}. Choose another folder.")
    else:
        message = _("“{file}” was not written: {reason}.")
    reason = error.strerror or str(error)
    return OutputError(message.format(file=path.name, folder=path.parent, reason=reason))


def _refuse_existing(path: Path, force: bool) -> None:
    """Whatever is no plain file stays even if the user forces it: replacing a device would break the system."""
    try:
        mode = path.lstat().st_mode  # links were followed before; one that is left leads round in a circle
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise OutputError(_("“{file}” was not written: a folder has that name.").format(file=path.name))
    if not stat.S_ISREG(mode):
        raise OutputError(_("“{file}” was not written: a device has that name.").format(file=path.name))
    if not force:
        raise OutputError(_("“{file}” exists already and was left as it is.").format(file=path.name))


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:  # the disk is gone, or the name was none: the error that is already on its way says so
        return
