"""What the words of an item say about targets: those not recorded yet, and recorded ones that no longer agree.

One rule: a line is read by itself, and once: what it says is remembered, so that typing in one line costs one line.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from planeditor.language.telling import Telling
from planeditor.plan.entities import Node, Span, Target

if TYPE_CHECKING:  # the rules take long to load: the first line that is read does it
    from planeditor.language.targets import FoundTarget

LINES_REMEMBERED = 4096
IGNORED = "suggested-target"  # the rule under which ignored suggestions stand among the dismissed findings
Figure = tuple[float | None, float | None, str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A target found in the text that is not recorded: where it stands, its words, what it says.

    `whole` is the words' place of the target it is a part of (其中), None if it stands by itself.
    """

    span: Span
    words: str
    found: "FoundTarget"
    whole: Span | None = None

    def columns(self, parent_id: int | None = None) -> dict[str, Any]:
        """Return what a target made of it has."""
        return _columns(self.found) | {"parent_id": parent_id, "text": self.words, "span": self.span}


@dataclass(frozen=True, slots=True)
class Reworded:
    """A recorded target whose words no longer give its figures.

    `columns` are those that the words give now, {} where they give none; `words` are "" where they are gone.
    """

    target: Target
    words: str
    columns: dict[str, Any]

    def kept(self) -> dict[str, Any]:
        """Return the columns of a target that stays as it is beside its new words."""
        return {"text": self.words} if self.words else {"text": "", "span": None}


@dataclass(frozen=True, slots=True)
class Telltale:
    """What decides what a text's figures are: the plan's year, and what is told of there."""

    year: int | None = None
    telling: Telling = Telling.GOALS


@lru_cache(maxsize=LINES_REMEMBERED)
def _found_in_line(line: str, year: int | None, report: bool, label: str) -> "tuple[FoundTarget, ...]":
    from planeditor.language.targets import find_targets

    return tuple(find_targets(line, year=year, report=report, label=label))


def places(node: Node) -> list[tuple[str, str, str]]:
    """Return the texts of a node: the place's name, the text, the label."""
    fields = [(str(field.id), field.text, field.label) for field in node.fields]
    return [("title", node.title, ""), ("body", node.body, ""), *fields]


def lines_of(node: Node) -> Iterator[tuple[str, str, int, str]]:
    """Yield the lines of a node's texts: place, label, where the line begins, its words."""
    for place, text, label in places(node):
        start = 0
        for line in text.split("\n"):
            if line:
                yield place, label, start, line
            start += len(line) + 1


def found_in(line: str, label: str, telltale: Telltale) -> "tuple[FoundTarget, ...]":
    """Return the targets that a line states."""
    if telltale.telling is Telling.PROBLEMS:
        return ()
    return _found_in_line(line, telltale.year, telltale.telling is Telling.RESULTS, label)


def suggest(node: Node, telltale: Telltale, ignored: Collection[str] = ()) -> list[Suggestion]:
    """Return the targets that a node's texts state and that are neither recorded nor `ignored` by their words.

    What two texts of it say, such as the body and a field of goals, is suggested once, and not when it is recorded.
    """
    taken = [span for target in node.targets if (span := place_of(target, node)) is not None]
    suggestions: list[Suggestion] = []
    for place, label, start, line in lines_of(node):
        found = found_in(line, label, telltale)
        spans = [Span(place, start + one.start, start + one.end) for one in found]
        for one, span in zip(found, spans, strict=True):
            words = line[one.start : one.end]
            if words in ignored or _is_said(one, label, node, suggestions):
                continue
            if not any(overlap(span, other) for other in taken):
                whole = None if one.part_of is None else spans[one.part_of]
                suggestions.append(Suggestion(span, words, one, whole))
    return suggestions


