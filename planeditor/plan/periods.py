"""Periods that plans are reported by: 2020Q2, 2020H1, 2020-06, 2020, or words such as 第二季度 in the plan's year.

One rule: a period is its first and its last day; what names none is None.
"""

import re
from calendar import monthrange
from datetime import date

from planeditor.i18n import _

_PERIOD = re.compile(r"(\d{4})\s*(?:Q([1-4])|H([12])|-(\d{1,2})(?:-(\d{1,2}))?)?", re.IGNORECASE)
_QUARTER = re.compile(r"(?:(\d{4})年)?第?([一二三四1-4])季度[末底]?")
_HALF = re.compile(r"(?:(\d{4})年)?([上下])半年")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}


def period_days(period: str, year: int | None = None) -> tuple[date, date] | None:
    """Return the first and the last day of a period; `year` is what words such as 第二季度 mean."""
    text = period.strip()
    if match := _PERIOD.fullmatch(text):
        return _days(int(match[1]), *(int(part) if part else 0 for part in match.groups()[1:]))
    if (match := _QUARTER.fullmatch(text)) and (own := int(match[1] or year or 0)):
        return _days(own, _NUMERALS.get(match[2]) or int(match[2]))
    if (match := _HALF.fullmatch(text)) and (own := int(match[1] or year or 0)):
        return _days(own, half="上下".index(match[2]) + 1)
    return None


def _days(year: int, quarter: int = 0, half: int = 0, month: int = 0, day: int = 0) -> tuple[date, date] | None:
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        first, last = (3 * quarter - 2, 3 * quarter) if quarter else (6 * half - 5, 6 * half) if half else (1, 12)
        first, last = (month, month) if month else (first, last)
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:  # a month or a day that is none
        return None


def quarter_name(day: date) -> str:
    """Return the quarter that a day lies in: 2020Q2."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def period_text(period: str, year: int | None = None) -> str:
    """Return a period in words: 第二季度, with its year unless it is `year`; as it is where it names none."""
    match = _PERIOD.fullmatch(period.strip())
    if match is None:
        return period
    own, quarter, half, month, day = (int(part) if part else 0 for part in match.groups())
    if quarter:
        text = (_("Q1"), _("Q2"), _("Q3"), _("Q4"))[quarter - 1]
    elif half:
        text = (_("first half"), _("second half"))[half - 1]
    elif month:
        text = (_("month {month}, day {day}") if day else _("month {month}")).format(month=month, day=day)
    else:
        return _("year {year}").format(year=own)
    return text if own == year else _("{period} of {year}").format(period=text, year=own)
