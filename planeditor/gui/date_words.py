"""Dates as people read and type them. One rule: what is no date stays as it was written.

The document keeps ISO text: "2026-11-30", "2026-11", "2026".
"""

import re

from PySide6.QtCore import QLocale

from planeditor import i18n
from planeditor.language.dates import parse_date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def shown_date(text: str) -> str:
    """Return a date of the document in words, such as 2026年11月; other texts as they are."""
    match = _ISO.fullmatch(text)
    if match is None:
        return text
    year, month, day = match.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def month_name(month: int) -> str:
    """Return the short name of a month, 1 to 12, such as 11月 or Nov; "" for any other number."""
    return QLocale(i18n.language()).standaloneMonthName(month, QLocale.FormatType.ShortFormat)


def stored_date(text: str) -> str:
    """Return what the document keeps of a date that was typed: ISO text, or the words themselves."""
    text = text.strip()
    return parse_date(text) or text
