"""One column of a whole plan at once, for tables that are sorted and grouped by it, and all targets and owners.

One rule: each is one query, so that a plan of 100,000 items is read in a fraction of a second, by any thread's reader.
"""

from collections.abc import Iterable
from datetime import date

from planeditor.plan.entities import Target
from planeditor.plan.pace import Judgement, light_of
from planeditor.store.loading import read_each, read_target
from planeditor.store.reader import Reader
from planeditor.store.schema import CONTENT
from planeditor.store.search import Pause, go_on

_FIELD = "field:"
_AT_ONCE = 500
_QUERIES = {
    "title": "SELECT id, title FROM node WHERE title <> ''",
    "body": "SELECT id, text FROM body",
    "due": "SELECT id, due FROM node WHERE due <> ''",
    "targets": "SELECT node_id, count(*) FROM target WHERE kind = 'target' GROUP BY node_id",
    "status": "SELECT node_id, status FROM progress WHERE status <> '' ORDER BY {order}",
    "progress": "SELECT node_id, narrative FROM progress WHERE narrative <> '' ORDER BY {order}",
}
_ORDER = "node_id, target_id IS NULL, date, rank, id"  # what is said of the item itself goes before
_FOLLOWED = (
    "SELECT node_id FROM progress UNION SELECT node_id FROM light UNION SELECT id FROM node WHERE due <> ''"
    " UNION SELECT node_id FROM target WHERE deadline <> ''"
)
_OWNERS = "SELECT node_id, name FROM owner WHERE role = ? ORDER BY node_id, rank, id"
_FIELDS = "SELECT node_id, text FROM field WHERE label = ? ORDER BY node_id, rank, id"


def read_column(reader: Reader, key: str) -> dict[int, str | float]:
    """Return a column of the ledger by node id; nodes without a value are left out."""
    connection = reader.connection
    if key in ("lead", "support"):
        return _joined(connection.execute(_OWNERS, (key,)), "、")
    if key.startswith(_FIELD):
        return _joined(connection.execute(_FIELDS, (key.removeprefix(_FIELD),)), "\n")
    if key in ("light", "percent"):
        return _judged(reader, key)
    return dict(connection.execute(_QUERIES[key].format(order=_ORDER)))  # of several reports the last one stays


def _judged(reader: Reader, key: str) -> dict[int, str | float]:
    found = read_lights(reader, date.today())
    if key == "light":
        return {node_id: one.light for node_id, one in found.items() if one.light}
    return {node_id: one.state.percent for node_id, one in found.items() if one.state.percent is not None}


def read_lights(reader: Reader, today: date, pause: Pause = go_on) -> dict[int, Judgement]:
    """Return the light of every section and item that can have one, by node id; the others have none."""
    ids = [node_id for (node_id,) in reader.connection.execute(_FOLLOWED).fetchall()]
    pace, found = reader.pace(today), dict[int, Judgement]()
    for start in range(0, len(ids), _AT_ONCE):
        pause()
        for node in read_each(reader.connection, ids[start : start + _AT_ONCE]):
            found[node.id] = light_of(node, pace)
    return found


def _joined(rows: Iterable[tuple[int, str]], separator: str) -> dict[int, str | float]:
    found: dict[int, str | float] = {}
    for node_id, text in rows:
        found[node_id] = f"{found[node_id]}{separator}{text}" if node_id in found else text
    return found


def first_leads(reader: Reader) -> dict[int, str]:
    """Return the first lead department of every node that has one, by its name in the registry."""
    names = {department.id: department.name for department in reader.departments()}
    sql = "SELECT node_id, department_id FROM owner WHERE role = 'lead' ORDER BY rank DESC, id DESC"
    return {node_id: names[department] for node_id, department in reader.connection.execute(sql)}


def read_targets(reader: Reader) -> list[tuple[int, Target]]:
    """Return all targets of the plan with their nodes' ids, those of a node together in its order."""
    columns = ", ".join(CONTENT["target"])
    rows = reader.connection.execute(f"SELECT {columns} FROM target ORDER BY node_id, rank, id")
    place = CONTENT["target"].index("node_id")
    return [(row[place], read_target(row)) for row in rows]


def owned_nodes(reader: Reader) -> set[int]:
    """Return the ids of all nodes that have an owner."""
    return {node_id for (node_id,) in reader.connection.execute("SELECT DISTINCT node_id FROM owner")}


def report_days(reader: Reader) -> list[tuple[int, int | None, str]]:
    """Return the node, the target (None for the item itself) and the date of every report."""
    return reader.connection.execute("SELECT node_id, target_id, date FROM progress").fetchall()
