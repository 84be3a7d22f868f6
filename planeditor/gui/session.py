"""One open plan as the window sees it: the one road for edits and the one signal that tells of them.

One rule: nothing in the window writes to the document but through `run`, `undo` and `redo`, and nothing shows a
change before `changed` was emitted. The tree model (and with it the outline) has taken a change over by then.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from planeditor.errors import EditError
from planeditor.gui.publishing import Publisher, SaveState
from planeditor.gui.tree_model import TreeModel
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.outline import Outline
from planeditor.store import Document

Edit = Callable[[Document], ChangeSet]
Turn = Literal["undo", "redo"]
PUBLISH_AFTER_MS = 2000
LONG_STEP = 1000  # rows; a step that changed more is undone by a worker, so that the window goes on drawing
LONG_EDIT = 150  # places; a cell costs as much as several rows
Edited = TypeVar("Edited")


class Session(QObject):
    """A document, its outline, what is selected in it and whether it is saved.

    Ids are 63 bits wide, so signals carry them as objects: Signal(int) would cut them to 32.
    """

    changed = Signal(object)  # ChangeSet: the one signal of changed data
    state_changed = Signal()  # saved, published, read-only, undo and redo labels
    notice = Signal(str)  # one sentence for the status bar
    about_to_commit = Signal()  # write what is still being typed, by `run`
    current_changed = Signal(object)  # id of the section or item shown, 0 for none

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        """Take over an open document; the session closes it."""
        super().__init__(parent)
        self.document = document
        self.current_id = 0
        self.is_closed = False
        self.tree = TreeModel(document, self.run, self)
        self.publisher = Publisher(document, self)
        self.publisher.state_changed.connect(self._on_state_changed)
        self._flushing = False
        self._wanted_id: int | None = None  # while a change set is taken over: what is to be current afterwards
        self._publish_timer = QTimer(self, singleShot=True, interval=PUBLISH_AFTER_MS)
        # Without a flush: it would break into the words that an input method is composing.
        self._publish_timer.timeout.connect(self.publisher.start)

    @property
    def outline(self) -> Outline:
        """Return the live outline; only the tree model changes it."""
        return self.tree.outline

    @property
    def read_only(self) -> bool:
        """Tell whether someone else has the file open for writing."""
        return self.document.read_only

    @property
    def save_state(self) -> SaveState:
        """Return what the corner of the status bar says about saving."""
        return self.publisher.state

    def run(self, edit: Edit, *, places: int = 1) -> ChangeSet:
        """Write what is being typed, run one edit and tell of it; a forbidden edit becomes a notice.

        An edit of hundreds of `places`, such as cells, is left to a worker; it may use the document it is given alone.
        """
        self.flush()
        try:
            change_set = edit(self.document) if places <= LONG_EDIT else self._run_elsewhere(edit)
        except EditError as error:
            self.notice.emit(str(error))
            return ChangeSet("", ())
        self._tell(change_set)
        return change_set

    def hold(self) -> None:
        """Write what is being typed and stay as it is now, while a worker writes through `Document.elsewhere`."""
        self.flush()
        self.document.store.hold()

    def take_in(self, change_set: ChangeSet | None) -> None:
        """Go on after `hold`, and tell of the step that the worker made, if it made one."""
        if self.is_closed:
            return
        self.document.store.let_go()
        if change_set is not None:
            self.document.forget_registry()
            self._tell(change_set)

    def flush(self) -> None:
        """Have editors write what is still being typed."""
        if self._flushing:
            return
        self._flushing = True
        try:
            self.about_to_commit.emit()
        finally:
            self._flushing = False

    def undo(self) -> ChangeSet | None:
        """Take back the last step; None when there is none."""
        self.flush()
        return self._step_back_or_forth("undo", _("Undone: {label}"))

    def redo(self) -> ChangeSet | None:
        """Do the step last taken back again; None when there is none."""
        self.flush()
        return self._step_back_or_forth("redo", _("Redone: {label}"))

    def select(self, node_id: int) -> None:
        """Show a section or item in the panels and the tree; 0 for none."""
        if self._wanted_id is not None:
            self._wanted_id = node_id
            return
        if node_id not in self.outline.entries:
            node_id = 0
        if node_id == self.current_id:
            return
        self.flush()
        self.current_id = node_id
        self.current_changed.emit(node_id)

    def publish(self) -> None:
        """Write the file in the background, if it has a path and is behind; whoever waits looks at save_state."""
        if self.is_closed:
            return
        self.flush()
        self._publish_timer.stop()
        self.publisher.start()

    def publish_soon(self) -> None:
        """Publish in a moment, as after an edit."""
        if self.document.path is not None:
            self._publish_timer.start()

    def reload_state(self) -> None:
        """Read the saved state anew after save as or a rename of the document."""
        self.publisher.refresh()

    def _on_state_changed(self) -> None:
        self.tree.read_only = self.document.read_only
        self.state_changed.emit()

    def _step_back_or_forth(self, which: Turn, text: str) -> ChangeSet | None:
        label = self.document.store.label_of(which)
        try:
            is_long = self.document.store.size_of(which) > LONG_STEP
            turn = partial(_turn, which)
            change_set = self._run_elsewhere(turn) if is_long else turn(self.document)
        except EditError as error:
            self.notice.emit(str(error))
            return None
        if change_set is not None:
            self._tell(change_set)
            self.notice.emit(text.format(label=label))
        return change_set

    def _run_elsewhere(self, edit: Callable[[Document], Edited]) -> Edited:
        """Let a worker write, and the window go on drawing."""
        from planeditor.gui.jobs import Job, wait_for

        self.hold()
        edited: list[Edited] = []
        try:
            wait_for(Job(lambda: edited.append(_edited_aside(self.document, edit))))
        finally:
            self.document.store.let_go()
            self.document.forget_registry()
        return edited[0]

    def close(self, *, discard: bool) -> None:
        """Close the document; with `discard` its working copy goes, too."""
        self._publish_timer.stop()
        self.publisher.stop()
        self.is_closed = True
        self.blockSignals(True)  # a publication that still runs must not wake the window
        self.document.close(discard=discard)

    def _tell(self, change_set: ChangeSet) -> None:
        if not change_set.changes:
            return
        self._take_over(change_set)
        self.changed.emit(change_set)
        self.publisher.refresh()
        self.publish_soon()

    def _take_over(self, change_set: ChangeSet) -> None:
        """Let the tree follow; a row that the view turns to meanwhile may be the next to go, so select at the end."""
        self._wanted_id = self.current_id
        self.tree.apply(change_set)
        wanted, self._wanted_id = self._wanted_id, None
        self.select(wanted)


def _turn(which: Turn, document: Document) -> ChangeSet | None:
    return document.undo() if which == "undo" else document.redo()


def _edited_aside(document: Document, edit: Callable[[Document], Edited]) -> Edited:
    with document.elsewhere() as editor:
        return edit(editor)
