"""Where everything of a chart stands. One rule: all sizes follow the font, and every count is written out."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF

from planeditor.gui.charts_drawing import CENTRE, Box, Drawing, Pen, Place, Words
from planeditor.gui.charts_model import Bar, Chart, Row, Segment
from planeditor.i18n import _

_TITLE = 1.15
_FIGURE = 1.9  # of a tile
_LABEL_SHARE = 0.36  # of a bar chart's width at most
_LEAST_LABEL, _MOST_LABEL, _LEAST_BARS, _LEAST_TILE, _LEAST_COLUMN = 6.0, 18.0, 5.0, 6.5, 2.7  # characters
_LEAST_ACROSS = 3  # columns in a line
_COLUMN_HEIGHT = 9.0
_LEAST_SEGMENT = 0.5  # so that the smallest can be seen and hit


def least_width(chart: Chart, pen: Pen) -> float:
    """Return the width below which a chart is scrolled."""
    if chart.kind == "tiles":
        return _tile_width(chart, pen)
    if chart.kind == "columns":
        return _names_width(chart, pen) + min(len(chart.rows), _LEAST_ACROSS) * _LEAST_COLUMN * pen.em
    return max((_LEAST_LABEL + _LEAST_BARS) * pen.em, _ends_width(chart, pen) + pen.em)


def lay_out(chart: Chart, width: float, pen: Pen) -> Drawing:
    """Return a chart's drawing, at least as wide as `least_width`."""
    drawing = Drawing(max(width, least_width(chart, pen)))
    for text in pen.lines(chart.title, drawing.width, scale=_TITLE, bold=True):
        title = QRectF(0, drawing.height, drawing.width, 1.7 * pen.line)
        drawing.shapes.append(Words(title, text, scale=_TITLE, bold=True))
        drawing.height += title.height()
    if chart.kind == "tiles":
        _lay_out_tiles(chart, drawing, pen)
    elif chart.kind == "columns":
        _lay_out_columns(chart, drawing, pen)
    else:
        _lay_out_legend(chart, drawing, pen)
        _lay_out_bars(chart, drawing, pen)
    for text in pen.lines(chart.note, drawing.width) if chart.note else ():
        note = QRectF(0, drawing.height, drawing.width, 1.4 * pen.line)
        drawing.shapes.append(Words(note, text, "muted"))
        drawing.height += note.height()
    return drawing


def _lay_out_legend(chart: Chart, drawing: Drawing, pen: Pen) -> None:
    x, top, em = 0.0, drawing.height, pen.em
    for word, color in chart.legend:
        width = 1.2 * em + pen.width(word)
        if x and x + width > drawing.width:
            x, top = 0.0, top + 1.3 * pen.line
        _swatch(drawing, pen, x, top, pen.line, word, color)
        x += width + 1.2 * em
    if chart.legend:
        drawing.height = top + 1.6 * pen.line


def _swatch(drawing: Drawing, pen: Pen, x: float, top: float, height: float, word: str, color: str) -> None:
    side = 0.8 * pen.em
    drawing.shapes.append(Box(QRectF(x, top + (height - side) / 2, side, side), color))
    rest = QRectF(x + 1.2 * pen.em, top, drawing.width - x - 1.2 * pen.em, height)
    drawing.shapes.append(Words(rest, word, "muted"))


# tiles


def _tile_width(chart: Chart, pen: Pen) -> float:
    return max([_LEAST_TILE * pen.em, *(pen.width(row.label) + 1.6 * pen.em for row in chart.rows)])


