"""The clipboard (Word, Excel, WPS, a browser, an editor) as sections and items.

One rule: every word pasted is in a node or unplaced; depth comes from numbering marks and headings, else from tabs and
indents.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from planeditor.importing.blocks import Block, Part, Source, Table
from planeditor.importing.draft import TableReading
from planeditor.importing.headings import keep_true_headings
from planeditor.importing.ledger import Ledger
from planeditor.importing.lines import read_all_lines, read_lines
from planeditor.importing.nesting import nest_brackets
from planeditor.importing.nodes import Departments, make_nodes
from planeditor.importing.options import ImportOptions
from planeditor.importing.outline import grow_outline
from planeditor.importing.rulings import Rulings
from planeditor.importing.shape import shape
from planeditor.importing.sprouts import Sprout, Words
from planeditor.importing.tabular import read_tables
from planeditor.importing.text import text_blocks
from planeditor.language.labels import learn_labels
from planeditor.language.marks import read_mark, strip_bullet
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.limits import DEEPEST

_ROW = re.compile(r"[^\t\n]\t+[^\t\n]")
_QUOTED_CELL = re.compile(r'(?:^|\t)"[^"\n]*\n', re.MULTILINE)
_SERIAL = re.compile(r"[0-9]{1,3}\Z")
LARGEST_PAGE = 30_000_000  # characters of HTML; Excel puts some hundred around every cell
_NO_PLAN = Plan(0)
_IDEOGRAPHIC = 2  # an ideographic space is as wide as two others


def parse_outline(text: str) -> tuple[Node, ...]:
    """Return the sections and items that indented, numbered or tab-separated text stands for; () for blank text.

    Of a row with several columns the first is the title and the rest, one a line, the body; a leading column of
    serial numbers gives the mark. Owners have new department ids: they are found by their names.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if _ROW.search(text):
        return _nodes(_nest(_rows(text)))
    lines = [line for line in text.split("\n") if line.strip()]
    marks = [mark for mark in (read_mark(strip_bullet(line)) for line in lines) if mark is not None]
    levels = len({_indent(line) for line in lines})
    if any(mark.number == 1 for mark in marks) and levels <= max(len({mark.family for mark in marks}), 1):
        return _numbered(text)
    return _nodes(_nest((_indent(line), [line.strip()]) for line in lines))


def parse_html(html: str, text: str = "", year: int | None = None) -> Snapshot:
    """Return what HTML from the clipboard stands for: sections and items, and words that are hidden in it.

    A table with a header becomes items as its columns say; paragraphs keep their headings and automatic numbers. HTML
    that only dresses up its words is read as their plain `text`, which keeps its indents. `year` completes dues.
    """
    from planeditor.importing.html_page import read_fragment

    parts, structured = read_fragment(html) if len(html) <= LARGEST_PAGE else ((), False)
    if not structured:
        lines = (part.text for part in parts if isinstance(part, Block) and not part.aside)
        return Snapshot(_NO_PLAN, nodes=parse_outline(text if text.strip() else "\n".join(lines)))
    ledger = Ledger()
    tables = read_tables(parts, ImportOptions())
    sprouts, labels = _grow(parts, tables, ledger)
    shape(sprouts, labels, ledger)
    departments = Departments()
    nodes = make_nodes(sprouts, departments, year, unmarked_numbered=True)
    headers = {line for table in tables.values() for line in _header_lines(table)}
    _roles, unplaced = ledger.close(block for block in Source("", parts).lines() if block.line not in headers)
    return Snapshot(_NO_PLAN, departments.entries(), nodes, unplaced)


def _grow(
    parts: Sequence[Part], tables: Mapping[int, TableReading], ledger: Ledger
) -> tuple[list[Sprout], frozenset[str]]:
    text = any(isinstance(part, Block) and part.text.strip() and not part.aside for part in parts)
    if not text and not any(reading.columns for reading in tables.values()):
        return _nest_tables(parts, ledger), learn_labels(())
    lines = nest_brackets(keep_true_headings(read_lines(parts, tables, Rulings(), ledger)))
    titles = {line for table in tables.values() if table.columns for line in _title_lines(table)}
    lines = [line for line in lines if line.number not in titles or line.table is not None]
    labels = learn_labels(line.text for line in lines if line.mark is None)
    lead: list[Words] = []
    sprouts = grow_outline(lines, labels, lead, ledger)
    return [*(Sprout(None, words) for words in lead), *sprouts], labels


