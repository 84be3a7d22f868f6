"""One program for each person and screen: a second start hands its files to the first and ends.

One rule: no Qt here, so that the second start ends before it would load it. Whatever fails on the way, the second
start becomes a program of its own: the documents' locks protect them all the same.

Who is first holds a lock file in the user's data folder; in it stand the address where the first listens and a secret.
Both are new at each start, and only this user can read them.
"""

import contextlib
import json
import os
import secrets
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planeditor.store.disk import long_path
from planeditor.store.locking import FileLock, acquire
from planeditor.store.user_folder import user_data_folder

if TYPE_CHECKING:
    from multiprocessing.connection import Listener

PATIENCE_S = 10.0  # for a first program that is still starting, or busy
_POLL_S = 0.05
_ANSWER_S = 5.0
_LARGEST = 1 << 20  # bytes of a message
_NOTE_LIMIT = 4096
_TAKEN = b"taken"
_REFUSED = b"refused"
Take = Callable[[list[Path]], bool]


class Instance:
    """This program as the first one; `lock` is None where it could not be found out."""

    def __init__(self, lock: FileLock | None = None) -> None:
        """Be first; others learn of it when `listen` is called."""
        self._lock = lock
        self._address = ""
        self._secret = secrets.token_hex(16)

    def listen(self, take: Take) -> None:
        """Give `take` the files of later starts, in a thread; it tells whether they were taken."""
        if self._lock is not None:
            threading.Thread(target=self._serve, args=(take,), daemon=True, name="later starts").start()

    def close(self) -> None:
        """Be first no longer: a later start is a program of its own."""
        if self._lock is None:
            return
        self._lock.release()
        self._lock = None
        if self._address:
            _knock(self._address)  # who waits for a caller does not notice otherwise

    def _serve(self, take: Take) -> None:
        from multiprocessing.connection import Listener

        address = _new_address()
        with contextlib.suppress(OSError), Listener(address) as listener:  # OSError: no such sockets here
            lock = self._lock
            if lock is None:  # closed meanwhile
                return
            lock.write_note(json.dumps({"address": address, "secret": self._secret, "pid": os.getpid()}).encode())
            self._address = address
            while self._lock is not None:
                self._wait_for_one(listener, take)

    def _wait_for_one(self, listener: "Listener", take: Take) -> None:
        try:
            with listener.accept() as connection:
                self._answer(connection, take)
        except (OSError, EOFError):
            time.sleep(_POLL_S)  # a caller that went away

    def _answer(self, connection: Any, take: Take) -> None:
        if not connection.poll(_ANSWER_S):
            return
        files = self._read(connection.recv_bytes(_LARGEST))
        is_taken = files is not None and self._lock is not None and take(files)
        connection.send_bytes(_TAKEN if is_taken else _REFUSED)

    def _read(self, message: bytes) -> list[Path] | None:
        """Return the files of a message, None if it is not from a start of this user's."""
        try:
            read = json.loads(message)
            if not secrets.compare_digest(str(read["secret"]), self._secret):
                return None
            return [Path(str(name)) for name in read["files"]]
        except (ValueError, KeyError, TypeError):
            return None


def become_first(files: Sequence[Path], patience: float = PATIENCE_S) -> Instance | None:
    """Return this program as the first of its user and screen; None after handing `files`, absolute, to another."""
    try:
        place = user_data_folder() / f"instance-{_screen()}.lock"
        end = time.monotonic() + patience
        while (lock := acquire(place)) is None:
            if _hand_over(place, files):
                return None
            if time.monotonic() > end:
                return Instance()
            time.sleep(_POLL_S)
    except OSError:
        return Instance()
    return Instance(lock)


def _hand_over(place: Path, files: Sequence[Path]) -> bool:
    """Tell whether the program that holds the lock took the files."""
    try:
        with open(long_path(place), "rb") as file:
            note = json.loads(file.read(_NOTE_LIMIT))
        address, secret, pid = str(note["address"]), str(note["secret"]), int(note["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return False  # it does not listen yet
    from multiprocessing.connection import Client

    try:
        with Client(address) as connection:
            _let_come_to_front(pid)
            connection.send_bytes(json.dumps({"secret": secret, "files": [str(path) for path in files]}).encode())
            return bool(connection.poll(_ANSWER_S) and connection.recv_bytes(_LARGEST) == _TAKEN)
    except (OSError, EOFError):
        return False


def _knock(address: str) -> None:
    from multiprocessing.connection import Client

    with contextlib.suppress(OSError, EOFError):
        Client(address).close()


def _new_address() -> str:
    name = f"planeditor-{secrets.token_hex(8)}"
    if sys.platform == "win32":
        return rf"\\.\pipe\{name}"
    if sys.platform == "linux":
        return f"\0{name}"  # no file: it goes with the program
    import tempfile

    return str(Path(tempfile.gettempdir(), name))


def _screen() -> str:
    """Return a name of the screen that this program would show its windows on."""
    if sys.platform == "win32":
        return _windows_session()
    import hashlib

    variables = (os.environ.get(name, "") for name in ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM"))
    return hashlib.sha256("\n".join(variables).encode("utf-8", "replace")).hexdigest()[:8]


if sys.platform == "win32":
    import ctypes

    def _windows_session() -> str:
        session = ctypes.c_ulong()
        ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(session))
        return str(session.value)

    def _let_come_to_front(pid: int) -> None:
        """Windows lets only the program that a person has just started put a window in front; hand that on."""
        ctypes.windll.user32.AllowSetForegroundWindow(pid)

else:

    def _let_come_to_front(pid: int) -> None:
        """Window managers elsewhere decide by themselves."""
