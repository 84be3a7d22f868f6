"""Where a plan's body begins: at the first section or item, behind title, notice and preamble.

One rule: a mark begins the body only where it begins a list; a heading, a list of tasks and people's word do always.
"""

import re
from collections.abc import Sequence

from planeditor.importing.front_lines import is_notice_title, is_title
from planeditor.importing.lines import Line
from planeditor.importing.rulings import MARKED_ROLES
from planeditor.language.marks import CHAPTERS, Family

_ORDER: tuple[Family, ...] = (
    *CHAPTERS, "article", "chinese", "chinese_bracket", "digit", "path", "prose", "digit_bracket", "circled"
)  # fmt: skip
_ATTACHED = re.compile(r"附\s*件\s*\d{0,2}\s*[：:]?\s*\Z")
TITLE_REACH = 4  # lines between 附件 and the title of the plan attached to a notice


def find_body(lines: Sequence[Line]) -> int | None:
    """Return the index of the first section or item: the first number of the outermost list; None without one.

    A heading, a list of tasks, or what people say is a section or item may stand before it.
    """
    begin = _after_title(lines)
    places = [i for i, line in enumerate(lines) if line.role in MARKED_ROLES][:1]
    places += [i for i, line in enumerate(lines) if _opens_body(line) and i >= begin][:1]
    found = _find_list(lines, begin)
    return min(places if found is None else [*places, found], default=None)


def _opens_body(line: Line) -> bool:
    return line.table is not None or line.heading is not None or (line.level > 0 and line.role is None)


def _find_list(lines: Sequence[Line], begin: int) -> int | None:
    for first_only in (True, False):
        for family in _ORDER:
            found = _first_of_list(lines, begin, family, first_only)
            if found is not None:
                return _begin_of(lines, begin, found)
    return None


def first_mark(lines: Sequence[Line]) -> int:
    """Return where the first mark stands that may begin a plan; 0 without one."""
    return next((i for i, line in enumerate(lines) if line.mark and line.mark.family in _ORDER[:8]), 0)


def _after_title(lines: Sequence[Line]) -> int:
    """Return the line from which the body is looked for: behind the title, or behind that of an attached plan."""
    marked = next((i for i, line in enumerate(lines) if line.mark and line.mark.family in _ORDER[:5]), len(lines))
    subject = next((i for i in range(marked) if is_notice_title(lines[i].text)), None)
    attached = None if subject is None else _attached_title(lines, subject)
    if attached is not None:
        return attached + 1
    titles = [i for i in range(marked) if _is_title_line(lines[i])]
    behind = (i for i in titles if subject is not None and i > subject)  # a notice's title may read like a plan's
    title = next(behind, titles[0] if titles else None)
    return (_heading_title(lines[:marked]) if title is None else title) + 1


def _heading_title(lines: Sequence[Line]) -> int:
    """Return where the title stands that only its style tells: the one heading of its level above all others; or -1."""
    levels = [line.level for line in lines if line.level]
    if len(levels) < 2 or levels.count(levels[0]) > 1 or min(levels) != levels[0]:
        return -1
    return next(i for i, line in enumerate(lines) if line.level)


def _attached_title(lines: Sequence[Line], subject: int) -> int | None:
    """Return where the title of the plan stands that a notice has for its attachment; None without one.

    A table attached to a plan is none: the plan has its title before it, or more marks than the table.
    """
    for index in range(subject + 1, len(lines)):
        if _is_title_line(lines[index]):
            return None
        if _ATTACHED.match(lines[index].text):
            reach = range(index + 1, min(index + 1 + TITLE_REACH, len(lines)))
            title = next((i for i in reach if _is_title_line(lines[i])), None)
            return title if title is not None and _marks(lines[title:]) > _marks(lines[:index]) else None
    return None


def _is_title_line(line: Line) -> bool:
    return line.mark is None and line.role is None and not line.row and is_title(line.text)


def _marks(lines: Sequence[Line]) -> int:
    return sum(line.mark is not None for line in lines)


def _first_of_list(lines: Sequence[Line], begin: int, family: Family, first_only: bool) -> int | None:
    """Return where a list of the family begins; with `first_only` it must begin at one and go on to two."""
    first: int | None = None
    for index in range(begin, len(lines)):
        mark = lines[index].mark
        if mark is None or mark.family != family:
            continue
        if not first_only or (mark.number == 2 and first is not None):
            return index if first is None else first
        if mark.number == 1 and first is None:
            first = index
    return None


def _begin_of(lines: Sequence[Line], begin: int, found: int) -> int:
    """Return where the body with a list at `found` begins: a lone 一、 above it, or a 1. whose 2. comes below it."""
    outer = lines[found].mark
    firsts = [(i, line.mark) for i, line in enumerate(lines[begin:found], begin) if line.mark and line.mark.number == 1]
    for index, mark in firsts:
        if outer is None or mark.family == "dash":
            continue
        between = (line.mark for line in lines[index + 1 : found])
        ends = any(other and other.family == mark.family and other.number == 2 for other in between)
        if mark.rank < outer.rank or not ends:
            return index
    return found
