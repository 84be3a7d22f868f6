"""Numbers whose sign is a comma (一，加强… 1,完善…) or only a space (3 推进…).

One rule: such a line is numbered only in a document whose lines of that form count one, two, three, else it is text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planeditor.importing.lines import Line
from planeditor.importing.rulings import MARKED_ROLES
from planeditor.language.marks import Mark, read_bare_chinese, read_bare_number, read_comma_number

FORMS = ((read_comma_number, 2), (read_bare_number, 3), (read_bare_chinese, 3))  # and how far a list must count
MIN_FOLLOWING = 0.8  # of the numbers follow the one before or begin a list: one may be missing or wrong
MAY_BE_MARKED = (None, *MARKED_ROLES)
_FIRSTS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十")


def read_loose_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return all lines; those that such a list numbers have its mark."""
    marked = list(lines)
    places = [index for index, line in enumerate(lines) if _is_free(line)]
    if not places:
        return marked
    usual = {line.mark.family for line in lines if line.mark is not None and line.mark.family != "prose"}
    for read, least in FORMS:
        found = [(index, mark) for index in places if (mark := read(lines[index].text)) is not None]
        for index, mark in _counting(found, least):
            if mark.family not in usual:
                marked[index] = replace(lines[index], mark=mark)
    return marked


def _is_free(line: Line) -> bool:
    plain = line.mark is None and line.table is None and not line.row and line.role in MAY_BE_MARKED
    return plain and line.text[:1] in _FIRSTS


def _counting(found: list[tuple[int, Mark]], least: int) -> Iterator[tuple[int, Mark]]:
    """Yield the marks of every family that counts at least so far."""
    for family in {mark.family for _index, mark in found}:
        group = [(index, mark) for index, mark in found if mark.family == family]
        numbers = [mark.number for _index, mark in group]
        pairs = list(zip([0, *numbers], numbers, strict=False))
        follows = sum(number in (1, before + 1, before + 2) for before, number in pairs)
        begins = any(numbers[place : place + least] == list(range(1, least + 1)) for place in range(len(numbers)))
        if begins and follows >= MIN_FOLLOWING * len(numbers):
            yield from group
