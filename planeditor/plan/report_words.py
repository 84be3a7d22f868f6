"""The sentences of a report.

One rule: every figure comes from a fact; what no fact tells is said to be still to come.
"""

import re
from collections.abc import Iterable
from datetime import date

from planeditor.plan.entities import Comparator, Progress, Target
from planeditor.plan.pace import Judgement
from planeditor.plan.report_facts import Counts, ItemFact

TO_FILL = "〔待填〕"
LIGHTS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "": "未亮灯"}
NOT_APPLICABLE = "—"
_GOAL: dict[Comparator, str] = {
    "=": "{value}", ">=": "不低于{value}", "<=": "不超过{value}", "~": "约{value}", "+": "提高{value}",
    "-": "降低{value}",
}  # fmt: skip
_LEVELS = ("<=", "+", "-")  # of these a figure tells where things stand, not how much is done
_BEFORE_NAMES = ("力争", "确保", "争取", "努力")  # other modalities stand before the figure
_KIND_OF_PLAN = re.compile("(?:工作|重点|目标|任务)*(?:工作|要点|计划安排|计划|任务清单|任务|安排|方案|思路|打算)\\Z")
_ALIKE = 4  # characters that a text shares with a title, by which it tells what it is about
_NAMED = 8  # titles that one sentence lists


def figure(value: float) -> str:
    """Return a number as documents write it."""
    return f"{value:.10g}"


def percent(share: float) -> str:
    """Return a percentage to one decimal."""
    return f"{round(share, 1):.10g}%"


def day_text(day: date, year: int | None = None) -> str:
    """Return a day as 6月30日, with its year unless it is `year`."""
    return f"{'' if day.year == year else f'{day.year}年'}{day.month}月{day.day}日"


def quoted(title: str) -> str:
    """Return a title in quotation marks, those in it turned into single ones."""
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


def sentence(text: str) -> str:
    """Return a text in one line that ends as a sentence does; "" for none."""
    words = "".join(line.strip() if i == 0 else _joined(line) for i, line in enumerate(text.strip().split("\n")))
    words = words.rstrip(" 　；;，,、")
    return words if not words or words[-1] in "。！？!?" else f"{words}。"


def _joined(line: str) -> str:
    """Return a further line behind a mark; one of people's own may end without."""
    return f"；{line.strip()}" if line.strip() else ""


def report_title(title: str, year: int, name: str, ahead: str, *, whole_year: bool) -> str:
    """Return 某市2020年上半年工作总结和下半年工作计划 for 某市2020年工作要点; what the plan is about stays."""
    words = "".join(title.split("\n")).strip()
    kind = _KIND_OF_PLAN.search(words)
    stem = words[: kind.start()] if kind else ""
    if str(year) not in stem:
        stem = f"{stem}{year}年"
    period = "" if whole_year else name
    if stem.endswith("年度") and period:
        stem = stem[:-1]
    if stem.endswith(("年", "年度")):
        return f"{stem}{period}工作总结和{ahead}工作计划"
    return f"{stem}工作{period}总结和{ahead}计划"


def bulletin_title(period: str) -> str:
    """Return 关于2020年上半年重点工作任务推进情况的通报, whatever the plan is called."""
    return f"关于{period}重点工作任务推进情况的通报"


# counts


def counts_sentence(counts: Counts, whole: str) -> str:
    """Return 本部分共5项任务，达到序时进度3项（含已完成1项）、占60%，滞后1项，尚无进展情况1项。"""
    parts = [f"{whole}共{counts.total + counts.adjusted}项任务", _in_pace(counts)]
    if counts.late:
        parts.append(_late(counts))
    if counts.unknown:
        parts.append(f"尚无进展情况{counts.unknown}项")
    if counts.adjusted:
        parts.append(f"已调整{counts.adjusted}项")
    return "，".join(filter(None, parts)) + "。"


def _in_pace(counts: Counts) -> str:
    if counts.share is None:
        return ""
    done = f"（含已完成{counts.done}项）" if counts.done else ""
    return f"达到序时进度{counts.in_pace}项{done}、占{percent(counts.share)}"


def _late(counts: Counts) -> str:
    lights = [(counts.yellow, "黄灯"), (counts.red, "红灯")]
    told = "、".join(f"{light}{number}项" for number, light in lights if number)
    return f"滞后{counts.late}项（{told}）"


# targets


def goal_text(target: Target) -> str:
    """Return what a target asks for, without its name: 不低于85%; its own words where it has no figure."""
    if target.value is None:
        return target.text or target.indicator
    high = "" if target.value_high is None else f"—{figure(target.value_high)}"
    return _GOAL[target.comparator].format(value=f"{figure(target.value)}{high}{target.unit}")


