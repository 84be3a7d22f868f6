"""What the styles of a document say about a paragraph, each style resolved once through those it is based on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planeditor.importing.word import names as w

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])\Z")
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)\Z|table of figures\Z|图表目录\Z")
BODY_TEXT = 9  # the outline level of text that is no heading


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all it inherits.

    `level` is 1–9 for headings, else 0; `list_id` the list it numbers with, "" for none, `list_level` the level there
    (None: not said), `list_style` the style that named the list; `contents` tells a table of contents.
    """

    level: int = 0
    list_id: str = ""
    list_level: int | None = None
    list_style: str = ""
    hidden: bool = False
    contents: bool = False


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id. `lists` are the lists of its numbering styles; `default` is of all paragraphs."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    default: Style = PLAIN
    lists: Mapping[str, str] = field(default_factory=dict)
    hiding: frozenset[str] = frozenset()

    def get(self, style_id: str | None) -> Style:
        """Return a style, the default one for none or an unknown one."""
        return self.default if style_id is None else self.by_id.get(style_id, self.default)


def read_styles(root: "_Element | None") -> Styles:
    """Return the styles of styles.xml."""
    if root is None:
        return Styles()
    elements = {element.get(w.STYLE_ID, ""): element for element in root.iterchildren(w.STYLE)}
    resolved: dict[str, Style] = {}
    for style_id in elements:
        _resolve(style_id, elements, resolved)
    paragraph = (key for key, one in elements.items() if one.get(w.TYPE) == "paragraph" and _is_default(one))
    lists = {key: resolved[key].list_id for key, one in elements.items() if one.get(w.TYPE) == "numbering"}
    hiding = frozenset(key for key, style in resolved.items() if style.hidden)
    return Styles(resolved, resolved.get(next(paragraph, ""), PLAIN), lists, hiding)


def _is_default(element: "_Element") -> bool:
    return element.get(w.DEFAULT) in ("1", "true", "on")


def _resolve(style_id: str, elements: Mapping[str, "_Element"], resolved: dict[str, Style]) -> None:
    """Resolve a style and all it is based on, without recursion: a forged chain may be long or a ring."""
    chain: dict[str, None] = {}
    while style_id in elements and style_id not in resolved and style_id not in chain:
        chain[style_id] = None
        style_id = w.child_value(elements[style_id], w.BASED_ON) or ""
    base = resolved.get(style_id, PLAIN)
    for each in reversed(chain):
        base = resolved[each] = _derive(each, elements[each], base)


def _derive(style_id: str, element: "_Element", base: Style) -> Style:
    name = (w.child_value(element, w.NAME) or "").strip().lower()
    level, list_id, list_level, list_style = base.level, base.list_id, base.list_level, base.list_style
    heading = _HEADING.match(name)
    if heading:
        level = int(heading[1])
    for properties in element.iterchildren(w.PPR):
        level = outline_level(w.child_value(properties, w.OUTLINE), level)
        for numbers in properties.iterchildren(w.NUMPR):
            own_id, own_level = read_list(numbers)
            list_level = list_level if own_level is None else own_level
            if own_id is not None:
                list_id, list_style, list_level = own_id, style_id, own_level
    hidden = base.hidden
    for properties in element.iterchildren(w.RPR):
        for vanish in properties.iterchildren(w.VANISH):
            hidden = w.is_on(vanish)
    return Style(level, list_id, list_level, list_style, hidden, bool(_CONTENTS.match(name)))


def outline_level(value: str | None, otherwise: int) -> int:
    """Return 1–9 for the value of w:outlineLvl, 0 for body text, `otherwise` if it says nothing."""
    number = w.whole(value, -1)
    if number < 0 or number > BODY_TEXT:
        return otherwise
    return 0 if number == BODY_TEXT else number + 1


def read_list(numbers: "_Element") -> tuple[str | None, int | None]:
    """Return the list and level that a w:numPr names: None what it doesn't, "" for an explicit no list."""
    list_id: str | None = None
    level: int | None = None
    for child in numbers:
        if child.tag == w.NUM_ID:
            list_id = child.get(w.VAL, "")
        elif child.tag == w.ILVL:
            level = max(w.whole(child.get(w.VAL), 0), 0)
    return "" if list_id == "0" else list_id, level
