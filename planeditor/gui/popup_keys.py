"""Enter and Tab in a field whose list of known words is open: they end the field as if no list were there.

One rule: the word highlighted is entered first; without one, what was typed stays.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

_ENDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class PopupKeys(QObject):
    """Passes such a key on to a field; Qt itself only closes the list, and the key has to be pressed again."""

    def __init__(self, field: QLineEdit) -> None:
        """Watch the list of a field, which has its completer."""
        super().__init__(field)
        self._field = field
        popup = field.completer().popup()
        assert popup is not None  # Qt makes one
        popup.installEventFilter(self)

    def eventFilter(self, popup: QObject, event: QEvent) -> bool:
        """Close the list, and have the field see the key."""
        ends = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENDING
        if not ends or not isinstance(event, QKeyEvent):
            return super().eventFilter(popup, event)
        assert isinstance(popup, QAbstractItemView)
        completer, index = self._field.completer(), popup.currentIndex()
        popup.hide()
        if index.isValid() and completer.setCurrentRow(index.row()):
            self._field.selectAll()
            self._field.insert(completer.currentCompletion())  # not setText: the field was edited
        key = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        QCoreApplication.sendEvent(self._field, key)
        return True
