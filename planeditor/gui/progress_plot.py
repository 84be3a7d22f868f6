"""The small plot of an item's progress through the year. One rule: it draws a Curve and reckons nothing."""

from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from planeditor.gui import theme
from planeditor.gui.date_words import month_name
from planeditor.i18n import _
from planeditor.plan.curves import Curve, Point
from planeditor.plan.pace import shown_percent

HEIGHT = 9.0  # characters
_LEFT, _RIGHT, _TOP, _BOTTOM = 2.8, 0.9, 0.6, 1.4


class ProgressPlot(QWidget):
    """Shows what was reported against what was to be expected, month by month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._curve = Curve((), (), None)
        self._year = 0
        self._today: date | None = None
        self.setMouseTracking(True)

    def show_curve(self, curve: Curve, year: int, today: date) -> None:
        """Show a curve of a year."""
        self._curve, self._year, self._today = curve, year, today
        points = "；".join(f"{day}: {shown_percent(percent)}" for day, percent in curve.reported)
        self.setAccessibleName(_("Progress through the year"))
        self.setAccessibleDescription(points or _("Nothing was reported yet."))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size that lets the months be read."""
        return QSize(theme.em(self, 18), theme.em(self, HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least height; the width is the panel's."""
        return QSize(theme.em(self, 8), theme.em(self, HEIGHT))

    # places

    def _area(self) -> QRectF:
        em = float(theme.em(self))
        return QRectF(self.rect()).adjusted(_LEFT * em, _TOP * em, -_RIGHT * em, -_BOTTOM * em)

    def _place(self, point: Point) -> QPointF:
        area, first = self._area(), date(self._year, 1, 1)
        days = (date(self._year, 12, 31) - first).days
        across = min(max((point[0] - first).days / days, 0.0), 1.0)
        return QPointF(area.left() + across * area.width(), area.bottom() - point[1] / self._highest * area.height())

    @property
    def _highest(self) -> float:
        return min(self._curve.highest, 200.0)

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the months, the line to be expected and what was reported."""
        if not self._year:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_expected(painter)
        self._paint_today(painter)
        self._paint_reported(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        area, em = self._area(), float(theme.em(self))
        small = painter.font()
        small.setPointSizeF(small.pointSizeF() * 0.85)
        painter.setFont(small)
        for percent in (0, 50, 100):
            height = self._place((date(self._year, 1, 1), float(percent))).y()
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QLineF(area.left(), height, area.right(), height))
            painter.setPen(theme.color("muted"))
            room = QRectF(0, height - em / 2, area.left() - 0.3 * em, em)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{percent}%")
        painter.setPen(theme.color("muted"))
        for month in (3, 6, 9, 12):
            at = self._place((_month_end(self._year, month), 0.0)).x()
            room = QRectF(at - 2 * em, area.bottom() + 0.2 * em, 4 * em - max(0.0, at + 2 * em - self.width()) * 2, em)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, month_name(month))

    def _paint_expected(self, painter: QPainter) -> None:
        points = [self._place((day, min(percent, self._highest))) for day, percent in self._curve.expected]
        painter.setPen(QPen(theme.color("faint"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))

    def _paint_today(self, painter: QPainter) -> None:
        area = self._area()
        for day, color in ((self._today, "handle"), (self._curve.due, "warning")):
            if day is not None and day.year == self._year:
                at = self._place((day, 0.0)).x()
                painter.setPen(QPen(theme.color(color), 1))
                painter.drawLine(QLineF(at, area.top(), at, area.bottom()))

    def _paint_reported(self, painter: QPainter) -> None:
        points = [self._place((day, min(percent, self._highest))) for day, percent in self._curve.reported]
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(theme.color("base"))
        radius = theme.em(self, 0.3)
        for point in points:
            painter.drawEllipse(point, radius, radius)

    def event(self, event: object) -> bool:
        """Tell the day and percentage of the point below the pointer."""
        if isinstance(event, QHelpEvent) and self._year:
            near = [
                (day, percent)
                for day, percent in self._curve.reported
                if abs(self._place((day, percent)).x() - event.pos().x()) < theme.em(self, 0.7)
            ]
            text = "\n".join(f"{day}  {shown_percent(percent)}" for day, percent in near)
            QToolTip.showText(event.globalPos(), text or _plot_tip(), self)
            return True
        return super().event(event)  # type: ignore[arg-type]


def _plot_tip() -> str:
    return _("Solid: what was reported. Dashed: what is to be expected. Upright lines: today and the deadline.")


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date.fromordinal(date(year, month + 1, 1).toordinal() - 1)
