"""Automatic numbers, resolved to the text a reader sees.

One rule: lists that share an abstract definition count on together, level by level; a list that overrides a level's
start begins it anew when it is first used (ISO/IEC 29500-1 17.9).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planeditor.importing.word import names as w
from planeditor.importing.word.formats import format_number
from planeditor.importing.word.symbols import plain_signs, symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST = 9  # levels of a list
LONGEST_TEXT = 255  # characters of a number's text; Word's own dialog takes fewer
_PLACE = re.compile("%([1-9])")
_WORD = re.compile(r"\w")
_BULLETS = "•●■◆◇★☆▶►※"  # those that the grammar knows for bullets
_DASHES = ("—", "——")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `pieces` is its text: words, and the levels (from 0) whose numbers stand between them."""

    start: int
    style: str
    pattern: str
    pieces: tuple[str | int, ...]
    suffix: str
    restart: int  # restarts after a paragraph of a level above this one (from 0)
    legal: bool
    paragraph_style: str


@dataclass(slots=True)
class _List:
    """One w:num: the abstract definition it counts with, its levels, and the starts it overrides."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    started: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted. Ask for the labels in the order of the text."""

    _lists: dict[str, _List] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def level_of_style(self, list_id: str, style_id: str) -> int | None:
        """Return the level of a list that is linked to a paragraph style, None if none is."""
        found = self._lists.get(list_id)
        if found is None or not style_id:
            return None
        return next((at for at, level in found.levels.items() if level.paragraph_style == style_id), None)

    def next_label(self, list_id: str, at: int) -> str:
        """Count one paragraph and return what stands before its text, "" for no or an unknown list."""
        found = self._lists.get(list_id)
        level = found.levels.get(at) if found is not None else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.abstract, [None] * DEEPEST)
        self._count(found, counts, at)
        if level.style == "bullet":
            return _bullet(level)
        return "".join(_piece(piece, level, at, found, counts) for piece in level.pieces) + _gap(level)

    def _count(self, found: _List, counts: list[int | None], at: int) -> None:
        if not found.started:
            found.started = True
            for overridden in found.starts:
                counts[overridden] = None
        before = counts[at]
        counts[at] = _start(found, at) if before is None else before + 1
        for deeper in range(at + 1, DEEPEST):
            level = found.levels.get(deeper)
            if level is None or at < level.restart:
                counts[deeper] = None


def read_numbering(root: "_Element | None", styles: Mapping[str, str]) -> Numbering:
    """Return the lists of numbering.xml; `styles` are the lists that numbering styles point to, by style id."""
    if root is None:
        return Numbering()
    abstracts = {element.get(w.ABSTRACT_NUM_ID, ""): element for element in root.iterchildren(w.ABSTRACT)}
    elements = {element.get(w.NUM_ID, ""): element for element in root.iterchildren(w.NUM)}
    chosen = {key: w.child_value(element, w.ABSTRACT_NUM_ID) or "" for key, element in elements.items()}
    levels: dict[str, Mapping[int, Level]] = {}
    numbering = Numbering()
    for list_id, element in elements.items():
        abstract = _follow_links(chosen[list_id], abstracts, chosen, styles)
        if abstract in abstracts and abstract not in levels:
            levels[abstract] = _read_levels(abstracts[abstract])
        numbering._lists[list_id] = _read_list(element, abstract, levels.get(abstract, {}))
    return numbering


def _follow_links(
    abstract: str, abstracts: Mapping[str, "_Element"], chosen: Mapping[str, str], styles: Mapping[str, str]
) -> str:
    """A definition may only name a numbering style, whose list holds the levels."""
    seen: set[str] = set()
    while abstract in abstracts and abstract not in seen:
        seen.add(abstract)
        link = w.child_value(abstracts[abstract], w.NUM_STYLE_LINK)
        if not link:
            break
        abstract = chosen.get(styles.get(link, ""), "") or _linked(link, abstracts) or abstract
    return abstract


