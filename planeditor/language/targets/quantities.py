"""Quantities in a text: a number with the unit word behind it, and the words around it that set a bound.

One rule: a number without a unit word is no quantity; years, ordinals and document numbers have none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planeditor.language.numerals import parse_chinese
from planeditor.language.targets.units import FIRST, MEASURES, NEVER, PERCENT, PERS, PLAIN, QuantityKind, unit_kind

Bound = Literal["", ">=", "<=", "~"]

_CHINESE = "一二两三四五六七八九十百千"
_ARABIC = r"(?>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.．]\d+)?)"
_NUMBER = rf"(?:{_ARABIC}|[{_CHINESE}][{_CHINESE}零〇]*)"
_SCALE = "(?:[百千]?万|个?亿|[百千])"
_IMPLIED = "(?=[\u4e00-\u9fff]{0,4}(?:学位|床位|岗位)|(?:大?中小学生|学生|师生|幼儿|教师|家长|市民|群众))"
_UNIT = rf"(?=[{FIRST}个])(?:{PERCENT}|{MEASURES})"
_GAP = r"[ \u3000\xa0]{0,2}"
_TO = rf"{_GAP}(?:-|–|—|－|―|~|～|至|到){_GAP}"
_EITHER = r"(?:\([套次个间辆处部件项]\)|（[套次个间辆处部件项]）)?"  # 400台（套）
# Years, months, articles and grades are left at once; they are most of what has digits.
# A number begins where no digit, sign or letter of a name (2.0, 1+X, IPv6) stands before it, and no 第.
_STARTS = re.compile(
    rf"[\d{_CHINESE}](?<![\d{_CHINESE}a-zA-Z+＋.．第].)(?:(?<=\d)\d*(?![\d月日号届级版〕]|年(?!以上|[，,。；;、]|\Z))"
    rf"|(?=[{FIRST}{_CHINESE}个万亿至到\-–—~～ 多余半]))"
)
_LOW = rf"(?P<low>{_NUMBER})(?:{_GAP}[多余]?(?P<low_scale>{_SCALE}))?"
_HIGH = rf"(?P<high>{_NUMBER})(?:{_GAP}[多余]?(?P<scale>{_SCALE}))?"
_QUANTITY = re.compile(
    rf"百分之(?P<cent>[{_CHINESE}]+|{_ARABIC})"
    rf"|{_LOW}(?:(?=[^，,。；;]{{0,10}}?[-–—－―~～至到])(?:{_GAP}{_UNIT})?{_TO}{_HIGH})?{_GAP}[多余]?{_GAP}"
    rf"(?:(?P<unit>{_UNIT})|{_IMPLIED}|(?<=[万亿])(?=左右|以[上内]|[，,。；;、）)]|\Z)){_EITHER}"
)
_SHARE_IN_WORDS = re.compile(
    rf"(?P<half>一半)(?![路天])|(?P<whole>[二三四五六七八九十])分之(?P<part>[一二两三四五六七八九])(?!\d)"
    rf"|(?P<first>{_ARABIC})[:：∶](?P<second>{_ARABIC})(?![\d:：∶.])"
)
_SUFFIX = re.compile(
    r"[ \u3000]?(?:（含）|\(含\))?(?:(?P<least>及其?以上|以上)|(?P<most>及?以内|以下|之内)|(?P<about>左右|上下))"
)
_PER = re.compile(  # 2次/月, 1200元/生·年
    rf"(?:[ \u3000]?[/／·]每?个?(?:{PERS})){{1,2}}(?![\u4e00-\u9fff]{{0,4}}\d)"
)
_PER_SIGNS, _SUFFIX_SIGNS = frozenset(" \u3000/／·"), frozenset(" \u3000（(及以左上之内")  # how these begin
_PREFIX = re.compile(
    r"(?:(?P<least>不得?[少低小]于|不能[少低]于|至少|最少|超过?|突破|逾|高于|大于|多于|≥|＞|>=|>)"
    r"|(?P<most>不得?超过?|不能超过|不得?[高多大]于|低于|少于|小于|最多|至多|≤|＜|<=|<)"
    r"|(?P<about>大约|大概|(?<![签节预履违])约|将近|接近|(?<![附临邻就])近))"
    r"(?:达到?|有|在)?(?:每[\u4e00-\u9fff]{1,3}){0,2}[ \u3000]*\Z"
)
_FAR = re.compile(r"(?:(?P<least>不得?[少低小]于)|(?P<most>不得?(?:超过|[高多大]于)))[^，,。；;、\d]{1,30}\Z")
_AT_LEAST = re.compile(r"(?:(?P<least>至少|最少)|(?P<most>至多|最多))[^，,。；;、\d]{1,8}\Z")
_MAY_BOUND = re.compile("[少低小多大超逾突高至最约近≥＞>≤＜<]")
_PREFIX_REACH, _FAR_REACH = 14, 36
_MORE = frozenset("多余")  # 500余人, 5600余万元
_COUNTS_ONE = re.compile("每|少|低|最")
_BOUNDS: dict[str, Bound] = {"least": ">=", "most": "<=", "about": "~"}
_SCALES = {"万": 1e4, "亿": 1e8, "百": 1e2, "千": 1e3, "百万": 1e6, "千万": 1e7}
_PEOPLE = re.compile("大?中小学生|学生|师生|幼儿|教师|家长|市民|群众")
_POINTS_FOLLOW = re.compile(r"(?:[、和及][\d.]+个){0,6}[、和及][\d.]+个百分点")  # 2个、3个和5个百分点
_SEATS = re.compile("[\u4e00-\u9fff]{0,4}(?:学位|床位|岗位)")
_MEANT = {
    "元": re.compile("资金|投资|经费|投入|金额|支出|补助|债"),
    "个": re.compile("学位|床位|岗位"),
    "人": re.compile("人数|学生|教师|规模|参训|师生|用户|粉丝"),
    "次": re.compile("(?:访问|点击|浏览|阅读|播放)量"),
}


@dataclass(slots=True)
class Quantity:
    """A quantity at [start, end), bounds such as 不少于 and 以上 included; its number begins at `digits`.

    `written` is the (lower) number as it stands; `negated` tells that the
    bound is 不少于, 至少 and the like, which only goals and rules have.
    """

    start: int
    digits: int
    end: int
    value: float
    high: float | None
    unit: str
    kind: QuantityKind
    bound: Bound
    written: str
    negated: bool
    per: str = ""  # what is written behind the unit: "/月", "/生/年"

    @property
    def leads(self) -> bool:
        """Whether its bound stands before it, where others may share it."""
        return self.start < self.digits

    @property
    def fraction(self) -> bool:
        """Whether it is a share said in words: 一半, 三分之二."""
        return self.written == "一半" or "分之" in self.written

    @property
    def chinese(self) -> bool:
        """Whether the number is written in Chinese numerals."""
        return not self.written[0].isdigit()


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of `text` in order; they do not overlap."""
    done = 0
    for found in _STARTS.finditer(text):
        start = found.start()
        if start < done or (start and text[start - 1].isdigit()):  # ①, ²
            continue
        match = _QUANTITY.match(text, start)
        if match is None:
            share = _SHARE_IN_WORDS.match(text, start)
            quantity = _read_share(text, share) if share else None
        else:
            quantity = None if _is_article(text, match) else _read(text, match)
        if quantity is not None:
            done = quantity.end
            yield quantity


