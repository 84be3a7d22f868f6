"""Labels of an item's texts, such as 问题描述：, and the cutting of a line at its labels.

One rule: a known label is also recognised damaged (spaces inside, the colon half-width, misplaced or lost at a line's
start); an unknown one only where the document repeats it (`learn_labels`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from planeditor.language.owners import (
    OwnerName,
    brackets_open,
    find_owner_label,
    is_owner_list,
    owner_label_starts,
    parse_owners,
    read_bracketed_owners,
)

SegmentKind = Literal["text", "field", "lead", "support"]

KNOWN_LABELS = tuple(
    re.findall(
        r"\S+",
        """
        问题描述 存在问题 主要问题 现状分析 现状问题
        目标任务 工作目标 主要目标 目标要求 预期目标 预期成效 预期效果 量化目标 年度目标 总体目标 目标
        工作措施 主要措施 具体措施 主要举措 具体举措 工作举措 推进措施 保障措施 措施 举措
        重点任务 主要任务 工作任务 任务内容 工作内容 主要内容 具体内容 工作要求 实施步骤 任务要求
        完成时限 完成时间 时间节点 办结时限 进度安排 时间安排 完成期限 时限
        责任领导 分管领导 牵头领导 包抓领导 责任人 负责人 联系人 成果形式 工作成果 进展情况 备注
        """,
    )
)
VALUE_LABELS = (
    "完成时限", "完成时间", "时间节点", "办结时限", "完成期限", "时限",
    "责任领导", "分管领导", "牵头领导", "包抓领导", "责任人", "负责人", "联系人",
)  # fmt: skip
DUE_LABELS = ("完成时限", "完成时间", "时间节点", "办结时限", "完成期限", "时限")

_DUE_LAST = re.compile(
    r"[，,；;]\s*(?P<due>(?:于|在)?(?:20\d\d\s*年)?(?:(?:1[0-2]|0?[1-9])\s*月[^，,；;。、（()）]{0,8}|年[底内][^，,；;。、]{0,4}|长期坚持))\s*\Z"
)
_CANDIDATE = re.compile(r"([\u4e00-\u9fff]{2,8})\s*(?:[（(][^（()）]{1,6}[）)]\s*)?[:：]")
_NO_LABELS = frozenset(
    re.findall(
        r"\S+", "其中 包括 例如 比如 主要有 主要是 具体如下 如下 注 附件 附 联系电话 电话 来源 时间 日期 作者 地址"
    )
)
_OPEN, _CLOSE = "（(【［[〔", "）)】］]〕"
_BOXES = tuple("【［[")
_BRACKET_REACH = 400
_BOXED = re.compile(r"[【［\[]\s*(?P<words>[\u4e00-\u9fff](?:\s*[\u4e00-\u9fff]){1,7})\s*[】］\]]\s*[:：]?\s*(?=\S)")
_COLON = re.compile(r"[:：﹕][ \t\u3000\xa0]*")
_NOTE = re.compile(r"\s*[（(][^（()）]{1,6}[）)]\s*\Z|\s+\Z")
_NOTE_REACH, _LABEL_LENGTH = 12, 8
_GAP_WITHIN = re.compile(r"\s*[\u4e00-\u9fff](?:\s*[\u4e00-\u9fff]){1,9}[\s（(;；.．·]")  # it may have lost its colon
_GAP = r"[ \t\u3000\xa0]*"
_MISPLACED = r"[ \t\u3000\xa0:：﹕]*"
LONG_LABEL = 4
MIN_REPEATS = 2
NO_LABEL = "备注"  # stands over a field that has no label of its own


@dataclass(slots=True)
class Segment:
    """A part of a line: plain text, a labelled field, or owners. `label` is empty unless it is a field."""

    kind: SegmentKind
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ClosingBrackets:
    """What brackets at a paragraph's end say, and the paragraph without them."""

    rest: str
    owners: tuple[OwnerName, ...]
    fields: tuple[Segment, ...]


