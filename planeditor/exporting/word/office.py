"""An office's own .docx as the template: its styles, its page and its red head around our text.

One rule: the file is only read, and what goes out of it tells of no person. Where the text goes says a paragraph
{正文}; without it all that stands in the file is the head. {文号} {标题} {主送} {发文机关} {日期} {抄送} {印发机关}
{印发日期} are filled in.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from planeditor.errors import SourceError
from planeditor.exporting.fonts import Fonts
from planeditor.exporting.word.front import HEAD, IMPRINT
from planeditor.exporting.word.office_package import OfficePackage, UnfitError
from planeditor.exporting.word.office_styles import Element, W, refer_to, run_in_opening, take_in_styles
from planeditor.exporting.word.pages import LANDSCAPE_PAGE, Pages
from planeditor.exporting.word.xml import NAMESPACES
from planeditor.i18n import _

BODY = "正文"
_BODY_HERE = ("planeditor", "body")
_BODY_END = "</w:body>"
_UNWRAPPED = [f"{W}{name}" for name in ("ins", "moveTo")]
_NAMES_OF_DROPPED = (
    "del moveFrom pPrChange rPrChange tblPrChange trPrChange tcPrChange sectPrChange bookmarkStart bookmarkEnd "
    "moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd commentRangeStart commentRangeEnd "
    "commentReference proofErr"
)
_DROPPED = [f"{W}{name}" for name in _NAMES_OF_DROPPED.split()]
_OF_IMPRINT = frozenset(("抄送", "印发机关", "印发日期"))
_SEEN = [f"{W}{name}" for name in ("t", "drawing", "pict", "object")]
_NAMES_IN_SECTION = (  # in the order that the schema demands
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols "
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)
_SECTION = _NAMES_IN_SECTION.split()
_PAGE = [f"{W}{name}" for name in ("pgSz", "pgMar", "cols", "docGrid")]


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """What an office's file gives: parts as they go out, and the XML before and behind our text."""

    parts: Mapping[str, bytes]
    document: str  # the name of the part that our text goes to
    before: str
    behind: str
    closing: str
    pages: Pages
    run_in: str
    placed: frozenset[str]


def read_template(path: Path, fonts: Fonts, values: Mapping[str, str]) -> OfficeTemplate:
    """Return the template in a file, its places filled with `values`; SourceError if it cannot be used."""
    try:
        return _read(OfficePackage(path), fonts, values)
    except (OSError, UnfitError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else _("it is no whole .docx file")
        message = _(
            "“{file}” cannot be used as the template: {reason}. Choose another file, or save it again as .docx in Word "
            "or WPS."
        )
        raise SourceError(message.format(file=path.name, reason=reason)) from error


def _read(package: OfficePackage, fonts: Fonts, values: Mapping[str, str]) -> OfficeTemplate:
    styles = package.xml(package.styles)
    renamed = take_in_styles(styles, fonts)
    package.put(package.styles, styles)
    placed: set[str] = set()
    for name in package.texts:
        root = package.xml(name)
        refer_to(root, renamed)
        _make_clean(root)
        placed |= _fill(root, values)
        package.put(name, root)
    root = _with_our_prefixes(package.xml(package.document))
    body = root.find(f"{W}body")
    if body is None:
        raise UnfitError
    pages = _pages(body)
    if placed & _OF_IMPRINT:
        placed.add(IMPRINT)
    if _mark_place(body) or placed:
        placed.add(HEAD)
    before, after = etree.tostring(root, encoding="unicode").split(f"<?{' '.join(_BODY_HERE)}?>")
    behind, end, closing = after.rpartition(_BODY_END)
    return OfficeTemplate(
        package.outgoing(),
        package.document,
        before,
        behind,
        end + closing,
        pages,
        run_in_opening(styles),
        frozenset(placed),
    )


def _with_our_prefixes(root: Element) -> Element:
    """Return the document with the prefixes that our text is written in."""
    ours = etree.fromstring(f"<a {NAMESPACES}/>")
    renewed = etree.Element(root.tag, dict(root.attrib), nsmap={**root.nsmap, **ours.nsmap})  # type: ignore[misc, dict-item]
    renewed.extend(list(root))
    return renewed


def _make_clean(root: Element) -> None:
    """Take tracked changes as accepted and leave comments out: they carry names."""
    for element in list(root.iter(*_DROPPED)):
        _remove(element)
    for element in list(root.iter(*_UNWRAPPED)):
        parent = element.getparent()
        if parent is not None:
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _fill(root: Element, values: Mapping[str, str]) -> set[str]:
    """Fill in the places of every paragraph; one that Word has cut into runs is joined in the first."""
    filled: set[str] = set()
    for paragraph in root.iter(f"{W}p"):
        texts = list(_texts(paragraph))
        whole = "".join(text.text or "" for text in texts)
        found = [name for name in values if f"{{{name}}}" in whole]
        if not found:
            continue
        for name in found:
            whole = whole.replace(f"{{{name}}}", values[name])
        texts[0].text, texts[0].attrib["{http://www.w3.org/XML/1998/namespace}space"] = whole, "preserve"
        for text in texts[1:]:
            text.text = ""
        filled.update(found)
    return filled


def _texts(paragraph: Element) -> Iterator[Element]:
    """Yield the texts of a paragraph, without those of text boxes in it."""
    for text in paragraph.iter(f"{W}t"):
        if next(text.iterancestors(f"{W}p")) is paragraph:
            yield text


def _mark_place(body: Element) -> bool:
    """Set a sign where our text goes; tell whether the file shows anything above it."""
    place = etree.ProcessingInstruction(*_BODY_HERE)
    for paragraph in body.iter(f"{W}p"):
        if "".join(text.text or "" for text in _texts(paragraph)).strip() == f"{{{BODY}}}":
            top = next(element for element in (paragraph, *paragraph.iterancestors()) if element.getparent() is body)
            body.replace(top, place)
            return place.getprevious() is not None
    _drop_blank_end(body)
    body.append(place)
    return len(body) > 1


def _drop_blank_end(body: Element) -> None:
    """A file that only gives styles has one empty paragraph, as every Word file must."""
    while len(body) and body[-1].tag == f"{W}p":
        if next(body[-1].iter(*_SEEN, f"{W}sectPr"), None) is not None:
            return
        body.remove(body[-1])


def _pages(body: Element) -> Pages:
    """Take the last page description out of the body: it is written behind our text."""
    section = body.find(f"{W}sectPr")
    if section is None:
        section = etree.SubElement(body, f"{W}sectPr")
    portrait = etree.tostring(section, encoding="unicode", with_tail=False)
    turned = deepcopy(section)
    for element in list(turned.iterchildren(*_PAGE)):
        turned.remove(element)
    turned.extend(list(etree.fromstring(f"<a {NAMESPACES}>{LANDSCAPE_PAGE}</a>")))
    turned[:] = sorted(turned, key=_place_in_section)
    body.remove(section)
    return Pages(portrait, etree.tostring(turned, encoding="unicode", with_tail=False), portrait)


def _place_in_section(element: Element) -> int:
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    return _SECTION.index(name) if name in _SECTION else len(_SECTION)
