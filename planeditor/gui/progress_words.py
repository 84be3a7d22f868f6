"""Progress in words, as the panel and the tables show it. One rule: a colour never stands without its word."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planeditor.gui import theme
from planeditor.gui.target_words import number_text
from planeditor.i18n import _
from planeditor.plan.entities import Node, Progress, Target
from planeditor.plan.pace import Colour, light_word

LIGHT_COLORS: dict[str, str] = {"green": "ok", "yellow": "warning", "red": "error", "": "faint"}


def light_text(colour: Colour) -> str:
    """Return the word of a light, or that there is none."""
    return light_word(colour) or _("no light")


def target_name(target: Target) -> str:
    """Return what a target is called: its indicator, else its words."""
    return target.indicator or target.text or _("(no indicator)")


def figure_text(target: Target, value: float | None) -> str:
    """Return a figure with its unit, "" for none."""
    return "" if value is None else f"{number_text(value)}{target.unit}"


def value_line(node: Node, entry: Progress) -> str:
    """Return what an entry says of a target: 新建幼儿园 10所（40%）."""
    target = next((each for each in node.targets if each.id == entry.target_id), None)
    if target is None:
        return ""
    parts = [target_name(target), figure_text(target, entry.value)]
    if entry.percent is not None:
        parts.append(f"{entry.percent:.10g}%")
    return " ".join(filter(None, [*parts, entry.status]))


def paint_dot(painter: QPainter, rect: QRect, color: QColor) -> None:
    """Draw a light."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(rect)


class LightLabel(QWidget):
    """A light with its word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no light."""
        super().__init__(parent)
        self._colour: Colour = ""
        self._suffix = ""

    def show_light(self, colour: Colour, suffix: str = "") -> None:
        """Show a light; `suffix` follows its word."""
        self._colour, self._suffix = colour, suffix
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """Return the words beside the light."""
        return light_text(self._colour) + self._suffix

    def sizeHint(self) -> QSize:
        """Return the size of light and word."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text) + theme.em(self, 1.6), round(metrics.height() * 1.2))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a word cut off would be none."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the light and its word."""
        painter = QPainter(self)
        side = theme.em(self, 0.8)
        paint_dot(painter, QRect(0, (self.height() - side) // 2, side, side), theme.color(LIGHT_COLORS[self._colour]))
        painter.setPen(theme.color("text" if self._colour else "muted"))
        room = self.rect().adjusted(theme.em(self, 1.2), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text)
