"""A text with its changes marked, to be read and copied.

One rule: what went is struck through and what came is underlined, so that the colours are only a help.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from planeditor.gui import theme
from planeditor.plan.wording import Piece, PieceKind

COLORS: dict[PieceKind, str] = {"same": "text", "deleted": "error", "added": "ok"}


class MarkedText(QTextEdit):
    """Shows pieces of text; Tab leaves it."""

    _pieces: tuple[Piece, ...] = ()  # before anything is shown, colours may change already

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        theme.set_look(self, "card")

    def show_pieces(self, pieces: Iterable[Piece]) -> None:
        """Show these pieces from their beginning."""
        self._pieces = tuple(pieces)
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for piece in self._pieces:
            cursor.insertText(piece.text, _format(piece.kind))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._bring_change_into_sight()

    def _bring_change_into_sight(self) -> None:
        """Scroll to the first change: a long text may hide it below."""
        start = 0
        for piece in self._pieces:
            if piece.kind != "same":
                cursor = self.textCursor()
                cursor.setPosition(start)
                self.setTextCursor(cursor)
                return
            start += len(piece.text.encode("utf-16-le")) // 2  # Qt counts in UTF-16

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._pieces:
            self.show_pieces(self._pieces)


def _format(kind: PieceKind) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(theme.color(COLORS[kind]))
    look.setFontStrikeOut(kind == "deleted")
    look.setFontUnderline(kind == "added")
    return look
