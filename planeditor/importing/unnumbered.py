"""Headings without a number: times (九月份： 2021年任务), words in a box (【工作重点】), lines above numbered items.

One rule: they are headings only where a document has several of them, each at the start of its line.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from planeditor.importing.lines import Line, Unnumbered
from planeditor.language.marks import RANKS
from planeditor.language.prose import is_complete

_N = "(?:1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十元腊])"
_TO = "[-—–~～至、]"
_PERIOD = re.compile(
    rf"(?:(?:20\d\d\s*年\s*)?{_N}\s*(?:(?:月份?)?{_TO}{{1,2}}{_N}\s*)?月份?(?:[上中下]旬|底|初)?"
    r"|20\d\d\s*年(?:度)?(?=\s*(?:[：:]|(?:年度|重点|主要|目标|工作|任务|建设)*(?:任务|目标|计划|安排|重点|要点)\s*(?:[：:]|\Z)))"
    r"|第?[一二三四1-4]季度|第(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})周|[上下]半年|第[一二]学期|[春秋]季学期|(?:寒|暑)假(?:期间)?)"
    r"(?:工作(?:安排|要点|计划|重点|任务|目标)?|(?:年度|重点|主要|目标)(?:工作|任务|目标)|任务|目标|计划|安排)?(?:\s*[（(][^（()）]{3,24}[）)])?\s*(?P<end>[：:]\s*|\Z)"
)
_BOXED = re.compile(r"【(?P<words>[^【】：:、，]{2,16})(?P<end>】)\s*\Z")
# What stands right above the first of the months, behind numbered sections: 附：各月工作安排
_SCHEDULE = re.compile(
    r"(?:附\s*[件表]?\s*[：:]\s*)?(?P<words>[^。；;，,：:]{2,24}(?:安排|日程|行事历|工作历|计划表|一览表))(?P<end>\s*[：:]?\s*)\Z"
)
_PLAIN = re.compile("[\u4e00-\u9fff“”（）()、\\s]{2,20}[：:]?\\Z")
_ITEM_MARKS = ("chinese_bracket", "digit", "digit_bracket")
MIN_HEADINGS = 2
BELOW_BRACKETS = RANKS["chinese_bracket"] + 0.5
ABOVE_ALL = RANKS["chinese"] - 0.5


def read_unnumbered(lines: Sequence[Line]) -> list[Line]:
    """Return all lines; those that begin with such a heading know it."""
    headed: dict[int, Unnumbered] = {}
    for form in (_PERIOD, _BOXED):
        found = {i: match for i, line in enumerate(lines) if (match := _match(form, line)) is not None}
        if len(found) >= MIN_HEADINGS:
            rank = _rank(lines, min(found))
            headed |= {i: Unnumbered(_words(match), match.end(), rank) for i, match in found.items()}
            headed |= _schedule(lines, min(found)) if form is _PERIOD else {}
    headed = headed or _above_lists(lines)
    return [replace(line, heading=headed[i]) if i in headed else line for i, line in enumerate(lines)]


def _above_lists(lines: Sequence[Line]) -> dict[int, Unnumbered]:
    """Return the plain short lines right above the numbered ones of a plan that numbers its items alone."""
    marks = [(index, line.mark) for index, line in enumerate(lines) if line.mark is not None]
    if not marks or marks[0][1].family not in _ITEM_MARKS or any(mark.rank < marks[0][1].rank for _i, mark in marks):
        return {}
    first, outer = marks[0]
    found = [i for i in range(1, len(lines) - 1) if _heads_list(lines, i, first, outer.family)]
    if len(found) < MIN_HEADINGS or found[0] != first - 1:
        return {}
    rank = outer.rank - 0.5
    return {i: Unnumbered(lines[i].text.strip().rstrip("：:"), len(lines[i].text), rank) for i in found}


def _heads_list(lines: Sequence[Line], index: int, first: int, family: str) -> bool:
    """A plain line between the end of a sentence and the next number of the outermost list is what stands above it."""
    below = lines[index + 1].mark
    if below is None or below.family != family or _match(_PLAIN, lines[index]) is None or lines[index].level:
        return False
    return index + 1 == first or lines[index].gap or is_complete(lines[index - 1].text)


def _schedule(lines: Sequence[Line], first: int) -> dict[int, Unnumbered]:
    """Return the heading of all months, beside the outermost sections that stand before it."""
    above = [line.mark.rank for line in lines[:first] if line.mark is not None]
    match = _match(_SCHEDULE, lines[first - 1]) if above else None
    if match is None:
        return {}
    return {first - 1: Unnumbered(match["words"].strip(), match.end(), min(above))}


def _match(form: re.Pattern[str], line: Line) -> re.Match[str] | None:
    free = line.mark is None and line.role is None and not line.row and line.table is None
    return form.match(line.text) if free else None


def _words(match: re.Match[str]) -> str:
    return match.string[: match.start("end")].lstrip("【").strip()


def _rank(lines: Sequence[Line], first: int) -> float:
    """They stand above the lists 一、 that begin anew below each of them, else below （一）."""
    begins = sum(bool(line.mark and line.mark.family == "chinese" and line.mark.number == 1) for line in lines[first:])
    before = any(line.mark and line.mark.family == "chinese" for line in lines[:first])
    return ABOVE_ALL if begins > 1 and not before else BELOW_BRACKETS
