"""Bringing a report that people work on up to date with its plan.

One rule: what people wrote, moved or took out stays; only what still stands as it was drafted follows the figures, and
what could not follow is told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from planeditor.language.sentences import merge_texts
from planeditor.plan.entities import Field, Node, Plan, Snapshot, Span, Target
from planeditor.plan.merging import COLUMNS, EXISTENCE, PLACE, PLAN_COLUMNS, ROLES, Difference, Merge, merge

_CARRIED = frozenset((*COLUMNS, *ROLES, "field", "department", *(f"plan.{name}" for name in PLAN_COLUMNS)))
_TEXTS = ("body", "plan.preamble", "plan.closing")


@dataclass(frozen=True, slots=True)
class Told:
    """Something of a report that changed, or would have: the item it stands in, and its words."""

    node_id: int
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The report as it is now, what followed the plan, and what did not because people had changed it."""

    snapshot: Snapshot
    updated: tuple[Told, ...]
    refused: tuple[Told, ...]


def refresh(base: Snapshot, mine: Snapshot, new: Snapshot) -> Refreshed:
    """Return the report `mine`, which began as the draft `base`, brought up to date with the draft `new`."""
    merged = merge(base, mine, new, carried=_CARRIED)
    taken = merged.apply(merged.certain())
    worker = _Conflicts(taken)
    updated, refused = list(_told(merged)), []
    for difference in merged.differences:
        if difference.change == "conflict":
            done, left = worker.settle(difference)
            updated += done
            refused += left
    drafts = ({node.id: node for node in draft.walk()} for draft in (base, new))
    return Refreshed(_with_figures(worker.result(), *drafts), tuple(updated), tuple(refused))


def _told(merged: Merge) -> Iterator[Told]:
    """Yield what follows without a question, in words."""
    for each in merged.differences:
        if each.change == "conflict" or each.key.aspect == PLACE:
            continue
        if each.key.aspect == EXISTENCE:
            yield Told(each.key.node_id, each.title, each.title if each.change == "added" else "")
            continue
        before, after = _words(each.before), _words(each.after)
        if each.key.aspect in _TEXTS and before and after:
            changed = merge_texts(before, before, after).updated
            yield from (Told(each.key.node_id, each.title, words) for words in changed)
        else:
            label = f"{each.after.label}：" if isinstance(each.after, Field) and each.after.label else ""
            yield Told(each.key.node_id, each.title, label + " ".join(after.split("\n")))


def _words(value: Any) -> str:
    if isinstance(value, Field):
        return value.text
    if isinstance(value, tuple):
        return "、".join(name for name, _department in value)
    return value if isinstance(value, str) else ""


class _Conflicts:
    """What both the plan and people changed: texts are settled sentence by sentence, all else stays as it is."""

    def __init__(self, taken: Snapshot) -> None:
        self._taken = taken
        self._texts: dict[tuple[int, str], str] = {}

    def settle(self, difference: Difference) -> tuple[list[Told], list[Told]]:
        """Return what could follow and what could not."""
        key, title = difference.key, difference.title
        texts = [_words(value) for value in (difference.before, difference.mine, difference.after)]
        is_field = isinstance(difference.mine, Field) and isinstance(difference.after, Field)
        if key.aspect not in _TEXTS and not is_field:
            words = texts[2] or (title if key.aspect == EXISTENCE and difference.after is not None else "")
            return [], [Told(key.node_id, title, words)]
        merged = merge_texts(*texts)
        self._texts[key.node_id, str(key.part) if is_field else key.aspect] = merged.text
        done, left = ([Told(key.node_id, title, words) for words in told] for told in (merged.updated, merged.refused))
        return done, left

    def result(self) -> Snapshot:
        """Return the report with the texts that were settled."""
        columns: dict[str, Any] = {
            name.removeprefix("plan."): text for (_node, name), text in self._texts.items() if name.startswith("plan.")
        }
        plan: Plan = replace(self._taken.plan, **columns)
        places = {node_id for node_id, _name in self._texts}
        nodes = tuple(self._settled(node, places) for node in self._taken.nodes)
        return replace(self._taken, plan=plan, nodes=nodes)

    def _settled(self, node: Node, places: set[int]) -> Node:
        children = tuple(self._settled(child, places) for child in node.children)
        if node.id not in places:
            return replace(node, children=children)
        fields = tuple(replace(f, text=self._texts.get((node.id, str(f.id)), f.text)) for f in node.fields)
        return replace(node, body=self._texts.get((node.id, "body"), node.body), fields=fields, children=children)


# figures and sources, which follow their words


def _with_figures(report: Snapshot, base: Mapping[int, Node], new: Mapping[int, Node]) -> Snapshot:
    return replace(report, nodes=tuple(_node_with_figures(node, base, new) for node in report.nodes))


def _node_with_figures(node: Node, base: Mapping[int, Node], new: Mapping[int, Node]) -> Node:
    children = tuple(_node_with_figures(child, base, new) for child in node.children)
    node = replace(node, children=children)
    coming, before = new.get(node.id), base.get(node.id)
    if coming is None:
        return node
    made = {target.id for target in before.targets} if before is not None else set()
    own = {target.id: target for target in node.targets}
    targets = [
        standing
        for target in coming.targets
        if target.id in own or target.id not in made
        if (standing := _standing(node, target, own.get(target.id))) is not None
    ]
    known = {target.id for target in coming.targets} | made
    targets += [target for target in node.targets if target.id not in known]
    kept = {target.id for target in targets}
    drafted = {each.id for each in (*coming.lineage, *(before.lineage if before is not None else ()))}
    lineage = [each for each in coming.lineage if each.target_id is None or each.target_id in kept]
    lineage += [each for each in node.lineage if each.id not in drafted]
    return replace(node, targets=tuple(targets), lineage=tuple(lineage))


def _standing(node: Node, target: Target, own: Target | None) -> Target | None:
    """Return a drafted figure where its words stand in the text; else as people have it, None where they don't."""
    start = node.body.find(target.text)
    if start >= 0:
        return replace(target, span=Span("body", start, start + len(target.text)))
    return own
