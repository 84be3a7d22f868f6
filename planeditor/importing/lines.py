"""The lines of a source as the grammar sees them. One rule: reading a line looks at that line and its gap only."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planeditor.importing.blocks import Block, Part, Progress, Table, report
from planeditor.importing.draft import LineKind, TableReading
from planeditor.importing.ledger import Ledger
from planeditor.importing.page_edges import find_running_heads
from planeditor.importing.rulings import FRONT_ROLES, MARKED_ROLES, Rulings
from planeditor.importing.tabular import rows_between, without_rows
from planeditor.language.chrome import is_page_number, is_table_of_contents, take_page_numbers
from planeditor.language.marks import Mark, has_bullet, read_mark, strip_bullet, strip_emphasis

INDENT = 2
_SIGNS = re.compile(r"\s*(?P<signs>#{1,6})[ \t\u3000]")
WRAP_SLACK = 3  # characters by which a full line may miss the width


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """A heading without a number: its words, where the text behind it starts, and its rank."""

    words: str
    start: int
    rank: float


@dataclass(slots=True)
class Line:
    """One line that is not empty: its text without bullet and page number, its mark, and how it is set.

    A list of tasks in a table is one line with `table`; a row of any other table is a line that is a `row`.
    """

    number: int
    text: str
    mark: Mark | None
    indented: bool  # set in, or behind a bullet: the first line of a paragraph
    gap: bool  # an empty line stands above it
    more: tuple[int, ...] = ()  # further lines of the source that were joined to it
    level: int = 0  # the outline level of its heading style
    role: LineKind | None = None  # what people ruled that it is
    row: bool = False
    table: Table | None = None
    reading: TableReading | None = None
    heading: Unnumbered | None = None
    bullet: bool = False

    @property
    def rest(self) -> str:
        """Return the text behind the mark."""
        return self.text[self.mark.end :] if self.mark else self.text


def read_lines(
    parts: Sequence[Part],
    readings: Mapping[int, TableReading],
    rulings: Rulings,
    ledger: Ledger,
    progress: Progress | None = None,
) -> list[Line]:
    """Return the lines of text; what the source keeps apart, page numbers and tables of contents are set aside."""
    styled = any(isinstance(part, Block) and part.level for part in parts)
    reader = _Reader(rulings, ledger, find_running_heads(parts), styled=styled)
    for done, part in enumerate(parts):
        report(progress, done, len(parts))
        if isinstance(part, Block):
            reader.read(part)
        else:
            reader.read_table(part, readings[part.line])
    return reader.lines


class _Reader:
    """Reads one part after the other; a gap is an empty line that does not belong to the end of a page."""

    def __init__(self, rulings: Rulings, ledger: Ledger, running: frozenset[int], *, styled: bool) -> None:
        self.lines: list[Line] = []
        self._running = running
        self._styled = styled  # the source has heading styles of its own
        self._rulings, self._ledger = rulings, ledger
        self._gap, self._page_ended = True, False

    def read(self, block: Block, *, row: bool = False) -> None:
        """Read a paragraph, or a row of a table that is text."""
        role = self._rulings.of(block.line)
        if not block.text.strip():
            self._gap = True
        elif role == "unplaced" or (block.aside and role is None):
            self._ledger.tell(block.line, block.aside)
        elif role is None and not row and not block.level and self._is_page_edge(block):
            self._ledger.tell(block.line, "page")
            self._page_ended = True  # the empty lines around a page number are the page's, not the paragraph's
        elif role is not None or row or not is_table_of_contents(block.text):
            gap = self._gap and not self._page_ended
            line = _read_line(block, gap, self._ledger)
            if not self._styled and block.text.lstrip()[:1] == "#":
                line = replace(line, level=_heading_signs(block.text))
            self.lines.append(_ruled(line, role, row=row) if role or row else line)
            self._gap = self._page_ended = False
        else:
            self._ledger.tell(block.line, "contents")

    def _is_page_edge(self, block: Block) -> bool:
        return block.line in self._running or is_page_number(block.text)

    def read_table(self, table: Table, reading: TableReading) -> None:
        """Read a list of tasks as one line, any other table row by row."""
        if not reading.columns:
            for line, row in enumerate(table.rows, table.line):
                self.read(Block(line, "\t".join(row).rstrip("\t")), row=True)
            return
        titles = 0 if reading.heading == "rows" else reading.title_rows
        for line, row in enumerate(table.rows[:titles], table.line):
            self.read(Block(line, "\t".join(row).rstrip("\t")))
        ruled = [row for row in range(titles, len(table.rows)) if self._rulings.of(table.line + row)]
        headed = reading.title_rows + reading.header_rows
        in_header = [row for row in ruled if row < headed]
        for place in in_header:
            self._read_row(table, place)
        self._read_tasks(without_rows(table, in_header), reading, table.line + titles, ruled[len(in_header) :])

    def _read_tasks(self, table: Table, reading: TableReading, first: int, ruled: list[int]) -> None:
        """A row that people say is something else stands between the rows above it and those below."""
        begin = 0
        for row in [*ruled, len(table.rows)]:
            rows = rows_between(table, begin, row)
            if rows.rows:
                self.lines.append(Line(first, "", None, True, True, table=rows, reading=reading))
            if row < len(table.rows):
                self._read_row(table, row)
            begin, first = row + 1, table.line + row + 1
            reading = replace(reading, line=first, header_rows=0, title_rows=0, heading="")
        self._gap, self._page_ended = True, False

    def _read_row(self, table: Table, row: int) -> None:
        self.read(Block(table.line + row, "\t".join(table.rows[row]).rstrip("\t")), row=True)


def _ruled(line: Line, role: LineKind | None, *, row: bool) -> Line:
    """A ruled line has a mark only where it is one of a list; a row's serial number is no mark either."""
    return replace(line, role=role, row=row, mark=line.mark if role in MARKED_ROLES else None)


