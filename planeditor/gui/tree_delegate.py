"""The editor of a title in the tree, and the height of the rows. How rows look is in tree_rows.

One rule: what is being typed is never overwritten by a change that arrives meanwhile.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planeditor.gui.tree_model import ID_ROLE
from planeditor.gui.tree_rows import ROW_HEIGHT
from planeditor.i18n import _

Index = QModelIndex | QPersistentModelIndex


class TreeDelegate(QStyledItemDelegate):
    """Makes and reads the editor of a title."""

    def __init__(self, place_of: Callable[[QRect, int], QRect], parent: QObject | None = None) -> None:
        """Start without an editor; `place_of` gives the place of the title in the row of an id."""
        super().__init__(parent)
        self._place_of = place_of
        self._editor: QLineEdit | None = None

    def commit_open_editor(self) -> None:
        """Write what is being typed in place, an input method's unfinished word included; the editor stays open."""
        if self._editor is None or not shiboken6.isValid(self._editor) or self._editor.isHidden():
            return
        if self._editor.hasFocus():
            QGuiApplication.inputMethod().commit()
        if self._editor.isModified():
            self.commitData.emit(self._editor)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that all rows share."""
        size = option.fontMetrics.horizontalAdvance("中")
        return QSize(size, round(size * ROW_HEIGHT))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a plain line for the title."""
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAutoFillBackground(True)
        editor.setPlaceholderText(_("Title"))
        self._editor = editor
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Put the editor where the title is painted."""
        cell = option.rect
        row = QRect(0, cell.top(), cell.right() + 1, cell.height())
        editor.setGeometry(self._place_of(row, index.data(ID_ROLE)))

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the editor that goes."""
        self._editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the title into the editor, unless something has been typed there already."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the title to the model."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)
