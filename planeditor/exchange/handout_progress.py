"""Progress that a department filled in: rows of a form become dated entries.

One rule: what cannot be read as a state or a figure is kept as words in the entry, and told.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from planeditor.exchange.handout_rows import SortedRows, answer
from planeditor.exchange.handout_sheet import FoundRow, HandoutSheet, KeptRow, quoted
from planeditor.exporting.handout_form import HEAD_LABELS, PROGRESS_FIELDS
from planeditor.i18n import _
from planeditor.language.dates import parse_date
from planeditor.plan.entities import STATUSES, Handout, Node, Progress, Snapshot
from planeditor.plan.handing import derived_id, period_end

_FILLER, _PHONE, _DAY = HEAD_LABELS
_PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([%％]?)")
_FIGURE = re.compile(r"([+-]?\d{1,3}(?:[,，]\d{3})+|[+-]?\d+)(\.\d+)?\s*(.{0,12})", re.DOTALL)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class _Reading:
    """An entry while its row is read."""

    row: int
    words: list[str] = field(default_factory=list)  # of cells that hold something else than they should
    notes: list[str] = field(default_factory=list)

    def keep(self, header: str, text: str) -> None:
        """Keep a cell's text among the words."""
        self.words.append(f"（{header}：{text}）")
        note = _("Row {row}: “{text}” in the column “{column}” was kept as words.")
        self.notes.append(note.format(row=self.row, text=quoted(text), column=header))


def with_progress(
    base: Snapshot, handout: Handout, department: str, sheet: HandoutSheet, rows: SortedRows, saved: str
) -> tuple[Snapshot, list[str]]:
    """Return the base with an entry for every row that was filled in, and sentences on what was read with doubt."""
    headers: dict[str, str] = dict(sheet.facts.get("columns") or {})
    day = _day(handout, sheet.filler, saved)
    reporter = " ".join(filter(None, (department, sheet.filler.get(_FILLER), sheet.filler.get(_PHONE))))
    notes: list[str] = []
    entries: dict[int, list[Progress]] = {}
    for row_id, row in rows.known.items():
        kept = sheet.kept[row_id]
        said = {key: text for key in PROGRESS_FIELDS if (text := answer(row, kept, key))}
        if said:
            blank = Progress(derived_id(handout.id, row_id, weight=kept.weight), day, reporter=reporter)
            entry, told = _entry(blank, row, kept, said, headers, _unit(base, row_id))
            entries.setdefault(kept.node_id, []).append(entry)
            notes += told
    return replace(base, nodes=tuple(_with_entries(node, entries) for node in base.nodes)), notes


def _unit(base: Snapshot, target_id: int) -> str:
    return next((each.unit for node in base.walk() for each in node.targets if each.id == target_id), "")


def _with_entries(node: Node, entries: Mapping[int, list[Progress]]) -> Node:
    """Return a node with its new entries; those on targets that it no longer has are the item's own."""
    targets = {target.id for target in node.targets}
    told = sorted(entries.get(node.id, ()), key=lambda entry: entry.id)  # of one day, who leads has the last word
    new = tuple(e if e.target_id in targets else replace(e, target_id=None) for e in told)
    known = tuple(each for each in node.progress if each.id not in {entry.id for entry in new})
    children = tuple(_with_entries(child, entries) for child in node.children)
    return replace(node, progress=(*known, *new), children=children)


def _entry(
    blank: Progress, row: FoundRow, kept: KeptRow, said: Mapping[str, str], headers: Mapping[str, str], unit: str
) -> tuple[Progress, list[str]]:
    reading = _Reading(row.line)
    status = _status(said["status"]) if "status" in said else ""
    percent = _percent(said["percent"], reading) if "percent" in said else None
    value = _value(said["value"], unit) if "value" in said else None
    for key, read in (("status", status or None), ("percent", percent), ("value", value)):
        if key in said and read is None:
            reading.keep(headers.get(key, ""), said[key])
    entry = replace(
        blank,
        status=status,
        percent=percent,
        value=value,
        target_id=kept.id if kept.kind == "target" else None,
        narrative=said.get("narrative", "") + "".join(reading.words),
        problem=said.get("problem", ""),
        next_step=said.get("next_step", ""),
        evidence=said.get("evidence", ""),
    )
    return entry, reading.notes


def _status(text: str) -> str:
    plain = "".join(text.split())
    return plain if plain in STATUSES else ""


def _percent(text: str, reading: _Reading) -> float | None:
    """Return a percentage; a share such as 0.6, which a sheet makes of 60 %, is one as well."""
    match = _PERCENT.fullmatch(text.strip())
    if match is None:
        return None
    number = float(match[1])
    if not math.isfinite(number):
        return None
    if match[2] or not 0 < number < 1:
        return number
    note = _("Row {row}: “{text}” was read as {percent} %.")
    reading.notes.append(note.format(row=reading.row, text=text, percent=f"{number * 100:.10g}"))
    return round(number * 100, 10)


def _value(text: str, unit: str) -> float | None:
    """Return a figure, perhaps with the target's unit behind it."""
    match = _FIGURE.fullmatch(text.strip())
    if match is None:
        return None
    number = float(re.sub("[,，]", "", match[1]) + (match[2] or ""))
    behind = match[3].strip().replace("％", "%")
    return number if behind in ("", unit) and math.isfinite(number) else None


def _day(handout: Handout, filler: Mapping[str, str], saved: str) -> str:
    """Return the day that an answer is about: the last of the period, else the day that was written, else of saving."""
    end = period_end(handout.period)
    if end is not None:
        return end.isoformat()
    written = parse_date(filler.get(_DAY, ""))
    if _ISO_DAY.fullmatch(written):
        return written
    try:
        return datetime.fromisoformat(saved).astimezone().date().isoformat()
    except ValueError:
        return ""
