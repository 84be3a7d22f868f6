"""The fields AUTONUM, AUTONUMLGL and AUTONUMOUT: numbers that Word counts by itself (ISO/IEC 29500-1 17.16.5).

One rule: no file holds their result, so they are counted in the order of the text, level by level of its headings.
"""

import re

from planeditor.importing.word.formats import format_number

KINDS = frozenset({"AUTONUM", "AUTONUMLGL", "AUTONUMOUT"})
_LEVELS = 9  # of headings; text counts below them
_SEPARATOR = re.compile(r'\\s\s*"?([^\s"\\])')
_FORMAT = re.compile(r"\\\*\s*(\w+)")
_FORMATS = {
    "ROMAN": "upperRoman",
    "roman": "lowerRoman",
    "ALPHABETIC": "upperLetter",
    "alphabetic": "lowerLetter",
    "CHINESENUM1": "chineseCounting",
    "CHINESENUM2": "chineseLegalSimplified",
    "CHINESENUM3": "chineseCountingThousand",
    "CIRCLENUM": "decimalEnclosedCircle",
    "DBCHAR": "decimalFullWidth",
    "GB1": "decimalEnclosedFullstop",
    "GB2": "decimalEnclosedParen",
    "GB3": "decimalEnclosedCircle",
    "GB4": "ideographEnclosedCircle",
    "ZODIAC1": "ideographTraditional",
    "ZODIAC2": "ideographZodiac",
    "ZODIAC3": "ideographZodiacTraditional",
}
_OUTLINE = (
    ("upperRoman", "{}."), ("upperLetter", "{}."), ("decimal", "{}."), ("lowerLetter", "{})"), ("decimal", "({})"),
    ("lowerLetter", "({})"), ("lowerRoman", "({})"), ("lowerLetter", "({})"), ("lowerRoman", "({})"),
)  # fmt: skip


class AutoNumbers:
    """How far the fields of a document have counted."""

    def __init__(self) -> None:
        self._counts = [0] * (_LEVELS + 1)

    def next(self, instruction: str, level: int) -> str:
        """Count one field and return what it shows; `level` is that of its paragraph's heading, 0 for text."""
        place = min(level, _LEVELS) - 1 if level else _LEVELS
        self._counts[place] += 1
        self._counts[place + 1 :] = [0] * (_LEVELS - place)
        number = self._counts[place]
        kind = instruction.split(None, 1)[0].upper()
        if kind == "AUTONUMOUT" and level:
            style, form = _OUTLINE[place]
            return form.format(format_number(number, style))
        separator = _SEPARATOR.search(instruction)
        sign = separator[1] if separator else "."
        if kind == "AUTONUMLGL" and level:
            path = sign.join(str(each) for each in self._counts[: place + 1] if each)
            return path if r"\e" in instruction else path + sign
        named = _FORMAT.search(instruction)
        style = _FORMATS.get(named[1], _FORMATS.get(named[1].upper(), "decimal")) if named else "decimal"
        return format_number(number, style) + sign
