"""The department registry as a table. One rule: a cell that is set becomes an edit; the table shows what is stored."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planeditor.gui.owner_chips import split_names
from planeditor.i18n import _
from planeditor.plan.entities import Department

Index = QModelIndex | QPersistentModelIndex
Load = dict[int, tuple[int, int]]


class Column(IntEnum):
    """The columns of the registry."""

    NAME = 0
    ALIASES = 1
    MEMBERS = 2
    LEADS = 3
    SUPPORTS = 4


class DepartmentModel(QAbstractTableModel):
    """One row a department, in the registry's order."""

    def __init__(
        self,
        rename: Callable[[int, str], None],
        set_aliases: Callable[[int, list[str]], None],
        parent: QObject | None = None,
    ) -> None:
        """Run `rename` and `set_aliases` for the cells that are edited."""
        super().__init__(parent)
        self._rename = rename
        self._set_aliases = set_aliases
        self._load: Load = {}
        self.departments: tuple[Department, ...] = ()
        self.read_only = False

    def load(self, departments: tuple[Department, ...], load: Load) -> None:
        """Show a registry; where only contents changed, selection and open editors stay."""
        same = [known.id for known in departments] == [known.id for known in self.departments]
        if not same:
            self.beginResetModel()
        self.departments, self._load = departments, load
        if not same:
            self.endResetModel()
        elif departments:
            self.dataChanged.emit(self.index(0, 0), self.index(len(departments) - 1, len(Column) - 1))

    def uses(self, department_id: int) -> int:
        """Return how many times a department leads or supports."""
        return sum(self._load.get(department_id, (0, 0)))

    # Qt's own

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of departments."""
        return 0 if parent.isValid() else len(self.departments)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        headings = (_("Name"), _("Other names"), _("Members"), _("Leads"), _("Supports"))
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return headings[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names and aliases be edited, unless the plan is read-only."""
        editable = index.isValid() and index.column() in (Column.NAME, Column.ALIASES) and not self.read_only
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if editable else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows and edits."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(self.departments[index.row()], Column(index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (Column.LEADS, Column.SUPPORTS):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Make a name or aliases that were typed an edit."""
        if role != Qt.ItemDataRole.EditRole or self.read_only or not index.isValid():
            return False
        department, text = self.departments[index.row()], str(value).strip()
        if index.column() == Column.NAME and text != department.name:
            self._rename(department.id, text)
        elif index.column() == Column.ALIASES and split_names(text) != list(department.aliases):
            self._set_aliases(department.id, split_names(text))
        return True

    def _text(self, department: Department, column: Column) -> str:
        names = {known.id: known.name for known in self.departments}
        if column == Column.NAME:
            return department.name
        if column == Column.ALIASES:
            return "、".join(department.aliases)
        if column == Column.MEMBERS:
            return "、".join(names[member] for member in department.members if member in names)
        leads, supports = self._load.get(department.id, (0, 0))
        return str(leads if column == Column.LEADS else supports)
