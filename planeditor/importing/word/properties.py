"""What a paragraph says about itself, beside its style."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from planeditor.importing.options import Revisions
from planeditor.importing.word import names as w
from planeditor.importing.word.styles import outline_level, read_list

if TYPE_CHECKING:
    from lxml.etree import _Element

    from planeditor.importing.word.inline import Inline

# How a paragraph ends: it does; its mark is deleted, so that it becomes part of the next; or the mark is hidden, so
# that the next is seen on its line but the number and style are its own (17.3.1.29, 17.3.2.36).
Joined = Literal["no", "deleted", "seen"]


class Properties(NamedTuple):
    """A paragraph's own properties; None where its style decides. `list_id` is "" for an explicit no list."""

    style: str | None = None
    list_id: str | None = None
    list_level: int | None = None
    level: int | None = None
    joined: Joined = "no"


PLAIN_PROPERTIES = Properties()


def read_properties(paragraph: "_Element", revisions: Revisions, inline: "Inline") -> Properties:
    """Return the properties of a w:p; with "original" those before a tracked change of them."""
    own = next(paragraph.iterchildren(w.PPR), None)
    if own is None:
        return PLAIN_PROPERTIES
    said = _before_change(own) if revisions == "original" and inline.has_changes else own
    style = level = None
    list_id: str | None = None
    list_level: int | None = None
    for child in said:
        tag = child.tag
        if tag == w.PSTYLE:
            style = child.get(w.VAL)
        elif tag == w.NUMPR:
            list_id, list_level = read_list(child)
        elif tag == w.OUTLINE:
            level = outline_level(child.get(w.VAL), 0)
    joined = _joined(own, inline) if inline.has_changes or inline.can_hide else "no"
    if style is None and list_id is None and list_level is None and level is None and joined == "no":
        return PLAIN_PROPERTIES
    return Properties(style, list_id, list_level, level, joined)


def _before_change(properties: "_Element") -> "_Element":
    for change in properties.iterchildren(w.PPR_CHANGE):
        for before in change.iterchildren(w.PPR):
            return before
    return properties


def _joined(properties: "_Element", inline: "Inline") -> Joined:
    for mark in properties.iterchildren(w.RPR):
        if next(mark.iterchildren(*inline.unseen), None) is not None:
            return "deleted"
        if w.switched_on(mark, w.VANISH) or w.switched_on(mark, w.SPEC_VANISH):
            return "seen"
    return "no"
