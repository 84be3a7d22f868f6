"""Comparisons out: a table of differences with the words marked, and 征求意见采纳情况表.

One rule: both tell every difference of the comparison once, in its order, and the figures whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from planeditor.errors import Cancelled
from planeditor.exporting.content import Content, Progress
from planeditor.exporting.options import Options
from planeditor.exporting.output import write_whole
from planeditor.i18n import _
from planeditor.plan.difference_texts import (
    GROUPS,
    DifferenceTexts,
    Group,
    extract,
    shown_differences,
    subject,
    what_differs,
)
from planeditor.plan.entities import Snapshot
from planeditor.plan.merging import EXISTENCE, PLACE, Difference, Key, Merge
from planeditor.plan.wording import Piece, word_changes

Cell = tuple[Piece, ...]
Row = tuple[Cell, ...]
OPINIONS = "征求意见采纳情况表"
OPINION_HEADERS = ("序号", "提出单位", "原文", "修改意见", "采纳情况", "理由")
_REPORTED = 64  # differences between two reports of progress


@dataclass(frozen=True, slots=True)
class Opinion:
    """What became of a difference: taken over, not, or (None) left open; and why."""

    taken: bool | None = None
    reason: str = ""


NO_OPINION = Opinion()


def group_name(group: Group) -> str:
    """Return what people call a kind of difference."""
    names: dict[Group, str] = {
        "conflict": _("Conflict"),
        "edited": _("Reworded"),
        "added": _("Added"),
        "deleted": _("Deleted"),
        "moved": _("Moved"),
        "renumbered": _("Renumbered"),
    }
    return names[group]


def export_comparison(merge: Merge, path: Path, *, title: str, progress: Progress | None = None) -> None:
    """Write the comparison as a Word document, replacing what is there; OutputError, Cancelled."""
    write_whole(path, lambda file: write_comparison(merge, file, title=title, progress=progress), force=True)


def write_comparison(
    merge: Merge, file: IO[bytes], *, title: str = "", options: Options | None = None, progress: Progress | None = None
) -> None:
    """Write the differences as a Word table: entry, kind, what of it, and its words with the changes marked."""
    from planeditor.exporting.comparison_word import Table, write_tables

    widths, headers = (600, 2150, 1000, 1150, 3944), ("序号", "条目", "变化", "项目", "内容")
    tables = [Table(headers, widths, _comparison_rows(merge, progress))]
    renumbered = list(_renumbered_rows(merge))
    if renumbered:
        tables.append(Table(("条目", "原编号", "现编号"), (5044, 1900, 1900), iter(renumbered), "仅编号变化的条目"))
    heading = title or merge.theirs.plan.title or merge.mine.plan.title
    write_tables(_content(merge.mine, heading, options), file, tables, _counts(merge))


def export_opinions(
    merge: Merge, path: Path, *, proposer: str, opinions: Mapping[Key, Opinion], progress: Progress | None = None
) -> None:
    """Write 征求意见采纳情况表 as .docx or .xlsx, replacing what is there; OutputError, Cancelled."""
    rows = _opinion_rows(merge, proposer, opinions, progress)
    title = "".join(merge.mine.plan.title.split("\n"))
    heading = (f"《{title}》" if title else "") + OPINIONS
    writer = _opinions_sheet if path.suffix.lower() == ".xlsx" else _opinions_document
    write_whole(path, lambda file: writer(_content(merge.mine, heading, None), file, rows), force=True)


def _opinions_document(content: Content, file: IO[bytes], rows: Iterator[Row]) -> None:
    from planeditor.exporting.comparison_word import Table, write_tables

    write_tables(content, file, [Table(OPINION_HEADERS, (560, 1150, 2650, 2650, 850, 984), rows)], "")


def _opinions_sheet(content: Content, file: IO[bytes], rows: Iterator[Row]) -> None:
    from planeditor.exporting.comparison_excel import write_sheet

    widths = (5.0, 14.0, 42.0, 42.0, 10.0, 27.0)
    write_sheet(content, file, OPINIONS, OPINION_HEADERS, widths, (_plain(row) for row in rows))


def _content(snapshot: Snapshot, title: str, options: Options | None) -> Content:
    """Return the head of a document; its words stay as they are, for they are what is compared."""
    head = replace(snapshot, plan=replace(snapshot.plan, title=title), nodes=())
    return Content(head, {}, replace(options or Options(), full_width=False, mark=""))


def _plain(row: Row) -> tuple[str, ...]:
    return tuple("".join(piece.text for piece in cell) for cell in row)


def _text(text: str) -> Cell:
    return (Piece("same", text),) if text else ()


def _reported(merge: Merge, progress: Progress | None) -> Iterator[tuple[int, Difference]]:
    """Yield the differences with their numbers from 1; Cancelled if the user wants to stop."""
    shown = shown_differences(merge)
    for number, difference in enumerate(shown, 1):
        if progress is not None and number % _REPORTED == 0 and not progress(number / len(shown)):
            raise Cancelled(_("The export was cancelled."))
        yield number, difference


def _comparison_rows(merge: Merge, progress: Progress | None) -> Iterator[Row]:
    texts = DifferenceTexts(merge)
    for number, each in _reported(merge, progress):
        names = (subject(each), group_name(each.change), what_differs(each))
        yield (_text(str(number)), *map(_text, names), _marked(texts, each))


def _marked(texts: DifferenceTexts, difference: Difference) -> Cell:
    """Return the words of a difference; for a conflict those of the base, ours and theirs, one below the other."""
    shown = texts.texts(difference)
    if difference.change != "conflict":
        return extract(shown.pieces)
    ours = extract(word_changes(shown.before, shown.mine))
    theirs = extract(shown.pieces)
    return (*_text("本计划："), *(ours or _text("（无）")), *_text("\n修订稿："), *(theirs or _text("（无）")))


def _renumbered_rows(merge: Merge) -> Iterator[Row]:
    if not merge.renumbered:
        return
    texts = DifferenceTexts(merge)
    for node_id in merge.renumbered:
        yield tuple(map(_text, (texts.name(node_id), *texts.numbers(node_id))))


def _counts(merge: Merge) -> str:
    """Return how many differences of each kind there are, in a line."""
    kinds = [each.change for each in shown_differences(merge)]
    counts: Iterable[tuple[Group, int]] = ((group, kinds.count(group)) for group in GROUPS if group != "renumbered")
    parts = [f"{group_name(group)}{count}处" for group, count in counts if count]
    if merge.renumbered:
        parts.append(f"{group_name('renumbered')}{len(merge.renumbered)}处")
    return "，".join(parts) if parts else _("Nothing differs.")


def _opinion_rows(
    merge: Merge, proposer: str, opinions: Mapping[Key, Opinion], progress: Progress | None
) -> Iterator[Row]:
    texts = DifferenceTexts(merge)
    for number, each in _reported(merge, progress):
        opinion = opinions.get(each.key, NO_OPINION)
        outcome = {True: "采纳", False: "不采纳", None: ""}[opinion.taken]
        original, wish = _opinion_texts(texts, each)
        yield tuple(map(_text, (str(number), proposer, original, wish, outcome, opinion.reason)))


def _opinion_texts(texts: DifferenceTexts, difference: Difference) -> tuple[str, str]:
    """Return what the plan said and what is wished instead, as such a form puts it."""
    shown = texts.texts(difference)
    before = shown.before or shown.mine
    where = subject(difference)
    if difference.key.aspect == EXISTENCE:
        if not shown.after:
            return f"{difference.number}{before}", "建议删除。"
        if not shown.before:
            return "（无）", f"建议新增（{texts.place(difference.key.node_id)}）：\n{shown.after}"
    if difference.key.aspect == PLACE:
        return f"{where}\n（{before}）", f"建议调整位置（{shown.after}）。"
    pieces = extract(word_changes(before, shown.after))
    old, new = (_side(pieces, dropped) for dropped in ("added", "deleted"))
    what = what_differs(difference)
    head = f"{where}｜{what}：\n" if what else f"{where}：\n"
    return head + (old or "（无）"), f"修改为：\n{new}" if new else "建议删除。"


def _side(pieces: Iterable[Piece], dropped: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != dropped)
