"""The folder of one working copy: its database, what is known of the document's file, and who uses it.

One rule: a folder belongs to the process that holds its lock; without a database in it there is nothing to recover.
"""

import contextlib
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from planeditor.store.disk import file_sha256, remove_tree, write_whole
from planeditor.store.locking import FileLock, acquire
from planeditor.store.user_folder import working_folder

DATABASE = "plan.db"
LOCK_SUFFIX = ".lock"


@dataclass(frozen=True, slots=True)
class Version:
    """The document's file as we read or wrote it: its bytes, its state's mark, and when (UTC in ISO form)."""

    size: int
    mtime_ns: int
    sha256: str
    mark: str
    time: str


@dataclass(frozen=True, slots=True)
class State:
    """What a working copy knows of its document.

    `version` is what we last read or wrote at `path`; `coming` is being written and may already stand there.
    `untouched` is the digest of a new plan that nobody has worked on.
    """

    path: Path | None = None
    version: Version | None = None
    coming: Version | None = None
    untouched: str = ""

    def is_settled(self, mark: str) -> bool:
        """Tell whether a state with this mark needs no saving."""
        if self.version:
            return mark == self.version.mark
        return mark.split()[0] == self.untouched  # edits that were all undone are none

    def knows(self, sha256: str) -> bool:
        """Tell whether a file with this SHA-256 is one that we read or wrote."""
        return any(version and version.sha256 == sha256 for version in (self.version, self.coming))

    def settled(self) -> "State":
        """Return the state after a crash: what was being written counts as written if it stands there."""
        if self.path is None or self.coming is None:
            return self
        arrived = _sha256_or_none(self.path) == self.coming.sha256
        return State(self.path, self.coming if arrived else self.version, None, self.untouched)


def _sha256_or_none(path: Path) -> str:
    try:
        return file_sha256(path)
    except OSError:
        return ""


@dataclass(slots=True)
class WorkingFolder:
    """A working copy's folder, held by this process."""

    path: Path
    lock: FileLock

    @property
    def database(self) -> Path:
        """Return the file that is edited."""
        return self.path / DATABASE

    @property
    def incoming(self) -> Path:
        """Return where a document's bytes lie in quarantine."""
        return self.path / "incoming.plan"

    @property
    def outgoing(self) -> Path:
        """Return where what is to be published is made and verified."""
        return self.path / "outgoing.plan"

    def read_state(self) -> State:
        """Return the state on disk; an empty one if it cannot be read, so that the edits are offered anyway."""
        try:
            kept = json.loads((self.path / "state.json").read_bytes())
            path = Path(kept["path"]) if kept["path"] else None
            return State(path, _version(kept["version"]), _version(kept["coming"]), kept["untouched"])
        except (OSError, ValueError, KeyError, TypeError):
            return State()

    def write_state(self, state: State) -> None:
        """Have the state on disk."""
        kept = asdict(state) | {"path": str(state.path) if state.path else None}
        write_whole(self.path / "state.json", json.dumps(kept, indent=1).encode())

    def release(self) -> None:
        """Leave the folder for a later recovery."""
        self.lock.release()

    def remove(self) -> None:
        """Remove the folder; the database goes first, so that nothing half removed is ever offered."""
        with contextlib.suppress(OSError):  # Windows: a virus scanner may hold it; the next start clears it away
            self.database.unlink()
        remove_tree(self.path)
        self.lock.release()


def _version(kept: dict[str, Any] | None) -> Version | None:
    return Version(**kept) if kept else None


def create_folder() -> WorkingFolder:
    """Make a new working folder, locked before it exists so that nobody takes it for a leftover."""
    while True:
        path = working_folder() / secrets.token_hex(8)
        lock = acquire(_lock_of(path))
        if lock is not None:
            path.mkdir(mode=0o700)
            return WorkingFolder(path, lock)


def take_folder(path: Path) -> WorkingFolder | None:
    """Take over a folder that a process left behind; None if one still holds it."""
    lock = acquire(_lock_of(path))
    return None if lock is None else WorkingFolder(path, lock)


def leftover_folders() -> list[WorkingFolder]:
    """Take over every folder that no process holds; the caller releases or removes them."""
    folders = [path for path in working_folder().iterdir() if path.is_dir()]
    return [folder for path in folders if (folder := take_folder(path)) is not None]


def _lock_of(path: Path) -> Path:
    return path.with_name(path.name + LOCK_SUFFIX)
