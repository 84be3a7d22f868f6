"""Which quantities are goals: every rule speaks of what stands before and behind a quantity in its clause.

One rule: a share is a goal unless something says otherwise; a count is one only where a verb of doing, a bound or a
goal before it says so.
"""

import re
from dataclasses import dataclass
from enum import Enum

from planeditor.language.targets.deadlines import PLAN_ENDS
from planeditor.language.targets.frames import Place
from planeditor.language.targets.quantities import Quantity
from planeditor.language.targets.words import (
    MODALITY,
    NAMES_OF_WORK,
    PARTS_IN_WORDS,
    PARTS_OF_A_SCHEME,
    PREDICATE,
    PROGRAMME,
    governor,
)


class Verdict(Enum):
    """What a quantity is: a goal, a result already there, a starting point, or nothing to follow."""

    GOAL = "goal"
    RESULT = "result"
    BASE = "base"
    NOTHING = "nothing"


@dataclass(slots=True)
class Context:
    """A quantity with the words of its clause before (`left`) and behind it (`right`).

    `lead` is the sentence before the clause; `quoted` what the quotes around it hold; `follows` tells that a goal
    stands before it in the sentence, `behind_result` that this is a result, `part` that it stands in a bracket right
    behind a quantity; `goals` that the text is known to hold goals (a field 目标任务), `report` that it tells results,
    `looks_back` that its sentence does.
    """

    quantity: Quantity
    place: Place
    left: str
    right: str
    lead: str
    quoted: str
    follows: bool
    behind_result: bool
    part: bool
    goals: bool
    looks_back: bool
    report: bool
    year: int | None


_ORDINAL = re.compile(
    r"(?:第|前|后|倒数|排名|名列|位居|过去|连续|每(?:增加|新增|减少|超过|招收|完成|延迟|迟|缺|少|有)?|逢|(?<![得评积总考均])分|首|号|星期|一式|:|∶)\s*\Z|(?<!每)周\s*\Z"
)
_ORDINAL_ENDS = frozenset("第前后数名居去续每加增少过收成迟缺有逢分首号期式:∶周")
_VAGUE = re.compile(r"[几数上]\s*\Z")
_SLOGAN = re.compile(r"[一二两三四五六七八九十百千万]+(?:[个大项条种类级]|[\u4e00-\u9fff]?[不无零])|\d+[+＋×]")
_SUM = re.compile(r"[+＋][\dNnXx]")  # “1个方案＋12个配套制度”
_GOAL_IN_QUOTES = 12  # characters of a quote that can hold a goal of its own
_ROUND = frozenset((10, 100, 1000, 10000))

_PERSONS = frozenset(("人", "名", "位", "分", "元", "万元"))
_OF_A_KIND = re.compile(
    r"\s*(?:的|及|达到|人数|占比|比例|规模|超?大班额|班额|班级|小规模|教学点|[\u4e00-\u9fff]{1,12}的(?:学校|幼儿园|班|县|乡|镇|地区|单位|教师|学生))"
)
_AREAS = re.compile(r"(?:县|区|市|州|乡镇|乡|镇|街道|村|社区|片区|部门)(?:[（(][^（()）]{1,4}[）)])?的?\d")
_ALL_THERE_ARE = re.compile(r"全[省市州区县镇乡](?:现有|共有|共)?\s*")  # 全市15个县全部达标
_EVERY_ONE = re.compile(r"[^，,。；;\d]{1,10}?(?:全部|均|都)")
_NOT_DONE = ("未", "尚未", "没有", "仍")
_TOWARDS_THOSE = re.compile(r"(?:针对|面向|对)[^，,。；;]*的\Z")  # 对排名靠后的5所学校开展
_HAVING = re.compile(r"(?:招收|拥有|具有|有|满)\s*\Z")
_OF_THEM = re.compile(r"\s*的(?!目标|要求|比例|任务|标准|速度|幅度|增幅|水平|额度|覆盖|规模|总)")
_SHARE_OF = re.compile(r"\s*的[\u4e00-\u9fff]{1,12}?(?:占比|比例|比重|数量|个数)")
_OTHER_BOUND = re.compile(
    r"[、或和及][^，,。；;、]{1,16}?[\d.]+(?:[%％]|[\u4e00-\u9fff]{1,2}?)(?:以[上下内])?的(?!目标|要求|比例|任务|标准)"
)
_CITED = re.compile(r"的[\u4e00-\u9fff]{0,8}(?:规定|政策|办法)")  # 落实公用经费5%用于培训的规定
_BELOW_OTHERS = re.compile(r"(?<!不)(?:低于|少于)[^，,。；;]{0,8}平均(?:水平|值|数)?\s*\Z")
_DISTANCES = frozenset(("米", "公里", "千米"))
_FAR_FROM = re.compile(r"(?:距|距离|相距)[^，,。；;]{0,16}\Z")
_SCORES = re.compile(r"(?:线|[扣加计记减])\s*\Z")  # 录取控制线540分, 每项扣2分; 90分以上为优秀
_AROUND = re.compile(r"\s*(?:范围|之内|[内外处])")
_SHORT_OF = re.compile(r"(?:不足|未达到?|达不到|不到|尚未|未能达到)\s*\Z")
_BY = re.compile(r"(?=[按依以])(?:按照?|依照|以(?![上下内及]))([^，,。；;]{0,16})\Z")
_RULED = re.compile(r"按照?(?:[生人师校]均|每[^，,。；;]{1,5})?\s*\Z")
_STANDARD = re.compile(r"\s*(?:[\u4e00-\u9fff]{0,8}的)?(?:标准|额度|比例|定额|核定|计算|拨付|给予)(?!提高|提升|达到)")

