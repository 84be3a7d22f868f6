"""What a query finds in a text, and where."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.language.initials import are_initials
from planeditor.plan.sought import Query, SearchError, Sought


def spans(text: str, **query: object) -> list[str]:
    words = str(query.pop("words"))
    return [text[start:end] for start, end in Sought(Query(words, **query)).spans(text)]  # type: ignore[arg-type]


def test_capitals_and_full_width_forms_count_as_equal_unless_asked() -> None:
    assert spans("ＳＴＥＭ、stem、Stem", words="STEM") == ["ＳＴＥＭ", "stem", "Stem"]
    assert spans("ＳＴＥＭ、stem、STEM", words="STEM", case=True) == ["STEM"]
    assert spans("（2020年）和(２０２０年)", words="(2020年)") == ["（2020年）", "(２０２０年)"]


def test_a_whole_number_is_in_no_longer_one() -> None:
    assert spans("15所、5所、5所学校、１5所", words="5所", whole=True) == ["5所", "5所"]
    assert spans("城区学校", words="区学", whole=True) == ["区学"]  # Chinese has no word ends


def test_signs_of_expressions_are_plain_words() -> None:
    assert spans("达60%（含）.*", words="%（含）.*") == ["%（含）.*"]
    assert spans("a[1-9]", words="[1-9]") == ["[1-9]"]


def test_expressions_find_and_what_is_none_is_said() -> None:
    assert spans("新建12所，改建3所", words=r"\d+所", regex=True) == ["12所", "3所"]
    assert spans("abc", words="x*", regex=True) == []
    with pytest.raises(SearchError, match="正则"):
        Sought(Query("(", regex=True))


def test_an_expression_that_would_take_for_ever_is_given_up() -> None:
    start = time.monotonic()
    with pytest.raises(SearchError):
        Sought(Query("(a|aa)+$", regex=True)).is_in("a" * 80 + "b")
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("letters", "words"),
    [("jjk", "基教科"), ("JCK", "计财科"), ("cq", "重庆"), ("zd", "重点"), ("zx", "中小"), ("dxxx", "督导信息")],
)
def test_first_letters_stand_for_readings(letters: str, words: str) -> None:
    expected = [words] if letters != "dxxx" else []
    assert spans(f"一二{words}三四", words=letters, initials=True) == expected


def test_first_letters_stand_for_themselves_as_well() -> None:
    assert spans("用stem课程", words="stem", initials=True) == ["stem"]
    assert not are_initials("a")
    assert not are_initials("5g")
    assert spans("5个", words="5g", initials=True) == []


@given(st.text(), st.text(min_size=1, max_size=5), st.booleans(), st.booleans())
def test_words_that_stand_in_a_text_are_found_there(text: str, words: str, case: bool, initials: bool) -> None:
    sought = Sought(Query(words, case=case, initials=initials))
    assert sought.is_in(f"{text}{words}{text}")
    held = any(word in f"{text}{words}{text}" for word in sought.certain_words)
    assert held or not sought.certain_words
    if sought.is_certain:
        assert sought.is_in(text) == any(word in text for word in sought.certain_words)
    for start, end in sought.spans(text):
        assert end - start == len(words)
        if case and not initials:
            assert text[start:end] == words