def _is_article(text: str, match: re.Match[str]) -> bool:
    """一个, 一批 count nothing, but after 每 and 至少, or where an event is held."""
    if text[match.start()] != "一" or match["low"] != "一" or match["high"] or match["unit"] in ("期", "场", "届"):
        return False
    if match["unit"] == "批":
        return True
    return "百分点" not in match.group() and not _COUNTS_ONE.search(text, max(match.start() - 30, 0), match.start())


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    cent, written, written_high, low_scale, high_scale, unit = match.group(
        "cent", "low", "high", "low_scale", "scale", "unit"
    )
    if cent:
        return _bounded(text, match, _number(cent), None, "%")
    low, high = _number(written), _number(written_high) if written_high else None
    if low is None or (written_high and high is None):
        return None
    unit = PLAIN.get(unit, unit) or _implied_unit(text, match)
    if unit == "年" and "年限" not in text[max(match.start() - _FAR_REACH, 0) : match.start()]:
        return None
    if not unit or unit in NEVER or (high is not None and high <= low and not low_scale):
        return None
    if unit == "个" and _POINTS_FOLLOW.match(text, match.end()):
        unit = "个百分点"
    if unit == "G" and low < 10:
        return None  # 5G is the name of a net
    if unit == "成":
        return _bounded(text, match, low * 10, None, "%")
    scale = high_scale if high is not None else low_scale
    low_value, scaled_unit = _scaled(low, low_scale or scale, unit)
    high_value = _scaled(high, scale, unit)[0] if high is not None else None
    return _bounded(text, match, low_value, high_value, scaled_unit)