def learn_labels(lines: Iterable[str]) -> frozenset[str]:
    """Return the labels of a document: the known ones, and others that start several of its lines."""
    stripped = [line.strip() for line in lines]
    matches = (_CANDIDATE.match(line) for line in stripped)
    counts = Counter(match[1] for match in matches if match and find_owner_label(match.string) is None)
    boxes = (_BOXED.match(line) for line in stripped if line.startswith(_BOXES))
    counts.update(_plain(box["words"]) for box in boxes if box and not _boxed_role(box))
    repeated = {label for label, count in counts.items() if count >= MIN_REPEATS}
    return frozenset(KNOWN_LABELS) | (repeated - _NO_LABELS)


def split_labels(line: str, labels: frozenset[str]) -> list[Segment]:
    """Cut a line at its labels, in order; text before the first label is of kind "text"."""
    may_be_labelled = _COLON.search(line) or _GAP_WITHIN.match(line) or line.startswith(_BOXES)
    cuts = _cuts(line, labels) if may_be_labelled else []
    if not cuts:
        return [Segment("text", "", line)]
    segments = [Segment("text", "", line[: cuts[0][0]])] if line[: cuts[0][0]].strip() else []
    for (_, end, kind, label), following in zip(cuts, [*cuts[1:], None], strict=True):
        stop = following[0] if following else len(line)
        segments.append(Segment(kind, label, line[end:stop].strip()))
    return segments


def are_set_apart(segments: Sequence[Segment]) -> bool:
    """Tell whether a sentence, a clause or a list of departments ends before every label: the cuts are certain."""
    return all(
        segment.text.rstrip().endswith(("；", ";", "。"))
        or (segment.kind in ("lead", "support") and is_owner_list(segment.text))
        for segment in segments[:-1]
    )


def ruled_field(text: str, labels: frozenset[str]) -> Segment:
    """Return a text that people say is a field: under its own label, else under 备注."""
    first = split_labels(text, labels)[0]
    if first.kind == "field":
        return Segment("field", first.label, text[_label_end(text, first.label) :].strip())
    match = _CANDIDATE.match(text)
    return Segment("field", match[1], text[match.end() :].strip()) if match else Segment("field", NO_LABEL, text)


def _label_end(text: str, label: str) -> int:
    match = _at_start(frozenset((label,))).match(text)
    return match.end() if match else 0


def take_closing_brackets(text: str, labels: frozenset[str]) -> ClosingBrackets | None:
    """Take owners and labelled notes from the brackets at a paragraph's end; None if there are none.

    （责任单位：A、B） (牵头科室:A;责任科室:B) 【责任领导：某某】 （A牵头，B配合） （A科、B科）
    """
    owners: list[OwnerName] = []
    fields: list[Segment] = []
    rest = text.rstrip()
    while (bracket := _last_bracket(rest)) is not None:
        start, inner, stop = bracket
        found = _read_bracket(inner, labels)
        if not found:
            break
        owners[:0] = [owner for owner in found if isinstance(owner, OwnerName)]
        fields[:0] = [segment for segment in found if isinstance(segment, Segment)]
        rest = _without_bracket(rest, start, stop)
    return ClosingBrackets(rest, tuple(owners), tuple(fields)) if owners or fields else None


def _read_bracket(inner: str, labels: frozenset[str]) -> list[OwnerName | Segment]:
    segments = split_labels(inner.strip(), labels)
    if segments[0].kind == "text":
        return _read_unlabelled(inner)
    found: list[OwnerName | Segment] = []
    for segment in segments:
        if segment.kind == "lead" or segment.kind == "support":
            found += parse_owners(segment.text, segment.kind)
        else:
            found.append(Segment(segment.kind, segment.label, segment.text.rstrip("；;，, ")))
    return found


def _read_unlabelled(inner: str) -> list[OwnerName | Segment]:
    """（甲科牵头，乙科配合，12月底前完成） names owners and, last, the deadline."""
    due = _DUE_LAST.search(inner)
    owners = read_bracketed_owners(inner[: due.start()] if due else inner)
    return [*owners, Segment("field", DUE_LABELS[0], due["due"].strip())] if owners and due else [*owners]


def _last_bracket(text: str) -> tuple[int, str, str] | None:
    """Return where the bracket at the end opens, what it holds, and a full stop that follows it."""
    stripped = text.rstrip("。；; ")
    if not stripped or stripped[-1] not in _CLOSE:
        return None
    depth = 0
    for index in range(len(stripped) - 1, max(len(stripped) - _BRACKET_REACH, -1), -1):
        depth += (stripped[index] in _CLOSE) - (stripped[index] in _OPEN)
        if depth == 0:
            return index, stripped[index + 1 : -1], text[len(stripped) :].strip()
    return None


