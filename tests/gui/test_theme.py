"""The theme: readable in light and dark, sized by the font, icons that follow it."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from planeditor.gui import icons, theme
from tests.gui.audits import contrast_of, luminance

PAIRS = [
    (name, text, ground) for name in theme.PALETTES for text, grounds in theme.TEXT_ON.items() for ground in grounds
]
SHAPES = [
    (name, shape, ground) for name in theme.PALETTES for shape, grounds in theme.SHAPE_ON.items() for ground in grounds
]


def contrast(palette: str, one: str, other: str) -> float:
    """Return the contrast of two named colours."""
    colors = theme.PALETTES[palette]
    return contrast_of(luminance(QColor(colors[one])), luminance(QColor(colors[other])))


@pytest.mark.parametrize(("palette", "text", "ground"), PAIRS)
def test_every_text_is_readable_on_every_ground_it_stands_on(palette: str, text: str, ground: str) -> None:
    assert contrast(palette, text, ground) >= 4.5


@pytest.mark.parametrize(("palette", "shape", "ground"), SHAPES)
def test_every_shape_that_says_something_is_seen(palette: str, shape: str, ground: str) -> None:
    assert contrast(palette, shape, ground) >= 3


def test_both_palettes_name_the_same_colours() -> None:
    assert theme.LIGHT.keys() == theme.DARK.keys()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_environment_forces_a_theme(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, mode: str) -> None:
    monkeypatch.setenv("PLANEDITOR_THEME", mode)
    theme.apply_theme(qapp)
    assert theme.is_dark() is (mode == "dark")
    assert qapp.palette().color(QPalette.ColorRole.Text) == QColor(theme.PALETTES[mode]["text"])


def test_sizes_follow_the_font(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    small = theme.em(widget, 2.0)
    font = widget.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    widget.setFont(font)
    assert theme.em(widget, 2.0) == pytest.approx(2 * small, abs=2)


def ink(picture: QIcon, size: int, mode: QIcon.Mode = QIcon.Mode.Normal) -> str:
    """Return the colour of the icon's strongest pixel."""
    image = picture.pixmap(QSize(size, size), 1.0, mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(size) for y in range(size)]
    return max(pixels, key=lambda pixel: pixel.alpha()).name()


def test_an_icon_follows_the_theme_and_is_faint_where_disabled(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light")
    plus = icons.icon("add")
    assert ink(plus, 64) == theme.LIGHT["text"]
    assert ink(plus, 64, QIcon.Mode.Disabled) == theme.LIGHT["faint"]
    theme.apply_theme(qapp, "dark")
    assert ink(plus, 64) == theme.DARK["text"]
    theme.apply_theme(qapp, "auto")


def test_an_icon_is_drawn_in_the_pixels_of_the_screen() -> None:
    picture = icons.icon("add").pixmap(QSize(16, 16), 2.0)
    assert picture.size() == QSize(32, 32)
    assert picture.deviceIndependentSize().toSize() == QSize(16, 16)


def test_an_unknown_icon_is_an_error_at_once() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no such icon")


def test_buttons_of_dialogs_have_no_icons(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, dialog)
    dialog.show()
    assert all(button.icon().isNull() for button in box.buttons())
