"""Text on its way out: punctuation made full-width where it is safe, forbidden characters made visible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.exporting.text import Cleaner, chinese_date, chinese_quotes, display_width, full_width


@pytest.mark.parametrize(
    ("half", "full"),
    [
        ("确保安全,提高质量;做到:平安(校园)", "确保安全，提高质量；做到：平安（校园）"),
        ("工作方案(试行)", "工作方案（试行）"),
        ("三年行动计划(2018-2020年)》", "三年行动计划（2018-2020年）》"),
        ("社区学习中心(CLC)能力", "社区学习中心（CLC）能力"),
        ("达到15%,提高", "达到15%，提高"),
        ("“四个意识”,坚定", "“四个意识”，坚定"),
        ("(一)加强", "（一）加强"),
        ("建设(含改建(扩建))项目", "建设（含改建（扩建））项目"),
        ("《办法(试行)》", "《办法（试行）》"),
        ("不深不系统, 学习贯彻; 2020年", "不深不系统，学习贯彻；2020年"),
        ("混用（试行)办法", "混用（试行）办法"),
    ],
)
def test_half_width_punctuation_between_chinese_becomes_full_width(half: str, full: str) -> None:
    assert full_width(half) == full


@pytest.mark.parametrize(
    "text",
    [
        "整改率54.8%",
        "2018-2020年",
        "16:57前",
        "1+X证书",
        "IPv6",
        "1,000所",
        "比例3:1",
        "A, B; C: D (E)",
        "http://www.moe.gov.cn",
        "f(x)",
        "",
    ],
)
def test_figures_and_names_stay_as_they_are(text: str) -> None:
    assert full_width(text) == text


@pytest.mark.parametrize(
    ("straight", "curly"),
    [
        ('增强"四个意识",坚定"四个自信"', "增强“四个意识”,坚定“四个自信”"),
        ('用好"学习强国"APP', "用好“学习强国”APP"),
        ('推进"1+X"证书', "推进“1+X”证书"),
        ('已有“双减”和"五育"', "已有“双减”和“五育”"),
    ],
)
def test_straight_quotes_about_chinese_become_curly(straight: str, curly: str) -> None:
    assert chinese_quotes(straight) == curly


@pytest.mark.parametrize(
    "text",
    ['增强"四个意识，坚定', '55"和65"电视', 'the "red" house', '“双减"和“五育"', '上"\n下"', '空""的', ""],
)
def test_quotes_in_doubt_stay_as_they_are(text: str) -> None:
    assert chinese_quotes(text) == text


@given(st.text(alphabet='"“”中a1\n '))
def test_curling_quotes_changes_nothing_else(text: str) -> None:
    once = chinese_quotes(text)
    assert once.replace("“", '"').replace("”", '"') == text.replace("“", '"').replace("”", '"')
    assert chinese_quotes(once) == once


@given(st.text())
def test_cleaning_twice_changes_nothing_more_and_only_width_and_spaces_change(text: str) -> None:
    once = full_width(text)
    assert full_width(once) == once
    assert len(once.replace(" ", "")) == len(text.replace(" ", ""))


def test_forbidden_characters_become_visible_and_are_counted() -> None:
    cleaner = Cleaner()
    assert cleaner.visible("甲\x00乙\x1f\ud800\ufffe\t\n😀") == "甲\u2400乙\u241f\ufffd\ufffd\t\n😀"
    assert cleaner.replaced == 4


@pytest.mark.parametrize(
    ("iso", "chinese"),
    [
        ("2020-04-02", "2020年4月2日"),
        ("2020-12", "2020年12月"),
        ("2020", "2020年"),
        ("年底前", "年底前"),
        ("", ""),
    ],
)
def test_dates_are_written_without_leading_zeros(iso: str, chinese: str) -> None:
    assert chinese_date(iso) == chinese


def test_a_chinese_character_is_as_wide_as_two_digits() -> None:
    assert display_width("第22条") == 6
