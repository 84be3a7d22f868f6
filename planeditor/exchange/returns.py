"""Answers that came back: finding the hand-out of each and what was handed out, and what the department wants.

One rule: every file ends as an answer to one hand-out, or as one sentence that says why it is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planeditor.errors import EditError, SourceError
from planeditor.exchange.arrivals import Arrived, Progress, Refused, read_all
from planeditor.exchange.handing import HANDOUT
from planeditor.exchange.handout_draft import with_drafts
from planeditor.exchange.handout_progress import with_progress
from planeditor.exchange.handout_rows import NAMING, sort_rows
from planeditor.exchange.handout_sheet import FoundRow, HandoutSheet, KeptRow, read_sheet
from planeditor.exporting.handout_form import Form, make_form, section_names
from planeditor.exporting.selection import chosen, owned_by
from planeditor.i18n import _
from planeditor.importing.blocks import Source
from planeditor.plan.entities import Handout, HandoutForm, Purpose, Snapshot
from planeditor.plan.handing import as_sent, newest_first
from planeditor.plan.identity import id_text, parse_id
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.stamp import Stamp
from planeditor.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file says: `base` is the part of the plan that was handed out, `theirs` what became of it."""

    path: Path
    sha256: str
    saved: str  # UTC in ISO form
    handout: Handout
    base: Snapshot
    theirs: Snapshot
    notes: tuple[str, ...] = ()
    is_registered: bool = True


@dataclass(slots=True)
class Bases:
    """The states of the plan that were handed out, each read once."""

    reader: Reader
    mine: Snapshot
    _versions: dict[int, Snapshot | None] = field(default_factory=dict)
    _numbers: dict[int, Mapping[int, str]] = field(default_factory=dict)

    def version(self, version_id: int | None) -> Snapshot | None:
        """Return a kept version, None where it is gone."""
        if version_id is None:
            return None
        if version_id not in self._versions:
            try:
                self._versions[version_id] = self.reader.version(version_id)
            except EditError:
                self._versions[version_id] = None
        return self._versions[version_id]

    def form(self, snapshot: Snapshot, handout: Handout) -> Form:
        """Return the form that a hand-out has in a state of the plan."""
        asked = handout if snapshot is self.mine else as_sent(handout, snapshot)
        return make_form(snapshot, asked, self.numbers(snapshot))

    def numbers(self, snapshot: Snapshot) -> Mapping[int, str]:
        """Return the numbers of a state of the plan."""
        if id(snapshot) not in self._numbers:
            self._numbers[id(snapshot)] = snapshot_numbers(snapshot)
        return self._numbers[id(snapshot)]


def read_returns(
    reader: Reader, paths: Sequence[Path], mine: Snapshot, progress: Progress | None = None
) -> tuple[list[Returned], list[Refused], Bases]:
    """Read files that came back; one that was given twice is read once. Cancelled if `progress` says so."""
    bases = Bases(reader, mine)
    returned: list[Returned] = []
    refused: list[Refused] = []
    seen: dict[str, Path] = {}
    for path, content in read_all(paths, progress):
        if isinstance(content, Refused):
            refused.append(content)
        elif content.sha256 in seen:
            text = _("The same file as “{other}”; it was read once.")
            refused.append(Refused(path, text.format(other=seen[content.sha256].name), is_repeated=True))
        else:
            seen[content.sha256] = path
            try:
                returned.append(read_answer(content, bases))
            except SourceError as error:
                refused.append(Refused(path, str(error)))
    return returned, refused, bases


# finding the hand-out


def _handout_of(facts: Mapping[str, Any], handout_id: int, path: Path, mine: Snapshot) -> tuple[Handout, bool]:
    """Return the hand-out that a file answers, and whether the register knows it; SourceError if there is none."""
    known = {each.id: each for each in mine.handouts}
    if handout_id in known:
        return known[handout_id], True
    if not handout_id or facts.get("purpose") not in ("progress", "draft"):
        message = _("“{file}” does not say which hand-out it answers. Ask for the file that was sent, filled in.")
        raise SourceError(message.format(file=path.name))
    name, period, time, due, contact, note = (
        str(facts.get(key, "")) for key in ("name", "period", "time", "due", "contact", "note")
    )
    purpose: Purpose = "draft" if facts["purpose"] == "draft" else "progress"
    form: HandoutForm = "plan" if path.suffix.lower() == ".plan" else "xlsx"
    department = _department(facts, mine)
    return Handout(handout_id, department, name, purpose, form, period, time, due, contact, note), False


