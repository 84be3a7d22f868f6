"""A table of rows that have ids, sorted and in groups, edited by cells: what the ledger and the targets table share.

One rule: whatever is written into cells, one or ten thousand, is one undoable step or, where a cell does not fit,
nothing and one sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planeditor.errors import EditError
from planeditor.gui.session import Session
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.pace import Colour
from planeditor.plan.tables.arranging import Group
from planeditor.plan.tables.columns import Column, Kind
from planeditor.store import Document

Index = QModelIndex | QPersistentModelIndex
Cell = tuple[int, int, str]  # id of a row, place of a column, the text to write
ROW_ROLE = Qt.ItemDataRole.UserRole
MOST_CELLS = 20_000  # written in one go: more would hold the window up for seconds
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _SHOWN | Qt.ItemFlag.ItemIsEditable
_OF_GROUP = Qt.ItemFlag.ItemIsEnabled


class GridModel(QAbstractTableModel):
    """Rows by id; a row that begins a group has the id -1 - its place among the groups."""

    refused = Signal(str)  # why nothing was written
    arranged = Signal()  # other rows, or the same in another order

    def __init__(self, session: Session, columns: Sequence[Column], parent: QObject | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self.session = session
        self.columns = tuple(columns)
        self.groups: list[Group] = []
        self.rows: list[int] = []
        self.sorted_by = ""
        self.descending = False
        self.grouped_by = ""
        self._shut: set[str] = set()
        self._places: dict[int, int] | None = None
        self._flags: list[Qt.ItemFlag] = []
        self._note_flags()
        session.state_changed.connect(self._note_flags)

    # for the tables themselves

    def text(self, row_id: int, column: Column) -> str:
        """Return what a cell shows."""
        raise NotImplementedError

    def edit_text(self, row_id: int, column: Column) -> str:
        """Return what a cell's editor starts with, and what is copied."""
        return self.text(row_id, column)

    def tip(self, row_id: int, column: Column) -> str:
        """Return what the pointer resting on a cell is told."""
        return self.text(row_id, column)

    def is_muted(self, row_id: int, column: Column) -> bool:
        """Tell whether a cell's words are of second rank."""
        return column.kind is Kind.FIXED

    def light(self, row_id: int) -> Colour:
        """Return the light of a row, which colours its columns of lights and percentages."""
        return ""

    def read(self, column: Column, text: str) -> Any:
        """Return what a typed cell says; EditError where it does not fit its column."""
        raise NotImplementedError

    def write(self, document: Document, row_id: int, column: Column, value: Any) -> None:
        """Write what was read from a cell, within a step."""
        raise NotImplementedError

    def rearrange(self) -> None:
        """Sort and group the rows as `sorted_by`, `descending` and `grouped_by` say."""
        raise NotImplementedError

    # rows

    def show(self, groups: Sequence[Group]) -> None:
        """Show these groups of rows, the ones that were shut still shut."""
        self.beginResetModel()
        self.groups = list(groups)
        self._fill()
        self.endResetModel()
        self.arranged.emit()

    def _fill(self) -> None:
        self._places = None
        self.rows = []
        for place, group in enumerate(self.groups):
            if self.grouped_by:
                self.rows.append(-1 - place)
            if group.label not in self._shut or not self.grouped_by:
                self.rows.extend(group.ids)

    def group_of(self, row: int) -> Group | None:
        """Return the group that begins in a row, None for a row of the table's own."""
        return self.groups[-1 - self.rows[row]] if self.rows[row] < 0 else None

    def is_shut(self, group: Group) -> bool:
        """Tell whether a group's rows are hidden."""
        return group.label in self._shut

    def set_shut(self, group: Group, shut: bool) -> None:
        """Hide or show a group's rows."""
        if shut != self.is_shut(group):
            self.beginResetModel()
            self._shut ^= {group.label}
            self._fill()
            self.endResetModel()
            self.arranged.emit()

    def row_of(self, row_id: int) -> int:
        """Return the row that shows an id, -1 if none does."""
        if self._places is None:
            self._places = {one: row for row, one in enumerate(self.rows)}
        return self._places.get(row_id, -1)

    @property
    def row_ids(self) -> list[int]:
        """Return the ids of all rows, those of shut groups as well."""
        return [row_id for group in self.groups for row_id in group.ids]

    def tell_changed(self, row_ids: Iterable[int]) -> None:
        """Have the rows of these ids drawn anew."""
        for row_id in row_ids:
            row = self.row_of(row_id)
            if row >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def tell_all_changed(self) -> None:
        """Have every row drawn anew; those in sight cost, the others nothing."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    def _note_flags(self) -> None:
        """Combine the flags of each column once: Qt asks for those of every cell it draws, twice."""
        fixed = self.session.read_only
        kinds = [column.kind for column in self.columns]
        self._flags = [_SHOWN if fixed or kind in (Kind.FIXED, Kind.LIGHT) else _EDITABLE for kind in kinds]

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have other columns, such as those of new fields."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._note_flags()
        self.endResetModel()

    # writing

    def write_cells(self, cells: Sequence[Cell], label: str) -> bool:
        """Write texts into cells as one step; tell whether it was done.

        A cell that cannot be written may be among them with the text it has: rows that were changed in a spreadsheet
        come back with all their columns.
        """
        if len(cells) > MOST_CELLS:
            text = _("{count} cells are too many at once; select up to {most}.")
            self.refused.emit(text.format(count=len(cells), most=MOST_CELLS))
            return False
        cells = [cell for cell in cells if not self._stands_fixed(cell)]
        if not cells:
            return True
        problems: list[str] = []
        values = self._read_all(cells, problems)
        if not problems:
            self.session.run(
                lambda document: self._write_all(document, cells, values, label, problems), places=len(cells)
            )
        for problem in problems:
            self.refused.emit(problem)
        return not problems

    def _stands_fixed(self, cell: Cell) -> bool:
        row_id, place, text = cell
        if self._flags[place] & Qt.ItemFlag.ItemIsEditable:
            return False
        return text.strip() == self.edit_text(row_id, self.columns[place]).strip()

    def _read_all(self, cells: Sequence[Cell], problems: list[str]) -> dict[tuple[int, str], Any]:
        """Return the value of every text in every column; one that is filled down is read once."""
        values: dict[tuple[int, str], Any] = {}
        for row_id, place, text in cells:
            try:
                if (place, text) not in values:
                    values[place, text] = self.read(self.columns[place], text)
            except EditError as error:
                problems.append(self._complaint(row_id, self.columns[place], error, len(cells)))
                break
        return values

    def _write_all(
        self,
        document: Document,
        cells: Sequence[Cell],
        values: Mapping[tuple[int, str], Any],
        label: str,
        problems: list[str],
    ) -> ChangeSet:
        row_id, column = 0, self.columns[0]
        self.begin_writing()
        try:
            with document.step(label) as step:
                for row_id, place, text in cells:
                    column = self.columns[place]
                    self.write(document, row_id, column, values[place, text])
        except EditError as error:
            problems.append(self._complaint(row_id, column, error, len(cells)))
            return ChangeSet("", ())
        return step.change_set

    def begin_writing(self) -> None:
        """Prepare for the cells of one step; what was read for the last one is no longer so."""

    def _complaint(self, row_id: int, column: Column, error: EditError, count: int) -> str:
        row = self.row_of(row_id)
        if count < 2 or row < 0:
            return str(error)
        place = sum(one >= 0 for one in self.rows[: row + 1])
        text = _("Nothing was written. Row {row}, “{column}”: {problem}")
        return text.format(row=place, column=column.heading, problem=error)

    # Qt's own

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of rows, those of groups included."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns, the hidden ones included."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.ToolTipRole:
            return _("{column}: click to sort, drag to move; right-click for more columns").format(
                column=column.heading
            )
        return RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and column.kind is Kind.NUMBER else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _OF_GROUP if self.rows[index.row()] < 0 else self._flags[index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, edits, explains, or which row it belongs to."""
        if not index.isValid():
            return None
        row_id, column = self.rows[index.row()], self.columns[index.column()]
        if role == ROW_ROLE:
            return row_id
        if row_id < 0:
            wanted = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and index.column() == 0
            return self.group_text(self.groups[-1 - row_id]) if wanted else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row_id, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.edit_text(row_id, column)
        return self.tip(row_id, column) or None if role == Qt.ItemDataRole.ToolTipRole else None

    def group_text(self, group: Group) -> str:
        """Return what the row of a group says: its label and how many rows it has."""
        count = ngettext("{count} item", "{count} items", len(group.ids)).format(count=len(group.ids))
        return f"{group.label}  ·  {count}"

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write one cell."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        row_id, column = self.rows[index.row()], self.columns[index.column()]
        if str(value) == self.edit_text(row_id, column):
            return True
        label = _("Change {column}").format(column=column.heading)
        return self.write_cells([(row_id, index.column(), str(value))], label)
