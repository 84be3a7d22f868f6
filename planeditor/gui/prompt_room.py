"""The width of a short field that says itself what it is for.

One rule: what an empty field asks for is read whole, in every language and at every zoom.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from planeditor.gui import theme

_FONT = (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Show)
_CURSOR = 0.4  # characters: the cursor and what Qt keeps free beside the text


class PromptRoom(QObject):
    """Keeps a field as wide as its prompt, and no narrower than some characters."""

    def __init__(self, field: QLineEdit, least: float) -> None:
        """Care for a field that has its prompt and its look."""
        super().__init__(field)
        self._field = field
        self._least = least
        field.installEventFilter(self)
        self._fit()

    def _fit(self) -> None:
        field = self._field
        option = QStyleOptionFrame()
        field.initStyleOption(option)
        inside = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).width()
        prompt = field.fontMetrics().horizontalAdvance(field.placeholderText()) + theme.em(field, _CURSOR)
        wide = max(prompt + field.width() - inside, theme.em(field, self._least))
        if wide != field.minimumWidth() or wide != field.maximumWidth():
            field.setFixedWidth(wide)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the font."""
        if event.type() in _FONT:
            self._fit()
        return super().eventFilter(watched, event)
