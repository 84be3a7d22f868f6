"""What a part of a plan tells of, by its heading: goals, results or problems.

One rule: a heading changes what is told of below it; one that says nothing of the kind leaves it as it was above.
"""

import re
from enum import Enum

_RESULTS = re.compile("完成情况|进展情况|工作情况|执行情况|落实情况|总结|回顾|成效|成绩|成果|取得的")
_PLANS = re.compile("计划|安排|打算|思路|目标|要点|部署|下一步|下半年|今后|明年|重点工作|主要任务")
_PROBLEMS = re.compile(
    "(?:问题|不足|困难|短板|形势|背景|基本情况)(?:和|与|及|分析|$)|存在的?(?:主要|突出)?(?:问题|困难|不足)"
)
_MEASURES = re.compile("解决|整改|破解|攻坚|治理|防范|处理|化解|消除|着力|努力")


class Telling(Enum):
    """What a part of a plan tells of."""

    GOALS = "goals"
    RESULTS = "results"
    PROBLEMS = "problems"


def telling_below(title: str, above: Telling, *, section: bool) -> Telling:
    """Return what is told of under a heading: 上半年任务完成情况, 存在的主要问题, 下半年工作计划安排."""
    if _PLANS.search(title):
        return Telling.GOALS if section else above
    if _RESULTS.search(title) and section:
        return Telling.RESULTS
    if _PROBLEMS.search(title) and not _MEASURES.search(title):
        return Telling.PROBLEMS
    return above
