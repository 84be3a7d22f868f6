"""Differences as texts that can be set side by side: values, places, orders, and short extracts of long ones.

One rule: whatever a person can tell apart has texts that differ, so that the words of every difference can be marked.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from planeditor.i18n import _
from planeditor.language.dates import chinese_date
from planeditor.plan.describing import aspect_name, value_text
from planeditor.plan.entities import Field, Node, Snapshot, Target
from planeditor.plan.merging import EXISTENCE, ORDER, PARTS, PLACE, PLAN, Difference, Key, Merge
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.places import TOP, Places
from planeditor.plan.wording import Piece, word_changes

Group = Literal["conflict", "edited", "added", "deleted", "moved", "renumbered"]
GROUPS: tuple[Group, ...] = ("conflict", "edited", "added", "deleted", "moved", "renumbered")
ABOVE = " › "
NAME = 40  # characters of a title in a path
GAP = "……"
DATES = ("due", "plan.date")
TEXTS = ("title", "body", "field")  # what targets stand for words of
SHORT = 60  # characters that stayed and are shown whole between two changes
_END = re.compile("[。；！？\n]")


@dataclass(frozen=True, slots=True)
class Texts:
    """How the base, our plan and their version read in what they differ; "" for what is not there."""

    before: str
    mine: str
    after: str
    is_place: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the words from the base to their version; of places the whole, one below the other."""
        if self.is_place and self.before and self.after:
            return (Piece("deleted", self.before), Piece("same", "\n"), Piece("added", self.after))
        return word_changes(self.before, self.after)


def _texts(three: Sequence[str]) -> Texts:
    before, mine, after = three
    return Texts(before, mine, after)


class DifferenceTexts:
    """The texts of one comparison's differences."""

    def __init__(self, merge: Merge) -> None:
        """Lay out the three plans; takes as long as reading them."""
        self.merge = merge
        self.shown = shown_differences(merge)
        self._sides = tuple(_Side(snapshot) for snapshot in (merge.base, merge.mine, merge.theirs))

    def texts(self, difference: Difference) -> Texts:
        """Return what differs as texts."""
        values = (difference.before, difference.mine, difference.after)
        aspect, node_id = difference.key.aspect, difference.key.node_id
        if aspect == PLACE:
            before, mine, after = (side.place(node_id) for side in self._sides)
            return Texts(before, mine, after, is_place=True)
        if aspect == EXISTENCE:
            return _texts([node_text(value) for value in values])
        if aspect.startswith(ORDER):
            attribute = PARTS[aspect.removeprefix(ORDER)]
            return _texts([side.order(node_id, attribute, ids) for side, ids in zip(self._sides, values, strict=True)])
        if aspect in DATES:
            dates = [chinese_date(value_text(value)) for value in values]
            return _texts(dates if len(set(dates)) == len(set(values)) else [value_text(value) for value in values])
        return _texts(_told_apart([value_text(value) for value in values], values))

    def what(self, difference: Difference) -> str:
        """Return what of an entry differs, "" for all of it."""
        return what_differs(difference)

    def path(self, node_id: int) -> str:
        """Return what stands above a section or item, from the top; "" for what stands at the top."""
        base, mine, theirs = self._sides
        side = next((each for each in (mine, base, theirs) if node_id in each.places), None)
        return side.path(node_id) if side is not None else ""

    def place(self, node_id: int) -> str:
        """Return where a section or item stands in their version."""
        return self._sides[2].place(node_id)

    def numbers(self, node_id: int) -> tuple[str, str]:
        """Return the number of a section or item in the base and in their version."""
        base, _mine, theirs = self._sides
        return base.numbers.get(node_id, ""), theirs.numbers.get(node_id, "")

    def name(self, node_id: int) -> str:
        """Return the title of a section or item, or how its text begins."""
        base, mine, theirs = self._sides
        side = next((each for each in (mine, base, theirs) if node_id in each.places), None)
        return _name(side.places.nodes[node_id]) if side is not None else ""


