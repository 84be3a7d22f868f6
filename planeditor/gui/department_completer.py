"""Completion from the department registry, by any part of a name or an alias.

One rule: whatever was found by, the department's own name is what is entered.
"""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter

from planeditor.plan.entities import Department

_AnyIndex = QModelIndex | QPersistentModelIndex


class _NamesModel(QAbstractListModel):
    """Rows (shown, name): a department's name, then each alias with the name it stands for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, str]] = []

    def fill(self, departments: Iterable[Department]) -> None:
        """Take the registry over."""
        self.beginResetModel()
        self._rows = [row for department in departments for row in _rows(department)]
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:
        """Return the number of names and aliases."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return what is shown and searched, or (UserRole) the name that is entered."""
        if role == Qt.ItemDataRole.UserRole:
            return self._rows[index.row()][1]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._rows[index.row()][0]
        return None


class DepartmentCompleter(QCompleter):
    """Offers the departments whose name or alias contains what was typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._names = _NamesModel(self)
        self.setModel(self._names)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setMaxVisibleItems(12)

    def fill(self, departments: Iterable[Department]) -> None:
        """Take the registry over."""
        self._names.fill(departments)

    def pathFromIndex(self, index: _AnyIndex) -> str:
        """Return the name to enter for a row of the popup."""
        return str(index.data(Qt.ItemDataRole.UserRole))


def _rows(department: Department) -> list[tuple[str, str]]:
    aliases = [(f"{alias} → {department.name}", department.name) for alias in department.aliases]
    return [(department.name, department.name), *aliases]
