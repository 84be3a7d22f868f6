"""Ctrl with an arrow in a grid: to the first or last row or column, as in spreadsheets; with Shift, selecting.

One rule: a selection grows from the cell that it began at.
"""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


def jumps(event: QKeyEvent) -> bool:
    """Tell whether a key means the edge of the table."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _ARROWS and held in (_CONTROL, _CONTROL | _SHIFT)


def jump(view: QTableView, event: QKeyEvent) -> None:
    """Make the cell at the edge the current one, and select it or all from where the selection began."""
    current = view.currentIndex()
    if not current.isValid():
        return
    edge = _edge(view, current, event.key())
    if event.modifiers() & _SHIFT:
        selection = QItemSelection(*_corners(_start(view, current), edge))
        view.selectionModel().setCurrentIndex(edge, QItemSelectionModel.SelectionFlag.NoUpdate)
        view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    else:
        view.selectionModel().setCurrentIndex(edge, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    view.scrollTo(edge)


def _edge(view: QTableView, current: QModelIndex, key: int) -> QModelIndex:
    """Return the cell at the edge; columns count as they are shown."""
    model, header = view.model(), view.horizontalHeader()
    if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return model.index(0 if key == Qt.Key.Key_Up else model.rowCount() - 1, current.column())
    places = range(header.count())
    shown = [at for place in places if not header.isSectionHidden(at := header.logicalIndex(place))]
    return model.index(current.row(), shown[0 if key == Qt.Key.Key_Left else -1])


def _start(view: QTableView, current: QModelIndex) -> QModelIndex:
    """Return the cell that the selection began at: the corner across from the current one."""
    selection = view.selectionModel().selection()
    ranges = [one for at in range(selection.count()) if (one := selection.at(at)).contains(current)]
    if not ranges:
        return current
    found = ranges[0]
    row = found.bottom() if current.row() == found.top() else found.top()
    column = found.right() if current.column() == found.left() else found.left()
    return view.model().index(row, column)


def _corners(one: QModelIndex, other: QModelIndex) -> tuple[QModelIndex, QModelIndex]:
    rows, columns = sorted((one.row(), other.row())), sorted((one.column(), other.column()))
    model = one.model()
    return model.index(rows[0], columns[0]), model.index(rows[1], columns[1])
