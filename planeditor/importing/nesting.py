"""Which marks stand above which, where a document orders them otherwise than GB/T 9704 does.

One rule: a document departs from the usual order only if all of its lists agree.
"""

from collections.abc import Sequence
from dataclasses import replace

from planeditor.importing.lines import Line
from planeditor.importing.rulings import MARKED_ROLES
from planeditor.language.marks import RANKS, Family, Mark, last_inside, read_bare_number, read_misread_one

MIN_PATHS = 2
_MISREAD_FIRSTS = frozenset("lI|丨（(—－-")
ABOVE = 0.05
BELOW = 0.6  # below （一） and below months, above 1.
MAY_BE_MARKED = (None, *MARKED_ROLES)
_BELOW_PROSE: tuple[Family, ...] = ("digit", "digit_bracket", "circled")
_ABOVE: tuple[Family, ...] = ("part", "chapter", "subchapter", "chinese", "chinese_bracket", "digit")


def nest_brackets(lines: Sequence[Line]) -> list[Line]:
    """Put （一） below 1. in a document whose lists run 1.（一）（二）2.（一）, and return all lines."""
    above = [line.mark for line in lines if line.mark and line.mark.family in _ABOVE]
    if not _stand_below(above, "chinese_bracket", "digit"):
        return list(lines)
    ranks = {"digit": RANKS["chinese_bracket"], "chinese_bracket": RANKS["digit"]}
    return [
        replace(line, mark=replace(line.mark, rank=ranks[line.mark.family]))
        if line.mark and line.mark.family in ranks
        else line
        for line in lines
    ]


def restore_misread(lines: Sequence[Line]) -> list[Line]:
    """Read l. and （—） as the first of a list where the next mark of their level or above is its two."""
    restored = list(lines)
    below: dict[Family, Mark] = {}  # the next mark of every family, until one of a higher level comes first
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if line.mark is None and line.role is None and line.text[:1] in _MISREAD_FIRSTS:
            found = (read_misread_one(line.text, mark) for mark in below.values())
            mark = next((mark for mark in found if mark), None)
            line = restored[index] = replace(line, mark=mark) if mark else line
        if line.mark is not None:
            above = {family: mark for family, mark in below.items() if mark.rank < line.mark.rank}
            below = {**above, line.mark.family: line.mark}
    return restored


def leave_inner_lists(lines: Sequence[Line]) -> list[Line]:
    """Take 1.…；2.…；3.… in one line for text, unless the lines below count on from it."""
    left = list(lines)
    for index, line in enumerate(lines):
        if line.mark is None or line.mark.number != 1 or line.mark.family != "digit" or line.role:
            continue
        last = last_inside(line.mark, line.rest)
        marks = (lines[below].mark for below in range(index + 1, len(lines))) if last else ()
        behind = next((mark.number for mark in marks if mark and mark.family == "digit"), 0)
        if last and behind not in (2, last + 1):
            left[index] = replace(line, mark=None)
    return left


def nest_prose(lines: Sequence[Line]) -> list[Line]:
    """Put ① or 1. below 第一， and 一是 in a document whose every such list begins right below one of those."""
    marks = [line.mark for line in lines if line.mark]
    below: list[Family] = [family for family in _BELOW_PROSE if _stand_below(marks, family, "prose")]
    if not below:
        return list(lines)
    rank = min(RANKS[family] for family in below) - ABOVE
    return [
        replace(line, mark=replace(line.mark, rank=rank)) if line.mark and line.mark.family == "prose" else line
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


def _stand_below(marks: Sequence[Mark], inner: Family, outer: Family) -> bool:
    """Every inner list comes right behind an outer mark, and where those go on behind it, they count on from that."""
    going_on = 0
    for index, mark in enumerate(marks):
        if mark.family != inner or mark.number != 1:
            continue
        before = marks[index - 1] if index else None
        if before is None or before.family != outer:
            return False
        behind = next((other for other in marks[index:] if other.family != inner), None)
        if behind is not None and behind.family == outer:
            if behind.number != before.number + 1:
                return False
            going_on += 1
    return going_on > 0
