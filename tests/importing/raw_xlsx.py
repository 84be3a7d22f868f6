"""Workbooks whose XML a test writes by hand, as programs other than openpyxl write it."""

import io
import zipfile
from collections.abc import Mapping

from planeditor.importing.blocks import Table
from planeditor.importing.xlsx import read_xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PART = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def raw_xlsx(
    rows: str,
    *,
    after: str = "",
    shared: str = "",
    formats: tuple[str, ...] = (),
    properties: str = "",
    main: str = MAIN,
    links: str = LINKS,
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """Return a workbook of one sheet: its rows, what follows them, the shared texts, number formats by style."""
    styles = "".join(f'<numFmt numFmtId="{number}" formatCode="{code}"/>' for number, code in enumerate(formats, 164))
    used = "".join(f'<xf numFmtId="{number}"/>' for number in range(164, 164 + len(formats)))
    written = {
        "_rels/.rels": _relationships({"r1": ("officeDocument", "xl/workbook.xml")}, links),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}">{properties}<sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(
            {
                "r1": ("worksheet", "worksheets/sheet1.xml"),
                "r2": ("sharedStrings", "sharedStrings.xml"),
                "r3": ("styles", "styles.xml"),
            },
            links,
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{shared}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts>{styles}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{after}</worksheet>',
    }
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in (written | dict(parts or {})).items():
            package.writestr(name, part if part.startswith("<?xml") else _PART + part)
    return raw.getvalue()


def _relationships(targets: Mapping[str, tuple[str, str]], links: str) -> str:
    entries = "".join(
        f'<Relationship Id="{name}" Type="{links}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def rows_of(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a workbook's only table."""
    (table,) = [part for part in read_xlsx(data, "表.xlsx").parts if isinstance(part, Table)]
    return table.rows
