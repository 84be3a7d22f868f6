"""A returned workbook as rows and cells: which hand-out it answers, and what now stands in its form.

One rule: the hidden ids and the hidden copy of the form tell what is what, not places or looks; whatever stands in the
file and has no place in the form is named in a sentence.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planeditor.exporting.handout_form import HEAD_LABELS, HIDDEN_SHEET, ID_HEADER, MARKER
from planeditor.i18n import _
from planeditor.importing.blocks import Block, Merge, Source, Table
from planeditor.plan.identity import parse_id

HEAD_ROWS = 40  # of a sheet, among which the form's header is looked for
HEAVIEST = 7
SHOWN = 40  # characters of a text that a sentence quotes
_COUNTED = ("number", "role")  # columns that say nothing by themselves; headings stand in the first
_LEAST_HEADERS = 3  # that a form's header has


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row of the form as it left."""

    id: int
    kind: str
    node_id: int
    texts: Mapping[str, str]
    weight: int = 0


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row as it came back: its line, the id in it (0 for none), and its texts by column."""

    line: int
    id: int
    texts: Mapping[str, str]

    @property
    def words(self) -> str:
        """Return all it says."""
        return " ".join(" ".join(text.split()) for text in self.texts.values() if text)


@dataclass(slots=True)
class HandoutSheet:
    """What a returned workbook says: the facts and rows it left with, its rows now, who filled it in."""

    handout_id: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    kept: dict[int, KeptRow] = field(default_factory=dict)
    rows: list[FoundRow] = field(default_factory=list)
    filler: dict[str, str] = field(default_factory=dict)  # by label
    columns: set[str] = field(default_factory=set)  # keys that the sheet still has
    notes: list[str] = field(default_factory=list)


def read_sheet(source: Source, columns: Mapping[str, str]) -> HandoutSheet:
    """Return what a workbook says; `columns` are the usual headers by key, for a form whose hidden copy is gone."""
    sheet = HandoutSheet()
    _read_kept(source, sheet)
    names = dict(sheet.facts.get("columns") or columns)
    tables = [part for part in source.parts if isinstance(part, Table) and part.name != HIDDEN_SHEET]
    for table in tables:
        sheet.handout_id = sheet.handout_id or _id_above(table)
        _read_table(table, names, sheet)
    _read_asides(source, sheet)
    return sheet


# the hidden copy


def _read_kept(source: Source, sheet: HandoutSheet) -> None:
    for line in source.lines():
        key, _tab, text = line.text.partition("\t")
        if text.startswith("{"):
            content = _parse(text)
            if key == MARKER and content is not None:
                sheet.facts = {**content, "columns": _names(content.get("columns"))}
                sheet.handout_id = _id(str(content.get("handout", "")))
            elif content is not None and (row := _kept_row(_id(key), content)) is not None:
                sheet.kept[row.id] = row


def _parse(text: str) -> dict[str, Any] | None:
    """Return the JSON of a row; what was cut into several cells is joined by the tabs between them."""
    try:
        content = json.loads(text.replace("\t", ""))
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _names(columns: object) -> dict[str, str]:
    """Return headers by column, as far as they are any."""
    found = columns.items() if isinstance(columns, dict) else ()
    return {key: header for key, header in found if isinstance(header, str) and header.strip()}


def _kept_row(row_id: int, content: dict[str, Any]) -> KeptRow | None:
    texts = content.get("texts")
    if not row_id or not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        return None
    weight = content.get("weight")
    known = weight if isinstance(weight, int) and 0 <= weight <= HEAVIEST else 0
    return KeptRow(row_id, str(content.get("kind", "")), _id(str(content.get("node", ""))), texts, known)


def _id(text: str) -> int:
    """Return the id that a text stands for, 0 for none; signs of base 32 are taken as people type them."""
    try:
        return parse_id(text.strip())
    except ValueError:
        return 0


# the form


def _read_table(table: Table, names: Mapping[str, str], sheet: HandoutSheet) -> None:
    head = _header_row(table, names)
    if head is None:
        return
    places, strange = _columns(table.rows[head], names)
    sheet.columns |= places.keys()
    sheet.filler |= _filler(table.rows[:head])
    ids = [place for place, cell in enumerate(table.rows[head]) if cell.strip() == ID_HEADER]
    covered = _covered(table)
    for number, row in enumerate(table.rows[head + 1 :], head + 1):
        row_id = next((found for place in ids if (found := _id(row[place]))), 0)
        texts = {key: _clean(row[place]) for key, place in places.items() if (number, place) not in covered}
        if row_id or any(text for key, text in texts.items() if key not in _COUNTED):
            sheet.rows.append(FoundRow(number + 1, row_id, texts))
    _name_strange(table, head, strange, sheet)
    merges = [merge for merge in table.merges if merge.row > head and _tells(table, merge, places, ids)]
    sheet.notes += [_joined(table, merge, {place: names[key] for key, place in places.items()}) for merge in merges]


def _id_above(table: Table) -> int:
    """Return the id of the hand-out in the title's row, above the hidden ids of the rows; 0 for none."""
    head = next((row for row, cells in enumerate(table.rows[:HEAD_ROWS]) if ID_HEADER in cells), 0)
    return next((found for row in table.rows[:head] for cell in row if (found := _id(cell))), 0)


