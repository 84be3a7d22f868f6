"""The outline: numbers, rows and changes, without a file."""

from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.outline import Outline
from planeditor.plan.ranks import rank_between


def plan(sections: int = 3, items: int = 4) -> Snapshot:
    nodes = tuple(
        Node(new_id(), "section", f"部分{s}", children=tuple(Node(new_id(), "item", f"条目{i}") for i in range(items)))
        for s in range(sections)
    )
    return Snapshot(Plan(new_id()), nodes=nodes)


def numbers(outline: Outline) -> list[str]:
    return [outline.number(entry) for entry in outline.walk()]


def test_an_outline_of_a_plan_has_its_order_and_numbers() -> None:
    snapshot = plan()
    outline = Outline.of(snapshot)
    assert [entry.id for entry in outline.walk()] == [node.id for node in snapshot.walk()]
    assert numbers(outline) == list(snapshot_numbers(snapshot).values())


def test_rows_are_found_from_entries() -> None:
    outline = Outline.of(plan())
    for entry in outline.walk():
        assert entry.parent is not None
        assert entry.parent.children[outline.row(entry)] is entry


def test_numbers_follow_insertions_moves_and_removals() -> None:
    outline = Outline.of(plan(2, 2))
    first, second = outline.root.children
    row = {"id": new_id(), "parent_id": first.id, "rank": rank_between("", first.children[0].rank), "kind": "item"}
    outline.insert({**row, "title": "新", "due": "", "mark": "", "numbered": 1, "numbering": ""})
    assert numbers(outline) == ["一、", "1.", "2.", "3.", "二、", "4.", "5."]
    outline.move(first.children[0].id, second.id, rank_between(second.children[-1].rank, ""))
    assert numbers(outline) == ["一、", "1.", "2.", "二、", "3.", "4.", "5."]
    outline.remove(first.id)
    assert numbers(outline) == ["一、", "1.", "2.", "3."]
    assert len(outline) == 4


def test_numbers_follow_a_change_of_kind_or_scheme() -> None:
    outline = Outline.of(plan(2, 2))
    first, second = outline.root.children
    outline.update(first.children[0].id, {"numbered": 0})
    assert numbers(outline) == ["一、", "", "1.", "二、", "2.", "3."]
    outline.update(second.id, {"numbering": "| 一是 | restart"})
    assert numbers(outline)[-2:] == ["一是", "二是"]
    outline.set_numbering("第一部分 | | restart")
    assert numbers(outline)[:1] == ["第一部分"]


def test_ancestors_are_listed_from_the_top() -> None:
    outline = Outline.of(plan(1, 1))
    entry = outline.root.children[0].children[0]
    assert outline.ancestors(entry) == [outline.root.children[0]]
