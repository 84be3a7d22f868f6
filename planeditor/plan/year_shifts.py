"""The years in a plan that mean its own year, place by place, and moving those that people choose to the next year.

One rule: nothing moves that was not chosen, and of a text that does nothing changes but the digits of its years.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planeditor.i18n import _
from planeditor.language.plan_years import Kept, Mention, find_mentions, shift
from planeditor.language.telling import Telling, telling_below
from planeditor.plan.entities import Milestone, Node, Plan, Snapshot, Target

PLAN = 0  # stands for the plan where a node's id stands else
DUE, DEADLINE, MILESTONE, MILESTONE_TEXT = "due", "deadline", "milestone", "milestone_text"
DATES = frozenset((DUE, DEADLINE, MILESTONE))
PLAN_TEXTS = ("title", "notice_title", "notice", "preamble", "closing")
_NAMES_ITSELF = ("notice_title", "notice", "preamble", "closing")  # where the plan's own title may stand in 《》
_LOOKS_BACK = re.compile(
    "(?:存在|主要|突出)?(?:的)?(?:问题|困难|短板)(?:描述|和不足|与不足|及原因|表现)?|现状|基本情况|.*完成情况|.*成效"
)
AROUND = 14  # characters of context


@dataclass(frozen=True, slots=True)
class Place:
    """Where a year stands: a node (PLAN for the plan), "title", "body", a field's id, or a date with its part's id."""

    node_id: int
    name: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class YearShift:
    """A year that could move: its place, itself, and the whole text."""

    place: Place
    mention: Mention
    text: str

    @property
    def is_proposed(self) -> bool:
        """Tell whether nothing speaks against moving it."""
        return self.mention.kept is None

    @property
    def context(self) -> tuple[str, str]:
        """Return the words before and behind it, without line breaks."""
        line_start = self.text.rfind("\n", 0, self.mention.start) + 1
        line_end = self.text.find("\n", self.mention.end)
        line_end = len(self.text) if line_end < 0 else line_end
        start = max(line_start, self.mention.start - AROUND)
        end = min(line_end, self.mention.end + AROUND)
        head = ("…" if start > line_start else "") + self.text[start : self.mention.start]
        return head, self.text[self.mention.end : end] + ("…" if end < line_end else "")


def find_shifts(snapshot: Snapshot, year: int, new_year: int) -> tuple[YearShift, ...]:
    """Return every place of the plan where its year stands, in document order."""
    found = list(_plan_shifts(snapshot.plan, year, new_year))
    for node, telling in _told(snapshot.nodes, Telling.GOALS):
        found += _node_shifts(node, telling, year, new_year)
    return tuple(found)


def _told(nodes: Iterable[Node], above: Telling) -> Iterator[tuple[Node, Telling]]:
    """Yield every node and whether it tells of goals, of results or of problems, by the headings above it."""
    for node in nodes:
        telling = telling_below(node.title, above, section=node.kind == "section")
        yield node, telling
        yield from _told(node.children, telling)


def _plan_shifts(plan: Plan, year: int, new_year: int) -> Iterator[YearShift]:
    for name in PLAN_TEXTS:
        text = getattr(plan, name)
        own_title = plan.title if name in _NAMES_ITSELF else ""
        for mention in find_mentions(text, year, new_year, own_title):
            yield YearShift(Place(PLAN, name), mention, text)


def _node_shifts(node: Node, telling: Telling, year: int, new_year: int) -> Iterator[YearShift]:
    labels = {str(field.id): field.label for field in node.fields}
    for name, text in _texts(node):
        is_told = telling is not Telling.GOALS or bool(_LOOKS_BACK.fullmatch(labels.get(name, "")))
        for mention in find_mentions(text, year, new_year):
            looks_back = is_told and mention.kept is None
            yield YearShift(Place(node.id, name), replace(mention, kept=Kept.PAST) if looks_back else mention, text)
    for place, words in _dates(node):
        mentions = [_date_mention(words, year, new_year)] if words.startswith(f"{year}") else []
        mentions = mentions or find_mentions(words, year, new_year)
        for mention in mentions:
            yield YearShift(place, mention, words)


def _texts(node: Node) -> Iterator[tuple[str, str]]:
    yield "title", node.title
    yield "body", node.body
    for field in node.fields:
        yield str(field.id), field.text


def _dates(node: Node) -> Iterator[tuple[Place, str]]:
    """Yield the deadlines of a node; one of a target that is its item's own goes with it."""
    yield Place(node.id, DUE), node.due
    for target in node.targets:
        if target.kind == "target" and target.deadline:
            yield Place(node.id, DEADLINE, target.id), target.deadline
    for milestone in node.milestones:
        yield Place(node.id, MILESTONE, milestone.id), milestone.period
        yield Place(node.id, MILESTONE_TEXT, milestone.id), milestone.text


