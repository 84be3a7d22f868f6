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
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13}


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
    if any(ord(character) in _CONTROLS for character in set(text)):
        raise ValueError("control characters")
    return _LINE_END.sub("\n", text)


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def text_blocks(text: str) -> list[Block]:
    """Return a block for every line of the text, empty ones included."""
    return [Block(number, line) for number, line in enumerate(text.split("\n"), 1)]
