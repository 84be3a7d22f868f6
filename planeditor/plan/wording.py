"""What was reworded between two texts, in pieces that people can read.

One rule: a number stays whole with its unit, so that 42所 → 45所 is told as one change of the figure, and the pieces
put together are the two texts, exactly.
"""

import re
from dataclasses import dataclass
from typing import Literal

from planeditor.language.numerals import CHINESE

PieceKind = Literal["same", "deleted", "added"]
_COUNTED = "所个人名项次家条天年月日号期批种类门处间座套台册篇份场轮届校园班级分岁"
_UNIT = f"个百分点|百分点|[%％‰]|[万亿]?元|[万亿千百]?[{_COUNTED}]"
_TOKEN = re.compile(rf"\d+(?:[.,:/\-—~～]\d+)*[万亿]?(?:{_UNIT})?|[A-Za-z]+|[{CHINESE}]+(?:{_UNIT})|\s+|.", re.DOTALL)
_SHORT = 1  # equal characters between two changes that are too few to be left standing


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, went or came."""

    kind: PieceKind
    text: str


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of two texts in order; at one place what went stands before what came."""
    from rapidfuzz.distance import Indel

    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    runs: list[list[str]] = []  # same, deleted, added
    for code in Indel.opcodes(old, new):
        left, right = "".join(old[code.src_start : code.src_end]), "".join(new[code.dest_start : code.dest_end])
        if code.tag == "equal":
            runs.append([left, "", ""])
        elif runs and not runs[-1][0]:
            runs[-1][1] += left
            runs[-1][2] += right
        else:
            runs.append(["", left, right])
    return tuple(_pieces(_joined(runs)))


def carry_over(original: str, seen: str, edited: str) -> str:
    """Return the original with what was edited in a copy that read a little differently, such as with other commas."""
    from rapidfuzz.distance import Indel, Levenshtein

    if original == seen:
        return edited
    if edited == seen or not seen:
        return original + edited[len(seen) :]
    place = [0] * (len(seen) + 1)
    for code in Levenshtein.opcodes(seen, original):
        for offset in range(code.src_end - code.src_start + 1):
            place[code.src_start + offset] = min(code.dest_start + offset, code.dest_end)
        place[code.src_end] = code.dest_end
    parts = []
    for code in Indel.opcodes(seen, edited):
        if code.tag == "equal":
            parts.append(original[place[code.src_start] : place[code.src_end]])
        elif code.tag == "insert":
            parts.append(edited[code.dest_start : code.dest_end])
    return "".join(parts)


def _joined(runs: list[list[str]]) -> list[list[str]]:
    """Let single characters that stayed between two changes be part of the change."""
    joined: list[list[str]] = []
    for place, run in enumerate(runs):
        between = bool(joined) and not joined[-1][0] and place + 1 < len(runs)
        if run[0] and between and len(run[0].strip()) <= _SHORT and run[0].isalnum():
            joined[-1][1] += run[0]
            joined[-1][2] += run[0]
        elif not run[0] and joined and not joined[-1][0]:
            joined[-1][1] += run[1]
            joined[-1][2] += run[2]
        else:
            joined.append(list(run))
    return joined


def _pieces(runs: list[list[str]]) -> list[Piece]:
    kinds: tuple[PieceKind, ...] = ("same", "deleted", "added")
    return [Piece(kind, text) for run in runs for kind, text in zip(kinds, run, strict=True) if text]
