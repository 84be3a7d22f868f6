"""A table that is worked like a spreadsheet: cells in any selection, copy, paste, fill down, clear, typing over.

One rule: keys that mean cells here are claimed before the window's menus get them; everything written goes through the
model's `write_cells`.
"""

from collections.abc import Iterable, Iterator
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QMimeData,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from planeditor.gui import theme
from planeditor.gui.cell_editors import close_before_reset
from planeditor.gui.editing_focus import claim_key
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.grid_delegate import ENTERED, ROW_HEIGHT, GridDelegate
from planeditor.gui.grid_keys import jump, jumps
from planeditor.gui.grid_menu import cells_menu
from planeditor.gui.grid_model import Cell, GridModel, Index
from planeditor.gui.grid_widths import GridWidths
from planeditor.gui.in_sight import is_losing_sight
from planeditor.i18n import _
from planeditor.plan.tables.cells import read_clipboard, spread, write_html, write_text
from planeditor.plan.tables.columns import Kind

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class GridView(QTableView):
    """Shows a GridModel."""

    copy_requested = Signal()
    paste_requested = Signal()
    removal_requested = Signal()
    row_wanted = Signal(object)  # the id of a row that is to be shown elsewhere
    row_changed = Signal()  # another row is current
    selection_changed = Signal()

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        """Show a model's rows."""
        super().__init__(parent)
        self.grid = model
        self.setModel(model)
        close_before_reset(self)
        self.setItemDelegate(GridDelegate(model, self))
        EmptyWords(self, _("There is nothing to show here."))
        self._set_up_look()
        self._set_up_header()
        self.widths = GridWidths(self)
        self.copy_requested.connect(self.copy)
        self.paste_requested.connect(self.paste)
        self.removal_requested.connect(self.clear_cells)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        self._place = (0, 0)

    def _set_up_look(self) -> None:
        theme.set_look(self, "card")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(theme.em(self) * ROW_HEIGHT))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        theme.set_look(header, "quiet")
        header.setHighlightSections(False)
        header.setSelectionModel(QItemSelectionModel(self.grid, header))  # of the table's it would ask cell by cell
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(theme.em(self, 2))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_header_menu)
        self.lay_out_columns()

    def lay_out_columns(self) -> None:
        """Give every column its usual width, and hide those that do not show at first."""
        for place, column in enumerate(self.grid.columns):
            self.setColumnWidth(place, theme.em(self, column.width))
            self.setColumnHidden(place, not column.is_usual)

    # columns

    def shown_columns(self) -> list[int]:
        """Return the columns that show, from left to right."""
        header = self.horizontalHeader()
        order = sorted(range(len(self.grid.columns)), key=header.visualIndex)
        return [place for place in order if not self.isColumnHidden(place)]

    def columns_menu(self, parent: QWidget) -> QMenu:
        """Return the menu that shows and hides columns; it goes when it is closed."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, column in enumerate(self.grid.columns):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.setEnabled(self.isColumnHidden(place) or len(self.shown_columns()) > 1)
            action.toggled.connect(lambda on, place=place: self.setColumnHidden(place, not on))
        menu.addSeparator()
        menu.addAction(_("Usual columns"), self.reset_columns)
        return menu

    def reset_columns(self) -> None:
        """Show the usual columns in their usual order."""
        header = self.horizontalHeader()
        for place in range(len(self.grid.columns)):
            header.moveSection(header.visualIndex(place), place)
        self.lay_out_columns()
        self.widths.fit()

    def _show_header_menu(self, point: QPoint) -> None:
        self.columns_menu(self).popup(self.horizontalHeader().mapToGlobal(point))

    # rows

    def selected_row_ids(self) -> list[int]:
        """Return the ids of the rows in which a cell is selected, from top to bottom."""
        rows: set[int] = set()
        for found in _ranges(self.selectionModel().selection()):
            rows.update(range(found.top(), found.bottom() + 1))
        return [self.grid.rows[row] for row in sorted(rows) if self.grid.rows[row] >= 0]

    def select_row(self, row_id: int) -> None:
        """Make a row the current one, in the column that is current."""
        row = self.grid.row_of(row_id)
        column = self.currentIndex().column() if self.currentIndex().isValid() else (self.shown_columns() or [0])[0]
        if row >= 0:
            index = self.grid.index(row, max(column, 0))
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def _keep_place(self) -> None:
        index = self.currentIndex()
        row_id = self.grid.rows[index.row()] if 0 <= index.row() < len(self.grid.rows) else 0
        self._place = (row_id, index.column())

    def _restore_place(self) -> None:
        row_id, column = self._place
        row = self.grid.row_of(row_id) if row_id > 0 else -1
        if row >= 0:
            index = self.grid.index(row, column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is current."""
        super().currentChanged(current, previous)
        row_id = self.grid.rows[current.row()] if current.isValid() else 0
        if row_id > 0:
            self.row_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell who depends on the selection."""
        super().selectionChanged(selected, deselected)
        self.selection_changed.emit()

    # cells

    def _selected_cells(self) -> Iterator[tuple[int, int]]:
        """Yield row and column of the selected cells that show, without those of groups' rows."""
        shown = set(self.shown_columns())
        for found in _ranges(self.selectionModel().selection()):
            for row in range(found.top(), found.bottom() + 1):
                if self.grid.rows[row] >= 0:
                    yield from ((row, column) for column in range(found.left(), found.right() + 1) if column in shown)

    def _frame(self, cells: set[tuple[int, int]]) -> tuple[list[int], list[int]]:
        """Return the rows and the columns, from left to right, that selected cells lie in."""
        columns = {column for _row, column in cells}
        return sorted({row for row, _column in cells}), [place for place in self.shown_columns() if place in columns]

    def copy(self) -> None:
        """Put the selected cells on the clipboard, for spreadsheets and for word processors."""
        cells = set(self._selected_cells())
        if not cells:
            return
        rows, columns = self._frame(cells)
        block = [[self._copied(row, column) if (row, column) in cells else "" for column in columns] for row in rows]
        data = QMimeData()
        data.setText(write_text(block))
        headings = [self.grid.columns[column].heading for column in columns] if len(rows) > 1 < len(columns) else []
        data.setHtml(write_html(block, headings if len(cells) == len(self.grid.rows) * len(columns) else []))
        QGuiApplication.clipboard().setMimeData(data)

    def _copied(self, row: int, column: int) -> str:
        return self.grid.edit_text(self.grid.rows[row], self.grid.columns[column])

    def cut(self) -> None:
        """Copy the selected cells and empty them."""
        self.copy()
        self.clear_cells()

    def paste(self) -> None:
        """Write the clipboard's cells over the selection, from its upper left cell on, as one step."""
        data = QGuiApplication.clipboard().mimeData()
        block = read_clipboard(data.text(), data.html())
        cells = set(self._selected_cells())
        if not block or not cells or self.grid.session.read_only:
            return
        rows, columns = self._frame(cells)
        block = spread(block, len(rows), len(columns)) if len(cells) == len(rows) * len(columns) else block
        written = self._placed(block, rows[0], columns[0])
        if written is not None and self.grid.write_cells(written, _("Paste cells")):
            self._select_block(rows[0], columns[0], len(block), len(block[0]))

    def _placed(self, block: list[list[str]], top: int, left: int) -> list[Cell] | None:
        """Return where a block's cells go; None, with a sentence, where there is no room for them."""
        rows = [row for row in range(top, len(self.grid.rows)) if self.grid.rows[row] >= 0][: len(block)]
        shown = self.shown_columns()
        columns = shown[shown.index(left) :][: len(block[0])]
        if len(rows) < len(block) or len(columns) < len(block[0]):
            text = _("Nothing was written: {rows} rows and {columns} columns do not fit in from this cell on.")
            self.grid.refused.emit(text.format(rows=len(block), columns=len(block[0])))
            return None
        return [
            (self.grid.rows[row], column, text)
            for row, texts in zip(rows, block, strict=True)
            for column, text in zip(columns, texts, strict=True)
        ]

    def _select_block(self, top: int, left: int, height: int, width: int) -> None:
        rows = [row for row in range(top, len(self.grid.rows)) if self.grid.rows[row] >= 0][:height]
        shown = self.shown_columns()
        selection = QItemSelection()
        for column in shown[shown.index(left) :][:width]:
            selection.select(self.grid.index(rows[0], column), self.grid.index(rows[-1], column))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def clear_cells(self) -> None:
        """Empty the selected cells as one step."""
        cells = [(self.grid.rows[row], column, "") for row, column in self._selected_cells()]
        if cells and not self.grid.session.read_only:
            self.grid.write_cells(cells, _("Clear cells"))

    def fill_down(self) -> None:
        """Write the first cell of each selected column into those below it; into one alone what stands above it."""
        cells = set(self._selected_cells())
        if not cells or self.grid.session.read_only:
            return
        rows, columns = self._frame(cells)
        if len(rows) == 1:
            above = next((row for row in range(rows[0] - 1, -1, -1) if self.grid.rows[row] >= 0), None)
            rows = rows if above is None else [above, *rows]
            cells |= {(rows[0], column) for column in columns}
        written = []
        for column in columns:
            own = [row for row in rows if (row, column) in cells]
            written += [(self.grid.rows[row], column, self._copied(own[0], column)) for row in own[1:]]
        if written:
            self.grid.write_cells(written, _("Fill down"))

    # keys and clicks

    def event(self, event: QEvent) -> bool:
        """Claim the keys of this table before the window's menus do."""
        return claim_key(event, _is_ours) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, cut, paste, clear, fill down, jump; Enter edits, Ctrl+Enter shows the row elsewhere."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_cells()
        elif control and event.key() == Qt.Key.Key_D:
            self.fill_down()
        elif control and event.key() in _ENTER:
            self.want_row()
        elif jumps(event):
            jump(self, event)
        elif event.key() in _LEAVING and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._leave(forwards=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() in _ENTER and self.state() != QAbstractItemView.State.EditingState:
            self._enter()
        elif not self._turn_group(event.key()):
            super().keyPressEvent(event)

    def _leave(self, *, forwards: bool) -> None:
        """Give the focus to what stands beside the table: Tab goes from cell to cell."""
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forwards)
        self.setTabKeyNavigation(True)

    def want_row(self) -> None:
        """Ask for the current row to be shown elsewhere."""
        row_id = self.grid.rows[self.currentIndex().row()] if self.currentIndex().isValid() else 0
        if row_id > 0:
            self.row_wanted.emit(row_id)

    def _enter(self) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        group = self.grid.group_of(index.row())
        if group is not None:
            self._turn(index, not self.grid.is_shut(group))
        elif self.grid.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.want_row()

    def _turn_group(self, key: int) -> bool:
        """Shut a group by Left and open it by Right while its row is current."""
        index = self.currentIndex()
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right) or not index.isValid():
            return False
        if self.grid.group_of(index.row()) is None:
            return False
        self._turn(index, key == Qt.Key.Key_Left)
        return True

    def _turn(self, index: Index, shut: bool) -> None:
        group = self.grid.group_of(index.row())
        if group is not None:
            place = self.grid.groups.index(group)
            self.grid.set_shut(group, shut)
            row = self.grid.row_of(-1 - place)
            self.selectionModel().setCurrentIndex(
                self.grid.index(row, max(index.column(), 0)), QItemSelectionModel.SelectionFlag.Clear
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open or shut a group by a click on its row."""
        index = self.indexAt(event.position().toPoint())
        group = self.grid.group_of(index.row()) if index.isValid() else None
        if group is None:
            super().mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._turn(index, not self.grid.is_shut(group))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the row elsewhere from a cell that cannot be edited."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.grid.rows[index.row()] >= 0:
            if self.grid.columns[index.column()].kind is Kind.FIXED:
                self.row_wanted.emit(self.grid.rows[index.row()])
                return
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer by mouse what the keys do with the selected cells."""
        if next(self._selected_cells(), None) is not None:
            cells_menu(self).popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight when a panel opens below."""
        is_losing = is_losing_sight(self, event)
        super().resizeEvent(event)
        if is_losing:
            self.scrollTo(self.currentIndex())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on to the next cell without opening it: down after Enter, sideways after Tab."""
        hints = QAbstractItemDelegate.EndEditHint
        entered = bool(editor.property(ENTERED)) and hint != hints.RevertModelCache
        super().closeEditor(editor, hints.NoHint)
        steps = {hints.EditNextItem: Qt.Key.Key_Right, hints.EditPreviousItem: Qt.Key.Key_Left}
        if hint in steps or entered:
            self._step(steps.get(hint, Qt.Key.Key_Down))

    def _step(self, key: Qt.Key) -> None:
        actions = QAbstractItemView.CursorAction
        action = {Qt.Key.Key_Right: actions.MoveRight, Qt.Key.Key_Left: actions.MoveLeft}.get(key, actions.MoveDown)
        index = self.moveCursor(action, Qt.KeyboardModifier.NoModifier)
        if index.isValid() and self.grid.rows[index.row()] >= 0:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def _ranges(selection: QItemSelection) -> list[QItemSelectionRange]:
    return list(cast("Iterable[QItemSelectionRange]", selection))  # a list to Python; Qt's stub does not say so


def _is_ours(event: QKeyEvent) -> bool:
    standard = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Cut)
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    controlled = control and event.key() in (Qt.Key.Key_D, *_ENTER)
    return controlled or event.key() == Qt.Key.Key_Delete or any(event.matches(key) for key in standard)