def _date_mention(words: str, year: int, new_year: int) -> Mention:
    """Return the year that a date begins with; what goes on into a later year stays."""
    kept = next((mention.kept for mention in find_mentions(words, year, new_year)), None)
    return Mention(0, 4, words[:4], str(new_year), kept if kept is Kept.RANGE else None)


# moving them


def apply_shifts(snapshot: Snapshot, chosen: Iterable[YearShift]) -> Snapshot:
    """Return the plan with the chosen years moved."""
    by_place: defaultdict[Place, list[Mention]] = defaultdict(list)
    for each in chosen:
        by_place[each.place].append(each.mention)
    moved = {
        name: shift(getattr(snapshot.plan, name), mentions)
        for name in PLAN_TEXTS
        if (mentions := by_place.get(Place(PLAN, name)))
    }
    plan = replace(snapshot.plan, **moved)  # type: ignore[arg-type]
    places = {place.node_id for place in by_place}
    return replace(snapshot, plan=plan, nodes=tuple(_shifted(node, by_place, places) for node in snapshot.nodes))


def _shifted(node: Node, by_place: dict[Place, list[Mention]], places: set[int]) -> Node:
    children = tuple(_shifted(child, by_place, places) for child in node.children)
    if node.id not in places:
        return replace(node, children=children) if children else node
    moved: dict[str, Any] = {
        "title": shift(node.title, by_place.get(Place(node.id, "title"), ())),
        "body": shift(node.body, by_place.get(Place(node.id, "body"), ())),
        "due": _date_moved(node.due, by_place.get(Place(node.id, DUE), ())),
    }
    fields = tuple(replace(f, text=shift(f.text, by_place.get(Place(node.id, str(f.id)), ()))) for f in node.fields)
    texts = {"title": moved["title"], "body": moved["body"], **{str(field.id): field.text for field in fields}}
    old_texts = dict(_texts(node))
    return replace(
        node,
        **moved,
        fields=fields,
        targets=tuple(_target_moved(node.id, target, by_place, old_texts, texts) for target in node.targets),
        milestones=tuple(_milestone_moved(node.id, milestone, by_place) for milestone in node.milestones),
        children=children,
    )


def _target_moved(
    node_id: int, target: Target, by_place: dict[Place, list[Mention]], old: dict[str, str], new: dict[str, str]
) -> Target:
    """Return the target with its deadline moved and, where its words stand in the text, with the words there now."""
    deadline = _date_moved(target.deadline, by_place.get(Place(node_id, DEADLINE, target.id), ()))
    span, text = target.span, target.text
    if span is not None and old.get(span.place, "")[span.start : span.end] == text:
        text = new[span.place][span.start : span.end]
    return replace(target, deadline=deadline, text=text)


def _milestone_moved(node_id: int, milestone: Milestone, by_place: dict[Place, list[Mention]]) -> Milestone:
    period = shift(milestone.period, by_place.get(Place(node_id, MILESTONE, milestone.id), ()))
    return replace(
        milestone,
        period=_date_moved(period, ()),
        text=shift(milestone.text, by_place.get(Place(node_id, MILESTONE_TEXT, milestone.id), ())),
    )


def _date_moved(words: str, mentions: Iterable[Mention]) -> str:
    """Return a date of another year; the 29th of February becomes the last day there is."""
    moved = shift(words, mentions)
    if moved.endswith("-02-29") and moved != words:
        try:
            date.fromisoformat(moved)
        except ValueError:
            return moved[:-2] + "28"
    return moved


def kept_reason(kept: Kept | None) -> str:
    """Return why a year had better stay, in words; "" for one that may move."""
    reasons = {
        Kept.TITLE: _("in the title of a document"),
        Kept.NUMBER: _("in the number of a document"),
        Kept.RANGE: _("part of a range of years"),
        Kept.EDITION: _("an edition, or a class of students"),
        Kept.SAID: _("tells what kind of year it is"),
        Kept.PAST: _("looks back, or begins something"),
        Kept.HORIZON: _("a goal of a longer plan"),
        Kept.NAME: _("part of a name"),
    }
    return reasons[kept] if kept is not None else ""
