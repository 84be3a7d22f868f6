"""Periods as people and programs write them."""

from datetime import date

import pytest

from planeditor.plan.periods import period_days, quarter_name


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020Q1", (2020, 1, 1), (2020, 3, 31)),
        ("2020Q4", (2020, 10, 1), (2020, 12, 31)),
        ("2020H1", (2020, 1, 1), (2020, 6, 30)),
        ("2020H2", (2020, 7, 1), (2020, 12, 31)),
        ("2020-02", (2020, 2, 1), (2020, 2, 29)),
        ("2020-02-05", (2020, 2, 5), (2020, 2, 5)),
        ("2020", (2020, 1, 1), (2020, 12, 31)),
        ("第三季度", (2021, 7, 1), (2021, 9, 30)),
        ("二季度末", (2021, 4, 1), (2021, 6, 30)),
        ("2020年第二季度", (2020, 4, 1), (2020, 6, 30)),
        ("上半年", (2021, 1, 1), (2021, 6, 30)),
    ],
)
def test_a_period_is_its_first_and_its_last_day(text: str, first: tuple[int, ...], last: tuple[int, ...]) -> None:
    assert period_days(text, 2021) == (date(*first), date(*last))


@pytest.mark.parametrize("text", ["", "近期", "2020Q5", "2020-13", "2020-02-30", "0000Q1"])
def test_what_names_no_period_is_none(text: str) -> None:
    assert period_days(text, 2021) is None


def test_words_without_a_year_need_one() -> None:
    assert period_days("第三季度") is None


def test_a_day_lies_in_its_quarter() -> None:
    assert [quarter_name(date(2020, month, 1)) for month in (1, 3, 4, 12)] == ["2020Q1", "2020Q1", "2020Q2", "2020Q4"]
