"""The task ledger: reopened with openpyxl and compared by content, look and print set-up."""

import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from planeditor.exporting import export
from planeditor.exporting.excel.fitting import MAX_CHARACTERS, line_count, pieces
from planeditor.exporting.excel.paging import Pages
from planeditor.exporting.excel.sheet import CONTINUED
from planeditor.exporting.excel.styles import TEXT_SIZE
from planeditor.plan.entities import Field, Node, Plan, Snapshot, Target
from planeditor.plan.identity import id_text
from tests.exporting.samples import full_plan
from tests.strategies import snapshots

HEADER = ["序号", "重点任务", "具体举措", "量化目标", "牵头领导", "牵头科室", "责任科室", "完成时限", "备注", "标识"]
ID_COLUMN = 10


def _sheet(tmp_path: Path, snapshot: Snapshot) -> Worksheet:
    path = tmp_path / "tasks.xlsx"
    export(snapshot, path, force=True)
    return openpyxl.load_workbook(path).worksheets[0]


def _one_item(**content: object) -> Snapshot:
    return Snapshot(Plan(1, "要点"), nodes=(Node(2, "item", **content),))


def _rows(sheet: Worksheet, first: int = 4) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(min_row=first, values_only=True))


def test_the_rows_are_the_golden_ones(tmp_path: Path, files: Path) -> None:
    sheet = _sheet(tmp_path, full_plan())
    shown = "".join("\t".join(_shown(cell) for cell in row) + "\n" for row in _rows(sheet, 1))
    assert shown == (files / "exports" / "plan-tasks.txt").read_text(encoding="utf-8")


def _shown(cell: object) -> str:
    return "" if cell is None else str(cell).replace("\n", "⏎").replace("\t", "⇥")


def test_title_information_and_header_stand_above_the_rows(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, full_plan())
    assert sheet.title == "任务分解表"
    assert sheet["A1"].value == "达州市教育局2020年工作要点任务分解表"
    assert (sheet["A2"].value, sheet["A2"].alignment.horizontal) == ("填报单位：达州市教育局", "left")
    assert (sheet["G2"].value, sheet["G2"].alignment.horizontal) == ("日期：2020年4月2日", "right")
    assert [cell.value for cell in sheet[3]] == HEADER
    assert all(cell.font.bold for cell in sheet[3])


def test_it_prints_on_landscape_a4_with_header_and_page_numbers(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, full_plan())
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # 1 is what it is unsaid
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == f"A3:I{sheet.max_row}"
    assert sheet.oddFooter.center.text == "第&P页 共&N页"


def test_sections_go_across_and_ids_are_hidden(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, full_plan())
    merged = {str(area) for area in sheet.merged_cells.ranges}
    across = [row[0].row for row in sheet.iter_rows(min_row=4) if row[1].__class__.__name__ == "MergedCell"]
    assert merged == {"A1:I1", "A2:F2", "G2:I2", *(f"A{row}:I{row}" for row in across)}
    assert [sheet.cell(row, 1).value for row in across] == ["一、全面加强党的建设", "二、提升水平", "（一）促进公平"]
    assert all(sheet.cell(row, 1).font.bold and sheet.cell(row, 1).fill.fill_type == "solid" for row in across)
    assert sheet.column_dimensions["J"].hidden
    ids = list(dict.fromkeys(sheet.cell(row, ID_COLUMN).value for row in range(4, sheet.max_row + 1)))
    assert ids == [id_text(node.id) for node in full_plan().walk()]


def test_numbers_and_dates_are_true_ones(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, full_plan())
    assert sheet["A5"].value == 1
    assert sheet["A5"].data_type == "n"
    assert sheet["H6"].value == datetime(2020, 11, 30)
    assert "年" in sheet["H6"].number_format
    assert (sheet["H5"].value, sheet["H5"].number_format) == (datetime(2020, 12, 31), 'yyyy"年"m"月"')


@pytest.mark.parametrize("due", ["2020-02-30", "0001-01-01", "1900-02-28", "年底前"])
def test_a_date_that_excel_does_not_know_stays_text(tmp_path: Path, due: str) -> None:
    sheet = _sheet(tmp_path, _one_item(title="甲", due=due))
    assert sheet["H4"].data_type == "s"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@甲", "#N/A", "=cmd|' /C calc'!A0"])
