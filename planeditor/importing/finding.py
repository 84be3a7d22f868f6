"""Finding the targets of very many texts: from the front here, from the back in a process of ours on another core.

One rule: the second process is a help only. Without it, or whenever it fails, the result is the same, only later.
"""

import gc
import os
import pickle
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from operator import attrgetter
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from planeditor import FINDER_ARGUMENT
from planeditor.importing.blocks import Progress, report, share
from planeditor.importing.own_pipes import own_pipes
from planeditor.importing.own_process import end_own, start_own
from planeditor.language.targets import FoundTarget, find_targets

if TYPE_CHECKING:
    import subprocess

MANY = 3_000  # lines of a source from which a second process is worth its start (about 0.2 s on its core)
CHUNK = 50  # passages found at once: some milliseconds


class Passage(NamedTuple):
    """The texts of a section or item that may state targets, each with its field's label, "" for title and body."""

    texts: tuple[tuple[str, str], ...]
    year: int | None
    report: bool


Found = list[list[FoundTarget]]  # by text
_PARTS = attrgetter(*FoundTarget.__slots__)  # what goes through the pipe: tuples take a fifth of the time of objects
_Chunk = tuple[int, Sequence[Passage]]


def find_all(
    passages: Sequence[Passage], helper: "Helper | None" = None, progress: Progress | None = None
) -> list[Found]:
    """Return what each passage states, in order; Cancelled if `progress` says so."""
    chunks = [passages[start : start + CHUNK] for start in range(0, len(passages), CHUNK)]
    found: dict[int, list[Found]] = {}
    if helper is not None:
        helper.ask([*enumerate(chunks)][::-1])
    for number, chunk in enumerate(chunks):
        report(share(progress, number / len(chunks), 1), 0, 1)
        found |= helper.answers() if helper is not None else {}
        if number not in found:
            found[number] = _find_here(chunk)
    return [one for number in range(len(chunks)) for one in found[number]]


def _find_here(passages: Sequence[Passage]) -> list[Found]:
    return [
        [
            find_targets(text, year=passage.year, report=passage.report, label=label) if text else []
            for text, label in passage.texts
        ]
        for passage in passages
    ]


@contextmanager
def helper_for(lines: int) -> Iterator["Helper | None"]:
    """Lend a second process to whoever has so many lines to read; None for few, on one core, or if none starts."""
    helper = None
    if lines >= MANY and (os.cpu_count() or 1) > 1:
        with suppress(OSError):
            helper = Helper()
    try:
        yield helper
    finally:
        if helper is not None:
            helper.close()


class Helper:
    """A process of ours that finds targets; both ways go pickled chunks, of text and of what we make ourselves."""

    def __init__(self) -> None:
        """Start it; OSError if the system starts no more programs."""
        self._child: subprocess.Popen[bytes] = start_own(FINDER_ARGUMENT)
        self._answers: SimpleQueue[tuple[int, list[Found]]] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def ask(self, chunks: Sequence[_Chunk]) -> None:
        """Have numbered chunks done, the first one first."""
        self._threads = [
            threading.Thread(target=self._feed, args=(chunks,), daemon=True),
            threading.Thread(target=self._listen, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def answers(self) -> dict[int, list[Found]]:
        """Return what was answered since the last time, by the chunk's number; waits for nothing."""
        found = {}
        with suppress(Empty):
            while True:
                number, one = self._answers.get_nowait()
                found[number] = one
        return found

    def close(self) -> None:
        """End it, whatever it is at."""
        end_own(self._child)
        for thread in self._threads:
            thread.join()
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe is not None
            with suppress(OSError):  # what was not yet written
                pipe.close()

    def _feed(self, chunks: Sequence[_Chunk]) -> None:
        pipe = self._child.stdin
        assert pipe is not None
        with suppress(OSError):
            for chunk in chunks:
                pickle.dump(chunk, pipe)
            pipe.flush()

    def _listen(self) -> None:
        pipe = self._child.stdout
        assert pipe is not None
        with suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                number, found = pickle.load(pipe)
                self._answers.put((number, [[[FoundTarget(*one) for one in text] for text in each] for each in found]))


def main() -> int:
    """Find the targets in the chunks that come through standard input, answer through standard output; return 0."""
    gc.disable()  # what is made here goes with its chunk
    requests, answers = own_pipes()
    with suppress(EOFError, BrokenPipeError):
        while True:
            number, passages = pickle.load(requests)
            found = _find_here(passages)
            pickle.dump((number, [[[_PARTS(one) for one in text] for text in each] for each in found]), answers)
            answers.flush()
    return 0