def _title_lines(table: TableReading) -> range:
    """A table's own title above its header is no item."""
    return range(table.line, table.line + table.title_rows)


def _header_lines(table: TableReading) -> range:
    """A header's words are what its columns became: titles, owners, and labels where nothing else fits."""
    first = table.line + table.title_rows
    return range(first, first + (table.header_rows if table.columns else 0))


def _nest_tables(parts: Sequence[Part], ledger: Ledger) -> list[Sprout]:
    """Read cells without a header as their plain text is read: the title, then the body; empty ones set a row in."""
    rows: list[tuple[int, list[str]]] = []
    for table in (part for part in parts if isinstance(part, Table)):
        for line, row in enumerate(table.rows, table.line):
            filled = [cell for cell in row if cell.strip()]
            if filled:
                depth = next(column for column, cell in enumerate(row) if cell.strip())
                rows.append((depth, [line for cell in filled for line in cell.split("\n")]))
                ledger.take(line, "item")
    return _nest(rows)


def _numbered(text: str) -> tuple[Node, ...]:
    """The grammar reads numbered text as it reads the body of a document."""
    ledger = Ledger()
    lines = nest_brackets(read_all_lines(text_blocks(text), ledger))
    labels = learn_labels(line.text for line in lines if line.mark is None)
    lead: list[Words] = []
    sprouts = [*grow_outline(lines, labels, lead, ledger)]
    sprouts[:0] = [Sprout(None, words) for words in lead]
    return _nodes(sprouts, labels)


def _rows(text: str) -> Iterable[tuple[int, list[str]]]:
    for row in _cells(text):
        depth = next((index for index, cell in enumerate(row) if cell.strip()), None)
        if depth is not None:
            yield depth, [cell.strip() for cell in row[depth:] if cell.strip()]


def _cells(text: str) -> Iterable[list[str]]:
    """Excel quotes only cells of several lines; elsewhere a quotation mark is the text's own."""
    if not _QUOTED_CELL.search(text):
        return [line.split("\t") for line in text.split("\n")]
    try:
        return list(csv.reader(io.StringIO(text), delimiter="\t"))
    except csv.Error:
        return [line.split("\t") for line in text.split("\n")]


def _indent(line: str) -> int:
    """Return how far a line is set in; only comparisons between lines mean anything."""
    lead = line[: len(line) - len(line.lstrip())]
    return sum({"\t": 4, "\u3000": _IDEOGRAPHIC}.get(character, 1) for character in lead)


def _nest(rows: Iterable[tuple[int, list[str]]]) -> list[Sprout]:
    """Hang every row under the nearest one above that is less far in, as deep as a plan may go."""
    top: list[Sprout] = []
    branch: list[tuple[int, Sprout]] = []
    for number, (indent, cells) in enumerate(rows, 1):
        while branch and (branch[-1][0] >= indent or len(branch) >= DEEPEST):
            branch.pop()
        sprout = _sprout(cells, number)
        (branch[-1][1].children if branch else top).append(sprout)
        branch.append((indent, sprout))
    return top


def _sprout(cells: list[str], number: int) -> Sprout:
    mark = read_mark(cells[0])
    if mark is None and len(cells) > 1 and _SERIAL.match(cells[0]):
        mark = read_mark(cells[0] + ".")
    if mark is not None and not cells[0][mark.end :].strip() and len(cells) > 1:
        cells = cells[1:]
    elif mark is not None:
        cells = [cells[0][mark.end :], *cells[1:]]
    sprout = Sprout(mark, Words(cells[0], [number]))
    sprout.body = [Words(cell, [number]) for cell in cells[1:]]
    return sprout


def _nodes(sprouts: list[Sprout], labels: frozenset[str] = frozenset()) -> tuple[Node, ...]:
    shape(sprouts, labels or learn_labels(()), Ledger())
    return make_nodes(sprouts, Departments(), None, unmarked_numbered=True)
