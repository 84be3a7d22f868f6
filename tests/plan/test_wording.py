"""What was reworded: pieces that add up to both texts, with figures whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.wording import Piece, word_changes

words = st.text("新建学校幼儿园42517所%．，。ab \n", max_size=30)


@given(before=words, after=words)
def test_the_pieces_add_up_to_both_texts(before: str, after: str) -> None:
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "deleted") == after
    assert all(piece.text for piece in pieces)


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
