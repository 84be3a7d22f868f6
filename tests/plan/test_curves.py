"""Progress through the year: reports kept together, and the points and lines of a plot."""

from datetime import date

from hypothesis import given

from planeditor.plan.curves import curve_of, reports_of
from planeditor.plan.entities import Milestone, Node, Progress, Snapshot, Target
from planeditor.plan.pace import Pace
from tests.strategies import snapshots

PACE = Pace(date(2020, 7, 1), 2020)


def test_what_one_reporter_told_on_one_day_is_one_report_the_newest_first() -> None:
    entries = (
        Progress(1, "2020-06-30", reporter="甲", status="滞后"),
        Progress(2, "2020-06-30", reporter="甲", target_id=9, value=3.0),
        Progress(3, "2020-06-30", reporter="乙", target_id=9, value=4.0),
        Progress(4, "2020-06-30", reporter="甲", status="已完成"),
        Progress(5, "2020-03-31", reporter="甲", status="未启动"),
    )
    reports = reports_of(Node(1, "item", targets=(Target(9),), progress=entries), 2020)
    assert [[entry.id for entry in report.entries] for report in reports] == [[4], [3], [1, 2], [5]]
    assert (reports[2].own, reports[2].of_targets) == (entries[0], (entries[1],))


@given(snapshot=snapshots())
def test_every_entry_of_any_plan_stands_in_one_report(snapshot: Snapshot) -> None:
    for node in snapshot.walk():
        told = [entry.id for report in reports_of(node, 2020) for entry in report.entries]
        assert sorted(told) == sorted(entry.id for entry in node.progress)


def test_a_curve_has_a_point_for_each_day_that_tells_a_percentage() -> None:
    target = Target(9, value=40.0)
    entries = (
        Progress(1, "2020-03-31", percent=20.0),
        Progress(2, "2020-04-15", narrative="开工"),
        Progress(3, "2020-06-30", target_id=9, value=20.0),
        Progress(4, "", percent=1.0),
    )
    node = Node(1, "item", due="2020-11", targets=(target,), progress=entries)
    curve = curve_of(node, PACE)
    assert curve.reported == ((date(2020, 3, 31), 20.0), (date(2020, 4, 15), 20.0), (date(2020, 6, 30), 50.0))
    assert curve.due == date(2020, 11, 30)
    assert curve.expected[-1] == (date(2020, 12, 31), 100.0)
    assert curve_of(node, PACE, target).reported == ((date(2020, 6, 30), 50.0),)


def test_milestones_make_the_line_to_be_expected_go_in_steps() -> None:
    steps = (Milestone(1, "2020Q1", value=25.0), Milestone(2, "2020Q4", value=100.0))
    expected = curve_of(Node(1, "item", milestones=steps), PACE).expected
    assert expected == (
        (date(2020, 1, 1), 0.0),
        (date(2020, 3, 30), 0.0),
        (date(2020, 3, 31), 25.0),
        (date(2020, 12, 30), 25.0),
        (date(2020, 12, 31), 100.0),
    )
