"""What every reader yields. One rule: a block is one paragraph or line of the source, verbatim, with its number."""

from collections.abc import Callable
from dataclasses import dataclass

from planeditor.errors import Cancelled
from planeditor.i18n import _

Progress = Callable[[float], bool]  # told the fraction done; returns False to cancel
TICK = 512  # blocks between two reports


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a source: its number from 1, and its text without the line end; "" for an empty line."""

    line: int
    text: str


def report(progress: Progress | None, done: int, total: int) -> None:
    """Report how far a job is, now and then; Cancelled if the answer is no."""
    if progress is not None and done % TICK == 0 and not progress(done / max(total, 1)):
        raise Cancelled(_("The import was cancelled; nothing was changed."))


def share(progress: Progress | None, start: float, end: float) -> Progress | None:
    """Return a progress for one part of a job, told fractions of that part."""
    if progress is None:
        return None
    return lambda fraction: progress(start + fraction * (end - start))
