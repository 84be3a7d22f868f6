"""Collecting answers: what every department changed, what of it meets, and taking it over in one step.

One rule: an answer is compared with what was handed out, the last file that says something counts, and nobody's words
are taken over another's unasked; so the result is the same in whatever order the files come, and however often.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from planeditor.errors import Cancelled, EditError, SourceError
from planeditor.exchange.arrivals import Refused, find_files
from planeditor.exchange.overlay import Overlay
from planeditor.exchange.receipts import Kept, key_text, note_text, read_kept
from planeditor.exchange.returns import Bases, Returned, part_sent, read_returns
from planeditor.exporting.selection import chosen
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.difference_texts import shown_differences, with_silent
from planeditor.plan.entities import Handout, Progress, Receipt, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.merging import EXISTENCE, PLACE, PLAN, Difference, Key, Merge, merge
from planeditor.plan.numbering import snapshot_numbers
from planeditor.store import Document
from planeditor.store.reader import Reader
from planeditor.store.store import now

Told = Callable[[float], bool]
Choice = tuple[int, Key]  # a hand-out, and one thing that its department changed
_REPORTED = frozenset(("progress", "evidence"))  # what a hand-out for progress asks for
_READING = 0.7  # share of the work
_NAMED = 20  # files


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a department changed. `others` name those who changed the same otherwise; `asks` waits for people.

    What is neither a conflict nor asks is certain.
    """

    handout_id: int
    sender: str
    file: str
    difference: Difference
    others: tuple[str, ...] = ()
    asks: bool = False

    @property
    def choice(self) -> Choice:
        """Return what names the change."""
        return self.handout_id, self.difference.key

    @property
    def is_certain(self) -> bool:
        """Tell whether it can be taken without asking."""
        return self.difference.change != "conflict" and not self.asks


@dataclass(frozen=True, slots=True)
class Part:
    """What one hand-out's answers say together."""

    handout: Handout
    merge: Merge  # of the department's items alone
    whole: Snapshot  # all of the plan as it was handed out
    files: tuple[Returned, ...]
    is_registered: bool


@dataclass(frozen=True, slots=True)
class Collected:
    """What files that came back would change in the plan as it is, `mine`."""

    mine: Snapshot
    parts: tuple[Part, ...]
    changes: tuple[Change, ...]
    notes: tuple[tuple[str, str], ...] = ()  # file, sentence
    refused: tuple[Refused, ...] = ()

    @property
    def certain(self) -> frozenset[Choice]:
        """Return what can be taken without asking."""
        return frozenset(change.choice for change in self.changes if change.is_certain)

    def apply(self, accepted: Collection[Choice]) -> Snapshot:
        """Return our plan with the accepted changes."""
        result = Overlay(self.mine)
        for part in self.parts:
            keys = with_silent(part.merge, {key for handout_id, key in accepted if handout_id == part.handout.id})
            if any(_moves(key) for key in keys):
                whole = replace(part.merge, base=part.whole, mine=result.snapshot())
                result = Overlay(whole.apply(keys))
            elif keys:
                result.put(replace(part.merge, mine=result.over(part.merge.mine)).apply(keys))
        return result.snapshot()

    def take(self, document: Document, accepted: Collection[Choice], decided: Collection[Choice]) -> ChangeSet:
        """Take the accepted changes over and enter the files into the register, as one undoable step.

        What is not `decided` is asked again whenever these files are collected. EditError if the plan changed.
        """
        if document.snapshot() != self.mine:
            raise EditError(_("The plan was changed meanwhile. Collect the files again."))
        with document.step(_("Collect answers")) as step:
            document.take_over(self.apply(accepted), _("Collect answers"))
            for part in self.parts:
                _enter(document, part, {key for handout_id, key in decided if handout_id == part.handout.id})
        return step.change_set


def collect(reader: Reader, paths: Sequence[Path], progress: Told | None = None) -> Collected:
    """Compare files that came back, or all in folders, with what was handed out and with the plan as it is.

    Cancelled if `progress` says so. A file that is no answer is among the refused, with a sentence.
    """
    mine = reader.snapshot()
    told = None if progress is None else lambda part: progress(part * _READING)
    files, others = find_files(paths, told)
    if not files:
        message = _("There is no form in “{name}”. Choose the folder with the files that came back.")
        raise SourceError(message.format(name=paths[0].name if paths else ""))
    returned, refused, bases = read_returns(reader, files, mine, told)
    collected = collect_returns(returned, bases, refused, progress)
    return replace(collected, notes=(*collected.notes, *_left_out(others)))


