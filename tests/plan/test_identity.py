"""Ids: in time order, never twice, and the same again from their text form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.identity import id_text, new_id, new_ids, parse_id


def test_ids_rise_and_never_repeat() -> None:
    ids = [new_id() for _ in range(5000)]
    assert ids == sorted(set(ids))
    assert all(0 < number < 1 << 63 for number in ids)


def test_ids_in_a_row_have_no_gap_and_lie_between_others() -> None:
    before, row, after = new_id(), new_ids(5), new_id()
    assert list(row) == [row[0] + step for step in range(5)]
    assert before < row[0]
    assert row[-1] < after


@given(st.integers(1, (1 << 63) - 1))
def test_the_text_form_gives_the_id_back(number: int) -> None:
    assert parse_id(id_text(number)) == number
    assert parse_id(id_text(number).lower()) == number


@pytest.mark.parametrize("text", ["", "0", "0000000000000", "ZZZZZZZZZZZZZ", "00000000000U1", "项目"])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the text itself
        parse_id(text)
