"""A draft as plain text, so that a test can show what it expects: one line a fact, indented by depth."""

from collections.abc import Iterator

from planeditor.importing import ImportOptions
from planeditor.importing.blocks import Progress, Source
from planeditor.importing.draft import Draft
from planeditor.importing.grammar import DEFAULTS, parse_source
from planeditor.importing.text import text_blocks
from planeditor.plan.entities import Node, Plan
from planeditor.plan.numbering import snapshot_numbers

PROPERTIES = (
    "title", "doc_number", "issuer", "notice_title", "addressees", "notice", "date", "year", "preamble", "closing",
    "signer", "numbering",
)  # fmt: skip


def parse_text(text: str, options: ImportOptions = DEFAULTS, progress: Progress | None = None) -> Draft:
    """Return the draft of a plain text."""
    return parse_source(Source("text", tuple(text_blocks(text))), options, progress=progress)


def outline(draft: Draft) -> str:
    """Return everything a draft holds as text."""
    numbers = snapshot_numbers(draft.snapshot)
    lines = list(_plan(draft.snapshot.plan))
    for node in draft.snapshot.nodes:
        lines += _node(node, numbers, 0)
    lines += [f"unplaced: {text}" for text in draft.snapshot.unplaced]
    lines += [f"question: {line.number}" for line in draft.questions]
    return "\n".join(lines) + "\n"


def _plan(plan: Plan) -> Iterator[str]:
    for name in PROPERTIES:
        value = getattr(plan, name)
        if value:
            yield f"{name}: {_one_line(str(value))}"


def _node(node: Node, numbers: dict[int, str], depth: int) -> Iterator[str]:
    inset = "  " * depth
    mark = numbers[node.id].rstrip() or "-"
    yield f"{inset}{node.kind} {mark} {node.title}".rstrip()
    if node.numbering:
        yield f"{inset}    numbering: {node.numbering}"
    if node.body:
        yield f"{inset}    body: {_one_line(node.body)}"
    for field in node.fields:
        yield f"{inset}    {field.label}: {_one_line(field.text)}"
    for role in ("lead", "support"):
        names = [owner.name for owner in node.owners if owner.role == role]
        if names:
            yield f"{inset}    {role}: {' / '.join(names)}"
    if node.due:
        yield f"{inset}    due: {node.due}"
    for child in node.children:
        yield from _node(child, numbers, depth + 1)


def _one_line(text: str) -> str:
    return text.replace("\n", "⏎")
