"""Numerals as Chinese documents write them. One rule: text that is not wholly a numeral is None, never a guess."""

import re

DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS = {"廿": 20, "卅": 30}
CHINESE = "〇零○一二三四五六七八九十百千廿卅两"
_ARABIC = re.compile(r"[0-9０-９]{1,9}\Z")


def parse_number(text: str) -> int | None:
    """Return the whole number that Arabic (also full-width) or Chinese digits stand for, else None."""
    text = text.strip()
    if _ARABIC.match(text):
        return int(text)
    return parse_chinese(text)


def parse_chinese(text: str) -> int | None:
    """Return 1 for 一, 12 for 十二, 23 for 廿三, 2020 for 二〇二〇; None for anything else, such as 百分."""
    if text in DIGITS:
        return DIGITS[text]
    if not text or any(c not in DIGITS and c not in UNITS and c not in TENS for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total, pending, last_unit = 0, None, 10_000
    for character in text:
        if character in DIGITS:
            if pending:
                return None  # 一二十 is no number
            pending = DIGITS[character]
            continue
        unit = UNITS.get(character, 10)
        if unit >= last_unit:
            return None  # units must fall: 十百 is no number
        total += TENS[character] if character in TENS else (1 if pending is None else pending) * unit
        pending, last_unit = None, unit
    return total + (pending or 0)
