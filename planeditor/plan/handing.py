"""Handing work out: whose items are whose, which time an answer is about, and what state a hand-out is in.

One rule: today is passed in, never asked for, so that the same register reads the same on the same day.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import blake2b
from typing import Literal

from planeditor.plan.entities import LEAD, SUPPORT, Handout, Node, Role, Snapshot
from planeditor.plan.periods import period_days

State = Literal["waiting", "due", "late", "returned", "returned_late", "replaced"]
SOON = 3  # days before the due date from which an answer is due
_PERIOD = re.compile(r"(\d{4})(?:(?P<half>H[12])|(?P<quarter>Q[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
_MOST = 7  # the weight of the first lead
_TAIL_BITS = 40  # of 63; what is left tells the time to four minutes, and few answers of so many ever clash


@dataclass(frozen=True, slots=True)
class Duty:
    """An item that a department has to do with: in which role, and the sections it stands in from the top.

    `weight` tells whose word on the whole item counts most: 7 for who is named first as lead, 0 for who supports.
    """

    node: Node
    role: Role
    sections: tuple[Node, ...]
    weight: int = 0


def duties_of(snapshot: Snapshot, department_id: int) -> tuple[Duty, ...]:
    """Return a department's items in document order, those it leads first, then those it supports.

    What stands below an item of theirs is theirs as well, unless it has owners of its own that leave them out; an
    item of a group belongs to each of its members.
    """
    own = {department_id, *(each.id for each in snapshot.departments if department_id in each.members)}
    found = [duty for node in snapshot.nodes for duty in _duties(node, own, None, ())]
    return tuple(sorted(found, key=lambda duty: duty.role != LEAD))


def _duties(node: Node, own: Collection[int], above: int | None, sections: tuple[Node, ...]) -> Iterator[Duty]:
    weight = _weight(node, own) if node.owners else above
    if node.kind == "item" and weight is not None:
        yield Duty(node, LEAD if weight else SUPPORT, sections, weight)
    inner = (*sections, node) if node.kind == "section" else sections
    for child in node.children:
        yield from _duties(child, own, weight, inner)


def _weight(node: Node, own: Collection[int]) -> int | None:
    """Return the weight of a department's word on an item that has owners, None where it is none of them."""
    leads = [owner.department_id for owner in node.owners if owner.role == LEAD]
    place = next((place for place, department_id in enumerate(leads) if department_id in own), None)
    if place is not None:
        return max(_MOST - place, 1)
    return 0 if any(owner.department_id in own for owner in node.owners) else None


def duty_counts(snapshot: Snapshot) -> dict[int, tuple[int, int]]:
    """Return how many items each department leads and supports, as `duties_of`; those without any are left out."""
    members = {each.id: each.members for each in snapshot.departments if each.members}
    counts: dict[int, list[int]] = {each.id: [0, 0] for each in snapshot.departments if not each.members}
    stack: list[tuple[Node, Mapping[int, Role]]] = [(node, {}) for node in snapshot.nodes]
    while stack:
        node, above = stack.pop()
        roles = _roles(node, members) if node.owners else above
        if node.kind == "item":
            for department_id in roles.keys() & counts.keys():
                counts[department_id][roles[department_id] != LEAD] += 1
        stack += [(child, roles) for child in node.children]
    return {department_id: (lead, support) for department_id, (lead, support) in counts.items() if lead or support}


def _roles(node: Node, members: Mapping[int, Collection[int]]) -> dict[int, Role]:
    """Return the departments that own a node, with their roles; a group stands for its members."""
    roles: dict[int, Role] = {}
    for owner in node.owners:
        for department_id in (owner.department_id, *members.get(owner.department_id, ())):
            roles[department_id] = LEAD if LEAD in (owner.role, roles.get(department_id)) else SUPPORT
    return roles


# periods


def period_end(period: str) -> date | None:
    """Return the last day of a period, None for what is none."""
    days = period_days(period)
    return days[1] if days is not None else None


def period_words(period: str) -> str:
    """Return how a document names a period: 2020年上半年, 2020年三季度, 2020年6月; other text unchanged."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return period
    year = f"{match[1]}年"
    if match["half"]:
        return f"{year}{'上下'[int(match['half'][1]) - 1]}半年"
    if match["quarter"]:
        return f"{year}{'一二三四'[int(match['quarter'][1]) - 1]}季度"
    parts = (f"{int(part)}{unit}" for part, unit in ((match["month"], "月"), (match["day"], "日")) if part)
    return year + "".join(parts)


# the register


def state_of(handout: Handout, today: date, replaced: Collection[int] = ()) -> State:
    """Return whether a hand-out was answered and in time, is among the `replaced`, is due in three days, or is late."""
    due = period_end(handout.due) if handout.due else None
    if handout.receipts:
        came = min(local_day(receipt.time) for receipt in handout.receipts)
        return "returned_late" if due is not None and came > due else "returned"
    if handout.id in replaced:
        return "replaced"
    if due is None:
        return "waiting"
    left = (due - today).days
    return "late" if left < 0 else "due" if left <= SOON else "waiting"


def replaced_ones(handouts: Collection[Handout]) -> frozenset[int]:
    """Return the unanswered hand-outs in whose place a newer one asks the same department for the same."""
    seen: set[tuple[int, str, str]] = set()
    replaced = set()
    for each in newest_first(handouts):
        asked = (each.department_id, each.purpose, each.period)
        if asked in seen and not each.receipts:
            replaced.add(each.id)
        seen.add(asked)
    return frozenset(replaced)


def days_late(handout: Handout, today: date) -> int:
    """Return by how many days an answer came late, or is late by now; 0 where it is not."""
    due = period_end(handout.due) if handout.due else None
    if due is None:
        return 0
    came = min((local_day(receipt.time) for receipt in handout.receipts), default=today)
    return max((came - due).days, 0)


def local_day(moment: str) -> date:
    """Return the day of a moment (UTC in ISO form) where we are."""
    try:
        return datetime.fromisoformat(moment).astimezone().date()
    except ValueError:
        return date.min


def newest_first(handouts: Collection[Handout]) -> list[Handout]:
    """Return hand-outs with the newest first, those of one moment as they were made."""
    return sorted(sorted(handouts, key=lambda each: each.id), key=lambda each: each.time, reverse=True)


def latest_by_department(handouts: Collection[Handout]) -> Mapping[int, Handout]:
    """Return the newest hand-out to each department."""
    return {each.department_id: each for each in reversed(newest_first(handouts))}


def as_sent(handout: Handout, state: Snapshot) -> Handout:
    """Return a hand-out as the plan knew it then: since, its department may have become part of another."""
    known = (each.id for each in state.departments if each.name == handout.name)
    return replace(handout, department_id=next(known, handout.department_id))


# ids that follow from what they are for


def derived_id(source_id: int, *parts: object, weight: int = 0) -> int:
    """Return an id that is the same whenever it is made for the same: of the age of `source_id`, the rest a hash.

    So an answer that comes back twice is one entry, whoever collects it and whenever. Of one age the ids of more
    `weight` (0 to 7) are larger.
    """
    digest = blake2b(repr((source_id, *parts)).encode(), digest_size=8).digest()
    tail = weight << (_TAIL_BITS - 3) | int.from_bytes(digest) >> (64 - _TAIL_BITS + 3)
    return (source_id >> _TAIL_BITS << _TAIL_BITS) | tail or 1
