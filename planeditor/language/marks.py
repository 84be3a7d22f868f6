"""Numbering marks at the start of a line, as official documents use them.

One rule: a mark is told by its form alone; whether its number counts is for the grammar to decide, which sees the
neighbours. A style is the mark as it would stand before the first of a list: "一、" "（一）" "1." "①" "一是".
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from planeditor.language.numerals import CHINESE, parse_chinese, parse_number

Family = Literal[
    "part", "chapter", "subchapter", "article", "chinese", "chinese_bracket", "digit", "path", "digit_bracket",
    "circled", "prose", "dash",
]  # fmt: skip

# From the outermost level to the innermost, as GB/T 9704-2012 7.3.3 orders 一、（一）1.（1）.
RANKS: dict[Family, float] = {
    "part": 0,
    "chapter": 1,
    "subchapter": 2,
    "article": 2.5,
    "chinese": 3,
    "chinese_bracket": 4,
    "digit": 5,
    "path": 5.1,
    "digit_bracket": 6,
    "circled": 7,
    "prose": 8,
    "dash": 9,
}
PATH_STEP = 0.1  # between 1.1 and 1.1.1
CHAPTERS: tuple[Family, ...] = ("part", "chapter", "subchapter")


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbering mark: its style, the number it stands for (0: none), its words, and where the text begins.

    `rank` is its level, 0 outermost: the one its family usually has, unless a document orders them otherwise.
    `path` are the numbers of the levels above that 1.2.3 writes before its own: (1, 2).
    """

    family: Family
    style: str
    number: int
    text: str
    end: int
    rank: float
    path: tuple[int, ...] = ()


_N = f"[{CHINESE}]{{1,5}}"
_FORMAL = "[壹贰叁肆伍陆柒捌玖拾]{1,3}"
_D = "[0-9０-９]{1,3}"
_BULLETS = frozenset("●■◆◇★☆▶►•※")
_BULLET = re.compile(r"(?:[-–•·●■◆◇★☆▶►*※]|#{1,6})[ \t\u3000\xa0]+|[•●■◆◇▶►※][ \t\u3000\xa0]*")
# "一、二年级" and "3、4号楼" are lists within a sentence; "3.5亿元" is a number; "3.2020年…" is a mark.
_NOT_LIST = rf"(?![{CHINESE}]{{1,2}}(?:、|年级|级|季度|线|期|批|轮|月|岁|档|类))"
_NOT_DECIMAL = "(?![0-9０-９])|(?=20[0-9]{2}年|[0-9]{1,2}月)"

# "1.5万人" and "3.2 %" are quantities, "2020.3.5" and "9.1日" are dates; "1.1 学习" and "1.1学习" are marks.
_NOT_QUANTITY = r"(?=\s*[\u4e00-\u9fff“《])(?!\s*[万亿倍元米公吨平度所个人名项次小年月日号级分])"

_NAMED = "(?:重点|民生)?(?:项目|任务|工程|专项|举措|实事|事项|板块|模块)"
_STEP = "阶段|步骤|步|件(?:实事|大事|事)?|项(?:任务|工程|行动|工作)?"


def _chapter(words: str) -> str:
    return rf"第\s*(?P<n>{_N}|{_D})\s*(?:{words})(?=[\s：:、．.]|[^的第])[：:、．.]?"


