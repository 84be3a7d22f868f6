"""The targets of one item as a table. One rule: a cell that is set becomes an edit; the table shows what is stored.

Beyond the texts shown, EditRole gives what an editor starts with, and TARGET_ROLE the entity itself.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from planeditor.errors import EditError
from planeditor.gui.date_words import shown_date, stored_date
from planeditor.gui.target_words import (
    SYMBOLS,
    comparator_name,
    detail_line,
    number_text,
    read_number,
    read_quantity,
    value_text,
)
from planeditor.i18n import _, pgettext
from planeditor.plan.entities import Target

Index = QModelIndex | QPersistentModelIndex
TARGET_ROLE = Qt.ItemDataRole.UserRole
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
Update = Callable[[int, dict[str, Any]], None]


class Column(IntEnum):
    """The columns; the first five are shown as a table, the others in the form below it."""

    INDICATOR = 0
    COMPARATOR = 1
    VALUE = 2
    HIGH = 3
    UNIT = 4
    DEADLINE = 5
    MODALITY = 6
    BASE = 7
    BASE_PERIOD = 8
    PART_OF = 9
    KIND = 10


SHOWN = 5
_NAMES = {
    Column.INDICATOR: "indicator",
    Column.COMPARATOR: "comparator",
    Column.VALUE: "value",
    Column.HIGH: "value_high",
    Column.UNIT: "unit",
    Column.DEADLINE: "deadline",
    Column.MODALITY: "modality",
    Column.BASE: "base_value",
    Column.BASE_PERIOD: "base_period",
    Column.PART_OF: "parent_id",
    Column.KIND: "kind",
}
_RIGHT = (Column.COMPARATOR, Column.VALUE, Column.HIGH)
_NUMBERS = (Column.VALUE, Column.HIGH, Column.BASE)


class TargetModel(QAbstractTableModel):
    """One row a target, in the item's order. `refused` tells why a typed value was not taken."""

    refused = Signal(str)

    def __init__(self, update: Update, parent: QObject | None = None) -> None:
        """Run `update(target_id, columns)` for every cell that is edited."""
        super().__init__(parent)
        self._update = update
        self.targets: tuple[Target, ...] = ()
        self.read_only = False

    def load(self, targets: tuple[Target, ...]) -> None:
        """Show targets; where only their contents changed, selection and open editors stay."""
        same = [target.id for target in targets] == [target.id for target in self.targets]
        if not same:
            self.beginResetModel()
        self.targets = targets
        if not same:
            self.endResetModel()
        elif targets:
            self.dataChanged.emit(self.index(0, 0), self.index(len(targets) - 1, len(Column) - 1))

    def row_of(self, target_id: int) -> int:
        """Return the row of a target, -1 if it is not here."""
        return next((row for row, target in enumerate(self.targets) if target.id == target_id), -1)

    def target(self, index: Index) -> Target:
        """Return the target of a cell."""
        return self.targets[index.row()]

    # Qt's own

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of targets."""
        return 0 if parent.isValid() else len(self.targets)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns, those in the form below included."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _headings()[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be edited, unless the plan is read-only."""
        editable = index.isValid() and not self.read_only
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if editable else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, edits, explains, or which target it is."""
        if not index.isValid():
            return None
        target, column = self.target(index), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(target, column)
        if role == Qt.ItemDataRole.EditRole:
            value = getattr(target, _NAMES[column])
            return number_text(value) if column in _NUMBERS else value
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._explained(target, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and column == Column.VALUE:
            font = QFont()  # the rest is the view's
            font.setBold(True)
            return font
        if role == TARGET_ROLE:
            return target
        return self._detail(target) if role == DETAIL_ROLE else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Make a cell's new value an edit; False, with `refused`, when it cannot be read."""
        if role != Qt.ItemDataRole.EditRole or self.read_only or not index.isValid():
            return False
        target, column = self.target(index), Column(index.column())
        try:
            columns = stored_columns(column, value)
        except EditError as error:
            self.refused.emit(str(error))
            return False
        if any(getattr(target, name) != new for name, new in columns.items()):
            self._update(target.id, columns)
        return True

    def _parent(self, target: Target) -> Target | None:
        return next((other for other in self.targets if other.id == target.parent_id), None)

    def _detail(self, target: Target) -> str:
        return detail_line(target, self._parent(target))

    def _shown(self, target: Target, column: Column) -> str:
        if column == Column.COMPARATOR:
            return SYMBOLS[target.comparator]
        if column == Column.PART_OF:
            parent = self._parent(target)
            return parent.indicator if parent else ""
        if column == Column.KIND:
            return kind_name(target.kind)
        value = getattr(target, _NAMES[column])
        if column == Column.DEADLINE:
            return shown_date(value)
        return number_text(value) if column in _NUMBERS else str(value)

    def _explained(self, target: Target, column: Column) -> str:
        if column == Column.COMPARATOR:
            return comparator_name(target.comparator)
        quantity = f"{SYMBOLS[target.comparator]} {value_text(target)} {target.unit}"
        return "\n".join(filter(None, (target.indicator, quantity, self._detail(target), target.text)))


def kind_name(kind: str) -> str:
    """Return the name of a kind of target."""
    return pgettext("target", "Result") if kind == "actual" else pgettext("target", "Goal")


def stored_columns(column: Column, value: object) -> dict[str, Any]:
    """Return the stored columns that an edited cell sets."""
    if column == Column.VALUE:
        quantity = read_quantity(str(value))
        columns = quantity.columns()
        if quantity.high is None:
            del columns["value_high"]  # the upper value has a cell of its own
        return columns
    if column in _NUMBERS:
        return {_NAMES[column]: read_number(str(value))}
    if column == Column.DEADLINE:
        return {_NAMES[column]: stored_date(str(value))}
    if column in (Column.PART_OF, Column.COMPARATOR, Column.KIND):
        return {_NAMES[column]: value}
    return {_NAMES[column]: str(value).strip()}


def _headings() -> dict[Column, str]:
    return {
        Column.INDICATOR: _("Indicator"),
        Column.COMPARATOR: pgettext("target", "Is"),
        Column.VALUE: _("Value"),
        Column.HIGH: _("To"),
        Column.UNIT: _("Unit"),
        Column.DEADLINE: _("Deadline"),
        Column.MODALITY: _("Modality"),
        Column.BASE: _("Base value"),
        Column.BASE_PERIOD: _("Base period"),
        Column.PART_OF: _("Part of"),
        Column.KIND: _("Kind"),
    }
