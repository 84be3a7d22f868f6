"""Which rows of the tree are open and which are shut, through edits, undo and whole new models.

One rule: a row that goes and comes back is as it was; rows are told by their ids.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject

from planeditor.gui.tree_model import ID_ROLE
from planeditor.plan.changes import ChangeSet
from planeditor.plan.outline import Entry

if TYPE_CHECKING:
    from planeditor.gui.tree_view import TreeView

OPEN_AT_FIRST = 2000  # rows: a larger plan shows its top level only


class OpenRows(QObject):
    """The open rows of one tree."""

    def __init__(self, tree: "TreeView") -> None:
        """Follow the tree's session."""
        super().__init__(tree)
        self._tree = tree
        self._session = tree.session
        self._kept: set[int] = set()
        self._were_open: set[int] = set()  # rows that went while they were open: they come back so
        model = self._session.tree
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.rowsAboutToBeRemoved.connect(self._on_rows_going)
        self._session.changed.connect(self._on_changed)

    def open_first(self) -> None:
        """Open the sections of a new window's plan, unless it is a large one."""
        if len(self._session.outline) <= OPEN_AT_FIRST:
            self.open(entry.id for entry in self._session.outline.walk() if entry.is_section)

    def to_level(self, level: int) -> None:
        """Show so many levels; 0 shows all."""
        if level:
            self._tree.expandToDepth(level - 2) if level > 1 else self._tree.collapseAll()
        else:
            self._tree.expandAll()
        self.scroll_to_current()

    def scroll_to_current(self) -> None:
        """Scroll to the current row, or to what it stands in where that is shut: Qt would open it again."""
        shown = index = self._tree.currentIndex()
        while index.parent().isValid():
            index = index.parent()
            if not self._tree.isExpanded(index):
                shown = index
        if shown.isValid():
            self._tree.scrollTo(shown)

    def open_below(self, ids: Iterable[int]) -> None:
        """Open these rows and all below them, as far as these are few."""
        outline = self._session.outline
        below = islice((entry for top in ids for entry in outline[top].walk() if entry.children), OPEN_AT_FIRST)
        self.open([entry.id for entry in below])

    def open_above(self, index: QModelIndex) -> None:
        """Open all that a row stands in."""
        above = index.parent()
        while above.isValid():
            self._tree.expand(above)
            above = above.parent()

    def open(self, ids: Iterable[int]) -> None:
        """Open these rows, and leave the others as they are."""
        for node_id in ids:
            index = self._tree.index_of(node_id)
            if index.isValid():
                self._tree.expand(index)

    def open_only(self, ids: Iterable[int]) -> None:
        """Open these rows, and shut all others."""
        wanted = set(ids)
        for entry in list(self.first()):
            if entry.id not in wanted:
                self._tree.collapse(self._tree.index_of(entry.id))
        self._tree.scheduleDelayedItemsLayout()  # once for all, not for every row
        self.open(wanted)

    def ids(self, limit: int | None = None) -> set[int]:
        """Return the rows that are open, not more than `limit` of them."""
        return {entry.id for entry in self.first(limit)}

    def first(self, limit: int | None = None) -> Iterator[Entry]:
        """Yield the rows that are open in their order, not more than `limit` of them."""
        return islice(self._among(self._session.outline.root.children), limit)

    def _among(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        for entry in entries:
            if entry.children and self._tree.isExpanded(self._tree.index_of(entry.id)):
                yield entry
                yield from self._among(entry.children)

    def _on_rows_going(self, parent: QModelIndex, first: int, last: int) -> None:
        outline = self._session.outline
        above = outline[parent.data(ID_ROLE)] if parent.isValid() else outline.root
        self._were_open.update(entry.id for entry in self._among(above.children[first : last + 1]))

    def _on_changed(self, change_set: ChangeSet) -> None:
        if self._were_open:
            back = self._were_open.intersection(change_set.created())
            self.open(back)
            self._were_open -= back

    def _keep(self) -> None:
        self._kept = self.ids()
        self._were_open |= self._kept

    def _restore(self) -> None:
        self.open(self._kept)
