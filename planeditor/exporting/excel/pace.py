"""How far a target is, and how far it should be. One rule: each formula stands beside the same reckoning in Python.

So a viewer that doesn't reckon shows what Excel shows.
"""

from dataclasses import dataclass
from datetime import date

from planeditor.exporting.excel.cells import Day, Formula, Value
from planeditor.exporting.excel.entries import day_value
from planeditor.exporting.excel.sheet import LedgerSheet
from planeditor.exporting.excel.summary import Summary
from planeditor.exporting.phrases import COMPARATOR_WORDS
from planeditor.plan.entities import Snapshot, Target

FAR_BEHIND = 0.8  # below this share of what should be reached, a target is far behind
_DONE, _IN_TIME, _LATE, _FAR_LATE = "已完成", "正常", "滞后", "严重滞后"


@dataclass(frozen=True, slots=True)
class Clock:
    """The day that progress is reckoned for, the day it is reckoned from, and the cells where people change them."""

    today: Day | None
    start: Day | None
    today_cell: str
    start_cell: str
    limit_cell: str

    @classmethod
    def of(cls, snapshot: Snapshot, summary: Summary) -> "Clock":
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
            summary.setting("低于序时进度多少为严重滞后（可改）", FAR_BEHIND, "percent"),
        )


def _last_day(texts: list[str]) -> Day | None:
    days = [day for day in map(day_value, texts) if isinstance(day, Day) and day.precision == "day"]
    return max(days, key=lambda day: day.date, default=None)


def completion(sheet: LedgerSheet, row: int, target: Target, current: Value) -> Formula:
    """Return the share of the figure that is reached; a limit is kept, or exceeded by so much."""
    base, wanted, now = (f"{sheet.letter(header)}{row}" for header in ("基期值", "目标值", "当前值"))
    words = COMPARATOR_WORDS
    kind = f"{sheet.letter('要求')}{row}"
    text = (
        f'IFERROR(IF(OR({now}="",{wanted}=""),"",IF({kind}="{words["<="]}",IF({now}<={wanted},1,{wanted}/{now}),'
        f'IF(AND({kind}="{words["+"]}",{base}<>""),({now}-{base})/{wanted},'
        f'IF(AND({kind}="{words["-"]}",{base}<>""),({base}-{now})/{wanted},{now}/{wanted})))),"")'
    )
    return Formula(text, completed(target, current))


def completed(target: Target, current: Value) -> "str | float":
    """Return the same share; "" where there is none."""
    value = target.value if target.kind == "target" else None
    if value is None or not isinstance(current, int | float):
        return ""
    base = target.base_value
    try:
        if target.comparator == "<=":
            return 1 if current <= value else value / current
        if target.comparator == "+" and base is not None:
            return (current - base) / value
        if target.comparator == "-" and base is not None:
            return (base - current) / value
        return current / value
    except ZeroDivisionError:
        return ""


def pace(sheet: LedgerSheet, row: int, deadline: Value, clock: Clock) -> Formula:
    """Return the share of the time to the deadline that has passed, from 0 to 1."""
    due = f"{sheet.letter('时限')}{row}"
    today, start = clock.today_cell, clock.start_cell
    known = f"AND(ISNUMBER({due}),ISNUMBER({today}),ISNUMBER({start}))"
    text = f'IF({known},IF({due}<={start},1,MAX(0,MIN(1,({today}-{start}+1)/({due}-{start}+1)))),"")'
    return Formula(text, _passed(deadline, clock))


def _passed(deadline: Value, clock: Clock) -> "str | float":
    if not isinstance(deadline, Day) or clock.today is None or clock.start is None:
        return ""
    due, today, start = deadline.serial, clock.today.serial, clock.start.serial
    if due <= start:
        return 1
    return max(0, min(1, (today - start + 1) / (due - start + 1)))


def warning(sheet: LedgerSheet, row: int, done: Formula, passed: Formula, clock: Clock) -> Formula:
    """Return the word that goes with the colour: done, in time, late, far behind."""
    share, time = f"{sheet.letter('完成率')}{row}", f"{sheet.letter('序时进度')}{row}"
    text = (
        f'IF({share}="","",IF({share}>=1,"{_DONE}",IF({time}="","",IF({share}>={time},"{_IN_TIME}",'
        f'IF({share}>={time}*{clock.limit_cell},"{_LATE}","{_FAR_LATE}")))))'
    )
    return Formula(text, _word(done.result, passed.result))


def _word(share: "str | float", time: "str | float") -> str:
    if isinstance(share, str):
        return ""
    if share >= 1:
        return _DONE
    if isinstance(time, str):
        return ""
    if share >= time:
        return _IN_TIME
    return _LATE if share >= time * FAR_BEHIND else _FAR_LATE
