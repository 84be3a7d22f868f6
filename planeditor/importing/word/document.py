"""A .docx as a source: the body in its order, what hangs on it, and what stands around it.

One rule: nothing that a reader of the document sees is missing; what has no text is told in a note.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from planeditor.errors import SourceError
from planeditor.i18n import _, ngettext
from planeditor.importing.blocks import Aside, Block, Part, Progress, Source, Table, report, share
from planeditor.importing.office_package import Package, damaged, open_package, parse_xml
from planeditor.importing.options import ImportOptions
from planeditor.importing.word import names as w
from planeditor.importing.word.body import ANCHOR, Piece, Shared, Story, Text, flatten
from planeditor.importing.word.chunks import Chunks
from planeditor.importing.word.inline import Left
from planeditor.importing.word.notes import Notes
from planeditor.importing.word.numbering import read_numbering
from planeditor.importing.word.styles import read_styles
from planeditor.importing.word.tables import Grid
from planeditor.plan.memory import without_collection

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENTS_TITLE = re.compile(r"\s*(?:目\s*[录次錄]|contents)\s*\Z", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[\s\d—–\-－·.~～/|第页頁共of]*\Z|\s*page[\s\d]*(?:of[\s\d]*)?\Z", re.IGNORECASE)
_LOOKS = re.compile(
    rb"<w:rPr>(?:<w:(?:rFonts|b|bCs|i|iCs|u|color|spacing|w|kern|position|sz|szCs|highlight|shd|vertAlign|lang|"
    rb"snapToGrid|noProof|bdr|em|eastAsianLayout|fitText)(?: [^<>]*)?/>)*</w:rPr>"
)
_OPENED = 0.3  # of the whole, when the parts are parsed


def read_docx(data: bytes, name: str, options: ImportOptions, progress: Progress | None = None) -> Source:
    """Return the lines and tables of a Word document; SourceError if it is none, damaged, locked or too large."""
    try:
        with without_collection():
            return _read(open_package(data, name), options, progress)
    except RecursionError as error:
        raise damaged(name) from error


def _read(package: Package, options: ImportOptions, progress: Progress | None, *, inserted: bool = False) -> Source:
    path = package.main or "word/document.xml"
    root = _parse(package, path)
    body = None if root is None else next(root.iterchildren(w.BODY), None)
    if root is None or body is None:
        raise _no_document(package)
    left = Left()
    notes = Notes(package, path)
    tick = _ticker(share(progress, _OPENED, 1), sum(1 for each in root.iter(w.P)))
    chunks = Chunks(package, path, options, None if inserted else lambda data, name: _inserted(data, name, options))
    shared = _shared(package, path, options, left, notes, chunks, tick)
    notes.shared = shared
    pieces: list[Piece] = []
    Story(root, shared).read(body, pieces)
    pieces.extend(_margins(package, path, root, shared))
    pieces = _with_contents_title(pieces)
    notes_for_people = tuple(dict.fromkeys([*_sentences(left, options), *chunks.notes]))
    return Source(package.name, tuple(_numbered(pieces)), notes_for_people, _anchors(pieces), package.stamp())


def _inserted(data: bytes, name: str, options: ImportOptions) -> Source:
    return _read(open_package(data, name), options, None, inserted=True)


def _parse(package: Package, path: str) -> "_Element | None":
    data = package.part(path)
    return None if data is None else parse_xml(_without_looks(data), package.name)


def _without_looks(data: bytes) -> bytes:
    """Leave out what only says how runs look: most of a document's bytes, and of the time to parse them.

    What matters here (w:vanish, w:rStyle, tracked marks) keeps its properties. In CDATA all this would be text.
    """
    return data if b"<![CDATA[" in data else _LOOKS.sub(b"", data)


def _shared(
    package: Package,
    path: str,
    options: ImportOptions,
    left: Left,
    notes: Notes,
    chunks: Chunks,
    tick: Callable[[], None],
) -> Shared:
    links = {link.kind: link.target for link in package.relationships(path).values()}
    styles = read_styles(package.xml(links.get("styles", "")))
    numbering = read_numbering(package.xml(links.get("numbering", "")), styles.lists)
    anchored = ANCHOR.encode() in (package.part(path) or b"")
    return Shared(styles, numbering, options.revisions, left, notes.attached, chunks.read, tick, anchored)


def _ticker(progress: Progress | None, total: int) -> Callable[[], None]:
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        report(progress, done, total)

    return tick


def _margins(package: Package, path: str, root: "_Element", shared: Shared) -> Iterator[Text]:
    """Yield headers and footers, each text once; page numbers are no text."""
    links = package.relationships(path)
    seen: set[str | tuple[Aside, str]] = set()
    for reference in root.iter(w.HEADER_REFERENCE, w.FOOTER_REFERENCE):
        link = links.get(reference.get(w.RELATION, ""))
        part = None if link is None or link.target in seen else package.xml(link.target)
        if link is None or part is None:
            continue
        seen.add(link.target)
        aside: Aside = "header" if reference.tag == w.HEADER_REFERENCE else "footer"
        pieces: list[Piece] = []
        Story(part, shared).read(part, pieces)
        for line in flatten(pieces, aside):
            is_number = line.counts_pages and _PAGE_NUMBER.match(line.text)
            if line.text.strip() and not is_number and (aside, line.text) not in seen:
                seen.add((aside, line.text))
                yield line


def _with_contents_title(pieces: list[Piece]) -> list[Piece]:
    """Set the line 目录 aside together with the table of contents it stands above."""
    found = False
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if not isinstance(piece, Text):
            found = False
        elif piece.aside == "contents":
            found = True
        elif piece.text.strip():
            if found and _CONTENTS_TITLE.match(piece.text):
                pieces[at] = piece._replace(level=0, aside="contents")
            found = False
    return pieces


def _numbered(pieces: list[Piece]) -> Iterator[Part]:
    line = 1
    for piece in pieces:
        if isinstance(piece, Grid):
            yield Table(line, piece.rows, piece.merges)
            line += len(piece.rows)
        else:
            yield Block(line, piece.text, piece.level, piece.aside)
            line += 1


def _anchors(pieces: list[Piece]) -> dict[int, str]:
    """Return the ids that lines carry, each by its first line: LibreOffice repeats a bookmark where it ends."""
    found: dict[str, int] = {}
    line = 1
    for piece in pieces:
        for place, anchor in enumerate(piece.anchors if isinstance(piece, Grid) else (piece.anchor,)):
            if anchor:
                found.setdefault(anchor, line + place)
        line += len(piece.rows) if isinstance(piece, Grid) else 1
    return {line: anchor for anchor, line in found.items()}


def _sentences(left: Left, options: ImportOptions) -> Iterator[str]:
    """Yield what people should know about what has no text."""
    if left.changes:
        yield (
            _("The document has tracked changes. They were read as accepted.")
            if options.revisions == "accept"
            else _("The document has tracked changes. It was read as it was before them.")
        )
    if left.pictures:
        count = left.pictures
        yield ngettext("{count} picture was left out.", "{count} pictures were left out.", count).format(count=count)
    if left.objects:
        count = left.objects
        yield ngettext(
            "{count} embedded object was left out, such as an Excel sheet.",
            "{count} embedded objects were left out, such as Excel sheets.",
            count,
        ).format(count=count)
    if left.inserted_files:
        count = left.inserted_files
        yield ngettext(
            "{count} other file is inserted whole; its text was not read. Save the document in Word first.",
            "{count} other files are inserted whole; their text was not read. Save the document in Word first.",
            count,
        ).format(count=count)


def _no_document(package: Package) -> SourceError:
    if (package.main or "").startswith("xl/"):
        message = _("“{file}” is an Excel workbook, not a Word document. Change the end of its name to .xlsx.")
    elif package.main is None and "word/document.xml" not in package:
        message = _("“{file}” is no Word document. Open it in the program it came from and save it as .docx.")
    else:
        return damaged(package.name)
    return SourceError(message.format(file=package.name))
