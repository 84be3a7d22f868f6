"""Pages from paragraphs and rows of tables: the layout of what is printed.

One rule: nothing is painted here and no page is kept; a page goes to whoever asked as soon as it is full, so a plan of
any length takes the memory of one. Lengths are twips (1/20 pt), so that text is set alike on every device.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QTextLayout, QTextOption

TWIPS = 20.0  # in a point
TWIPS_PER_MM = 1440 / 25.4
CELL_PAD = 4 * TWIPS
Align = Qt.AlignmentFlag


class Face(Enum):
    """The parts that fonts play in official documents."""

    TITLE = "title"
    BODY = "body"
    KAI = "kai"
    HEI = "hei"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: size and line pitch in points, indent and margins in characters."""

    face: Face = Face.BODY
    size: float = 16.0
    pitch: float = 28.95
    first: float = 0.0
    right: float = 0.0
    align: Align = Align.AlignJustify
    above: float = 0.0  # lines
    below: float = 0.0
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a paragraph in a face of its own; None is the paragraph's."""

    text: str
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of text, set one after the other."""

    runs: tuple[Run, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a table. One `across` fills the width; a `header` is repeated on every further page; `depth` sets in."""

    cells: tuple[str, ...]
    widths: tuple[float, ...]  # shares of the width
    style: Style
    ruled: bool = True
    across: bool = False
    header: bool = False
    faces: tuple[Face | None, ...] = ()
    aligns: tuple[Align, ...] = ()
    depth: float = 0.0  # characters by which the first cell is set in
    group: int = 0  # rows of one group stay on one page where they fit
    gap: float = 0.0  # points above


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and the text on it, in twips."""

    paper: QRectF
    text: QRectF

    @classmethod
    def of(cls, layout: QPageLayout) -> "Sheet":
        """Return the sheet that a page layout describes; margins that leave no room are narrowed."""
        size, margins = layout.fullRectPoints().size(), layout.margins(QPageLayout.Unit.Point)
        width, height = size.width() * TWIPS, size.height() * TWIPS
        left, top = margins.left() * TWIPS, margins.top() * TWIPS
        text = QRectF(left, top, width - left - margins.right() * TWIPS, height - top - margins.bottom() * TWIPS)
        least = 100 * TWIPS
        text.setWidth(max(text.width(), least))
        text.setHeight(max(text.height(), least))
        return cls(QRectF(0, 0, width, height), text)


@dataclass(slots=True)
class Page:
    """What stands on one page: lines of layouts at places, and boxes."""

    number: int
    lines: list[tuple[QTextLayout, int, QPointF]] = field(default_factory=list)
    boxes: list[QRectF] = field(default_factory=list)
    shaded: list[QRectF] = field(default_factory=list)


class FontCase:
    """The fonts of one document, made once each."""

    def __init__(self, names: Mapping[Face, Sequence[str]]) -> None:
        """Take the names of every face's font: the wanted one, then those in its place."""
        self._names = names
        self._made: dict[tuple[Face, float, float], QFont] = {}

    def font(self, face: Face, size: float, spacing: float = 0.0) -> QFont:
        """Return a font by part, size in points and letter spacing in twips."""
        known = self._made.get((face, size, spacing))
        if known is None:
            known = QFont(list(self._names[face]))
            known.setStyleHint(QFont.StyleHint.SansSerif if face is Face.HEI else QFont.StyleHint.Serif)
            known.setPixelSize(round(size * TWIPS))
            known.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            if spacing:
                known.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
            self._made[face, size, spacing] = known
        return known


@dataclass(slots=True)
class _Set:
    """A text broken into lines of one width."""

    layout: QTextLayout
    count: int
    pitch: float

    @property
    def height(self) -> float:
        return self.count * self.pitch


