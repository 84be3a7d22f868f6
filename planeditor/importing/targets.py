"""Targets of an imported plan: what its titles, bodies and fields state in figures.

One rule: the place of a text decides what its figures are: results where results are told, nothing where problems are
described, goals elsewhere. A target keeps the span of words it was taken from.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from planeditor.importing.blocks import Progress, report
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
    if not found and not node.children:
        return node
    return replace(node, targets=node.targets + found, children=children)


def _targets(node: Node, year: int | None, is_report: bool) -> tuple[Target, ...]:
    places = [("title", node.title, ""), ("body", node.body, "")]
    places += [(str(field.id), field.text, field.label) for field in node.fields]
    targets: list[Target] = []
    for place, text, label in places:
        found = find_targets(text, year=year, report=is_report, label=label) if text else []
        ids = new_ids(len(found)) if found else range(0)
        targets += [_target(one, ids, index, place, text) for index, one in enumerate(found)]
    return tuple(targets)


def _target(found: FoundTarget, ids: range, index: int, place: str, text: str) -> Target:
    return Target(
        id=ids[index],
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
        parent_id=None if found.part_of is None else ids[found.part_of],
        text=text[found.start : found.end],
        span=Span(place, found.start, found.end),
    )
