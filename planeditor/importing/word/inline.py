"""What stands within a paragraph: runs, fields, tracked changes, boxes, references.

One rule: a text goes to exactly one channel (shown, hidden, contents), or is an instruction that nobody sees.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planeditor.importing.options import Revisions
from planeditor.importing.word import names as w
from planeditor.importing.word.auto_numbers import KINDS as AUTO_NUMBERS
from planeditor.importing.word.auto_numbers import AutoNumbers
from planeditor.importing.word.equations import formula_text
from planeditor.importing.word.fields import CONTENTS, PAGES, Field, broken_fields, field_kind
from planeditor.importing.word.symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = " \t\r\n"
_BLANK = re.compile("[ \t\r\n]")


@dataclass(slots=True)
class Box:
    """A text box that hangs on a paragraph: its content, or its words alone; `above` tells where it is seen."""

    content: "_Element | None"
    words: str
    above: bool


@dataclass(slots=True)
class Line:
    """A paragraph while it is read, or several whose marks are deleted. The lists hold pieces of text."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)  # kind of note, its id
    counts_pages: bool = False


@dataclass(slots=True)
class Left:
    """How many things were seen that have no text."""

    pictures: int = 0
    objects: int = 0
    inserted_files: int = 0
    changes: int = 0


class Inline:
    """Reads the paragraphs of one part, in their order: a field may reach over several."""

    def __init__(
        self, root: "_Element", revisions: Revisions, hiding: frozenset[str], left: Left, auto_numbers: AutoNumbers
    ) -> None:
        from lxml.etree import tostring

        self.left = left
        self.level = 0  # of the heading that is being read, 0 for text
        self._auto_numbers = auto_numbers
        self._tostring = tostring
        self.unseen = (w.INS, w.MOVE_TO) if revisions == "original" else (w.DEL, w.MOVE_FROM)
        self.has_changes = next(root.iter(w.INS, w.DEL, w.MOVE_FROM, w.MOVE_TO), None) is not None
        self.has_cell_changes = self.has_changes or next(root.iter(w.CELL_INS, w.CELL_DEL), None) is not None
        self.can_hide = bool(hiding) or next(root.iter(w.VANISH), None) is not None
        self._hiding = hiding
        self._broken = frozenset(broken_fields(root, self.unseen))
        self._fields: list[Field] = []
        self._special = _special_paragraphs(root)
        self._line = Line()
        self._hidden = self._style_hides = False
        self._out = self._line.shown
        self._handlers = dict(_INLINE)
        for tag in self.unseen:
            self._handlers[tag] = Inline._skip_change

    def plain_text(self, paragraph: "_Element") -> str | None:
        """Return the text of a paragraph that holds nothing but runs of it, else None.

        Nearly all paragraphs are like that, and their text is found without looking at each run.
        """
        if paragraph in self._special or self._fields or self._hiding:
            return None
        text: str = self._tostring(paragraph, encoding="unicode", method="text", with_tail=False)
        if not _BLANK.search(text):
            return text
        texts = ((each, each.text) for each in paragraph.iter(w.T))
        return "".join([_spaced(each, text) for each, text in texts if text])

    def read(self, paragraph: "_Element", line: Line, style_hides: bool) -> None:
        """Add what stands in `paragraph` to `line`."""
        self._line, self._style_hides, self._hidden = line, style_hides, style_hides
        self._choose()
        self._content(paragraph)

    def formula(self, element: "_Element", line: Line) -> None:
        """Add a formula that stands between paragraphs."""
        line.shown.append(formula_text(element))

    def aside(self) -> list[Field]:
        """Leave the open fields for a story within the story, such as a box; give them back to `resume`."""
        fields, self._fields = self._fields, []
        return fields

    def resume(self, fields: list[Field]) -> None:
        """Go on after `aside`."""
        self._fields = fields

    def _choose(self) -> None:
        """Find the list that the next text belongs to."""
        fields = self._fields
        if fields and not all(each.has_result for each in fields):
            self._out = []
        elif self._hidden:
            self._out = self._line.hidden
        elif fields and any(each.kind == CONTENTS for each in fields):
            self._out = self._line.contents
        elif fields and any(each.kind in PAGES for each in fields):
            self._line.counts_pages = True
            self._out = self._line.shown
        else:
            self._out = self._line.shown

    def _content(self, parent: "_Element") -> None:
        handlers = self._handlers
        for child in parent:
            tag = child.tag
            if tag == w.R:
                self._run(child)
            elif tag in handlers:
                handlers[tag](self, child)

    def _run(self, run: "_Element") -> None:
        handlers = _RUN
        if self.can_hide:
            self._hide(run)
        for child in run:
            tag = child.tag
            if tag == w.T:
                text = child.text
                if text:
                    if text[0] in _SPACE or text[-1] in _SPACE or "\n" in text:
                        text = _spaced(child, text)
                    self._out.append(text)
            elif tag in handlers:
                handlers[tag](self, child)

    def _hide(self, run: "_Element") -> None:
        """Find whether a run is hidden: by itself, else by its style or the paragraph's, but not by both (17.7.3)."""
        hidden = self._style_hides
        for properties in run.iterchildren(w.RPR):
            hidden ^= w.child_value(properties, w.RSTYLE) in self._hiding
            for vanish in properties.iterchildren(w.VANISH):
                hidden = w.is_on(vanish)
        if hidden != self._hidden:
            self._hidden = hidden
            self._choose()

    def _add(self, text: str) -> None:
        self._out.append(text)

    def _skip_change(self, element: "_Element") -> None:
        self.left.changes += 1

    def _shown_change(self, element: "_Element") -> None:
        self.left.changes += 1
        self._content(element)

    def _tab(self, element: "_Element") -> None:
        self._add("\t")

    def _break(self, element: "_Element") -> None:
        self._add("\n")

    def _hyphen(self, element: "_Element") -> None:
        self._add("-")

    def _symbol(self, element: "_Element") -> None:
        try:
            code = int(element.get(w.CHAR, ""), 16)
        except ValueError:
            return
        self._add(symbol(element.get(w.FONT, ""), code))

    def _deleted_text(self, element: "_Element") -> None:
        self._add(_spaced(element, element.text or ""))

    def _ruby(self, element: "_Element") -> None:
        """Write the reading behind its characters in brackets, as browsers do that cannot set it above them."""
        for base in element.iterchildren(w.RUBY_BASE):
            self._content(base)
        for reading in element.iterchildren(w.RUBY_TEXT):
            self._add("（")
            self._content(reading)
            self._add("）")

    def _formula(self, element: "_Element") -> None:
        self._add(formula_text(element))

    def _alternate(self, element: "_Element") -> None:
        branch = w.choose(element)
        if branch is not None:
            self._content(branch)

    def _run_alternate(self, element: "_Element") -> None:
        branch = w.choose(element)
        if branch is not None:
            for child in branch:
                if child.tag == w.R:
                    self._run(child)
                elif child.tag == w.T:
                    self._add(_spaced(child, child.text or ""))
                elif child.tag in _RUN:
                    _RUN[child.tag](self, child)

    def _content_control(self, element: "_Element") -> None:
        for content in element.iterchildren(w.SDT_CONTENT):
            self._content(content)

    def _simple_field(self, element: "_Element") -> None:
        instruction = element.get(w.INSTR, "")
        kind = field_kind(instruction)
        self._fields.append(Field(has_result=True, kind=kind))
        self._choose()
        if kind in AUTO_NUMBERS and next(element.iter(w.T), None) is None:
            self._add(self._auto_numbers.next(instruction, self.level))
        self._content(element)
        self._fields.pop()
        self._choose()

    def _field_mark(self, element: "_Element") -> None:
        if element in self._broken:
            return
        kind = element.get(w.FIELD_TYPE)
        if kind == "begin":
            self._fields.append(Field(element))
        elif kind == "separate" and self._fields:
            self._fields[-1].begin_result()
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            self._choose()
            if not ended.has_result and field_kind(ended.text) in AUTO_NUMBERS:
                self._add(self._auto_numbers.next(ended.text, self.level))
            elif not ended.has_result:
                self._add(ended.shown())
            return
        self._choose()

    def _instruction(self, element: "_Element") -> None:
        if self._fields and not self._fields[-1].has_result:
            self._fields[-1].instruction.append(element.text or "")

    def _footnote(self, element: "_Element") -> None:
        self._line.references.append(("footnote", element.get(w.ID, "")))

    def _endnote(self, element: "_Element") -> None:
        self._line.references.append(("endnote", element.get(w.ID, "")))

    def _comment(self, element: "_Element") -> None:
        self._line.references.append(("comment", element.get(w.ID, "")))

    def _graphic(self, element: "_Element") -> None:
        if self._fields and not all(each.has_result for each in self._fields):
            return
        _find_boxes(element, _is_above(element), self._line, self.left)


