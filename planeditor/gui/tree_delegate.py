"""The editor of a title in the tree, and the height of the rows. How rows look is in tree_rows.

One rule: what is being typed is never overwritten by a change that arrives meanwhile.
"""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planeditor.gui.cell_editors import write_in_time
from planeditor.gui.tree_model import ID_ROLE
from planeditor.gui.tree_rows import ROW_HEIGHT
from planeditor.i18n import _

Index = QModelIndex | QPersistentModelIndex

_BEFORE = "planeditor-before"


class TreeDelegate(QStyledItemDelegate):
    """Makes and reads the editor of a title."""

    def __init__(self, place_of: Callable[[QRect, int], QRect], parent: QObject | None = None) -> None:
        """`place_of` gives the place of the title in the row of an id."""
        super().__init__(parent)
        self._place_of = place_of

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
        editor.setProperty(_BEFORE, str(index.data(Qt.ItemDataRole.EditRole) or ""))
        write_in_time(editor, lambda: None if editor.isHidden() else self.commitData.emit(editor))
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Bring back, by Esc, the title from before something was written in time."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            editor.setText(editor.property(_BEFORE))
            self.commitData.emit(editor)
        return super().eventFilter(editor, event)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Put the editor where the title is painted."""
        cell = option.rect
        row = QRect(0, cell.top(), cell.right() + 1, cell.height())
        editor.setGeometry(self._place_of(row, index.data(ID_ROLE)))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the title into the editor, unless something has been typed there already."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the title to the model."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)
