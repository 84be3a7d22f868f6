"""序时进度 and the lights: how far an item or a target should be on a day, and green, yellow or red with the reason.

One rule: the same entries, day and thresholds give the same light, and every light can say why.

What is to be expected (percent): the value of the last milestone whose period has ended, 0 before the first, where
milestones have values; else the share of the days from January 1 of the plan's year to the deadline (December 31 where
there is none) that have passed. Past the deadline it is 100. A deadline in words that name no day expects nothing.

The light, the first that fits: 已调整: none. Done, or 长期坚持: green. Past the deadline: red. A limit (不超过): green
while it is kept, yellow when exceeded. With a percentage: green unless it is below what is to be expected by more than
`yellow` points (0), then yellow, and red by more than `red` points (10); a 滞后 or 严重滞后 reported with it or later
makes it yellow or red at least. Without one: 按序时推进 is green, 滞后 yellow, 严重滞后 red. With nothing reported:
none. An item has the worst light of itself and its targets. What people set by hand goes before all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from planeditor.i18n import _
from planeditor.plan.dues import DONE, last_day, month_of, quarter_of
from planeditor.plan.entities import Light, LightColour, Milestone, Node, Plan, Progress, Target
from planeditor.plan.periods import period_days
from planeditor.plan.progress import FULL, State, day_of, is_limit, item_state, reached, target_state

Colour = LightColour | Literal[""]
Step = Literal["day", "month", "quarter"]
Cause = Literal[
    "adjusted", "done", "overdue", "limit", "pace", "status", "admitted", "unreported", "undated",
]  # fmt: skip
YELLOW_SETTING, RED_SETTING, STEP_SETTING = "pace.yellow", "pace.red", "pace.step"
USUAL = (0.0, 10.0)  # points below what is to be expected, from where on a light is yellow or red
STEPS: tuple[Step, ...] = ("day", "month", "quarter")
ADJUSTED, ONGOING = "已调整", "长期坚持"
_BY_STATUS: dict[str, LightColour] = {"按序时推进": "green", "滞后": "yellow", "严重滞后": "red"}
_WORSE = {"": 0, "green": 1, "yellow": 2, "red": 3}
_ROUNDING = 1e-6  # points; a share of days has no exact binary form


@dataclass(frozen=True, slots=True)
class Pace:
    """The day that is judged for, the plan's year, the thresholds in points, and how time is counted.

    By month or quarter, only those that have ended count: what is reported by quarters is judged by quarters.
    """

    today: date
    year: int
    yellow: float = USUAL[0]
    red: float = USUAL[1]
    step: Step = "day"

    @classmethod
    def of(cls, plan: Plan, today: date, settings: Mapping[str, str] | None = None) -> "Pace":
        """Return the pace of a plan by its own settings; what they do not say is as usual."""
        known = settings or {}
        step: Step = next((each for each in STEPS if each == known.get(STEP_SETTING)), "day")
        return cls(today, plan.year or today.year, *thresholds(known), step)


def thresholds(settings: Mapping[str, str]) -> tuple[float, float]:
    """Return from how many points below what is to be expected a light is yellow, and from how many it is red."""
    yellow, red = _points(settings, YELLOW_SETTING, USUAL[0]), _points(settings, RED_SETTING, USUAL[1])
    return yellow, max(yellow, red)


def _points(settings: Mapping[str, str], name: str, usual: float) -> float:
    try:
        points = float(settings.get(name, ""))
    except ValueError:
        return usual
    return points if 0 <= points <= FULL else usual


@dataclass(frozen=True, slots=True)
class Judgement:
    """A light and what it comes from: `target` is the one that an item has it from, `override` what people set."""

    light: Colour
    cause: Cause
    state: State
    expected: float | None = None
    due: date | None = None
    target: Target | None = None
    override: Light | None = None

    @property
    def gap(self) -> float | None:
        """Return by how many points it is below what is to be expected; negative where it is ahead."""
        known = self.state.percent is not None and self.expected is not None
        return (self.expected or 0.0) - (self.state.percent or 0.0) if known else None


def elapsed_share(year: int, today: date, due: date | None = None) -> float:
    """Return how many percent of the days from January 1 of `year` to `due` (December 31) have passed."""
    start, end = date(year, 1, 1), due or date(year, 12, 31)
    if end <= start or today >= end:
        return FULL if today >= start else 0.0
    return min(max((today - start).days + 1, 0) / ((end - start).days + 1), 1.0) * FULL


def deadline_of(node: Node, pace: Pace, target: Target | None = None) -> tuple[date | None, bool]:
    """Return the last day for an item or a target, and whether words name a deadline that is no day (长期坚持)."""
    words = (target.deadline if target is not None else "") or node.due
    day = last_day(words, pace.year)
    return day, bool(words.strip()) and day is None


def expected_percent(node: Node, pace: Pace, target: Target | None = None) -> float | None:
    """Return how far an item or a target should be; None where its deadline names no day."""
    due, is_open = deadline_of(node, pace, target)
    if due is not None and pace.today > due:
        return FULL
    if (by_milestones := _by_milestones(node, pace, target)) is not None:
        return by_milestones
    return None if is_open else elapsed_share(pace.year, _counted(pace), due)


def _counted(pace: Pace) -> date:
    """Return the last day that counts by the plan's way of counting time."""
    after = pace.today + timedelta(days=1)
    if pace.step == "month":
        return month_of(after)[0] - timedelta(days=1)
    return quarter_of(after)[0] - timedelta(days=1) if pace.step == "quarter" else pace.today


