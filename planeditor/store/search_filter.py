"""Which sections and items meet the conditions of a filter, told from the plan's rows.

One rule: conditions are all met at once (AND). What only an item can lack (a target, a lead, a deadline) is asked of
items alone; `overdue` means that the time is past and nothing says that it is done.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from planeditor.plan.dues import DONE, last_day, month_of, quarter_of
from planeditor.plan.entities import LEAD, Node, Role
from planeditor.store.reader import Reader
from planeditor.store.search import Pause, go_on

Due = Literal["", "month", "quarter", "overdue", "none"]
NO_STATUS = "-"  # nothing was reported yet
NO_LIGHT = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions; each at its default asks nothing.

    `since` is a moment (UTC, ISO text) after which a row was changed; `chosen` are the rows to choose from.
    """

    department: int = 0
    role: Role | None = None
    due: Due = ""
    status: str = ""
    light: str = ""
    problems: bool = False
    no_targets: bool = False
    no_lead: bool = False
    since: str = ""
    chosen: frozenset[int] | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is asked; a role alone asks nothing."""
        return any(getattr(self, field.name) != field.default for field in fields(self) if field.name != "role")


@dataclass(frozen=True, slots=True)
class Match:
    """The rows that meet all conditions, how many of them are items, and how many items the plan has."""

    ids: frozenset[int]
    items: int
    all_items: int


def match(reader: Reader, wanted: Wanted, today: date, pause: Pause = go_on) -> Match:
    """Return what meets the conditions on a day; what `pause` raises ends it."""
    items = _ids(reader, "SELECT id FROM node WHERE kind = 'item'")
    found: set[int] | None = None
    for met in _conditions(reader, wanted, today, items, pause):
        found = met if found is None else found & met
        pause()
    ids = frozenset(items if found is None else found)
    return Match(ids, len(ids & items), len(items))


def _conditions(reader: Reader, wanted: Wanted, today: date, items: set[int], pause: Pause) -> Iterator[set[int]]:
    if wanted.chosen is not None:
        yield set(wanted.chosen)
    if wanted.department:
        yield _owned(reader, wanted.department, wanted.role)
    if wanted.due:
        yield _due(reader, wanted.due, today, items)
    if wanted.status:
        yield _of_status(reader, wanted.status, items)
    if wanted.light:
        yield _of_light(reader, wanted.light, today, items, pause)
    if wanted.no_targets:
        yield items - _ids(reader, "SELECT DISTINCT node_id FROM target WHERE kind = 'target'")
    if wanted.no_lead:
        yield items - _led(reader)
    if wanted.since:
        yield _changed(reader, wanted.since)
    if wanted.problems:
        yield _with_problems(reader, pause)


def _ids(reader: Reader, sql: str, parameters: tuple[object, ...] = ()) -> set[int]:
    """Return the ids of a query; as one JSON text: fetched row by row they would block the window's thread."""
    array = f"SELECT json_group_array(id) FROM (SELECT column1 AS id FROM ({_named(sql)}))"
    (text,) = reader.connection.execute(array, parameters).fetchone()
    return set(json.loads(text))


def _named(sql: str) -> str:
    return f"WITH found (column1) AS ({sql}) SELECT column1 FROM found"


def _owned(reader: Reader, department: int, role: Role | None) -> set[int]:
    """Return what a department owns; what it leads includes what stands below and has no lead of its own."""
    support = _ids(reader, "SELECT node_id FROM owner WHERE department_id = ? AND role = 'support'", (department,))
    lead = _led(reader, department)
    return lead if role == LEAD else support if role else lead | support


def _led(reader: Reader, department: int = 0) -> set[int]:
    """Return what has a lead department (or this one), of its own or by what it stands in."""
    which, parameters = (" AND department_id = ?", (department,)) if department else ("", ())
    leads = "SELECT 1 FROM owner WHERE owner.node_id = node.id AND role = 'lead'"
    below = f"SELECT node.id FROM node JOIN led ON node.parent_id = led.id WHERE NOT EXISTS ({leads})"
    first = f"SELECT node_id FROM owner WHERE role = 'lead'{which}"
    sql = f"WITH RECURSIVE led (id) AS ({first} UNION {below}) SELECT id FROM led"
    return _ids(reader, sql, parameters)


