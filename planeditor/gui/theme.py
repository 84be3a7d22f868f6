"""The look: two palettes of named colours, sizes from the font, one small stylesheet.

One rule: no colour and no size is written anywhere else; widgets say what they are by the property "look".
The contrasts are those of WCAG 2 level AA: 4.5:1 for every text on every ground it stands on.
"""

import os
import sys
from typing import Literal

from PySide6.QtCore import QObject, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette, QPixmap, QRegion
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QWidget

from planeditor.gui import resources_rc as resources_rc  # the pictures that the stylesheet names

Mode = Literal["auto", "light", "dark"]

LIGHT = {
    "text": "#1f2328",
    "muted": "#5f6872",
    "faint": "#818b95",
    "window": "#f6f7f9",
    "base": "#ffffff",
    "button": "#eef1f4",
    "line": "#dfe3e8",
    "handle": "#c3cad2",
    "accent": "#1a62d6",
    "on_accent": "#ffffff",
    "tint": "#e8f0fe",
    "selection": "#dbe8ff",
    "mark": "#cfe1ff",
    "warning": "#8a5300",
    "warning_tint": "#fff4d6",
    "error": "#c0262d",
    "ok": "#1a7433",
    "bar_first": "#0c38a0",
    "bar_second": "#cf730a",
    "bar_done": "#149462",
    "bar_late": "#6d2620",
    "bar_rest": "#777c91",
}
DARK = {
    "text": "#e6e8eb",
    "muted": "#a3adb8",
    "faint": "#747e89",
    "window": "#1c1f24",
    "base": "#22262c",
    "button": "#2d333b",
    "line": "#343a42",
    "handle": "#4a525c",
    "accent": "#7ab0ff",
    "on_accent": "#14171b",
    "tint": "#25354d",
    "selection": "#273e60",
    "mark": "#2f4f80",
    "warning": "#e3b341",
    "warning_tint": "#3a3320",
    "error": "#ff8b84",
    "ok": "#57c26b",
    "bar_first": "#438ddd",
    "bar_second": "#fbce44",
    "bar_done": "#b7f9f2",
    "bar_late": "#d93818",
    "bar_rest": "#7c7d84",
}
PALETTES = {"light": LIGHT, "dark": DARK}

