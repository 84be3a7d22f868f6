"""The word count (字数) in the status bar: of the section or item shown, and of the whole plan.

One rule: the whole plan is counted once, in the background; after that only what changed is counted again.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.jobs import Job
from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.language.word_count import count_words
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Node
from planeditor.store import Document

START_AFTER_MS = 1500  # not while the window appears
ENDS_WITHIN_S = 5
MOST_AT_ONCE = 500  # rows that an edit may touch; after more, all is counted again


class WordCountLabel(QToolButton):
    """Shows both counts; a click tells more."""

    counted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Follow one session."""
        super().__init__(parent)
        self._session = session
        self._words: dict[int, int] | None = None  # by section or item, 0 for the head of the plan
        self._touched: set[int] = set()
        self._job: Job | None = None
        self._total = 0
        theme.set_look(self, "quiet")
        self.setAccessibleName(_("Word count"))
        self.setToolTip(_("Words of what is shown, and of the whole plan, as Word counts them; a click tells more"))
        session.current_changed.connect(lambda _id: self.refresh())
        session.changed.connect(self._on_changed)
        self._timer = QTimer(self, singleShot=True, interval=START_AFTER_MS)
        self._timer.timeout.connect(self.count_all)
        self._timer.start()
        self.refresh()

    @property
    def total(self) -> int | None:
        """Return the words of the whole plan, None until they are counted."""
        return self._total if self._words is not None else None

    def count_all(self) -> None:
        """Count the whole plan, in the background."""
        if self._session.is_closed or self._job is not None:
            return
        self._touched.clear()
        self._job = Job(_count, self._session.document)
        self._job.succeeded.connect(self._on_counted)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    def stop(self) -> None:
        """End the counting, before the document is closed."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job.wait(ENDS_WITHIN_S)

    def _on_counted(self, words: object) -> None:
        assert isinstance(words, dict)
        self._job, self._words = None, words
        self._total = sum(words.values())
        self._recount(self._touched)
        self.counted.emit()

    def _on_failed(self, _error: Exception) -> None:
        self._job = None  # the window closes; a file that cannot be read is told elsewhere

    def _on_changed(self, change_set: ChangeSet) -> None:
        touched = change_set.node_ids()
        if any(change_set.of("plan")):
            touched.add(0)
        if self._job is not None:
            self._touched |= touched
        elif self._words is not None and len(touched) > MOST_AT_ONCE:
            self._timer.start()
        elif self._words is not None:
            self._recount(touched)
        self.refresh()

    def _recount(self, touched: Iterable[int]) -> None:
        assert self._words is not None
        document, outline = self._session.document, self._session.outline
        for node_id in touched:
            self._total -= self._words.pop(node_id, 0)
            if node_id == 0 or node_id in outline.entries:
                self._words[node_id] = count = words_of(document, node_id)
                self._total += count
        self.refresh()

    def refresh(self) -> None:
        """Show the counts as they are."""
        current = self._session.current_id
        known = self._words.get(current) if self._words is not None else None
        count = known if known is not None else words_of(self._session.document, current)
        if self._words is None:
            self.setText(_("{count} words here").format(count=f"{count:,}"))
            return
        self.setText(_("{count} words here, {total} in all").format(count=f"{count:,}", total=f"{self._total:,}"))


def words_of(document: Document, node_id: int) -> int:
    """Return the words of a section or item without what stands below it, or, for 0, of the head of the plan."""
    return sum(count_words(text).words for text in texts_of(document, node_id))


def texts_of(document: Document, node_id: int) -> list[str]:
    """Return what is written in a section or item itself, or, for 0, in the head of the plan."""
    if not node_id:
        plan = document.plan()
        return [plan.title, plan.preamble, plan.closing]
    return node_texts(document.node(node_id))


def node_texts(node: Node) -> list[str]:
    """Return the title, the body and the texts of the fields."""
    return [node.title, node.body, *(field.text for field in node.fields)]


def _count(document: Document, progress: Callable[[float], object]) -> dict[int, int]:
    from planeditor.gui.find_search import paced
    from planeditor.store.written import written

    words: Counter[int] = Counter()
    with document.aside() as reader:
        for node_id, text in written(reader.connection, paced(progress)):
            words[node_id] += count_words(text).words
    return dict(words)
