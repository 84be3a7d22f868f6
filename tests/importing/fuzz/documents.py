"""Whole documents of every kind, for the fuzz test to damage: what is committed, and some made here."""

import io
import zipfile
from functools import cache
from pathlib import Path

from planeditor.importing.kinds import KINDS

FILES = Path(__file__).parents[2] / "files"
NO_DOCUMENTS = ("seeds", "targets")  # long ones, and lists for other tests
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_NUMBERING = f"""<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/>
<w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
_STYLES = f"""<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>
<w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>"""
_BODY = """
<w:p><w:r><w:t>某市教育局2021年工作要点</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>党建工作</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>
<w:ins w:id="1" w:author="甲"><w:r><w:t>开展学习。全年不少于4次。</w:t></w:r></w:ins>
<w:del w:id="2" w:author="甲"><w:r><w:delText>旧的文字</w:delText></w:r></w:del></w:p>
<w:p><w:r><w:t xml:space="preserve">责任单位：基教科、</w:t><w:br/><w:tab/><w:t>职成科</w:t></w:r>
<w:hyperlink r:id="rId9"><w:r><w:t>链接</w:t></w:r></w:hyperlink>
<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>
<w:r><w:footnoteReference w:id="2"/></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、党建工作	3</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>
<w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>重点任务</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>责任单位</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>
<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>新建学校3所</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>改造校舍</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>计财科</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""
_COUNTED = """
<w:p><w:r><w:t>某校2021年工作计划</w:t></w:r></w:p>
<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:fldSimple w:instr=" AUTONUMLGL \\e "/>
<w:r><w:t> 教学</w:t></w:r></w:p>
<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:fldSimple w:instr=" AUTONUMLGL \\* CHINESENUM3 "/>
<w:r><w:t> 听课不少于20节</w:t></w:r></w:p>
<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTONUMOUT </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>检查</w:t></w:r></w:p>
<w:altChunk r:id="rId20"/><w:tbl><w:tr><w:tc><w:altChunk r:id="rId21"/><w:p/></w:tc></w:tr></w:tbl>
<w:altChunk r:id="rId22"/><w:p><w:r><w:t>完</w:t></w:r></w:p>"""
_CHUNKS = {"rId20": "plan.html", "rId21": "plan.mht", "rId22": "plan.docx"}
_NOTES = f"""<w:footnotes xmlns:w="{_W}">
<w:footnote w:id="2"><w:p><w:r><w:t>注解</w:t></w:r></w:p></w:footnote></w:footnotes>"""
_HEADER = f"""<w:hdr xmlns:w="{_W}"><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>"""

_ENVELOPE = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="b"

--b
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: 8bit