def _lay_out_tiles(chart: Chart, drawing: Drawing, pen: Pen) -> None:
    gap = 0.6 * pen.em
    least = _tile_width(chart, pen)
    across = max(1, min(len(chart.rows), int((drawing.width + gap) // (least + gap))))
    across = -(-len(chart.rows) // -(-len(chart.rows) // across))  # as many in each line
    width, height = (drawing.width + gap) / across - gap, 4.0 * pen.line
    for at, row in enumerate(chart.rows):
        left, top = at % across * (width + gap), drawing.height + at // across * (height + gap)
        _lay_out_tile(row, at // across, QRectF(left, top, width, height), drawing, pen)
    drawing.height += -(-len(chart.rows) // across) * (height + gap)


def _lay_out_tile(row: Row, line: int, room: QRectF, drawing: Drawing, pen: Pen) -> None:
    em = pen.em
    (segment,) = row.segments
    drawing.shapes.append(Box(room, "window"))
    drawing.shapes.append(Box(QRectF(room.left(), room.top(), 0.3 * em, room.height()), segment.color))
    figure = room.adjusted(0.9 * em, 0.3 * pen.line, 0, -1.4 * pen.line)
    drawing.shapes.append(Words(figure, str(segment.count), scale=_FIGURE, bold=True))
    word = QRectF(figure.left(), room.bottom() - 1.5 * pen.line, figure.width(), pen.line)
    drawing.shapes.append(Words(word, row.label, "muted"))
    if segment.ids:
        drawing.places.append(Place(room, room, row, segment, line))


# bars


def _ends(bar: Bar) -> str:
    counts = (_("{word} {count}").format(word=segment.word, count=segment.count) for segment in bar)
    return "  ".join(counts)


def _ends_width(chart: Chart, pen: Pen) -> float:
    return max((pen.width(_ends(bar)) for row in chart.rows for bar in row.bars), default=0.0)


def _lay_out_bars(chart: Chart, drawing: Drawing, pen: Pen) -> None:
    em, ends = pen.em, _ends_width(chart, pen)
    if drawing.width < (_LEAST_LABEL + _LEAST_BARS + 2) * em + ends:
        _lay_out_bars_below_names(chart, drawing, pen)
        return
    longest = max((pen.width(row.label) for row in chart.rows), default=0.0)
    spare = drawing.width - ends - (_LEAST_BARS + 2) * em
    label = min(longest, _MOST_LABEL * em, max(_LABEL_SHARE * drawing.width, _LEAST_LABEL * em), spare)
    scale = _of_one(chart, drawing.width - label - ends - 1.8 * em, pen)
    for at, row in enumerate(chart.rows):
        lines = pen.lines(row.label, label)
        bars = _bars(row)
        height = max(len(lines), len(bars)) * 1.15 * pen.line
        for number, text in enumerate(lines):
            top = drawing.height + (height - len(lines) * pen.line) / 2 + number * pen.line
            drawing.shapes.append(Words(QRectF(0, top, label, pen.line), text))
        for number, bar in enumerate(bars):
            top = drawing.height + (height - len(bars) * 1.1 * pen.line) / 2 + number * 1.1 * pen.line
            right = _lay_out_bar(row, bar, at, QRectF(label + 0.7 * em, top, scale, pen.line), drawing, pen)
            rest = QRectF(right + 0.5 * em, top, drawing.width - right, pen.line)
            drawing.shapes.append(Words(rest, _ends(bar) or "0", "muted"))
        drawing.height += height + 0.55 * pen.line


def _lay_out_bars_below_names(chart: Chart, drawing: Drawing, pen: Pen) -> None:
    """Lay out bars where it is narrow: below each name, and below each bar its counts."""
    scale = _of_one(chart, drawing.width, pen)
    for at, row in enumerate(chart.rows):
        for text in pen.lines(row.label, drawing.width):
            drawing.shapes.append(Words(QRectF(0, drawing.height, drawing.width, pen.line), text))
            drawing.height += pen.line
        for bar in _bars(row):
            _lay_out_bar(row, bar, at, QRectF(0, drawing.height, scale, pen.line), drawing, pen)
            below = QRectF(0, drawing.height + pen.line, drawing.width, pen.line)
            drawing.shapes.append(Words(below, _ends(bar) or "0", "muted"))
            drawing.height += 2.1 * pen.line
        drawing.height += 0.55 * pen.line


def _bars(row: Row) -> list[Bar]:
    """Return the bars of a row that have a count, or one that has none."""
    return [bar for bar in row.bars if bar] or [()]


def _of_one(chart: Chart, room: float, pen: Pen) -> float:
    """Return how wide a count of one is where the longest bar fills the room."""
    most = max((sum(segment.count for segment in bar) for row in chart.rows for bar in row.bars), default=1)
    stacked = max((len(bar) for row in chart.rows for bar in row.bars), default=1)
    return (room - (stacked - 1) * _LEAST_SEGMENT * pen.em) / max(most, 1)


def _lay_out_bar(row: Row, bar: Bar, line: int, start: QRectF, drawing: Drawing, pen: Pen) -> float:
    """Lay out a bar and return where it ends; `start` is where it begins, as wide as a count of one."""
    left = start.left()
    for segment in bar:
        width = max(segment.count * start.width(), _LEAST_SEGMENT * pen.em)
        rect = QRectF(left, start.top() + 0.08 * pen.line, width, 0.84 * pen.line)
        drawing.shapes.append(Box(rect.adjusted(0, 0, -1 if segment is not bar[-1] else 0, 0), segment.color))
        drawing.places.append(Place(rect, rect, row, segment, line))
        left += width
    return left


# columns


def _names_width(chart: Chart, pen: Pen) -> float:
    return max((pen.width(word) for word, _color in chart.legend), default=0.0) + 2.0 * pen.em


def _lay_out_columns(chart: Chart, drawing: Drawing, pen: Pen) -> None:
    """Lay out columns, where it is narrow in several lines of as many each."""
    room = drawing.width - _names_width(chart, pen)
    most = max(1, int(room // (_LEAST_COLUMN * pen.em)))
    lines = -(-len(chart.rows) // most)
    across = -(-len(chart.rows) // max(lines, 1))
    for first in range(0, len(chart.rows), max(across, 1)):
        _lay_out_line_of_columns(chart, range(first, min(first + across, len(chart.rows))), room / across, drawing, pen)


def _lay_out_line_of_columns(chart: Chart, rows: range, width: float, drawing: Drawing, pen: Pen) -> None:
    """Lay out columns, and below them their numbers as a table whose first cells are the legend."""
    em, line, left = pen.em, pen.line, _names_width(chart, pen)
    top = drawing.height
    base = top + _COLUMN_HEIGHT * em
    height = 1.5 * line
    for at, (word, color) in enumerate(chart.legend):
        _swatch(drawing, pen, 0, base + height * (at + 1), height, word, color)
    bottom = base + height * (len(chart.legend) + 1)
    most = max((sum(segment.count for segment in bar) for row in chart.rows for bar in row.bars), default=1)
    for at in rows:
        room = QRectF(left + (at - rows.start) * width, top, width, base - top)
        if at == chart.marked:
            drawing.shapes.insert(0, Box(QRectF(room.left(), top, width, bottom - top), "tint"))
        month = QRectF(room.left(), base, width, height)
        drawing.shapes.append(Words(month, chart.rows[at].label, align=CENTRE, bold=at == chart.marked))
        _lay_out_column(chart, at, room, (room.height() - 1.5 * em) / max(most, 1), drawing, pen)
    drawing.shapes.append(Box(QRectF(left, base, len(rows) * width, 1), "faint"))
    drawing.height = bottom + 0.4 * line


def _lay_out_column(chart: Chart, at: int, room: QRectF, scale: float, drawing: Drawing, pen: Pen) -> None:
    """Lay out the bars of a month and their cells in the table below."""
    row, words, height = chart.rows[at], [word for word, _color in chart.legend], 1.5 * pen.line
    wide = min(room.width() * 0.36, 2 * pen.em)
    for segment, area in _stacks(row, room, wide, scale, _LEAST_SEGMENT * pen.em):
        drawing.shapes.append(Box(area.adjusted(0, 0, 0, -1), segment.color))
        top = room.bottom() + height * (words.index(segment.word) + 1)
        cell = QRectF(room.left(), top, room.width(), height)
        drawing.shapes.append(Words(cell, str(segment.count), align=CENTRE))
        drawing.places.append(Place(cell.adjusted(1, 1, -1, -1), area, row, segment, at))


def _stacks(row: Row, room: QRectF, wide: float, scale: float, least: float) -> Iterator[tuple[Segment, QRectF]]:
    """Yield a row's segments with the rectangles in which they stand on each other."""
    bars = [bar for bar in row.bars if bar]
    left = room.center().x() - len(bars) * wide / 2
    for bar in bars:
        bottom = room.bottom()
        for segment in bar:
            height = max(segment.count * scale, least)
            yield segment, QRectF(left, bottom - height, wide - 1, height)
            bottom -= height
        left += wide
