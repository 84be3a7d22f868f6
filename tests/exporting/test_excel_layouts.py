"""工作台账, 指标表, 分科室: reopened with openpyxl and compared; every layout for what all have in common."""

import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from planeditor.exporting import Options, export
from planeditor.exporting.excel.ledger import milestone_text, quarter_of
from planeditor.exporting.excel.names import SheetNames
from planeditor.exporting.excel.pace import completed
from planeditor.exporting.excel.targets import is_added
from planeditor.exporting.text import Cleaner
from planeditor.plan.entities import (
    LEAD,
    SUPPORT,
    Department,
    Milestone,
    Node,
    Owner,
    Plan,
    Progress,
    Snapshot,
    Target,
)
from planeditor.plan.identity import id_text
from tests.exporting.samples import BASIC, full_plan
from tests.strategies import snapshots

LAYOUTS = ("tasks", "ledger", "targets", "departments")


def _book(tmp_path: Path, snapshot: Snapshot, layout: str, *, results: bool = True) -> Workbook:
    path = tmp_path / f"{layout}.xlsx"
    export(snapshot, path, layout=layout, force=True)
    return openpyxl.load_workbook(path, data_only=results)


def _rows(book: Workbook, sheet: str, header_row: int = 3) -> list[dict[str, object]]:
    """Return the rows below the header by the words of their columns."""
    headers = [cell.value for cell in book[sheet][header_row]]
    found = book[sheet].iter_rows(min_row=header_row + 1, values_only=True)
    return [dict(zip(headers, row, strict=True)) for row in found]


def _table(book: Workbook, first_header: str) -> list[tuple[object, ...]]:
    """Return the rows of the table of the summary that begins with a header."""
    rows = list(book["汇总"].iter_rows(max_col=6, values_only=True))
    start = next(place for place, row in enumerate(rows) if row[0] == first_header)
    stop = next((place for place in range(start, len(rows)) if rows[place][0] is None), len(rows))
    return [tuple(value for value in row if value is not None) for row in rows[start + 1 : stop]]


def _item(**content: object) -> Snapshot:
    return Snapshot(Plan(1, "要点", year=2020), nodes=(Node(2, "item", "甲", **content),))