def _department(facts: Mapping[str, Any], mine: Snapshot) -> int:
    try:
        wanted = parse_id(str(facts.get("department", "")))
    except ValueError:
        wanted = 0
    if any(each.id == wanted for each in mine.departments):
        return wanted
    named = (each.id for each in mine.departments if facts.get("name") in (each.name, *each.aliases))
    return next(named, wanted)


def _foreign(path: Path, facts: Mapping[str, Any]) -> SourceError:
    title = "".join(str(facts.get("title", "")).split("\n"))
    if title:
        message = _("“{file}” was handed out from another plan, “{title}”; collect it there.")
    else:
        message = _("“{file}” has nothing in common with this plan; collect it where it was handed out.")
    return SourceError(message.format(file=path.name, title=title))


def read_answer(arrived: Arrived, bases: Bases) -> Returned:
    """Return what a file that was read says; SourceError if it answers nothing here."""
    return _read_plan(arrived, bases) if arrived.source is None else _read_form(arrived, bases)


# workbooks


def _read_form(content: Arrived, bases: Bases) -> Returned:
    source, path, mine = content.source, content.path, bases.mine
    assert source is not None
    sheet = read_sheet(source, {})
    stamp = Stamp.read(source.mark)
    if not sheet.handout_id and stamp.layout == HANDOUT:
        sheet.handout_id = _id(stamp.owner)
    handout, is_known = _handout_of(sheet.facts, sheet.handout_id, path, mine)
    version = bases.version(handout.version_id)
    if not sheet.kept and version is not None:
        sheet = _reread(source, bases.form(version, handout), sheet)
    _check_whole(sheet, path)
    ids = {row.node_id for row in sheet.kept.values() if row.kind != "new"}
    whole = version if version is not None else mine
    if not any(node.id in ids for node in mine.walk()) and not any(node.id in ids for node in whole.walk()):
        raise _foreign(path, sheet.facts)
    base = chosen(whole, ids, whole=False)
    notes = [*_about(handout, is_known, mine), *_gone(sheet, base)]
    if version is None:
        base = _as_sent(base, handout, sheet, bases)
    theirs, told = _filled(base, handout, sheet, content.saved, section_names(whole, bases.numbers(whole)))
    notes += [*sheet.notes, *told]
    return Returned(path, content.sha256, content.saved, handout, base, theirs, tuple(notes), is_known)


def _id(text: str) -> int:
    try:
        return parse_id(text)
    except ValueError:
        return 0


def _check_whole(sheet: HandoutSheet, path: Path) -> None:
    if not sheet.kept:
        message = _("“{file}” lost what it said when it was sent. Ask for the file that was sent, filled in.")
        raise SourceError(message.format(file=path.name))
    if not sheet.rows:
        message = _("“{file}” has no form in it any more. Ask for the file that was sent, filled in.")
        raise SourceError(message.format(file=path.name))


def _reread(source: Source, form: Form, before: HandoutSheet) -> HandoutSheet:
    """Read a form whose hidden copy is gone beside the one that the register leads to."""
    columns = {column.key: column.header for column in form.columns}
    sheet = read_sheet(source, columns)
    sheet.handout_id, sheet.facts = before.handout_id, {**before.facts, "columns": columns, "name": form.department}
    sheet.kept = kept_rows(form)
    return sheet


def kept_rows(form: Form) -> dict[int, KeptRow]:
    """Return the rows of a form as a returned file holds them."""
    return {row.id: KeptRow(row.id, row.kind, row.node_id, row.texts, row.weight) for row in form.rows}


