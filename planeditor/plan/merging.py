"""Three-way comparison of plans: what they changed since the base, what of it is here, what both changed.

One rule: a change is told of once, item by item and part by part, and nothing is changed until it is accepted. Two
plans alone are compared by giving one of them as the base and as ours.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from planeditor.plan.entities import Department, Node, Owner, Snapshot, Target
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.places import Places, place_in_theirs
from planeditor.plan.spans import follow

ChangeKind = Literal["added", "deleted", "moved", "edited", "conflict"]
EXISTENCE, PLACE, ORDER = "", "place", "order."
COLUMNS = ("kind", "title", "body", "due", "numbered", "numbering")
PARTS = {
    "field": "fields", "target": "targets", "progress": "progress", "milestone": "milestones", "light": "lights",
    "evidence": "evidence", "lineage": "lineage",
}  # fmt: skip
ROLES = {"lead": "lead", "support": "support"}
PLAN_COLUMNS = (
    "title", "doc_number", "issuer", "notice_title", "addressees", "notice", "date", "year", "kind", "preamble",
    "closing", "signer", "numbering",
)  # fmt: skip
PLAN = 0  # stands for the plan where a node's id stands else


@dataclass(frozen=True, slots=True)
class Key:
    """What a difference is about: a node (PLAN for the plan itself), one aspect of it, and of several parts which."""

    node_id: int
    aspect: str = EXISTENCE
    part: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that they changed. `before` is the base's value, `mine` ours, `after` theirs, None where there is none.

    A node that came, went or moved has nodes for values. `number` and `title` name it for people.
    """

    change: ChangeKind
    key: Key
    before: Any
    after: Any
    mine: Any
    number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """The differences between a base and their version, seen from ours."""

    base: Snapshot
    mine: Snapshot
    theirs: Snapshot
    differences: tuple[Difference, ...]
    renumbered: tuple[int, ...] = ()  # nodes whose number differs only because others came, went or moved

    def apply(self, accepted: Collection[Key]) -> Snapshot:
        """Return our plan with the accepted differences taken over."""
        chosen = [difference for difference in self.differences if difference.key in accepted]
        return _Taking(self).take(chosen)

    def certain(self) -> frozenset[Key]:
        """Return the keys of all differences that are no conflicts."""
        return frozenset(each.key for each in self.differences if each.change != "conflict")


def merge(base: Snapshot, mine: Snapshot, theirs: Snapshot, *, carried: Collection[str] | None = None) -> Merge:
    """Compare; `carried` names the aspects that their form can hold at all, None for every one.

    Nodes and parts are told apart by their ids: `plan.matching` gives those of a document read anew.
    """
    base = align_departments(base, mine)
    theirs = align_departments(align_departments(theirs, mine), base)
    comparison = _Comparison(base, mine, theirs, carried)
    differences = tuple(comparison.differences())
    return Merge(base, mine, theirs, differences, comparison.renumbered(differences))


def compare(before: Snapshot, after: Snapshot) -> Merge:
    """Compare two plans: what `after` has that `before` has not."""
    return merge(before, before, after)


def align_departments(snapshot: Snapshot, mine: Snapshot) -> Snapshot:
    """Return the plan with the departments that ours knows by id, name or alias under our ids."""
    by_id = {department.id for department in mine.departments}
    by_name = {alias: each.id for each in reversed(mine.departments) for alias in each.aliases}
    by_name |= {each.name: each.id for each in reversed(mine.departments)}
    ids = {
        each.id: by_name.get(each.name, each.id) for each in snapshot.departments if each.id not in by_id
    }  # fmt: skip
    if not any(old != new for old, new in ids.items()):
        return snapshot
    departments = {
        ids.get(each.id, each.id): replace(each, id=ids.get(each.id, each.id)) for each in snapshot.departments
    }
    nodes = tuple(_with_departments(node, ids) for node in snapshot.nodes)
    members = tuple(
        replace(each, members=tuple(ids.get(member, member) for member in each.members))
        for each in departments.values()
    )
    return replace(snapshot, departments=members, nodes=nodes)


def _with_departments(node: Node, ids: dict[int, int]) -> Node:
    owners = tuple(replace(o, department_id=ids.get(o.department_id, o.department_id)) for o in node.owners)
    return replace(node, owners=owners, children=tuple(_with_departments(child, ids) for child in node.children))


