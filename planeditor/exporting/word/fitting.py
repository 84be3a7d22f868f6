"""Keeping a notice on its page. One rule: the room between its parts gives way first, then its lines, neither by much.

GB/T 9704-2012 7.3.5: where what is left of a page cannot hold signature and seal, the spacing is adjusted.
"""

import math
import re

from planeditor.exporting.text import display_width
from planeditor.exporting.word.units import LINE_PITCH, twips

_PAGE = twips(225)
_SLACK = 60  # twips: programs round each line on their own
_LEAST_GAP, _LEAST_PITCH = 360, 500  # twips: an empty line, a line of text (25 points)
_PARAGRAPH = re.compile(r'<w:p><w:pPr>(<w:pStyle w:val="(\w+)"/>(?:<w:keepNext/>)?(?:<w:keepLines/>)?)(.*?)</w:p>')
_SPACING = re.compile(r'w:before="(\d+)" w:after="0" w:line="(\d+)"')
_TEXT = re.compile(r"<w:t[^>]*>([^<]*)</w:t>")
_BREAK = "<w:br/>"
_CHARACTERS = 28  # of a line
_INDENTS = {"BodyText": 2, "AttachmentNote": 7, "Salutation": 0, "Signature": 0, "Date": 0}  # characters, of text
_HEIGHTS = {"Title": 640, "HeadNumber": 1987}  # twips, of one line; the latter with the rule below and what is above


def on_one_page(notice: str) -> str:
    """Return the XML of a notice, set a little closer where that keeps its end on the first page."""
    counts = {"gap": 0, "text": 0}
    over = _SLACK - _PAGE
    for match in _PARAGRAPH.finditer(notice):
        over += _height(match)
        if (kind := _kind(match)) is not None:
            counts[kind] += _line_count(match)
    gap = max(LINE_PITCH - math.ceil(over / max(counts["gap"], 1)), _LEAST_GAP)
    left = over - counts["gap"] * (LINE_PITCH - gap)
    pitch = LINE_PITCH - max(math.ceil(left / max(counts["text"], 1)), 0)
    if over <= 0 or pitch < _LEAST_PITCH:
        return notice
    heights = {"gap": gap, "text": pitch}
    return _PARAGRAPH.sub(lambda match: _set(match, heights), notice)


def _kind(match: re.Match[str]) -> str | None:
    """Return whether a paragraph is an empty line or text, None for what keeps its height."""
    if match.group(2) not in _INDENTS:
        return None
    return "text" if "<w:r>" in match.group(3) else "gap"


def _set(match: re.Match[str], heights: dict[str, int]) -> str:
    kind = _kind(match)
    if kind is None or heights[kind] == LINE_PITCH:
        return match.group()
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{heights[kind]}" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{match.group(1)}{spacing}{match.group(3)}</w:p>"


def _height(match: re.Match[str]) -> int:
    """Return the height of a paragraph in twips; every style of a notice has lines of an exact height."""
    own = _SPACING.search(match.group(3))
    if own is not None:
        return int(own.group(1)) + int(own.group(2))
    return _HEIGHTS.get(match.group(2), LINE_PITCH) * _line_count(match)


def _line_count(match: re.Match[str]) -> int:
    style, inside = match.group(2), match.group(3)
    if _BREAK in inside:
        return inside.count(_BREAK) + 1
    width = display_width("".join(_TEXT.findall(inside))) / 2 + _INDENTS.get(style, 0)
    return max(math.ceil(width / _CHARACTERS), 1)