def has_milestones(node: Node, target: Target | None = None) -> bool:
    """Tell whether milestones say what is to be expected of an item or a target."""
    own = (each for each in node.milestones if each.target_id == (target.id if target else None))
    return any(_milestone_share(each, target) is not None for each in own)


def _by_milestones(node: Node, pace: Pace, target: Target | None) -> float | None:
    """Return the value of the last milestone that is over, in percent; None where none has a value."""
    own = [each for each in node.milestones if each.target_id == (target.id if target else None)]
    ends = sorted(
        ((days[1], share) for each in own if (days := period_days(each.period, pace.year))
         and (share := _milestone_share(each, target)) is not None),
    )  # fmt: skip
    if not ends:
        return None
    return next((share for end, share in reversed(ends) if end <= pace.today), 0.0)


def _milestone_share(milestone: Milestone, target: Target | None) -> float | None:
    if milestone.value is None or target is None:
        return milestone.value
    return reached(target, milestone.value)


def light_of(node: Node, pace: Pace, target: Target | None = None) -> Judgement:
    """Return the light of an item, or of one of its targets."""
    subject = target.id if target is not None else None
    override = next((light for light in reversed(node.lights) if light.target_id == subject), None)
    ruled = _target_light(node, pace, target) if target is not None else _item_light(node, pace)
    return replace(ruled, light=override.light, override=override) if override is not None else ruled


def _item_light(node: Node, pace: Pace) -> Judgement:
    own = _judge(item_state(node, pace.today, pace.year), node, pace, None)
    if own.cause == "adjusted":
        return own
    worst = own
    for target in node.targets:
        judged = light_of(node, pace, target) if target.kind == "target" else own
        if _WORSE[judged.light] > _WORSE[worst.light]:
            worst = replace(judged, target=target, override=None)
    return worst if worst.target is None else replace(worst, state=_shown(own.state, worst.state))


def _shown(own: State, target: State) -> State:
    """Return the state of the target that a light comes from, with the item's status where that has none."""
    return target if target.status else replace(target, status=own.status, status_entry=own.status_entry)


def _target_light(node: Node, pace: Pace, target: Target) -> Judgement:
    return _judge(target_state(node, target, pace.today, pace.year), node, pace, target)


def _judge(state: State, node: Node, pace: Pace, target: Target | None) -> Judgement:
    due, _open = deadline_of(node, pace, target)
    expected = expected_percent(node, pace, target)
    light, cause = _light(state, pace, target, due, expected)
    return Judgement(light, cause, state, expected, due)


