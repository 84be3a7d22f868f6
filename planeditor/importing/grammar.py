"""The structure grammar: from the lines of a document to a draft plan.

One rule: the rules speak of the form of official documents (marks, labels, sentences), never of one document.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from planeditor.i18n import _
from planeditor.importing.aliases import propose_aliases
from planeditor.importing.blocks import Progress, Source, report, share
from planeditor.importing.body import find_body, first_mark
from planeditor.importing.draft import Draft, LineKind, TableReading
from planeditor.importing.finding import Helper, helper_for
from planeditor.importing.front import Front, read_front
from planeditor.importing.headings import ask_about_levels, keep_true_headings
from planeditor.importing.ledger import Ledger
from planeditor.importing.lines import Line, join_wrapped, read_lines, take_front_lines
from planeditor.importing.loose_numbers import read_loose_numbers
from planeditor.importing.nesting import (
    leave_inner_lists,
    nest_brackets,
    nest_named,
    nest_prose,
    read_path_numbers,
    restore_misread,
)
from planeditor.importing.nodes import Departments, make_nodes
from planeditor.importing.options import ImportOptions
from planeditor.importing.outline import grow_outline
from planeditor.importing.ruled_front import place_ruled
from planeditor.importing.ruled_targets import with_ruled_targets
from planeditor.importing.rulings import Rulings
from planeditor.importing.schemes import choose_scheme
from planeditor.importing.shape import shape
from planeditor.importing.sprouts import Sprout, Words, walk_all
from planeditor.importing.tabular import find_tables, read_tables
from planeditor.importing.tail import read_tail
from planeditor.importing.targets import with_targets
from planeditor.importing.unmarked import follow_items_before, sprout_paragraphs
from planeditor.importing.unnumbered import read_unnumbered
from planeditor.language.labels import learn_labels
from planeditor.language.prose import wrap_width
from planeditor.plan.entities import Plan, Snapshot
from planeditor.plan.identity import new_id, new_ids
from planeditor.plan.memory import without_collection
from planeditor.plan.numbering import snapshot_numbers

DEFAULTS = ImportOptions()
_WIDTHS = str.maketrans("（）．", "().")  # one way to write a mark is as good as the other
NO_ROLES: Mapping[int, LineKind] = {}
ROUNDS = 4  # one ruling may change what other lines are taken for, of which people spoke, too


@dataclass(slots=True)
class _Reading:
    """What one pass over a source found."""

    ledger: Ledger
    front: Front
    sprouts: list[Sprout]
    tables: Mapping[int, TableReading]


def parse_source(
    source: Source,
    options: ImportOptions = DEFAULTS,
    roles: Mapping[int, LineKind] = NO_ROLES,
    *,
    progress: Progress | None = None,
) -> Draft:
    """Return the draft of a plan from its source; `roles` are what people say that lines are, by their numbers."""
    with without_collection(), helper_for(source.line_count if options.targets else 0) as helper:
        reading = _read(source, options, Rulings(), roles, share(progress, 0, 0.4))
        forced: dict[int, LineKind] = {}
        for _round in range(ROUNDS):
            known = reading.ledger.roles()
            missed = {line: role for line, role in roles.items() if known.get(line, "unplaced") != role}
            if missed.keys() <= forced.keys():
                break
            forced |= missed
            reading = _read(source, options, Rulings(forced, known), roles, None)
        return _draft(source, reading, options, helper, share(progress, 0.5, 1))


def _read(
    source: Source, options: ImportOptions, rulings: Rulings, settled: Collection[int], progress: Progress | None
) -> _Reading:
    ledger = Ledger(settled)
    parts = find_tables(source.parts, options)
    tables = read_tables(parts, options)
    every = read_lines(parts, tables, rulings, ledger, share(progress, 0, 0.15))
    lines, own = take_front_lines(read_unnumbered(read_loose_numbers(read_path_numbers(keep_true_headings(every)))))
    width = wrap_width(line.text for line in lines)
    lines = leave_inner_lists(join_wrapped(restore_misread(lines), first_mark(lines), width))
    lines = nest_prose(nest_named(nest_brackets(lines)))
    lines = follow_items_before(lines, rulings) if own or rulings.forced else lines
    start = find_body(lines)
    labels = learn_labels(line.text for line in lines[start:] if line.mark is None)
    front = read_front(lines[: len(lines) if start is None else start], ledger, rulings)
    if start is None:
        sprouts = sprout_paragraphs(lines, front, ledger)
    else:
        sprouts = _read_body(lines, start, labels, width, front, ledger, rulings, share(progress, 0.15, 0.6))
    place_ruled(own, front, ledger)
    shape(sprouts, labels, ledger, share(progress, 0.6, 1))
    ask_about_levels(lines, ledger)
    return _Reading(ledger, front, sprouts, tables)


def _read_body(
    lines: Sequence[Line],
    start: int,
    labels: frozenset[str],
    width: int | None,
    front: Front,
    ledger: Ledger,
    rulings: Rulings,
    progress: Progress | None,
) -> list[Sprout]:
    tail = read_tail(lines, start, front, ledger)
    body = [*lines[start : tail.end], *tail.resumed]
    titles = [line for line in body if line.role == "title"]
    body = [line for line in body if line.role != "title"] if titles else body
    sprouts = grow_outline(body, labels, front.preamble, ledger, progress, rulings, width)
    front.closing += tail.closing
    place_ruled(titles, front, ledger)
    return sprouts


def _draft(
    source: Source, reading: _Reading, options: ImportOptions, helper: Helper | None, progress: Progress | None
) -> Draft:
    ledger, front, sprouts = reading.ledger, reading.front, reading.sprouts
    _go_on(progress, 0)
    plan = _plan(front, choose_scheme(sprouts, options.numbering))
    departments = Departments()
    _give_ids_in_a_row(sprouts, ledger)
    _go_on(progress, 0.04)
    nodes = make_nodes(sprouts, departments, front.year)
    _go_on(progress, 0.12)
    snapshot = Snapshot(plan, departments.entries(), nodes)
    _ask_about_numbers(sprouts, snapshot, ledger)
    _ask_about_cuts(sprouts, ledger)
    nodes = with_targets(nodes, plan, helper, share(progress, 0.15, 0.97)) if options.targets else nodes
    texts = {block.line: block.text for block in source.lines()} if ledger.lines_of("target") else {}
    nodes = with_ruled_targets(nodes, texts, ledger, front.year)
    _go_on(progress, 0.97)
    lines, unplaced = ledger.close(source.lines())
    snapshot = Snapshot(plan, snapshot.departments, nodes, unplaced)
    return Draft(snapshot, lines, tuple(reading.tables.values()), propose_aliases(snapshot.departments), source.notes)


def _go_on(progress: Progress | None, done: float) -> None:
    """Say that a step begins; Cancelled if nobody wants it any more."""
    report(share(progress, done, 1), 0, 1)


def _give_ids_in_a_row(sprouts: list[Sprout], ledger: Ledger) -> None:
    """Number sections and items in the source's order, so that `plan.checks` sees where one was taken out later."""
    every = list(walk_all(sprouts))
    given = dict(zip((sprout.id for sprout in every), new_ids(len(every)), strict=True))
    for sprout in every:
        sprout.id = given[sprout.id]
    ledger.rename(given)


