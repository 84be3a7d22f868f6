"""Editors for plain text that write to the document while one types, and never against the person typing.

One rule: what is being typed is neither committed nor replaced while an input method composes; after that it
is committed COMMIT_AFTER_MS after the last key, at the latest WRITE_WITHIN_MS after the first one, on leaving the
editor, and whenever someone calls `commit`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from planeditor.gui import theme
from planeditor.gui.cell_editors import WRITE_WITHIN_MS
from planeditor.gui.underlines import DASHED, DOTTED, NOT_UNDERLINED, draw_underlines
from planeditor.plan.sought import Sought

COMMIT_AFTER_MS = 600
_LINE_HEIGHT_PERCENT = 150.0
_NEW_LINES = str.maketrans({"\u2028": "\n", "\u2029": "\n"})


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to underline, [start, end) in characters; `chosen` ones are tinted as well, `found` ones only tinted.

    The line below `suggested` ones is dashed, that below a `deadline` dotted.
    """

    start: int
    end: int
    chosen: bool = False
    found: bool = False
    suggested: bool = False
    deadline: bool = False


def found_marks(text: str, sought: Sought | None) -> list[Mark]:
    """Return marks on what was looked for; None is found nowhere."""
    return [Mark(start, end, found=True) for start, end in sought.marks(text)] if sought is not None else []


