"""The program's icons: line drawings in the palette's text colour, crisp at every scale.

One rule: an icon is drawn when it is shown, in the colours of that moment, so that a change of theme needs
no one's help. The drawings are resources/icons/*.svg; Qt's SVG renderer takes their currentColor for black.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QFile, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from planeditor.gui import resources_rc as resources_rc
from planeditor.gui import theme


@lru_cache(maxsize=256)
def icon(name: str, color: str = "text") -> QIcon:
    """Return the icon resources/icons/NAME.svg in a colour of the theme; FileNotFoundError if missing."""
    return QIcon(_SvgEngine(name, color))


class _SvgEngine(QIconEngine):
    """Draws one icon; disabled ones are faint."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name = name
        self._color = color
        _source(name)

    def clone(self) -> QIconEngine:
        """Return another engine of the same icon."""
        return _SvgEngine(self._name, self._color)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon into `rect`."""
        named = "faint" if mode == QIcon.Mode.Disabled else self._color
        _renderer(self._name, theme.color(named).name()).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture of `size` pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Return the icon as a picture of `size` logical pixels on a screen of that scale."""
        picture = QPixmap(size * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


@lru_cache(maxsize=512)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    file = QFile(f":/icons/{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(file.fileName())
    return bytes(file.readAll().data()).decode("utf-8")
