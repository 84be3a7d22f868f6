"""Searching one session's plan: at once in a small plan, in a thread of its own with an index in a large one.

One rule: the window's thread never waits. Asking anew ends what was asked before, and only the last answer is told.
"""

import time
from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from planeditor.errors import Cancelled, PlanEditorError
from planeditor.gui.errors import log
from planeditor.gui.go_to import find_numbers
from planeditor.gui.jobs import Job
from planeditor.gui.session import Session
from planeditor.plan.changes import ChangeSet
from planeditor.plan.sought import Query, Sought
from planeditor.store import Document
from planeditor.store.reader import Reader

if TYPE_CHECKING:
    from planeditor.store.search_index import SearchIndex

LARGE = 2000  # rows: above, a search goes to a thread
INDEXED = 5000  # rows: above, an index is built
INDEX_AFTER_MS = 2000  # not while the window appears
TAKE_IN_AFTER_MS = 500
FIRST = 1000  # hits that are told before all are known
FIRST_WITHIN_S = 0.1  # ... or what there is by then
WORK_S, REST_S = 0.002, 0.001  # a thread that computes leaves the interpreter to the window again and again
ENDS_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: a query, and the section within which (0: the whole plan)."""

    query: Query
    within: int = 0


@dataclass(frozen=True, slots=True)
class Hits:
    """An answer: the rows found (0 is the plan's head), and whether these are all."""

    request: Request
    sought: Sought
    ids: Set[int]
    is_all: bool


class PlanSearch(QObject):
    """Answers requests; the last one only."""

    answered = Signal(object)  # Hits
    failed = Signal(object, object)  # Request, SearchError
    _came = Signal(object, object)  # the same from a thread: _Task, Hits

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Search the session's plan."""
        super().__init__(parent)
        self._session = session
        self._task: _Task | None = None
        self._came.connect(self._on_came)
        self._pool = QThreadPool(self, maxThreadCount=2)  # one may still be ending while the next begins
        self._keeper = IndexKeeper(session, self)

    def ask(self, request: Request) -> None:
        """Search; in a small plan the answer is there when this returns."""
        self.cancel()
        try:
            sought = Sought(request.query)
            if len(self._session.outline) <= LARGE:
                ids = _search_now(self._session.document, sought, self._within(request.within))
                self._tell(Hits(request, sought, frozenset(ids), is_all=True))
                return
        except PlanEditorError as error:
            self.failed.emit(request, error)
            return
        self._task = task = _Task(request, sought, self._within(request.within), self._keeper.index, self._came.emit)
        task.job = Job(task.run, self._session.document)
        task.job.failed.connect(lambda error: self._on_failed(task, error))
        task.job.start(self._pool)

    def _within(self, section: int) -> frozenset[int] | None:
        entry = self._session.outline.entries.get(section) if section else None
        return None if entry is None else frozenset(below.id for below in entry.walk())

    def cancel(self) -> None:
        """End a search that still runs; it tells nothing any more."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def stop(self) -> None:
        """End all, before the document is closed."""
        self.cancel()
        self._pool.waitForDone(round(ENDS_WITHIN_S * 1000))
        self._keeper.stop()

    def _on_came(self, task: "_Task", hits: Hits) -> None:
        if task is self._task:
            self._tell(hits)

    def _tell(self, hits: Hits) -> None:
        outline, query = self._session.outline, hits.request.query
        if "number" in query.parts and not query.regex:
            within = self._within(hits.request.within)
            numbered = (i for i in find_numbers(outline, query.text) if within is None or i in within)
            hits = replace(hits, ids=hits.ids | set(numbered))
        self.answered.emit(replace(hits, ids=outline.entries.keys() & hits.ids))

    def _on_failed(self, task: "_Task", error: Exception) -> None:
        if task is not self._task:
            return  # whatever it raised, it was ended
        if isinstance(error, PlanEditorError) and not isinstance(error, Cancelled):
            self.failed.emit(task.request, error)
        elif not isinstance(error, Cancelled):
            log.error("search", exc_info=error)


def _search_now(document: Document, sought: Sought, only: frozenset[int] | None) -> list[int]:
    from planeditor.store.search import scan

    return list(scan(document.connection, sought, only))


class _Task:
    """One search in a thread."""

    def __init__(
        self,
        request: Request,
        sought: Sought,
        only: frozenset[int] | None,
        index: "SearchIndex | None",
        tell: Callable[["_Task", Hits], object],
    ) -> None:
        self.request = request
        self.job: Job | None = None
        self._sought, self._only, self._index, self._tell = sought, only, index, tell
        self._reader: Reader | None = None
        self._rested = 0.0
        self._cancelled = False

    def cancel(self) -> None:
        """End the search, whatever it is doing."""
        self._cancelled = True
        reader = self._reader
        if reader is not None:
            reader.interrupt()

    def run(self, document: Document) -> None:
        """Tell the first hits as soon as there are some, and all at the end."""
        self._rested = time.monotonic()
        if self._index is not None and self._run_indexed(self._index):
            return
        with document.aside() as self._reader:
            try:
                self._run_scan(self._reader)
            finally:
                self._reader = None

    def _run_indexed(self, index: "SearchIndex") -> bool:
        first = index.find(self._sought, limit=FIRST, only=self._only)
        if first is None:
            return False
        self._say(first, is_all=len(first) < FIRST)
        if len(first) == FIRST:
            self._pause()
            self._say(index.find(self._sought, only=self._only) or first, is_all=True)
        return True

    def _run_scan(self, reader: Reader) -> None:
        from planeditor.store.search import scan, scan_all

        if self._sought.is_certain:
            self._say(scan_all(reader.connection, self._sought, self._only, FIRST), is_all=False)
            self._pause()
        found: list[int] = []
        told, began = self._sought.is_certain, time.monotonic()
        for node_id in scan(reader.connection, self._sought, self._only, self._pause):
            found.append(node_id)
            if not told and (len(found) >= FIRST or time.monotonic() - began > FIRST_WITHIN_S):
                self._say(found, is_all=False)
                told = True
        self._say(found, is_all=True)

    def _say(self, ids: list[int], *, is_all: bool) -> None:
        self._tell(self, Hits(self.request, self._sought, frozenset(ids), is_all))

    def _pause(self) -> None:
        if self._cancelled:
            raise Cancelled("")
        if time.monotonic() - self._rested > WORK_S:
            time.sleep(REST_S)
            self._rested = time.monotonic()


class IndexKeeper(QObject):
    """Builds the index of a large plan in the background and keeps it up."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Begin a moment from now."""
        super().__init__(parent)
        self._session = session
        self.index: SearchIndex | None = None
        self._job: Job | None = None
        self._later = QTimer(self, singleShot=True, interval=TAKE_IN_AFTER_MS)
        self._later.timeout.connect(self._take_in)
        QTimer.singleShot(INDEX_AFTER_MS, self, self._build)
        session.changed.connect(self._on_changed)

    def _build(self) -> None:
        if self.index is None and len(self._session.outline) > INDEXED and not self._session.is_closed:
            self.index = self._session.document.search_index()
            job = Job(_build_index, self.index)
            job.succeeded.connect(self._take_in)
            self._start(job)

    def _start(self, job: Job) -> None:
        self._job = job
        job.failed.connect(self._on_failed)
        job.start()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            log.error("search index", exc_info=error)  # without an index all is found as well

    def _on_changed(self, change_set: ChangeSet) -> None:
        if self.index is not None:
            self.index.touch(change_set)
            self._later.start()
        else:
            self._build()

    def _take_in(self, _built: object = None) -> None:
        if self.index is not None and self.index.is_ready:
            self._start(Job(self.index.refresh))

    def stop(self) -> None:
        """Give the index up: what is open cannot be removed everywhere."""
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
            self._job.wait(ENDS_WITHIN_S)
        if self.index is not None:
            self.index.close()
            self.index = None


def _build_index(index: "SearchIndex", progress: Callable[[float], object]) -> None:
    index.build(paced(progress))


def paced(progress: Callable[[float], object]) -> Callable[[], None]:
    """Return what a thread is to call often: it lets the window have the interpreter, and ends when cancelled."""
    rested = time.monotonic()

    def pause() -> None:
        nonlocal rested
        if time.monotonic() - rested > WORK_S:
            progress(0.0)
            time.sleep(REST_S)
            rested = time.monotonic()

    return pause
