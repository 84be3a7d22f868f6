"""Progress through the year, for plots and tables: what was reported when, together and one after the other.

One rule: a curve has a point only for what was reported; between two points nothing is known.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from planeditor.plan.entities import Node, Progress, Target
from planeditor.plan.pace import Pace, deadline_of, expected_percent
from planeditor.plan.periods import period_days
from planeditor.plan.progress import day_of, item_state, target_state

Point = tuple[date, float]


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported together: on one day by one reporter, on the item itself (`own`) and on its targets."""

    date: str
    reporter: str
    own: Progress | None
    of_targets: tuple[Progress, ...]

    @property
    def entries(self) -> tuple[Progress, ...]:
        """Return all entries, the item's own first."""
        return (*((self.own,) if self.own is not None else ()), *self.of_targets)


def reports_of(node: Node, year: int | None) -> tuple[Report, ...]:
    """Return an item's reports, the newest first."""
    found: list[list[Progress]] = []
    for _day, _place, entry in sorted(
        ((day_of(entry, year), place, entry) for place, entry in enumerate(node.progress)), key=lambda one: one[:2]
    ):
        group = next((each for each in reversed(found) if _belongs(entry, each)), None)
        if group is not None:
            group.append(entry)
        else:
            found.append([entry])
    return tuple(_report(group) for group in reversed(found))


def _belongs(entry: Progress, group: list[Progress]) -> bool:
    first = group[0]
    same = (entry.date, entry.reporter) == (first.date, first.reporter)
    return same and entry.target_id not in {other.target_id for other in group}


def _report(entries: list[Progress]) -> Report:
    own = next((entry for entry in entries if entry.target_id is None), None)
    others = tuple(entry for entry in entries if entry.target_id is not None)
    return Report(entries[0].date, entries[0].reporter, own, others)


@dataclass(frozen=True, slots=True)
class Curve:
    """Percentages by day: `reported` and what was to be `expected`; `due` is the deadline where it is a day."""

    reported: tuple[Point, ...]
    expected: tuple[Point, ...]
    due: date | None

    @property
    def highest(self) -> float:
        """Return the highest percentage, 100 at least."""
        return max([100.0, *(percent for _day, percent in self.reported)])


def curve_of(node: Node, pace: Pace, target: Target | None = None) -> Curve:
    """Return how an item or one of its targets went through the plan's year."""
    subject = target.id if target is not None else None
    told = {day_of(entry, pace.year) for entry in node.progress if target is None or entry.target_id in (None, subject)}
    first, last = date(pace.year, 1, 1), date(pace.year, 12, 31)
    reported = []
    for day in sorted(day for day in told if day > date.min):
        at = item_state(node, day, pace.year) if target is None else target_state(node, target, day, pace.year)
        if at.percent is not None:
            reported.append((max(min(day, last), first), at.percent))
    due, _open = deadline_of(node, pace, target)
    return Curve(tuple(reported), tuple(_expected(node, pace, target, due)), due)


def _expected(node: Node, pace: Pace, target: Target | None, due: date | None) -> list[Point]:
    """Return the line of what is to be expected: straight by time, in steps by milestones."""
    first, last = date(pace.year, 1, 1), date(pace.year, 12, 31)
    ends = [span[1] for each in node.milestones if (span := period_days(each.period, pace.year))]
    steps = [day for end in ends for day in (end - timedelta(days=1), end)]
    days = sorted({first, last, *(day for day in (*steps, due) if day is not None and first <= day <= last)})
    return [(day, share) for day in days if (share := expected_percent(node, _on(pace, day), target)) is not None]


def _on(pace: Pace, day: date) -> Pace:
    return Pace(day, pace.year, pace.yellow, pace.red)
