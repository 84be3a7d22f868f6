"""The formats of automatic numbers (ISO/IEC 29500-1 17.18.59). One rule: beyond a format's signs Word counts 21, 22.

Formats of scripts that plans don't use count in decimal.
"""

from collections.abc import Callable

Format = Callable[[int], str]

_DIGITS = "○一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LONGEST_LETTERS = 30  # AAA… for 780; a forged start must not make a gigabyte of letters
_LARGEST_ROMAN = 32_767
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FOOTNOTE_SIGNS = "*†‡§"


def format_number(number: int, style: str, pattern: str = "") -> str:
    """Return `number` as the format `style` shows it; `pattern` is that of a custom one, such as "001, 002, …"."""
    if style == "custom":
        return str(number).zfill(len(pattern.split(",")[0].strip()) if pattern[:1] == "0" else 1)
    form = _FORMATS.get(style)
    return form(number) if form is not None and number > 0 else str(number)


def _signs(signs: str) -> Format:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _run_of(first: str, count: int) -> Format:
    return _signs("".join(chr(ord(first) + index) for index in range(count)))


def _digits(digits: str) -> Format:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _letters(first: str) -> Format:
    def form(number: int) -> str:
        times, index = divmod(number - 1, 26)
        return chr(ord(first) + index) * (times + 1) if times < _LONGEST_LETTERS else str(number)

    return form


def _roman(number: int) -> str:
    if number > _LARGEST_ROMAN:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def _below_ten_thousand(number: int, digits: str, units: tuple[str, ...], zero: str) -> str:
    text = ""
    for place, digit in enumerate(map(int, reversed(str(number)))):
        if digit:
            text = digits[digit] + units[place] + text
        elif text and not text.startswith(zero):
            text = zero + text
    return text


def _spoken(digits: str, units: tuple[str, ...], myriad: str, zero: str = "零", *, short_ten: bool = True) -> Format:
    """Count as one speaks: 一百零一. `short_ten`: 十一, not 一十一."""

    def form(number: int) -> str:
        high, low = divmod(number, 10_000)
        if high >= 10_000:
            return str(number)
        text = _below_ten_thousand(high, digits, units, zero) + myriad if high else ""
        gap = zero if high and 0 < low < 1000 else ""
        text += gap + _below_ten_thousand(low, digits, units, zero) if low else ""
        ten = digits[1] + units[1]
        return text[1:] if short_ten and text.startswith(ten) else text

    return form


def _japanese(number: int) -> str:
    """百一, not 一百零一."""
    text = _spoken(_DIGITS, _UNITS, "万", "")(number)
    return text.replace("一百", "百").replace("一千", "千").replace("一十", "十")


def _counting(number: int) -> str:
    """Count 十一 … 九十九, 一○○."""
    return _spoken(_DIGITS, _UNITS, "万")(number) if number < 100 else _digits(_DIGITS)(number)


def _sixty(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)


def _ordinal(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _footnote_sign(number: int) -> str:
    times, index = divmod(number - 1, len(_FOOTNOTE_SIGNS))
    return _FOOTNOTE_SIGNS[index] * (times + 1) if times < _LONGEST_LETTERS else str(number)


_FORMATS: dict[str, Format] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "chicago": _footnote_sign,
    "numberInDash": lambda number: f"- {number} -",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalEnclosedCircle": _run_of("①", 20),
    "decimalEnclosedCircleChinese": _run_of("①", 10),
    "decimalEnclosedParen": _run_of("⑴", 20),
    "decimalEnclosedFullstop": _run_of("⒈", 20),
    "ideographEnclosedCircle": _run_of("㊀", 10),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits(_DIGITS),
    "japaneseCounting": _japanese,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _spoken(_DIGITS, _UNITS, "万"),
    "taiwaneseCountingThousand": _spoken(_DIGITS, _UNITS, "萬"),
    "chineseLegalSimplified": _spoken("零壹贰叁肆伍陆柒捌玖", _LEGAL_UNITS, "万", short_ten=False),
    "ideographLegalTraditional": _spoken("零壹貳參肆伍陸柒捌玖", _LEGAL_UNITS, "萬", short_ten=False),
    "japaneseLegal": _spoken("零壱弐参四伍六七八九", ("", "拾", "百", "阡"), "萬", "", short_ten=False),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "ideographZodiacTraditional": _sixty,
}
