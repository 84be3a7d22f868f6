"""The deadlines that an item's words offer for its deadline."""

from planeditor.language.telling import Telling
from planeditor.plan.due_words import dues_in, is_taken
from planeditor.plan.entities import Field, Node
from planeditor.plan.target_words import Telltale

YEAR = Telltale(2026)
BODY = "加强建设。\n6月底前建成3所，9月30日前完成培训。"


def test_deadlines_are_offered_where_they_stand_as_the_column_has_them() -> None:
    found = dues_in(Node(1, "item", "", BODY), YEAR)
    assert [(one.words, one.due) for one in found] == [("6月底前", "6月底"), ("9月30日前", "2026-09-30")]
    assert [BODY[one.span.start : one.span.end] for one in found] == [one.words for one in found]


def test_without_a_year_a_day_stays_in_words() -> None:
    assert [one.due for one in dues_in(Node(1, "item", "", BODY), Telltale())] == ["6月底", "9月30日"]


def test_a_section_a_problem_and_what_is_ignored_offer_none() -> None:
    assert dues_in(Node(1, "section", "", BODY), YEAR) == []
    assert dues_in(Node(1, "item", "", BODY), Telltale(2026, Telling.RESULTS)) == []
    assert [one.due for one in dues_in(Node(1, "item", "", BODY), YEAR, {"6月底前"})] == ["2026-09-30"]
    fields = (Field(5, "问题描述", "6月底前未完成。"), Field(6, "工作措施", "6月底前完成。"))
    assert [one.span.place for one in dues_in(Node(1, "item", fields=fields), YEAR)] == ["6"]


def test_a_field_of_deadlines_needs_no_word_for_before() -> None:
    fields = (Field(5, "完成时限", " 2026年6月"), Field(6, "备注", "2026年6月"))
    (one,) = dues_in(Node(1, "item", fields=fields), YEAR)
    assert (one.words, one.due, one.span.place) == ("2026年6月", "2026-06", "5")


def test_a_day_in_no_calendar_is_not_offered() -> None:
    assert dues_in(Node(1, "item", "2月30日前完成"), YEAR) == []


def test_words_are_taken_when_the_deadline_is_the_same_day_however_it_is_written() -> None:
    june, _september = dues_in(Node(1, "item", "", BODY), YEAR)
    assert is_taken(june, "6月底", 2026)
    assert is_taken(june, "2026-06-30", 2026)
    assert not is_taken(june, "2026-07", 2026)
    assert not is_taken(june, "", 2026)
    assert not is_taken(june, "长期坚持", None)
