"""What the actions do to the rows of the tree: one short verb each.

One rule: a command is one edit through the session, and leaves the current row where people look next.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from planeditor.gui import clipboard
from planeditor.gui.editing_focus import is_for_tree
from planeditor.gui.session import Session
from planeditor.gui.tree_view import TreeView
from planeditor.gui.undo_bar import UndoBar
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import NodeKind
from planeditor.plan.outline import Entry, Outline
from planeditor.store import Document

SIBLINGS = 5  # looked at on either side for the labels of a new item
Several = Callable[[Document, list[int]], ChangeSet]


class TreeCommands(QObject):
    """The verbs for rows; they work on the view's selection."""

    def __init__(self, session: Session, view: TreeView, undo_bar: UndoBar) -> None:
        """Serve one tree."""
        super().__init__(view)
        self._session = session
        self._view = view
        self._undo_bar = undo_bar
        self._made_from = 0  # the row that was current before the new one
        self._bind("Tab", self.demote)
        self._bind("Shift+Tab", self.promote)
        view.new_row_abandoned.connect(self._on_new_row_abandoned)

    def _bind(self, keys: str, slot: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._view, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(slot)

    @property
    def _ids(self) -> list[int]:
        return self._view.selected_ids()

    # new rows

    def new_item(self) -> None:
        """Add an item after the current one, or at the end of the current section."""
        entry = self._current()
        if entry is not None and entry.is_section:
            self._insert("item", entry.id, None)
        else:
            self._add("item", entry)

    def new_child(self) -> None:
        """Add an item inside the current section or item."""
        entry = self._current()
        self._insert("item", entry.id if entry else None, None)

    def new_section(self) -> None:
        """Add a section after the one that is current or that the current item stands in."""
        entry = self._current()
        while entry is not None and not entry.is_section:
            entry = entry.parent
        self._add("section", entry if entry is not None and entry.parent is not None else None)

    def _current(self) -> Entry | None:
        return self._session.outline.entries.get(self._session.current_id) if self._session.current_id else None

    def _add(self, kind: NodeKind, after: Entry | None) -> None:
        if after is None or after.parent is None:
            self._insert(kind, None, None)
            return
        following = after.parent.children[self._session.outline.row(after) + 1 :][:1]
        self._insert(kind, after.parent.id or None, following[0].id if following else None)

    def _insert(self, kind: NodeKind, parent_id: int | None, before: int | None) -> None:
        made_from = self._session.current_id
        labels = self._labels_of_siblings(parent_id, before) if kind == "item" else ()
        change_set = self._session.run(lambda document: _insert_labelled(document, kind, parent_id, before, labels))
        created = change_set.created()
        if created:
            self._made_from = made_from
            self._view.edit_title(created[0], is_new=True)

    def _labels_of_siblings(self, parent_id: int | None, before: int | None) -> tuple[str, ...]:
        """Return the labels that most of the nearest items have in common, none where they differ."""
        outline = self._session.outline
        siblings = outline[parent_id or 0].children
        place = outline.row(outline[before]) if before else len(siblings)
        nearest = [entry.id for entry in siblings[max(place - SIBLINGS, 0) : place + SIBLINGS] if not entry.is_section]
        fields = (self._session.document.node(node_id).fields for node_id in nearest)
        found = Counter(tuple(dict.fromkeys(field.label for field in some)) for some in fields)
        labels, count = found.most_common(1)[0] if found else ((), 0)
        return labels if 2 * count > len(nearest) else ()

    def _on_new_row_abandoned(self, node_id: int) -> None:
        entry = self._session.outline.entries.get(node_id)
        if entry is None or entry.children or self._session.document.node(node_id).title:
            return
        while node_id in self._session.outline and self._session.undo() is not None:
            pass  # what was typed into it may have been written in time
        if self._made_from:
            self._view.show_id(self._made_from)

    # place and level

    def rename(self) -> None:
        """Edit the current title in place."""
        if self._session.current_id and not self._session.read_only:
            self._view.edit_title(self._session.current_id)

    def promote(self) -> None:
        """Raise the selected rows by one level."""
        self._arrange(lambda document, ids: document.promote(ids))

    def demote(self) -> None:
        """Lower the selected rows by one level."""
        self._arrange(lambda document, ids: document.demote(ids))

    def move_up(self) -> None:
        """Move the selected rows up."""
        self._arrange(lambda document, ids: document.move_up(ids))

    def move_down(self) -> None:
        """Move the selected rows down."""
        self._arrange(lambda document, ids: document.move_down(ids))

    def _arrange(self, edit: Several) -> None:
        ids, current = self._ids, self._session.current_id
        if ids:
            self._session.run(lambda document: edit(document, ids))
            self._view.select_ids(ids, current=current if current in ids else 0)

    def merge(self) -> None:
        """Make one of the selected rows; one alone goes into the row before it."""
        ids = self._ids
        if len(ids) == 1:
            ids = [entry.id for entry in merged_alone(self._session.outline, ids[0])]
        if self._session.run(lambda document: document.merge(ids)).changes:
            self._view.show_id(ids[0])

    # copies

    def duplicate(self) -> None:
        """Put copies of the selected rows below them."""
        if is_for_tree("duplicate", self._view):
            ids = self._ids
            self._show_created(self._session.run(lambda document: document.duplicate(ids)))

    def copy(self) -> None:
        """Copy the selected text, or the selected rows."""
        if is_for_tree("copy", self._view) and self._ids:
            self._copy_rows()

    def _copy_rows(self) -> None:
        self._session.flush()
        clipboard.copy_nodes(self._session.document, self._session.outline, self._ids)

    def cut(self) -> None:
        """Cut the selected text, or the selected rows."""
        if is_for_tree("cut", self._view) and self._ids:
            self._copy_rows()
            self._delete(_("Cut"))

    def paste(self) -> None:
        """Paste into the text that has the focus, or rows after the current one."""
        if not is_for_tree("paste", self._view):
            return
        self._session.flush()
        pasted = clipboard.read_clipboard(self._session.document.plan().year)
        place = clipboard.paste_place(self._session.outline, self._session.current_id, pasted.nodes)
        count = sum(1 for _node in pasted.walk())
        self._show_created(
            self._session.run(lambda document: clipboard.paste_nodes(document, pasted, *place), places=count)
        )

    def select_all(self) -> None:
        """Select all of the text or table that has the focus, or all rows that are open."""
        if is_for_tree("select_all", self._view):
            self._view.setFocus()
            self._view.selectAll()

    def _show_created(self, change_set: ChangeSet) -> None:
        created = self._session.tree.top_most(change_set.created())
        if created:
            self._view.open.open_below(created)
            self._view.select_ids(created[:100])
            for node_id in (created[-1], created[0]):  # as many as there is room for, the first in any case
                self._view.scrollTo(self._view.index_of(node_id))
            self._view.setFocus()

    # going

    def delete(self) -> None:
        """Delete the selected rows; the bar below the tree offers them back."""
        if is_for_tree("delete", self._view):
            self._delete("")

    def _delete(self, label: str) -> None:
        ids = self._ids
        if not ids or self._session.read_only:
            return
        counts = self._counts(ids, is_cut=bool(label))
        successor = self._successor(ids)
        if label:
            self._session.run(lambda document: _labelled(document, label, ids))
        else:
            self._session.run(lambda document: document.delete(ids))
        if successor:
            self._view.show_id(successor)
        self._undo_bar.offer(counts)

    def _counts(self, ids: list[int], *, is_cut: bool) -> str:
        entries = [self._session.outline[node_id] for node_id in ids]
        if len(entries) == 1 and not entries[0].children:
            title = self._session.tree.index_of(ids[0], 1).data() or ""
            return (_("Cut “{title}”") if is_cut else _("Deleted “{title}”")).format(title=title)
        count = sum(1 for entry in entries for _below in entry.walk())
        if is_cut:
            return ngettext("Cut {count} row", "Cut {count} rows", count).format(count=count)
        return ngettext("Deleted {count} row", "Deleted {count} rows", count).format(count=count)

    def _successor(self, ids: list[int]) -> int:
        """Return the row that is current when these are gone: the next, else the one before, else the one above."""
        outline, gone = self._session.outline, set(ids)
        last = outline[ids[-1]]
        assert last.parent is not None
        siblings, row = last.parent.children, outline.row(last)
        nearest = [*siblings[row + 1 :], *reversed(siblings[:row])]
        shown = (entry.id for entry in nearest if entry.id not in gone and self._view.index_of(entry.id).isValid())
        return next(shown, last.parent.id)


def merged_alone(outline: Outline, node_id: int) -> list[Entry]:
    """Return the row of the same kind before a row, and the row; nothing where there is none."""
    entry = outline[node_id]
    row = outline.row(entry)
    before = entry.parent.children[row - 1] if entry.parent is not None and row else None
    return [before, entry] if before is not None and before.kind == entry.kind else []


def _insert_labelled(
    document: Document, kind: NodeKind, parent_id: int | None, before: int | None, labels: Iterable[str]
) -> ChangeSet:
    """Add a row with empty texts under these labels, as one step."""
    with document.step(_("New section") if kind == "section" else _("New item")) as step:
        (node_id, *_rest) = document.insert(kind, parent_id, before=before).created()
        for label in labels:
            document.add_field(node_id, label)
    return step.change_set


def _labelled(document: Document, label: str, ids: list[int]) -> ChangeSet:
    with document.step(label) as step:
        document.delete(ids)
    return step.change_set