def node_aspects(node: Node) -> dict[tuple[str, int], Any]:
    """Return the values of a node's aspects but its place, by name and part."""
    values: dict[tuple[str, int], Any] = {(name, 0): getattr(node, name) for name in COLUMNS}
    for aspect, role in ROLES.items():
        values[aspect, 0] = tuple((owner.name, owner.department_id) for owner in node.owners if owner.role == role)
    for aspect, attribute in PARTS.items():
        values |= {(aspect, part.id): part for part in getattr(node, attribute)}
    return values


def plan_aspects(snapshot: Snapshot) -> dict[tuple[str, int], Any]:
    """Return the values of the plan's own aspects."""
    values: dict[tuple[str, int], Any] = {(f"plan.{name}", 0): getattr(snapshot.plan, name) for name in PLAN_COLUMNS}
    return values | {("department", each.id): each for each in snapshot.departments}


class _Comparison:
    """The three plans laid out flat."""

    def __init__(self, base: Snapshot, mine: Snapshot, theirs: Snapshot, carried: Collection[str] | None) -> None:
        self.snapshots = (base, mine, theirs)
        self.base, self.mine, self.theirs = (Places.of(snapshot) for snapshot in self.snapshots)
        self.carried = carried
        self.numbers = {**snapshot_numbers(theirs), **snapshot_numbers(base), **snapshot_numbers(mine)}

    def differences(self) -> Iterator[Difference]:
        """Yield what they changed, in their order, and what they deleted at the end."""
        yield from self._aspects(PLAN, *(plan_aspects(snapshot) for snapshot in self.snapshots))
        moved, moved_here = self.base.moved_in(self.theirs), self.base.moved_in(self.mine)
        for node_id in self.theirs.order:
            yield from self._node(node_id, moved, moved_here)
        for node_id in self.base.order:
            if node_id not in self.theirs and node_id in self.mine:
                change: ChangeKind = "conflict" if self._is_changed_here(node_id) else "deleted"
                yield self._difference(change, Key(node_id))

    def renumbered(self, differences: tuple[Difference, ...]) -> tuple[int, ...]:
        """Return the nodes with another number in their plan than in the base and in ours, for no reason of their own.

        What ours has already is not told again: a file may be read back twice.
        """
        base, mine, theirs = (snapshot_numbers(snapshot) for snapshot in self.snapshots)
        told = {each.key.node_id for each in differences if each.key.aspect in (EXISTENCE, PLACE, "numbered", "kind")}
        return tuple(
            i for i in self.theirs.order if i in base and i not in told and theirs[i] not in (base[i], mine.get(i))
        )

    def _node(self, node_id: int, moved: Collection[int], moved_here: Collection[int]) -> Iterator[Difference]:
        if node_id not in self.base:
            if node_id not in self.mine:
                yield self._difference("added", Key(node_id))
            else:  # both have it, from an earlier return: there is no base to tell who changed it
                ours, theirs = (node_aspects(places.nodes[node_id]) for places in (self.mine, self.theirs))
                yield from self._aspects(node_id, {}, ours, theirs)
        elif node_id not in self.mine:
            if self._is_changed_there(node_id, moved):
                yield self._difference("conflict", Key(node_id))
        else:
            everyone = (self.base, self.mine, self.theirs)
            yield from self._aspects(node_id, *(node_aspects(places.nodes[node_id]) for places in everyone))
            yield from self._orders(node_id)
            if node_id in moved and not self.theirs.stands_alike(node_id, self.mine):
                yield self._difference("conflict" if node_id in moved_here else "moved", Key(node_id, PLACE))

    def _aspects(
        self, node_id: int, base: dict[Any, Any], mine: dict[Any, Any], theirs: dict[Any, Any]
    ) -> Iterator[Difference]:
        for aspect, part in dict.fromkeys((*theirs, *base)):
            if not self._is_carried(aspect, is_gone=(aspect, part) not in theirs):
                continue
            before, ours, after = (values.get((aspect, part)) for values in (base, mine, theirs))
            if after not in (before, ours):
                change: ChangeKind = "edited" if before == ours else "conflict"
                yield self._difference(change, Key(node_id, aspect, part), before, after, ours)

    def _orders(self, node_id: int) -> Iterator[Difference]:
        """Yield whether they put parts that all three have into another order."""
        for aspect, attribute in PARTS.items():
            if self._is_carried(aspect, is_gone=False):
                lists = [
                    [part.id for part in getattr(p.nodes[node_id], attribute)]
                    for p in (self.base, self.mine, self.theirs)
                ]
                common = set(lists[0]).intersection(*lists[1:])
                before, ours, after = (tuple(i for i in ids if i in common) for ids in lists)
                if after not in (before, ours):
                    change: ChangeKind = "edited" if before == ours else "conflict"
                    yield self._difference(change, Key(node_id, ORDER + aspect), before, after, ours)

    def _is_carried(self, aspect: str, *, is_gone: bool) -> bool:
        if aspect == "department" and is_gone:
            return self.carried is None
        return self.carried is None or aspect in self.carried

    def _is_changed_here(self, node_id: int) -> bool:
        """Tell whether we edited what they deleted, or put something into it."""
        edited = node_aspects(self.base.nodes[node_id]) != node_aspects(self.mine.nodes[node_id])
        return edited or any(child not in self.base for child in self.mine.children[node_id])

    def _is_changed_there(self, node_id: int, moved: Collection[int]) -> bool:
        """Tell whether they edited what we deleted, or put something into it."""
        edited = node_aspects(self.base.nodes[node_id]) != node_aspects(self.theirs.nodes[node_id])
        return edited or any(child not in self.base for child in self.theirs.children[node_id])

    def _difference(
        self, change: ChangeKind, key: Key, before: Any = None, after: Any = None, mine: Any = None
    ) -> Difference:
        if key.aspect in (EXISTENCE, PLACE):
            before, after, mine = (p.nodes.get(key.node_id) for p in (self.base, self.theirs, self.mine))
        known = next((p.nodes[key.node_id] for p in (self.mine, self.base, self.theirs) if key.node_id in p), None)
        title = (known.title or known.body[:40]) if known else ""
        return Difference(change, key, before, after, mine, self.numbers.get(key.node_id, ""), title)


