"""Going to a number: "3", "一、2", "（二）3".

One rule: numbers are compared as people read them, without the marks around them; the last part may be an item of
any depth, the parts before it name sections above.
"""

import re
from collections.abc import Iterator

from planeditor.plan.numbering import chinese_number
from planeditor.plan.outline import Entry, Outline

_PART = re.compile(r"[一二三四五六七八九十百千零〇]+|[0-9０-９]+|[①-⑳]")
_LARGEST = 999
_CHINESE = {chinese_number(number): number for number in range(1, _LARGEST + 1)}


def number_parts(text: str) -> list[tuple[bool, int]]:
    """Return the numbers in a text, each with whether it is written in Chinese."""
    return [part for match in _PART.finditer(text) if (part := _read(match.group()))[1]]


def _read(text: str) -> tuple[bool, int]:
    if text in _CHINESE:
        return True, _CHINESE[text]
    if "①" <= text <= "⑳":
        return False, ord(text) - ord("①") + 1
    return (False, int(text)) if text.isdecimal() else (True, 0)


def find_number(outline: Outline, text: str) -> int:
    """Return the first section or item with that number, 0 where there is none; 3 also finds 三 where no 3 is."""
    wanted = number_parts(text)
    if not wanted:
        return 0
    exact = next((entry.id for entry in outline.walk() if _fits(outline, entry, wanted)), 0)
    if exact or len(wanted) > 1:
        return exact
    other_way = [(not chinese, number) for chinese, number in wanted]
    return next((entry.id for entry in outline.walk() if _fits(outline, entry, other_way)), 0)


def _fits(outline: Outline, entry: Entry, wanted: list[tuple[bool, int]]) -> bool:
    if number_parts(outline.number(entry)) != wanted[-1:]:
        return False
    above = _numbers_above(outline, entry)
    return all(part in above for part in wanted[:-1])


def _numbers_above(outline: Outline, entry: Entry) -> Iterator[tuple[bool, int]]:
    """Yield the numbers above, the outermost first: `in` on an iterator goes on where it stopped."""
    for ancestor in outline.ancestors(entry):
        yield from number_parts(outline.number(ancestor))
