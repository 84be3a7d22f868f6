"""A plan while parts of it are changed one after the other.

One rule: nothing comes, goes or moves here, so a part costs what it holds, and the whole plan is put together once.
"""

from dataclasses import dataclass, field, replace

from planeditor.plan.entities import Department, Node, Snapshot


@dataclass(slots=True)
class Overlay:
    """A plan with changed nodes laid over it, by id, and the departments as they are by now."""

    below: Snapshot
    _nodes: dict[int, Node] = field(default_factory=dict)
    _departments: tuple[Department, ...] | None = None

    def over(self, part: Snapshot) -> Snapshot:
        """Return a part of the plan as it is by now."""
        nodes = tuple(self._over(node) for node in part.nodes)
        return replace(part, nodes=nodes, departments=self._known())

    def put(self, part: Snapshot) -> None:
        """Take over what a part says of its nodes, and the departments it has."""
        self._nodes |= {node.id: replace(node, children=()) for node in part.walk()}
        self._departments = part.departments

    def snapshot(self) -> Snapshot:
        """Return the whole plan."""
        nodes = tuple(self._over(node) for node in self.below.nodes)
        return replace(self.below, nodes=nodes, departments=self._known())

    def _known(self) -> tuple[Department, ...]:
        return self.below.departments if self._departments is None else self._departments

    def _over(self, node: Node) -> Node:
        children = tuple(self._over(child) for child in node.children)
        new = self._nodes.get(node.id)
        if new is not None:
            return replace(new, children=children)
        return replace(node, children=children)
