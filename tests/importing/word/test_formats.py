"""The formats of automatic numbers, sign by sign."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.importing.word.formats import format_number
from planeditor.language.numerals import parse_chinese

SHOWN = {
    "decimal": {1: "1", 21: "21"},
    "decimalZero": {1: "01", 9: "09", 10: "10", 100: "100"},
    "upperRoman": {1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 1994: "MCMXCIV"},
    "lowerRoman": {3: "iii", 49: "xlix"},
    "upperLetter": {1: "A", 26: "Z", 27: "AA", 28: "BB", 53: "AAA"},
    "lowerLetter": {2: "b", 27: "aa"},
    "ordinal": {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 21: "21st", 112: "112th"},
    "none": {1: "", 5: ""},
    "numberInDash": {1: "- 1 -"},
    "chicago": {1: "*", 2: "†", 5: "**"},
    "hex": {10: "A", 255: "FF"},
    "decimalFullWidth": {1: "１", 12: "１２"},
    "decimalFullWidth2": {10: "１０"},
    "decimalEnclosedCircle": {1: "①", 11: "⑪", 20: "⑳", 21: "21"},
    "decimalEnclosedCircleChinese": {1: "①", 10: "⑩", 11: "11"},
    "decimalEnclosedParen": {1: "⑴", 20: "⒇", 21: "21"},
    "decimalEnclosedFullstop": {1: "⒈", 20: "⒛"},
    "ideographEnclosedCircle": {1: "㊀", 10: "㊉", 11: "11"},
    "ideographDigital": {1: "一", 10: "一〇", 23: "二三"},
    "taiwaneseDigital": {10: "一○", 23: "二三"},
    "japaneseDigitalTenThousand": {10: "一〇"},
    "chineseCounting": {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一○○", 105: "一○五"},
    "taiwaneseCounting": {10: "十", 21: "二十一"},
    "chineseCountingThousand": {
        10: "十", 12: "十二", 20: "二十", 100: "一百", 101: "一百零一", 110: "一百一十", 111: "一百一十一",
        1000: "一千", 1001: "一千零一", 1010: "一千零一十", 10000: "一万", 10001: "一万零一",
        12345: "一万二千三百四十五",
    },
    "taiwaneseCountingThousand": {10: "十", 101: "一百零一", 20000: "二萬"},
    "japaneseCounting": {1: "一", 10: "十", 11: "十一", 100: "百", 101: "百一", 111: "百十一", 1000: "千"},
    "chineseLegalSimplified": {1: "壹", 10: "壹拾", 11: "壹拾壹", 20: "贰拾", 105: "壹佰零伍"},
    "ideographLegalTraditional": {2: "貳", 3: "參", 10: "壹拾"},
    "japaneseLegal": {1: "壱", 10: "壱拾", 101: "壱百壱"},
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {1: "子", 12: "亥", 13: "13"},
    "ideographZodiacTraditional": {1: "甲子", 12: "乙亥", 60: "癸亥", 61: "61"},
    "russianLower": {3: "3"},
}  # fmt: skip


@pytest.mark.parametrize(("style", "number", "shown"), [(s, n, t) for s, row in SHOWN.items() for n, t in row.items()])
def test_a_number_is_shown_as_word_shows_it(style: str, number: int, shown: str) -> None:
    assert format_number(number, style) == shown


@pytest.mark.parametrize(("pattern", "shown"), [("01, 02, 03, ...", "07"), ("001, 002, 003, ...", "007"), ("", "7")])
def test_a_custom_format_pads_with_zeros(pattern: str, shown: str) -> None:
    assert format_number(7, "custom", pattern) == shown


@given(st.integers(-(1 << 31), 1 << 31), st.sampled_from(sorted(SHOWN)))
def test_no_number_is_ever_long_or_fails(number: int, style: str) -> None:
    assert len(format_number(number, style)) < 120


@given(st.integers(1, 9_999))
def test_spoken_numbers_are_read_back(number: int) -> None:
    assert parse_chinese(format_number(number, "chineseCountingThousand")) == number


@pytest.mark.parametrize("style", ["upperLetter", "upperRoman", "chineseCounting", "decimalEnclosedCircle"])
def test_zero_has_no_sign_and_is_decimal(style: str) -> None:
    assert format_number(0, style) == "0"
