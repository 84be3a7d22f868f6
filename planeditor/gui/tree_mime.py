"""What rows of the tree carry when they are dragged or copied, and reading it back.

One rule: our own formats are the interchange JSON; whatever another program put there under our name is checked
like a file from elsewhere, and what cannot be read is as good as nothing.
"""

import json
from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QMimeData

from planeditor.plan.entities import Department, Node, Plan, Snapshot
from planeditor.plan.outline import Outline
from planeditor.store import Document

IDS = "application/x-planeditor-ids"  # a drag inside one window: which rows
NODES = "application/x-planeditor-nodes+json"  # the rows themselves, for any window


def token(owner: object) -> str:
    """Return what tells one model of this process from all others."""
    return f"{id(owner):x}"


def write_nodes(document: Document, outline: Outline, ids: list[int], source: str = "") -> QMimeData:
    """Return subtrees for a drag or the clipboard; with `source`, the token of their model, also as ids."""
    from planeditor.plan.interchange import to_dict  # not needed by the first window

    snapshot = snapshot_of(document, ids)
    numbers = numbers_of(snapshot, outline)
    data = QMimeData()
    text = json.dumps(to_dict(snapshot, numbers), ensure_ascii=False)
    data.setData(NODES, QByteArray(text.encode()))
    if source:
        data.setData(IDS, QByteArray(json.dumps({"source": source, "ids": ids}).encode()))
    return data


def snapshot_of(document: Document, ids: list[int]) -> Snapshot:
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
    if not data.hasFormat(NODES):
        return (), ()
    from planeditor.plan.interchange import from_dict

    try:
        snapshot = from_dict(json.loads(bytes(data.data(NODES).data())))
    except (ValueError, RecursionError):  # InterchangeError is one, and so is what json raises; mad depth is another
        return (), ()
    return snapshot.nodes, snapshot.departments