class _Side:
    """One plan laid out flat, with its numbers."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.places = Places.of(snapshot)
        self.numbers = snapshot_numbers(snapshot)

    def path(self, node_id: int) -> str:
        above: list[str] = []
        parent = self.places.parents[node_id]
        while parent != TOP:
            above.insert(0, self._named(parent))
            parent = self.places.parents[parent]
        return ABOVE.join(above)

    def place(self, node_id: int) -> str:
        """Return where a node stands: below what, and behind what."""
        if node_id not in self.places:
            return ""
        siblings = self.places.children[self.places.parents[node_id]]
        row = siblings.index(node_id)
        path = self.path(node_id) or _("at the top level")
        if row == 0:
            return _("{path}: first").format(path=path)
        return _("{path}: after “{name}”").format(path=path, name=self._named(siblings[row - 1]))

    def order(self, node_id: int, attribute: str, ids: Sequence[int] | None) -> str:
        """Return the parts of a node with these ids in this order, one a line."""
        parts = {part.id: part for part in getattr(self.places.nodes.get(node_id), attribute, ())}
        return "\n".join(_part_text(parts[i]) for i in ids or () if i in parts)

    def _named(self, node_id: int) -> str:
        return f"{self.numbers.get(node_id, '')}{_name(self.places.nodes[node_id])}"


def _name(node: Node) -> str:
    return (node.title or node.body.partition("\n")[0])[:NAME]


def _part_text(part: Any) -> str:
    if isinstance(part, Field):
        return f"{part.label}：{part.text}" if part.label else part.text
    return value_text(part)


def node_text(node: Node | None) -> str:
    """Return all that an entry says: title, text, fields, owners, due; "" for none."""
    if node is None:
        return ""
    owned = (
        (_("Lead departments"), "、".join(owner.name for owner in node.owners if owner.role == "lead")),
        (_("Supporting departments"), "、".join(owner.name for owner in node.owners if owner.role == "support")),
        (_("Due"), chinese_date(node.due)),
    )
    return "\n".join([value_text(node), *(f"{name}：{text}" for name, text in owned if text)])


def _told_apart(texts: list[str], values: Sequence[Any]) -> list[str]:
    """Return texts that differ where the values do: a field's label or what a figure stands for may be all of it."""
    if len({value.label for value in values if isinstance(value, Field)}) > 1:
        return [_part_text(value) if value is not None else "" for value in values]
    if len(set(texts)) == len(set(map(repr, values))):
        return texts
    return [_details(value) or text for value, text in zip(values, texts, strict=True)]


def _details(value: Any) -> str:
    """Return a part with all of it that is not empty; "" for what is no part."""
    slots = getattr(type(value), "__slots__", ())
    shown = (getattr(value, name) for name in slots if name not in ("id", "span"))
    return " · ".join(str(part) for part in shown if part not in ("", None, ()))


def is_silent(difference: Difference) -> bool:
    """Tell whether a target differs only in which words of the text it stands for: they went with the text."""
    before, after = difference.before, difference.after
    both = isinstance(before, Target) and isinstance(after, Target)
    return both and replace(before, span=None) == replace(after, span=None)


def shown_differences(merge: Merge) -> tuple[Difference, ...]:
    """Return the differences that people are told of."""
    return tuple(each for each in merge.differences if not is_silent(each))


def with_silent(merge: Merge, accepted: Collection[Key]) -> frozenset[Key]:
    """Return what was accepted, with the silent differences that go with the texts accepted."""
    texts = {key.node_id for key in accepted if key.aspect in TEXTS}
    silent = (each for each in merge.differences if each.key.node_id in texts and is_silent(each))
    followers = (each.key for each in silent if each.mine is not None and _words_apart(each))
    return frozenset(accepted) | frozenset(followers)


def _words_apart(difference: Difference) -> bool:
    """Tell whether we, too, changed no more of a target than its words."""
    return bool(replace(difference.mine, span=None) == replace(difference.before, span=None))


def subject(difference: Difference) -> str:
    """Return whom a difference is about: number and title, or the plan."""
    return f"{difference.number}{difference.title}" if difference.key.node_id != PLAN else _("The plan")


def what_differs(difference: Difference) -> str:
    """Return what of it differs, "" for the whole entry."""
    return "" if difference.key.aspect == EXISTENCE else aspect_name(difference)


def extract(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces in which long runs that stayed are cut to the sentences around the changes."""
    pieces = tuple(pieces)
    return tuple(_cut(piece, row > 0, row + 1 < len(pieces)) for row, piece in enumerate(pieces))


def _cut(piece: Piece, follows: bool, precedes: bool) -> Piece:
    if piece.kind != "same" or len(piece.text) <= SHORT:
        return piece
    ends = [match.end() for match in _END.finditer(piece.text)]
    head = (ends[0] if ends else SHORT // 2) if follows else 0
    last = next((end for end in reversed(ends) if end < len(piece.text)), len(piece.text) - SHORT // 2)
    tail = last if precedes else len(piece.text)
    if tail <= head:
        return piece
    return Piece("same", f"{piece.text[:head]}{GAP}{piece.text[tail:]}")
