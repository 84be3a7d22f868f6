"""Publishing in the background: the file at the user's path follows the working copy.

One rule: at most one publication runs at a time, in a worker thread; what is edited meanwhile makes the next one.
"""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from planeditor.errors import PlanEditorError
from planeditor.gui.jobs import Job
from planeditor.gui.moments import local_time
from planeditor.store import ConflictError, Document


class Saving(Enum):
    """How the file stands to what is on the screen."""

    SAVED = auto()
    SAVING = auto()
    BEHIND = auto()
    FAILED = auto()
    UNTITLED = auto()
    READ_ONLY = auto()


@dataclass(frozen=True, slots=True)
class SaveState:
    """What the status bar shows: `time` is "10:32" of the last publication, `message` why the last one failed."""

    kind: Saving
    time: str = ""
    message: str = ""


class Publisher(QObject):
    """Runs `document.publish` in the thread pool and keeps the state that the status bar shows."""

    state_changed = Signal()
    conflict_found = Signal(str)  # the message of the ConflictError; nothing was written
    finished = Signal()  # a publication ended, well or not

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        """Watch over one document."""
        super().__init__(parent)
        self._document = document
        self._job: Job | None = None
        self._again = False
        self._stopped = False
        self._failure = ""
        self.in_conflict = False
        self.state = self._read_state()

    @property
    def is_running(self) -> bool:
        """Tell whether a publication is under way."""
        return self._job is not None

    def start(self) -> None:
        """Publish if there is something to publish; while one runs, another follows it.

        After a conflict nothing is tried until the user has decided, which `forget_failure` tells.
        """
        if self._document.path is None or self._document.read_only or self.in_conflict:
            return
        if self._job is not None:
            self._again = True
            return
        if self._document.is_published:
            self.refresh()
            return
        self._job = Job(self._document.publish)
        self._job.succeeded.connect(self._on_published)
        self._job.failed.connect(self._on_failed)
        self._job.start()
        self._set(SaveState(Saving.SAVING))

    def stop(self) -> None:
        """Read nothing from the document any more: it is about to be closed, perhaps before a publication ends."""
        self._stopped = True
        self._again = False

    def refresh(self) -> None:
        """Read the state from the document."""
        if self._job is None:
            self._set(self._read_state())
        else:
            self.state_changed.emit()

    def forget_failure(self) -> None:
        """Let the next state no longer speak of the last failure, and a conflict no longer stand in the way."""
        self._failure = ""
        self.in_conflict = False
        self.refresh()

    def _on_published(self, _result: object) -> None:
        self._failure = ""
        self._end()

    def _on_failed(self, error: Exception) -> None:
        self._again = False
        self._failure = str(error)
        self.in_conflict = isinstance(error, ConflictError)
        self._end()
        if isinstance(error, ConflictError):
            self.conflict_found.emit(str(error))
        elif not isinstance(error, PlanEditorError):
            raise error

    def _end(self) -> None:
        again, self._again = self._again, False
        self._job = None
        if self._stopped:
            return
        self.refresh()
        if again:
            self.start()
        self.finished.emit()

    def _read_state(self) -> SaveState:
        if self._document.read_only:
            return SaveState(Saving.READ_ONLY)
        if self._failure:
            return SaveState(Saving.FAILED, message=self._failure)
        if self._document.path is None:
            return SaveState(Saving.UNTITLED)
        if self._document.is_published:
            return SaveState(Saving.SAVED, local_time(self._document.published_at))
        return SaveState(Saving.BEHIND)

    def _set(self, state: SaveState) -> None:
        self.state = state
        self.state_changed.emit()
