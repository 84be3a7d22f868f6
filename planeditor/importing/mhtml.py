"""Pages saved with their pictures in one file (.mht, .mhtml), by a browser or by Word.

One rule: the first page in the envelope is read as any other; frames and Word's headers follow it.
"""

from collections.abc import Iterable
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from planeditor.importing.blocks import Part, Progress, Source, Table
from planeditor.importing.html_page import page_error, read_fragment, read_page
from planeditor.importing.options import ImportOptions
from planeditor.importing.web.tree import NotAPageError, decode_page


def read_mhtml(data: bytes, name: str, options: ImportOptions, progress: Progress | None = None) -> Source:
    """Return the paragraphs and tables of the page in an envelope; SourceError if there is none."""
    try:
        pages = _pages(data)
        source = read_page(pages[0], name, options, progress)
    except NotAPageError as error:
        raise page_error(name, error) from error
    beside = (part for page in pages[1:] for part in read_fragment(page)[0])
    return replace(source, parts=tuple(_renumbered([*source.parts, *beside])))


def _pages(data: bytes) -> list[str]:
    """Return the texts of the pages, the main one first; NotAPageError without one."""
    try:
        parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
        pages = [_text(part) for part in parts]
    except (RecursionError, ValueError, LookupError, AssertionError, AttributeError, TypeError) as error:
        raise NotAPageError("damaged envelope") from error
    if not pages:
        raise NotAPageError("no page")
    return pages


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return decode_page(payload if isinstance(payload, bytes) else b"", str(part.get_param("charset") or ""))


def _renumbered(parts: Iterable[Part]) -> Iterable[Part]:
    line = 1
    for part in parts:
        yield replace(part, line=line)
        line += len(part.rows) if isinstance(part, Table) else 1
