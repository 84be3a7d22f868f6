"""`report`: the draft of a report as a document, or as a plan to work on; and one that is brought up to date."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from planeditor.errors import OutputError, UsageError
from planeditor.exchange.report_files import ReportOrder, new_report, read_refreshing
from planeditor.exporting import Options, export, options_from
from planeditor.i18n import _, ngettext
from planeditor.plan.entities import Snapshot
from planeditor.plan.report_facts import facts_of
from planeditor.plan.report_period import ReportPeriod
from planeditor.plan.reporting import draft
from planeditor.store import open_document, read_for_export

DONE, PROBLEMS = 0, 1
PLAN = ".plan"
Say = Callable[[str], None]
Progress = Callable[[float], bool]


def run_report(parsed: argparse.Namespace, progress: Progress | None, say: Say) -> int:
    """Write the report; with --refresh, bring one that lies there up to date and print what did not follow."""
    plan, _mark, settings = read_for_export(parsed.plan)
    if plan.plan.kind == "report":
        raise UsageError(_("“{file}” is a report itself; name the plan it is about.").format(file=parsed.plan.name))
    day = _day(parsed.until)
    if parsed.refresh:
        return _refresh(parsed, plan, settings, day, say)
    if not parsed.period:
        raise UsageError(_("Say which period the report is about: --period 2020H1."))
    order = ReportOrder(ReportPeriod.of(parsed.period), parsed.kind, day, file=parsed.plan.name)
    facts = facts_of(plan, order.period, day=day, settings=settings)
    if parsed.output.suffix.lower() == PLAN:
        document = new_report(plan, settings, order)
        try:
            document.publish_to(parsed.output, force=parsed.force)
        finally:
            document.close(discard=True)
    else:
        # of what the plan's exports look like, only the fonts: red head and copies are the plan's own
        options = Options(fonts=options_from(settings).fonts)
        export(draft(plan, facts, order.kind), parsed.output, force=parsed.force, progress=progress, options=options)
    say(_("{plan} → {report}: {period}, until {day}.").format(
        plan=parsed.plan.name, report=parsed.output.name, period=order.period.full_name, day=order.until
    ))  # fmt: skip
    if plan.plan.year is not None and plan.plan.year != order.period.year:
        say(_("The plan is for {year}; the report is about {period}.").format(
            year=plan.plan.year, period=order.period.full_name
        ))  # fmt: skip
    if facts.later:
        message = ngettext(
            "{count} entry is dated later and does not count; --until sets the day.",
            "{count} entries are dated later and do not count; --until sets the day.",
            facts.later,
        )
        say(message.format(count=facts.later))
    return DONE


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(_("“{text}” is no day. Write it as 2020-06-30.").format(text=text)) from error


def _refresh(parsed: argparse.Namespace, plan: Snapshot, settings: dict[str, str], day: date | None, say: Say) -> int:
    path: Path = parsed.output
    if path.suffix.lower() != PLAN:
        raise UsageError(_("Only a report kept as a plan file can be refreshed."))
    document = open_document(path)
    try:
        if document.read_only:
            message = _("“{file}” is open elsewhere. Close it there and try again.")
            raise OutputError(message.format(file=path.name))
        refreshing = read_refreshing(document, plan, settings, day=day)
        refreshing.take(document)
        document.publish()
    finally:
        document.close(discard=True)
    done, left = refreshing.refreshed.updated, refreshing.refreshed.refused
    for told in left:
        print(told.title, told.words, sep="\t")
    say(_("Brought up to date: {done}; left as people wrote it: {left}").format(done=len(done), left=len(left)))
    return PROBLEMS if left else DONE
