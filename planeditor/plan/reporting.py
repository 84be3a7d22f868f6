"""Reports drafted from a plan: what was done in a period, what is late and why, what comes next, and the tables.

One rule: the draft says what was reported and no more; the same plan, period and day give the same draft, ids included.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from planeditor.plan.bulletin import bulletin_nodes, bulletin_preamble
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.report_annexes import departments_annex, late_annex, parts_annex, states_annex
from planeditor.plan.report_facts import Division, Facts, ItemFact, TargetFact, count, facts_of
from planeditor.plan.report_lags import lag_items, late_items, late_note
from planeditor.plan.report_parts import Ids, Text, owners_of
from planeditor.plan.report_period import ReportPeriod
from planeditor.plan.report_words import (
    TO_FILL,
    bulletin_title,
    counts_sentence,
    day_text,
    figure,
    narratives,
    report_title,
    sentence,
    state_sentence,
    target_words,
    unreported_sentence,
    with_subject,
)

ReportKind = Literal["summary", "bulletin"]
KINDS: tuple[ReportKind, ...] = ("summary", "bulletin")
NUMBERING = "一、 （一） | 一是 （1） ① | restart"
_A_PARAGRAPH = 6  # items; counted over all of a part's, so that what is reported later moves no paragraph


def report_of(
    snapshot: Snapshot,
    period: ReportPeriod,
    kind: ReportKind = "summary",
    *,
    day: date | None = None,
    settings: Mapping[str, str] | None = None,
) -> Snapshot:
    """Return the draft of a report as a plan of kind "report"; `settings` are the plan's, `day` is usually the last."""
    return draft(snapshot, facts_of(snapshot, period, day=day, settings=settings), kind)


def draft(snapshot: Snapshot, facts: Facts, kind: ReportKind) -> Snapshot:
    """Return the draft that tells these facts."""
    ids = Ids(f"{snapshot.plan.id}|{facts.period.text}|{kind}")
    period = facts.period
    if kind == "bulletin":
        title, preamble = bulletin_title(period.full_name), bulletin_preamble(facts)
        nodes = list(bulletin_nodes(ids, facts))
    else:
        title = report_title(
            snapshot.plan.title, period.year, period.name, period.next_name(), whole_year=period.is_year
        )
        preamble, nodes = _preamble(facts), list(_summary_nodes(ids, facts))
    plan = Plan(
        ids.give("plan"),
        title,
        issuer=snapshot.plan.issuer,
        addressees=snapshot.plan.addressees if kind == "bulletin" else "",
        year=period.year,
        kind="report",
        preamble=preamble,
        signer=snapshot.plan.signer,
        numbering=NUMBERING,
    )
    return Snapshot(plan, snapshot.departments, tuple(nodes))


def _preamble(facts: Facts) -> str:
    goals = sum(len(item.targets) for item in facts.items)
    name = "".join(facts.plan.title.split("\n"))
    told = f"{len(facts.items)}项任务" + (f"、{goals}项量化目标" if goals else "")
    when = f"{facts.period.year}年" if facts.period.is_year else facts.period.full_name
    counts = counts_sentence(count(facts.items), f"截至{day_text(facts.day, facts.period.year)}，")
    return f"{when}，各单位围绕《{name}》确定的{told}开展工作。〔待填：总体评价〕。{counts}"


def _summary_nodes(ids: Ids, facts: Facts) -> Iterator[Node]:
    period = facts.period
    done = "年度任务完成情况" if period.is_year else f"{period.name}任务完成情况"
    results = (_result(ids, facts, division) for division in facts.divisions)
    yield Node(ids.give("results"), "section", done, children=tuple(results))
    late = late_items(facts)
    if late:
        yield Node(
            ids.give("late"), "section", "存在的问题和下一步措施", body=late_note(late, 2),
            children=tuple(lag_items(ids, facts, late)),
        )  # fmt: skip
    following = tuple(_ahead(ids, facts))
    yield Node(ids.give("ahead"), "section", f"{period.next_name()}工作计划安排", children=following)
    annexes = [states_annex(ids, facts, 1)]
    if late:
        annexes.append(late_annex(ids, facts, late, 2))
    annexes.append(parts_annex(ids, facts, len(annexes) + 1))
    annexes.append(departments_annex(ids, facts, len(annexes) + 1))
    yield from annexes


