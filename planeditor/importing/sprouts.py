"""Sections and items while they are being read: what will become nodes, still without title, kind and number.

One rule: a sprout keeps the words as they came, paragraph by paragraph; what they mean is decided when all are there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from planeditor.language.marks import CHAPTERS, RANKS, Mark
from planeditor.language.owners import OwnerName
from planeditor.plan.entities import NodeKind
from planeditor.plan.identity import new_id

ITEM_RANK = RANKS["digit"]
SECTION_FAMILIES = ("heading", *CHAPTERS, "chinese", "chinese_bracket")
Slot = Literal["head", "body", "field", "owners"]


@dataclass(slots=True)
class Words:
    """A paragraph: its words, the line it ends on, and the lines it came from."""

    text: str
    lines: list[int]
    ruled: bool = False  # people said that it is text

    @property
    def line(self) -> int:
        """Return the line it starts on."""
        return self.lines[0]


@dataclass(slots=True)
class LabelledWords:
    """The words under a field's label."""

    label: str
    words: Words


@dataclass(slots=True)
class OwnerWords:
    """A line of owners: its words, the role its label gives, and whether it stands on a line of its own."""

    role: Literal["lead", "support"]
    words: Words


@dataclass(slots=True)
class Sprout:
    """A section or item being read. `head` is the text beside the mark."""

    mark: Mark | None
    head: Words
    id: int = field(default_factory=new_id)
    kind: NodeKind = "item"
    rank: float = ITEM_RANK  # its level: of its mark, else of those around it
    level: int = 0  # the outline level of its heading style, 0 without one
    pinned: bool = False  # people said which kind it is
    body: list[Words] = field(default_factory=list)
    fields: list[LabelledWords] = field(default_factory=list)
    owner_lines: list[OwnerWords] = field(default_factory=list)
    owners: list[OwnerName] = field(default_factory=list)
    owners_last: int = 0  # the last line that named owners apart from the text, 0 for none
    due: str = ""  # a date that a table's cell says and nothing else
    title: str = ""
    texts: list[str] = field(default_factory=list)
    numbering: str = ""
    children: list["Sprout"] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)  # the last number of every family among the children
    last: Slot = "head"  # where the latest words went

    @property
    def line(self) -> int:
        """Return the line of the mark."""
        return self.head.line

    @property
    def family(self) -> str:
        """Return the family of the mark; without one "heading" for a heading by its style, else ""."""
        return self.mark.family if self.mark else "heading" if self.level else ""

    def has_more(self) -> bool:
        """Tell whether anything stands below the head."""
        return bool(self.body or self.fields or self.children)

    def walk(self) -> Iterator["Sprout"]:
        """Yield this sprout and all below it in order."""
        yield self
        for child in self.children:
            yield from child.walk()


def walk_all(sprouts: list[Sprout]) -> Iterator[Sprout]:
    """Yield every sprout in order."""
    for sprout in sprouts:
        yield from sprout.walk()
