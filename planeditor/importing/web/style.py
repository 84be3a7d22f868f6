"""What an element's name, attributes and style say about its words. One rule: an element is judged by itself alone."""

import re
from typing import TYPE_CHECKING

from planeditor.importing.blocks import Aside
from planeditor.importing.options import Revisions

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HIDDEN = re.compile(r"(?:\A|[;\s])(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.IGNORECASE)
_INVISIBLE = re.compile(r"(?:\A|[;\s])visibility\s*:\s*hidden", re.IGNORECASE)
_NUMBER = re.compile(r"mso-list\s*:\s*(?:Ignore|skip)", re.IGNORECASE)
_LIST_LEVEL = re.compile(r"mso-list\s*:[^;]{0,40}?\blevel([1-9])", re.IGNORECASE)
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-9])", re.IGNORECASE)
_MSO_ELEMENT = re.compile(r"mso-element\s*:\s*([a-z-]{3,30})", re.IGNORECASE)
_SYMBOLS = re.compile(r"font-family\s*:[^;]{0,20}(?:Wingdings|Symbol)", re.IGNORECASE)
_CONTENTS = re.compile(r"\bMsoToc(?:\d|Heading)", re.IGNORECASE)
_ELEMENTS: dict[str, Aside] = {
    "header": "header", "footer": "footer", "comment-list": "comment", "comment": "comment",
    "annotation-list": "comment",
}  # fmt: skip
_TAGS: dict[str, Aside] = {
    "nav": "header", "footer": "footer", "select": "hidden", "button": "footer", "datalist": "hidden",
    "noscript": "hidden", "template": "hidden", "textarea": "hidden",
}  # fmt: skip
_ROLES: dict[str, Aside] = {"navigation": "header", "banner": "header", "contentinfo": "footer", "search": "header"}
_HEADING = re.compile(r"h([1-6])\Z")
_BULLET = "•"


def style_of(element: "HtmlElement") -> str:
    """Return an element's own style."""
    return element.get("style") or ""


def kept_apart(element: "HtmlElement", revisions: Revisions, *, reveal: bool = False) -> Aside:
    """Return why the words in an element are none of the text, "" where they are; `reveal` shows what is invisible."""
    style, tag = style_of(element), element.tag
    if _HIDDEN.search(style) or element.get("hidden") is not None or (not reveal and _INVISIBLE.search(style)):
        return "hidden"
    if tag == ("del" if revisions == "accept" else "ins"):
        return "deleted"
    if _CONTENTS.search(element.get("class") or ""):
        return "contents"
    part = _MSO_ELEMENT.search(style) if "mso-element" in style else None
    found = _ELEMENTS.get(part[1].lower()) if part else None
    return found or _TAGS.get(tag) or _ROLES.get((element.get("role") or "").lower(), "")


def heading_level(element: "HtmlElement") -> int:
    """Return the outline level of a heading, 0 for any other element."""
    heading = _HEADING.match(element.tag)
    outline = _OUTLINE.search(style_of(element))
    if heading or outline:
        return int((heading or outline)[1])  # type: ignore[index]  # one of them matched
    level = element.get("aria-level") or "2"
    return int(level) if element.get("role") == "heading" and re.fullmatch("[1-9]", level) else 0


def list_depth(element: "HtmlElement") -> int:
    """Return the depth that Word gives a paragraph in its list, 0 outside of lists."""
    found = _LIST_LEVEL.search(style_of(element))
    return int(found[1]) if found else 0


def is_list_number(element: "HtmlElement") -> bool:
    """Tell whether an element holds the automatic number of a paragraph, as Word writes it out."""
    return element.tag == "span" and _NUMBER.search(style_of(element)) is not None


def written_number(element: "HtmlElement") -> str:
    """Return an automatic number as a reader sees it; a letter of a symbol font stands for a bullet."""
    styles = "".join(style_of(part) for part in (element.getparent(), element, *element) if part is not None)
    number = "".join(element.itertext()).strip()
    return _BULLET + " " if _SYMBOLS.search(styles) or number in ("·", "Ø", "l", "n", "u", "o") else number + " "