def _filled(
    base: Snapshot, handout: Handout, sheet: HandoutSheet, saved: str, sections: Mapping[str, int]
) -> tuple[Snapshot, list[str]]:
    rows = sort_rows(sheet, handout.purpose)
    notes = [*rows.notes, *_lost_columns(sheet, handout)]
    if handout.purpose == "progress":
        name = str(sheet.facts.get("name") or handout.name)
        theirs, told = with_progress(base, handout, name, sheet, rows, saved)
    else:
        theirs, told = with_drafts(base, handout, sheet, rows, sections)
    return theirs, notes + told


def _as_sent(base: Snapshot, handout: Handout, sheet: HandoutSheet, bases: Bases) -> Snapshot:
    """Return the plan's part as it was when the file left, from the copy that the file holds of it."""
    if handout.purpose == "progress":
        return base
    now = kept_rows(bases.form(bases.mine, handout))
    kept = {i: now[i] for i in sheet.kept if i in now}
    rows = [FoundRow(0, i, {key: sheet.kept[i].texts.get(key, "") for key in now[i].texts}) for i in kept]
    then = HandoutSheet(handout.id, sheet.facts, kept, rows)
    return with_drafts(base, handout, then, sort_rows(then, "draft"), {})[0]


def _about(handout: Handout, is_known: bool, mine: Snapshot) -> Iterator[str]:
    """Yield what people must know of the hand-out itself."""
    if not is_known:
        yield _("The register did not know this hand-out; it was entered.")
    later = newest_first([each for each in mine.handouts if each.department_id == handout.department_id])
    same = [each for each in later if each.purpose == handout.purpose and each.time > handout.time]
    if is_known and same:
        text = _("It answers an older hand-out, of {day}; a newer one went out on {other}.")
        yield text.format(day=handout.time[:10], other=same[0].time[:10])


def _gone(sheet: HandoutSheet, base: Snapshot) -> Iterator[str]:
    """Yield which rows are about items that the plan never had, as far as it can be told."""
    present = {node.id for node in base.walk()}
    gone = [row for row in sheet.kept.values() if row.kind == "item" and row.node_id not in present]
    for row in gone:
        text = _("“{task}” is no longer in the plan, and what it was is not known; its row was not taken.")
        yield text.format(task=row.texts.get("task") or row.texts.get("title", ""))


def _lost_columns(sheet: HandoutSheet, handout: Handout) -> Iterator[str]:
    """Yield the columns that were to be filled and are gone."""
    for key, header in dict(sheet.facts.get("columns") or {}).items():
        if key not in sheet.columns and (key in ("status", "narrative", "percent", "value", NAMING[handout.purpose])):
            yield _("The column “{column}” is gone from the form.").format(column=header)


# excerpts


def _read_plan(content: Arrived, bases: Bases) -> Returned:
    path, mine, plan = content.path, bases.mine, content.plan
    assert plan is not None
    if not content.facts:
        message = _("“{file}” answers no hand-out. Read it back by itself to compare it with the plan.")
        raise SourceError(message.format(file=path.name))
    handout, is_known = _handout_of(content.facts, _id(str(content.facts.get("handout", ""))), path, mine)
    version = bases.version(handout.version_id)
    if version is None:
        message = _("What was handed out with “{file}” is not in this plan. Read it back by itself to compare it.")
        raise SourceError(message.format(file=path.name))
    base = part_sent(version, handout, bases)
    if not any(node.id == other.id for node in base.walk() for other in plan.walk()):
        raise _foreign(path, {"title": plan.plan.title})
    theirs = replace(plan, plan=replace(plan.plan, id=base.plan.id), unplaced=(), handouts=())
    notes = tuple(_about(handout, is_known, mine))
    return Returned(path, content.sha256, content.saved, handout, base, theirs, notes, is_known)


def part_sent(version: Snapshot, handout: Handout, bases: Bases) -> Snapshot:
    """Return the part of the plan that was handed out, of the state that it was made from."""
    if handout.form == "plan":
        return replace(owned_by(version, id_text(as_sent(handout, version).department_id)), unplaced=())
    ids = {row.node_id for row in bases.form(version, handout).rows if row.kind != "new"}
    return chosen(version, ids, whole=False)
