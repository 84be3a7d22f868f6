"""What the window remembers from day to day: sizes, and the files opened last.

One rule: it lies in an ini file in the user's data folder and is worth nothing: without it all still works.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from planeditor.store.user_folder import user_data_folder

RECENT_KEPT = 12


def settings() -> QSettings:
    """Return the settings file."""
    return QSettings(str(user_data_folder() / "window.ini"), QSettings.Format.IniFormat)


def read_state(name: str) -> QByteArray | None:
    """Return a window's or splitter's state kept under a name."""
    value = settings().value(f"window/{name}")
    return value if isinstance(value, QByteArray) else None


def keep_state(name: str, state: QByteArray) -> None:
    """Keep a state under a name."""
    settings().setValue(f"window/{name}", state)


@dataclass(frozen=True, slots=True)
class Recent:
    """A file opened before; `opened` is the moment in ISO form, "" where nobody noted it."""

    path: Path
    opened: str = ""
    is_pinned: bool = False


def recent_files() -> list[Path]:
    """Return the files opened last, the newest first; they may be gone by now."""
    value = settings().value("files/recent", [])
    names = value if isinstance(value, list) else [value]  # an ini file knows no list of one
    return [Path(name) for name in names if isinstance(name, str)]


def recent() -> list[Recent]:
    """Return the files opened last with what is known of them: the pinned ones first, then the newest."""
    moments, pinned = _opened(), set(_pinned())
    found = [Recent(path, moments.get(str(path), ""), str(path) in pinned) for path in recent_files()]
    return sorted(found, key=lambda each: not each.is_pinned)


def add_recent(path: Path) -> None:
    """Put a file at the top of the files opened last; a pinned one is never the one that goes for it."""
    others = [known for known in recent_files() if known != path]
    kept, pinned = [path, *others], set(_pinned())
    while len(kept) > RECENT_KEPT:
        last = next((known for known in reversed(kept[1:]) if str(known) not in pinned), None)
        if last is None:
            break
        kept.remove(last)
    _keep_recent(kept, _opened() | {str(path): datetime.now(UTC).isoformat(timespec="seconds")})


def forget_recent(path: Path | None = None) -> None:
    """Take a file out of the list, or all of them."""
    kept = [known for known in recent_files() if path is not None and known != path]
    _keep_recent(kept, _opened())
    _keep_names("files/pinned", [name for name in _pinned() if Path(name) in kept])


def pin_recent(path: Path, *, on: bool) -> None:
    """Keep a file of the list at its top, or let it take its turn again."""
    others = [name for name in _pinned() if name != str(path)]
    _keep_names("files/pinned", [*others, str(path)] if on else others)


def _keep_recent(paths: Iterable[Path], moments: dict[str, str]) -> None:
    names = [str(path) for path in paths]
    _keep_names("files/recent", names)
    known = {name: moments[name] for name in names if name in moments}
    settings().setValue("files/opened", json.dumps(known, ensure_ascii=False))


def _keep_names(key: str, names: list[str]) -> None:
    settings().setValue(key, names)


def _pinned() -> list[str]:
    value = settings().value("files/pinned", [])
    return [name for name in (value if isinstance(value, list) else [value]) if isinstance(name, str)]


def _opened() -> dict[str, str]:
    try:
        known = json.loads(str(settings().value("files/opened", "{}")))
    except ValueError:
        return {}
    return (
        {name: moment for name, moment in known.items() if isinstance(moment, str)} if isinstance(known, dict) else {}
    )


def keep_folder(folder: Path) -> None:
    """Keep the folder that a file dialog was left in."""
    settings().setValue("files/folder", str(folder))


def last_folder() -> Path:
    """Return the folder of the last file dialog or file, at first the user's documents; one that exists."""
    kept = settings().value("files/folder")
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    recent = [path.parent for path in recent_files()[:1]]
    places = [*([Path(kept)] if isinstance(kept, str) else []), *recent, *([Path(documents)] if documents else [])]
    return next((place for place in places if place.is_dir()), Path.home())
