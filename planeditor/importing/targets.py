"""Targets of an imported plan: what its titles, bodies and fields state in figures.

One rule: the place of a text decides what its figures are: results where results are told, nothing where problems are
described, goals elsewhere. A target keeps the span of words it was taken from; one that a field says again is one.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from planeditor.importing.blocks import Progress, report
from planeditor.importing.restated import Placed, without_restated
from planeditor.language.targets import FoundTarget, find_targets
from planeditor.language.telling import Telling, telling_below
from planeditor.plan.entities import Node, Plan, Span, Target
from planeditor.plan.identity import new_ids


def with_targets(nodes: Sequence[Node], plan: Plan, progress: Progress | None = None) -> tuple[Node, ...]:
    """Return the nodes, and all below them, with the targets that their texts state; their own stay before these."""
    telling = Telling.RESULTS if plan.kind == "report" else Telling.GOALS
    total = sum(1 for top in nodes for _node in top.walk())
    done = count()
    return tuple(_with_targets(node, plan.year, telling, lambda: report(progress, next(done), total)) for node in nodes)


def _with_targets(node: Node, year: int | None, above: Telling, tick: Callable[[], None]) -> Node:
    tick()
    telling = telling_below(node.title, above, section=node.kind == "section")
    found = () if telling is Telling.PROBLEMS else _targets(node, year, telling is Telling.RESULTS)
    children = tuple(_with_targets(child, year, telling, tick) for child in node.children)
    return replace(node, targets=node.targets + found, children=children) if found or children else node


def _targets(node: Node, year: int | None, is_report: bool) -> tuple[Target, ...]:
    places = [("title", node.title, ""), ("body", node.body, "")]
    places += [(str(field.id), field.text, field.label) for field in node.fields]
    placed: list[Placed] = []
    for place, text, label in places:
        found = find_targets(text, year=year, report=is_report, label=label) if text else []
        if found:
            ids = new_ids(len(found))
            targets = (_target(one, ids, each, place, text) for each, one in zip(ids, found, strict=True))
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
