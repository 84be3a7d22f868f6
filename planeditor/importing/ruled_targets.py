"""Lines that people say are targets. One rule: each gives at least one, though no rule of the language found any."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planeditor.i18n import _
from planeditor.importing.ledger import Ledger
from planeditor.importing.targets import make_target
from planeditor.language.targets import find_targets, read_figure
from planeditor.plan.entities import Node, Span, Target
from planeditor.plan.identity import new_id

GOALS = "量化目标"  # the label of a field whose figures are goals without a verb


def with_ruled_targets(
    nodes: Sequence[Node], texts: Mapping[int, str], ledger: Ledger, year: int | None
) -> tuple[Node, ...]:
    """Return the nodes with a target for every line ruled to be one; `texts` are the words of lines by number."""
    by_node: dict[int, list[int]] = {}
    for line, node_id in sorted(ledger.lines_of("target").items()):
        by_node.setdefault(node_id, []).append(line)
    return tuple(_with_ruled(node, by_node, texts, ledger, year) for node in nodes) if by_node else tuple(nodes)


def _with_ruled(
    node: Node, by_node: Mapping[int, list[int]], texts: Mapping[int, str], ledger: Ledger, year: int | None
) -> Node:
    for line in by_node.get(node.id, ()):
        start, words = _place(node, texts[line])
        if any(_stands_in(target, start, words) for target in node.targets):
            continue
        target = _target(words, start, year)
        node = replace(node, targets=(*node.targets, target))
        if target.value is None:
            question = _("No figure was found in this target. Is it one? Give its figure after the import.")
            ledger.doubt(line, question, ("target", "text"))
    children = tuple(_with_ruled(child, by_node, texts, ledger, year) for child in node.children)
    return replace(node, children=children) if children else node


def _place(node: Node, text: str) -> tuple[int, str]:
    """Return where the words of a line begin in its node's body, -1 if they were changed on the way."""
    words = text.strip()
    start = node.body.find(words)
    while start < 0 and words and not words[0].isalnum():  # the bullet before them
        words = words[1:].lstrip()
        start = node.body.find(words) if words else -1
    return start, words or text.strip()


def _stands_in(target: Target, start: int, words: str) -> bool:
    span = target.span
    if span is None or span.place != "body" or start < 0:
        return bool(target.text) and target.text in words
    return start <= span.start and span.end <= start + len(words)


def _target(words: str, start: int, year: int | None) -> Target:
    """Return the goal a line states if it is read as one, else its figure, else its words."""
    found = next(iter(find_targets(words, year=year, label=GOALS)), None) or read_figure(words, year=year)
    if found is None:
        return Target(id=new_id(), text=words, span=_span(start, 0, len(words)))
    goal = replace(found, kind="target")  # people say so, whatever the words tell
    return make_target(goal, new_id(), words, _span(start, found.start, found.end))


def _span(start: int, begin: int, end: int) -> Span | None:
    return Span("body", start + begin, start + end) if start >= 0 else None
