"""Where the nodes of a plan stand, laid out flat: who stands below whom, in which order.

One rule: taking a node out leaves what stands below it in its place; nothing vanishes with it.
"""

from dataclasses import dataclass, field, replace

from planeditor.plan.copying import as_items
from planeditor.plan.entities import Node, Snapshot
from planeditor.plan.ranks import longest_rise

TOP = 0


@dataclass(slots=True)
class Places:
    """Nodes without their children, their parents (TOP for none), and the order of children."""

    nodes: dict[int, Node] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=lambda: {TOP: []})
    order: list[int] = field(default_factory=list)  # of the plan as it was read, parents first

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Places":
        """Lay out a plan."""
        places = cls()
        stack = [(TOP, node) for node in reversed(snapshot.nodes)]
        while stack:
            parent_id, node = stack.pop()
            places.nodes[node.id] = replace(node, children=())
            places.parents[node.id] = parent_id
            places.children[parent_id].append(node.id)
            places.children[node.id] = []
            places.order.append(node.id)
            stack += [(node.id, child) for child in reversed(node.children)]
        return places

    def __contains__(self, node_id: int) -> bool:
        """Tell whether the plan has the node."""
        return node_id in self.nodes

    def moved_in(self, other: "Places") -> set[int]:
        """Return the nodes of both plans that stand elsewhere in the other: the fewest that explain its order."""
        moved = {i for i in other.order if i in self and self.parents[i] != other.parents[i]}
        for parent_id, children in other.children.items():
            stayed = [i for i in children if i in self and i not in moved]
            if len(stayed) > 1:
                rows = {i: row for row, i in enumerate(self.children.get(parent_id, ()))}
                kept = longest_rise([rows[i] for i in stayed])
                moved |= {i for i in stayed if rows[i] not in kept}
        return moved

    def stands_alike(self, node_id: int, other: "Places") -> bool:
        """Tell whether a node has in another plan the same parent, and the same one before it that both have."""
        if self.parents[node_id] != other.parents[node_id]:
            return False
        return self._before(node_id, other) == other._before(node_id, self)

    def _before(self, node_id: int, other: "Places") -> int:
        siblings = self.children[self.parents[node_id]]
        before = siblings[: siblings.index(node_id)]
        parent_id = self.parents[node_id]
        return next((i for i in reversed(before) if other.parents.get(i) == parent_id), TOP)

    def remove(self, node_id: int) -> None:
        """Take a node out; what stands below it takes its place."""
        if node_id not in self:
            return
        parent_id, below = self.parents.pop(node_id), self.children.pop(node_id)
        siblings = self.children[parent_id]
        place = siblings.index(node_id)
        siblings[place : place + 1] = below
        for child in below:
            self.parents[child] = parent_id
        del self.nodes[node_id]

    def put(self, node_id: int, parent_id: int, place: int) -> None:
        """Put a node, with what stands below it, below a parent; `place` is counted among the others there."""
        if node_id in self.parents:
            self.children[self.parents[node_id]].remove(node_id)
        self.children.setdefault(node_id, [])
        self.parents[node_id] = parent_id
        self.children[parent_id].insert(place, node_id)

    def is_below(self, node_id: int, above: int) -> bool:
        """Tell whether a node is another one or stands below it."""
        while node_id != TOP:
            if node_id == above:
                return True
            node_id = self.parents.get(node_id, TOP)
        return False

    def forest(self) -> tuple[Node, ...]:
        """Return the nodes with their children; what stands below an item is an item."""
        built: dict[int, Node] = {}
        stack = [(i, False) for i in reversed(self.children[TOP])]
        while stack:
            node_id, is_ready = stack.pop()
            if not is_ready:
                stack.append((node_id, True))
                stack += [(child, False) for child in self.children[node_id]]
                continue
            children = tuple(built[child] for child in self.children[node_id])
            if self.nodes[node_id].kind == "item" and any(child.kind == "section" for child in children):
                children = as_items(children)
            built[node_id] = replace(self.nodes[node_id], children=children)
        return tuple(built[node_id] for node_id in self.children[TOP])


def place_in_theirs(result: Places, node_id: int, theirs: Places, base: Places) -> None:
    """Put a node where it stands in their plan: behind the nearest one before it there that stands here as well.

    Nodes that neither they nor the base know, and that are older, stay in front: so several plans are merged to the
    same order whichever comes first.
    """
    parent_id = theirs.parents[node_id]
    while parent_id != TOP and (parent_id not in result or result.is_below(parent_id, node_id)):
        parent_id = theirs.parents[parent_id]
    before = theirs.children[theirs.parents[node_id]]
    before = before[: before.index(node_id)]
    siblings = [i for i in result.children[parent_id] if i != node_id]
    place = next((siblings.index(i) + 1 for i in reversed(before) if i in siblings), 0)
    while place < len(siblings) and _is_new(siblings[place], theirs, base) and siblings[place] < node_id:
        place += 1
    result.put(node_id, parent_id, place)


def _is_new(node_id: int, theirs: Places, base: Places) -> bool:
    return node_id not in theirs and node_id not in base