def _header_row(table: Table, names: Mapping[str, str]) -> int | None:
    """Return the row with most of the form's headers, None for a sheet that has nothing of it."""
    wanted = {_plain(name) for name in names.values()}
    counts = [sum(_plain(cell) in wanted for cell in row) for row in table.rows[:HEAD_ROWS]]
    best = max(counts, default=0)
    return counts.index(best) if best >= _LEAST_HEADERS else None


def _columns(header: Sequence[str], names: Mapping[str, str]) -> tuple[dict[str, int], list[int]]:
    """Return the place of every column of the form, and those of columns that it hasn't."""
    keys = {_plain(name): key for key, name in reversed(list(names.items()))}
    places: dict[str, int] = {}
    strange: list[int] = []
    for place, cell in enumerate(header):
        key = keys.get(_plain(cell))
        if key is not None and key not in places:
            places[key] = place
        elif cell.strip() != ID_HEADER:
            strange.append(place)
    return places, strange


def _filler(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return who filled the form in, and when, by label: what stands to the right of it."""
    found: dict[str, str] = {}
    for row in rows:
        for place, cell in enumerate(row):
            label = next((each for each in HEAD_LABELS if _plain(cell).startswith(_plain(each))), None)
            if label is not None:
                own = cell.strip()[len(label) :] if cell.strip().startswith(label) else ""
                beside = row[place + 1] if place + 1 < len(row) else ""
                found.setdefault(label, own.strip() or beside.strip())
    return found


def _plain(text: str) -> str:
    return "".join(text.split()).replace("(", "（").replace(")", "）").replace(":", "：")


def _clean(text: str) -> str:
    """Return a cell's text without spaces at the ends of its lines: programs put them there."""
    return "\n".join(line.rstrip() for line in text.replace("\u00a0", " ").split("\n")).strip("\n")


# what has no place in the form


def _name_strange(table: Table, head: int, strange: Sequence[int], sheet: HandoutSheet) -> None:
    for place in strange:
        texts = [row[place].strip() for row in table.rows[head + 1 :] if row[place].strip()]
        if texts:
            name = table.rows[head][place].strip() or _("(no heading)")
            note = _("The column “{column}” is not part of the form; what stands in it was not taken: {text}")
            sheet.notes.append(note.format(column=name, text=quoted("；".join(texts), 4 * SHOWN)))


def _covered(table: Table) -> set[tuple[int, int]]:
    """Return the cells below joined ones: what they would say is not known, so it is not taken as empty."""
    return {
        (row, column)
        for merge in table.merges
        for row in range(merge.row, merge.row + merge.rows)
        for column in range(merge.column, merge.column + merge.columns)
        if (row, column) != (merge.row, merge.column)
    }


def _tells(table: Table, merge: Merge, places: Mapping[str, int], ids: Sequence[int]) -> bool:
    """Tell whether joined cells are more than one of the form's own headings, which have no id."""
    columns = range(merge.column, merge.column + merge.columns)
    rows = table.rows[merge.row : merge.row + merge.rows]
    about = any(_id(row[place]) for row in rows for place in ids)
    return about and any(place in columns for place in places.values())


def _joined(table: Table, merge: Merge, names: Mapping[int, str]) -> str:
    """Return the sentence on joined cells: what they say counts for the first."""
    text = quoted(table.rows[merge.row][merge.column])
    column = next(name for place, name in sorted(names.items()) if place >= merge.column)
    first, last = merge.row + 1, merge.row + merge.rows
    if merge.rows > 1:
        note = _("In column “{column}” the rows {first}–{last} were joined; “{text}” was taken for the first only.")
    else:
        note = _("In row {first} cells were joined; “{text}” was taken for the column “{column}” only.")
    return note.format(column=column, first=first, last=last, text=text)


def _read_asides(source: Source, sheet: HandoutSheet) -> None:
    """Name remarks in the margin and texts that lie below joined cells."""
    kept = {part.line for part in _our_blocks(source)}
    for part in source.parts:
        if not isinstance(part, Block) or part.line in kept or not part.text.strip():
            continue
        if part.aside == "comment":
            sheet.notes.append(_("A remark in the margin: {text}").format(text=quoted(part.text, 4 * SHOWN)))
        elif part.aside == "hidden":
            sheet.notes.append(_("Not seen on the sheet and not taken: {text}").format(text=quoted(part.text)))
    sheet.notes += [note for note in source.notes if f"“{HIDDEN_SHEET}”" not in note and "“选项-" not in note]


def _our_blocks(source: Source) -> Iterator[Block]:
    for part in source.parts:
        if isinstance(part, Block) and part.aside == "hidden":
            key, _tab, text = part.text.partition("\t")
            if text.startswith("{") and (key == MARKER or _id(key)):
                yield part


def quoted(text: str, length: int = SHOWN) -> str:
    """Return a text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
