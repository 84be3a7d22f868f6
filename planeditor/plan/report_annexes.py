"""The annex tables of reports: every item's state, the late ones, and the counts by part and department.

One rule: a row says where its figures come from; what is not known is said to be still to come.
"""

from collections.abc import Iterable, Iterator

from planeditor.plan.entities import Lineage, Node
from planeditor.plan.report_facts import NOBODY, Facts, ItemFact, count
from planeditor.plan.report_parts import Ids, annex_row, annex_section, last_narrative, sources, told_entries
from planeditor.plan.report_words import (
    LIGHTS,
    NOT_APPLICABLE,
    TO_FILL,
    actual_words,
    lag_sentence,
    next_step_sentence,
    percent,
    problem_sentence,
    target_words,
)

STATES, LATE, PARTS, DEPARTMENTS = "annex-states", "annex-late", "annex-parts", "annex-departments"


def states_annex(ids: Ids, facts: Facts, number: int | None) -> Node:
    """Return the table of all items: targets, what is reached, the light, who leads, who told it and when."""
    rows = (_state_row(ids, facts, item) for item in facts.items)
    return annex_section(ids, STATES, number, "重点任务完成情况表", rows)


def _state_row(ids: Ids, facts: Facts, item: ItemFact) -> Node:
    goals = [fact.target for fact in item.targets]
    figures = [
        actual_words(fact.target, fact.state.value) if fact.state.value is not None
        else f"{fact.target.indicator or fact.target.text}{TO_FILL}"
        for fact in item.targets
    ]  # fmt: skip
    told = [*figures, *filter(None, [last_narrative(item)])]
    done, expected = item.state.percent, item.judgement.expected
    cells = (
        ("序号", item.number.rstrip(".．、")),
        ("量化目标", "\n".join(map(target_words, goals)) or NOT_APPLICABLE),
        ("完成情况", "\n".join(told) or TO_FILL),
        ("完成进度", percent(done) if done is not None else TO_FILL),
        ("序时进度", percent(expected) if expected is not None else NOT_APPLICABLE),
        ("状态", _state(item)),
        ("牵头单位", "、".join(item.leads) or NOBODY),
        ("填报", _reported(item)),
    )
    return annex_row(ids, STATES, item.node.id, item.title, cells, _sources(ids, STATES, facts, item))


def _state(item: ItemFact) -> str:
    light = item.judgement.light
    words = [item.state.status, LIGHTS[light] if light else ""]
    return "\n".join(filter(None, words)) or TO_FILL


def _reported(item: ItemFact) -> str:
    if not item.entries:
        return TO_FILL
    newest = item.entries[-1]
    return "\n".join(filter(None, (newest.date, newest.reporter))) or NOT_APPLICABLE


def _sources(ids: Ids, annex: str, facts: Facts, item: ItemFact) -> tuple[Lineage, ...]:
    return sources(ids, ids.give(annex, item.node.id), facts.period.year, [item], told_entries(item))


def late_annex(ids: Ids, facts: Facts, late: Iterable[ItemFact], number: int | None) -> Node:
    """Return the table of the late items: by how much, why, and what comes next."""
    rows = (_late_row(ids, facts, item) for item in late)
    return annex_section(ids, LATE, number, "滞后任务清单", rows)


def _late_row(ids: Ids, facts: Facts, item: ItemFact) -> Node:
    cells = (
        ("序号", item.number.rstrip(".．、")),
        ("进展", lag_sentence(item, facts.day)),
        ("原因", _cell(problem_sentence(item), "原因：")),
        ("下一步措施", _cell(next_step_sentence(item), "下一步：")),
        ("牵头单位", "、".join(item.leads) or NOBODY),
        ("完成时限", item.node.due or TO_FILL),
    )
    return annex_row(ids, LATE, item.node.id, item.title, cells, _sources(ids, LATE, facts, item))


def _cell(words: str, name: str) -> str:
    """Return a sentence as a cell has it: without its name, and what is to be filled in without a full stop."""
    text = words.removeprefix(name)
    return TO_FILL if text == f"{TO_FILL}。" else text


def parts_annex(ids: Ids, facts: Facts, number: int | None) -> Node:
    """Return the counts of the plan's parts, and of all of it."""
    rows = [(division.id, division.title or "其他任务", division.items) for division in facts.divisions]
    whole = ("whole", "合计", facts.items)
    return annex_section(ids, PARTS, number, "各部分推进情况统计表", _count_rows(ids, facts, PARTS, [*rows, whole]))


def departments_annex(ids: Ids, facts: Facts, number: int | None) -> Node:
    """Return the counts of the departments, of what each leads."""
    rows = [(department.id, department.name, department.items) for department in facts.departments]
    return annex_section(
        ids, DEPARTMENTS, number, "各牵头单位推进情况统计表", _count_rows(ids, facts, DEPARTMENTS, rows)
    )


def _count_rows(
    ids: Ids, facts: Facts, annex: str, rows: Iterable[tuple[object, str, tuple[ItemFact, ...]]]
) -> Iterator[Node]:
    for key, name, items in rows:
        counts = count(items)
        numbers = (
            ("任务数", counts.total + counts.adjusted),
            ("已完成", counts.done),
            ("达到序时进度", counts.in_pace),
        )
        lights = (("黄灯", counts.yellow), ("红灯", counts.red), ("尚无进展", counts.unknown))
        share = percent(counts.share) if counts.share is not None else NOT_APPLICABLE
        cells = [
            *((label, str(number)) for label, number in numbers),
            ("占比", share),
            *((label, str(number)) for label, number in lights),
        ]
        counted = sources(ids, ids.give(annex, key), facts.period.year, items)
        yield annex_row(ids, annex, key, name, cells, counted)
