"""The table of all targets: sorted, grouped, summed up, and edited like a spreadsheet."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.grid_items import DEPARTMENT, SECTION
from planeditor.gui.grid_sorting import sort_by_click
from planeditor.gui.main_window import MainWindow
from planeditor.gui.targets_table import TargetsTable
from planeditor.gui.targets_table_model import UNIT
from tests.gui.names import unnamed
from tests.gui.trees import title_of


@pytest.fixture
def table(window: MainWindow, qtbot: QtBot) -> TargetsTable:
    """The table beside a window on the small plan, with a third target elsewhere."""
    other = next(
        entry.id for entry in window.session.outline.walk() if title_of(window.session, entry) == "健全经费保障机制"
    )
    window.session.run(
        lambda doc: doc.add_target(other, indicator="达标率", comparator=">=", value=60, unit="%", deadline="2026-06")
    )
    window.actions_by[Act.TARGETS_TABLE].trigger()
    table = window.findChild(TargetsTable)
    assert table is not None
    qtbot.waitExposed(table)
    return table


def place(table: TargetsTable, key: str) -> int:
    """Return where a column is."""
    return next(at for at, column in enumerate(table.model.columns) if column.key == key)


def column(table: TargetsTable, key: str) -> list[str]:
    """Return what a column shows."""
    return [str(table.model.index(row, place(table, key)).data() or "") for row in range(table.model.rowCount())]


def select(table: TargetsTable, rows: range, key: str) -> None:
    """Select cells of a column."""
    at = place(table, key)
    first, last = table.model.index(rows[0], at), table.model.index(rows[-1], at)
    table.table.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
    table.table.selectionModel().select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    table.table.setFocus()


def test_every_target_is_a_row_in_the_plans_order(table: TargetsTable) -> None:
    assert column(table, "indicator") == ["新改扩建学校", "幼儿园", "达标率"]
    assert column(table, "whole") == ["", "新改扩建学校", ""]
    assert column(table, "lead") == ["计财科", "计财科", "机关各科室"]


def test_the_model_keeps_qts_rules(table: TargetsTable, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.model)


def test_every_field_has_a_name(table: TargetsTable) -> None:
    assert unnamed(table) == []


def test_targets_of_one_unit_are_summed_up_and_those_selected_alone(table: TargetsTable) -> None:
    assert "42 所" in table.sums.text()
    assert "%" in table.sums.text()
    select(table, range(1, 3), "value")
    assert "17 所" in table.sums.text()


@pytest.mark.parametrize(
    ("key", "labels"),
    [
        (UNIT, ["所", "%"]),
        (DEPARTMENT, ["计财科", "机关各科室"]),
        (SECTION, ["一、扩大优质资源供给"]),
    ],
)
def test_targets_are_grouped(table: TargetsTable, key: str, labels: list[str]) -> None:
    table.group_by(key)
    assert [group.label for group in table.model.groups] == labels


def test_targets_are_sorted_by_value_and_by_deadline(table: TargetsTable) -> None:
    sort_by_click(table.table, place(table, "value"))
    assert column(table, "value") == ["17", "42", "60"]
    sort_by_click(table.table, place(table, "deadline"))
    assert column(table, "deadline") == ["2026年6月", "2026年11月", ""]


def test_values_are_pasted_from_a_spreadsheet_and_filled_down_as_one_step(table: TargetsTable, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setText("≥95%\r\n1,200个\r\n")
    QGuiApplication.clipboard().setMimeData(data)
    select(table, range(0, 1), "value")
    qtbot.keyClick(table.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert column(table, "value") == ["95", "1200", "60"]
    assert column(table, "unit") == ["%", "个", "%"]
    assert column(table, "comparator") == ["≥", "＝", "≥"]
    table.session.undo()
    assert column(table, "value") == ["42", "17", "60"]
    select(table, range(0, 3), "deadline")
    qtbot.keyClick(table.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert column(table, "deadline") == ["2026年11月"] * 3


def test_a_value_that_is_none_is_refused_with_a_sentence(table: TargetsTable) -> None:
    before = table.session.document.snapshot()
    data = QMimeData()
    data.setText("5\n许多\n")
    QGuiApplication.clipboard().setMimeData(data)
    select(table, range(0, 1), "value")
    table.table.paste()
    assert table.session.document.snapshot() == before
    assert "许多" in table.problem.text()


def test_edits_elsewhere_show_at_once(window: MainWindow, table: TargetsTable) -> None:
    first = table.model.rows[0]
    window.session.run(lambda document: document.update_target(first, value=45))
    assert column(table, "value")[0] == "45"
    window.session.run(lambda document: document.remove_target(first))
    assert column(table, "indicator") == ["幼儿园", "达标率"]


def test_parts_that_do_not_come_to_their_whole_are_told(window: MainWindow, table: TargetsTable) -> None:
    assert table.checks.isHidden()
    part = table.model.rows[1]
    window.session.run(lambda document: document.update_target(part, value=50))
    assert "新改扩建学校" in table.checks.text()


def test_a_target_is_shown_in_the_plan(window: MainWindow, table: TargetsTable, qtbot: QtBot) -> None:
    select(table, range(1, 2), "value")
    qtbot.keyClick(table.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.session.current_id == table.model.node_of[table.model.rows[1]]
    assert window.targets.current is not None
    assert window.targets.current.indicator == "幼儿园"


def test_a_large_plans_targets_are_sorted_by_their_items_in_the_background(
    table: TargetsTable, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = place(table, "item")
    expected = []
    for _click in range(2):  # ascending, descending
        sort_by_click(table.table, at)
        expected.append(column(table, "indicator"))
    sort_by_click(table.table, at)
    monkeypatch.setattr("planeditor.gui.targets_table_model.READ_AT_ONCE", 0)
    for rows in expected:
        with qtbot.waitSignal(table.model.arranged):
            sort_by_click(table.table, at)
        assert column(table, "indicator") == rows


def test_a_table_that_is_closed_while_it_is_read_leaves_nothing_behind(
    window: MainWindow, table: TargetsTable, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planeditor.gui.targets_table_model.READ_AT_ONCE", 0)
    table.model.refresh()
    job = table.model._job
    assert job is not None
    with qtbot.waitSignals([table.destroyed, job.succeeded]):
        table.close()
    assert window.findChild(TargetsTable) is None
