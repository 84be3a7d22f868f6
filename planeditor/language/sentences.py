"""Texts sentence by sentence, and a text made anew beside one that people worked on.

One rule: what people wrote stays as they wrote it, to the character.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_SENTENCE = re.compile(r"\n|[^\n。！？；]+[。！？；]?[”’）》]*|[。！？；]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text and its line breaks; joined they are the text."""
    return _SENTENCE.findall(text)


@dataclass(frozen=True, slots=True)
class Merged:
    """A text, the sentences that were brought up to date in it, and those that could not be, as they would read."""

    text: str
    updated: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def merge_texts(base: str, mine: str, new: str) -> Merged:
    """Bring what people made of `base` (`mine`) up to date with `new`, sentence by sentence.

    A sentence that still stands as it was made is replaced, taken out or followed by new ones; one that was rewritten
    or taken out stays so, and what it would have become is refused.
    """
    made, standing, coming = (split_sentences(text) for text in (base, mine, new))
    slots = _Slots(made, standing)
    updated: list[str] = []
    refused: list[str] = []
    for old, words in _changes(made, coming):
        told = [each for each in words if each.strip() and each not in standing]
        if slots.change(old, words):
            updated += told
        else:
            refused += told
    return Merged(slots.text(), tuple(updated), tuple(refused))


class _Slots:
    """The sentences of a text that people worked on, each with what comes behind it."""

    def __init__(self, base: Sequence[str], mine: Sequence[str]) -> None:
        self._places = _equal_places(base, mine)
        self._slots: list[list[str]] = [[], *([words] for words in mine)]  # the first is what comes before all

    def change(self, old: range, words: Sequence[str]) -> bool:
        """Put words in the place of old sentences, or behind what stands before; tell whether that could be done."""
        standing = [self._places[place] for place in old if place in self._places]
        if words and len(standing) < len(old):
            return False
        for place in standing:
            self._slots[place] = self._slots[place][1:]
        if standing:
            self._slots[standing[0]][:0] = words
        else:
            self._slots[self._behind(old.start)] += words
        return True

    def _behind(self, place: int) -> int:
        """Return the slot behind which a sentence comes that stands before base's `place`."""
        return next((self._places[each] for each in range(place - 1, -1, -1) if each in self._places), 0)

    def text(self) -> str:
        """Return the sentences as they stand now."""
        return "".join(words for slot in self._slots for words in slot)


def _equal_places(base: Sequence[str], mine: Sequence[str]) -> dict[int, int]:
    """Return, for each of base's sentences that still stands, its slot."""
    blocks = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    return {block.a + at: block.b + at + 1 for block in blocks for at in range(block.size)}


def _changes(base: Sequence[str], new: Sequence[str]) -> Iterator[tuple[range, Sequence[str]]]:
    """Yield what changes: sentences of base, and what stands in their place; those with other figures one by one."""
    old_masked, new_masked = ([_FIGURE.sub("0", words) for words in text] for text in (base, new))
    for tag, start, end, new_start, new_end in SequenceMatcher(
        None, old_masked, new_masked, autojunk=False
    ).get_opcodes():
        if tag == "equal" or end - start == new_end - new_start:
            for old, coming in zip(range(start, end), new[new_start:new_end], strict=True):
                if base[old] != coming:
                    yield range(old, old + 1), [coming]
        else:
            yield range(start, end), new[new_start:new_end]
