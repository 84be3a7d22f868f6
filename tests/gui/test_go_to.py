"""Going to a number as people write it."""

import pytest

from planeditor.gui.go_to import find_number, number_parts
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.outline import Outline


def section(title: str, *children: Node) -> Node:
    return Node(new_id(), "section", title, children=children)


def item(title: str) -> Node:
    return Node(new_id(), "item", title)


@pytest.fixture
def plan() -> Snapshot:
    """一、甲（（一）子甲：1. 2.；（二）子乙：3.）；二、乙（4. 5.）."""
    first = section("甲", section("子甲", item("1"), item("2")), section("子乙", item("3")))
    return Snapshot(Plan(new_id()), (), (first, section("乙", item("4"), item("5"))))


def found(plan: Snapshot, text: str) -> str:
    """Return the title of the section or item with the number."""
    node_id = find_number(Outline.of(plan), text)
    return next(node.title for node in plan.walk() if node.id == node_id)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("3", "3"),
        ("5.", "5"),
        ("二、", "乙"),
        ("二", "乙"),
        ("一、2", "2"),
        ("（二）3", "3"),
        ("(二)", "子乙"),
        ("三", "3"),
        ("一、（二）3", "3"),
        ("第4条", "4"),
        ("４", "4"),
    ],
)
def test_finds_numbers_as_people_write_them(plan: Snapshot, text: str, title: str) -> None:
    assert found(plan, text) == title


@pytest.mark.parametrize("text", ["", "甲", "99", "（九）", "一、二、三、四"])
def test_finds_nothing_where_there_is_nothing(plan: Snapshot, text: str) -> None:
    assert find_number(Outline.of(plan), text) == 0


@pytest.mark.parametrize(("text", "title"), [("二、1", "4"), ("二、2", "5"), ("一、（二）1", "3")])
def test_a_number_that_is_none_is_the_place_inside_the_section(plan: Snapshot, text: str, title: str) -> None:
    assert found(plan, text) == title


def test_reads_both_ways_of_counting() -> None:
    assert number_parts("（二十一）③") == [(True, True, 21), (False, True, 3)]
