"""Which sentences of a text look back: what they count has been reached, though no word beside the figure says so.

One rule: a review opens with a past time, a heading or an appraisal, and ends where a sentence aims at something.
"""

import re
from bisect import bisect_right
from operator import itemgetter

Range = tuple[int, int]

_SIGNS = re.compile(  # no review without one of them, or without a year that is past
    "年来|过去|去年|上年|上一|回顾|成效|成绩|取得|效果|反响|得到|受到|赢得|看到|查处|责令|受理"
)
_YEARS = re.compile(r"20\d\d年")
_BEFORE_YEAR = frozenset("。！\n】 \u3000")
_SENTENCE = re.compile(r"[^。！？!?\n]+")
_OPENING = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?\s*(?:【[^】]{2,8}】)?\s*(?:"
    r"(?P<heading>[^，,。]{0,8}(?:工作回顾|工作总结))|过去的?(?:[一两三四五几]年|20\d\d年)|(?:近?[一两三四五几]|近)年来|(?:自)?去年(?:以来)?(?!底|末)"
    r"|上一?(?:年度?|学年|学期|周期)(?!底|末)|(?:回顾)?(?P<year>20\d\d)年(?:以来)?(?!底|末|前|级|版|度?工作要点))"
)
_SUMMARY = re.compile(
    r"取得了?[^，,。；;]{0,10}(?:成效|成绩|进展|成果|突破|发展)|圆满完成|回顾|迈上[^，,。；;]{0,4}台阶|开创了"
)
_APPRAISED = re.compile(
    r"(?:(?:成效|成绩|效果)(?:十分|比较|较为)?(?:明显|显著|突出|良好|初显|喜人)|反响(?:热烈|良好)|(?:得到|受到|赢得|获得)了?[^，,。；;]{0,14}"
    r"(?:好评|肯定|认可|赞誉|赞扬|表扬|欢迎)|取得了[^，,。；;]{0,10}(?:成效|成绩|进展|成果|效果))\s*\Z"
)
APPRAISAL = 24  # characters of the longest appraisal
_LOOKS_BACK = re.compile(
    r"\s*(?:成绩来之不易|成绩的取得|在?肯定成绩|(?:但|同时|与此同时|但是)[，,]?[^，,。；;]{0,6}(?:看到|认识到))"
)
_CAUGHT = re.compile(  # nobody plans how many are caught or complain: 责令整改112家, 受理来信426件
    r"(?:查处|立案|责令|处罚|问责|曝光|受理)[^，,。；;、\d率]{0,10}\d[\d.]*万?[余多]?(?:家|件|起|人|名|所|个|例|宗)(?!以上)"
)
_AIMS = re.compile(
    r"力争|争取|确保|努力|今年|明年|新的?一年|下一步|下阶段|接下来|今后|计划(?!生育)|拟(?!定)|将(?!军)|要(?!求|点|素|闻|件)|继续|进一步(?:加|推|完|健|落|深|优|压|提高[^，,。；;]|强化)|使|让|"
    r"务必|必须|亟|年底前|年内|月底?前|到20\d\d年|各[县市区校地单][^，,。；;]{0,8}(?:要|应|须)"
)
_ORDERS = re.compile(
    r"\s*(?:(?:加强|加快|加大|强化|深化|完善|健全|优化|推进|推动|实施|落实|建立|构建|开展|组织|举办|坚持|巩固|提高|提升|抓好|做好|办好|严格|规范|制定|"
    r"持续|深入|全面|大力|积极|扎实|切实|稳步|不断|统筹|着力|依法|认真|严禁|禁止|鼓励|支持|引导|督促|发挥|充分|围绕|聚焦|对[照标]|牢固|树立|"
    r"新[建增改]|改[扩造]|培[养训育]|评选|创建|打造|招聘|招录|选派|投入|安排|完成))"
)


def find_reviews(text: str, year: int | None) -> list[Range]:
    """Return the [start, end) of the sentences that look back, in order; `year` is that of the plan."""
    if not (_SIGNS.search(text) or ("20" in text and year and _opens_with_past_year(text, year))):
        return []
    spans = [match.span() for match in _SENTENCE.finditer(text)]
    told = [False] * len(spans)
    opened = strong = False
    for index, (start, end) in enumerate(spans):
        sentence = text[start:end]
        if _LOOKS_BACK.match(sentence):
            _tell_back(text, spans, told, index)
            opened = False
        elif opening := _opening(sentence, year):
            opened, strong = True, bool(opening["heading"] or _SUMMARY.search(sentence))
            told[index] = not _aims(sentence, year)
        elif opened:
            orders = not strong and (_ORDERS.match(sentence) or text[start - 1] == "\n")
            opened = told[index] = not orders and not _aims(sentence, year)
        else:
            appraised = _APPRAISED.search(sentence[-APPRAISAL:]) or _CAUGHT.search(sentence)
            told[index] = appraised is not None and not _aims(sentence, year)
    return [span for span, past in zip(spans, told, strict=True) if past]


def is_within(reviews: list[Range], position: int) -> bool:
    """Tell whether a position stands in one of the reviews."""
    index = bisect_right(reviews, position, key=itemgetter(0)) - 1
    return index >= 0 and position < reviews[index][1]


def _opens_with_past_year(text: str, year: int) -> bool:
    """Tell whether a sentence may open with a year before the plan's."""
    years = (match.start() for match in _YEARS.finditer(text))
    return any(int(text[at : at + 4]) < year for at in years if not at or text[at - 1] in _BEFORE_YEAR)


def _opening(sentence: str, year: int | None) -> re.Match[str] | None:
    """Return how a sentence opens a review, None where it does not: a year must be past."""
    opening = _OPENING.match(sentence)
    if opening and opening["year"] and (year is None or int(opening["year"]) >= year):
        return None
    return opening


def _aims(sentence: str, year: int | None) -> bool:
    return _AIMS.search(sentence) is not None or (year is not None and f"{year}年" in sentence)


def _tell_back(text: str, spans: list[Range], told: list[bool], index: int) -> None:
    """成绩来之不易, 但也要看到: the sentences before it look back, up to one that aims or gives an order."""
    for before in range(index - 1, -1, -1):
        sentence = text[slice(*spans[before])]
        if _AIMS.search(sentence) or _ORDERS.match(sentence):
            return
        told[before] = True
