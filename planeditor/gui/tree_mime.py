"""What rows of the tree carry when they are dragged or copied, and reading it back.

One rule: our own formats are the interchange JSON; whatever another program put there under our name is checked
like a file from elsewhere, and what cannot be read is as good as nothing.
"""

import json
from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QMimeData

from planeditor.gui.jobs import Job, wait_for
from planeditor.plan.entities import Department, Node, Plan, Snapshot
from planeditor.plan.memory import without_collection
from planeditor.plan.outline import Outline
from planeditor.store import Document
from planeditor.store.reader import Reader

IDS = "application/x-planeditor-ids"  # a drag inside one window: which rows
NODES = "application/x-planeditor-nodes+json"  # the rows themselves, for any window
LONG = 200_000  # bytes; what is longer is read by a worker


def token(owner: object) -> str:
    """Return what tells one model of this process from all others."""
    return f"{id(owner):x}"


def write_nodes(document: Document, outline: Outline, ids: list[int], source: str = "") -> QMimeData:
    """Return subtrees for a drag or the clipboard; with `source`, the token of their model, also as ids."""
    snapshot = snapshot_of(document, ids)
    data = QMimeData()
    data.setData(NODES, QByteArray(nodes_text(snapshot, numbers_of(snapshot, outline))))
    if source:
        data.setData(IDS, QByteArray(json.dumps({"source": source, "ids": ids}).encode()))
    return data


def nodes_text(snapshot: Snapshot, numbers: Mapping[int, str]) -> bytes:
    """Return subtrees as our own format writes them."""
    from planeditor.plan.interchange import to_dict  # not needed by the first window

    return json.dumps(to_dict(snapshot, numbers), ensure_ascii=False).encode()


def snapshot_of(document: Reader, ids: list[int]) -> Snapshot:
    """Return subtrees as a plan of their own, with the departments that they name."""
    nodes = document.subtrees(ids)
    named = {owner.department_id for top in nodes for node in top.walk() for owner in node.owners}
    departments = tuple(
        Department(known.id, known.name, known.aliases) for known in document.departments() if known.id in named
    )
    return Snapshot(Plan(document.plan().id), departments, nodes)


def numbers_of(snapshot: Snapshot, outline: Outline) -> Mapping[int, str]:
    """Return the numbers of a snapshot's nodes as the outline shows them."""
    return {node.id: outline.number(outline[node.id]) for node in snapshot.walk()}


def read_ids(data: QMimeData, source: str) -> list[int]:
    """Return the rows of a drag that began in the model with this token, else none."""
    try:
        content = json.loads(bytes(data.data(IDS).data()) or b"{}")
        return [int(node_id) for node_id in content["ids"]] if content.get("source") == source else []
    except (ValueError, TypeError, AttributeError, KeyError):
        return []


def read_nodes(data: QMimeData) -> tuple[tuple[Node, ...], tuple[Department, ...]]:
    """Return the subtrees and their departments, nothing when there are none."""
    content = bytes(data.data(NODES).data()) if data.hasFormat(NODES) else b""
    if not content:
        return (), ()
    if len(content) <= LONG:
        return _nodes_in(content)
    found: list[tuple[tuple[Node, ...], tuple[Department, ...]]] = []
    wait_for(Job(lambda: found.append(_nodes_in(content))))
    return found[0]


def _nodes_in(content: bytes) -> tuple[tuple[Node, ...], tuple[Department, ...]]:
    from planeditor.plan.interchange import from_dict

    try:
        with without_collection():
            snapshot = from_dict(json.loads(content))
    except (ValueError, RecursionError):  # InterchangeError is one, and so is what json raises; mad depth is another
        return (), ()
    return snapshot.nodes, snapshot.departments