_FROM = re.compile(r"(?:从|由)[^，,。；;]{0,30}\Z")
_TOWARDS = re.compile(
    r"\s*(?:改[为成]|变[为成]|(?:的?标准)?(?:[提上增下降压缩扩调减][高升长加大降低减少缩调整]?)?(?:[到至]|为))"
)
_THAT_OF = re.compile(r"[比较][^，,。；;]{0,8}年的\s*\Z")
_UPON = re.compile(r"[^，,。；;]{0,24}基础上")

_PAST = re.compile(
    r"(?=[已了去上])(?:已(?![知婚读])|(?<![为除])了\s*\Z|(?<![比较与同在和])(?:去年|上一?年度?|上一(?:学年|周期|学期))(?!底|末|相比|同期|的?基础|水平))"
)
_SINCE = re.compile(
    r"(?=[以截年月近受因])(?:以来|截[至止]|(?<!每)[年月]来(?!华)|近(?:[几两三四五]|\d)年|[受因][^，,。；;]{1,10}影响)"
)
_UP_TO_YEAR = re.compile(r"[到至](20\d\d)年的\s*\Z")
_RUNNING = re.compile("(?!.*(?:力争|争取|确保|保证|努力)).*连续[^，,。；;]{1,3}年")  # 连续10年保持100%
_DUE = re.compile("力争|确保|年底|年内|明年|月底?前")
_UNTIL = re.compile(r"截[至止]到?(20\d\d)年")
_DONE_BEHIND = re.compile(
    r"[^，,。；;、（(]{0,14}?已经?(?:达标|完成|通过|建成|竣工|开工|投用|到位|整改|纳入|实现|达到|完工)(?P<part>\d)?"
)
_PLAN_PERIOD = re.compile("[^，,。；;]{0,6}?“?十([一二三四五])五”?(?:规划)?(?:期间|时期)")
_AHEAD = re.compile(
    r"力争|争取|确保|计划|今年|年内|年底|明年|下一步|接下来|下阶段|继续|进一步|预计|推进|推动|实现|拟|将|要|再|[^，,。；;]*(?:[到至]20\d\d年|月底?前)"
)
_NEXT = re.compile("下一步|下一?阶段|接下来|明年|今后")
_FACTS = re.compile(  # a set of characters at its head is what makes it quick: 目前, 现有, 据统计 …
    r"[目当现共原存缺尚仍的据经数调始创](?:(?<=[目当])前|(?<=现)[行有状]|(?<=[共原尚仍的])有|(?<=存)在(?!的?问题[整解])|(?<=缺)口"
    r"|(?P<stated>(?<=据)统计|(?<=经)(?:统计|排查|摸底|摸排|调研)|(?<=[数调])[据研]显示|(?<=始)建于|(?<=创)办于))"
)
_ONLY = ("仅", "仅为", "仅占", "仅有", "仅达", "只有", "只占")
_YEAR_WORD = r"\s*(?:在)?(20\d\d)年(?:[底末](?!之?前))?(?!级|[以底末]?前|以来|[之底末])"
_YEAR, _YEAR_OF_CLAUSE = re.compile(_YEAR_WORD), re.compile(rf"(?:\A|[，,：:]){_YEAR_WORD}")
_YEAR_OF_DEED = re.compile(  # 教育支出2022年完成11.3亿元
    r"(?<![到至比较以在自从与由对和、—\-~～《])(20\d\d)年(?:全年|实际|累计|共)?(?:完成|实现|达到?|新[增建改]|建成|招[生聘录]|投入|执行|安排)"
)

