"""What people say that lines are, and how it enters a reading.

One rule: only what the grammar by itself takes for something else is ruled, so that confirming a draft changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planeditor.importing.draft import LineKind

FRONT_ROLES: tuple[LineKind, ...] = ("title", "meta", "notice", "preamble", "closing")
TEXT_ROLES: tuple[LineKind, ...] = ("text", "target", "table")
BODY_ROLES: tuple[LineKind, ...] = ("section", "item", "text", "field", "target", "lead", "support", "table")
MARKED_ROLES: tuple[LineKind, ...] = ("section", "item")


@dataclass(frozen=True, slots=True)
class Rulings:
    """`forced` are the lines that must be what they would not be by themselves; `known`, what every line was before."""

    forced: Mapping[int, LineKind] = field(default_factory=dict)
    known: Mapping[int, LineKind] = field(default_factory=dict)

    def of(self, line: int) -> LineKind | None:
        """Return what a line was ruled to be; None if it was not."""
        return self.forced.get(line)

    def kind_of(self, line: int) -> LineKind | None:
        """Return what a line was ruled to be, else what it was in the reading before, None without one."""
        return self.forced.get(line) or self.known.get(line)
