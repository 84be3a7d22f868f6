"""One sheet: its cells as texts, by their rows and columns.

One rule: a cell is what it shows; a formula is its stored result, and only without one its own words. The XML is read
as it goes by, so that a sheet of 100 MB takes no more memory than its texts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from planeditor.errors import Cancelled, SourceError
from planeditor.i18n import _
from planeditor.importing.blocks import Progress
from planeditor.importing.office_package import damaged
from planeditor.importing.xlsx.book import Book, plain_text
from planeditor.importing.xlsx.columns import COLUMNS, LAST_COLUMN, LAST_ROW, next_number
from planeditor.importing.xlsx.formats import shown_text
from planeditor.importing.xlsx.plain_rows import read_plain_rows

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # Strict Open XML
)
_CHUNK = 1 << 19  # bytes between two reports
_PRINTED = ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})\Z")
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?Z?\Z")

Area = tuple[int, int, int, int]  # first row and column, last row and column, from 1
Attributes = dict[str, str]


@dataclass(slots=True)
class Cells:
    """The cells of a sheet that are not empty: for every row its number and its (column, text), from 1.

    `printed` are the headers and footers of the printed page, `unsolved` counts the formulas without stored result.
    """

    rows: list[tuple[int, list[tuple[int, str]]]] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)
    printed: list[tuple[str, str]] = field(default_factory=list)
    unsolved: int = 0


def read_cells(data: bytes, book: Book, name: str, progress: Progress | None = None) -> Cells:
    """Return the cells of a worksheet's XML; rows and columns always grow, whatever the file says of them.

    SourceError if the XML of the workbook `name` is damaged or has a DTD.
    """
    plain = read_plain_rows(data, book, progress)
    if plain is None:
        return _parse(data, book, name, progress)
    cells = _parse(plain[1], book, name, None)
    cells.rows = plain[0]
    return cells


def _parse(data: bytes, book: Book, name: str, progress: Progress | None) -> Cells:
    reader = _SheetReader(book)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start_root
    parser.StartDoctypeDeclHandler = reader.refuse
    reader.parser = parser
    try:
        for begin in range(0, len(data), _CHUNK):
            if progress is not None and not progress(begin / len(data)):
                raise Cancelled(_("The import was cancelled; nothing was changed."))
            parser.Parse(data[begin : begin + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(name) from error
    except _UnsafeError as error:
        message = _("“{file}” holds definitions that no office program writes. Save it anew in Word, Excel or WPS.")
        raise SourceError(message.format(file=name)) from error
    return reader.cells


class _UnsafeError(Exception):
    """The XML has a DTD."""


class _SheetReader:
    """Takes in the elements of a worksheet as they go by."""

    parser: expat.XMLParserType

    def __init__(self, book: Book) -> None:
        self.cells = Cells()
        self._book = book
        self._row = self._column = 0
        self._found: list[tuple[int, str]] = []
        self._cell: Attributes = {}
        self._cell_name = self._value_name = ""
        self._value = self._formula = ""
        self._runs: list[str] = []
        self._text: list[str] = []
        self._phonetic = False
        self._starts: dict[str, Callable[[Attributes], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}

    def refuse(self, *_declaration: object) -> None:
        """Stop at a DTD: it could define entities that grow without end."""
        raise _UnsafeError

    def start_root(self, name: str, attributes: Attributes) -> None:
        """Learn the prefix of the sheet's elements from the first one."""
        prefix = name[: name.find(":") + 1]
        if attributes.get(f"xmlns:{prefix}".rstrip(":")) not in NAMESPACES:
            raise ValueError(name)
        starts = {"row": self._start_row, "mergeCell": self._merge, "rPh": self._start_phonetic}
        ends = {"row": self._end_row, "f": self._end_formula, "t": self._end_run, "rPh": self._end_phonetic}
        ends |= {kind: self._printed(kind) for kind in _PRINTED}
        self._starts = {f"{prefix}{kind}": start for kind, start in starts.items()}
        self._ends = {f"{prefix}{kind}": end for kind, end in ends.items()}
        self._cell_name, self._value_name = f"{prefix}c", f"{prefix}v"
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append

    def _start(self, name: str, attributes: Attributes) -> None:
        """Begin an element; cells are nearly all there is and go first."""
        self._text.clear()
        if name == self._cell_name:
            self._cell = attributes
            self._value = self._formula = ""
            reference = attributes.get("r")
            named = COLUMNS.get(reference.rstrip("0123456789"), 0) if reference else 0
            self._column = named if named > self._column else self._column + 1
        elif (start := self._starts.get(name)) is not None:
            start(attributes)

    def _end(self, name: str) -> None:
        if name == self._value_name:
            self._value = "".join(self._text)
        elif name == self._cell_name:
            text = self._shown() if self._value or self._runs or self._formula else ""
            if text and not text.isspace():
                self._found.append((self._column, text))
        elif (end := self._ends.get(name)) is not None:
            end()

    # -- rows and cells

    def _start_row(self, attributes: Attributes) -> None:
        self._row = next_number(attributes.get("r"), self._row, LAST_ROW)
        self._column = 0
        self._found = []

    def _end_row(self) -> None:
        if self._found:
            self.cells.rows.append((self._row, self._found))

    def _end_formula(self) -> None:
        self._formula = "".join(self._text)

    def _start_phonetic(self, _attributes: Attributes) -> None:
        self._phonetic = True

    def _end_phonetic(self) -> None:
        self._phonetic = False

    def _end_run(self) -> None:
        if not self._phonetic:
            self._runs += self._text

    # -- what a cell shows

    def _shown(self) -> str:
        written, book = self._value, self._book
        kind = self._cell.get("t", "n")
        if kind == "s" and written:
            index = int(written) if written.isdecimal() and len(written) <= 9 else len(book.texts)
            return self._as_text(book.texts[index]) if index < len(book.texts) else ""
        if self._runs:
            text, self._runs = "".join(self._runs), []
            if kind == "inlineStr":
                return self._as_text(plain_text(text))
        if not written:
            return self._unsolved(kind) if self._formula else ""
        return book.number(written, self._cell.get("s")) if kind == "n" else self._typed(kind, written)

    def _typed(self, kind: str, written: str) -> str:
        if kind == "b":
            return "TRUE" if written in ("1", "true") else "FALSE"
        if kind == "d":
            return _MIDNIGHT.sub("", written).replace("T", " ")
        return self._as_text(plain_text(written)) if kind == "str" else plain_text(written)

    def _as_text(self, text: str) -> str:
        around = self._book.around.get(self._cell.get("s", "")) if self._book.around else None
        return shown_text(around, text) if around else text

    def _unsolved(self, kind: str) -> str:
        """A formula without a result keeps its words; one whose result is the empty text shows nothing."""
        if kind == "str":
            return ""
        self.cells.unsolved += 1
        return f"={self._formula}"

    # -- what follows the rows

    def _merge(self, attributes: Attributes) -> None:
        area = read_area(attributes.get("ref", ""))
        if area is not None:
            self.cells.merges.append(area)

    def _printed(self, kind: str) -> Callable[[], None]:
        return lambda: self.cells.printed.append((kind, "".join(self._text)))


# -- references


def read_area(reference: str) -> Area | None:
    """Return the area that A1:C3 names, within what a sheet has; None for what names none."""
    match = _AREA.match(reference)
    if match is None:
        return None
    rows = sorted(min(max(int(row), 1), LAST_ROW) for row in match.group(2, 4))
    columns = sorted(COLUMNS.get(column, LAST_COLUMN) for column in match.group(1, 3))
    return rows[0], columns[0], rows[1], columns[1]
