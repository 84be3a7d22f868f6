"""A target through the years: what was wanted and what was reached. One rule: what is not known is not drawn."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from planeditor.gui import theme
from planeditor.i18n import _
from planeditor.plan.report_words import figure
from planeditor.plan.years import YearRow

_HEIGHT = 15.0  # characters
_LEFT, _RIGHT, _TOP, _BOTTOM = 4.0, 2.0, 3.2, 1.9
Series = list[tuple[int, float]]


class YearsPlot(QWidget):
    """Draws one row of the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._row: YearRow | None = None
        self._headings: tuple[str, ...] = ()

    def show_row(self, row: YearRow | None, headings: tuple[str, ...]) -> None:
        """Show a target, None for none."""
        self._row, self._headings = row, headings
        self.setAccessibleName(row.indicator if row is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size in which figures can be read."""
        return QSize(theme.em(self, 40), theme.em(self, _HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least height."""
        return QSize(theme.em(self, 20), theme.em(self, _HEIGHT))

    def series(self) -> tuple[Series, Series]:
        """Return what was wanted and what was reached, by the place of the plan."""
        cells = list(enumerate(self._row.cells if self._row is not None else ()))
        wanted = [(at, c.target.value) for at, c in cells if c is not None and c.target is not None]
        reached = [(at, c.actual) for at, c in cells if c is not None and c.actual is not None]
        return [(at, value) for at, value in wanted if value is not None], reached

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw years, lines and figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._row is None:
            painter.setPen(theme.color("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Choose a target above to see it drawn."))
            return
        self._paint_heads(painter)
        wanted, reached = self.series()
        values = [value for _at, value in (*wanted, *reached)]
        low, high = min([*values, 0.0]), max([*values, 0.0])
        if low > 0 or high > low:
            self._paint_line(painter, wanted, (low, high), "faint", above=True)
            self._paint_line(painter, reached, (low, high), "accent", above=False)

    def _area(self) -> QRectF:
        em = float(theme.em(self))
        return QRectF(self.rect()).adjusted(_LEFT * em, _TOP * em, -_RIGHT * em, -_BOTTOM * em)

    def _across(self, at: int) -> float:
        area = self._area()
        return area.left() + (at + 0.5) * area.width() / max(len(self._headings), 1)

    def _paint_heads(self, painter: QPainter) -> None:
        assert self._row is not None
        em, area = float(theme.em(self)), self._area()
        painter.setPen(theme.color("text"))
        unit = f"（{self._row.unit}）" if self._row.unit else ""
        title = painter.fontMetrics().elidedText(
            self._row.indicator + unit, Qt.TextElideMode.ElideRight, int(self.width() - 16 * em)
        )
        painter.drawText(QRectF(0.6 * em, 0.3 * em, self.width(), 1.5 * em), Qt.AlignmentFlag.AlignLeft, title)
        for place, (word, color, dashed) in enumerate(((_("Target"), "faint", True), (_("Reached"), "accent", False))):
            left = self.width() - (13 - 6.5 * place) * em
            painter.setPen(QPen(theme.color(color), 2, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
            painter.drawLine(QPointF(left, em), QPointF(left + 2 * em, em))
            painter.setPen(theme.color("muted"))
            painter.drawText(QRectF(left + 2.4 * em, 0.3 * em, 4 * em, 1.5 * em), Qt.AlignmentFlag.AlignLeft, word)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(theme.color("muted"))
        width = area.width() / max(len(self._headings), 1)
        for at, heading in enumerate(self._headings):
            room = QRectF(self._across(at) - width / 2, area.bottom() + 0.3 * em, width, 1.4 * em)
            text = painter.fontMetrics().elidedText(heading, Qt.TextElideMode.ElideRight, int(width))
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, text)

    def _paint_line(
        self, painter: QPainter, points: Series, reach: tuple[float, float], color: str, *, above: bool
    ) -> None:
        area, em = self._area(), float(theme.em(self))
        low, high = reach
        scale = area.height() / (high - low or 1.0)
        places = [QPointF(self._across(at), area.bottom() - (value - low) * scale) for at, value in points]
        style = Qt.PenStyle.DashLine if above else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.color(color), 2, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(QPen(theme.color(color), 2))
        painter.setBrush(theme.color("base"))
        for place in places:
            painter.drawEllipse(place, 0.3 * em, 0.3 * em)
        painter.setPen(theme.color("muted" if above else "accent"))
        for place, (_at, value) in zip(places, points, strict=True):
            room = QRectF(place.x() + 0.5 * em, place.y() - (1.5 * em if above else -0.1 * em), 8 * em, 1.4 * em)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, figure(value))
