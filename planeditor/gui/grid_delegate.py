"""How cells of grids are drawn and edited.

One rule: a cell is drawn with as few calls as can be, so that a screen full of them takes a part of a frame; a colour
never speaks without its word.
"""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QComboBox,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planeditor.errors import EditError
from planeditor.gui import theme
from planeditor.gui.grid_editors import (
    TEXT_LINES,
    break_line,
    editor_text,
    fill_editor,
    finishes,
    make_editor,
    mark_wrong,
)
from planeditor.gui.grid_model import GridModel, Index
from planeditor.gui.icons import icon
from planeditor.gui.progress_words import LIGHT_COLORS
from planeditor.plan.tables.arranging import Group
from planeditor.plan.tables.columns import Column, Kind

ROW_HEIGHT = 2.2  # times the size of the text
PADDING = 0.4  # characters
ENTERED = "planeditor-entered"  # of an editor that Enter ended: the cell below is next
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BAR_WIDTH, _BAR_HEIGHT = 3.0, 0.3


class GridDelegate(QStyledItemDelegate):
    """Draws and edits the cells of one view."""

    def __init__(self, model: GridModel, view: QTableView) -> None:
        """Work for a view of a model."""
        super().__init__(view)
        self._model = model
        self._view = view

    # drawing

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell and the line below it."""
        place = QRect(option.rect)
        row_id, column = self._model.rows[index.row()], self._model.columns[index.column()]
        painter.save()
        if row_id < 0:
            self._paint_group(painter, place, self._model.groups[-1 - row_id])
        else:
            self._paint_ground(painter, option, place)
            text = self._model.text(row_id, column)
            if text:
                self._paint_value(painter, option, place, row_id, column, text)
        painter.setPen(theme.color("line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, place: QRect) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.color("selection"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("accent"))
            painter.drawRect(place.adjusted(0, 0, -1, -2))
            painter.drawRect(place.adjusted(1, 1, -2, -3))

    def _paint_value(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, row_id: int, column: Column, text: str
    ) -> None:
        metrics = option.fontMetrics
        em = metrics.horizontalAdvance("中")
        pad = round(PADDING * em)
        room = place.adjusted(pad, 0, -pad, 0)
        if column.kind is Kind.PERCENT:
            room = self._paint_bar(painter, room, em, row_id, text)
        elif column.kind is Kind.LIGHT:
            room = _paint_light(painter, room, em, LIGHT_COLORS[self._model.light(row_id)])
        text = text.replace("\n", " ")
        if metrics.horizontalAdvance(text[:200]) > room.width():
            text = metrics.elidedText(text[:400], Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(option.font)
        painter.setPen(theme.color("muted" if self._model.is_muted(row_id, column) else "text"))
        painter.drawText(room, _RIGHT if column.kind is Kind.NUMBER else _LEFT, text)

    def _paint_bar(self, painter: QPainter, room: QRect, em: int, row_id: int, text: str) -> QRect:
        light = LIGHT_COLORS[self._model.light(row_id)]
        width, height = round(_BAR_WIDTH * em), max(2, round(_BAR_HEIGHT * em))
        bar = QRectF(room.left(), room.center().y() - height / 2, width, height)
        painter.fillRect(bar, theme.color("line"))
        bar.setWidth(width * min(float(text.rstrip("%")), 100.0) / 100)
        painter.fillRect(bar, theme.color(light))
        return room.adjusted(width + round(PADDING * em), 0, 0, 0)

    def _paint_group(self, painter: QPainter, place: QRect, group: Group) -> None:
        """Draw the cell's share of a group's row, whose words run across all columns."""
        painter.setClipRect(place)
        painter.fillRect(place, theme.color("window"))
        font = QFont(self._view.font())
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        em = self._view.fontMetrics().horizontalAdvance("中")
        whole = QRect(round(PADDING * em), place.top(), self._view.viewport().width(), place.height())
        arrow = icon("chevron-right" if self._model.is_shut(group) else "chevron-down", "muted")
        arrow.paint(painter, QRect(whole.left(), whole.center().y() - em // 2, em, em))
        painter.drawText(whole.adjusted(round(1.4 * em), 0, 0, 0), _LEFT, self._model.group_text(group))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of every row and the width of a cell's words, for a column fitted by double click."""
        metrics = option.fontMetrics
        row_id, column = self._model.rows[index.row()], self._model.columns[index.column()]
        text = self._model.text(row_id, column)[:60] if row_id >= 0 else ""
        return QSize(metrics.horizontalAdvance(text) + metrics.horizontalAdvance("中"), self._view.rowHeight(0))

    # editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor for the cell's kind of value."""
        editor = make_editor(parent, self._model, self._model.columns[index.column()])
        editor.setProperty("column", index.column())
        if isinstance(editor, QComboBox):
            editor.activated.connect(lambda: self._take(editor))
            QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def _take(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's text, but leave what is being typed."""
        fill_editor(editor, str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write what was typed."""
        model.setData(index, editor_text(editor))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Let a text have several lines, and a list the width of its words."""
        place = QRect(option.rect)
        if isinstance(editor, QPlainTextEdit):
            place.setHeight(round(editor.fontMetrics().lineSpacing() * TEXT_LINES))
            place.setWidth(max(place.width(), theme.em(editor, 18)))
        elif isinstance(editor, QComboBox):
            place.setWidth(max(place.width(), editor.sizeHint().width()))
        area = self._view.viewport().rect()
        place.moveBottom(min(place.bottom(), max(area.bottom(), place.height())))
        place.moveRight(min(place.right(), max(area.right(), place.width())))
        editor.setGeometry(place)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Stop Enter and Tab while what was typed does not fit; break lines of a text with Alt+Enter."""
        entered = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # Alt+Enter is a menu's key elsewhere
            return True
        in_text = isinstance(editor, QPlainTextEdit) and event.type() == QEvent.Type.KeyPress and entered
        if finishes(editor, event) and isinstance(editor, QWidget):
            if not self._fits(editor):
                return True
            editor.setProperty(ENTERED, entered)
        if in_text and isinstance(editor, QPlainTextEdit):
            self._take(editor) if finishes(editor, event) else break_line(editor)
            return True
        return super().eventFilter(editor, event)

    def _fits(self, editor: QWidget) -> bool:
        try:
            self._model.read(self._model.columns[int(editor.property("column"))], editor_text(editor))
        except EditError as error:
            mark_wrong(editor)
            self._model.refused.emit(str(error))
            return False
        return True


def _paint_light(painter: QPainter, room: QRect, em: int, color: str) -> QRect:
    side = round(0.6 * em)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(color))
    painter.drawEllipse(QRect(room.left(), room.center().y() - side // 2, side, side))
    return room.adjusted(em, 0, 0, 0)
