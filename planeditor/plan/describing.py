"""Differences in words: what of an item changed, and how its values read.

One rule: what is shown of a value is what the panels show of it; ids and ranks are nobody's business.
"""

from typing import Any

from planeditor.i18n import _
from planeditor.language.dates import chinese_date
from planeditor.plan.entities import Department, Evidence, Field, Light, Lineage, Milestone, Node, Progress, Target
from planeditor.plan.figures import promise
from planeditor.plan.handing import period_words
from planeditor.plan.merging import EXISTENCE, ORDER, PLACE, Difference
from planeditor.plan.pace import light_word


def field_key(difference: Difference) -> str:
    """Return what changed for programs: title, field:问题描述, target, place, plan.title; "" for a whole node."""
    aspect = difference.key.aspect
    field = next((v for v in (difference.before, difference.after, difference.mine) if isinstance(v, Field)), None)
    return f"field:{field.label}" if aspect == "field" and field is not None else aspect


def aspect_name(difference: Difference) -> str:
    """Return what changed in the user's language."""
    aspect = difference.key.aspect
    field = next((v for v in (difference.before, difference.after, difference.mine) if isinstance(v, Field)), None)
    if field is not None:
        return field.label or _("(no label)")
    if aspect.startswith(ORDER):
        return _("Order of parts")
    return _names().get(aspect, aspect)


def _names() -> dict[str, str]:
    return {
        EXISTENCE: _("The whole entry"),
        PLACE: _("Place"),
        "title": _("Title"),
        "body": _("Text"),
        "due": _("Due"),
        "kind": _("Section or item"),
        "numbered": _("Numbered"),
        "numbering": _("Numbering"),
        "lead": _("Lead departments"),
        "support": _("Supporting departments"),
        "target": _("Target"),
        "progress": _("Progress"),
        "milestone": _("Milestone"),
        "light": _("Light set by hand"),
        "evidence": _("Evidence"),
        "lineage": _("What it continues"),
        "department": _("Department"),
        "plan.title": _("Title of the plan"),
        "plan.doc_number": _("Document number"),
        "plan.issuer": _("Issuer"),
        "plan.notice_title": _("Title of the notice"),
        "plan.addressees": _("Addressees"),
        "plan.notice": _("Text of the notice"),
        "plan.date": _("Date"),
        "plan.year": _("Year"),
        "plan.kind": _("Kind of document"),
        "plan.preamble": _("Preamble"),
        "plan.closing": _("Closing words"),
        "plan.signer": _("Signer"),
        "plan.numbering": _("Numbering"),
    }


def value_text(value: Any) -> str:
    """Return how a value reads; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Node):
        return _node_text(value)
    if isinstance(value, Field):
        return value.text
    if isinstance(value, Target):
        return promise(value, chinese_date(value.deadline))
    if isinstance(value, Progress):
        return _progress_text(value)
    if isinstance(value, Milestone):
        return " ".join(filter(None, (period_words(value.period), value.text)))
    if isinstance(value, Light):
        return "：".join(filter(None, (light_word(value.light), value.reason)))
    if isinstance(value, Evidence):
        return value.name
    if isinstance(value, Lineage):
        return value.text or str(value.year or "")
    if isinstance(value, Department):
        return "、".join((value.name, *value.aliases))
    if isinstance(value, tuple):
        return "、".join(name for name, _department in value if isinstance(name, str)) if _are_owners(value) else ""
    if value in ("section", "item"):
        return _("section") if value == "section" else _("item")
    return str(value)


def _progress_text(entry: Progress) -> str:
    percent = f"{entry.percent:.10g}%" if entry.percent is not None else ""
    figure = f"{entry.value:.10g}" if entry.value is not None else ""
    words = (entry.narrative, entry.problem, entry.next_step, entry.evidence)
    return "；".join(filter(None, (chinese_date(entry.date), entry.status, percent, figure, *words)))


def _are_owners(value: tuple[Any, ...]) -> bool:
    return all(isinstance(each, tuple) and len(each) == 2 for each in value)


def _node_text(node: Node) -> str:
    fields = (f"{field.label}：{field.text}" for field in node.fields)
    return "\n".join(filter(None, (node.title, node.body, *fields)))
