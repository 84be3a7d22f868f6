"""One walk over the paragraphs and tables of a story: the body, a cell, a box, a header, a note.

One rule: what a story yields is in the order it is read; whatever hangs on a paragraph follows it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from planeditor.importing.blocks import Aside
from planeditor.importing.options import Revisions
from planeditor.importing.word import names as w
from planeditor.importing.word.auto_numbers import AutoNumbers
from planeditor.importing.word.inline import Box, Inline, Left, Line
from planeditor.importing.word.numbering import DEEPEST, Numbering
from planeditor.importing.word.properties import PLAIN_PROPERTIES, Properties, read_properties
from planeditor.importing.word.styles import Styles
from planeditor.importing.word.symbols import plain_signs
from planeditor.importing.word.tables import Cell, Grid, Row, make_grid

if TYPE_CHECKING:
    from lxml.etree import _Element

ANCHOR = "_pe_"  # before the id in the names of our bookmarks
_HEAD = 32  # lines
_CLOSED = "。：；！？:;!?"
_CONTENTS_GALLERY = "table of contents"


class Text(NamedTuple):
    """A line of a story, before it has a number."""

    text: str
    level: int = 0
    aside: Aside = ""
    counts_pages: bool = False
    anchor: str = ""  # the id of the node that begins here, in a document that this program wrote


class Label(NamedTuple):
    """A paragraph's number, its outline level, and whether its style is one of a table of contents."""

    number: str
    level: int
    is_contents: bool


Piece = Text | Grid
Attachments = Callable[[str, str], list[Piece]]  # kind and id of a reference → what it refers to


@dataclass(frozen=True, slots=True)
class Shared:
    """What all stories of a document have in common. `tick` is called for every paragraph."""

    styles: Styles
    numbering: Numbering
    revisions: Revisions
    left: Left
    attachments: Attachments
    inserted: Callable[[str], list[Piece] | None]  # id of a document inserted whole → what it shows
    tick: Callable[[], None]
    anchored: bool = False
    auto_numbers: AutoNumbers = field(default_factory=AutoNumbers)


