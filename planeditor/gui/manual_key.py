"""F1 in dialogs. One rule: a dialog gets the key when it gets the focus first; the windows have theirs as an action."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QWidget

_KEY_GIVEN = "planeditor-manual-key"


class ManualKey(QObject):
    """Gives every dialog its F1."""

    def __init__(self, app: QApplication) -> None:
        """Follow the focus of the whole program."""
        super().__init__(app)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        top = now.window() if now is not None else None
        if not isinstance(top, QDialog) or top.property(_KEY_GIVEN):
            return
        top.setProperty(_KEY_GIVEN, True)
        action = QAction(top)
        action.setShortcut(QKeySequence(Qt.Key.Key_F1))
        action.triggered.connect(lambda: _show_manual(top))
        top.addAction(action)


def _show_manual(dialog: QDialog) -> None:
    from planeditor.gui.manual_window import show_manual

    show_manual(dialog)
