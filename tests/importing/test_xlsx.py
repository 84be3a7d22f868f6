"""Workbooks as sources: what a cell shows is what is read, wherever and however it was written."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from planeditor.errors import Cancelled, SourceError
from planeditor.importing.blocks import Block, Merge, Table
from planeditor.importing.options import ImportOptions
from planeditor.importing.xlsx import read_xlsx
from tests.importing.raw_xlsx import STRICT_LINKS, STRICT_MAIN, raw_xlsx, rows_of

EXCEL = Path(__file__).parent.parent / "files" / "excel"


def saved(workbook: Workbook) -> bytes:
    raw = io.BytesIO()
    workbook.save(raw)
    return raw.getvalue()


def test_texts_are_read_with_all_their_runs_and_without_phonetic_guides() -> None:
    shared = (
        '<si><r><t>重点</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 任务</t></r>'
        '<rPh sb="0" eb="1"><t>zhong</t></rPh>'
        "<phoneticPr/></si><si><t>甲_x000D_\n乙</t></si>"
    )
    row = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><r><t>分</t></r><r><t>段</t></r><rPh><t>fen</t></rPh></is></c></row>'
    )
    assert rows_of(raw_xlsx(row, shared=shared)) == (("重点 任务", "甲\n乙", "分段"),)


def test_numbers_and_dates_are_read_as_they_are_shown() -> None:
    formats = ("0.0%", "#,##0.00", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "m月d日;@", "0&quot;所&quot;")
    cells = ["0.955", "1234.5", "44196", "44196", "17"]
    row = "".join(f'<c s="{style}"><v>{value}</v></c>' for style, value in enumerate(cells, 1))
    shown = ("95.5%", "1,234.50", "2020-12-31", "2020-12-31", "17所")
    assert rows_of(raw_xlsx(f"<row>{row}</row>", formats=formats)) == (shown,)


def test_days_may_count_from_1904() -> None:
    data = raw_xlsx(
        '<row><c s="1"><v>42734</v></c></row>', formats=("yyyy-m-d",), properties='<workbookPr date1904="1"/>'
    )
    assert rows_of(data) == (("2020-12-31",),)


def test_formulas_are_their_results_and_without_one_their_own_words_with_a_note() -> None:
    row = (
        '<row><c><f>1+1</f><v>2</v></c><c t="str"><f>A1&amp;"所"</f><v>2所</v></c><c t="b"><f>1&gt;0</f><v>1</v></c>'
        '<c t="e"><f>1/0</f><v>#DIV/0!</v></c><c><f>SUM(A1:B1)</f></c><c t="str"><f>""</f><v></v></c></row>'
    )
    data = raw_xlsx(row)
    assert rows_of(data) == (("2", "2所", "TRUE", "#DIV/0!", "=SUM(A1:B1)"),)
    assert len(read_xlsx(data, "表.xlsx").notes) == 1


def test_strict_open_xml_is_read_alike() -> None:
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="d"><v>2020-06-30T00:00:00</v></c></row>'
    data = raw_xlsx(row, shared="<si><t>任务</t></si>", main=STRICT_MAIN, links=STRICT_LINKS)
    assert rows_of(data) == (("任务", "2020-06-30"),)


def test_elements_may_have_a_prefix_and_cells_no_references() -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c>'
        "<x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert rows_of(raw_xlsx("", parts={"xl/worksheets/sheet1.xml": sheet})) == (("甲", "3"),)


def test_cells_far_apart_make_a_small_table() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>远</v></c></row>'
    merges = '<mergeCells count="2"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:B3"/></mergeCells>'
    tracemalloc.start()
    rows_read = rows_of(raw_xlsx(rows))
    (table, covered) = read_xlsx(raw_xlsx(rows, after=merges), "表.xlsx").parts
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows_read == (("1", ""), ("", ""), ("", "远"))
    assert isinstance(table, Table)
    assert table.merges == (Merge(0, 0, 3, 2),)
    assert isinstance(covered, Block)
    assert (covered.text, covered.aside) == ("远", "hidden")
    assert peak < 4 << 20


def test_cells_beyond_the_last_column_of_a_table_are_joined_to_it() -> None:
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(300))
    (row,) = rows_of(raw_xlsx(f"<row>{cells}</row>"))
    assert len(row) == 256
    assert row[-1].split("\t") == [str(number) for number in range(255, 300)]


def test_sheets_are_read_in_order_and_a_hidden_one_is_kept_apart_unless_it_is_named() -> None:
    workbook = Workbook()
    workbook.active.append(["任务", 1])
    hidden = workbook.create_sheet("字典")
    hidden.append(["计财科"])
    hidden.sheet_state = "hidden"
    workbook.create_sheet("续").append(["更多"])
    data = saved(workbook)
    first, apart, last = read_xlsx(data, "表.xlsx").parts
    assert (first.rows, last.rows, last.line) == ((("任务", "1"),), (("更多",),), 3)
    assert (apart.line, apart.text, apart.aside) == (2, "计财科", "hidden")
    (named,) = read_xlsx(data, "表.xlsx", ImportOptions(sheets=("字典",))).parts
    assert named.rows == (("计财科",),)


def test_hidden_rows_and_columns_are_kept() -> None:
    workbook = Workbook()
    workbook.active.append(["甲", "乙"])
    workbook.active.append(["丙", "丁"])
    workbook.active.row_dimensions[2].hidden = True
    workbook.active.column_dimensions["B"].hidden = True
    assert rows_of(saved(workbook)) == (("甲", "乙"), ("丙", "丁"))


def test_comments_and_printed_headers_are_kept_apart() -> None:
    source = read_xlsx((EXCEL / "ledger.xlsx").read_bytes(), "台账.xlsx")
    apart = {(part.aside, part.text) for part in source.parts if isinstance(part, Block)}
    assert apart == {
        ("header", "内部资料"),
        ("comment", "L5 已报市政府协调"),
        ("hidden", "计财科"),
        ("hidden", "基教科"),
    }
    assert [line.line for line in source.lines()] == list(range(1, 11))


def test_text_boxes_are_kept_apart_and_pictures_noted() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody><a:p><a:r><a:t>联系</a:t></a:r>'
        "<a:r><a:t>电话</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/'
    parts = {
        "xl/drawings/drawing1.xml": drawing,
        "xl/worksheets/_rels/sheet1.xml.rels": link + 'drawing" Target="../drawings/drawing1.xml"/></Relationships>',
        "xl/drawings/_rels/drawing1.xml.rels": link + 'image" Target="../media/image1.png"/></Relationships>',
    }
    source = read_xlsx(raw_xlsx("<row><c><v>1</v></c></row>", parts=parts), "表.xlsx")
    assert [part.text for part in source.parts if isinstance(part, Block)] == ["联系电话"]
    assert len(source.notes) == 1


@pytest.mark.parametrize("name", ["assignment", "ledger_libreoffice", "projects"])
def test_rows_in_the_usual_form_and_in_any_other_read_alike(name: str) -> None:
    raw = io.BytesIO()
    path = EXCEL / f"{name}.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(raw, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry).replace(b"<row r=", b"<row \n r="))
    assert read_xlsx(raw.getvalue(), "x").parts == read_xlsx(path.read_bytes(), "x").parts


def test_an_empty_workbook_is_an_empty_source() -> None:
    assert read_xlsx(saved(Workbook()), "空.xlsx").parts == ()


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet",
        "<other/>",
        '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
    ],
)
def test_a_damaged_sheet_is_one_sentence_that_names_the_file(sheet: str) -> None:
    with pytest.raises(SourceError, match=r"坏\.xlsx"):
        read_xlsx(raw_xlsx("", parts={"xl/worksheets/sheet1.xml": sheet}), "坏.xlsx")


def test_a_text_named_by_very_many_cells_is_refused() -> None:
    cells = '<row><c t="s"><v>0</v></c></row>' * 3_000
    with pytest.raises(SourceError, match=r"大\.xlsx"):
        read_xlsx(raw_xlsx(cells, shared=f"<si><t>{'长' * 30_000}</t></si>"), "大.xlsx")


def test_references_that_make_no_sense_lose_no_cell() -> None:
    rows = (
        '<row r="9"><c r="C9"><v>1</v></c><c r="A9"><v>2</v></c><c r="?"><v>3</v></c></row>'
        '<row r="2"><c s="99"><v>4</v></c><c t="s"><v>77</v></c><c><v>1e999</v></c></row>'
    )
    found = [cell for row in rows_of(raw_xlsx(rows)) for cell in row if cell]
    assert found == ["1", "2", "3", "4", "1e999"]


def test_reading_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        read_xlsx(raw_xlsx("<row><c><v>1</v></c></row>"), "表.xlsx", progress=lambda _done: False)


def test_a_missing_sheet_is_damage() -> None:
    data = raw_xlsx("")
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(raw, "w") as new:
        for entry in old.infolist():
            if "sheet1" not in entry.filename:
                new.writestr(entry, old.read(entry))
    with pytest.raises(SourceError):
        read_xlsx(raw.getvalue(), "表.xlsx")
