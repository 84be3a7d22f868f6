"""`rollover`: the next year's plan made from a plan, with what is proposed to continue and to be shifted."""

import argparse
import json
from collections.abc import Callable, Sequence

from planeditor.errors import UsageError
from planeditor.exporting.years import CONTINUED, continued_row, continued_summary, export_continued
from planeditor.i18n import _
from planeditor.plan.checks.years import year_of_plan
from planeditor.plan.continued import Continued, continued_items
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import id_text
from planeditor.plan.rollover import carried_settings, proposed, roll_over
from planeditor.plan.year_shifts import YearShift, find_shifts, kept_reason
from planeditor.store import create_plan, read_for_export

DONE = 0


def run_rollover(parsed: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Write the next plan and print what continues, ended and was shifted."""
    old, _mark, settings = read_for_export(parsed.plan)
    year = year_of_plan(old.plan)
    if year is not None and parsed.year <= year:
        message = _("The plan is for {year}; the next one must be for a later year.")
        raise UsageError(message.format(year=year))
    shifts = find_shifts(old, year or parsed.year - 1, parsed.year)
    chosen = [shift for shift in shifts if shift.is_proposed]
    kept = frozenset(node.id for node in old.walk()) if parsed.all else proposed(old)
    new = roll_over(old, parsed.year, kept, chosen)
    rows = continued_items(old, new)
    create_plan(parsed.output, new, settings=carried_settings(settings))
    if parsed.list:
        export_continued(rows, parsed.list, title=_list_title(new))
    _print(rows, shifts, parsed.format)
    message = _("{plan} → {next}: {summary}; years shifted: {shifted}, left: {left}")
    left = len(shifts) - len(chosen)
    say(message.format(
        plan=parsed.plan.name, next=parsed.output.name, summary=continued_summary(rows), shifted=len(chosen), left=left
    ))  # fmt: skip
    return DONE


def _list_title(new: Snapshot) -> str:
    return "".join(new.plan.title.split("\n")) + CONTINUED


def _print(rows: Sequence[Continued], shifts: Sequence[YearShift], form: str) -> None:
    if form == "json":
        facts = {"items": [_item(row) for row in rows], "shifts": [_shift(shift) for shift in shifts]}
        print(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    for row in rows:
        print(*continued_row(row), sep="\t")
    for shift in shifts:
        before, behind = shift.context
        words = f"{before}[{shift.mention.before}→{shift.mention.after}]{behind}"
        print(_("shifted") if shift.is_proposed else kept_reason(shift.mention.kept), words, sep="\t")


def _item(row: Continued) -> dict[str, object]:
    return {
        "fate": row.fate,
        "old_id": id_text(row.old_id) if row.old_id else "",
        "new_id": id_text(row.new_id) if row.new_id else "",
        "old_number": row.old_number,
        "new_number": row.new_number,
        "title": row.title,
    }


def _shift(shift: YearShift) -> dict[str, object]:
    before, behind = shift.context
    return {
        "id": id_text(shift.place.node_id) if shift.place.node_id else "",
        "place": shift.place.name,
        "shifted": shift.is_proposed,
        "kept": shift.mention.kept.value if shift.mention.kept else "",
        "before": before,
        "year": shift.mention.before,
        "behind": behind,
    }
