"""The workbook as a source: its sheets in their order, as tables, and what stands beside them.

One rule: a sheet that people see is a table; a hidden one is kept apart row by row, unless it is asked for by name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planeditor.errors import SourceError
from planeditor.i18n import _, ngettext
from planeditor.importing.blocks import Block, Part, Progress, Source, Table, share
from planeditor.importing.office_package import Package, damaged, open_package
from planeditor.importing.options import ImportOptions
from planeditor.importing.xlsx.asides import has_pictures, read_asides
from planeditor.importing.xlsx.book import MAIN, Book, read_book
from planeditor.importing.xlsx.grid import Grid, make_grid
from planeditor.importing.xlsx.sheet import read_cells
from planeditor.plan.memory import without_collection

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_CHARACTERS = 64 << 20  # of all cells: one shared text may be named by a million cells
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DEFAULTS = ImportOptions()
SUMMARY_NAME = "planeditor_summary"
_SHEET_OF = re.compile(r"\$?(?:'((?:[^']|'')+)'|([^'!.]+))[!.]")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    hidden: bool
    path: str


@dataclass(slots=True)
class _Reading:
    """The parts and notes of the source so far, and the line that the next part begins on."""

    parts: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    line: int = 1
    characters: int = 0
    unsolved: int = 0


def read_xlsx(data: bytes, name: str, options: ImportOptions = DEFAULTS, progress: Progress | None = None) -> Source:
    """Return the sheets of a workbook as tables; SourceError if it cannot be read, Cancelled if `progress` says so."""
    with without_collection():
        return _read(open_package(data, name), options, progress)


def _read(package: Package, options: ImportOptions, progress: Progress | None) -> Source:
    main = package.main
    workbook = package.xml(main) if main else None
    if main is None or workbook is None or workbook.tag != f"{MAIN}workbook":
        raise damaged(package.name)
    book = read_book(package, main, workbook)
    reading = _Reading()
    sums = _summaries(workbook) if options.sheets is None else frozenset()
    sheets = [sheet for sheet in _sheets(package, main, workbook) if _is_wanted(sheet, options, sums)]
    for name in sorted(sums):
        note = _("The sheet “{sheet}” was left out: it only sums up the others.")
        reading.notes.append(note.format(sheet=name))
    for number, sheet in enumerate(sheets):
        part = share(progress, number / len(sheets), (number + 1) / len(sheets))
        _read_sheet(package, book, sheet, options, reading, part)
    _note_unsolved(reading)
    return Source(package.name, tuple(reading.parts), tuple(reading.notes), mark=package.stamp())


def _sheets(package: Package, main: str, workbook: "_Element") -> Iterator[_Sheet]:
    """Yield the sheets that hold cells; a sheet that is a chart has none."""
    links = package.relationships(main)
    for entry in workbook.iter(f"{MAIN}sheet"):
        link = links.get(entry.get(_ID, ""))
        if link is not None and link.kind == "worksheet":
            yield _Sheet(entry.get("name", ""), entry.get("state", "visible") != "visible", link.target)


def _is_wanted(sheet: _Sheet, options: ImportOptions, sums: frozenset[str]) -> bool:
    return sheet.name not in sums if options.sheets is None else sheet.name in options.sheets


def _summaries(workbook: "_Element") -> frozenset[str]:
    """Return the sheets of our ledgers that only count what the others hold: a defined name of ours marks them."""
    names = (entry for entry in workbook.iter(f"{MAIN}definedName") if entry.get("name") == SUMMARY_NAME)
    found = (_SHEET_OF.match(entry.text or "") for entry in names)
    return frozenset((match[1] or match[2]).replace("''", "'") for match in found if match)


def _read_sheet(
    package: Package, book: Book, sheet: _Sheet, options: ImportOptions, reading: _Reading, progress: Progress | None
) -> None:
    data = package.part(sheet.path)
    if data is None:
        raise damaged(package.name)
    cells = read_cells(data, book, package.name, progress)
    reading.unsolved += cells.unsolved
    reading.characters += sum(len(text) for _number, row in cells.rows for _column, text in row)
    if reading.characters > MOST_CHARACTERS:
        message = _("“{file}” is far too large inside for a plan. Copy what belongs to the plan into a new file.")
        raise SourceError(message.format(file=package.name))
    _add_grid(make_grid(cells), sheet, sheet.hidden and options.sheets is None, reading)
    for kind, text in read_asides(package, sheet.path, cells.printed):
        reading.parts.append(Block(reading.line, text, aside=kind))
        reading.line += 1
    if has_pictures(package, sheet.path):
        note = _("Pictures and charts on the sheet “{sheet}” were left out.")
        reading.notes.append(note.format(sheet=sheet.name))


def _add_grid(grid: Grid, sheet: _Sheet, apart: bool, reading: _Reading) -> None:
    hidden = [*("\t".join(row).rstrip("\t") for row in grid.rows if apart), *grid.covered]
    if grid.rows and not apart:
        table = Table(reading.line, grid.rows, grid.merges, sheet.name)
        reading.parts.append(table)
        reading.line = table.last_line + 1
    for text in hidden:
        reading.parts.append(Block(reading.line, " ".join(text.split("\n")), aside="hidden"))
        reading.line += 1
    if grid.rows and apart:
        note = _("The sheet “{sheet}” is hidden; its rows were set aside.")
        reading.notes.append(note.format(sheet=sheet.name))


def _note_unsolved(reading: _Reading) -> None:
    if reading.unsolved:
        text = ngettext(
            "{count} formula has no stored result and was kept as it is written. "
            "Open the file in Excel or WPS and save it to have the result.",
            "{count} formulas have no stored result and were kept as they are written. "
            "Open the file in Excel or WPS and save it to have the results.",
            reading.unsolved,
        )
        reading.notes.append(text.format(count=reading.unsolved))
