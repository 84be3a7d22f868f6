"""Deadlines as people type, paste, sort and group them.

One rule: a date of the calendar becomes ISO text; words such as 9月底 and 全年 stay; what looks like a date and is
none is refused.
"""

import re
from datetime import date

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.language.dates import parse_date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NO_YEAR = re.compile(r"(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?")
_DIGITS = re.compile(r"[\d\s./\\:-]+|\d{4}\s*年.*\d.*日")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月")
_YEARS_END = re.compile("年底|年末|全年|年内|年终|长期")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_QUARTER = re.compile("第?([一二三四1-4])季度")
_HALF = {"上半年": 6, "下半年": 12}


def read_due(text: str, year: int | None) -> str:
    """Return the deadline as it is stored: ISO text or words; a month or day without a year is in the plan's `year`."""
    text = " ".join(text.split())
    iso = parse_date(text)
    short = _NO_YEAR.fullmatch(text)
    if not iso and short and year is not None:
        iso = f"{year:04}-{int(short[1]):02}" + (f"-{int(short[2]):02}" if short[2] else "")
    if iso and _is_in_calendar(iso):
        return iso
    if iso or _DIGITS.fullmatch(text):
        raise EditError(_("“{text}” is no date. Write it such as 2026-11-30, 2026年11月 or 11月底.").format(text=text))
    return text


def _is_in_calendar(iso: str) -> bool:
    parts = [int(part) for part in iso.split("-")]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True


def due_month(due: str, year: int | None) -> str:
    """Return the month a deadline falls into, "2026-11"; "" where it names none."""
    match = _ISO.fullmatch(due)
    if match:
        return f"{match[1]}-{match[2]}" if match[2] else f"{match[1]}-12"
    month = _named_month(due)
    return f"{year:04}-{month:02}" if month and year is not None else ""


def _named_month(due: str) -> int:
    """Return the last month that words such as 6月底, 第三季度, 上半年 or 年底前 name, 0 for none."""
    months = [int(found) for found in _MONTH.findall(due)]
    months += [_QUARTERS[found] for found in _QUARTER.findall(due)]
    months += [month for words, month in _HALF.items() if words in due]
    return months[-1] if months else 12 if _YEARS_END.search(due) else 0


def due_place(due: str, year: int | None) -> str:
    """Return what deadlines are sorted by: the day, else the end of the month; words that name no time come last."""
    match = _ISO.fullmatch(due)
    if match and match[3]:
        return due
    month = due_month(due, year)
    return f"{month}-99" if month else f"~{due}" if due else ""
