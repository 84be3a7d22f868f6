"""The columns of the table in which progress is filled in, and what is read from a cell that was typed or pasted.

One rule: a row is an item or one of its targets; figures belong to targets, all else to either.
"""

import re
from dataclasses import dataclass
from typing import Any

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.entities import Target
from planeditor.plan.tables.columns import Column, Kind
from planeditor.plan.tables.ledger import read_cell

_WIDE = str.maketrans("０１２３４５６７８９．％－，", "0123456789.%-,")
_FIGURE = re.compile(r"(?:(-?\d[\d,]*(?:\.\d+)?)\s*(\D*))?")
WRITTEN = ("status", "percent", "value", "narrative", "problem", "next_step", "reporter", "evidence")


def columns() -> tuple[Column, ...]:
    """Return the columns in their usual order."""
    return (
        Column("number", _("No."), Kind.FIXED, 4),
        Column("subject", _("Item or target"), Kind.FIXED, 20),
        Column("lead", _("Lead"), Kind.FIXED, 8),
        Column("due", _("Due"), Kind.FIXED, 6),
        Column("light", _("Traffic light"), Kind.LIGHT, 6.5),
        Column("before", _("Before"), Kind.FIXED, 10),
        Column("status", _("Status"), Kind.STATUS, 7.5),
        Column("percent", _("Done so far"), Kind.PERCENT, 7),
        Column("value", _("Reached"), Kind.NUMBER, 5),
        Column("goal", _("Goal"), Kind.FIXED, 6),
        Column("narrative", _("What was done"), Kind.TEXT, 16),
        Column("problem", _("Problem"), Kind.TEXT, 11),
        Column("next_step", _("Next step"), Kind.TEXT, 11),
        Column("reporter", _("Reported by"), Kind.LINE, 7, is_usual=False),
        Column("evidence", _("Evidence"), Kind.LINE, 9, is_usual=False),
        Column("day", _("Day"), Kind.FIXED, 7, is_usual=False),
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was written: its number, None for an empty cell, and the unit behind it, if any."""

    number: float | None
    unit: str = ""


def read_followup(column: Column, text: str) -> Any:
    """Return what a cell says, a Figure for one of figures; EditError where it does not fit the column."""
    if column.key != "value":
        return read_cell(column, text, None)
    match = _FIGURE.fullmatch(text.strip().translate(_WIDE))
    if match is None:
        raise EditError(_("“{text}” is no figure.").format(text=text.strip()))
    return Figure(float(match[1].replace(",", "")), match[2].strip()) if match[1] else Figure(None)


def figure_of(figure: Figure, target: Target | None) -> float | None:
    """Return the number of a figure for a target; EditError where there is no target, or its unit is another."""
    if figure.number is None:
        return None
    if target is None:
        raise EditError(_("An item has no figure of its own; write it into the row of its target."))
    if figure.unit not in ("", target.unit):
        text = _("The figure is in {unit}, the target in {wanted}.")
        raise EditError(text.format(unit=figure.unit, wanted=target.unit or _("no unit")))
    return figure.number
