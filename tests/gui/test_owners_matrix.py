"""The matrix of owners: one click or one key changes who leads and who supports."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.owners_matrix import OwnersMatrix
from tests.gui.names import unnamed


@pytest.fixture
def matrix(window: MainWindow, qtbot: QtBot) -> OwnersMatrix:
    """The matrix beside a window on the small plan."""
    window.actions_by[Act.OWNERS_MATRIX].trigger()
    matrix = window.findChild(OwnersMatrix)
    assert matrix is not None
    qtbot.waitExposed(matrix)
    matrix.table.setFocus()
    return matrix


def signs(matrix: OwnersMatrix) -> list[str]:
    """Return the rows of signs, "." for none."""
    model = matrix.model
    columns = range(model.columnCount())
    return [
        "".join(str(model.index(row, column).data() or ".") for column in columns) for row in range(model.rowCount())
    ]


def select(matrix: OwnersMatrix, rows: range, columns: range) -> None:
    """Select a block of cells."""
    first, last = matrix.model.index(rows[0], columns[0]), matrix.model.index(rows[-1], columns[-1])
    selection = matrix.table.selectionModel()
    selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
    selection.select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_leads_and_supports_stand_where_item_and_department_meet(matrix: OwnersMatrix) -> None:
    assert [matrix.model.headerData(at, Qt.Orientation.Horizontal) for at in range(3)] == [
        "基教科",
        "计财科",
        "机关各科室",
    ]
    assert signs(matrix) == ["○●.", "...", "..●", "..."]


def test_the_model_keeps_qts_rules(matrix: OwnersMatrix, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(matrix.model)


def test_every_field_has_a_name(matrix: OwnersMatrix) -> None:
    assert unnamed(matrix) == []


def test_a_right_click_gives_all_selected_cells_a_role(matrix: OwnersMatrix) -> None:
    select(matrix, range(1, 3), range(0, 2))
    place = matrix.table.visualRect(matrix.model.index(1, 0)).center()
    for entry, expected in ((0, ["○●.", "●●.", "●●●", "..."]), (2, ["○●.", "...", "..●", "..."])):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, matrix.table.viewport().mapToGlobal(place))
        QApplication.sendEvent(matrix.table.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[entry].trigger()
        menu.close()
        assert signs(matrix) == expected


def test_a_click_turns_a_cell_from_none_to_support_to_lead_to_none(matrix: OwnersMatrix, qtbot: QtBot) -> None:
    place = matrix.table.visualRect(matrix.model.index(1, 0)).center()
    seen = []
    for _turn in range(3):
        qtbot.mouseClick(matrix.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        seen.append(signs(matrix)[1])
    assert seen == ["○..", "●..", "..."]
    matrix.session.undo()
    assert signs(matrix)[1] == "●.."


def test_keys_change_all_selected_cells_as_one_step(matrix: OwnersMatrix, qtbot: QtBot) -> None:
    select(matrix, range(0, 4), range(0, 1))
    qtbot.keyClick(matrix.table, Qt.Key.Key_1)
    assert [row[0] for row in signs(matrix)] == ["●", "●", "●", "●"]
    matrix.session.undo()
    assert signs(matrix)[0] == "○●."
    qtbot.keyClick(matrix.table, Qt.Key.Key_2)
    assert [row[0] for row in signs(matrix)] == ["○", "○", "○", "○"]
    qtbot.keyClick(matrix.table, Qt.Key.Key_Delete)
    assert [row[0] for row in signs(matrix)] == [".", ".", ".", "."]


def test_a_changed_role_keeps_the_name_as_it_was_written(matrix: OwnersMatrix, qtbot: QtBot) -> None:
    select(matrix, range(2, 3), range(2, 3))
    qtbot.keyClick(matrix.table, Qt.Key.Key_2)
    (owner,) = matrix.session.document.node(matrix.model.rows[2]).owners
    assert (owner.name, owner.role) == ("各科室", "support")


def test_the_load_of_a_department_follows(matrix: OwnersMatrix, qtbot: QtBot) -> None:
    select(matrix, range(1, 2), range(1, 2))
    assert matrix.model.counts(1) == (1, 0)
    qtbot.keyClick(matrix.table, Qt.Key.Key_2)
    assert matrix.model.counts(1) == (1, 1)
    assert "计财科" in matrix.load.text()


def test_departments_without_items_are_left_out_on_demand(matrix: OwnersMatrix) -> None:
    matrix.session.run(lambda document: document.add_department("安全科"))
    assert matrix.model.columnCount() == 4
    matrix.busy.setChecked(True)
    assert matrix.model.columnCount() == 3


def test_the_trees_filter_applies_here_too(window: MainWindow, matrix: OwnersMatrix) -> None:
    window.tree.show_only([matrix.model.rows[2]])
    assert signs(matrix) == ["..●"]
    window.end_filter()
    assert len(signs(matrix)) == 4


def test_a_departments_items_and_an_item_are_shown_in_the_plan(
    window: MainWindow, matrix: OwnersMatrix, qtbot: QtBot
) -> None:
    select(matrix, range(2, 3), range(2, 3))
    qtbot.keyClick(matrix.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.session.current_id == matrix.model.rows[2]
    qtbot.mouseClick(matrix.items, Qt.MouseButton.LeftButton)
    assert window.tree.filtered_ids == {matrix.model.rows[0]} or len(window.tree.filtered_ids) == 1
