"""Rules on figures: numbers that got lost, amounts without unit, and figures that cannot be.

One rule: a frame around a missing number is reported only where a number is the only thing that fits into it.
"""

import re
from collections.abc import Callable, Iterator

from planeditor.i18n import _
from planeditor.plan.checks.problems import ERROR, Finding, Text, TextRule, around

_STOP = r"(?=[，,。；;、：:！？）)”\n]|\Z)"
_DIGIT = "0-9０-９一二两三四五六七八九十百千万亿几数多余半双首第每各整个单零〇某若干"
_UNITS = "%|％|个百分点|百分点|所|名|人次|人|个|次|万元|亿元|元|场|项|倍|小时|学时|课时|分钟|天|个月|间|套|门|家|支|期"
_BOUND = "不少于|不低于|不超过|不高于|不多于|不得少于|不得低于|不得超过|至少|至多|最多|最少"
_REACH = (
    "达到?|超过|突破|提高[到至]|提升[到至]|增加[到至]|控制在|保持在|稳定在|降[低至到]+|不低于|不少于|不超过|高于|低于"
)
_NOT_A_LIMIT = "(?!要求|目标|标准|条件|水平|规定|任务|指标|各|：|:|几|两|三|的|[\u4e00-\u9fff]{0,4}水平)"
_FRAMES: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (tuple(words.split()), re.compile(pattern))
    for words, pattern in (
        ("以上 以下 以内 左右", rf"(?:{_REACH})[ \u3000]*(?:以上|以下|以内|左右){_NOT_A_LIMIT}"),
        (
            "不少 不低 不超 不高 不多 不得 至少 至多 最多 最少",
            rf"(?:{_BOUND})[ \u3000]*(?:{_UNITS})(?:以上|以内|左右)?{_STOP}",
        ),
        ("倍", rf"(?:标准|水平|平均|去年|上年|同期|总数|规模)的[ \u3000]*倍(?:以上|左右|以内)?{_STOP}"),
        ("百分点", rf"(?<![{_DIGIT} ])个百分点|(?<![{_DIGIT} 个])百分点"),
        ("百分之", "百分之(?![0-9０-９一二两三四五六七八九十百零几多X×x])"),
        (
            "% ％",
            rf"(?<=[\u4e00-\u9fff])(?<![{_DIGIT}])[ \u3000]*[%％](?=以上|以下|以内|左右|[，,。；;、\n]|\Z)",
        ),
        (
            "建所 建个 成所 成个 增所 增个 设所",
            "(?:新建|改扩建|建成|创建|新增|建设)[所个](?=幼儿园|公办|中小学|小学|[初高]中|示范|优质)",
        ),
        ("个学位 个岗位 个床位", "(?:新增|提供|增加|扩充)约?万?个(?=学位|岗位|床位)"),
        (
            "聘名 训名 进名 派名 彰名 充名 训人次",
            "(?:招聘|培训|引进|选派|表彰|补充)(?:名|人次)(?=教师|校长|学生|骨干|优秀|[，。；])",
        ),
        (
            "月日 月\u3000日 月\xa0日",
            rf"(?<![{_DIGIT}xX×Ｘ _＿])[ \u3000]*月[ \u3000\xa0]*日(?=前|起|止|至|以前|之前|[，。；])",
        ),
        ("届次 届中", "届[次中](?:全体会议|全会)"),
        ("第届 第批 第期 第轮 第次", rf"第(?:届|批次?|期|轮|次)(?![{_DIGIT}])(?=[\u4e00-\u9fff])"),
    )
)
_AMOUNT = re.compile(r"(?<![\d.,])\d+(?:\.\d+)?[万亿](?=左右|以上|以内|[，,。；;）)\n]|\Z)(?!（|\()")
_SHARE_ABOVE = re.compile(
    r"(?:超过|高于|大于|突破|＞|>)[ \u3000]*100[ \u3000]*[%％]|100[ \u3000]*[%％][ \u3000]*及?以上"
    r"|(?:超过|高于)百分之百|百分之百以上"
)
_GROWING = re.compile("增[长加幅速]|同比|完成率|毛入[学园]率|完成(?:年度)?(?:任务|目标|计划)|提[高升]|翻")
_DAY = re.compile(r"(?<![\d])(1[0-2]|0?[1-9])[ \u3000]*月[ \u3000]*(\d{1,2})[ \u3000]*[日号]")
_MONTH = re.compile(
    r"(?:(?<=年)|(?<=[，,。；;（(]))[ \u3000]*(1[3-9]|[2-9]\d|0{1,2})[ \u3000]*月(?=份|底|初|末|中旬|上旬|下旬|前|\d)"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _find_lost(pattern: re.Pattern[str]) -> Callable[[Text], Iterator[Finding]]:
    def find(text: Text) -> Iterator[Finding]:
        for match in pattern.finditer(text.words):
            message = _("A number is missing in “{words}”.").format(words=match.group().strip())
            yield Finding(*match.span(), message, around(text.words, *match.span()), ERROR)

    return find


def missing_units(text: Text) -> Iterator[Finding]:
    """Report amounts that end in 万 or 亿: of what?"""
    for match in _AMOUNT.finditer(text.words):
        message = _("“{words}” has no unit.").format(words=match.group())
        yield Finding(*match.span(), message, around(text.words, *match.span()))


def impossible_shares(text: Text) -> Iterator[Finding]:
    """Report shares above the whole."""
    words = text.words
    for match in _SHARE_ABOVE.finditer(words):
        if _GROWING.search(words, max(match.start() - 12, 0), match.start()):
            continue
        message = _("“{words}”: no share is larger than 100%.").format(words=match.group())
        yield Finding(*match.span(), message, around(words, *match.span()), ERROR)


def impossible_days(text: Text) -> Iterator[Finding]:
    """Report days and months that no calendar has."""
    words = text.words
    for match in _DAY.finditer(words):
        if not 1 <= int(match[2]) <= _DAYS[int(match[1]) - 1]:
            yield _no_day(words, match)
    for match in _MONTH.finditer(words):
        yield _no_day(words, match)


def _no_day(words: str, match: re.Match[str]) -> Finding:
    message = _("“{words}” is in no calendar.").format(words=match.group().strip())
    return Finding(*match.span(), message, around(words, *match.span()), ERROR)


# Quantities whose number vanished: 标准的倍, 达到以上, 不少于所, 市委四届次全会.
LOST_NUMBERS = tuple(TextRule("lost-number", _find_lost(pattern), signs) for signs, pattern in _FRAMES)
