"""Files that somebody made to harm their reader, by what they try.

`{canary}` in a case is a file's path, `{port}` that of a listening server: neither may ever be touched.
"""

import io
import struct
import zipfile
from collections.abc import Callable

from tests.importing.fuzz.documents import sheet_workbook, word_document, zipped

_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "哈哈哈哈">{_LAUGHS}]>'
QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a11 "{"哈" * 100_000}">]>'
FILE_ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a11 SYSTEM "file://{canary}">]>'
WEB_ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a11 SYSTEM "http://127.0.0.1:{port}/">]>'
WEB_DTD = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/x.dtd">'
PARAMETER_ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % p SYSTEM "file://{canary}"> %p;]>'
PROLOGS = {
    "laughs": LAUGHS,
    "quadratic": QUADRATIC,
    "file entity": FILE_ENTITY,
    "web entity": WEB_ENTITY,
    "web dtd": WEB_DTD,
    "parameter entity": PARAMETER_ENTITY,
}
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Hostile = tuple[str, Callable[[], bytes]]


def paragraph(text: str, properties: str = "") -> str:
    """Return a Word paragraph's XML."""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """Return a Word table cell's XML."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def _nested(opening: str, inner: str, closing: str, depth: int) -> str:
    return opening * depth + inner + closing * depth


def _numbering(level: str) -> str:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<w:numbering xmlns:w="{main}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def _numbered(level: str, ilvl: str = "0") -> bytes:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return word_document(paragraph("甲", properties) * 50, numbering=_numbering(level))


def _linked(kind: str, target: str, mode: str) -> bytes:
    link = f'<Relationship Id="rId50" Type="{_R}/{kind}" Target="{target}" {mode}/>'
    return word_document(paragraph("甲") + '<w:altChunk r:id="rId50"/>', links=link)


def _many_parts() -> bytes:
    return zipped({"word/document.xml": "<x/>"} | {f"word/{number}.xml": "" for number in range(5_001)})


def _bomb(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package, package.open(name, "w") as part:
        for _each in range(300):
            part.write(bytes(1 << 20))
    return file.getvalue()


def _lying_bomb() -> bytes:
    """The list says that the part is small; it is not."""
    data = bytearray(_bomb("word/document.xml"))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.index(mark) + place, 1_000)
    return bytes(data)


def _overlapping() -> bytes:
    """Thousands of entries in the list, all of them the same bytes."""
    data = zipped({"word/document.xml": "<x>" + "一" * 1_000_000 + "</x>"})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entries = data[start:end] * 4_000
    tail = bytearray(data[end:])
    struct.pack_into("<HHII", tail, 8, 4_000, 4_000, len(entries), start)
    return data[:start] + entries + bytes(tail)


def _wrong_sum() -> bytes:
    data = bytearray(word_document())
    start = data.index(b"PK\x01\x02")
    while start >= 0:
        data[start + 16] ^= 0xFF
        start = data.find(b"PK\x01\x02", start + 1)
    return bytes(data)


def _rows(cells: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c>{cells}</row>'


def _merges(references: list[str]) -> str:
    cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return f"<mergeCells>{cells}</mergeCells>"


def _number_cell(reference: str, value: str, style: str = "") -> str:
    return f'<c r="{reference}" {style}><v>{value}</v></c>'


WORD: dict[str, Callable[[], bytes]] = {
    **{
        f"word {name}": lambda prolog=prolog: word_document(paragraph("&a11;"), prolog=prolog)  # type: ignore[misc]
        for name, prolog in PROLOGS.items()
    },
    "external template": lambda: _linked("attachedTemplate", "http://127.0.0.1:{port}/a.dotm", 'TargetMode="External"'),
    "external chunk": lambda: _linked("aFChunk", "http://127.0.0.1:{port}/a.html", 'TargetMode="External"'),
    "chunk of a file": lambda: _linked("aFChunk", "file://{canary}", ""),
    "header out of the package": lambda: _linked("header", "../../../../../../../..{canary}", ""),
    "huge span": lambda: word_document(
        "<w:tbl><w:tr>" + cell("甲", '<w:gridSpan w:val="2147483647"/>') + cell("乙") + "</w:tr></w:tbl>"
    ),
    "huge gap": lambda: word_document(
        f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr>{cell("甲")}</w:tr></w:tbl>'
    ),
    "wide and long": lambda: word_document("<w:tbl>" + ("<w:tr>" + cell("") * 60 + "</w:tr>") * 2_000 + "</w:tbl>"),
    "nested tables": lambda: word_document(
        _nested("<w:tbl><w:tr><w:tc>", paragraph("甲"), "<w:p/></w:tc></w:tr></w:tbl>", 5_000)
    ),
    "tables 80 deep": lambda: word_document(
        _nested("<w:tbl><w:tr><w:tc>", paragraph("甲"), "<w:p/></w:tc></w:tr></w:tbl>", 80)
    ),
    "tables that double": lambda: word_document(
        _nested("<w:tbl>" + f"<w:tr>{cell('甲')}</w:tr>" * 2 + "<w:tr><w:tc>", "", "<w:p/></w:tc></w:tr></w:tbl>", 80)
    ),
    "nested controls": lambda: word_document(
        _nested("<w:sdt><w:sdtContent>", paragraph("甲"), "</w:sdtContent></w:sdt>", 100_000)
    ),
    "controls 100 deep": lambda: word_document(
        _nested("<w:sdt><w:sdtContent>", paragraph("甲"), "</w:sdtContent></w:sdt>", 100)
    ),
    "a huge number": lambda: _numbered(
        '<w:lvl w:ilvl="0"><w:start w:val="999999999999999999"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl>'
    ),
    "a huge roman number": lambda: _numbered(
        '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    ),
    "a huge letter": lambda: _numbered(
        '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl>'
    ),
    "a negative number": lambda: _numbered(
        '<w:lvl w:ilvl="0"><w:start w:val="-7"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    ),
    "an endless mark": lambda: _numbered(f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"%1" * 20_000}"/></w:lvl>'),
    "a level far down": lambda: _numbered('<w:lvl w:ilvl="0"><w:lvlText w:val="%9"/></w:lvl>', "2147483647"),
    "styles in a circle": lambda: word_document(
        paragraph("甲", '<w:pPr><w:pStyle w:val="a"/></w:pPr>'),
        styles='<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>',
    ),
    "empty paragraphs": lambda: word_document("<w:p/>" * 550_000),
    "a paragraph of many runs": lambda: word_document(f"<w:p>{'<w:r><w:t>甲</w:t></w:r>' * 400_000}</w:p>"),
    "an endless paragraph": lambda: word_document(paragraph("甲" * 6_000_000)),
    "too many parts": _many_parts,
    "bomb": lambda: _bomb("word/document.xml"),
    "lying bomb": _lying_bomb,
    "overlapping bomb": _overlapping,
    "wrong sums": _wrong_sum,
    "nested package": lambda: zipped({"word/document.xml": word_document()}),
    "only a list": lambda: b"PK\x05\x06" + bytes(18),
}
EXCEL: dict[str, Callable[[], bytes]] = {
    **{
        f"excel {name}": lambda prolog=prolog: sheet_workbook(_rows("<c><v>&a11;</v></c>"), prolog=prolog)  # type: ignore[misc]
        for name, prolog in PROLOGS.items()
    },
    "far cell": lambda: sheet_workbook(_rows("") + f'<row r="1048576">{_number_cell("XFD1048576", "1")}</row>'),
    "beyond the last cell": lambda: sheet_workbook(_rows(_number_cell("ZZZZZZ1", "1"))),
    "rows far apart": lambda: sheet_workbook(
        "".join(f'<row r="{row}">{_number_cell(f"A{row}", "1")}</row>' for row in range(1, 1_048_576, 10_000))
    ),
    "huge merge": lambda: sheet_workbook(_rows(""), _merges(["A1:XFD1048576"])),
    "merges of merges": lambda: sheet_workbook(_rows(""), _merges([f"A1:Z{row}" for row in range(2, 5_000)])),
    "merges upside down": lambda: sheet_workbook(_rows(""), _merges(["C3:A1", "A0:B1", ":", "A1", "1:1", "A:A"])),
    "rows that jump back": lambda: sheet_workbook(_rows("") * 3 + '<row r="-5"><c r="B-5"><v>1</v></c></row>'),
    "a row without end": lambda: sheet_workbook('<row r="99999999999999999999"><c><v>1</v></c></row>'),
    "absurd numbers": lambda: sheet_workbook(
        _rows("".join(_number_cell("B1", value) for value in ("1e999", "-1e308", "NaN", "9" * 5_000, "", "0x1")))
    ),
    "strings that are not there": lambda: sheet_workbook(_rows(_number_cell("B1", "-1", 't="s"'))),
    "styles that are not there": lambda: sheet_workbook(_rows(_number_cell("B1", "44197", 's="4294967296"'))),
    "a date without end": lambda: sheet_workbook(_rows(_number_cell("B1", "99999999999", 't="d"'))),
    "halves of characters": lambda: sheet_workbook(
        '<row><c t="inlineStr"><is><t>甲_xD800_乙_x0000_丙_x000B_丁</t></is></c></row>'
    ),
    "cells without end": lambda: sheet_workbook(f"<row>{'<c><v>1</v></c>' * 100_000}</row>"),
    "nested text": lambda: sheet_workbook(_rows(_nested("<c>", "<v>1</v>", "</c>", 50_000))),
}
OTHERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    **{
        f"opml {name}": (
            ".opml",
            lambda prolog=prolog: f'{prolog}<opml><body><outline text="&a11;"/></body></opml>'.encode(),  # type: ignore[misc]
        )
        for name, prolog in PROLOGS.items()
    },
    "opml deep": (".opml", lambda: _nested("<outline text='甲'>", "", "</outline>", 100_000).encode()),
    "opml 200 deep": (
        ".opml",
        lambda: ("<opml><body>" + _nested("<outline text='甲'>", "", "</outline>", 200) + "</body></opml>").encode(),
    ),
    "opml half character": (".opml", lambda: b'<opml><body><outline text="a&#xD800;"/></body></opml>'),
    "page deep": (".html", lambda: b"<html>" + b"<div>" * 200_000 + b"x"),
    "page of lists": (".html", lambda: b"<html>" + b"<ul><li>x" * 20_000),
    "page of tables": (".html", lambda: b"<html>" + b"<table><tr><td>x" * 20_000),
    "page of spans": (
        ".html",
        lambda: b"<html><table>" + b"<tr><td colspan=999999999 rowspan=999999999>x" * 500 + b"</table>",
    ),
    "page with links": (
        ".html",
        lambda: b"<html><link rel=stylesheet href=http://127.0.0.1:{port}/><img src='file://{canary}'>x",
    ),
    "page of half tags": (".html", lambda: b"<html>" + b"<" * 500_000 + b"<!--" * 100_000),
    "marks deep": (".md", lambda: b"> " * 100_000 + b"x\n" + b"- " * 100_000 + b"x"),
    "marks unclosed": (".md", lambda: b"[" * 200_000 + b"*_`" * 100_000 + b"\n" + b"|" * 200_000),
    "text of lines": (".txt", lambda: b"\n" * 20_000_000 + b"x"),
    "text of marks": (".txt", lambda: "一、".encode() * 200_000),
    "garbage in utf-16": (".txt", lambda: b"\xff\xfe" + bytes(range(32, 256)) * 500 + b"\x00"),
    "cells in one row": (".csv", lambda: b"," * 3_000_000 + b"x"),
    "quotes unclosed": (".csv", lambda: b'a,"b\n' * 20_000),
    "rows of other lengths": (".csv", lambda: b"a\n" * 20_000 + b"," * 5_000 + b"b\n"),
    "json deep": (".json", lambda: b'{"a":' * 100_000 + b"1"),
    "json of nothing": (
        ".json",
        lambda: b'{"format": "planeditor", "version": 1, "plan": {}, "nodes": ' + b"[" * 1_000,
    ),
}


def hostile_files() -> dict[str, Hostile]:
    """Return the suffix of every case and what makes its bytes, by what it tries."""
    cases = {name: (".docx", make) for name, make in WORD.items()}
    cases |= {name: (".xlsx", make) for name, make in EXCEL.items()}
    return cases | OTHERS
