"""The files that ship with the program: templates and sample plans. One rule: they are only read.

They are copied here from resources/ at build time, so that a wheel and a PyInstaller folder look alike.
"""

from pathlib import Path

_FOLDER = Path(__file__).parent / "bundled_files"


def bundled_path(name: str) -> Path:
    """Return the path of a shipped file by its name below resources/, such as "samples/sample.json"."""
    path = _FOLDER / name
    if not path.is_file():
        raise FileNotFoundError(path)
    return path


def bundled_names(folder: str, suffix: str = ".json") -> list[str]:
    """Return the names, without the suffix and sorted, of what ships in "templates" or "samples"."""
    return sorted(path.stem for path in (_FOLDER / folder).glob(f"*{suffix}"))
