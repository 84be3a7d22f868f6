"""Blocks of cells between programs: text with tabs, as spreadsheets write it, and the tables of HTML.

One rule: what is written here is read back equal; a block is rectangular, "" where a row was shorter.
"""

import csv
import io
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

Block = list[list[str]]
LARGEST_SPAN = 1000  # cells that one merged cell covers at most: more is a slip of whoever wrote it


def read_text(text: str) -> Block:
    """Return the cells of text with tabs between columns; quoted cells may hold tabs and line breaks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not lines:
        return []
    if '"' not in lines or not _is_quoted(lines):
        return _rectangular([line.split("\t") for line in lines.split("\n")])
    return _rectangular(list(csv.reader(io.StringIO(lines, newline=""), delimiter="\t")))


def _is_quoted(text: str) -> bool:
    """Tell cells in quotes, as spreadsheets write them, from quotes that belong to the words."""
    return text.startswith('"') or '\t"' in text or '\n"' in text


def write_text(block: Sequence[Sequence[str]]) -> str:
    """Return cells as text with tabs; cells with tabs, line breaks or quotes are quoted."""
    return "".join("\t".join(map(_quoted, row)) + "\n" for row in block)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in '\t\n\r"') else cell


def write_html(block: Sequence[Sequence[str]], headings: Sequence[str] = ()) -> str:
    """Return cells as a table of HTML, as text so that no program makes dates of numbers."""
    head = "<tr>" + "".join(f"<th>{escape(heading)}</th>" for heading in headings) + "</tr>" if headings else ""
    rows = "".join("<tr>" + "".join(map(_html_cell, row)) + "</tr>" for row in block)
    return f'<meta charset="utf-8"><table border="1">{head}{rows}</table>'


def _html_cell(cell: str) -> str:
    return "<td>" + escape(cell).replace("\n", "<br>") + "</td>"


def read_html(html: str) -> Block:
    """Return the cells of the first table in HTML, [] where there is none; merged cells leave "" behind them."""
    parser = _Tables()
    parser.feed(html)
    parser.close()
    return _rectangular(parser.rows)


def read_clipboard(text: str, html: str) -> Block:
    """Return the cells that a clipboard holds: those of its table, else those of its text."""
    return read_html(html) or read_text(text) if "<table" in html.lower() else read_text(text)


class _Tables(HTMLParser):
    """Takes the first table; what stands in tables within its cells joins their words."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Block = []
        self._depth = 0
        self._done = False
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._covered: dict[tuple[int, int], bool] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._done:
            return
        if tag == "table":
            self._depth += 1
        elif tag == "tr" and self._depth == 1:
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th") and self._depth == 1 and self.rows:
            self._end_cell()
            self._cell = []
            self._span = (_span(attrs, "rowspan"), _span(attrs, "colspan"))
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
                self._done = True
            self._depth -= 1
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(" ".join(data.split()) if data.strip() else " " if self._cell else "")

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = [" ".join(line.split()) for line in "".join(self._cell).split("\n")]
        self._cell = None
        row, at = self.rows[-1], len(self.rows) - 1
        self._skip_covered(row, at)
        rows, columns = self._span
        for down in range(rows):
            for right in range(columns):
                self._covered[at + down, len(row) + right] = True
        row.append("\n".join(lines).strip("\n"))
        self._skip_covered(row, at)

    def _skip_covered(self, row: list[str], at: int) -> None:
        while (at, len(row)) in self._covered:
            row.append("")


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    text = dict(attrs).get(name) or "1"
    return min(max(int(text), 1), LARGEST_SPAN) if text.isdecimal() else 1


def _rectangular(rows: Block) -> Block:
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows if width]


def spread(block: Block, rows: int, columns: int) -> Block:
    """Return the block repeated over a selection of that size where it fits a whole number of times."""
    height, width = len(block), len(block[0])
    if rows % height or columns % width:
        return block
    return [[block[row % height][column % width] for column in range(columns)] for row in range(rows)]
