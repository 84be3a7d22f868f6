"""Sums of targets and of their parts: only what can be added is added."""

from planeditor.plan.entities import Target
from planeditor.plan.tables.sums import Sum, check_parts, sums_by_unit

SCHOOLS = Target(1, indicator="学校", value=42, unit="所")
NURSERIES = Target(2, indicator="幼儿园", value=17, unit="所", parent_id=1)
OTHERS = Target(3, indicator="小学", value=25, unit="所", parent_id=1)
RATE = Target(4, indicator="达标率", comparator=">=", value=60, unit="%")


def test_targets_of_one_unit_add_up_and_a_part_counts_with_its_whole() -> None:
    assert sums_by_unit([SCHOOLS, NURSERIES, Target(9, value=8, unit="所")]) == [Sum("所", 3, 50)]
    assert sums_by_unit([NURSERIES]) == [Sum("所", 1, 17)]


def test_rates_and_ranges_are_counted_and_not_added() -> None:
    span = Target(5, value=3, value_high=5, unit="场")
    often = Target(6, value=1, unit="次/月")
    assert [(one.unit, one.count, one.total) for one in sums_by_unit([RATE, span, often])] == [
        ("%", 1, None),
        ("场", 1, None),
        ("次/月", 1, None),
    ]


def test_parts_are_compared_with_their_whole() -> None:
    (check,) = check_parts([SCHOOLS, NURSERIES, OTHERS, RATE])
    assert (check.total, check.matches) == (42, True)
    (check,) = check_parts([SCHOOLS, NURSERIES, Target(3, value=30, unit="所", parent_id=1)])
    assert (check.total, check.matches) == (47, False)


def test_a_single_part_is_no_sum_unless_it_is_more_than_its_whole() -> None:
    assert check_parts([SCHOOLS, NURSERIES]) == []
    (check,) = check_parts([SCHOOLS, Target(2, value=50, unit="所", parent_id=1)])
    assert (check.total, check.matches) == (50, False)


def test_parts_in_another_unit_are_not_compared() -> None:
    assert (
        check_parts([SCHOOLS, Target(2, value=900, unit="个", parent_id=1), Target(3, value=1, unit="%", parent_id=1)])
        == []
    )
