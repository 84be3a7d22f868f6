"""How text fits into cells. One rule: Excel neither shows nor keeps what is too long, so it goes on below.

A row is at most 409 points high and a cell holds 32,767 characters (Excel specifications and limits). Excel
doesn't fit the heights of rows that it did not write itself, so they are reckoned here.
"""

import re
from math import ceil

from planeditor.exporting.text import display_width

MAX_HEIGHT = 409.0
MAX_CHARACTERS = 16_000  # half the limit, which counts characters beyond U+FFFF twice
LINE_SPACING = 1.3
PADDING = 6.0
_SENTENCES = re.compile("[^。；;\n]*[。；;\n]?")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LINE_ENDS = re.compile("\r\n?")


def cell_text(text: str) -> str:
    """Return text for a cell: LF line ends, and _x000D_ escaped, which Excel would take for a character code."""
    return _ESCAPE.sub("_x005F_", _LINE_ENDS.sub("\n", text))


def line_count(text: str, width: float) -> int:
    """Return how many lines a text takes in a column `width` half-width characters wide."""
    room = _room(width)
    return sum(max(ceil(display_width(line) / room), 1) for line in text.split("\n"))


def _room(width: float) -> float:
    """Words that stay whole and marks that must not begin a line leave some of each line empty."""
    return max(width - 3, 2)


def row_height(lines: int, size: float) -> float:
    """Return the height in points of a row of `lines` lines in a font of `size` points."""
    return min(lines * size * LINE_SPACING + PADDING, MAX_HEIGHT)


def max_lines(size: float) -> int:
    """Return how many lines a row can show in a font of `size` points."""
    return int((MAX_HEIGHT - PADDING) / (size * LINE_SPACING))


def pieces(text: str, width: float, lines: int) -> list[str]:
    """Return the text in pieces that fit into cells of `lines` lines; joined they are the text again."""
    if len(text) <= MAX_CHARACTERS and line_count(text, width) <= lines:
        return [text]
    result = [""]
    for sentence in _sentences(text, int(_room(width) * lines / 2)):
        grown = result[-1] + sentence
        if result[-1] and (len(grown) > MAX_CHARACTERS or line_count(grown, width) > lines):
            result.append(sentence)
        else:
            result[-1] = grown
    return result


def _sentences(text: str, longest: int) -> list[str]:
    """Cut after sentences, and within one only where it alone is too long."""
    parts: list[str] = []
    for sentence in _SENTENCES.findall(text):
        parts.extend(sentence[start : start + longest] for start in range(0, len(sentence), longest))
    return parts
