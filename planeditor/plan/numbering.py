"""Numbering schemes: how the numbers of sections and items are written and counted.

One rule: numbers are computed from where a node stands, never stored. A style is written as what it makes of one:
"一、" "（一）" "1." "（1）" "①" "一是" "第一，"; "1.1" and "1.1.1" repeat the numbers above. A scheme's text form names
the styles of sections by depth, of items by depth, and whether items count through the whole plan:
"一、 （一） | 1. （1） ① | through". In an override a part left empty is taken from the scheme above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from planeditor.plan.entities import Node, Snapshot

_COMPOSED = re.compile(r"1(?:\.1)+")
_COUNTER = re.compile("[一壹㈠1１①⒈⑴]")
_CHINESE = "〇一二三四五六七八九"
_RUNS = {"①": 0x2460, "⒈": 0x2488, "⑴": 0x2474}  # Unicode has these in one run, for 1 to 20
_RUN_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Scheme:
    """Styles of sections and of items by their depth, and whether items count through the plan."""

    sections: tuple[str, ...] = ("一、", "（一）")
    items: tuple[str, ...] = ("1.", "（1）", "①")
    through: bool = True


DEFAULT_SCHEME = Scheme()
PRESETS = (
    "一、 （一） | 1. （1） ① | through",
    "一、 （一） | 1. （1） ① | restart",
    "一、 | （一） 1. （1） | restart",
    "一、 （一） | 1、 （1） ① | through",
    "一、 （一） | 一是 | restart",
    "第一部分 一、 | 1. （1） ① | through",
    "1. | 1.1 1.1.1 （1） | restart",
)


@lru_cache(maxsize=256)
def parse_scheme(text: str, above: Scheme = DEFAULT_SCHEME) -> Scheme:
    """Return the scheme that `text` names; parts it leaves out come from `above`."""
    parts = [part.split() for part in text.split("|")] + [[], [], []]
    through = {"through": True, "restart": False}.get(" ".join(parts[2]), above.through)
    items = tuple(parts[1]) or above.items
    return Scheme(tuple(parts[0]) or above.sections, items, through and not is_composed(items[0]))


def scheme_text(scheme: Scheme) -> str:
    """Return the text form of `scheme`."""
    counting = "through" if scheme.through else "restart"
    return f"{' '.join(scheme.sections)} | {' '.join(scheme.items)} | {counting}"


def is_composed(style: str) -> bool:
    """Tell whether a style repeats the numbers above, as 1.1 does."""
    return style.startswith("1.1")


def render(style: str, number: int, above: tuple[int, ...] = ()) -> str:
    """Return how `style` writes `number` (1 or more); `above` are the numbers of what it stands in, outermost first."""
    composed = _COMPOSED.match(style)
    if composed is not None:
        path = (*above, number)[-composed.group().count("1") :]
        return f"{'.'.join(map(str, path))}{style[composed.end() :]} "  # a figure may follow
    match = _COUNTER.search(style)
    if match is None:
        return style
    return style[: match.start()] + _count(match.group(), number) + style[match.end() :]


def _count(example: str, number: int) -> str:
    if example in "一壹":
        return chinese_number(number)
    if example == "㈠":
        return chr(0x3220 + number - 1) if number <= 10 else f"（{chinese_number(number)}）"
    if example in _RUNS:
        return chr(_RUNS[example] + number - 1) if number <= _RUN_LENGTH else f"（{number}）"
    if example == "１":
        return str(number).translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})
    return str(number)


def chinese_number(number: int) -> str:
    """Return 1 to 9999 as Chinese counts it: 十, 十一, 二十, 一百零五."""
    if number < 10:
        return _CHINESE[number]
    if number < 20:
        return "十" + (_CHINESE[number % 10] if number % 10 else "")
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += _CHINESE[digit] + name
        elif text and number % unit and not text.endswith("零"):
            text += "零"
    return text


def style_at(styles: tuple[str, ...], depth: int) -> str:
    """Return the style for `depth`; deeper levels than the scheme names repeat the last."""
    return styles[min(depth, len(styles) - 1)]


@dataclass(frozen=True, slots=True)
class _Place:
    scheme: Scheme
    section_depth: int
    item_depth: int
    above: tuple[int, ...] = ()


def snapshot_numbers(snapshot: Snapshot) -> dict[int, str]:
    """Return the number of every node as shown, "" where it has none."""
    through = [0]
    place = _Place(parse_scheme(snapshot.plan.numbering), 0, 0)
    return dict(_numbers(snapshot.nodes, place, through))


def _numbers(nodes: tuple[Node, ...], place: _Place, through: list[int]) -> Iterator[tuple[int, str]]:
    sections = items = 0
    for node in nodes:
        count = 0
        if not node.numbered:
            number = ""
        elif node.kind == "section":
            count = sections = sections + 1
            number = render(style_at(place.scheme.sections, place.section_depth), count, place.above)
        elif place.scheme.through and place.item_depth == 0:
            count = through[0] = through[0] + 1
            number = render(style_at(place.scheme.items, 0), count, place.above)
        else:
            count = items = items + 1
            number = render(style_at(place.scheme.items, place.item_depth), count, place.above)
        yield node.id, number
        if node.children:
            yield from _numbers(node.children, _below(node, place, count), through)


def _below(node: Node, place: _Place, count: int) -> _Place:
    scheme = parse_scheme(node.numbering, place.scheme) if node.numbering else place.scheme
    is_section = node.kind == "section"
    above = (*place.above, count) if count else place.above
    return _Place(scheme, place.section_depth + is_section, place.item_depth + (not is_section), above)