class Pages:
    """Sets paragraphs and rows on sheets; iterate over `feed` for the pages as they fill."""

    def __init__(self, sheet: Sheet, fonts: FontCase) -> None:
        self.sheet = sheet
        self._fonts = fonts
        self._page = Page(1)
        self._y = 0.0
        self._header: Row | None = None

    def feed(self, parts: Iterator[Paragraph | Row]) -> Iterator[Page]:
        """Yield the pages of a document, at least one."""
        group: list[Row] = []
        for part in parts:
            if group and (not isinstance(part, Row) or part.group != group[0].group):
                yield from self._rows(group)
                group = []
            if isinstance(part, Paragraph):
                self._header = None
                yield from self._paragraph(part)
            elif part.group:
                group.append(part)
            else:
                yield from self._rows([part])
        yield from self._rows(group)
        yield self._page

    # paragraphs

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Page]:
        style = paragraph.style
        done = self._set(paragraph, self.sheet.text.width())
        if self._y:
            self._y += style.above * done.pitch
        needed = done.pitch * (min(done.count, 2) + 1 if style.keeps_next else 1)
        if self._y + needed > self.sheet.text.height() + 1 and self._y:
            yield self._turn()
        for index in range(done.count):
            if self._y + done.pitch > self.sheet.text.height() + 1 and self._y:
                yield self._turn()
            self._put(done, index, self.sheet.text.left(), self._y)
            self._y += done.pitch
        self._y += style.below * done.pitch

    def _set(self, paragraph: Paragraph, width: float) -> _Set:
        style = paragraph.style
        spacing = _spacing(width, style)
        text = "".join(run.text for run in paragraph.runs)
        layout = QTextLayout(_one_paragraph(text), self._fonts.font(style.face, style.size, spacing))
        layout.setFormats(list(self._formats(paragraph, spacing)))
        em = style.size * TWIPS
        return self._break(layout, style, width - style.right * em, style.first * (em + spacing))

    def _formats(self, paragraph: Paragraph, spacing: float) -> Iterator[QTextLayout.FormatRange]:
        start = 0
        for run in paragraph.runs:
            if run.face is not None and run.face is not paragraph.style.face:
                found = QTextLayout.FormatRange()
                found.start, found.length = start, _units(run.text)
                found.format.setFont(self._fonts.font(run.face, paragraph.style.size, spacing))
                yield found
            start += _units(run.text)

    def _break(self, layout: QTextLayout, style: Style, width: float, first: float) -> _Set:
        option = QTextOption(style.align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        count = 0
        while (line := layout.createLine()).isValid():
            indent = first if count == 0 else 0.0
            line.setLineWidth(max(width - indent, style.size * TWIPS))
            line.setPosition(QPointF(indent, (style.pitch * TWIPS - line.height()) / 2))
            count += 1
        layout.endLayout()
        return _Set(layout, count, style.pitch * TWIPS)

    def _put(self, done: _Set, index: int, x: float, y: float) -> None:
        self._page.lines.append((done.layout, index, QPointF(x, self.sheet.text.top() + y)))

    def _turn(self) -> Page:
        """Begin a new page, with the header of an open table, and return the full one."""
        full, self._page = self._page, Page(self._page.number + 1)
        self._y = 0.0
        if self._header is not None:
            self._place(self._cells(self._header), self._header)
        return full

    # rows

    def _rows(self, rows: Sequence[Row]) -> Iterator[Page]:
        """Set rows; those of a group go to the next page together if they fit there."""
        cells = [self._cells(row) for row in rows]
        whole = sum(_height(each) for each in cells) + sum(row.gap * TWIPS for row in rows)
        room = self.sheet.text.height() - self._y
        if rows and whole > room and whole <= self.sheet.text.height() - self._header_height() and self._y:
            yield self._turn()
        for row, each in zip(rows, cells, strict=True):
            self._header = row if row.header else self._header if row.ruled and not row.group else None
            if self._y:
                self._y += row.gap * TWIPS
            yield from self._row(row, each)

    def _header_height(self) -> float:
        return 0.0 if self._header is None else _height(self._cells(self._header))

    def _row(self, row: Row, cells: list[_Set]) -> Iterator[Page]:
        """Set one row; one that is higher than a page is cut between lines."""
        room = self.sheet.text.height() - self._y
        if _height(cells) > room and self._y and (_height(cells) <= self.sheet.text.height() or room < _least(cells)):
            yield self._turn()
        start = 0
        most = max((cell.count for cell in cells), default=0)
        while start < most:
            pitch = max(cell.pitch for cell in cells)
            fit = max(int((self.sheet.text.height() - self._y - 2 * CELL_PAD + 1) // pitch), 1)
            self._place(cells, row, start, min(start + fit, most))
            start += fit
            if start < most:
                yield self._turn()

    def _cells(self, row: Row) -> list[_Set]:
        widths = (1.0,) if row.across else row.widths
        faces = row.faces or (None,) * len(widths)
        aligns = row.aligns or (Align.AlignLeft,) * len(widths)
        found = []
        for number, (text, share) in enumerate(zip(row.cells, widths, strict=False)):
            font = self._fonts.font(faces[number] or row.style.face, row.style.size)
            layout = QTextLayout(text.replace("\n", "\u2028"), font)
            style = Style(row.style.face, row.style.size, row.style.pitch, align=aligns[number])
            indent = self._indent(row, number)
            found.append(self._break(layout, style, share * self.sheet.text.width() - 2 * CELL_PAD - indent, 0.0))
        return found

    def _indent(self, row: Row, number: int) -> float:
        return row.depth * row.style.size * TWIPS if number == 0 else 0.0

    def _place(self, cells: list[_Set], row: Row, start: int = 0, stop: int | None = None) -> None:
        """Put lines `start` to `stop` of all cells of a row side by side, and move down."""
        most = max((cell.count for cell in cells), default=0)
        stop = most if stop is None else stop
        pitch = max((cell.pitch for cell in cells), default=0.0)
        height = (stop - start) * pitch + 2 * CELL_PAD
        x = self.sheet.text.left()
        for number, cell in enumerate(cells):
            width = self.sheet.text.width() * (1.0 if row.across else row.widths[number])
            box = QRectF(x, self.sheet.text.top() + self._y, width, height)
            if row.ruled:
                self._page.boxes.append(box)
            if row.header or (row.across and row.ruled):
                self._page.shaded.append(box)
            for index in range(start, min(stop, cell.count)):
                y = self._y + CELL_PAD + (index - start) * pitch
                self._put(cell, index, x + CELL_PAD + self._indent(row, number), y)
            x += width
        self._y += height


def _height(cells: Sequence[_Set]) -> float:
    return max((cell.height for cell in cells), default=0.0) + 2 * CELL_PAD


def _least(cells: Sequence[_Set]) -> float:
    """Return the height of a row's first two lines."""
    return max((cell.pitch * min(cell.count, 2) for cell in cells), default=0.0) + 2 * CELL_PAD


def _spacing(width: float, style: Style) -> float:
    """Return what brings a whole number of characters into the width, as the grid of GB/T 9704 does with 28."""
    em = style.size * TWIPS
    characters = round(width / em + 0.3)
    spacing = width / characters - em if characters else 0.0
    return spacing if style.align == Align.AlignJustify and -0.02 * em <= spacing < 0 else 0.0


def _one_paragraph(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")


def _units(text: str) -> int:
    """Return the length in UTF-16, as Qt counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def page_number_place(sheet: Sheet, text: str, font: QFont, number: int) -> QPointF:
    """Return where — 1 — begins: 7 mm below the text, one character in, odd at the right, even at the left."""
    metrics = QFontMetricsF(font)
    em = float(font.pixelSize())
    y = min(sheet.text.bottom() + 7 * TWIPS_PER_MM + metrics.ascent(), sheet.paper.bottom() - metrics.descent())
    x = sheet.text.right() - em - metrics.horizontalAdvance(text) if number % 2 else sheet.text.left() + em
    return QPointF(x, y)