_FORMS: tuple[tuple[Family, str], ...] = (
    ("part", _chapter(r"部\s*分|篇|编|板块")),
    ("chapter", _chapter("章")),
    ("subchapter", _chapter("节")),
    ("article", rf"第\s*(?P<n>{_N}|{_D})\s*条(?=[\s：:、]|[^\s的是规款第中之件])[：:、]?"),
    ("article", rf"(?:{_NAMED})\s*(?P<n>{_N}|{_D})\s*(?:[：:、.．]|(?=[ \t\u3000]))"),
    ("article", rf"第\s*(?P<n>{_N}|{_D})\s*(?:{_STEP})(?:\s*[：:、.．]|(?=\s*[（(][^（()）]*\d)|(?=[ \t\u3000])|\Z)"),
    ("chinese", rf"(?P<n>{_N}|{_FORMAL})\s*[、．.﹑丶]{_NOT_LIST}"),
    ("chinese_bracket", rf"[（(]\s*(?P<n>{_N})\s*[）)]、?"),
    ("chinese_bracket", "(?P<n>[㈠-㈩])、?"),
    ("path", rf"(?P<n>{_D}(?:[.．]{_D}){{1,3}})(?![0-9０-９])[.．、]?(?:{_NOT_QUANTITY}|(?=\s+20[0-9]{{2}}年))"),
    ("digit", rf"(?P<n>[0-9０-９]{{1,6}})\s*[.．﹒﹑、丶](?:{_NOT_DECIMAL})"),
    ("digit", "(?P<n>[⒈-⒛])"),
    ("digit_bracket", rf"[（(]\s*(?P<n>{_D})\s*[）)]、?"),
    ("digit_bracket", rf"(?P<n>{_D})[）)]"),
    ("digit_bracket", "(?P<n>[⑴-⒇])"),
    ("circled", "(?P<n>[①-⑳])"),
    ("prose", rf"(?P<n>{_N})(?:是|要)(?=[^{CHINESE}是要])[：:，,]?"),
    ("prose", rf"[第其]\s*(?P<n>{_N})\s*[，,]"),
    ("dash", "(?P<n>)(?:——|—(?!—))(?=[^—\\s\\d])"),
)
_PATTERNS = tuple((family, re.compile(form)) for family, form in _FORMS)
_WITHOUT_DI = tuple((family, pattern) for family, pattern in _PATTERNS if not pattern.pattern.startswith("第"))
_FIRSTS = (
    frozenset(CHINESE)
    | frozenset("壹贰叁肆伍陆柒捌玖拾")
    | frozenset("0123456789０１２３４５６７８９（(第其—重民项任工专举实事板模")
    | frozenset(chr(first + place) for first in (0x3220, 0x2460, 0x2474, 0x2488) for place in range(20))
)
_BARE = re.compile(r"(?P<n>[0-9０-９]{1,2})[ \t\u3000\xa0]+(?=[\u4e00-\u9fff“《])")
_COMMA = re.compile(r"(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[,，]\s*(?=[\u4e00-\u9fff“《])")
_BARE_CHINESE = re.compile(
    r"(?P<n>[一二三四五六七八九十]{1,3})[ \t\u3000\xa0]+(?=[\u4e00-\u9fff“《]{2})(?!是|要(?![求点]))"
)
_MISREAD: dict[Family, re.Pattern[str]] = {
    "digit": re.compile(r"[lI|丨]\s*[.．、]\s*(?=[\u4e00-\u9fff“])"),
    "chinese": re.compile(r"[—－-]\s*、\s*(?=[\u4e00-\u9fff“])"),
    "chinese_bracket": re.compile(r"[（(]\s*[—－-]\s*[）)]\s*(?=[\u4e00-\u9fff“])"),
}
_NOTHING = re.compile(r"(?!)")
_BOLD = re.compile(r"\*\*(?=\S)([^*]{1,200})(?<=\S)\*\*")
_AFTER_CLAUSE = re.compile("[；;。，,]\\s*([^；;。，,]{2,12})")
_SIGNS = {"㈠": 0x3220, "⒈": 0x2488, "⑴": 0x2474, "①": 0x2460}


def strip_bullet(line: str) -> str:
    """Return the line without surrounding space and without the bullet or heading sign of a text converter."""
    line = line.strip().lstrip("\ufeff")
    match = _BULLET.match(line)
    return line[match.end() :] if match else line


def has_bullet(line: str) -> bool:
    """Tell whether the line begins with a bullet that people set; converters write - and *."""
    return line.strip().lstrip("\ufeff")[:1] in _BULLETS and bool(line.strip())


def strip_emphasis(line: str) -> str:
    """Return the line without the **signs** that Markdown sets around bold words."""
    return _BOLD.sub(r"\1", line) if "**" in line else line


def read_mark(line: str) -> Mark | None:
    """Return the numbering mark that `line` (already stripped) starts with, or None."""
    if line[:1] not in _FIRSTS:
        return None
    for family, pattern in _PATTERNS if line[0] == "第" else _WITHOUT_DI:
        match = pattern.match(line)
        if match is not None:
            return _mark(family, match, line)
    return None


