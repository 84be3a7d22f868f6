"""What kind of document a file is: by its first bytes where they tell, else by its suffix.

One rule: a name promises, the bytes decide; what cannot be imported is one sentence that says what to do instead.
"""

import re
from pathlib import PurePath
from typing import Literal

from planeditor.errors import SourceError
from planeditor.i18n import _, mark

Kind = Literal["docx", "xlsx", "csv", "text", "markdown", "html", "mhtml", "opml", "json"]

KINDS: dict[str, Kind] = {
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".html": "html",
    ".markdown": "markdown",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".opml": "opml",
    ".json": "json",
}
# Many an export of a web system and many a renamed file is called so without being so: the bytes decide.
_OLD_WORD = (".doc", ".wps", ".rtf")
_OLD_EXCEL = (".xls", ".et")
_CALLED_WORD = (".docx", ".docm", *_OLD_WORD)
_CALLED_EXCEL = (".xlsx", ".xlsm", *_OLD_EXCEL)
_MACRO_KINDS: dict[str, Kind] = {".docm": "docx", ".xlsm": "xlsx"}

_AS_DOCX = mark("“{file}” has an old format. Open it in Word or WPS and save it as .docx.")
_AS_XLSX = mark("“{file}” has an old format. Open it in Excel or WPS and save it as .xlsx.")
_PRINTED = mark("“{file}” is a print-out. Ask for the document it was made from, or save it as .docx in WPS or Word.")
_SLIDES = mark("“{file}” is a presentation. Copy its text into a Word file and import that.")
_PICTURE = mark("“{file}” is a picture. Have its text recognised in WPS, save that as .docx and import it.")
_ARCHIVE = mark("“{file}” is an archive. Unpack it and import the document in it.")
_LOCKED = mark("“{file}” is protected by a password. Open it in Word, Excel or WPS and save it without the password.")
_OPEN_DOCUMENT = mark("“{file}” is an OpenDocument file. Open it in Word, Excel or WPS and save it as .docx or .xlsx.")
_PLAN = mark("“{file}” is a plan already. Open it instead of importing it.")
_UNKNOWN = mark("“{file}” is of a kind that cannot be imported. Save it as .docx, .xlsx or .txt and import that.")

_REFUSED_SUFFIXES = {
    ".pdf": _PRINTED,
    ".ofd": _PRINTED,
    ".ppt": _SLIDES,
    ".pptx": _SLIDES,
    ".dps": _SLIDES,
    ".odt": _OPEN_DOCUMENT,
    ".ods": _OPEN_DOCUMENT,
    ".zip": _ARCHIVE,
    ".rar": _ARCHIVE,
    ".7z": _ARCHIVE,
    ".png": _PICTURE,
    ".jpg": _PICTURE,
    ".jpeg": _PICTURE,
    ".plan": _PLAN,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF-", _PRINTED),
    (b"{\\rtf", _AS_DOCX),
    (b"SQLite format 3\x00", _PLAN),
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b\x08", _ARCHIVE),
)
_MAIN_PARTS: dict[str, Kind] = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_FOREIGN_PARTS = {"ppt/presentation.xml": _SLIDES, "OFD.xml": _PRINTED, "content.xml": _OPEN_DOCUMENT}
_HEAD = 4096  # bytes looked at
_BEFORE_TAG = rb"(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,500}?-->)*"
_HTML = re.compile(_BEFORE_TAG + rb"<(?:!doctype\s+html|html|head|meta|table|body)\b", re.IGNORECASE | re.DOTALL)
_OFFICE_2003 = re.compile(rb'<\?mso-application\s+progid="(Word|Excel)\.|<pkg:package\b')
_MAIL_PAGE = re.compile(
    rb"\s*(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?MIME-Version:", re.IGNORECASE
)  # what Word calls a one-file web page


def check_suffix(name: str) -> None:
    """Raise SourceError for a file whose name alone says that it cannot be imported."""
    suffix = _suffix(name)
    if suffix in KINDS or suffix in _CALLED_WORD or suffix in _CALLED_EXCEL:
        return
    raise _error(_REFUSED_SUFFIXES.get(suffix, _UNKNOWN), name)


def promised_kind(name: str) -> Kind:
    """Return what a file is by its suffix, text where that tells nothing."""
    suffix = _suffix(name)
    if suffix in _OLD_EXCEL:
        return "csv"
    return KINDS.get(suffix) or _MACRO_KINDS.get(suffix) or "text"


def find_kind(name: str, data: bytes) -> Kind:
    """Return what a file is; SourceError if it is nothing that can be imported."""
    for signature, sentence in _SIGNATURES:
        if data.startswith(signature):
            raise _error(sentence, name)
    if data.startswith(_OLE):
        raise _error(_ole_sentence(name, data), name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped_kind(name, data)
    return _textual_kind(name, data)


def _ole_sentence(name: str, data: bytes) -> str:
    """Word and Excel before 2007 wrote this format; later ones keep a document with a password in it."""
    if _utf16("EncryptedPackage") in data:
        return _LOCKED
    if _utf16("PowerPoint Document") in data:
        return _SLIDES
    books = _utf16("Workbook") in data or _suffix(name) in _CALLED_EXCEL
    return _AS_DOCX if _utf16("WordDocument") in data or not books else _AS_XLSX


def _zipped_kind(name: str, data: bytes) -> Kind:
    from planeditor.importing.office_package import open_package

    package = open_package(data, name)
    for part, kind in _MAIN_PARTS.items():
        if part in package:
            return kind
    for part, sentence in _FOREIGN_PARTS.items():
        if part in package:
            raise _error(sentence, name)
    promised = promised_kind(name)
    if promised in ("docx", "xlsx") and "[Content_Types].xml" in package:
        return promised  # the main part may have any name
    raise _error(_ARCHIVE, name)


def _textual_kind(name: str, data: bytes) -> Kind:
    suffix = _suffix(name)
    promised = promised_kind(name)
    plain = (
        data[:_HEAD]
        .replace(b"\x00", b"")
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    office = _OFFICE_2003.search(plain)
    if office is not None and promised != "opml":
        raise _error(_AS_XLSX if office[1] == b"Excel" else _AS_DOCX, name)
    if promised in ("text", "csv", "docx", "xlsx") and _HTML.match(plain):
        return "html"
    if suffix in (*_CALLED_WORD, *_CALLED_EXCEL) and _MAIL_PAGE.match(plain):
        return "mhtml"
    if suffix in _CALLED_WORD or suffix in _CALLED_EXCEL:
        return _called_office(name, data)
    return promised


def _called_office(name: str, data: bytes) -> Kind:
    """Return the kind of plain text that is called a Word or Excel file; SourceError if it is no text, either."""
    from planeditor.importing.office_package import damaged
    from planeditor.importing.text import decode_text

    try:
        decode_text(data)
    except ValueError as error:
        raise damaged(name) from error
    return "csv" if _suffix(name) in _CALLED_EXCEL else "text"


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _error(message: str, name: str) -> SourceError:
    return SourceError(_(message).format(file=name))