def is_undo_or_redo(event: QEvent) -> bool:
    """Tell whether a key means undo or redo, which belong to the plan and not to an editor."""
    if not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def is_menu_key(event: QKeyEvent) -> bool:
    """Tell whether Alt is held with a letter: where no menu has it, Qt would type the letter into the text."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return held == Qt.KeyboardModifier.AltModifier and event.text().isprintable() and bool(event.text())


class TextEdit(QTextEdit):
    """A text area as tall as its text. `single_line` takes no line breaks: Enter is told instead."""

    text_committed = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()
    return_pressed = Signal()  # in a single line
    menu_wanted = Signal(object)  # the QMenu about to be shown, for what else can be done with the text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.single_line = False
        self._loaded = ""
        self._waiting: str | None = None
        self._composing = False
        self._loading = False
        self._resizing = False
        self._timer = QTimer(self, singleShot=True, interval=COMMIT_AFTER_MS)
        self._timer.timeout.connect(self._on_idle)
        self._latest = QTimer(self, singleShot=True, interval=WRITE_WITHIN_MS)
        self._latest.timeout.connect(self._on_idle)
        self._set_up()

    def _set_up(self) -> None:
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.verticalScrollBar().valueChanged.connect(lambda: self.verticalScrollBar().setValue(0))
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        theme.set_look(self, "text")
        self._fit()

    @property
    def text(self) -> str:
        """Return the text with "\\n" between lines; no-break spaces stay, unlike in toPlainText."""
        return self.document().toRawText().translate(_NEW_LINES)

    @property
    def is_busy(self) -> bool:
        """Tell whether something typed has not been committed yet."""
        return self._composing or self._timer.isActive()

    @property
    def cursor_offset(self) -> int:
        """Return how many characters stand before the cursor; Qt itself counts UTF-16 units."""
        units = self.text.encode("utf-16-le", "surrogatepass")[: 2 * self.textCursor().position()]
        return len(units.decode("utf-16-le", "ignore"))

    @property
    def selected_range(self) -> tuple[int, int]:
        """Return where the selection begins and ends, in characters; twice the cursor's place without one."""
        units = self.text.encode("utf-16-le", "surrogatepass")
        ends = (self.textCursor().selectionStart(), self.textCursor().selectionEnd())
        start, end = (len(units[: 2 * place].decode("utf-16-le", "ignore")) for place in ends)
        return start, end

    def select_range(self, start: int, end: int) -> None:
        """Select [start, end), in characters, and bring it into sight."""
        text, cursor = self.text, self.textCursor()
        cursor.setPosition(_utf16(text, start))
        cursor.setPosition(_utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def load(self, text: str) -> None:
        """Show the document's text; the cursor stays where it is, and what is being typed is left alone."""
        if self.is_busy:
            self._waiting = text
            return
        self._waiting = None
        self._loaded = text
        if self.single_line and self.hasFocus() and self.text.strip() == text:
            self._loaded = self.text  # the document drops a blank at the end that one may be typing on from
        elif text != self.text:
            self._replace(text)

    def show_text(self, text: str) -> None:
        """Show the text of another thing: what was being typed belongs to the one before."""
        self._timer.stop()
        self._latest.stop()
        self._composing = False
        self.load(text)

    def commit(self) -> None:
        """Emit `text_committed` if the text is not the one loaded, the input method's words included."""
        if self._composing:
            QGuiApplication.inputMethod().commit()
            self._composing = False
        self._timer.stop()
        self._latest.stop()
        text = self.text
        if text != self._loaded:
            self._loaded = text
            self._waiting = None
            self.text_committed.emit(text)
        elif self._waiting is not None:
            self.load(self._waiting)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Underline words of the text; marks beyond its end are left out."""
        text = self.text
        fitting = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
        place = int if max(text, default="") <= "\uffff" else partial(_utf16, text)
        self.setExtraSelections([self._selection(place, mark) for mark in fitting])

    def _selection(self, place: Callable[[int], int], mark: Mark) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(place(mark.start))
        cursor.setPosition(place(mark.end), QTextCursor.MoveMode.KeepAnchor)
        format_ = QTextCharFormat()
        if mark.chosen or mark.found:
            format_.setBackground(theme.color("mark"))
        format_.setProperty(NOT_UNDERLINED, mark.found)
        format_.setProperty(DASHED, mark.suggested)
        format_.setProperty(DOTTED, mark.deadline)
        selection.cursor = cursor
        selection.format = format_
        return selection

    def _replace(self, text: str) -> None:
        """Replace only what differs, so that cursors elsewhere in the text stay with their words."""
        old = self.text
        start, old_end, new_end = _difference(old, text)
        self._loading = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(_utf16(old, start))
        cursor.setPosition(_utf16(old, old_end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start:new_end])
        self._space_lines()
        self._loading = False

    def _space_lines(self) -> None:
        if self.single_line:
            return
        format_ = QTextBlockFormat()
        format_.setLineHeight(_LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(format_)

    def _on_text_changed(self) -> None:
        if not self._loading:
            self._timer.start()
            if not self._latest.isActive():
                self._latest.start()

    def _on_idle(self) -> None:
        if self._composing:
            self._timer.start()
        else:
            self.commit()

    def _fit(self) -> None:
        if self._resizing:
            return
        height = max(self._text_height(), self.fontMetrics().lineSpacing())
        self.setFixedHeight(ceil(height) + 2 * self.frameWidth())

    def _text_height(self) -> float:
        """Return where the last line ends, without the room that its line height leaves below it."""
        block = self.document().lastBlock()
        top = self.document().documentLayout().blockBoundingRect(block).top()
        lines = block.layout()
        if not lines.lineCount():
            return self.document().size().height()
        last = lines.lineAt(lines.lineCount() - 1)
        return top + last.y() + last.height()

    # Qt's own

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of font or colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap lines anew; a layout at work takes no new height, so that comes after it."""
        self._resizing = True
        super().resizeEvent(event)
        self._resizing = False
        QTimer.singleShot(0, self, self._fit)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether an input method is composing."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit on leaving; a line's selection is no one's any more."""
        super().focusOutEvent(event)
        lasting = event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if self.single_line and lasting:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
        self.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass undo and redo on to the plan; Enter leaves a single line; Alt with a letter is no text."""
        if is_menu_key(event):
            event.ignore()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.single_line:
            self.return_pressed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.textCursor().insertBlock()  # Shift+Enter, too: the document knows one kind of line break
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window's actions where it has some."""
        if event.type() == QEvent.Type.ShortcutOverride and is_undo_or_redo(event):
            event.ignore()
            return False
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, but leave files to the window, which opens them."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text only; into a single line without its line breaks."""
        if source.hasText():
            lines = source.text().translate(_NEW_LINES).splitlines()
            self.textCursor().insertText(("" if self.single_line else "\n").join(lines))
            self.ensureCursorVisible()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and lines below the words marked."""
        super().paintEvent(event)
        draw_underlines(self, theme.color("accent"), event.rect())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: the editor itself shows all of its text."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu without the editor's own undo, which is off; the cursor goes where the mouse is."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._go_to_mouse(event.pos())
        menu = self.createStandardContextMenu(event.pos())
        for action in menu.actions()[:3] if not self.isReadOnly() else []:
            menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted.emit(menu)
        menu.popup(event.globalPos())

    def _go_to_mouse(self, point: QPoint) -> None:
        cursor, there = self.textCursor(), self.cursorForPosition(point)
        if not cursor.selectionStart() <= there.position() < cursor.selectionEnd():
            self.setTextCursor(there)


def _difference(old: str, new: str) -> tuple[int, int, int]:
    """Return where two texts begin to differ, and where the differing part ends in each."""
    shorter = min(len(old), len(new))
    start = 0
    while start < shorter and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start, len(old) - tail, len(new) - tail


def _utf16(text: str, position: int) -> int:
    """Return Qt's position of a character: rare characters beyond U+FFFF count twice there."""
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
