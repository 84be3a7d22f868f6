"""Where a text of a plan means the plan's own year, and where it only names the same number.

One rule: every mention of the year is found, and one is proposed to be shifted only where nothing speaks against it.
A shifted year is as long as the one it replaces, so that nothing else in the text moves.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ZEROS = ("〇", "○", "零", "Ｏ")
_DASH = "[-—–－~～至到/、，]"  # 、 as in 2020、2021年: several years
_SPACE = "[ \u3000]*"
_TITLE = re.compile("《[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*(?:》|$)", re.MULTILINE)
_NUMBER_BEFORE = re.compile(rf"[〔\[［（(【〖]{_SPACE}\Z")
_NUMBER_BEHIND = re.compile(
    rf"{_SPACE}[〕\]］）)】〗]{_SPACE}第?{_SPACE}\d+{_SPACE}号|年{_SPACE}第?{_SPACE}\d+{_SPACE}号"
)
_ANY_YEAR = rf"(?:\d{{4}}|\d{{2}}(?={_SPACE}(?:学?年|[-—]))|[〇○零一二三四五六七八九]{{4}})"
_MONTH = rf"(?:{_SPACE}\d{{1,2}}{_SPACE}月(?:{_SPACE}\d{{1,2}}{_SPACE}日)?)?"
_RANGE_BEHIND = re.compile(rf"{_SPACE}(?:学?年度?)?{_MONTH}{_SPACE}(?:{_DASH}|——)+{_SPACE}{_ANY_YEAR}(?!\d)")
_RANGE_BEFORE = re.compile(rf"(?<!\d){_ANY_YEAR}{_SPACE}(?:学?年度?)?{_MONTH}{_SPACE}(?:{_DASH}|——)+{_SPACE}\Z")
_EDITION = re.compile(rf"{_SPACE}年?{_SPACE}(?:修[订正]|版|级)")
_WHAT_IT_IS = re.compile(rf"{_SPACE}年{_SPACE}(?:既|也|又|正|恰|还|，)?是(?!否)")
_BACK_BEFORE = re.compile(r"(?:自|从|比|较|于|由|对比|相比|截至|截止|始于|早在|参照|对照)\Z")
_PERIOD = r"(?:[上下]半年|[春秋]季学?期?|第?[一二三四1-4]季度|[年月]?[初底末中]|[上中下]旬)?"
_BACK_BEHIND = re.compile(
    rf"{_SPACE}(?:学?年度?){_MONTH}{_SPACE}{_PERIOD}(?:以来|来[，,]|起|开始实施|之后|以后|同期|已|曾"
    rf"|[^，,。；;、\n]{{0,8}}(?:建成|印发|出台|颁布|发布|下达|立项|获批|入职|入学|毕业|认定|命名|评定|批准|实施|确定|完成)的"
    rf"|(?:统计数|数据|决算|底数|水平|基数))"
)
_HORIZON_BEFORE = re.compile(r"(?:到|至)\Z")
_HORIZON_BEHIND = re.compile(rf"{_SPACE}年{_SPACE}(?!底|末|终|内|\d|[上下]半年|[春秋暑寒]|第?[一二三四]季)")
_YEAR_BEHIND = re.compile(rf"{_SPACE}(?:学?年|届)")
_DATE_BEHIND = re.compile(
    r"(?P<sep>[-/.．])(?:0?[1-9]|1[0-2])(?:(?P=sep)(?:[12]\d|3[01]|0?[1-9])(?!\d)|(?=[前底起以之，,。；;、）)\s]|\Z))"
)
_NAME_BEFORE = re.compile(r"[\u4e00-\u9fff“‘]\Z")
_NAME_BEHIND = re.compile(r"[”’]|专项|行动|工程")


class Kept(Enum):
    """Why a year is not proposed to be shifted."""

    TITLE = "title"  # 《…2020年…》
    NUMBER = "number"  # 〔2020〕12号
    RANGE = "range"  # 2020—2022年
    EDITION = "edition"  # 2020年修订, 2020级
    SAID = "said"  # 2020年是…收官之年
    PAST = "past"  # 自2020年以来
    HORIZON = "horizon"  # 到2020年
    NAME = "name"  # “护苗2020”


@dataclass(frozen=True, slots=True)
class Mention:
    """A year in a text at [start, end), what it would become, and why it had better stay; `kept` None: shift it."""

    start: int
    end: int
    before: str
    after: str
    kept: Kept | None = None


def find_mentions(text: str, year: int, new_year: int, own_title: str = "") -> list[Mention]:
    """Return every mention of `year` in a text, in order; the plan's `own_title` may be named between 《 and 》."""
    forms = dict(_forms(year, new_year))
    if not any(form in text for form in forms):
        return []
    titles = [match.span() for match in _TITLE.finditer(text)]
    foreign = [span for span in titles if not _is_own(text[slice(*span)], own_title, forms)]
    found = (_mention(text, match, forms[match.group()], foreign) for match in _pattern(forms).finditer(text))
    return [mention for mention in found if mention is not None]


