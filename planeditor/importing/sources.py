"""Files in: from a path to a source, or to the draft of a plan.

One rule: whatever is wrong with a file is one sentence that names it and says what to do.
"""

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.importing.blocks import Progress, Source, share
from planeditor.importing.kinds import check_suffix
from planeditor.importing.options import ImportOptions

if TYPE_CHECKING:  # the child that reads documents loads this module, and none of what it has no need of
    from planeditor.importing.draft import Draft

DEFAULTS = ImportOptions()
LARGEST = 256 << 20  # bytes; a plan of 100,000 items has a tenth of that
READING = 0.3  # the share of an import that reading takes


def import_file(path: Path, options: ImportOptions = DEFAULTS, *, progress: Progress | None = None) -> "Draft":
    """Return the draft of the plan in a file; SourceError if it cannot be read, Cancelled if `progress` says so."""
    data = _read_known(path)
    source = _read(data, path, options, share(progress, 0, READING))
    if source is None:
        from planeditor.importing.draft import Draft
        from planeditor.importing.interchange import parse_json

        return Draft(parse_json(data, path.name), ())
    from planeditor.importing.grammar import parse_source

    return parse_source(source, options, progress=share(progress, READING, 1))


def read_source(path: Path, options: ImportOptions = DEFAULTS, *, progress: Progress | None = None) -> Source:
    """Return the paragraphs and tables of a file; SourceError if it cannot be read or is a plan in JSON."""
    source = _read(_read_known(path), path, options, progress)
    if source is None:
        raise _error(_("“{file}” holds a plan, not a text to be read."), path)
    return source


def _read(data: bytes, path: Path, options: ImportOptions, progress: Progress | None) -> Source | None:
    from planeditor.importing.reading_process import read_in_child

    return read_in_child(data, path.name, options, progress)


def _read_known(path: Path) -> bytes:
    if not os.path.isdir(path):
        check_suffix(path.name)
    return read_bytes(path)


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; SourceError for a folder, a device, a missing, empty, forbidden or gigantic file."""
    try:
        _check_place(path)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise _error(_("“{file}” was not found. Was it moved or renamed?"), path) from error
    except PermissionError as error:
        raise _error(
            _("“{file}” may not be read. Ask for permission, or copy it to a folder of your own."), path
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise _error(_("“{file}” cannot be read. Copy it to this computer and try again."), path) from error
    if not data.strip(b"\x00 \t\r\n"):
        raise _error(_("“{file}” is empty. Choose the file that holds the plan."), path)
    return data


def _check_place(path: Path) -> None:
    """Reading a pipe may wait for ever, and a device may never end."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise _error(_("“{file}” is a folder. Choose a file in it."), path)
    if not stat.S_ISREG(found.st_mode):
        raise _error(_("“{file}” is a device, not a file. Choose the file that holds the plan."), path)
    if found.st_size > LARGEST:
        raise _error(_("“{file}” is far too large for a plan. Import the part that holds the plan."), path)


def _error(message: str, path: Path) -> SourceError:
    return SourceError(message.format(file=path.name))
