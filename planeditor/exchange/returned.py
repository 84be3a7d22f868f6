"""A document that was exported from a plan, revised by others, and comes back.

One rule: only what others changed counts as changed. What left the program is made and read once more in the same
form, so that whatever that form cannot hold, or reads differently, differs on both sides alike and drops out.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from planeditor.errors import Cancelled, EditError, SourceError
from planeditor.exporting import LAYOUTS, Options, export
from planeditor.exporting.selection import chosen, owned_by
from planeditor.i18n import _
from planeditor.importing import ImportOptions
from planeditor.importing.blocks import Block, Source, Table, share
from planeditor.importing.draft import Draft, LineKind
from planeditor.importing.grammar import parse_source
from planeditor.importing.options import Revisions
from planeditor.importing.sources import import_file, read_source
from planeditor.importing.tables.roles import ID_HEADER
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Field, Snapshot
from planeditor.plan.identity import id_text, parse_id
from planeditor.plan.matching import adopt_ids
from planeditor.plan.merging import Difference, Key, Merge, merge
from planeditor.plan.stamp import PART, Stamp
from planeditor.plan.wording import carry_over
from planeditor.store import Document, read_history
from planeditor.store.reader import Reader

Progress = Callable[[float], bool]
HEADER_ROWS = 12
SHOWN = 20  # characters of the line a comment stands at
LISTS_ONLY = ("targets",)
READ_AS_PLANS = (".plan", ".json")
# What a document in prose or a table of tasks can say; figures are the text's, progress has forms of its own.
IN_DOCUMENTS = frozenset(
    {
        "title", "body", "due", "kind", "numbered", "lead", "support", "field", "order.field", "plan.title",
        "plan.doc_number", "plan.issuer", "plan.notice_title", "plan.addressees", "plan.notice", "plan.date",
        "plan.preamble", "plan.closing", "plan.signer",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Returned:
    """What a returned file would change. Without a `base_known` it was compared with the plan as it is now."""

    path: Path
    merge: Merge
    base_known: bool
    notes: tuple[str, ...] = ()

    def take(self, document: Document, accepted: frozenset[Key]) -> ChangeSet:
        """Take the accepted differences over as one undoable step; EditError if the plan changed meanwhile."""
        if document.snapshot() != self.merge.mine:
            raise EditError(_("The plan was changed meanwhile. Read the returned file again."))
        label = _("Take over from {file}").format(file=self.path.name)
        return document.take_over(self.merge.apply(accepted), label)


def read_returned(
    document: Reader, path: Path, *, revisions: Revisions = "accept", options: Options | None = None,
    progress: Progress | None = None,
) -> Returned:  # fmt: skip
    """Compare a returned file with what was exported and with the plan; SourceError if it cannot be read."""
    mine = document.snapshot()
    if path.suffix.lower() in READ_AS_PLANS:
        theirs, stamps = _read_plan(path)
        _refuse_foreign(path, theirs, mine)
        base = next((known for stamp in stamps if (known := document.at(stamp.mark)) is not None), None)
        whole = _completed(theirs, base or mine, stamps[0]) if stamps else theirs
        return Returned(path, merge(base or mine, mine, whole), base is not None, _notes(base))
    choices = ImportOptions(revisions=revisions, targets=False)
    source = read_source(path, choices, progress=share(progress, 0, 0.3))
    stamp = Stamp.read(source.mark)
    if stamp.layout in LISTS_ONLY:
        message = _("“{file}” lists targets only and cannot be read back. Send a table of tasks instead.")
        raise SourceError(message.format(file=path.name))
    base = document.at(stamp.mark)
    draft = parse_source(source, choices, _known_kinds(source, base or mine), progress=share(progress, 0.3, 0.5))
    left = _part_that_left(base or mine, stamp, carried_ids(source, draft).values())
    seen = _as_it_left(base or mine, left, path, stamp, options, share(progress, 0.5, 0.9))
    theirs = adopt_ids(draft.snapshot, [seen, mine], carried_ids(source, draft))
    _refuse_foreign(path, theirs, seen, mine)
    merged = merge(base or mine, mine, _lifted(seen, base or mine, theirs), carried=IN_DOCUMENTS)
    if progress is not None and not progress(1.0):
        raise Cancelled(_("The import was cancelled; nothing was changed."))
    return Returned(path, merged, base is not None, (*_notes(base), *draft.notes, *_comments(source)))


def _notes(base: Snapshot | None) -> tuple[str, ...]:
    if base is not None:
        return ()
    return (_("What was exported could not be found in this plan: the file is compared with the plan as it is now."),)


def _comments(source: Source) -> Iterator[str]:
    """Yield what others wrote in the margin, each with the beginning of the line it stands at."""
    place = ""
    for part in source.parts:
        if not isinstance(part, Block):
            place = ""
        elif part.aside != "comment":
            place = part.text.strip()[:SHOWN] or place
        elif part.text.strip():
            comment = part.text.strip()
            yield _("{comment} (at “{text}”)").format(comment=comment, text=place) if place else comment


def _read_plan(path: Path) -> tuple[Snapshot, list[Stamp]]:
    """Return the plan in a .plan or .json file, and the stamps of its states, the newest first."""
    if path.suffix.lower() == ".plan":
        snapshot, marks = read_history(path)
        return snapshot, [Stamp(mark) for mark in marks]
    snapshot = import_file(path).snapshot
    mark = json.loads(path.read_bytes().decode("utf-8-sig")).get("mark", "")
    return snapshot, [Stamp.read(mark)] if isinstance(mark, str) else []


def _part_that_left(base: Snapshot, stamp: Stamp, ids: Iterable[int]) -> Snapshot | None:
    """Return what of the base the file held, None for all of it.

    A file of chosen rows does not tell which they were: those that are in it. One deleted there is kept here.
    """
    if stamp.owner == PART:
        return chosen(base, frozenset(ids), whole=False)
    known = {id_text(department.id) for department in base.departments}
    return owned_by(base, stamp.owner) if stamp.owner in known else None


def _completed(theirs: Snapshot, base: Snapshot, stamp: Stamp) -> Snapshot:
    """Return the plan of a file that held a part of it, with the rest as it was."""
    left = _part_that_left(base, stamp, [node.id for node in theirs.walk()])
    if left is None:
        return theirs
    changed = merge(left, base, theirs)
    return changed.apply(frozenset(each.key for each in changed.differences))


def _as_it_left(
    base: Snapshot, left: Snapshot | None, path: Path, stamp: Stamp, options: Options | None, progress: Progress | None
) -> Snapshot:
    """Return the part of the base that left as it reads in the file's form, under the base's ids."""
    suffix = path.suffix.lower()
    layouts = LAYOUTS.get(suffix)
    if layouts is None:
        return base  # a form that we do not write: all that differs from the plan counts
    layout = stamp.layout if stamp.layout in layouts else None
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"plan{suffix}"
        choice = replace(options or Options(), mark=stamp.mark)
        export(base, copy, layout=layout, part=left, options=choice, progress=share(progress, 0, 0.5))
        source = read_source(copy, ImportOptions(targets=False), progress=share(progress, 0.5, 0.7))
        choices = ImportOptions(targets=False)
        draft = parse_source(source, choices, _known_kinds(source, base), progress=share(progress, 0.7, 1))
    return adopt_ids(draft.snapshot, [base], carried_ids(source, draft))


def _lifted(seen: Snapshot, base: Snapshot, theirs: Snapshot) -> Snapshot:
    """Return the base with what others changed in the form it had, so that it can be compared with the plan."""
    changed = merge(seen, base, theirs, carried=IN_DOCUMENTS)
    differences = tuple(map(_in_our_words, changed.differences))
    return replace(changed, differences=differences).apply(frozenset(each.key for each in differences))


def _in_our_words(difference: Difference) -> Difference:
    """Return a difference of texts without what only the form made different, such as its punctuation."""
    texts = (difference.mine, difference.before, difference.after)
    if all(isinstance(text, str) for text in texts):
        return replace(difference, after=carry_over(*texts))
    if all(isinstance(field, Field) for field in texts):
        text = carry_over(*(field.text for field in texts))
        return replace(difference, after=replace(difference.after, text=text, label=difference.mine.label))
    return difference


def carried_ids(source: Source, draft: Draft) -> dict[int, int]:
    """Return the ids that a document carries: of the nodes of its draft, those they had in the plan."""
    found: dict[int, int] = {}
    anchors = {**_table_ids(source), **source.anchors}
    for line in draft.lines:
        anchor = anchors.get(line.number, "")
        if line.node_id is not None and anchor and line.role in ("section", "item"):
            try:
                found.setdefault(line.node_id, parse_id(anchor))
            except ValueError:
                continue  # someone else's bookmark
    return found


def _known_kinds(source: Source, base: Snapshot) -> dict[int, LineKind]:
    """Return what the lines are that carry ids: a list stays one though some of its items were taken out."""
    kinds = {id_text(node.id): node.kind for node in base.walk()}
    return {line: kinds[anchor] for line, anchor in source.anchors.items() if anchor in kinds}


def _table_ids(source: Source) -> dict[int, str]:
    """Return the ids in the hidden columns of tables, by line."""
    found: dict[int, str] = {}
    for part in source.parts:
        if isinstance(part, Table):
            head = part.rows[:HEADER_ROWS]
            for column in {column for row in head for column, cell in enumerate(row) if cell == ID_HEADER}:
                found |= {line: row[column] for line, row in enumerate(part.rows, part.line) if row[column]}
    return found


def _refuse_foreign(path: Path, theirs: Snapshot, *ours: Snapshot) -> None:
    """Raise SourceError for a file that has nothing in common with the plan: it is another plan's."""
    known = {node.id for snapshot in ours for node in snapshot.walk()}
    if known and not any(node.id in known for node in theirs.walk()):
        message = _("“{file}” has nothing in common with this plan. Import it instead, if it belongs here.")
        raise SourceError(message.format(file=path.name))