def _linked(style: str, abstracts: Mapping[str, "_Element"]) -> str:
    return next((key for key, one in abstracts.items() if w.child_value(one, w.STYLE_LINK) == style), "")


def _read_levels(abstract: "_Element") -> Mapping[int, Level]:
    levels = {w.whole(each.get(w.ILVL_OF), -1): _read_level(each) for each in abstract.iterchildren(w.LEVEL)}
    return {at: level for at, level in levels.items() if 0 <= at < DEEPEST}


def _read_list(element: "_Element", abstract: str, levels: Mapping[int, Level]) -> _List:
    own, starts = dict(levels), {}
    for override in element.iterchildren(w.OVERRIDE):
        at = w.whole(override.get(w.ILVL_OF), -1)
        if not 0 <= at < DEEPEST:
            continue
        for level in override.iterchildren(w.LEVEL):
            own[at] = _read_level(level, at)
        start = w.child_value(override, w.START_OVERRIDE)
        if start is not None:
            starts[at] = w.whole(start, 0)
    return _List(abstract, own, starts)


def _read_level(element: "_Element", at: int | None = None) -> Level:
    at = w.whole(element.get(w.ILVL_OF), 0) if at is None else at
    style, pattern = _read_format(element)
    text = w.child_value(element, w.LEVEL_TEXT) or ""
    level = Level(
        start=w.whole(w.child_value(element, w.START), 0),
        style=style,
        pattern=pattern,
        pieces=_split(text[:LONGEST_TEXT]),
        suffix=w.child_value(element, w.SUFFIX) or "tab",
        restart=w.whole(w.child_value(element, w.RESTART), at),
        legal=w.switched_on(element, w.LEGAL),
        paragraph_style=w.child_value(element, w.PSTYLE) or "",
    )
    return replace(level, pieces=(_glyph(element, text),)) if style == "bullet" else level


def _read_format(level: "_Element") -> tuple[str, str]:
    """Formats such as 001 stand in an alternate content, with a plain one to fall back on."""
    for alternate in level.iterchildren(w.ALTERNATE):
        for found in alternate.iter(w.NUM_FORMAT):
            return found.get(w.VAL, "decimal"), found.get(w.FORMAT, "")
    for found in level.iterchildren(w.NUM_FORMAT):
        return found.get(w.VAL, "decimal"), found.get(w.FORMAT, "")
    return "decimal", ""


def _split(text: str) -> tuple[str | int, ...]:
    parts = _PLACE.split(text)
    return tuple(int(part) - 1 if index % 2 else part for index, part in enumerate(parts) if part)


def _piece(piece: str | int, level: Level, at: int, found: _List, counts: list[int | None]) -> str:
    if isinstance(piece, str):
        return piece
    shown = found.levels.get(piece)
    if shown is None or piece > at:
        return ""
    count = counts[piece]
    number = _start(found, piece) if count is None else count
    style = "decimal" if level.legal and shown.style not in ("none", "decimalZero") else shown.style
    return format_number(number, style, shown.pattern)


def _start(found: _List, at: int) -> int:
    return found.starts[at] if at in found.starts else found.levels[at].start


def _glyph(level: "_Element", text: str) -> str:
    font = next((fonts.get(w.ASCII, "") for fonts in level.iter(w.FONTS)), "")
    return plain_signs("".join(symbol(font, ord(character)) for character in text))


def _bullet(level: Level) -> str:
    glyph = str(level.pieces[0]).strip()
    if glyph in _DASHES:
        return glyph
    known = glyph in _BULLETS if len(glyph) == 1 else bool(_WORD.search(glyph))
    return f"{glyph} " if known else "- "


def _gap(level: Level) -> str:
    """A tab is seen as a gap behind 1. but not behind 一、, whose sign brings its own."""
    last = level.pieces[-1] if level.pieces else ""
    if last == "" or level.suffix == "nothing":
        return ""
    wide = isinstance(last, str) and last[-1] > "\xff"
    return " " if level.suffix == "space" or not wide else ""