def _plan(front: Front, numbering: str) -> Plan:
    report = re.search("总结|报告", front.title) and not re.search("计划|要点|安排|打算", front.title)
    return Plan(
        id=new_id(),
        title=front.title,
        doc_number=front.doc_number,
        issuer=front.issuer,
        notice_title=front.notice_title,
        addressees=front.addressees,
        notice=_text(front.notice),
        date=front.date,
        year=front.year,
        kind="report" if report else "plan",
        preamble=_text(front.preamble),
        closing=_text(front.closing),
        signer=front.signer,
        numbering=numbering,
    )


def _text(paragraphs: list[Words]) -> str:
    return "\n".join(words.text for words in sorted(paragraphs, key=lambda words: words.line))


# -- questions about the whole


def _ask_about_numbers(sprouts: list[Sprout], snapshot: Snapshot, ledger: Ledger) -> None:
    """Where the computed number is not the source's, the source has a gap; one question a list is enough."""
    shown = snapshot_numbers(snapshot)
    _compare(sprouts, shown, ledger)
    for sprout in walk_all(sprouts):
        _compare(sprout.children, shown, ledger)


def _compare(siblings: list[Sprout], shown: dict[int, str], ledger: Ledger) -> None:
    for sprout in siblings:
        if sprout.mark is not None and not _is_same(sprout.mark.text, shown[sprout.id]):
            question = _("The source has “{mark}” here, the plan shows “{number}”.")
            question = question.format(mark=sprout.mark.text, number=shown[sprout.id].rstrip())
            ledger.ask(sprout.line, question, (sprout.kind, "text"))
            return


def _is_same(mark: str, number: str) -> bool:
    """A table has numbers without the point that stands behind them in a text."""
    plain = number.translate(_WIDTHS)
    return "".join(mark.split()).translate(_WIDTHS) in (plain.rstrip(), plain.rstrip(".、 "))


def _ask_about_cuts(sprouts: list[Sprout], ledger: Ledger) -> None:
    for sprout in walk_all(sprouts):
        if sprout.texts and sprout.texts[-1].endswith(("，", ",", "、")):
            line = sprout.body[-1].lines[-1] if sprout.body else sprout.head.lines[-1]
            ledger.ask(line, _("The text seems to be cut off here."), (ledger.role_of(line),))
