"""How Excel shows a number: its number formats (ECMA-376 part 1, 18.8.30 and 18.8.31).

One rule: the text is what a reader of the sheet sees; only dates and times are ISO text, as exact as they are shown.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from planeditor.plan.numbering import chinese_number

Shown = Callable[[float], str]

GENERAL = "General"
# Formats that a file names by number only; 27 to 36 and 50 to 58 are those of Chinese Excel.
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-m-d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日",
    32: "h时mm分", 33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-",
    42: "¥#,##0;¥-#,##0;¥-", 43: "#,##0.00;-#,##0.00;-", 44: "¥#,##0.00;¥-#,##0.00;¥-", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日",
    55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-]0+)"
    r"|(?P<date>y+|e+|m+|d+|h+|s+|a{3,4}|b+)|(?P<digit>[0#?])|(?P<sign>[.,%/@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'((?:"[^"]*"?|\\.|!.|\[[^\]]*\]|[^;])*)(?:;|\Z)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\Z")
_CURRENCY = re.compile(r"\$([^-\]]*)")
_ELAPSED = re.compile("(?:h+|m+|s+)\\Z", re.IGNORECASE)
_LAST_DAY = 2_958_466  # the day after 9999-12-31
_FAKE_DAY = 60  # 29 February 1900, which never was: Excel counts it
_SHIFT_1904 = 1462
_EXACT = 15  # digits that a number of Excel has


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format: its tokens, when it applies, and what its brackets say."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, float] | None = None
    chinese: bool = False
    parts: frozenset[str] = frozenset()  # of a date: "year", "minute" …; empty for a number


def shown_as(code: str, *, from_1904: bool = False) -> Shown:
    """Return how the format `code` shows numbers; `from_1904` says that days count from 1904."""
    sections = [_read_section(part) for part in _SECTION.findall(code)[:-1]][:3]
    if not sections or code == GENERAL:
        return general

    def show(value: float) -> str:
        section, number = _choose(sections, value)
        text = _show_date(section, number + _SHIFT_1904 * from_1904) if section.parts else _show(section, number)
        return text.strip() or general(value)

    return show


def shown_text(code: str, text: str) -> str:
    """Return how the format shows a text: with the words that it sets around it."""
    parts = _SECTION.findall(code)[:-1]
    if "@" not in code or not parts:
        return text
    tokens = _read_section(parts[-1]).tokens
    if not any(token.kind == "sign" and token.text == "@" for token in tokens):
        return text
    return "".join(text if token.text == "@" else token.text for token in tokens if token.kind in ("sign", "words"))


def general(value: float) -> str:
    """Return a number as the format General shows it."""
    if value == int(value) and abs(value) < 10**_EXACT:
        return str(int(value))
    return f"{value:.11g}"


# -- reading a format


def _read_section(text: str) -> _Section:
    tokens: list[_Token] = []
    condition, chinese = None, False
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "bracket":
            tokens.append(_token(kind, match[kind]))
            continue
        inner = match["bracket"]
        if found := _CONDITION.match(inner):
            condition = (found[1], float(found[2]))
        elif found := _CURRENCY.match(inner):
            tokens.append(_Token("words", found[1]))
        elif _ELAPSED.match(inner):
            tokens.append(_Token("elapsed", inner.lower()))
        chinese = chinese or inner.lower() == "dbnum1"
    kept = tuple(_without_names(tokens))
    return _Section(kept, condition, chinese, _parts(kept))


def _token(kind: str, text: str) -> _Token:
    if kind in ("quoted", "escaped", "other"):
        return _Token("words", text)
    if kind in ("space", "fill"):
        return _Token("words", " " if kind == "space" else "")
    return _Token(kind, text.lower() if kind == "date" else text)


def _without_names(tokens: list[_Token]) -> list[_Token]:
    """A letter that no date needs, as in "b" or a lone "e", is a word where digits stand beside it."""
    if any(token.kind == "digit" for token in tokens) and not any(token.text[:1] in "hs" for token in tokens):
        return [_Token("words", token.text) if token.kind == "date" else token for token in tokens]
    return tokens


def _choose(sections: list[_Section], value: float) -> tuple[_Section, float]:
    """Return the section for a value, and the value without the sign that the section writes itself."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(section.condition, value):
                return section, value
        return sections[-1], value
    if len(sections) > 1 and value < 0:
        return sections[1], -value
    if len(sections) > 2 and value == 0:
        return sections[2], value
    return sections[0], value


def _holds(condition: tuple[str, float], value: float) -> bool:
    sign, limit = condition
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit, "=": value == limit,
        "<>": value != limit,
    }[sign]  # fmt: skip


# -- dates


def _show_date(section: _Section, days: float) -> str:
    if not 0 <= days < _LAST_DAY:
        return general(days)
    seconds = round(days * 86400)
    parts = section.parts
    if "elapsed" in parts:
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    # Before 1 March 1900 the count is one behind, for Excel knows a 29 February of that year.
    start = datetime(1899, 12, 31) if days < _FAKE_DAY else datetime(1899, 12, 30)
    moment = start + timedelta(seconds=seconds)
    time = f"{moment:%H:%M:%S}" if "second" in parts else f"{moment:%H:%M}"
    if not parts & {"year", "month", "day"} or days < 1:
        return time if parts & {"hour", "minute", "second"} else general(days)
    date = f"{moment.year:04}-{moment:%m-%d}"
    if "day" not in parts and "year" in parts:
        date = date[:7] if "month" in parts else date[:4]
    return f"{date} {time}" if "hour" in parts and seconds % 86400 else date