def target_words(target: Target) -> str:
    """Return a target with its name: 力争达标率不低于85%."""
    if target.value is None:
        return goal_text(target)
    modality = target.modality if target.modality in _BEFORE_NAMES else ""
    return f"{modality}{target.indicator}{'达到' if target.comparator == '=' else ''}{goal_text(target)}"


def actual_words(target: Target, value: float) -> str:
    """Return what is reached of a target: 达标率已达86%."""
    verb = "为" if target.comparator in _LEVELS or target.value == 0 else "已达"
    return f"{target.indicator or target.text}{verb}{figure(value)}{target.unit}"


def against(target: Target) -> str:
    """Return the target behind an actual figure: （年度目标不低于85%）; "" where it has no figure."""
    return "" if target.value is None else f"（年度目标{goal_text(target)}）"


# items


def narratives(item: ItemFact, target_id: int | None = None) -> list[Progress]:
    """Return the period's entries that tell something of a target, or of the item as a whole, each text once."""
    known = {fact.target.id for fact in item.targets}
    told: dict[str, Progress] = {}
    for entry in item.news:
        about = entry.target_id if entry.target_id in known else None
        if entry.narrative.strip() and about == target_id:
            told[sentence(entry.narrative)] = entry
    return list(told.values())


def with_subject(title: str, text: str) -> str:
    """Return a text that tells what it is about: with a title before it unless words of that are in it."""
    if any(title[at : at + _ALIKE] in text for at in range(max(len(title) - _ALIKE + 1, 0))):
        return text
    return f"{title}，{text}"


def state_sentence(item: ItemFact) -> str:
    """Return how an item stands where nobody told more: 健全机制，按序时推进，完成60%。"""
    done = item.state.percent
    parts = [item.title, item.state.status]
    if done is not None and not item.state.is_done:
        parts.append(f"完成{percent(done)}")
    elif item.state.is_done and not item.state.status:
        parts.append("已完成")
    if len(list(filter(None, parts))) < 2:
        return f"{quoted(item.title)}进展{TO_FILL}。"
    return "，".join(filter(None, parts)) + "。"


def unreported_sentence(items: Iterable[ItemFact]) -> str:
    """Return the items of which nothing is known, in one sentence; of many the first, and how many there are."""
    titles = [quoted(item.title) for item in items]
    if not titles:
        return ""
    if len(titles) > _NAMED:
        return f"{''.join(titles[:_NAMED])}等{len(titles)}项任务的进展{TO_FILL}。"
    return f"{''.join(titles)}的进展{TO_FILL}。"


def lag_sentence(item: ItemFact, day: date) -> str:
    """Return by how much an item is behind, and what tells so."""
    judgement = item.judgement
    year = day.year
    light = LIGHTS[judgement.light]
    if judgement.override is not None:
        return f"人工判定为{light}：{judgement.override.reason or TO_FILL}。"
    name = f"{quoted(judgement.target.indicator or judgement.target.text)}" if judgement.target is not None else ""
    return f"{name}{_lag(judgement, day, year)}，{light}。"


def _lag(judgement: Judgement, day: date, year: int) -> str:
    done = judgement.state.percent
    if judgement.cause == "overdue":
        due = day_text(judgement.due, year) if judgement.due else TO_FILL
        return f"应于{due}前完成，目前{f'完成{percent(done)}' if done is not None else f'完成情况{TO_FILL}'}"
    if judgement.cause == "limit":
        value = judgement.state.value
        goal = goal_text(judgement.target) if judgement.target is not None else ""
        return f"目前为{figure(value) if value is not None else TO_FILL}{_unit(judgement)}，要求{goal}"
    if judgement.gap is not None and done is not None and judgement.expected is not None:
        told = f"截至{day_text(day, year)}应完成{percent(judgement.expected)}，实际完成{percent(done)}"
        return told + (
            f"，落后{figure(round(judgement.gap, 1))}个百分点"
            if judgement.gap > 0
            else f"，报送为{judgement.state.status}"
        )
    return f"报送为{judgement.state.status or TO_FILL}"


def _unit(judgement: Judgement) -> str:
    return judgement.target.unit if judgement.target is not None else ""


def problem_sentence(item: ItemFact) -> str:
    """Return the cause that was reported last."""
    entry = item.latest("problem")
    return f"原因：{sentence(entry.problem) if entry is not None else f'{TO_FILL}。'}"


def next_step_sentence(item: ItemFact) -> str:
    """Return the next step that was reported last."""
    entry = item.latest("next_step")
    return f"下一步：{sentence(entry.next_step) if entry is not None else f'{TO_FILL}。'}"


def source_text(item: ItemFact, entry: Progress | None = None) -> str:
    """Return where something comes from: 2020年第16条，2020-06-28，基教科."""
    told = (item.name, entry.date, entry.reporter) if entry is not None else (item.name,)
    return "，".join(filter(None, told))
