"""Markdown files. One rule: a line stays a line; signs that only set it (#, **, >) go, its words and numbers stay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.importing.blocks import Progress, Source, report
from planeditor.importing.options import ImportOptions
from planeditor.importing.pieces import IN_LIST, Piece, number_parts, settle_levels
from planeditor.importing.text import decode_text

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|[\u3400-\u9fff（\d]|\Z)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*\Z")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[^`]*\Z")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_POINT = re.compile(r"([ \t]*)(?:[-*+]|(\d{1,9})([.)]))[ \t]+(?=\S)")
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_QUOTE = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_DASHES = re.compile(":?-+:?")
_CELL_END = re.compile(r"(?<!\\)\|")
_FRONT_END = re.compile(r"(?:---|\.\.\.)[ \t]*\Z")
_TITLE = re.compile(r"title[ \t]{0,20}:", re.IGNORECASE)
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_COMMENT = "\x00"  # begins a line that was a comment; no text has it
_TAB = 4  # columns
_FRONT_LINES = 200

_WORDS = r"(?=[^\s*_~])(.{1,2000}?)(?<=[^\s])"
_EMPHASIS = (
    re.compile(rf"(?<!\\)\*\*\*{_WORDS}(?<!\\)\*\*\*"),
    re.compile(rf"(?<!\\)\*\*{_WORDS}(?<!\\)\*\*"),
    re.compile(rf"(?<![\\\w])__{_WORDS}(?<!\\)__(?!\w)", re.ASCII),
    re.compile(rf"(?<![\\*\w])\*(?!\*){_WORDS}(?<![\\*])\*(?![*\w])", re.ASCII),
    re.compile(rf"(?<![\\\w])_{_WORDS}(?<!\\)_(?!\w)", re.ASCII),
    re.compile(rf"~~{_WORDS}~~"),
    re.compile(r"(?<!\\)`{1,3}([^`\n]+)(?<!\\)`{1,3}"),
)
_LINK = re.compile(r"(!?)\[([^\[\]\n]{0,500})\]\(<?([^()\s<>]{0,2000})>?(?:[ \t]+[\"'][^\"'\n]{0,500}[\"'])?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(data: bytes, name: str, options: ImportOptions, progress: Progress | None = None) -> Source:
    """Return the lines and tables of a Markdown file; SourceError if it is no text."""
    try:
        text = decode_text(data)
    except ValueError as error:
        message = _("“{file}” is not a text file. Open it in the program it came from and save it as plain text.")
        raise SourceError(message.format(file=name)) from error
    reader = _Reader(_set_comments_apart(text.removeprefix("\ufeff")).split("\n"), progress)
    pieces = list(reader.read())
    settle_levels(pieces)
    return Source(name, number_parts(pieces))


def _set_comments_apart(text: str) -> str:
    """Return the text with every comment on lines of its own, behind the line in which it ends."""
    parts: list[str] = []
    waiting, done = "", 0
    while (start := text.find("<!--", done)) >= 0 and (end := text.find("-->", start)) >= 0:
        before, comment = text[done:start], text[start + 4 : end]
        parts.append(before.replace("\n", "\n" + waiting, 1))
        waiting = "" if "\n" in before else waiting
        waiting += "".join(f"{_COMMENT}{line.strip()}\n" for line in comment.split("\n") if line.strip())
        done = end + 3
    rest = text[done:] if "\n" in text[done:] or not waiting else text[done:] + "\n"
    return "".join([*parts, rest.replace("\n", "\n" + waiting, 1)])


@dataclass(slots=True)
class _Point:
    """An open point of a list: how far its sign and its text are set in."""

    sign: int
    text: int


class _Reader:
    """Reads line by line; what a line is may depend on the one below it."""

    def __init__(self, lines: list[str], progress: Progress | None) -> None:
        self._lines = lines
        self._progress = progress
        self._at = 0
        self._points: list[_Point] = []

    def read(self) -> Iterator[Piece]:
        """Yield the pieces of the file in order."""
        yield from self._front_matter()
        while self._at < len(self._lines):
            report(self._progress, self._at, len(self._lines))
            line = self._lines[self._at]
            if _FENCE.match(line):
                yield from self._code(line)
            elif line.startswith(_COMMENT):
                self._at += 1
                yield Piece(line[1:], aside="comment")
            elif self._is_table():
                yield self._table()
            else:
                yield from self._line(line)
                yield from _addresses(line)

    def _front_matter(self) -> Iterator[Piece]:
        """Properties stand between two rules at the start; the title among them is the document's."""
        end = next((i for i, line in enumerate(self._lines[1:_FRONT_LINES], 1) if _FRONT_END.match(line)), None)
        if self._lines[0].rstrip() != "---" or end is None:
            return
        title = next((_value(line) for line in self._lines[1:end] if _TITLE.match(line)), "")
        repeated = any(_plain(_heading_words(line)) == title for line in self._lines[end:] if _HEADING.match(line))
        for line in self._lines[1:end]:
            if title and not repeated and _TITLE.match(line):
                yield Piece(title)
                title = ""
            elif line.strip():
                yield Piece(line, aside="properties")
        self._at = end + 1

    def _code(self, opening: str) -> Iterator[Piece]:
        """What stands between fences is kept to the letter."""
        fence = opening.strip()[:3]
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                return
            yield Piece(line)

    # -- tables

    def _is_table(self) -> bool:
        """A table has a row of dashes below its header, with as many cells."""
        if self._at + 1 >= len(self._lines) or "|" not in self._lines[self._at]:
            return False
        dashes = _cells(self._lines[self._at + 1])
        ruled = all(_DASHES.fullmatch(cell.strip()) for cell in dashes)
        return ruled and len(dashes) == len(_cells(self._lines[self._at]))

    def _table(self) -> Piece:
        rows = [_cells(self._lines[self._at])]
        self._at += 2
        while self._at < len(self._lines) and "|" in self._lines[self._at] and self._lines[self._at].strip():
            rows.append(_cells(self._lines[self._at]))
            self._at += 1
        width = max(len(row) for row in rows)
        self._points.clear()
        return Piece("", rows=tuple(tuple(_cell(cell) for cell in row) + ("",) * (width - len(row)) for row in rows))

    # -- lines

    def _line(self, line: str) -> Iterator[Piece]:
        self._at += 1
        below = self._lines[self._at] if self._at < len(self._lines) else ""
        line = _QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line
        heading = _HEADING.match(line)
        if heading:
            self._points.clear()
            yield Piece(_plain(_heading_words(line)), len(heading[1]))
        elif _RULE.match(line) or not line.strip():
            yield Piece("")
        elif _UNDERLINE.match(below) and not _POINT.match(line) and not _RULE.match(line):
            self._at += 1
            self._points.clear()
            yield Piece(_plain(line.strip()), 1 if "=" in below else 2)
        else:
            yield from self._words(line)

    def _words(self, line: str) -> Iterator[Piece]:
        point = _POINT.match(line)
        depth = self._enter(point) if point else self._stay(line)
        words = line[point.end() :] if point else line
        sign = (f"{point[2]}{point[3]} " if point[2] else "• ") if point else ""
        task = _TASK.match(words) if point else None
        if task:
            words = words[task.end() :] + (" ☑" if task[1] != " " else "")
        for number, part in enumerate(_BREAK.split(words)):
            text = _plain(part.strip() if point or number else part.rstrip())
            yield Piece(sign + text if not number else text, depth=depth if not number else depth and IN_LIST)

    def _enter(self, point: re.Match[str]) -> int:
        """Return the depth of a point: inside the last one whose text begins no further in."""
        sign = _column(point[1])
        while self._points and sign < self._points[-1].text and sign <= self._points[-1].sign + 1:
            self._points.pop()
        self._points.append(_Point(sign, sign + 2))
        return len(self._points)

    def _stay(self, line: str) -> int:
        """A line set in below a point belongs to it; any other ends the list."""
        if self._points and _column(line) > self._points[0].sign:
            return IN_LIST
        self._points.clear()
        return 0


