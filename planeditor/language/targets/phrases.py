"""The words of a goal: what is measured (its indicator), how it compares, per what, and how firmly it is meant.

One rule: an indicator is made of the text's own words; only fillers and the predicate (达到, 控制在 …) are left out.
"""

import re
from dataclasses import dataclass
from typing import Literal

from planeditor.language.targets.quantities import Quantity
from planeditor.language.targets.rules import Context
from planeditor.language.targets.units import PERS
from planeditor.language.targets.words import CHANGE_DOWN, CHANGE_UP, MODALITY, any_of

Comparator = Literal["=", ">=", "<=", "~", "+", "-"]

_ADVERBS = any_of(
    """
    均 都 各 要 将 再 共 共计 合计 总计 总数 原则上 基本 平均 分别 全部 全面 力争 争取 确保 每年 平均每年 年均
    生均 人均 在 有 累计 最高 最低 最多 最长
    """
)
_UP = re.compile(rf"(?:{CHANGE_UP}|增幅|涨幅|净增)(?:幅度)?(?:不少于|不低于|约)?\s*\Z")
_DOWN = re.compile(rf"(?:{CHANGE_DOWN}|降幅|减幅)(?:幅度)?(?:不少于|不低于|约)?\s*\Z")
_CEILING = re.compile(r"(?:控制|压缩|压减|下降|降低|降|减少|限制)[^，,。；;率比]{0,3}(?:在|到|至)\s*\Z|不超过\Z")
_CEILING_ENDS = frozenset("在到至过 \u3000")
_BEGINS = "".join({word[0] for word in _ADVERBS.split("|")}) + r"达提增上降下减压控保稳实突不至约近占到于年应为“\"\s\d"
_PREDICATE = re.compile(  # looking for how one begins is quicker than trying them all
    rf"(?=[{_BEGINS}])(?:{_ADVERBS}|达到?|提[高升][到至]?|提[到至]|(?<!新)增[加长至到]|上升到?|降低?[到至]|降低|下降到?|减少到?|压[减缩][到至]?|控制在?|保持在?|(?<![供响适反对相效])应|(?<![行作])为|"
    r"稳定在?|实现|突破|不[少低高多大]于|不得?超过|至少|至多|约|近|占|到|至|于|\s|[“\"]"
    r"|20\d\d年[底末]?之?前|(?:20\d\d年)?(?:\d{1,2}月|年|(?<=\d年))[底末](?:之?前)?|[上下]半年)+\Z"
)
_COMPARED = re.compile(
    r"(?=[比较同环在])(?:(?:(?<!占)比(?![例重率])|较)[\u4e00-\u9fff\d]{0,6}?(?:上年度?|去年|上一年度?|20\d\d年|同期|往年|年初|上学年|“?十[一二三四五]五”?)(?:同期|期?末|底)?的?|同比|环比|"
    r"在(?:上年|去年|上一年|20\d\d年|原有?|现有)的?基础上|在原基础上)"
)
_PERIOD = re.compile(r"20\d\d年|“十[一二三四五]五”末|上年|去年|上一年|上学年|往年|年初|同期|同比")
_OPENING = any_of(
    r"""
    (?:原则上|控制在)(?=\D{3})
    其中 同时 以及 另 累计 共计 合计 总计 要 将 再 共(?![青同建享]) 计划 预计 拟 全年 年内 今年 当年 本年 力争 争取
    确保 保证 力保 努力 务必 进一步 继续 全面 大力 着力 加快 持续 深入 积极 稳步 有序 切实 扎实 不断 优先 推动
    推进 实现 促进 把 督促 指导 暑期前 年底前 年底 每年 每学年 每学期 每季度 每半年 每月 每周 每天 每日 平均
    """
)
_FILLERS = re.compile(
    rf"(?:重点(?=[推抓做打建实开培支保解])|[\s、和及与并的即都让①-⑳]|{_OPENING}|在?全[市区县省州]|我[市区县省校园]|用?[一两三四五六\d]{{1,2}}年(?:左右)?(?:时间|内|累计)|到?20\d\d年[底末]?之?前?|\d{{1,2}}月(?:\d{{1,2}}日|[底份末])?之?前?|"
    r"[上下]半年|第?[一二三四1-4]季度[底末]?(?:之?前)?)+"
)
_STRONG = (
    "开展", "举办", "组织", "完成", "建设", "建成", "新建", "新增", "实施", "培育",
    "培养", "创建", "打造", "评选", "开工", "竣工",
)  # fmt: skip
_BARE = frozenset("建增招设办配评")
_BY_STANDARD = re.compile(
    r"的?(?:标准|比例)(?:足额|及时|全额)?(?:拨付|核拨|落实|安排|发放|配备|配足|配齐|提取|计提|补助|给予|保障)?([^，,。；;：:]{2,20})"
)
_PREDICATE_BEHIND = re.compile("列入|纳入|通过|获评|入选|力争|确保|投入使用|分配|进入|全部|按期|如期")
_STOP = re.compile(
    r"[，,。；;：:！？!?\n\"）)”（(“]|、(?=每|[^、，,。；;]{0,20}\d)|(?:和|及|以及|与|或)(?=\d)|列入|力争|确保"
)
_STOP_REACH = 24  # characters that may tell whether 、 is a stop
_SHORT_BRACKET = re.compile(r"[（(][^（()）]{1,6}[）)](?=[\u4e00-\u9fff])")
_BARE_SCOPE = re.compile("(?:全[市区县省州校园]|各[县区地校]|.{0,8}(?:覆盖|惠及|辐射)|其中)?")
_PER = re.compile(rf"每(?:[一1]?(?:个|所|名|位|家|间)?)(?P<per>{PERS})")
_AT_LEAST = re.compile("至少|最少")
_BASE = re.compile(r"[从由][^，,。；;]{0,14}\d[^，,。；;]*\Z|[两三四五]个\Z")
_LEFT_OUT = (  # with a character that such words always have; looking for it first is much quicker
    (frozenset("比较在"), _COMPARED),
    (frozenset("不"), re.compile(r"不得?(?:[低少高]于|超过)[^，,。；;]{1,30}\Z")),  # 不低于总数的10%
    (frozenset("至最"), _AT_LEAST),
    (frozenset("每"), re.compile(f"(?:{_PREDICATE.pattern})|(?:{_PER.pattern})")),
    (frozenset("从由个"), _BASE),
)
_MAY_LEAVE_OUT = frozenset().union(*(signs for signs, _words in _LEFT_OUT))
_NAMES = re.compile("[、和及]")
_SORT = re.compile(
    "(?:小学|初中|普通高中|高中|中学|中职|高职|本科|专科|幼儿园|学前|义务教育|城区|城镇|农村|乡村|国家级|[省市县区校]级|公办|民办)(?:阶段|学校|教育)?"
)
_CHANGED = re.compile(
    r"(?:(?P<up>增加|提高|提升|扩大)|(?P<down>压减|压缩|减少|降低|缩减|缩短|削减))[^，,。；;]{1,20}?(?<![到至达为在率例比度面])\s*\Z"
)
_DAYS = {"日": "天", "季": "季度"}
_TRIM = " \u3000\xa0、，,：:的"
_PAIRS = (("“", "”"), ("（", "）"), ("(", ")"), ('"', '"'))
_PAIRED = frozenset("".join(map("".join, _PAIRS)))
_BEHIND_REACH = 40
LONG_INDICATOR = 30
PREDICATE_REACH = 20  # characters before a quantity that its predicate takes at most: 原则上力争稳定在
CLOSE = 10  # characters before a quantity in which its verb stands
_PHRASE_BEFORE = re.compile(r"[^，,。；;：:、]*\Z")


