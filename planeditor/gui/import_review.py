"""The state of an import under review: inputs, corrections with undo, and the preview that follows them.

One rule: a correction shows at once and is parsed in the background; while one parse runs, only the last of the
corrections made meanwhile is parsed next.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from planeditor.errors import Cancelled
from planeditor.gui.import_preview import Corrections, Input, Preview, make_preview
from planeditor.gui.jobs import Job
from planeditor.i18n import _
from planeditor.importing.draft import LineKind

# Painting a list asks for the interpreter hundreds of times, and waits this long for each while another thread
# parses: with Python's own 5 ms the window would stand still for seconds.
SWITCH_INTERVAL_S = 0.0001
PARSE_AFTER_MS = 20


class ImportReview(QObject):
    """One import from the choice of its inputs to its plan."""

    previewed = Signal()  # a new preview is there
    corrected = Signal()  # the corrections changed; the preview may follow later
    busy_changed = Signal(bool)
    progressed = Signal(float)  # of the job under way, from 0 to 1
    failed = Signal(object)  # the exception; what led to it was taken back

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing to import."""
        super().__init__(parent)
        self.inputs: tuple[Input, ...] = ()
        self.preview: Preview | None = None
        self.corrections = Corrections()
        self._open_state: tuple[Preview | None, Corrections] = (None, self.corrections)
        self._open_rows: list[int] = []
        self._past: list[Corrections] = []
        self._future: list[Corrections] = []
        self._asked = self.corrections  # what the running job was told
        self._job: Job | None = None
        self._is_stale = False
        self._switch_interval = sys.getswitchinterval()
        # What was corrected is painted before the parser takes its share of the interpreter.
        self._delay = QTimer(self, singleShot=True, interval=PARSE_AFTER_MS)
        self._delay.timeout.connect(self._start_job)

    # inputs

    def start(self, inputs: Sequence[Input]) -> None:
        """Read other inputs; corrections made so far are of no use for them."""
        self.inputs = tuple(inputs)
        self.preview = None
        self.corrections = Corrections()
        self._past.clear()
        self._future.clear()
        self._parse()

    def cancel(self) -> None:
        """Stop what is under way; `failed` tells of Cancelled."""
        if self._delay.isActive():
            self._delay.stop()
            self._on_failed(Cancelled(_("Cancelled.")))
        elif self._job is not None:
            self._is_stale = False
            self._job.cancel()
            sys.setswitchinterval(self._switch_interval)  # nobody may be there any more when it ends

    @property
    def is_busy(self) -> bool:
        """Tell whether the preview is behind the corrections."""
        return self._job is not None or self._delay.isActive()

    # corrections

    def correct(self, corrections: Corrections) -> None:
        """Take other corrections, as one step that can be undone."""
        if corrections == self.corrections:
            return
        self._past.append(self.corrections)
        self._future.clear()
        self._take(corrections)

    def set_role(self, rows: Iterable[int], role: LineKind | None) -> None:
        """Say what lines are; None leaves it to the program."""
        assert self.preview is not None
        roles = dict(self.corrections.roles)
        for row in rows:
            place = self.preview.lines[row].place
            if role is None:
                roles.pop(place, None)
            else:
                roles[place] = role
        self.correct(replace(self.corrections, roles=roles))

    def settle(self, rows: Iterable[int]) -> None:
        """Say that doubtful lines were taken for the right thing."""
        assert self.preview is not None
        places = {self.preview.lines[row].place for row in rows}
        self.correct(replace(self.corrections, settled=self.corrections.settled | places))

    def open_rows(self) -> list[int]:
        """Return the rows of the preview that are uncertain and not decided; found once for each state."""
        state = (self.preview, self.corrections)
        if self._open_state[0] is not state[0] or self._open_state[1] is not state[1]:
            self._open_state = state
            self._open_rows = self.preview.open_questions(self.corrections) if self.preview is not None else []
        return self._open_rows

    @property
    def can_undo(self) -> bool:
        """Tell whether there is a correction to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Tell whether there is a correction to make again."""
        return bool(self._future)

    def undo(self) -> None:
        """Take back the last correction."""
        if self._past:
            self._future.append(self.corrections)
            self._take(self._past.pop())

    def redo(self) -> None:
        """Make the correction last taken back again."""
        if self._future:
            self._past.append(self.corrections)
            self._take(self._future.pop())

    def _take(self, corrections: Corrections) -> None:
        self.corrections = corrections
        self.corrected.emit()
        told = self._asked if self._job is not None else self.preview.corrections if self.preview else corrections
        if not corrections.reads_as(told):
            self._parse()

    # parsing

    def _parse(self) -> None:
        if self._job is not None:
            self._is_stale = True
            self._job.cancel()
        elif not self._delay.isActive():
            self.busy_changed.emit(True)
            self._delay.start()

    def _start_job(self) -> None:
        self._asked = self.corrections
        self._job = Job(make_preview, self.inputs, self.corrections, self.preview)
        self._job.progressed.connect(self.progressed)
        self._job.succeeded.connect(self._on_succeeded)
        self._job.failed.connect(self._on_failed)
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        self._job.start()

    def _on_succeeded(self, preview: object) -> None:
        assert isinstance(preview, Preview)
        if self._end():
            return
        if self.corrections.reads_as(self._asked):
            self.corrections = self._carried(preview.corrections)
        self.preview = preview
        self.previewed.emit()

    def _carried(self, read: Corrections) -> Corrections:
        """Reading a file again may have dropped what was said of lines that are no longer there."""
        return replace(self.corrections, roles=read.roles, settled=self.corrections.settled, columns=read.columns)

    def _on_failed(self, error: Exception) -> None:
        if self._end():
            return
        if self.preview is not None:  # what cannot be read is not what people get
            self.corrections = self.preview.corrections
            if self.corrections in self._past:
                del self._past[self._past.index(self.corrections) :]
            self.corrected.emit()
        if not isinstance(error, Cancelled) or self.preview is None:
            self.failed.emit(error)

    def _end(self) -> bool:
        """Let the job go; tell whether another takes its place."""
        self._job = None
        sys.setswitchinterval(self._switch_interval)
        if self._is_stale:
            self._is_stale = False
            self._parse()
            return True
        self.busy_changed.emit(False)
        return False
