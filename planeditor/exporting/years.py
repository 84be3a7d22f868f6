"""Tables of the turn of the year: what became of the items, and targets through the years; as Excel or Word.

One rule: what the window shows is what the file holds, in the same order.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from planeditor.errors import UsageError
from planeditor.exporting.content import Content
from planeditor.exporting.options import Options
from planeditor.exporting.output import write_whole
from planeditor.i18n import _
from planeditor.plan.continued import FATES, Continued
from planeditor.plan.entities import Plan, Snapshot
from planeditor.plan.report_words import figure, goal_text
from planeditor.plan.wording import Piece
from planeditor.plan.years import YearCell, YearTable

CONTINUED, YEARS = "条目延续情况表", "历年指标对比表"
CONTINUED_HEADERS = ("情况", "原编号", "现编号", "条目", "所属部分", "牵头单位", "原进展")
_CONTINUED_WIDTHS = (8.0, 8.0, 8.0, 48.0, 28.0, 20.0, 12.0)
_CONTINUED_TWIPS = (750, 850, 850, 3000, 1500, 1144, 750)
_PORTRAIT = 8844  # twips
Row = Sequence[str]


def continued_row(row: Continued) -> Row:
    """Return the cells of an item's row."""
    return (row.fate, row.old_number, row.new_number, row.title, row.section, row.leads, row.status)


def continued_summary(rows: Sequence[Continued]) -> str:
    """Return 延续32项，新增4项，完成6项，取消0项."""
    return "，".join(f"{fate}{sum(row.fate == fate for row in rows)}项" for fate in FATES)


def years_headers(table: YearTable) -> Row:
    """Return the headers: the target, its unit, and for each plan what was wanted and what was reached."""
    return ("指标", "单位", *(name for heading in table.headings for name in (f"{heading}目标", f"{heading}实际")))


def years_rows(table: YearTable) -> Iterator[Row]:
    """Yield the cells of the rows."""
    for row in table.rows:
        yield (row.indicator, row.unit, *(text for cell in row.cells for text in _cell(cell)))


def _cell(cell: YearCell | None) -> tuple[str, str]:
    if cell is None:
        return "", ""
    goal = goal_text(cell.target) if cell.target is not None else ""
    return goal, "" if cell.actual is None else figure(cell.actual)


def export_continued(rows: Sequence[Continued], path: Path, *, title: str) -> None:
    """Write the list of items as .xlsx or .docx, replacing what is there; OutputError, UsageError."""
    cells = [continued_row(row) for row in rows]
    _export(path, title, CONTINUED, CONTINUED_HEADERS, (_CONTINUED_WIDTHS, _CONTINUED_TWIPS), cells,
            continued_summary(rows))  # fmt: skip


def export_years(table: YearTable, path: Path, *, title: str = YEARS) -> None:
    """Write the targets through the years as .xlsx or .docx, replacing what is there; OutputError, UsageError."""
    headers = years_headers(table)
    others = len(headers) - 2
    room = (_PORTRAIT - 2700) // max(others, 1)
    twips = (2000 + _PORTRAIT - 2700 - room * others, 700, *(room for _header in range(others)))
    widths = (40.0, 9.0, *(16.0 for _header in range(others)))
    _export(path, title, YEARS, headers, (widths, twips), list(years_rows(table)), "")


def _export(
    path: Path, title: str, name: str, headers: Row, widths: tuple[Sequence[float], Sequence[int]],
    rows: Sequence[Row], summary: str,
) -> None:  # fmt: skip
    content = Content(Snapshot(Plan(0, title)), {}, Options(full_width=False))
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".docx"):
        message = _("“{file}” cannot be exported: choose one of the endings {suffixes}.")
        raise UsageError(message.format(file=path.name, suffixes=".xlsx .docx"))

    def write(file: IO[bytes]) -> None:
        if suffix == ".xlsx":
            from planeditor.exporting.comparison_excel import write_sheet

            write_sheet(content, file, name, headers, widths[0], rows)
            return
        from planeditor.exporting.comparison_word import Table, write_tables

        cells = (tuple((Piece("same", text),) if text else () for text in row) for row in rows)
        write_tables(content, file, [Table(headers, widths[1], cells)], summary)

    write_whole(path, write, force=True)
