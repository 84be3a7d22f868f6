"""What a part of a plan tells of, by its heading: goals, results or problems.

One rule: a heading changes what is told of below it; one that says nothing of the kind leaves it as it was above.
"""

import re
from enum import Enum

_RESULTS = re.compile("完成情况|进展情况|工作情况|执行情况|落实情况|总结|回顾|成效|成绩|成果|取得的")
# 巩固“双减”成果 names an aim, not what was reached.
_AIMS = re.compile(
    "(?:巩固|拓展|扩大|推广|转化|应用|运用|提升|提高|增强|放大|展示|共享|总结)[^，,。；;]{0,12}(?:成果|成效|成绩)"
    "|成果[^，,。；;]{0,4}(?:转化|应用|运用|推广|展示|巩固|共享)|总结(?:推广|提炼|宣传|评估|表彰|提升)"
)
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
    if section and _RESULTS.search(_AIMS.sub("", title)):
        return Telling.RESULTS
    if _PROBLEMS.search(title) and not _MEASURES.search(title):
        return Telling.PROBLEMS
    return above
