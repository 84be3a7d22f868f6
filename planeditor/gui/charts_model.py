"""What the pictures of a plan say: charts, their rows and segments, each with its words.

One rule: nothing is drawn or measured here, and no segment is without a word, a count and the nodes behind it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeVar

from planeditor.gui.date_words import month_name
from planeditor.i18n import _, ngettext
from planeditor.plan.entities import STATUSES
from planeditor.plan.pace import Colour
from planeditor.plan.statistics import DepartmentCount, Ids, MonthCount, SectionCount, State, Statistics, StatusCount

Count = TypeVar("Count")
Kind = Literal["tiles", "bars", "columns"]
MOST_ROWS = 60  # of a chart; what follows is one row more
FIRST, SECOND, DONE, LATE, REST = "bar_first", "bar_second", "bar_done", "bar_late", "bar_rest"
_STATUS_COLORS = {
    "未启动": REST, "按序时推进": FIRST, "滞后": SECOND, "严重滞后": LATE, "已完成": DONE, "提前完成": DONE,
    "长期坚持": FIRST, "已调整": REST,
}  # fmt: skip
_LIGHT_COLORS: dict[Colour, str] = {"green": DONE, "yellow": SECOND, "red": LATE, "": REST}
assert _STATUS_COLORS.keys() == set(STATUSES)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar. `what` names the nodes behind it, as a filter is named."""

    count: int
    word: str
    color: str
    ids: Ids
    what: str


Bar = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at one label: bars beside each other, each a stack of segments."""

    label: str
    bars: tuple[Bar, ...]

    @property
    def segments(self) -> Bar:
        """Return all segments."""
        return tuple(chain.from_iterable(self.bars))


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture. `key` stays the same in every language; `marked` is the row of the current month, -1 for none."""

    key: str
    title: str
    kind: Kind
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, str], ...] = ()  # words and their colours
    note: str = ""
    marked: int = -1


def charts_of(found: Statistics) -> tuple[Chart, ...]:
    """Return the charts of a plan; those that would be empty are left out."""
    charts = (
        _overview(found), _months(found), _sections(found), _departments(found), _statuses(found),
        _lights("lights", _("Lights by section"), found.sections),
        _lights("department-lights", _("Lights by department"), found.departments),
    )  # fmt: skip
    return tuple(chart for chart in charts if any(row.segments for row in chart.rows))


def spoken(row: Row, segment: Segment) -> str:
    """Return a segment in words, for screen readers and tool tips."""
    if not row.label or row.label == segment.word:
        return _("{word}: {count}").format(word=segment.word, count=segment.count)
    return _("{label}, {word}: {count}").format(label=row.label, word=segment.word, count=segment.count)


def _overview(found: Statistics) -> Chart:
    tiles = (
        Segment(len(found.items), _("Items"), FIRST, found.items, _("all items")),
        Segment(found.targets, _("Targets"), SECOND, found.with_targets, _("with targets")),
        Segment(len(found.done), _("Completed"), DONE, found.done, _("completed")),
        Segment(len(found.overdue), _("Overdue"), LATE, found.overdue, _("overdue")),
        Segment(len(found.undated), _("Without a date"), REST, found.undated, _("without a date")),
        Segment(len(found.unowned), _("Without a department"), REST, found.unowned, _("without a department")),
    )
    rows = tuple(Row(tile.word, ((tile,),)) for tile in tiles) if found.items or found.targets else ()
    return Chart("overview", _("At a glance"), "tiles", rows)


def _sections(found: Statistics) -> Chart:
    items, targets = _("Items"), _("Targets")

    def row(one: SectionCount) -> Row:
        name = one.name or _("In no section")
        return Row(
            name,
            (
                _bar((len(one.items), items, FIRST, one.items, _("“{section}”: items").format(section=name))),
                _bar((one.targets, targets, SECOND, one.with_targets, _("“{section}”: targets").format(section=name))),
            ),
        )

    rows = _limited(found.sections, row, _sum_sections)
    legend = ((items, FIRST), (targets, SECOND))
    return Chart("sections", _("Items and targets by section"), "bars", rows, legend)


def _sum_sections(rest: tuple[SectionCount, ...]) -> SectionCount:
    name = ngettext("{count} section more", "{count} sections more", len(rest)).format(count=len(rest))
    targets = sum(one.targets for one in rest)
    return SectionCount(name, _union(one.items for one in rest), _union(one.with_targets for one in rest), targets)


