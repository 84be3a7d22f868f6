"""Which rows a filter shows: asked of the plan in the background, shown in the tree, and asked again after changes.

One rule: nobody edits a row away under their own hands: the current row and rows added meanwhile stay in sight.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from planeditor.errors import Cancelled
from planeditor.gui.errors import show_error
from planeditor.gui.find_search import ENDS_WITHIN_S, LARGE, paced
from planeditor.gui.jobs import Job
from planeditor.gui.session import Session
from planeditor.gui.tree_view import TreeView
from planeditor.plan.changes import ChangeSet
from planeditor.store import Document
from planeditor.store.search_filter import Match, Wanted, match

AGAIN_AFTER_MS, AGAIN_LARGE_AFTER_MS = 0, 400


class FilteredRows(QObject):
    """Keeps the tree's rows to those that are wanted."""

    matched = Signal(object)  # Match, None without a filter
    asking = Signal()  # an answer takes a moment

    def __init__(self, session: Session, tree: TreeView) -> None:
        """Show all rows until something is wanted."""
        super().__init__(tree)
        self._session = session
        self._tree = tree
        self.wanted = Wanted()
        self._job: Job | None = None
        self._pool = QThreadPool(self, maxThreadCount=2)  # not behind an index that is built for a minute
        self._match: Match | None = None
        self._added: set[int] = set()
        self._shown: frozenset[int] = frozenset()
        self._is_new = False  # what is wanted: the tree does not show it yet
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._ask)
        session.changed.connect(self._on_changed)
        session.current_changed.connect(lambda _id: self._ask_again() if self._stayed() else None)

    def want(self, wanted: Wanted) -> None:
        """Show what meets these conditions; all rows if nothing is asked."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        self._added.clear()
        self._shown = frozenset()
        self._is_new = True
        self._match = None
        self._cancel()
        if wanted:
            self._ask()
        else:
            self._tree.show_all()
            self.matched.emit(None)

    def stop(self) -> None:
        """End what still runs, before the document is closed."""
        self._again.stop()
        job = self._cancel()
        if job is not None:
            job.wait(ENDS_WITHIN_S)

    def _cancel(self) -> Job | None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        return job

    def _on_changed(self, change_set: ChangeSet) -> None:
        if self.wanted:
            self._added.update(change_set.created())
            self._ask_again()

    def _ask_again(self) -> None:
        is_large = len(self._session.outline) > LARGE
        self._again.start(AGAIN_LARGE_AFTER_MS if is_large else AGAIN_AFTER_MS)

    def _stayed(self) -> bool:
        """Tell whether rows are in sight that do not fit any more."""
        return self._match is not None and not self._shown <= self._match.ids | self._added

    def _ask(self) -> None:
        if not self.wanted or self._session.is_closed:
            return
        if len(self._session.outline) <= LARGE:
            self._take(match(self._session.document, self.wanted, date.today()))
            return
        self._cancel()
        self.asking.emit()
        self._job = job = Job(_match_aside, self._session.document, self.wanted, date.today())
        job.succeeded.connect(lambda found: self._take(found) if job is self._job else None)
        job.failed.connect(lambda error: self._on_failed(job, error))
        job.start(self._pool)

    def _on_failed(self, job: Job, error: Exception) -> None:
        if job is self._job and not isinstance(error, Cancelled):
            show_error(error, self._tree.window())

    def _take(self, found: Match) -> None:
        if self._session.is_closed:
            return
        stays = {self._session.current_id} & self._shown
        ids = self._in_plan(found.ids | self._added | stays if self._added or stays else found.ids)
        if self._is_new or not self._tree.is_filtered:
            self._tree.show_only(ids)
        elif ids != self._shown and not self._tree.change_filter(ids):
            self._ask_again()  # until the words are there
            return
        self._match = found
        self._is_new, self._shown = False, ids
        self.matched.emit(found)

    def _in_plan(self, ids: frozenset[int]) -> frozenset[int]:
        """Return the ids that the plan still has: the answer may be older than the last edit."""
        known = self._session.outline.entries.keys()
        return ids if ids <= known else frozenset(ids & known)


def _match_aside(document: Document, wanted: Wanted, today: date, progress: Callable[[float], object]) -> Match:
    with document.aside() as reader:
        return match(reader, wanted, today, paced(progress))
