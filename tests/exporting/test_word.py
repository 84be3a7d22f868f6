"""The Word export follows GB/T 9704-2012, checked on the XML and through python-docx."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given
from lxml import etree

from planeditor.exporting import Options, export
from planeditor.exporting.word.body import heading_level
from planeditor.plan.entities import LEAD, Department, Field, Node, Owner, Plan, Snapshot
from planeditor.plan.identity import id_text
from tests.exporting.samples import full_plan
from tests.strategies import snapshots

FANGSONG, KAI, HEI, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
ROLES = ("ascii", "hAnsi", "eastAsia", "cs")


@pytest.fixture
def word(tmp_path: Path) -> Document:
    path = tmp_path / "plan.docx"
    export(full_plan(), path)
    return docx.Document(str(path))


def _exported(tmp_path: Path, snapshot: Snapshot, options: Options | None = None) -> Document:
    path = tmp_path / "plan.docx"
    export(snapshot, path, force=True, options=options)
    return docx.Document(str(path))


def _fonts(paragraph: docx.text.paragraph.Paragraph) -> list[tuple[str, str]]:
    return [(run.text, run._r.rPr.rFonts.get(qn("w:eastAsia"))) for run in paragraph.runs]


def _paragraph(document: Document, start: str) -> docx.text.paragraph.Paragraph:
    return next(each for each in document.paragraphs if each.text.startswith(start))


def test_the_text_is_the_golden_one(word: Document, files: Path) -> None:
    shown = "".join(f"{each.style.style_id}\t{each.text}\n" for each in word.paragraphs)
    assert shown == (files / "exports" / "plan-word.txt").read_text(encoding="utf-8")


def test_page_and_grid_are_those_of_the_standard(word: Document) -> None:
    section = word.sections[0]
    margins = [
        section.top_margin.twips, section.left_margin.twips, section.right_margin.twips,
        section.bottom_margin.twips, section.footer_distance.twips,
    ]  # fmt: skip
    assert (section.page_width.twips, section.page_height.twips) == (11906, 16838)
    assert margins == [2098, 1588, 1474, 1984, 1310]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert [grid.get(qn(f"w:{name}")) for name in ("type", "linePitch", "charSpace")] == [
        "linesAndChars",
        "579",
        "-846",
    ]


def test_every_run_names_its_font_in_all_four_roles_with_the_hint_and_no_theme(word: Document) -> None:
    runs = [run for paragraph in word.paragraphs for run in paragraph.runs]
    for run in runs:
        fonts = run._r.rPr.rFonts
        assert fonts.get(qn("w:hint")) == "eastAsia"
        assert len({fonts.get(qn(f"w:{role}")) for role in ROLES}) == 1


def test_no_part_names_a_theme_or_a_person(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    export(full_plan(), path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name, part in parts.items() if b"Theme=" in part or b"creator" in part]
    assert "达州市教育局\n2020年工作要点" in parts["docProps/core.xml"].decode()


def test_headings_are_real_styles_with_levels_in_the_fonts_of_the_standard(word: Document) -> None:
    expected = {
        "一、全面加强党的建设": ("Heading1", HEI, "0"),
        "（一）促进公平": ("Heading2", KAI, "1"),
        "2.加快推进教育重大项目实施": ("Heading3", FANGSONG, "2"),
    }
    for text, (style, font, level) in expected.items():
        paragraph = _paragraph(word, text)
        outline = paragraph.style.element.pPr.find(qn("w:outlineLvl"))
        assert (paragraph.style.style_id, outline.get(qn("w:val"))) == (style, level)
        assert _fonts(paragraph) == [(text, font)]
        assert paragraph.style.font.bold is None


def test_a_title_and_its_text_run_in_one_paragraph_each_in_its_font(tmp_path: Path) -> None:
    item = Node(1, "item", "完善机制", "坚持引领。\n第二段。")
    section = Node(2, "section", "加强建设", children=(item,))
    numbering = "一、 | （一） 1. | restart"
    word = _exported(tmp_path, Snapshot(Plan(3, numbering=numbering), nodes=(section,)))
    run_in = _paragraph(word, "（一）")
    assert _fonts(run_in) == [("（一）完善机制。", KAI), ("坚持引领。", FANGSONG)]
    assert run_in.style.style_id == "Heading2"
    assert _paragraph(word, "第二段。").style.style_id == "BodyText"


def test_a_labelled_field_has_its_label_in_black_and_its_text_in_fangsong(word: Document) -> None:
    assert _fonts(_paragraph(word, "问题描述")) == [
        ("问题描述：", HEI),
        ("“村空、乡弱、城镇挤”问题仍然存在。", FANGSONG),
    ]


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(word: Document) -> None:
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        assert paragraph.style.element.pPr.jc.get(qn("w:val")) == side
        assert paragraph.style.element.pPr.ind.get(qn(f"w:{side}Chars")) == "100"
        assert paragraph.style.font.size.pt == 14


def test_each_item_carries_its_id_in_a_hidden_bookmark(word: Document) -> None:
    starts = [start.get(qn("w:name")) for start in word.element.iter(qn("w:bookmarkStart"))]
    ends = list(word.element.iter(qn("w:bookmarkEnd")))
    assert starts == [f"_pe_{id_text(node.id)}" for node in full_plan().walk()]
    assert len(ends) == len(starts)


def test_the_font_profile_of_windows_can_be_chosen(tmp_path: Path) -> None:
    word = _exported(tmp_path, full_plan(), Options(fonts="windows"))
    assert _fonts(_paragraph(word, "达州市教育局\n"))[0][1] == "华文中宋"
    assert _fonts(_paragraph(word, "（一）"))[0][1] == "楷体"


def test_half_width_punctuation_stays_when_the_correction_is_off(tmp_path: Path) -> None:
    word = _exported(tmp_path, full_plan(), Options(full_width=False))
    assert _paragraph(word, "各县(市、区)教科局,")


def test_without_a_signer_issuer_and_date_stand_below_the_title(tmp_path: Path) -> None:
    word = _exported(tmp_path, Snapshot(Plan(1, "要点", issuer="苏州市教育局", date="2020-03-16")))
    assert [each.text for each in word.paragraphs if each.style.style_id == "Subtitle"] == [
        "苏州市教育局",
        "（2020年3月16日）",
    ]


@pytest.mark.parametrize(
    ("signer", "date", "indents"),
    [
        ("达州市教育局", "2020-04-02", ["400", "200"]),
        ("中共达州市委教育工作委员会", "2020-04-02", ["200", "700"]),
        ("市教育局", "", ["200"]),
    ],
)
def test_the_date_starts_two_characters_right_of_the_signer(
    tmp_path: Path, signer: str, date: str, indents: list[str]
) -> None:
    word = _exported(tmp_path, Snapshot(Plan(1, signer=signer, date=date)))
    lines = [each for each in word.paragraphs if each.style.style_id in ("Signature", "Date")]
    assert [line._p.pPr.ind.get(qn("w:rightChars")) for line in lines] == indents


@pytest.mark.parametrize(
    ("kind", "number", "above", "level"),
    [
        ("section", "一、", 0, 1),
        ("section", "（二）", 1, 2),
        ("section", "第一部分", 0, 1),
        ("item", "12.", 1, 3),
        ("item", "3、", 1, 3),
        ("item", "（1）", 3, 4),
        ("item", "①", 4, 5),
        ("item", "一是", 1, 3),
        ("item", "", 1, 3),
        ("section", "", 1, 2),
        ("item", "（1）", 9, 9),
    ],
)
def test_the_form_of_the_number_decides_the_level(kind: str, number: str, above: int, level: int) -> None:
    assert heading_level(Node(1, kind), number, above) == level


def test_indents_typed_as_spaces_and_blank_lines_are_left_to_the_style(tmp_path: Path) -> None:
    item = Node(1, "item", body="　　第一段。\r\n\n 　第二段。", fields=(Field(2, "", ""),))
    word = _exported(tmp_path, Snapshot(Plan(3), nodes=(item,)))
    assert [each.text for each in word.paragraphs if each.text] == ["1.第一段。", "第二段。"]


@given(snapshot=snapshots())
def test_any_plan_gives_a_well_formed_document_with_every_node(tmp_path: Path, snapshot: Snapshot) -> None:
    path = tmp_path / "plan.docx"
    export(snapshot, path, force=True)
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            etree.fromstring(package.read(name))
    names = [start.get(qn("w:name")) for start in docx.Document(str(path)).element.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))


def test_straight_quotes_become_chinese_ones_unless_the_user_declines(tmp_path: Path) -> None:
    snapshot = Snapshot(Plan(1, "要点"), nodes=(Node(2, "item", "增强", '增强"四个意识",提高'),))
    assert _paragraph(_exported(tmp_path, snapshot), "1.").text == "1.增强。增强“四个意识”，提高"
    kept = _exported(tmp_path, snapshot, Options(full_width=False))
    assert _paragraph(kept, "1.").text == '1.增强。增强"四个意识",提高'


@pytest.mark.parametrize(
    ("names", "label"),
    [(("党建办", "基教科", "市教育局"), "牵头科室"), (("市教育局", "市财政局", "办公室"), "牵头单位")],
)
def test_departments_are_called_what_they_mostly_are(tmp_path: Path, names: tuple[str, ...], label: str) -> None:
    departments = tuple(Department(number, name) for number, name in enumerate(names, 10))
    item = Node(2, "item", "甲", owners=(Owner(3, 10, LEAD, names[0]),))
    word = _exported(tmp_path, Snapshot(Plan(1, "要点"), departments, (item,)))
    assert _paragraph(word, "（").text == f"（{label}：{names[0]}）"
