"""How far a target is, and how far it should be. One rule: each formula stands beside the same reckoning in Python.

So a viewer that doesn't reckon shows what Excel shows. The rule is that of `plan.pace` and `plan.progress`, by the day
that the summary names and with the thresholds that stand there; where milestones say what is to be expected, their
figure stands in place of the formula. The word is that of the figures: what a status says stands in the ledger.
"""

from dataclasses import dataclass
from datetime import date

from planeditor.exporting.excel.cells import Day, Formula, Value
from planeditor.exporting.excel.entries import day_value
from planeditor.exporting.excel.sheet import LedgerSheet
from planeditor.exporting.excel.summary import Summary
from planeditor.exporting.phrases import COMPARATOR_WORDS
from planeditor.plan.entities import Node, Snapshot, Target
from planeditor.plan.pace import Pace, deadline_of, elapsed_share, expected_percent, has_milestones
from planeditor.plan.progress import FULL, reached

_ROUNDING = 1e-9
_DONE, _IN_TIME, _LATE, _FAR_LATE = "已完成", "正常", "滞后", "严重滞后"


@dataclass(frozen=True, slots=True)
class Clock:
    """The day that progress is reckoned for, the day it is reckoned from, and the cells where people change them."""

    today: Day | None
    start: Day | None
    today_cell: str
    start_cell: str
    yellow_cell: str
    red_cell: str
    points: tuple[float, float]  # of a yellow and a red light

    @classmethod
    def of(cls, snapshot: Snapshot, summary: Summary, points: tuple[float, float]) -> "Clock":
        """Return the day of the last report, else the plan's, and the first of the plan's year; write their cells."""
        dates = [report.date for node in snapshot.walk() for report in node.progress]
        today = _last_day(dates) or _last_day([snapshot.plan.date])
        year = snapshot.plan.year or (today.date.year if today else None)
        start = Day(date(year, 1, 1)) if year is not None and 1900 < year <= 9999 else None
        return cls(
            today,
            start,
            summary.setting("统计截至（可改）", today or "", "date"),
            summary.setting("起算日期（可改）", start or "", "date"),
            summary.setting("低于序时进度超过多少为滞后（可改）", points[0] / FULL, "percent"),
            summary.setting("低于序时进度超过多少为严重滞后（可改）", points[1] / FULL, "percent"),
            points,
        )

    @property
    def pace(self) -> Pace | None:
        """Return what the plan's own rule needs, None without a day and a year."""
        if self.today is None or self.start is None:
            return None
        return Pace(self.today.date, self.start.date.year, *self.points)


def _last_day(texts: list[str]) -> Day | None:
    days = [day for day in map(day_value, texts) if isinstance(day, Day) and day.precision == "day"]
    return max(days, key=lambda day: day.date, default=None)


def completion(sheet: LedgerSheet, row: int, target: Target, current: Value) -> Formula:
    """Return the share of the figure that is reached; a limit is kept, or exceeded by so much."""
    base, wanted, now = (f"{sheet.letter(header)}{row}" for header in ("基期值", "目标值", "当前值"))
    kind, words = f"{sheet.letter('要求')}{row}", COMPARATOR_WORDS
    limit = f'OR({kind}="{words["<="]}",AND({wanted}=0,OR({kind}="{words["="]}",{kind}="{words["~"]}")))'
    rise, fall = f"({now}-N({base}))", f'IF({base}="",{now},{base}-{now})'
    text = (
        f'IFERROR(IF(OR({now}="",{wanted}=""),"",IF({limit},IF({now}<={wanted},1,MAX(0,{wanted}/{now})),'
        f'IF({kind}="{words["+"]}",{_share(rise, wanted)},IF({kind}="{words["-"]}",{_share(fall, wanted)},'
        f'IF(AND({base}<>"",{base}<>{wanted}),MAX(0,({now}-{base})/({wanted}-{base})),{_share(now, wanted)}))))),"")'
    )
    return Formula(text, completed(target, current))


def _share(reached_by: str, wanted: str) -> str:
    return f"IF({wanted}=0,IF({reached_by}>=0,1,0),MAX(0,{reached_by}/{wanted}))"


