"""What people may choose about an import. One rule: the defaults are what most documents need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Revisions = Literal["accept", "original"]
NumberingChoice = Literal["auto", "through", "restart"]
ColumnRole = Literal[
    "", "number", "section", "title", "body", "target", "lead", "support", "leader", "due", "progress", "remark", "id"
]  # "" is a column nobody knows: it becomes a labelled field


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Choices for one import.

    `sheets` are the names of the sheets to read, None for all; `columns` overrides, by the line of a table's first
    row, what its columns are taken for; an empty tuple says that the table is text, not a list of tasks.
    """

    numbering: NumberingChoice = "auto"
    revisions: Revisions = "accept"
    sheets: tuple[str, ...] | None = None
    columns: Mapping[int, tuple[ColumnRole, ...]] = field(default_factory=dict)
    targets: bool = True
