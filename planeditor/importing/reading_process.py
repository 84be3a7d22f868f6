"""Reading a stranger's file in a child process: the program's side.

One rule: whatever a file does to its reader, the caller has a source that was checked, or one sentence, in time.
"""

import threading
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, BinaryIO

from planeditor import READER_ARGUMENT
from planeditor.errors import Cancelled, SourceError
from planeditor.i18n import _
from planeditor.importing.blocks import Progress, Source
from planeditor.importing.options import ImportOptions
from planeditor.importing.own_process import end_own, start_own
from planeditor.importing.reading_wire import (
    BROKEN,
    DATA,
    NO_MEMORY,
    PLAN,
    PROGRESS,
    REFUSED,
    REQUEST,
    SOURCE,
    BrokenAnswerError,
    pack_request,
    read_frame,
    unpack_fraction,
    unpack_sentence,
    unpack_source,
    write_frame,
)

if TYPE_CHECKING:
    import subprocess

SECONDS = 15.0
SECONDS_A_MEGABYTE = 1.0
_POLL = 0.1  # seconds: how soon a cancel is noticed
_ENDED = b""  # the child is gone, and no answer came


def read_in_child(
    data: bytes, name: str, options: ImportOptions, progress: Progress | None = None, *, seconds: float | None = None
) -> Source | None:
    """Return what a child process reads in a file's bytes; None if they are a plan in JSON that may be parsed.

    SourceError if it cannot be read or takes longer than `seconds`, by default 15 and one more a megabyte.
    """
    limit = SECONDS + SECONDS_A_MEGABYTE * len(data) / (1 << 20) if seconds is None else seconds
    kind, payload = _ask(data, name, pack_request(name, options, limit), time.monotonic() + limit, progress)
    try:
        if kind == SOURCE:
            return unpack_source(payload, name)
        if kind == PLAN:
            return None
        if kind == REFUSED:
            raise SourceError(unpack_sentence(payload))
    except BrokenAnswerError as error:
        payload = repr(error).encode()
    raise _failure(kind, name, payload)


def _failure(kind: bytes, name: str, details: bytes) -> SourceError:
    if kind == NO_MEMORY:
        text = _("“{file}” takes too much memory to read. Import the part that holds the plan.")
        return SourceError(text.format(file=name))
    text = _("“{file}” could not be read to the end. Save it as a new file in Word, Excel or WPS and import that.")
    error = SourceError(text.format(file=name))
    error.add_note(details.decode("utf-8", "replace") or "the reading process ended without an answer")
    return error


def _ask(data: bytes, name: str, request: bytes, deadline: float, progress: Progress | None) -> tuple[bytes, bytes]:
    frames: SimpleQueue[tuple[bytes, bytes]] = SimpleQueue()
    with _start(name) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        threads = (
            threading.Thread(target=_feed, args=(child.stdin, request, data), daemon=True),
            threading.Thread(target=_listen, args=(child.stdout, frames), daemon=True),
        )
        try:
            for thread in threads:
                thread.start()
            return _wait(frames, name, deadline, progress)
        finally:
            end_own(child)
            for thread in threads:
                thread.join()


def _wait(
    frames: "SimpleQueue[tuple[bytes, bytes]]", name: str, deadline: float, progress: Progress | None
) -> tuple[bytes, bytes]:
    """Return the first frame that is no report of progress."""
    done = 0.0
    while True:
        with suppress(Empty):
            kind, payload = frames.get(timeout=_POLL)
            if kind != PROGRESS:
                return kind, payload
            with suppress(BrokenAnswerError):
                done = unpack_fraction(payload)
        if progress is not None and not progress(done):
            raise Cancelled(_("The import was cancelled; nothing was changed."))
        if time.monotonic() > deadline:
            text = _("“{file}” takes too long to read. Save it as a new file in Word, Excel or WPS and import that.")
            raise SourceError(text.format(file=name))


def _start(name: str) -> "subprocess.Popen[bytes]":
    try:
        return start_own(READER_ARGUMENT)
    except OSError as error:
        text = _("“{file}” cannot be read now: the system starts no more programs. Close some and try again.")
        raise SourceError(text.format(file=name)) from error


def _feed(pipe: BinaryIO, request: bytes, data: bytes) -> None:
    """Hand the document over; a child that ended before it had read it has said why."""
    with suppress(OSError):
        write_frame(pipe, REQUEST, request)
        write_frame(pipe, DATA, data)
    with suppress(OSError):
        pipe.close()


def _listen(pipe: BinaryIO, frames: "SimpleQueue[tuple[bytes, bytes]]") -> None:
    try:
        while (frame := read_frame(pipe)) is not None:
            frames.put(frame)
        frames.put((_ENDED, b""))
    except (BrokenAnswerError, MemoryError, OSError) as error:
        frames.put((BROKEN, repr(error).encode()))
