"""The table of targets: its keys and its size. One rule: it is as high as its rows, so that a narrow dock suffices."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from planeditor.gui import theme
from planeditor.gui.editing_focus import claim_key
from planeditor.gui.target_delegates import row_height
from planeditor.gui.target_model import SHOWN, Column, TargetModel

_MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_WIDTHS = {Column.COMPARATOR: 2.6, Column.VALUE: 6.0, Column.HIGH: 6.0, Column.UNIT: 5.0}  # characters, at most
_LEAST_ROWS = 3


class TargetsView(QTableView):
    """Tells of keys that mean more than moving about."""

    copy_requested = Signal()
    paste_requested = Signal()
    removal_requested = Signal()
    move_requested = Signal(int)  # -1 up, 1 down
    editing_abandoned = Signal()  # Esc in a cell

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_look(self, "card")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )

    def lay_out(self, model: TargetModel) -> None:
        """Show the first columns of the model; the upper value's only where some target has one."""
        header = self.horizontalHeader()
        theme.set_look(header, "quiet")
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.em(self, 1.5))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.INDICATOR, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            needed = max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            self.setColumnWidth(column, min(theme.em(self, width), needed + theme.em(self, 0.3)))
        for hidden in range(SHOWN, len(Column)):
            self.hideColumn(hidden)
        self.setColumnHidden(Column.HIGH, all(target.value_high is None for target in model.targets))

    def sizeHint(self) -> QSize:
        """Return the height of the heading and all rows."""
        height = self.horizontalHeader().height() + self.verticalHeader().length() + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Return the height of the heading and some rows; the panel scrolls before the table gets lower."""
        rows = min(_LEAST_ROWS, self.model().rowCount() if self.model() else 0)
        height = self.horizontalHeader().height() + rows * row_height(self) + 2 * self.frameWidth()
        return QSize(theme.em(self, 12), height)

    def event(self, event: QEvent) -> bool:
        """Claim the keys of this table before the window's menus do."""
        return claim_key(event, _is_ours) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, remove and move rows; Enter edits."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        elif event.modifiers() == _MOVE and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_requested.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._may_edit():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close the editor, and tell when what was typed is given up; Tab does not go round, but on."""
        leaves = self._is_last_step(hint)
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint if leaves else hint)
        if leaves:
            self.focusNextPrevChild(hint == QAbstractItemDelegate.EndEditHint.EditNextItem)
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self.editing_abandoned.emit()

    def _is_last_step(self, hint: QAbstractItemDelegate.EndEditHint) -> bool:
        """Tell whether Tab goes on from the last cell of all, or Shift+Tab back from the first."""
        shown = [column for column in range(self.model().columnCount()) if not self.isColumnHidden(column)]
        at = (self.currentIndex().row(), self.currentIndex().column())
        if hint == QAbstractItemDelegate.EndEditHint.EditNextItem:
            return at == (self.model().rowCount() - 1, shown[-1])
        return hint == QAbstractItemDelegate.EndEditHint.EditPreviousItem and at == (0, shown[0])

    def _may_edit(self) -> bool:
        # Enter comes here, too, once it has ended an editor.
        return self.currentIndex().isValid() and self.state() != QAbstractItemView.State.EditingState


def _is_ours(event: QKeyEvent) -> bool:
    moving = event.modifiers() == _MOVE and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
    standard = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste)
    return moving or event.key() == Qt.Key.Key_Delete or any(event.matches(key) for key in standard)
