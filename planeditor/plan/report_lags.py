"""The late items of a report: the worst first, each with its cause and its next step.

One rule: nothing that is late goes untold; where there are too many for the text, the text says where the others are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from planeditor.plan.entities import Node
from planeditor.plan.report_facts import Facts, ItemFact
from planeditor.plan.report_parts import Ids, Text, owners_of, told_entries
from planeditor.plan.report_words import TO_FILL, lag_sentence, next_step_sentence, problem_sentence

MOST = 20  # items told in the text


def late_items(facts: Facts) -> list[ItemFact]:
    """Return the items that are behind: red before yellow, the farthest behind first, else in the plan's order."""
    late = [item for item in facts.items if item.is_late and not item.is_adjusted]
    return sorted(late, key=lambda item: (item.judgement.light != "red", -(item.judgement.gap or 0.0)))


def late_note(late: Sequence[ItemFact], annex: int) -> str:
    """Return what the text says of the late items that it has no room for."""
    if len(late) <= MOST:
        return ""
    return f"共有{len(late)}项任务滞后，下列{MOST}项落后最多，其余{len(late) - MOST}项见附件{annex}。"


def lag_items(ids: Ids, facts: Facts, late: Sequence[ItemFact]) -> Iterator[Node]:
    """Yield an item for each that is late, with its owners and deadline."""
    for item in late[:MOST]:
        node_id = ids.give("late", item.node.id)
        text = Text(ids, node_id, facts.period.year)
        text.say(lag_sentence(item, facts.day) + problem_sentence(item) + next_step_sentence(item))
        if not item.leads:
            text.say(f"牵头单位{TO_FILL}。")
        text.trace(item)
        for entry in told_entries(item):
            text.trace(item, entry)
        owners = owners_of(ids, node_id, item)
        parts: dict[str, Any] = text.parts()
        yield replace(Node(node_id, "item", item.title, text.body, due=item.node.due, owners=owners), **parts)
