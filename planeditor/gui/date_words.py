"""Dates as people read and type them. One rule: what is no date stays as it was written.

The document keeps ISO text: "2026-11-30", "2026-11", "2026".
"""

import re

from planeditor.language.dates import parse_date

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def shown_date(text: str) -> str:
    """Return a date of the document in words, such as 2026年11月; other texts as they are."""
    match = _ISO.fullmatch(text)
    if match is None:
        return text
    year, month, day = match.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def stored_date(text: str) -> str:
    """Return what the document keeps of a date that was typed: ISO text, or the words themselves."""
    text = text.strip()
    return parse_date(text) or text
