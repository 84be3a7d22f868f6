"""Heading styles beside numbering marks: which level stands where, and where the two contradict each other.

One rule: a mark says more than a style, which people also set for its looks; a style alone still makes a heading.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from planeditor.i18n import _
from planeditor.importing.ledger import Ledger
from planeditor.importing.lines import Line
from planeditor.language.prose import has_full_stop, is_prose

STEP = 0.01  # between two heading levels that stand between the same two ranks; there are nine levels
TOP_RANK = -1.0


def keep_true_headings(lines: Sequence[Line]) -> list[Line]:
    """Take the level from running text: a style set for its looks alone makes no heading."""
    if not any(line.level for line in lines):
        return list(lines)
    return [replace(line, level=0) if line.level and _is_running(line) else line for line in lines]


def _is_running(line: Line) -> bool:
    return is_prose(line.rest) and has_full_stop(line.rest.rstrip("。"))


def heading_ranks(lines: Sequence[Line]) -> Mapping[int, float]:
    """Return the rank of every heading level: that of the marks it mostly has, else one between its neighbours'."""
    ranks: dict[int, float] = _marked_ranks(lines)
    known = sorted(ranks)
    for level in sorted({line.level for line in lines if line.level} - set(ranks)):
        above = max((other for other in known if other < level), default=None)
        below = min((other for other in known if other > level), default=None)
        if above is not None:
            ranks[level] = ranks[above] + STEP * (level - above)
        else:
            ranks[level] = (ranks[below] - STEP * (below - level)) if below is not None else TOP_RANK + STEP * level
    return ranks


def _marked_ranks(lines: Sequence[Line]) -> dict[int, float]:
    """Return the commonest rank of every level's marks, without those that contradict a higher level's."""
    counts: dict[int, Counter[float]] = {}
    for line in lines:
        if line.level and line.mark:
            counts.setdefault(line.level, Counter())[line.mark.rank] += 1
    ranks: dict[int, float] = {}
    for level in sorted(counts):
        rank = counts[level].most_common(1)[0][0]
        if rank > max(ranks.values(), default=TOP_RANK):
            ranks[level] = rank
    return ranks


def ask_about_levels(lines: Sequence[Line], ledger: Ledger) -> None:
    """Ask about headings whose style puts them on another level than their marks do."""
    ranks = heading_ranks(lines)
    for line in lines:
        if line.level and line.mark and line.mark.rank != ranks[line.level]:
            question = _("“{mark}” and the heading style (level {level}) say different levels; the mark was followed.")
            ledger.ask(line.number, question.format(mark=line.mark.text, level=line.level), ("section", "item", "text"))
