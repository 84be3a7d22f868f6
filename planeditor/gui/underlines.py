"""Lines below words of a text, as thick everywhere.

One rule: a line is a whole number of the screen's own pixels thick and begins on one, at every scale; the font's own
underline is rounded anew on every line of text, to one pixel here and two there.
"""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QTextCursor, QTextFormat, QTextLine
from PySide6.QtWidgets import QTextEdit

NOT_UNDERLINED = QTextFormat.Property.UserProperty  # of the format of words that are tinted only
DASHED = QTextFormat.Property.UserProperty + 1  # of words whose line is broken: found, and not yet taken
DOTTED = QTextFormat.Property.UserProperty + 2  # of words that name a deadline not taken
_DASHES, _DOTS = (4, 3), (1, 1)  # length and gap, times the thickness
_BELOW = 0.6  # of the descent: Chinese characters reach below the baseline


def draw_underlines(editor: QTextEdit, color: QColor, room: QRect) -> None:
    """Draw a line below the words of every extra selection, within the part of an editor that is being painted."""
    painter = QPainter(editor.viewport())
    for line in underlines(editor, editor.devicePixelRatioF(), room):
        painter.fillRect(line, color)


def underlines(editor: QTextEdit, scale: float, room: QRect | None = None) -> Iterator[QRectF]:
    """Yield the lines to draw on a screen of that scale, in logical pixels of the viewport; those near `room` alone."""
    thickness = max(1, round(scale)) / scale
    top, bottom = (room.topLeft(), room.bottomRight()) if room is not None else (QPoint(), QPoint())
    first, last = (editor.cursorForPosition(point).block() for point in (top, bottom))
    for selection in editor.extraSelections():
        is_above = selection.cursor.selectionEnd() <= first.position()
        if room is not None and (is_above or selection.cursor.selectionStart() >= last.position() + last.length()):
            continue
        if selection.format.boolProperty(NOT_UNDERLINED):
            continue
        for left, y, right in _pieces(selection.cursor):
            line = QRectF(left, round(y * scale) / scale, right - left, thickness)
            yield from _broken(line, selection.format)


def _broken(line: QRectF, format_: QTextFormat) -> Iterator[QRectF]:
    """Yield a line in the pieces that its format asks for; dots are twice as thick as dashes, and square."""
    if format_.boolProperty(DOTTED):
        length, gap = _DOTS
        line = line.adjusted(0, 0, 0, line.height())
    elif format_.boolProperty(DASHED):
        length, gap = _DASHES
    else:
        yield line
        return
    left = line.left()
    while left < line.right():
        yield QRectF(left, line.top(), min(line.height() * length, line.right() - left), line.height())
        left += line.height() * (length + gap)


def _pieces(cursor: QTextCursor) -> Iterator[tuple[float, float, float]]:
    """Yield left end, height below Chinese characters and right end of the words on every line of the editor."""
    document = cursor.document()
    block, end = document.findBlock(cursor.selectionStart()), cursor.selectionEnd()
    while block.isValid() and block.position() < end:
        origin = document.documentLayout().blockBoundingRect(block).topLeft()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            first = max(cursor.selectionStart() - block.position(), line.textStart())
            last = min(end - block.position(), line.textStart() + line.textLength())
            if first < last:
                left, right = (origin.x() + _x(line, place) for place in (first, last))
                yield left, origin.y() + line.y() + line.ascent() + _BELOW * line.descent(), right
        block = block.next()


def _x(line: QTextLine, place: int) -> float:
    x, _place = cast("tuple[float, int]", line.cursorToX(place))  # Qt's stub says object
    return x
