"""How far items and targets are on a day: which entries speak, the status they name, the share that is reached.

One rule: what no entry tells is None or "": nothing is guessed.

Entries dated after the day do not count. The newest speaks, of one day the later in the list; an entry without a date
is the oldest. An item's own entries are those that name no target. Percentages come from an entry in this order:
已完成 and 提前完成 are 100 %; the percentage that was written; the figure, as `reached` reckons it; 未启动 is 0 %.
An item that nobody gave a percentage for is as far as its targets are on average, once all of them are known. What
is reported as done on an item holds for its targets, too, unless these were reported on that day or later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planeditor.plan.dues import DONE, last_day
from planeditor.plan.entities import Node, Progress, Target

NOT_BEGUN = "未启动"
FULL = 100.0


@dataclass(frozen=True, slots=True)
class State:
    """What is known of an item or a target on a day, each with the entry that tells it.

    `entry` is the newest of all. `percent_entry` is the last of the entries that a percentage was reckoned from.
    """

    entry: Progress | None = None
    status: str = ""
    status_entry: Progress | None = None
    percent: float | None = None
    percent_entry: Progress | None = None
    value: float | None = None
    value_entry: Progress | None = None

    @property
    def is_done(self) -> bool:
        """Tell whether all of it is reached."""
        return self.percent is not None and self.percent >= FULL


def day_of(entry: Progress, year: int | None) -> date:
    """Return the last day that an entry's date may mean; the first of all days where it has none."""
    return last_day(entry.date, year) or date.min


def entries_until(entries: Iterable[Progress], day: date, year: int | None) -> list[Progress]:
    """Return the entries up to a day, the oldest first."""
    dated = [(day_of(entry, year), place, entry) for place, entry in enumerate(entries)]
    return [entry for on, _place, entry in sorted(dated, key=lambda one: one[:2]) if on <= day]


def is_limit(target: Target) -> bool:
    """Tell whether a target's figure must not be exceeded, which is judged at its deadline."""
    return target.comparator == "<=" or (target.value == 0 and target.comparator in ("=", "~"))


def reached(target: Target, value: float) -> float | None:
    """Return what percentage of a target's figure a value is, from 0, above 100 where more is reached; None for none.

    A limit is kept (100) or exceeded (limit / value). An increase or decrease counts from the base value where there
    is one, else the value is the increase itself. Any other figure with a base value counts from that: of 85 → 90, 87
    is 40 %.
    """
    goal, base = target.value, target.base_value
    if goal is None or target.kind != "target":
        return None
    if is_limit(target):
        share = 1.0 if value <= goal else goal / value
    elif target.comparator in ("+", "-"):
        change = value if base is None else value - base if target.comparator == "+" else base - value
        share = change / goal if goal else float(change >= 0)
    elif base is not None and base != goal:
        share = (value - base) / (goal - base)
    else:
        share = value / goal if goal else float(value >= 0)
    return max(share * FULL, 0.0)


def percent_of(entry: Progress, target: Target | None = None) -> float | None:
    """Return the percentage that an entry tells, None where it tells none."""
    if entry.status in DONE:
        return max(entry.percent or FULL, FULL)
    if entry.percent is not None:
        return entry.percent
    if target is not None and entry.value is not None:
        return reached(target, entry.value)
    return 0.0 if entry.status == NOT_BEGUN else None


def target_state(node: Node, target: Target, day: date, year: int | None) -> State:
    """Return the state of one of an item's targets."""
    own = entries_until((entry for entry in node.progress if entry.target_id == target.id), day, year)
    state = _state(own, target)
    done = _completion(node, day, year)
    if done is not None and (state.entry is None or day_of(done, year) > day_of(state.entry, year)):
        return State(state.entry, done.status, done, FULL, done, state.value, state.value_entry)
    return state


def item_state(node: Node, day: date, year: int | None) -> State:
    """Return the state of an item; its percentage is that of its targets where these were reported on later."""
    state = _state(entries_until(_own(node), day, year), None)
    goals = [target for target in node.targets if target.kind == "target" and target.value is not None]
    states = [target_state(node, target, day, year) for target in goals if target.parent_id is None]
    told = [one.percent_entry for one in states if one.percent_entry is not None]
    newest = max(told, key=lambda entry: day_of(entry, year), default=None)
    own = state.percent_entry
    if newest is None or len(told) < len(states) or (own and day_of(own, year) >= day_of(newest, year)):
        return state
    mean = sum(min(one.percent or 0.0, FULL) for one in states) / len(states)
    return State(state.entry or newest, state.status, state.status_entry, mean, newest)


def _own(node: Node) -> list[Progress]:
    return [entry for entry in node.progress if entry.target_id is None]


def _completion(node: Node, day: date, year: int | None) -> Progress | None:
    """Return the entry by which an item is done, None while it is not."""
    if not any(entry.status in DONE or (entry.percent or 0.0) >= FULL for entry in _own(node)):
        return None
    state = _state(entries_until(_own(node), day, year), None)
    return state.percent_entry if state.is_done else None


def _state(entries: list[Progress], target: Target | None) -> State:
    newest = entries[::-1]
    status = next((entry for entry in newest if entry.status), None)
    percents = ((entry, percent_of(entry, target)) for entry in newest)
    told, percent = next(((entry, found) for entry, found in percents if found is not None), (None, None))
    value = next((entry for entry in newest if entry.value is not None), None)
    return State(
        newest[0] if newest else None,
        status.status if status else "",
        status,
        percent,
        told,
        value.value if value else None,
        value,
    )
