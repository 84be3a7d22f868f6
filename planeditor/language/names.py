"""When two names of departments probably mean the same one: 市电教馆 and 电教馆, 基教科 and 基础教育科.

One rule: likeness is told with its reason, never acted upon; names that differ in a number, a place, a level or the
kind of office are different departments, and a group (各学校) is never an alias.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Likeness = Literal["spelling", "prefix", "ending", "abbreviation"]

_BODIES = (
    "教育体育和科技局|教育和体育局|教育体育局|教育科技局|教科体局|教育局|教体局|教科局|教育厅|教育委员会|教委|"
    "教育工委|局机关|机关|局|厅|市委|县委|区委|省委|市政府|县政府|区政府"
)
_LEVEL = r"(?:[省市县区旗](?!委|政府)|州(?![市县区]))"
_BELONGS = re.compile(
    rf"(?:(?P<place>(?:(?![省市县区])[\u4e00-\u9fff]){{1,3}}?)(?P<level>{_LEVEL})|(?P<bare>{_LEVEL}))?"
    rf"(?P<body>{_BODIES})?(?=[\u4e00-\u9fff]{{2}}|办\Z)"
)
_NO_LEVEL = re.compile("[省市县区州旗](?:场|域|直|民|政(?!府)|容|长)|(?:社|校|园|片|学|城|地|老|灾|库|牧|山|景)区")
_GROUP = re.compile(
    r"各|全体|全[市县区省]|相关|有关|所有|其他|所属|直属|[市县区]直|等\Z|[、，,/]|[科处室办股局委][及和与]"
)
_NUMBERS = re.compile(r"[0-9０-９一二三四五六七八九十甲乙丙丁东南西北]")
_NOISE = re.compile(r"[\s·•.．\-—_“”\"'（()）【】\[\]〔〕]+")
_ENDING = re.compile(
    r"(?:办公室|工作室|委员会|支队|大队|中心|科室|处室|股室|小学|中学|学校|幼儿园|学院|大学|"
    r"[科处股室办部馆站所院组局会校园团队委])\Z"
)
_ALIKE = {"办公室": "办", "室": "办", "科室": "科", "处室": "处", "股室": "股", "委员会": "委", "院": "所"}
_SCHOOLS = frozenset({"小学", "中学", "学校", "幼儿园", "学院", "大学", "校", "园"})
_GENERAL = frozenset(
    re.findall(r"\S+", "教育 综合 管理 工作 业务 发展 研究 服务 教学 学校 学生 教师 社会 事务 技术 信息")
)
SHORTEST = 2  # characters of its own by which a name can be told from others
CROWD = 60  # names that share two characters: more are a list of schools or districts
STRETCH = 5  # an abbreviation takes at least one of so many characters


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in its parts: 达州市|教育局|基教|科; `core` and `ending` are what is left behind place, level and body."""

    plain: str
    place: str
    level: str
    party: str  # the party committee or government it belongs to, "" for a bureau
    rest: str
    core: str
    ending: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LikelyAlias:
    """Two names, by their places in a list, that probably mean one department, and how they are alike."""

    first: int
    second: int
    likeness: Likeness


def likely_aliases(names: Sequence[str]) -> list[LikelyAlias]:
    """Return the pairs of names that probably mean one department, in order.

    A name that could be short for several that differ is no one's alias: a wrong proposal costs more than a missing.
    """
    read = {place: _read(name) for place, name in enumerate(names) if not _GROUP.search(name)}
    pairs = []
    for first, second in sorted(_candidates(read)):
        likeness = _compare(read[first], read[second])
        if likeness is not None:
            pairs.append(LikelyAlias(first, second, likeness))
    return _without_doubtful(pairs)


def likeness(one: str, other: str) -> Likeness | None:
    """Return how two names are alike so that they probably mean one department; None if they are not."""
    found = likely_aliases((one, other))
    return found[0].likeness if found else None


def _read(name: str) -> _Name:
    plain = _NOISE.sub("", name)
    match = None if _NO_LEVEL.match(plain) else _BELONGS.match(plain)
    rest = plain[match.end() :] if match else plain
    ending = _ENDING.search(rest)
    body = (match["body"] or "") if match else ""
    return _Name(
        plain,
        place=(match["place"] or "") if match else "",
        level=(match["level"] or match["bare"] or "") if match else "",
        party=body if body.endswith(("市委", "县委", "区委", "省委", "政府")) else "",
        rest=rest,
        core=rest[: ending.start()] if ending else rest,
        ending=_ALIKE.get(ending.group(), ending.group()) if ending else "",
        numbers=tuple(_NUMBERS.findall(rest)),
    )


def _candidates(read: dict[int, _Name]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that can be alike at all: the same kind of office, and two characters or the first in common."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, name in read.items():
        pairs = {name.core[i : i + SHORTEST] for i in range(len(name.core))}
        for key in {name.core[:1], *pairs}:
            alike[name.ending, key].append(place)
    telling = [places for places in alike.values() if len(places) <= CROWD]
    yield from {(places[i], places[j]) for places in telling for j in range(len(places)) for i in range(j)}


def _compare(one: _Name, other: _Name) -> Likeness | None:
    if one.plain == other.plain:
        return "spelling"
    if one.numbers != other.numbers or _clash(one.place, other.place) or _clash(one.level, other.level):
        return None
    if _clash(one.party, other.party) or (one.party != other.party and not (one.core and other.core)):
        return None
    if one.rest == other.rest:
        return "prefix"
    if one.ending != other.ending or not one.ending:
        return None
    short, long = sorted((one.core, other.core), key=len)
    if short == long:
        return "ending" if len(short) != 1 else None
    return "abbreviation" if one.ending not in _SCHOOLS and _abbreviates(short, long) else None


def _clash(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether a name's own part is the other's shortened: 基教 of 基础教育, 资助 of 学生资助管理."""
    if len(short) < SHORTEST or short in _GENERAL or len(long) > STRETCH * len(short):
        return False
    if short in long:
        return True
    rest = iter(long)
    return short[0] == long[0] and all(character in rest for character in short)


def _without_doubtful(pairs: list[LikelyAlias]) -> list[LikelyAlias]:
    partners: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        partners[pair.first].add(pair.second)
        partners[pair.second].add(pair.first)
    return [pair for pair in pairs if pair.likeness == "spelling" or not _is_doubtful(pair, partners)]


def _is_doubtful(pair: LikelyAlias, partners: dict[int, set[int]]) -> bool:
    """Tell whether one of the two is like a third name that the other is not like."""
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if partners[one] - {other} - partners[other]:
            return True
    return False
