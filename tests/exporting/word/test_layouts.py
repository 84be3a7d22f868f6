"""The kinds of Word document: what stands in each, and where."""

import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from planeditor.exporting import Options, export
from planeditor.plan.entities import LEAD, Node, Owner, Plan, Progress, Snapshot
from planeditor.plan.identity import id_text
from tests.exporting.samples import BASIC, full_plan

OFFICIAL = Options(red_head="drawn", imprint=True, copies_to="市委办公室，市政府办公室", urgency="特急")


def _word(tmp_path: Path, layout: str, options: Options | None = None, snapshot: Snapshot | None = None) -> Document:
    path = tmp_path / "plan.docx"
    export(snapshot or full_plan(), path, layout=layout, force=True, options=options)
    return docx.Document(str(path))


def _styled(document: Document, style: str) -> list[Paragraph]:
    return [each for each in document.paragraphs if each.style.style_id == style]


def _texts(document: Document) -> list[str]:
    return [each.text for each in document.paragraphs if each.text]


def _shown(document: Document) -> str:
    paragraphs = (Paragraph(element, document) for element in document.element.iter(qn("w:p")))
    return "".join(f"{each.style.style_id}\t{each.text}\n" for each in paragraphs)


@pytest.mark.parametrize("layout", ["official", "draft", "table", "cards"])
def test_the_text_of_each_layout_is_the_golden_one(tmp_path: Path, files: Path, layout: str) -> None:
    options = replace(OFFICIAL, draft_date="2020-03-01", targets=True, task_table=True)
    golden = files / "exports" / f"word-{layout}.txt"
    assert _shown(_word(tmp_path, layout, options)) == golden.read_text(encoding="utf-8")


def test_the_notice_comes_first_and_the_plan_on_a_page_of_its_own(tmp_path: Path) -> None:
    texts = _texts(_word(tmp_path, "official"))
    assert texts[:4] == [
        "达市教〔2020〕1号",
        "关于印发2020年工作要点的通知",
        "各县（市、区）教科局，局机关各科室：",
        "现将《2020年工作要点》印发你们，请认真贯彻落实。",
    ]
    assert texts[4] == "附件：达州市教育局2020年工作要点"
    assert texts[5:9] == ["达州市教育局", "2020年4月2日", "附件", "达州市教育局\n2020年工作要点"]
    (mark,) = _styled(_word(tmp_path, "official"), "AttachmentMark")
    assert mark.style.paragraph_format.page_break_before
    assert mark.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"


def test_a_plan_without_a_notice_gets_the_usual_one(tmp_path: Path) -> None:
    plan = Plan(1, "苏州市教育局2020年工作要点", issuer="苏州市教育局", date="2020-03-16")
    texts = _texts(_word(tmp_path, "official", snapshot=Snapshot(plan)))
    assert texts[0].replace("\n", "") == "苏州市教育局关于印发《2020年工作要点》的通知"
    assert "现将《苏州市教育局2020年工作要点》印发给你们，请结合实际认真贯彻落实。" in texts
    assert texts[-4:] == ["苏州市教育局", "2020年3月16日", "附件", "苏州市教育局2020年工作要点"]


@pytest.mark.parametrize(("head", "color"), [("drawn", "FF0000"), ("plain", "auto")])
def test_a_drawn_head_is_red_with_its_mark_35_mm_down_and_a_rule_below_the_number(
    tmp_path: Path, head: str, color: str
) -> None:
    word = _word(tmp_path, "official", Options(red_head=head))  # type: ignore[arg-type]
    (mark,) = _styled(word, "AgencyMark")
    assert mark.text == "达州市教育局文件"
    assert mark.runs[0]._r.rPr.find(qn("w:color")).get(qn("w:val")) == color
    assert mark.paragraph_format.space_before.mm == pytest.approx(35, abs=0.1)
    (number,) = _styled(word, "HeadNumber")
    rule = number._p.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    assert (rule.get(qn("w:color")), rule.get(qn("w:space"))) == (color, "11")
    assert number.text == "达市教〔2020〕1号"


def test_preprinted_paper_gets_room_but_neither_mark_nor_rule(tmp_path: Path) -> None:
    drawn, blank = (_word(tmp_path, "official", Options(red_head=head)) for head in ("drawn", "preprinted"))
    assert [each.text for each in _styled(blank, "AgencyMark")] == [""]
    assert _styled(blank, "HeadNumber")[0]._p.pPr.find(qn("w:pBdr")) is None
    assert _styled(blank, "AgencyMark")[0]._p.pPr.xml == _styled(drawn, "AgencyMark")[0]._p.pPr.xml


