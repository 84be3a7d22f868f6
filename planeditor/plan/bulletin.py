"""督查通报: how many tasks are in pace, by part and department, who is ahead, who is behind, and what is late.

One rule: departments are named by a rule that the text states, and every share stands in an annex with its counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from planeditor.plan.entities import Node
from planeditor.plan.report_annexes import departments_annex, late_annex, parts_annex
from planeditor.plan.report_facts import NOBODY, Counts, Department, Facts, ItemFact, count
from planeditor.plan.report_lags import lag_items, late_items, late_note
from planeditor.plan.report_parts import Ids, sources
from planeditor.plan.report_words import TO_FILL, counts_sentence, day_text, percent

_NAMED = 3  # departments ahead, and behind
Standing = tuple[Department, Counts]


def bulletin_preamble(facts: Facts) -> str:
    """Return what the bulletin is about."""
    day = day_text(facts.day, facts.period.year)
    return f"现将{facts.period.full_name}{_name(facts)}重点工作任务推进情况（截至{day}）通报如下。"


def bulletin_nodes(ids: Ids, facts: Facts) -> Iterator[Node]:
    """Yield the sections of the bulletin and its annexes."""
    whole = ids.give("whole")
    counted = counts_sentence(count(facts.items), _name(facts))
    yield _counting(ids, facts, Node(whole, "section", "总体情况", counted), facts.items)
    parts = tuple(
        _counting(ids, facts, Node(ids.give("part", each.id), "item", each.title or "其他任务",
                                   counts_sentence(count(each.items), "")), each.items)
        for each in facts.divisions
    )  # fmt: skip
    yield Node(ids.give("parts"), "section", "各部分推进情况", children=parts)
    yield Node(ids.give("departments"), "section", "各牵头单位推进情况", _rule(), children=tuple(_groups(ids, facts)))
    late = late_items(facts)
    if late:
        yield Node(
            ids.give("late"), "section", "滞后任务", late_note(late, 3), children=tuple(lag_items(ids, facts, late))
        )
    yield Node(ids.give("ahead"), "section", "下一步工作要求", TO_FILL)
    yield parts_annex(ids, facts, 1)
    yield departments_annex(ids, facts, 2)
    if late:
        yield late_annex(ids, facts, late, 3)


def _counting(ids: Ids, facts: Facts, node: Node, items: Iterable[ItemFact]) -> Node:
    """Return a node that counts items, with these as its sources."""
    return replace(node, lineage=sources(ids, node.id, facts.period.year, items))


def _name(facts: Facts) -> str:
    return f"《{''.join(facts.plan.title.splitlines())}》"


def _rule() -> str:
    return "按各单位牵头任务中达到序时进度（含已完成）的占比统计，已调整的任务不计入，各单位情况见附件2。"


def _groups(ids: Ids, facts: Facts) -> Iterator[Node]:
    """Yield who is ahead, who is behind, and who told nothing."""
    standings = [(each, count(each.items)) for each in facts.departments if each.name != NOBODY]
    silent = [each for each in standings if each[1].total and each[1].unknown == each[1].total]
    told = [each for each in standings if each[1].share is not None and each not in silent]
    overall = count(item for each, _counts in told for item in each.items).share or 0.0
    ahead, behind = leaders(told, overall), laggards(told, overall)
    for key, title, group in (("ahead", "推进较快的单位", ahead), ("behind", "推进较慢的单位", behind)):
        if group:
            node = Node(ids.give("departments", key), "item", title, f"{'；'.join(map(_standing, group))}。")
            yield _counting(ids, facts, node, [item for each, _counts in group for item in each.items])
    if silent:
        names = "、".join(department.name for department, _counts in silent)
        yield Node(ids.give("departments", "silent"), "item", "尚无进展情况的单位", f"{names}。")


def leaders(standings: Sequence[Standing], overall: float) -> list[Standing]:
    """Return the departments with the largest shares, none of them below that of all, and all that have the same."""
    ranked = sorted(standings, key=lambda each: (-_share(each), -each[1].total))
    best = [each for each in ranked if _share(each) > 0 and _share(each) >= overall]
    if len(best) == len(ranked):  # nobody is ahead of anybody
        best = [each for each in best if _share(each) > min(map(_share, ranked))]
    return [each for each in best if _share(each) >= _share(best[min(_NAMED, len(best)) - 1])]


def laggards(standings: Sequence[Standing], overall: float) -> list[Standing]:
    """Return the departments with the smallest shares, all below that of all, and all that have the same."""
    ranked = sorted(standings, key=lambda each: (_share(each), -each[1].late))
    worst = [each for each in ranked if _share(each) < overall]
    return [each for each in worst if _share(each) <= _share(worst[min(_NAMED, len(worst)) - 1])]


def _share(standing: Standing) -> float:
    return standing[1].share or 0.0


def _standing(standing: Standing) -> str:
    department, counts = standing
    share = percent(counts.share) if counts.share is not None else TO_FILL
    return f"{department.name}（牵头{counts.total}项，达到序时进度{counts.in_pace}项、占{share}）"
