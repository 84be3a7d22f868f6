"""Tables: a grid of what people see, whatever is merged, wrapped, nested or forged."""

import pytest

from planeditor.importing.blocks import Merge
from tests.importing.word.word_files import asides, docx, p, part, read, t, tables, tbl, tc, texts, tr

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_a_plain_table() -> None:
    data = docx(p("任务表"), tbl(tr("序号", "任务"), tr("1", "党建")), p("后"))
    (table,) = tables(data)
    assert (table.line, table.rows, table.merges) == (2, (("序号", "任务"), ("1", "党建")), ())
    assert [line.line for line in read(data).lines()] == [1, 2, 3, 4]


def test_a_cells_paragraphs_are_lines_of_its_text() -> None:
    (table,) = tables(docx(tbl(tr(tc(p("甲") + p("乙") + p()), "丙"))))
    assert table.rows == (("甲\n乙", "丙"),)


def test_cells_merged_across_and_down() -> None:
    rows = (
        tr(tc("重点任务", RESTART), tc("责任", span(2)), tc("时限", RESTART)),
        tr(tc("", CONTINUE), "牵头", "配合", tc("", CONTINUE)),
        tr("甲", "办公室", "人事科", "6月"),
    )
    (table,) = tables(docx(tbl(*rows)))
    assert table.rows == (("重点任务", "责任", "", "时限"), ("", "牵头", "配合", ""), ("甲", "办公室", "人事科", "6月"))
    assert set(table.merges) == {Merge(0, 0, 2, 1), Merge(0, 1, 1, 2), Merge(0, 3, 2, 1)}


def test_a_merge_ends_where_another_begins() -> None:
    rows = [
        tr(tc(text, below), str(n))
        for n, (text, below) in enumerate(
            [("甲", RESTART), ("", CONTINUE), ("乙", RESTART), ("", CONTINUE), ("丙", "")]
        )
    ]
    (table,) = tables(docx(tbl(*rows)))
    assert [row[0] for row in table.rows] == ["甲", "", "乙", "", "丙"]
    assert table.merges == (Merge(0, 0, 2, 1), Merge(2, 0, 2, 1))


def test_a_continued_cell_without_a_beginning_begins() -> None:
    (table,) = tables(docx(tbl(tr(tc("", CONTINUE), "甲"), tr(tc("", CONTINUE), "乙"))))
    assert table.merges == (Merge(0, 0, 2, 1),)


def test_the_older_merge_across() -> None:
    (table,) = tables(
        docx(tbl(tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "乙"), tr("1", "2", "3")))
    )
    assert table.rows[0] == ("甲", "", "乙")
    assert table.merges == (Merge(0, 0, 1, 2),)


def test_grid_columns_where_no_cell_begins_are_not_seen() -> None:
    (table,) = tables(docx(tbl(tr(tc("甲", span(3)), tc("乙", span(2))), tr(tc("丙", span(3)), tc("丁", span(2))))))
    assert (table.rows, table.merges) == ((("甲", "乙"), ("丙", "丁")), ())


def test_rows_of_different_length_and_rows_that_begin_later() -> None:
    (table,) = tables(docx(tbl(tr("甲", "乙", "丙"), tr("丁"), tr("戊", properties='<w:gridBefore w:val="2"/>'))))
    assert table.rows == (("甲", "乙", "丙"), ("丁", "", ""), ("", "", "戊"))


@pytest.mark.parametrize("columns", [0, -5, 10**9, 10**30])
def test_a_forged_span_takes_no_more_room_than_there_is(columns: int) -> None:
    (table,) = tables(docx(tbl(tr(tc("甲", span(columns)), "乙"), tr("丙", "丁"))))
    assert len(table.rows[0]) <= 3
    assert "".join(table.rows[0]).replace("\t", "") == "甲乙"


def test_more_cells_than_word_knows_lose_no_word() -> None:
    (table,) = tables(docx(tbl(tr(*[str(number) for number in range(2000)]), tr("甲"))))
    assert len(table.rows[0]) == 63
    assert "\t".join(table.rows[0]).split("\t") == [str(number) for number in range(2000)]


def test_content_controls_around_rows_and_cells() -> None:
    wrapped_cell = f"<w:sdt><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt>"
    wrapped_row = f"<w:sdt><w:sdtContent>{tr('丙', '丁')}</w:sdtContent></w:sdt>"
    inner = tc(f"<w:sdt><w:sdtContent>{p('己')}</w:sdtContent></w:sdt>")
    (table,) = tables(docx(tbl(tr("甲", wrapped_cell), wrapped_row, f"<w:customXml>{tr('戊', inner)}</w:customXml>")))
    assert table.rows == (("甲", "乙"), ("丙", "丁"), ("戊", "己"))


def test_a_nested_table_stays_in_the_cell_that_holds_it() -> None:
    nested = tbl(tr("一", "二"), tr("三", tc(p("四") + tbl(tr("五")) + p())))
    (table,) = tables(docx(tbl(tr(tc(p("甲") + nested + p("乙")), "丙"))))
    assert table.rows == (("甲\n一\t二\n三\t四\n五\n乙", "丙"),)


def test_tracked_rows_and_cells() -> None:
    rows = (
        tr("甲", "1"),
        tr("删", "2", properties="<w:del w:id='1'/>"),
        tr("增", "3", properties="<w:ins w:id='2'/>"),
        tr(tc("删格", "<w:cellDel w:id='3'/>"), "乙", "4"),
    )
    data = docx(tbl(*rows))
    assert texts(data) == ["甲\t1", "增\t3", "乙\t4"]
    assert texts(data, "original") == ["甲\t1", "删\t2", "删格\t乙\t4"]


def test_words_covered_by_a_merge_are_set_aside() -> None:
    data = docx(tbl(tr(tc("甲", RESTART), "1"), tr(tc("藏着", CONTINUE), "2")))
    assert texts(data) == ["甲\t1", "\t2"]
    assert asides(data) == [("hidden", "藏着")]


def test_a_table_without_cells_is_no_table() -> None:
    assert texts(docx(tbl(), tbl(tr()), p("甲"))) == ["甲"]


def test_a_table_in_a_header_is_set_aside_row_by_row() -> None:
    header = part("hdr", tbl(tr("某市教育局", "2020年")))
    data = docx(p("甲"), "<w:sectPr><w:headerReference r:id='header1'/></w:sectPr>", parts={"header1": header})
    assert asides(data) == [("header", "某市教育局\t2020年")]


def test_a_table_in_a_box_is_a_table() -> None:
    inner = f"<w:txbxContent>{tbl(tr('一', '二'))}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"
    assert texts(docx(p("前"), p(t("甲") + box))) == ["前", "甲", "一\t二"]
