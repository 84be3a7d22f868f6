"""Goals without a figure: 全覆盖 and 全部达标 say 100 %, 每季度分析研判 says once a quarter, 事故为零 says 0.

One rule: what is praised, described or built upon (在全覆盖的基础上, 全方位、全覆盖的) is no goal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DONE = (
    "实现|完成|达到|达标|合格|纳入|建成|建立|免除|兑现|发放|清零|销号|办结|享受|组建|办成|办好|落实|配备|配齐|接入|整改|投入使用|投用|开设|开展|取得|通过|开通|安装|转为|到位|参加|"
    "持证|上岗|挂牌|实行|改造|消除|化解|竣工|开工|拆除|关停|联网|入库|签订|创建|使用|成立|覆盖|迁入|入驻|公示|公开|录入|备案|登记|培训|轮训"
)
_WHOLE = re.compile(
    rf"(?P<cover>(?<![健安完])全覆盖|全面覆盖)|(?P<all>全部(?:按期|如期|按时|顺利|基本)?(?:{_DONE})|全面达标)"
    rf"|(?P<every>所有[^，,。；;：:]{{1,14}}?(?:全面|全部|均|都|基本)(?:{_DONE}|实现))"
    rf"|(?P<often>每(?P<per>半年|季度|学期|学年|个?月|周|年|[日天](?=[^，,。；;、\d]{{0,4}}?(?:报告|研判|通报|调度|报送|排查|巡查|监测|巡课|抽查|自查|会商|公布|发布)))(?!度))|(?P<zero>为零(?![^，,。；;、]))"
)
_STARTS = re.compile("[全所每为](?=[覆面部有半季学个月周年零日天])")
_PRAISE_BEFORE = re.compile(
    r"(?:未|尚未|没有|不能|难以|已经?)[^，,。；;]{0,8}\Z|(?:全[^，,、]{1,3}、|无[^，,、]{1,3}、)\Z"
)
_PRAISE_BEHIND = re.compile(r"\s*(?:的?基础上|的(?!目标|要求|任务)|、[全无零]|，[无零]|成果|[”\"]的)")
_FULL = re.compile(r"100[%％]\s*\Z")
_EVENT = re.compile(
    r"[^，,。；;：:\d一两]{0,16}?(?:报告|研判|开展|组织|召开|举办|举行|分析|检查|督查|通报|调度|报送|研究|听取|更新|排查|演练|巡查|评估|考核|公布|"
    r"发布|评选|走访|家访|会商|抽查|自查|巡课|晾晒|点评|测评|监测|抽测|例会|汇报|公示)"
)
_EVENT_NAME = re.compile(r"[^，,。；;]{0,10}(?:制度|机制|增长|递增|提高|降低|下降|增加)")
_PERS = {"个月": "月", "日": "天"}


@dataclass(slots=True)
class Saying:
    """A goal said without a figure, at [start, end): its value and unit, and whether it is a share of all.

    `said` are the words that belong to what is measured: 覆盖率, 纳入, 专题报告.
    """

    start: int
    end: int
    value: float
    unit: str
    shared: bool
    said: str


def find_sayings(text: str) -> Iterator[Saying]:
    """Yield the goals that `text` states without a figure, in order."""
    if not ("每" in text or "全" in text or "所有" in text or "为零" in text):  # quicker than the pattern
        return
    for start in _STARTS.finditer(text):
        match = _WHOLE.match(text, start.start())
        saying = _read(text, match) if match else None
        if saying is not None:
            yield saying


def _read(text: str, match: re.Match[str]) -> Saying | None:
    start, end = match.span()
    before, behind = text[max(start - 14, 0) : start], text[end : end + 30]
    if match["often"]:
        event = _EVENT.match(behind)
        if event is None or _EVENT_NAME.match(behind):
            return None
        per = _PERS.get(match["per"], match["per"])
        return Saying(start, end + event.end(), 1, f"次/{per}", shared=False, said=event.group())
    if match["zero"]:
        return Saying(start, end, 0, "起" if re.search("事故|案件|事件", before) else "", shared=False, said="")
    if _PRAISE_BEFORE.search(before) or _PRAISE_BEHIND.match(behind) or _FULL.search(before):
        return None
    said = "覆盖率" if match["cover"] else re.sub("全部|全面", "", match.group())
    return Saying(start, end, 100, "%", shared=True, said=said)
