"""An office's own styles. One rule: a style of ours that the office has by the same name looks as the office's does."""

import re
from copy import deepcopy
from typing import TypeAlias

from lxml import etree

from planeditor.exporting.fonts import Fonts
from planeditor.exporting.word.styles import named_styles
from planeditor.exporting.word.xml import NAMESPACES, font_xml

Element: TypeAlias = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REFERENCES = [f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink")]
_DEFAULTS = {"normal": "Normal", "default paragraph font": "DefaultParagraphFont", "normal table": "TableNormal"}
_NAME = re.compile('<w:name w:val="([^"]+)"/>')
_OF_TEXT = ("BodyText", "PlanField", "PlanOwners", "Salutation", "Signature", "Date", "AttachmentNote")
_INDENTED = ("BodyText", "PlanField", "PlanOwners")
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_DEEPEST = 20  # styles based on styles; a circle ends here
_SEPARATE = re.compile(r"[^\w]")


def take_in_styles(root: Element, fonts: Fonts) -> dict[str, str]:
    """Give the office's styles the ids that the layouts use, and add those it lacks.

    Returns the new id of every style by its old one, for what else refers to them.
    """
    ours = {style_id: _element(xml) for style_id, xml in named_styles(fonts).items()}
    wanted = {_name(style).lower(): style_id for style_id, style in ours.items()} | _DEFAULTS
    renamed = _rename(root, wanted)
    known = {style.get(f"{W}styleId") for style in root.iter(f"{W}style")}
    plain = _says_how_text_looks(root)
    for style_id, style in ours.items():
        if style_id not in known:
            root.append(_plain(style, style_id) if plain and style_id in _OF_TEXT else style)
    return renamed


def _element(xml: str) -> Element:
    return etree.fromstring(xml.replace(" ", f" {NAMESPACES} ", 1))


def _name(style: Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "")


def _rename(root: Element, wanted: dict[str, str]) -> dict[str, str]:
    renamed: dict[str, str] = {}
    taken = set(wanted.values())
    for style in root.iter(f"{W}style"):
        old = style.get(f"{W}styleId", "")
        new = wanted.get(_name(style).lower(), "")
        if not new and old in taken:  # another style bears an id of ours
            new = f"{old}Office"
        if new:
            renamed[old] = new
            style.set(f"{W}styleId", new)
    refer_to(root, renamed)
    return renamed


def refer_to(root: Element, renamed: dict[str, str]) -> None:
    """Let everything below `root` name styles by their new ids."""
    for element in root.iter(*_REFERENCES):
        name = element.get(f"{W}val", "")
        element.set(f"{W}val", renamed.get(name, name))


def _says_how_text_looks(root: Element) -> bool:
    """Tell whether the office set a font for its normal text."""
    normal = _style(root, "Normal")
    return normal is not None and normal.find(f"{W}rPr/{W}rFonts[@{W}eastAsia]") is not None


def _style(root: Element, style_id: str | None) -> Element | None:
    return next((style for style in root.iter(f"{W}style") if style.get(f"{W}styleId") == style_id), None)


def _plain(style: Element, style_id: str) -> Element:
    """Return a style that looks like the office's normal text, but for where it stands."""
    plain = deepcopy(style)
    for properties in plain.findall(f"{W}rPr"):
        plain.remove(properties)
    for properties in plain.findall(f"{W}pPr"):
        for element in [*properties.findall(f"{W}spacing"), *properties.findall(f"{W}ind")]:
            properties.remove(element)
        if style_id in _INDENTED:
            properties.append(_element(_INDENT))
    return plain


def run_in_opening(root: Element) -> str:
    """Return how a run of body text begins within a heading's paragraph: in the look of the style for text."""
    found: dict[str, Element] = {}
    style_id: str | None = "BodyText"
    for _depth in range(_DEEPEST):
        style = _style(root, style_id)
        if style is None:
            break
        _collect(style.find(f"{W}rPr"), found)
        based = style.find(f"{W}basedOn")
        style_id = None if based is None else based.get(f"{W}val")
    _collect(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), found)
    return f'<w:r><w:rPr>{_fonts(found.get("rFonts"))}<w:b w:val="0"/><w:bCs w:val="0"/><w:i w:val="0"/>' + (
        f'<w:color w:val="auto"/>{_size(found.get("sz"))}</w:rPr><w:t xml:space="preserve">'
    )


def _collect(properties: Element | None, found: dict[str, Element]) -> None:
    for element in () if properties is None else properties:
        found.setdefault(etree.QName(element).localname, element)


def _fonts(element: Element | None) -> str:
    if element is None:
        return font_xml("")
    names = [(role, element.get(f"{W}{role}")) for role in ("ascii", "hAnsi", "eastAsia", "cs")]
    roles = "".join(f' w:{role}="{_SEPARATE.sub(" ", name)}"' for role, name in names if name)
    return f'<w:rFonts w:hint="eastAsia"{roles}/>'


def _size(element: Element | None) -> str:
    value = "" if element is None else element.get(f"{W}val", "")
    return f'<w:sz w:val="{value}"/><w:szCs w:val="{value}"/>' if value.isdecimal() else ""
