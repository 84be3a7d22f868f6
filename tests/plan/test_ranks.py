"""Ranks: always room between two, never a tie, short for the usual cases."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.ranks import rank_between, rank_sequence


@given(st.lists(st.integers(0, 10_000), max_size=120))
def test_inserting_anywhere_keeps_all_ranks_in_order(places: list[int]) -> None:
    ranks = rank_sequence(3)
    for place in places:
        row = place % (len(ranks) + 1)
        low = ranks[row - 1] if row else ""
        high = ranks[row] if row < len(ranks) else ""
        ranks.insert(row, rank_between(low, high))
    assert all(a < b for a, b in pairwise(ranks))


@pytest.mark.parametrize("count", [0, 1, 2, 30, 31, 61, 62, 1000, 100_000])
def test_a_sequence_is_in_order_and_leaves_room_everywhere(count: int) -> None:
    ranks = rank_sequence(count)
    assert len(ranks) == count
    assert all(a < b for a, b in pairwise(ranks))
    for low, high in [("", *ranks[:1]), *pairwise(ranks[:50])] if ranks else []:
        assert low < rank_between(low, high) < high


def test_appending_grows_slowly() -> None:
    rank = ""
    for _ in range(1000):
        rank = rank_between(rank, "")
    assert len(rank) < 20


@pytest.mark.parametrize(("low", "high"), [("V", "V"), ("W", "V")])
def test_no_rank_lies_between_bounds_in_the_wrong_order(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="not below"):
        rank_between(low, high)
