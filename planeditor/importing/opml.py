"""Outlines in OPML, as outliners and mind maps write them.

One rule: a topic's depth is its outline level; its note stands below it as text, and no attribute is lost.
"""

import re
from typing import TYPE_CHECKING

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.importing.blocks import Aside, Progress, Source, report
from planeditor.importing.options import ImportOptions
from planeditor.importing.pieces import Piece, number_parts

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WORDS = ("text", "_text", "title", "name", "topic")
_NOTES = ("_note", "note", "notes", "description", "comment", "content")
# What programs keep for themselves: how a topic looks, whether it is open, when it was made.
_OWN = frozenset(
    re.findall(
        r"\S+",
        """
        _status type created modified isbreakpoint iscomment expansionstate color colour background icon id _id uid
        _expanded expanded folded collapsed checkbox _complete complete fontsize bold italic width height x y
        structure priority _cssclass category
        """,
    )
)
_DONE = ("_status", "_complete", "complete", "checked")
_CHECKED = ("checked", "true", "yes", "1")
_BREAK = re.compile(r"<br[ \t]*/?>|</(?:p|div|li)>|\r\n?|\u2028|&#10;", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|b|i|u|s|em|strong|span|font|a|ul|ol|li|code|mark)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
# &#xD800; to &#xDFFF; are no characters; the forgiving parser lets them in all the same.
_HALF_CHARACTER = re.compile(
    rb"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));"
)
_PARAGRAPH = "paragraph"  # the type that our own outlines give to topics that are running text
_DEEPEST = 90  # levels that are told apart; a plan may have 100, and deeper topics are on the last


def read_opml(data: bytes, name: str, options: ImportOptions, progress: Progress | None = None) -> Source:
    """Return the topics of an outline; SourceError if the file is none or has no topics."""
    root, damaged = _parse(data)
    topics = [] if root is None else list(root.iter("outline"))
    if root is None or not topics:
        message = _("“{file}” holds no outline. Export it once more as OPML, or as Word or text, and import that.")
        raise SourceError(message.format(file=name))
    pieces = _head(root, topics)
    depths = _Depths(topics)
    for done, topic in enumerate(topics):
        report(progress, done, len(topics))
        pieces += _topic(topic, depths.of(topic))
    note = _("“{file}” is damaged; what could still be read was taken. Compare it with the original.")
    return Source(name, number_parts(pieces), (note.format(file=name),) if damaged else ())


def _parse(data: bytes) -> "tuple[Element | None, bool]":
    """Return the tree and whether it is damaged. Entities are refused: an outline needs none, and they can explode."""
    from lxml import etree

    if b"<!ENTITY" in data.replace(b"\x00", b""):
        return None, True
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(_HALF_CHARACTER.sub(b"&#xFFFD;", data), parser)
    except (etree.LxmlError, ValueError):
        return None, True
    return root, any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log)


class _Depths:
    """Depths of topics. A single topic with all others below it is the middle of a mind map: the title."""

    def __init__(self, topics: "list[Element]") -> None:
        self._known: dict[Element, int] = {}
        tops = [topic for topic in topics if not _is_topic(topic.getparent())]
        self._top = 0 if len(tops) == 1 and len(topics) > 1 and not _note(tops[0]) else 1

    def of(self, topic: "Element") -> int:
        """Return a topic's level; topics are asked for in the document's order."""
        parent = topic.getparent()
        depth = self._known[parent] + 1 if parent is not None and _is_topic(parent) else self._top
        self._known[topic] = depth
        return min(depth, _DEEPEST)


def _is_topic(element: "Element | None") -> bool:
    return element is not None and element.tag == "outline"


def _head(root: "Element", topics: "list[Element]") -> list[Piece]:
    """The title comes first unless the first topic repeats it; whatever else the head tells is kept apart."""
    pieces: list[Piece] = []
    for element in root.iterfind("./head/*"):
        text = (element.text or "").strip()
        if not text or not isinstance(element.tag, str) or text == _words(topics[0]):
            continue
        aside: Aside = "" if element.tag == "title" else "properties"
        if aside and element.tag.lower().startswith(("window", "expansion", "vertscroll")):
            continue
        pieces.append(Piece(text, aside=aside) if not aside else Piece(f"{element.tag}: {text}", aside=aside))
    return sorted(pieces, key=lambda piece: bool(piece.aside))


def _topic(topic: "Element", level: int) -> list[Piece]:
    """A topic of several lines is one heading and text below it."""
    words = _words(topic)
    lines = [line for line in _lines(words) if line.strip()] or [""]
    done = any((topic.get(key) or "").lower() in _CHECKED for key in _DONE)
    level = 0 if topic.get("type") == _PARAGRAPH else level
    pieces = [Piece(lines[0] + (" ☑" if done and lines[0] else ""), level)]
    pieces += [Piece(line) for line in lines[1:]]
    for note in _note(topic):
        pieces += [Piece(line) for line in _lines(note) if line.strip()]
    return pieces + _attributes(topic, words)


def _words(topic: "Element") -> str:
    return next((value.strip() for key in _WORDS if (value := topic.get(key) or "").strip()), "")


def _note(topic: "Element") -> list[str]:
    return [value for key in _NOTES if (value := topic.get(key) or "").strip()]


def _attributes(topic: "Element", words: str) -> list[Piece]:
    """Further attributes are columns of an outliner: 责任人：张三. Those of the program itself are kept apart."""
    pieces: list[Piece] = []
    for key, value in topic.attrib.items():
        key, value = str(key), str(value).strip()
        if not value or key in _NOTES or (key in _WORDS and value == words):
            continue
        local = key.rsplit("}", 1)[-1]
        own = local.lower() in _OWN or local != key
        if not own:
            pieces += [Piece(f"{local}：{line}" if not number else line) for number, line in enumerate(_lines(value))]
        elif local.lower() not in _OWN:
            pieces.append(Piece(f"{local}: {value}", aside="properties"))
    return pieces


def _lines(text: str) -> list[str]:
    return _TAG.sub("", _BREAK.sub("\n", text)).split("\n")
