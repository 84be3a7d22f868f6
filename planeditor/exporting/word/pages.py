"""Pages and sections. One rule: margins and grid are those of GB/T 9704-2012, turned for wide tables."""

import re
from dataclasses import dataclass

from planeditor.exporting.word.units import LINE_PITCH, twips

LANDSCAPE_WIDTH = 13776  # 16838 less the margins, in twips
_FOOTERS = '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
_HEADERS = '<w:headerReference w:type="default" r:id="rId6"/><w:headerReference w:type="even" r:id="rId6"/>'
_PORTRAIT_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1310"'
    ' w:gutter="0"/><w:cols w:space="425"/>'
    f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE_PITCH}" w:charSpace="-846"/>'
)
LANDSCAPE_PAGE = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1588" w:right="1474" w:bottom="1474" w:left="1588" w:header="851" w:footer="800"'
    ' w:gutter="0"/><w:cols w:space="425"/>'
)
_LEFT = re.compile(r'<w:pgMar\b[^>]*\bw:left="(\d+)"')


@dataclass(frozen=True, slots=True)
class Pages:
    """The descriptions of pages (w:sectPr) that a document may have."""

    portrait: str
    landscape: str
    draft: str


STANDARD = Pages(
    portrait=f"<w:sectPr>{_FOOTERS}{_PORTRAIT_PAGE}</w:sectPr>",
    landscape=f"<w:sectPr>{_FOOTERS}{LANDSCAPE_PAGE}</w:sectPr>",
    draft=f"<w:sectPr>{_HEADERS}{_FOOTERS}{_PORTRAIT_PAGE}</w:sectPr>",
)


def section_break(section: str) -> str:
    """Return the end of a part whose page `section` describes; the next begins on a new page."""
    flat = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="BodyText"/>{flat}<w:ind w:firstLine="0"/>{section}</w:pPr></w:p>'


def left_margin(section: str) -> int:
    """Return how far from the edge of its page the text of a section begins, in twips; usual: 28 mm."""
    found = _LEFT.search(section)
    return int(found.group(1)) if found else twips(28)
