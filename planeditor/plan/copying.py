"""Copies of subtrees with ids of their own, and their departments found in another registry.

One rule: a copy says the same as its original; only ids differ, and every reference inside the copy follows.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from planeditor.plan.entities import (
    Department,
    Light,
    Lineage,
    Milestone,
    Node,
    Owner,
    Progress,
    Snapshot,
    Span,
    Target,
)
from planeditor.plan.identity import new_id

Entry = TypeVar("Entry", Progress, Milestone, Light, Lineage)


def renewed(nodes: Iterable[Node], department_of: Callable[[Owner], int]) -> tuple[Node, ...]:
    """Return the nodes under new ids; `department_of` says whom each owner means in the new place."""
    originals = tuple(nodes)
    ids: dict[int, int] = {}
    for node in (below for original in originals for below in original.walk()):
        parts = ((part.id for part in group) for group in (node.fields, node.targets, node.progress))
        ids |= {old: new_id() for group in parts for old in group}
    return tuple(_renewed_node(node, ids, department_of) for node in originals)


def fresh_plan(snapshot: Snapshot) -> Snapshot:
    """Return the plan with ids of its own throughout and nothing given out: what a template becomes."""
    ids = {department.id: new_id() for department in snapshot.departments}
    departments = tuple(
        replace(department, id=ids[department.id], members=tuple(ids[member] for member in department.members))
        for department in snapshot.departments
    )
    return replace(
        snapshot,
        plan=replace(snapshot.plan, id=new_id()),
        departments=departments,
        nodes=renewed(snapshot.nodes, lambda owner: ids[owner.department_id]),
        handouts=(),
    )


def _renewed_node(node: Node, ids: dict[int, int], department_of: Callable[[Owner], int]) -> Node:
    return replace(
        node,
        id=new_id(),
        fields=tuple(replace(field, id=ids[field.id]) for field in node.fields),
        owners=tuple(replace(owner, id=new_id(), department_id=department_of(owner)) for owner in node.owners),
        targets=tuple(_renewed_target(target, ids) for target in node.targets),
        progress=tuple(replace(_renewed_entry(entry, ids), id=ids[entry.id]) for entry in node.progress),
        milestones=tuple(_renewed_entry(entry, ids) for entry in node.milestones),
        lights=tuple(_renewed_entry(light, ids) for light in node.lights),
        evidence=tuple(
            replace(file, id=new_id(), progress_id=ids.get(file.progress_id or 0)) for file in node.evidence
        ),
        lineage=tuple(_renewed_entry(each, ids) for each in node.lineage),
        children=tuple(_renewed_node(child, ids, department_of) for child in node.children),
    )


def _renewed_target(target: Target, ids: dict[int, int]) -> Target:
    span = target.span
    if span is not None and span.place.isdigit():
        span = Span(str(ids.get(int(span.place), span.place)), span.start, span.end)
    parent_id = None if target.parent_id is None else ids.get(target.parent_id)
    return replace(target, id=ids[target.id], parent_id=parent_id, span=span)


def _renewed_entry(entry: Entry, ids: dict[int, int]) -> Entry:
    return replace(entry, id=new_id(), target_id=None if entry.target_id is None else ids.get(entry.target_id))


def as_items(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return the nodes as items all the way down: what they become below an item."""
    return tuple(replace(node, kind="item", children=as_items(node.children)) for node in nodes)


def find_department(departments: Iterable[Department], name: str) -> Department | None:
    """Return the department of that name or alias; a name goes before an alias."""
    known = list(departments)
    named = next((department for department in known if department.name == name), None)
    return named or next((department for department in known if name in department.aliases), None)
