"""Comparing and merging plans: what differs is told once, and what was accepted is taken over."""

from dataclasses import replace

from planeditor.plan.entities import Department, Node, Owner, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.merging import Difference, Key, compare, merge
from tests.small_plan import small_plan

PLAN = small_plan()
FIRST, SECOND = PLAN.nodes
SCHOOLS, FIELDS = FIRST.children


def changes(differences: tuple[Difference, ...]) -> list[tuple[str, str, str]]:
    """Return what the differences are, for short."""
    return [(each.change, each.title, each.key.aspect) for each in differences]


def with_nodes(*nodes: Node) -> Snapshot:
    return replace(PLAN, nodes=nodes)


def item(title: str) -> Node:
    return Node(new_id(), "item", title)


def test_a_plan_has_no_difference_from_itself() -> None:
    assert compare(PLAN, PLAN).differences == ()


def test_a_reworded_title_and_a_changed_target_are_told_apart() -> None:
    target = replace(SCHOOLS.targets[0], value=45.0)
    edited = replace(SCHOOLS, title="改扩建学校", targets=(target, *SCHOOLS.targets[1:]))
    found = compare(PLAN, with_nodes(replace(FIRST, children=(edited, FIELDS)), SECOND)).differences
    assert changes(found) == [("edited", SCHOOLS.title, "title"), ("edited", SCHOOLS.title, "target")]
    assert (found[0].before, found[0].after) == (SCHOOLS.title, "改扩建学校")


def test_one_item_that_went_past_others_is_the_only_one_moved() -> None:
    items = tuple(item(name) for name in "甲乙丙丁")
    before = with_nodes(replace(FIRST, children=items))
    after = with_nodes(replace(FIRST, children=(items[3], *items[:3])))
    assert changes(compare(before, after).differences) == [("moved", "丁", "place")]
    assert compare(before, after).renumbered == tuple(each.id for each in items[:3])


def test_numbers_that_ours_has_already_are_not_told_again() -> None:
    items = tuple(item(name) for name in "甲乙丙")
    base, theirs = (with_nodes(replace(FIRST, children=each)) for each in (items, (item("新"), *items)))
    first = merge(base, base, theirs)
    assert first.renumbered == tuple(each.id for each in items)
    taken = first.apply(first.certain())
    assert merge(base, taken, theirs).renumbered == ()


def test_added_and_deleted_items_are_told() -> None:
    new = item("新增")
    after = with_nodes(replace(FIRST, children=(SCHOOLS, new)), SECOND)
    merged = compare(PLAN, after)
    assert changes(merged.differences) == [
        ("added", "新增", ""),
        ("deleted", FIELDS.title or FIELDS.body[:40], ""),
        *[("deleted", child.title or child.body[:40], "") for child in FIELDS.children],
    ]
    kept = merged.apply({Key(new.id)})
    assert {node.id for node in kept.walk()} == {node.id for node in PLAN.walk()} | {new.id}


def test_a_deleted_section_leaves_the_items_that_stay() -> None:
    mine = with_nodes(replace(FIRST, children=(*FIRST.children, item("我加的"))), SECOND)
    merged = merge(PLAN, mine, with_nodes(SECOND))
    conflict = merged.differences[0]
    assert (conflict.change, conflict.key) == ("conflict", Key(FIRST.id))
    result = merged.apply({each.key for each in merged.differences})
    assert next(result.walk()).title == "我加的"


def test_both_changed_the_same_text_differently_is_a_conflict_and_else_not() -> None:
    mine = with_nodes(replace(FIRST, title="甲"), replace(SECOND, title="我改"))
    theirs = with_nodes(replace(FIRST, title="甲"), replace(SECOND, title="他改"))
    (conflict,) = merge(PLAN, mine, theirs).differences
    assert (conflict.change, conflict.mine, conflict.after) == ("conflict", "我改", "他改")
    assert merge(PLAN, mine, theirs).certain() == frozenset()
    assert merge(PLAN, mine, theirs).apply({conflict.key}).nodes[1].title == "他改"


def test_what_we_deleted_and_they_edited_comes_back_only_when_accepted() -> None:
    mine = with_nodes(FIRST)
    theirs = with_nodes(FIRST, replace(SECOND, title="还要"))
    merged = merge(PLAN, mine, theirs)
    assert [each.change for each in merged.differences] == ["conflict"]
    assert merged.apply(merged.certain()) == mine
    assert merged.apply({Key(SECOND.id)}).nodes[1].title == "还要"


def test_departments_of_another_file_are_found_by_name() -> None:
    office = Department(new_id(), PLAN.departments[0].name)
    new = Department(new_id(), "新处室")
    owners = (Owner(new_id(), office.id, "lead", office.name), Owner(new_id(), new.id, "lead", new.name))
    theirs = replace(with_nodes(FIRST, replace(SECOND, owners=owners)), departments=(office, new))
    merged = merge(PLAN, PLAN, theirs)
    assert ("edited", SECOND.title, "lead") in changes(merged.differences)
    result = merged.apply({each.key for each in merged.differences})
    assert [owner.department_id for owner in result.nodes[1].owners] == [PLAN.departments[0].id, new.id]
    assert [department.name for department in result.departments][-1] == "新处室"


def test_aspects_that_a_form_cannot_hold_are_left_alone() -> None:
    bare = tuple(replace(child, targets=(), progress=(), fields=()) for child in FIRST.children)
    merged = merge(PLAN, PLAN, with_nodes(replace(FIRST, children=bare), SECOND), carried={"title", "body"})
    assert merged.differences == ()
