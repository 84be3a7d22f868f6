"""Editors within the cells of a view: written in time while one types, and gone before their cells are.

One rule: an editor never outlives its index. Qt would have it write into a cell that is no longer there.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QWidget

WRITE_WITHIN_MS = 2000


def write_in_time(editor: QLineEdit, write: Callable[[], object]) -> QTimer:
    """Have `write` called WRITE_WITHIN_MS after the first key typed since the last call; return the timer."""
    timer = QTimer(editor, singleShot=True, interval=WRITE_WITHIN_MS)
    timer.timeout.connect(write)
    editor.textEdited.connect(lambda: None if timer.isActive() else timer.start())
    return timer


def cell_editors(view: QAbstractItemView) -> list[QWidget]:
    """Return the editors that are seen in a view."""
    return [editor for editor in _all_editors(view) if not editor.isHidden()]


def _all_editors(view: QAbstractItemView) -> list[QWidget]:
    """Return the editors, with those that Qt hides because their row is shut, and those about to be deleted."""
    children = view.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [child for child in children if isinstance(child, QLineEdit | QComboBox | QPlainTextEdit)]


def commit_cell_editors(view: QAbstractItemView) -> None:
    """Have what is being typed into a view's cell written, an input method's unfinished word included."""
    for editor in cell_editors(view):
        if isinstance(editor, QLineEdit):
            if editor.hasFocus():
                QGuiApplication.inputMethod().commit()
            if editor.isModified():
                view.commitData(editor)
        elif isinstance(editor, QPlainTextEdit) and editor.document().isModified():
            QGuiApplication.inputMethod().commit()
            view.commitData(editor)


def close_before_reset(view: QAbstractItemView) -> None:
    """Have a view's editors closed whenever other rows take the place of its model's rows."""
    view.model().modelAboutToBeReset.connect(lambda: close_cell_editors(view))


def close_cell_editors(view: QAbstractItemView) -> None:
    """Close a view's editors without writing."""
    for editor in _all_editors(view):
        view.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