class _Taking:
    """Our plan while accepted differences are taken over."""

    def __init__(self, merged: Merge) -> None:
        self.merged = merged
        self.result = Places.of(merged.mine)
        self.theirs = Places.of(merged.theirs)
        self.base = Places.of(merged.base)
        self.plan = merged.mine.plan
        self.departments = {department.id: department for department in merged.mine.departments}
        self.known = {each.id: each for each in merged.theirs.departments}
        self.dropped: list[int] = []

    def take(self, chosen: list[Difference]) -> Snapshot:
        """Return the plan with the differences taken over: edits, what came, what moved, what went."""
        for difference in chosen:
            if difference.key.aspect not in (EXISTENCE, PLACE):
                self._edit(difference.key, difference.after)
        places = {each.key.node_id for each in chosen if each.key.aspect in (EXISTENCE, PLACE)}
        for node_id in self.theirs.order:
            if node_id in places:
                self._put(node_id)
        for node_id in reversed(self.base.order):
            if node_id in places and node_id not in self.theirs:
                self.result.remove(node_id)
        for node_id, node in self.result.nodes.items():
            self.result.nodes[node_id] = _sound(node)
        nodes = self.result.forest()
        owners = [owner.department_id for top in nodes for node in top.walk() for owner in node.owners]
        for department_id in set(self.dropped) - set(owners):
            self.departments.pop(department_id, None)
        self._adopt(iter(dict.fromkeys(owners)))
        return replace(self.merged.mine, plan=self.plan, departments=tuple(self.departments.values()), nodes=nodes)

    def _put(self, node_id: int) -> None:
        if node_id not in self.result:
            self.result.nodes[node_id] = self.theirs.nodes[node_id]
        place_in_theirs(self.result, node_id, self.theirs, self.base)

    def _edit(self, key: Key, value: Any) -> None:
        if key.aspect.startswith("plan."):
            self.plan = replace(self.plan, **{key.aspect.removeprefix("plan."): value})
        elif key.aspect == "department":
            self._set_department(key.part, value)
        elif key.node_id in self.result:
            node = self.result.nodes[key.node_id]
            self.result.nodes[key.node_id] = self._edited(node, key, value)

    def _set_department(self, department_id: int, value: Department | None) -> None:
        if value is not None:
            self.departments[department_id] = value
        else:
            self.dropped.append(department_id)

    def _edited(self, node: Node, key: Key, value: Any) -> Node:
        if key.aspect in COLUMNS:
            return _with_column(node, key.aspect, value)
        theirs = self.theirs.nodes[key.node_id]
        if key.aspect in ROLES:
            others = tuple(owner for owner in node.owners if owner.role != key.aspect)
            taken = tuple(owner for owner in theirs.owners if owner.role == key.aspect)
            owners = (*taken, *others) if key.aspect == "lead" else (*others, *taken)
            return replace(node, owners=_without_clashes(owners))
        attribute = PARTS[key.aspect.removeprefix(ORDER)]
        if key.aspect.startswith(ORDER):
            ordered: dict[str, Any] = {attribute: _in_order(getattr(node, attribute), value)}
            return replace(node, **ordered)
        old = self.base.nodes.get(key.node_id, node)
        lists = [getattr(each, attribute) for each in (node, theirs, old)]
        if key.aspect == "field":
            node = _with_spans(node, str(key.part), _field_text(node, key.part), value.text if value else "")
        parts: dict[str, Any] = {attribute: _with_part(lists[0], lists[1], lists[2], key.part, value)}
        return replace(node, **parts)

    def _adopt(self, ids: Iterator[int]) -> None:
        """Take over the departments that owners taken over mean, with the members of groups."""
        for department_id in ids:
            new = self.known.get(department_id)
            if department_id not in self.departments and new is not None:
                self.departments[department_id] = new
                self._adopt(iter(new.members))