# Which text stands on which ground; the test computes the contrast of every pair.
TEXT_ON = {
    "text": ("window", "base", "button", "tint", "selection", "mark", "warning_tint"),
    "muted": ("window", "base", "button", "tint", "selection"),
    "accent": ("window", "base", "tint", "warning_tint"),
    "on_accent": ("accent",),
    "warning": ("window", "base", "tint", "selection", "warning_tint"),
    "error": ("window", "base", "tint", "selection"),
    "ok": ("window", "base", "tint", "selection"),
}
# Shapes that say something, such as the frame of a box to tick or a bar of a picture: 3:1 is enough for them.
SHAPE_ON = {
    "faint": ("window", "base", "button"),
    "accent": ("window", "base", "button"),
    "warning": ("window", "base"),
    "error": ("window", "base"),
    "ok": ("window", "base"),
    **dict.fromkeys(("bar_first", "bar_second", "bar_done", "bar_late", "bar_rest"), ("base",)),
}

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.ToolTipBase: "base",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "button",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Light: "base",
    QPalette.ColorRole.Midlight: "button",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "faint",
    QPalette.ColorRole.Shadow: "faint",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
}
_TEXT_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)
_TITLE_SCALE = 1.45
_ICON_SCALE = 1.35
_CHINESE_FONTS = ["Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]

_colors = LIGHT


def apply_theme(app: QApplication, mode: Mode = "auto") -> None:
    """Give the program its look and keep it in step with the system; PLANEDITOR_THEME=light|dark wins."""
    forced = os.environ.get("PLANEDITOR_THEME", "")
    watcher = app.findChild(_SchemeWatcher) or _SchemeWatcher(app)
    app.setStyle("Fusion")
    app.setFont(_interface_font(app))
    watcher.follow(forced if forced in PALETTES else mode)


def color(name: str) -> QColor:
    """Return a named colour of the palette in use, such as "muted", "accent", "line" or "error"."""
    return QColor(_colors[name])


def is_dark() -> bool:
    """Tell whether the dark palette is in use."""
    return _colors is DARK


def em(widget: QWidget, factor: float = 1.0) -> int:
    """Return `factor` times the width of a Chinese character in the widget's font, in logical pixels."""
    return max(1, round(factor * widget.fontMetrics().horizontalAdvance("中")))


def set_look(widget: QWidget, look: str) -> None:
    """Set what a widget is for the stylesheet, such as "card" or "muted"; a button's icon follows the font."""
    if isinstance(widget, QAbstractButton):
        fit_icon(widget)
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def fit_icon(button: QAbstractButton) -> None:
    """Make a button's icon as large as its words."""
    button.setIconSize(QSize(em(button, _ICON_SCALE), em(button, _ICON_SCALE)))


def indent(box: QAbstractSpinBox) -> None:
    """Keep a number off its field's frame, which no stylesheet does."""
    box.lineEdit().setTextMargins(em(box, 0.4), 0, 0, 0)


def picture_of(widget: QWidget) -> QPixmap:
    """Return a picture of a widget for dragging, clear where its round corners leave room."""
    picture = QPixmap(widget.size() * widget.devicePixelRatioF())
    picture.setDevicePixelRatio(widget.devicePixelRatioF())
    picture.fill(Qt.GlobalColor.transparent)
    widget.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return picture


def scaled_font(factor: float, *, bold: bool = False) -> QFont:
    """Return the program's font at `factor` times its size."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setBold(bold)
    return font


def zoom_sheet(percent: int) -> str:
    """Return the stylesheet of a widget all of whose texts are shown at a zoom; none at 100 %."""
    if percent == 100:
        return ""
    size = QApplication.font().pointSizeF() * percent / 100
    side = round(QFontMetricsF(QApplication.font()).horizontalAdvance("中") * percent / 100)
    return (
        f'QWidget {{ font-size: {size:.2f}pt; }}QTextEdit[look="title"] {{ font-size: {size * _TITLE_SCALE:.2f}pt; }}'
        f"QCheckBox::indicator, QTreeView::indicator, QListView::indicator {{ width: {side}px; height: {side}px; }}"
    )


class _SchemeWatcher(QObject):
    """Applies the palette again whenever the system turns light or dark."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode = "auto"
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)

    def follow(self, mode: str) -> None:
        """Take the system's colours ("auto") or always the light or dark ones."""
        self._mode = mode
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints = QGuiApplication.styleHints()
        if mode == "auto":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(schemes[mode])
        self._apply()

    def _apply(self) -> None:
        global _colors
        system_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._mode == "dark" or (self._mode == "auto" and system_dark)
        _colors = DARK if dark else LIGHT
        self._app.setPalette(_palette())
        self._app.setStyleSheet(_stylesheet(self._app.font()))


def _interface_font(app: QApplication) -> QFont:
    # Left alone, fontconfig may choose Japanese glyph forms for Chinese: name ours before that.
    font = QFont(app.font())
    if sys.platform == "linux":
        known = [name for name in font.families() if name not in _CHINESE_FONTS]
        font.setFamilies([*_CHINESE_FONTS[:1], *known, *_CHINESE_FONTS[1:]])
    return font


def _palette() -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, color(name))
    for role in _TEXT_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, color("faint"))
    return palette


