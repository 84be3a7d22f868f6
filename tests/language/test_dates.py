"""Dates of documents."""

import pytest

from planeditor.language.dates import find_dates, parse_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021年3月5日", "2021-03-05"),
        ("2021 年 3 月 5 日", "2021-03-05"),
        ("二〇二一年三月二十五日", "2021-03-25"),
        ("２０２１年３月", "2021-03"),
        ("2021-03-05", "2021-03-05"),
        ("2021/3/5", "2021-03-05"),
        ("2021.3.5", "2021-03-05"),
        ("2021年", "2021"),
        ("2021年13月1日", ""),
        ("明年3月", ""),
    ],
)
def test_a_date_is_given_as_iso(text: str, iso: str) -> None:
    assert parse_date(text) == iso


def test_dates_are_found_within_text() -> None:
    found = find_dates("于2020年9月底前完成，2021年总结。")
    assert [(date.iso, date.start) for date in found] == [("2020-09", 1), ("2021", 13)]
