"""Checking one session's plan in the background, again after every change.

One rule: the window's thread never waits. A check starts when typing has paused, and ends when an edit comes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication

from planeditor.errors import Cancelled
from planeditor.gui.errors import log
from planeditor.gui.find_search import ENDS_WITHIN_S, paced
from planeditor.gui.jobs import Job
from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.checks import ERROR, Fix, Problem, without_dismissed
from planeditor.plan.entities import Node, Snapshot
from planeditor.store import Document
from planeditor.store.reader import Reader

FIRST_AFTER_MS = 3000  # not while the window appears
PAUSE_MS = 1500  # of typing
SOON_MS = 50
UNCHECKED = frozenset({"version", "version_part"})  # tables that say nothing of the plan's content
TITLE_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Found:
    """A problem with what a list shows beside it: title and section of its row, and the words at its spot."""

    problem: Problem
    title: str
    section_id: int  # of the highest section or item it stands in; 0 for the plan itself
    section: str
    words: str

    @property
    def place(self) -> str:
        """Return number and title, as a person would name the place."""
        return f"{self.problem.number}{self.title}" if self.section_id else self.title


class PlanChecks(QObject):
    """The findings of a plan, kept up to date; `changed` tells of other ones, `running` of a check's begin and end."""

    changed = Signal()
    running = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Check a moment from now."""
        super().__init__(parent)
        self.session = session
        self.found: list[Found] = []  # without those dismissed
        self.is_known = False  # whether a check has been through
        self._all: list[Found] = []
        self._task: _Task | None = None
        self._day: date | None = None  # of the last check
        self._pool = QThreadPool(self, maxThreadCount=1)  # one that is ending ends before the next begins
        self._timer = QTimer(self, singleShot=True, interval=FIRST_AFTER_MS)
        self._timer.timeout.connect(self._on_pause)
        self._timer.start()
        session.changed.connect(self._on_changed)

    @property
    def errors(self) -> int:
        """Return how many errors there are."""
        return sum(found.problem.severity == ERROR for found in self.found)

    @property
    def is_running(self) -> bool:
        """Tell whether a check is under way or about to begin."""
        return self._task is not None or self._timer.isActive()

    def check_now(self) -> None:
        """Check without waiting for a pause, unless what is known is of today and nothing has changed since."""
        if self._timer.isActive() or (self._day != date.today() and self._task is None):
            self._start()

    def stop(self) -> None:
        """End all, before the document is closed."""
        self._timer.stop()
        self._cancel()
        self._pool.waitForDone(round(ENDS_WITHIN_S * 1000))

    def _on_changed(self, change_set: ChangeSet) -> None:
        tables = {change.table for change in change_set.changes} - UNCHECKED
        if "dismissal" in tables:
            self._show()
        if tables - {"dismissal"}:
            self._cancel()
            self._timer.start(PAUSE_MS)

    def _on_pause(self) -> None:
        if getattr(QApplication.focusWidget(), "is_busy", False):
            self._timer.start(PAUSE_MS)  # someone is typing: what comes next would end the check again
        else:
            self._start()

    def _start(self) -> None:
        self._timer.stop()
        self._cancel()
        if self.session.is_closed:
            return
        self._day = date.today()
        self._task = task = _Task(self.session.document, self._day)
        task.job.succeeded.connect(lambda found: self._on_checked(task, found))
        task.job.failed.connect(lambda error: self._on_failed(task, error))
        task.job.start(self._pool)
        self.running.emit(True)

    def _cancel(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            self._day = None
            task.cancel()

    def _on_checked(self, task: "_Task", found: list[Found]) -> None:
        if task is not self._task:
            return
        self._task = None
        self._all, self.is_known = found, True
        self._show()
        self.running.emit(False)

    def _on_failed(self, task: "_Task", error: Exception) -> None:
        if task is self._task:  # whatever another raised, it was ended
            self._task = None
            self.running.emit(False)
            if not isinstance(error, Cancelled):
                log.error("checks", exc_info=error)

    def _show(self) -> None:
        dismissed = {(each.rule, each.node_id, each.subject) for each in self.session.document.dismissals()}
        left = without_dismissed((found.problem for found in self._all), dismissed)
        kept = {id(problem) for problem in left}
        self.found = [found for found in self._all if id(found.problem) in kept]
        self.changed.emit()

    # edits

    def apply(self, fix: Fix, mended: Sequence[Found]) -> int:
        """Mend problems by one fix, as one step; return how many are gone from the list until the next check."""
        if not self.session.run(lambda document: document.apply_fix(fix)).changes:
            self._timer.start(SOON_MS)  # what was found is no more
            return 0
        gone = {id(found) for found in mended}
        self._all = [found for found in self._all if id(found) not in gone]
        self._show()
        self._timer.start(SOON_MS)  # nobody is typing
        return len(gone)

    def dismiss(self, chosen: Sequence[Found], reason: str) -> None:
        """Report these problems no more, as one step."""
        keys = [found.problem.key for found in chosen]

        def dismiss(document: Document) -> ChangeSet:
            with document.step(_("Dismiss finding")) as step:
                for rule, node_id, subject in keys:
                    document.dismiss(rule, node_id, subject, reason)
            return step.change_set

        self.session.run(dismiss)


class _Task:
    """One check in a thread."""

    def __init__(self, document: Document, today: date) -> None:
        self.job = Job(self._run, document, today)
        self._reader: Reader | None = None

    def cancel(self) -> None:
        """End the check, whatever it is doing."""
        self.job.cancel()
        reader = self._reader
        if reader is not None:
            reader.interrupt()

    def _run(self, document: Document, today: date, progress: Callable[[float], object]) -> list[Found]:
        from planeditor.plan.checks import check_plan
        from planeditor.plan.checks.chosen import settings_from

        pause = paced(progress)

        def cancelled() -> bool:
            pause()  # raises when the check is to end
            return False

        progress(0.0)
        with document.aside() as self._reader:
            snapshot, settings = self._reader.snapshot(), settings_from(self._reader.settings())
            self._reader = None
        return _placed(snapshot, check_plan(snapshot, settings, today, cancelled=cancelled))


def _placed(snapshot: Snapshot, problems: Sequence[Problem]) -> list[Found]:
    """Give every problem the names of its place and the words at its spot."""
    wanted = {problem.id for problem in problems}
    nodes: dict[int, tuple[Node, Node]] = {}
    for top in snapshot.nodes:
        nodes |= {node.id: (node, top) for node in top.walk() if node.id in wanted}
    return [_found(snapshot, problem, *nodes.get(problem.id, (None, None))) for problem in problems]


def _found(snapshot: Snapshot, problem: Problem, node: Node | None, top: Node | None) -> Found:
    spot = problem.spot
    if spot.place.startswith("plan."):
        text = str(getattr(snapshot.plan, spot.place.removeprefix("plan."), ""))
    else:
        text = _text_at(node, spot.place) if node is not None else ""
    words = text[spot.start : spot.end]
    if node is None or top is None or problem.whole:
        return Found(problem, _("Throughout the plan"), 0, _("Throughout the plan"), words)
    return Found(problem, _title(node), top.id, _title(top), words)


def _text_at(node: Node, place: str) -> str:
    texts = {"title": node.title, "body": node.body} | {str(field.id): field.text for field in node.fields}
    return texts.get(place, "")


def _title(node: Node) -> str:
    title = " ".join((node.title or node.body or next((field.text for field in node.fields), "")).split())
    return title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1]}…"