class Story:
    """Reads one part. Pieces are added to the list that each method is given."""

    def __init__(self, root: "_Element", shared: Shared) -> None:
        self._shared = shared
        self._inline = Inline(root, shared.revisions, shared.styles.hiding, shared.left, shared.auto_numbers)
        self._counts = True  # False where Word shows nothing: the numbers stand still
        self._in_contents = 0
        self._after_table: list[Piece] | None = None  # what hangs on the cells of the table that is being read

    def read(self, parent: "_Element", out: list[Piece]) -> None:
        """Add what stands in `parent`: a body, a cell, a box, a header, a note."""
        open_line: Line | None = None
        first = PLAIN_PROPERTIES
        for element in self._blocks(parent):
            if element.tag != w.P:
                if open_line is not None:
                    self._close(open_line, first, out)
                    open_line = None
                self._other(element, out)
                continue
            properties = read_properties(element, self._shared.revisions, self._inline)
            start = len(out)
            text = self._inline.plain_text(element) if open_line is None and properties.joined == "no" else None
            if text is not None:
                self._shared.tick()
                self._say(text, self._label(properties), out)
                self._anchor(element, out, start)
                continue
            line, first = (Line(), properties) if open_line is None else (open_line, first)
            self._read_paragraph(element, properties, line)
            if properties.joined == "no":
                self._close(line, properties if first.joined != "seen" else first, out)
                self._anchor(element, out, start)
                open_line = None
            else:
                open_line = self._leave_open(line, out)
                first = first if open_line is not None and first.joined == "seen" else properties
        if open_line is not None and (open_line.shown or open_line.hidden or open_line.contents):
            self._close(open_line, first, out)

    def _anchor(self, element: "_Element", out: list[Piece], start: int) -> None:
        """Let the first line that a paragraph gave carry the id in its bookmark."""
        anchor = _anchor_in(element) if self._shared.anchored else ""
        for place in range(start, len(out) if anchor else start):
            piece = out[place]
            if isinstance(piece, Text) and not piece.aside:
                out[place] = piece._replace(anchor=anchor)
                return

    def _read_paragraph(self, element: "_Element", properties: Properties, line: Line) -> None:
        self._shared.tick()
        style = self._shared.styles.get(properties.style)
        self._inline.level = style.level if properties.level is None else properties.level
        self._inline.read(element, line, style.hidden)

    def _leave_open(self, line: Line, out: list[Piece]) -> Line | None:
        """Return the line that the next paragraph carries on, None if nothing of it is seen."""
        if any(line.shown) or line.contents or line.boxes or line.references:
            return line
        if any(line.hidden):
            out.append(Text("".join(line.hidden), aside="hidden"))
        return None

    def _blocks(self, parent: "_Element") -> "Iterator[_Element]":
        """Yield paragraphs, tables and the like, through whatever Word wraps around them."""
        for child in parent:
            tag = child.tag
            if tag in (w.P, w.TBL, w.SDT, w.ALT_CHUNK, w.SUB_DOC, w.MATH, w.MATH_PARAGRAPH):
                yield child
            elif tag in _WRAPPERS and tag not in self._inline.unseen:
                yield from self._blocks(child)
            elif tag == w.ALTERNATE:
                branch = w.choose(child)
                if branch is not None:
                    yield from self._blocks(branch)

    def _other(self, element: "_Element", out: list[Piece]) -> None:
        tag = element.tag
        if tag == w.TBL:
            self._table(element, out)
        elif tag == w.SDT:
            self._content_control(element, out)
        elif tag in (w.ALT_CHUNK, w.SUB_DOC):
            pieces = self._shared.inserted(element.get(w.RELATION, "")) if tag == w.ALT_CHUNK else None
            self._shared.left.inserted_files += pieces is None
            out.extend(pieces or ())
        else:
            holder = Line()
            self._inline.formula(element, holder)
            self._close(holder, PLAIN_PROPERTIES, out)

    def _content_control(self, element: "_Element", out: list[Piece]) -> None:
        contents = any(
            gallery.get(w.VAL, "").lower() == _CONTENTS_GALLERY
            for properties in element.iterchildren(w.SDT_PR)
            for gallery in properties.iter(w.GALLERY)
        )
        self._in_contents += contents
        for content in element.iterchildren(w.SDT_CONTENT):
            self.read(content, out)
        self._in_contents -= contents

    def _close(self, line: Line, properties: Properties, out: list[Piece]) -> None:
        """Write a line that is complete, and what hangs on it."""
        label = self._label(properties)
        at_top = bool(line.boxes) and self._after_table is None and _is_first(out)
        for box in line.boxes:
            if box.above or at_top:
                self._box(box, out)
        self._write(line, label, out)
        for box in line.boxes:
            if not (box.above or at_top):
                self._box(box, out)
        following = out if self._after_table is None else self._after_table
        for kind, number in line.references:
            following.extend(self._shared.attachments(kind, number))

    def _write(self, line: Line, label: Label, out: list[Piece]) -> None:
        hidden, listed, shown = "".join(line.hidden), "".join(line.contents), "".join(line.shown)
        if listed:
            out.extend(Text(text, aside="contents") for text in listed.strip("\n").split("\n"))
        if shown.strip() or label.number or not (hidden or listed):
            self._say(shown, label, out, counts_pages=line.counts_pages)
        if hidden:
            out.extend(Text(plain_signs(text), aside="hidden") for text in hidden.strip("\n").split("\n"))

    def _say(self, shown: str, label: Label, out: list[Piece], *, counts_pages: bool = False) -> None:
        text = plain_signs(_labelled(label.number, shown))
        aside: Aside = "contents" if label.is_contents or self._in_contents else ""
        if "\n" not in text:
            out.append(Text(text, label.level, aside, counts_pages))
            return
        first, *others = _lines(text, label.level)
        out.append(Text(first, label.level, aside, counts_pages))
        out.extend(Text(other, 0, aside, counts_pages) for other in others)

    def _label(self, properties: Properties) -> Label:
        style = self._shared.styles.get(properties.style)
        level = style.level if properties.level is None else properties.level
        list_id = style.list_id if properties.list_id is None else properties.list_id
        if not list_id or not self._counts:
            return Label("", level, style.contents)
        at = properties.list_level
        if at is None:
            linked = self._shared.numbering.level_of_style(list_id, style.list_style)
            at = linked if linked is not None else style.list_level or 0
        number = self._shared.numbering.next_label(list_id, min(at, DEEPEST - 1))
        return Label(number, level, style.contents)

    def _box(self, box: Box, out: list[Piece]) -> None:
        if box.content is None:
            if box.words.strip():
                out.append(Text(box.words))
            return
        fields = self._inline.aside()
        inner: list[Piece] = []
        self.read(box.content, inner)
        self._inline.resume(fields)
        out.extend(piece for piece in inner if not isinstance(piece, Text) or piece.text)

    def _table(self, table: "_Element", out: list[Piece]) -> None:
        outer = self._after_table
        later: list[Piece] = []
        self._after_table = later
        rows = [self._row(row, later) for row in _members(table, w.TR) if self._is_seen(row, w.TRPR)]
        self._after_table = outer
        rows = [row for row in rows if row.cells]
        if rows:
            grid = make_grid(rows)
            out.extend([Text(text, aside="contents") for text in grid.lines()] if self._in_contents else [grid])
        (out if outer is None else outer).extend(later)

    def _row(self, row: "_Element", later: list[Piece]) -> Row:
        before = 0
        for properties in row.iterchildren(w.TRPR):
            before = max(w.whole(w.child_value(properties, w.GRID_BEFORE), 0), 0)
        cells: list[Cell] = []
        for element in _members(row, w.TC):
            if self._is_seen(element, w.TCPR):
                self._add_cell(element, cells, later)
        return Row(before, cells, _anchor_in(row) if self._shared.anchored else "")

    def _add_cell(self, element: "_Element", cells: list[Cell], later: list[Piece]) -> None:
        span, below, beside = _cell_shape(element)
        covered = below == "continue" or beside == "continue"
        text = self._cell_text(element, later, covered)
        if beside == "continue" and cells:
            cells[-1].span += span
        else:
            cells.append(Cell("" if covered else text, span, below))
        if covered and text.strip():
            later.extend(Text(each, aside="hidden") for each in text.split("\n"))

    def _cell_text(self, cell: "_Element", later: list[Piece], covered: bool) -> str:
        counts, self._counts = self._counts, self._counts and not covered
        pieces: list[Piece] = []
        self.read(cell, pieces)
        self._counts = counts
        lines: list[str] = []
        for piece in pieces:
            if isinstance(piece, Grid):
                lines.extend(piece.lines())
            elif piece.aside:
                later.append(piece)
            else:
                lines.append(piece.text)
        return "\n".join(lines).strip("\n")

    def _is_seen(self, element: "_Element", properties_tag: str) -> bool:
        """Tell whether a row or cell is not one that a tracked change deleted (or is yet to insert)."""
        if not self._inline.has_cell_changes:
            return True
        gone = (w.DEL, w.CELL_DEL) if self._shared.revisions == "accept" else (w.INS, w.CELL_INS)
        for properties in element.iterchildren(properties_tag):
            if next(properties.iterchildren(*gone), None) is not None:
                self._shared.left.changes += 1
                return False
        return True


