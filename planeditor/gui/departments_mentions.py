"""Departments' names within the words of the plan. One rule: they change in the step that renames the department."""

from planeditor.plan.department_lists import replace_name
from planeditor.plan.entities import Node
from planeditor.store import Document

_MOST = 1_000_000  # all of them


def replace_mentions(document: Document, old: str, new: str) -> int:
    """Write a department's new name wherever titles and texts say the old one, within a step; return how many texts."""
    names = [name for known in document.departments() for name in (known.name, *known.aliases)]
    count = 0
    for node_id in document.find(old, limit=_MOST):
        count += _replace_in(document, document.node(node_id), old, new, names)
    return count


def _replace_in(document: Document, node: Node, old: str, new: str, names: list[str]) -> int:
    title, body = (replace_name(text, old, new, names) for text in (node.title, node.body))
    count = 0
    if title != node.title:
        document.rename(node.id, title)
        count += 1
    if body != node.body:
        document.set_body(node.id, body)
        count += 1
    for field in node.fields:
        text = replace_name(field.text, old, new, names)
        if text != field.text:
            document.set_field(field.id, text)
            count += 1
    return count
