"""Rules on the outline: gaps in the source's numbers, titles that occur twice, sections that hold nothing or one thing.

One rule: what people may have done on purpose since the import is no finding.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planeditor.i18n import _
from planeditor.language.marks import read_mark
from planeditor.plan.checks.problems import WARNING, Problem, Spot
from planeditor.plan.entities import Node, Snapshot

_ANY_TITLE = "题"  # marks are read where text follows
_NOT_A_WORD = re.compile(r"[\W_]+")
_NOTHING_ABOVE = 0  # no stretch: whether the source began with the first node cannot be told


@dataclass(frozen=True, slots=True)
class _Last:
    """The last number of a sequence of marks, and the stretch of the source it stands in."""

    number: int
    stretch: int


@dataclass(slots=True)
class _Sequences:
    """The last number of each family of marks, among the children of one parent and through the whole plan.

    Not of each style: a source that writes 1. and then 2、 has no gap there. `stretches` gives for every node the
    stretch of the source it stands in, see `_stretches`.
    """

    stretches: Mapping[int, int]
    through: dict[str, _Last] = field(default_factory=dict)

    def gaps(self, nodes: tuple[Node, ...], above: int) -> Iterator[tuple[Node, str]]:
        """Yield each node whose source mark doesn't follow its predecessor, with a message.

        `above` is the stretch of the parent, which comes before a list's first node.
        """
        here: dict[str, _Last] = {}
        for node in nodes:
            stretch = self.stretches[node.id]
            mark = read_mark(node.mark + _ANY_TITLE) if node.mark else None
            if mark is not None and mark.number:
                through = self.through.get(mark.family, _Last(0, above))
                before = here.get(mark.family, through)
                allowed = (before.number + 1, through.number + 1, *([] if mark.family in here else [1]))
                if mark.number not in allowed and before.stretch == stretch:
                    yield node, _gap_message(node.mark, mark.number, before.number + 1)
                here[mark.family] = self.through[mark.family] = _Last(mark.number, stretch)
            yield from self.gaps(node.children, stretch)


def _stretches(snapshot: Snapshot) -> dict[int, int]:
    """Number the stretches of the plan that stand as they stood in the source.

    An import gives ids in a row. So where the ids of two nodes that follow each other do too, nothing was moved,
    deleted or put in between them; anywhere else a missing number may be the user's doing.
    """
    result: dict[int, int] = {}
    stretch, previous = 0, None
    for node in snapshot.walk():
        if previous is None or node.id != previous + 1:
            stretch += 1
        result[node.id], previous = stretch, node.id
    return result


def _gap_message(mark: str, number: int, expected: int) -> str:
    if number < expected:
        return _("The source's number {mark} occurs again or out of order.").format(mark=mark)
    missing = str(expected) if number == expected + 1 else f"{expected}–{number - 1}"
    return _("Before the source's number {mark}, {missing} is missing.").format(mark=mark, missing=missing)


def source_gaps(snapshot: Snapshot) -> Iterator[Problem]:
    """Report what the source itself lacks, and nothing that may come from moves and deletions since (`_stretches`).

    A plan whose ids come from elsewhere, or a gap at a place edited since, gets no report rather than a wrong one.
    """
    for node, message in _Sequences(_stretches(snapshot)).gaps(snapshot.nodes, _NOTHING_ABOVE):
        yield Problem("source-gap", WARNING, node.id, "", message, subject=node.mark)


def duplicate_titles(snapshot: Snapshot, numbers: Mapping[int, str]) -> Iterator[Problem]:
    """Report titles that another section or item bears already, but for width, spaces and punctuation."""
    first: dict[tuple[str, str], Node] = {}
    for node in snapshot.walk():
        title = normalised(node.title)
        other = first.setdefault((node.kind, title), node)
        if title and other is not node:
            message = _("The same title stands at “{other}” already.")
            message = message.format(other=numbers.get(other.id, "") + other.title)
            yield Problem("duplicate-title", WARNING, node.id, "", message, Spot("title", 0, len(node.title)), title)


def normalised(title: str) -> str:
    """Return the title without spaces, punctuation and differences of width or case."""
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", title)).casefold()


def thin_sections(snapshot: Snapshot) -> Iterator[Problem]:
    """Report sections with nothing in them, and sections and items that are divided into a single part."""
    for node in snapshot.walk():
        spot = Spot("title", 0, len(node.title))
        if node.kind == "section" and not node.children and not _says_something(node):
            yield Problem("empty-section", WARNING, node.id, "", _("The section holds nothing."), spot)
        elif len(node.children) == 1 and node.children[0].numbered:
            message = _("Only one part stands below: a division needs two.")
            yield Problem("single-part", WARNING, node.id, "", message, spot)


def _says_something(node: Node) -> bool:
    return bool(node.body.strip() or node.owners or node.targets or any(each.text.strip() for each in node.fields))