_YEAR_IN_BRACKET = re.compile(r"[（(](20\d\d)年[^（()）]{0,6}\Z")
_EVERY = re.compile(r"每[\u4e00-\u9fff]")
_HOLDING = re.compile(r"(?:举办|开展|组织|召开|举行|安排|承办)[^，,。；;、]{0,6}\Z")
_ENSURING = re.compile(
    r"(?:保证|确保|保障)[^，,。；;]{0,40}\Z|(?:达到?|[缩延][短长][到至为]|压缩[到至为]|提高到)(?:[\d.]+[^，,。；;\d]{1,2}[、和])*\Z"
)
_WITHIN = re.compile("之?[内后前]|的|完成|办结|到位|建成")
_REACHING = re.compile(
    r"(?:提[高升]|增[加长]|扩大|上升|降低|下降|减少|压[减缩]|调整|缩[短小减]|延长|[增升降减缩扩])[到至为](?:20\d\d年的?)?\s*\Z"
)
_REACHED = re.compile(r"(?:达到?|[提增升降低少制持定化加整][高到至在为](?:到|至)?)\s*\Z")
_SHARE_BEHIND = re.compile(r"[\u4e00-\u9fff]{1,14}?率(?![先领])[\u4e00-\u9fff]{0,4}\d")  # 18项指标完成率达到60%
_REST = ("剩余", "其余", "余下")
_MAKING = re.compile(
    r"(?:新建|新增|建成|建设|创建|创成|打造|培育|培养|培训|评选|评定|认定|遴选|选派|选送|选树|选拔|招聘|引进|补充|配备|购置|开发|立项|"
    r"完成|举办|组织|开展|承办|召开|组建|成立|设立|改造|改扩建|扩建|推出|命名|表彰|资助|增设|争创|选聘|派出|推荐|申报|编写|出版)"
    r"[^，,。；;、]{0,14}\Z"
)
_ABSTRACT = re.compile(
    r"[^，,。；;、]{0,8}(?:工程|行动|计划|机制|制度|体系|模式|标准|任务|工作|改革|思想|理念|关系|精神|环境|档案)"
)


def judge(context: Context) -> Verdict:
    """Tell what a quantity is."""
    if _is_name(context) or _is_part_of_a_scheme(context) or _is_condition(context):
        return Verdict.NOTHING
    if _is_starting_point(context):
        return Verdict.BASE
    if not _is_frequency(context) and not _is_wanted(context):
        return Verdict.NOTHING
    return judge_time(context)


def judge_time(context: Context) -> Verdict:
    """Tell whether what counts as a goal is one, or a result already there, or a fact of today."""
    if context.report and not _NEXT.search(context.lead + context.left):
        return Verdict.RESULT
    if context.looks_back and not _tells_facts(context):
        return Verdict.RESULT
    if "已" in context.right and (done := _DONE_BEHIND.match(context.right)):
        return Verdict.NOTHING if done["part"] else Verdict.RESULT  # 8个项目已完工5个
    if _is_past(context) or _goes_on_with_results(context):
        return Verdict.RESULT
    return Verdict.NOTHING if _tells_facts(context) else Verdict.GOAL


# -- names and parts of schemes


def _is_name(context: Context) -> bool:
    """第23届, 前10名, “三会一课”, 百校工程: numbers that name something."""
    quantity = context.quantity
    left = context.left[-6:].rstrip()
    if left[-1:] in _ORDINAL_ENDS and _ORDINAL.search(left[-4:]):
        return True
    if quantity.chinese and _VAGUE.search(context.left[-2:]):
        return True  # 数十所, 上百名
    if quantity.written == "二":
        return True  # before a measure word two is 两; 二期 is the second
    if context.quoted and _is_slogan(quantity, context.quoted):
        return True
    return quantity.chinese and quantity.value in _ROUND and PROGRAMME.match(context.right) is not None


