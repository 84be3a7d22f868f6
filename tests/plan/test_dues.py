"""The last day of due dates as offices write them."""

from datetime import date

import pytest

from planeditor.plan.dues import due_month, last_day, month_of, quarter_of


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-15", date(2026, 11, 15)),
        ("2026-02", date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 29)),
        ("2026", date(2026, 12, 31)),
        ("9月底", date(2026, 9, 30)),
        ("12月底前", date(2026, 12, 31)),
        ("全年", date(2026, 12, 31)),
        ("上半年", date(2026, 6, 30)),
        ("长期坚持", None),
        ("", None),
        ("2026-02-30", None),
    ],
)
def test_a_due_date_ends_with_its_last_day(due: str, expected: date | None) -> None:
    assert last_day(due, 2026) == expected


@pytest.mark.parametrize(
    ("due", "month"),
    [
        ("2026-11-30", "2026-11"), ("2026-11", "2026-11"), ("2026", "2026-12"), ("6月底前", "2026-06"),
        ("第三季度", "2026-09"), ("上半年", "2026-06"), ("全年", "2026-12"), ("3月底起步，9月底完成", "2026-09"),
        ("2027年6月", "2027-06"), ("明年一季度", "2027-03"), ("适时", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_due_date_ends_in_a_month(due: str, month: str) -> None:
    assert due_month(due, 2026) == month


@pytest.mark.parametrize("due", ["长期坚持", "长期", "常年", "持续推进", "每月", "每学期"])
def test_a_standing_task_has_no_month_of_its_own(due: str) -> None:
    assert due_month(due, 2026) == ""


def test_months_and_quarters_have_all_their_days() -> None:
    assert month_of(date(2026, 2, 11)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert quarter_of(date(2026, 8, 31)) == (date(2026, 7, 1), date(2026, 9, 30))
    assert quarter_of(date(2026, 12, 31)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_of(date(2026, 1, 1)) == (date(2026, 1, 1), date(2026, 3, 31))
