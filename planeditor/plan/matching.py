"""Finding the nodes of a plan again in a document that came back without ids, or with only some of them.

One rule: an id that the document carries counts most, then equal texts, then the most alike; what is like nothing is
new. Two nodes never become one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from planeditor.plan.entities import Milestone, Node, Snapshot, Target

ALIKE = 60.0  # percent; below it two texts are different ones
ALIKE_IN_PLACE = 40.0  # of two that stand at the same place between others that were found
COMPARED = 4_000_000  # pairs of texts; of more only those that stand at the same place are compared
TEXT = 400  # characters of a text that are compared

P = TypeVar("P")


def adopt_ids(theirs: Snapshot, known: Iterable[Snapshot], ids: Mapping[int, int]) -> Snapshot:
    """Return their plan under the ids of the nodes and parts that are known from other states of the plan.

    `ids` are those that the document carries: their node → known node. The first of `known` goes before the others.
    """
    found: dict[int, Node] = {}
    taken: set[int] = set()
    for snapshot in known:
        matching = _Matching(theirs, snapshot, found, taken)
        matching.by_ids(ids)
        matching.by_text()
        matching.by_likeness()
    return replace(theirs, nodes=tuple(_adopted(node, found) for node in theirs.nodes))


class _Matching:
    """Pairs of their nodes and those of one known plan; `found` and `taken` go on from one plan to the next."""

    def __init__(self, theirs: Snapshot, known: Snapshot, found: dict[int, Node], taken: set[int]) -> None:
        self.theirs = list(_flat(theirs.nodes))
        self.known = list(_flat(known.nodes))
        self.found, self.taken = found, taken

    def by_ids(self, ids: Mapping[int, int]) -> None:
        """Pair what carries the id of a known node; a copy that carries it as well is another node."""
        by_id = {node.id: node for node, _above in self.known}
        for node, _above in self.theirs:
            wanted = ids.get(node.id, node.id)
            if wanted in by_id:
                self._pair(node, by_id[wanted])

    def by_text(self) -> None:
        """Pair equal texts, first those below the same node, then any."""
        for key in (lambda node, above: (above, node.kind, _text(node)), lambda node, above: (node.kind, _text(node))):
            self._pair_equal(key)

    def _pair_equal(self, key: Callable[[Node, int], object]) -> None:
        left = defaultdict(list)
        for node, above in self._left_known():
            left[key(node, above)].append(node)
        for node, above in self._left_theirs():
            parent = self.found.get(above)
            same = left.get(key(node, parent.id if parent else above))
            if same and _text(node):
                self._pair(node, same.pop(0))

    def by_likeness(self) -> None:
        """Pair the most alike that are left, the likest first."""
        from rapidfuzz import fuzz

        theirs, known = list(self._left_theirs()), list(self._left_known())
        everywhere = len(theirs) * len(known) <= COMPARED
        scores = []
        for place, (node, above) in enumerate(theirs):
            parent = self.found.get(above)
            for other_place, (other, other_above) in enumerate(known):
                near = (parent.id if parent else above) == other_above
                if node.kind == other.kind and (near or everywhere):
                    score = fuzz.ratio(_text(node)[:TEXT], _text(other)[:TEXT])
                    if score >= (ALIKE_IN_PLACE if near else ALIKE):
                        scores.append((-score - 10 * near, abs(place - other_place), place, other_place))
        for _score, _distance, place, other_place in sorted(scores):
            self._pair(theirs[place][0], known[other_place][0])

    def _left_theirs(self) -> Iterator[tuple[Node, int]]:
        return ((node, above) for node, above in self.theirs if node.id not in self.found)

    def _left_known(self) -> Iterator[tuple[Node, int]]:
        return ((node, above) for node, above in self.known if node.id not in self.taken)

    def _pair(self, node: Node, known: Node) -> None:
        if node.id not in self.found and known.id not in self.taken:
            self.found[node.id] = known
            self.taken.add(known.id)


def _flat(nodes: Sequence[Node], above: int = 0) -> Iterator[tuple[Node, int]]:
    """Yield nodes with the id of the one above, 0 for none."""
    stack = [(node, above) for node in reversed(nodes)]
    while stack:
        node, parent = stack.pop()
        yield node, parent
        stack += [(child, node.id) for child in reversed(node.children)]


def _text(node: Node) -> str:
    return "".join((node.title + node.body + "".join(field.text for field in node.fields)).split())


def _adopted(node: Node, found: Mapping[int, Node]) -> Node:
    known = found.get(node.id)
    children = tuple(_adopted(child, found) for child in node.children)
    if known is None:
        return replace(node, children=children)
    fields = tuple(_alike(node.fields, known.fields, (lambda f: (f.label, f.text), lambda f: f.label)))
    places = {str(old.id): str(new.id) for old, new in zip(node.fields, fields, strict=True)}
    targets = tuple(_alike(node.targets, known.targets, (_whole_target, _figure, lambda t: t.indicator)))
    progress = _alike(node.progress, known.progress, (lambda entry: replace(entry, id=0, target_id=None),))
    milestones = _alike(node.milestones, known.milestones, (lambda entry: (entry.period, entry.text), _period))
    ids = {old.id: new.id for old, new in zip(node.targets, targets, strict=True)}
    return replace(
        node,
        id=known.id,
        fields=fields,
        targets=tuple(_moved_span(replace(t, parent_id=ids.get(t.parent_id or 0)), places) for t in targets),
        progress=tuple(replace(entry, target_id=ids.get(entry.target_id or 0)) for entry in progress),
        milestones=tuple(replace(entry, target_id=ids.get(entry.target_id or 0)) for entry in milestones),
        children=children,
    )


def _alike(parts: Sequence[P], known: Sequence[P], keys: Sequence[Callable[[P], object]]) -> list[P]:
    """Return parts under the ids of known ones that are alike by the first key, or else by the next."""
    ids: dict[int, int] = {}
    left = list(known)
    for key in keys:
        for place, part in enumerate(parts):
            same = next((other for other in left if key(other) == key(part)), None) if place not in ids else None
            if same is not None:
                ids[place] = _id(same)
                left.remove(same)
    changed: list[Any] = [
        replace(part, id=ids[place]) if place in ids else part  # type: ignore[type-var]  # P is any of the parts, dataclasses all
        for place, part in enumerate(parts)
    ]
    return changed


def _id(part: Any) -> int:
    return int(part.id)


def _whole_target(target: Target) -> object:
    return replace(target, id=0, span=None, parent_id=None)


def _figure(target: Target) -> object:
    return target.value, target.value_high, target.unit


def _period(entry: Milestone) -> object:
    return entry.period


def _moved_span(target: Target, places: Mapping[str, str]) -> Target:
    span = target.span
    if span is None or span.place not in places:
        return target
    return replace(target, span=replace(span, place=places[span.place]))
