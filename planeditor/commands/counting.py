"""How much is in a plan, as `import` and `info` tell it."""

from planeditor.plan.entities import Snapshot


def count_parts(snapshot: Snapshot) -> dict[str, int]:
    """Return how many of what a plan has, by the names of the JSON contract."""
    nodes = list(snapshot.walk())
    sections = sum(node.kind == "section" for node in nodes)
    return {
        "sections": sections,
        "items": len(nodes) - sections,
        "targets": sum(target.kind == "target" for node in nodes for target in node.targets),
        "departments": len(snapshot.departments),
        "unplaced": len(snapshot.unplaced),
    }