def _light(
    state: State, pace: Pace, target: Target | None, due: date | None, expected: float | None
) -> tuple[Colour, Cause]:
    if state.status == ADJUSTED:
        return "", "adjusted"
    is_kept = target is not None and is_limit(target)
    if state.is_done:
        return "green", "limit" if is_kept and state.status not in DONE else "done"
    if state.status == ONGOING:
        return "green", "status"
    followed = state.entry is not None or pace.today.year <= pace.year  # a past plan that nobody reported on is at rest
    if due is not None and pace.today > due and followed:
        return "red", "overdue"
    if is_kept and state.value is not None:
        return "yellow", "limit"
    if state.percent is not None and expected is not None:
        return _by_pace(expected - state.percent, state, pace)
    if state.status in _BY_STATUS:
        return _BY_STATUS[state.status], "status"
    return "", "unreported" if state.percent is None else "undated"


def _by_pace(gap: float, state: State, pace: Pace) -> tuple[Colour, Cause]:
    light: LightColour = "green"
    if gap > pace.yellow + _ROUNDING:
        light = "red" if gap > pace.red + _ROUNDING else "yellow"
    admitted = _BY_STATUS.get(state.status, "green") if _is_as_new(state, pace) else "green"
    return (admitted, "admitted") if _WORSE[admitted] > _WORSE[light] else (light, "pace")


def _is_as_new(state: State, pace: Pace) -> bool:
    """Tell whether the status was reported with the percentage, or later."""
    status, percent = state.status_entry, state.percent_entry
    return status is not None and percent is not None and day_of(status, pace.year) >= day_of(percent, pace.year)


# words


def light_word(colour: Colour) -> str:
    """Return the word that goes with a light's colour; "" for none."""
    return {"green": _("Green"), "yellow": _("Yellow"), "red": _("Red")}.get(colour, "")


def shown_percent(percent: float | None) -> str:
    """Return a percentage to one decimal, "" for none."""
    return "" if percent is None else f"{round(percent, 1):.10g}%"


def why(judgement: Judgement) -> str:
    """Return the reason of a light in a sentence."""
    if judgement.override is not None:
        return _("Set by hand: {reason}").format(reason=judgement.override.reason or _("no reason given"))
    text = _reason(judgement)
    if judgement.target is None:
        return text
    name = judgement.target.indicator or judgement.target.text
    return _("Target “{name}”: {reason}").format(name=name, reason=text)


def _reason(judgement: Judgement) -> str:
    state, gap = judgement.state, judgement.gap
    percent, expected = shown_percent(state.percent), shown_percent(judgement.expected)
    if judgement.cause == "overdue":
        told = _("{percent} is done").format(percent=percent) if percent else _("nothing tells that it is done")
        return _("It was due {day}; {told}.").format(day=judgement.due, told=told)
    if judgement.cause == "pace" and gap is not None and gap > _ROUNDING:
        text = _("{percent} is done, {gap} points below the {expected} to be expected.")
        return text.format(percent=percent, gap=f"{round(gap, 1):.10g}", expected=expected)
    if judgement.cause == "pace":
        return _("{percent} is done; {expected} was to be expected.").format(percent=percent, expected=expected)
    if judgement.cause == "limit":
        return _("The limit is kept.") if judgement.light == "green" else _("The limit is exceeded.")
    if judgement.cause == "done":
        return _("All of it is done ({percent}).").format(percent=percent)
    return _other_reason(judgement.cause, state)


def _other_reason(cause: Cause, state: State) -> str:
    if cause == "adjusted":
        return _("The task was changed, so it is not judged.")
    if cause in ("status", "admitted"):
        return _("It was reported as {status}.").format(status=state.status)
    if cause == "undated":
        return _("No day is set by which it is to be done.")
    return _("Nothing was reported yet.")


def day_reported(entry: Progress | None, year: int | None) -> date | None:
    """Return the day of an entry, None where it has none."""
    day = day_of(entry, year) if entry is not None else date.min
    return day if day != date.min else None