def _without_bracket(text: str, start: int, stop: str) -> str:
    before = text[:start].rstrip()
    return before + stop if before and not before.endswith(("。", "；", ";")) else before


_Cut = tuple[int, int, SegmentKind, str]  # where the label starts and ends, what it begins, the label itself


def _cuts(line: str, labels: frozenset[str]) -> list[_Cut]:
    start = len(line) - len(line.lstrip())
    cuts = [cut for cut in [_cut_at_start(line, start, labels)] if cut]
    begins_owners = bool(cuts) and cuts[0][2] in ("lead", "support")
    position = cuts[0][1] if cuts else start
    open_before = brackets_open(line, _OPEN, _CLOSE)
    for cut in sorted(_inner_cuts(line, labels, position), key=lambda cut: cut[0]):
        if cut[0] >= position and open_before[cut[0]] <= 0 and _may_start(line, cut, begins_owners):
            cuts.append(cut)
            position = cut[1]
    return cuts


def _boxed_role(box: re.Match[str]) -> Literal["lead", "support"] | None:
    """【责任单位】 says what 责任单位： says; None for other words."""
    words = _plain(box["words"]) + "："
    owner = find_owner_label(words)
    return owner.role if owner is not None and owner.end == len(words) else None


def _boxed_cut(box: re.Match[str], labels: frozenset[str]) -> _Cut | None:
    role, words = _boxed_role(box), _plain(box["words"])
    if role is not None:
        return box.start(), box.end(), role, ""
    return (box.start(), box.end(), "field", words) if words in labels else None


def _cut_at_start(line: str, start: int, labels: frozenset[str]) -> _Cut | None:
    box = _BOXED.match(line, start) if line.startswith(_BOXES, start) else None
    if box is not None:
        return _boxed_cut(box, labels)
    owner = find_owner_label(line, start)
    if owner is not None:
        return owner.start, owner.end, owner.role, ""
    match = _at_start(labels).match(line, start)
    if match is None or not (re.search("[:：﹕]", match.group()) or match.group()[-1:].isspace()):
        return None
    return start, match.end(), "field", _plain(match["label"])


def _inner_cuts(line: str, labels: frozenset[str], begin: int) -> Iterable[_Cut]:
    for start in owner_label_starts(line, begin):
        owner = find_owner_label(line, start)
        if owner is not None:
            yield start, owner.end, owner.role, ""
    for box in _BOXED.finditer(line, begin) if line.startswith(_BOXES) else ():
        cut = _boxed_cut(box, labels)
        if cut is not None:
            yield cut
    for colon in _COLON.finditer(line, begin):
        found = _label_before(line, colon.start(), labels)
        if found is not None:
            yield found[0], colon.end(), "field", found[1]


def _label_before(line: str, colon: int, labels: frozenset[str]) -> tuple[int, str] | None:
    """Return the longest label that ends at a colon, spaces inside it and a note behind it allowed, and its start."""
    note = _NOTE.search(line, max(colon - _NOTE_REACH, 0), colon)
    index = (note.start() if note else colon) - 1
    word, found = "", None
    while index >= 0 and len(word) < _LABEL_LENGTH:
        if not line[index].isspace():
            word = line[index] + word
            if len(word) > 2 and word in labels:
                found = index, word
        index -= 1
    return found


def _may_start(line: str, cut: _Cut, begins_owners: bool) -> bool:
    """A second label follows the end of a sentence or a space; in a line of owners a further owner label may follow
    a name directly."""
    if begins_owners and cut[2] in ("lead", "support"):
        return True
    before = line[cut[0] - 1] if cut[0] else " "
    if before in "，,":
        return len(cut[3]) >= LONG_LABEL  # 工作措施： is one also behind a comma, 目标： may belong to the sentence
    return before.isspace() or before in "。；;！？!?"


@lru_cache(maxsize=64)
def _at_start(labels: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(_MISPLACED.join(label) for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?P<label>{words})(?:{_GAP}[（(][^（()）]{{1,6}}[）)])?{_GAP}[:：﹕]?{_GAP}")


def _plain(label: str) -> str:
    return re.sub("[\\s:：﹕]", "", label)
