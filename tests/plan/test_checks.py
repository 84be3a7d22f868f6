"""Each rule finds its problem and nothing else."""

from collections.abc import Iterable

import pytest

from planeditor.plan.checks import ERROR, WARNING, Problem, check, check_node
from planeditor.plan.entities import LEAD, SUPPORT, Department, Field, Node, Owner, Plan, Snapshot, Target

PARTY = Department(1000, "党建办")
LED = (Owner(2000, PARTY.id, LEAD, "党建办"),)
SUPPORTED = (Owner(2001, PARTY.id, SUPPORT, "党建办"),)


def _item(number: int, title: str = "", **content: object) -> Node:
    return Node(number, "item", title or f"任务{number}", **({"owners": LED} | content))


def _plan(*nodes: Node) -> Snapshot:
    return Snapshot(Plan(1), (PARTY,), nodes)


def _found(snapshot: Snapshot) -> list[tuple[str, str, int]]:
    return [(problem.rule, problem.severity, problem.id) for problem in check(snapshot)]


def _of_rule(snapshot: Snapshot, rule: str) -> list[Problem]:
    return [problem for problem in check(snapshot) if problem.rule == rule]


def _marked(marks: Iterable[str], start: int = 10) -> tuple[Node, ...]:
    return tuple(_item(start + index, mark=mark) for index, mark in enumerate(marks))


def test_a_plan_without_problems_has_none() -> None:
    section = Node(2, "section", "加强建设", children=_marked(["1.", "2."]))
    assert check(_plan(section)) == []


def test_an_item_without_a_lead_is_a_warning_and_with_supporters_only_an_error() -> None:
    assert _found(_plan(_item(3, owners=()), _item(4, owners=SUPPORTED))) == [
        ("no-lead", WARNING, 3),
        ("no-lead", ERROR, 4),
    ]


def test_an_item_inside_a_led_item_needs_no_lead_of_its_own() -> None:
    inner = _item(4, owners=())
    assert _of_rule(_plan(_item(3, children=(inner,))), "no-lead") == []
    assert [problem.rule for problem in check_node(inner, {PARTY.id})] == ["no-lead"]


def test_an_item_whose_parts_have_owners_needs_no_lead_of_its_own() -> None:
    parts = (_item(4), _item(5, owners=()))
    assert [problem.id for problem in _of_rule(_plan(_item(3, owners=(), children=parts)), "no-lead")] == [5]


def test_a_section_needs_no_lead() -> None:
    assert _of_rule(_plan(Node(3, "section", "加强建设")), "no-lead") == []


def test_a_plan_in_which_nobody_leads_is_told_so_once() -> None:
    items = tuple(_item(number, owners=()) for number in range(10, 20))
    (problem,) = check(_plan(*items))
    assert (problem.rule, problem.id, problem.whole, problem.key) == ("no-lead", 10, True, ("no-lead", None, "plan"))
    supported = tuple(_item(number, owners=SUPPORTED) for number in range(10, 20))
    assert len(check(_plan(*supported))) == 1
    assert len(check(_plan(_item(9), *supported))) == 10


def test_a_target_without_value_is_an_error_and_without_unit_a_warning() -> None:
    targets = (Target(5, indicator="覆盖率"), Target(6, value=40.0), Target(7, value=40.0, unit="所"))
    problems = check(_plan(_item(3, targets=targets)))
    assert [(problem.rule, problem.severity) for problem in problems] == [
        ("target-incomplete", ERROR),
        ("target-incomplete", WARNING),
    ]
    assert "覆盖率" in problems[0].message


def test_an_item_without_text_and_a_section_without_title_are_empty() -> None:
    blank = Node(3, "item", " ", fields=(Field(9, "问题描述", " "),), owners=LED)
    assert _found(_plan(blank, Node(4, "section"))) == [
        ("empty", WARNING, 3),
        ("empty", WARNING, 4),
        ("empty-section", WARNING, 4),
    ]


def test_an_owner_who_is_not_in_the_registry_is_an_error() -> None:
    stranger = (*LED, Owner(2002, 77, SUPPORT, "体卫艺科"))
    (problem,) = check(_plan(_item(3, owners=stranger)))
    assert (problem.rule, problem.severity) == ("unknown-department", ERROR)
    assert "体卫艺科" in problem.message


def test_the_same_title_is_found_across_width_spaces_and_punctuation() -> None:
    section = Node(2, "section", "综合", children=(_item(3, "推进1+X试点（二期）"),))
    (problem,) = _of_rule(_plan(section, _item(4, "推进 １+X试点(二期)。")), "duplicate-title")
    assert problem.id == 4
    assert "1.推进1+X试点（二期）" in problem.message


@pytest.mark.parametrize(
    ("marks", "wrong"),
    [
        (["1.", "2.", "3."], []),
        (["1.", "2.", "4."], [12]),
        (["1.", "3.", "4.", "7."], [11, 13]),
        (["1.", "1."], [11]),
        (["1.", "2、", "3﹒"], []),
        (["一、", "二、", "四、"], [12]),
        (["——", "——"], []),
        (["", "", ""], []),
    ],
)
def test_gaps_in_the_sources_numbers_are_found(marks: list[str], wrong: list[int]) -> None:
    problems = check(_plan(*_marked(marks)))
    assert [problem.id for problem in problems] == wrong
    assert {problem.rule for problem in problems} <= {"source-gap"}


def test_a_gap_at_the_start_of_a_list_is_found_below_its_section() -> None:
    section = Node(9, "section", "甲", children=_marked(["2."]))
    assert [problem.id for problem in _of_rule(_plan(section), "source-gap")] == [10]


def test_what_the_user_took_out_moved_or_put_in_is_no_gap_of_the_source() -> None:
    first, second, third, fourth = _marked(["1.", "2.", "3.", "4."])
    added = _item(900, "新增")
    assert check(_plan(first, fourth)) == []
    assert check(_plan(second, third)) == []
    assert check(_plan(first, third, second, fourth)) == []
    assert check(_plan(first, added, fourth)) == []
    section = Node(20, "section", "乙", children=_marked(["4."], 21))
    assert _of_rule(_plan(Node(9, "section", "甲", children=(first, second)), section), "source-gap") == []


def test_a_gap_elsewhere_is_still_found_after_an_edit() -> None:
    nodes = _marked(["1.", "2.", "3.", "6."])
    (problem,) = check(_plan(*nodes[1:]))
    assert (problem.id, "4–5" in problem.message) == (13, True)


def test_numbers_may_run_through_the_sections_or_start_again_in_each() -> None:
    for second in (["3.", "4."], ["1.", "2."]):
        first = Node(2, "section", "甲", children=_marked(["1.", "2."]))
        assert check(_plan(first, Node(3, "section", "乙", children=_marked(second, 20)))) == []


def test_a_gap_between_sections_names_what_is_missing() -> None:
    first = Node(2, "section", "甲", children=_marked(["1.", "4."], 3))
    second = Node(5, "section", "乙", children=_marked(["11."], 6))
    messages = [problem.message for problem in _of_rule(_plan(first, second), "source-gap")]
    assert "2–3" in messages[0]
    assert "5–10" in messages[1]


def test_problems_come_in_document_order_with_the_number_shown() -> None:
    section = Node(2, "section", "甲", children=(_item(3, owners=()), _item(4, mark="1.", targets=(Target(9),))))
    later = _item(5, "任务3", mark="9.")
    problems = check(_plan(section, later))
    assert [(problem.id, problem.number) for problem in problems] == [
        (3, "1."),
        (4, "2."),
        (5, "3."),
        (5, "3."),
    ]
