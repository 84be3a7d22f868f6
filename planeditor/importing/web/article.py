"""Which part of a saved page is the document, and which its site's: menus, links, the foot.

One rule: only what stands outside the smallest part that holds most of the running text is kept apart, and the title
and what follows it never.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planeditor.importing.pieces import Piece
from planeditor.language.chrome import is_menu, is_table_label, is_web_facts
from planeditor.language.marks import read_mark

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 0.75  # of the running text that the document must hold
_LEAST = 60  # characters of running text in a page that has a document
_LONG = 16
_CONTAINERS = frozenset(
    ("html", "body", "div", "section", "article", "main", "table", "tbody", "tr", "td", "center", "form", "ucapcontent",
     "span", "font")
)  # fmt: skip
_TITLE_ENDS = re.compile(r"\s*[-_|–—>»]+\s*|\s{2,}")
_SENTENCE = re.compile("[。；，、：]")
_SHORT_TITLE = 6


@dataclass(slots=True)
class _Order:
    """Every element's place in the page and the place behind the last one in it."""

    first: dict["HtmlElement", int]
    end: dict["HtmlElement", int]


def set_site_apart(root: "HtmlElement", pieces: Sequence[Piece], page_title: str) -> None:
    """Mark the pieces of the site: those before the title as its header, those after the document as its footer."""
    weights = _weigh(root, pieces)
    if weights.get(root, 0) < _LEAST:
        return
    article = _find_article(root, weights, {piece.place for piece in pieces if piece.rows})
    order = _order(root)
    begin, end = order.first[article], order.end[article]
    inside = [index for index, piece in enumerate(pieces) if begin <= order.first[piece.place] < end]
    start, stop = inside[0], _tail_end(pieces, inside[-1] + 1, article)
    start = _title_place(pieces, start, page_title)
    for index, piece in enumerate(pieces):
        if not piece.aside and not start <= index < stop and not (index < start and _tells_of_document(piece)):
            piece.aside = "header" if index < start else "footer"


def _tells_of_document(piece: Piece) -> bool:
    """The table of open information above a document names its issuer, number and date."""
    if piece.rows:
        return is_table_label(piece.rows[0][0])
    return is_table_label(piece.text) or (is_web_facts(piece.text) and not piece.links)


def _weigh(root: "HtmlElement", pieces: Sequence[Piece]) -> dict["HtmlElement", float]:
    """Return how much running text every element holds."""
    weights: dict[HtmlElement, float] = dict.fromkeys(root.iter(), 0.0)
    for piece in pieces:
        weights[piece.place] += _weight(piece)
    for element in reversed(list(weights)):
        parent = element.getparent()
        if parent is not None and element is not root:
            weights[parent] += weights[element]
    return weights


def _weight(piece: Piece) -> float:
    text = piece.text.strip() or "".join(cell for row in piece.rows for cell in row)
    if piece.aside or not text or piece.links * 2 >= len(text):
        return 0
    runs = len(text) >= _LONG or piece.rows or piece.level or _SENTENCE.search(text) or read_mark(text) is not None
    return len(text) if runs else len(text) / 4


def _find_article(
    root: "HtmlElement", weights: dict["HtmlElement", float], tables: set["HtmlElement"]
) -> "HtmlElement":
    enough = weights[root] * _MOST
    article = root
    while True:
        heaviest = max(article, key=lambda child: weights.get(child, 0), default=None)
        if heaviest is None or heaviest.tag not in _CONTAINERS or heaviest in tables:
            return article
        if weights.get(heaviest, 0) < enough:
            return article
        article = heaviest


def _order(root: "HtmlElement") -> _Order:
    elements = list(root.iter())
    first = {element: number for number, element in enumerate(elements)}
    end = {element: number + 1 for element, number in first.items()}
    for element in reversed(elements):
        parent = element.getparent()
        if parent is not None and element is not root:
            end[parent] = max(end[parent], end[element])
    return _Order(first, end)


def _tail_end(pieces: Sequence[Piece], stop: int, article: "HtmlElement") -> int:
    """Signer, date and attachments may stand beside the part with the running text, in the same frame as it."""
    frame = article.getparent()
    while stop < len(pieces):
        piece = pieces[stop]
        beside = frame is not None and piece.place.getparent() is frame
        if not beside or piece.aside or piece.links * 2 >= len(piece.text.strip()) or is_menu(piece.text):
            return stop
        stop += 1
    return stop


def _title_place(pieces: Sequence[Piece], start: int, page_title: str) -> int:
    """Return where the document begins: at its title above the running text, if that stands there."""
    names = {_plain(part) for part in (page_title, *_TITLE_ENDS.split(page_title)) if len(_plain(part)) >= _SHORT_TITLE}
    above = [index for index in range(start) if not pieces[index].aside and pieces[index].links == 0]
    named = [index for index in above if _plain(pieces[index].text) in names]
    headings = [index for index in above if pieces[index].level and len(_plain(pieces[index].text)) >= _SHORT_TITLE]
    return next(iter(named or headings[-1:]), start)


def _plain(text: str) -> str:
    return "".join(text.split())
