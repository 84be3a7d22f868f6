"""The zip package of a Word or Excel file, opened as a stranger's: small limits, no DTD, nothing from outside.

One rule: whatever the bytes are, a part is read whole and checked, or one sentence says what is wrong with the file.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from planeditor.errors import SourceError
from planeditor.i18n import _

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 200 << 20  # bytes of all parts together, unzipped
MOST_PARTS = 5_000
_ENTRY = 1_024  # bytes that one entry of a zip's directory may take on average
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, OverflowError, struct.error)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another: the last word of its type, such as "styles", and the part's path."""

    kind: str
    target: str


STAMP = "planeditor-mark"
LONGEST_STAMP = 200


class Package:
    """The parts of one file. Paths have no leading slash and, as the standard says, no case."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.name = name
        self._archive = archive
        self._entries = {_path(entry.filename): entry for entry in archive.infolist()}

    def __contains__(self, path: str) -> bool:
        return _path(path) in self._entries

    def part(self, path: str) -> bytes | None:
        """Return a part's bytes, None if there is no such part; SourceError if it is damaged."""
        entry = self._entries.get(_path(path))
        if entry is None:
            return None
        try:
            with self._archive.open(entry) as stream:
                return b"".join(iter(lambda: stream.read(_CHUNK), b""))
        except _DAMAGE as error:
            raise damaged(self.name) from error

    def xml(self, path: str) -> "_Element | None":
        """Return the root of a part of XML, Strict namespaces folded; SourceError if it is damaged or has a DTD."""
        data = self.part(path)
        return None if data is None else parse_xml(data, self.name)

    def stamp(self) -> str:
        """Return what this program wrote into the document's own properties about its plan, "" for nothing."""
        root = self.xml("docProps/custom.xml")
        for each in () if root is None else root:
            if each.get("name") == STAMP:
                return "".join(str(text) for text in each.itertext()).strip()[:LONGEST_STAMP]
        return ""

    def relationships(self, path: str) -> Mapping[str, Relationship]:
        """Return the inner links of a part ("" for the package itself) by id; links to the outside are left out."""
        folder, name = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        links = (link for link in root.iter(_RELATIONSHIP) if link.get("TargetMode") != "External")
        return {link.get("Id", ""): _relationship(folder, link) for link in links}

    def related(self, path: str, kind: str) -> str | None:
        """Return the path of the first part of a kind that `path` links to."""
        return next((link.target for link in self.relationships(path).values() if link.kind == kind), None)

    @cached_property
    def main(self) -> str | None:
        """The path of the part that the whole is about, such as word/document.xml."""
        return self.related("", "officeDocument")


def open_package(data: bytes, name: str) -> Package:
    """Return the package in `data`; SourceError for what is no such file, has a password, is damaged or too large."""
    if not data.startswith(b"PK"):
        raise _foreign(data, name)
    _check_directory(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_DAMAGE, NotImplementedError) as error:
        raise damaged(name) from error
    _check_entries(archive.infolist(), name)
    return Package(archive, name)


def parse_xml(data: bytes, name: str) -> "_Element":
    """Return the root of `data`, Strict namespaces folded into the usual ones; SourceError if it cannot be read."""
    from lxml import etree

    data = _utf8(data)
    if b"<!DOCTYPE" in data:
        raise _unsafe(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_fold(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise _unsafe(name)
    return root


def damaged(name: str) -> SourceError:
    """Return the error for a file that is broken inside."""
    message = _("“{file}” is damaged. Open it in Word, Excel or WPS, let that repair it, and save it anew.")
    return SourceError(message.format(file=name))


def _check_directory(data: bytes, name: str) -> None:
    """A directory of millions of entries would be read whole before it could be counted."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(data):
        raise damaged(name)
    count, size = struct.unpack_from("<HI", data, end + 10)
    if count > MOST_PARTS or size > MOST_PARTS * _ENTRY:
        raise _too_large(name)


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST:
        raise _too_large(name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked(name)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise damaged(name)


def _foreign(data: bytes, name: str) -> SourceError:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return _locked(name)
        message = _("“{file}” has an old format. Open it in Word, Excel or WPS and save it as .docx or .xlsx.")
    else:
        message = _("“{file}” is not what its name says. Open it in Word, Excel or WPS and save it as .docx or .xlsx.")
    return SourceError(message.format(file=name))


def _locked(name: str) -> SourceError:
    message = _("“{file}” has a password. Open it in Word, Excel or WPS, remove the password, and save it.")
    return SourceError(message.format(file=name))


def _too_large(name: str) -> SourceError:
    message = _("“{file}” is far too large inside for a plan. Copy what belongs to the plan into a new file.")
    return SourceError(message.format(file=name))


def _unsafe(name: str) -> SourceError:
    message = _("“{file}” holds definitions that no office program writes. Save it anew in Word, Excel or WPS.")
    return SourceError(message.format(file=name))


def _path(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()


def _relationship(folder: str, link: "_Element") -> Relationship:
    target = unquote(link.get("Target", ""))
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return Relationship(link.get("Type", "").rsplit("/", 1)[-1], posixpath.normpath(path).lstrip("/"))


def _utf8(data: bytes) -> bytes:
    """A part may be UTF-16; all checks here look at UTF-8."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    text = data.decode("utf-16", "replace")
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")


def _fold(data: bytes) -> bytes:
    """Strict Open XML has namespaces of its own for the same elements (ISO/IEC 29500-1, annex)."""
    if b"purl.oclc.org/ooxml/" not in data:
        return data
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
