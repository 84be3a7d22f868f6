"""The one-line editor of the panels. One rule: what is being typed is written in time, and Escape takes it back."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from planeditor.gui.cell_editors import write_in_time
from planeditor.gui.text_edit import is_menu_key, is_undo_or_redo


class LineEdit(QLineEdit):
    """One line that commits on Enter and on leaving; Escape brings back the text that was there before typing.

    In between it is written in time, too, where `is_written_in_time`: half a number would be another number.
    """

    text_committed = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_written_in_time = True
        self._loaded = ""
        self._before: str | None = None  # what was there before text was written in time
        self._waiting: str | None = None  # what the document made of that
        self._composing = False
        self._writing = False
        self._latest = write_in_time(self, self._write_in_time)
        self.editingFinished.connect(self.commit)

    @property
    def is_busy(self) -> bool:
        """Tell whether something typed has not been committed yet, or not as one will see it."""
        return self._composing or self._waiting is not None or self.text() != self._loaded

    def load(self, text: str) -> None:
        """Show the document's text, unless another is being typed."""
        if self._writing or (self._waiting is not None and self.hasFocus()):
            self._waiting = text if text != self.text() else None
        elif not (self.hasFocus() and self.is_busy):
            self.show_text(text) if text != self.text() else self._take(text)

    def show_text(self, text: str) -> None:
        """Show the text of another thing."""
        self._composing = False
        self._take(text)
        self.setText(text)
        self.setCursorPosition(0)

    def _take(self, text: str) -> None:
        self._latest.stop()
        self._loaded = text
        self._before = self._waiting = None

    def commit(self) -> None:
        """Emit `text_committed` if the text is not the one loaded."""
        if self._writing:
            return
        if self._composing:
            QGuiApplication.inputMethod().commit()
            self._composing = False
        text, waiting = self.text(), self._waiting
        changed = text != self._loaded
        self._take(text)
        if changed:
            self.text_committed.emit(text)
        elif waiting is not None:
            self.show_text(waiting)

    def _write_in_time(self) -> None:
        if self._composing:
            self._latest.start()
        elif self.is_written_in_time and self.text() != self._loaded:
            self._before = self._loaded if self._before is None else self._before
            self._loaded = self.text()
            self._writing = True
            self.text_committed.emit(self._loaded)
            self._writing = False

    def _give_up(self) -> None:
        if self._before is None:
            self.show_text(self._loaded)
        else:
            self.setText(self._before)
            self.commit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether an input method is composing."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo typing first, then the plan's steps; Alt with a letter is no text."""
        if is_menu_key(event):
            event.ignore()
        elif is_undo_or_redo(event) and not self.is_busy:
            undo = event.matches(QKeySequence.StandardKey.Undo)
            (self.undo_requested if undo else self.redo_requested).emit()
        elif event.key() == Qt.Key.Key_Escape and (self.is_busy or self._before is not None):
            self._give_up()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window's actions when nothing is being typed."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and is_undo_or_redo(event) and not self.is_busy:
            event.ignore()
            return False
        return super().event(event)
