"""The preview of a replacement: one row a hit, each to be left out or taken.

One rule: rows are lazy; what a row shows of its place is read when it is first painted.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.store.search_replace import Found

Index = QModelIndex | QPersistentModelIndex

PLACE, CONTEXT = 0, 1
FOUND_ROLE = Qt.ItemDataRole.UserRole
BEFORE, AFTER = 12, 60  # characters around a hit


class ReplaceModel(QAbstractTableModel):
    """Place and context of every hit, with a check box."""

    chosen_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: list[Found] = []
        self._left_out: set[int] = set()
        self._places: dict[int, str] = {}

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these hits; what was left out before stays so."""
        left_out = {_key(self._found[row]) for row in self._left_out}
        self.beginResetModel()
        self._found = list(found)
        self._left_out = {row for row, each in enumerate(found) if _key(each) in left_out} if left_out else set()
        self._places.clear()
        self.endResetModel()
        self.chosen_changed.emit()

    @property
    def chosen(self) -> list[Found]:
        """Return the hits that are checked."""
        return [found for row, found in enumerate(self._found) if row not in self._left_out]

    @property
    def count(self) -> int:
        """Return how many hits are checked."""
        return len(self._found) - len(self._left_out)

    def choose_all(self, on: bool) -> None:
        """Check all hits, or none."""
        self._left_out = set() if on else set(range(len(self._found)))
        if self._found:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._found) - 1, CONTEXT))
        self.chosen_changed.emit()

    def toggle(self, rows: Sequence[int]) -> None:
        """Check or uncheck some rows together, as the first of them is not."""
        on = bool(rows) and rows[0] in self._left_out
        for row in rows:
            self.setData(self.index(row, PLACE), Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    # Qt's own

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of hits."""
        return 0 if parent.isValid() else len(self._found)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _("Where") if section == PLACE else _("What becomes of it")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be checked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == PLACE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        found = self._found[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == PLACE:
            return Qt.CheckState.Unchecked if index.row() in self._left_out else Qt.CheckState.Checked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._place(index.row()) if index.column() == PLACE else _sentence(found)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == PLACE:
            return self._place(index.row())
        return found if role == FOUND_ROLE else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.CheckStateRole) -> bool:
        """Check a row or leave it out."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._left_out.discard(index.row())
        else:
            self._left_out.add(index.row())
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), CONTEXT))
        self.chosen_changed.emit()
        return True

    def _place(self, row: int) -> str:
        if row not in self._places:
            place = self._found[row].place
            entry = self._session.outline.entries.get(place.node_id) if place.node_id else None
            if entry is None:
                name = _("Plan head")
            else:
                glance = self._session.tree.glance(entry.id)
                name = self._session.outline.number(entry) + (glance.title or glance.text)
            self._places[row] = f"{name} · {_part_name(place.table, place.column)}"
        return self._places[row]


def _key(found: Found) -> tuple[object, int, int]:
    return found.place, found.hit.start, found.hit.end


def context(found: Found) -> tuple[str, str, str, str]:
    """Return the words before a hit, the hit, what it becomes, and the words after; line breaks as blanks."""
    text, hit = found.before, found.hit
    before = text[max(0, hit.start - BEFORE) : hit.start]
    parts = (
        ("…" if hit.start > BEFORE else "") + before,
        text[hit.start : hit.end],
        hit.new,
        text[hit.end : hit.end + AFTER],
    )
    first, old, new, last = (part.replace("\n", " ") for part in parts)
    return first, old, new, last


def _sentence(found: Found) -> str:
    before, old, new, after = context(found)
    return _("{before}[{old} → {new}]{after}").format(before=before, old=old, new=new, after=after)


def _part_name(table: str, column: str) -> str:
    names = {
        "node": _("Title"),
        "body": _("Text"),
        "target": _("Target"),
        "progress": _("Progress"),
        "milestone": _("Progress"),
        "plan": _("Title") if column == "title" else _("Text"),
    }
    return names.get(table) or (_("Field label") if column == "label" else _("Field text"))
