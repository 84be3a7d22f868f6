"""Who does it: owner labels, lists of departments, brackets at a paragraph's end.

One rule: a name is kept as the document writes it; only scanner's spaces and the final full stop go. The first of an
unlabelled list is not a lead unless the text says so.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

Role = Literal["lead", "support"]

_LEAD_WORDS = ("牵头责任", "主要责任", "第一责任", "牵头", "主办", "主责", "主管")
_SUPPORT_WORDS = (
    "协同配合", "配合责任", "共同责任", "责任", "配合", "协办", "协助", "协同", "参与", "参加", "承办", "落实", "实施"
)  # fmt: skip
_UNITS = "单位|部门|科室|处室|股室|机构|科|处|股|室|方"
_SPACE = r"[ \t\u3000\xa0]*"


def _spaced(words: tuple[str, ...] | list[str]) -> str:
    """A pattern for any of the words, also with spaces between their characters."""
    return "|".join(_SPACE.join(word) for word in words)


_LABEL = re.compile(
    rf"(?:(?P<lead>{_spaced(_LEAD_WORDS)})|(?P<support>{_spaced(_SUPPORT_WORDS)})){_SPACE}(?!人|领{_SPACE}导)"
    rf"(?P<unit>{_spaced(_UNITS.split('|'))})?"
    rf"(?P<more>(?:[及和与、/]{_SPACE}(?:{_UNITS}|责任人|配合单位|责任单位|责任科室)){{0,2}}){_SPACE}"
    rf"(?P<early>[:：﹕︰])?{_SPACE}(?P<note>[（(]{_SPACE}[^（()）:：]{{1,8}}[）)])?{_SPACE}(?P<colon>[:：﹕︰])?{_SPACE}"
)
_MISTYPED = re.compile(rf"[;；.．·]{_SPACE}")  # for the colon
_ROLE_BEHIND = re.compile(
    r"\s*[（(](?:(?P<lead>牵头|主办|总牵头|牵头单位|牵头部门|牵头科室|主责)|配合|协办|协助|参与|配合单位)[）)]\Z"
)
_SEPARATORS = "、，,；;／/\n\r"
_OPEN, _CLOSE = "（(【［[〔", "）)】］]〕"
_CJK_SPACE = re.compile("(?<=[\u3400-\u9fff、，；：（）]) +(?=[\u3400-\u9fff、，；：（）])")
_DEPARTMENT = re.compile(
    r"(?:[科处室办股部局委厅院校园馆站所队组会团社]|中心|纪委|党委|工委|单位|学校|部门|机关|学院|大学|政府|公司|集团|"
    r"幼儿园|专班|党支部|党组织|街道|乡镇|各县|各区|县区|区县|县|市|区|协会|"
    r"(?:各|\S{2})(?:小学|中学)|[一二三四五六七八九十](?:中|小|幼))(?:[（(][^（()）]*[）)])?\Z"
)
_JOINED = re.compile(r"(?<=[科处室办股局委])(?:和|及|以及)(?=[^和及]{1,12}[科处室办股局委所院]\Z)")
_VERB_AFTER = re.compile(
    r"(?P<names>.+?)(?P<verb>牵头负责|按(?:照|各自|照各自)?职责(?:分工)?(?:负责|落实)?|分工负责|牵头|主办|负责|配合|协办|协助|参与|落实)\Z"
)
_VERB_ROLES: dict[str, Role] = {"牵头负责": "lead", "牵头": "lead", "主办": "lead"}
_OFFICE = re.compile(
    r"(?:\A[省市县区州].{2,14}(?:局|委|办|厅|委员会|政府)|[科处室办股]|教育局|中心|纪委|教科所|教研室)(?:[（(][^（()）]*[）)])?\Z"
)
_BY = re.compile("(?:^|(?<=[。；;，,、]))\\s*(?:(?:此|该|这|本)项工作)?由")
_GROUP = re.compile(r"各|全体|相关|有关|局属|局直属|直属|区属|县属|市属|校属")
_BESIDE_OFFICE = re.compile(
    r"(?:部|党委|工委|党组|党总支|工会|团委|少工委|妇联|检查组|监察组|纪检组|专班|馆|教科院|教研院)\Z"
)
MAX_NAME = 30
MAX_GROUP = 16
MAX_LIST = 200


@dataclass(frozen=True, slots=True)
class OwnerName:
    """A department named as owner, with the role the text gives it."""

    name: str
    role: Role


@dataclass(slots=True)
class OwnerLabel:
    """An owner label such as 牵头科室(单位)： in a line, [start, end)."""

    role: Role
    start: int
    end: int
    has_colon: bool


def find_owner_label(text: str, start: int = 0) -> OwnerLabel | None:
    """Return the owner label that stands exactly at `start`; without a colon only where space or names follow."""
    match = _LABEL.match(text, start)
    if match is None:
        return None
    colon = bool(match["early"] or match["colon"])
    mistyped = _MISTYPED.match(text, match.end())
    if not colon and match["unit"] and mistyped and is_owner_list(text[mistyped.end() :]):
        return OwnerLabel("lead" if match["lead"] else "support", start, mistyped.end(), False)
    if not colon and not _is_bare_label(match, text):
        return None
    return OwnerLabel("lead" if match["lead"] else "support", start, match.end(), colon)


def without_owner_label(text: str) -> str:
    """Return an owner text without the label it may begin with."""
    label = find_owner_label(text)
    return text[label.end :] if label else text


def _is_bare_label(match: re.Match[str], text: str) -> bool:
    """责任科室 基教科、职成科: the colon is missing, the space or note is there, and departments follow."""
    gap = match.group()[-1:].isspace() or bool(match["note"])
    return bool(match["unit"]) and gap and is_owner_list(text[match.end() :])


def owner_label_starts(text: str, begin: int = 0) -> list[int]:
    """Return where owner labels with a colon stand in a line."""
    starts = []
    position = begin
    while (match := _LABEL.search(text, position)) is not None:
        if match["early"] or match["colon"]:
            starts.append(match.start())
            position = match.end()
        else:
            position = match.start() + 1
    return starts


def parse_owners(text: str, role: Role = "support") -> list[OwnerName]:
    """Return the departments of an owner text; labels and verbs (A牵头，B配合) inside it change the role."""
    return list(_known_owners(text, role) if len(text) <= MAX_LIST else _read_owners(text, role))


@lru_cache(maxsize=4096)
def _known_owners(text: str, role: Role) -> tuple[OwnerName, ...]:
    """The same few lists of departments stand below most items."""
    return tuple(_read_owners(text, role))


def _read_owners(text: str, role: Role) -> list[OwnerName]:
    open_before = brackets_open(text, _OPEN, _CLOSE)
    starts = [start for start in owner_label_starts(text) if open_before[start] <= 0]
    pieces = [(role, text[: starts[0]] if starts else text)]
    for start, stop in zip(starts, [*starts[1:], len(text)], strict=False):
        label = find_owner_label(text, start)
        assert label is not None
        pieces.append((label.role, text[label.end : stop]))
    return [_with_role(owner) for piece_role, piece in pieces for owner in _with_verbs(piece, piece_role)]


def _with_role(owner: OwnerName) -> OwnerName:
    """人事科（牵头） leads whatever the list is."""
    match = _ROLE_BEHIND.search(owner.name)
    if match is None or not owner.name[: match.start()]:
        return owner
    return OwnerName(owner.name[: match.start()].rstrip(), "lead" if match["lead"] else "support")


def brackets_open(text: str, openers: str, closers: str) -> list[int]:
    """Return for every position how many more brackets were opened than closed before it."""
    if frozenset(openers + closers).isdisjoint(text):
        return [0] * (len(text) + 1)
    steps = ((character in openers) - (character in closers) for character in text)
    return list(accumulate(steps, initial=0))


def _with_verbs(text: str, role: Role) -> list[OwnerName]:
    clauses = _split(text, "；;，,。")
    verbs = [_VERB_AFTER.match(clean_name(clause)) for clause in clauses]
    if not any(verbs):
        return [OwnerName(name, role) for name in split_names(text)]
    shared = any(verb and verb["verb"] in ("配合", "协办", "协助", "参与") for verb in verbs)
    owners: list[OwnerName] = []
    waiting: list[str] = []  # names before a comma take the verb that follows: 甲科，乙科配合
    for clause, verb in zip(clauses, verbs, strict=True):
        waiting += split_names(verb["names"] if verb else clause)
        if verb:
            owners += [OwnerName(name, _verb_role(verb["verb"], shared)) for name in waiting]
            waiting = []
    return owners + [OwnerName(name, role) for name in waiting]


def _verb_role(verb: str, shared: bool) -> Role:
    """负责 leads where others assist; by itself it is what 责任科室 says."""
    return "lead" if verb == "负责" and shared else _VERB_ROLES.get(verb, "support")


def split_names(text: str) -> list[str]:
    """Return the names of a list; separators within brackets do not count: 各县（市、区）教育局 is one."""
    names = [clean_name(part) for part in _split(text, _SEPARATORS)]
    names = [part for name in names for part in _split_at_spaces(name)]
    return [part for name in names for part in _JOINED.split(name) if part]


def _split(text: str, separators: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(depth - 1, 0)
        elif character in separators and not depth:
            parts.append(text[start:index])
            start = index + 1
    return [part for part in [*parts, text[start:]] if part.strip()]


def clean_name(name: str) -> str:
    """Return a name without scanner's spaces at either end or before a department's own words, and without 。"""
    name = " ".join(name.replace("\u3000", " ").replace("\xa0", " ").split()).strip(" 。；;，,、：:")
    if all(looks_like_department(part) for part in name.split(" ")):
        return name  # a list with spaces for separators
    return _CJK_SPACE.sub("", name)


def _split_at_spaces(name: str) -> list[str]:
    parts = name.split(" ")
    return parts if len(parts) > 1 and all(looks_like_department(part) for part in parts) else [name]


def looks_like_department(name: str) -> bool:
    """Tell whether a text could be the name of a department, school or group of them."""
    return 2 <= len(name) <= MAX_NAME and _DEPARTMENT.search(name) is not None


def is_owner_list(text: str) -> bool:
    """Tell whether a text is nothing but a list of departments."""
    names = split_names(text)
    if not names or re.search("[。！？：:]", text.rstrip("。 ")):
        return False
    return all(looks_like_department(name) for name in names)


def continues_owner_list(previous: str, line: str) -> bool:
    """Tell whether an unlabelled line carries on the owner list that `previous` ends in the middle of."""
    if re.search("[。！？：:；;]", line.strip().rstrip("。")) or len(line) > MAX_LIST or _is_sentence(line):
        return False
    joined = split_names(join_owner_lines(previous, line))
    if not joined or max(map(len, joined)) > MAX_NAME or not looks_like_department(joined[-1]):
        return False
    if previous.rstrip().endswith(("、", "，", ",", "；", ";")):
        return True
    last = split_names(previous)[-1:]
    return "、" in line or len(line.strip().rstrip("。")) <= 2 or not all(map(looks_like_department, last))


def _is_sentence(line: str) -> bool:
    """A sentence may name departments and end in what looks like one (…落到实处。); its other clauses name none."""
    clauses = re.split("[，,]", line.strip())
    return line.rstrip().endswith("。") and any(
        not all(map(looks_like_department, split_names(clause))) for clause in clauses[1:-1] or clauses[:-1]
    )


def join_owner_lines(previous: str, line: str) -> str:
    """Join a list broken over two lines: within a name (市教科|所) directly, between names as it stands."""
    return previous.rstrip() + line.strip()


def read_bracketed_owners(inner: str) -> list[OwnerName]:
    """Return the owners of a bracket without label: 甲科牵头，乙科配合, or a bare list of an office's departments."""
    clauses = _split(inner, "；;，,。")
    if clauses and _VERB_AFTER.match(clean_name(clauses[-1])):
        owners = parse_owners(inner)
        return owners if all(_is_owner(owner.name) for owner in owners) else []
    return parse_owners(inner) if _is_bare_list(inner) else []


def _is_owner(name: str) -> bool:
    """Beside a verb (…配合) also 各培训点 names a group, whatever its last word is."""
    return looks_like_department(name) or (name.startswith("各") and len(name) <= MAX_GROUP)


def find_owners_in_prose(text: str) -> list[OwnerName]:
    """Return the owners that a paragraph's last sentence names: …。由甲科牵头，乙科配合。 [] without any."""
    for by in _BY.finditer(text, text.rstrip("。；; ").rfind("。") + 1):
        owners = read_bracketed_owners(text[by.end() :])
        if any(_OFFICE.search(owner.name) for owner in owners):
            return owners
    return []


def _is_bare_list(inner: str) -> bool:
    """Departments of an office, not places, schools or kinds of students in a closing remark."""
    names = split_names(inner)
    offices = [_OFFICE.search(name) is not None for name in names]
    groups = (
        looks_like_department(name) and (_GROUP.match(name) or _BESIDE_OFFICE.search(name)) is not None
        for name in names
    )
    return any(offices) and all(office or group for office, group in zip(offices, groups, strict=True))