def _stylesheet(font: QFont) -> str:
    unit = QFontMetricsF(font).horizontalAdvance("中")
    sizes = {f"s{tenths}": f"{max(1, round(unit * tenths / 10))}px" for tenths in (1, 2, 3, 4, 5, 8, 10, 20, 40)}
    title_size = f"{font.pointSizeF() * _TITLE_SCALE:.1f}pt"
    # A stylesheet's pictures keep their own colours: they come in two.
    check, arrow = ("black", "dark") if is_dark() else ("white", "light")
    return _RULES.format(**_colors, **sizes, title_size=title_size, check=check, arrow=arrow)


_RULES = """
QMenuBar {{ background: {window}; border: none; }}
QMenuBar::item {{ background: transparent; padding: {s2} {s4}; border-radius: {s3}; }}
QMenuBar::item:selected {{ background: {button}; }}
QToolBar {{ background: {window}; border: none; border-bottom: 1px solid {line}; spacing: {s2}; padding: {s1}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QDialog QPushButton {{
    background: {base}; border: 1px solid {handle}; border-radius: {s3}; padding: {s3} {s10}; min-width: {s40}; }}
QDialog QPushButton:hover {{ background: {button}; }}
QDialog QPushButton:default, QDialog QPushButton:focus {{ border-color: {accent}; }}
QDialog QPushButton:disabled {{ color: {faint}; border-color: {line}; }}
QDialog QPushButton[look="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QDialog QPushButton[look="primary"]:focus {{ border-color: {text}; }}
QDialog QPushButton[look="primary"]:disabled {{ background: {button}; color: {faint}; border-color: {line}; }}
QDialog QToolButton[look="button"] {{
    background: {base}; border: 1px solid {handle}; border-radius: {s3}; padding: {s2} {s5}; }}
QDialog QToolButton[look="button"]:hover {{ background: {button}; }}
QDialog QToolButton[look="button"]:focus {{ border-color: {accent}; }}
QDialog QComboBox {{
    background: transparent; border: 1px solid {faint}; border-radius: {s3}; padding: {s1} {s3}; }}
QDialog QComboBox:focus {{ border-color: {accent}; }}
QDialog QComboBox:disabled {{ border-color: {line}; }}
QAbstractSpinBox {{
    background: {base}; border: 1px solid {faint}; border-radius: {s3}; padding: {s1} {s3}; }}
QAbstractSpinBox:focus {{ border-color: {accent}; }}
QAbstractSpinBox:disabled {{ border-color: {line}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button, QDateEdit::drop-down {{
    subcontrol-origin: border; background: transparent; border: none; width: {s20}; }}
QDialog QAbstractSpinBox QLineEdit {{ background: transparent; border: none; padding: 0; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QDateEdit::drop-down {{ subcontrol-position: center right; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover, QDateEdit::drop-down:hover {{
    background: {button}; }}
QAbstractSpinBox::up-arrow {{ image: url(:/icons/arrow-up-{arrow}.svg); width: {s8}; height: {s8}; }}
QAbstractSpinBox::down-arrow {{ image: url(:/icons/arrow-down-{arrow}.svg); width: {s8}; height: {s8}; }}
QTabWidget::pane {{ border: none; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{
    background: transparent; color: {muted}; border: none; border-bottom: 2px solid transparent;
    padding: {s3} {s8}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QToolTip {{ color: {text}; background: {base}; border: 1px solid {line}; padding: {s2}; }}
QFrame[look="card"] {{ background: {base}; border: 1px solid {line}; border-radius: {s4}; }}
QFrame[look="card-active"] {{ background: {base}; border: 1px solid {accent}; border-radius: {s4}; }}
QFrame[look="notice"] {{ background: {warning_tint}; border: 1px solid {line}; border-radius: {s4}; }}
QFrame[look="suggestion"] {{
    background: {warning_tint}; border: 1px dashed {warning}; border-radius: {s4}; }}
QFrame[look="chip"] {{ background: {button}; border: 1px solid {button}; border-radius: {s8}; }}
QFrame[look="chip"]:focus {{ border: 1px solid {accent}; }}
QFrame[look="chip-lead"] {{ background: {accent}; border: 1px solid {accent}; border-radius: {s8}; }}
QFrame[look="chip-lead"]:focus {{ border: 1px solid {text}; }}
QFrame[look="chip-lead"] QLabel, QFrame[look="chip-lead"] QToolButton {{ color: {on_accent}; }}
QFrame[look="filter"] {{ background: {button}; border: 1px solid {button}; border-radius: {s8}; }}
QFrame[look="filter-on"] {{ background: {tint}; border: 1px solid {accent}; border-radius: {s8}; }}
QFrame[look="filter"] QToolButton, QFrame[look="filter-on"] QToolButton {{
    background: transparent; border: 1px solid transparent; border-radius: {s8}; padding: 0 {s4}; }}
QFrame[look="filter-on"] QToolButton {{ color: {accent}; }}
QFrame[look="filter"] QToolButton:focus, QFrame[look="filter-on"] QToolButton:focus {{ border-color: {accent}; }}
QFrame[look="filter"] QToolButton::menu-indicator,
QFrame[look="filter-on"] QToolButton::menu-indicator {{ image: none; }}
QFrame[look="popup"] {{ background: {base}; border: 1px solid {handle}; border-radius: {s3}; }}
QFrame[look="side"] {{ background: {base}; border: none; border-right: 1px solid {line}; }}
QToolButton[look="side"] {{
    background: transparent; border: 1px solid transparent; border-radius: {s3}; padding: {s4} {s4};
    text-align: left; }}
QToolButton[look="side"]:hover {{ background: {button}; }}
QToolButton[look="side"]:focus {{ border-color: {accent}; }}
QFrame[look="line"] {{ background: {line}; border: none; max-height: 1px; }}
QScrollArea[look="plain"], QScrollArea[look="plain"] > QWidget > QWidget[look="page"] {{
    background: transparent; border: none; }}
QLabel[look="muted"], QCheckBox[look="muted"] {{ color: {muted}; }}
QLabel[look="heading"] {{ font-weight: bold; }}
QLabel[look="error"] {{ color: {error}; }}
QLabel[look="warning"] {{ color: {warning}; }}
QLabel[look="label"] {{ color: {accent}; font-weight: bold; }}
QDialog QLineEdit, QDialog QPlainTextEdit, QLineEdit[look="field"] {{
    background: {base}; border: 1px solid {faint}; border-radius: {s3}; padding: {s1} {s3}; }}
QDialog QLineEdit:focus, QDialog QPlainTextEdit:focus, QLineEdit[look="field"]:focus {{ border-color: {accent}; }}
QDialog QLineEdit:disabled, QDialog QPlainTextEdit:disabled {{ border-color: {line}; }}
QDialog QComboBox QLineEdit, QDialog QAbstractItemView QLineEdit {{
    background: transparent; border: none; padding: 0; }}
QTextEdit[look="text"] {{ background: transparent; border: none; padding: 0 {s2}; }}
QTextEdit[look="title"] {{
    background: transparent; border: none; padding: 0; font-size: {title_size}; font-weight: bold; }}
QLineEdit[look="label"] {{
    background: transparent; border: 1px solid transparent; border-radius: {s3}; padding: 0;
    color: {accent}; font-weight: bold; }}
QLineEdit[look="label"]:focus {{ border-color: {accent}; background: {base}; }}
QLineEdit[look="quiet"], QComboBox[look="quiet"] {{
    background: transparent; border: 1px solid {faint}; border-radius: {s3}; padding: {s1} {s4}; }}
QLineEdit[look="quiet"]:focus, QComboBox[look="quiet"]:focus {{ border-color: {accent}; background: {base}; }}
QLineEdit[look="quiet"]:disabled, QComboBox[look="quiet"]:disabled {{ color: {faint}; border-color: {line}; }}
QLineEdit[look="wrong"] {{
    background: {base}; border: 1px solid {error}; border-radius: {s3}; padding: {s1} {s4}; }}
QToolButton[look="link"], QToolButton[look="quiet"] {{
    background: transparent; border: 1px solid transparent; border-radius: {s3}; padding: {s1} {s3}; }}
QToolButton[look="link"] {{ color: {accent}; }}
QToolButton[look="quiet"] {{ color: {muted}; }}
QToolButton[look="link"]:hover, QToolButton[look="quiet"]:hover {{ background: {button}; }}
QToolButton[look="quiet"]:checked {{ background: {selection}; color: {text}; }}
QToolButton[look="link"]:focus, QToolButton[look="quiet"]:focus {{ border-color: {accent}; }}
QToolButton[look="link"]:disabled, QToolButton[look="quiet"]:disabled {{ color: {faint}; }}
QToolButton[look="link"]::menu-indicator, QToolButton[look="quiet"]::menu-indicator {{ image: none; }}
QTableView[look="card"], QTreeView[look="card"], QListView[look="card"], QTextEdit[look="card"] {{
    background: {base}; border: 1px solid {line}; border-radius: {s4}; }}
QTableView[look="card"]:focus, QTreeView[look="card"]:focus, QListView[look="card"]:focus,
QTextEdit[look="card"]:focus {{
    border-color: {accent}; }}
QTableWidget {{ outline: none; }}
QTableWidget::item:focus {{ border: 1px solid {accent}; }}
QDialog QTreeView, QTreeWidget, QListWidget {{ outline: none; show-decoration-selected: 1; }}
QDialog QTreeView::item, QTreeWidget::item, QListWidget::item {{
    border: 1px solid transparent; padding: {s2} {s1}; }}
QListWidget[wordWrap="true"]::item {{ border-left: none; border-right: none; padding: {s2} 0; }}
QDialog QTreeView::item:selected, QTreeWidget::item:selected, QListWidget::item:selected {{
    background: {selection}; }}
QDialog QTreeView::item:focus, QTreeWidget::item:focus, QListWidget::item:focus {{ border-color: {accent}; }}
QFrame[look="popup"] QListView {{ background: {base}; border: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QCheckBox::indicator, QListView::indicator, QTreeView::indicator {{
    width: {s10}; height: {s10}; background: {base}; border: 1px solid {faint}; border-radius: {s2}; }}
QCheckBox::indicator:focus {{ border-color: {accent}; }}
QTreeView::indicator:indeterminate {{ border-color: {accent}; background: {mark}; }}
QCheckBox::indicator:checked, QListView::indicator:checked, QTreeView::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url(:/icons/check-{check}.svg); }}
QCheckBox::indicator:disabled, QListView::indicator:disabled, QTreeView::indicator:disabled {{
    border-color: {line}; }}
QRadioButton::indicator {{
    width: {s10}; height: {s10}; background: {base}; border: 1px solid {faint}; border-radius: {s5}; }}
QRadioButton::indicator:focus {{ border-color: {accent}; }}
QRadioButton::indicator:checked {{
    border-color: {accent};
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 {accent}, stop: 0.55 {accent}, stop: 0.65 {base}, stop: 1 {base}); }}
QRadioButton::indicator:disabled {{ border-color: {line}; }}
QScrollBar:vertical {{ background: transparent; border: none; width: {s10}; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; border: none; height: {s10}; margin: 0; }}
QScrollBar::handle {{ background: {handle}; border-radius: {s2}; margin: {s2}; }}
QScrollBar::handle:vertical {{ min-height: {s20}; }}
QScrollBar::handle:horizontal {{ min-width: {s20}; }}
QScrollBar::handle:hover {{ background: {faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTableView[look="card"] QTableCornerButton::section {{
    background: {base}; border: none; border-bottom: 1px solid {line}; }}
QHeaderView[look="quiet"] {{ background: transparent; border: none; }}
QHeaderView[look="quiet"]::section {{
    background: transparent; color: {muted}; border: none; border-bottom: 1px solid {line};
    padding: {s3} {s3}; }}
"""
