"""What the words of the item shown say about targets, found or no longer so, and about its deadline.

One rule: texts are read in slices between events, never while a key is being handled; what a line says is remembered,
so that an edit costs the line it touches.
"""

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from planeditor.gui.jobs import Job
from planeditor.gui.session import Session
from planeditor.i18n import _, ngettext
from planeditor.language.telling import Telling, telling_below
from planeditor.plan.changes import ChangeSet
from planeditor.plan.drafted import Drafted
from planeditor.plan.due_words import IGNORED_DUE, DueWords, dues_in, is_taken
from planeditor.plan.entities import Node, Span
from planeditor.plan.target_words import (
    IGNORED,
    Reworded,
    Suggestion,
    Telltale,
    found_in,
    lines_of,
    overlap,
    reworded,
    suggest,
    whole_of,
)
from planeditor.store import Document

SLICE_S = 0.008  # half a frame
FIRST_AFTER_MS = 400  # the first line loads the rules: not while the window appears
RULES = "planeditor.language.targets"


class FoundTargets(QObject):
    """Suggestions, reworded targets and deadlines of the session's current item; `changed` tells of new ones."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Begin with the session's current item."""
        super().__init__(parent)
        self._session = session
        self._node: Node | None = None
        self._telltale = Telltale()
        self._lines: Iterator[tuple[str, str, int, str]] = iter(())
        self.suggestions: list[Suggestion] = []
        self.reworded: list[Reworded] = []
        self.dues: list[DueWords] = []
        self._shown_due = ""
        self._timer = QTimer(self, singleShot=True, interval=FIRST_AFTER_MS)
        self._timer.timeout.connect(self._on_time)
        self._loading: Job | None = None
        self._drafted, self._draft, self._wanted_draft = (
            Drafted(),
            "",
            "",
        )  # of a report
        session.current_changed.connect(self._start)
        session.changed.connect(self._on_changed)
        self._start(session.current_id)

    @property
    def spans(self) -> list[Span]:
        """Return where the suggestions stand."""
        return [suggestion.span for suggestion in self.suggestions]

    @property
    def open_dues(self) -> list[DueWords]:
        """Return the deadlines in the words that an item without a deadline might take."""
        return self.dues if self._node is not None and not self._node.due else []

    @property
    def taken_dues(self) -> list[DueWords]:
        """Return the words that name the item's deadline."""
        node = self._node
        return [one for one in self.dues if node is not None and is_taken(one, node.due, self._telltale.year)]

    def _on_changed(self, change_set: ChangeSet) -> None:
        current = self._session.current_id
        own = current in change_set.node_ids() or any(change.id == current for change in change_set.changes)
        if own or any(change.table in ("plan", "dismissal", "setting") for change in change_set.changes):
            self._start(current)

    def _start(self, node_id: int) -> None:
        if self._node is not None and self._node.id != node_id:
            self._show([], [], [])
        self._node = self._session.document.node(node_id) if node_id else None
        self._timer.stop()
        if self._node is None:
            self._show([], [], [])
            return
        self._telltale = self._telltale_of(self._node)
        self._wanted_draft = self._name_of_draft()
        self._lines = lines_of(self._node)
        self._timer.start()

    def _telltale_of(self, node: Node) -> Telltale:
        """Return what decides what figures mean: a heading above that tells of results or problems, and the year."""
        plan, outline = self._session.document.plan(), self._session.outline
        telling = Telling.RESULTS if plan.kind == "report" else Telling.GOALS
        for above in outline.ancestors(outline[node.id]):
            telling = telling_below(self._session.tree.glance(above.id).title, telling, section=above.is_section)
        return Telltale(plan.year, telling_below(node.title, telling, section=node.kind == "section"))

    def _name_of_draft(self) -> str:
        document = self._session.document
        return document.settings().get("report.base", "") if document.plan().kind == "report" else ""

    def _on_time(self) -> None:
        if not hasattr(sys.modules.get(RULES), "find_targets") or self._draft != self._wanted_draft:
            self._load()
        else:
            self._go_on()

    def _load(self) -> None:
        """Load what reads a line, and what a report was drafted with, which takes several frames, in a thread."""
        if self._loading is None:
            wanted = self._wanted_draft
            self._loading = Job(_loaded, self._session.document, wanted)
            self._loading.succeeded.connect(lambda drafted: self._on_loaded(drafted, wanted))
            self._loading.start()

    def _on_loaded(self, drafted: object, name: str) -> None:
        assert isinstance(drafted, Drafted)
        if self._session.is_closed:
            return  # the panel and its timer may be gone with the window
        self._loading = None
        self._drafted, self._draft = drafted, name
        self._timer.start(0)

    def _go_on(self) -> None:
        """Read lines for a part of a frame, and go on after the events that wait."""
        if self._session.is_closed or self._node is None:
            return
        self._timer.setInterval(0)
        until = perf_counter() + SLICE_S
        for _place, label, _start, line in self._lines:
            found_in(line, label, self._telltale)
            if perf_counter() > until:
                self._timer.start()
                return
        found = suggest(self._node, self._telltale, self._ignored(IGNORED))
        found = self._drafted.left(found, self._node)
        dues = dues_in(self._node, self._telltale, self._ignored(IGNORED_DUE))
        self._show(found, reworded(self._node, self._telltale), dues)

    def _ignored(self, rule: str) -> set[str]:
        """Return the words of the item that people want no suggestions for."""
        node_id = self._session.current_id
        known = self._session.document.dismissals()
        return {each.subject for each in known if each.rule == rule and each.node_id == node_id}

    def _show(self, suggestions: list[Suggestion], changed: list[Reworded], dues: list[DueWords]) -> None:
        shown = self.suggestions, self.reworded, self.dues, self._shown_due
        due = self._node.due if self._node is not None else ""
        if shown != (suggestions, changed, dues, due):
            self.suggestions, self.reworded, self.dues, self._shown_due = suggestions, changed, dues, due
            self.changed.emit()

    def finish(self) -> None:
        """Read what has not been read yet, now."""
        while self._timer.isActive() or self._loading is not None:
            self._timer.stop()
            self._loading = None
            if self._draft != self._wanted_draft:
                self._drafted, self._draft = _loaded(self._session.document, self._wanted_draft), self._wanted_draft
            self._go_on()

    # edits

    def at(self, span: Span | None) -> Suggestion | None:
        """Return the suggestion that a selection or the cursor touches."""
        if span is None:
            return None
        at_cursor = int(span.start == span.end)  # words that end at the cursor are touched as well
        reached = Span(span.place, span.start - at_cursor, span.end + at_cursor)
        return next((one for one in self.suggestions if overlap(one.span, reached)), None)

    def due_at(self, span: Span | None) -> DueWords | None:
        """Return the deadline whose words the cursor is in, or right behind, or hold all that is selected."""
        if span is None:
            return None
        holding = [one for one in self.dues if one.span.place == span.place]
        return next((one for one in holding if one.span.start <= span.start and span.end <= one.span.end), None)

    def take_due(self, one: DueWords) -> None:
        """Make the item due when its words say."""
        node_id = self._session.current_id
        self._session.run(lambda document: document.set_due(node_id, one.due))

    def ignore_dues(self, dues: Sequence[DueWords]) -> None:
        """Offer these words as a deadline no more, as one step."""
        node_id = self._session.current_id

        def dismiss(document: Document) -> ChangeSet:
            with document.step(_("Ignore the deadlines in the text")) as step:
                for words in {one.words: None for one in dues}:
                    document.dismiss(IGNORED_DUE, node_id, words, _("no deadline"))
            return step.change_set

        self._session.run(dismiss)

    def take(self, suggestions: list[Suggestion]) -> list[int]:
        """Record suggestions as targets, as one step; return the new targets' ids."""
        node_id = self._session.current_id

        def record(document: Document) -> ChangeSet:
            count = len(suggestions)
            label = ngettext("Take {count} target", "Take {count} targets", count).format(count=count)
            with document.step(label) as step:
                for suggestion in suggestions:
                    parent_id = whole_of(suggestion, document.node(node_id))
                    document.add_target(node_id, **suggestion.columns(parent_id))
            return step.change_set

        return self._session.run(record).created("target") if suggestions else []

    def take_words(self, span: Span) -> list[int]:
        """Record selected words as a target: with the figure in them, or as the indicator alone."""
        node = self._node
        if node is None or span.start >= span.end:
            return []
        texts = {"title": node.title, "body": node.body} | {str(field.id): field.text for field in node.fields}
        words = texts.get(span.place, "")[span.start : span.end]
        found = next(iter(found_in(words, "目标", self._telltale)), None)
        columns = Suggestion(span, words, found).columns() if found else {"indicator": words}
        columns |= {"kind": "target", "text": words, "span": span}
        return self._session.run(lambda document: document.add_target(node.id, **columns)).created("target")

    def ignore(self, suggestion: Suggestion) -> None:
        """Suggest these words no more; undo brings the suggestion back."""
        node_id, words = self._session.current_id, suggestion.words
        self._session.run(lambda document: document.dismiss(IGNORED, node_id, words, _("no target")))

    def update(self, one: Reworded) -> None:
        """Have a target say what its words say now."""
        self._session.run(lambda document: document.update_target(one.target.id, **one.columns))

    def keep(self, one: Reworded) -> None:
        """Leave a target as it is beside its new words."""
        self._session.run(lambda document: document.update_target(one.target.id, **one.kept()))

    def remove(self, one: Reworded) -> None:
        """Remove a target whose words are gone."""
        self._session.run(lambda document: document.remove_target(one.target.id))


def _loaded(document: Document, draft: str) -> Drafted:
    import_module(RULES)
    if not draft:
        return Drafted()
    from planeditor.exchange.report_files import read_drafted

    with document.aside() as reader:
        return read_drafted(reader)