def join_wrapped(lines: Sequence[Line], stop: int, width: int | None) -> list[Line]:
    """Join the lines before `stop` that a fixed width broke: the one before is full, this one is not set in."""
    if width is None:
        return list(lines)
    joined: list[Line] = []
    for before, line in zip([None, *lines], lines[:stop], strict=False):
        full = before is not None and len(before.text) >= width - WRAP_SLACK and not before.role
        if full and joined and not (line.indented or line.gap or line.mark or line.role or line.level or line.table):
            last = joined.pop()
            line = replace(last, text=last.text + line.text, more=(*last.more, line.number))
        joined.append(line)
    return [*joined, *lines[stop:]]


def take_front_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Split off the lines that are ruled to be the plan's own, the title's apart."""
    own = [line for line in lines if line.role in FRONT_ROLES and line.role != "title"]
    return [line for line in lines if line.role not in FRONT_ROLES or line.role == "title"] if own else [*lines], own


def read_all_lines(blocks: Sequence[Block], ledger: Ledger) -> list[Line]:
    """Return the lines of a pasted text, in which a lone number is no page number."""
    return [_read_line(block, False, ledger) for block in blocks if block.text.strip()]


def _read_line(block: Block, gap: bool, ledger: Ledger) -> Line:
    bold = strip_emphasis(block.text)
    plain = strip_bullet(bold)
    text, numbers = take_page_numbers(plain)
    for number in numbers:
        ledger.set_aside(block.line, number)
    signed = plain != bold.strip().lstrip("\ufeff")
    starts = signed or _is_indented(block.text)
    return Line(block.line, text, read_mark(text), starts, gap, level=block.level, bullet=signed and has_bullet(bold))


def _heading_signs(text: str) -> int:
    """Return how many # a line of Markdown in plain text begins with, 0 if it is no heading."""
    match = _SIGNS.match(text)
    return len(match["signs"]) if match else 0


def _is_indented(text: str) -> bool:
    lead = text[: len(text) - len(text.lstrip())]
    return "\u3000" in lead or "\t" in lead or len(lead) >= INDENT
