"""What a plan adds up to: by section, department, status and month.

One rule: every count comes with the nodes that it counts, so that whoever shows a number can show what is behind it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from planeditor.plan.dues import DONE, last_day
from planeditor.plan.entities import LEAD, STATUSES, Node, Plan, Snapshot
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.pace import Colour, Pace, light_of
from planeditor.plan.tables.ledger import latest_report

Ids = tuple[int, ...]
State = Literal["done", "open", "overdue"]
Lights = dict[Colour, Ids]  # items by their light, "" for those without one


@dataclass(frozen=True, slots=True)
class SectionCount:
    """A section with all that stands below it; `with_targets` are the nodes that have the `targets`."""

    name: str  # with its number; "" for what stands in no section
    items: Ids
    with_targets: Ids
    targets: int
    lights: Lights = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DepartmentCount:
    """What a department leads and supports, each node once; `targets` of what it leads."""

    name: str
    leads: Ids
    supports: Ids
    targets: int
    lights: Lights = field(default_factory=dict)  # of the items it leads


@dataclass(frozen=True, slots=True)
class StatusCount:
    """The items last reported to be in a state; "" for those that nobody reported on."""

    status: str
    items: Ids


@dataclass(frozen=True, slots=True)
class MonthCount:
    """What is due in a month; (year, 0) is all that comes before the plan's year, (year, 13) all that comes after."""

    year: int
    month: int
    due: dict[State, Ids]
    with_targets: Ids
    targets: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The counts of one plan on one day; `undated` and `unowned` are items."""

    plan: Plan
    today: date
    year: int
    items: Ids
    with_targets: Ids
    targets: int
    done: Ids
    overdue: Ids
    undated: Ids
    unowned: Ids
    sections: tuple[SectionCount, ...]
    departments: tuple[DepartmentCount, ...]
    statuses: tuple[StatusCount, ...]
    months: tuple[MonthCount, ...]


def statistics_of(
    snapshot: Snapshot, today: date, pause: Callable[[], object] = lambda: None, pace: Pace | None = None
) -> Statistics:
    """Count a plan as it stands on a day; `pause` is called now and then and may raise.

    Lights are judged by `pace`, as the usual thresholds say where it is None.
    """
    nodes, lights = [], dict[int, Colour]()
    rule = pace or Pace.of(snapshot.plan, today)
    for node in snapshot.walk():
        pause()
        nodes.append(node)
        if node.kind == "item":
            lights[node.id] = light_of(node, rule).light
    statuses = {node.id: report.status for node in nodes if (report := latest_report(node, "status"))}
    items = [node for node in nodes if node.kind == "item"]
    months = _Months(snapshot, nodes, statuses, today)
    return Statistics(
        snapshot.plan,
        today,
        months.year,
        _ids(items),
        _ids(_having_targets(nodes)),
        _targets(nodes),
        _ids(node for node in items if statuses.get(node.id) in DONE),
        tuple(node.id for node in nodes if months.state(node) == "overdue"),
        _ids(node for node in items if not node.due),
        _ids(_unowned(snapshot.nodes)),
        tuple(replace(one, lights=_lit(one.items, lights)) for one in _sections(snapshot)),
        tuple(replace(one, lights=_lit(one.leads, lights)) for one in _departments(snapshot, nodes)),
        tuple(_by_status(items, statuses)),
        tuple(months.count()),
    )


def _lit(ids: Ids, lights: dict[int, Colour]) -> Lights:
    """Return the items among `ids` by light."""
    found: defaultdict[Colour, list[int]] = defaultdict(list)
    for node_id in ids:
        if node_id in lights:
            found[lights[node_id]].append(node_id)
    return {light: tuple(each) for light, each in found.items()}


def _ids(nodes: Iterable[Node]) -> Ids:
    return tuple(node.id for node in nodes)


def _goals(node: Node) -> int:
    return sum(target.kind == "target" for target in node.targets)


def _having_targets(nodes: Iterable[Node]) -> Iterator[Node]:
    return (node for node in nodes if _goals(node))


def _targets(nodes: Iterable[Node]) -> int:
    return sum(map(_goals, nodes))


# sections


def _sections(snapshot: Snapshot) -> Iterator[SectionCount]:
    """Yield the plan's first division: of a single section that holds all the others, those."""
    numbers = snapshot_numbers(snapshot)
    nodes, above = snapshot.nodes, ""
    loose: list[Node] = []
    while (
        len(nodes) == 1 and nodes[0].kind == "section" and any(child.kind == "section" for child in nodes[0].children)
    ):
        (whole,) = nodes
        above, nodes = numbers.get(whole.id, "") + whole.title, whole.children
        loose.append(Node(whole.id, whole.kind, targets=whole.targets))  # its own targets, not those below it
    loose += [node for node in nodes if node.kind == "item"]
    if any(node.kind == "item" or _goals(node) for node in loose):
        yield _section(above, loose)
    for node in nodes:
        if node.kind == "section":
            yield _section(numbers.get(node.id, "") + (node.title or node.body), [node])


