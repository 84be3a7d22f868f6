"""Bytes on disk: copies that are known to have arrived, atomic replacement, names beside a document.

One rule: nothing counts as written before it was synced, and a file is replaced whole or not at all.
"""

import contextlib
import hashlib
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

Progress = Callable[[float], object]  # is told the part done, 0 to 1; raises to cancel

CHUNK = 2 << 20  # bytes; each ends in a wait for the interpreter, which other threads hold
NAME_LIMIT = 240  # bytes; most file systems take 255, and temporary names get a few more
_BINARY = getattr(os, "O_BINARY", 0)


def ignore_progress(part: float) -> None:
    """Take a report of progress that nobody waits for."""


def long_path(path: Path) -> str:
    r"""Return the path as the system takes it at any length: on Windows behind \\?\ (Win32 naming of files)."""
    text = os.path.abspath(path)
    if sys.platform != "win32" or text.startswith("\\\\?\\"):
        return text
    return "\\\\?\\UNC" + text[1:] if text.startswith("\\\\") else "\\\\?\\" + text


def is_same_path(one: Path, other: Path) -> bool:
    """Tell whether two paths name one file, be it through links or, on Windows, in other letter case."""
    return _real_path(one) == _real_path(other)


def _real_path(path: Path) -> str:
    try:
        return os.path.normcase(os.path.realpath(long_path(path)))
    except OSError:  # a drive that is gone; Windows also refuses some long paths
        return os.path.normcase(long_path(path))


def beside(path: Path, prefix: str, suffix: str) -> Path:
    """Return a name of ours beside a document, with its own name inside where that fits."""
    name = f"{prefix}{path.name}{suffix}"
    if len(os.fsencode(name)) > NAME_LIMIT:
        name = f"{prefix}{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:20]}{suffix}"
    return path.with_name(name)


def sync_folder(folder: Path) -> None:
    """Have the folder's entries on disk; Windows does it by itself, and some file systems cannot."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_file(path: Path) -> None:
    """Have the file's bytes on disk."""
    descriptor = os.open(long_path(path), os.O_RDWR | _BINARY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def file_sha256(path: Path, progress: Progress = ignore_progress) -> str:
    """Return the SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with open(long_path(path), "rb") as file:
        total = os.fstat(file.fileno()).st_size or 1
        buffer = memoryview(bytearray(CHUNK))
        while length := file.readinto(buffer):
            digest.update(buffer[:length])
            progress(file.tell() / total)
    return digest.hexdigest()


def copy_file(source: Path, target: Path) -> str:
    """Copy bytes into a new file, sync it and return the SHA-256 of what was read."""
    digest = hashlib.sha256()
    with open(long_path(source), "rb") as reader, open(long_path(target), "xb") as writer:
        while chunk := reader.read(CHUNK):
            digest.update(chunk)
            writer.write(chunk)
        writer.flush()
        os.fsync(writer.fileno())
    return digest.hexdigest()


def copy_unsynced(source: Path, target: Path) -> None:
    """Copy bytes into a new file, which counts only after `sync_file`; the system does it in one go."""
    import shutil  # with its packers it takes longer to load than all of this module

    shutil.copyfile(long_path(source), long_path(target))


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file so that it is the old or the new one at any moment."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with open(temporary, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def remove_tree(folder: Path) -> None:
    """Remove a folder of ours with all in it, as far as the system lets us."""
    import shutil  # with its packers it takes longer to load than all of this module

    shutil.rmtree(folder, ignore_errors=True)
