"""A document: one open plan, its edits, its undo and its file.

One rule: every change goes through a step of this class and is on disk when the call returns.
"""

import contextlib
from collections.abc import Iterator

from planeditor.plan.changes import ChangeSet
from planeditor.plan.outline import Outline
from planeditor.store.edits_handouts import HandoutEdits
from planeditor.store.filed import Filed
from planeditor.store.reader import Reader
from planeditor.store.store import Store, connect
from planeditor.store.working_copy import WorkingCopy


class Document(HandoutEdits, Filed):
    """The editing API: reading from Reader, edits from the Edits classes, its file from Filed, undo and redo here."""

    def __init__(self, store: Store, working: WorkingCopy | None = None) -> None:
        """Edit the plan in `store`; `working` ties it to a file."""
        Reader.__init__(self, store.connection)
        self.store = store
        self.working = working
        self.outline_ahead: Outline | None = None  # read at opening; good for the first who asks, until an edit

    @contextlib.contextmanager
    def aside(self) -> Iterator[Reader]:
        """Give a reader with a connection of its own, for a worker thread: it sees what was committed before."""
        with contextlib.closing(connect(self._files.folder.database)) as connection:
            yield Reader(connection)

    @contextlib.contextmanager
    def elsewhere(self) -> Iterator["Document"]:
        """Give the same plan with a connection of its own, for a worker that makes a long step while people wait.

        Between `store.hold` and `store.let_go` this document sees what was before.
        """
        with contextlib.closing(connect(self._files.folder.database)) as connection:
            store = Store(connection, self.store.author)
            store.read_only = self.store.read_only
            yield Document(store)

    def outline(self) -> Outline:
        """Return a fresh outline of the whole plan."""
        ahead, self.outline_ahead = self.outline_ahead, None
        return ahead if ahead is not None and self.connection.total_changes == 0 else super().outline()

    def undo(self) -> ChangeSet | None:
        """Take back the last step; None when there is none."""
        return self._turned(self.store.undo())

    def redo(self) -> ChangeSet | None:
        """Make the last undone step again; None when there is none."""
        return self._turned(self.store.redo())

    def _turned(self, change_set: ChangeSet | None) -> ChangeSet | None:
        self.forget_registry()
        return change_set

    @property
    def undo_label(self) -> str:
        """Return the name of the step that undo would take back, "" when there is none."""
        return self.store.label_of("undo")

    @property
    def redo_label(self) -> str:
        """Return the name of the step that redo would make again, "" when there is none."""
        return self.store.label_of("redo")
