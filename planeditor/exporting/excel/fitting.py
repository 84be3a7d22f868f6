"""How text fits into cells. One rule: Excel neither shows nor keeps what is too long, so it goes on below.

A row is at most 409 points high and a cell holds 32,767 characters (Excel specifications and limits). Excel
doesn't fit the heights of rows that it did not write itself, so they are reckoned here: lines are broken as Excel
and LibreOffice break them, and each gets the height of the tallest font that may stand in for a Chinese one.
"""

import re
from collections.abc import Iterator

MAX_HEIGHT = 409.0
MAX_CHARACTERS = 16_000  # half the limit, which counts characters beyond U+FFFF twice
LINE_SPACING = 1.43  # Noto CJK, which stands in for 宋体 outside Windows, is the tallest
PADDING = 4.0
# Widths of columns count digits of the standard font (Arial, 10 points), 7 pixels of 1/96 inch each; 5 pixels of a
# column are its margins (ECMA-376, 18.3.1.13).
_POINTS_A_WIDTH, _MARGIN_POINTS = 5.25, 3.75
# In tenths of a half-width character. 宋体 has ASCII half as wide as Chinese; the fonts that stand in for it don't.
FULL_WIDTH, _ASCII_WIDTH = 20, 13
_ASCII = re.compile("[\\x00-\\x7f]")
_NO_START = frozenset("，。、；：！？）》〉」』】〕”’…—·%‰,.;:!?)]}")
_NO_END = frozenset("（《〈「『【〔“‘([{")
_SENTENCES = re.compile("[^。；;\n]*[。；;\n]?")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LINE_ENDS = re.compile("\r\n?")


def cell_text(text: str) -> str:
    """Return text for a cell: LF line ends, and _x000D_ escaped, which Excel would take for a character code."""
    return escaped(plain_ends(text))


def escaped(text: str) -> str:
    """Return the text with _x000D_ and its kin escaped, which Excel would take for a character code."""
    return _ESCAPE.sub("_x005F_", text)


def plain_ends(text: str) -> str:
    """Return the text with LF line ends, as a cell has them."""
    return _LINE_ENDS.sub("\n", text)


def line_count(text: str, width: float, size: float) -> int:
    """Return how many lines a text of `size` points takes in a column `width` digits of the standard font wide."""
    return lines_in(text, room_of(width, size))


def room_of(width: float, size: float) -> int:
    """Return how much stands in one line, in tenths of a half-width character of `size` points."""
    return max(int((width * _POINTS_A_WIDTH - _MARGIN_POINTS) / (size / 2) * 10), FULL_WIDTH)


def lines_in(text: str, room: int) -> int:
    """Return how many lines a text takes that have `room` each (`room_of`)."""
    if "\n" in text:
        return sum(lines_in(line, room) for line in text.split("\n"))
    length = len(text)
    if length * FULL_WIDTH <= room:
        return 1
    count, start = 1, 0
    while (start := _line_end(text, start, room, length)) < length:
        count += 1
    return count


def _line_starts(text: str, room: int) -> Iterator[int]:
    """Yield where each line of a text without line ends begins."""
    yield 0
    start, length = 0, len(text)
    while (end := _line_end(text, start, room, length)) < length:
        yield end
        start = end


def _line_end(text: str, start: int, room: int, length: int) -> int:
    """Return where the line from `start` ends: before a word or a mark that must not be torn off, if there is one."""
    end = start + room // FULL_WIDTH
    if end < length and not _ASCII.search(text, start, end + 1):  # nearly every line: all characters are of one width
        if text[end] not in _NO_START and text[end - 1] not in _NO_END:
            return end
    else:
        end = _filled_end(text, start, end, room)
    if end >= length:
        return length
    for cut in range(end, start, -1):
        if _may_break(text[cut - 1], text[cut]):
            return cut
    return end


def _filled_end(text: str, start: int, end: int, room: int) -> int:
    """Return where a line is full that has narrow characters; up to `end` it surely has room."""
    while (left := room - _width(text[start:end])) >= _ASCII_WIDTH and end < len(text):
        step = max(left // FULL_WIDTH, 1)
        if _width(text[end : end + step]) > left:
            break
        end += step
    return end


def _width(text: str) -> int:
    """Return the width in tenths of a half-width character at most."""
    narrow = len(text.encode("ascii", "ignore")) - text.count("%")
    return FULL_WIDTH * len(text) - (FULL_WIDTH - _ASCII_WIDTH) * narrow


def _may_break(before: str, after: str) -> bool:
    if after in _NO_START or before in _NO_END:
        return False
    return not ("!" <= before <= "~" and "!" <= after <= "~")


def row_height(lines: int, size: float) -> float:
    """Return the height in points of a row of `lines` lines in a font of `size` points."""
    return min(round(lines * size * LINE_SPACING + PADDING, 2), MAX_HEIGHT)


def max_lines(size: float) -> int:
    """Return how many lines a row can show in a font of `size` points."""
    return int((MAX_HEIGHT - PADDING) / (size * LINE_SPACING))


def pieces(text: str, width: float, lines: int, size: float) -> list[str]:
    """Return the text in pieces that fit into cells of `lines` lines; joined they are the text again."""
    if len(text) <= MAX_CHARACTERS and line_count(text, width, size) <= lines:
        return [text]
    result = [""]
    for sentence in _sentences(text, room_of(width, size), lines):
        grown = result[-1] + sentence
        if result[-1] and (len(grown) > MAX_CHARACTERS or line_count(grown, width, size) > lines):
            result.append(sentence)
        else:
            result[-1] = grown
    return result


def _sentences(text: str, room: int, lines: int) -> Iterator[str]:
    """Cut after sentences, and within one only where it alone is too long."""
    for sentence in _SENTENCES.findall(text):
        starts = list(_line_starts(sentence, room))[::lines]
        yield from (sentence[start:end] for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True))
