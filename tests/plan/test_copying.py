"""Copies: new ids throughout, and every reference inside follows."""

from dataclasses import replace

from planeditor.plan.copying import as_items, fresh_plan
from planeditor.plan.entities import Snapshot
from tests.small_plan import small_plan


def ids(plan: Snapshot) -> set[int]:
    """Return the ids of all that a plan holds."""
    parts = [part.id for node in plan.walk() for part in (*node.fields, *node.owners, *node.targets, *node.progress)]
    return {plan.plan.id, *parts, *(node.id for node in plan.walk()), *(known.id for known in plan.departments)}


def test_a_fresh_plan_says_the_same_under_other_ids() -> None:
    plan = small_plan()
    fresh = fresh_plan(plan)
    assert not ids(plan) & ids(fresh)
    assert len(ids(plan)) == len(ids(fresh))
    assert [(node.title, node.body, node.due) for node in fresh.walk()] == [
        (node.title, node.body, node.due) for node in plan.walk()
    ]


def test_references_inside_a_fresh_plan_follow() -> None:
    fresh = fresh_plan(small_plan())
    schools = fresh.nodes[0].children[0]
    whole, part = schools.targets
    assert part.parent_id == whole.id
    assert schools.progress[0].target_id == whole.id
    names = {department.id: department.name for department in fresh.departments}
    assert [names[owner.department_id] for owner in schools.owners] == ["计财科", "基教科"]
    assert [names[member] for member in fresh.departments[2].members] == ["基教科", "计财科"]


def test_a_part_in_another_item_keeps_its_whole() -> None:
    plan = small_plan()
    schools, money = plan.nodes[0].children
    whole, part = schools.targets
    apart = (replace(schools, targets=(whole,)), replace(money, targets=(part,)))
    fresh = fresh_plan(replace(plan, nodes=(replace(plan.nodes[0], children=apart),)))
    first, second = fresh.nodes[0].children
    assert second.targets[0].parent_id == first.targets[0].id


def test_sections_become_items_all_the_way_down() -> None:
    assert {node.kind for top in as_items(small_plan().nodes) for node in top.walk()} == {"item"}
