"""Scraps of WordprocessingML that every part is made of. One rule: properties stand in the order of the schema."""

import re
from collections.abc import Iterable, Iterator

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/relationships"'
_LOOSE = re.compile(r'(<w:pStyle w:val="[^"]*"/>)(?!<w:keepNext/>)')


def font_xml(name: str) -> str:
    """Return w:rFonts for one font in all four roles; "" leaves them to the style.

    Without the hint Word takes “ ” … and — from a Latin font; a theme attribute would override the names.
    """
    roles = "".join(f' w:{role}="{name}"' for role in ("ascii", "hAnsi", "eastAsia", "cs")) if name else ""
    return f'<w:rFonts w:hint="eastAsia"{roles}/>'


def paragraph(style: str, runs: str, extra: str = "") -> str:
    """Return a paragraph; `extra` are further properties, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs}</w:p>'


def keep_next(paragraphs: str) -> str:
    """Return paragraphs each of which stays on the page of the one behind it."""
    return _LOOSE.sub(r"\1<w:keepNext/>", paragraphs)


def keep_last(pieces: Iterable[str]) -> Iterator[str]:
    """Yield pieces of XML, the very last paragraph of which stays on the page of what follows."""
    held = ""
    for piece in pieces:
        yield held
        held = piece
    before, opening, last = held.rpartition("<w:p>")
    yield before + opening + keep_next(last)
