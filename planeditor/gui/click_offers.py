"""A click into an empty field shows what can be chosen for it: by mouse nothing need be typed.

One rule: only a click does so; who comes by Tab types undisturbed.
"""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from planeditor.gui.line_edit import LineEdit


class ClickOffers(QObject):
    """Shows all that a field's completer has when the empty field is clicked."""

    def __init__(self, field: QLineEdit) -> None:
        """Watch one field, which has its completer."""
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)
        if isinstance(field, LineEdit):  # a choice is complete; the line has it only after Qt's own slot
            field.completer().activated.connect(lambda _text: QTimer.singleShot(0, field, field.commit))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer once the click is over."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            QTimer.singleShot(0, self._field, lambda: offer_all(self._field))
        return super().eventFilter(watched, event)


def offer_all(field: QLineEdit) -> None:
    """Show everything that an empty field's completer knows, below the field."""
    completer = field.completer()
    if completer is None or field.text() or field.isReadOnly() or not field.isVisible():
        return
    completer.setCompletionPrefix("")
    if completer.completionCount():
        completer.complete()
