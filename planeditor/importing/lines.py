"""The lines of a source as the grammar sees them. One rule: reading a line looks at that line and its gap only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planeditor.importing.blocks import Block, Progress, report
from planeditor.importing.ledger import Ledger
from planeditor.language.chrome import is_page_number, is_table_of_contents, take_page_numbers
from planeditor.language.marks import Mark, read_mark, strip_bullet, strip_emphasis
from planeditor.language.prose import wrap_width

INDENT = 2
WRAP_SLACK = 3  # characters by which a full line may miss the width


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty: its text without bullet and page number, its mark, and how it is set."""

    number: int
    text: str
    mark: Mark | None
    indented: bool  # set in, or behind a bullet: the first line of a paragraph
    gap: bool  # an empty line stands above it
    more: tuple[int, ...] = ()  # further lines of the source that were joined to it

    @property
    def rest(self) -> str:
        """Return the text behind the mark."""
        return self.text[self.mark.end :] if self.mark else self.text


def read_lines(blocks: Sequence[Block], ledger: Ledger, progress: Progress | None = None) -> list[Line]:
    """Return the lines of text; page numbers and tables of contents are set aside."""
    lines: list[Line] = []
    gap, page_ended = True, False
    for done, block in enumerate(blocks):
        report(progress, done, len(blocks))
        if not block.text.strip():
            gap = True
        elif is_page_number(block.text):
            page_ended = True  # the empty lines around a page number are the page's, not the paragraph's
        elif not is_table_of_contents(block.text):
            lines.append(_read_line(block, gap and not page_ended, ledger))
            gap = page_ended = False
    return lines


def join_wrapped(lines: Sequence[Line], stop: int) -> list[Line]:
    """Join the lines before `stop` that a fixed width broke: the one before is full, this one is not set in."""
    width = wrap_width(line.text for line in lines)
    if width is None:
        return list(lines)
    joined: list[Line] = []
    for before, line in zip([None, *lines], lines[:stop], strict=False):
        full = before is not None and len(before.text) >= width - WRAP_SLACK
        if full and joined and not (line.indented or line.gap or line.mark):
            last = joined.pop()
            line = replace(last, text=last.text + line.text, more=(*last.more, line.number))
        joined.append(line)
    return [*joined, *lines[stop:]]


def read_all_lines(blocks: Sequence[Block], ledger: Ledger) -> list[Line]:
    """Return the lines of a pasted text, in which a lone number is no page number."""
    return [_read_line(block, False, ledger) for block in blocks if block.text.strip()]


def _read_line(block: Block, gap: bool, ledger: Ledger) -> Line:
    plain = strip_bullet(strip_emphasis(block.text))
    text, numbers = take_page_numbers(plain)
    for number in numbers:
        ledger.set_aside(block.line, number)
    starts = _is_indented(block.text) or plain != strip_emphasis(block.text).strip().lstrip("\ufeff")
    return Line(block.line, text, read_mark(text), starts, gap)


def _is_indented(text: str) -> bool:
    lead = text[: len(text) - len(text.lstrip())]
    return "\u3000" in lead or "\t" in lead or len(lead) >= INDENT
