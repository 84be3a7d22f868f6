"""Checks of a plan before it goes out. One rule: a rule is a small function in a table; it reports, never repairs.

Rules of RULES_OF_A_NODE look at one section or item alone, so that the tree can show a mark at once; the others
need the whole plan.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from planeditor.i18n import _
from planeditor.plan.entities import LEAD, Node, Snapshot, Target
from planeditor.plan.numbering import snapshot_numbers

Severity = Literal["error", "warning"]
ERROR: Severity = "error"
WARNING: Severity = "warning"

_ANY_TITLE = "题"  # marks are read where text follows
_NOT_A_WORD = re.compile(r"[\W_]+")
_NO_LABEL_LENGTH = 24
_NOTHING_ABOVE = 0  # no stretch: whether the source began with the first node cannot be told


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `id` is the section's or item's, `number` its number as shown, `message` for people."""

    rule: str
    severity: Severity
    id: int
    number: str
    message: str


def check(snapshot: Snapshot) -> list[Problem]:
    """Return all problems of a plan in document order."""
    numbers = snapshot_numbers(snapshot)
    registry = {department.id for department in snapshot.departments}
    found: dict[int, list[Problem]] = {node.id: [] for node in snapshot.walk()}
    alone = (problem for node, led in _with_lead(snapshot.nodes) for problem in _check(node, registry, led))
    for problem in chain(alone, *(rule(snapshot) for rule in RULES_OF_A_PLAN)):
        found[problem.id].append(replace(problem, number=numbers.get(problem.id, "")))
    return list(chain.from_iterable(found.values()))


def check_node(node: Node, departments: Container[int], *, led: bool = False) -> list[Problem]:
    """Return what is wrong with one section or item alone; `departments` holds the ids of the registry.

    The problems bear no number. `led` says that one above it has a lead department, so that it needs none.
    """
    return list(_check(node, departments, led))


def _check(node: Node, departments: Container[int], led: bool) -> Iterator[Problem]:
    subject = _Subject(node, departments, led)
    return chain.from_iterable(rule(subject) for rule in RULES_OF_A_NODE)


@dataclass(frozen=True, slots=True)
class _Subject:
    """A section or item under examination; `led` says that an item above it has a lead department."""

    node: Node
    departments: Container[int]
    led: bool

    def problem(self, rule: str, severity: Severity, message: str) -> Problem:
        """Return a finding about this node."""
        return Problem(rule, severity, self.node.id, "", message)


def _with_lead(nodes: tuple[Node, ...], led: bool = False) -> Iterator[tuple[Node, bool]]:
    """Yield every node and whether one above it has a lead department."""
    for node in nodes:
        yield node, led
        yield from _with_lead(node.children, led or _has_lead(node))


def _has_lead(node: Node) -> bool:
    return any(owner.role == LEAD for owner in node.owners)


def _no_lead(subject: _Subject) -> Iterator[Problem]:
    node = subject.node
    if _has_lead(node) or (node.kind == "section" and not node.owners):
        return
    if node.owners:
        yield subject.problem("no-lead", ERROR, _("Departments are responsible, but none leads."))
    elif not subject.led:
        yield subject.problem("no-lead", WARNING, _("No lead department is named."))


def _target_incomplete(subject: _Subject) -> Iterator[Problem]:
    for target in subject.node.targets:
        name = _target_name(target)
        if target.value is None:
            yield subject.problem("target-incomplete", ERROR, _("{target} has no value.").format(target=name))
        elif not target.unit.strip():
            message = _("{target} has no unit.").format(target=name)
            yield subject.problem("target-incomplete", WARNING, message)


def _target_name(target: Target) -> str:
    name = target.indicator or target.text
    return _("The target “{name}”").format(name=name[:_NO_LABEL_LENGTH]) if name else _("A target")


def _empty(subject: _Subject) -> Iterator[Problem]:
    node = subject.node
    if node.kind == "section":
        if not node.title.strip():
            yield subject.problem("empty", WARNING, _("The section has no title."))
    elif not any(text.strip() for text in (node.title, node.body, *(each.text for each in node.fields))):
        yield subject.problem("empty", WARNING, _("The item has no text."))


def _unknown_department(subject: _Subject) -> Iterator[Problem]:
    for owner in subject.node.owners:
        if owner.department_id not in subject.departments:
            message = _("The department “{name}” is not in the registry.").format(name=owner.name)
            yield subject.problem("unknown-department", ERROR, message)


def _duplicate_title(snapshot: Snapshot) -> Iterator[Problem]:
    first: dict[str, Node] = {}
    numbers: Mapping[int, str] = {}
    for node in snapshot.walk():
        title = _normalised(node.title)
        if title and first.setdefault(title, node) is not node:
            numbers = numbers or snapshot_numbers(snapshot)
            other = numbers.get(first[title].id, "") + first[title].title
            message = _("The same title stands at “{other}” already.").format(other=other)
            yield Problem("duplicate-title", WARNING, node.id, "", message)


def _normalised(title: str) -> str:
    """Return the title without spaces, punctuation and differences of width or case."""
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", title)).casefold()


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
        from planeditor.language.marks import read_mark  # the window, which shows problems of single rows, needs it not

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


def _source_gap(snapshot: Snapshot) -> Iterator[Problem]:
    """Report what the source itself lacks, and nothing that may come from moves and deletions since (`_stretches`).

    A plan whose ids come from elsewhere, or a gap at a place edited since, gets no report rather than a wrong one.
    """
    for node, message in _Sequences(_stretches(snapshot)).gaps(snapshot.nodes, _NOTHING_ABOVE):
        yield Problem("source-gap", WARNING, node.id, "", message)


RULES_OF_A_NODE: tuple[Callable[[_Subject], Iterator[Problem]], ...] = (
    _no_lead,
    _target_incomplete,
    _empty,
    _unknown_department,
)
RULES_OF_A_PLAN: tuple[Callable[[Snapshot], Iterator[Problem]], ...] = (_source_gap, _duplicate_title)