def completed(target: Target, current: Value) -> "str | float":
    """Return the same share; "" where there is none."""
    if isinstance(current, bool) or not isinstance(current, int | float):
        return ""
    percent = reached(target, current)
    return "" if percent is None else percent / FULL


def pace(sheet: LedgerSheet, row: int, node: Node, target: Target, clock: Clock) -> "Formula | float":
    """Return what is to be expected, from 0 to 1: the share of the time that has passed, or what milestones say."""
    rule = clock.pace
    if rule is not None and has_milestones(node, target):
        return (expected_percent(node, rule, target) or 0.0) / FULL
    deadline, is_open = _deadline(sheet, row, node, target, clock)
    today, start = clock.today_cell, clock.start_cell
    due = deadline if is_open else f"IF(ISNUMBER({deadline}),{deadline},DATE(YEAR({start}),12,31))"
    known = f"AND(ISNUMBER({due}),ISNUMBER({today}),ISNUMBER({start}))"
    text = (
        f"IF({known},IF(OR({due}<={start},{today}>={due}),IF({today}>={start},1,0),"
        f'MAX(0,MIN(1,({today}-{start}+1)/({due}-{start}+1)))),"")'
    )
    return Formula(text, _passed(node, target, rule))


def _deadline(sheet: LedgerSheet, row: int, node: Node, target: Target, clock: Clock) -> tuple[str, bool]:
    """Return the cell of the deadline, words in it that name a day standing for that; whether they name none."""
    cell, rule = f"{sheet.letter('时限')}{row}", clock.pace
    day, is_open = deadline_of(node, rule, target) if rule is not None else (None, False)
    words = f"DATE({day.year},{day.month},{day.day})" if day is not None and day.year > 1900 else '""'
    return f"IF(ISNUMBER({cell}),{cell},{words})", is_open


def _passed(node: Node, target: Target, rule: Pace | None) -> "str | float":
    if rule is None:
        return ""
    due, is_open = deadline_of(node, rule, target)
    return "" if is_open else elapsed_share(rule.year, rule.today, due) / FULL


def warning(sheet: LedgerSheet, row: int, node: Node, target: Target, cells: "Reckoned") -> Formula:
    """Return the word that goes with the colour: done, in time, late, far behind."""
    clock = cells.clock
    share, time = f"{sheet.letter('完成率')}{row}", f"{sheet.letter('序时进度')}{row}"
    (due, _open), today = _deadline(sheet, row, node, target, clock), clock.today_cell
    kind = f"{sheet.letter('要求')}{row}"
    limit = f'{kind}="{COMPARATOR_WORDS["<="]}"'
    past = f"IF(AND(ISNUMBER({due}),ISNUMBER({today})),{today}>{due},FALSE)"
    text = (
        f'IF({share}="","",IF({share}>=1,IF(AND({limit},NOT({past})),"{_IN_TIME}","{_DONE}"),'
        f'IF({past},"{_FAR_LATE}",IF({limit},"{_LATE}",IF({time}="","",'
        f'IF({time}-{share}>{clock.red_cell}+{_ROUNDING:.9f},"{_FAR_LATE}",'
        f'IF({time}-{share}>{clock.yellow_cell}+{_ROUNDING:.9f},"{_LATE}","{_IN_TIME}")))))))'
    )
    return Formula(text, _word(cells, node, target))


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The results that a warning follows from: what is reached, what was to be, and when."""

    share: "str | float"
    time: "str | float"
    clock: Clock


def _word(cells: Reckoned, node: Node, target: Target) -> str:
    if isinstance(cells.share, str):
        return ""
    rule = cells.clock.pace
    due = deadline_of(node, rule, target)[0] if rule is not None else None
    is_past = rule is not None and due is not None and rule.today > due
    limit = target.comparator == "<="
    if cells.share >= 1:
        return _IN_TIME if limit and not is_past else _DONE
    if is_past:
        return _FAR_LATE
    if limit:
        return _LATE
    if isinstance(cells.time, str):
        return ""
    gap = cells.time - cells.share
    yellow, red = (points / FULL + _ROUNDING for points in cells.clock.points)
    return _FAR_LATE if gap > red else _LATE if gap > yellow else _IN_TIME
