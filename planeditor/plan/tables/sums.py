"""Sums of targets: what many come to, and whether parts (其中) come to their whole.

One rule: only what is counted in the same unit and can be added is added; percentages, rates and ranges are not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isclose

from planeditor.plan.entities import Target

_SHARES = ("%", "％", "‰", "个百分点", "百分点")
_LEAST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Sum:
    """What the targets of one unit come to; `total` is None where they cannot be added."""

    unit: str
    count: int
    total: float | None


@dataclass(frozen=True, slots=True)
class PartsCheck:
    """What the parts of a target come to; whether that `matches` it."""

    whole: Target
    parts: tuple[Target, ...]
    total: float

    @property
    def matches(self) -> bool:
        """Tell whether the parts are the whole."""
        return self.whole.value is not None and isclose(self.total, self.whole.value, rel_tol=1e-9)


def can_add(target: Target) -> bool:
    """Tell whether a target counts something: a rate, a share or a range does not add up."""
    counted = target.unit not in _SHARES and "/" not in target.unit
    return target.value is not None and target.value_high is None and counted


def sums_by_unit(targets: Iterable[Target]) -> list[Sum]:
    """Return the sums of targets by unit, the most frequent first; a part counts with its whole, not again."""
    chosen = list(targets)
    ids = {target.id for target in chosen}
    families: dict[str, list[Target]] = {}
    for target in chosen:
        families.setdefault(target.unit, []).append(target)
    found = []
    for unit, members in families.items():
        whole = [target for target in members if target.parent_id is None or target.parent_id not in ids]
        can = bool(whole) and all(can_add(target) for target in whole)
        total = sum(target.value or 0.0 for target in whole) if can else None
        found.append(Sum(unit, len(members), total))
    return sorted(found, key=lambda one: -one.count)


def check_parts(targets: Sequence[Target]) -> list[PartsCheck]:
    """Return, for every target of an item that has several parts in its own unit, what these come to."""
    families: dict[int, list[Target]] = {}
    for target in targets:
        if target.parent_id is not None and can_add(target):
            families.setdefault(target.parent_id, []).append(target)
    found = []
    for whole in targets:
        parts = tuple(part for part in families.get(whole.id, ()) if part.unit == whole.unit)
        if can_add(whole) and parts and (len(parts) >= _LEAST_PARTS or _is_more(parts[0], whole)):
            found.append(PartsCheck(whole, parts, sum(part.value or 0.0 for part in parts)))
    return found


def _is_more(part: Target, whole: Target) -> bool:
    return part.value is not None and whole.value is not None and part.value > whole.value
