"""What the window remembers from day to day: sizes, and the files opened last.

One rule: it lies in an ini file in the user's data folder and is worth nothing: without it all still works.
"""

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


def recent_files() -> list[Path]:
    """Return the files opened last, the newest first; they may be gone by now."""
    value = settings().value("files/recent", [])
    names = value if isinstance(value, list) else [value]  # an ini file knows no list of one
    return [Path(name) for name in names if isinstance(name, str)]


def add_recent(path: Path) -> None:
    """Put a file at the top of the files opened last."""
    others = [known for known in recent_files() if known != path]
    settings().setValue("files/recent", [str(known) for known in [path, *others][:RECENT_KEPT]])


def forget_recent(path: Path | None = None) -> None:
    """Take a file out of the list, or all of them."""
    kept = [str(known) for known in recent_files() if path is not None and known != path]
    settings().setValue("files/recent", kept)


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