# -- what all layouts have in common


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_plan_gives_the_same_bytes_without_moment_or_person(tmp_path: Path, layout: str) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    export(full_plan(), first, layout=layout)
    export(full_plan(), second, layout=layout)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"creator" not in package.read("docProps/core.xml")
        assert not re.search(rb"<(Company|Manager)>[^<]", package.read("docProps/app.xml"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_mark_travels_as_a_property_and_only_if_there_is_one(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "a.xlsx"
    export(full_plan(), path, layout=layout, options=Options(mark="zustand7"))
    (mark,) = openpyxl.load_workbook(path).custom_doc_props.props
    assert mark.name == "planeditor-mark"
    assert mark.value.split()[:2] == ["zustand7", layout]
    export(full_plan(), path, layout=layout, force=True)
    assert not openpyxl.load_workbook(path).custom_doc_props.props


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_empty_plan_gives_a_workbook_that_opens(tmp_path: Path, layout: str) -> None:
    book = _book(tmp_path, Snapshot(Plan(1)), layout)
    assert "汇总" in book.sheetnames


@pytest.mark.parametrize("layout", LAYOUTS)
@given(snapshot=snapshots())
def test_any_plan_gives_a_workbook_without_a_text_becoming_a_formula(
    tmp_path: Path, snapshot: Snapshot, layout: str
) -> None:
    book = _book(tmp_path, snapshot, layout, results=False)
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not [formula for formula in formulas if formula.startswith("=1+1")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_sheet_prints_in_landscape_with_page_numbers(tmp_path: Path, layout: str) -> None:
    paper = 8 if layout == "ledger" else 9
    for sheet in _book(tmp_path, full_plan(), layout):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == (9 if sheet.title == "汇总" else paper)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "第&P页 共&N页"
        if sheet.title != "汇总":
            assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "C4")
            assert sheet.auto_filter.ref.startswith("A3:")


@pytest.mark.parametrize("layout", ["tasks", "ledger", "targets", "departments"])
def test_the_summary_draws_charts_and_is_named_as_one(tmp_path: Path, layout: str) -> None:
    book = _book(tmp_path, full_plan(), layout)
    assert len(book["汇总"]._charts) >= 1
    assert book["汇总"].page_setup.fitToHeight in (None, 1)  # 1 is what it is unsaid: no chart is cut
    assert book.defined_names["planeditor_summary"].attr_text.startswith("汇总!$A$1")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_right_to_left_text_and_emoji_stay_as_they_are(tmp_path: Path, layout: str) -> None:
    text = "مرحبا 👩‍🏫 العالم"
    department = Department(3, text)
    owners = (Owner(4, 3, LEAD, text),)
    targets = (Target(5, indicator=text, value=1.0, unit="所"),)
    node = Node(2, "item", text, text, owners=owners, targets=targets)
    book = _book(tmp_path, Snapshot(Plan(1, text), (department,), (node,)), layout)
    found = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert text in found


# -- 工作台账


def test_the_ledger_has_the_tasks_columns_and_those_of_progress(tmp_path: Path) -> None:
    book = _book(tmp_path, full_plan(), "ledger")
    row = next(row for row in _rows(book, "工作台账") if row["序号"] == 2)
    assert list(row) == [
        *("序号", "重点任务", "具体举措", "量化目标", "牵头领导", "牵头科室", "责任科室", "完成时限"),
        *("一季度节点", "二季度节点", "三季度节点", "四季度节点", "进展情况", "完成率", "状态"),
        *("存在问题", "下步措施", "佐证", "备注", "标识"),
    ]
    assert row["二季度节点"] == "开工（15%）"  # an item's milestone is a percentage
    assert (row["进展情况"], row["完成率"], row["状态"]) == ("2020年6月30日：已开工15所。", 0.35, "滞后")


def test_reports_stand_in_the_order_of_their_dates_and_the_last_one_counts(tmp_path: Path) -> None:
    target = Target(9, indicator="幼儿园", value=17.0, unit="所")
    reports = (
        Progress(5, "2020-09-30", "已完成", 100.0, narrative="全部完工", next_step="验收", evidence="简报"),
        Progress(3, "2020-03-31", "滞后", 10.0, narrative="开工", problem="缺地", evidence="简报"),
        Progress(4, "2020-06-30", target_id=9, value=15.0),
    )
    (row,) = _rows(_book(tmp_path, _item(targets=(target,), progress=reports), "ledger"), "工作台账")
    assert row["进展情况"] == "2020年3月31日：开工\n2020年6月30日：幼儿园15所\n2020年9月30日：全部完工"
    assert (row["完成率"], row["状态"]) == (1, "已完成")
    assert (row["存在问题"], row["下步措施"], row["佐证"]) == ("缺地", "验收", "简报")


@pytest.mark.parametrize(
    ("period", "quarter"),
    [("2020Q1", 1), ("2020Q4", 4), ("2020H1", 2), ("2020H2", 4), ("2020-05", 2), ("2020-07-01", 3), ("2020", 4)],
)
def test_a_milestone_stands_in_the_quarter_in_which_its_period_ends(period: str, quarter: int) -> None:
    assert quarter_of(period) == quarter


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2020Q2", "开工"),
        ("2021Q2", "2021年二季度：开工"),
        ("2020H1", "上半年：开工"),
        ("2020-06", "6月：开工"),
        ("2020-06-15", "6月15日：开工"),
        ("2020", "2020年：开工"),
        ("开学前", "开学前：开工"),
        ("", "开工"),
    ],
)
def test_a_milestone_says_its_period_unless_the_column_does(period: str, shown: str) -> None:
    assert milestone_text(Node(1, "item"), Milestone(2, period, "开工"), 2020) == shown


def test_states_and_departments_can_be_chosen_and_states_have_colours(tmp_path: Path) -> None:
    sheet = _book(tmp_path, full_plan(), "ledger")["工作台账"]
    chosen = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    last = sheet.max_row
    assert "滞后" in chosen[f"O4:O{last}"].formula1
    for column in "FG":
        assert chosen[f"{column}4:{column}{last}"].formula1.startswith("汇总!$A$")
        assert not chosen[f"{column}4:{column}{last}"].showErrorMessage  # a cell may name several
    colours = {
        rule.formula[0]: rule.dxf.fill.bgColor.rgb for each in sheet.conditional_formatting for rule in each.rules
    }
    assert len(set(colours.values())) == len(colours) == 3
    assert any('$O4="严重滞后"' in formula for formula in colours)


def test_a_states_column_that_is_empty_takes_percents_and_dates_as_they_are_meant(tmp_path: Path) -> None:
    sheet = _book(tmp_path, _item(), "ledger")["工作台账"]
    headers = [cell.value for cell in sheet[3]]
    formats = {header: sheet.cell(4, place).number_format for place, header in enumerate(headers, 1)}
    assert formats["完成率"] == "0.0%"
    assert "年" in formats["完成时限"]


def test_the_ledgers_summary_counts_by_section_department_and_state(tmp_path: Path) -> None:
    book = _book(tmp_path, full_plan(), "ledger")
    assert _table(book, "部分") == [
        ("一、全面加强党的建设", 3, 3, 0, 0),
        ("二、提升水平", 2, 0, 0, 0),
        ("合计", 5, 3, 0, 0),
    ]
    assert _table(book, "科室")[:3] == [("党建办", 1, 0, 0, 0, 0), ("基教科", 0, 1, 0, 0), ("计财科", 1, 0, 3, 0, 0)]
    states = dict(_table(book, "状态"))
    assert (states["滞后"], states["未填报"], sum(states.values())) == (1, 4, 5)


def test_a_departments_other_names_count_as_it_and_longer_names_do_not(tmp_path: Path) -> None:
    departments = (Department(11, "基教科", ("基础教育科",)), Department(12, "市基教科"))
    names = ((11, "基教科"), (11, "基础教育科"), (12, "市基教科"))
    nodes = tuple(
        Node(20 + place, "item", f"任务{place}", owners=(Owner(40 + place, department, LEAD, name),))
        for place, (department, name) in enumerate(names)
    )
    book = _book(tmp_path, Snapshot(Plan(1, "要点"), departments, nodes), "tasks")
    assert _table(book, "科室") == [("基教科", 2, 0, 0), ("市基教科", 1, 0, 0)]


# -- 指标表


def test_a_target_has_a_row_with_true_figures_and_formulas(tmp_path: Path) -> None:
    target = Target(9, indicator="幼儿园", comparator=">=", value=20.0, unit="所", base_value=5.0, deadline="2020-12")
    report = Progress(5, "2020-06-30", target_id=9, value=15.0)
    snapshot = _item(targets=(target,), progress=(report,))
    (row,) = _rows(_book(tmp_path, snapshot, "targets"), "指标表")
    assert (row["指标"], row["要求"], row["基期值"], row["目标值"], row["单位"]) == ("幼儿园", "不少于", 5, 20, "所")
    assert (row["时限"], row["当前值"]) == (datetime(2020, 12, 31), 15)
    assert row["完成率"] == pytest.approx(2 / 3)  # ten of the fifteen that are to come to the five of the base
    assert row["序时进度"] == pytest.approx(182 / 366)
    assert (row["预警"], row["计入合计"]) == ("正常", "是")
    assert (row["标识"], row["指标标识"]) == (id_text(2), id_text(9))
    formulas = _rows(_book(tmp_path, snapshot, "targets", results=False), "指标表")[0]
    assert all(str(formulas[header]).startswith("=") for header in ("完成率", "序时进度", "预警"))


@pytest.mark.parametrize(
    ("comparator", "base", "current", "share"),
    [
        ("=", None, 10.0, 0.5),
        (">=", 10.0, 25.0, 1.5),
        ("=", 30.0, 25.0, 0.5),
        ("<=", None, 15.0, 1),
        ("<=", None, 40.0, 0.5),
        ("+", 100.0, 110.0, 0.5),
        ("+", None, 10.0, 0.5),
        ("-", 100.0, 90.0, 0.5),
        ("-", None, 10.0, 0.5),
    ],
)
def test_what_is_reached_depends_on_what_is_asked_for(
    comparator: str, base: float | None, current: float, share: float
) -> None:
    target = Target(9, comparator=comparator, value=20.0, base_value=base)
    assert completed(target, current) == share


def test_of_a_target_of_nothing_all_or_nothing_is_reached_and_without_a_figure_there_is_no_share() -> None:
    assert completed(Target(9, value=0.0), 1) == 0
    assert completed(Target(9, value=0.0), 0) == 1
    assert completed(Target(9, text="全面完成"), 1) == ""
    assert completed(Target(9, value=20.0), "") == ""
    assert completed(Target(9, comparator="<=", value=0.0), 0) == 1


def test_targets_of_one_unit_are_added_without_parts_rates_and_limits(tmp_path: Path) -> None:
    whole = Target(10, indicator="学校", value=42.0, unit="所")
    targets = (
        whole,
        replace(whole, id=11, indicator="幼儿园", value=17.0, parent_id=10),
        replace(whole, id=12, indicator="小学", value=8.0),
        replace(whole, id=13, unit="%"),
        replace(whole, id=14, comparator="<="),
        replace(whole, id=15, kind="actual"),
    )
    assert [is_added(target) for target in targets] == [True, False, True, False, False, False]
    book = _book(tmp_path, _item(targets=targets), "targets")
    assert _table(book, "单位（相同单位合计）") == [("所", 2, 50, 0, 0)]


@pytest.mark.parametrize(("value", "word"), [(20.0, "已完成"), (15.0, "正常"), (9.0, "滞后"), (7.9, "严重滞后")])
def test_the_warning_compares_what_is_reached_with_the_time_that_has_passed(
    tmp_path: Path, value: float, word: str
) -> None:
    target = Target(9, indicator="幼儿园", value=20.0, unit="所", deadline="2020-12-31")
    report = Progress(5, "2020-06-30", target_id=9, value=value)
    (row,) = _rows(_book(tmp_path, _item(targets=(target,), progress=(report,)), "targets"), "指标表")
    assert row["预警"] == word


@pytest.mark.parametrize(
    ("comparator", "value", "deadline", "word"),
    [
        ("<=", 4.0, "2020-12", "正常"),
        ("<=", 4.0, "2020-06", "正常"),
        ("<=", 4.0, "2020-05", "已完成"),
        ("<=", 6.0, "2020-12", "滞后"),
        ("<=", 6.0, "2020-05", "严重滞后"),
        (">=", 4.9, "2020-05", "严重滞后"),
        (">=", 2.5, "6月底", "严重滞后"),
        (">=", 2.5, "", "正常"),
        (">=", 2.5, "长期坚持", ""),
    ],
)
def test_the_warning_is_the_light_of_the_plan(
    tmp_path: Path, comparator: str, value: float, deadline: str, word: str
) -> None:
    target = Target(9, indicator="辍学率", comparator=comparator, value=5.0, unit="%", deadline=deadline)
    report = Progress(5, "2020-06-30", target_id=9, value=value)
    (row,) = _rows(_book(tmp_path, _item(targets=(target,), progress=(report,)), "targets"), "指标表")
    assert (row["预警"] or "") == word


@pytest.mark.parametrize(("points", "word"), [((0.0, 10.0), "严重滞后"), ((5.0, 30.0), "滞后"), ((25.0, 30.0), "正常")])
def test_the_warning_follows_the_plans_own_thresholds(tmp_path: Path, points: tuple[float, float], word: str) -> None:
    target = Target(9, indicator="幼儿园", value=20.0, unit="所", deadline="2020-12-31")
    plan = _item(targets=(target,), progress=(Progress(5, "2020-06-30", target_id=9, value=6.0),))
    export(plan, tmp_path / "表.xlsx", layout="targets", options=Options(pace=points))
    book = openpyxl.load_workbook(tmp_path / "表.xlsx", data_only=True)
    assert _rows(book, "指标表")[0]["预警"] == word
    shown = {row[0]: row[1] for row in book["汇总"].iter_rows(max_col=2, values_only=True)}
    assert [value for label, value in shown.items() if "低于序时" in str(label)] == [each / 100 for each in points]


def test_milestones_say_what_is_to_be_expected(tmp_path: Path) -> None:
    target = Target(9, indicator="幼儿园", value=20.0, unit="所")
    report = Progress(5, "2020-06-30", target_id=9, value=6.0)
    steps = (Milestone(6, "2020Q2", "开工", 9, 5.0), Milestone(7, "2020Q4", "建成", 9, 20.0))
    (row,) = _rows(_book(tmp_path, _item(targets=(target,), progress=(report,), milestones=steps), "targets"), "指标表")
    assert (row["序时进度"], row["预警"]) == (0.25, "正常")


def test_sections_without_targets_are_left_out_and_the_ways_down_to_targets_stay(tmp_path: Path) -> None:
    rows = _rows(_book(tmp_path, full_plan(), "targets"), "指标表")
    assert [row["序号"] for row in rows] == ["一、全面加强党的建设", 2, None, None, None]
    assert [row["指标"] for row in rows[1:]] == ["新改（扩、建）各级各类学校", "其中：幼儿园", "力争达标率", "已开工"]
    assert (rows[4]["目标值"], rows[4]["当前值"]) == (None, 15)


def test_what_a_target_asks_for_can_be_chosen(tmp_path: Path) -> None:
    sheet = _book(tmp_path, full_plan(), "targets")["指标表"]
    lists = [each.formula1 for each in sheet.data_validations.dataValidation]
    assert any("不少于" in each for each in lists)
    assert '"是,否"' in lists


# -- 分科室


def test_each_department_has_a_sheet_its_lead_items_first(tmp_path: Path) -> None:
    book = _book(tmp_path, full_plan(), "departments")
    assert book.sheetnames == ["汇总", "党建办", "基教科", "计财科", "未明确"]
    party = _rows(book, "党建办")
    assert [row["序号"] for row in party] == ["牵头任务（1项）", 1]
    assert party[1]["所属部分"] == "一、全面加强党的建设"
    basic = _rows(book, BASIC.name)
    assert [row["序号"] for row in basic] == ["配合任务（2项）", 1, 2]  # the first through the group 机关各科室
    assert [row["序号"] for row in _rows(book, "未明确")][1:] == [3, 4, "（1）"]
    assert _table(book, "科室") == [("党建办", 1, 0, 0), ("基教科", 0, 2, 3), ("计财科", 1, 0, 3), ("未明确", 3, 0, 0)]
    assert [cell.hyperlink.location for cell in book["汇总"]["A"] if cell.hyperlink][1] == "基教科!A1"


def test_what_stands_below_an_item_belongs_to_its_owners_and_both_roles_give_one_row(tmp_path: Path) -> None:
    departments = (Department(11, "基教科"), Department(12, "各科室", (), (11,)))
    owners = (Owner(21, 11, LEAD, "基教科"), Owner(22, 12, SUPPORT, "各科室"))
    node = Node(3, "item", "上", owners=owners, children=(Node(4, "item", "下"),))
    book = _book(tmp_path, Snapshot(Plan(1, "要点"), departments, (node,)), "departments")
    assert book.sheetnames == ["汇总", "基教科"]
    assert [row["重点任务"] for row in _rows(book, "基教科")] == [None, "上", "下"]


def test_departments_whose_names_no_sheet_can_bear_have_sheets(tmp_path: Path) -> None:
    names = ("汇总", "A/B:C", "a/b:c", "长" * 40, "长" * 41, "😀" * 20, "", "'引'", "\x07科")
    departments = tuple(Department(10 + place, name) for place, name in enumerate(names))
    nodes = tuple(
        Node(50 + each.id, "item", f"任务{each.id}", owners=(Owner(100 + each.id, each.id, LEAD, each.name),))
        for each in departments
    )
    book = _book(tmp_path, Snapshot(Plan(1, "要点"), departments, nodes), "departments")
    assert len(book.sheetnames) == len(names) + 1
    found = {row["重点任务"] for name in book.sheetnames[1:] for row in _rows(book, name)} - {None}
    assert found == {node.title for node in nodes}


@given(wanted=st.lists(st.text(max_size=40) | st.sampled_from(("History", "a", "A", "ß", "SS", "İ", "'"))))
def test_names_of_sheets_are_such_as_excel_takes_and_no_two_alike(wanted: list[str]) -> None:
    names = SheetNames(Cleaner().visible)
    given_names = [names.give(name) for name in wanted]
    assert len({name.lower() for name in given_names}) == len(given_names)
    for name in given_names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert name.strip("'") == name
        assert name.lower() != "history"
