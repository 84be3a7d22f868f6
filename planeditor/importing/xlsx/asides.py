"""What belongs to a sheet beside its cells: comments, text boxes, headers and footers of the printed page.

One rule: it is kept apart from the cells, for nobody but people knows what it is about.
"""

import re
from collections.abc import Iterator, Sequence

from planeditor.importing.blocks import Aside
from planeditor.importing.office_package import Package
from planeditor.importing.xlsx.book import MAIN, rich_text
from planeditor.language.chrome import is_page_number

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ANCHORED = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
# &"font,style" &12 &K000000 &P: how a printed line is set, and fields that it is filled with (ECMA-376, 18.3.1.46).
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|[A-Za-z])')
_PAGE = re.compile("&[PN]")
_WORDS = re.compile("[^\\W\\d_]{2}")

Kept = tuple[Aside, str]


def read_asides(package: Package, path: str, printed: Sequence[tuple[str, str]]) -> list[Kept]:
    """Return the words beside the cells of the sheet at `path`, line by line, with what they are.

    `printed` are the headers and footers of the printed page, with the names of their elements.
    """
    found = [*_printed(printed), *_comments(package, path), *_drawn(package, path)]
    lines = ((kind, line.strip()) for kind, text in found for line in text.split("\n"))
    return [(kind, line) for kind, line in lines if line]


def has_pictures(package: Package, path: str) -> bool:
    """Tell whether pictures or charts stand on the sheet at `path`."""
    links = package.relationships(path).values()
    drawings = [link.target for link in links if link.kind == "drawing"]
    return any(
        link.kind in ("image", "chart") for drawing in drawings for link in package.relationships(drawing).values()
    )


def _printed(printed: Sequence[tuple[str, str]]) -> Iterator[Kept]:
    """Yield the printed headers and footers that say more than the number of the page."""
    for name, text in printed:
        counted = (_PAGE.sub("1", part) for part in re.split("&[LCR]", text))
        words = (_CODE.sub("", part).replace("&&", "&").strip() for part in counted)
        kind: Aside = "header" if name.endswith("Header") else "footer"
        yield from ((kind, text) for text in words if _WORDS.search(text) and not is_page_number(text))


def _comments(package: Package, path: str) -> Iterator[Kept]:
    comments = package.related(path, "comments")
    root = package.xml(comments) if comments else None
    if root is None:
        return
    for comment in root.iter(f"{MAIN}comment"):
        text = comment.find(f"{MAIN}text")
        if text is not None:
            yield "comment", f"{comment.get('ref', '')} {rich_text(text)}"


def _drawn(package: Package, path: str) -> Iterator[Kept]:
    drawing = package.related(path, "drawing")
    root = package.xml(drawing) if drawing else None
    if root is None:
        return
    for body in root.iter(f"{_ANCHORED}txBody"):
        for paragraph in body.iterchildren(f"{_DRAWN}p"):
            yield "comment", "".join(text.text or "" for text in paragraph.iter(f"{_DRAWN}t"))
