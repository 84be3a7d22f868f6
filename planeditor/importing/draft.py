"""What an import returns: the plan, and what every line of the source was taken for.

One rule: a draft decides nothing silently; where another reading is likely, the line carries a question.
"""

from dataclasses import dataclass
from typing import Literal

from planeditor.plan.entities import Snapshot

LineKind = Literal[
    "title",
    "meta",
    "notice",
    "preamble",
    "section",
    "item",
    "text",
    "field",
    "lead",
    "support",
    "closing",
    "unplaced",
]


@dataclass(frozen=True, slots=True)
class LineRole:
    """What a line of the source (empty ones left out) was taken for.

    `label` is a field's label; `continues` says that the line carries on the one before it; `node_id` is the section
    or item it went to; `question`, in the user's language, says what is uncertain about it.
    """

    number: int
    text: str
    role: LineKind
    node_id: int | None = None
    label: str = ""
    continues: bool = False
    question: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan read from a document, before it becomes one."""

    snapshot: Snapshot
    lines: tuple[LineRole, ...]

    @property
    def questions(self) -> tuple[LineRole, ...]:
        """Return the lines that are uncertain."""
        return tuple(line for line in self.lines if line.question)
