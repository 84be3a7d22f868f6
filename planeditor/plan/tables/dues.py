"""Deadlines as people type and paste them.

One rule: a date of the calendar becomes ISO text; words such as 9月底 and 全年 stay; what looks like a date and is
none is refused.
"""

import re
from datetime import date

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.language.dates import parse_date

_NO_YEAR = re.compile(r"(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?")
_MONTHS = re.compile(r"(?<!\d)(\d{1,3})\s*月")  # 31月底 is a slip of the pen
_DIGITS = re.compile(r"[\d\s./\\:-]+|\d{4}\s*年.*\d.*日")


def read_due(text: str, year: int | None) -> str:
    """Return the deadline as it is stored: ISO text or words; a month or day without a year is in the plan's `year`."""
    text = " ".join(text.split())
    iso = parse_date(text)
    short = _NO_YEAR.fullmatch(text)
    if not iso and short and year is not None:
        iso = f"{year:04}-{int(short[1]):02}" + (f"-{int(short[2]):02}" if short[2] else "")
    if iso and _is_in_calendar(iso):
        return iso
    if iso or _DIGITS.fullmatch(text) or any(not 1 <= int(month) <= 12 for month in _MONTHS.findall(text)):
        raise EditError(_("“{text}” is no date. Write it such as 2026-11-30, 2026年11月 or 11月底.").format(text=text))
    return text


def _is_in_calendar(iso: str) -> bool:
    parts = [int(part) for part in iso.split("-")]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return False
    return True
