"""Web pages saved as files: of government sites, from a browser, or made by Word, Excel and WPS.

One rule: the document in the page is read, and the site around it is kept apart; nothing of what a reader sees is lost.
"""

import re
from typing import TYPE_CHECKING

from planeditor.errors import SourceError
from planeditor.i18n import _, ngettext
from planeditor.importing.blocks import Part, Progress, Source, report
from planeditor.importing.options import ImportOptions
from planeditor.importing.pieces import Piece, number_parts, settle_levels
from planeditor.importing.web.article import set_site_apart
from planeditor.importing.web.tree import REPLACED, NotAPageError, decode_page, parse_page
from planeditor.importing.web.walk import Walker

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_OFFICE = re.compile(r"Word|Excel|WPS|Kingsoft|LibreOffice|OpenOffice", re.IGNORECASE)


def read_html(data: bytes, name: str, options: ImportOptions, progress: Progress | None = None) -> Source:
    """Return the paragraphs and tables of a saved page; SourceError if it is none or has no text."""
    try:
        text = decode_page(data)
        return read_page(text, name, options, progress)
    except NotAPageError as error:
        raise page_error(name, error) from error


def page_error(name: str, error: NotAPageError) -> SourceError:
    """Return what to tell people of a page that cannot be read."""
    if str(error) == "empty":
        message = _("“{file}” has no text. Open it in a browser, select all, copy, and paste it here.")
    else:
        message = _("“{file}” is not a web page that can be read. Open it in a browser and save it again.")
    return SourceError(message.format(file=name))


def read_page(text: str, name: str, options: ImportOptions, progress: Progress | None = None) -> Source:
    """Return the paragraphs and tables in the text of a page; NotAPageError if there are none."""
    root = parse_page(text)
    report(progress, 0, 1)
    walker = Walker(options.revisions)
    pieces = walker.walk(root)
    if _is_invisible(pieces):
        walker = Walker(options.revisions, reveal=True)
        pieces = walker.walk(root)
    title = _page_title(root)
    if not _is_office(root):
        set_site_apart(root, pieces, title)
    pieces = _with_title(pieces, title)
    if not any(piece.text.strip() or piece.rows for piece in pieces):
        raise NotAPageError("empty")
    settle_levels(pieces)
    return Source(name, number_parts(pieces), _notes(walker.pictures, text))


def read_fragment(text: str) -> tuple[tuple[Part, ...], bool]:
    """Return the paragraphs and tables of a part of a page, and whether tables, lists or headings are among them."""
    try:
        root = parse_page(text)
    except NotAPageError:
        return (), False
    pieces = Walker("accept", fragment="StartFragment" in text).walk(root)
    settle_levels(pieces)
    return number_parts(pieces), any(piece.rows or piece.level or piece.depth for piece in pieces)


def _is_invisible(pieces: list[Piece]) -> bool:
    """Some sites show an article by a script only; saved without running it, the page hides all there is to read."""
    hidden = sum(len(piece.text) for piece in pieces if piece.aside == "hidden")
    shown = sum(len(piece.text) + sum(len(cell) for row in piece.rows for cell in row) for piece in pieces)
    return hidden * 2 > shown


def _page_title(root: "HtmlElement") -> str:
    title = root.find(".//head/title")
    return "" if title is None else " ".join("".join(title.itertext()).split())


def _is_office(root: "HtmlElement") -> bool:
    """A page that Word or Excel made is a document throughout."""
    makers = (meta.get("content") or "" for meta in root.iter("meta") if (meta.get("name") or "").lower() in _MAKER)
    return any(_OFFICE.search(maker) for maker in makers)


_MAKER = ("generator", "progid", "originator")


def _with_title(pieces: list[Piece], title: str) -> list[Piece]:
    """The title bar is seen, too; it is one of the document's properties unless the text repeats it."""
    plain = "".join(title.split())
    if not plain or any(plain in "".join(piece.text.split()) for piece in pieces):
        return pieces
    return [Piece(title, aside="properties"), *pieces]


def _notes(pictures: int, text: str) -> tuple[str, ...]:
    notes: list[str] = []
    if pictures:
        note = ngettext("{count} picture was left out.", "{count} pictures were left out.", pictures)
        notes.append(note.format(count=pictures))
    damaged = text.count(REPLACED)
    if damaged:
        note = ngettext(
            "{count} damaged character was replaced by a sign.",
            "{count} damaged characters were replaced by a sign.",
            damaged,
        )
        notes.append(note.format(count=damaged))
    return tuple(notes)
