"""Where a text says by when something is to be done: 6月底前, 9月30日前, 年底前, 上半年.

One rule: a day on which something takes place (9月10日教师节), a state of the past (截至6月底) or a mere span of
time (三年内) is no deadline.
"""

import re

_BEFORE = "(?:之前|以前|前)"
_MONTH = r"(?:1[0-2]|0?[1-9])\s*月份?"
_DAY = r"(?:1[0-2]|0?[1-9])\s*月\s*(?:3[01]|[12]\d|0?[1-9])\s*[日号]"
_THIS = "(?:今|本|当)年"
_YEAR = rf"(?P<of>(?:(?P<year>20\d\d)\s*年|明年|{_THIS})度?\s*)?"
_DONE = "(?:完成|建成|实现|达到|达标|出台|印发|竣工|交付|投入|启用|完工)"  # what a mere half-year must come with
_QUARTER = "第?[一二三四1-4]季度"
_SCHOOL = "(?:暑期|暑假|寒假|(?:秋季|春季)?开学|国庆节?|教师节|高考|中考)"
_END = rf"(?:[末终]{_BEFORE}|底(?!考核|总结|绩效|述职|评)(?:{_BEFORE})?|内)"
_DUE = re.compile(
    r"(?<![\d零〇一二两三四五六七八九十百几多每近半周数学全比较自从同])"
    rf"{_YEAR}(?:{_DAY}{_BEFORE}"
    rf"|{_MONTH}(?:[底末初]|[上中下]旬)?{_BEFORE}|{_MONTH}[底末]"
    rf"|{_QUARTER}[末底内]?{_BEFORE}|{_QUARTER}[末底]"
    rf"|[上下]半年(?:之?内|[底末]{_BEFORE}?|{_BEFORE}|(?=[^，,。；;、]{{0,6}}{_DONE}))"
    rf"|(?(of)年?|(?<!每年)年){_END}|{_SCHOOL}{_BEFORE}"
    r")(?!以来|起|后|之后|以后|已|[\d一二两三四五六七八九十几]{1,3}(?:天|日|周|个))"
)
_QUOTED = re.compile("“[^”\n]*”|《[^》\n]*》")
_LOOKING_BACK = re.compile(
    r"(?:截至|截止(?:到|至)?|相比|对比|去年|上年|前年|往年|历年|[自从比较同])[^，,。；;\n]{0,3}\Z"
)
_TIMES = re.compile("[月季暑寒学节考年]")
_EXACT = re.compile(rf"(?P<day>.*?[日号底末旬内]){_BEFORE}\Z", re.DOTALL)
_OF_THIS_YEAR = re.compile(rf"{_THIS}(?![底末内])|[今本当](?=年[底末内])")


def find_due_words(text: str, year: int | None = None) -> list[tuple[int, int]]:
    """Return where deadlines stand, [start, end) in order; one in a year before `year` is none."""
    if not _TIMES.search(text):
        return []
    plain = _QUOTED.sub(lambda quoted: "“" * len(quoted.group()), text)
    return [match.span() for match in _DUE.finditer(plain) if _is_ahead(match, plain, year)]


def _is_ahead(match: re.Match[str], text: str, year: int | None) -> bool:
    if match["year"] and year is not None and int(match["year"]) < year:
        return False
    return not _LOOKING_BACK.search(text[max(match.start() - 8, 0) : match.start()])


def due_phrase(words: str) -> str:
    """Return a deadline's words as a column of deadlines has them: 今年6月底前 is 6月底; 9月前 stays, it is August."""
    plain = _OF_THIS_YEAR.sub("", "".join(words.split()), count=1)
    exact = _EXACT.fullmatch(plain)
    return exact["day"] if exact else plain
