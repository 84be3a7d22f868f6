"""Tables as text (.csv): one table from lines of cells.

One rule: which sign separates the cells is told by the lines themselves; quoted cells may hold it and line ends.
"""

import csv
import re
from collections.abc import Iterator

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.importing.blocks import Progress, Source, Table, report
from planeditor.importing.options import ImportOptions
from planeditor.importing.text import decode_text

SEPARATORS = ",\t;|"
_SAMPLE = 200  # lines by which the separator is told
MOST_COLUMNS = 256
DEFAULTS = ImportOptions()
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")


def read_csv(data: bytes, name: str, options: ImportOptions = DEFAULTS, progress: Progress | None = None) -> Source:
    """Return a file of separated cells as one table; SourceError if it is no text, Cancelled if `progress` says so."""
    try:
        text = decode_text(data)
    except ValueError as error:
        message = _("“{file}” is not a text file. Open it in the program it came from and save it as plain text.")
        raise SourceError(message.format(file=name)) from error
    text, separator = _declared(text.lstrip("\ufeff"))
    try:
        rows = list(_rows(text, separator or _sniff(text), progress))
    except csv.Error as error:
        raise SourceError(
            _("“{file}” cannot be read as a table. Save it as .xlsx and import that.").format(file=name)
        ) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return Source(name, (Table(1, _even(rows)),) if rows else ())


def _declared(text: str) -> tuple[str, str]:
    """Return the text without the line sep=; by which Excel is told the separator, and that."""
    first, _end, rest = text.partition("\n")
    if first.startswith("sep=") and len(first) == 5:
        return rest, first[-1]
    return text, ""


def _sniff(text: str) -> str:
    """Return the separator that gives the lines the same number of cells, two or more, most often."""
    sample = "\n".join(text.split("\n")[:_SAMPLE])
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> tuple[int, int]:
    """Return how many lines agree on a number of cells, two or more, and that number; zeros for none."""
    counts = [len(row) for row in csv.reader(sample.split("\n"), delimiter=separator) if len(row) > 1]
    most = max(set(counts), key=counts.count, default=0)
    return counts.count(most), most


def _rows(text: str, separator: str, progress: Progress | None) -> Iterator[tuple[str, ...]]:
    limit = csv.field_size_limit(max(len(text), 1 << 17))
    total = text.count("\n") + 1
    try:
        lines = (f"{line}\n" for line in text.split("\n"))
        for done, row in enumerate(csv.reader(lines, delimiter=separator)):
            report(progress, done, total)
            yield tuple(map(_plain, row))
    finally:
        csv.field_size_limit(limit)


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps Excel from calculating its text."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def _even(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows all as long as the longest; what stands beyond the last column of a table is joined to it."""
    width = min(max(map(len, rows)), MOST_COLUMNS)
    return tuple((*row[: width - 1], "\t".join(row[width - 1 :]), *[""] * (width - len(row)))[:width] for row in rows)
