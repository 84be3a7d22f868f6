"""By when: the deadlines that goals name, as ISO text ("2020-09", "2020-12-31", "2020").

One rule: a time that only compares (比2019年) or begins (2018年以来) is no deadline.
"""

import re

_DEADLINE = re.compile(
    r"(?=[0-9今本当全明一二三四上下暑秋年])(?:(?<![比较与自从同在\d])|(?<=在)(?=20\d\d年(?:\d{1,2}月)?[底末]?(?:之?前|以前|内)))(?:(?P<year>20\d\d)年|(?P<next>明年)|(?P<this>今年|本年|当年|全年))?(?:度)?"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])[日号]|份|底|末|上旬|中旬|下旬|初)?"
    r"|(?P<quarter>[一二三四1-4])季度|(?P<half>上半年|下半年)|(?P<summer>暑期|暑假|秋季开学)|(?P<end>(?<![一二两三四五六七八九十几数])年[底末终内]|(?<=年)[底末]))?"
    r"(?:之?前|以前)?(?!以来|级|度?工作要点|版)"
)
_PLAN_END = re.compile("十([一二三四五])五”?(?:规划)?期?末")
PLAN_ENDS = dict(zip("一二三四五", range(2010, 2031, 5), strict=True))  # the last years of the five-year plans
_QUOTED = re.compile("“[^”]*”|《[^》]*》|[（(][^（()）]*[）)]")
_BEHIND = re.compile(r"[ \u3000]?[（(]([^（()）]{2,14})[）)]")
_ENDS = re.compile(
    "[底末年度月前日号内期份](?:之?前)?(?:全部|全面|基本|正式|陆续|顺利|按期|如期)?"
    "(?:开工|动工|完成|完工|投用|投入使用|交付|竣工|启用|招生|开学|建成|封顶|验收|到位|落成|达标|启动|实施)"
)
_NEXT_CLAUSE = re.compile(
    "[，,](?:力争|确保|争取|计划|预计|保证|务必|全部|并|均|要|将|须|拟|于|在)*(?=[0-9今本明一二三四上下暑年])([^，,。；;\n]{3,30})(?![^，,。；;\n])"
)
_OPENINGS = frozenset(" \u3000（(")
_TIMES = re.compile("[年月季暑秋半五]")
_NAMED = re.compile(r"[\d今本当明全]年|\d月|年[底末终内]|季度|半年|暑|秋季|五”?(?:规划)?期?末")  # not 青年, 五育
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def find_deadline(words: str, year: int | None) -> str:
    """Return the last deadline in `words`, "" without one; `year` is that of the plan and completes 9月底."""
    found = ""
    if not words or not (time := _TIMES.search(words)) or not _NAMED.search(words, max(time.start() - 1, 0)):
        return found
    if "五" in words and (plan := _PLAN_END.search(words)):
        found = f"{PLAN_ENDS[plan[1]]}-12"
    for match in _DEADLINE.finditer(_QUOTED.sub("", words)):
        if match.group():
            found = _iso(match, year) or found
    return found


def find_deadline_behind(text: str, end: int, year: int | None) -> str:
    """Return the deadline that is all that a bracket at `end` says, "" without one: 12所（2020年12月）."""
    bracket = _BEHIND.match(text, end) if text[end : end + 1] in _OPENINGS else None
    said = _DEADLINE.fullmatch(bracket[1]) if bracket else None
    return _iso(said, year) if said else ""


def find_deadline_of_end(words: str, year: int | None) -> str:
    """Return the deadline that `words` behind a figure set to an end, "" without one: 8所学校上半年开工."""
    ending = _ENDS.search(words) if words and _TIMES.search(words) else None
    return find_deadline(words[: ending.end()], year) if ending else ""


def find_deadline_of_next_clause(text: str, start: int, stop: int, year: int | None) -> str:
    """Return the deadline that the clause at `start` begins with and sets to an end: ，确保8月底前竣工; "" without one.

    The next figure begins at `stop`; a clause that holds it is about that.
    """
    clause = _NEXT_CLAUSE.match(text, start)
    if clause is None or clause.end() > stop or not (begins := _DEADLINE.match(clause[1])) or not begins.group():
        return ""
    return find_deadline_of_end(clause[1], year)


def _iso(match: re.Match[str], year: int | None) -> str:
    written = int(match["year"]) if match["year"] else None
    named = written or (year + 1 if match["next"] and year else year)
    if named is None:
        return ""
    if match["month"]:
        return f"{named}-{int(match['month']):02}" + (f"-{int(match['day']):02}" if match["day"] else "")
    if match["quarter"]:
        return f"{named}-{_QUARTERS[match['quarter']]:02}"
    if match["half"] or match["summer"]:
        return f"{named}-{'12' if match['half'] == '下半年' else '06' if match['half'] else '08'}"
    if match["end"] or match["this"]:
        return f"{named}-12" if written or match["end"] != "末" else ""
    return str(named) if written or match["next"] else ""
