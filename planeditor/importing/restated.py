"""Goals that an item says twice, as one target: a table's column of goals sums up what the task and the measures say.

One rule: nothing that either wording knows is lost; goals whose figures differ are two.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planeditor.language.targets.restated import (
    Figure,
    bare,
    count_periods,
    figure_of,
    is_same_goal,
    may_restate,
)
from planeditor.plan.entities import Target

MOST_LOOKED_AT = 40  # goals of one figure in one item; a text without end has more, an office's has not


@dataclass(frozen=True, slots=True)
class Placed:
    """The targets of one place; `label` is that of a field, "" for the title and the body."""

    label: str
    targets: tuple[Target, ...]


def without_restated(places: Sequence[Placed]) -> tuple[Target, ...]:
    """Return the targets of an item's places in order, those of a field that restate an earlier one joined to it."""
    labels = [place.label for place in places if place.label]
    if not labels or len(places) < 2:
        return tuple(target for place in places for target in place.targets)
    joining = _Joining(count_periods(labels))
    for place in places:
        joining.add(place)
    return joining.targets()


class _Joining:
    """The targets so far. A target is restated once under one label: what is said again there is another goal."""

    def __init__(self, periods: int) -> None:
        self._periods = periods
        self._targets: list[Target] = []
        self._by_figure: dict[Figure, list[tuple[int, str]]] = {}  # where a target stands in the list, and its label
        self._restated: set[tuple[int, str]] = set()
        self._ids: dict[int, int] = {}

    def add(self, place: Placed) -> None:
        """Add a place's targets."""
        fresh: list[tuple[int, Target]] = []
        for target in place.targets:
            at = self._find(target, place.label) if place.label else None
            if at is None:
                fresh.append((len(self._targets), target))
                self._targets.append(target)
            else:
                self._restated.add((at, place.label))
                self._ids[target.id] = self._targets[at].id
                self._targets[at] = _joined(self._targets[at], target)
        for at, target in fresh:  # only now: a place does not restate itself
            self._by_figure.setdefault(figure_of(target), []).append((at, place.label))

    def _find(self, target: Target, label: str) -> int | None:
        """Return which of the earlier targets this one is, the one of the same words before one of alike words."""
        alike = [
            at
            for at, other in self._by_figure.get(figure_of(target), [])[:MOST_LOOKED_AT]
            if (at, label) not in self._restated
            and may_restate(label, other, self._periods)
            and is_same_goal(target, self._targets[at])
        ]
        words = bare(target.indicator)
        return next((at for at in alike if bare(self._targets[at].indicator) == words), next(iter(alike), None))

    def targets(self) -> tuple[Target, ...]:
        """Return all targets; a part of one that was joined is a part of what it is now."""
        return tuple(
            replace(target, parent_id=self._ids[target.parent_id]) if target.parent_id in self._ids else target
            for target in self._targets
        )


def _joined(first: Target, again: Target) -> Target:
    """Return the first target in the fuller of the two wordings, with what only one of them knows."""
    told = again if _fullness(again) > _fullness(first) else first
    return replace(
        told,
        id=first.id,
        parent_id=first.parent_id,
        comparator=first.comparator if first.comparator != "=" else again.comparator,
        base_value=first.base_value if first.base_value is not None else again.base_value,
        base_period=first.base_period or again.base_period,
        deadline=max(first.deadline, again.deadline, key=len),
        modality=first.modality or again.modality,
    )


def _fullness(target: Target) -> tuple[int, int]:
    return len(bare(target.indicator)), len(target.deadline)
