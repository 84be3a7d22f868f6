"""How a source counts: the numbering scheme that shows its own numbers again.

One rule: the majority of the marks makes the plan's scheme, a section that differs gets its own; where the source has
a gap, the computed number stands and a question tells of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from planeditor.importing.sprouts import Sprout
from planeditor.language.marks import Mark
from planeditor.plan.numbering import DEFAULT_SCHEME, Scheme, scheme_text

AUTO, THROUGH, RESTART = "auto", "through", "restart"
MAX_DEPTH = 6
DEEPER_ITEMS = {  # what stands below items of a higher level than 1., where the source does not show it
    "chinese": ("一、", "（一）", "1."),
    "chinese_bracket": ("（一）", "1.", "（1）"),
}

_Level = tuple[Sprout, int, int]  # a sprout, how many sections and how many items it stands below


def choose_scheme(sprouts: list[Sprout], numbering: str = AUTO) -> str:
    """Return the text form of the plan's scheme, and give sections that count otherwise their own."""
    levels = [level for level in _levels(sprouts, 0, 0) if level[0].mark is not None]
    if not levels:
        return ""
    through = _is_through(sprouts) if numbering == AUTO else numbering == THROUGH
    scheme = _scheme_of(levels, DEFAULT_SCHEME, through)
    _override(sprouts, scheme, 0, 0, forced=numbering != AUTO)
    return scheme_text(scheme)


def _levels(sprouts: Iterable[Sprout], sections: int, items: int) -> Iterator[_Level]:
    for sprout in sprouts:
        yield sprout, sections, items
        is_section = sprout.kind == "section"
        yield from _levels(sprout.children, sections + is_section, items + (not is_section))


def _scheme_of(levels: list[_Level], above: Scheme, through: bool) -> Scheme:
    sections = _styles([(s, depth) for s, depth, _ in levels if s.kind == "section"], above.sections)
    found = [(s, depth) for s, _, depth in levels if s.kind == "item"]
    families = Counter(s.family for s, depth in found if depth == 0)
    family = families.most_common(1)[0][0] if families else ""
    return Scheme(sections, _styles(found, DEEPER_ITEMS.get(family, above.items)), through)


def _styles(found: list[tuple[Sprout, int]], above: tuple[str, ...]) -> tuple[str, ...]:
    """Return the commonest style of every depth; depths the source does not reach keep the style above."""
    styles = list(above)
    for depth in range(MAX_DEPTH):
        counts = Counter(s.mark.style for s, at in found if at == depth and s.mark is not None)
        if counts:
            styles[depth : depth + 1] = [counts.most_common(1)[0][0]]
    return tuple(styles)


def _is_through(sprouts: list[Sprout]) -> bool:
    """Tell whether most lists of items count on from the list of the same style before them."""
    going_on = starting = 0
    last: dict[str, int] = {}  # by style, and by family: 1、2、 may go on 3.
    for first, final in _first_level_lists(sprouts):
        if first.style in last:
            going_on += first.number > last[first.style]
            starting += first.number == 1
        elif first.family in last:
            going_on += first.number == last[first.family] + 1
        last[first.style] = last[first.family] = final.number
    return going_on > starting


def _first_level_lists(sprouts: list[Sprout]) -> Iterator[tuple[Mark, Mark]]:
    """Yield the first and the last mark of every section's items that are not below another item."""
    marks = [s.mark for s in sprouts if s.kind == "item" and s.mark is not None]
    if marks:
        yield marks[0], marks[-1]
    for sprout in sprouts:
        if sprout.kind == "section":
            yield from _first_level_lists(sprout.children)


def _override(sprouts: list[Sprout], scheme: Scheme, sections: int, items: int, *, forced: bool) -> None:
    for sprout in sprouts:
        if sprout.kind != "section":
            continue
        below = [level for level in _levels(sprout.children, sections + 1, items) if level[0].mark is not None]
        own = _scheme_of(below, scheme, scheme.through if forced else _counts_through(sprout, scheme))
        if own != scheme:
            sprout.numbering = scheme_text(own)
        _override(sprout.children, own, sections + 1, items, forced=forced)


def _counts_through(sprout: Sprout, scheme: Scheme) -> bool:
    """A section whose lists all start at one and look otherwise than the plan's counts by itself."""
    firsts = [first for first, _ in _first_level_lists(sprout.children)]
    if not firsts or not scheme.through:
        return scheme.through
    return any(first.style == scheme.items[0] for first in firsts) or any(first.number != 1 for first in firsts)
