"""Where a text says by when something is to be done, and where it only names a time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.language.dues import due_phrase, find_due_words


def found(text: str, year: int | None = 2026) -> list[str]:
    """Return the words found."""
    return [text[start:end] for start, end in find_due_words(text, year)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("6月底前建成3所示范校，9月30日前完成全部培训。", ["6月底前", "9月30日前"]),
        ("年底前覆盖率达到95%（2026年12月底前）。", ["年底前", "2026年12月底前"]),
        ("力争今年9月前挂牌招生", ["今年9月前"]),
        ("到2027年底，建成一批", ["2027年底"]),
        ("今年底前完成，第三季度末前验收，年内实现", ["今年底前", "第三季度末前", "年内"]),
        ("上半年完成选址，暑假前竣工", ["上半年", "暑假前"]),
        ("10月中旬以前报送", ["10月中旬以前"]),
    ],
)
def test_a_time_by_which_something_is_done_is_a_deadline(text: str, words: list[str]) -> None:
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "9月10日教师节举行表彰",
        "截至6月底，全市共有学校42所",
        "自2026年6月底以来",
        "三年内新建5所，半年内见效，每年年底考核，本学年底",
        "2018年底前建成的学校",
        "上半年、下半年各开展一次，上半年总结",
        "落实《2026年底前工作方案》和“年内清零”要求",
        "开学前14天身体状况",
        "19月底前 第12季度末",
        "比2025年底前多",
    ],
)
def test_what_only_names_a_time_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("今年6月底前", "6月底"),
        ("9月 30日之前", "9月30日"),
        ("今年底前", "年底"),
        ("2027年12月底前", "2027年12月底"),
        ("9月前", "9月前"),
        ("暑假前", "暑假前"),
    ],
)
def test_a_deadline_is_kept_as_its_column_has_it(words: str, phrase: str) -> None:
    assert due_phrase(words) == phrase


@given(st.text(alphabet="今明本年度12月0369日底末前之以内上下半季第一三，。“”《》 \n学期开暑假", max_size=60))
def test_places_are_in_order_and_apart(text: str) -> None:
    spans = find_due_words(text, 2026)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
