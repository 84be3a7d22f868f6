"""The view of the source's lines: selection, and one key or click to say what the lines are.

One rule: a digit says what all selected lines are, Enter that they are right as they are; the view only asks for it,
the review does it.
"""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from planeditor.gui import theme
from planeditor.gui.import_lines import KEYS, RARE, Column, LineDelegate, LineModel, role_name
from planeditor.gui.import_review import ImportReview
from planeditor.gui.import_table import ImportTable
from planeditor.i18n import _

NUMBER_WIDTH, ROLE_WIDTH = 3.6, 6.2  # in characters
BY_KEY = dict(KEYS)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineView(ImportTable):
    """Shows the lines; several can be selected."""

    role_wanted = Signal(object, object)  # rows of the preview, the role or None
    confirmed = Signal(object)  # rows of the preview that are right as they are
    line_selected = Signal(int)  # row of the preview

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: LineModel | None = None
        self._is_following = False
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.show_menu)
        self.doubleClicked.connect(self._show_menu_at)

    def show_lines(self, model: LineModel, review: ImportReview) -> None:
        """Show a model."""
        self._lines = model
        self.show_rows(model)
        self.setItemDelegate(LineDelegate(model, review, self))
        self._size_columns()
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def _size_columns(self) -> None:
        several = 1.5 if self._lines is not None and ":" in str(self._lines.index(0, 0).data() or "") else 0
        self.setColumnWidth(Column.NUMBER, theme.em(self, NUMBER_WIDTH + several))
        self.setColumnWidth(Column.ROLE, theme.em(self, ROLE_WIDTH))

    def selected_rows(self) -> list[int]:
        """Return the rows of the preview that are selected."""
        assert self._lines is not None
        return sorted(self._lines.preview_row(index) for index in self.selectionModel().selectedRows())

    def current_row(self) -> int:
        """Return the current row of the preview, -1 for none."""
        index = self.currentIndex()
        return self._lines.preview_row(index) if self._lines is not None and index.isValid() else -1

    def show_row(self, row: int, *, centred: bool = False) -> None:
        """Select a row of the preview and bring it into sight, without telling of it."""
        assert self._lines is not None
        index = self._lines.index_of(row)
        if not index.isValid():
            return
        self._is_following = True
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        in_sight = not centred and self.viewport().rect().contains(self.visualRect(index))
        hint = QAbstractItemView.ScrollHint
        self.scrollTo(index, hint.EnsureVisible if in_sight else hint.PositionAtCenter)
        self._is_following = False

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_following and self._lines is not None:
            self.line_selected.emit(self._lines.preview_row(current))

    def say(self, key: str) -> None:
        """Say by a digit what the selected lines are."""
        self.role_wanted.emit(self.selected_rows(), BY_KEY[key])

    def go_on(self, by: int) -> None:
        """Select the line below the current one (1) or above it (-1), as Enter does in a table; at an end stay."""
        row = self.currentIndex().row() + by
        if self.model() is not None and 0 <= row < self.model().rowCount():
            self.selectRow(row)

    def _enter(self, *, back: bool) -> None:
        """Confirm what is selected and go on to the next line, or back to the line before."""
        if not back:
            self.confirmed.emit(self.selected_rows())
        self.go_on(-1 if back else 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits for roles, Delete for none, Enter for right as it is; the rest is the table's."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.text() in BY_KEY and self.selected_rows():
            self.say(event.text())
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selected_rows():
            self.role_wanted.emit(self.selected_rows(), None)
        elif event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._enter(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Home:
            self.selectRow(0)
        elif event.key() == Qt.Key.Key_End and self.model() is not None:
            self.selectRow(self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _show_menu_at(self, index: QModelIndex) -> None:
        self.show_menu(self.visualRect(index).bottomLeft())

    def show_menu(self, place: QPoint) -> QMenu | None:
        """Show what the selected lines can be said to be."""
        rows = self.selected_rows()
        if not rows:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, role in KEYS:
            action = menu.addAction(f"{role_name(role)}\t{key}")
            action.triggered.connect(lambda _checked=False, role=role: self.role_wanted.emit(rows, role))
        more = menu.addMenu(_("Part of the head"))
        for role in RARE:
            action = more.addAction(role_name(role))
            action.triggered.connect(lambda _checked=False, role=role: self.role_wanted.emit(rows, role))
        menu.addSeparator()
        keys = _("Del")
        back = menu.addAction("\t".join((_("As recognised"), keys)))
        back.triggered.connect(lambda _checked=False: self.role_wanted.emit(rows, None))
        menu.popup(self.viewport().mapToGlobal(place))
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the first two columns by the font."""
        super().resizeEvent(event)
        self._size_columns()
