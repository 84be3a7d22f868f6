"""Totals of the sections: how many items and targets stand below each.

One rule: after one walk through the outline, every change costs a walk up, never a walk through.
"""

from planeditor.plan.outline import Entry, Outline


class Totals:
    """Items and targets below every entry that has some; entries without are left out to stay small."""

    def __init__(self, outline: Outline, own_targets: dict[int, int]) -> None:
        """Count once; `own_targets` is node id → number of targets of its own."""
        self._outline = outline
        self._own = dict(own_targets)
        self._items: dict[int, int] = {}
        self._targets: dict[int, int] = {}
        for entry in reversed(_with_children(outline.root)):
            items = _items_among(entry)
            items += sum(self._items.get(child.id, 0) for child in entry.children if child.children)
            if items:
                self._items[entry.id] = items
        for node_id, count in self._own.items():
            if node_id in outline:
                self._climb(outline[node_id], 0, count)

    def items(self, node_id: int) -> int:
        """Return how many items stand below a node; 0 is the whole plan."""
        return self._items.get(node_id, 0)

    def targets(self, node_id: int) -> int:
        """Return how many targets a node and all below it have; 0 is the whole plan."""
        return self._targets.get(node_id, 0) + self._own.get(node_id, 0)

    def attach(self, entry: Entry) -> None:
        """Count an entry, with what is known to be below it, at its place."""
        self._climb(entry, *self._weight(entry))

    def detach(self, entry: Entry) -> None:
        """Take an entry, with all below it, out of the totals above it."""
        items, targets = self._weight(entry)
        self._climb(entry, -items, -targets)

    def forget(self, entry: Entry) -> None:
        """Drop what is known of an entry that goes for good, and of all below it."""
        for gone in entry.walk():
            for known in (self._own, self._items, self._targets):
                known.pop(gone.id, None)

    def add_target(self, node_id: int, count: int) -> None:
        """Count targets of a node's own, or with a negative count take them out."""
        self._own[node_id] = self._own.get(node_id, 0) + count
        if node_id in self._outline:
            self._climb(self._outline[node_id], 0, count)

    def _weight(self, entry: Entry) -> tuple[int, int]:
        return self.items(entry.id) + (not entry.is_section), self.targets(entry.id)

    def _climb(self, entry: Entry, items: int, targets: int) -> None:
        above = entry.parent
        while above is not None:
            self._add_to(above.id, items, targets)
            above = above.parent

    def _add_to(self, node_id: int, items: int, targets: int) -> None:
        if items:
            self._items[node_id] = self._items.get(node_id, 0) + items
        if targets:
            self._targets[node_id] = self._targets.get(node_id, 0) + targets


def _items_among(entry: Entry) -> int:
    _sections, items, unnumbered = entry.tally
    if unnumbered:
        return sum(child.kind != "section" for child in entry.children)
    return items


def _with_children(root: Entry) -> list[Entry]:
    """Return the entries that have children, each before those below it."""
    found = [root]
    for entry in found:
        found.extend(child for child in entry.children if child.children)
    return found
