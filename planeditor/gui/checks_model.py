"""The findings as a tree of two levels: groups, by rule or by section, and the findings in them.

One rule: the model only arranges what the check found; severity is always a sign and a word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from planeditor.gui import theme
from planeditor.gui.checks_run import Found
from planeditor.gui.icons import icon
from planeditor.i18n import _
from planeditor.plan.checks import ERROR, Severity, rule_names

Index = QModelIndex | QPersistentModelIndex
BY_RULE, BY_SECTION = "rule", "section"
SIGNS = {"error": ("error", "error"), "warning": ("warning", "warning")}  # icon and colour


class Column(IntEnum):
    """What a finding shows."""

    SEVERITY = 0
    MESSAGE = 1
    PLACE = 2
    FIX = 3


_COLUMNS = len(Column)  # the enumeration's own length is slow to ask for, thousands of times


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule, or in one section; `key` stays the same from check to check."""

    key: object
    name: str
    found: tuple[Found, ...]


def severity_word(severity: Severity) -> str:
    """Return what people call a severity."""
    return _("Error") if severity == ERROR else _("Warning")


def grouped(found: Iterable[Found], by: str) -> list[Group]:
    """Return findings in groups: by rule in the rules' order, or by section in the plan's."""
    names = rule_names()
    groups: dict[object, list[Found]] = {rule: [] for rule in names} if by == BY_RULE else {}
    for one in found:
        groups.setdefault(one.problem.rule if by == BY_RULE else one.section_id, []).append(one)
    return [
        Group(key, names.get(str(key), str(key)) if by == BY_RULE else members[0].section, tuple(members))
        for key, members in groups.items()
        if members
    ]


class ChecksModel(QAbstractItemModel):
    """Groups at the top level, findings below; an index of a finding holds its group's row plus one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups: list[Group] = []
        self._names: dict[str, str] = {}

    def show(self, groups: Sequence[Group]) -> bool:
        """Show these groups; return False where they say what is shown already, so that no row moves."""
        if groups == self.groups:
            self.groups = list(groups)  # the same to read, but of the latest check
            return False
        self.beginResetModel()
        self.groups = list(groups)
        self._names = rule_names()
        self.endResetModel()
        return True

    def found_at(self, index: Index) -> Found | None:
        """Return the finding of a row; None for a group's."""
        return (
            self.groups[index.internalId() - 1].found[index.row()] if index.isValid() and index.internalId() else None
        )

    def between(self, parent: Index, first: int, last: int) -> list[Found]:
        """Return the findings that rows from a first to a last one stand for, be these groups or findings."""
        if parent.isValid():
            return list(self.groups[parent.row()].found[first : last + 1])
        return [found for group in self.groups[first : last + 1] for found in group.found]

    def group_index(self, row: int) -> QModelIndex:
        """Return the index of a group."""
        return self.index(row, 0)

    # Qt's own

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """Return the index of a group or of a finding."""
        if not (0 <= row < self.rowCount(parent) and 0 <= column < _COLUMNS):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # not QObject's parent()
        """Return the group of a finding."""
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return how many groups there are, or findings in one."""
        if not parent.isValid():
            return len(self.groups)
        return 0 if parent.internalId() or parent.column() else len(self.groups[parent.row()].found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return _COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_("Severity"), _("Finding"), _("Place"), _("Quick fix"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows and says."""
        if not index.isValid():
            return None
        found = self.found_at(index)
        return self._of_group(self.groups[index.row()], index.column(), role) if found is None else self._of(
            found, Column(index.column()), role
        )  # fmt: skip

    def _of_group(self, group: Group, column: int, role: int) -> object:
        if column:
            return None
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _("{name} ({count})").format(name=group.name, count=len(group.found))
        return None

    def _of(self, found: Found, column: Column, role: int) -> object:
        sign, color = SIGNS[found.problem.severity]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(found, column)
        if role == Qt.ItemDataRole.DecorationRole and column == Column.SEVERITY:
            return icon(sign, color)
        if role == Qt.ItemDataRole.ForegroundRole:
            named = {Column.SEVERITY: color, Column.PLACE: "muted", Column.FIX: "accent"}
            return theme.color(named.get(column, "text"))
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{self._names.get(found.problem.rule, '')}\n{found.problem.message}\n{found.place}"
        if role == Qt.ItemDataRole.AccessibleTextRole and column == Column.SEVERITY:
            return " ".join(self._text(found, part) for part in Column)
        return None

    def _text(self, found: Found, column: Column) -> str:
        problem = found.problem
        texts = {
            Column.SEVERITY: severity_word(problem.severity),
            Column.MESSAGE: problem.message,
            Column.PLACE: found.place,
            Column.FIX: problem.fixes[0].label if problem.fixes else "",
        }
        return texts[column]
