"""A laid out picture and how it is painted, on the screen, on paper and into files alike.

One rule: a drawing knows only places, words and names of colours; who paints it says what colours those are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from planeditor.gui.charts_model import Row, Segment

Color = Callable[[str], QColor]
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
_HATCHED = "bar_late"  # also told by its lines
_HATCH = 0.42  # characters from line to line


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    rect: QRectF
    color: str


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, `scale` times as large as the font."""

    rect: QRectF
    text: str
    color: str = "text"
    align: Qt.AlignmentFlag = LEFT
    scale: float = 1.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment can be chosen: `rect` for keyboard and mouse, `area` for the mouse as well."""

    rect: QRectF
    area: QRectF
    row: Row
    segment: Segment
    line: int  # of the chart's rows, for the arrow keys


@dataclass(slots=True)
class Drawing:
    """What is painted, in the order of painting; sizes in the pixels of the font."""

    width: float
    height: float = 0.0
    shapes: list[Box | Words] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def add(self, other: "Drawing") -> None:
        """Put another drawing below this one."""
        self.shapes += [replace(shape, rect=shape.rect.translated(0, self.height)) for shape in other.shapes]
        self.height += other.height


@dataclass(frozen=True, slots=True)
class Pen:
    """A font with sizes in pixels, the same on every device, and its measures."""

    font: QFont

    @classmethod
    def of(cls, widget: QWidget) -> "Pen":
        """Return a widget's font."""
        font = QFont(widget.font())
        font.setPixelSize(max(1, QFontInfo(font).pixelSize()))
        return cls(font)

    def scaled(self, scale: float, *, bold: bool) -> QFont:
        """Return the font larger, smaller or bold."""
        font = QFont(self.font)
        font.setPixelSize(max(1, round(self.font.pixelSize() * scale)))
        font.setBold(bold)
        return font

    @property
    def em(self) -> float:
        """Return the width of a Chinese character."""
        return QFontMetricsF(self.font).horizontalAdvance("中")

    @property
    def line(self) -> float:
        """Return the distance between lines."""
        return QFontMetricsF(self.font).lineSpacing()

    def width(self, text: str, scale: float = 1.0, *, bold: bool = False) -> float:
        """Return the width of a text."""
        return QFontMetricsF(self.scaled(scale, bold=bold)).horizontalAdvance(text)

    def lines(self, text: str, width: float, most: int = 2, *, scale: float = 1.0, bold: bool = False) -> list[str]:
        """Break a text into lines of a width, at a blank if there is one; the last ends in … where it does not fit."""
        measure = QFontMetricsF(self.scaled(scale, bold=bold))
        found: list[str] = []
        while text and len(found) < most - 1 and measure.horizontalAdvance(text) > width:
            end = next(
                at
                for at in range(1, len(text) + 1)
                if at == len(text) or measure.horizontalAdvance(text[: at + 1]) > width
            )
            end = text.rfind(" ", 1, end + 1) if " " in text[1 : end + 1] else end
            found.append(text[:end])
            text = text[end:].lstrip()
        return [*found, measure.elidedText(text, Qt.TextElideMode.ElideRight, width)]


def paint(drawing: Drawing, painter: QPainter, pen: Pen, color: Color) -> None:
    """Paint a drawing at the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            painter.fillRect(shape.rect, color(shape.color))
            if shape.color == _HATCHED:
                _hatch(painter, shape.rect, pen.em * _HATCH, color("base"))
        else:
            painter.setFont(pen.scaled(shape.scale, bold=shape.bold))
            painter.setPen(color(shape.color))
            painter.drawText(shape.rect, int(shape.align) | int(Qt.TextFlag.TextDontClip), shape.text)


def _hatch(painter: QPainter, rect: QRectF, step: float, color: QColor) -> None:
    """Draw slanting lines, each to the rectangle's edges: a clip or a pattern would not reach every SVG viewer."""
    painter.setPen(QPen(color, max(1.0, step / 6)))
    width, height, at = rect.width(), rect.height(), step
    while at < width + height:
        start = QPointF(rect.left() + max(0.0, at - height), rect.top() + min(at, height))
        end = QPointF(rect.left() + min(at, width), rect.top() + max(0.0, at - width))
        painter.drawLine(QLineF(start, end))
        at += step
