"""When an item is due: its last day and month. One rule: what names no time (长期坚持) has none and is never past."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

DONE = ("已完成", "提前完成")  # statuses after which nothing is overdue
_ISO = re.compile(r"\d{4}(-\d{2}){0,2}")


@lru_cache(maxsize=8192)  # few texts, asked for again and again
def last_day(due: str, year: int | None) -> date | None:
    """Return the last day of a due date (ISO text, or words such as 9月底 in the plan's `year`), None without one."""
    iso = due if _ISO.fullmatch(due) else _deadline_in(due, year)
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    try:
        return date(parts[0], month, parts[2] if len(parts) > 2 else monthrange(parts[0], month)[1])
    except ValueError:  # such as 2026-02-30
        return None


def _deadline_in(words: str, year: int | None) -> str:
    from planeditor.language.targets.deadlines import find_deadline  # with all rules on targets: not at the start

    return find_deadline(words, year) if words.strip() else ""


def due_month(due: str, year: int | None) -> str:
    """Return the month that a due date ends in, "2026-11"; "" where it names no time."""
    day = last_day(due, year)
    return day.isoformat()[:7] if day is not None else ""


def due_place(due: str, year: int | None) -> str:
    """Return what due dates are sorted by: the last day; words that name no time come last, nothing before all."""
    day = last_day(due, year)
    return day.isoformat() if day is not None else f"~{due}" if due else ""


def month_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of a day's month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first and the last day of a day's quarter."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return first, month_of(first + timedelta(days=65))[1]
