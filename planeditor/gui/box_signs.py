"""The signs in message boxes. One rule: they are the program's own, in its colours, in place of the platform's."""

from PySide6.QtWidgets import QMessageBox

from planeditor.gui import theme
from planeditor.gui.icons import icon

SIZE = 2.6  # in characters
_SIGNS = {
    QMessageBox.Icon.Information: ("info", "accent"),
    QMessageBox.Icon.Question: ("help", "accent"),
    QMessageBox.Icon.Warning: ("warning", "warning"),
    QMessageBox.Icon.Critical: ("error", "error"),
}


def show_sign(box: QMessageBox, kind: QMessageBox.Icon) -> None:
    """Show the program's sign of a kind in a box."""
    name, color = _SIGNS[kind]
    side = theme.em(box, SIZE)
    box.setIconPixmap(icon(name, color).pixmap(side, side))
