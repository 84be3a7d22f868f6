"""What the reading child may not do: take much memory or time, write a file, talk to a network, start a program.

One rule: the limits stand before the first of a stranger's bytes is read, and nothing takes them back.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

MEMORY = 1 << 30  # bytes of address space, the interpreter's own included
OPEN_FILES = 32  # modules are loaded while reading
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "shutil.",
    "urllib.",
    "tempfile.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.truncate",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.utime",
    "webbrowser.",
)
# The standard library's table of file types, which openpyxl loads, looks for these; they hold nobody's secrets.
_HARMLESS = frozenset(("/dev/null", os.devnull))
_MIME_TABLES = "mime.types"


def limit_resources(seconds: float) -> None:
    """Keep this process within 1 GB and so many seconds of work, whatever it reads."""
    if sys.platform == "win32":
        from planeditor.importing.reading_limits_windows import limit_process

        limit_process(MEMORY, seconds)
    else:
        _lower("RLIMIT_CORE", 0)
        _lower("RLIMIT_AS", MEMORY)
        _lower("RLIMIT_CPU", int(seconds) + 1)


def forbid_access() -> list[str]:
    """Forbid files and networks from now on; return the list in which every attempt will be found.

    Python code may still be loaded. Libraries in C are not heard by Python, so the system is told as well where it
    can be: no file may grow, and few may be open.
    """
    attempts: list[str] = []
    roots = _code_folders()

    def refuse(event: str, arguments: Sequence[Any]) -> None:
        if not _may_open(arguments, roots) if event == "open" else event.startswith(_FORBIDDEN):
            attempts.append(f"{event} {arguments!r}")
            raise PermissionError(f"a document's reader may not: {event}")

    sys.dont_write_bytecode = True
    if sys.platform != "win32":
        _lower("RLIMIT_FSIZE", 0)
        _lower("RLIMIT_NOFILE", OPEN_FILES)
    sys.addaudithook(refuse)
    return attempts


def _code_folders() -> tuple[str, ...]:
    """Return where modules are loaded from; the working folder, "", is none of them."""
    places = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(__file__).parents[2]), *sys.path}
    bundle = getattr(sys, "_MEIPASS", "")
    folders = {os.path.realpath(place) + os.sep for place in (*places, bundle) if place}
    return tuple(
        folders | ({os.path.realpath(sys.executable)} if bundle else set())
    )  # whose modules lie in its program


def _may_open(arguments: Sequence[Any], roots: tuple[str, ...]) -> bool:
    path, mode, flags = arguments
    if isinstance(path, int):
        return True
    if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITING):
        return False
    text = os.fsdecode(path)
    return text in _HARMLESS or text.endswith(_MIME_TABLES) or os.path.realpath(text).startswith(roots)


def _lower(limit: str, most: int) -> None:
    """A system may not know a limit, as macOS, or have a lower one already: both are well."""
    if sys.platform != "win32":
        import resource

        kind = getattr(resource, limit)
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
