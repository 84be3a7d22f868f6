"""Plain text files. One rule: the text is decoded strictly; a file that is not text is refused, never guessed at."""

import codecs
import re

from planeditor.errors import SourceError
from planeditor.i18n import _
from planeditor.importing.blocks import Block, Progress, Source
from planeditor.importing.options import ImportOptions
from planeditor.importing.source_limits import MOST_LINES, too_long

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Word saves a manual line break as U+000B and a page break as U+000C when it writes plain text.
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_COMMON = "的一是在不有人中大上和以要他生到作地于出就分成可主年同工能下子部方面法制教育局学校各市区科室所，。、：（）"
_SIMPLIFIED = frozenset(_COMMON + "这为个国我时来们会发动对说产种后个实点单师业务开办关责任设达标题进组织办")
_TRADITIONAL = frozenset(_COMMON + "這為個國我時來們會發動對說產種後於實點單師業務開辦關責任設達標題進組織學")
LOOKED_AT = 20_000  # characters
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def read_text(data: bytes, name: str, options: ImportOptions, progress: Progress | None = None) -> Source:
    """Return the lines of a text file; SourceError if it is no text or far too long."""
    try:
        text = decode_text(data)
    except ValueError as error:
        message = _("“{file}” is not a text file. Open it in the program it came from and save it as plain text.")
        raise SourceError(message.format(file=name)) from error
    if text.count("\n") > MOST_LINES:
        raise too_long(name)
    return Source(name, tuple(text_blocks(text)))


def decode_text(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a byte order mark, or GB18030, line ends as \\n.

    ValueError if the bytes are no text in any of them.
    """
    text = _decode(data)
    if _CONTROLS.search(text):
        raise ValueError("control characters")
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return text


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_two_byte(data)


def _decode_two_byte(data: bytes) -> str:
    """GB18030 takes nearly any bytes; a text that is plain only in Big5 is read as that."""
    simplified, traditional = (_try(data, encoding) for encoding in ("gb18030", "cp950"))
    if traditional is not None and _share(traditional, _TRADITIONAL) > _share(simplified or "", _SIMPLIFIED):
        return traditional
    return data.decode("gb18030") if simplified is None else simplified


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _share(text: str, common: frozenset[str]) -> float:
    """Return how many of a text's characters beyond ASCII are among the commonest."""
    sample = [character for character in text[:LOOKED_AT] if character > "\x7f"]
    return sum(character in common for character in sample) / len(sample) if sample else 0.0


def text_blocks(text: str) -> list[Block]:
    """Return a block for every line of the text, empty ones included."""
    return [Block(number, line) for number, line in enumerate(text.split("\n"), 1)]