@dataclass(slots=True)
class Wording:
    """Where a goal's words begin and end, and what they measure."""

    start: int
    end: int
    indicator: str


@dataclass(slots=True)
class Room:
    """Where the words of a goal may stand: behind those of the goal before it, before the next quantity."""

    start: int
    end: int


def compare(context: Context) -> Comparator:
    """Return how the value is meant: as it is, as a bound, or (+ -) as a change."""
    quantity, left = context.quantity, context.left
    close = left[-CLOSE:]
    if quantity.kind != "count" or _COMPARED.search(left):
        if _UP.search(close):
            return "+"
        if _DOWN.search(close):
            return "-"
    if quantity.kind == "percent" and (changed := _CHANGED.match(left.rpartition("、")[2])):
        return "+" if changed["up"] else "-"
    if quantity.bound:
        return quantity.bound
    return "<=" if close[-1:] in _CEILING_ENDS and _CEILING.search(close) else "="


def per_unit(context: Context, comparator: Comparator, own: str) -> str:
    """Return the unit with what it is per: 次/月, 所/区域, 元/生/天; a share each year stays a share.

    `own` are the words that are the quantity's own; without a 每 in them that of the clause holds.
    """
    quantity = context.quantity
    if quantity.kind in ("percent", "times") and comparator not in "+-":
        return quantity.unit
    if quantity.per or "/" in quantity.unit:
        return quantity.unit + quantity.per
    listed = own.rpartition("、")[2]
    found = list(_PER.finditer(listed if "每" in listed else own)) or list(_PER.finditer(context.left))
    pers = [_DAYS.get(match["per"], match["per"]) for match in found]
    return "/".join([quantity.unit, *dict.fromkeys(pers[-2:])])


