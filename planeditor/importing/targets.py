"""Targets of an imported plan: what its titles, bodies and fields state in figures.

One rule: the place of a text decides what its figures are: results where results are told, nothing where problems are
described, goals elsewhere. A target keeps the span of words it was taken from; one that a field says again is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from planeditor.importing.blocks import Progress
from planeditor.importing.finding import Found, Helper, Passage, find_all
from planeditor.importing.restated import Placed, without_restated
from planeditor.language.targets import FoundTarget
from planeditor.language.telling import Telling, telling_below
from planeditor.plan.entities import Node, Plan, Span, Target
from planeditor.plan.identity import new_ids


def with_targets(
    nodes: Sequence[Node], plan: Plan, helper: Helper | None = None, progress: Progress | None = None
) -> tuple[Node, ...]:
    """Return the nodes, and all below them, with the targets that their texts state; their own stay before these.

    A `helper` takes part of the work where there is very much of it.
    """
    above = Telling.RESULTS if plan.kind == "report" else Telling.GOALS
    passages = {
        node.id: Passage(_texts(node), plan.year, told is Telling.RESULTS)
        for top in nodes
        for node, told in _walk(top, above)
        if told is not Telling.PROBLEMS
    }
    found = dict(zip(passages, find_all([*passages.values()], helper, progress), strict=True))
    return tuple(_with_targets(node, found) for node in nodes)


def _walk(node: Node, above: Telling) -> Iterator[tuple[Node, Telling]]:
    """Yield a node and all below it, with what is told of there."""
    telling = telling_below(node.title, above, section=node.kind == "section")
    yield node, telling
    for child in node.children:
        yield from _walk(child, telling)


def _texts(node: Node) -> tuple[tuple[str, str], ...]:
    return (node.title, ""), (node.body, ""), *((field.text, field.label) for field in node.fields)


def _with_targets(node: Node, found: Mapping[int, Found]) -> Node:
    ones = found.get(node.id, ())
    targets = _targets(node, ones) if any(ones) else ()
    children = tuple(_with_targets(child, found) for child in node.children)
    return replace(node, targets=node.targets + targets, children=children) if targets or children else node


def _targets(node: Node, found: Sequence[Sequence[FoundTarget]]) -> tuple[Target, ...]:
    places = ["title", "body", *(str(field.id) for field in node.fields)]
    placed: list[Placed] = []
    for place, (text, label), ones in zip(places, _texts(node), found, strict=True):
        if ones:
            ids = new_ids(len(ones))
            targets = (_target(one, ids, each, place, text) for each, one in zip(ids, ones, strict=True))
            placed.append(Placed(label, tuple(targets)))
    return without_restated(placed)


def _target(found: FoundTarget, ids: range, id: int, place: str, text: str) -> Target:
    whole = None if found.part_of is None else ids[found.part_of]
    return make_target(found, id, text, Span(place, found.start, found.end), whole)


def make_target(found: FoundTarget, id: int, text: str, span: Span | None, parent_id: int | None = None) -> Target:
    """Return a target as it was found in `text`; `span` is where its words stand in the plan, if they do."""
    return Target(
        id=id,
        kind=found.kind,
        indicator=found.indicator,
        comparator=found.comparator,
        value=found.value,
        value_high=found.value_high,
        unit=found.unit,
        base_value=found.base_value,
        base_period=found.base_period,
        deadline=found.deadline,
        modality=found.modality,
        parent_id=parent_id,
        text=text[found.start : found.end],
        span=span,
    )