def _due(reader: Reader, due: Due, today: date, items: set[int]) -> set[int]:
    texts = [text for (text,) in reader.connection.execute("SELECT DISTINCT due FROM node WHERE due <> ''")]
    year = reader.plan().year
    days = {text: last_day(text, year) for text in texts}
    if due == "none":
        return items - _with_due(reader, days)
    if due == "overdue":
        past = _with_due(reader, {text: day for text, day in days.items() if day is not None and day < today})
        return past - {node_id for node_id, status in latest_statuses(reader).items() if status in DONE}
    first, last = month_of(today) if due == "month" else quarter_of(today)
    return _with_due(reader, {text: day for text, day in days.items() if day is not None and first <= day <= last})


def _with_due(reader: Reader, texts: Mapping[str, object]) -> set[int]:
    among = json.dumps(list(texts))
    return _ids(reader, "SELECT id FROM node WHERE due IN (SELECT value FROM json_each(?))", (among,))


def _of_status(reader: Reader, status: str, items: set[int]) -> set[int]:
    latest = latest_statuses(reader)
    if status == NO_STATUS:
        return items - latest.keys()
    return {node_id for node_id, reported in latest.items() if reported == status}


def _of_light(reader: Reader, light: str, today: date, items: set[int], pause: Pause) -> set[int]:
    from planeditor.store.table_columns import read_lights  # the first window needs none

    judged = read_lights(reader, today, pause)
    if light == NO_LIGHT:
        return items - {node_id for node_id, one in judged.items() if one.light}
    return {node_id for node_id, one in judged.items() if one.light == light}


def latest_statuses(reader: Reader) -> dict[int, str]:
    """Return the status last reported of every node that has any: of itself before of a target, by date and place."""
    order = "PARTITION BY node_id ORDER BY target_id IS NULL DESC, date DESC, rank DESC, id DESC"
    rows = f"SELECT node_id, status, row_number() OVER ({order}) AS place FROM progress WHERE status <> ''"
    return dict(reader.connection.execute(f"SELECT node_id, status FROM ({rows}) WHERE place = 1"))


def _changed(reader: Reader, since: str) -> set[int]:
    steps = "SELECT id FROM step WHERE undone = 0 AND time >= ?"
    sql = f"SELECT DISTINCT node_id FROM change WHERE node_id IS NOT NULL AND step_id IN ({steps})"
    return _ids(reader, sql, (since,))


def _with_problems(reader: Reader, pause: Pause) -> set[int]:
    """Return the rows that the tree marks: those with a problem of their own, as `Reader.glance` tells it."""
    from planeditor.plan.checks import check_node, without_dismissed  # no part of the first window

    registry = frozenset(department.id for department in reader.departments())
    dismissed = {(known.rule, known.node_id, known.subject) for known in reader.dismissals()}
    found, is_report = set(), reader.plan().kind == "report"
    for (top,) in reader.connection.execute("SELECT id FROM node WHERE parent_id IS NULL").fetchall():
        for node, needs_none in _needs(reader.subtrees([top])):
            pause()
            problems = check_node(node, registry, led=needs_none or is_report)
            if problems and without_dismissed(problems, dismissed):
                found.add(node.id)
    return found


def _needs(nodes: tuple[Node, ...], led: bool = False) -> Iterator[tuple[Node, bool]]:
    """Yield every node and whether it needs no lead of its own."""
    for node in nodes:
        yield node, led or bool(node.owners) or node.kind == "section" or _is_owned_below(node)
        yield from _needs(node.children, led or any(owner.role == LEAD for owner in node.owners))


def _is_owned_below(node: Node) -> bool:
    return any(child.kind == "item" and (child.owners or _is_owned_below(child)) for child in node.children)
