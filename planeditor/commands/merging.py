"""`compare` and `update`: two plans beside each other, and a revised document back into its plan."""

import argparse
import json
import sys
from collections.abc import Callable, Collection
from pathlib import Path

from planeditor.errors import OutputError
from planeditor.exchange.reporting import as_lines, as_row
from planeditor.exchange.returned import Returned, read_returned
from planeditor.i18n import _, ngettext
from planeditor.plan.entities import Snapshot
from planeditor.plan.matching import adopt_ids
from planeditor.plan.merging import Difference, Merge, compare
from planeditor.store import Document, open_document, read_plan

DONE, PROBLEMS = 0, 1
Progress = Callable[[float], bool]


def run_compare(parsed: argparse.Namespace) -> int:
    """Print what B has that A has not; 1 if they differ."""
    first, second = _read(parsed.first), _read(parsed.second)
    if parsed.second.suffix.lower() != ".plan" or not _share_ids(first, second):
        second = adopt_ids(second, [first], {})
    merged = compare(first, second)
    if parsed.format == "docx":
        from planeditor.exporting.comparison import write_comparison

        write_comparison(merged, sys.stdout.buffer, title=f"{parsed.first.stem} → {parsed.second.stem}")
    else:
        _print(merged, parsed.format)
    return PROBLEMS if merged.differences else DONE


def run_update(parsed: argparse.Namespace, progress: Progress | None, say: Callable[[str], None]) -> int:
    """Take what others changed over into the plan, conflicts left as they are; 1 if there are any."""
    document = open_document(parsed.plan)
    try:
        if document.read_only and not parsed.dry_run:
            message = _("“{file}” is open elsewhere. Close it there and try again.")
            raise OutputError(message.format(file=parsed.plan.name))
        returned = read_returned(document, parsed.returned, revisions=parsed.revisions, progress=progress)
        _print(returned.merge, parsed.format)
        conflicts = len(returned.merge.differences) - len(returned.merge.certain())
        if not parsed.dry_run:
            _take(document, returned)
        _say_what_was_done(returned, conflicts, parsed, say)
        return PROBLEMS if conflicts else DONE
    finally:
        document.close(discard=True)


def _take(document: Document, returned: Returned) -> None:
    if returned.take(document, returned.merge.certain()).changes:
        document.publish()


def _say_what_was_done(
    returned: Returned, conflicts: int, parsed: argparse.Namespace, say: Callable[[str], None]
) -> None:
    for note in returned.notes:
        say(note)
    taken = len(returned.merge.certain())
    if not returned.merge.differences:
        say(_("Nothing in “{file}” differs from the plan.").format(file=parsed.returned.name))
    elif not parsed.dry_run:
        say(ngettext("{count} change was taken over.", "{count} changes were taken over.", taken).format(count=taken))
    if conflicts:
        message = ngettext(
            "{count} conflict was left as the plan has it; decide in the window.",
            "{count} conflicts were left as the plan has them; decide in the window.",
            conflicts,
        )
        say(message.format(count=conflicts))


def _read(path: Path) -> Snapshot:
    if path.suffix.lower() == ".plan":
        return read_plan(path)
    from planeditor.importing import import_file

    return import_file(path).snapshot


def _share_ids(first: Snapshot, second: Snapshot) -> bool:
    ids: Collection[int] = {node.id for node in first.walk()}
    return any(node.id in ids for node in second.walk())


def _print(merged: Merge, form: str) -> None:
    differences: tuple[Difference, ...] = merged.differences
    if form == "json":
        print(json.dumps([as_row(each) for each in differences], ensure_ascii=False, indent=1))
        return
    for line in as_lines(differences):
        print(line)