def _special_paragraphs(root: "_Element") -> "frozenset[_Element]":
    """Return the paragraphs that hold anything but runs of text, found by what they hold."""
    found: set[_Element] = set()
    for element in root.iter(*_RUN, *_INLINE, w.VANISH):
        for paragraph in element.iterancestors(w.P):
            if paragraph in found:
                break
            found.add(paragraph)
    return frozenset(found)


def _spaced(element: "_Element", text: str) -> str:
    """Without xml:space="preserve" the space around a text is the file's, not the document's (17.3.3.31)."""
    if element.get(w.SPACE) != "preserve":
        text = text.strip(_SPACE)
    return text.replace("\r", " ").replace("\n", " ")


def _is_above(graphic: "_Element") -> bool:
    """Tell whether a box is seen above the paragraph it hangs on: placed upwards, in Word's way or the older one."""
    for position in graphic.iter(w.POSITION_V):
        offset = next((each.text for each in position.iter(w.POSITION_OFFSET)), None)
        return w.whole(offset, 0) < 0
    return any("margin-top:-" in (shape.get("style") or "").replace(" ", "") for shape in graphic)


def _find_boxes(element: "_Element", above: bool, line: Line, left: Left) -> None:
    for child in element:
        tag = child.tag
        if tag == w.BOX:
            line.boxes.append(Box(child, "", above))
        elif tag == w.TEXT_PATH:
            line.boxes.append(Box(None, child.get("string", ""), above))
        elif tag == w.ALTERNATE:
            branch = w.choose(child)
            if branch is not None:
                _find_boxes(branch, above, line, left)
        else:
            _count_graphic(child, above, line, left)


