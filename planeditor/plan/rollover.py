"""The next year's plan made from this year's: what continues, where it came from, what it begins with.

One rule: the old plan is not touched, everything in the new one has an id of its own, and what was not chosen to
continue is not in it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from planeditor.language.marks import read_mark
from planeditor.plan.copying import fresh_plan
from planeditor.plan.entities import Lineage, Node, Snapshot, Target
from planeditor.plan.identity import new_id
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.progress import item_state, target_state
from planeditor.plan.year_shifts import YearShift, apply_shifts

_CARRIED = ("pace.", "check", "export.")
_OF_ITS_YEAR = frozenset(("export.draft_date", "export.printed"))
_STANDING = "长期坚持"  # never finished, whatever else is reported


def is_finished(node: Node, year: int | None = None) -> bool:
    """Tell whether an item was last reported to be done, or wholly done; what is standing work never is."""
    state = item_state(node, date.max, year)
    return state.is_done and state.status != _STANDING


def proposed(snapshot: Snapshot) -> frozenset[int]:
    """Return the nodes that are proposed to continue: items not finished, with all above them; sections without any."""
    found: set[int] = set()
    for node in snapshot.nodes:
        _propose(node, snapshot.plan.year, found)
    return frozenset(found)


def _propose(node: Node, year: int | None, found: set[int]) -> bool:
    below = [_propose(child, year, found) for child in node.children]
    continues = any(below) or (not is_finished(node, year) if node.kind == "item" else not node.children)
    if continues:
        found.add(node.id)
    return continues


def with_ancestors(snapshot: Snapshot, chosen: Collection[int]) -> frozenset[int]:
    """Return the chosen nodes and all above them: nothing continues without its section."""
    found: set[int] = set()

    def visit(node: Node) -> bool:
        below = [visit(child) for child in node.children]
        if node.id in chosen or any(below):
            found.add(node.id)
            return True
        return False

    for node in snapshot.nodes:
        visit(node)
    return frozenset(found)


def roll_over(snapshot: Snapshot, year: int, chosen: Collection[int], shifts: Iterable[YearShift]) -> Snapshot:
    """Return the plan for `year`: the chosen nodes with their owners and targets, the chosen years moved.

    Results become base values, progress and what was given out stay behind, document number and date are still to
    come. Every node and target says what it continues.
    """
    kept = with_ancestors(snapshot, chosen)
    numbers = snapshot_numbers(snapshot)
    old_year = snapshot.plan.year
    begun = tuple(_begun(node, old_year) for node in _only(snapshot.nodes, kept))
    moved = apply_shifts(replace(snapshot, nodes=begun, unplaced=()), shifts)
    fresh = fresh_plan(moved)
    names = lineage_names(snapshot, numbers)
    nodes = tuple(_continued(old, new, old_year, names) for old, new in zip(moved.nodes, fresh.nodes, strict=True))
    plan = replace(fresh.plan, year=year, doc_number="", date="")
    return replace(fresh, plan=plan, nodes=nodes)


def _only(nodes: Iterable[Node], kept: Collection[int]) -> Iterator[Node]:
    for node in nodes:
        if node.id in kept:
            yield replace(node, children=tuple(_only(node.children, kept)))


def _begun(node: Node, year: int | None) -> Node:
    """Return a node as a year begins: nothing reported, what was reached the base."""
    return replace(
        node,
        mark="",
        targets=tuple(_based(node, target, year) for target in node.targets),
        progress=(),
        lights=(),
        evidence=(),
        children=tuple(_begun(child, year) for child in node.children),
    )


def _based(node: Node, target: Target, year: int | None) -> Target:
    state = target_state(node, target, date.max, year)
    if state.value_entry is None or target.kind != "target":
        return target
    period = state.value_entry.date or ("" if year is None else str(year))
    return replace(target, base_value=state.value, base_period=period)


def _continued(old: Node, new: Node, year: int | None, names: Mapping[int, str]) -> Node:
    """Return the new node with what it and its targets continue, behind what they continued before."""
    name = names[old.id]
    own = Lineage(new_id(), old.id, year, name)
    parts = (
        Lineage(new_id(), before.id, year, name, after.id)
        for before, after in zip(old.targets, new.targets, strict=True)
    )
    children = (
        _continued(before, after, year, names) for before, after in zip(old.children, new.children, strict=True)
    )
    return replace(new, lineage=(*new.lineage, own, *parts), children=tuple(children))


def carried_settings(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the settings of a plan that hold for the next one: rules and looks, not what was of its year."""
    return {name: text for name, text in settings.items() if name.startswith(_CARRIED) and name not in _OF_ITS_YEAR}


# names of where something came from


def lineage_names(snapshot: Snapshot, numbers: Mapping[int, str]) -> dict[int, str]:
    """Return what is shown of every node where it goes on: 2020年第16条, or 2020年二、（一）第3条."""
    year = "" if snapshot.plan.year is None else f"{snapshot.plan.year}年"
    ordinals = {node.id: _ordinal(numbers.get(node.id, "")) for node in snapshot.walk() if node.kind == "item"}
    counted = [ordinals[node.id] for node in _top_items(snapshot.nodes)]
    through = len(set(counted)) == len(counted)
    names: dict[int, str] = {}
    for node in snapshot.nodes:
        _name(node, year, "", through, numbers, ordinals, names)
    return names


def _top_items(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.kind == "item":
            yield node
        else:
            yield from _top_items(node.children)


def _name(
    node: Node, year: str, above: str, through: bool, numbers: Mapping[int, str], ordinals: Mapping[int, int],
    names: dict[int, str],
) -> None:  # fmt: skip
    number = numbers.get(node.id, "")
    if node.kind == "section":
        path = above + number
        names[node.id] = f"{year}“{number}{_title(node)}”"
        for child in node.children:
            _name(child, year, path, through, numbers, ordinals, names)
        return
    ordinal = ordinals[node.id]
    path = f"第{ordinal}条" if through else f"{above}第{ordinal}条"
    names[node.id] = f"{year}{path}" if ordinal else f"{year}“{_title(node)}”"
    for child in node.children:
        _name_below(child, names[node.id], numbers, names)


def _name_below(node: Node, above: str, numbers: Mapping[int, str], names: dict[int, str]) -> None:
    number = numbers.get(node.id, "")
    names[node.id] = f"{above}{number}" if number else f"{above}“{_title(node)}”"
    for child in node.children:
        _name_below(child, names[node.id], numbers, names)


def _title(node: Node) -> str:
    words = " ".join((node.title or node.body).split())
    return words if len(words) <= 20 else f"{words[:20]}…"


def _ordinal(number: str) -> int:
    """Return the number that a mark stands for, 0 for none."""
    mark = read_mark(f"{number}题") if number else None
    return mark.number if mark is not None else 0
