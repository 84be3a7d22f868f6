"""Files that came back, before anyone knows what they answer: found in folders, and read some at a time.

One rule: every file ends as what is in it, or as one sentence that says why it was not read.
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from planeditor.errors import Cancelled, SourceError
from planeditor.exchange.handing import HANDOUT
from planeditor.i18n import _
from planeditor.importing import ImportOptions
from planeditor.importing.blocks import Source
from planeditor.importing.sources import read_bytes, read_source
from planeditor.plan.entities import Snapshot
from planeditor.store import read_for_export

Progress = Callable[[float], bool]
SUFFIXES = (".xlsx", ".xlsm", ".csv", ".plan", ".xls", ".et", ".ods")  # the last are refused with what to do
_LOOKED_AT = 64  # files of a folder between two such looks
_PATIENCE = 0.1  # seconds between two looks at whether people want to stop
_CORE = "docProps/core.xml"
_LARGEST_CORE = 1 << 16
_SAVED = re.compile(rb"<dcterms:modified[^>]*>\s*([0-9T:.+Z-]{10,40})\s*<")


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not read as an answer, and why, in a sentence; one that `is_repeated` holds nothing new."""

    path: Path
    reason: str
    is_repeated: bool = False


def find_files(paths: Sequence[Path], progress: Progress | None = None) -> tuple[list[Path], list[Path]]:
    """Return the files among paths, in folders those that may be answers by their names, and the others there.

    Cancelled if `progress` says so: a folder may hold all of a drive.
    """
    found: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(_inside(path, progress))
        found += [each for each in inside if each.suffix.lower() in SUFFIXES]
        others += [each for each in inside if each.suffix.lower() not in SUFFIXES]
    return list(dict.fromkeys(found)), others


def _inside(folder: Path, progress: Progress | None) -> Iterator[Path]:
    for number, each in enumerate(folder.rglob("*")):
        if progress is not None and number % _LOOKED_AT == 0 and not progress(0.0):
            raise Cancelled(_("Cancelled; nothing was changed."))
        if each.is_file() and not each.name.startswith(("~$", ".")):
            yield each


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file as it was read, before anyone knows what it answers: a workbook's `source`, or a `plan` and its facts."""

    path: Path
    sha256: str
    saved: str
    source: Source | None = None
    plan: Snapshot | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def read_all(paths: Sequence[Path], progress: Progress | None) -> Iterator[tuple[Path, Arrived | Refused]]:
    """Yield what the files hold in their order, read some at a time: each has a process of its own."""
    with ThreadPoolExecutor(max_workers=max(os.cpu_count() or 1, 2)) as pool:
        jobs = [pool.submit(_load, path) for path in paths]
        try:
            for number, (path, job) in enumerate(zip(paths, jobs, strict=True)):
                while not _ended(job, progress, number / len(jobs)):
                    pass
                yield path, job.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _ended(job: Any, progress: Progress | None, part: float) -> bool:
    """Wait a moment for a file; Cancelled if people want to stop."""
    if progress is not None and not progress(part):
        raise Cancelled(_("Cancelled; nothing was changed."))
    try:
        job.result(_PATIENCE)
    except TimeoutError:
        return False
    return True


def _load(path: Path) -> Arrived | Refused:
    try:
        data = read_bytes(path)
        sha256 = hashlib.sha256(data).hexdigest()
        if path.suffix.lower() == ".plan":
            plan, _mark, settings = read_for_export(path)
            facts = _facts(settings.get(HANDOUT, ""))
            return Arrived(path, sha256, _file_time(path), None, plan, facts)
        source = read_source(path, ImportOptions(targets=False))
        return Arrived(path, sha256, _saved(path), source)
    except SourceError as error:
        return Refused(path, str(error))


def _facts(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _saved(path: Path) -> str:
    """Return when a workbook was saved, as it says itself, or else as the disk says."""
    try:
        with zipfile.ZipFile(path) as package, package.open(_CORE) as part:
            match = _SAVED.search(part.read(_LARGEST_CORE))
        moment = datetime.fromisoformat(match[1].decode()) if match else None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError):
        moment = None
    if moment is None:
        return _file_time(path)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _file_time(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
