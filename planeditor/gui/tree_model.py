"""What the rows of the tree show, and what can be done with them in place.

One rule: the model never writes; an edit in place or a drop goes to `run`, and comes back through `apply`.
Rows are lazy: what a row shows is read when it is first painted and dropped when it changes.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt

from planeditor.gui import tree_mime
from planeditor.gui.date_words import month_name
from planeditor.gui.outline_model import Column, Index, OutlineModel
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import Change, ChangeSet
from planeditor.plan.outline import Entry
from planeditor.store import Document
from planeditor.store.reader import Glance

Run = Callable[[Callable[[Document], ChangeSet]], ChangeSet]

ID_ROLE = Qt.ItemDataRole.UserRole
# Combined once: Qt asks for the flags of every row at every layout, and combining costs ten times the answer.
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
_MOVABLE = _SHOWN | Qt.ItemFlag.ItemIsDropEnabled
_FLAGS = [_MOVABLE] * len(Column)  # by column; the last one is that of no index, whose column is -1
_FLAGS[Column.TITLE] |= Qt.ItemFlag.ItemIsEditable
_FLAGS += [Qt.ItemFlag.ItemIsDropEnabled]
_FLAGS_READ_ONLY = [_SHOWN] * len(Column) + [Qt.ItemFlag.NoItemFlags]
FACTS_KEPT = 20_000
READ_TOGETHER = 32  # rows: about a screen

HEADERS = {
    Column.NUMBER: lambda: _("No."),
    Column.TITLE: lambda: _("Title"),
    Column.LEAD: lambda: _("Lead"),
    Column.TARGETS: lambda: _("Targets"),
    Column.DUE: lambda: _("Due"),
    Column.PROBLEM: lambda: "",
}


class TreeModel(OutlineModel):
    """Number, title, lead, targets, due and problem of every row; editing titles, drag and drop."""

    def __init__(self, document: Document, run: Run, parent: QObject | None = None) -> None:
        """Show `document`; edits in place and drops are handed to `run`."""
        self._facts: dict[int, Glance] = {}
        super().__init__(document, parent)
        self.read_only = document.read_only  # kept here: flags are asked for thousands of times
        self._run = run

    # what cells show

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[Column(section)]()
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.TARGETS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows in a role."""
        entry = self.outline.entries.get(index.internalId()) if index.isValid() else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(entry, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self.glance(entry.id).title if index.column() == Column.TITLE else self.text(entry, index.column())
        if role == ID_ROLE:
            return entry.id
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(entry, index.column())
        return None

    def text(self, entry: Entry, column: int) -> str:
        """Return the words of a cell."""
        if column == Column.NUMBER:
            return self.outline.number(entry)
        if column == Column.TITLE:
            glance = self.glance(entry.id)
            return glance.title or glance.text or _("(no title)")
        if column == Column.DUE:
            return due_text(entry.due)
        if column == Column.LEAD:
            return self._item_count(entry) if entry.is_section else self.glance(entry.id).lead
        if column == Column.TARGETS:
            return self._target_count(entry)
        return self.glance(entry.id).problem

    def _item_count(self, entry: Entry) -> str:
        count = self.totals.items(entry.id)
        return ngettext("{count} item", "{count} items", count).format(count=count)

    def _target_count(self, entry: Entry) -> str:
        count = self.totals.targets(entry.id) if entry.is_section else self.glance(entry.id).targets
        return str(count) if count else "–"

    def is_muted(self, entry: Entry, column: int) -> bool:
        """Tell whether a cell's words are of second rank."""
        if column == Column.TITLE:
            return not self.glance(entry.id).title
        if column == Column.LEAD:
            return entry.is_section
        return column == Column.DUE or (column == Column.TARGETS and self._target_count(entry) == "–")

    def _tool_tip(self, entry: Entry, column: int) -> str | None:
        if column == Column.PROBLEM:
            return self.glance(entry.id).problem or None
        if column == Column.TARGETS and entry.is_section:
            return _("Targets in this section")
        return self.text(entry, column) if column in (Column.TITLE, Column.LEAD) else None

    def glance(self, node_id: int) -> Glance:
        """Return a row's facts, read from the document the first time, with those of the rows that follow it."""
        known = self._facts.get(node_id)
        if known is None:
            if len(self._facts) > FACTS_KEPT:
                self._facts.clear()
            self._facts |= self._document.glances(self._unknown_from(node_id))
            known = self._facts.get(node_id)
        return known or Glance("", "", 0, "", "")  # asked between two signals of one change set: it has gone

    def _unknown_from(self, node_id: int) -> list[int]:
        """Return a row, and those of its siblings that are likely to be painted with it."""
        entry = self.outline.entries.get(node_id)
        if entry is None or entry.parent is None:
            return [node_id]
        row = self.outline.row(entry)
        return [next_.id for next_ in entry.parent.children[row : row + READ_TOGETHER] if next_.id not in self._facts]

    def forget_facts(self, change_set: ChangeSet | None) -> None:
        """Drop what is known of the rows that a change set touches, or of all."""
        if change_set is None:
            self._facts.clear()
            return
        if any(change.table == "department" for change in change_set.changes):
            self._facts.clear()
        for node_id in change_set.node_ids():
            self._facts.pop(node_id, None)
        for change in change_set.changes:
            self._forget_above(change)
            if change.table == "owner" or (change.table == "node" and _changes_what_is_above(change)):
                self._forget_below(change.node_id or change.id)
            elif change.table == "node":
                self._facts.pop(change.id, None)

    def _forget_above(self, change: Change) -> None:
        """An item whose sub-items have owners needs none of its own."""
        if change.table not in ("owner", "node"):
            return
        parents = [row.get("parent_id") for row in (change.before, change.after) if row is not None]
        for node_id in (change.node_id or change.id, *parents):
            entry = self.outline.entries.get(int(node_id or 0))
            while entry is not None:
                self._facts.pop(entry.id, None)
                entry = entry.parent

    def _forget_below(self, node_id: int) -> None:
        """Whether an item lacks a lead depends on all above it."""
        entry = self.outline.entries.get(node_id)
        if entry is None:
            return
        if entry.is_section:  # it may hold thousands; those in sight are soon read again
            self._facts.clear()
        for below in entry.walk() if not entry.is_section else ():
            self._facts.pop(below.id, None)

    # edits in place, drag and drop

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        return (_FLAGS_READ_ONLY if self.read_only else _FLAGS)[index.column()]

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename a section or item."""
        if role != Qt.ItemDataRole.EditRole or index.column() != Column.TITLE or self.read_only:
            return False
        node_id, title = index.internalId(), str(value).strip()
        if title != self.glance(node_id).title:
            self._run(lambda document: document.rename(node_id, title))
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        """Return move and copy."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return the formats that may be dropped."""
        return [tree_mime.IDS, tree_mime.NODES]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """Return what a drag carries: the ids, for this window, and the nodes, for any other."""
        ids = self.top_most({index.internalId() for index in indexes})
        return tree_mime.write_nodes(self._document, self.outline, ids, tree_mime.token(self))

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Refuse what the plan's rules forbid, so that the pointer says so before the drop."""
        if self.read_only or not any(data.hasFormat(name) for name in self.mimeTypes()):
            return False
        return self._may_hold(self._entry(parent), tree_mime.read_ids(data, tree_mime.token(self)), action)

    def _may_hold(self, parent: Entry, ids: list[int], action: Qt.DropAction) -> bool:
        entries = [self.outline.entries[node_id] for node_id in ids if node_id in self.outline]
        if not parent.is_section and any(entry.is_section for entry in entries):
            return False
        above = {parent.id, *(entry.id for entry in self.outline.ancestors(parent))}
        return action == Qt.DropAction.CopyAction or not above.intersection(ids)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Move rows of this plan, or add copies of rows from anywhere."""
        target = self._entry(parent)
        before = target.children[row].id if 0 <= row < len(target.children) else None
        ids = tree_mime.read_ids(data, tree_mime.token(self))
        parent_id = target.id or None
        if ids and action == Qt.DropAction.MoveAction:
            return bool(self._run(lambda document: document.move(ids, parent_id, before=before)).changes)
        nodes, departments = tree_mime.read_nodes(data)
        return bool(
            nodes
            and self._run(
                lambda document: document.paste(nodes, parent_id, before=before, departments=departments)
            ).changes
        )


def _changes_what_is_above(change: Change) -> bool:
    return change.after is not None and bool(change.after.keys() & {"parent_id", "kind"})


def due_text(due: str) -> str:
    """Return a due date as people write it: 12月31日, 12月, 2020年; a text that is no date as it stands."""
    parts = due.split("-")
    if not all(part.isdigit() for part in parts):
        return due
    if len(parts) == 1:
        return _("{year}").format(year=parts[0])
    month = int(parts[1])
    if len(parts) == 2:
        return month_name(month) or due
    return _("{month}/{day}").format(month=month, day=int(parts[2]))