def _left_out(others: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Yield which files of a folder were not looked into, in one sentence."""
    if others:
        names = "、".join(path.name for path in others[:_NAMED])
        text = ngettext("{count} other file was left out: {names}", "{count} other files were left out: {names}",
                        len(others))  # fmt: skip
        more = "…" if len(others) > _NAMED else ""
        yield others[0].parent.name, text.format(count=len(others), names=names + more)


def collect_returns(
    returned: Iterable[Returned], bases: Bases, refused: Sequence[Refused] = (), progress: Told | None = None
) -> Collected:
    """Compare what files say with what was handed out and with the plan as it is."""
    mine = bases.mine
    grouped = _grouped(returned, mine)
    parts = []
    for number, (handout, files) in enumerate(grouped):
        if progress is not None and not progress(_READING + (1 - _READING) * number / len(grouped)):
            raise Cancelled(_("Cancelled; nothing was changed."))
        part = _Answers(handout, files, bases).part()
        if part is not None:
            parts.append(part)
    notes = [(file.path.name, note) for _handout, files in grouped for file in files for note in file.notes]
    notes += [(file.path.name, note) for _handout, files in grouped for file, note in _repeats(files)]
    changes = tuple(_changes(parts, bases))
    return Collected(mine, tuple(parts), changes, tuple(notes), tuple(refused))


def _grouped(returned: Iterable[Returned], mine: Snapshot) -> list[tuple[Handout, list[Returned]]]:
    """Return the files by hand-out, in the register's order; hand-outs with open questions are among them."""
    by_handout: dict[int, tuple[Handout, list[Returned]]] = {
        handout.id: (handout, [])
        for handout in mine.handouts
        if any(kept.open for receipt in handout.receipts if (kept := read_kept(receipt)))
    }
    for file in returned:
        by_handout.setdefault(file.handout.id, (file.handout, []))[1].append(file)
    places = {handout.id: place for place, handout in enumerate(mine.handouts)}
    grouped = sorted(by_handout.values(), key=lambda each: (places.get(each[0].id, len(places)), each[0].id))
    return [(handout, sorted(files, key=lambda file: (file.saved, file.sha256))) for handout, files in grouped]


def _repeats(files: Sequence[Returned]) -> Iterator[tuple[Returned, str]]:
    """Yield what people must know of several files from one department."""
    known = {receipt.sha256 for file in files for receipt in file.handout.receipts}
    for place, file in enumerate(files):
        if file.sha256 in known:
            yield file, _("This file was collected before; only what was left open is shown again.")
        elif place + 1 < len(files):
            text = _("“{other}” is newer; where both say something, the newer one counts.")
            yield file, text.format(other=files[-1].path.name)


# one hand-out's answers


@dataclass(slots=True)
class _Answers:
    """All that came back for a hand-out: what was collected before, and what is new."""

    handout: Handout
    files: Sequence[Returned]
    bases: Bases
    kept: list[tuple[Kept, Snapshot]] = field(default_factory=list)

    def part(self) -> Part | None:
        """Return what they say together, None where nothing can be told."""
        for receipt in self.handout.receipts:
            kept = read_kept(receipt)
            version = self.bases.version(kept.version_id) if kept is not None else None
            if kept is not None and version is not None:
                self.kept.append((kept, version))
        base = self._base()
        if base is None:
            return None
        theirs = _latest(base, self._versions())
        ids = {node.id for snapshot in (base, theirs) for node in snapshot.walk()}
        mine = chosen(self.bases.mine, ids, whole=False)
        carried = None if self.handout.form == "plan" else _CARRIED[self.handout.purpose]
        settled = self._settled(base)
        merged = merge(settled, mine, theirs, carried=carried)
        whole = self.bases.version(self.handout.version_id) or self.bases.mine
        known = all(file.is_registered for file in self.files)
        return Part(self.handout, _by_fields(merged), whole, tuple(self.files), known)

    def _base(self) -> Snapshot | None:
        if self.files:
            return self.files[0].base
        version = self.bases.version(self.handout.version_id)
        return part_sent(version, self.handout, self.bases) if version is not None and self.kept else None

    def _versions(self) -> list[tuple[str, str, Snapshot]]:
        known = {kept.sha256 for kept, _snapshot in self.kept}
        old = [(kept.saved, kept.sha256, snapshot) for kept, snapshot in self.kept]
        new = [(file.saved, file.sha256, file.theirs) for file in self.files if file.sha256 not in known]
        return sorted([*old, *new], key=lambda each: each[:2])

    def _settled(self, base: Snapshot) -> Snapshot:
        """Return the base with all that was decided of earlier answers."""
        result = base
        for kept, snapshot in sorted(self.kept, key=lambda each: (each[0].saved, each[0].sha256)):
            changed = merge(base, result, snapshot)
            keys = {each.key for each in changed.differences if key_text(each.key) not in kept.open}
            result = changed.apply(keys)
        return result


_CARRIED = {
    "progress": frozenset(("progress",)),
    "draft": frozenset(("title", "body", "due", "lead", "support", "field", "order.field")),
}


def _latest(base: Snapshot, versions: Sequence[tuple[str, str, Snapshot]]) -> Snapshot:
    """Return what all versions say together: of two that changed the same the later, of an entry field by field."""
    result = base
    for _saved, _sha256, snapshot in versions:
        changed = merge(base, result, snapshot)
        differences = tuple(map(_completed, changed.differences))
        result = replace(changed, differences=differences).apply({each.key for each in differences})
    return result


def _completed(difference: Difference) -> Difference:
    """Return a difference of entries with what only the earlier one says."""
    old, new = difference.mine, difference.after
    if not isinstance(old, Progress) or not isinstance(new, Progress):
        return difference
    names = ("status", "percent", "value", "narrative", "problem", "next_step", "evidence")
    left = {name: getattr(old, name) for name in names if getattr(new, name) in ("", None)}
    return replace(difference, after=replace(new, **left))


def _by_fields(merged: Merge) -> Merge:
    """Return the comparison with entries compared field by field: edits that do not meet are no conflict."""
    return replace(merged, differences=tuple(filter(None, map(_field_by_field, merged.differences))))


def _field_by_field(difference: Difference) -> Difference | None:
    before, mine, after = difference.before, difference.mine, difference.after
    if not (isinstance(before, Progress) and isinstance(mine, Progress) and isinstance(after, Progress)):
        return difference
    result, meets = mine, False
    for name in Progress.__slots__:
        old, ours, theirs = (getattr(each, name) for each in (before, mine, after))
        if theirs not in (old, ours):
            meets = meets or ours != old
            changed: dict[str, object] = {name: theirs}
            result = replace(result, **changed)  # type: ignore[arg-type]
    if result == mine:
        return None
    return replace(difference, after=result, change="conflict" if meets else "edited")


# all of them


def _changes(parts: Sequence[Part], bases: Bases) -> Iterator[Change]:
    numbers = snapshot_numbers(bases.mine)
    changes = [
        Change(part.handout.id, _sender(part, bases.mine), _file(part), _named(each, numbers), asks=_asks(part, each))
        for part in parts
        for each in shown_differences(part.merge)
    ]
    by_key: dict[Key, list[Change]] = {}
    touched: dict[int, set[str]] = {}
    for change in changes:
        by_key.setdefault(change.difference.key, []).append(change)
        touched.setdefault(change.difference.key.node_id, set()).add(change.sender)
    places = {node.id: place for place, node in enumerate(bases.mine.walk())}
    for change in sorted(changes, key=lambda change: _place(change.difference.key, places)):
        yield _met(change, by_key[change.difference.key], touched[change.difference.key.node_id])


def _moves(key: Key) -> bool:
    """Tell whether taking a change over needs the whole plan: what comes, goes or moves, or belongs to the plan."""
    return key.aspect in (EXISTENCE, PLACE, "department") or key.node_id == PLAN


def _place(key: Key, places: Mapping[int, int]) -> tuple[int, str, int]:
    """Return by what changes are ordered: the plan's order, and what is about the same thing side by side."""
    return places.get(key.node_id, len(places)), key.aspect, key.part


def _sender(part: Part, mine: Snapshot) -> str:
    names = (each.name for each in mine.departments if each.id == part.handout.department_id)
    return next(names, part.handout.name)


def _file(part: Part) -> str:
    names = [file.path.name for file in part.files] or [receipt.name for receipt in part.handout.receipts]
    return names[-1] if names else ""


def _named(difference: Difference, numbers: dict[int, str]) -> Difference:
    return replace(difference, number=numbers.get(difference.key.node_id, ""))


def _asks(part: Part, difference: Difference) -> bool:
    """Tell whether people are asked: of what came, went or was emptied, and what the hand-out did not ask for."""
    emptied = difference.before not in ("", None, ()) and difference.after in ("", None, ())
    if difference.key.aspect in (EXISTENCE, PLACE) or emptied:
        return True
    return part.handout.purpose == "progress" and difference.key.aspect not in _REPORTED


def _met(change: Change, same: Sequence[Change], touched: Collection[str]) -> Change:
    """Return a change as a conflict if someone else changed the same otherwise, or what is to be deleted."""
    difference = change.difference
    if difference.key.aspect == EXISTENCE:
        others = sorted({*touched} - {change.sender}) if difference.after is None else []
    else:
        others = sorted({each.sender for each in same if each.difference.after != difference.after} - {change.sender})
    if not others:
        return change
    return replace(change, others=tuple(others), difference=replace(difference, change="conflict"))


# the register


def _enter(document: Document, part: Part, decided: Collection[Key]) -> None:
    if not part.is_registered and part.handout.id not in {each.id for each in document.handouts()}:
        document.enter_handout(part.handout)
    open_keys = frozenset(key_text(each.key) for each in shown_differences(part.merge) if each.key not in decided)
    known = {receipt.sha256: receipt for receipt in part.handout.receipts}
    for receipt in part.handout.receipts:
        kept = read_kept(receipt)
        if kept is not None and kept.open - open_keys:
            document.change_receipt(receipt.id, note_text(replace(kept, open=kept.open & open_keys)))
    for file in part.files:
        if file.sha256 not in known:
            version_id = document.keep_answer(file.path.name, file.theirs)
            own = {key_text(each.key) for each in merge(file.base, file.base, file.theirs).differences}
            note = note_text(Kept(file.sha256, file.saved, version_id, open_keys & own))
            receipt = Receipt(new_id(), file.path.name, file.sha256, now(), document.store.author, note)
            document.enter_receipt(part.handout.id, receipt)
