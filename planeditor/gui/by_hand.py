"""Tells when a person sets a header's columns, and not the program. One rule: only what the mouse does counts."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHeaderView


class ByHand(QObject):
    """Watches one header."""

    resized = Signal()

    def __init__(self, header: QHeaderView) -> None:
        """Watch a header as long as it lives."""
        super().__init__(header)
        self.is_held = False
        header.viewport().installEventFilter(self)
        header.sectionResized.connect(lambda *_sizes: self.resized.emit() if self.is_held else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note while the mouse holds the header; a double click fits a column."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self.is_held = True
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self.is_held = False
        return super().eventFilter(watched, event)
