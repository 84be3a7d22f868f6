"""One chart on the screen: painted, and chosen from by mouse and keyboard.

One rule: every segment is a button of its own, for screen readers and the focus; what is seen is painted below them.
"""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from planeditor.gui import theme
from planeditor.gui.charts_drawing import Drawing, Pen, Place, paint
from planeditor.gui.charts_layout import lay_out, least_width
from planeditor.gui.charts_model import Chart, Segment, spoken
from planeditor.i18n import _

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ACROSS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class Mark(QAbstractButton):
    """The button over one segment: invisible but for the focus and the mouse above it."""

    def __init__(self, chart: "ChartView", place: Place) -> None:
        """Cover a place of a chart."""
        super().__init__(chart)
        self.place = place
        words = spoken(place.row, place.segment)
        self.setAccessibleName(words)
        self.setAccessibleDescription(_("Show these in the editor"))
        self.setToolTip(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setGeometry(place.rect.toAlignedRect())

    def sizeHint(self) -> QSize:
        """Return the place's size."""
        return self.place.rect.toAlignedRect().size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a frame while the focus or the mouse is here."""
        if not self.hasFocus() and not self.underMouse():
            return
        painter = QPainter(self)
        for color, inset, width in (("base", 1.5, 3.0), ("accent" if self.hasFocus() else "muted", 1.0, 2.0)):
            painter.setPen(QPen(theme.color(color), width))
            painter.drawRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Return as by the space bar; the arrow keys lead to the next segment."""
        chart = self.parentWidget()
        assert isinstance(chart, ChartView)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif not chart.move_focus(self, Qt.Key(event.key())):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be where Tab comes back to."""
        super().focusInEvent(event)
        chart = self.parentWidget()
        assert isinstance(chart, ChartView)
        chart.hold_tab(self)


class ChartView(QWidget):
    """A chart as wide as there is room, as high as it needs."""

    chosen = Signal(object)  # Segment
    reached = Signal(object)  # the Mark that got the focus

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        """Show a chart."""
        super().__init__(parent)
        self.marks: list[Mark] = []
        self._drawing = Drawing(0)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; the focus stays on the segment with the same words."""
        self.chart = chart
        self.setAccessibleName(chart.title)
        self.setMinimumWidth(round(least_width(chart, Pen.of(self))))
        self._arrange()

    def _arrange(self) -> None:
        kept = next(((mark.place.row.label, mark.place.segment.word) for mark in self.marks if mark.hasFocus()), None)
        self._drawing = lay_out(self.chart, self.width(), Pen.of(self))
        self.setFixedHeight(round(self._drawing.height))
        for mark in self.marks:
            mark.hide()
            mark.deleteLater()
        self.marks = [Mark(self, place) for place in self._drawing.places]
        for mark in self.marks:
            mark.clicked.connect(lambda _on=False, segment=mark.place.segment: self.chosen.emit(segment))
            mark.show()
        if self.marks:
            names = [(mark.place.row.label, mark.place.segment.word) for mark in self.marks]
            first = self.marks[names.index(kept)] if kept in names else self.marks[0]
            first.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            if kept is not None:
                first.setFocus()
        self.update()

    def take_focus(self) -> None:
        """Give the focus to the segment that had it last."""
        for mark in self.marks:
            if mark.focusPolicy() == Qt.FocusPolicy.StrongFocus:
                mark.setFocus(Qt.FocusReason.TabFocusReason)

    def hold_tab(self, mark: Mark) -> None:
        """Make one segment the chart's stop of the Tab key."""
        for other in self.marks:
            stops = other is mark
            other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)
        self.reached.emit(mark)

    def move_focus(self, mark: Mark, key: Qt.Key) -> bool:
        """Follow an arrow key, Home or End; tell whether it was one."""
        at = self.marks.index(mark)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.marks[0 if key == Qt.Key.Key_Home else -1].setFocus()
        elif key in _STEPS and (key in _ACROSS) == (self.chart.kind == "bars"):
            self.marks[max(0, min(at + _STEPS[key], len(self.marks) - 1))].setFocus()
        elif key in _STEPS:
            self._move_to_row(at, _STEPS[key])
        else:
            return False
        return True

    def _move_to_row(self, at: int, step: int) -> None:
        """Go to the next row that has any segment, there to the one of the same place or word."""
        here = self.marks[at].place
        others = [mark for mark in self.marks if (mark.place.line - here.line) * step > 0]
        if self.chart.kind == "tiles" or not others:
            self.marks[max(0, min(at + step, len(self.marks) - 1))].setFocus()
            return
        line = min((mark.place.line for mark in others), key=lambda line: abs(line - here.line))
        row = [mark for mark in others if mark.place.line == line]
        next((mark for mark in row if mark.place.segment.word == here.segment.word), row[0]).setFocus()

    def segment_at(self, point: QPointF) -> Segment | None:
        """Return the segment drawn at a point."""
        return next((mark.place.segment for mark in self.marks if mark.place.area.contains(point)), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the bar that is clicked, where its button is elsewhere."""
        segment = self.segment_at(event.position())
        if segment is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(segment)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer's form what can be clicked."""
        if self.segment_at(event.position()) is None:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.show_chart(self.chart)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart."""
        paint(self._drawing, QPainter(self), Pen.of(self), theme.color)