def test_the_marks_words_can_be_chosen_and_several_agencies_fill_lines(tmp_path: Path) -> None:
    word = _word(tmp_path, "plan", Options(red_head="drawn", agency="某市教育局\n某市财政局文件"))
    assert [each.text for each in _styled(word, "AgencyMark")] == ["某市教育局", "某市财政局文件"]


def test_a_seal_moves_the_date_four_characters_in_and_centres_the_signer_above(tmp_path: Path) -> None:
    plan = Plan(1, "要点", signer="某教育局", date="2020-04-02")
    word = _word(tmp_path, "plan", Options(seal=True), Snapshot(plan))
    signer, date = _styled(word, "Signature")[0], _styled(word, "Date")[0]
    right = [each._p.pPr.ind.get(qn("w:rightChars")) for each in (signer, date)]
    assert right == ["500", "400"]  # the date is 6 characters wide, the signer 4


def test_the_imprint_stands_at_the_foot_of_the_page_with_thick_and_thin_rules(tmp_path: Path) -> None:
    word = _word(tmp_path, "official", OFFICIAL)
    (table,) = word.tables
    texts = [row.cells[0].text for row in table.rows]
    assert texts == ["抄送：市委办公室，市政府办公室。", "达州市教育局办公室\t2020年4月2日印发"]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:tblpYSpec")), place.get(qn("w:vertAnchor"))) == ("bottom", "margin")
    assert (place.get(qn("w:tblpX")), place.get(qn("w:horzAnchor"))) == ("1588", "page")
    rules = {each.tag.rpartition("}")[2]: each.get(qn("w:sz")) for each in table._tbl.tblPr.find(qn("w:tblBorders"))}
    assert rules == {"top": "8", "bottom": "8", "insideH": "6"}
    assert not _word(tmp_path, "official").tables


def test_a_row_of_more_than_half_a_page_may_break(tmp_path: Path) -> None:
    items = (Node(2, "item", "短", "加强管理。"), Node(3, "item", "长", "加强管理。" * 300))
    (table,) = _word(tmp_path, "table", snapshot=Snapshot(Plan(1, "要点"), nodes=items)).tables
    _header, short, long = (row._tr.trPr for row in table.rows)
    assert short.find(qn("w:cantSplit")) is not None
    assert long is None


def test_a_title_keeps_with_what_belongs_to_it_and_a_row_of_mere_titles_may_break(tmp_path: Path) -> None:
    below = (Node(4, "item", "加强培训"), Node(5, "item", "落实减负", due="12月底"), Node(6, "item", "评选骨干"))
    nodes = (Node(3, "section", "队伍建设", children=below),)
    paragraphs = _word(tmp_path, "plan", snapshot=Snapshot(Plan(1, "要点"), nodes=nodes)).paragraphs
    titles = {}
    for word in ("队伍", "培训", "减负", "骨干"):
        titles[word] = bool(next(each for each in paragraphs if word in each.text).paragraph_format.keep_with_next)
    assert titles == {"队伍": True, "培训": False, "减负": True, "骨干": False}


def test_signature_and_date_stand_on_a_page_with_text(tmp_path: Path) -> None:
    for layout in ("official", "plan"):
        paragraphs = _word(tmp_path, layout).paragraphs
        end = next(place for place, each in enumerate(paragraphs) if each.style.style_id == "Signature")
        text = next(place for place in range(end, 0, -1) if paragraphs[place].style.style_id == "BodyText")
        assert all(each.paragraph_format.keep_with_next for each in paragraphs[text:end])


@pytest.mark.parametrize(
    ("notice", "is_closer"),
    [("现予印发。", False), ("现予印发，请认真贯彻落实。" * 5, True), ("现予印发。" * 99, False)],
)
def test_a_notice_that_lacks_little_is_set_closer(tmp_path: Path, notice: str, is_closer: bool) -> None:
    plan = Plan(
        1, "2020年工作要点", "某教〔2020〕1号", "某市教育局", "关于印发要点的通知", "各校：", notice, "2020-03-05"
    )
    options = Options(red_head="drawn", seal=True)
    word = _word(tmp_path, "official", options, Snapshot(plan, nodes=(Node(2, "item", "题"),)))
    heights = {each.paragraph_format.line_spacing for each in _styled(word, "Salutation")}
    assert (heights != {None}) == is_closer
    assert all(height is None or Twips(360) <= height < Twips(579) for height in heights)


