"""The parts of the Word file around its text. One rule: nothing in them tells of a person, a moment or a computer."""

from collections.abc import Mapping
from functools import cache
from xml.sax.saxutils import escape

from planeditor.exporting.fonts import PROFILES, Fonts
from planeditor.exporting.options import FontProfile
from planeditor.exporting.word.styles import styles_xml
from planeditor.exporting.word.units import LINE_PITCH
from planeditor.exporting.word.xml import DECLARATION, NAMESPACES, font_xml

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT, CUSTOM = "word/document.xml", "docProps/custom.xml"
MARK_PROPERTY = "planeditor-mark"
_PARTS = {
    DOCUMENT: f"{_WORD_TYPE}.document.main+xml",
    "word/styles.xml": f"{_WORD_TYPE}.styles+xml",
    "word/settings.xml": f"{_WORD_TYPE}.settings+xml",
    "word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
    "word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
    "word/footer2.xml": f"{_WORD_TYPE}.footer+xml",
    "word/header1.xml": f"{_WORD_TYPE}.header+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    CUSTOM: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}
_DOCUMENT_RELATIONS = ("styles", "settings", "fontTable", "footer", "footer", "header")
_RELATION_TARGETS = ("styles.xml", "settings.xml", "fontTable.xml", "footer1.xml", "footer2.xml", "header1.xml")
CUSTOM_RELATION = f"{OFFICE}/relationships/custom-properties"
CUSTOM_TYPE = _PARTS[CUSTOM]


@cache
def template_parts(profile: FontProfile, *, strict: bool = False) -> Mapping[str, str]:
    """Return every part of the file but the document, its properties and what `draft_header` makes, by name."""
    fonts = PROFILES[profile]
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{OFFICE}/relationships/officeDocument", DOCUMENT),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (CUSTOM_RELATION, CUSTOM),
        ),
        "word/_rels/document.xml.rels": _relations(*_document_relations()),
        "word/styles.xml": styles_xml(fonts, strict=strict),
        "word/settings.xml": _settings("doNotCompress" if strict else "compressPunctuation"),
        "word/fontTable.xml": _font_table(fonts),
        "word/footer1.xml": _footer("FooterOdd", fonts),
        "word/footer2.xml": _footer("FooterEven", fonts),
    }


def draft_header(run: str) -> str:
    """Return the page header that holds a run, or nothing."""
    style = '<w:pPr><w:pStyle w:val="DraftHeader"/></w:pPr>'
    return f"{DECLARATION}<w:hdr {NAMESPACES}><w:p>{style}{run}</w:p></w:hdr>"


def custom_properties(mark: str) -> str:
    """Return the part that names the state of the plan; one without a mark is empty."""
    shown = (
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{MARK_PROPERTY}">'
        f"<vt:lpwstr>{escape(mark)}</vt:lpwstr></property>"
    )
    return (
        f'{DECLARATION}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
        f"{shown if mark else ''}</Properties>"
    )


def _content_types() -> str:
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _PARTS.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _document_relations() -> list[tuple[str, str]]:
    kinds = (f"{OFFICE}/relationships/{kind}" for kind in _DOCUMENT_RELATIONS)
    return list(zip(kinds, _RELATION_TARGETS, strict=True))


def _relations(*relations: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _settings(compression: str) -> str:
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
        f'<w:drawingGridVerticalSpacing w:val="{LINE_PITCH}"/><w:characterSpacingControl w:val="{compression}"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def _font_table(fonts: Fonts) -> str:
    names = (fonts.title, fonts.body, fonts.kai, fonts.hei, fonts.table)
    rows = "".join(
        f'<w:font w:name="{name}"><w:charset w:val="86"/><w:family w:val="auto"/></w:font>' for name in names
    )
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{rows}</w:fonts>"


def _footer(style: str, fonts: Fonts) -> str:
    """Return a page number as — 1 —."""
    run = f"<w:r><w:rPr>{font_xml(fonts.table)}</w:rPr>"
    return (
        f'{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'{run}<w:t xml:space="preserve">— </w:t></w:r>{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>{run}<w:t>1</w:t></w:r>'
        f'{run}<w:fldChar w:fldCharType="end"/></w:r>{run}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )
