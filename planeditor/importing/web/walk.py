"""The tree of a page as the paragraphs and tables that a reader sees.

One rule: every visible character ends up in one piece; what the page hides is a piece of its own, kept apart.
"""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planeditor.importing.blocks import Aside
from planeditor.importing.options import Revisions
from planeditor.importing.pieces import IN_LIST, Piece
from planeditor.importing.web.lists import Lists
from planeditor.importing.web.style import heading_level, is_list_number, kept_apart, list_depth, written_number
from planeditor.importing.web.tables import DEEPEST_TABLE, is_data_table, make_table, own_rows

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset(
    re.findall(
        r"\S+",
        """
        address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
        footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noframes ol optgroup option
        p pre section select summary table tbody td tfoot th thead tr ul ucapcontent
        """,
    )
)
LISTS = frozenset(("ol", "ul", "dir", "menu"))
SILENT = frozenset(
    ("script", "style", "head", "iframe", "object", "embed", "svg", "canvas", "map", "audio", "video", "xml")
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPACE = re.compile("[ \t\n\f]+")
_WIDE = "[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—]"
# Chinese text has no spaces: where the page's source breaks a line within it, none is shown.
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*\n[ \t\n]*(?={_WIDE})")
_HEADING_BREAK = "\u2028"
_BROKEN_HEADING = re.compile(r"(?:(?<=([A-Za-z]))|) *\u2028 *")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds for the words directly in an element."""

    place: "HtmlElement"
    aside: Aside = ""
    level: int = 0
    depth: int = 0
    tables: int = 0
    link: bool = False
    pre: bool = False


class Walker:
    """Gathers pieces while the elements go by.

    With `flat` tables are text, as inside a cell; of a `fragment` only what its marks enclose was copied; `reveal`
    shows what is invisible until a script shows it.
    """

    def __init__(
        self, revisions: Revisions, *, flat: bool = False, fragment: bool = False, reveal: bool = False
    ) -> None:
        self.pieces: list[Piece] = []
        self.pictures = 0
        self._revisions = revisions
        self._flat = flat
        self._fragment = fragment
        self._reveal = reveal
        self._lists = Lists()
        self._frames: list[_Frame] = []
        self._words: dict[Aside, list[str]] = {}
        self._links = 0
        self._mark = ""

    def walk(self, root: "HtmlElement") -> list[Piece]:
        """Return the pieces in an element."""
        from lxml import etree

        events = etree.iterwalk(root, events=("start", "end", "comment"))
        self._frames = [_Frame(root)]
        for event, element in events:
            if event == "start":
                if not self._start(element):
                    events.skip_subtree()
                continue
            if event == "end":
                self._end(element)
            elif self._fragment and self._ends_at(element.text or ""):
                break
            if element is not root:
                self._add(element.tail)
        self._flush()
        return self.pieces

    def _ends_at(self, comment: str) -> bool:
        """What stands before and after the marked part of a page on the clipboard was not copied."""
        if comment.strip() == "StartFragment":
            self._words.clear()
            self.pieces.clear()
        return comment.strip() == "EndFragment"

    # -- elements

    def _start(self, element: "HtmlElement") -> bool:
        """Open an element; False if nothing in it is left to be walked through."""
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
        frame = self._frame(element)
        self._frames.append(frame)
        if tag in SILENT:
            return False
        if is_list_number(element):
            self._mark = written_number(element)
            return False
        if tag == "table" and not self._flat and frame.tables <= DEEPEST_TABLE and is_data_table(element):
            self._take_table(element, frame)
            return False
        self._open(element)
        self._add(element.text)
        return True

    def _frame(self, element: "HtmlElement") -> _Frame:
        outer, tag = self._frames[-1], element.tag
        aside = outer.aside or kept_apart(element, self._revisions, reveal=self._reveal)
        if tag not in BLOCKS:
            return replace(outer, aside=aside, link=outer.link or tag == "a")
        depth = list_depth(element) or (IN_LIST if self._lists.depth or outer.depth else 0)
        return _Frame(
            element, aside, heading_level(element) or outer.level, depth, outer.tables + (tag == "table"),
            outer.link, outer.pre or tag == "pre",
        )  # fmt: skip

    def _open(self, element: "HtmlElement") -> None:
        if element.tag in LISTS:
            self._lists.open(element)
        elif element.tag == "li":
            self._mark = self._lists.mark(element)
        elif element.tag == "img":
            self.pictures += 1
        elif element.tag == "br":
            self._break()

    def _break(self) -> None:
        """A line break ends a paragraph as it does in official texts; in a heading it only breaks the line."""
        if self._frames[-1].place.tag in HEADINGS:
            self._add(_HEADING_BREAK)
        else:
            self._flush()

    def _end(self, element: "HtmlElement") -> None:
        if element.tag in BLOCKS:
            self._flush()
        if element.tag in LISTS:
            self._lists.close()
        if element.tag in ("td", "th") and self._flat:
            self._mark = ""
        self._frames.pop()

    def _take_table(self, element: "HtmlElement", frame: _Frame) -> None:
        """Read a table of data: its caption first, hidden words of its cells after it."""
        for caption in element.findall("caption"):
            self.pieces += self._inner(caption)
        apart: list[Piece] = []
        for hidden, rows in own_rows(element, self._revisions):
            found = make_table(rows, lambda cell: self._cell(cell, apart))
            aside = frame.aside or ("hidden" if hidden else "")
            if found is None or aside:
                lines = [" ".join(filter(None, (self._cell(cell, apart) for cell in row))) for row in rows]
                self.pieces += [Piece(line, aside=aside, place=element) for line in lines if line]
            elif any(any(row) for row in found[0]):
                links = sum(len("".join(link.itertext()).strip()) for link in element.iter("a"))
                self.pieces.append(Piece("", place=element, links=links, rows=found[0], merges=found[1]))
        self.pieces += apart

    def _inner(self, element: "HtmlElement") -> list[Piece]:
        walker = Walker(self._revisions, flat=True)
        pieces = walker.walk(element)
        self.pictures += walker.pictures
        for piece in pieces:
            piece.place = element
        return pieces

    def _cell(self, cell: "HtmlElement", apart: list[Piece]) -> str:
        if not len(cell) and not kept_apart(cell, self._revisions):  # most cells are words and nothing else
            return _collapsed(cell.text or "").strip()
        pieces = self._inner(cell)
        apart += [piece for piece in pieces if piece.aside]
        return "\n".join(piece.text.strip() for piece in pieces if not piece.aside).strip()

    # -- words

    def _add(self, text: str | None) -> None:
        frame = self._frames[-1]
        if not text:
            return
        if frame.pre and "\n" in text:
            for line in text.split("\n")[:-1]:
                self._words.setdefault(frame.aside, []).append(line)
                self._flush()
            text = text.rsplit("\n", 1)[1]
        self._words.setdefault(frame.aside, []).append(text)
        self._links += len(text.strip()) if frame.link else 0

    def _flush(self) -> None:
        """End the paragraph."""
        frame = self._frames[-1]
        main = frame.aside
        for aside in sorted(self._words, key=lambda aside: aside != main):
            text = self._shown("".join(self._words[aside]), frame)
            if not text.strip():
                continue
            mark, self._mark = self._mark, ""
            depth = (frame.depth if frame.depth > 0 else self._lists.depth) if mark else frame.depth and IN_LIST
            self.pieces.append(
                Piece(mark + text.lstrip() if mark else text, frame.level, aside, depth, self._links, frame.place)
            )
            self._links = 0
        self._words.clear()

    def _shown(self, text: str, frame: _Frame) -> str:
        if not frame.pre:
            text = _collapsed(text)
            text = _BROKEN_HEADING.sub(lambda found: " " if found[1] else "", text)
        return text.rstrip()


def _collapsed(text: str) -> str:
    return _SPACE.sub(" ", _WRAPPED.sub("", text)).strip(" ")
