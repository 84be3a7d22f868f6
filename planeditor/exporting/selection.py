"""Parts of a plan for an export. One rule: what is kept keeps its place, its sections and its number.

What was given out to whom is for those who have the whole plan.
"""

from collections.abc import Collection
from dataclasses import replace

from planeditor.errors import UsageError
from planeditor.i18n import _
from planeditor.plan.entities import Department, Node, Snapshot
from planeditor.plan.identity import id_text


def owned_by(snapshot: Snapshot, owner: str) -> Snapshot:
    """Return the plan with the items that a department, given by id, name or alias, leads or supports.

    An item that a group owns belongs to each of the group's members. UsageError if nobody has that name.
    """
    department = department_named(snapshot, owner)
    groups = {each.id for each in snapshot.departments if department.id in each.members}
    return replace(snapshot, nodes=_kept(snapshot.nodes, groups | {department.id}), handouts=())


def department_named(snapshot: Snapshot, owner: str) -> Department:
    """Return the department with that id, name or alias; UsageError if there is none."""
    for department in snapshot.departments:
        if owner in (department.name, id_text(department.id)):
            return department
    for department in snapshot.departments:
        if owner in department.aliases:
            return department
    names = "、".join(department.name for department in snapshot.departments)
    message = _("This plan has no department “{name}”. It has: {names}")
    raise UsageError(message.format(name=owner, names=names))


def chosen(snapshot: Snapshot, ids: Collection[int], *, whole: bool) -> Snapshot:
    """Return the plan with the nodes that have these ids and what they stand in; with `whole`, what they hold, too."""
    return replace(snapshot, nodes=_chosen(snapshot.nodes, frozenset(ids), whole), handouts=())


def _chosen(nodes: tuple[Node, ...], ids: frozenset[int], whole: bool) -> tuple[Node, ...]:
    kept = []
    for node in nodes:
        if whole and node.id in ids:
            kept.append(node)
        elif (below := _chosen(node.children, ids, whole)) or node.id in ids:
            kept.append(replace(node, children=below))
    return tuple(kept)


def _kept(nodes: tuple[Node, ...], departments: set[int]) -> tuple[Node, ...]:
    """An item of theirs stays whole; above one, only the way down to it."""
    kept = []
    for node in nodes:
        if any(owner.department_id in departments for owner in node.owners):
            kept.append(node)
        elif below := _kept(node.children, departments):
            kept.append(replace(node, children=below))
    return tuple(kept)