def test_a_draft_says_so_below_its_title_and_on_every_page(tmp_path: Path) -> None:
    word = _word(tmp_path, "draft", Options(draft_date="2020-03-01", draft_mark="送审稿"))
    assert [each.text for each in _styled(word, "Subtitle")] == ["（送审稿）", "（2020年3月1日）"]
    section = word.sections[0]
    for header in (section.header, section.even_page_header):
        assert [each.text for each in header.paragraphs] == ["送审稿　2020年3月1日"]
    assert not _word(tmp_path, "plan").sections[0].header.paragraphs[0].text


def test_the_table_lies_across_repeats_its_header_and_keeps_rows_together(tmp_path: Path) -> None:
    word = _word(tmp_path, "table")
    section = word.sections[0]
    assert section.page_width > section.page_height
    (table,) = word.tables
    header, *rows = table.rows
    names = [cell.text for cell in header.cells]
    assert names == ["序号", "重点任务", "具体举措", "量化目标", "牵头科室", "责任科室", "完成时限", "备注"]
    assert header._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    exact = [each for each in table._tbl.iter(qn("w:spacing")) if each.get(qn("w:lineRule")) == "exact"]
    assert not exact
    assert [cell.text for cell in rows[2].cells][:3] == [
        "2",
        "加快推进教育重大项目实施",
        "问题描述：“村空、乡弱、城镇挤”问题仍然存在。\n目标任务：优化布局结构调整。\n"
        "工作措施：新改（扩、建）幼儿园17所。\n力争达标率60%以上。",
    ]
    assert rows[0].cells[0]._tc is rows[0].cells[-1]._tc


@pytest.mark.parametrize("layout", ["plan", "official", "draft", "table"])
def test_every_node_has_its_bookmark_once(tmp_path: Path, layout: str) -> None:
    word = _word(tmp_path, layout, replace(OFFICIAL, task_table=True))
    names = [start.get(qn("w:name")) for start in word.element.iter(qn("w:bookmarkStart"))]
    assert names == [f"_pe_{id_text(node.id)}" for node in full_plan().walk()]


def test_each_card_is_on_its_own_page_and_shows_the_latest_report(tmp_path: Path) -> None:
    reports = (Progress(8, "2020-03-31", "滞后"), Progress(9, "2020-06-30", "已完成", 100.0, narrative="建成17所。"))
    owners = (Owner(5, BASIC.id, LEAD, "基教科"),)
    below = Node(7, "item", "新建幼儿园", "17所。")
    items = (Node(3, "item", "甲", "正文", owners=owners, progress=reports, children=(below,)), Node(4, "item", "乙"))
    word = _word(tmp_path, "cards", None, Snapshot(Plan(1), (BASIC,), (Node(2, "section", "加强", children=items),)))
    breaks = [each.paragraph_format.page_break_before for each in _styled(word, "CardTitle")]
    assert breaks == [None, True]
    rows = [list(dict.fromkeys(cell.text for cell in row.cells)) for row in word.tables[0].rows]
    assert ["所属部分", "一、加强"] in rows
    assert ["具体任务", "（1）新建幼儿园\n17所。"] in rows
    assert ["牵头科室", "基教科", "责任科室", ""] in rows
    assert ["进展情况", "2020年6月30日，已完成，100%\n建成17所。"] in rows


def test_goals_are_shown_and_owners_left_out_on_demand(tmp_path: Path) -> None:
    texts = _texts(_word(tmp_path, "plan", Options(targets=True, owners=False)))
    assert any(text.startswith("量化目标：新改（扩、建）各级各类学校42所") for text in texts)
    assert not any(text.startswith("（牵头") for text in texts)


def test_28_characters_are_kept_strictly_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    export(full_plan(), path, options=Options(strict=True))
    with zipfile.ZipFile(path) as package:
        settings, styles = (package.read(f"word/{name}.xml").decode() for name in ("settings", "styles"))
    assert '<w:characterSpacingControl w:val="doNotCompress"/>' in settings
    normal = styles[styles.index('w:styleId="Normal"') :]
    assert normal.index('<w:autoSpaceDE w:val="0"/>') < normal.index("</w:style>")


def test_the_mark_travels_as_a_property_and_no_name_does(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    export(full_plan(), path, options=Options(mark="ABC"))
    with zipfile.ZipFile(path) as package:
        custom = package.read("docProps/custom.xml").decode()
    assert 'name="planeditor-mark"' in custom
    assert "ABC" in custom
    assert docx.Document(str(path)).core_properties.author == ""
