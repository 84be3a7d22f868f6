"""How far items and targets are: which entry speaks, what a status means, percentages from figures."""

from datetime import date

import pytest

from planeditor.plan.entities import Node, Progress, Target
from planeditor.plan.progress import item_state, reached, target_state

DAY = date(2020, 6, 30)


def item(*entries: Progress, targets: tuple[Target, ...] = ()) -> Node:
    return Node(1, "item", progress=entries, targets=targets)


@pytest.mark.parametrize(
    ("target", "value", "percent"),
    [
        (Target(1, value=40.0), 10.0, 25),
        (Target(1, value=40.0), 50.0, 125),
        (Target(1, comparator=">=", value=90.0, base_value=85.0), 87.0, 40),
        (Target(1, comparator=">=", value=90.0, base_value=85.0), 84.0, 0),
        (Target(1, value=8.0, base_value=12.0), 10.0, 50),  # to be lowered
        (Target(1, comparator="+", value=5.0, base_value=60.0), 62.0, 40),
        (Target(1, comparator="+", value=5.0), 2.0, 40),
        (Target(1, comparator="-", value=2.0, base_value=6.0), 5.0, 50),
        (Target(1, comparator="<=", value=5.0), 4.0, 100),
        (Target(1, comparator="<=", value=5.0), 10.0, 50),
        (Target(1, value=0.0), 0.0, 100),  # none may happen
        (Target(1, value=0.0), 3.0, 0),
        (Target(1, value=40.0, value_high=50.0), 40.0, 100),
        (Target(1, value=90.0, base_value=90.0), 45.0, 50),  # kept at its level
        (Target(1), 3.0, None),
        (Target(1, kind="actual", value=3.0), 3.0, None),
    ],
)
def test_a_figure_is_a_percentage_of_what_is_aimed_at(target: Target, value: float, percent: float | None) -> None:
    assert reached(target, value) == (None if percent is None else pytest.approx(percent))


def test_the_newest_entry_speaks_and_of_one_day_the_later_one() -> None:
    state = item_state(
        item(
            Progress(1, "2020-05-31", "滞后", 30.0),
            Progress(2, "2020-03-31", "按序时推进", 25.0),
            Progress(3, "2020-05-31", "按序时推进", 45.0),
            Progress(4, "", "未启动"),
        ),
        DAY,
        2020,
    )
    assert (state.status, state.percent, state.percent_entry and state.percent_entry.id) == ("按序时推进", 45.0, 3)


def test_what_is_dated_later_does_not_count() -> None:
    node = item(Progress(1, "2020-03-31", "", 25.0), Progress(2, "2020-07-01", "已完成"))
    assert item_state(node, DAY, 2020).percent == 25.0
    assert item_state(node, date(2020, 7, 1), 2020).percent == 100.0


def test_an_entry_that_only_tells_leaves_the_percentage_as_it_was() -> None:
    node = item(Progress(1, "2020-03-31", "按序时推进", 25.0), Progress(2, "2020-05-01", narrative="已开工"))
    state = item_state(node, DAY, 2020)
    assert (state.percent, state.status, state.entry and state.entry.id) == (25.0, "按序时推进", 2)


@pytest.mark.parametrize(
    ("entry", "percent"),
    [
        (Progress(1, "2020-05", "已完成"), 100.0),
        (Progress(1, "2020-05", "提前完成", 80.0), 100.0),
        (Progress(1, "2020-05", "已完成", 120.0), 120.0),
        (Progress(1, "2020-05", "未启动"), 0.0),
        (Progress(1, "2020-05", "按序时推进"), None),
        (Progress(1, "2020-05", "长期坚持", 40.0), 40.0),
    ],
)
def test_a_status_means_a_percentage_where_it_can(entry: Progress, percent: float | None) -> None:
    assert item_state(item(entry), DAY, 2020).percent == percent


def test_an_item_is_as_far_as_its_targets_on_average_once_all_are_known() -> None:
    targets = (
        Target(1, value=40.0),
        Target(2, value=10.0),
        Target(3, value=4.0, parent_id=2),
        Target(4, kind="actual"),
    )
    first = Progress(5, "2020-05-31", target_id=1, value=20.0)
    assert item_state(item(first, targets=targets), DAY, 2020).percent is None
    second = Progress(6, "2020-06-10", target_id=2, value=30.0)
    state = item_state(item(first, second, targets=targets), DAY, 2020)
    assert (state.percent, state.percent_entry) == (75.0, second)  # three times what was asked for counts as all


def test_an_items_own_percentage_goes_before_its_targets_unless_these_are_newer() -> None:
    target = Target(1, value=40.0)
    figures = Progress(5, "2020-05-31", target_id=1, value=20.0)
    same_day, earlier = Progress(6, "2020-05-31", "", 60.0), Progress(6, "2020-03-31", "", 60.0)
    assert item_state(item(figures, same_day, targets=(target,)), DAY, 2020).percent == 60.0
    assert item_state(item(figures, earlier, targets=(target,)), DAY, 2020).percent == 50.0


def test_an_item_done_later_is_done_with_its_targets() -> None:
    target = Target(1, value=40.0)
    figures = Progress(5, "2020-05-31", target_id=1, value=20.0)
    done = Progress(6, "2020-06-20", "已完成")
    assert target_state(item(figures, done, targets=(target,)), target, DAY, 2020).percent == 100.0
    early = Progress(6, "2020-05-31", "已完成")
    assert target_state(item(figures, early, targets=(target,)), target, DAY, 2020).percent == 50.0


def test_nobody_reported_means_that_nothing_is_known() -> None:
    state = item_state(item(targets=(Target(1, value=3.0),)), DAY, 2020)
    assert (state.entry, state.status, state.percent, state.is_done) == (None, "", None, False)
