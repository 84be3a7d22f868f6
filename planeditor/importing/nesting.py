"""Which marks stand above which, where a document orders them otherwise than GB/T 9704 does.

One rule: a document departs from the usual order only if all of its lists agree.
"""

from collections.abc import Sequence
from dataclasses import replace

from planeditor.importing.lines import Line
from planeditor.importing.rulings import MARKED_ROLES
from planeditor.language.marks import RANKS, Family, Mark, read_bare_number

MIN_PATHS = 2
BELOW = 0.6  # below （一） and below months, above 1.
MAY_BE_MARKED = (None, *MARKED_ROLES)
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


def nest_named(lines: Sequence[Line]) -> list[Line]:
    """Put 任务一： below （一） where a list of 一、 is open above it, and return all lines."""
    families = [line.mark.family if line.mark else None for line in lines]
    if "article" not in families or "chinese" not in families[: families.index("article")]:
        return list(lines)
    below = RANKS["chinese_bracket"] + BELOW
    return [
        replace(line, mark=replace(line.mark, rank=below)) if line.mark and line.mark.family == "article" else line
        for line in lines
    ]


def read_path_numbers(lines: Sequence[Line]) -> list[Line]:
    """Read 3 党建工作 as a mark in a document that goes on 3.1, 3.2; elsewhere no line is such a list's."""
    counts = sum(line.mark is not None and line.mark.family == "path" for line in lines)
    if counts < MIN_PATHS:
        return [replace(line, mark=None) if line.mark and line.mark.family == "path" else line for line in lines]
    return [
        replace(line, mark=read_bare_number(line.text)) if line.mark is None and line.role in MAY_BE_MARKED else line
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
