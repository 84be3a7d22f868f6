"""Whether a file was exported from a plan, told without reading all of it.

One rule: it only looks; a file that cannot be looked into is none of ours, and whoever reads it says what is wrong.
"""

import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from planeditor.errors import PlanEditorError
from planeditor.exchange.handing import HANDOUT
from planeditor.importing.office_package import STAMP
from planeditor.plan.stamp import Stamp
from planeditor.store import read_for_export, read_history
from planeditor.store.reader import Reader

_PROPERTIES = "docProps/custom.xml"
_LARGEST = 1 << 16  # bytes of document properties, and of a JSON's end
_MARK_IN_XML = re.compile(rf'name="{STAMP}"[^>]*>\s*<[^>]*>([^<]*)<')
_MARK_IN_JSON = re.compile(r'"mark": ?"([^"\\]*)"\s*\}\s*$')


def came_from(path: Path, reader: Reader) -> bool:
    """Tell whether a Word, Excel, JSON or plan file was made from the plan that `reader` reads."""
    look = _LOOKS.get(path.suffix.lower())
    if look is None:
        return False
    try:
        return any(reader.reaches(mark) for mark in look(path))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, PlanEditorError):
        return False


def is_answer(path: Path) -> bool:
    """Tell whether a workbook or a plan file was handed out, from whatever plan."""
    look = {".xlsx": _handout_stamps, ".plan": _handout_settings}.get(path.suffix.lower())
    if look is None:
        return False
    try:
        return look(path)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, PlanEditorError):
        return False


def _handout_stamps(path: Path) -> bool:
    with zipfile.ZipFile(path) as package, package.open(_PROPERTIES) as part:
        match = _MARK_IN_XML.search(part.read(_LARGEST).decode("utf-8", "replace"))
    return match is not None and Stamp.read(match.group(1)).layout == HANDOUT


def _handout_settings(path: Path) -> bool:
    return HANDOUT in read_for_export(path)[2]


def _in_package(path: Path) -> Iterable[str]:
    with zipfile.ZipFile(path) as package, package.open(_PROPERTIES) as part:
        return _stamps(_MARK_IN_XML, part.read(_LARGEST))


def _in_json(path: Path) -> Iterable[str]:
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _LARGEST, 0))
        return _stamps(_MARK_IN_JSON, file.read(_LARGEST))


def _stamps(pattern: re.Pattern[str], content: bytes) -> Iterable[str]:
    match = pattern.search(content.decode("utf-8", "replace"))
    return [Stamp.read(match.group(1)).mark] if match else []


def _in_plan(path: Path) -> Iterable[str]:
    return read_history(path)[1]


_LOOKS: dict[str, Callable[[Path], Iterable[str]]] = {
    ".docx": _in_package,
    ".xlsx": _in_package,
    ".json": _in_json,
    ".plan": _in_plan,
}