def _section(name: str, tops: list[Node]) -> SectionCount:
    nodes = [node for top in tops for node in top.walk()]
    items = (node for node in nodes if node.kind == "item")
    return SectionCount(name, _ids(items), _ids(_having_targets(nodes)), _targets(nodes))


# departments


def _departments(snapshot: Snapshot, nodes: list[Node]) -> tuple[DepartmentCount, ...]:
    """Return the departments that own anything, those with the most to do first."""
    leads: defaultdict[int, list[int]] = defaultdict(list)
    supports: defaultdict[int, list[int]] = defaultdict(list)
    targets: Counter[int] = Counter()
    for node in nodes:
        leading = {owner.department_id for owner in node.owners if owner.role == LEAD}
        for department in leading:
            leads[department].append(node.id)
            targets[department] += _goals(node)
        for department in {owner.department_id for owner in node.owners} - leading:
            supports[department].append(node.id)
    found = [
        DepartmentCount(known.name, tuple(leads[known.id]), tuple(supports[known.id]), targets[known.id])
        for known in snapshot.departments
        if known.id in leads or known.id in supports
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.leads) - len(one.supports), -len(one.leads))))


def _unowned(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Yield the items without a department of their own, above or below them."""
    for node in nodes:
        if not node.owners:
            if node.kind == "item" and not any(below.owners for below in node.walk()):
                yield node
            yield from _unowned(node.children)


# statuses


def _by_status(items: list[Node], statuses: dict[int, str]) -> Iterator[StatusCount]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for node in items:
        found[statuses.get(node.id, "")].append(node.id)
    others = sorted(found.keys() - {*STATUSES, ""})
    for status in (*STATUSES, *others, ""):
        if found[status]:
            yield StatusCount(status, tuple(found[status]))


# months


class _Months:
    """Sorts deadlines by month. What is overdue is what the filter of that name shows."""

    def __init__(self, snapshot: Snapshot, nodes: list[Node], statuses: dict[int, str], today: date) -> None:
        self._nodes = nodes
        self._statuses = statuses
        self._today = today
        self._known: dict[str, date | None] = {}
        self._plan_year = snapshot.plan.year
        self.year = self._plan_year or self._usual_year() or today.year

    def _usual_year(self) -> int:
        years = Counter(day.year for node in self._nodes if (day := self._day(node.due)))
        return max(years, key=lambda year: (years[year], -year), default=0)

    def _day(self, due: str) -> date | None:
        if due not in self._known:  # few texts, many times
            self._known[due] = last_day(due, self._plan_year) if due else None
        return self._known[due]

    def state(self, node: Node) -> State | None:
        """Return how it stands with a node's deadline, None without one."""
        day = self._day(node.due)
        if day is None:
            return None
        if self._statuses.get(node.id) in DONE:
            return "done"
        return "overdue" if day < self._today else "open"

    def _month(self, day: date) -> int:
        return 0 if day.year < self.year else 13 if day.year > self.year else day.month

    def count(self) -> Iterator[MonthCount]:
        """Yield the months of the plan's year, before and after it what lies outside, if anything does."""
        due: defaultdict[int, dict[State, list[int]]] = defaultdict(lambda: {"done": [], "open": [], "overdue": []})
        goals: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for node in self._nodes:
            day, state = self._day(node.due), self.state(node)
            if day is not None and state is not None:
                due[self._month(day)][state].append(node.id)
            for target in node.targets:
                until = self._day(target.deadline) if target.kind == "target" else None
                if until is not None:
                    month = goals[self._month(until)]
                    month[node.id] = month.get(node.id, 0) + 1
        for number in range(14):
            if 0 < number < 13 or number in due or number in goals:
                states: dict[State, Ids] = {state: tuple(ids) for state, ids in due[number].items()}
                yield MonthCount(self.year, number, states, tuple(goals[number]), sum(goals[number].values()))
