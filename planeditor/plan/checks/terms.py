"""Rules on names that are written in two ways: departments, documents, and percentages.

One rule: departments that work on one item together are two; so are names that differ in a number or a place.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from planeditor.i18n import _
from planeditor.plan.checks.problems import WARNING, Fix, Problem, Spot, Text
from planeditor.plan.entities import Department, Node, Snapshot

_GROUP = re.compile("各|全体|有关|相关|所有|、")
_RARE, _USUAL = 1, 4  # how often a slip and the name that was meant are used
_DOCUMENT = re.compile("《([^《》\n]{6,80})》")
_VARYING = re.compile(
    r"[0-9０-９一二三四五六七八九十]+|[上下]半年|春|秋|小学|初中|高中|中职|幼儿园|中小学|市级|县级|省级|实施|试行|暂行|工作|进一步|全面"
)
_SPACES = re.compile(r"[\s“”\"'‘’<>〈〉（）()·]+")
_FILLERS = re.compile("[的和与及、]")
_CROWD = 30  # names used once that are compared with the usual ones
_CENT_WORDS = re.compile("百分之[一二三四五六七八九十百零两]+")
_CENT_SIGN = re.compile(r"\d\s*[%％]")


def alike_departments(snapshot: Snapshot) -> Iterator[Problem]:
    """Report departments of the registry that are probably one, at the item where the rarer name stands first."""
    uses: Counter[int] = Counter()
    together: dict[int, set[int]] = defaultdict(set)
    first: dict[int, tuple[Node, int]] = {}
    for node in snapshot.walk():
        named = {owner.department_id for owner in node.owners}
        for owner in node.owners:
            uses[owner.department_id] += 1
            together[owner.department_id] |= named
            first.setdefault(owner.department_id, (node, owner.id))
    for one, other in _pairs(snapshot.departments, uses):
        if other.id in together[one.id]:
            continue
        rare, usual = sorted((one, other), key=lambda department: (uses[department.id], -department.id))
        yield _alike(snapshot, rare, usual, first)


def _pairs(departments: tuple[Department, ...], uses: Mapping[int, int]) -> Iterator[tuple[Department, Department]]:
    from planeditor.language.names import likely_aliases

    seen = set()
    for pair in likely_aliases([department.name for department in departments]):
        seen.add((pair.first, pair.second))
        yield departments[pair.first], departments[pair.second]
    rare = [i for i, each in enumerate(departments) if uses[each.id] == _RARE and len(each.name) >= 3]
    usual = [i for i, each in enumerate(departments) if uses[each.id] >= _USUAL]
    for i in rare[:_CROWD]:
        near = [j for j in usual if tuple(sorted((i, j))) not in seen and _is_slip(departments[i], departments[j])]
        yield from ((departments[i], departments[j]) for j in near)


def _is_slip(rare: Department, usual: Department) -> bool:
    """Tell whether a name differs from another by one character that is wrong or missing."""
    from rapidfuzz.distance import Levenshtein

    one, other = rare.name, usual.name
    if _GROUP.search(one) or _GROUP.search(other) or _VARYING.findall(one) != _VARYING.findall(other):
        return False
    if len(one) == len(other) == 3 and one[-1] != other[-1]:
        return False  # 党建办 and 党建科 may both be there
    return Levenshtein.distance(one, other, score_cutoff=1) <= 1


def _alike(snapshot: Snapshot, rare: Department, usual: Department, first: Mapping[int, tuple[Node, int]]) -> Problem:
    message = _("“{name}” and “{other}” are probably one department.").format(name=rare.name, other=usual.name)
    label = _("Merge into “{name}”").format(name=usual.name)
    fix = Fix(label, "merge_departments", {"into": usual.id, "ids": [rare.id]})
    subject = "|".join(sorted((rare.name, usual.name)))
    node, owner_id = first.get(rare.id, (None, 0))
    place = Spot("owner", part_id=owner_id) if node else Spot("plan.departments", part_id=rare.id)
    id_ = node.id if node else snapshot.plan.id
    return Problem("alike-departments", WARNING, id_, "", message, place, subject, (fix,), whole=True)


def alike_documents(texts: Iterable[Text]) -> Iterator[Problem]:
    """Report names of documents in 《》 that are another one but for the order of characters, 的 and 和.

    A name with another character may be another document: 加强德育工作的意见, 加强体育工作的意见.
    """
    known: dict[str, str] = {}
    told: set[str] = set()
    for text in texts:
        for match in _DOCUMENT.finditer(text.words) if "《" in text.words else ():
            name = _SPACES.sub("", match[1])
            other = known.setdefault("".join(sorted(_FILLERS.sub("", name))), name)
            if other != name and name not in told:
                told.add(name)
                yield _two_spellings(text, match, other)


def _two_spellings(text: Text, match: re.Match[str], other: str) -> Problem:
    message = _("“{name}” is called “{other}” elsewhere.").format(name=match[1], other=other)
    arguments = {"node_id": text.node_id, "place": text.place, "old": match[1], "new": other}
    arguments |= {"start": match.start(1), "end": match.end(1)}
    fix = Fix(_("Write “{words}”").format(words=other), "replace_text", arguments)
    spot = Spot(text.place, *match.span(1))
    return Problem("two-spellings", WARNING, text.node_id or 0, "", message, spot, f"{match[1]}|{other}", (fix,))


def percent_styles(texts: Iterable[Text]) -> Iterator[Problem]:
    """Report 百分之… where the plan writes percentages as 60% elsewhere, once for the plan."""
    words: list[tuple[Text, re.Match[str]]] = []
    signs = 0
    for text in texts:
        if "百分之" in text.words:
            words += [(text, match) for match in _CENT_WORDS.finditer(text.words)]
        signs += len(_CENT_SIGN.findall(text.words)) if "%" in text.words or "％" in text.words else 0
    if words and signs > len(words):
        text, match = words[0]
        message = _("“{words}” is written in words; the plan has {count} percentages in figures.")
        message = message.format(words=match.group(), count=signs)
        spot = Spot(text.place, *match.span())
        yield Problem("two-spellings", WARNING, text.node_id or 0, "", message, spot, "percent", whole=True)