def _sound(node: Node) -> Node:
    """Return a node whose parts point to none that is gone, and whose targets mark their own words."""
    targets = {target.id for target in node.targets}
    entries = {entry.id for entry in node.progress}
    texts = {"title": node.title, "body": node.body, **{str(field.id): field.text for field in node.fields}}
    return replace(
        node,
        targets=tuple(_sound_target(target, targets, texts) for target in node.targets),
        progress=tuple(e if e.target_id in targets else replace(e, target_id=None) for e in node.progress),
        milestones=tuple(e if e.target_id in targets else replace(e, target_id=None) for e in node.milestones),
        lights=tuple(e for e in node.lights if e.target_id is None or e.target_id in targets),
        evidence=tuple(e if e.progress_id in entries else replace(e, progress_id=None) for e in node.evidence),
        lineage=tuple(e if e.target_id in targets else replace(e, target_id=None) for e in node.lineage),
    )


def _sound_target(target: Target, targets: Collection[int], texts: Mapping[str, str]) -> Target:
    span = target.span
    if span is not None and span.end > len(texts.get(span.place, "")):
        span = None
    return replace(target, span=span, parent_id=target.parent_id if target.parent_id in targets else None)


def _without_clashes(owners: tuple[Owner, ...]) -> tuple[Owner, ...]:
    """Every owner row has an id of its own; the first keeps it."""
    return tuple({owner.id: owner for owner in reversed(owners)}[i] for i in dict.fromkeys(o.id for o in owners))


def _with_column(node: Node, column: str, value: Any) -> Node:
    if column in ("title", "body"):
        node = _with_spans(node, column, getattr(node, column), value)
    return replace(node, **{column: value})


def _field_text(node: Node, field_id: int) -> str:
    return next((field.text for field in node.fields if field.id == field_id), "")


def _with_spans(node: Node, place: str, old: str, new: str) -> Node:
    """Return the node with its targets' spans where their words went in a text that is about to be replaced."""
    targets = (
        replace(t, span=follow(t.span, old, new)) if t.span and t.span.place == place and old != new else t
        for t in node.targets
    )
    return replace(node, targets=tuple(targets))


def _in_order(parts: tuple[Any, ...], ids: tuple[int, ...]) -> tuple[Any, ...]:
    """Return parts with those named in this order; the others keep their places."""
    by_id = {part.id: part for part in parts}
    named = iter([by_id[i] for i in ids if i in by_id])
    return tuple(next(named) if part.id in ids else part for part in parts)


def _with_part(
    parts: tuple[Any, ...], theirs: tuple[Any, ...], base: tuple[Any, ...], part_id: int, value: Any
) -> tuple[Any, ...]:
    """Return parts with one replaced, taken out, or put in behind the one it follows in theirs.

    As with nodes, older parts that neither they nor the base have stay in front.
    """
    ids, before = [part.id for part in parts], [part.id for part in theirs]
    if part_id in ids:
        place = ids.index(part_id)
        return (*parts[:place], *(() if value is None else (value,)), *parts[place + 1 :])
    if value is None:
        return parts
    known = {*before, *(part.id for part in base)}
    before = before[: before.index(part_id)]
    place = next((ids.index(i) + 1 for i in reversed(before) if i in ids), 0)
    while place < len(ids) and ids[place] not in known and ids[place] < part_id:
        place += 1
    return (*parts[:place], value, *parts[place:])