def _is_said(found: "FoundTarget", label: str, node: Node, suggested: list[Suggestion]) -> bool:
    """Tell whether a goal under a label ("" for title and body) is recorded or suggested from another text."""
    labels = {str(field.id): field.label for field in node.fields}
    if not labels or not (node.targets or suggested):
        return False
    from planeditor.language.targets import count_periods, is_same_goal, may_restate

    places = [place_of(target, node) for target in node.targets if is_same_goal(found, target)]
    places += [other.span for other in suggested if is_same_goal(found, other.found)]
    others = {labels.get(span.place, "") for span in places if span is not None}
    periods = count_periods(labels.values()) if others else 0
    return any(may_restate(label or other, other if label else "", periods) for other in others if label or other)


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two places in a node share words."""
    return one.place == other.place and one.start < other.end and other.start < one.end


def whole_of(suggestion: Suggestion, node: Node) -> int | None:
    """Return the id of the recorded target that a suggestion is a part of."""
    if suggestion.whole is None:
        return None
    spans = {target.id: place_of(target, node) for target in node.targets}
    return next((id_ for id_, span in spans.items() if span is not None and overlap(span, suggestion.whole)), None)


def place_of(target: Target, node: Node) -> Span | None:
    """Return where a target's words stand: as recorded, or where they occur if that is one place only."""
    if target.span is not None or not target.text:
        return target.span
    texts = {place: text for place, text, _label in places(node)}
    if sum(text.count(target.text) for text in texts.values()) != 1:
        return None
    place, start = next((name, text.find(target.text)) for name, text in texts.items() if target.text in text)
    return Span(place, start, start + len(target.text))


def reworded(node: Node, telltale: Telltale) -> list[Reworded]:
    """Return the targets of a node whose words were changed and no longer give their figures."""
    checked = (_check(target, node, telltale) for target in node.targets)
    return [one for one in checked if one is not None]


def _check(target: Target, node: Node, telltale: Telltale) -> Reworded | None:
    texts = {place: text for place, text, _label in places(node)}
    span = place_of(target, node)
    if span is None:
        gone = bool(target.text) and not any(target.text in text for text in texts.values())
        return Reworded(target, "", {}) if gone else None
    words = texts.get(span.place, "")[span.start : span.end]
    if words == target.text or not words or target.value is None:
        return None
    found = _found_at(span, node, telltale)
    if _figure(target) in [*map(_figure, found), *_plain_figures(words)]:
        return None
    return Reworded(target, words, _new_columns(found, span, words, texts[span.place]))


def _found_at(span: Span, node: Node, telltale: Telltale) -> "list[FoundTarget]":
    """Return the targets that the words at a place state, placed in the whole text."""
    found = []
    for place, label, start, line in lines_of(node):
        if place == span.place and start < span.end and span.start < start + len(line):
            for one in found_in(line, label, telltale):
                if overlap(span, Span(place, start + one.start, start + one.end)):
                    found.append(one)
    return found


def _figure(target: "Target | FoundTarget") -> Figure:
    return target.value, target.value_high, target.unit


def _plain_figures(words: str) -> list[Figure]:
    from planeditor.language.targets.quantities import find_quantities

    return [(one.value, one.high, one.unit) for one in find_quantities(words)]


def _new_columns(found: "list[FoundTarget]", span: Span, words: str, text: str) -> dict[str, Any]:
    """Return what the words give now: as a target, else as the first quantity among them; {} for none."""
    if found:
        one = found[0]
        return {"comparator": one.comparator, "value": one.value, "value_high": one.value_high, "unit": one.unit} | {
            "text": words
        }
    from planeditor.language.targets.quantities import find_quantities

    behind = text[span.end : span.end + 8].split("\n")[0]
    quantity = next(iter(find_quantities(words + behind)), None)
    if quantity is None or quantity.digits >= len(words):
        return {}
    return {"value": quantity.value, "value_high": quantity.high, "unit": quantity.unit, "text": words}


def _columns(found: "FoundTarget") -> dict[str, Any]:
    names = ("kind", "indicator", "comparator", "value", "value_high", "unit", "base_value", "base_period")
    return {name: getattr(found, name) for name in (*names, "deadline", "modality")}
