"""What a plan adds up to, without a window."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.dues import due_month
from planeditor.plan.entities import Department, Node, Owner, Plan, Progress, Snapshot, Target
from planeditor.plan.statistics import Statistics, statistics_of
from tests.small_plan import small_plan
from tests.strategies import snapshots

TODAY = date(2026, 7, 1)


def of(*nodes: Node, departments: tuple[Department, ...] = (), year: int | None = 2026) -> Statistics:
    """Return the statistics of a plan with these nodes on the first of July 2026."""
    return statistics_of(Snapshot(Plan(1, year=year), departments, nodes), TODAY)


def reported(number: int, *statuses: str, due: str = "") -> Node:
    """Return an item with reports, one a month."""
    entries = tuple(Progress(number * 100 + at, f"2026-{at:02}-28", each) for at, each in enumerate(statuses, 1))
    return Node(number, "item", f"第{number}条", due=due, progress=entries)


def test_the_small_plan_adds_up() -> None:
    found = statistics_of(small_plan(), date(2026, 12, 1))
    assert [(one.name, len(one.items), one.targets) for one in found.sections] == [
        ("一、扩大优质资源供给", 3, 2),
        ("二、加强队伍建设", 1, 0),
    ]
    assert {one.name: (len(one.leads), len(one.supports), one.targets) for one in found.departments} == {
        "计财科": (1, 0, 2),
        "基教科": (0, 1, 0),
        "机关各科室": (1, 0, 0),
    }
    assert [(one.status, len(one.items)) for one in found.statuses] == [("滞后", 1), ("", 3)]
    november = next(one for one in found.months if one.month == 11)
    assert (len(november.due["overdue"]), november.targets) == (1, 1)
    assert (len(found.items), found.targets, len(found.overdue), len(found.unowned)) == (4, 2, 1, 1)


def test_one_section_around_all_others_is_looked_into() -> None:
    inner = [
        Node(number, "section", name, children=(Node(number + 10, "item"),)) for number, name in ((2, "甲"), (3, "乙"))
    ]
    goal = Target(50, indicator="学校", value=1, unit="所")
    whole = Node(1, "section", "主要任务", targets=(goal,), children=(Node(9, "item"), *inner))
    found = of(whole)
    assert [(one.name, one.items, one.targets) for one in found.sections] == [
        ("一、主要任务", (9,), 1),
        ("（一）甲", (12,), 0),
        ("（二）乙", (13,), 0),
    ]


def test_items_outside_sections_are_counted_without_a_name() -> None:
    found = of(Node(1, "item"), Node(2, "section", "甲", children=(Node(3, "item"),)))
    assert [(one.name, one.items) for one in found.sections] == [("", (1,)), ("一、甲", (3,))]


def test_a_department_counts_an_item_once_even_if_it_leads_and_supports_it() -> None:
    owners = (Owner(5, 9, "lead", "甲科"), Owner(6, 9, "support", "甲科"))
    found = of(Node(1, "item", owners=owners), departments=(Department(9, "甲科"), Department(8, "乙科")))
    assert [(one.name, one.leads, one.supports) for one in found.departments] == [("甲科", (1,), ())]


def test_an_item_is_unowned_only_if_nobody_above_or_below_it_is_named() -> None:
    owner = (Owner(5, 9, "lead", "甲科"),)
    below = Node(1, "item", children=(Node(2, "item", owners=owner), Node(3, "item")))
    above = Node(4, "section", owners=owner, children=(Node(6, "item"),))
    found = of(below, above, Node(7, "item"), departments=(Department(9, "甲科"),))
    assert found.unowned == (3, 7)


def test_the_latest_report_tells_the_status() -> None:
    found = of(reported(1, "未启动", "已完成"), reported(2, "滞后", ""), reported(3, "自拟"), reported(4))
    assert [(one.status, one.items) for one in found.statuses] == [
        ("滞后", (2,)),
        ("已完成", (1,)),
        ("自拟", (3,)),
        ("", (4,)),
    ]
    assert found.done == (1,)


def test_deadlines_stand_in_their_months_and_those_outside_the_year_apart() -> None:
    found = of(
        reported(1, due="2025-12"), reported(2, "已完成", due="2026-03"), reported(3, due="3月底"),
        reported(4, due="第三季度"), reported(5, due="2027"), reported(6, due="长期坚持"), reported(7),
    )  # fmt: skip
    shown = {one.month: {state: ids for state, ids in one.due.items() if ids} for one in found.months}
    assert list(shown) == list(range(14))
    assert {month: states for month, states in shown.items() if states} == {
        0: {"overdue": (1,)}, 3: {"done": (2,), "overdue": (3,)}, 9: {"open": (4,)}, 13: {"open": (5,)},
    }  # fmt: skip
    assert found.overdue == (1, 3)
    assert found.undated == (7,)


def test_an_item_stands_in_the_month_by_which_a_ledger_groups_it() -> None:
    dues = dict(enumerate(("2026-03-15", "5月底前", "上半年", "第三季度", "2026", "长期坚持", "每月", ""), 1))
    found = of(*(Node(number, "item", due=due) for number, due in dues.items()))
    months = {number: f"2026-{one.month:02}" for one in found.months for ids in one.due.values() for number in ids}
    assert months == {number: month for number, due in dues.items() if (month := due_month(due, 2026))}
    assert len(months) == 5


def test_a_plan_without_a_year_takes_that_of_most_deadlines() -> None:
    assert of(reported(1, due="2024-03"), reported(2, due="2024-05"), reported(3, due="2025"), year=None).year == 2024
    assert of(year=None).year == TODAY.year


def test_an_empty_plan_has_twelve_empty_months_and_nothing_else() -> None:
    found = of()
    assert (found.items, found.sections, found.departments, found.statuses) == ((), (), (), ())
    assert [one.month for one in found.months] == list(range(1, 13))


@given(snapshots(), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_sections_and_statuses_each_divide_the_items(snapshot: Snapshot, today: date) -> None:
    found = statistics_of(snapshot, today)
    expected = sorted(node.id for node in snapshot.walk() if node.kind == "item")
    assert sorted(found.items) == expected
    assert sorted(each for one in found.sections for each in one.items) == expected
    assert sorted(each for one in found.statuses for each in one.items) == expected
    assert sum(one.targets for one in found.sections) == found.targets
    assert sorted(each for one in found.months for each in one.due["overdue"]) == sorted(found.overdue)
