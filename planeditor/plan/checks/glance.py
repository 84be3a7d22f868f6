"""Rules that look at what a node is given beside its texts; the tree asks them for each painted row.

One rule: no text is searched here and nothing heavy imported, so that a row costs microseconds.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from planeditor.i18n import _
from planeditor.plan.checks.problems import ERROR, WARNING, Fix, Problem, Spot, Subject
from planeditor.plan.entities import LEAD, SUPPORT, Node, Owner, Target

_NO_LABEL_LENGTH = 24
NO_TASKS = frozenset(
    (
        "指导思想",
        "总体要求",
        "总体思路",
        "总体目标",
        "工作目标",
        "主要目标",
        "基本原则",
        "工作原则",
        "工作要求",
        "（略）",
    )
)


def has_lead(node: Node) -> bool:
    """Tell whether a department leads."""
    return any(owner.role == LEAD for owner in node.owners)


def _no_lead(subject: Subject) -> Iterator[Problem]:
    node = subject.node
    if has_lead(node) or (node.kind == "section" and not node.owners):
        return
    if node.owners:
        first = node.owners[0]
        fix = Fix(_("Let {name} lead").format(name=first.name), "set_role", {"owner_id": first.id, "role": LEAD})
        message = _("Departments are responsible, but none leads.")
        yield subject.problem("no-lead", ERROR, message, spot=_at(first), fixes=(fix,))
    elif not subject.led and node.title.strip() not in NO_TASKS:
        yield subject.problem("no-lead", WARNING, _("No lead department is named."), spot=Spot("owner"))


def _at(owner: Owner) -> Spot:
    return Spot("owner", part_id=owner.id)


def _lead_and_support(subject: Subject) -> Iterator[Problem]:
    leads = {owner.department_id for owner in subject.node.owners if owner.role == LEAD}
    times = Counter((owner.department_id, owner.role) for owner in subject.node.owners)
    seen = set()
    for owner in subject.node.owners:
        if owner.role == SUPPORT and owner.department_id in leads:
            message = _("{name} leads and supports at once.")
        elif times[owner.department_id, owner.role] > 1 and (owner.department_id, owner.role) in seen:
            message = _("{name} is named twice.")
        else:
            seen.add((owner.department_id, owner.role))
            continue
        fix = Fix(_("Remove it from the supporting ones"), "remove_owner", {"owner_id": owner.id})
        if owner.role == LEAD:
            fix = Fix(_("Remove the second"), "remove_owner", {"owner_id": owner.id})
        yield subject.problem(
            "lead-and-support", WARNING, message.format(name=owner.name),
            spot=_at(owner), subject=owner.name, fixes=(fix,),
        )  # fmt: skip


def _target_incomplete(subject: Subject) -> Iterator[Problem]:
    for target in subject.node.targets:
        more = {"spot": target_spot(target), "subject": str(target.id)}
        if target.value is None:
            message = _("{target} has no value.").format(target=target_name(target))
            yield subject.problem("target-incomplete", ERROR, message, **more)
        elif not target.unit.strip():
            message = _("{target} has no unit.").format(target=target_name(target))
            yield subject.problem("target-incomplete", WARNING, message, **more)


def target_spot(target: Target) -> Spot:
    """Return where a target's words stand, else the target itself."""
    if target.span is None or not target.span.place or target.span.start >= target.span.end:
        return Spot("target", part_id=target.id)
    return Spot(target.span.place, target.span.start, target.span.end, target.id)


def target_name(target: Target) -> str:
    """Return what people call a target in a sentence."""
    name = target.indicator or target.text
    return _("The target “{name}”").format(name=name[:_NO_LABEL_LENGTH]) if name else _("A target")


def _empty(subject: Subject) -> Iterator[Problem]:
    node = subject.node
    if node.kind == "section":
        if not node.title.strip():
            yield subject.problem("empty", WARNING, _("The section has no title."), spot=Spot("title"))
    elif not any(text.strip() for text in (node.title, node.body, *(each.text for each in node.fields))):
        bare = not (node.owners or node.targets or node.progress or node.milestones or node.children or node.due)
        fixes = (Fix(_("Delete the empty item"), "delete_node", {"node_id": node.id}),) if bare else ()
        yield subject.problem("empty", WARNING, _("The item has no text."), spot=Spot("title"), fixes=fixes)


def _unknown_department(subject: Subject) -> Iterator[Problem]:
    for owner in subject.node.owners:
        if owner.department_id not in subject.departments:
            message = _("The department “{name}” is not in the registry.").format(name=owner.name)
            yield subject.problem("unknown-department", ERROR, message, spot=_at(owner), subject=owner.name)


RULES: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    _no_lead,
    _lead_and_support,
    _target_incomplete,
    _empty,
    _unknown_department,
)