def _value(line: str) -> str:
    """Return a property's value without quotation marks."""
    value = line.split(":", 1)[1].strip()
    return value[1:-1] if value[:1] in ("'", '"') and value[-1:] == value[:1] and len(value) > 1 else value


def _heading_words(line: str) -> str:
    """Return a heading without its signs, those at its end too."""
    words = line.strip().lstrip("#").strip()
    open_end = words.rstrip("#")
    return open_end.rstrip() if open_end != words and open_end[-1:] in ("", " ", "\t") else words


def _column(line: str) -> int:
    lead = line[: len(line) - len(line.lstrip(" \t"))]
    return sum(_TAB if character == "\t" else 1 for character in lead)


def _cells(line: str) -> list[str]:
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return _CELL_END.split(line)


def _cell(text: str) -> str:
    return "\n".join(_plain(part.strip()) for part in _BREAK.split(text.strip().replace("\\|", "|")))


def _plain(text: str) -> str:
    """Return a line's words as they are shown."""
    text = _LINK.sub(r"\2", _AUTOLINK.sub(r"\1", text))
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text)


def _addresses(line: str) -> Iterator[Piece]:
    """Where a line's words lead to is not shown; it is kept apart."""
    found = (match[3] for match in _LINK.finditer(line) if match[2] != match[3])
    return (Piece(address, aside="properties") for address in found if address and not address.startswith("#"))
