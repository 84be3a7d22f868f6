"""What collecting did, as a document: every change with who sent it, both texts and what became of it; every remark.

One rule: it tells all of it, also what was not taken and why.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO

from planeditor.exchange.collecting import Change, Choice, Collected
from planeditor.exporting.comparison import group_name
from planeditor.exporting.content import Content
from planeditor.exporting.options import Options
from planeditor.exporting.output import write_whole
from planeditor.plan.difference_texts import DifferenceTexts, Texts, extract, subject, what_differs
from planeditor.plan.merging import EXISTENCE
from planeditor.plan.wording import Piece, word_changes

TITLE = "填报汇总合并情况"
HEADERS = ("序号", "单位", "条目", "变化", "内容", "处理")
_WORD_WIDTHS = (560, 1100, 1900, 900, 3484, 900)
_SHEET_HEADERS = ("序号", "单位", "条目", "变化", "本计划内容", "送回内容", "处理")
_EXCEL_WIDTHS = (5.0, 14.0, 24.0, 15.0, 38.0, 38.0, 10.0)
_DELETION = "建议删除本条。"
_NOTE_HEADERS = ("文件", "说明")
_NOTE_WIDTHS = (2800, 6044)
_OUTCOMES = {True: "已采纳", False: "未采纳", None: "待定"}

Cell = tuple[Piece, ...]
Outcomes = Mapping[Choice, bool]


def outcomes_of(collected: Collected, taken: Collection[Choice], decided: Collection[Choice] = ()) -> Outcomes:
    """Return what became of every change that was taken, or decided not to be."""
    return {each.choice: each.choice in taken for each in collected.changes if each.choice in {*taken, *decided}}


def export_merge_report(collected: Collected, path: Path, outcomes: Outcomes, *, force: bool = True) -> None:
    """Write the report as .docx or .xlsx; OutputError if it cannot be written."""
    title = "".join(collected.mine.plan.title.split("\n"))
    head = replace(collected.mine.plan, title=(f"《{title}》" if title else "") + TITLE)
    content = Content(replace(collected.mine, plan=head, nodes=()), {}, Options(full_width=False))
    write = _write_sheet if path.suffix.lower() == ".xlsx" else _write_document
    write_whole(path, lambda file: write(content, file, collected, outcomes), force=force)


def _write_document(content: Content, file: IO[bytes], collected: Collected, outcomes: Outcomes) -> None:
    from planeditor.exporting.comparison_word import Table, write_tables

    tables = [Table(HEADERS, _WORD_WIDTHS, _rows(collected, outcomes))]
    notes = list(_notes(collected))
    if notes:
        rows = ((_text(name), _text(note)) for name, note in notes)
        tables.append(Table(_NOTE_HEADERS, _NOTE_WIDTHS, rows, "需要核对的情况"))
    write_tables(content, file, tables, summary(collected, outcomes))


def _write_sheet(content: Content, file: IO[bytes], collected: Collected, outcomes: Outcomes) -> None:
    from planeditor.exporting.comparison_excel import write_sheet

    notes = [("", name, "", "说明", "", note, "") for name, note in _notes(collected)]
    rows = [*_sheet_rows(collected, outcomes), *notes]
    write_sheet(content, file, TITLE, _SHEET_HEADERS, _EXCEL_WIDTHS, rows)


def summary(collected: Collected, outcomes: Outcomes) -> str:
    """Return how many files and changes there were, in a line."""
    files = sum(len(part.files) for part in collected.parts)
    results = [outcomes.get(change.choice) for change in collected.changes]
    counts = "，".join(f"{word}{results.count(result)}处" for result, word in _OUTCOMES.items())
    refused = f"，{len(collected.refused)}个文件未能汇总" if collected.refused else ""
    return f"共汇总{files}个文件{refused}；变化{len(results)}处，其中{counts}。"


def _rows(collected: Collected, outcomes: Outcomes) -> Iterator[tuple[Cell, ...]]:
    texts = texts_of(collected)
    for number, change in enumerate(collected.changes, 1):
        outcome = _OUTCOMES[outcomes.get(change.choice)]
        marked = _marked(change, texts[change.handout_id].texts(change.difference))
        yield (*map(_text, _names(number, change)), marked, _text(outcome))


def _names(number: int, change: Change) -> tuple[str, ...]:
    """Return a change's number, who sent it, what it is about, and its kind."""
    what = what_differs(change.difference)
    kind = group_name(change.difference.change) + (f"：{what}" if what else "")
    return str(number), change.sender, subject(change.difference), kind


def _sheet_rows(collected: Collected, outcomes: Outcomes) -> Iterator[tuple[str, ...]]:
    """Yield the changes for a sheet, which can mark no words: ours and theirs side by side."""
    texts = texts_of(collected)
    for number, change in enumerate(collected.changes, 1):
        shown = texts[change.handout_id].texts(change.difference)
        theirs = _DELETION if _deletes(change) else shown.after
        others = f"\n（{'、'.join(change.others)}另有不同意见）" if change.others else ""
        yield (*_names(number, change), shown.mine, theirs + others, _OUTCOMES[outcomes.get(change.choice)])


def _deletes(change: Change) -> bool:
    return change.difference.key.aspect == EXISTENCE and change.difference.after is None


def texts_of(collected: Collected) -> dict[int, DifferenceTexts]:
    """Return the texts of every hand-out's comparison."""
    return {part.handout.id: DifferenceTexts(part.merge) for part in collected.parts}


def _marked(change: Change, shown: Texts) -> Cell:
    """Return the words of a change; for a conflict those of the plan and theirs, one below the other."""
    others = _text(f"\n另有不同意见：{'、'.join(change.others)}") if change.others else ()
    if _deletes(change):
        return (*_text(_DELETION), *others)
    if change.difference.change != "conflict":
        return extract(shown.pieces)
    ours = extract(word_changes(shown.before, shown.mine)) or _text("（无）")
    theirs = extract(shown.pieces) or _text("（无）")
    return (*_text("本计划："), *ours, *_text(f"\n{change.sender}："), *theirs, *others)


def _notes(collected: Collected) -> Iterator[tuple[str, str]]:
    yield from collected.notes
    yield from ((refused.path.name, refused.reason) for refused in collected.refused)


def _text(text: str) -> Cell:
    return (Piece("same", text),) if text else ()
