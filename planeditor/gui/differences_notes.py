"""What must be known of a comparison, above it. One rule: many notes scroll, the differences keep their room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from planeditor.gui import theme
from planeditor.i18n import _


class Notes(QScrollArea):
    """As high as its text, and at most `most` pixels."""

    def __init__(self, text: QLabel, most: int, parent: QWidget) -> None:
        """Take the text over."""
        super().__init__(parent)
        self._most = most
        self.setAccessibleName(_("Notes"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMaximumHeight(most)
        for widget in (self, parent):
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.set_look(self, "plain")
        self._text = text
        self.setWidget(text)
        for widget in (self.viewport(), text):
            widget.setAutoFillBackground(False)  # the notice's own colour shows

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the text has at this width."""
        super().resizeEvent(event)
        height = self._text.heightForWidth(self.viewport().width())  # -1 without a text
        self.setFixedHeight(max(min(height, self._most), 0))
