"""How a row of the tree looks: calm, one line, sections bold, second-rank text muted.

One rule: a row is painted in one go. Qt's way, a delegate for each cell, costs five times as much, and moving a row
repaints all that are in sight. A colour never speaks alone: the problem mark has its words in the tool tip.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QHeaderView

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.gui.outline_model import Column
from planeditor.gui.tree_model import TreeModel
from planeditor.plan.outline import Entry
from planeditor.plan.sought import Sought

ROW_HEIGHT = 2.2  # times the size of the text
MARK_SIZE = 1.15
PADDING = 0.25
LABEL_WIDTH = 18
LEAST_TITLE = 4  # in characters, however long the number is
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
TEXT_COLUMNS = (Column.NUMBER, Column.TITLE, Column.LEAD, Column.TARGETS, Column.DUE)


class RowPainter:
    """Paints the cells of rows with the fonts and colours of one moment; a change of either needs a new one."""

    def __init__(self, model: TreeModel, header: QHeaderView, font: QFont, scale: float) -> None:
        """Measure `font`; `scale` is the screen's device pixels for a logical one."""
        self._model = model
        self.scale = scale
        self._header = header
        self._plain, self._bold = QFont(font), QFont(font)
        self._bold.setWeight(QFont.Weight.Bold)
        self._metrics = {False: QFontMetrics(self._plain), True: QFontMetrics(self._bold)}
        self._text, self._muted = theme.color("text"), theme.color("muted")
        self._em = self._metrics[False].horizontalAdvance("中")
        self._padding = round(self._em * PADDING)
        self._sought: Sought | None = None
        self._mark = self._picture("warning", "warning", MARK_SIZE)
        self._arrows = {True: self._picture("chevron-down", "muted"), False: self._picture("chevron-right", "muted")}

    def _picture(self, name: str, color: str, size: float = 1.0) -> QPixmap:
        """Return an icon as a picture, drawn once: rendering SVG for each row would show."""
        side = round(self._em * size)
        return icon(name, color).pixmap(QSize(side, side), self.scale)

    def paint(self, painter: QPainter, row: QRect, entry: Entry, indent: int) -> None:
        """Paint the cells of one row; `indent` is where its number begins."""
        for column in TEXT_COLUMNS:
            if not self._header.isSectionHidden(column):
                self._paint_text(painter, self._cell(row, entry, column, indent), entry, column)
        if not self._header.isSectionHidden(Column.PROBLEM) and self._model.glance(entry.id).problem:
            _paint_centred(painter, self._place(row, Column.PROBLEM), self._mark)

    def _cell(self, row: QRect, entry: Entry, column: Column, indent: int) -> QRect:
        if column == Column.TITLE:
            return self.title_place(row, entry, indent)
        place = self._place(row, column)
        if column == Column.NUMBER:
            place.setLeft(row.left() + indent)
            place.setRight(max(place.right(), self._number_end(row, entry, indent)))
        return place

    def title_place(self, row: QRect, entry: Entry, indent: int) -> QRect:
        """Return the room of a title: a long number of a deep level takes what it needs from it."""
        place = self._place(row, Column.TITLE)
        least = place.right() - LEAST_TITLE * self._em
        place.setLeft(max(place.left(), min(self._number_end(row, entry, indent), least)))
        return place

    def _number_end(self, row: QRect, entry: Entry, indent: int) -> int:
        number = self._model.text(entry, Column.NUMBER)
        return row.left() + indent + self._metrics[entry.is_section].horizontalAdvance(number) + 2 * self._padding

    def highlight(self, sought: Sought | None) -> None:
        """Tint what was looked for wherever it stands in a title or a lead; None for nothing."""
        self._sought = sought

    def paint_arrow(self, painter: QPainter, place: QRect, *, is_open: bool) -> None:
        """Paint the arrow of a row that has others below it."""
        _paint_centred(painter, place, self._arrows[is_open])

    def label(self, text: str) -> QPixmap:
        """Return a small picture of a text, for what is being dragged."""
        shown = self._metrics[False].elidedText(text, Qt.TextElideMode.ElideRight, LABEL_WIDTH * self._em)
        size = QSize(self._metrics[False].horizontalAdvance(shown) + 2 * self._em, 2 * self._em)
        picture = QPixmap(size * self.scale)
        picture.setDevicePixelRatio(self.scale)
        picture.fill(theme.color("tint"))
        painter = QPainter(picture)
        painter.setFont(self._plain)
        painter.setPen(self._text)
        painter.drawText(QRect(QPoint(0, 0), size), Qt.AlignmentFlag.AlignCenter, shown)
        painter.setPen(theme.color("accent"))
        painter.drawRect(QRect(QPoint(0, 0), size - QSize(1, 1)))
        painter.end()
        return picture

    def _place(self, row: QRect, column: Column) -> QRect:
        left = self._header.sectionViewportPosition(column)
        return QRect(left, row.top(), self._header.sectionSize(column), row.height())

    def _paint_text(self, painter: QPainter, place: QRect, entry: Entry, column: Column) -> None:
        text = self._model.text(entry, column)
        if not text:
            return
        bold = entry.is_section and column != Column.LEAD
        room = place.adjusted(self._padding, 0, -self._padding, 0)
        if column == Column.TARGETS:
            room.adjust(0, 0, -2 * self._padding, 0)  # flush right, it would touch the date
        if self._metrics[bold].horizontalAdvance(text) > room.width():
            text = self._metrics[bold].elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        if self._sought is not None and column in (Column.TITLE, Column.LEAD):
            self._paint_found(painter, room, text, self._sought.marks(text), bold=bold)
        painter.setFont(self._bold if bold else self._plain)
        painter.setPen(self._color(entry, column))
        painter.drawText(room, RIGHT if column == Column.TARGETS else LEFT, text)

    def _paint_found(
        self, painter: QPainter, room: QRect, text: str, places: list[tuple[int, int]], *, bold: bool
    ) -> None:
        """Paint the ground of the words that were looked for."""
        metrics = self._metrics[bold]
        height = metrics.height()
        top = room.center().y() - height // 2
        for start, end in places:
            left, right = metrics.horizontalAdvance(text[:start]), metrics.horizontalAdvance(text[:end])
            painter.fillRect(QRect(room.left() + left, top, right - left, height), theme.color("mark"))

    def _color(self, entry: Entry, column: Column) -> QColor:
        return self._muted if self._model.is_muted(entry, column) else self._text


def _paint_centred(painter: QPainter, place: QRect, picture: QPixmap) -> None:
    square = QRect(QPoint(0, 0), picture.deviceIndependentSize().toSize())
    square.moveCenter(place.center())
    painter.drawPixmap(square, picture)
