"""Where our own files lie: working copies, backups and what was set aside, in the user's data folder.

One rule: the folder is on the user's own disk and private to them; documents never lie in it.
"""

import os
import sys
from pathlib import Path

VARIABLE = "PLANEDITOR_DATA_DIR"
PROGRAM = "planeditor"


def user_data_folder() -> Path:
    """Return the user's data folder, made if it is missing: PLANEDITOR_DATA_DIR, else the system's own place."""
    chosen = os.environ.get(VARIABLE)
    folder = Path(chosen).absolute() if chosen else _system_folder() / PROGRAM
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def working_folder() -> Path:
    """Return the folder of the working copies."""
    return _made("working")


def backups_folder() -> Path:
    """Return the folder of the backups, one folder inside for each document."""
    return _made("backups")


def set_aside_folder() -> Path:
    """Return the folder for strange files found beside documents."""
    return _made("set-aside")


def templates_folder() -> Path:
    """Return the folder of people's own templates."""
    return _made("templates")


def _made(name: str) -> Path:
    folder = user_data_folder() / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _system_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
