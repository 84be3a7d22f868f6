"""What an import returns: the plan, and what every line of the source was taken for.

One rule: a draft decides nothing silently; where another reading is likely, the line carries a question.
"""

from dataclasses import dataclass
from typing import Literal

from planeditor.importing.options import ColumnRole
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
    "target",
    "lead",
    "support",
    "closing",
    "table",
    "unplaced",
]


@dataclass(frozen=True, slots=True)
class LineRole:
    """What a line of the source (empty ones left out) was taken for.

    `label` is a field's label; `continues` says that the line carries on the one before it; `node_id` is the section
    or item it went to; `question`, in the user's language, says what is uncertain about it, and `answers` are the
    roles that would settle it, the likeliest first.
    """

    number: int
    text: str
    role: LineKind
    node_id: int | None = None
    label: str = ""
    continues: bool = False
    question: str = ""
    answers: tuple[LineKind, ...] = ()


@dataclass(frozen=True, slots=True)
class TableReading:
    """How a table was read: its first line, its sheet's name, the rows of its header and its columns' roles.

    `headers` are the columns' own words; no `columns` at all say that it was kept as text. `title_rows` are the rows
    above the header, such as the table's title and who filled it in. `heading` says what names the section that
    the whole table is: its title rows, the sheet's name, or nothing.
    """

    line: int
    name: str
    header_rows: int
    headers: tuple[str, ...]
    columns: tuple[ColumnRole, ...]
    title_rows: int = 0
    heading: Literal["", "rows", "name"] = ""


@dataclass(frozen=True, slots=True)
class AliasProposal:
    """Two names of the registry that probably mean one department; people decide."""

    department_id: int
    other_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan read from a document, before it becomes one. The snapshot holds the targets found."""

    snapshot: Snapshot
    lines: tuple[LineRole, ...]
    tables: tuple[TableReading, ...] = ()
    aliases: tuple[AliasProposal, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[LineRole, ...]:
        """Return the lines that are uncertain."""
        return tuple(line for line in self.lines if line.question)
