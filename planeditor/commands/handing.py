"""`handout` and `collect`: work out to the departments, and their answers back into the plan."""

import argparse
import json
from collections.abc import Callable, Sequence

from planeditor.errors import OutputError, SourceError, UsageError
from planeditor.exchange.collecting import Change, Collected, collect
from planeditor.exchange.handing import HandoutOrder, departments_with_items, hand_out
from planeditor.exchange.merge_report import export_merge_report, outcomes_of
from planeditor.exchange.reporting import as_line, as_row
from planeditor.exporting.selection import department_named
from planeditor.i18n import _, ngettext
from planeditor.language.dates import parse_date
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import id_text
from planeditor.plan.periods import period_days
from planeditor.store import Document, open_document

DONE, PROBLEMS = 0, 1
Progress = Callable[[float], bool]
Say = Callable[[str], None]


def run_handout(parsed: argparse.Namespace, progress: Progress | None, say: Say) -> int:
    """Write a file for each department, and print department, file, and how many items it leads and supports."""
    document = _opened(parsed)
    try:
        order = _order(parsed, document.snapshot())
        files = hand_out(document, order, force=parsed.force, progress=progress)
        document.publish()
        for file in files:
            print(file.handout.name, file.path, file.lead, file.support, sep="\t")
        message = ngettext(
            "{count} file was written to {folder}.", "{count} files were written to {folder}.", len(files)
        )
        say(message.format(count=len(files), folder=parsed.output))
        return DONE
    finally:
        document.close(discard=True)


def _opened(parsed: argparse.Namespace, *, to_write: bool = True) -> Document:
    document = open_document(parsed.plan)
    if document.read_only and to_write:
        document.close(discard=True)
        message = _("“{file}” is open elsewhere. Close it there and try again.")
        raise OutputError(message.format(file=parsed.plan.name))
    return document


def _order(parsed: argparse.Namespace, snapshot: Snapshot) -> HandoutOrder:
    owners: Sequence[str] = parsed.owner or ()
    named = [department_named(snapshot, owner).id for owner in owners]
    due = parse_date(parsed.due) if parsed.due else ""
    if parsed.due and not due:
        raise UsageError(_("“{text}” is no date. Write it as 2020-07-10.").format(text=parsed.due))
    if parsed.period and period_days(parsed.period) is None:
        raise UsageError(_("“{text}” is no period. Write 2020H1, 2020Q3, 2020-06 or 2020.").format(text=parsed.period))
    return HandoutOrder(
        tuple(dict.fromkeys(named)) or tuple(departments_with_items(snapshot)),
        parsed.output,
        parsed.purpose,
        parsed.form,
        parsed.period,
        due,
        parsed.contact,
        parsed.note,
    )


def run_collect(parsed: argparse.Namespace, progress: Progress | None, say: Say) -> int:
    """Take what is certain over, print every change; 1 if something is left to be decided or a file was no answer."""
    document = _opened(parsed, to_write=not parsed.dry_run)
    try:
        collected = collect(document, parsed.files, progress)
        _print(collected, parsed.format)
        for file, note in collected.notes:
            say(f"{file}：{note}")
        for refused in collected.refused:
            say(f"{refused.path.name}：{refused.reason}" if refused.path.name not in refused.reason else refused.reason)
        if collected.refused and not collected.parts and not collected.changes:
            raise SourceError(_("None of the files could be collected; nothing was changed."))
        if parsed.report is not None:
            export_merge_report(collected, parsed.report, outcomes_of(collected, collected.certain), force=False)
        if not parsed.dry_run:
            _take(document, collected, say)
        return PROBLEMS if _left(collected) or any(not one.is_repeated for one in collected.refused) else DONE
    finally:
        document.close(discard=True)


def _take(document: Document, collected: Collected, say: Say) -> None:
    if collected.take(document, collected.certain, collected.certain).changes:
        document.publish()
    count = len(collected.certain)
    say(ngettext("{count} change was taken over.", "{count} changes were taken over.", count).format(count=count))
    left = len(_left(collected))
    if left:
        message = ngettext(
            "{count} change waits to be decided; collect the files in the window.",
            "{count} changes wait to be decided; collect the files in the window.",
            left,
        )
        say(message.format(count=left))


def _left(collected: Collected) -> list[Change]:
    return [change for change in collected.changes if not change.is_certain]


def _print(collected: Collected, form: str) -> None:
    if form == "json":
        rows = [{**as_row(each.difference), **_who(each)} for each in collected.changes]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for each in collected.changes:
        print(each.sender, as_line(each.difference), *(["、".join(each.others)] if each.others else []), sep="\t")


def _who(change: Change) -> dict[str, object]:
    """Return who sent a change, in which file, whether it is certain, and who says otherwise."""
    return {
        "sender": change.sender, "file": change.file, "handout": id_text(change.handout_id),
        "certain": change.is_certain, "others": list(change.others),
    }  # fmt: skip