def test_text_like_a_formula_or_an_error_stays_text(tmp_path: Path, text: str) -> None:
    cell = _sheet(tmp_path, _one_item(title=text))["B4"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_text_like_an_escape_is_not_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "tasks.xlsx"
    export(_one_item(title="_x0041_"), path)
    with zipfile.ZipFile(path) as package:
        assert b"_x005F_x0041_" in package.read("xl/worksheets/sheet1.xml")


def test_a_targets_deadline_is_shown_where_it_is_not_the_items(tmp_path: Path) -> None:
    targets = (
        Target(3, indicator="幼儿园", value=17.0, unit="所", deadline="2020-12"),
        Target(4, indicator="学位", comparator="~", value=4.81, value_high=5.0, unit="万个", deadline="2020-09"),
        Target(5, text="全面完成"),
    )
    (row,) = _rows(_sheet(tmp_path, _one_item(title="甲", due="2020-12", targets=targets)))
    assert row[3] == "幼儿园17所\n学位约4.81—5万个（2020年9月）\n全面完成"


def test_a_part_says_once_that_it_is_one(tmp_path: Path) -> None:
    whole = Target(3, indicator="新建幼儿园", value=12.0, unit="所")
    parts = (
        replace(whole, id=4, indicator="公办", parent_id=3),
        replace(whole, id=5, indicator="其中：民办", parent_id=3),
    )
    (row,) = _rows(_sheet(tmp_path, _one_item(title="甲", targets=(whole, *parts))))
    assert row[3] == "新建幼儿园12所\n其中：公办12所\n其中：民办12所"


def test_fields_go_to_the_columns_that_bear_their_name(tmp_path: Path) -> None:
    fields = (Field(3, "分管领导", "张三"), Field(4, "备注", "续建"), Field(5, "工作措施", "抓实"))
    (row,) = _rows(_sheet(tmp_path, _one_item(title="甲", body="正文", fields=fields)))
    assert (row[2], row[4], row[8]) == ("正文\n工作措施：抓实", "张三", "续建")


@pytest.mark.parametrize("unit", ["长", "长。", "长\n", "😀"])
def test_40000_characters_go_on_in_further_rows_and_nothing_is_cut(tmp_path: Path, unit: str) -> None:
    text = (unit * 40_000)[:40_000].strip()
    rows = _rows(_sheet(tmp_path, _one_item(title="甲", body=text)))
    assert "".join(str(row[2]) for row in rows) == text
    assert [row[0] for row in rows[1:3]] == [CONTINUED, CONTINUED]
    assert {row[9] for row in rows} == {id_text(2)}
    assert max(len(str(row[2]).encode("utf-16-le")) // 2 for row in rows) <= 32_767


def test_a_very_long_title_goes_on_below(tmp_path: Path) -> None:
    title = "长" * 40_000
    snapshot = Snapshot(Plan(1, title), nodes=(Node(2, "section", title),))
    sheet = _sheet(tmp_path, snapshot)
    shown = "".join(str(row[0]) for row in _rows(sheet, 1) if row[0] and "长" in str(row[0]))
    assert shown == f"{title}任务分解表一、{title}"


@given(text=st.text(), width=st.floats(3, 80), lines=st.integers(1, 30))
def test_pieces_joined_are_the_text_and_each_fits(text: str, width: float, lines: int) -> None:
    parts = pieces(text, width, lines, TEXT_SIZE)
    assert "".join(parts) == text
    assert all(len(part) <= MAX_CHARACTERS for part in parts)
    assert all(line_count(part.removesuffix("\n"), width, TEXT_SIZE) <= lines for part in parts)


def test_rows_are_high_enough_for_their_text(tmp_path: Path) -> None:
    sheet = _sheet(tmp_path, _one_item(title="甲", body="加强" * 100))
    lines = 200 / 34  # of 9 points in the column for measures
    assert lines * 9 * 1.42 < sheet.row_dimensions[4].height < (lines + 2) * 9 * 1.45


def test_no_line_begins_with_a_stop_and_no_word_is_torn() -> None:
    stop, word = "加强" * 12 + "，提高", "加强" * 11 + "提planeditor"
    assert [line_count(text, 42, 9) for text in (stop, word)] == [2, 2]
    assert line_count("加强" * 12, 42, 9) == 1
    assert line_count("", 42, 9) == 1


def test_columns_that_nothing_fills_leave_their_room_to_the_measures(tmp_path: Path) -> None:
    widths = _widths(_sheet(tmp_path, _one_item(title="甲")))
    fields = (Field(3, "分管领导", "张三"), Field(4, "备注", "续建"))
    filled = _widths(_sheet(tmp_path, _one_item(fields=fields, targets=(Target(5, text="全面完成"),))))
    assert all(filled[column] > widths[column] for column in "DEI")
    assert sum(filled.values()) == sum(widths.values())


def _widths(sheet: Worksheet) -> dict[str, float]:
    """Return the widths of the columns that are seen; a file names columns of one width together."""
    ranges = [(each.min, each.max, each.width) for each in sheet.column_dimensions.values()]
    return {
        "ABCDEFGHI"[number - 1]: width
        for first, last, width in ranges
        for number in range(first, last + 1)
        if number < 10
    }


def test_a_heading_is_never_the_last_row_of_a_printed_page(tmp_path: Path) -> None:
    item = Node(2, "item", "甲", "加强" * 100)
    children = tuple(replace(item, id=number) for number in range(10, 14))
    section = Node(3, "section", "二", children=(Node(4, "section", "（一）", children=(item,)),))
    sheet = _sheet(tmp_path, Snapshot(Plan(1, "要点"), nodes=(*children, section)))
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert sum(heights[:-1]) < 495 < 500 < sum(heights)
    assert [each.id for each in sheet.row_breaks.brk] == [7]


def test_pages_break_only_where_a_heading_would_be_alone() -> None:
    pages = Pages(100.0)
    pages.repeat(10.0)
    assert not any(pages.place([height]) for height in (60.0, 30.0, 30.0))  # 40 on the second page
    assert not pages.place([10.0, 50.0])
    assert pages.place([10.0, 50.0])
    assert not pages.place([10.0, 85.0])  # too high for any page


def test_no_part_carries_a_moment_or_a_person(tmp_path: Path) -> None:
    path = tmp_path / "tasks.xlsx"
    export(full_plan(), path)
    with zipfile.ZipFile(path) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "creator" not in core
    assert "created" not in core


@given(snapshot=snapshots())
def test_any_plan_gives_a_ledger_with_a_row_for_every_item(tmp_path: Path, snapshot: Snapshot) -> None:
    sheet = _sheet(tmp_path, snapshot)
    ids = {row[9] for row in _rows(sheet, 1) if row[9]}
    assert {id_text(node.id) for node in snapshot.walk() if node.kind == "item"} <= ids
