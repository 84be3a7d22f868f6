"""The lights: the stated rule as a table, thresholds, milestones, limits, overrides, and that each says why."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.entities import Light, Milestone, Node, Plan, Progress, Snapshot, Target
from planeditor.plan.pace import Pace, elapsed_share, expected_percent, light_of, light_word, why
from tests.strategies import snapshots

DAY = date(2020, 7, 1)  # half of a leap year: 183 of 366 days
PACE = Pace(DAY, 2020)


def item(status: str = "", percent: float | None = None, due: str = "", **parts: object) -> Node:
    told = (Progress(1, "2020-06-30", status, percent),) if status or percent is not None else ()
    return replace(Node(1, "item", "建学校", due=due, progress=told), **parts)


@pytest.mark.parametrize(
    ("node", "light", "cause"),
    [
        (item(), "", "unreported"),
        (item("按序时推进", 50.0), "green", "pace"),
        (item("按序时推进", 49.9), "yellow", "pace"),
        (item("按序时推进", 40.0), "yellow", "pace"),  # exactly ten points below
        (item("按序时推进", 39.9), "red", "pace"),
        (item("未启动"), "red", "pace"),
        (item("未启动", due="2020-12"), "red", "pace"),
        (item("滞后", 60.0), "yellow", "admitted"),
        (item("严重滞后", 60.0), "red", "admitted"),
        (item("严重滞后", 45.0), "red", "admitted"),
        (item("按序时推进"), "green", "status"),
        (item("滞后"), "yellow", "status"),
        (item("严重滞后"), "red", "status"),
        (item("长期坚持"), "green", "status"),
        (item("长期坚持", 10.0, due="长期坚持"), "green", "status"),
        (item("长期坚持", 10.0, due="2020-03"), "green", "status"),  # work that goes on has no pace
        (item("", 10.0, due="长期坚持"), "", "undated"),
        (item("已调整", 0.0, due="2020-03"), "", "adjusted"),
        (item("已完成"), "green", "done"),
        (item("已完成", due="2020-03"), "green", "done"),
        (item("提前完成", 80.0), "green", "done"),
        (item("", 100.0), "green", "done"),
        (item("按序时推进", 99.0, due="2020-06"), "red", "overdue"),
        (item("按序时推进", due="6月底前"), "red", "overdue"),
        (item(due="2020-06-30"), "red", "overdue"),
        (item(due="2020-07-01"), "", "unreported"),
    ],
)
def test_the_light_follows_the_stated_rule(node: Node, light: str, cause: str) -> None:
    judged = light_of(node, PACE)
    assert (judged.light, judged.cause) == (light, cause)
    assert why(judged)


@pytest.mark.parametrize(
    ("today", "due", "share"),
    [
        (date(2020, 1, 1), None, 100 / 366),
        (DAY, None, 50),
        (date(2020, 12, 31), None, 100),
        (date(2021, 5, 1), None, 100),
        (date(2019, 12, 31), None, 0),
        (date(2020, 2, 15), date(2020, 3, 31), 46 / 91 * 100),
        (date(2020, 4, 1), date(2020, 3, 31), 100),
    ],
)
def test_time_passes_from_the_first_of_january_to_the_deadline(today: date, due: date | None, share: float) -> None:
    assert elapsed_share(2020, today, due) == pytest.approx(share)


def test_milestones_with_values_say_what_is_to_be_expected() -> None:
    steps = (Milestone(2, "2020Q1", value=20.0), Milestone(3, "2020Q2", value=30.0), Milestone(4, "2020Q3", value=90.0))
    node = item("按序时推进", 30.0, milestones=steps)
    assert light_of(node, PACE).light == "green"
    assert [expected_percent(node, replace(PACE, today=date(2020, month, 15))) for month in (2, 5, 8, 11)] == [
        0, 20, 30, 90,
    ]  # fmt: skip
    words_only = item("按序时推进", 30.0, milestones=(Milestone(2, "2020Q2", "开工"),))
    assert expected_percent(words_only, PACE) == 50


def test_a_targets_milestones_are_figures_of_the_target() -> None:
    target = Target(9, indicator="幼儿园", value=40.0)
    node = item(targets=(target,), milestones=(Milestone(2, "第二季度", value=10.0, target_id=9),))
    node = replace(node, progress=(Progress(1, "2020-06-30", target_id=9, value=10.0),))
    judged = light_of(node, PACE, target)
    assert (judged.light, judged.expected, judged.state.percent) == ("green", 25, 25)


@pytest.mark.parametrize(
    ("value", "today", "light", "cause"),
    [
        (4.0, DAY, "green", "limit"),
        (6.0, DAY, "yellow", "limit"),
        (6.0, date(2020, 12, 31), "yellow", "limit"),
        (6.0, date(2021, 1, 1), "red", "overdue"),
        (5.0, date(2021, 1, 1), "green", "limit"),
    ],
)
def test_a_limit_is_judged_at_its_deadline(value: float, today: date, light: str, cause: str) -> None:
    target = Target(9, indicator="辍学率", comparator="<=", value=5.0, unit="%", deadline="2020-12")
    node = item(targets=(target,), progress=(Progress(1, "2020-06-30", target_id=9, value=value),))
    judged = light_of(node, replace(PACE, today=today), target)
    assert (judged.light, judged.cause) == (light, cause)


def test_an_item_has_the_worst_light_of_itself_and_its_targets_and_names_the_target() -> None:
    targets = (Target(8, indicator="小学", value=10.0), Target(9, indicator="幼儿园", value=40.0))
    entries = (
        Progress(1, "2020-06-30", "按序时推进", 60.0),
        Progress(2, "2020-06-30", target_id=8, value=9.0),
        Progress(3, "2020-06-30", target_id=9, value=4.0),
    )
    judged = light_of(item(targets=targets, progress=entries), PACE)
    assert (judged.light, judged.target) == ("red", targets[1])
    assert "幼儿园" in why(judged)


def test_a_late_status_counts_only_if_no_newer_percentage_follows() -> None:
    entries = (Progress(1, "2020-03-31", "严重滞后", 5.0), Progress(2, "2020-06-30", "", 55.0))
    assert light_of(item(progress=entries), PACE).light == "green"


def test_what_people_set_goes_before_the_rule_and_says_why() -> None:
    node = item("未启动", lights=(Light(5, "green", "经市政府同意顺延"),))
    judged = light_of(node, PACE)
    assert (judged.light, judged.cause) == ("green", "pace")
    assert "经市政府同意顺延" in why(judged)
    target = Target(9, value=3.0)
    other = item("按序时推进", 60.0, targets=(target,), lights=(Light(5, "red", "弄虚作假", target_id=9),))
    assert [light_of(other, PACE, target).light, light_of(other, PACE).light] == ["red", "red"]


def test_thresholds_and_the_counting_of_time_are_settings() -> None:
    plan = Plan(1, year=2020)
    wide = Pace.of(plan, DAY, {"pace.yellow": "5", "pace.red": "20"})
    assert [light_of(item("", percent), wide).light for percent in (45.0, 44.0, 30.0, 29.0)] == [
        "green", "yellow", "yellow", "red",
    ]  # fmt: skip
    by_quarter = Pace.of(plan, date(2020, 8, 20), {"pace.step": "quarter"})
    assert expected_percent(item(), by_quarter) == pytest.approx(182 / 366 * 100)
    by_month = Pace.of(plan, date(2020, 6, 30), {"pace.step": "month"})
    assert expected_percent(item(), by_month) == pytest.approx(182 / 366 * 100)
    odd = Pace.of(plan, DAY, {"pace.yellow": "?", "pace.red": "-3", "pace.step": "week"})
    assert (odd.yellow, odd.red, odd.step) == (0, 10, "day")


def test_a_past_plan_that_nobody_reported_on_shows_no_lights() -> None:
    assert light_of(item(due="2020-06"), Pace(date(2026, 1, 1), 2020)).light == ""
    assert light_of(item("按序时推进", 50.0, due="2020-06"), Pace(date(2026, 1, 1), 2020)).light == "red"


def test_every_light_has_its_word() -> None:
    words = [light_word(light) for light in ("green", "yellow", "red")]
    assert len({*words, ""}) == 4


@given(snapshot=snapshots(), today=st.dates(date(1990, 1, 1), date(2101, 1, 1)))
def test_every_item_and_target_of_any_plan_can_be_judged(snapshot: Snapshot, today: date) -> None:
    pace = Pace.of(snapshot.plan, today, {})
    for node in snapshot.walk():
        for target in (None, *node.targets):
            judged = light_of(node, pace, target)
            assert why(judged)
            cause = light_of(node, pace, judged.target) if judged.target is not None else judged
            if cause.override is None and judged.state.is_done:
                assert judged.light in ("green", "")


@given(
    percents=st.lists(st.floats(0, 100), min_size=2, max_size=2), today=st.dates(date(2020, 1, 1), date(2020, 12, 31))
)
def test_more_progress_never_makes_a_worse_light(percents: list[float], today: date) -> None:
    order = ["red", "yellow", "green"]
    nodes = [item(due="2020-12", progress=(Progress(1, "", "", percent),)) for percent in sorted(percents)]
    less, more = (light_of(node, Pace(today, 2020)).light for node in nodes)
    assert order.index(less) <= order.index(more)