# what was done


def _result(ids: Ids, facts: Facts, division: Division) -> Node:
    """Return 一是…: the counts of a part of the plan, what its items tell, and what is still to come."""
    node_id = ids.give("result", division.id)
    text = Text(ids, node_id, facts.period.year)
    if len(division.items) > 1:
        text.say(counts_sentence(count(division.items), "本部分"))
    group = division.items[0].group
    for place, item in enumerate(division.items):
        if item.group != group or (place and place % _A_PARAGRAPH == 0):
            text.new_paragraph()
            group = item.group
        _tell(text, item)
    unreported = [item for item in division.items if not item.is_reported and not item.is_adjusted]
    if unreported:
        text.new_paragraph()
        text.say(unreported_sentence(unreported))
        for item in unreported:
            text.trace(item)
    return _with(Node(node_id, "item", division.title or "其他任务", body=text.body.rstrip("\n")), text)


def _tell(text: Text, item: ItemFact) -> None:
    if not item.is_reported:
        return
    text.trace(item)
    told = narratives(item)
    for place, entry in enumerate(told):
        words = sentence(entry.narrative)
        text.say(words if place else with_subject(item.title, words))
        text.trace(item, entry)
    known = [fact for fact in item.targets if fact.state.value is not None]
    if not told and not known and not any(narratives(item, fact.target.id) for fact in item.targets):
        text.say(state_sentence(item))
        for each in (item.state.status_entry, item.state.percent_entry):
            if each is not None:
                text.trace(item, each)
    for fact in item.targets:
        _tell_target(text, item, fact)


def _tell_target(text: Text, item: ItemFact, fact: TargetFact) -> None:
    """Say what is reached of a target, and right behind it what was told of that."""
    text.figure(item, fact)
    is_named = fact.state.value is not None
    for entry in narratives(item, fact.target.id):
        words = sentence(entry.narrative)
        text.say(words if is_named else with_subject(fact.target.indicator or item.title, words))
        text.trace(item, entry)
        is_named = True


def _with(node: Node, text: Text) -> Node:
    parts: dict[str, Any] = text.parts()
    return replace(node, **parts)


# what comes next


def _ahead(ids: Ids, facts: Facts) -> Iterator[Node]:
    """Yield, for each part of the plan, what is not done yet, with owners and deadlines."""
    for division in facts.divisions:
        open_items = [item for item in division.items if not item.is_done and not item.is_adjusted]
        if open_items:
            children = tuple(_ahead_item(ids, facts, item) for item in open_items)
            node_id = ids.give("ahead-part", division.id)
            yield Node(node_id, "item", division.title or "其他任务", children=children)


def _ahead_item(ids: Ids, facts: Facts, item: ItemFact) -> Node:
    node_id = ids.give("ahead", item.node.id)
    text = Text(ids, node_id, facts.period.year)
    text.trace(item)
    entry = item.latest("next_step")
    if entry is not None:
        text.say(sentence(entry.next_step))
        text.trace(item, entry)
    for fact in item.targets:
        if fact.state.is_done or fact.target.value is None:
            continue
        now = f"（目前{figure(fact.state.value)}{fact.target.unit}）" if fact.state.value is not None else ""
        text.say(f"{target_words(fact.target)}{now}。")
        if fact.state.value_entry is not None:
            text.trace(item, fact.state.value_entry)
    if not item.leads:
        text.say(f"牵头单位{TO_FILL}。")
    if not item.node.due:
        text.say(f"完成时限{TO_FILL}。")
    owners = owners_of(ids, node_id, item)
    return _with(Node(node_id, "item", item.title, text.body, due=item.node.due, owners=owners), text)
