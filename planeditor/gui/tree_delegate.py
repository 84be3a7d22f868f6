"""How rows of the tree look: calm, one line each, sections bold, second-rank text muted.

One rule: a colour never speaks alone; the problem mark has its words in the tool tip and the missing lead is named.
"""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.gui.tree_model import MUTED_ROLE, SECTION_ROLE, Column
from planeditor.i18n import _

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 2.2  # times the size of the text
MARK_SIZE = 1.15


class TreeDelegate(QStyledItemDelegate):
    """Paints rows and makes the editor of a title."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Measure the program's font once; a change of font makes a new size at the next layout."""
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that all rows share."""
        size = option.fontMetrics.horizontalAdvance("中")
        return QSize(size, round(size * ROW_HEIGHT))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Set weight, colour and alignment from the row's kind and the cell's rank."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # the view marks the current row as a whole
        column = index.column()
        is_section = bool(index.data(SECTION_ROLE))
        if is_section and column != Column.LEAD:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.Bold)
            option.font = font
        if column == Column.TARGETS:
            option.displayAlignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if index.data(MUTED_ROLE):
            muted = theme.color("muted")
            option.palette.setColor(QPalette.ColorRole.Text, muted)
            option.palette.setColor(QPalette.ColorRole.HighlightedText, muted)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell; the last column shows the problem mark instead of the problem's words."""
        if index.column() != Column.PROBLEM:
            super().paint(painter, option, index)
            return
        view_option = QStyleOptionViewItem(option)
        self.initStyleOption(view_option, index)
        problem, view_option.text = view_option.text, ""
        style = view_option.widget.style() if view_option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, view_option, painter, view_option.widget)
        if problem:
            self._paint_mark(painter, view_option)

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        size = round(option.fontMetrics.horizontalAdvance("中") * MARK_SIZE)
        place = QRect(0, 0, size, size)
        place.moveCenter(option.rect.center())
        icon("warning", "warning").paint(painter, place)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a plain line for the title."""
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setAutoFillBackground(True)
        editor.setPlaceholderText(_("Title"))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the title into the editor, once: later changes of other cells must not undo what is being typed."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hand the title to the model."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)  # type: ignore[attr-defined]
