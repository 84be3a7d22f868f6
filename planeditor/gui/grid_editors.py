"""Editors within the cells of grids, one for each kind of column.

One rule: what does not fit its column keeps the editor open, marked as wrong, with one sentence that says why.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from planeditor.gui import theme
from planeditor.gui.click_offers import ClickOffers
from planeditor.gui.department_completer import DepartmentCompleter
from planeditor.gui.grid_model import GridModel, Index
from planeditor.gui.owner_chips import split_names
from planeditor.gui.popup_keys import PopupKeys
from planeditor.gui.target_words import DEADLINES, UNITS, comparator_name
from planeditor.i18n import _
from planeditor.plan.entities import COMPARATORS, STATUSES
from planeditor.plan.tables.columns import Column, Kind

Editor = QLineEdit | QComboBox | QPlainTextEdit
TEXT_LINES = 5


class NamesCompleter(DepartmentCompleter):
    """Completes the last name of a list such as 基教科、职."""

    def splitPath(self, path: str) -> list[str]:
        """Return the name that is being typed."""
        return [path[_last_start(path) :].strip()]

    def pathFromIndex(self, index: Index) -> str:
        """Return the list with the chosen name in place of the one being typed."""
        chosen = super().pathFromIndex(index)
        widget = self.widget()
        typed = widget.text() if isinstance(widget, QLineEdit) else ""
        return typed[: _last_start(typed)] + chosen


def _last_start(text: str) -> int:
    return max(text.rfind(mark) for mark in "、，,；;") + 1


def names_editor(parent: QWidget, model: GridModel) -> QLineEdit:
    """Return a field for a list of departments."""
    editor = QLineEdit(parent)
    completer = NamesCompleter(editor)
    completer.fill(model.session.document.departments())
    editor.textEdited.connect(lambda text: completer.offer_new(text[_last_start(text) :].strip(), split_names(text)))
    editor.setCompleter(completer)
    ClickOffers(editor)
    PopupKeys(editor)
    return editor


def line_editor(parent: QWidget, words: Iterable[str] = ()) -> QLineEdit:
    """Return a field for a line, completed from usual words."""
    editor = QLineEdit(parent)
    known = list(words)
    if known:
        completer = QCompleter(known, editor)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        editor.setCompleter(completer)
        ClickOffers(editor)
        PopupKeys(editor)
    return editor


def choice_editor(parent: QWidget, choices: Iterable[tuple[str, str]]) -> QComboBox:
    """Return a list of (shown, stored) values."""
    editor = QComboBox(parent)
    for shown, stored in choices:
        editor.addItem(shown, stored)
    return editor


def statuses() -> list[tuple[str, str]]:
    """Return the statuses to choose from, none of them first."""
    return [(_("(none)"), ""), *((status, status) for status in STATUSES)]


def make_editor(parent: QWidget, model: GridModel, column: Column) -> Editor:
    """Return the editor of a column's cells, named after it."""
    editor: Editor
    if column.kind is Kind.NAMES:
        editor = names_editor(parent, model)
    elif column.kind is Kind.STATUS:
        editor = choice_editor(parent, statuses())
    elif column.kind is Kind.COMPARATOR:
        editor = choice_editor(parent, ((comparator_name(one), one) for one in COMPARATORS))
    elif column.kind is Kind.TEXT:
        editor = QPlainTextEdit(parent)
        editor.setTabChangesFocus(True)
    else:
        words = {Kind.DUE: DEADLINES, Kind.UNIT: UNITS}.get(column.kind, ())
        editor = line_editor(parent, words)
    if isinstance(editor, QLineEdit):
        editor.setFrame(False)
    editor.setAccessibleName(column.heading)
    return editor


def editor_text(editor: QWidget) -> str:
    """Return what an editor holds."""
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    assert isinstance(editor, QLineEdit)
    return editor.text()


def fill_editor(editor: QWidget, text: str) -> None:
    """Show a cell's text in its editor, all of it selected."""
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(editor.findData(text), 0))
    elif isinstance(editor, QPlainTextEdit):
        if not editor.document().isModified():
            editor.setPlainText(text)
            editor.selectAll()
    elif isinstance(editor, QLineEdit) and not editor.isModified():
        editor.setText(text)


def finishes(editor: QObject, event: QEvent) -> bool:
    """Tell whether a key ends an editor: Enter or Tab; Alt+Enter and the like break a line of a text."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return True
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    return not isinstance(editor, QPlainTextEdit) or not breaks_line(event)


def breaks_line(event: QKeyEvent) -> bool:
    """Tell whether Enter is held with a key that makes it a line break, as in spreadsheets."""
    held = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return bool(event.modifiers() & held)


def break_line(editor: QPlainTextEdit) -> None:
    """Put a line break where the cursor is."""
    editor.textCursor().insertText("\n")
    editor.moveCursor(QTextCursor.MoveOperation.NoMove)


def mark_wrong(editor: QWidget) -> None:
    """Show that what an editor holds does not fit."""
    if isinstance(editor, QLineEdit):
        theme.set_look(editor, "wrong")
