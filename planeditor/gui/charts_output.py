"""The pictures as files, on the clipboard and on paper.

One rule: what goes out is always in the light colours, one chart below the other, with the plan's name and the day.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgGenerator

from planeditor.errors import OutputError
from planeditor.exporting.output import write_whole
from planeditor.gui import theme
from planeditor.gui.charts_drawing import CENTRE, Drawing, Pen, Words, paint
from planeditor.gui.charts_layout import lay_out, least_width
from planeditor.gui.charts_model import Chart
from planeditor.i18n import _

SVG = ".svg"
_WIDTH = 52.0  # characters
_MARGIN = 2.0
_SHARPNESS = 2.0  # pixels of an image for one of the screen
_ROWS_ON_PAPER = 20  # of a chart; a longer one is divided
Size = tuple[float, float]


def write_picture(charts: tuple[Chart, ...], heading: str, path: Path, pen: Pen) -> None:
    """Write all charts as PNG or, by the suffix, as SVG; OutputError if that fails."""
    picture = whole_picture(charts, heading, pen)
    is_svg = path.suffix.lower() == SVG
    content = svg_bytes(picture, heading, pen) if is_svg else png_bytes(picture, pen)

    def write(file: IO[bytes]) -> None:
        file.write(content)

    write_whole(path, write, force=True)


def whole_picture(charts: tuple[Chart, ...], heading: str, pen: Pen) -> Drawing:
    """Return all charts below one another."""
    width = max([_WIDTH * pen.em, *(least_width(chart, pen) for chart in charts)])
    picture = _heading(heading, width, pen)
    for chart in charts:
        picture.add(lay_out(chart, width, pen))
        picture.height += pen.line
    return picture


def _heading(heading: str, width: float, pen: Pen) -> Drawing:
    words = Words(QRectF(0, 0, width, 2.4 * pen.line), heading, align=CENTRE, scale=1.3, bold=True)
    return Drawing(width, 3 * pen.line, [words])


def image_of(picture: Drawing, pen: Pen) -> QImage:
    """Return a drawing as an image on white."""
    size = _size(picture, pen)
    image = QImage(size * _SHARPNESS, QImage.Format.Format_RGB32)
    image.fill(_on_paper("base"))
    painter = QPainter(image)
    painter.scale(_SHARPNESS, _SHARPNESS)
    _paint_inside(picture, painter, pen)
    painter.end()
    return image


def png_bytes(picture: Drawing, pen: Pen) -> bytes:
    """Return a drawing as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image_of(picture, pen)):
        raise OutputError(_("The picture is too large for this computer's memory. Save it as SVG instead."))
    return bytes(buffer.data().data())


def svg_bytes(picture: Drawing, heading: str, pen: Pen) -> bytes:
    """Return a drawing as an SVG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    size = _size(picture, pen)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(heading)
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), _on_paper("base"))
    _paint_inside(picture, painter, pen)
    painter.end()
    return bytes(buffer.data().data())


def print_charts(charts: tuple[Chart, ...], heading: str, printer: QPrinter, pen: Pen) -> int:
    """Print all charts, none across two pages; return the number of pages. OutputError if the printer refuses."""
    painter = QPainter()
    if not painter.begin(printer):
        raise OutputError(_("The printer does not answer. Choose another one, or print into a PDF file."))
    try:
        room = printer.pageLayout().paintRectPixels(printer.resolution())
        pages = list(pages_of(charts, heading, (room.width(), room.height()), pen))
        for number, page in enumerate(pages):
            if number and not printer.newPage():
                raise OutputError(_("The printer takes no further page. Look after it and print again."))
            scale = min(room.width() / page.width, room.height() / page.height)
            painter.save()
            painter.scale(scale, scale)
            paint(page, painter, pen, _on_paper)
            painter.restore()
        return len(pages)
    finally:
        painter.end()


def pages_of(charts: tuple[Chart, ...], heading: str, room: Size, pen: Pen) -> Iterator[Drawing]:
    """Yield pages of the proportions of `room`; only a chart that alone is higher makes a higher one."""
    parts = [part for chart in charts for part in _parts(chart)]
    width = max([_WIDTH * pen.em, *(least_width(part, pen) for part in parts)])
    height = width * room[1] / room[0]
    page, empty = _heading(heading, width, pen), True
    for part in parts:
        drawing = lay_out(part, width, pen)
        if not empty and page.height + drawing.height > height:
            yield _filled(page, height)
            page = _heading(heading, width, pen)
        page.add(drawing)
        page.height += pen.line
        empty = False
    yield _filled(page, height)


def _filled(page: Drawing, height: float) -> Drawing:
    page.height = max(page.height, height)
    return page


def _parts(chart: Chart) -> Iterator[Chart]:
    if chart.kind != "bars" or len(chart.rows) <= _ROWS_ON_PAPER:
        yield chart
        return
    count = -(-len(chart.rows) // _ROWS_ON_PAPER)
    for at in range(count):
        title = _("{title} ({part} of {count})").format(title=chart.title, part=at + 1, count=count)
        yield replace(chart, title=title, rows=chart.rows[at * _ROWS_ON_PAPER : (at + 1) * _ROWS_ON_PAPER])


def _size(picture: Drawing, pen: Pen) -> QSize:
    margins = 2 * _MARGIN * pen.em
    return QSize(round(picture.width + margins), round(picture.height + margins))


def _paint_inside(picture: Drawing, painter: QPainter, pen: Pen) -> None:
    painter.translate(_MARGIN * pen.em, _MARGIN * pen.em)
    paint(picture, painter, pen, _on_paper)


def _on_paper(name: str) -> QColor:
    return QColor(theme.LIGHT[name])
