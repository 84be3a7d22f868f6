"""Buttons among the tools above a view. One rule: they look quiet and are reached by the keyboard, as all else is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.icons import icon


def quiet_button(parent: QWidget, symbol: str, text: str, tip: str = "") -> QToolButton:
    """Return a button with an icon and its words beside it; without a `tip` Qt shows the words."""
    button = QToolButton(parent)
    button.setIcon(icon(symbol, "muted"))
    button.setText(text)
    button.setToolTip(tip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    theme.set_look(button, "quiet")
    return button
