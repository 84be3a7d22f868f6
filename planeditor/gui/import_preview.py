"""What an import would give, and what people corrected about it. No widget here.

One rule: everything people decide stands in one frozen `Corrections`, so that undoing a decision is taking the former
one; a `Preview` is made from inputs and corrections alone, away from the GUI thread.
"""

import gc
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from planeditor.i18n import _
from planeditor.importing.blocks import Block, Progress, Source, Table, share
from planeditor.importing.draft import Draft, LineKind, LineRole, TableReading
from planeditor.importing.options import ColumnRole, ImportOptions, NumberingChoice, Revisions
from planeditor.plan.entities import LEAD, Node, Snapshot, Target
from planeditor.plan.memory import without_collection
from planeditor.plan.outline import Entry, Outline

Place = tuple[int, int]  # a file's place among the inputs, and the number of a line in it
TargetKey = tuple[Place, str, float | None, int]  # survives reading again, as ids do not
Sheets = tuple[str, ...] | None
WITH_REVISIONS = (".docx", ".docm")
WHOLE_PLANS = (".json", ".plan")
READING_SHARE = 0.4  # of the whole work


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to import: a file, or text or HTML from the clipboard."""

    path: Path | None = None
    text: str = ""
    html: str = ""

    @property
    def name(self) -> str:
        """Return what people call it."""
        if self.path is not None:
            return self.path.name
        return _("Pasted table") if self.html else _("Pasted text")

    @property
    def suffix(self) -> str:
        """Return the file's ending in small letters, "" for text."""
        return self.path.suffix.lower() if self.path is not None else ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that people decided about an import; the defaults are those of `planeditor import`.

    `settled` are doubtful lines that are to stay as they were taken; `declined` the targets not wanted; `merged` the
    name that stays for each pair of names that mean one department.
    """

    numbering: NumberingChoice = "auto"
    revisions: Revisions = "accept"
    targets: bool = True
    sheets: Mapping[int, Sheets] = field(default_factory=dict)
    columns: Mapping[Place, tuple[ColumnRole, ...]] = field(default_factory=dict)
    roles: Mapping[Place, LineKind] = field(default_factory=dict)
    settled: frozenset[Place] = frozenset()
    declined: frozenset[TargetKey] = frozenset()
    merged: Mapping[frozenset[str], str] = field(default_factory=dict)

    def options(self, file: int) -> ImportOptions:
        """Return the options for one of the inputs."""
        columns = {line: roles for (of, line), roles in self.columns.items() if of == file}
        return ImportOptions(self.numbering, self.revisions, self.sheets.get(file), columns, self.targets)

    def roles_in(self, file: int) -> dict[int, LineKind]:
        """Return the corrected roles of one input's lines by their numbers."""
        return {line: role for (of, line), role in self.roles.items() if of == file}

    def changed_places(self, other: "Corrections") -> set[Place]:
        """Return the lines that the two say different things of."""
        roles = {place for place, _role in self.roles.items() ^ other.roles.items()}
        return roles | (self.settled ^ other.settled)

    def reads_as(self, other: "Corrections") -> bool:
        """Tell whether the two give the same draft."""
        return _told(self) == _told(other)


def _told(corrections: Corrections) -> Corrections:
    """Return what the grammar is told of."""
    return replace(corrections, settled=frozenset(), declined=frozenset(), merged={})


