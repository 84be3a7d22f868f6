"""What every reader yields: the paragraphs and tables of a source, in its order.

One rule: a source is what a reader of the document sees, verbatim. Every paragraph and every row of a table has a line
number of its own, counted from 1 through the whole source, so that people and programs speak of the same line.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from planeditor.errors import Cancelled
from planeditor.i18n import _

Progress = Callable[[float], bool]  # told the fraction done; returns False to cancel
TICK = 512  # blocks between two reports

# Why a reader keeps a block apart from the text: it goes to the unplaced lines, never into the plan by itself.
Aside = Literal["", "header", "footer", "contents", "hidden", "deleted", "comment", "properties"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line: its number, and its text without the line end; "" for an empty one.

    `level` is the outline level that the source's own style gives it (1 is the highest), 0 for body text.
    """

    line: int
    text: str
    level: int = 0
    aside: Aside = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that are merged into the one at `row`, `column` (from 0)."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a sheet: a grid of equally long rows, "" where a merge covers a cell.

    The first row is line `line`, every further one the next. A cell's paragraphs are separated by \\n; dates are ISO
    text, numbers as the document shows them. `name` is the sheet's name, "" for a table within text.
    """

    line: int
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...] = ()
    name: str = ""

    @property
    def last_line(self) -> int:
        """Return the line of the last row."""
        return self.line + len(self.rows) - 1


Part = Block | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a reader found it. `notes` are sentences for people: what was left out, such as pictures.

    A document that this program wrote carries `anchors`, the ids of its nodes by line, and the `mark` of its plan.
    """

    name: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    anchors: Mapping[int, str] = field(default_factory=dict)
    mark: str = ""

    @property
    def line_count(self) -> int:
        """Return how many lines there are, rows of tables among them."""
        return sum(1 if isinstance(part, Block) else len(part.rows) for part in self.parts)

    def lines(self) -> Iterator[Block]:
        """Yield the source line by line: blocks as they are, rows with their cells separated by tabs."""
        for part in self.parts:
            if isinstance(part, Block):
                yield part
            else:
                for line, row in enumerate(part.rows, part.line):
                    yield Block(line, "\t".join(row).rstrip("\t"))


def report(progress: Progress | None, done: int, total: int) -> None:
    """Report how far a job is, now and then; Cancelled if the answer is no."""
    if progress is not None and done % TICK == 0 and not progress(done / max(total, 1)):
        raise Cancelled(_("The import was cancelled; nothing was changed."))


def share(progress: Progress | None, start: float, end: float) -> Progress | None:
    """Return a progress for one part of a job, told fractions of that part."""
    if progress is None:
        return None
    return lambda fraction: progress(start + fraction * (end - start))
