"""The turn of the year in real windows: the wizard, the list of what became of the items, targets through the years."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.continued_list import ContinuedDialog
from planeditor.gui.main_window import MainWindow
from planeditor.gui.rollover_commands import rollover_of
from planeditor.gui.rollover_items import ContinuingItems
from planeditor.gui.rollover_shifts import YearShifts
from planeditor.gui.rollover_wizard import RolloverWizard
from planeditor.gui.windows import Windows
from planeditor.gui.years_window import YearsWindow
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.year_shifts import find_shifts
from planeditor.store import create_plan, new_document
from tests.gui.names import unnamed
from tests.plan.test_rollover import plan_2020

WAIT = 20_000


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    """A window on a plan with an item of each fate."""
    return windows.show_document(new_document(plan_2020()))


@pytest.fixture
def wizard(window: MainWindow, qtbot: QtBot) -> RolloverWizard:
    """The wizard at its first step."""
    window.actions_by[Act.ROLL_OVER].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(RolloverWizard)), timeout=WAIT)
    wizard = window.findChildren(RolloverWizard)[-1]
    qtbot.waitExposed(wizard)
    return wizard


def finish(wizard: RolloverWizard, windows: Windows, qtbot: QtBot) -> MainWindow:
    """Go on to the end; return the window of the new plan."""
    while wizard.stack.currentIndex() < 2:
        wizard.go.click()
    with qtbot.waitSignal(windows.opened, timeout=WAIT) as opened:
        wizard.go.click()
    (window,) = opened.args or [None]
    assert isinstance(window, MainWindow)
    return window


def test_what_is_unfinished_is_ticked_and_a_tick_takes_along_what_stands_below(wizard: RolloverWizard) -> None:
    assert wizard.items.chosen == {1, 11, 2, 13, 14}
    section = wizard.items.topLevelItem(0)
    assert section is not None
    section.setCheckState(0, Qt.CheckState.Unchecked)
    assert wizard.items.chosen == {2, 13, 14}
    done = section.child(1)
    assert done is not None
    done.setCheckState(0, Qt.CheckState.Checked)
    assert wizard.items.chosen == {1, 12, 2, 13, 14}
    wizard.none.click()
    assert wizard.items.chosen == frozenset()
    assert not wizard.go.isEnabled()
    wizard.usual.click()
    assert wizard.items.chosen == {1, 11, 2, 13, 14}
    assert unnamed(wizard) == []


def test_the_wizard_makes_the_next_plan_in_a_window_of_its_own(
    wizard: RolloverWizard, window: MainWindow, windows: Windows, qtbot: QtBot
) -> None:
    window.session.run(lambda document: document.set_setting("pace.red", "15"))
    before = window.session.document.snapshot()
    new = finish(wizard, windows, qtbot)
    plan = new.session.document.snapshot()
    assert (plan.plan.title, plan.plan.year) == ("2021年全市教育工作要点", 2021)
    assert new.is_worth_saving
    assert new.session.document.settings() == {"pace.red": "15"}
    assert plan.nodes[0].children[0].body.startswith("2021年底前")
    assert window.session.document.snapshot() == before


def test_a_year_that_people_leave_out_stays_and_one_they_tick_moves(
    wizard: RolloverWizard, windows: Windows, qtbot: QtBot
) -> None:
    wizard.go.click()
    moving, staying = (wizard.shifts.topLevelItem(row) for row in range(2))
    assert moving is not None
    assert staying is not None
    words = {moving.child(row).text(1): moving.child(row) for row in range(moving.childCount())}
    title = next(row for text, row in words.items() if "年全市教育工作要点" in text)
    title.setCheckState(0, Qt.CheckState.Unchecked)
    staying.child(0).setCheckState(0, Qt.CheckState.Checked)
    wizard.back.click()
    wizard.go.click()
    plan = finish(wizard, windows, qtbot).session.document.snapshot()
    assert plan.plan.title == "2020年全市教育工作要点"
    assert "《三年行动计划（2021—2022年）》" in plan.nodes[0].children[0].body


def test_of_very_many_years_each_is_shown_and_a_group_is_ticked_as_a_whole(qtbot: QtBot) -> None:
    nodes = tuple(Node(number, "item", f"2020年第{number}件实事") for number in range(1, 1301))
    plan = Snapshot(Plan(9000, "2020年工作要点", year=2020), nodes=nodes)
    shifts = find_shifts(plan, 2020, 2021)
    shown = YearShifts()
    qtbot.addWidget(shown)
    shown.show_shifts(plan, {}, shifts, {node.id for node in nodes})
    qtbot.waitUntil(lambda: shown.topLevelItem(0).childCount() == 1301)
    head = shown.topLevelItem(0)
    qtbot.waitUntil(lambda: bool(head.flags() & Qt.ItemFlag.ItemIsUserCheckable))
    head.setCheckState(0, Qt.CheckState.Unchecked)
    assert shown.chosen(shifts) == []


def test_what_is_ticked_in_a_long_plan_does_not_wait_for_its_rows(qtbot: QtBot) -> None:
    items = tuple(Node(number, "item", f"第{number}件实事") for number in range(10, 1010))
    plan = Snapshot(Plan(9000, "2020年工作要点", year=2020), nodes=(Node(1, "section", "民生", children=items),))
    shown = ContinuingItems()
    qtbot.addWidget(shown)
    shown.show_plan(plan, {}, ())
    section = shown.topLevelItem(0)
    section.setCheckState(0, Qt.CheckState.Checked)
    assert len(shown.chosen) == 1001
    qtbot.waitUntil(lambda: section.childCount() == 1000)
    section.child(999).setCheckState(0, Qt.CheckState.Unchecked)
    assert shown.chosen == {1} | {item.id for item in items[:-1]}
    ticked = [section.child(row).checkState(0) == Qt.CheckState.Checked for row in range(1000)]
    assert ticked == [True] * 999 + [False]


def test_the_result_is_listed_filtered_and_exported(wizard: RolloverWizard, tmp_path: Path) -> None:
    for _step in range(2):
        wizard.go.click()
    shown = wizard.list
    assert shown.list.topLevelItemCount() == 5
    shown.filter.setCurrentIndex(shown.filter.findData("完成"))
    assert shown.list.topLevelItemCount() == 2
    shown.export_to(tmp_path / "清单.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "清单.xlsx").worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=3, values_only=True)] == ["延续", "延续", "延续", "完成", "完成"]
    shown.export_to(tmp_path / "清单.docx")
    assert (tmp_path / "清单.docx").stat().st_size > 1000


def test_what_became_of_the_items_can_be_told_later_from_the_new_plan(
    wizard: RolloverWizard, windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    create_plan(tmp_path / "2020.plan", plan_2020())
    new = finish(wizard, windows, qtbot)
    section = new.session.document.snapshot().nodes[0]
    new.session.run(lambda document: document.insert("item", section.id, title="新任务"))
    rollover_of(new).compare_with(tmp_path / "2020.plan")
    qtbot.waitUntil(lambda: bool(new.findChildren(ContinuedDialog)), timeout=WAIT)
    dialog = new.findChildren(ContinuedDialog)[-1]
    rows = [dialog.list.list.topLevelItem(row) for row in range(dialog.list.list.topLevelItemCount())]
    assert [row.text(0) for row in rows if row is not None].count("新增") == 1
    assert unnamed(dialog) == []


def test_targets_of_open_plans_and_of_files_stand_beside_each_other(
    wizard: RolloverWizard, window: MainWindow, windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    new = finish(wizard, windows, qtbot)
    window.actions_by[Act.YEARS].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(YearsWindow)), timeout=WAIT)
    years = window.findChildren(YearsWindow)[-1]
    assert years.table_shown.headings == ("2020年", "2021年")
    (row,) = years.table_shown.rows
    assert [cell.actual if cell else None for cell in row.cells] == [82.5, None]
    assert years.plot.series() == ([(0, 85.0), (1, 85.0)], [(0, 82.5)])
    create_plan(tmp_path / "另.plan", new.session.document.snapshot())
    years.read([tmp_path / "另.plan"])
    qtbot.waitUntil(lambda: years.count.text().startswith("2"), timeout=WAIT)
    years.export_to(tmp_path / "历年.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "历年.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["指标", "单位", "2020年目标", "2020年实际", "2021年目标", "2021年实际"]
    assert unnamed(years) == []
    assert not years.grab().isNull()