def _read_share(text: str, match: re.Match[str]) -> Quantity | None:
    """Read 一半 and 三分之二 as shares, 19:1 as nineteen to one; not 1:19, which a value and a unit would turn."""
    if match["half"]:
        return _bounded(text, match, 50, None, "%")
    if match["whole"]:
        part, whole = _number(match["part"]), _number(match["whole"])
        return _bounded(text, match, round(100 * part / whole, 2), None, "%") if part and whole else None
    first, second = _number(match["first"]), _number(match["second"])
    if first is None or first == 1 or second != 1:
        return None
    return _bounded(text, match, first, None, ":1")


def _implied_unit(text: str, match: re.Match[str]) -> str:
    """Return the unit that the words after or before a number mean: 70万中小学生, 3万学位, 投入资金145亿."""
    if _PEOPLE.match(text, match.end()):
        return "人"
    if _SEATS.match(text, match.end()):
        return "个"
    before = text[max(match.start() - _PREFIX_REACH, 0) : match.start()]
    words = [(found.start(), unit) for unit, pattern in _MEANT.items() for found in pattern.finditer(before)]
    return max(words)[1] if words else ""


def _number(text: str) -> float | None:
    if text[0].isdigit():
        return float(text.replace(",", "").replace("．", "."))
    return parse_chinese(text)


def _scaled(value: float, scale: str | None, unit: str) -> tuple[float, str]:
    """Multiply counts out; money keeps its 万 or 亿."""
    if not scale:
        return value, unit
    scale = scale.removeprefix("个")  # 1个亿
    if unit in ("元", "美元", "") and scale[-1] in "万亿":
        return value * _SCALES.get(scale[:-1], 1), scale[-1] + unit
    return round(value * _SCALES[scale], 4), unit


def _bounded(text: str, match: re.Match[str], low: float | None, high: float | None, unit: str) -> Quantity | None:
    if low is None:
        return None
    start, end = match.span()
    kind = unit_kind(unit)
    per = _PER.match(text, end) if text[end : end + 1] in _PER_SIGNS else None
    end = per.end() if per else end
    suffix = _SUFFIX.match(text, end) if text[end : end + 1] in _SUFFIX_SIGNS else None
    prefix = _bound_before(text, start, kind)
    near = prefix is not None and prefix.re is _PREFIX
    begin = start - len(prefix.group()) if prefix and near else start
    bound = _bound(suffix) or _bound(prefix)
    bound = bound or ("" if _MORE.isdisjoint(match.group()) else ">=")
    written = match.group() if match.re is _SHARE_IN_WORDS else match["low"] or match["cent"]
    negated = prefix is not None and prefix.group()[0] in "不至最"
    last = suffix.end() if suffix else end
    pers = _written_per(per.group()) if per else ""
    return Quantity(begin, start, last, low, high, unit, kind, bound, written, negated, pers)


def _written_per(words: str) -> str:
    return "".join(f"/{word.strip().removeprefix('每').removeprefix('个')}" for word in re.split("[/／·]", words)[1:])


def _bound_before(text: str, start: int, kind: QuantityKind) -> re.Match[str] | None:
    """Return the words that bound a number from before it: at once, or with a noun between (不低于总数的20%)."""
    words = text[max(start - _FAR_REACH, 0) : start]
    if not _MAY_BOUND.search(words):
        return None
    near = _PREFIX.search(words[-_PREFIX_REACH:])
    return near or (_FAR if kind in ("percent", "money") else _AT_LEAST).search(words)


def _bound(match: re.Match[str] | None) -> Bound:
    return _BOUNDS[match.lastgroup] if match and match.lastgroup else ""
