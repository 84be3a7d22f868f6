"""From the bytes of a web page to its tree. One rule: damaged bytes become visible signs, never a lost rest."""

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

REPLACED = "\ufffd"
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,30})""", re.IGNORECASE)
_HEAD = 8192  # bytes in which a page declares its charset
# A browser reads GB2312 and GBK as their superset; other names are not worth believing, such as iso-8859-1.
_CHARSETS = {
    "utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
    "x-gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
}  # fmt: skip
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_MOST_CONTROLS = 0.05  # share of a text's characters; a picture or a program has far more
_FEW_BROKEN = 20  # characters of another script for each broken one, in a page whose charset is the right one
_INLINE = re.compile(r"</?(?:font|span|b|i|u|strong|em|a|o:p|small|big|st1:\w+)\b[^<>]{0,4000}>", re.IGNORECASE)
_CLIPBOARD_HEAD = re.compile(r"\AVersion:[\d.]+\s*\n(?:[A-Za-z]{1,30}:[^\n<]{0,2000}\n)*")


class NotAPageError(ValueError):
    """The bytes are no web page that can be read."""


def decode_page(data: bytes, charset: str = "") -> str:
    """Return the text of a page; `charset` is what its envelope says. NotAPageError if it is no text."""
    text = _CONTROLS.sub(REPLACED, _decode(data, charset))
    if text.count(REPLACED) > max(len(text) * _MOST_CONTROLS, 8):
        raise NotAPageError("control characters")
    return text


def _decode(data: bytes, charset: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    declared = _DECLARED.search(data[:_HEAD])
    names = (charset, declared[1].decode("ascii") if declared else "")
    known = next((_CHARSETS[name.lower()] for name in names if name.lower() in _CHARSETS), None)
    for encoding in dict.fromkeys((known or "utf-8", "utf-8", "gb18030")):
        text = data.decode(encoding, "replace")
        broken = text.count(REPLACED)
        if not broken or broken * _FEW_BROKEN <= sum(character > "\x7f" for character in text):
            return text
    return data.decode(known or "utf-8", "replace")


def parse_page(text: str) -> "HtmlElement":
    """Return the tree of a page or of a part of one; NotAPageError if it is empty or absurdly deep."""
    text = _CLIPBOARD_HEAD.sub("", text.replace("\r\n", "\n").replace("\r", "\n"), count=1)
    root = _parse(text)
    if root is None:  # thousands of elements that were opened and never closed
        root = _parse(_INLINE.sub("", text))
    if root is None:
        raise NotAPageError("nested too deeply")
    return root


def _parse(text: str) -> "HtmlElement | None":
    """Return the tree; None where the parser gave up before the end."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise NotAPageError("empty") from error
    except (etree.LxmlError, AssertionError, ValueError) as error:
        raise NotAPageError(str(error)) from error
    given_up = any(entry.level == etree.ErrorLevels.FATAL and "depth" in entry.message for entry in parser.error_log)
    return None if given_up else root
