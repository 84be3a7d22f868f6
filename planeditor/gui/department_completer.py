"""Completion from the department registry, by any part of a name or an alias.

One rule: whatever was found by, the department's own name is what is entered. Names that the registry does not have
are offered as new ones in the last row, so that a slip of the pen is seen.
"""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter

from planeditor.i18n import _
from planeditor.plan.entities import Department

_MATCH_ROLE = Qt.ItemDataRole.UserRole + 1
_AnyIndex = QModelIndex | QPersistentModelIndex


class _NamesModel(QAbstractListModel):
    """Rows (shown, name): a department's name, then each alias with the name it stands for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: list[tuple[str, str]] = []
        self._names: set[str] = set()
        self._rows: list[tuple[str, str]] = []

    def fill(self, departments: Iterable[Department]) -> None:
        """Take the registry over."""
        registry = list(departments)
        self.beginResetModel()
        self._known = [row for department in registry for row in _rows(department)]
        self._names = {name for department in registry for name in (department.name, *department.aliases)}
        self._rows = self._known
        self.endResetModel()

    def offer_new(self, text: str, names: Iterable[str]) -> None:
        """End with a row for the names that the registry does not have; it enters all that was typed."""
        unknown = [name for name in names if name not in self._names]
        new = _("New department: “{name}”").format(name="、".join(unknown))
        self.beginResetModel()
        self._rows = [*self._known, (new, text)] if unknown else self._known
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:
        """Return the number of names and aliases."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return what is shown, what is searched, or (UserRole) the name that is entered."""
        is_new = index.row() >= len(self._known)
        if role == Qt.ItemDataRole.UserRole or (role == _MATCH_ROLE and is_new):
            return self._rows[index.row()][1]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, _MATCH_ROLE):
            return self._rows[index.row()][0]
        return None


class DepartmentCompleter(QCompleter):
    """Offers the departments whose name or alias contains what was typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._names = _NamesModel(self)
        self.setModel(self._names)
        self.setCompletionRole(_MATCH_ROLE)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setMaxVisibleItems(12)

    def fill(self, departments: Iterable[Department]) -> None:
        """Take the registry over."""
        self._names.fill(departments)

    def offer_new(self, text: str, names: Iterable[str]) -> None:
        """Offer to enter what was typed, if the registry lacks some of the names in it."""
        self._names.offer_new(text, names)

    def pathFromIndex(self, index: _AnyIndex) -> str:
        """Return the name to enter for a row of the popup."""
        return str(index.data(Qt.ItemDataRole.UserRole))


def _rows(department: Department) -> list[tuple[str, str]]:
    aliases = [(f"{alias} → {department.name}", department.name) for alias in department.aliases]
    return [(department.name, department.name), *aliases]
