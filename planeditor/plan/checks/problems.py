"""What a check says: a finding with its exact place, and how it may be mended.

One rule: a problem is a description; nothing here, and no rule, changes a plan.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from planeditor.plan.entities import Node

Severity = Literal["error", "warning"]
ERROR: Severity = "error"
WARNING: Severity = "warning"

FixKind = Literal[
    "replace_text",  # node_id (None: a text of the plan), place, start, end, old, new
    "update_target",  # target_id, and the attributes to change
    "set_role",  # owner_id, role
    "remove_owner",  # owner_id
    "merge_departments",  # into, ids
    "delete_node",  # node_id
    "set_plan",  # attributes of the plan
    "several",  # fixes: all of them as one step
]
Key = tuple[str, int | None, str]  # rule, node (None for the whole plan), subject
PLAN = "plan"  # the subject of what is so throughout the plan
AROUND = 6  # characters on each side of a place by which it is known again


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit that would mend a problem; `label` names it for people. `store.Document.apply_fix` makes it one step."""

    label: str
    kind: FixKind
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a problem shows, for jumping and highlighting: [start, end) of a text, or a part.

    `place` is "title", "body" or a field's id as text, as in entities.Span; "due"; "owner" or "target" with `part_id`;
    for the plan's own texts the attribute's name behind "plan.". "" is the whole node.
    """

    place: str = ""
    start: int = 0
    end: int = 0
    part_id: int = 0


NOWHERE = Spot()


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `id` is the section's or item's (or the plan's), `number` its number as shown, `message` for people.

    `subject` tells it from others of the same rule at the same node and stays the same under unrelated edits. A finding
    about the `whole` plan is dismissed without a node; its `id` is then where to look first.
    """

    rule: str
    severity: Severity
    id: int
    number: str
    message: str
    spot: Spot = NOWHERE
    subject: str = ""
    fixes: tuple[Fix, ...] = ()
    whole: bool = False

    @property
    def key(self) -> Key:
        """Return what a dismissal knows it by."""
        return self.rule, None if self.whole else self.id, self.subject


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What an office wants checked: rules that are `off`, and whether a plan's year is a deadline for its targets."""

    off: frozenset[str] = frozenset()
    year_is_deadline: bool = True


DEFAULTS = CheckSettings()


@dataclass(frozen=True, slots=True)
class Subject:
    """A section or item under examination; `led` says that one above or below it has departments of its own."""

    node: Node
    departments: Container[int]
    led: bool

    def problem(self, rule: str, severity: Severity, message: str, **more: Any) -> Problem:
        """Return a finding about this node."""
        return Problem(rule, severity, self.node.id, "", message, **more)


@dataclass(frozen=True, slots=True)
class Mend:
    """Words to put in place of [start, end) of a text, and what that is called."""

    start: int
    end: int
    words: str
    label: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds in one text, at [start, end); `count` where one finding stands for several places."""

    start: int
    end: int
    message: str
    subject: str
    severity: Severity = WARNING
    mend: Mend | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a node or of the plan: `place` as in Spot, `label` that of a field; `node_id` None for the plan's."""

    node_id: int | None
    place: str
    words: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class TextRule:
    """A rule on texts, and the `signs` one of which a text must hold before it is looked at ("" for any text).

    Signs are sought in many texts at once, which is quick; so a rule on what is rare costs next to nothing.
    """

    id: str
    find: Callable[[Text], Iterator[Finding]]
    signs: tuple[str, ...] = ()


def around(text: str, start: int, end: int) -> str:
    """Return the words at and beside a place, without spaces: a subject that stays while other words change."""
    return "".join(text[max(start - AROUND, 0) : end + AROUND].split())