@dataclass(frozen=True, slots=True)
class Reading:
    """One input as it was read: a source for the grammar, or a plan that needs none."""

    source: Source | None
    draft: Draft | None
    made_with: tuple[str, Sheets]
    sheets: tuple[str, ...] = ()  # the names of all there are


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the grammar made of a reading, and what it was told."""

    reading: Reading
    options: ImportOptions
    roles: Mapping[int, LineKind]
    draft: Draft


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the inputs."""

    file: int
    role: LineRole

    @property
    def place(self) -> Place:
        """Return the input and the line's number in it."""
        return self.file, self.role.number


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A target that was found, with the place by which it is known again."""

    key: TargetKey
    target: Target
    node_id: int


@dataclass(frozen=True, slots=True)
class NamePair:
    """Two names that probably mean one department."""

    name: str
    other: str
    reason: str

    @property
    def key(self) -> frozenset[str]:
        """Return what the decision about them is kept under."""
        return frozenset((self.name, self.other))


@dataclass(frozen=True, slots=True)
class Preview:
    """The plan that would come of it, and how every line was taken; rows are places in `lines`."""

    corrections: Corrections
    parsed: tuple[Parsed, ...]
    draft: Draft
    lines: tuple[Line, ...]
    outline: Outline
    parents: tuple[Entry, ...]  # sections and items that have others below them
    nodes: Mapping[int, Node]
    rows: Mapping[Place, int]
    first_rows: Mapping[int, int]  # of a section or item, by its id
    questioned: tuple[int, ...]  # rows that are uncertain
    counts: tuple[int, int, int, int]  # sections, items, those with a lead, lines set aside
    suggestions: tuple[Suggestion, ...]
    pairs: tuple[NamePair, ...]
    tables: tuple[tuple[int, TableReading], ...]
    notes: tuple[str, ...]

    def table_width(self, place: Place) -> int:
        """Return the number of columns of the table whose first line is at a place."""
        source = self.parsed[place[0]].reading.source
        parts = source.parts if source is not None else ()
        tables = (part for part in parts if isinstance(part, Table) and part.line == place[1])
        return next((len(table.rows[0]) for table in tables), 1)

    def open_questions(self, corrections: Corrections) -> list[int]:
        """Return the rows that are uncertain and not yet decided."""
        return [row for row in self.questioned if not _is_decided(self.lines[row], corrections)]

    def result(self, corrections: Corrections) -> Snapshot:
        """Return the plan to import: without the targets declined, with the departments made one."""
        snapshot = self.draft.snapshot
        unwanted = {found.target.id for found in self.suggestions if found.key in corrections.declined}
        if unwanted:
            snapshot = replace(snapshot, nodes=tuple(_without(node, unwanted) for node in snapshot.nodes))
        return _merged(snapshot, corrections.merged)


def make_preview(
    inputs: tuple[Input, ...], corrections: Corrections, known: Preview | None, progress: Progress | None = None
) -> Preview:
    """Read what is not yet `known` and parse it; SourceError, or Cancelled if `progress` says so."""
    with without_collection():  # one collection through all the lines of a long document would be felt
        preview = _make_preview(inputs, corrections, known, progress)
        gc.freeze()
    return preview


def _make_preview(
    inputs: tuple[Input, ...], corrections: Corrections, known: Preview | None, progress: Progress | None
) -> Preview:
    readings: list[Reading] = []
    for file, each in enumerate(inputs):
        old = known.parsed[file].reading if known is not None else None
        part = _part(progress, file, len(inputs), 0, READING_SHARE)
        readings.append(_read(each, corrections.options(file), old, part))
    if known is not None:
        corrections = _carry_over(corrections, known, readings)
    parsed: list[Parsed] = []
    for file, reading in enumerate(readings):
        before = known.parsed[file] if known is not None else None
        part = _part(progress, file, len(inputs), READING_SHARE, 1)
        parsed.append(_parse(reading, corrections.options(file), corrections.roles_in(file), before, part))
    return _preview(corrections, tuple(parsed), [each.name for each in inputs])


def _part(progress: Progress | None, file: int, files: int, start: float, end: float) -> Progress | None:
    width = (end - start) / files
    return share(progress, start + file * width, start + (file + 1) * width)


def _read(each: Input, options: ImportOptions, old: Reading | None, progress: Progress | None) -> Reading:
    from planeditor.importing import read_source
    from planeditor.importing.reading_process import read_in_child
    from planeditor.importing.text import text_blocks

    made_with = (options.revisions if each.suffix in WITH_REVISIONS else "", options.sheets)
    if old is not None and old.made_with == made_with:
        return old
    if each.html:
        name = f"{each.name}.html"
        return Reading(read_in_child(each.html.encode(), name, options, progress), None, made_with)
    if each.path is None:
        return Reading(Source(each.name, tuple(text_blocks(each.text))), None, made_with)
    if each.suffix in WHOLE_PLANS:
        return Reading(None, _whole_plan(each.path), made_with)
    source = read_source(each.path, options, progress=progress)
    names = tuple(dict.fromkeys(part.name for part in source.parts if isinstance(part, Table) and part.name))
    return Reading(source, None, made_with, old.sheets if old is not None else names)


def _whole_plan(path: Path) -> Draft:
    from planeditor.importing.interchange import read_json
    from planeditor.store import read_plan

    return Draft(read_plan(path) if path.suffix.lower() == ".plan" else read_json(path), ())


def _parse(
    reading: Reading,
    options: ImportOptions,
    roles: Mapping[int, LineKind],
    before: Parsed | None,
    progress: Progress | None,
) -> Parsed:
    from planeditor.importing.grammar import parse_source

    if before is not None and (before.reading, before.options, before.roles) == (reading, options, roles):
        return before
    if reading.source is None:
        assert reading.draft is not None
        return Parsed(reading, options, roles, reading.draft)
    return Parsed(reading, options, roles, parse_source(reading.source, options, roles, progress=progress))


def _carry_over(corrections: Corrections, known: Preview, readings: list[Reading]) -> Corrections:
    """Where a file was read anew, keep what was said of a line only if it still says the same."""
    anew = {file for file, reading in enumerate(readings) if known.parsed[file].reading is not reading}
    if not anew:
        return corrections
    before = {line.place: line.role.text for line in known.lines if line.file in anew}
    now = {(file, block.line): block.text for file in anew for block in _blocks(readings[file])}

    def stays(place: Place) -> bool:
        return place[0] not in anew or before.get(place) == now.get(place)

    return replace(
        corrections,
        roles={place: role for place, role in corrections.roles.items() if stays(place)},
        settled=frozenset(place for place in corrections.settled if stays(place)),
        columns={place: roles for place, roles in corrections.columns.items() if stays(place)},
    )


def _blocks(reading: Reading) -> Iterator[Block]:
    return reading.source.lines() if reading.source is not None else iter(())


def _preview(corrections: Corrections, parsed: tuple[Parsed, ...], names: Sequence[str]) -> Preview:
    drafts = [each.draft for each in parsed]
    draft = drafts[0] if len(drafts) == 1 else _merge(drafts, names)
    lines = _lines(drafts, draft)
    first_rows: dict[int, int] = {}
    for row, line in enumerate(lines):
        if line.role.node_id is not None:
            first_rows.setdefault(line.role.node_id, row)
    nodes = {node.id: node for node in draft.snapshot.walk()}
    called = {department.id: department.name for department in draft.snapshot.departments}
    outline = Outline.of(draft.snapshot)
    return Preview(
        corrections,
        parsed,
        draft,
        lines,
        outline,
        tuple(entry for entry in outline.walk() if entry.children),
        nodes,
        {line.place: row for row, line in enumerate(lines)},
        first_rows,
        tuple(row for row, line in enumerate(lines) if line.role.question),
        _counts(nodes.values(), len(draft.snapshot.unplaced)),
        tuple(_suggestions(draft.snapshot, lambda id_: lines[first_rows[id_]].place if id_ in first_rows else (0, 0))),
        tuple(NamePair(called[a.department_id], called[a.other_id], a.reason) for a in draft.aliases),
        tuple((file, table) for file, each in enumerate(drafts) for table in each.tables),
        tuple(note for name, each in zip(names, drafts, strict=True) for note in _notes(name, each, len(drafts))),
    )


def _lines(drafts: Sequence[Draft], merged: Draft) -> tuple[Line, ...]:
    """Return the lines by their files, each pointing to where it went in the plan of all."""
    own = [(file, role) for file, each in enumerate(drafts) for role in each.lines]
    if len(drafts) == 1:
        return tuple(Line(file, role) for file, role in own)
    went = (role.node_id for role in merged.lines)
    return tuple(Line(file, replace(role, node_id=id_)) for (file, role), id_ in zip(own, went, strict=True))


def _notes(name: str, draft: Draft, files: int) -> Iterator[str]:
    for note in draft.notes:
        yield note if files == 1 else _("{file}: {note}").format(file=name, note=note)


def _counts(nodes: Collection[Node], unplaced: int) -> tuple[int, int, int, int]:
    sections = sum(node.kind == "section" for node in nodes)
    leads = sum(any(owner.role == LEAD for owner in node.owners) for node in nodes)
    return sections, len(nodes) - sections, leads, unplaced


def _merge(drafts: Sequence[Draft], names: Sequence[str]) -> Draft:
    from planeditor.importing.several import merge_drafts

    return merge_drafts(drafts, names)


def _suggestions(snapshot: Snapshot, place_of: Callable[[int], Place]) -> Iterator[Suggestion]:
    seen: Counter[tuple[Place, str, float | None]] = Counter()
    for node in snapshot.walk():
        for target in node.targets:
            known_by = (place_of(node.id), target.text, target.value)
            yield Suggestion((*known_by, seen[known_by]), target, node.id)
            seen[known_by] += 1


def _is_decided(line: Line, corrections: Corrections) -> bool:
    """What is asked of a line that is already taken for what people said is a question of its own."""
    said = corrections.roles.get(line.place)
    return line.place in corrections.settled or (said is not None and said != line.role.role)


def _without(node: Node, unwanted: set[int]) -> Node:
    """Return the node without some targets; what was part of one of them stands alone."""
    kept = (target for target in node.targets if target.id not in unwanted)
    targets = tuple(replace(t, parent_id=None) if t.parent_id in unwanted else t for t in kept)
    children = tuple(_without(child, unwanted) for child in node.children)
    return replace(node, targets=targets, children=children)


def _merged(snapshot: Snapshot, merged: Mapping[frozenset[str], str]) -> Snapshot:
    """Make one department of each pair: the other name becomes an alias, owners keep the words of the source."""
    into = _survivors(merged)
    by_name = {department.name: department for department in snapshot.departments}
    ids = {by_name[gone].id: by_name[kept].id for gone, kept in into.items() if gone in by_name and kept in by_name}
    if not ids:
        return snapshot
    aliases: dict[int, list[str]] = {}
    for department in snapshot.departments:
        if department.id in ids:
            aliases.setdefault(ids[department.id], []).extend((department.name, *department.aliases))
    departments = tuple(
        replace(
            department,
            aliases=tuple(dict.fromkeys((*department.aliases, *aliases.get(department.id, ())))),
            members=tuple(dict.fromkeys(ids.get(member, member) for member in department.members)),
        )
        for department in snapshot.departments
        if department.id not in ids
    )
    return replace(snapshot, departments=departments, nodes=tuple(_owned(node, ids) for node in snapshot.nodes))


def _survivors(merged: Mapping[frozenset[str], str]) -> dict[str, str]:
    """Return for every name that goes the one that stays, along chains of decisions."""
    into = {name: kept for pair, kept in merged.items() for name in pair if name != kept}
    found: dict[str, str] = {}
    for name in into:
        seen, last = {name}, into[name]
        while last in into and last not in seen:
            seen.add(last)
            last = into[last]
        if last != name:
            found[name] = last
    return {name: kept for name, kept in found.items() if kept not in found}


def _owned(node: Node, ids: Mapping[int, int]) -> Node:
    owners = tuple(
        replace(owner, department_id=ids.get(owner.department_id, owner.department_id)) for owner in node.owners
    )
    return replace(node, owners=owners, children=tuple(_owned(child, ids) for child in node.children))
