"""Handing work out: one file for each department, and an entry in the register for each.

One rule: the files are written first and the register after them, so that nothing counts as sent that is not there.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planeditor.errors import Cancelled, OutputError, UsageError
from planeditor.exporting.content import Content
from planeditor.exporting.handout_form import PURPOSES, make_form
from planeditor.exporting.options import Options, options_from
from planeditor.exporting.output import output_error, write_whole
from planeditor.exporting.selection import owned_by
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Handout, HandoutForm, Purpose, Snapshot
from planeditor.plan.handing import duty_counts, period_words
from planeditor.plan.identity import id_text, new_id
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.stamp import Stamp
from planeditor.store import Document, create_plan
from planeditor.store.reader import Reader
from planeditor.store.store import now
from planeditor.store.versions import ORIGIN, pack

Progress = Callable[[float], bool]
HANDOUT = "handout"  # the layout that a stamp names, and the setting of an excerpt that tells what it is
_FORBIDDEN = str.maketrans('\\/:*?"<>|\n\t', "＼／：＊？＂＜＞｜  ")
_LONGEST_NAME = 80  # characters


@dataclass(frozen=True, slots=True)
class HandoutOrder:
    """What is to be handed out: to which departments (ids), for what, as what, until when (ISO date), into a folder."""

    departments: tuple[int, ...]
    folder: Path
    purpose: Purpose = "progress"
    form: HandoutForm = "xlsx"
    period: str = ""
    due: str = ""
    contact: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One file that was written."""

    handout: Handout
    path: Path
    lead: int
    support: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """Files that were written and are to be registered, with the packed plan that they were made from."""

    files: tuple[HandedOut, ...]
    packed: tuple[str, ...]

    def register(self, document: Document) -> ChangeSet:
        """Enter all of it into the register, as one step."""
        return document.register_handouts([file.handout for file in self.files], self.packed)


def prepare_handouts(
    reader: Reader, order: HandoutOrder, *, force: bool = False, progress: Progress | None = None
) -> Prepared:
    """Write a file for each department; UsageError if one has no items, OutputError if a file exists (no `force`).

    If anything fails, or is cancelled, the files written before are removed.
    """
    snapshot = reader.snapshot()
    handouts = _handouts(snapshot, order)
    paths = [order.folder / file_name(snapshot, handout) for handout in handouts]
    existed = {path for path in paths if path.exists()}
    _make_room(order.folder, () if force else existed)
    writing = _Writing(snapshot, snapshot_numbers(snapshot), options_from(reader.settings(), reader.mark()))
    done: list[HandedOut] = []
    try:
        for number, (handout, path) in enumerate(zip(handouts, paths, strict=True)):
            done.append(writing.write(handout, path, force=force))
            if progress is not None and not progress((number + 1) / (len(handouts) + 1)):
                raise Cancelled(_("Cancelled; nothing was handed out."))
        return Prepared(tuple(done), tuple(pack(snapshot)))
    except BaseException:
        for file in done:
            if file.path not in existed:
                file.path.unlink(missing_ok=True)
        raise


def hand_out(
    document: Document, order: HandoutOrder, *, force: bool = False, progress: Progress | None = None
) -> tuple[HandedOut, ...]:
    """Write a file for each department and enter it into the register."""
    prepared = prepare_handouts(document, order, force=force, progress=progress)
    prepared.register(document)
    return prepared.files


def _handouts(snapshot: Snapshot, order: HandoutOrder) -> list[Handout]:
    names = {each.id: each.name for each in snapshot.departments}
    counts = duty_counts(snapshot)
    idle = [names.get(i, "") for i in order.departments if i not in counts]
    if idle or not order.departments:
        message = _("These departments have no items of their own in the plan: {names}")
        raise UsageError(message.format(names="、".join(idle) or _("none chosen")))
    time = now()
    return [
        Handout(
            new_id(), i, names[i], order.purpose, order.form, order.period, time, order.due, order.contact, order.note
        )
        for i in order.departments
    ]


def file_name(snapshot: Snapshot, handout: Handout) -> str:
    """Return the name of a hand-out's file: 基教科-2020年上半年进展填报表.xlsx."""
    period = period_words(handout.period) or (f"{snapshot.plan.year}年" if snapshot.plan.year else "")
    name = f"{handout.name}-{period}{PURPOSES[handout.purpose]}".translate(_FORBIDDEN).strip(" .")
    return f"{name[:_LONGEST_NAME]}.{handout.form}"


def taken_names(snapshot: Snapshot, order: HandoutOrder) -> list[str]:
    """Return which of the files that an order would write are there already."""
    names = [file_name(snapshot, handout) for handout in _handouts(snapshot, order)]
    return [name for name in names if (order.folder / name).exists()]


def _make_room(folder: Path, existing: Collection[Path]) -> None:
    if existing:
        raise OutputError(_("“{file}” exists already and was left as it is.").format(file=min(existing).name))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(folder, error) from error


@dataclass(frozen=True, slots=True)
class _Writing:
    """What all files of a hand-out share."""

    snapshot: Snapshot
    numbers: Mapping[int, str]
    options: Options

    def write(self, handout: Handout, path: Path, *, force: bool) -> HandedOut:
        """Write one file."""
        form = make_form(self.snapshot, handout, self.numbers)
        if handout.form == "plan":
            self._write_excerpt(handout, path, force=force)
        else:
            from planeditor.exporting.excel.handout import write_handout

            stamp = Stamp(self.options.mark, HANDOUT, id_text(handout.id))
            content = Content(replace(self.snapshot, nodes=()), {}, replace(self.options, mark=stamp.text))
            write_whole(path, lambda file: write_handout(content, form, file), force=force)
        return HandedOut(handout, path, *form.counts)

    def _write_excerpt(self, handout: Handout, path: Path, *, force: bool) -> None:
        part = replace(owned_by(self.snapshot, id_text(handout.department_id)), unplaced=())
        facts = json.dumps(handout_facts(handout), ensure_ascii=False)
        create_plan(path, part, force=force, settings={ORIGIN: self.options.mark, HANDOUT: facts})


def handout_facts(handout: Handout) -> dict[str, str]:
    """Return what a file says of its hand-out."""
    return {
        "handout": id_text(handout.id),
        "department": id_text(handout.department_id),
        **{name: getattr(handout, name) for name in ("name", "purpose", "period", "time", "due", "contact", "note")},
    }


def departments_with_items(snapshot: Snapshot) -> Sequence[int]:
    """Return the departments that something can be handed out to, in the order of the registry."""
    return tuple(duty_counts(snapshot))
