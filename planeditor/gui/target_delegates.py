"""How cells of the target table are drawn and edited. One rule: every kind of value has an editor of its own kind."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planeditor.errors import EditError
from planeditor.gui import theme
from planeditor.gui.cell_editors import write_in_time
from planeditor.gui.popup_keys import PopupKeys
from planeditor.gui.target_model import DETAIL_ROLE, Column, Index
from planeditor.gui.target_words import UNITS, comparator_name, comparator_typed, read_number, read_quantity
from planeditor.plan.entities import COMPARATORS

_ROW_LINES = 2.4  # room for two lines
_DETAIL_SCALE = 0.9
_BEFORE = "planeditor-before"
_FINISHING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def row_height(view: QWidget) -> int:
    """Return the height of a row of two lines."""
    return round(view.fontMetrics().lineSpacing() * _ROW_LINES)


def draw_line(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """Draw the line between a row and the next."""
    if index.row() < index.model().rowCount() - 1:
        painter.setPen(theme.color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def flat(painter: QPainter, option: QStyleOptionViewItem) -> QStyleOptionViewItem:
    """Draw the ground of a cell, darker for the current one, and return the option for the text on it."""
    drawn = QStyleOptionViewItem(option)
    if drawn.state & QStyle.StateFlag.State_HasFocus:
        painter.fillRect(drawn.rect, theme.color("mark"))
    elif drawn.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(drawn.rect, theme.color("selection"))
    grounds = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
    drawn.state &= ~grounds
    return drawn


class TextDelegate(QStyledItemDelegate):
    """Plain text, completed from a list of usual words; written while one types, and taken back by Esc."""

    is_written_in_time = True

    def __init__(self, words: Iterable[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = list(words)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line editor named after its column."""
        editor = QLineEdit(parent)
        name = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(name))
        editor.setFrame(False)
        if self._words:
            completer = QCompleter(self._words, editor)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(completer)
            PopupKeys(editor)
        if self.is_written_in_time:
            editor.setProperty(_BEFORE, str(index.data(Qt.ItemDataRole.EditRole)))
            write_in_time(editor, lambda: self._write(editor))
        return editor

    def _write(self, editor: QLineEdit) -> None:
        if not editor.isHidden():  # a hidden one has been closed already
            self.commitData.emit(editor)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Bring back, by Esc, what the cell held before something was written in time."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        before = editor.property(_BEFORE)
        if escape and event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit) and before is not None:
            editor.setText(before)
            self.commitData.emit(editor)
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the editor, but leave what is being typed when another cell changes."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell and the line below its row."""
        super().paint(painter, flat(painter, option), index)
        draw_line(painter, option, index)


class IndicatorDelegate(TextDelegate):
    """The indicator, with its deadline, modality and base in small below it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one or two lines."""
        detail = str(index.data(DETAIL_ROLE) or "")
        if not detail:
            super().paint(painter, option, index)
            return
        drawn = flat(painter, option)
        self.initStyleOption(drawn, index)
        text, drawn.text = drawn.text, ""
        style = drawn.widget.style() if drawn.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, drawn.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, drawn, drawn.widget) + 1
        self._draw_lines(painter, drawn.rect.adjusted(margin, 0, -margin, 0), drawn, text, detail)
        draw_line(painter, option, index)

    def _draw_lines(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, text: str, detail: str) -> None:
        painter.save()
        half = rect.height() // 2
        top, bottom = QRect(rect), QRect(rect)
        top.setHeight(half)
        bottom.setTop(rect.top() + half)
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(theme.color("text"))
        painter.setFont(option.font)
        shown = option.fontMetrics.elidedText(text, elide, top.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(theme.color("muted"))
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * _DETAIL_SCALE)
        painter.setFont(small)
        shown = painter.fontMetrics().elidedText(detail, elide, bottom.width())
        painter.drawText(bottom, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Let the editor cover the whole cell."""
        editor.setGeometry(option.rect)


class ComparatorDelegate(TextDelegate):
    """A list of comparators with their names; signs that people type, such as > or <=, choose among them."""

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Choose by a typed sign: > is taken for ≥ as it is in the other tables, and a = behind it changes nothing."""
        typed = event.text() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else ""
        if not typed.strip() or not isinstance(editor, QComboBox):
            return super().eventFilter(editor, event)
        before = str(editor.property(_BEFORE) or "")
        meant = comparator_typed(before + typed) or comparator_typed(typed)
        if meant is None:
            return super().eventFilter(editor, event)
        editor.setProperty(_BEFORE, typed)
        editor.setCurrentIndex(editor.findData(meant))
        return True

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a list that is taken over as soon as an entry is chosen."""
        combo = QComboBox(parent)
        combo.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        for comparator in COMPARATORS:
            combo.addItem(comparator_name(comparator), comparator)
        combo.activated.connect(lambda: self._take(combo))
        return combo

    def _take(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's comparator."""
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take over the chosen comparator."""
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Give the list the width its names need, within the table."""
        rect = QRect(option.rect)
        rect.setWidth(max(rect.width(), editor.sizeHint().width()))
        editor.setGeometry(rect)


class NumberDelegate(TextDelegate):
    """A number; Enter on one that cannot be read keeps the editor open, marked as wrong, and says why."""

    is_written_in_time = False  # half a number is another number

    def __init__(self, read: Callable[[str], object], refuse: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent=parent)
        self._read = read
        self._refuse = refuse

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Stop Enter and Tab while the number is wrong; leaving by the mouse brings the old one back."""
        pressed = event.type() == QEvent.Type.KeyPress
        finishing = isinstance(event, QKeyEvent) and event.key() in _FINISHING
        if pressed and finishing and isinstance(editor, QLineEdit) and not self._is_right(editor):
            return True
        return super().eventFilter(editor, event)

    def _is_right(self, editor: QLineEdit) -> bool:
        try:
            self._read(editor.text())
        except EditError as error:
            theme.set_look(editor, "wrong")
            self._refuse(str(error))
            return False
        return True


def install_delegates(view: QTableView, refuse: Callable[[str], None]) -> None:
    """Give every shown column its delegate; `refuse` is told why a number cannot be read."""
    delegates = {
        Column.INDICATOR: IndicatorDelegate(parent=view),
        Column.COMPARATOR: ComparatorDelegate(parent=view),
        Column.VALUE: NumberDelegate(read_quantity, refuse, view),
        Column.HIGH: NumberDelegate(read_number, refuse, view),
        Column.UNIT: TextDelegate(UNITS, view),
    }
    for column, delegate in delegates.items():
        view.setItemDelegateForColumn(column, delegate)
