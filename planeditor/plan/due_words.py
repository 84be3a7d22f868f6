"""What the words of an item say about when it is to be done, offered for its deadline.

One rule: only an item is due, and only where goals are told of; what is offered is what its column would hold.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from planeditor.errors import EditError
from planeditor.language.labels import DUE_LABELS
from planeditor.language.telling import Telling
from planeditor.plan.dues import last_day
from planeditor.plan.entities import Node, Span
from planeditor.plan.target_words import LINES_REMEMBERED, Telltale, lines_of

IGNORED_DUE = "suggested-deadline"  # the rule under which ignored deadlines stand among the dismissed findings


@dataclass(frozen=True, slots=True)
class DueWords:
    """A deadline found in the text: where it stands, its words, and the deadline as it would be stored."""

    span: Span
    words: str
    due: str


@lru_cache(maxsize=LINES_REMEMBERED)
def _found_in_line(line: str, year: int | None, label: str) -> tuple[tuple[int, int, str], ...]:
    from planeditor.language.dues import due_phrase, find_due_words
    from planeditor.language.targets.finding import may_hold_goals

    if label not in DUE_LABELS and not may_hold_goals(label):
        return ()
    spans = find_due_words(line, year)
    if not spans and label in DUE_LABELS and last_day(line.strip(), year) is not None:
        start = len(line) - len(line.lstrip())
        spans = [(start, start + len(line.strip()))]
    phrases = [(start, end, _stored(due_phrase(line[start:end]), year)) for start, end in spans]
    return tuple((start, end, due) for start, end, due in phrases if due)


def _stored(phrase: str, year: int | None) -> str:
    """Return a deadline as its column keeps it; "" for one that is in no calendar."""
    from planeditor.plan.tables.dues import read_due

    try:
        return read_due(phrase, year)
    except EditError:
        return ""


def dues_in(node: Node, telltale: Telltale, ignored: Collection[str] = ()) -> list[DueWords]:
    """Return the deadlines that an item's texts name, in their order, without those `ignored` by their words."""
    if node.kind == "section" or telltale.telling is not Telling.GOALS:
        return []
    return [
        DueWords(Span(place, start + first, start + last), line[first:last], due)
        for place, label, start, line in lines_of(node)
        for first, last, due in _found_in_line(line, telltale.year, label)
        if line[first:last] not in ignored
    ]


def is_taken(found: DueWords, due: str, year: int | None) -> bool:
    """Tell whether an item's deadline is the one that its words name."""
    return bool(due) and (found.due == due or last_day(found.due, year) == last_day(due, year) is not None)
