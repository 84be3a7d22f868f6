"""Numerals as Chinese documents write them."""

import pytest

from planeditor.language.numerals import parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("廿三", 23), ("一百零五", 105), ("两百", 200),
        ("二〇二〇", 2020), ("二○二一", 2021), ("三千二百", 3200), ("壹", 1), ("７", 7), ("１２", 12), ("38", 38),
    ],
)  # fmt: skip
def test_a_numeral_gives_its_number(text: str, number: int) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "百分", "十百", "一二十", "3.5", "一是", "第三", "1,000"])
def test_what_is_not_wholly_a_numeral_is_none(text: str) -> None:
    assert parse_number(text) is None
