"""The entities of a plan: frozen values that every layer shares.

One rule: an entity never changes; an edit makes a new one (through `store.Document`). Ids are integers
(`plan.identity`). Dates are ISO text ("2020-04-02", "2020-04", "2020") or "" where unknown; text is kept as written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

NodeKind = Literal["section", "item"]
Role = Literal["lead", "support"]
TargetKind = Literal["target", "actual"]
Comparator = Literal["=", ">=", "<=", "~", "+", "-"]
LightColour = Literal["green", "yellow", "red"]
Purpose = Literal["progress", "draft"]
HandoutForm = Literal["xlsx", "plan"]

LEAD: Role = "lead"
SUPPORT: Role = "support"
COMPARATORS: tuple[Comparator, ...] = ("=", ">=", "<=", "~", "+", "-")
LIGHTS: tuple[LightColour, ...] = ("green", "yellow", "red")
STATUSES = ("未启动", "按序时推进", "滞后", "严重滞后", "已完成", "提前完成", "长期坚持", "已调整")


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan's own properties. `notice` is the covering notice's text, `issuer` one name a line."""

    id: int
    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    notice_title: str = ""
    addressees: str = ""
    notice: str = ""
    date: str = ""
    year: int | None = None
    kind: Literal["plan", "report"] = "plan"
    preamble: str = ""
    closing: str = ""
    signer: str = ""
    numbering: str = ""  # text form of `plan.numbering.Scheme`; "" is the default scheme


@dataclass(frozen=True, slots=True)
class Department:
    """One entry of the plan's department registry; a group has `members` (ids of departments)."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled text of an item, such as 问题描述; labels may repeat."""

    id: int
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Owner:
    """A department's part in an item; `name` is as the source writes it, `department_id` whom it means."""

    id: int
    department_id: int
    role: Role
    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """Where in an item a target's words stand: `place` is "title", "body" or a field's id as text; [start, end)."""

    place: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified goal (or, kind "actual", a result). `parent_id` is the target this is part of (其中)."""

    id: int
    kind: TargetKind = "target"
    indicator: str = ""
    comparator: Comparator = "="
    value: float | None = None
    value_high: float | None = None
    unit: str = ""
    base_value: float | None = None
    base_period: str = ""
    deadline: str = ""
    modality: str = ""
    parent_id: int | None = None
    text: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """One dated report on an item, or on one of its targets."""

    id: int
    date: str = ""
    status: str = ""
    percent: float | None = None
    target_id: int | None = None
    value: float | None = None
    narrative: str = ""
    problem: str = ""
    next_step: str = ""
    reporter: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is to be reached by the end of a period ("2020Q2", "2020-06"), in words and as a value.

    The value is the target's figure, or a percentage where the milestone is the item's.
    """

    id: int
    period: str
    text: str = ""
    target_id: int | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Light:
    """A light that people set for an item, or one of its targets, against the rule, and why; `time` is UTC."""

    id: int
    light: LightColour
    reason: str = ""
    target_id: int | None = None
    time: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that proves an entry: its name, size in bytes and SHA-256. The plan may keep its bytes, found by that."""

    id: int
    name: str
    progress_id: int | None = None
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Lineage:
    """What an item, or one of its targets, continues: `source_id` in the plan of `year`; `text` is what is shown."""

    id: int
    source_id: int
    year: int | None = None
    text: str = ""
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A section or an item with all that belongs to it. `mark` is the number the source wrote."""

    id: int
    kind: NodeKind
    title: str = ""
    body: str = ""
    fields: tuple[Field, ...] = ()
    due: str = ""
    mark: str = ""
    numbered: bool = True
    numbering: str = ""  # overrides the plan's scheme for what stands below this node
    owners: tuple[Owner, ...] = ()
    targets: tuple[Target, ...] = ()
    progress: tuple[Progress, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    lights: tuple[Light, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    lineage: tuple[Lineage, ...] = ()
    children: tuple["Node", ...] = ()

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file that came back for a hand-out, known again by its SHA-256; `time` is UTC in ISO form."""

    id: int
    name: str
    sha256: str = ""
    time: str = ""
    author: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Handout:
    """What went out to a department: `name` is what it was called then, `version_id` the kept version it was made from.

    `time` is UTC in ISO form, `due` the day by which an answer is asked for, `period` what it is to be about.
    """

    id: int
    department_id: int
    name: str = ""
    purpose: Purpose = "progress"
    form: HandoutForm = "xlsx"
    period: str = ""
    time: str = ""
    due: str = ""
    contact: str = ""
    note: str = ""
    version_id: int | None = None
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole plan at one moment: what importers return, exporters take, and comparisons compare."""

    plan: Plan
    departments: tuple[Department, ...] = ()
    nodes: tuple[Node, ...] = ()
    unplaced: tuple[str, ...] = ()  # source lines set aside, verbatim
    handouts: tuple[Handout, ...] = ()  # the register of what was given out

    def walk(self) -> Iterator[Node]:
        """Yield every node in document order."""
        for node in self.nodes:
            yield from node.walk()
