"""The parts of the Word file around its text: styles, page, page numbers. One rule: GB/T 9704-2012 decides.

The parts are written here as XML rather than taken from python-docx's own template, whose 400 KB of Japanese and
theme-bound styles would all have to be taken out again.
"""

from collections.abc import Mapping
from functools import cache

from planeditor.exporting.fonts import PROFILES, Fonts
from planeditor.exporting.options import FontProfile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/relationships"'

# Sizes in half-points: 2号, 3号, 4号. Distances in twips.
SIZE_2, SIZE_3, SIZE_4 = 44, 32, 28
LINE = '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>'  # 22 lines in 225 mm
_TITLE_LINE = '<w:spacing w:before="0" w:after="0" w:line="640" w:lineRule="exact"/>'
_ONE_LINE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
# LibreOffice gives a character wider than a cell of the grid two cells, Word narrows it. Both set 28 to a line
# when the text is off the grid and narrowed by a third of a point (28 x 15.65 pt in 156 mm); less room at the end
# of a line makes LibreOffice 7.4 lose a mark there now and then.
_NO_AUTOSPACE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'  # the date's place is counted
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_NARROW = '<w:spacing w:val="-7"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
HEADING_LEVELS = 9

SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1310"'
    ' w:gutter="0"/><w:cols w:space="425"/>'
    '<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-846"/></w:sectPr>'
)

_PARTS = {
    "word/document.xml": f"{_WORD_TYPE}.document.main+xml",
    "word/styles.xml": f"{_WORD_TYPE}.styles+xml",
    "word/settings.xml": f"{_WORD_TYPE}.settings+xml",
    "word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
    "word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
    "word/footer2.xml": f"{_WORD_TYPE}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_DOCUMENT_RELATIONS = ("styles", "settings", "fontTable", "footer", "footer")
_RELATION_TARGETS = ("styles.xml", "settings.xml", "fontTable.xml", "footer1.xml", "footer2.xml")


def font_xml(name: str) -> str:
    """Return w:rFonts for one font in all four roles.

    Without the hint Word takes “ ” … and — from a Latin font; a theme attribute would override the names.
    """
    roles = " ".join(f'w:{role}="{name}"' for role in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f'<w:rFonts w:hint="eastAsia" {roles}/>'


@cache
def template_parts(profile: FontProfile) -> Mapping[str, str]:
    """Return every part of the file but the document and its properties, by name."""
    fonts = PROFILES[profile]
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/_rels/document.xml.rels": _relations(*_document_relations()),
        "word/styles.xml": _styles(fonts),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _font_table(fonts),
        "word/footer1.xml": _footer("FooterOdd", fonts),
        "word/footer2.xml": _footer("FooterEven", fonts),
    }


def _content_types() -> str:
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _PARTS.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _document_relations() -> list[tuple[str, str]]:
    kinds = (f"{_OFFICE}/relationships/{kind}" for kind in _DOCUMENT_RELATIONS)
    return list(zip(kinds, _RELATION_TARGETS, strict=True))


def _relations(*relations: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


_SETTINGS = (
    f'{_DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
    '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
    '<w:drawingGridVerticalSpacing w:val="579"/><w:characterSpacingControl w:val="compressPunctuation"/>'
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
    return f"{_DECLARATION}<w:fonts {NAMESPACES}>{rows}</w:fonts>"


def _footer(style: str, fonts: Fonts) -> str:
    """Return a page number as — 1 —."""
    run = f"<w:r><w:rPr>{font_xml(fonts.table)}</w:rPr>"
    return (
        f'{_DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'{run}<w:t xml:space="preserve">— </w:t></w:r>{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>{run}<w:t>1</w:t></w:r>'
        f'{run}<w:fldChar w:fldCharType="end"/></w:r>{run}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def _styles(fonts: Fonts) -> str:
    return (
        f"{_DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_body_text(fonts)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        f"</w:docDefaults>{_normal_style(fonts)}{_OTHER_DEFAULTS}{_named_styles(fonts)}{_heading_styles(fonts)}"
        f"{_label_style(fonts)}</w:styles>"
    )


def _normal_style(fonts: Fonts) -> str:
    """Name the size here as well: LibreOffice takes the width of the page's grid from this style alone."""
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/>'
        f'{_OFF_GRID}<w:jc w:val="both"/></w:pPr>'
        f"<w:rPr>{_body_text(fonts)}</w:rPr></w:style>"
    )


def _body_text(fonts: Fonts) -> str:
    return f'{font_xml(fonts.body)}<w:sz w:val="{SIZE_3}"/><w:szCs w:val="{SIZE_3}"/>'


_OTHER_DEFAULTS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def _named_styles(fonts: Fonts) -> str:
    """Return the paragraph styles but headings; Word shows the built-in names in its own language."""
    centred, right = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
    return "".join(
        (
            _style("Title", "Title", fonts.title, SIZE_2, f"<w:keepNext/>{_TITLE_LINE}{centred}"),
            _style("Subtitle", "Subtitle", fonts.kai, SIZE_3, f"{LINE}{centred}"),
            _style("DocNumber", "发文字号", fonts.body, SIZE_3, f"{LINE}{centred}"),
            _style("Salutation", "Salutation", fonts.body, SIZE_3, LINE),
            _style("BodyText", "Body Text", fonts.body, SIZE_3, f"{LINE}{_INDENT}"),
            _style("PlanField", "栏目", fonts.body, SIZE_3, f"{LINE}{_INDENT}"),
            _style("PlanOwners", "责任分工", fonts.body, SIZE_3, f"{LINE}{_INDENT}"),
            _style("Signature", "Signature", fonts.body, SIZE_3, f"{LINE}{right}"),
            _style("Date", "Date", fonts.body, SIZE_3, f"{_NO_AUTOSPACE}{LINE}{right}"),
            _style("FooterOdd", "奇数页页码", fonts.table, SIZE_4, f"{_ONE_LINE}{_side('right')}"),
            _style("FooterEven", "偶数页页码", fonts.table, SIZE_4, f"{_ONE_LINE}{_side('left')}"),
        )
    )


def _side(side: str) -> str:
    """One character in from the edge of the text area."""
    return f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'


def heading_fonts(fonts: Fonts) -> tuple[str, ...]:
    """Return the font of each heading level: 一、 黑体, （一） 楷体, 1. and below 仿宋."""
    return (fonts.hei, fonts.kai, *[fonts.body] * (HEADING_LEVELS - 2))


def _heading_styles(fonts: Fonts) -> str:
    return "".join(
        _style(
            f"Heading{level}",
            f"heading {level}",
            font,
            SIZE_3,
            f'{LINE}{_INDENT}<w:outlineLvl w:val="{level - 1}"/>',
        )
        for level, font in enumerate(heading_fonts(fonts), 1)
    )


def _style(style_id: str, name: str, font: str, size: int, paragraph: str) -> str:
    custom = "" if name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{font_xml(font)}{_NARROW if size == SIZE_3 else ''}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _label_style(fonts: Fonts) -> str:
    return (
        '<w:style w:type="character" w:customStyle="1" w:styleId="FieldLabel"><w:name w:val="栏目名"/><w:qFormat/>'
        f"<w:rPr>{font_xml(fonts.hei)}</w:rPr></w:style>"
    )
