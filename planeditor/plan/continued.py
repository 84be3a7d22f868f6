"""What became of a plan's items in the next year's plan: 延续, 完成, 取消, and what is 新增.

One rule: every item of both plans is in the list once, and it is told by lineage alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planeditor.plan.entities import LEAD, Node, Snapshot
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.rollover import is_finished
from planeditor.plan.tables.ledger import latest_report

Fate = Literal["延续", "新增", "完成", "取消"]
FATES: tuple[Fate, ...] = ("延续", "新增", "完成", "取消")


@dataclass(frozen=True, slots=True)
class Continued:
    """An item of one plan or of both; "" for the number and title that it has not. `status` is the old plan's last."""

    fate: Fate
    old_number: str
    new_number: str
    title: str
    section: str
    leads: str
    status: str
    lineage: str
    old_id: int = 0
    new_id: int = 0


def continued_items(old: Snapshot, new: Snapshot) -> tuple[Continued, ...]:
    """Return the items of the new plan in its order, then those of the old one that ended."""
    old_nodes = {node.id: node for node in old.walk()}
    old_numbers = snapshot_numbers(old)
    went_on: set[int] = set()
    rows = []
    new_numbers = snapshot_numbers(new)
    for node, section in _items(new):
        source = next((each for each in node.lineage if each.target_id is None and each.source_id in old_nodes), None)
        before = old_nodes[source.source_id] if source is not None else None
        if before is not None:
            went_on.add(before.id)
        rows.append(
            Continued(
                "新增" if before is None else "延续",
                "" if before is None else old_numbers.get(before.id, ""),
                new_numbers.get(node.id, ""),
                item_name(node),
                section,
                _leads(node),
                "" if before is None else _status(before),
                "" if source is None else source.text,
                0 if before is None else before.id,
                node.id,
            )
        )
    rows += [
        Continued(
            "完成" if is_finished(node, old.plan.year) else "取消",
            old_numbers.get(node.id, ""),
            "",
            item_name(node),
            section,
            _leads(node),
            _status(node),
            "",
            node.id,
        )
        for node, section in _items(old)
        if node.id not in went_on
    ]
    return tuple(rows)


def _items(snapshot: Snapshot) -> Iterator[tuple[Node, str]]:
    """Yield the items with the title of the section they stand in."""
    stack = [(node, "") for node in reversed(snapshot.nodes)]
    while stack:
        node, section = stack.pop()
        if node.kind == "item":
            yield node, section
        else:
            section = node.title or section
        stack += [(child, section) for child in reversed(node.children)]


def item_name(node: Node) -> str:
    """Return an item's title, or the beginning of its text."""
    words = " ".join((node.title or node.body or "".join(field.text for field in node.fields)).split())
    return words if node.title or len(words) <= 40 else f"{words[:40]}…"


def _leads(node: Node) -> str:
    return "、".join(owner.name for owner in node.owners if owner.role == LEAD)


def _status(node: Node) -> str:
    report = latest_report(node, "status")
    return "" if report is None else report.status
