"""Documents that a Word file holds whole (w:altChunk): web pages, texts and other Word files.

One rule: each is read once, by the reader of its kind and within its limits; what no reader takes is told to people.
"""

import posixpath
from collections.abc import Callable

from planeditor.errors import SourceError
from planeditor.importing.blocks import Block, Source
from planeditor.importing.kinds import Kind, find_kind
from planeditor.importing.office_package import Package
from planeditor.importing.options import ImportOptions
from planeditor.importing.word.body import Piece, Text
from planeditor.importing.word.tables import Grid

_KINDS: tuple[Kind, ...] = ("docx", "html", "mhtml", "text")
_RELATION = "aFChunk"
ReadWord = Callable[[bytes, str], Source]


class Chunks:
    """The documents within one document. `notes` are what their readers have to say to people."""

    def __init__(self, package: Package, path: str, options: ImportOptions, read_word: ReadWord | None) -> None:
        self.notes: list[str] = []
        self._package = package
        self._links = dict(package.relationships(path))
        self._options = options
        self._read_word = read_word  # None: this one stands in another already

    def read(self, relation: str) -> list[Piece] | None:
        """Return what a document shows that is inserted by that relation; None if it is not to be read."""
        link = self._links.pop(relation, None)
        data = self._package.part(link.target) if link is not None and link.kind == _RELATION else None
        if link is None or not data:
            return None
        try:
            source = self._source(data, posixpath.basename(link.target))
        except SourceError:
            return None
        if source is None:
            return None
        self.notes += [note for note in source.notes if note not in self.notes]
        return [
            Text(part.text, part.level, part.aside) if isinstance(part, Block) else Grid(part.rows, part.merges)
            for part in source.parts
        ]

    def _source(self, data: bytes, name: str) -> Source | None:
        from planeditor.importing.readers import load_reader

        kind = find_kind(name, data)
        if kind not in _KINDS or (kind == "text" and not name.lower().endswith((".txt", ".text"))):
            return None
        if kind == "docx":
            return self._read_word(data, name) if self._read_word is not None else None
        return load_reader(kind)(data, name, self._options, None)
