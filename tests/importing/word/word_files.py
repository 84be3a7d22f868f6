"""Word files written part by part, as Word and WPS write them: the features that no library makes."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from planeditor.importing.blocks import Block, Source, Table
from planeditor.importing.options import ImportOptions, Revisions
from planeditor.importing.word import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def t(text: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(content: str = "", properties: str = "") -> str:
    """Return a paragraph: its content (XML, or plain text), and what stands in its w:pPr."""
    inner = content if content.startswith("<") or not content else t(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def styled(style: str, text: str) -> str:
    """Return a paragraph of a style."""
    return p(text, f'<w:pStyle w:val="{style}"/>')


def listed(text: str, level: int = 0, number: int = 1) -> str:
    """Return a paragraph numbered by itself."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def field(instruction: str, result: str | None, settings: str = "") -> str:
    """Return a complex field; None: one without a result."""
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{t(result)}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{settings}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def tc(content: str, properties: str = "") -> str:
    """Return a table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """Return a table row; cells are XML or plain text."""
    inner = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def tbl(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def box(*paragraphs: str, offset: int = 0, fallback: bool = True) -> str:
    """Return a text box as Word writes it: a shape, and the same in the older language to fall back on."""
    inner = "".join(paragraphs)
    shape = (
        f'<w:drawing><wp:anchor><wp:positionV relativeFrom="paragraph"><wp:posOffset>{offset}</wp:posOffset>'
        "</wp:positionV>"
        f"<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    older = f"<w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"
    second = f"<mc:Fallback>{older}</mc:Fallback>" if fallback else ""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>{second}</mc:AlternateContent></w:r>'
    )


def level(at: int, style: str, text: str, *, start: int | None = 1, extra: str = "") -> str:
    """Return one level of a list. `extra` is XML that stands before the text: suff, isLgl, lvlRestart, pStyle."""
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    form = f'<w:numFmt w:val="{style}"/>'
    return f'<w:lvl w:ilvl="{at}">{begin}{form}{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(abstracts: Mapping[int, str], lists: Mapping[int, tuple[int, str]]) -> str:
    """Return numbering.xml: the content of abstract definitions, and lists with their definition and overrides."""
    first = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{inner}</w:abstractNum>' for key, inner in abstracts.items()
    )
    second = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{inner}</w:num>'
        for key, (abstract, inner) in lists.items()
    )
    return f"{HEAD}<w:numbering {NAMESPACES}>{first}{second}</w:numbering>"


def style(key: str, name: str, inner: str = "", *, kind: str = "paragraph", extra: str = "") -> str:
    """Return one style. `inner` holds basedOn, pPr and rPr."""
    return f'<w:style w:type="{kind}" w:styleId="{key}" {extra}><w:name w:val="{name}"/>{inner}</w:style>'


def styles(*each: str) -> str:
    """Return styles.xml."""
    return f"{HEAD}<w:styles {NAMESPACES}>{''.join(each)}</w:styles>"


def part(tag: str, inner: str) -> str:
    """Return a part such as a header or the footnotes."""
    return f"{HEAD}<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"


def docx(*body: str, parts: Mapping[str, str] | None = None, strict: bool = False) -> bytes:
    """Return a .docx. `parts` are further parts of word/ by kind: styles, numbering, footnotes, header1 …"""
    parts = parts or {}
    links = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>' for kind in parts
    )
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f"<Relationships {relations}>"
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships {relations}>{links}</Relationships>",
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>",
    } | {f"word/{kind}.xml": content for kind, content in parts.items()}
    return pack({path: make_strict(content) if strict else content for path, content in files.items()})


def make_strict(xml: str) -> str:
    """Return a part with the namespaces of Strict Open XML."""
    for kind in ("wordprocessingml", "officeDocument", "drawingml"):
        xml = xml.replace(f"http://schemas.openxmlformats.org/{kind}/2006/", f"http://purl.oclc.org/ooxml/{kind}/")
    return xml


def pack(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path), content)
    return stream.getvalue()


def read(data: bytes, revisions: Revisions = "accept") -> Source:
    """Return what the reader finds, after checking what holds for every source."""
    source = read_docx(data, "计划.docx", ImportOptions(revisions=revisions))
    assert [line.line for line in source.lines()] == list(range(1, len(list(source.lines())) + 1))
    for each in source.parts:
        if isinstance(each, Table):
            assert len({len(row) for row in each.rows}) == 1
        else:
            assert "\n" not in each.text
    return source


def texts(data: bytes, revisions: Revisions = "accept") -> list[str]:
    """Return the lines that are not set aside, empty ones left out; the rows of tables as well."""
    return [line.text for line in read(data, revisions).lines() if line.text and not line.aside]


def asides(data: bytes, revisions: Revisions = "accept") -> list[tuple[str, str]]:
    """Return the lines that are set aside, each with the reason."""
    return [(line.aside, line.text) for line in read(data, revisions).lines() if line.aside]


def blocks(data: bytes) -> list[Block]:
    """Return the paragraphs."""
    return [each for each in read(data).parts if isinstance(each, Block)]


def tables(data: bytes) -> list[Table]:
    """Return the tables."""
    return [each for each in read(data).parts if isinstance(each, Table)]