def shift(text: str, mentions: Iterable[Mention]) -> str:
    """Return the text with these of its mentions replaced; one whose words are not there any more is passed over."""
    for mention in mentions:
        if text[mention.start : mention.end] == mention.before:
            text = text[: mention.start] + mention.after + text[mention.end :]
    return text


def _forms(year: int, new_year: int) -> Iterator[tuple[str, str]]:
    """Yield how the year is written, each with the new year written so."""
    old, new = str(year), str(new_year)
    yield old, new
    yield old.translate(_WIDE), new.translate(_WIDE)
    for zero in _ZEROS:
        yield old.translate(_CHINESE).replace("〇", zero), new.translate(_CHINESE).replace("〇", zero)


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    digits = "0-9０-９〇○零一二三四五六七八九"
    return re.compile(rf"(?<![{digits}.．])(?:{'|'.join(map(re.escape, dict.fromkeys(forms)))})(?![{digits}])")


def _is_own(quoted: str, own_title: str, forms: Iterable[str]) -> bool:
    """Tell whether a title in 《》 is the plan's own: names may differ, but from the year on it reads the same."""
    wanted, words = ("".join(text.split()).strip("《》") for text in (own_title, quoted))
    return any(
        form in wanted and form in words and wanted[wanted.rindex(form) :] == words[words.rindex(form) :]
        for form in forms
    )


def _mention(text: str, match: re.Match[str], after: str, titles: list[tuple[int, int]]) -> Mention | None:
    start, end = match.span()
    before, behind = text[max(start - 24, 0) : start], text[end : end + 40]
    if not _means_year(before, behind):
        return None
    place = bisect_right(titles, (start, len(text))) - 1
    kept = Kept.TITLE if place >= 0 and start < titles[place][1] else _reason(before, behind)
    return Mention(start, end, match.group(), after, kept)


def _means_year(before: str, behind: str) -> bool:
    """Tell a year from a number that looks like one: 2020人."""
    if _YEAR_BEHIND.match(behind) or _DATE_BEHIND.match(behind) or _EDITION.match(behind):
        return True
    if _RANGE_BEHIND.match(behind) or (_RANGE_BEFORE.search(before) and not behind[:1].isdigit()):
        return True
    if _NUMBER_BEFORE.search(before):
        return bool(_NUMBER_BEHIND.match(behind))
    return bool(_NAME_BEFORE.search(before) and _NAME_BEHIND.match(behind))


def _reason(before: str, behind: str) -> Kept | None:
    if _NUMBER_BEHIND.match(behind):
        return Kept.NUMBER
    is_date = bool(_DATE_BEHIND.match(behind))
    if (_RANGE_BEHIND.match(behind) and not is_date) or _RANGE_BEFORE.search(before):
        return Kept.RANGE
    if _EDITION.match(behind):
        return Kept.EDITION
    if _WHAT_IT_IS.match(behind):
        return Kept.SAID
    if _BACK_BEFORE.search(before.rstrip()) or _BACK_BEHIND.match(behind):
        return Kept.PAST
    if _HORIZON_BEFORE.search(before.rstrip()) and _HORIZON_BEHIND.match(behind):
        return Kept.HORIZON
    return None if is_date or _YEAR_BEHIND.match(behind) else Kept.NAME