def _mark(family: Family, match: re.Match[str], line: str) -> Mark | None:
    written = match["n"]
    text = match.group()
    if family == "path":
        return _path_mark(written, text, line, match.end())
    sign = next((first for first, code in _SIGNS.items() if _in_run(written, code)), "")
    number = ord(written) - _SIGNS[sign] + 1 if sign else (parse_number(written) if written else 0)
    if number is None or (written and number == 0):
        return None
    shown = text.rstrip("：:，,") if family in (*CHAPTERS, "prose") and not text.startswith(("第", "其")) else text
    if family in CHAPTERS:
        shown = text.rstrip("：:、．. ")
    style = "".join(_style(shown, written, sign).split())
    end = len(line) - len(line[match.end() :].lstrip())
    return Mark(family, style, number, shown.strip(), end, RANKS[family])


def _path_mark(written: str, text: str, line: str, stop: int) -> Mark | None:
    """A path's own number is its last; what stands above it is `path`."""
    numbers = [parse_number(part) or 0 for part in re.split("[.．]", written)]
    if not all(numbers):
        return None
    end = len(line) - len(line[stop:].lstrip())
    rank = RANKS["path"] + PATH_STEP * (len(numbers) - 2)
    style = ".".join("1" * len(numbers)) + text.strip()[len(written) :]
    return Mark("path", style, numbers[-1], text.strip(), end, rank, tuple(numbers[:-1]))


def read_bare_number(line: str) -> Mark | None:
    """Return the mark of a line such as "3 党建工作", which only a document that counts 3.1, 3.2 writes."""
    match = _BARE.match(line)
    number = parse_number(match["n"]) if match else None
    return Mark("digit", "1.", number, match["n"], match.end(), RANKS["digit"]) if match and number else None


def read_comma_number(line: str) -> Mark | None:
    """Return the mark of a line such as "一，党建" or "1,党建", which only a document that counts so writes."""
    match = _COMMA.match(line)
    number = parse_number(match["n"]) if match else None
    if match is None or not number:
        return None
    sign = match.group().strip()[-1]
    family: Family = "digit" if match["n"][0] not in CHINESE else "chinese"
    style = ("1" if family == "digit" else "一") + sign
    return Mark(family, style, number, match["n"] + sign, match.end(), RANKS[family])


def read_bare_chinese(line: str) -> Mark | None:
    """Return the mark of a line such as "三 保障措施", which only a document that counts so writes."""
    match = _BARE_CHINESE.match(line)
    number = parse_number(match["n"]) if match else None
    return Mark("chinese", "一、", number, match["n"], match.end(), RANKS["chinese"]) if match and number else None


def read_misread_one(line: str, follower: Mark) -> Mark | None:
    """Return the mark that a scanner read as l. or （—）, given that the mark of the next of its list is a two."""
    match = _MISREAD.get(follower.family, _NOTHING).match(line) if follower.number == 2 else None
    return None if match is None else replace(follower, number=1, text=match.group().strip(), end=match.end())


def lists_inside(mark: Mark, rest: str) -> bool:
    """Tell whether a line beginning with an inner mark goes on to the next of its list: 一是…；二是…；三是…"""
    if mark.family not in ("prose", "circled", "digit_bracket"):
        return False
    inner = (read_mark(match.group(1)) for match in _AFTER_CLAUSE.finditer(rest))
    return any(other and other.family == mark.family and other.number == mark.number + 1 for other in inner)


def last_inside(mark: Mark, rest: str) -> int:
    """Return how far a line that begins with 1. counts on behind its clauses: 3 for 1.…；2.…；3.…, 0 for none."""
    number = mark.number
    for match in _AFTER_CLAUSE.finditer(rest) if number == 1 else ():
        inner = read_mark(match.group(1))
        if inner is not None and inner.family == mark.family and inner.number == number + 1:
            number += 1
    return number if number > mark.number else 0


def _in_run(written: str, code: int) -> bool:
    return len(written) == 1 and code <= ord(written) < code + 20


def _style(text: str, written: str, sign: str) -> str:
    if not written:
        return text
    first = sign or (_first_arabic(written) if parse_chinese(written) is None else "一")
    return text.replace(written, first, 1)


def _first_arabic(written: str) -> str:
    one = "１" if written[-1] > "9" else "1"
    return "0" + one if len(written) > 1 and written[0] in "0０" else one
