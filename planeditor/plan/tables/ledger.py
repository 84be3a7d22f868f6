"""The ledger's columns: what a cell of an item shows, and what is read from one that was typed or pasted.

One rule: a cell shows what the item has, and reading what a cell shows gives it back.
"""

from collections.abc import Sequence

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.language.owners import split_names
from planeditor.plan.entities import LEAD, STATUSES, SUPPORT, Field, Node, Progress
from planeditor.plan.figures import figure, number
from planeditor.plan.tables.columns import Column, Kind
from planeditor.plan.tables.dues import read_due

FIELD = "field:"  # begins the key of a labelled field's column
REMARK = "备注"
CellValue = str | float | tuple[str, ...] | None
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")


def columns(labels: Sequence[str]) -> tuple[Column, ...]:
    """Return all columns in their usual order; `labels` are those of the plan's fields."""
    others = [label for label in dict.fromkeys(labels) if label and label != REMARK]
    return (
        Column("number", _("No."), Kind.FIXED, 5),
        Column("section", _("Section"), Kind.FIXED, 10),
        Column("title", _("Title"), Kind.LINE, 22),
        Column("lead", _("Lead"), Kind.NAMES, 9),
        Column("support", _("Support"), Kind.NAMES, 12),
        Column("targets", _("Targets"), Kind.FIXED, 12),
        Column("due", _("Due"), Kind.DUE, 7.5),
        Column("status", _("Status"), Kind.STATUS, 7.5),
        Column("percent", _("Done so far"), Kind.PERCENT, 7),
        Column("light", _("Traffic light"), Kind.LIGHT, 6.5),
        Column("progress", _("Progress"), Kind.TEXT, 14, is_usual=False),
        Column("lineage", _("Continued from"), Kind.FIXED, 9, is_usual=False),
        Column(FIELD + REMARK, REMARK, Kind.TEXT, 9),
        Column("body", _("Text"), Kind.TEXT, 20, is_usual=False),
        *(Column(FIELD + label, label, Kind.TEXT, 16, is_usual=False) for label in others),
    )


def latest_report(node: Node, attribute: str) -> Progress | None:
    """Return the newest report that says something of `attribute`, such as "status".

    What is said of the item itself goes before what is said of one of its targets.
    """
    told = [entry for entry in node.progress if getattr(entry, attribute) not in ("", None)]
    own = [entry for entry in told if entry.target_id is None] or told
    return max(enumerate(own), key=lambda one: (one[1].date, one[0]))[1] if own else None


def cell_text(node: Node, key: str) -> str:
    """Return what an item shows in a column, number and section excepted: those are its place's."""
    if key.startswith(FIELD):
        return "\n".join(field.text for field in fields_of(node, key) if field.text)
    if key in ("lead", "support"):
        role = LEAD if key == "lead" else SUPPORT
        return "、".join(owner.name for owner in node.owners if owner.role == role)
    if key == "lineage":
        return "；".join(each.text for each in node.lineage if each.target_id is None and each.text)
    if key == "targets":
        return "；".join(figure(target) for target in node.targets if target.kind == "target")
    if key in ("status", "percent"):
        report = latest_report(node, key)
        return "" if report is None else report.status if key == "status" else percent_text(report.percent)
    if key == "progress":
        report = latest_report(node, "narrative")
        return report.narrative if report is not None else ""
    return {"title": node.title, "body": node.body, "due": node.due}.get(key, "")


def fields_of(node: Node, key: str) -> list[Field]:
    """Return the fields that a column shows."""
    return [field for field in node.fields if field.label == key.removeprefix(FIELD)]


def percent_text(percent: float | None) -> str:
    """Return a percentage, "" for none."""
    return "" if percent is None else f"{number(percent)}%"


def read_cell(column: Column, text: str, year: int | None) -> CellValue:
    """Return what a cell says; EditError with one sentence where it does not fit the column."""
    text = text.replace("\r\n", "\n").strip()
    if column.kind in (Kind.FIXED, Kind.LIGHT):
        raise EditError(_("“{column}” follows from the plan and cannot be written.").format(column=column.heading))
    if column.kind is Kind.LINE:
        return " ".join(text.split("\n"))
    if column.kind is Kind.NAMES:
        return tuple(dict.fromkeys(split_names(text)))
    if column.kind is Kind.DUE:
        return read_due(text, year)
    if column.kind is Kind.STATUS:
        return _read_status(text)
    return _read_percent(text) if column.kind is Kind.PERCENT else text


def _read_status(text: str) -> str:
    if text and text not in STATUSES:
        known = "、".join(STATUSES)
        raise EditError(_("“{text}” is no status. There are: {known}.").format(text=text, known=known))
    return text


def _read_percent(text: str) -> float | None:
    plain = text.translate(_WIDE).removesuffix("%").strip()
    if not plain:
        return None
    try:
        percent = float(plain)
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise EditError(_("“{text}” is no percentage between 0 and 100.").format(text=text))
    return percent
