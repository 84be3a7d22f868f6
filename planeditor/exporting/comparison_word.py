"""Tables of a comparison as a Word document. One rule: what went is struck through and what came is underlined.

So the marks are seen in print and by people who tell no colours apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from planeditor.exporting.content import Content
from planeditor.exporting.fonts import PROFILES
from planeditor.exporting.word.document import write_document
from planeditor.exporting.word.layouts import Layout
from planeditor.exporting.word.runs import Pen, run_open
from planeditor.exporting.word.units import SIZE_5
from planeditor.exporting.word.xml import paragraph
from planeditor.plan.wording import Piece, PieceKind

_DELETED, _ADDED = "C0262D", "1A7433"
_MARKS: dict[PieceKind, tuple[str, str]] = {  # before and after the size, as the schema orders them
    "same": ("", ""),
    "deleted": (f'<w:strike/><w:color w:val="{_DELETED}"/>', ""),
    "added": (f'<w:color w:val="{_ADDED}"/>', '<w:u w:val="single"/>'),
}
_LINE = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CELL = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_CENTRED = f'{_CELL}<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
_LEFT = f'{_CELL}<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>'
_LONGEST_CENTRED = 6  # characters


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headers, widths in twips, rows of cells made of marked pieces, perhaps a heading above it."""

    headers: Sequence[str]
    widths: Sequence[int]
    rows: Iterator[tuple[tuple[Piece, ...], ...]]
    heading: str = ""


def write_tables(content: Content, file: IO[bytes], tables: Iterable[Table], summary: str) -> None:
    """Write a Word document with the plan's title, a line below it, and tables."""

    def body(content: Content) -> Iterator[str]:
        writer = _Writer(content)
        yield from writer.head(summary)
        for table in tables:
            yield from writer.table(table)

    write_document(content, file, Layout(lambda content, _pen: body(content), lambda _content, pages: pages.portrait))


class _Writer:
    """Writes paragraphs and tables in the document's fonts."""

    def __init__(self, content: Content) -> None:
        fonts = PROFILES[content.options.fonts]
        self.pen = Pen(content, fonts)
        self.title = content.snapshot.plan.title
        self.marks = {kind: _opening(fonts.body, *marks) for kind, marks in _MARKS.items()}
        self.header = _opening(fonts.hei, "", "")

    def head(self, summary: str) -> Iterator[str]:
        """Yield title and summary."""
        if self.title:
            yield paragraph("Title", self.pen.run(self.pen.title, self.title))
        if summary:
            yield paragraph("Subtitle", self.pen.run(self.pen.kai, summary))
        yield paragraph("Salutation", "")

    def table(self, table: Table) -> Iterator[str]:
        """Yield a table, and a paragraph behind it, without which Word joins it to the next."""
        if table.heading:
            yield paragraph("Salutation", self.pen.run(self.pen.body, table.heading))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(table.widths)}" w:type="dxa"/><w:tblBorders>{_LINE}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        headers = [_paragraph(_CENTRED, self.pen.run(self.header, text)) for text in table.headers]
        yield _row("<w:cantSplit/><w:tblHeader/>", headers, table.widths)
        for row in table.rows:
            yield _row("", [self.cell(pieces) for pieces in row], table.widths)
        yield f"</w:tbl>{paragraph('Salutation', '')}"

    def cell(self, pieces: Sequence[Piece]) -> str:
        """Return a cell's paragraphs, one a line."""
        lines: list[str] = [""]
        for piece in pieces:
            first, *others = piece.text.replace("\r\n", "\n").split("\n")
            lines[-1] += self.pen.run(self.marks[piece.kind], first)
            lines += [self.pen.run(self.marks[piece.kind], text) for text in others]
        length = sum(len(piece.text) for piece in pieces)
        look = _CENTRED if length <= _LONGEST_CENTRED and len(lines) == 1 else _LEFT
        return "".join(_paragraph(look, line) for line in lines)


def _opening(font: str, before: str, after: str) -> str:
    """Return the beginning of a run in 五号, the size of tables in print."""
    return run_open(font, after=f'{before}<w:sz w:val="{SIZE_5}"/><w:szCs w:val="{SIZE_5}"/>{after}')


def _paragraph(look: str, runs: str) -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>"


def _row(properties: str, cells: Iterable[str], widths: Sequence[int]) -> str:
    wrapped = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    shown = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{shown}{''.join(wrapped)}</w:tr>"
