"""Targets beside those of other years: which figures of several plans are of the same goal.

One rule: what continues another by lineage stands in one row with it, else what bears the same name and unit; where
two could be meant, each stands by itself.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from planeditor.plan.checks.years import year_of_plan
from planeditor.plan.entities import Node, Snapshot, Target
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.progress import target_state

_IN_NAMES = re.compile(r"\s|(?:19|20)\d\d年(?:度|底|末|前)?|全[市区县省]|[“”\"'‘’（）()、，,]")


@dataclass(frozen=True, slots=True)
class YearCell:
    """A goal in one plan: the target (None where only a result is told), what was reached, and where it stands."""

    target: Target | None
    actual: float | None
    node_id: int
    number: str


@dataclass(frozen=True, slots=True)
class YearRow:
    """A goal through the years; a cell for each plan, None where the plan has it not."""

    indicator: str
    unit: str
    cells: tuple[YearCell | None, ...]


@dataclass(frozen=True, slots=True)
class YearTable:
    """The goals of several plans: a heading for each plan, the earliest first, and the rows."""

    headings: tuple[str, ...]
    years: tuple[int | None, ...]
    rows: tuple[YearRow, ...]


@dataclass(slots=True)
class _Row:
    indicator: str
    unit: str
    cells: dict[int, YearCell] = field(default_factory=dict)


def compare_years(plans: Sequence[Snapshot]) -> YearTable:
    """Return the goals of the plans; those of equal years stand in the order given."""
    ordered = sorted(plans, key=lambda plan: year_of_plan(plan.plan) or 0)
    table = _Table()
    for place, plan in enumerate(ordered):
        table.add(place, plan)
    years = tuple(year_of_plan(plan.plan) for plan in ordered)
    rows = (
        YearRow(row.indicator, row.unit, tuple(row.cells.get(place) for place in range(len(ordered))))
        for row in table.rows
    )
    return YearTable(_headings(ordered, years), years, tuple(rows))


def _headings(plans: Sequence[Snapshot], years: Sequence[int | None]) -> tuple[str, ...]:
    """Return the years, a report's told from its plan's, or, where two plans have the same or none, the titles."""
    names = tuple(
        f"{year}年{'总结' if plan.plan.kind == 'report' else ''}" for plan, year in zip(plans, years, strict=True)
    )
    if None not in years and len(set(names)) == len(names):
        return names
    return tuple(
        "".join(plan.plan.title.split("\n")) or f"{year or ''}" for plan, year in zip(plans, years, strict=True)
    )


class _Table:
    """The rows while plans are added."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self._by_target: dict[int, _Row] = {}

    def add(self, place: int, plan: Snapshot) -> None:
        """Add a plan's goals, those with a lineage first, so that they take their rows."""
        numbers = snapshot_numbers(plan)
        year = year_of_plan(plan.plan)
        found = [
            (node, target, self._continued(node, target))
            for node in plan.walk()
            for target in node.targets
            if target.value is not None
        ]
        for node, target, row in found:
            if row is not None and place not in row.cells:
                self._put(row, place, node, target, year, numbers[node.id])
        named = self._by_name(place)
        for node, target, _row in found:
            if target.id not in self._by_target:
                same = named.get(_key(target), [])
                free = same[0] if len(same) == 1 and place not in same[0].cells else None
                self._put(free or self._new(target), place, node, target, year, numbers[node.id])

    def _continued(self, node: Node, target: Target) -> _Row | None:
        sources = [each.source_id for each in node.lineage if each.target_id == target.id]
        return next((self._by_target[i] for i in reversed(sources) if i in self._by_target), None)

    def _by_name(self, place: int) -> dict[tuple[str, str], list[_Row]]:
        found = defaultdict(list)
        for row in self.rows:
            if place not in row.cells:
                last = row.cells[max(row.cells)].target
                found[_name(last.indicator if last else row.indicator), row.unit].append(row)
        return found

    def _new(self, target: Target) -> _Row:
        row = _Row(target.indicator or target.text, target.unit)
        self.rows.append(row)
        return row

    def _put(self, row: _Row, place: int, node: Node, target: Target, year: int | None, number: str) -> None:
        if target.kind == "actual":
            cell = YearCell(None, target.value, node.id, number)
        else:
            cell = YearCell(target, target_state(node, target, date.max, year).value, node.id, number)
        row.cells[place] = cell
        self._by_target[target.id] = row


def _key(target: Target) -> tuple[str, str]:
    return _name(target.indicator), target.unit


def _name(indicator: str) -> str:
    return _IN_NAMES.sub("", indicator)
