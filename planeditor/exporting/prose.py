"""A plan as the lines of a document: what Markdown, web pages and print have in common.

One rule: every word of the plan's text stands in one line, in the order in which the import reads a document.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planeditor.exporting.content import Content
from planeditor.exporting.phrases import owner_names, targets_text
from planeditor.exporting.text import chinese_date
from planeditor.language.labels import DUE_LABELS
from planeditor.plan.entities import LEAD, SUPPORT, Node, Plan

Kind = Literal[
    "doc_number", "title", "facts", "addressees", "text", "signer", "date", "heading", "item", "field", "owners"
]  # fmt: skip
LEAD_LABEL, SUPPORT_LABEL, DUE_LABEL, TARGETS_LABEL = "牵头", "责任", "完成时限", "量化目标"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `lead` stands before the text and is set off: a number, or a field's label with its colon.

    `level` is that of a heading, from 1; `node_id` is given with the first line of a section or an item.
    """

    kind: Kind
    text: str
    lead: str = ""
    level: int = 0
    node_id: int = 0


def plan_lines(content: Content) -> Iterator[Line]:
    """Yield the lines of the whole plan."""
    plan = content.snapshot.plan
    yield from head_lines(plan)
    for node in content.snapshot.nodes:
        yield from _walk(content, node, 1)
    yield from foot_lines(plan)


def head_lines(plan: Plan) -> Iterator[Line]:
    """Yield what stands before the first section: the notice with its signature, then the plan's title and preamble."""
    yield from _each("doc_number", plan.doc_number)
    noticed = bool(present(plan.notice_title))
    if noticed:
        yield Line("title", one_line(plan.notice_title))
        yield from _addressed(plan)
        yield from _each("text", plan.notice)
        yield from _signature(plan)
    if present(plan.title):
        yield Line("title", one_line(plan.title))
    yield from _facts(plan)
    if not noticed:
        yield from _addressed(plan)
        yield from _each("text", plan.notice)
    yield from _each("text", plan.preamble)


def foot_lines(plan: Plan) -> Iterator[Line]:
    """Yield the closing, and the signature where no notice bears it."""
    yield from _each("text", plan.closing)
    if not present(plan.notice_title):
        yield from _signature(plan)


def node_lines(content: Content, node: Node, level: int) -> Iterator[Line]:
    """Yield a section or an item without what stands below it."""
    number = content.numbers.get(node.id, "")
    title, body = one_line(node.title), present(node.body)
    if title:
        yield Line("heading", title, number, level, node.id)
    elif number or body:
        yield Line("item", body.pop(0) if body else "", number, level, node.id)
    for text in body:
        yield Line("text", text)
    for field in node.fields:
        yield from _labelled(field.label, field.text)
    if content.options.targets:
        yield from _labelled(TARGETS_LABEL, targets_text(node))
    if content.options.owners and (owners := owners_text(node)):
        yield Line("owners", owners)


def owners_text(node: Node) -> str:
    """Return 牵头：…；责任：…；完成时限：… with the parts there are; a due that a field tells is not told twice."""
    told = any(field.label in DUE_LABELS for field in node.fields)
    parts = [
        (LEAD_LABEL, owner_names(node, LEAD)),
        (SUPPORT_LABEL, owner_names(node, SUPPORT)),
        (DUE_LABEL, "" if told else chinese_date(node.due)),
    ]
    return "；".join(f"{label}：{value}" for label, value in parts if value)


def one_line(text: str) -> str:
    """Return a title on one line."""
    return " ".join(present(text))


def present(text: str) -> list[str]:
    """Return the lines that are not empty."""
    return [line for line in text.split("\n") if line.strip()]


def _walk(content: Content, node: Node, level: int) -> Iterator[Line]:
    content.step()
    yield from node_lines(content, node, level)
    for child in node.children:
        yield from _walk(content, child, level + 1)


def _each(kind: Kind, text: str) -> Iterator[Line]:
    return (Line(kind, line) for line in present(text))


def _labelled(label: str, text: str) -> Iterator[Line]:
    first, *rest = present(text) or [""]
    if label or first:
        yield Line("field", first, f"{label}：" if label else "")
    for line in rest:
        yield Line("text", line)


def _addressed(plan: Plan) -> Iterator[Line]:
    for line in present(plan.addressees):
        yield Line("addressees", f"{line.rstrip('：:')}{line[len(line.rstrip('：:')) :] or '：'}")


def _signature(plan: Plan) -> Iterator[Line]:
    yield from _each("signer", plan.signer)
    if present(plan.signer) and plan.date:
        yield Line("date", chinese_date(plan.date))


def _facts(plan: Plan) -> Iterator[Line]:
    """Issuers and date, where no signature tells them."""
    signers = present(plan.signer)
    issuers = [line for line in present(plan.issuer) if line not in signers]
    if issuers:
        yield Line("facts", f"发布机构：{' '.join(issuers)}")
    if plan.date and not signers:
        yield Line("facts", f"发布日期：{chinese_date(plan.date)}")