def _is_slogan(quantity: Quantity, quoted: str) -> bool:
    inner = quoted[1:-1]
    if quoted.startswith("《") or _SLOGAN.match(inner) or _SUM.search(inner):
        return True
    if quantity.kind in ("points", "percent"):
        return len(inner) <= len(quantity.written) + 3
    return quantity.chinese or len(inner) < _GOAL_IN_QUOTES


def _is_part_of_a_scheme(context: Context) -> bool:
    """11个重点方面, 三个坚持, 四项制度."""
    if context.quantity.kind not in ("count", "event") or ("每" in context.left and _EVERY.search(context.left)):
        return False
    parts = PARTS_IN_WORDS if context.quantity.chinese else PARTS_OF_A_SCHEME
    return parts.match(context.right) is not None and not context.quantity.negated


# -- conditions, standards and starting points


def _is_condition(context: Context) -> bool:
    """低于90%的地区, 100人以下的教学点, 按每生1000元标准, 各1所 in a bracket: no goals of their own."""
    quantity, left, right = context.quantity, context.left, context.right
    if quantity.unit == ":1" and _OF_THEM.match(right):
        return True
    if (("不" in left or "未" in left) and _SHORT_OF.search(left)) or (context.part and left.rstrip().endswith("各")):
        return True
    if quantity.negated:
        return False
    if quantity.bound and quantity.start < quantity.digits and _OF_THEM.match(right):
        return True
    if quantity.bound and (_SHARE_OF.match(right) or _OTHER_BOUND.match(right)):
        return True
    if right[:1] == "的" and quantity.kind == "percent" and not quantity.bound and _CITED.match(right):
        return True
    if left.endswith("有") and right.startswith(_NOT_DONE):
        return True  # 其中有5所未建立制度
    if left[:1] == "全" and _ALL_THERE_ARE.fullmatch(left) and _EVERY_ONE.match(right):
        return True
    if quantity.unit == "个" and _AREAS.match(right):
        return True  # 10个县（市）14个安置点
    if quantity.kind == "count" and left.endswith("的") and _TOWARDS_THOSE.match(left):
        return True
    if quantity.unit in _DISTANCES and (_AROUND.match(right) or _FAR_FROM.search(left)):
        return True
    if quantity.unit == "分" and (_SCORES.search(left) or right.startswith("为")):
        return True
    if quantity.unit in _PERSONS and _OF_A_KIND.match(right) and (quantity.bound or _HAVING.search(left)):
        return True
    by = _BY.search(left[-20:])
    return by is not None and (not by[1] or _STANDARD.match(right) is not None)


def _is_starting_point(context: Context) -> bool:
    """从85%提高到90%, 比2019年的85%提高, 在巩固32所的基础上: where it starts, not where it goes."""
    if "年的" in context.left and _THAT_OF.search(context.left):
        return True
    left = context.left
    if ("从" in left or "由" in left) and _FROM.search(left) and _TOWARDS.match(context.right):
        return True
    return "基础上" in context.right and _UPON.match(context.right) is not None


# -- results and facts


def _is_past(context: Context) -> bool:
    """已建成25所, 去年完成3所, 2019年 in a plan for 2020."""
    if context.goals:
        return False
    left = context.left
    if ("已" in left or "了" in left or "去" in left or "上" in left) and _PAST.search(left):
        return True
    if context.lead and _SINCE.search(context.lead[-30:]) and not _DUE.search(context.left + context.right):
        until = _UNTIL.search(context.lead[-30:])
        return until is None or context.year is None or int(until[1]) <= context.year
    if "连续" in context.left and _RUNNING.match(context.left):
        return True
    if context.year is None:
        return False
    year = _last_year(context)
    if year:
        return year < context.year
    opening = context.lead or context.left
    period = _PLAN_PERIOD.match(opening) if "五" in opening else None
    return period is not None and PLAN_ENDS[period[1]] < context.year


def _last_year(context: Context) -> int:
    """Return the last year that a clause up to the quantity begins with, 0 without one."""
    left = context.left if "20" in context.left else ""
    year = (_YEAR.match(left) or _UP_TO_YEAR.search(left) or _YEAR_OF_DEED.search(left)) if left else None
    if year is None and context.place.bracket:
        year = _YEAR_IN_BRACKET.search(context.lead)
    if year is not None or "20" not in context.lead:
        return int(year[1]) if year else 0
    years = _YEAR_OF_CLAUSE.findall(context.lead)
    return int(years[-1]) if years else 0


