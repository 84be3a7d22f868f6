"""Titles over several lines. One rule: a title breaks where the sense breaks, and its lines are balanced.

GB/T 9704-2012 7.3.1: a title's lines break 词意完整、排列对称、长短适宜、间距恰当.
"""

import re
from itertools import pairwise

from planeditor.exporting.text import display_width

# Behind an office, a year, 关于 and 印发; before what is issued and before the kind of document.
_GOOD_BEHIND = re.compile(
    r"(?:局|厅|委|委员会|工委|办公室|政府|党组|党委|领导小组|年度?|关于|印发|转发|做好|》|、|，|：|\s)\Z"
)
_GOOD_BEFORE = re.compile(
    r"(?:关于|印发|转发|《|20\d\d|二〇|重点工作|工作要点|工作计划|工作总结|实施方案|行动计划|任务分解|的通知|\s)"
)
_NEVER_BEFORE = re.compile(r"[的》、，：）〕”’。；]")
_NEVER_BEHIND = re.compile(r"[《（〔“‘]\Z")
# Words of titles that no line end may tear.
_WORDS = (
    "教育局 教育厅 教育委员会 工作委员会 委员会 人民政府 办公室 领导小组 党组 党委 关于 印发 转发 的通知 通知 "
    "重点工作 工作要点 工作计划 工作总结 工作 要点 计划 总结 实施方案 方案 行动 任务 分解 清单 意见 学校 教育 教学 "
    "教师 学生 年度 发展 改革 质量 提升 建设 管理 安全 义务 高中 职业 学前 征求 考核 专项 推进 加强 全市 全县 全区 "
    "系统 落实 深化 督导 评估 中小学 幼儿园 民族 自治 体育 卫生 艺术 科技 文化 旅游 党建"
)
_WORD = re.compile("|".join(sorted(_WORDS.split(), key=len, reverse=True)))
_WHOLE = re.compile(
    r"[0-9０-９A-Za-z]+(?:[.．-][0-9A-Za-z]+)*(?:年度?|月|日|号|%)?|[\u4e00-\u9fff]{1,5}[省市县区州旗盟]"
)
_BAD_BREAK, _TORN = 40.0, 400.0
_LONGEST = 200  # what is longer is no title that anyone balances


def title_lines(text: str, most: int) -> list[str]:
    """Return the lines of a title of at most `most` Chinese characters each; the words of one that fits stay."""
    if display_width(text) <= most * 2 or len(text) > _LONGEST:
        return [text]
    costs = _break_costs(text)
    lines = -(-display_width(text) // (most * 2))
    while (found := _best(text, costs, lines, most * 2)) is None:
        lines += 1
    return found


def _break_costs(text: str) -> list[float]:
    """Return what a break before each character costs."""
    costs = [_cost(text, place) for place in range(len(text) + 1)]
    for match in (*_WORD.finditer(text), *_WHOLE.finditer(text)):
        for place in range(match.start() + 1, match.end()):
            costs[place] = _TORN
    return costs


def _cost(text: str, place: int) -> float:
    if _NEVER_BEFORE.match(text, place) and not text.startswith("的通知", place):
        return _TORN
    if _NEVER_BEHIND.search(text[:place]):
        return _TORN
    if _GOOD_BEHIND.search(text[:place]) or _GOOD_BEFORE.match(text, place):
        return 0.0
    return _BAD_BREAK


def _best(text: str, costs: list[float], count: int, widest: int) -> list[str] | None:
    """Return the cheapest way to set the text in `count` lines; None where it does not fit."""
    even = display_width(text) / count
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for line in range(count):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, breaks) in ways.items():
            for end in range(start + 1, len(text) + 1):
                width = display_width(text[start:end].strip())
                if width > widest:
                    break
                if (end == len(text)) != (line == count - 1):
                    continue
                total = cost + (0.0 if end == len(text) else costs[end]) + ((width - even) / 2) ** 2
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, (*breaks, end))
        ways = longer
    if len(text) not in ways:
        return None
    return [text[start:end].strip() for start, end in pairwise(ways[len(text)][1])]
