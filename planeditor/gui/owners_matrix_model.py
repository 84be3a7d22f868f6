"""Items × departments: who leads (●) and who supports (○).

One rule: an item's owners are read when its row is first painted; a change of many cells is one step.
"""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planeditor.gui.session import Session
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import LEAD, SUPPORT, Department, Owner, Role
from planeditor.store import Document
from planeditor.store.loading import read_each

Index = QModelIndex | QPersistentModelIndex
SIGNS = {"": "", LEAD: "●", SUPPORT: "○"}
FOLLOWING: dict[str, Role | None] = {"": SUPPORT, SUPPORT: LEAD, LEAD: None}  # what a click makes of a cell
ROWS_KEPT = 8000
READ_TOGETHER = 40  # a screen of rows
Cells = Sequence[tuple[int, int]]  # row and column


class MatrixModel(QAbstractTableModel):
    """Rows are items and sections that own anything, columns the departments of the registry."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Show the session's plan."""
        super().__init__(parent)
        self.session = session
        self.only: frozenset[int] | None = None
        self.busy_only = False  # only departments that lead or support something
        self.departments: list[Department] = []
        self.load: dict[int, tuple[int, int]] = {}
        self.rows: list[int] = []
        self._owners: dict[int, tuple[Owner, ...]] = {}
        self._places: dict[int, int] = {}

    def refresh(self) -> None:
        """Read rows and departments anew."""
        self.beginResetModel()
        document = self.session.document
        self.load = document.department_load()
        self.departments = [d for d in document.departments() if d.id in self.load or not self.busy_only]
        owned = self._owned_sections()
        entries = self.session.outline.walk()
        rows = (e.id for e in entries if not e.is_section or not e.children or e.id in owned)
        self.rows = [row for row in rows if row in self.only] if self.only is not None else list(rows)
        self._places = {node_id: row for row, node_id in enumerate(self.rows)}
        self._owners.clear()
        self.endResetModel()

    def _owned_sections(self) -> set[int]:
        from planeditor.store.table_columns import owned_nodes

        outline = self.session.outline
        return {i for i in owned_nodes(self.session.document) if i in outline and outline[i].is_section}

    def take_over(self, change_set: ChangeSet) -> None:
        """Follow a change."""
        tables = {change.table for change in change_set.changes}
        if "node" in tables or "department" in tables:
            self.refresh()
        elif "owner" in tables:
            self.load = self.session.document.department_load()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.departments) - 1)
            for node_id in change_set.node_ids():
                self._owners.pop(node_id, None)
                row = self._places.get(node_id, -1)
                if row >= 0:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.departments) - 1))

    def owners(self, node_id: int) -> tuple[Owner, ...]:
        """Return an item's owners, read the first time."""
        known = self._owners.get(node_id)
        if known is None:
            if len(self._owners) > ROWS_KEPT:
                self._owners.clear()
            row = max(self.row_of(node_id), 0)
            wanted = [one for one in {node_id, *self.rows[row : row + READ_TOGETHER]} if one not in self._owners]
            nodes = read_each(self.session.document.connection, wanted)
            self._owners.update((node.id, node.owners) for node in nodes)
            known = self._owners.get(node_id, ())  # none: it is being removed
        return known

    def role(self, row: int, column: int) -> str:
        """Return a department's role in an item, "" for none; lead goes before support."""
        department_id = self.departments[column].id
        roles = {owner.role for owner in self.owners(self.rows[row]) if owner.department_id == department_id}
        return LEAD if LEAD in roles else SUPPORT if roles else ""

    def row_of(self, node_id: int) -> int:
        """Return the row of an item, -1 if it is not shown."""
        return self._places.get(node_id, -1)

    # edits

    def set_role(self, cells: Cells, role: Role | None) -> None:
        """Give departments a role in items, or none, as one step."""
        if not cells or self.session.read_only:
            return
        label = ngettext("Change {count} owner", "Change {count} owners", len(cells)).format(count=len(cells))
        wanted = [(self.rows[row], self.departments[column]) for row, column in cells]

        def write(document: Document) -> ChangeSet:
            with document.step(label) as step:
                for node_id, department in wanted:
                    _give_role(document, node_id, department, role)
            return step.change_set

        self.session.run(write)

    def turn(self, cells: Cells) -> None:
        """Make of cells what follows on what the first of them is: support, lead, none."""
        if cells:
            self.set_role(cells, FOLLOWING[self.role(*cells[0])])

    # Qt's own

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of items."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of departments."""
        return 0 if parent.isValid() else len(self.departments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's sign, and in words what it says."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        found = self.role(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return SIGNS[found]
        words = {"": _("no part"), LEAD: _("leads"), SUPPORT: _("supports")}[found]
        text = _("{department} – {item}: {role}")
        name = self.departments[index.column()].name
        return text.format(department=name, item=self.row_text(index.row()), role=words)

    def row_text(self, row: int) -> str:
        """Return an item's number and title."""
        entry = self.session.outline.entries.get(self.rows[row])
        if entry is None:
            return ""
        glance = self.session.tree.glance(entry.id)
        return f"{self.session.outline.number(entry)} {glance.title or glance.text}".strip()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an item's words, a department's name, and its load as a tool tip."""
        if orientation == Qt.Orientation.Vertical:
            wanted = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.row_text(section) if wanted else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.departments[section].name
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.load_text(section)
        return None

    def load_text(self, column: int) -> str:
        """Return in words how much a department leads and supports."""
        lead, support = self.counts(column)
        text = _("{name}: leads {lead}, supports {support}")
        return text.format(name=self.departments[column].name, lead=lead, support=support)

    def counts(self, column: int) -> tuple[int, int]:
        """Return how many items a department leads and supports."""
        return self.load.get(self.departments[column].id, (0, 0))

    def ids(self, rows: Iterable[int]) -> Collection[int]:
        """Return the ids of rows."""
        return [self.rows[row] for row in rows]


def _give_role(document: Document, node_id: int, department: Department, role: Role | None) -> None:
    own = [owner for owner in document.node(node_id).owners if owner.department_id == department.id]
    kept = next((owner for owner in own if owner.role == role), None) or (own[0] if own and role else None)
    for owner in own:
        if owner is not kept:
            document.remove_owner(owner.id)
    if kept is not None and role is not None and kept.role != role:
        document.move_owner(kept.id, role, None)
    elif kept is None and role is not None:
        document.add_owner(node_id, department.name, role)
