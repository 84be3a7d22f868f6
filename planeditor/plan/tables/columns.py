"""Columns of tables: what their cells hold. One rule: a column is known by its key, wherever people put it."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a column's cells are edited as."""

    FIXED = "fixed"  # not at all
    LINE = "line"
    TEXT = "text"
    NAMES = "names"
    DUE = "due"
    STATUS = "status"
    LIGHT = "light"  # not edited either; shown with its colour
    PERCENT = "percent"
    NUMBER = "number"
    COMPARATOR = "comparator"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its heading, how it is edited, its width in characters, and whether it shows at first."""

    key: str
    heading: str
    kind: Kind
    width: float
    is_usual: bool = True
