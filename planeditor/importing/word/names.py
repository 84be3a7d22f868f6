"""The names of the elements that are read, in the Transitional namespaces, and how their switches are told."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_VML = "{urn:schemas-microsoft-com:vml}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

VAL, ID, TYPE, STYLE_ID = f"{_W}val", f"{_W}id", f"{_W}type", f"{_W}styleId"
NUM_ID, ABSTRACT_NUM_ID, ILVL_OF = f"{_W}numId", f"{_W}abstractNumId", f"{_W}ilvl"
FONT, CHAR, INSTR, AUTHOR, DEFAULT = f"{_W}font", f"{_W}char", f"{_W}instr", f"{_W}author", f"{_W}default"
FIELD_TYPE, CUSTOM_MARK, FORMAT = f"{_W}fldCharType", f"{_W}customMarkFollows", f"{_W}format"
RELATION, DIAGRAM_DATA = f"{_R}id", f"{_R}dm"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

BODY, P, PPR, R, RPR, T, TBL, TR, TC = (
    f"{_W}{name}" for name in ("body", "p", "pPr", "r", "rPr", "t", "tbl", "tr", "tc")
)
PSTYLE, RSTYLE, NUMPR, OUTLINE = f"{_W}pStyle", f"{_W}rStyle", f"{_W}numPr", f"{_W}outlineLvl"
ILVL, NUM, ABSTRACT, LEVEL = f"{_W}ilvl", f"{_W}num", f"{_W}abstractNum", f"{_W}lvl"
PPR_CHANGE, VANISH, SPEC_VANISH = f"{_W}pPrChange", f"{_W}vanish", f"{_W}specVanish"
INS, DEL, MOVE_FROM, MOVE_TO = f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"
CELL_INS, CELL_DEL = f"{_W}cellIns", f"{_W}cellDel"
SDT, SDT_CONTENT, SDT_PR = f"{_W}sdt", f"{_W}sdtContent", f"{_W}sdtPr"
GALLERY = f"{_W}docPartGallery"
CUSTOM_XML, SMART_TAG, ALT_CHUNK, SUB_DOC = f"{_W}customXml", f"{_W}smartTag", f"{_W}altChunk", f"{_W}subDoc"
HYPERLINK, FIELD_SIMPLE, DIR, BDO = f"{_W}hyperlink", f"{_W}fldSimple", f"{_W}dir", f"{_W}bdo"
TAB, PTAB, BR, CR, NO_BREAK_HYPHEN = f"{_W}tab", f"{_W}ptab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"
SYM, RUBY, RUBY_BASE, RUBY_TEXT = f"{_W}sym", f"{_W}ruby", f"{_W}rubyBase", f"{_W}rt"
FIELD_CHAR, INSTR_TEXT, DEL_INSTR, DEL_TEXT = f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText", f"{_W}delText"
DRAWING, PICT, OBJECT, BOX = f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_W}txbxContent"
FOOTNOTE_REFERENCE, ENDNOTE_REFERENCE = f"{_W}footnoteReference", f"{_W}endnoteReference"
COMMENT_REFERENCE = f"{_W}commentReference"
FOOTNOTE, ENDNOTE, COMMENT = f"{_W}footnote", f"{_W}endnote", f"{_W}comment"
HEADER_REFERENCE, FOOTER_REFERENCE = f"{_W}headerReference", f"{_W}footerReference"
TCPR, TRPR, GRID_SPAN, VMERGE, HMERGE = f"{_W}tcPr", f"{_W}trPr", f"{_W}gridSpan", f"{_W}vMerge", f"{_W}hMerge"
GRID_BEFORE = f"{_W}gridBefore"
STYLE, NAME, BASED_ON, DOC_DEFAULTS = f"{_W}style", f"{_W}name", f"{_W}basedOn", f"{_W}docDefaults"
NUM_STYLE_LINK, STYLE_LINK, OVERRIDE = f"{_W}numStyleLink", f"{_W}styleLink", f"{_W}lvlOverride"
START_OVERRIDE, START, NUM_FORMAT, LEVEL_TEXT = f"{_W}startOverride", f"{_W}start", f"{_W}numFmt", f"{_W}lvlText"
SUFFIX, RESTART, LEGAL, FONTS = f"{_W}suff", f"{_W}lvlRestart", f"{_W}isLgl", f"{_W}rFonts"
ASCII = f"{_W}ascii"
BOOKMARK = f"{_W}bookmarkStart"
CHECK_BOX, CHECKED, LIST, LIST_ENTRY, RESULT = (
    f"{_W}{n}" for n in ("checkBox", "checked", "ddList", "listEntry", "result")
)
ALTERNATE, CHOICE, FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
BLIP, DIAGRAM, CHART_PART = f"{_A}blip", f"{_DIAGRAM}relIds", f"{_CHART}chart"
DIAGRAM_TEXT, DIAGRAM_POINT, DRAWN_PARAGRAPH = f"{_A}t", f"{_DIAGRAM}pt", f"{_A}p"
POSITION_V, POSITION_OFFSET = f"{_DRAWING}positionV", f"{_DRAWING}posOffset"
IMAGE, TEXT_PATH, OLE = f"{_VML}imagedata", f"{_VML}textpath", "{urn:schemas-microsoft-com:office:office}OLEObject"
MATH, MATH_PARAGRAPH = f"{M}oMath", f"{M}oMathPara"


def is_on(element: "_Element") -> bool:
    """Tell whether a switch such as w:vanish is on; its mere presence is a yes (ISO/IEC 29500-1 17.17.4)."""
    return element.get(VAL, "1") not in ("0", "false", "off")


def whole(text: str | None, otherwise: int) -> int:
    """Return the whole number an attribute holds, `otherwise` if it is missing, no number, or beyond 32 bits."""
    try:
        number = int(text or "")
    except ValueError:
        return otherwise
    return number if -(1 << 31) <= number < 1 << 31 else otherwise


def child_value(parent: "_Element", tag: str) -> str | None:
    """Return the value of the first child of a kind, None without one."""
    for child in parent.iterchildren(tag):
        return child.get(VAL, "")
    return None


def switched_on(parent: "_Element", tag: str) -> bool:
    """Tell whether `parent` has a child of a kind that is on."""
    return any(is_on(child) for child in parent.iterchildren(tag))


def choose(alternate: "_Element") -> "_Element | None":
    """Return the branch of mc:AlternateContent that people see: the choice if it says anything, else the fallback."""
    choice = next(alternate.iterchildren(CHOICE), None)
    fallback = next(alternate.iterchildren(FALLBACK), None)
    if choice is None or (fallback is not None and not _says_anything(choice) and _says_anything(fallback)):
        return fallback
    return choice


def _says_anything(branch: "_Element") -> bool:
    return next(branch.iter(BOX, T, BLIP, TEXT_PATH, IMAGE, DIAGRAM, CHART_PART), None) is not None
