"""Two sections of one title as one. One rule: the first keeps its id and words, the other's follow; none is lost."""

from collections.abc import Iterable
from dataclasses import replace

from planeditor.language.labels import DUE_LABELS
from planeditor.plan.entities import Field, Node, Owner, Target
from planeditor.plan.identity import new_id


def normal(title: str) -> str:
    """Return a title without the spaces that only set it."""
    return "".join(title.split())


def join_nodes(nodes: list[Node], others: Iterable[Node], ids: dict[int, int]) -> list[Node]:
    """Return the nodes with others added: sections of a title that is there are joined, all else follows.

    `ids` takes the ids of joined sections and what they are now.
    """
    joined = list(nodes)
    titles = {normal(node.title): place for place, node in reversed(list(enumerate(joined))) if _joins(node)}
    for other in others:
        place = titles.get(normal(other.title)) if _joins(other) else None
        if place is None:
            joined.append(other)
        else:
            joined[place] = _join(joined[place], other, ids)
    return joined


def _joins(node: Node) -> bool:
    return node.kind == "section" and bool(normal(node.title))


def _join(node: Node, other: Node, ids: dict[int, int]) -> Node:
    ids[other.id] = node.id
    body, targets = _joined_body(node, other)
    fields = (*node.fields, *other.fields)
    if other.due and node.due and other.due != node.due:
        fields = (*fields, Field(new_id(), DUE_LABELS[0], other.due))
    return replace(
        node,
        body=body,
        fields=fields,
        due=node.due or other.due,
        mark=node.mark or other.mark,
        numbering=node.numbering or other.numbering,
        owners=(*node.owners, *_new_owners(node, other)),
        targets=(*node.targets, *targets),
        progress=(*node.progress, *other.progress),
        milestones=(*node.milestones, *other.milestones),
        children=tuple(join_nodes(list(node.children), other.children, ids)),
    )


def _joined_body(node: Node, other: Node) -> tuple[str, tuple[Target, ...]]:
    """Return both texts, and the other's targets where their words stand now."""
    if not other.body or other.body == node.body:
        return node.body, other.targets
    before = len(node.body) + 1 if node.body else 0
    return f"{node.body}\n{other.body}".lstrip("\n"), tuple(_moved(target, before) for target in other.targets)


def _moved(target: Target, by: int) -> Target:
    span = target.span
    if span is None or span.place != "body":
        return target
    return replace(target, span=replace(span, start=span.start + by, end=span.end + by))


def _new_owners(node: Node, other: Node) -> list[Owner]:
    known = {(owner.department_id, owner.role, owner.name) for owner in node.owners}
    return [owner for owner in other.owners if (owner.department_id, owner.role, owner.name) not in known]
