"""Going to a number: "3", "一、2", "（二）3".

One rule: the last part may be an item or section of any depth, the parts before it stand above it. What is written
exactly so is found first, then the same without its brackets, then the same counted the other way (3 for 三), then
the place inside a section.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from planeditor.plan.numbering import chinese_number
from planeditor.plan.outline import Entry, Outline

Part = tuple[bool, bool, int]  # Chinese, in brackets, the number
Key = Callable[[Part], object]

_PART = re.compile(r"([（(]?)([一二三四五六七八九十百千零〇]+|[0-9０-９]+|[①-⑳])")
_ONLY_NUMBERS = re.compile("[一二三四五六七八九十百千零〇0-9０-９①-⑳第（(）)、.．，章节条项 ]+")
_LARGEST = 999
_CHINESE = {chinese_number(number): number for number in range(1, _LARGEST + 1)}
_KEYS: tuple[Key, ...] = (lambda part: part, lambda part: (part[0], part[2]), lambda part: part[2])


def number_parts(text: str) -> list[Part]:
    """Return the numbers in a text, each with whether it is written in Chinese and whether in brackets."""
    return [part for match in _PART.finditer(text) if (part := _read(match))[2]]


def _read(match: re.Match[str]) -> Part:
    bracketed, text = bool(match.group(1)), match.group(2)
    if text in _CHINESE:
        return True, bracketed, _CHINESE[text]
    if "①" <= text <= "⑳":
        return False, True, ord(text) - ord("①") + 1
    return (False, bracketed, int(text)) if text.isdecimal() else (True, bracketed, 0)


def find_number(outline: Outline, text: str) -> int:
    """Return the first section or item with that number, 0 where there is none."""
    wanted = number_parts(text)
    if not wanted:
        return 0
    found = (entry.id for key in _KEYS for entry in outline.walk() if _fits(outline, entry, wanted, key))
    return next(found, 0) or _find_place(outline, wanted)


def find_numbers(outline: Outline, text: str) -> list[int]:
    """Return all sections and items with that number; none for a text that is more than a number."""
    wanted = number_parts(text) if _ONLY_NUMBERS.fullmatch(text) else []
    if not wanted:
        return []
    candidates = list(_counted(outline, wanted[-1][2]))
    found = ([entry.id for entry in candidates if _fits(outline, entry, wanted, key)] for key in _KEYS)
    place = _find_place(outline, wanted)
    return next(filter(None, found), [place] if place else [])


def _counted(outline: Outline, number: int) -> Iterator[Entry]:
    """Yield what may have that number, looking at the first child of each kind only: the others count on from it."""
    for parent in list(outline.entries.values()):
        for is_section in (True, False) if parent.children else ():
            kin = _numbered(parent, is_section)
            first = number_parts(outline.number(kin[0])) if kin else []
            place = number - first[-1][2] if first else -1
            if 0 <= place < len(kin):
                yield kin[place]


def _numbered(parent: Entry, is_section: bool) -> Sequence[Entry]:
    """Return the numbered children that are sections, or items."""
    count = parent.tally[0 if is_section else 1]
    if count in (0, len(parent.children)):
        return parent.children if count else ()
    return [child for child in parent.children if child.numbered and child.is_section is is_section]


def _find_place(outline: Outline, wanted: list[Part]) -> int:
    """Return the n-th item of a section: where items count through the plan, 三、5 is no number, but a place."""
    *above, (_chinese, _bracketed, place) = wanted
    for key in _KEYS if above else ():
        for entry in outline.walk():
            if entry.is_section and _fits(outline, entry, above, key):
                items = islice((below.id for below in entry.walk() if _is_first_item(below)), place - 1, place)
                return next(items, 0)
    return 0


def _is_first_item(entry: Entry) -> bool:
    return not entry.is_section and (entry.parent is None or entry.parent.is_section)


def _fits(outline: Outline, entry: Entry, wanted: list[Part], key: Key) -> bool:
    if [key(part) for part in number_parts(outline.number(entry))] != [key(wanted[-1])]:
        return False
    above = _keys_above(outline, entry, key)
    return all(key(part) in above for part in wanted[:-1])


def _keys_above(outline: Outline, entry: Entry, key: Key) -> Iterator[object]:
    """Yield what stands above, the outermost first: `in` on an iterator goes on where it stopped."""
    for ancestor in outline.ancestors(entry):
        for part in number_parts(outline.number(ancestor)):
            yield key(part)
