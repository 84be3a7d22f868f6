"""Finding nodes again in a plan that came back under other ids."""

from dataclasses import replace

from hypothesis import given

from planeditor.plan.copying import renewed
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.matching import adopt_ids
from planeditor.plan.merging import merge
from tests.small_plan import small_plan
from tests.strategies import snapshots


def plan(*nodes: Node) -> Snapshot:
    return Snapshot(Plan(new_id()), (), nodes)


def item(title: str, body: str = "", *children: Node) -> Node:
    return Node(new_id(), "item", title, body, children=children)


def section(title: str, *children: Node) -> Node:
    return Node(new_id(), "section", title, children=children)


def read_again(snapshot: Snapshot) -> Snapshot:
    """Return the plan as a document read anew gives it: with other ids throughout."""
    return replace(snapshot, nodes=renewed(snapshot.nodes, lambda owner: owner.department_id))


@given(snapshot=snapshots())
def test_ids_stay_unique_and_no_text_is_lost(snapshot: Snapshot) -> None:
    found = adopt_ids(read_again(snapshot), [snapshot], {})
    ids = [node.id for node in found.walk()]
    assert len(set(ids)) == len(ids)
    assert [node.title + node.body for node in found.walk()] == [node.title + node.body for node in snapshot.walk()]


def test_an_unchanged_plan_comes_back_without_a_difference() -> None:
    base = small_plan()
    assert merge(base, base, adopt_ids(read_again(base), [base], {})).differences == ()


def test_reworded_moved_and_new_items_are_told_apart() -> None:
    a, b, c = item("加快学前教育普惠发展", "新建幼儿园10所。"), item("推进义务教育优质均衡"), item("加强教师队伍建设")
    base = plan(section("一", a, b), section("二", c))
    came = plan(
        section("一", item("推进义务教育优质均衡")),
        section(
            "二",
            item("加强新时代教师队伍建设"),
            item("加快学前教育普惠发展", "新建幼儿园12所。"),
            item("开展校园安全整治"),
        ),
    )
    found = adopt_ids(came, [base], {})
    kinds = {(each.change, each.title, each.key.aspect) for each in merge(base, base, found).differences}
    assert kinds == {
        ("edited", "加强教师队伍建设", "title"),
        ("edited", "加快学前教育普惠发展", "body"),
        ("moved", "加快学前教育普惠发展", "place"),
        ("added", "开展校园安全整治", ""),
    }


def test_an_id_in_the_document_counts_more_than_its_text() -> None:
    first, second = item("甲项工作任务"), item("乙项工作任务")
    base = plan(first, second)
    swapped = (item("乙项工作任务"), item("甲项工作任务"))
    found = adopt_ids(plan(*swapped), [base], {swapped[0].id: first.id, swapped[1].id: second.id})
    assert [node.id for node in found.nodes] == [first.id, second.id]


def test_a_copy_that_carries_the_same_id_is_a_new_item() -> None:
    first = item("甲项工作任务")
    copies = (item("甲项工作任务"), item("甲项工作任务"))
    found = adopt_ids(plan(*copies), [plan(first)], {copy.id: first.id for copy in copies})
    assert [node.id for node in found.nodes] == [first.id, copies[1].id]


def test_what_was_taken_from_an_earlier_reading_is_found_in_ours() -> None:
    base = small_plan()
    new = item("第一次读回时新增")
    mine = replace(base, nodes=(*base.nodes, new))
    again = adopt_ids(read_again(mine), [base, mine], {})
    assert again.nodes[-1].id == new.id
    assert merge(base, mine, again).differences == ()