def _parts(tokens: Sequence[_Token]) -> frozenset[str]:
    """Return what a date format shows; m is minutes behind hours and before seconds."""
    parts: set[str] = set()
    dates = [token for token in tokens if token.kind in ("date", "elapsed")]
    for before, token, after in zip([None, *dates], dates, [*dates[1:], None], strict=False):
        letter = token.text[0]
        if token.kind == "elapsed":
            parts.add("elapsed")
        elif letter == "m":
            in_time = (before and before.text[0] == "h") or (after and after.text[0] == "s")
            parts.add("minute" if in_time else "month")
        else:
            names = {"y": "year", "e": "year", "b": "year", "d": "day", "a": "day", "h": "hour", "s": "second"}
            parts.add(names[letter])
    return frozenset(parts)


# -- numbers


def _show(section: _Section, value: float) -> str:
    kinds = {token.kind for token in section.tokens}
    if "general" in kinds or "@" in [token.text for token in section.tokens if token.kind == "sign"]:
        return "".join(_general(section, value) if t.kind in ("general", "sign") else t.text for t in section.tokens)
    if "digit" not in kinds:
        return "".join(token.text for token in section.tokens if token.kind == "words")
    if "exponent" in kinds:
        return f"{value:.{_decimals(section.tokens)}E}"
    if any(token.kind == "sign" and token.text == "/" for token in section.tokens):
        return _fraction(section.tokens, value)
    return _fixed(section.tokens, value)


def _general(section: _Section, value: float) -> str:
    whole = section.chinese and value == int(value) and 0 <= value < 10_000
    return chinese_number(int(value)) if whole else general(value)


def _decimals(tokens: tuple[_Token, ...]) -> int:
    point = next((i for i, token in enumerate(tokens) if token.kind == "sign" and token.text == "."), len(tokens))
    return sum(token.kind == "digit" for token in tokens[point:])


def _fraction(tokens: tuple[_Token, ...], value: float) -> str:
    below = sum(token.kind == "digit" for token in tokens) - 1
    exact = Fraction(abs(value)).limit_denominator(10 ** max(below // 2, 1) - 1)
    whole, rest = divmod(exact.numerator, exact.denominator)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole or ''} {rest}/{exact.denominator}".replace("- ", "-") if rest else f"{sign}{whole}"


def _fixed(tokens: tuple[_Token, ...], value: float) -> str:
    """Fill the places of a format with digits, from the decimal point outwards."""
    place = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    point = next((i for i, t in enumerate(tokens) if t.kind == "sign" and t.text == "." and i <= place[-1]), None)
    commas = [i for i, token in enumerate(tokens) if token.kind == "sign" and token.text == ","]
    stop = place[-1] if point is None else max([i for i in place if i < point], default=point)
    exponent = 2 * sum(t.kind == "sign" and t.text == "%" for t in tokens) - 3 * sum(stop < i for i in commas)
    digits, decimals = _digits(value, exponent, 0 if point is None else sum(i > point for i in place))
    grouped = any(place[0] < i < stop for i in commas)
    before = tokens if point is None else tokens[:point]
    text = _whole_part(before, digits, grouped)
    if point is not None:
        text += _decimal_part(tokens[point:], decimals)
    return f"-{text}" if value < 0 and re.search("[1-9]", digits + decimals) else text


def _digits(value: float, exponent: int, decimals: int) -> tuple[str, str]:
    """Return the digits before and behind the point of |value| × 10^exponent, rounded as Excel does."""
    with localcontext(prec=400):
        scaled = Decimal(f"{abs(value):.{_EXACT}g}").scaleb(exponent)
        rounded = f"{scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    whole, _, rest = rounded.partition(".")
    return whole.lstrip("0"), rest


def _whole_part(tokens: tuple[_Token, ...], digits: str, grouped: bool) -> str:
    """Return the part before the point; the first place takes all digits that are left."""
    places = sum(token.kind == "digit" for token in tokens)
    shown: list[str] = []
    count = 0
    for token in reversed(tokens):
        if token.kind != "digit":
            shown.append(token.text if token.kind == "words" or token.text == "%" else "")
            continue
        places -= 1
        take = digits if places == 0 else digits[-1:]
        digits = "" if places == 0 else digits[:-1]
        for digit in reversed(take or {"0": "0", "?": " "}.get(token.text, "")):
            shown.append("," if grouped and count and count % 3 == 0 else "")
            shown.append(digit)
            count += 1
    return "".join(reversed(shown))


def _decimal_part(tokens: tuple[_Token, ...], decimals: str) -> str:
    """Return the point and what follows; a # shows no zeros at the end."""
    places = [token.text for token in tokens if token.kind == "digit"]
    kept = max(len(decimals.rstrip("0")), *(i + 1 for i, p in enumerate(places) if p != "#"), 0) if places else 0
    remaining = iter(decimals[:kept])
    shown = [next(remaining, "") if t.kind == "digit" else "" if t.text == "," else t.text for t in tokens]
    return "".join(shown) if kept else "".join(shown[1:])