<html><h1>某市教育局2021年工作要点</h1><p>一、党建工作</p><p>1.学习。全年不少于4次。</p></html>
--b
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
"""
_PAGE = """<html><head><meta name="Generator" content="Microsoft Word 15"></head><body><p>一、教学工作</p>
<p>1.开展听课评课。全年不少于20节。</p><table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>备课</td></tr></table>
</body></html>"""
_PATH_NUMBERS = """青河县2022年重点工作任务清单
1 加强党的建设
1.1 理论武装
1.1.1 中心组全年集体学习不少于12次。
责任股室：机关党委
1.1.2 举办书记培训班2期。
1.2 组织建设
2 推进教育公平
2.1 学前教育
2.1.1 新建公办幼儿园3所，
新增学位810个。
"""


def word_document(body: str = _BODY, *, inserted: dict[str, str | bytes] | None = None, **parts: str) -> bytes:
    """Return a Word file with the body's XML; `parts` replace the others, such as numbering, styles and links.

    `inserted` are further files of the package, by their paths.
    """
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{kind}.xml"/>'
        for number, kind in enumerate(("styles", "numbering", "footnotes", "header"), 1)
    )
    links += f'<Relationship Id="rId9" Type="{_R}/hyperlink" Target="http://127.0.0.1:9/" TargetMode="External"/>'
    links += parts.get("links", "")
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/></w:sectPr>'
    document = f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}{section}</w:body></w:document>'
    return zipped(
        {
            **(inserted or {}),
            "[Content_Types].xml": _types("wordprocessingml.document.main", "/word/document.xml"),
            "_rels/.rels": _links(f'<Relationship Id="rId1" Type="{_OFFICE}" Target="word/document.xml"/>'),
            "word/document.xml": parts.get("prolog", "") + document,
            "word/_rels/document.xml.rels": _links(links),
            "word/styles.xml": parts.get("styles", _STYLES),
            "word/numbering.xml": parts.get("numbering", _NUMBERING),
            "word/footnotes.xml": _NOTES,
            "word/header.xml": _HEADER,
        }
    )


def word_document_of_documents() -> bytes:
    """Return a Word file whose numbers are fields, and that holds a web page, an envelope and a Word file whole."""
    links = "".join(
        f'<Relationship Id="{number}" Type="{_R}/aFChunk" Target="{name}"/>' for number, name in _CHUNKS.items()
    )
    contents = (_PAGE, _ENVELOPE, word_document())
    inserted = {f"word/{name}": content for name, content in zip(_CHUNKS.values(), contents, strict=True)}
    return word_document(_COUNTED, inserted=inserted, links=links)


@cache
def excel_workbook() -> bytes:
    """Return an Excel file with merged cells, a date, a hidden sheet, a comment and a link."""
    from datetime import datetime

    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    sheet.append(["2021年重点任务分解表"])
    sheet.merge_cells("A1:E1")
    sheet.append(["序号", "重点任务", "具体举措", "责任单位", "完成时限"])
    for number in range(1, 6):
        sheet.append([number, f"任务{number}", "第一行\n第二行", "基教科、计财科", datetime(2021, number, 1)])
    sheet.merge_cells("B4:B5")
    sheet["C4"].comment = Comment("批注", "甲")
    sheet["D4"].hyperlink = "http://127.0.0.1:9/"
    sheet["F3"] = "=SUM(A3:A7)"
    book.create_sheet("隐藏").append(["藏"])
    book["隐藏"].sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_workbook(rows: str, rest: str = "", prolog: str = "") -> bytes:
    """Return an Excel file whose one sheet has these rows' XML, and `rest` behind them."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheets = '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
    book = f'<workbook xmlns="{main}" xmlns:r="{_R}">{sheets}</workbook>'
    sheet = f'{prolog}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{rest}</worksheet>'
    return zipped(
        {
            "[Content_Types].xml": _types("spreadsheetml.sheet.main", "/xl/workbook.xml"),
            "_rels/.rels": _links(f'<Relationship Id="rId1" Type="{_OFFICE}" Target="xl/workbook.xml"/>'),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": _links(
                f'<Relationship Id="rId1" Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/>'
            ),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a package of the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def whole_documents() -> list[tuple[str, bytes]]:
    """Return names and bytes of documents of every kind that can be imported, sorted by name."""
    made = [("要点.docx", word_document()), ("分解表.xlsx", excel_workbook())]
    made += [("合订.docx", word_document_of_documents()), ("层次.txt", _PATH_NUMBERS.encode())]
    text = (FILES / "text" / "brackets.txt").read_text(encoding="utf-8")
    made += [("国标.txt", text.encode("gb18030")), ("宽.txt", text.encode("utf-16"))]
    made += [("分解表.csv", '序号,重点任务,责任单位\n1,新建学校3所,计财科\n2,"改造\n校舍",计财科\n'.encode("gb18030"))]
    made += [("网页.mht", _ENVELOPE.encode())]
    found = [path for path in sorted(FILES.rglob("*")) if path.suffix in KINDS and path.parent.name not in NO_DOCUMENTS]
    return [*made, *((path.name, path.read_bytes()) for path in found)]


def _types(kind: str, part: str) -> str:
    office = "application/vnd.openxmlformats"
    types = "".join(
        f'<Default Extension="{suffix}" ContentType="{kind}"/>'
        for suffix, kind in (("xml", "application/xml"), ("rels", f"{office}-package.relationships+xml"))
    )
    types += f'<Override PartName="{part}" ContentType="{office}-officedocument.{kind}+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
