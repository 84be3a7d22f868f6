"""The zip container of Word and Excel files. One rule: the same parts give the same bytes, on any day."""

from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip file can name
LEVEL = 5  # half the time of 6, a tenth larger
CORE = "docProps/core.xml"
COPY_CHUNK = 1 << 20
_UNIX = 3
_CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>{creator}</cp:coreProperties>'
)


class Package(ZipFile):
    """A new zip file whose entries carry no moment and no system, and no user name unless one is wanted."""

    def __init__(self, file: IO[bytes], title: str, author: str = "") -> None:
        """Begin a file; `author` is named in its properties, "" for nobody."""
        super().__init__(file, "w", ZIP_DEFLATED, compresslevel=LEVEL)
        creator = f"<dc:creator>{escape(author)}</dc:creator>" if author else ""
        self._core = _CORE_XML.format(title=escape(title), creator=creator)

    def entry(self, name: str) -> ZipInfo:
        """Return the header of a part."""
        info = ZipInfo(name, EPOCH)
        info.compress_type = ZIP_DEFLATED
        info._compresslevel = LEVEL  # type: ignore[attr-defined]  # ZipFile.open offers no other way before 3.13
        info.create_system = _UNIX
        info.external_attr = 0o600 << 16
        return info

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_args: Any, **_options: Any) -> None:
        """Write a part; the document properties are ours, whoever wrote the rest."""
        part = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        content = self._core if part == CORE else data
        super().writestr(self.entry(part), content)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_options: Any) -> None:
        """Write a part from a file, in pieces."""
        entry = self.entry(str(arcname))
        entry.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(entry, "w") as part:
            while chunk := source.read(COPY_CHUNK):
                part.write(chunk)
