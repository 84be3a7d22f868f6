"""Which row of a returned form is which: by its id, or else by its words where that is certain.

One rule: no row counts twice, and one that cannot be told is named, with its words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from planeditor.exchange.handout_sheet import FoundRow, HandoutSheet, KeptRow, quoted
from planeditor.exporting.handout_form import PROGRESS_FIELDS
from planeditor.i18n import _
from planeditor.plan.entities import Purpose

NAMING: Mapping[Purpose, str] = {"progress": "task", "draft": "title"}  # the column that tells what a row is about
_FREE: Mapping[Purpose, frozenset[str]] = {
    "progress": frozenset(PROGRESS_FIELDS),
    "draft": frozenset(("title", "body", "lead", "support", "due", "wish", "remark")),
}
_UNTOLD = frozenset(("number", "role"))  # counted or shown only, so nobody means them
_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))


@dataclass(slots=True)
class SortedRows:
    """The rows of a returned form: those of the form, those that were added, and what is missing."""

    known: dict[int, FoundRow] = field(default_factory=dict)
    added: list[tuple[FoundRow, int]] = field(default_factory=list)  # with the known row above, 0 for none
    missing: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_free(purpose: Purpose, key: str) -> bool:
    """Tell whether the cells of a column may be filled in."""
    return key in _FREE[purpose] or key.startswith("field:")


def answer(row: FoundRow, kept: KeptRow | None, key: str) -> str | None:
    """Return what a cell says now if that is not what it said when it left, None else; formulas without result."""
    text = row.texts.get(key)
    before = clean(kept.texts.get(key, "")) if kept is not None else ""
    if text is None or text == before or is_unreadable(text):
        return None
    return text


def is_unreadable(text: str) -> bool:
    """Tell whether a cell holds a formula's own words, or the sign of its error, instead of a result."""
    return text in _ERRORS or (text.startswith("=") and len(text) > 1)


def clean(text: str) -> str:
    """Return a text without spaces at the ends of its lines, as `handout_sheet` reads it."""
    return "\n".join(line.rstrip() for line in text.replace("\u00a0", " ").split("\n")).strip("\n")


def sort_rows(sheet: HandoutSheet, purpose: Purpose) -> SortedRows:
    """Tell which row is which."""
    result = SortedRows()
    naming = NAMING[purpose]
    ids = _ids(sheet, naming)
    for row_id, rows in _by_id(sheet.rows, ids).items():
        named = (row for row in rows if _words(row, naming) == _plain(sheet.kept[row_id].texts.get(naming, "")))
        result.known[row_id] = next(named, rows[0])
    above = 0
    for row, row_id in zip(sheet.rows, ids, strict=True):
        if row_id and result.known[row_id] is row:
            above = row_id
        elif _is_news(row, result.known.get(row_id), sheet.kept.get(row_id), purpose):
            _take_other(row, row_id, above, purpose, result)
    result.missing = [i for i, kept in sheet.kept.items() if i not in result.known and kept.kind != "new"]
    result.notes += _unreadable_cells(sheet, purpose)
    result.notes += _locked_edits(sheet, result, purpose)
    return result


def _ids(sheet: HandoutSheet, naming: str) -> list[int]:
    """Return the form's row for each row found, 0 for none: without an id it is the one with the same words."""
    carried = {row.id for row in sheet.rows if row.id in sheet.kept}
    left = {i: _plain(kept.texts.get(naming, "")) for i, kept in sheet.kept.items() if i not in carried}
    counts = Counter(left.values())
    found = Counter(_words(row, naming) for row in sheet.rows if row.id not in sheet.kept)
    by_words = {words: i for i, words in left.items() if words and counts[words] == 1 and found[words] == 1}
    return [row.id if row.id in sheet.kept else by_words.get(_words(row, naming), 0) for row in sheet.rows]


def _by_id(rows: Sequence[FoundRow], ids: Sequence[int]) -> dict[int, list[FoundRow]]:
    grouped: dict[int, list[FoundRow]] = defaultdict(list)
    for row, row_id in zip(rows, ids, strict=True):
        if row_id:
            grouped[row_id].append(row)
    return grouped


def _is_news(row: FoundRow, same: FoundRow | None, kept: KeptRow | None, purpose: Purpose) -> bool:
    """Tell whether a row that is none of the form's, or one of them once more, says what nothing else says."""
    free = {key: text for key, text in row.texts.items() if is_free(purpose, key) and text}
    if same is not None and all(same.texts.get(key, "") == text for key, text in free.items()):
        return False
    return any(answer(row, kept, key) for key in free)


def _take_other(row: FoundRow, row_id: int, above: int, purpose: Purpose, result: SortedRows) -> None:
    if purpose == "draft":
        result.added.append((row, above))
        return
    if row_id:
        note = _("Row {row} is about the same task as row {other} and says something else; it was not taken: {text}")
    else:
        note = _("Row {row} is about no task of this form; it was not taken: {text}")
    other = result.known[row_id].line if row_id else 0
    result.notes.append(note.format(row=row.line, other=other, text=quoted(row.words, 120)))


def _unreadable_cells(sheet: HandoutSheet, purpose: Purpose) -> Iterator[str]:
    for row in sheet.rows:
        kept = sheet.kept.get(row.id)
        for key, text in row.texts.items():
            known = kept is not None and text == clean(kept.texts.get(key, ""))
            if is_free(purpose, key) and is_unreadable(text) and not known:
                note = _("Row {row}: the formula {text} has no result; it was not taken.")
                yield note.format(row=row.line, text=quoted(text))


def _locked_edits(sheet: HandoutSheet, result: SortedRows, purpose: Purpose) -> Iterator[str]:
    """Yield what was changed in cells that the form does not ask for."""
    for row_id, row in result.known.items():
        kept = sheet.kept[row_id]
        for key, text in row.texts.items():
            free = is_free(purpose, key) or key in _UNTOLD or (key == "section" and kept.kind == "new")
            if not free and text and _plain(text) != _plain(kept.texts.get(key, "")):
                note = _("Row {row}: a cell that the form does not ask for was changed; it was not taken: {text}")
                yield note.format(row=row.line, text=quoted(text, 120))


def _words(row: FoundRow, naming: str) -> str:
    return _plain(row.texts.get(naming, ""))


def _plain(text: str) -> str:
    return "".join(text.split())
