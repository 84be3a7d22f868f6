"""The word count (字数), as office programs give it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.language.word_count import WordCount, count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t　", 0),
        ("加强党的建设。", 7),
        ("2020年新建学校42所", 8),
        ("PISA测试", 3),
        ("the work plan", 3),
        ("don’t stop", 2),
        ("实施“四轮驱动”……", 10),
        ("入园率达98.5%以上", 7),
        ("𠮷野家", 3),
        ("（一）加强管理", 7),
        ("A—B", 1),
    ],
)
def test_characters_and_words_count_as_in_an_office_program(text: str, words: int) -> None:
    assert count_words(text).words == words


def test_all_numbers_of_a_text_are_given() -> None:
    assert count_words("一、目标 OK\n\n达到 95 %。\n") == WordCount(
        chinese=7, other=3, characters=12, with_spaces=15, paragraphs=2
    )


@given(st.text(alphabet="年a1 \n。“”’%", max_size=40), st.text(alphabet="年a1 \n。“”’%", max_size=40))
def test_two_paragraphs_are_as_long_together_as_alone(first: str, second: str) -> None:
    assert count_words(f"{first}\n{second}") == count_words(first) + count_words(second)


@given(st.text(max_size=60))
def test_no_sign_is_counted_twice(text: str) -> None:
    count = count_words(text)
    assert count.words <= count.characters <= count.with_spaces <= len(text)
