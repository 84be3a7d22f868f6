"""What people choose once for the program: language, look, zoom, their name, fonts, what to open at the start.

One rule: they lie with the other settings of the window, and a value that nobody can read is the usual one.
PLANEDITOR_LANGUAGE wins over the language chosen here, PLANEDITOR_THEME over the look.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from planeditor import i18n
from planeditor.gui.settings import settings
from planeditor.gui.theme import Mode

SMALLEST_ZOOM, USUAL_ZOOM, LARGEST_ZOOM = 80, 100, 200  # per cent
EXPORT_FONTS = "export.fonts"  # a setting of a plan
_PREFIX = "preferences/"
_OPEN_FILES = "files/open"
_CHOICES: dict[str, tuple[str, ...]] = {
    "language": ("", i18n.CHINESE, i18n.ENGLISH),
    "theme": ("auto", "light", "dark"),
    "fonts": ("standard", "windows"),
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices; "" is the system's own language, and the name by which the system knows its user."""

    language: str = ""
    theme: Mode = "auto"
    zoom: int = USUAL_ZOOM  # of windows on plans that were never zoomed themselves
    author: str = ""
    fonts: str = "standard"  # of documents written from plans that name no fonts
    reopen: bool = False  # at the start without a file: those open at the end of the last day


def load() -> Preferences:
    """Return the choices as they are kept."""
    kept, usual = settings(), Preferences()
    known: dict[str, Any] = {}
    for field in fields(Preferences):
        text = kept.value(_PREFIX + field.name)
        if isinstance(text, str):
            known[field.name] = _read(field.name, text, getattr(usual, field.name))
    return replace(usual, **known)


def keep(chosen: Preferences) -> None:
    """Keep the choices."""
    kept = settings()
    for field in fields(Preferences):
        value = getattr(chosen, field.name)
        kept.setValue(_PREFIX + field.name, ("no", "yes")[value] if isinstance(value, bool) else str(value))


def _read(name: str, text: str, usual: str | int | bool) -> str | int | bool:
    if isinstance(usual, bool):
        return text == "yes"
    if isinstance(usual, int):
        return within(int(text)) if text.isascii() and text.isdigit() else usual
    return text if text in _CHOICES.get(name, (text,)) else usual


def export_settings(kept: Mapping[str, str]) -> dict[str, str]:
    """Return a plan's settings for an export: the fonts chosen for all plans stand in where it names none."""
    return {EXPORT_FONTS: load().fonts} | dict(kept)


def within(zoom: int) -> int:
    """Return the zoom that is possible and nearest, in per cent."""
    return min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM)


def chosen_language() -> str | None:
    """Return the language to start in, None for the system's or what the environment says."""
    return None if os.environ.get("PLANEDITOR_LANGUAGE") else load().language or None


def keep_open_files(paths: list[Path]) -> None:
    """Keep which files are open at the end."""
    settings().setValue(_OPEN_FILES, [str(path) for path in paths])


def files_to_reopen() -> list[Path]:
    """Return the files to open at a start without one: none unless that is wanted, and none that is gone."""
    if not load().reopen:
        return []
    value = settings().value(_OPEN_FILES, [])
    names = value if isinstance(value, list) else [value]
    return [path for path in (Path(name) for name in names if isinstance(name, str) and name) if path.is_file()]