def modality_of(context: Context) -> str:
    """Return how firmly a goal is meant (力争, 确保, 原则上 …), "" where the clause does not say."""
    found = MODALITY.findall(context.left)
    return found[-1] if found else ""


def base_period_of(context: Context) -> str:
    """Return what a change is compared with: 上年, 2019年; "" where nothing is said."""
    left = context.left
    if not ("比" in left or "较" in left or "基础" in left):  # quicker than the pattern
        return ""
    compared = _COMPARED.search(left)
    period = _PERIOD.search(compared.group()) if compared else None
    return period.group().replace("同比", "上年同期") if period else ""


def word(text: str, context: Context, room: Room, said: str | None = None) -> Wording:
    """Return the words of a goal within their room; `said` is what it says instead of a figure."""
    quantity = context.quantity
    floor = max(room.start, quantity.start - len(context.left))
    noun, start = _noun_before(text[floor : quantity.start], quantity.start)
    if not noun and context.place.bracket is not None and not context.follows:
        phrase = _PHRASE_BEFORE.search(text[: context.place.bracket[0]][-LONG_INDICATOR:])
        noun = _noun_before(phrase.group() if phrase else "", 0)[0]
    if noun.endswith(("按", "按照")) and (standard := _BY_STANDARD.match(text, quantity.end, room.end)):
        return Wording(start, standard.end(), standard[1])
    behind = _noun_behind(text, quantity, room.end) if _counts(quantity, noun, said) else ""
    indicator = _balanced(noun + (said or "") + behind.removeprefix("的"))
    return Wording(start, quantity.end + len(behind), indicator)


def names_of_list(indicator: str) -> list[str]:
    """Return the names that share a list of figures; 小学、初中班额 are two kinds of one thing: 小学班额, 初中班额."""
    names = _NAMES.split(indicator)
    sort = _SORT.match(names[-1])
    head = names[-1][sort.end() :] if sort else ""
    return [name + head if _SORT.fullmatch(name) else name for name in names]


def subject_of(phrase: str) -> str:
    """Return a phrase that stands before a figure without the words that only lead to it."""
    return _noun_before(phrase, 0)[0]


def is_incomplete(indicator: str) -> bool:
    """Tell whether an indicator needs what stands before it: nothing or a bare verb (达到97%, 完成20所)."""
    return not indicator or indicator in _STRONG or indicator in _BARE


def _counts(quantity: Quantity, noun: str, said: str | None) -> bool:
    """Tell whether what is counted may stand behind the quantity."""
    if said is not None:
        return said != "覆盖率"
    if quantity.kind in ("count", "event", "time"):
        return True
    if quantity.kind == "money":
        return len(noun) <= len("安排")
    return quantity.kind == "percent" and _BARE_SCOPE.fullmatch(noun) is not None


def _noun_before(left: str, end: int) -> tuple[str, int]:
    """Return what the words before a quantity name, without fillers and predicate, and where they begin."""
    fillers = _FILLERS.match(left)
    skipped = fillers.end() if fillers else 0
    noun = left[skipped:]
    if not _MAY_LEAVE_OUT.isdisjoint(noun):
        for signs, words in _LEFT_OUT:
            if not signs.isdisjoint(noun):
                noun = words.sub("", noun)
    if predicate := _PREDICATE.search(noun[-PREDICATE_REACH:]):
        noun = noun[: predicate.start() - min(len(noun), PREDICATE_REACH)]
    strong = max(map(noun.rfind, _STRONG)) if len(noun) > LONG_INDICATOR else -1
    if 0 < strong < len(noun) - 3:
        skipped, noun = left.rfind(noun[strong:][:4]), noun[strong:]
    return noun.strip(_TRIM), end - len(left) + skipped


def _noun_behind(text: str, quantity: Quantity, end: int) -> str:
    """Return what is counted where it stands behind the quantity, up to the end of the phrase."""
    if _PREDICATE_BEHIND.match(text, quantity.end):
        return ""
    position, limit = quantity.end, min(quantity.end + _BEHIND_REACH, end)
    while position < limit:
        stop = _STOP.search(text, position, limit + _STOP_REACH)
        position = stop.start() if stop else limit
        if position >= limit or text[position] not in "（(“":
            break
        if text[position] == "“":
            position = max(text.find("”", position, limit + 1), position) + 1
            continue
        bracket = _SHORT_BRACKET.match(text, position)
        if bracket is None:
            break
        position = bracket.end()
    return text[quantity.end : min(position, end)].rstrip()


def _balanced(words: str) -> str:
    """Return the words without a quote or bracket whose other half is missing."""
    for opener, closer in () if _PAIRED.isdisjoint(words) else _PAIRS:
        if words.count(opener) != words.count(closer) or (opener == closer and words.count(opener) % 2):
            words = words.replace(opener, "").replace(closer, "")
    return words.strip(_TRIM)
