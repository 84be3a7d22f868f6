"""An office's own Word file as the template: its styles, page and head around our text."""

import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from planeditor.errors import SourceError
from planeditor.exporting import LAYOUTS, Options, export
from planeditor.plan.entities import Node, Plan, Snapshot
from tests.exporting.samples import full_plan
from tests.exporting.word.schema import SEQUENCES

TEMPLATES = ("red_head.docx", "libreoffice.docx")  # made with numeric style ids as by WPS; saved by LibreOffice


@pytest.fixture(params=TEMPLATES)
def template(request: pytest.FixtureRequest, files: Path) -> Path:
    return files / "office" / str(request.param)


def _exported(tmp_path: Path, template: Path, layout: str = "plan", **options: object) -> Path:
    path = tmp_path / "out.docx"
    export(full_plan(), path, layout=layout, force=True, options=Options(template=str(template), **options))  # type: ignore[arg-type]
    return path


def _word(tmp_path: Path, template: Path, layout: str = "plan", **options: object) -> Document:
    return docx.Document(str(_exported(tmp_path, template, layout, **options)))


def test_the_offices_head_stands_above_and_its_foot_below_with_their_places_filled(
    tmp_path: Path, template: Path
) -> None:
    word = _word(tmp_path, template, red_head="drawn", imprint=True)
    texts = [each.text for each in word.paragraphs if each.text]
    assert texts[:3] == ["某某市教育局文件", "达市教〔2020〕1号", "达州市教育局\n2020年工作要点"]
    (table,) = word.tables
    assert [cell.text for cell in table.rows[0].cells] == ["达州市教育局办公室", "2020年4月2日印发"]
    assert table._tbl.getprevious().tag == qn("w:p")
    assert texts.count("达市教〔2020〕1号") == 1
    assert not [each for each in word.paragraphs if each.style.style_id in ("AgencyMark", "Imprint")]


def test_its_styles_say_how_headings_and_text_look(tmp_path: Path, template: Path) -> None:
    word = _word(tmp_path, template)
    heading = next(each for each in word.paragraphs if each.text.startswith("1."))
    assert heading.style.name == "Heading 3"
    assert heading.style.font.bold
    assert heading.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) is None
    run_in = heading.runs[1]
    assert run_in._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert run_in.font.bold is False
    assert _doubled(word) <= _doubled(docx.Document(str(template)))


def _doubled(word: Document) -> set[str]:
    return {name for name, count in Counter(style.name for style in word.styles).items() if count > 1}


def test_its_page_is_kept_and_turned_for_a_table(tmp_path: Path, template: Path) -> None:
    section = _word(tmp_path, template).sections[0]
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (30, 25)
    assert section.footer.paragraphs[0].text == "某某市教育局"
    turned = _word(tmp_path, template, "table").sections[0]
    assert turned.page_width > turned.page_height
    order = SEQUENCES["sectPr"].split()
    places = [order.index(etree.QName(each).localname) for each in turned._sectPr]
    assert places == sorted(places)
    assert turned.footer.paragraphs[0].text == "某某市教育局"


@pytest.mark.parametrize("layout", LAYOUTS[".docx"])
def test_what_goes_out_is_whole_and_names_nobody(tmp_path: Path, template: Path, layout: str) -> None:
    path = _exported(tmp_path, template, layout, mark="ABC", task_table=True, imprint=True)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
        assert len(parts) == len(package.namelist())
    text = b"".join(parts.values()).decode("utf-8", "replace")
    assert "王科员" not in text
    assert "李主任" not in text
    assert "ABC" in parts["docProps/custom.xml"].decode()
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = [each.get("PartName", "").removeprefix("/") for each in types if each.get("PartName")]
    assert len(named) == len(set(named))
    assert set(named) <= set(parts)
    starts = [each.get(qn("w:id")) for each in docx.Document(str(path)).element.iter(qn("w:bookmarkStart"))]
    assert len(starts) == len(set(starts))
    assert (
        path.read_bytes()
        == _exported(tmp_path, template, layout, mark="ABC", task_table=True, imprint=True).read_bytes()
    )


def test_a_file_that_only_gives_styles_adds_nothing_of_its_own(tmp_path: Path) -> None:
    template = tmp_path / "styles.docx"
    docx.Document().save(str(template))
    texts = [each.text for each in _word(tmp_path, template).paragraphs]
    assert texts[0] == "达市教〔2020〕1号"


def test_a_title_in_the_head_is_not_repeated(tmp_path: Path) -> None:
    template, document = tmp_path / "head.docx", docx.Document()
    document.add_paragraph("{标题}（{日期}）")
    document.save(str(template))
    texts = [each.text for each in _word(tmp_path, template).paragraphs]
    assert texts[0] == "达州市教育局 2020年工作要点（2020年4月2日）"
    assert not [each for each in _word(tmp_path, template).paragraphs if each.style.name == "Title"]


def test_tracked_changes_and_comments_of_the_template_stay_behind(tmp_path: Path) -> None:
    template, document = tmp_path / "head.docx", docx.Document()
    paragraph = document.add_paragraph("某局文件")
    author = f'xmlns:w="{etree.QName(paragraph._p).namespace}" w:id="9" w:author="王科员"'
    for name, text in (("ins", "<w:t>新</w:t>"), ("del", "<w:delText>旧</w:delText>")):
        paragraph._p.append(etree.fromstring(f"<w:{name} {author}><w:r>{text}</w:r></w:{name}>"))
    document.save(str(template))
    path = _exported(tmp_path, template)
    assert docx.Document(str(path)).paragraphs[0].text == "某局文件新"
    with zipfile.ZipFile(path) as package:
        assert "王科员" not in package.read("word/document.xml").decode()


@pytest.mark.parametrize("damage", ["missing", "text", "cut", "zip", "macros"])
def test_a_template_that_cannot_be_used_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, files: Path, damage: str
) -> None:
    template, path = tmp_path / "模板.docx", tmp_path / "out.docx"
    whole = (files / "office" / "red_head.docx").read_bytes()
    if damage == "text":
        template.write_text("这不是 Word 文件")
    elif damage == "cut":
        template.write_bytes(whole[: len(whole) // 2])
    elif damage == "zip":
        with zipfile.ZipFile(template, "w") as package:
            package.writestr("a.txt", "甲")
    elif damage == "macros":
        _with_macros(files / "office" / "red_head.docx", template)
    with pytest.raises(SourceError, match=r"模板\.docx") as refused:
        export(Snapshot(Plan(1), nodes=(Node(2, "item", "甲"),)), path, options=Options(template=str(template)))
    assert "\n" not in str(refused.value)
    assert not path.exists()
    assert not list(tmp_path.glob(".*"))


def _with_macros(source: Path, target: Path) -> None:
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as changed:
        for name in package.namelist():
            changed.writestr(name, package.read(name).replace(usual, kind))
