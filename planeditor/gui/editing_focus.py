"""Whose editing keys are they: the tree's, a text's, another table's, or nobody's.

One rule: cut, copy, paste, delete and select all act on what has the focus, and on the tree only if it has it.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

# What a table of rows can do beside selecting all: signals that it has or has not.
_REQUESTS = {"copy": "copy_requested", "paste": "paste_requested", "delete": "removal_requested"}


def is_for_tree(verb: str, tree: QWidget) -> bool:
    """Tell whether a verb is the tree's; if not, whoever has the focus has done it, or it means nothing there."""
    focus = _text_of(tree.window().focusWidget())
    if isinstance(focus, QLineEdit | QTextEdit | QPlainTextEdit):
        _do_in_text(focus, verb)
        return False
    if focus is None or focus is tree or focus is tree.window():
        return True
    if isinstance(focus, QAbstractItemView):
        _do_in_table(focus, verb)
    return False


def claim_key(event: QEvent, is_ours: Callable[[QKeyEvent], bool]) -> bool:
    """Take a key that means something in a table before the window's menus do; tell whether it was one."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent) or not is_ours(event):
        return False
    event.accept()
    return True


def _text_of(focus: QWidget | None) -> QWidget | None:
    """Return the line inside a field that has the focus for it, else the widget itself."""
    if isinstance(focus, QComboBox | QAbstractSpinBox):
        return focus.findChild(QLineEdit) or focus
    return focus


def _do_in_text(text: QLineEdit | QTextEdit | QPlainTextEdit, verb: str) -> None:
    if verb == "delete":
        if not text.isReadOnly():
            _delete_selected(text)
    elif verb == "select_all":
        text.selectAll()
    elif verb in ("cut", "copy", "paste"):
        getattr(text, verb)()


def _delete_selected(text: QLineEdit | QTextEdit | QPlainTextEdit) -> None:
    if isinstance(text, QLineEdit):
        text.del_()
    else:
        text.textCursor().removeSelectedText()


def _do_in_table(table: QAbstractItemView, verb: str) -> None:
    if verb == "select_all":
        table.selectAll()
    request = getattr(table, _REQUESTS.get(verb, ""), None)
    if request is not None:
        request.emit()
