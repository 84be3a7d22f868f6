"""What a report tells of a plan: every item with its light, its entries of the period, its targets, and the counts.

One rule: a fact is what an entry tells up to the day of the report; nothing is reckoned twice or guessed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planeditor.plan.entities import LEAD, Node, Plan, Progress, Snapshot, Target
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.pace import ADJUSTED, Judgement, Pace, light_of
from planeditor.plan.progress import State, day_of, entries_until, item_state, target_state
from planeditor.plan.report_period import ReportPeriod
from planeditor.plan.rollover import lineage_names

NOBODY = "未明确"


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A target and how it stands."""

    target: Target
    state: State


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item and how it stands; `entries` are all up to the day, `news` those of the period, the oldest first.

    `name` tells where it stands in the plan: 2020年第16条. `division` is the index of its part of the plan.
    """

    node: Node
    number: str
    name: str
    division: int
    group: int
    state: State
    judgement: Judgement
    entries: tuple[Progress, ...]
    news: tuple[Progress, ...]
    targets: tuple[TargetFact, ...]

    @property
    def title(self) -> str:
        """What the item is called: its title, or the beginning of its text."""
        words = "".join(self.node.title.split("\n")) or self.node.body.strip().split("\n")[0]
        return (words if self.node.title else words[:40]).rstrip("。；;，, ")

    @property
    def leads(self) -> tuple[str, ...]:
        """The names of its lead departments."""
        return tuple(dict.fromkeys(owner.name for owner in self.node.owners if owner.role == LEAD))

    @property
    def is_done(self) -> bool:
        """Tell whether all of it is reached, every target as well."""
        return self.state.is_done and not self.is_late

    @property
    def is_adjusted(self) -> bool:
        """Tell whether it was changed, so that nobody asks for it any more."""
        return self.state.status == ADJUSTED

    @property
    def is_late(self) -> bool:
        """Tell whether it is behind what is to be expected."""
        return self.judgement.light in ("yellow", "red")

    @property
    def is_reported(self) -> bool:
        """Tell whether anything is known of it."""
        return bool(self.entries)

    def latest(self, attribute: str) -> Progress | None:
        """Return the newest entry that says something of an attribute."""
        return next((entry for entry in reversed(self.entries) if getattr(entry, attribute) not in ("", None)), None)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of some items are done, in pace (with those done), behind, unreported; `total` without changed ones."""

    total: int
    done: int
    in_pace: int
    yellow: int
    red: int
    unknown: int
    adjusted: int

    @property
    def late(self) -> int:
        """How many are behind."""
        return self.yellow + self.red

    @property
    def share(self) -> float | None:
        """How many percent are in pace, None of nothing."""
        return self.in_pace / self.total * 100 if self.total else None


@dataclass(frozen=True, slots=True)
class Division:
    """A part of the plan, a section at its top, with its items; `id` is the section's, or that of its first item."""

    id: int
    title: str
    items: tuple[ItemFact, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """A department with the items it leads."""

    id: int
    name: str
    items: tuple[ItemFact, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a report tells; `later` counts the entries that are dated after its day."""

    plan: Plan
    period: ReportPeriod
    day: date
    divisions: tuple[Division, ...]
    departments: tuple[Department, ...]
    later: int

    @property
    def items(self) -> tuple[ItemFact, ...]:
        """All items in document order."""
        return tuple(item for division in self.divisions for item in division.items)


def facts_of(
    snapshot: Snapshot, period: ReportPeriod, *, day: date | None = None, settings: Mapping[str, str] | None = None
) -> Facts:
    """Return the facts of a plan in a period as they are known on a day, usually its last."""
    on = day or period.last
    reader = _Reader(snapshot, period, on, Pace.of(snapshot.plan, on, settings))
    divisions = tuple(reader.divisions())
    items = [item for division in divisions for item in division.items]
    return Facts(snapshot.plan, period, on, divisions, tuple(_departments(snapshot, items)), _later(snapshot, on))


def _later(snapshot: Snapshot, day: date) -> int:
    year = snapshot.plan.year
    return sum(day_of(entry, year) > day for node in snapshot.walk() for entry in node.progress)


class _Reader:
    """Reads the plan's parts one after the other."""

    def __init__(self, snapshot: Snapshot, period: ReportPeriod, day: date, pace: Pace) -> None:
        self.snapshot, self.period, self.day, self.pace = snapshot, period, day, pace
        self.numbers = snapshot_numbers(snapshot)
        self.names = lineage_names(snapshot, self.numbers)
        self.year = snapshot.plan.year

    def divisions(self) -> Iterator[Division]:
        """Yield the sections at the top; of a single one that holds all others, those; items alone as one part."""
        nodes, loose = self.snapshot.nodes, []
        while len(nodes) == 1 and nodes[0].kind == "section" and any(c.kind == "section" for c in nodes[0].children):
            nodes = nodes[0].children
        loose = [node for node in nodes if node.kind == "item"]
        place = 0
        if loose:
            yield Division(loose[0].id, "", tuple(self._items(loose, place)))
            place += 1
        for node in nodes:
            if node.kind == "section":
                items = tuple(self._items(node.children, place))
                if items:
                    title = "".join(node.title.split("\n")) or node.body[:40]
                    yield Division(node.id, title, items)
                    place += 1

    def _items(self, nodes: Iterable[Node], division: int) -> Iterator[ItemFact]:
        """Yield the items below some nodes; a new group begins with every section among them."""
        group = 0
        stack = list(reversed(list(nodes)))
        while stack:
            node = stack.pop()
            if node.kind == "section":
                group += 1
            else:
                yield self._fact(node, division, group)
            stack += reversed(node.children)

    def _fact(self, node: Node, division: int, group: int) -> ItemFact:
        entries = entries_until(node.progress, self.day, self.year)
        news = (entry for entry in entries if not entry.date or day_of(entry, self.year) >= self.period.first)
        targets = tuple(
            TargetFact(target, target_state(node, target, self.day, self.year))
            for target in node.targets
            if target.kind == "target"
        )
        return ItemFact(
            node,
            self.numbers.get(node.id, ""),
            self.names[node.id],
            division,
            group,
            item_state(node, self.day, self.year),
            light_of(node, self.pace),
            tuple(entries),
            tuple(news),
            targets,
        )


def _departments(snapshot: Snapshot, items: Iterable[ItemFact]) -> Iterator[Department]:
    """Yield the departments that lead anything, in the registry's order, and last what nobody leads."""
    known = list(items)
    led: dict[int, list[ItemFact]] = {department.id: [] for department in snapshot.departments}
    for item in known:
        for department_id in dict.fromkeys(o.department_id for o in item.node.owners if o.role == LEAD):
            led.setdefault(department_id, []).append(item)
    names = {department.id: department.name for department in snapshot.departments}
    for department_id, own in led.items():
        if own:
            yield Department(department_id, names.get(department_id, own[0].leads[0]), tuple(own))
    nobody = tuple(item for item in known if not item.leads)
    if nobody:
        yield Department(0, NOBODY, nobody)


def count(items: Iterable[ItemFact]) -> Counts:
    """Count items by how they stand."""
    known = list(items)
    lights = [item.judgement.light for item in known if not item.is_adjusted]
    done = sum(item.is_done for item in known if not item.is_adjusted)
    green, yellow, red = (lights.count(colour) for colour in ("green", "yellow", "red"))
    unknown = len(lights) - green - yellow - red
    return Counts(len(lights), done, green, yellow, red, unknown, len(known) - len(lights))
