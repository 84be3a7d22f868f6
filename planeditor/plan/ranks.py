"""Ranks: text keys that order siblings, with room for another between any two.

One rule: comparing two ranks as plain text gives their order, and no rank ends in the lowest digit, so that
a key between any two always exists and inserting never rewrites a sibling.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

Key = TypeVar("Key", int, str)

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)


def rank_between(low: str, high: str) -> str:
    """Return a rank above `low` and below `high`; "" stands for no bound. ValueError unless low < high."""
    if high and low >= high:
        raise ValueError(f"{low!r} is not below {high!r}")
    prefix: list[str] = []
    position = 0
    while True:
        below = DIGITS.index(low[position]) if position < len(low) else 0
        above = DIGITS.index(high[position]) if high and position < len(high) else BASE
        if above - below > 1:
            step = (below + above) // 2 if (low and high) or (not low and not high) else _near(low, below, above)
            return "".join(prefix) + DIGITS[step]
        prefix.append(DIGITS[below])
        if above > below:
            high = ""  # the prefix is already below `high`: only `low` binds from here
        position += 1


def is_rank(text: str) -> bool:
    """Tell whether a text is a rank, so that others can be put before and after it."""
    return text.isascii() and text.isalnum() and not text.endswith(DIGITS[0])


def _near(low: str, below: int, above: int) -> int:
    """Stay close to the one bound there is: appending and prepending are the usual cases."""
    return below + 1 if low else above - 1


def rank_sequence(count: int) -> list[str]:
    """Return `count` ranks in order, evenly spread and short."""
    width, room = 1, BASE
    while room < 2 * count + 2:
        width, room = width + 1, room * BASE
    return [_digits(room * (index + 1) // (count + 1), width) for index in range(count)]


def _digits(number: int, width: int) -> str:
    if number % BASE == 0:
        number += 1  # a rank must not end in the lowest digit
    text = ""
    for _ in range(width):
        number, digit = divmod(number, BASE)
        text = DIGITS[digit] + text
    return text


def longest_rise(keys: Sequence[Key]) -> set[Key]:
    """Return the members of a longest strictly rising subsequence: what keeps its order when the others move."""
    tails: list[Key] = []
    places: list[int] = []
    for key in keys:
        place = bisect_left(tails, key)
        tails[place : place + 1] = [key]
        places.append(place)
    kept: set[Key] = set()
    wanted = len(tails) - 1
    for key, place in zip(reversed(keys), reversed(places), strict=True):
        if place == wanted:
            kept.add(key)
            wanted -= 1
    return kept
