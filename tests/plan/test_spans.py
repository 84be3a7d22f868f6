"""Spans: they move with their words, hold them while they are reworded, and never mark other words."""

from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.entities import Span
from planeditor.plan.spans import follow


@given(st.text("甲乙丙42", max_size=12), st.text("甲乙丙42", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_a_followed_span_marks_the_same_words_or_what_became_of_them_in_their_place(
    old: str, new: str, a: int, b: int
) -> None:
    span = Span("body", min(a, b), max(a, b))
    if span.end > len(old):
        return
    followed = follow(span, old, new)
    if followed is not None and new[followed.start : followed.end] != old[span.start : span.end]:
        assert new[: followed.start] == old[: span.start]
        assert new[followed.end :] == old[span.end :]


def test_words_that_moved_elsewhere_are_found_again() -> None:
    assert follow(Span("body", 2, 5), "新建42所学校", "学校将新建42所") == Span("body", 5, 8)


def test_words_behind_an_insertion_move_on() -> None:
    assert follow(Span("body", 0, 4), "新建42所学校", "今年新建42所学校") == Span("body", 2, 6)


def test_words_that_were_changed_in_part_keep_their_place() -> None:
    assert follow(Span("body", 0, 5), "新建42所学校", "新建145所学校") == Span("body", 0, 6)
    assert follow(Span("body", 2, 5), "新建42所学校", "新建5所学校") == Span("body", 2, 4)


def test_words_that_were_replaced_or_deleted_as_a_whole_are_given_up() -> None:
    assert follow(Span("body", 2, 5), "新建42所学校", "新建学校") is None
    assert follow(Span("body", 2, 5), "新建42所学校", "新建若干学校") is None


def test_an_edit_that_reaches_beyond_the_words_gives_them_up() -> None:
    assert follow(Span("body", 2, 5), "新建42所学校", "新建4座校园") is None
