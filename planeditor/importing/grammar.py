"""The structure grammar: from the lines of a document to a draft plan.

One rule: the rules speak of the form of official documents (marks, labels, sentences), never of one document.
"""

import re
from collections.abc import Mapping, Sequence

from planeditor.i18n import _
from planeditor.importing.blocks import Block, Progress, Source, share
from planeditor.importing.draft import Draft, LineKind
from planeditor.importing.front import Front, is_notice_title, is_title, read_front
from planeditor.importing.ledger import Ledger
from planeditor.importing.lines import Line, join_wrapped, read_lines
from planeditor.importing.nesting import nest_brackets
from planeditor.importing.nodes import Departments, make_nodes
from planeditor.importing.options import ImportOptions
from planeditor.importing.outline import grow_outline
from planeditor.importing.schemes import choose_scheme
from planeditor.importing.shape import shape
from planeditor.importing.sprouts import Sprout, Words, walk_all
from planeditor.importing.tail import Tail, read_tail
from planeditor.importing.unmarked import sprout_paragraphs
from planeditor.language.labels import learn_labels
from planeditor.language.marks import CHAPTERS, Family
from planeditor.plan.entities import Plan, Snapshot
from planeditor.plan.identity import new_id, new_ids
from planeditor.plan.memory import without_collection
from planeditor.plan.numbering import snapshot_numbers

_ORDER: tuple[Family, ...] = (
    *CHAPTERS, "chinese", "chinese_bracket", "digit", "prose", "digit_bracket", "circled"
)  # fmt: skip
_ATTACHED = re.compile(r"附\s*件\s*\d{0,2}\s*[：:]?\s*\Z")
DEFAULTS = ImportOptions()
NO_ROLES: Mapping[int, LineKind] = {}
TITLE_REACH = 4  # lines between 附件 and the title of the plan attached to a notice


def parse_source(
    source: Source,
    options: ImportOptions = DEFAULTS,
    roles: Mapping[int, LineKind] = NO_ROLES,
    *,
    progress: Progress | None = None,
) -> Draft:
    """Return the draft of a plan from its source; `roles` are what people say that lines are, by their numbers."""
    with without_collection():
        return _parse(list(source.lines()), options.numbering, progress)


def _parse(blocks: Sequence[Block], numbering: str, progress: Progress | None) -> Draft:
    ledger = Ledger()
    lines = read_lines(blocks, ledger, share(progress, 0, 0.15))
    lines = nest_brackets(join_wrapped(lines, _first_mark(lines)))
    start = _find_body(lines)
    labels = learn_labels(line.text for line in lines[start:] if line.mark is None)
    front = read_front(lines[: len(lines) if start is None else start], ledger)
    sprouts: list[Sprout] = []
    tail = Tail(len(lines))
    if start is None:
        sprouts = sprout_paragraphs(lines, front, ledger)
    else:
        tail = read_tail(lines, start, front, ledger)
        lead: list[Words] = []
        sprouts = grow_outline(lines[start : tail.end], labels, lead, ledger, share(progress, 0.15, 0.6))
        front.preamble += [words.text for words in lead]
    shape(sprouts, labels, ledger, share(progress, 0.6, 1))
    return _draft(blocks, ledger, front, tail, sprouts, numbering)


def _draft(
    blocks: Sequence[Block], ledger: Ledger, front: Front, tail: Tail, sprouts: list[Sprout], numbering: str
) -> Draft:
    plan = _plan(front, tail, choose_scheme(sprouts, numbering))
    departments = Departments()
    _give_ids_in_a_row(sprouts, ledger)
    nodes = make_nodes(sprouts, departments, front.year)
    snapshot = Snapshot(plan, departments.entries(), nodes)
    _ask_about_numbers(sprouts, snapshot, ledger)
    _ask_about_cuts(sprouts, ledger)
    lines, unplaced = ledger.close(blocks)
    return Draft(Snapshot(plan, snapshot.departments, nodes, unplaced), lines)


def _give_ids_in_a_row(sprouts: list[Sprout], ledger: Ledger) -> None:
    """Number sections and items in the source's order, so that `plan.checks` sees where one was taken out later."""
    every = list(walk_all(sprouts))
    given = dict(zip((sprout.id for sprout in every), new_ids(len(every)), strict=True))
    for sprout in every:
        sprout.id = given[sprout.id]
    ledger.rename(given)


