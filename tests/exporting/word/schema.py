"""What ECMA-376 demands of the parts of a .docx that we write: which elements may stand where, and in which order."""

import posixpath
import zipfile
from pathlib import Path

from lxml import etree

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_WORD}}}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BORDERS = "top left bottom right insideH insideV"
_RPR = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
)
_PPR = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr"
)
# ECMA-376 part 1, annex A.1 (wml.xsd, transitional): the sequences of the complex types that our parts use.
SEQUENCES = {
    "document": "background body",
    "rPr": _RPR,
    "pPr": _PPR,
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "pBdr": "top left bottom right between bar",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tblBorders": _BORDERS,
    "tblCellMar": "top left bottom right",
    "tr": "tblPrEx trPr tc",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tc": "tcPr p",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime mirrorMargins "
    "alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter documentProtection defaultTabStop "
    "evenAndOddHeaders bookFoldRevPrinting drawingGridHorizontalSpacing drawingGridVerticalSpacing "
    "characterSpacingControl footnotePr endnotePr compat docVars rsids themeFontLang clrSchemeMapping decimalSymbol "
    "listSeparator",
}
_ANYWHERE = {
    "body": "p tbl sectPr",
    "p": "pPr r bookmarkStart bookmarkEnd",
    "r": "rPr t br tab fldChar instrText",
    "trPr": "cantSplit tblHeader trHeight",
    "tabs": "tab",
    "tblGrid": "gridCol",
    "hdr": "p",
    "ftr": "p",
}


def faults(path: Path) -> list[str]:
    """Return what is wrong with a .docx, in words; nothing for one that opens without repair."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    roots = {name: etree.fromstring(part) for name, part in parts.items()}
    found = [*_faults_of_package(roots)]
    for name, root in roots.items():
        if root.tag.startswith(W):
            found += [f"{name}: {fault}" for fault in _faults_of_part(root)]
    return found + _faults_of_document(roots["word/document.xml"])


def _faults_of_package(roots: dict[str, etree._Element]) -> list[str]:
    found = []
    types = roots["[Content_Types].xml"]
    named = {each.get("PartName", "").removeprefix("/") for each in types if each.get("PartName")}
    endings = {each.get("Extension") for each in types if each.get("Extension")}
    found += [f"no such part: {name}" for name in named - set(roots)]
    found += [f"no type: {name}" for name in roots if name not in named and name.rpartition(".")[2] not in endings]
    for name, root in roots.items():
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in root.iter(_RELATION):
            target = posixpath.normpath(posixpath.join(folder, relation.get("Target", "")))
            if relation.get("TargetMode") != "External" and target not in roots:
                found.append(f"{name}: no such part: {target}")
    ids = {each.get("Id") for each in roots["word/_rels/document.xml.rels"]}
    used = {each.get(f"{_R}id") for each in roots["word/document.xml"].iter() if each.get(f"{_R}id")}
    return found + [f"no such relation: {each}" for each in used - ids]


def _faults_of_part(root: etree._Element) -> list[str]:
    found = []
    for element in root.iter():
        name = etree.QName(element).localname
        children = [etree.QName(child).localname for child in element]
        if name in SEQUENCES:
            order = SEQUENCES[name].split()
            places = [order.index(child) if child in order else -1 for child in children]
            if -1 in places or places != sorted(places):
                found.append(f"{name}: {children}")
        elif name in _ANYWHERE and (strange := set(children) - set(_ANYWHERE[name].split())):
            found.append(f"{name}: {strange}")
        first = f"{name}Pr"
        if name in ("p", "r", "tc", "tr") and first in children[1:]:
            found.append(f"{first} is not the first in {name}")
    return found


def _faults_of_document(root: etree._Element) -> list[str]:
    found = []
    starts = [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart")]
    ends = [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkEnd")]
    if len(set(starts)) != len(starts) or sorted(starts) != sorted(ends):
        found.append("bookmarks")
    found += ["a cell without a paragraph" for cell in root.iter(f"{W}tc") if cell[-1].tag != f"{W}p"]
    for table in root.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.iter(f"{W}tr"):
            spans = row.findall(f"{W}tc/{W}tcPr/{W}gridSpan")
            filled = len(row.findall(f"{W}tc")) + sum(int(span.get(f"{W}val")) - 1 for span in spans)
            if filled != columns:
                found.append(f"a row of {filled} in a table of {columns} columns")
        if (behind := table.getnext()) is None or behind.tag != f"{W}p":
            found.append("a table without a paragraph behind it")
    if root.find(f"{W}body")[-1].tag != f"{W}sectPr":
        found.append("the body does not end in its page")
    return found
