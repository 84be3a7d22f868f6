"""The matrix of owners, in a window of its own: items down, departments across, one click a change.

One rule: a click, a digit and Delete do the same to one cell as to all that are selected.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QItemSelectionRange, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.editing_focus import claim_key
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.first_size import give_size
from planeditor.gui.owners_matrix_model import Index, MatrixModel
from planeditor.gui.session import Session
from planeditor.gui.tab_order import read_in_order
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import LEAD, SUPPORT

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow
    from planeditor.gui.tree_view import TreeView

ROW_HEIGHT, COLUMN_WIDTH = 2.2, 2.7  # characters; a column has room for ○ and two digits
ITEM_WIDTH, ITEM_SHARE = 24, 0.4  # characters, and of the width at most
HEADING_CHARACTERS = 8  # of a department's name, below one another
_CENTRE = Qt.AlignmentFlag.AlignCenter
_CHINESE = "\u2e80"  # characters from here on stand upright below one another
_KEYS = {Qt.Key.Key_1: LEAD, Qt.Key.Key_2: SUPPORT, Qt.Key.Key_0: None}
_KEYS |= {Qt.Key.Key_Delete: None, Qt.Key.Key_Backspace: None}


class _Heading(QHeaderView):
    """Departments' names from top to bottom, below them how much each leads and supports."""

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._matrix = model
        self.setSectionsClickable(True)
        theme.set_look(self, "quiet")

    def sizeHint(self) -> QSize:
        """Return a height for the longest name, as far as there is room."""
        longest = max((len(known.name) for known in self._matrix.departments), default=2)
        lines = min(longest, HEADING_CHARACTERS) + 2.6
        return QSize(super().sizeHint().width(), round(lines * self.fontMetrics().lineSpacing()))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw one name and its two counts."""
        line = self.fontMetrics().lineSpacing()
        painter.save()
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        lead, support = self._matrix.counts(logicalIndex)
        place = QRect(rect.left(), rect.bottom() - round(2.3 * line), rect.width(), line)
        painter.setPen(theme.color("muted"))
        painter.drawText(place, _CENTRE, f"●{lead}")
        painter.drawText(place.translated(0, line), _CENTRE, f"○{support}")
        painter.setPen(theme.color("text"))
        self._paint_name(
            painter, rect.adjusted(0, 0, 0, -round(2.4 * line)), self._matrix.departments[logicalIndex].name
        )
        painter.restore()

    def _paint_name(self, painter: QPainter, room: QRect, name: str) -> None:
        line = self.fontMetrics().lineSpacing()
        if name[:1] < _CHINESE:  # words of letters lie on their side
            painter.translate(room.left(), room.bottom())
            painter.rotate(-90)
            shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.height())
            painter.drawText(QRect(0, 0, room.height(), room.width()), Qt.AlignmentFlag.AlignVCenter, shown)
            return
        count = max(room.height() // line, 1)
        shown = name if len(name) <= count else name[: count - 1] + "⋮"
        top = room.bottom() - len(shown) * line
        for at, character in enumerate(shown):
            painter.drawText(QRect(room.left(), top + at * line, room.width(), line), _CENTRE, character)


class _Items(QHeaderView):
    """The rows' names."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        """Return a size without asking for the names of many rows that nobody sees."""
        return QSize(theme.em(self, ITEM_WIDTH), 0)


