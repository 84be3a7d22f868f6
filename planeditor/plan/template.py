"""Making a template of a plan: what stays for next year's plan and what was only this year's.

One rule: the outline with its titles and field labels always stays; results, progress and lines set aside never do.
"""

import re
from dataclasses import dataclass, replace

from planeditor.plan.copying import fresh_plan
from planeditor.plan.entities import Node, Snapshot, Target

UNKNOWN_YEAR = "××××年"  # the checks find it, so that nobody sends it out
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}\s?年(?=度?)")


@dataclass(frozen=True, slots=True)
class Keep:
    """What of a plan a template keeps beside its outline."""

    texts: bool = False  # of sections, items and fields, and the plan's own preamble, notice and closing
    owners: bool = True
    targets: bool = False
    values: bool = False  # the figures of the targets; without them a target is its name and unit
    dates: bool = False  # deadlines, the plan's date, number and year


def as_template(snapshot: Snapshot, keep: Keep) -> Snapshot:
    """Return what `keep` leaves of a plan, under ids of its own."""
    nodes = tuple(_kept(node, keep) for node in snapshot.nodes)
    plan = snapshot.plan
    if not keep.texts:
        plan = replace(plan, preamble="", notice="", closing="")
    if not keep.dates:
        title, notice_title = _yearless(plan.title), _yearless(plan.notice_title)
        plan = replace(plan, title=title, notice_title=notice_title, doc_number="", date="", year=None)
    departments = snapshot.departments if keep.owners else ()
    return fresh_plan(Snapshot(plan, departments, nodes))


def _kept(node: Node, keep: Keep) -> Node:
    is_text_only = not node.title and not node.fields  # an item of one text: without it nothing would be left
    return replace(
        node,
        title=node.title if keep.dates else _yearless(node.title),
        body=node.body if keep.texts or is_text_only else "",
        fields=node.fields if keep.texts else tuple(replace(field, text="") for field in node.fields),
        due=node.due if keep.dates else "",
        owners=node.owners if keep.owners else (),
        targets=_kept_targets(node, keep) if keep.targets else (),
        progress=(),
        milestones=(),
        children=tuple(_kept(child, keep) for child in node.children),
    )


def _kept_targets(node: Node, keep: Keep) -> tuple[Target, ...]:
    targets = [target for target in node.targets if target.kind == "target"]
    kept = {target.id for target in targets}
    return tuple(
        replace(
            _without_values(target) if not keep.values else target,
            parent_id=target.parent_id if target.parent_id in kept else None,
            deadline=target.deadline if keep.dates else "",
            base_period=target.base_period if keep.dates else "",
            span=target.span if keep.texts and keep.values and keep.dates else None,
        )
        for target in targets
    )


def _without_values(target: Target) -> Target:
    return replace(target, value=None, value_high=None, base_value=None, base_period="", text="")


def _yearless(text: str) -> str:
    return _YEAR.sub(UNKNOWN_YEAR, text)
