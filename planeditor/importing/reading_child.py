"""Reading a stranger's file in a child process: the child's side, which `__main__` starts.

One rule: it knows nothing but what comes through its pipe, answers once, and ends.
"""

import gc
import time
from typing import BinaryIO

from planeditor.errors import SourceError
from planeditor.importing.kinds import find_kind, promised_kind
from planeditor.importing.options import ImportOptions
from planeditor.importing.own_pipes import own_pipes
from planeditor.importing.reading_limits import forbid_access, limit_resources
from planeditor.importing.reading_wire import (
    BROKEN,
    LARGEST_ANSWER,
    NO_MEMORY,
    PLAN,
    PROGRESS,
    REFUSED,
    SOURCE,
    pack_fraction,
    pack_source,
    read_frame,
    unpack_request,
    write_frame,
)

_BETWEEN_REPORTS = 0.05  # seconds
Answer = tuple[bytes, bytes]


def main() -> int:
    """Read the document that comes through standard input and answer through standard output; return 0."""
    gc.disable()  # it would look at all that is being read again and again, and the process ends anyway
    requests, answers = own_pipes()
    request = read_frame(requests)
    if request is None:
        return 0
    name, options, seconds = unpack_request(request[1])
    limit_resources(seconds)
    try:
        kind, payload = _answer(requests, name, options, answers)
    except MemoryError:
        kind, payload = NO_MEMORY, b""
    write_frame(answers, kind, payload)
    return 0


def _answer(requests: BinaryIO, name: str, options: ImportOptions, answers: BinaryIO) -> Answer:
    """Return the frame that answers for the document to come; only MemoryError is left to the caller."""
    try:
        _load(name)
        forbid_access()
        document = read_frame(requests)
        data = document[1] if document else b""
        if find_kind(name, data) == "json":
            return _check_plan(data, name)
        return _read(data, name, options, answers)
    except SourceError as error:
        return REFUSED, str(error).encode("utf-8", "replace")
    except MemoryError:
        raise
    except Exception:
        import traceback

        return BROKEN, traceback.format_exc().encode("utf-8", "replace")


def _check_plan(data: bytes, name: str) -> Answer:
    """What this process can hold of a JSON file, the program can hold as well; it reads the file itself."""
    from planeditor.importing.interchange import parse_json

    parse_json(data, name)
    return PLAN, b""


def _read(data: bytes, name: str, options: ImportOptions, answers: BinaryIO) -> Answer:
    from planeditor.importing.readers import read_document

    reported = 0.0

    def report(fraction: float) -> bool:
        nonlocal reported
        if time.monotonic() - reported > _BETWEEN_REPORTS:
            reported = time.monotonic()
            write_frame(answers, PROGRESS, pack_fraction(fraction))
        return True

    payload = pack_source(read_document(data, name, options, report))
    if len(payload) > LARGEST_ANSWER:
        raise MemoryError
    return SOURCE, payload


def _load(name: str) -> None:
    """Load the code before files are forbidden, so that Python may keep it compiled."""
    kind = promised_kind(name)
    if kind == "json":
        import planeditor.importing.interchange  # noqa: F401
    else:
        from planeditor.importing.readers import load_reader

        load_reader(kind)
