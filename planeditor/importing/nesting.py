"""Which marks stand above which, where a document orders them otherwise than GB/T 9704 does.

One rule: a document departs from the usual order only if all of its lists agree.
"""

from collections.abc import Sequence
from dataclasses import replace

from planeditor.importing.lines import Line
from planeditor.language.marks import RANKS, Family, Mark

_ABOVE: tuple[Family, ...] = ("part", "chapter", "subchapter", "chinese", "chinese_bracket", "digit")


def nest_brackets(lines: Sequence[Line]) -> list[Line]:
    """Put （一） below 1. in a document whose lists run 1.（一）（二）2.（一）, and return all lines."""
    if not _brackets_stand_below_digits([line.mark for line in lines if line.mark and line.mark.family in _ABOVE]):
        return list(lines)
    ranks = {"digit": RANKS["chinese_bracket"], "chinese_bracket": RANKS["digit"]}
    return [
        replace(line, mark=replace(line.mark, rank=ranks[line.mark.family]))
        if line.mark and line.mark.family in ranks
        else line
        for line in lines
    ]


def _brackets_stand_below_digits(marks: Sequence[Mark]) -> bool:
    """Every （一） comes right behind a digit, and where digits go on behind its list, they count on from that one."""
    going_on = 0
    for index, mark in enumerate(marks):
        if mark.family != "chinese_bracket" or mark.number != 1:
            continue
        before = marks[index - 1] if index else None
        if before is None or before.family != "digit":
            return False
        behind = next((other for other in marks[index:] if other.family != "chinese_bracket"), None)
        if behind is not None and behind.family == "digit":
            if behind.number != before.number + 1:
                return False
            going_on += 1
    return going_on > 0