def _departments(found: Statistics) -> Chart:
    lead, support, targets = _("Leads"), _("Supports"), _("Targets of led items")

    def row(one: DepartmentCount) -> Row:
        name = one.name
        having = tuple(each for each in one.leads if each in with_targets)
        return Row(
            name,
            (
                _bar(
                    (len(one.leads), lead, FIRST, one.leads, _("led by {name}").format(name=name)),
                    (len(one.supports), support, REST, one.supports, _("supported by {name}").format(name=name)),
                ),
                _bar((one.targets, targets, SECOND, having, _("targets of {name}").format(name=name))),
            ),
        )

    with_targets = frozenset(found.with_targets)
    rows = _limited(found.departments, row, _sum_departments)
    legend = ((lead, FIRST), (support, REST), (targets, SECOND))
    return Chart("departments", _("Items and targets by department"), "bars", rows, legend)


def _sum_departments(rest: tuple[DepartmentCount, ...]) -> DepartmentCount:
    name = ngettext("{count} department more", "{count} departments more", len(rest)).format(count=len(rest))
    leads = _union(one.leads for one in rest)
    led = frozenset(leads)
    supports = tuple(each for each in _union(one.supports for one in rest) if each not in led)
    return DepartmentCount(name, leads, supports, sum(one.targets for one in rest))


def _statuses(found: Statistics) -> Chart:
    def row(one: StatusCount) -> Row:
        word = one.status or _("nothing reported")
        color = _STATUS_COLORS.get(one.status, REST)
        return Row(word, (_bar((len(one.items), _("Items"), color, one.items, word)),))

    return Chart("statuses", _("Progress by status"), "bars", tuple(map(row, found.statuses[:MOST_ROWS])))


def _lights(key: str, title: str, counts: tuple[SectionCount, ...] | tuple[DepartmentCount, ...]) -> Chart:
    """Return how many items of each section or department have which light; none where nothing is lit."""
    words = {"green": _("Green"), "yellow": _("Yellow"), "red": _("Red"), "": _("no light")}

    def row(one: SectionCount | DepartmentCount) -> Row:
        name = one.name or _("In no section")
        segments = (
            (len(ids), words[light], color, ids, _("“{section}”: {light}").format(section=name, light=words[light]))
            for light, color in _LIGHT_COLORS.items()
            if (ids := one.lights.get(light, ()))
        )
        return Row(name, (_bar(*segments),))

    lit = [one for one in counts if any(one.lights.values())]
    rows = [row(one) for one in lit[:MOST_ROWS]] if any(one.lights.keys() - {""} for one in lit) else []
    return Chart(
        key, title, "bars", tuple(rows), tuple((words[light], color) for light, color in _LIGHT_COLORS.items())
    )


def _months(found: Statistics) -> Chart:
    words: dict[State, tuple[str, str]] = {
        "done": (_("Completed"), DONE),
        "open": (_("Not yet due"), FIRST),
        "overdue": (_("Overdue"), LATE),
    }
    targets = _("Target deadlines")

    def row(one: MonthCount) -> Row:
        name = _month_name(one)
        due = [
            (len(one.due[state]), word, color, one.due[state], _("due {month}, {state}").format(month=name, state=word))
            for state, (word, color) in words.items()
        ]
        goals = (one.targets, targets, SECOND, one.with_targets, _("targets due {month}").format(month=name))
        return Row(name, (_bar(*due), _bar(goals)))

    rows = tuple(map(row, found.months))
    is_this_year = found.today.year == found.year
    marked = next((at for at, one in enumerate(found.months) if is_this_year and one.month == found.today.month), -1)
    legend = (*words.values(), (targets, SECOND))
    note = _("Shaded: this month") if marked >= 0 else ""
    title = _("Deadlines in {year} by month").format(year=found.year)
    return Chart("months", title, "columns", rows, legend, note, marked)


def _month_name(one: MonthCount) -> str:
    if one.month == 0:
        return _("before")
    return _("later") if one.month == 13 else month_name(one.month)


def _bar(*segments: tuple[int, str, str, Ids, str]) -> Bar:
    return tuple(Segment(*segment) for segment in segments if segment[0])


def _limited(
    all_of_them: tuple[Count, ...], row: Callable[[Count], Row], join: Callable[[tuple[Count, ...]], Count]
) -> tuple[Row, ...]:
    if len(all_of_them) <= MOST_ROWS + 1:
        return tuple(map(row, all_of_them))
    return (*map(row, all_of_them[:MOST_ROWS]), row(join(all_of_them[MOST_ROWS:])))


def _union(parts: Iterable[Ids]) -> Ids:
    return tuple(dict.fromkeys(chain.from_iterable(parts)))
