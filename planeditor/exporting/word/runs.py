"""Runs of text as XML. One rule: all text goes through a `Pen`, which makes it clean and names its font.

A plan has hundreds of thousands of runs, so that what a run needs is decided by one search: text without half-width
marks, quotes, line ends, signs of XML and forbidden characters is written as it is.
"""

import re
from collections.abc import Sequence, Set
from xml.sax.saxutils import escape

from planeditor.exporting.content import Content
from planeditor.exporting.fonts import Fonts
from planeditor.exporting.text import chinese_quotes, full_width
from planeditor.exporting.word.pages import STANDARD, Pages
from planeditor.exporting.word.styles import heading_fonts
from planeditor.exporting.word.xml import font_xml

_SPECIAL = "&<>\x00-\x1f\ud800-\udfff\ufffe\uffff"
_UNCLEAN = re.compile(f"[{_SPECIAL}]")
_UNCLEAN_OR_HALF_WIDTH = re.compile(f'[{_SPECIAL}",:;()]')
_LINES = re.compile(r"\r\n|\r|\n")
_TEXT_OPEN = '<w:t xml:space="preserve">'
_TEXT_CLOSE = "</w:t>"
_CLOSE = f"{_TEXT_CLOSE}</w:r>"
_BREAKS = re.compile("\r\n|[\r\n\t]")
_BLANK = " \t\u3000\u00a0"  # indents typed with spaces: the style has its own


class Pen:
    """Writes runs in the fonts of the document; its attributes are the openings of runs, by the part they play."""

    def __init__(
        self,
        content: Content,
        fonts: Fonts,
        pages: Pages = STANDARD,
        *,
        run_in: str = "",
        placed: Set[str] = frozenset(),
    ) -> None:
        """`run_in` begins body text in a heading's paragraph; `placed` names what the page shows without us."""
        self.full_width = content.options.full_width
        self._visible = content.cleaner.visible
        self._suspicious = (_UNCLEAN_OR_HALF_WIDTH if self.full_width else _UNCLEAN).search
        self.body = run_open(fonts.body)
        self.run_in = run_in or self.body
        self.kai = run_open(fonts.kai)
        self.hei = run_open(fonts.hei)
        self.title = run_open(fonts.title)
        self.label = run_open(fonts.hei, '<w:rStyle w:val="FieldLabel"/>')
        self.headings = tuple(run_open(font) for font in heading_fonts(fonts))
        self.fonts, self.pages, self.placed = fonts, pages, placed

    def text(self, text: str) -> str:
        """Return the text as it will stand in the document, before it is escaped."""
        return self._visible(full_width(chinese_quotes(text)) if self.full_width else text)

    def run(self, opening: str, text: str) -> str:
        """Return a run that begins with `opening`; line ends and tabs become breaks and tabs."""
        if not text:
            return ""
        if self._suspicious(text):
            text = _BREAKS.sub(_break_xml, escape(self.text(text)))
        return f"{opening}{text}{_CLOSE}"

    def lines(self, opening: str, texts: Sequence[str]) -> str:
        """Return a run whose lines are the texts."""
        return self.run(opening, "\n".join(texts))


def run_open(font: str, before: str = "", after: str = "") -> str:
    """Return the beginning of a run; `before` and `after` are its properties around the font's."""
    return f"<w:r><w:rPr>{before}{font_xml(font)}{after}</w:rPr>{_TEXT_OPEN}"


def _break_xml(match: re.Match[str]) -> str:
    element = "<w:tab/>" if match.group() == "\t" else "<w:br/>"
    return f"{_TEXT_CLOSE}{element}{_TEXT_OPEN}"


def lines(text: str) -> list[str]:
    """Return the paragraphs of a text, without blank ones and without indents typed as spaces."""
    if "\n" not in text and "\r" not in text:
        line = text.strip(_BLANK)
        return [line] if line else []
    stripped = (line.strip(_BLANK) for line in _LINES.split(text))
    return [line for line in stripped if line]
