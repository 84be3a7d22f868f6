"""What was reworded: pieces that add up to both texts, with figures whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.wording import Piece, carry_over, word_changes

words = st.text("新建学校幼儿园42517所%．，。ab \n", max_size=30)


@given(before=words, after=words)
def test_the_pieces_add_up_to_both_texts(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "deleted") == after
    assert all(piece.text for piece in pieces)


@given(original=words, edited=words)
def test_edits_of_an_equal_copy_are_the_edited_text(original: str, edited: str) -> None:
    assert carry_over(original, original, edited) == edited


@given(original=words, seen=words)
def test_a_copy_that_was_not_edited_leaves_the_original(original: str, seen: str) -> None:
    assert carry_over(original, seen, seen) == original


def test_edits_are_carried_over_to_a_text_with_other_punctuation() -> None:
    assert carry_over("甲,乙,丙。", "甲，乙，丙。", "甲，丁，丙。") == "甲,丁,丙。"


def shown(pieces: tuple[Piece, ...]) -> str:
    signs = {"same": "{}", "deleted": "[-{}-]", "added": "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("新建学校42所。", "新建学校45所。", "新建学校[-42所-][+45所+]。"),
        ("提高2.5个百分点", "提高3个百分点", "提高[-2.5个百分点-][+3个百分点+]"),
        ("投入10万元", "投入100万元", "投入[-10万元-][+100万元+]"),
        ("开展两次督导", "开展三次督导", "开展[-两次-][+三次+]督导"),
        ("完成改造", "全面完成改造", "[+全面+]完成改造"),
        ("甲", "甲", "甲"),
        ("", "甲", "[+甲+]"),
    ],
)
def test_figures_stay_whole_with_their_units(before: str, after: str, expected: str) -> None:
    assert shown(word_changes(before, after)) == expected
