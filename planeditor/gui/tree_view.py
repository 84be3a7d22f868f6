"""The tree of sections and items: selection, editing in place, the filter, painting, drag and drop.

One rule: the view speaks in ids to all others; which model is behind it (all rows or a filtered few) is its own affair.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.calm_tree import CalmTree
from planeditor.gui.cell_editors import cell_editors, close_cell_editors, commit_cell_editors
from planeditor.gui.fitted_columns import FittedColumns
from planeditor.gui.in_sight import is_losing_sight
from planeditor.gui.open_rows import OPEN_AT_FIRST, OpenRows
from planeditor.gui.outline_model import Column
from planeditor.gui.session import Session
from planeditor.gui.tree_delegate import TreeDelegate
from planeditor.gui.tree_filter import TreeFilter
from planeditor.gui.tree_model import ID_ROLE
from planeditor.gui.tree_rows import RowPainter
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.outline import Entry
from planeditor.plan.sought import Sought

Index = QModelIndex | QPersistentModelIndex

WIDTHS = {Column.NUMBER: 7.0, Column.LEAD: 6.0, Column.TARGETS: 3.6, Column.DUE: 4.8, Column.PROBLEM: 2.0}
EMPTY_FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
INDENTATION = 1.3  # in characters, like the widths
LEAST_WIDTH, LEAST_TITLE = 18, 10
BAR_WIDTH = 0.2
DRAG_OPENS_AFTER_MS = 600
MOST_RANGES = 50  # selected at once
_SELECTED = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class TreeView(CalmTree):
    """The tree of one session."""

    selection_changed = Signal()
    filter_changed = Signal()
    new_row_abandoned = Signal(object)  # id of a row whose first title was never given

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the session's tree and follow its current row."""
        super().__init__(parent)
        self.session = session
        self._new_id = 0
        self._painter: RowPainter | None = None
        self._open_unfiltered: set[int] = set()
        self._chosen_ids: list[int] = []
        self._sought: Sought | None = None
        self._filter = TreeFilter(session.tree, self)
        self._set_up_look()
        self._set_up_drags()
        self.setModel(session.tree)
        self._size_columns()
        self.columns = FittedColumns(self)
        self.open = OpenRows(self)
        self.open.open_first()
        session.tree.modelAboutToBeReset.connect(self._keep_selection)
        session.tree.modelReset.connect(self._restore_selection)
        session.current_changed.connect(self._on_current_changed)

    def _set_up_look(self) -> None:
        self.setUniformRowHeights(True)
        self.setItemDelegate(TreeDelegate(self.title_place, self))
        self.session.about_to_commit.connect(self._commit_title)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Sections and items"))
        theme.set_look(self, "card")
        theme.set_look(self.header(), "quiet")

    def _set_up_drags(self) -> None:
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setAutoExpandDelay(DRAG_OPENS_AFTER_MS)

    def _size_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(theme.em(self, 2))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionsMovable(False)
        for column in WIDTHS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, self._width(column))
        self.setIndentation(theme.em(self, INDENTATION))
        self.setMinimumWidth(theme.em(self, LEAST_WIDTH))

    def _width(self, column: Column) -> int:
        """Return a column's first width: room for its heading at least, which is longer in English."""
        heading = self.session.tree.headerData(column, Qt.Orientation.Horizontal)
        needed = self.fontMetrics().horizontalAdvance(str(heading)) + theme.em(self, 1)
        return max(theme.em(self, WIDTHS[column]), needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight, and room for the title: where it is narrow, the least needed columns go."""
        is_losing = is_losing_sight(self, event)
        super().resizeEvent(event)
        if is_losing:
            self.open.scroll_to_current()
        room = self.viewport().width() - self._width(Column.NUMBER) - theme.em(self, LEAST_TITLE)
        for column in (Column.PROBLEM, Column.LEAD, Column.TARGETS, Column.DUE):
            room -= self._width(column)
            self.setColumnHidden(column, room < 0)

    # ids and indexes

    def index_of(self, node_id: int) -> QModelIndex:
        """Return the index of a row in the model shown; an invalid one when it is not there."""
        return self._filter.index_of(node_id) if self.is_filtered else self.session.tree.index_of(node_id)

    def selected_ids(self) -> list[int]:
        """Return the selected rows in document order, without those that stand below another of them."""
        return self.session.tree.top_most(self._chosen()) if self.selectionModel() else []

    def _chosen(self) -> Iterator[int]:
        """Yield the ids of the selected rows, range by range: Qt's own list asks for the parent of each many times."""
        for found in cast("Iterable[QItemSelectionRange]", self.selectionModel().selection()):
            above = self.session.outline[int(found.parent().data(ID_ROLE) or 0)]
            yield from (entry.id for entry in self._shown_below(above)[found.top() : found.bottom() + 1])

    def _shown_below(self, entry: Entry) -> Sequence[Entry]:
        return self._filter.shown_below(entry) if self.is_filtered else entry.children

    def selectAll(self) -> None:
        """Select all rows that are open, those of each section as one range: Qt would go through their cells.

        Where very many are open, the top rows alone, which stand for all below: Qt compares each range with all others.
        """
        selection, root = QItemSelection(), self.session.outline.root
        families = [root, *self.open.first(MOST_RANGES)]
        for above in families if len(families) <= MOST_RANGES else families[:1]:
            rows = self._shown_below(above)
            if rows:
                selection.select(*(self.index_of(entry.id) for entry in (rows[0], rows[-1])))
        self.setUpdatesEnabled(False)  # else it would look for the place of every range
        self.selectionModel().select(selection, _SELECTED)
        self.setUpdatesEnabled(True)

    def select_ids(self, ids: Iterable[int], *, current: int = 0) -> None:
        """Select rows, opening what they stand in, and make the first (or `current`) the current one."""
        wanted = [node_id for node_id in ids if self.index_of(node_id).isValid()]
        selection = QItemSelection()
        for node_id in wanted:
            index = self.index_of(node_id)
            self.open.open_above(index)
            selection.select(index, index)
        if not wanted:
            return
        first = self.index_of(current if current in wanted else wanted[0])
        self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, _SELECTED)
        self.scrollTo(first)

    def show_id(self, node_id: int) -> None:
        """Select one row and scroll to it."""
        self.select_ids([node_id])

    def show_touched(self, change_set: ChangeSet) -> None:
        """Select what a step brought back or changed, so that undo is seen where it happened."""
        outline = self.session.outline
        created = [node_id for node_id in change_set.created() if node_id in outline]
        touched = [change.id for change in change_set.of("node") if change.id in outline]
        ids = self.session.tree.top_most(created or touched or change_set.node_ids())
        if ids and not set(ids) & {self.session.current_id}:
            self.select_ids(ids[:100])
        elif ids and not self.selected_ids():  # the row that was selected went
            self.select_ids([self.session.current_id])

    # current row and selection

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the session which row is current."""
        super().currentChanged(current, previous)
        self.session.select(int(current.data(ID_ROLE) or 0) if current.isValid() else 0)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell who depends on the selection."""
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    def _on_current_changed(self, node_id: int) -> None:
        index = self.index_of(node_id) if node_id else QModelIndex()
        if not node_id and self.currentIndex().isValid():  # the plan itself is shown
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        if index.isValid() and index.data(ID_ROLE) != self.currentIndex().data(ID_ROLE):
            self.show_id(node_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Below the rows, a click shows the plan itself."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.indexAt(event.position().toPoint()).isValid():
            self.session.select(0)

    # editing in place

    def _commit_title(self) -> None:
        commit_cell_editors(self)

    def edit_title(self, node_id: int, *, is_new: bool = False) -> None:
        """Open the editor of a title; of a new row, Esc takes the row away again."""
        self.show_id(node_id)
        index = self.index_of(node_id)
        if not index.isValid() or node_id in self._edited_ids():
            return
        commit_cell_editors(self)  # a button takes no focus from the title that is being typed
        close_cell_editors(self)
        self._new_id = node_id if is_new else 0
        self.setFocus()
        self.edit(index.siblingAtColumn(Column.TITLE))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close the editor; an abandoned new row is reported."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        new_id, self._new_id = self._new_id, 0
        if new_id and hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self.new_row_abandoned.emit(new_id)

    @property
    def is_editing(self) -> bool:
        """Tell whether a title is being edited in place."""
        return bool(cell_editors(self))  # Qt's own state is another while a drag or a scroll goes on

    def _edited_ids(self) -> list[int]:
        return [int(self.indexAt(editor.geometry().center()).data(ID_ROLE) or 0) for editor in cell_editors(self)]

    def _keep_selection(self) -> None:
        close_cell_editors(self)
        self._chosen_ids = self.selected_ids()

    def _restore_selection(self) -> None:
        if self._chosen_ids:
            self.select_ids(self._chosen_ids)

    # a filter

    @property
    def shown_only(self) -> frozenset[int] | None:
        """Return the rows that the filter chose, None without a filter."""
        return self._filter.chosen if self.is_filtered else None

    @property
    def filtered_ids(self) -> frozenset[int]:
        """Return the rows that the filter chose, none without a filter."""
        return self._filter.chosen if self.model() is self._filter else frozenset()

    @property
    def is_filtered(self) -> bool:
        """Tell whether only some rows are shown, even if these are none."""
        return self.model() is self._filter

    def show_only(self, ids: Iterable[int]) -> None:
        """Show these rows and what they stand in, open unless they are too many."""
        chosen = frozenset(ids)
        open_ids = self.open.ids()
        if not self.is_filtered:
            self._open_unfiltered, open_ids = open_ids, set()
        self.session.flush()
        close_cell_editors(self)
        self._filter.show_only(chosen)
        self._swap_model(self._filter, open_ids)

    def change_filter(self, ids: frozenset[int]) -> bool:
        """Show these rows under the filter that is on; return False where that would end the editor of a title.

        Where few come or go, all others keep their places.
        """
        come = ids - self.filtered_ids
        if self._filter.change_to(ids):
            for node_id in come:
                self.open.open_above(self.index_of(node_id))
            self.filter_changed.emit()
        elif self.is_editing:
            return False
        else:
            self.show_only(ids)
        return True

    def show_all(self) -> None:
        """End the filter; what was open before is open again."""
        if self.model() is self._filter:
            self._swap_model(self.session.tree, self._open_unfiltered)
            self._filter.show_only(frozenset())
            self._on_current_changed(self.session.current_id)

    def _swap_model(self, model: QAbstractItemModel, open_ids: Iterable[int]) -> None:
        current, widths = self.session.current_id, self.header().saveState()
        if self.model() is not model:
            self.session.flush()
            close_cell_editors(self)
            self.setModel(model)
            self.header().restoreState(widths)
        if self.is_filtered and self._filter.shows_at_most(OPEN_AT_FIRST):
            self.expandAll()
        else:
            self.open.open(open_ids)  # before all that lays the rows out
        if not self.index_of(current).isValid():  # it is not among the rows shown
            chosen = self.filtered_ids
            current = next((entry.id for entry in self.session.outline.walk() if entry.id in chosen), 0)
        self.session.select(current)
        self.select_ids([current])
        self.filter_changed.emit()
        self.selection_changed.emit()

    # painting

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row: its ground if it is selected, the bar of the current row, the branches, the cells."""
        entry = self.session.outline.entries.get(index.data(ID_ROLE))
        if entry is None:
            return
        row = options.rect
        if self.selectionModel().isRowSelected(index.row(), index.parent()):
            painter.fillRect(row, theme.color("selection"))
        if entry.id == self.session.current_id and self.hasFocus():
            painter.fillRect(
                QRect(row.topLeft(), QSize(theme.em(self, BAR_WIDTH), row.height())), theme.color("accent")
            )
        indent = self._indent(entry)
        self.drawBranches(painter, QRect(row.left(), row.top(), indent, row.height()), index)
        self._row_painter().paint(painter, row, entry, indent)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the arrow of a row that has others below it."""
        model = index.model()
        if model is None or not model.hasChildren(index):
            return
        size = self.indentation()
        place = QRect(rect.right() - size + 1, rect.top(), size, rect.height())
        self._row_painter().paint_arrow(painter, place, is_open=self.isExpanded(index))

    def _row_painter(self) -> RowPainter:
        if self._painter is None:
            self._painter = RowPainter(self.session.tree, self.header(), self.font(), self.devicePixelRatioF())
            self._painter.highlight(self._sought)
        return self._painter

    def highlight_words(self, sought: Sought | None) -> None:
        """Tint what was looked for; None for nothing."""
        self._sought = sought
        self._row_painter().highlight(sought)
        self.viewport().update()

    def title_place(self, row: QRect, node_id: int) -> QRect:
        """Return where the title of a row is painted, and edited."""
        entry = self.session.outline[node_id]
        return self._row_painter().title_place(row, entry, self._indent(entry))

    def _indent(self, entry: Entry) -> int:
        return self.indentation() * (1 + len(self.session.outline.ancestors(entry)))

    def changeEvent(self, event: QEvent) -> None:
        """Measure and colour anew after a change of font, palette or screen."""
        super().changeEvent(event)
        self._painter = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or, where there are none, what to do."""
        if self._painter is not None and self._painter.scale != self.devicePixelRatioF():
            self._painter = None  # the window went to another screen
        super().paintEvent(event)
        if not self.model().hasChildren():  # of an empty plan, or of one of which a filter shows nothing
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("muted"))
            painter.drawText(self.viewport().rect(), EMPTY_FLAGS, self._empty_text())
            painter.end()

    def _empty_text(self) -> str:
        if self.session.tree.hasChildren():
            return _("No item matches the filter.")
        if self.session.read_only:
            return _("This plan is empty.")
        keys = _("Press Enter for a first item, Ctrl+Shift+Enter for a section,\nor drop a file here.")
        return _("This plan is empty.") + "\n\n" + keys

    # drags

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the selected rows below a small label: a picture of them would hide where they are going."""
        ids = self.selected_ids()
        if not ids:
            return
        drag = QDrag(self)
        drag.setMimeData(self.session.tree.mimeData([self.session.tree.index_of(node_id) for node_id in ids]))
        drag.setPixmap(self._row_painter().label(self._drag_text(ids)))
        drag.setHotSpot(QPoint(-theme.em(self, 1), -theme.em(self, 1)))
        drag.exec(actions, Qt.DropAction.MoveAction)

    def _drag_text(self, ids: list[int]) -> str:
        if len(ids) > 1:
            return ngettext("{count} row", "{count} rows", len(ids)).format(count=len(ids))
        return self.session.tree.text(self.session.outline[ids[0]], Column.TITLE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept rows of any window."""
        super().dragEnterEvent(event)
        self._copy_from_elsewhere(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the rows would go."""
        super().dragMoveEvent(event)
        self._copy_from_elsewhere(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the rows, and show where they stand now."""
        self._copy_from_elsewhere(event)
        super().dropEvent(event)
        self.select_ids(self.selected_ids(), current=self.session.current_id)

    def _copy_from_elsewhere(self, event: QDropEvent) -> None:
        # Another plan's rows stay there; a move would promise otherwise.
        if event.source() is not self and event.dropAction() == Qt.DropAction.MoveAction:
            event.setDropAction(Qt.DropAction.CopyAction)