class _Sign(QStyledItemDelegate):
    """Draws ● and ○ and the lines between cells."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        assert isinstance(model, MatrixModel)
        place = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.color("selection"))
        painter.setPen(theme.color("line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.drawLine(place.topRight(), place.bottomRight())
        role = model.role(index.row(), index.column())
        if role:
            self._paint_sign(painter, place, lead=role == LEAD)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("accent"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            painter.drawRect(place.adjusted(1, 1, -2, -2))

    def _paint_sign(self, painter: QPainter, place: QRect, *, lead: bool) -> None:
        side = round(min(place.width(), place.height()) * 0.42)
        circle = QRect(0, 0, side, side)
        circle.moveCenter(place.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(theme.color("accent" if lead else "muted"))
        pen.setWidthF(max(1.5, side / 8))
        painter.setPen(pen)
        painter.setBrush(theme.color("accent") if lead else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)
        painter.restore()


class MatrixView(QTableView):
    """The table itself."""

    row_wanted = Signal(object)

    def __init__(self, model: MatrixModel, parent: QWidget) -> None:
        """Show a model."""
        super().__init__(parent)
        self.matrix = model
        self.setModel(model)
        EmptyWords(
            self, _("There are no departments or no items yet. “Departments” in the Owners menu has their list.")
        )
        self.setHorizontalHeader(_Heading(model, self))
        self.setVerticalHeader(_Items(self))
        self.setItemDelegate(_Sign(self))
        self.setAccessibleName(_("Matrix of owners"))
        theme.set_look(self, "card")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setCornerButtonEnabled(False)
        for header, size in ((self.horizontalHeader(), COLUMN_WIDTH), (self.verticalHeader(), ROW_HEIGHT)):
            side = theme.em(self, size)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(side)
            header.setDefaultSectionSize(side)
            header.setHighlightSections(True)
        rows = self.verticalHeader()
        theme.set_look(rows, "quiet")
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows.sectionDoubleClicked.connect(lambda row: self.row_wanted.emit(model.rows[row]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the items what they need of the room, and the departments the rest."""
        super().resizeEvent(event)
        room = round(self.width() * ITEM_SHARE)
        width = min(theme.em(self, ITEM_WIDTH), room)
        if width != self.verticalHeader().width():
            self.verticalHeader().setFixedWidth(width)
            self.updateGeometries()

    def selected_cells(self) -> list[tuple[int, int]]:
        """Return row and column of the selected cells, the current one first."""
        cells = []
        for found in cast("Iterable[QItemSelectionRange]", self.selectionModel().selection()):
            rows, columns = range(found.top(), found.bottom() + 1), range(found.left(), found.right() + 1)
            cells += [(row, column) for row in rows for column in columns]
        current = (self.currentIndex().row(), self.currentIndex().column())
        return sorted(cells, key=lambda cell: cell != current)

    def select_row(self, node_id: int) -> None:
        """Make an item's row the current one."""
        row = self.matrix.row_of(node_id)
        if row >= 0 and self.matrix.departments:
            index = self.matrix.index(row, max(self.currentIndex().column(), 0))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn the cell that was clicked; a drag over several, or Ctrl and Shift, only select."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() == Qt.MouseButton.LeftButton
        if plain and index.isValid() and self.selected_cells() == [(index.row(), index.column())]:
            self.matrix.turn([(index.row(), index.column())])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer for the selected cells what the digits do."""
        cells = self.selected_cells()
        if not cells or self.matrix.session.read_only:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, role in ((_("● Lead"), LEAD), (_("○ Support"), SUPPORT), (_("None"), None)):
            menu.addAction(text).triggered.connect(lambda _on=False, role=role: self.matrix.set_role(cells, role))
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Claim the keys of this table before a menu does."""
        return claim_key(event, lambda pressed: pressed.key() in _KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter turn, 1 makes lead, 2 support, 0 and Delete take away; Ctrl+Enter shows the item."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and control:
            if self.currentIndex().isValid():
                self.row_wanted.emit(self.matrix.rows[self.currentIndex().row()])
        elif entered or event.key() == Qt.Key.Key_Space:
            self.matrix.turn(self.selected_cells())
        elif event.key() in _KEYS and not control:
            self.matrix.set_role(self.selected_cells(), _KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class OwnersMatrix(QDialog):
    """The matrix with its legend, the load of the current department, and what is shown of the departments."""

    row_wanted = Signal(object)  # id of the item to be shown in the plan's window
    department_wanted = Signal(object)  # id of the department whose items are to be shown there

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the session's owners."""
        super().__init__(parent)
        self.session = session
        self._tree: TreeView | None = None
        self.setWindowTitle(_("Matrix of owners"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = MatrixModel(session, self)
        self.table = MatrixView(self.model, self)
        self.busy = QCheckBox(_("Only departments with items"), self)
        self.items = QToolButton(self)
        self.items.setText(_("Items of this department"))
        self.items.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.count, self.load = QLabel(self), QLabel(self)
        self.legend = QLabel(_("● leads   ○ supports   click or Space: next · 1 lead · 2 support · Del none"), self)
        self._lay_out()
        self._connect()
        read_in_order(self)
        give_size(self, 76, 46)
        self._refresh()
        self.table.select_row(session.current_id)

    def _lay_out(self) -> None:
        gap = theme.em(self, 0.6)
        for widget, look in (
            (self.legend, "muted"), (self.count, "muted"), (self.load, "heading"), (self.items, "quiet"),
        ):  # fmt: skip
            theme.set_look(widget, look)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.legend)
        top.addStretch(1)
        top.addWidget(self.busy)
        bottom.addWidget(self.load)
        bottom.addWidget(self.items)
        bottom.addStretch(1)
        bottom.addWidget(self.count)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(gap, gap, gap, gap)
        rows.setSpacing(gap)
        rows.addLayout(top)
        rows.addWidget(self.table, 1)
        rows.addLayout(bottom)

    def _connect(self) -> None:
        self.busy.toggled.connect(self._on_busy)
        self.items.clicked.connect(self._want_department)
        self.table.row_wanted.connect(self.row_wanted)
        self.table.selectionModel().currentChanged.connect(self._show_load)
        self.table.horizontalHeader().sectionClicked.connect(self._on_heading)
        self.session.changed.connect(self._on_changed)
        for key, slot in (
            (QKeySequence.StandardKey.Undo, self.session.undo), (QKeySequence.StandardKey.Redo, self.session.redo),
        ):  # fmt: skip
            QShortcut(QKeySequence(key), self, slot)

    def _on_changed(self, change_set: ChangeSet) -> None:
        row, column = self.table.currentIndex().row(), self.table.currentIndex().column()
        node_id = self.model.rows[row] if 0 <= row < len(self.model.rows) else 0
        self.model.take_over(change_set)
        if not self.table.currentIndex().isValid() and self.model.row_of(node_id) >= 0:
            at = self.model.index(self.model.row_of(node_id), min(max(column, 0), len(self.model.departments) - 1))
            self.table.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._tell()

    def follow(self, tree: "TreeView") -> None:
        """Show what a tree's filter shows, from now on."""
        self._tree = tree
        tree.filter_changed.connect(self._on_filter)
        self._on_filter()

    def _on_filter(self) -> None:
        if self._tree is not None and self._tree.shown_only != self.model.only:
            self.show_only(self._tree.shown_only)

    def show_only(self, ids: Iterable[int] | None) -> None:
        """Show only these rows, as the tree does; None for all."""
        self.model.only = None if ids is None else frozenset(ids)
        self._refresh()

    def _on_busy(self, on: bool) -> None:
        self.model.busy_only = on
        self._refresh()

    def _refresh(self) -> None:
        self.model.refresh()
        self.table.horizontalHeader().updateGeometry()
        self._tell()

    def _tell(self) -> None:
        items, departments = len(self.model.rows), len(self.model.departments)
        parts = (
            ngettext("{count} item", "{count} items", items).format(count=items),
            ngettext("{count} department", "{count} departments", departments).format(count=departments),
        )
        self.count.setText(" · ".join(parts))
        self._show_load()

    def _show_load(self) -> None:
        column = self.table.currentIndex().column()
        shown = 0 <= column < len(self.model.departments)
        self.load.setText(self.model.load_text(column) if shown else "")
        self.items.setVisible(shown)

    def _on_heading(self, column: int) -> None:
        row = max(self.table.currentIndex().row(), 0)
        if row < len(self.model.rows):
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            self.table.selectionModel().setCurrentIndex(self.model.index(row, column), flags)

    def _want_department(self) -> None:
        self.department_wanted.emit(self.model.departments[self.table.currentIndex().column()].id)


def show_owners_matrix(window: "MainWindow") -> OwnersMatrix:
    """Show the matrix beside its plan's window, once."""
    matrix = window.findChild(OwnersMatrix)
    if matrix is None:
        matrix = OwnersMatrix(window.session, window)
        matrix.follow(window.tree)
        matrix.row_wanted.connect(window.show_in_editor)
        matrix.department_wanted.connect(window.show_department_items)
    matrix.show()
    matrix.raise_()
    matrix.activateWindow()
    return matrix
