"""Whose items are whose, periods, and what state a hand-out is in."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from planeditor.plan.entities import Department, Handout, Node, Owner, Plan, Receipt, Snapshot
from planeditor.plan.handing import (
    days_late,
    derived_id,
    duties_of,
    duty_counts,
    newest_first,
    period_end,
    period_words,
    replaced_ones,
    state_of,
)
from tests.strategies import snapshots


def owned(number: int, *owners: Owner, children: tuple[Node, ...] = ()) -> Node:
    return Node(number, "item", f"第{number}项", owners=owners, children=children)


def lead(number: int, department: int) -> Owner:
    return Owner(number, department, "lead", "")


def support(number: int, department: int) -> Owner:
    return Owner(number, department, "support", "")


def test_items_that_a_department_leads_come_first_and_parts_follow_their_whole() -> None:
    departments = (Department(1, "基教科"), Department(2, "计财科"), Department(3, "机关各科室", (), (1, 2)))
    part_of_another = owned(13, lead(103, 2))
    nodes = (
        owned(11, support(101, 1)),
        owned(12, lead(102, 1), children=(owned(14), part_of_another)),
        owned(15, lead(104, 3)),
    )
    plan = Snapshot(Plan(9), departments, nodes)
    assert [(duty.node.id, duty.role) for duty in duties_of(plan, 1)] == [
        (12, "lead"), (14, "lead"), (15, "lead"), (11, "support"),
    ]  # fmt: skip
    assert duty_counts(plan) == {1: (3, 1), 2: (2, 0)}


@given(plan=snapshots())
def test_counts_are_those_of_the_items(plan: Snapshot) -> None:
    counts = duty_counts(plan)
    for department in plan.departments:
        if not department.members:
            roles = [duty.role for duty in duties_of(plan, department.id)]
            assert counts.get(department.id, (0, 0)) == (roles.count("lead"), roles.count("support"))


@pytest.mark.parametrize(
    ("period", "end", "words"),
    [
        ("2026H1", "2026-06-30", "2026年上半年"),
        ("2026Q3", "2026-09-30", "2026年三季度"),
        ("2026-02", "2026-02-28", "2026年2月"),
        ("2026", "2026-12-31", "2026年"),
        ("2026-07-10", "2026-07-10", "2026年7月10日"),
    ],
)
def test_a_period_has_a_last_day_and_words(period: str, end: str, words: str) -> None:
    assert (period_end(period), period_words(period)) == (date.fromisoformat(end), words)


def test_what_is_no_period_stays_as_it_is() -> None:
    assert (period_end("上旬"), period_words("上旬")) == (None, "上旬")


def test_a_hand_out_is_waiting_then_due_then_late_until_it_is_answered() -> None:
    handout = Handout(1, 2, due="2026-07-10")
    days = (date(2026, 7, 1), date(2026, 7, 8), date(2026, 7, 10), date(2026, 7, 12))
    assert [state_of(handout, day) for day in days] == ["waiting", "due", "due", "late"]
    assert days_late(handout, date(2026, 7, 12)) == 2
    in_time = Handout(1, 2, due="2026-07-10", receipts=(Receipt(3, "一.xlsx", time="2026-07-09T04:00:00+00:00"),))
    too_late = Handout(1, 2, due="2026-07-10", receipts=(Receipt(3, "一.xlsx", time="2026-07-13T04:00:00+00:00"),))
    assert [state_of(each, date(2026, 8, 1)) for each in (in_time, too_late)] == ["returned", "returned_late"]
    assert days_late(too_late, date(2026, 8, 1)) == 3
    assert state_of(Handout(1, 2), date(2026, 8, 1)) == "waiting"


def test_hand_outs_of_one_moment_keep_their_order_newest_first() -> None:
    handouts = [Handout(1, 1, time="a"), Handout(2, 2, time="b"), Handout(3, 3, time="b")]
    assert [each.id for each in newest_first(handouts)] == [2, 3, 1]


def test_a_derived_id_is_the_same_for_the_same_and_of_its_source_age() -> None:
    source = 912167204666796733
    ids = {derived_id(source, number) for number in range(2000)}
    assert len(ids) == 2000
    assert ids == {derived_id(source, number) for number in range(2000)}
    assert all(0 < each < 1 << 63 and each >> 40 == source >> 40 for each in ids)


def test_an_unanswered_hand_out_in_whose_place_a_newer_one_asks_for_the_same_waits_no_more() -> None:
    old = Handout(1, 7, "督导办", period="2020H1", time="2020-06-20", due="2020-06-30")
    newer = replace(old, id=2, time="2020-06-25")
    other = replace(old, id=3, period="2020Q3", time="2020-09-20")
    elsewhere = replace(old, id=4, department_id=8)
    replaced = replaced_ones([old, newer, other, elsewhere])
    assert replaced == {1}
    assert state_of(old, date(2020, 8, 1), replaced) == "replaced"
    answered = replace(old, receipts=(Receipt(9, "表.xlsx", "ab", "2020-06-21T00:00:00+00:00"),))
    assert replaced_ones([answered, newer]) == frozenset()
