"""The differences of a comparison as rows below their kinds, and what was decided of each.

One rule: what is decided is kept here and nowhere else; a filter hides rows and forgets no decision.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon

from planeditor.exporting.comparison import group_name
from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.i18n import _, ngettext
from planeditor.plan.difference_texts import (
    GROUPS,
    DifferenceTexts,
    Group,
    subject,
    with_silent,
)
from planeditor.plan.merging import Difference, Key

Index = QModelIndex | QPersistentModelIndex
Shown = Group | Literal["all", "open"]
SIGNS: dict[Group, tuple[str, str]] = {  # shape and colour
    "conflict": ("conflict", "error"),
    "edited": ("edit", "accent"),
    "added": ("add", "ok"),
    "deleted": ("minus", "error"),
    "moved": ("moved", "accent"),
    "renumbered": ("renumbered", "muted"),
}
DECISION_SIGNS = {True: ("check", "ok"), False: ("close", "muted"), None: ("more", "warning")}
HEADING = 0  # the internal id of a kind's row; those below have the kind's place + 1


class Column(IntEnum):
    """The columns in their order."""

    ENTRY = 0
    KIND = 1
    ASPECT = 2
    DECISION = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One difference, or an entry that was only renumbered."""

    group: Group
    title: str
    aspect: str
    node_id: int
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What taking a difference and leaving it are called."""

    taken: str
    left: str
    open: str


class DifferencesModel(QAbstractItemModel):
    """Kinds with their differences; `decided` is emitted whenever a decision changed."""

    decided = Signal()

    def __init__(self, texts: DifferenceTexts, words: Words | None, parent: QObject | None = None) -> None:
        """Show a comparison; without words nothing is decided."""
        super().__init__(parent)
        self.texts = texts
        self.merge = texts.merge
        self.differences = texts.shown
        self.decisions: dict[Key, bool] = {}
        self._words = words
        self._all = self._read()
        self._shown: Shown = "all"
        self._groups: list[tuple[Group, list[Row]]] = []
        self._filter()

    def _read(self) -> dict[Group, list[Row]]:
        rows: dict[Group, list[Row]] = {group: [] for group in GROUPS}
        for each in self.differences:
            rows[each.change].append(Row(each.change, subject(each), self.texts.what(each), each.key.node_id, each))
        for node_id in self.merge.renumbered:
            old, new = self.texts.numbers(node_id)
            title = _("{old} → {new} {title}").format(old=old, new=new, title=self.texts.name(node_id))
            rows["renumbered"].append(Row("renumbered", title, "", node_id))
        return rows

    # decisions

    def decide(self, rows: Iterable[Row], decision: bool | None) -> None:
        """Take, leave (False) or leave open (None) the differences of rows."""
        for row in rows:
            if row.difference is not None and decision is None:
                self.decisions.pop(row.difference.key, None)
            elif row.difference is not None and decision is not None:
                self.decisions[row.difference.key] = decision
        self._tell_all()
        self.decided.emit()

    def decision(self, row: Row) -> bool | None:
        """Return what was decided of a row."""
        return self.decisions.get(row.difference.key) if row.difference is not None else None

    @property
    def accepted(self) -> frozenset[Key]:
        """Return the differences that people take."""
        return frozenset(key for key, taken in self.decisions.items() if taken)

    def to_take(self) -> frozenset[Key]:
        """Return what people take, with what goes along."""
        return with_silent(self.merge, self.accepted)

    def is_open(self, row: Row) -> bool:
        """Tell whether a row still waits for a decision."""
        return row.difference is not None and row.difference.key not in self.decisions

    def _tell_all(self) -> None:
        for place, (_group, rows) in enumerate(self._groups):
            above = self.index(place, 0)
            self.dataChanged.emit(above, above)
            self.dataChanged.emit(self.index(0, 0, above), self.index(len(rows) - 1, Column.DECISION, above))

    # filters

    def counts(self) -> Mapping[Shown, int]:
        """Return how many rows each filter shows."""
        counts: dict[Shown, int] = {"all": sum(map(len, self._all.values()))}
        if self._words is not None:
            counts["open"] = sum(self.is_open(row) for rows in self._all.values() for row in rows)
        return counts | {group: len(rows) for group, rows in self._all.items()}

    def show_only(self, shown: Shown) -> None:
        """Show all rows, those that wait for a decision, or those of a kind."""
        self.beginResetModel()
        self._shown = shown
        self._filter()
        self.endResetModel()

    def _filter(self) -> None:
        groups = [(group, [row for row in rows if self._passes(row)]) for group, rows in self._all.items()]
        self._groups = [(group, rows) for group, rows in groups if rows]

    def _passes(self, row: Row) -> bool:
        return self._shown in ("all", row.group) or (self._shown == "open" and self.is_open(row))

    def shown_rows(self) -> list[Row]:
        """Return the differences that the filter shows."""
        return [row for _group, rows in self._groups for row in rows]

    def rows_at(self, indexes: Iterable[Index]) -> list[Row]:
        """Return the rows at indexes in their order, all of a kind for its heading."""
        found: dict[Row, None] = {}
        for index in sorted((index for index in indexes if index.isValid()), key=self._order):
            found |= dict.fromkeys(self._rows_of(index))
        return list(found)

    def _order(self, index: Index) -> tuple[int, int]:
        place = index.internalId()
        return (index.row(), -1) if place == HEADING else (place - 1, index.row())

    def _rows_of(self, index: Index) -> list[Row]:
        if index.internalId() == HEADING:
            return self._groups[index.row()][1]
        return [self._groups[index.internalId() - 1][1][index.row()]]

    def row_at(self, index: Index) -> Row | None:
        """Return the difference at an index, None for a heading."""
        return self._rows_of(index)[0] if index.isValid() and index.internalId() != HEADING else None

    # Qt's model

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """Return the index of a cell."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else HEADING)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]
        """Return the heading above a difference."""
        if not index.isValid() or index.internalId() == HEADING:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, HEADING)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the kinds, or the differences of a kind."""
        if not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()][1]) if parent.internalId() == HEADING and parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Entry"), _("Change"), _("What"), _("Decision"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows in a role."""
        if not index.isValid():
            return None
        if index.internalId() == HEADING:
            return self._heading_data(index, role)
        row = self._rows_of(index)[0]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row, Column(index.column()))
        if role == Qt.ItemDataRole.DecorationRole:
            return self._sign(row, Column(index.column()))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._color(row, Column(index.column()))
        return None

    def _heading_data(self, index: Index, role: int) -> object:
        group, rows = self._groups[index.row()]
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.ENTRY:
            return icon(*SIGNS[group])
        if role == Qt.ItemDataRole.DisplayRole and index.column() == Column.ENTRY:
            text = ngettext("{kind}: {count}", "{kind}: {count}", len(rows))
            return text.format(kind=group_name(group), count=len(rows))
        return None

    def _text(self, row: Row, column: Column) -> str:
        texts = {
            Column.ENTRY: row.title.replace("\n", " "),
            Column.KIND: group_name(row.group),
            Column.ASPECT: row.aspect,
            Column.DECISION: self.decision_text(row),
        }
        return texts[column]

    def decision_text(self, row: Row) -> str:
        """Return in a word what was decided of a row; "" where there is nothing to decide."""
        if row.difference is None or self._words is None:
            return ""
        return {True: self._words.taken, False: self._words.left, None: self._words.open}[self.decision(row)]

    def _sign(self, row: Row, column: Column) -> QIcon | None:
        if column == Column.KIND:
            return icon(*SIGNS[row.group])
        if column == Column.DECISION and row.difference is not None and self._words is not None:
            return icon(*DECISION_SIGNS[self.decision(row)])
        return None

    def _color(self, row: Row, column: Column) -> QColor | None:
        if column == Column.KIND:
            return theme.color(SIGNS[row.group][1])
        if column == Column.ASPECT:
            return theme.color("muted")
        if column == Column.DECISION:
            return theme.color(DECISION_SIGNS[self.decision(row)][1])
        return None
