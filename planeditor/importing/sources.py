"""Files in: which reader a file needs, and what to tell people where there is none.

One rule: whatever is wrong with a file is one sentence that names it and says what to do.
"""

import os
import stat
from pathlib import Path

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.importing.blocks import Progress, Source, share
from planeditor.importing.draft import Draft
from planeditor.importing.grammar import parse_source
from planeditor.importing.options import ImportOptions
from planeditor.importing.text import decode_text, text_blocks

TEXT_SUFFIXES = (".txt", ".text")
OLD_OFFICE = (".doc", ".wps", ".xls", ".et", ".rtf")
NEW_OFFICE = (".docx", ".xlsx")
DEFAULTS = ImportOptions()
LARGEST = 256 << 20  # bytes; a plan of 100,000 items has a tenth of that


def import_file(path: Path, options: ImportOptions = DEFAULTS, *, progress: Progress | None = None) -> Draft:
    """Return the draft of the plan in a file; SourceError if it cannot be read, Cancelled if `progress` says so."""
    if path.suffix.lower() == ".json":
        from planeditor.importing.interchange import read_json

        return Draft(read_json(path), ())
    source = read_source(path, options, progress=share(progress, 0, 0.3))
    return parse_source(source, options, progress=share(progress, 0.3, 1))


def read_source(path: Path, options: ImportOptions = DEFAULTS, *, progress: Progress | None = None) -> Source:
    """Return the paragraphs and tables of a file; SourceError if it cannot be read."""
    suffix = path.suffix.lower()
    if not os.path.isdir(path):
        _refuse_suffix(path, suffix)
    return Source(path.name, tuple(text_blocks(_text(path, read_bytes(path)))))


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


def _text(path: Path, data: bytes) -> str:
    try:
        text = decode_text(data)
    except ValueError as error:
        raise _error(
            _("“{file}” is not a text file. Open it in the program it came from and save it as plain text."), path
        ) from error
    if not text.strip("\ufeff \t\n\u3000"):
        raise _error(_("“{file}” is empty. Choose the file that holds the plan."), path)
    return text


def _refuse_suffix(path: Path, suffix: str) -> None:
    if suffix in (*TEXT_SUFFIXES, ".json"):
        return
    if suffix in OLD_OFFICE:
        raise _error(_("“{file}” has an old format. Open it in Word or WPS and save it as .docx or .txt."), path)
    if suffix in NEW_OFFICE:
        raise _error(
            _("This version reads text and JSON, not “{file}”. Save it as plain text (.txt) and import that."), path
        )
    if suffix == ".plan":
        raise _error(_("“{file}” is a plan already. Open it instead of importing it."), path)
    raise _error(
        _("“{file}” is of a kind this version cannot read. Save it as plain text (.txt) and import that."), path
    )


def _error(message: str, path: Path) -> SourceError:
    return SourceError(message.format(file=path.name))
