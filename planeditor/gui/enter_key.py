"""Enter on a button of a window. One rule: it presses what has the focus, as the space bar does, and nothing else."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget


def press_button(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button of a window that has the focus, if the key is Enter; dialogs do so by themselves."""
    button = window.focusWidget()
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if not plain or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    if not isinstance(button, QAbstractButton) or not button.isEnabled():
        return False
    button.click()
    return True