def _goes_on_with_results(context: Context) -> bool:
    """已整改31个，完成率83.8%: what follows a result is one, unless it is done by a verb or looks ahead."""
    if not context.behind_result or context.goals or context.quantity.negated:
        return False
    if _AHEAD.search(context.left) or _AHEAD.search(context.right):
        return False
    return context.quantity.kind in ("percent", "points") or governor(context.left) != "doing"


def _tells_facts(context: Context) -> bool:
    """目前全区共有186所: what is there; 整合现有系统12个 does something with it."""
    if context.left.endswith(_ONLY) or ("平均" in context.left and _BELOW_OTHERS.search(context.left)):
        return not context.goals  # 占比仅为41%，低于全省平均水平8个百分点
    nearby = context.lead[-40:] + context.left
    facts = _FACTS.search(nearby)
    if context.goals or facts is None or MODALITY.search(nearby):
        return False
    if facts["stated"]:
        return True
    shared = context.quantity.kind in ("percent", "points", "times") or context.left.endswith("为")
    return shared or governor(context.left) != "doing"


# -- goals


def _is_frequency(context: Context) -> bool:
    """每月至少1次, 每周不少于4课时, 每天1小时, 每个区域一所."""
    if "每" not in context.left or context.quantity.kind in ("percent", "points", "times"):
        return False
    if not _EVERY.search(context.left):
        return False
    return context.quantity.kind != "count" or governor(context.left) == "doing" or bool(context.quantity.bound)


def _is_wanted(context: Context) -> bool:
    quantity = context.quantity
    if quantity.kind in ("percent", "points", "times"):
        return (quantity.written[0].isdigit() and quantity.unit != ":1") or _is_share_meant(context)
    if quantity.kind == "time":
        return quantity.negated or (bool(quantity.bound) and "控制" in context.left) or _is_said_of_a_time(context)
    if quantity.chinese:
        return not context.report and _is_wanted_in_words(context)
    return _is_wanted_count(context)


def _is_share_meant(context: Context) -> bool:
    """三分之二以上, 压减三分之一, 师生比达到1:19: a ratio or a fraction is a goal where something says that it is."""
    left, quantity = context.left, context.quantity
    if quantity.unit == ":1":
        return quantity.negated or context.goals or ("比" in left and _REACHED.search(left) is not None)
    if not quantity.fraction:
        return True
    if left.endswith(("有", "占")):
        return context.follows and left.startswith("其中")
    return bool(quantity.bound) or MODALITY.search(left) is not None or governor(left) == "doing"


def _is_said_of_a_time(context: Context) -> bool:
    """每天不少于2小时，其中体育活动1小时; 不超过3个月或60课时; 保证小学生睡眠10小时."""
    if context.follows and (context.left.startswith("其中") or context.left.endswith("或")):
        return True
    return _ENSURING.search(context.left) is not None and not _WITHIN.match(context.right)


def _is_wanted_in_words(context: Context) -> bool:
    """两期, 十所: of what is counted in words only more than one thing made or held, or one event held."""
    quantity = context.quantity
    if quantity.value == 1 and quantity.high is None:
        held = quantity.unit in ("期", "场", "届") and not context.left.endswith(("新", "上", "本"))
        return quantity.negated or (held and _HOLDING.search(context.left) is not None)
    listed = context.follows and "、" in context.left  # 示范基地十五个、学习点三十余个
    if _ABSTRACT.match(context.right) or not (listed or _MAKING.search(context.left)):
        return False
    return governor(context.left) == "doing"


def _is_wanted_count(context: Context) -> bool:
    governing = governor(context.left)
    if "率" in context.right and not context.quantity.bound and _SHARE_BEHIND.match(context.right):
        return False
    if context.left.endswith(_REST) and PREDICATE.search(context.right[:24]):
        return True
    if not governing and context.lead.endswith(("：", ":")):
        governing = governor(context.lead[:-1])
    if governing == "scope" and context.quantity.negated and _RULED.search(context.left):
        return True
    if governing == "scope" and context.left.endswith("已有") and PREDICATE.search(context.right[:24]):
        return True  # 已有17所学校通过验收
    if governing or context.report or context.looks_back or context.goals:
        return governing != "scope"
    if context.quantity.bound or context.follows or context.part or _REACHING.search(context.left):
        return True
    if NAMES_OF_WORK.search(context.left) or MODALITY.search(context.left):
        return True
    return PREDICATE.search(context.right[:24]) is not None
