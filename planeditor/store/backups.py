"""Backups of documents, in the user's data folder: what was opened, and what was published, over time.

One rule: a backup is a whole, verified plan file, and pruning follows only after a newer verified one was kept.
"""

import hashlib
import logging
import os
from datetime import datetime, timedelta
from pathlib import Path

from planeditor.errors import SourceError
from planeditor.store.disk import copy_file, file_sha256, sync_file, sync_folder
from planeditor.store.safe_opening import check_copy
from planeditor.store.user_folder import backups_folder

SUFFIX = ".plan"
TIME_FORMAT = "%Y%m%d-%H%M%S"
EVERY = timedelta(minutes=10)
KEPT = 10
KEPT_DAYS = 30
NAME_LENGTH = 40
DISCARDED = "discarded"  # a folder below: what is in it never stands for the document itself

_log = logging.getLogger(__name__)


def backups_of(path: Path) -> list[Path]:
    """Return the backups of the document at `path`, newest first."""
    return sorted(folder_of(path).glob(f"*{SUFFIX}"), key=lambda backup: backup.stem, reverse=True)


def folder_of(path: Path) -> Path:
    """Return the folder of a document's backups, which may not exist yet."""
    place = os.path.normcase(os.path.abspath(path))
    return backups_folder() / f"{path.stem[:NAME_LENGTH]}-{hashlib.sha256(os.fsencode(place)).hexdigest()[:12]}"


def newest_good(path: Path) -> Path | None:
    """Return the newest backup of a document that passes every check."""
    return next((backup for backup in backups_of(path) if _is_good(backup)), None)


def _is_good(backup: Path) -> bool:
    try:
        check_copy(backup, backup, thorough=True)
    except SourceError:
        return False
    return True


def keep_opened(path: Path, source: Path) -> None:
    """Keep the verified file that a document was opened from, unless the newest backup is the same."""
    try:
        newest = next(iter(backups_of(path)), None)
        if newest is None or not _is_same(newest, source):
            copy_file(source, _new_place(path))
            _prune(path)
    except OSError:
        _log.warning("no backup of %s", path, exc_info=True)  # the document opens all the same


def keep_published(path: Path, outgoing: Path) -> None:
    """Keep a verified file that was just published, moving it here, if the newest backup is old enough."""
    try:
        if _is_due(path):
            sync_file(outgoing)
            place = _new_place(path)
            os.replace(outgoing, place)
            sync_folder(place.parent)
            _prune(path)
    except OSError:
        _log.warning("no backup of %s", path, exc_info=True)  # the document was published all the same


def keep_theirs(path: Path, theirs: Path) -> None:
    """Keep a file as it is that is about to be overwritten; OSError if it cannot be kept."""
    copy_file(theirs, _new_place(path))


def keep_discarded(path: Path | None, edits: Path) -> None:
    """Keep edits that the user threw away, apart from what was in the file; OSError if they cannot be kept."""
    folder = folder_of(path or backups_folder() / f"untitled{SUFFIX}") / DISCARDED
    folder.mkdir(parents=True, exist_ok=True)
    copy_file(edits, _free_place(folder))


def _is_same(backup: Path, source: Path) -> bool:
    return backup.stat().st_size == source.stat().st_size and file_sha256(backup) == file_sha256(source)


def _is_due(path: Path) -> bool:
    newest = next(iter(backups_of(path)), None)
    # abs: a clock that was set back must not end all backups
    return newest is None or abs(datetime.now() - time_of(newest)) >= EVERY


def time_of(backup: Path) -> datetime:
    """Return when a backup was made, in local time; the beginning of time for a name that is not ours."""
    try:
        return datetime.strptime("-".join(backup.stem.split("-")[:2]), TIME_FORMAT)
    except ValueError:
        return datetime.min


def _new_place(path: Path) -> Path:
    folder = folder_of(path)
    folder.mkdir(exist_ok=True)
    return _free_place(folder)


def _free_place(folder: Path) -> Path:
    stem = datetime.now().strftime(TIME_FORMAT)
    names = (f"{stem}{SUFFIX}", *(f"{stem}-{number}{SUFFIX}" for number in range(2, 1000)))
    return next(place for name in names if not (place := folder / name).exists())


def _prune(path: Path) -> None:
    """Remove what is neither among the last ones nor the last of one of the last days."""
    today = datetime.now().date()
    days = set()
    for number, backup in enumerate(backups_of(path)):
        day = time_of(backup).date()
        if number >= KEPT and (day in days or (today - day).days > KEPT_DAYS):
            backup.unlink(missing_ok=True)
        days.add(day)
