"""Paragraphs and tables while a reader still decides about them, and their way into a source.

One rule: a point of a list keeps its number; only one that looks like the number outside it is written otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from planeditor.importing.blocks import Aside, Block, Merge, Part, Table
from planeditor.language.labels import KNOWN_LABELS, split_labels
from planeditor.language.marks import RANKS, read_mark
from planeditor.plan.numbering import render

IN_LIST = -1
_LABELS = frozenset(KNOWN_LABELS)
_STYLES = {RANKS["digit"]: "1.", RANKS["digit_bracket"]: "（1）", RANKS["circled"]: "①"}


@dataclass(slots=True)
class Piece:
    """A paragraph, or with `rows` a table. `depth` is a point's depth in lists, 0 outside of them, IN_LIST
    for a further paragraph of a point; `place` is the reader's own."""

    text: str
    level: int = 0
    aside: Aside = ""
    depth: int = 0
    links: int = 0  # characters of the text that are links
    place: Any = None
    rows: tuple[tuple[str, ...], ...] = ()
    merges: tuple[Merge, ...] = field(default=())


def settle_levels(pieces: Iterable[Piece]) -> None:
    """Make the depths of lists readable, list by list: by the style of their numbers, else as outline levels."""
    heading, run = 0, list[Piece]()
    for piece in pieces:
        if piece.depth > 0:
            run.append(piece)
        elif piece.text.strip() and not piece.aside and not piece.depth:
            _settle_list(run, heading)
            run, heading = [], piece.level or heading
    _settle_list(run, heading)


def _settle_list(run: list[Piece], heading: int) -> None:
    """A list of one depth is told by its marks; a deeper one has other marks, or an outline level."""
    depths = sorted({piece.depth for piece in run})
    if len(depths) < 2:
        return
    outer = -1.0
    marked = True
    for depth in depths:
        points = [piece for piece in run if piece.depth == depth]
        ranks = [_number_point(point, outer) for point in points]
        marked &= all(rank is not None for rank in ranks)
        outer = max((rank for rank in ranks if rank is not None), default=outer)
    for piece in run:
        if not (marked or piece.level or _is_labelled(piece.text)):
            piece.level = heading + piece.depth


def _number_point(point: Piece, outer: float) -> float | None:
    """Return the rank of a point's mark, None without one; a number styled as the list outside takes the next style."""
    mark = read_mark(point.text.lstrip())
    if mark is None:
        return None
    if mark.rank > outer or outer + 1 not in _STYLES or not mark.number:
        return mark.rank
    point.text = render(_STYLES[outer + 1], mark.number) + point.text.lstrip()[mark.end :]
    return outer + 1


def _is_labelled(text: str) -> bool:
    """A point such as 责任单位：… says something about the item above it."""
    segments = split_labels(text.strip(" •"), _LABELS)
    return bool(segments) and segments[0].kind != "text"


def number_parts(pieces: Iterable[Piece]) -> tuple[Part, ...]:
    """Return the parts of a source: every paragraph a line, every row of a table a line."""
    parts: list[Part] = []
    line = 1
    for piece in pieces:
        part: Part = Table(line, piece.rows, piece.merges) if piece.rows else _block(line, piece)
        parts.append(part)
        line += len(piece.rows) or 1
    return tuple(parts)


def _block(line: int, piece: Piece) -> Block:
    return Block(line, piece.text, 0 if piece.aside else piece.level, piece.aside)
