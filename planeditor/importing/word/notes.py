"""Footnotes, endnotes, comments and diagrams: what a paragraph refers to, each read once, where it is first named."""

from typing import TYPE_CHECKING

from planeditor.importing.office_package import Package
from planeditor.importing.word import names as w
from planeditor.importing.word.body import Piece, Shared, Story, Text, flatten

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTS = {"footnote": ("footnotes", w.FOOTNOTE), "endnote": ("endnotes", w.ENDNOTE), "comment": ("comments", w.COMMENT)}
_NAMES = {"footnote": "注", "endnote": "尾注"}  # as they stand in a document, not texts of ours


class Notes:
    """The notes of one document. `shared` must be set before the first is asked for."""

    shared: Shared

    def __init__(self, package: Package, path: str) -> None:
        self._package = package
        self._links = package.relationships(path)
        self._found: dict[str, dict[str, _Element]] = {}
        self._stories: dict[str, Story] = {}
        self._read: set[tuple[str, str]] = set()
        self._counts = {"footnote": 0, "endnote": 0}

    def attached(self, kind: str, number: str) -> list[Piece]:
        """Return the lines of a note that a paragraph refers to; none if it was read already or is missing."""
        if (kind, number) in self._read:
            return []
        self._read.add((kind, number))
        if kind == "diagram":
            return self._diagram(number)
        note = self._notes(kind).get(number)
        if note is None:
            return []
        if kind == "comment":
            return self._marked(kind, note, f"〔批注 {note.get(w.AUTHOR, '')}".rstrip() + "〕")
        self._counts[kind] += 1
        return self._marked(kind, note, f"〔{_NAMES[kind]}{self._counts[kind]}〕")

    def _notes(self, kind: str) -> "dict[str, _Element]":
        if kind not in self._found:
            relation, tag = _PARTS[kind]
            path = next((link.target for link in self._links.values() if link.kind == relation), "")
            root = self._package.xml(path)
            self._found[kind] = {} if root is None else {each.get(w.ID, ""): each for each in root.iterchildren(tag)}
            if root is not None:
                self._stories[kind] = Story(root, self.shared)
        return self._found[kind]

    def _marked(self, kind: str, note: "_Element", mark: str) -> list[Piece]:
        pieces: list[Piece] = []
        self._stories[kind].read(note, pieces)
        lines = flatten(pieces, "comment" if kind == "comment" else "")
        lines = [line for line in lines if line.text.strip()]
        if not lines:
            return []
        first = lines[0]
        return [Text(mark + first.text.strip(), 0, first.aside), *lines[1:]]

    def _diagram(self, number: str) -> list[Piece]:
        link = self._links.get(number)
        root = None if link is None else self._package.xml(link.target)
        if root is None:
            return []
        paragraphs = (one for point in root.iter(w.DIAGRAM_POINT) for one in point.iter(w.DRAWN_PARAGRAPH))
        texts = ("".join(text.text or "" for text in one.iter(w.DIAGRAM_TEXT)) for one in paragraphs)
        return [Text(text) for text in texts if text.strip()]
