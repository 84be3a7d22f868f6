"""Paragraphs and runs of a Word document as XML text. One rule: all text goes through `Pen.text`."""

import re
from xml.sax.saxutils import escape

from planeditor.exporting.content import Content
from planeditor.exporting.fonts import PROFILES
from planeditor.exporting.text import chinese_quotes, full_width
from planeditor.exporting.word.template import font_xml, heading_fonts

_LINES = re.compile(r"\r\n|\r|\n")
_TEXT_OPEN = '<w:t xml:space="preserve">'
_TEXT_CLOSE = "</w:t>"
_BREAKS = re.compile("\r\n|[\r\n\t]")
_BLANK = " \t\u3000\u00a0"  # indents typed with spaces: the style has its own


class Pen:
    """Writes runs in the fonts of the document, with its text made clean."""

    def __init__(self, content: Content) -> None:
        fonts = PROFILES[content.options.fonts]
        self._clean_width = content.options.full_width
        self._visible = content.cleaner.visible
        self.body = _run_open(fonts.body)
        self.kai = _run_open(fonts.kai)
        self.title = _run_open(fonts.title)
        self.label = _run_open(fonts.hei, '<w:rStyle w:val="FieldLabel"/>')
        self.headings = tuple(_run_open(font) for font in heading_fonts(fonts))

    def text(self, text: str) -> str:
        """Return the text as it will stand in the document, before it is escaped."""
        return self._visible(full_width(chinese_quotes(text)) if self._clean_width else text)

    def run(self, opening: str, text: str) -> str:
        """Return a run in the font of `opening`; line ends and tabs become breaks and tabs."""
        if not text:
            return ""
        xml = escape(self.text(text))
        if _BREAKS.search(xml):
            xml = _BREAKS.sub(_break_xml, xml)
        return f"{opening}{_TEXT_OPEN}{xml}{_TEXT_CLOSE}</w:r>"


def _run_open(font: str, style: str = "") -> str:
    return f"<w:r><w:rPr>{style}{font_xml(font)}</w:rPr>"


def _break_xml(match: re.Match[str]) -> str:
    element = "<w:tab/>" if match.group() == "\t" else "<w:br/>"
    return f"{_TEXT_CLOSE}{element}{_TEXT_OPEN}"


def paragraph(style: str, runs: str, extra: str = "") -> str:
    """Return a paragraph; `extra` are further properties, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs}</w:p>'


def lines(text: str) -> list[str]:
    """Return the paragraphs of a text, without blank ones and without indents typed as spaces."""
    stripped = (line.strip(_BLANK) for line in _LINES.split(text))
    return [line for line in stripped if line]