def _anchor_in(element: "_Element") -> str:
    names = (mark.get(w.NAME, "") for mark in element.iter(w.BOOKMARK))
    return next((name.removeprefix(ANCHOR) for name in names if name.startswith(ANCHOR)), "")


def flatten(pieces: list[Piece], aside: Aside) -> list[Text]:
    """Return what a story says as lines kept apart for one reason."""
    lines: list[Text] = []
    for piece in pieces:
        if isinstance(piece, Grid):
            lines.extend(Text(text, aside=aside) for text in piece.lines())
        else:
            lines.append(Text(piece.text, 0, piece.aside or aside, piece.counts_pages))
    return lines


def _members(parent: "_Element", tag: str) -> "Iterator[_Element]":
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (w.SDT, w.SDT_CONTENT, w.CUSTOM_XML, w.INS, w.MOVE_TO, w.DEL, w.MOVE_FROM):
            yield from _members(child, tag)
        elif child.tag == w.ALTERNATE:
            branch = w.choose(child)
            if branch is not None:
                yield from _members(branch, tag)


def _cell_shape(cell: "_Element") -> tuple[int, str, str]:
    span, below, beside = 1, "", ""
    for properties in cell.iterchildren(w.TCPR):
        for setting in properties:
            if setting.tag == w.GRID_SPAN:
                span = max(w.whole(setting.get(w.VAL), 1), 1)
            elif setting.tag == w.VMERGE:
                below = setting.get(w.VAL, "continue")
            elif setting.tag == w.HMERGE:
                beside = setting.get(w.VAL, "continue")
    return span, below, beside


def _is_first(out: list[Piece]) -> bool:
    """Tell whether nothing was said before: a red head's boxes hang on the first line and stand above it."""
    return len(out) < _HEAD and not any(isinstance(piece, Grid) or piece.text.strip() for piece in out)


def _labelled(label: str, text: str) -> str:
    """Put a number before its text; a digit must not run into the number: 1. 5亿元."""
    if label and text[:1].isdigit() and label[-1:] in "0123456789.．":
        return f"{label} {text}"
    return label + text if text else label.rstrip(" ")


def _lines(text: str, level: int) -> list[str]:
    """Return the lines of a paragraph. A heading that breaks at no sense is one; so it would be in a table of contents.

    Breaks at the ends, such as a page break, make no lines of their own.
    """
    lines = text.strip("\n").split("\n")
    if level and len(lines) > 1:
        joined = [lines[0]]
        for line in lines[1:]:
            if joined[-1][-1:] in _CLOSED:
                joined.append(line)
            else:
                joined[-1] += _seam(joined[-1], line) + line
        return joined
    return lines


def _seam(before: str, after: str) -> str:
    return (
        " " if before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum() else ""
    )


_WRAPPERS = frozenset({w.CUSTOM_XML, w.SMART_TAG, w.INS, w.DEL, w.MOVE_TO, w.MOVE_FROM, w.SDT_CONTENT, w.BOX})
