"""Dates of documents, as ISO text. One rule: only what is written is given back: no day, then "2020-04"."""

import re
from dataclasses import dataclass

from planeditor.language.numerals import parse_number

_N = "[0-9０-９〇零○一二三四五六七八九十廿]"
_YEAR = "(?P<year>(?:19|20)[0-9]{2}|[二一][〇零○九一二三四五六七八0-9]{3}|２０[０-９]{2})"
_DATE = re.compile(
    rf"{_YEAR}\s*年(?:\s*(?P<month>{_N}{{1,3}})\s*月(?:\s*(?P<day>{_N}{{1,3}})\s*[日号])?)?"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<sep>[-/.．])(?P<m2>\d{1,2})(?:(?P=sep)(?P<d2>\d{1,2}))?(?!\d)"
)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ISO form and where it stands."""

    iso: str
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """Return the dates written in `text`, in order; years alone included ("2020年" -> "2020")."""
    found = ((_iso(match), match) for match in _DATE.finditer(text))
    return [FoundDate(iso, match.start(), match.end()) for iso, match in found if iso]


def parse_date(text: str) -> str:
    """Return the ISO form of a text that is a date and nothing else; "" if it is not."""
    text = text.strip()
    match = _DATE.fullmatch(text)
    return _iso(match) if match else ""


def chinese_date(text: str) -> str:
    """Return an ISO date, month or year without leading zeros (2020年4月2日); other text unchanged."""
    match = _ISO.fullmatch(text)
    if match is None:
        return text
    return "".join(f"{int(part)}{unit}" for part, unit in zip(match.groups(), "年月日", strict=True) if part)


def _iso(match: re.Match[str]) -> str:
    year = parse_number(match["year"] or match["y2"])
    month = parse_number(match["month"] or match["m2"] or "")
    day = parse_number(match["day"] or match["d2"] or "")
    if year is None or not 1900 <= year < 2100 or (month is not None and not 1 <= month <= 12):
        return ""
    if day is not None and not 1 <= day <= 31:
        return ""
    parts = [f"{year:04}"] + [f"{part:02}" for part in (month, day) if part is not None]
    return "-".join(parts)