def _plan(front: Front, tail: Tail, numbering: str) -> Plan:
    report = re.search("总结|报告", front.title) and not re.search("计划|要点|安排|打算", front.title)
    return Plan(
        id=new_id(),
        title=front.title,
        doc_number=front.doc_number,
        issuer=front.issuer,
        notice_title=front.notice_title,
        addressees=front.addressees,
        notice="\n".join(front.notice),
        date=front.date,
        year=front.year,
        kind="report" if report else "plan",
        preamble="\n".join(front.preamble),
        closing="\n".join(tail.closing),
        signer=front.signer,
        numbering=numbering,
    )


# -- where the body begins


def _find_body(lines: Sequence[Line]) -> int | None:
    """Return the index of the first section or item: the first number of the outermost list; None without one."""
    begin = _after_title(lines)
    for first_only in (True, False):
        for family in _ORDER:
            found = _first_of_list(lines, begin, family, first_only)
            if found is not None:
                return _begin_of(lines, begin, found)
    return None


def _first_mark(lines: Sequence[Line]) -> int:
    """Return where the first mark stands that may begin a plan; 0 without one."""
    return next((i for i, line in enumerate(lines) if line.mark and line.mark.family in _ORDER[:6]), 0)


def _after_title(lines: Sequence[Line]) -> int:
    """Return the line from which the body is looked for: behind the title, or behind that of an attached plan."""
    marked = next((i for i, line in enumerate(lines) if line.mark and line.mark.family in _ORDER[:4]), len(lines))
    subject = next((i for i in range(marked) if is_notice_title(lines[i].text)), None)
    attached = None if subject is None else _attached_title(lines, subject)
    if attached is not None:
        return attached + 1
    return next((i for i in range(marked) if _is_title_line(lines[i])), -1) + 1


def _attached_title(lines: Sequence[Line], subject: int) -> int | None:
    """Return where the title of the plan stands that a notice has for its attachment; None without one.

    A table attached to a plan is none: the plan has its title before it, or more marks than the table.
    """
    for index in range(subject + 1, len(lines)):
        if _is_title_line(lines[index]):
            return None
        if _ATTACHED.match(lines[index].text):
            reach = range(index + 1, min(index + 1 + TITLE_REACH, len(lines)))
            title = next((i for i in reach if _is_title_line(lines[i])), None)
            return title if title is not None and _marks(lines[title:]) > _marks(lines[:index]) else None
    return None


def _is_title_line(line: Line) -> bool:
    return line.mark is None and is_title(line.text)


def _marks(lines: Sequence[Line]) -> int:
    return sum(line.mark is not None for line in lines)


def _first_of_list(lines: Sequence[Line], begin: int, family: Family, first_only: bool) -> int | None:
    """Return where a list of the family begins; with `first_only` it must begin at one and go on to two."""
    first: int | None = None
    for index in range(begin, len(lines)):
        mark = lines[index].mark
        if mark is None or mark.family != family:
            continue
        if not first_only or (mark.number == 2 and first is not None):
            return index if first is None else first
        if mark.number == 1 and first is None:
            first = index
    return None


def _begin_of(lines: Sequence[Line], begin: int, found: int) -> int:
    """Return where the body with a list at `found` begins: a lone 一、 above it, or a 1. whose 2. comes below it."""
    outer = lines[found].mark
    firsts = [(i, line.mark) for i, line in enumerate(lines[begin:found], begin) if line.mark and line.mark.number == 1]
    for index, mark in firsts:
        if outer is None or mark.family == "dash":
            continue
        between = (line.mark for line in lines[index + 1 : found])
        ends = any(other and other.family == mark.family and other.number == 2 for other in between)
        if mark.rank < outer.rank or not ends:
            return index
    return found


# -- questions about the whole


def _ask_about_numbers(sprouts: list[Sprout], snapshot: Snapshot, ledger: Ledger) -> None:
    """Where the computed number is not the source's, the source has a gap; one question a list is enough."""
    shown = snapshot_numbers(snapshot)
    _compare(sprouts, shown, ledger)
    for sprout in walk_all(sprouts):
        _compare(sprout.children, shown, ledger)


def _compare(siblings: list[Sprout], shown: dict[int, str], ledger: Ledger) -> None:
    for sprout in siblings:
        if sprout.mark is not None and "".join(sprout.mark.text.split()) != shown[sprout.id]:
            question = _("The source has “{mark}” here, the plan shows “{number}”.")
            ledger.ask(sprout.line, question.format(mark=sprout.mark.text, number=shown[sprout.id]))
            return


def _ask_about_cuts(sprouts: list[Sprout], ledger: Ledger) -> None:
    for sprout in walk_all(sprouts):
        if sprout.texts and sprout.texts[-1].endswith(("，", ",", "、")):
            line = sprout.body[-1].lines[-1] if sprout.body else sprout.head.lines[-1]
            ledger.ask(line, _("The text seems to be cut off here."))