def _count_graphic(element: "_Element", above: bool, line: Line, left: Left) -> None:
    tag = element.tag
    if tag in (w.BLIP, w.CHART_PART):
        left.pictures += 1
    elif tag == w.IMAGE:
        left.pictures += next(element.iterancestors(w.OBJECT), None) is None
    elif tag == w.OLE:
        left.objects += 1
    elif tag == w.DIAGRAM:
        line.references.append(("diagram", element.get(w.DIAGRAM_DATA, "")))
    elif len(element):
        _find_boxes(element, above, line, left)


_Handler = Callable[[Inline, "_Element"], None]
_RUN: dict[str | bytes | bytearray, _Handler] = {
    w.TAB: Inline._tab,
    w.PTAB: Inline._tab,
    w.BR: Inline._break,
    w.CR: Inline._break,
    w.NO_BREAK_HYPHEN: Inline._hyphen,
    w.SYM: Inline._symbol,
    w.DEL_TEXT: Inline._deleted_text,
    w.RUBY: Inline._ruby,
    w.FIELD_CHAR: Inline._field_mark,
    w.INSTR_TEXT: Inline._instruction,
    w.DEL_INSTR: Inline._instruction,
    w.FOOTNOTE_REFERENCE: Inline._footnote,
    w.ENDNOTE_REFERENCE: Inline._endnote,
    w.COMMENT_REFERENCE: Inline._comment,
    w.DRAWING: Inline._graphic,
    w.PICT: Inline._graphic,
    w.OBJECT: Inline._graphic,
    w.ALTERNATE: Inline._run_alternate,
}
_INLINE: dict[str | bytes | bytearray, _Handler] = {
    w.HYPERLINK: Inline._content,
    w.SMART_TAG: Inline._content,
    w.CUSTOM_XML: Inline._content,
    w.DIR: Inline._content,
    w.BDO: Inline._content,
    w.INS: Inline._shown_change,
    w.DEL: Inline._shown_change,
    w.MOVE_FROM: Inline._shown_change,
    w.MOVE_TO: Inline._shown_change,
    w.SDT: Inline._content_control,
    w.FIELD_SIMPLE: Inline._simple_field,
    w.MATH: Inline._formula,
    w.MATH_PARAGRAPH: Inline._formula,
    w.ALTERNATE: Inline._alternate,
}
