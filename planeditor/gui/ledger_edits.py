"""What writing into a cell of the ledger does to an item.

One rule: a status or a share done is a report of today: what was reported before stays in the item's history.
"""

from datetime import date
from typing import Any

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.entities import LEAD, SUPPORT, Node, Progress
from planeditor.plan.tables.columns import Column
from planeditor.plan.tables.ledger import FIELD, cell_text, fields_of, latest_report
from planeditor.store import Document


def write_cell(document: Document, node_id: int, column: Column, value: Any) -> None:
    """Write what was read from a cell, within a step; EditError where the item cannot take it."""
    key = column.key
    if key == "title":
        document.rename(node_id, value)
    elif key == "body":
        document.set_body(node_id, value)
    elif key == "due":
        document.set_due(node_id, value)
    elif key in ("lead", "support"):
        document.set_owners(node_id, LEAD if key == "lead" else SUPPORT, value)
    elif key in ("status", "percent"):
        _report(document, document.node(node_id), key, value)
    elif key == "progress":
        _report(document, document.node(node_id), "narrative", value)
    elif key.startswith(FIELD):
        _write_field(document, document.node(node_id), key, value)


def _report(document: Document, node: Node, key: str, value: Any) -> None:
    latest = latest_report(node, key)
    if latest is not None and getattr(latest, key) == value:
        return
    if value in ("", None):
        _take_back(document, latest, key)
        return
    day = max([date.today().isoformat(), latest.date if latest else ""])
    own = next((entry for entry in node.progress if entry.date == day and entry.target_id is None), None)
    if own is not None:
        document.update_progress(own.id, **{key: value})
    else:
        document.add_progress(node.id, **{"date": day, key: value})


def _take_back(document: Document, latest: Progress | None, key: str) -> None:
    """Empty the newest report, and remove it where it says nothing else."""
    if latest is None:
        return
    others = ("status", "percent", "value", "narrative", "problem", "next_step", "evidence")
    if any(getattr(latest, other) not in ("", None) for other in others if other != key):
        document.update_progress(latest.id, **{key: None if key == "percent" else ""})
    else:
        document.remove_progress(latest.id)


def _write_field(document: Document, node: Node, key: str, text: str) -> None:
    fields = fields_of(node, key)
    if cell_text(node, key) == text:
        return
    if len(fields) > 1:
        label = key.removeprefix(FIELD)
        raise EditError(_("This item has several fields “{label}”; change them in the editor.").format(label=label))
    if fields:
        document.set_field(fields[0].id, text)
    elif text:
        document.add_field(node.id, key.removeprefix(FIELD), text)
