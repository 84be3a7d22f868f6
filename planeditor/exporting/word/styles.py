"""The styles of the Word file. One rule: GB/T 9704-2012 decides; every style names its font in all four roles.

They are written here as XML rather than taken from python-docx's own template, whose 400 KB of Japanese and
theme-bound styles would all have to be taken out again.
"""

from collections.abc import Mapping

from planeditor.exporting.fonts import Fonts
from planeditor.exporting.word.units import CHARACTER, LINE_PITCH, SIZE_2, SIZE_3, SIZE_4, SIZE_5, twips
from planeditor.exporting.word.xml import DECLARATION, NAMESPACES, font_xml

HEADING_LEVELS = 9
LINE = f'<w:spacing w:before="0" w:after="0" w:line="{LINE_PITCH}" w:lineRule="exact"/>'
_TITLE_LINE = '<w:spacing w:before="0" w:after="0" w:line="640" w:lineRule="exact"/>'
_ONE_LINE = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
# LibreOffice gives a character wider than a cell of the grid two cells, Word narrows it. Both set 28 to a line
# when the text is off the grid and narrowed by a third of a point (28 x 15.65 pt in 156 mm); less room at the end
# of a line makes LibreOffice 7.4 lose a mark there now and then.
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_NARROW = '<w:spacing w:val="-7"/>'
_NO_AUTOSPACE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'
_CENTRED, _RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
# The red rule stands 4 mm (11 pt) below the document number, whose line is as high as its letters.
_TIGHT_LINE = f'<w:spacing w:before="{LINE_PITCH * 2 + 219}" w:after="0" w:line="360" w:lineRule="exact"/>'
RULE_DISTANCE = round(twips(4) / 20)


def styles_xml(fonts: Fonts, *, strict: bool) -> str:
    """Return the part word/styles.xml."""
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_body_text(fonts)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        f"</w:docDefaults>{_normal_style(fonts, strict)}{_OTHER_DEFAULTS}"
        f"{''.join(named_styles(fonts).values())}</w:styles>"
    )


def named_styles(fonts: Fonts) -> Mapping[str, str]:
    """Return every style that the layouts use, by its id; Word shows the built-in names in its own language."""
    return {**_document_styles(fonts), **_heading_styles(fonts), **_sheet_styles(fonts)}


def heading_fonts(fonts: Fonts) -> tuple[str, ...]:
    """Return the font of each heading level: 一、 黑体, （一） 楷体, 1. and below 仿宋."""
    return (fonts.hei, fonts.kai, *[fonts.body] * (HEADING_LEVELS - 2))


def _normal_style(fonts: Fonts, strict: bool) -> str:
    """Name the size here as well: LibreOffice takes the width of the page's grid from this style alone."""
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/>{_NO_AUTOSPACE if strict else ""}{_OFF_GRID}<w:jc w:val="both"/></w:pPr>'
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


def _document_styles(fonts: Fonts) -> Mapping[str, str]:
    """Return what a notice and a plan are made of."""
    body = f"{LINE}{_INDENT}"
    label = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="FieldLabel"><w:name w:val="栏目名"/><w:qFormat/>'
        f"<w:rPr>{font_xml(fonts.hei)}</w:rPr></w:style>"
    )
    return {
        "Title": _style("Title", "Title", fonts.title, SIZE_2, f"<w:keepNext/>{_TITLE_LINE}{_CENTRED}"),
        "Subtitle": _style("Subtitle", "Subtitle", fonts.kai, SIZE_3, f"{LINE}{_CENTRED}"),
        "DocNumber": _style("DocNumber", "发文字号", fonts.body, SIZE_3, f"{LINE}{_CENTRED}"),
        "Salutation": _style("Salutation", "Salutation", fonts.body, SIZE_3, LINE),
        "BodyText": _style("BodyText", "Body Text", fonts.body, SIZE_3, body),
        "PlanField": _style("PlanField", "栏目", fonts.body, SIZE_3, body),
        "PlanOwners": _style("PlanOwners", "责任分工", fonts.body, SIZE_3, body),
        "AttachmentNote": _style("AttachmentNote", "附件说明", fonts.body, SIZE_3, LINE),
        "Signature": _style("Signature", "Signature", fonts.body, SIZE_3, f"{LINE}{_RIGHT}"),
        "Date": _style("Date", "Date", fonts.body, SIZE_3, f"{_NO_AUTOSPACE}{LINE}{_RIGHT}"),  # its place is counted
        "AttachmentMark": _style(
            "AttachmentMark", "附件标识", fonts.hei, SIZE_3, f"<w:keepNext/><w:pageBreakBefore/>{LINE}"
        ),
        "FieldLabel": label,
    }


def _heading_styles(fonts: Fonts) -> Mapping[str, str]:
    return {
        f"Heading{level}": _style(
            f"Heading{level}",
            f"heading {level}",
            font,
            SIZE_3,
            f'{LINE}{_INDENT}<w:outlineLvl w:val="{level - 1}"/>',
        )
        for level, font in enumerate(heading_fonts(fonts), 1)
    }


def _sheet_styles(fonts: Fonts) -> Mapping[str, str]:
    """Return what stands around the text, and in tables, where lines are never of an exact height."""
    keep_next = f"<w:keepNext/>{_ONE_LINE}"
    return {
        "AgencyMark": _style("AgencyMark", "发文机关标志", fonts.title, SIZE_2, f"{_OFF_GRID}{_ONE_LINE}{_CENTRED}"),
        "HeadNumber": _style("HeadNumber", "版头发文字号", fonts.body, SIZE_3, f"{_TIGHT_LINE}{_CENTRED}"),
        "Urgency": _style("Urgency", "紧急程度", fonts.hei, SIZE_3, LINE),
        "Imprint": _style("Imprint", "版记", fonts.body, SIZE_4, _ONE_LINE),
        "FooterOdd": _style("FooterOdd", "奇数页页码", fonts.table, SIZE_4, f"{_ONE_LINE}{_side('right')}"),
        "FooterEven": _style("FooterEven", "偶数页页码", fonts.table, SIZE_4, f"{_ONE_LINE}{_side('left')}"),
        "DraftHeader": _style("DraftHeader", "稿次", fonts.kai, SIZE_4, f"{_ONE_LINE}{_RIGHT}"),
        "TableTitle": _style("TableTitle", "表题", fonts.title, SIZE_2, f"{keep_next}{_CENTRED}"),
        "TableFacts": _style("TableFacts", "表头说明", fonts.body, SIZE_4, keep_next),
        "TableHeader": _style("TableHeader", "表栏", fonts.hei, SIZE_5, f"{_ONE_LINE}{_CENTRED}"),
        "TableSection": _style("TableSection", "表内标题", fonts.hei, SIZE_5, keep_next),
        "TableText": _style("TableText", "表文", fonts.body, SIZE_5, _ONE_LINE),
        "CardTitle": _style("CardTitle", "任务卡题", fonts.title, SIZE_2, f"{keep_next}{_CENTRED}"),
    }


def _side(side: str) -> str:
    """One character in from the edge of the text area."""
    return f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'


def _style(style_id: str, name: str, font: str, size: int, paragraph: str) -> str:
    custom = "" if name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{font_xml(font)}{_NARROW if size == SIZE_3 else ''}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )
