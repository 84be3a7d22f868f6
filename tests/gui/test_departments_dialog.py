"""The department registry: every edit at once, undoable, and nothing in use is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planeditor.gui.department_model import Column
from planeditor.gui.departments_dialog import DepartmentsDialog
from planeditor.gui.session import Session
from planeditor.plan.entities import Department
from tests.gui.names import unnamed


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> DepartmentsDialog:
    """The dialog on a registry of 基教科, 计财科 and the group 机关各科室."""
    dialog = DepartmentsDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def registry(session: Session) -> dict[str, Department]:
    """Return the departments of the document by name."""
    return {known.name: known for known in session.document.departments()}


def set_cell(dialog: DepartmentsDialog, row: int, column: Column, text: str) -> None:
    """Set a cell as its editor would."""
    dialog.model.setData(dialog.model.index(row, column), text)


def test_everything_that_takes_the_focus_has_a_name(dialog: DepartmentsDialog) -> None:
    assert unnamed(dialog) == []


def test_the_model_keeps_qts_rules(dialog: DepartmentsDialog, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(dialog.model)


def test_the_table_shows_names_aliases_members_and_load(dialog: DepartmentsDialog) -> None:
    rows = [[dialog.model.index(row, column).data() for column in Column] for row in range(3)]
    assert rows == [
        ["基教科", "基础教育科", "", "0", "1"],
        ["计财科", "", "", "1", "0"],
        ["机关各科室", "", "基教科、计财科", "1", "0"],
    ]


def test_names_and_aliases_are_edited_in_place(session: Session, dialog: DepartmentsDialog) -> None:
    set_cell(dialog, 1, Column.NAME, "计划财务科")
    set_cell(dialog, 1, Column.ALIASES, "计财科，财务科")
    assert registry(session)["计划财务科"].aliases == ("计财科", "财务科")
    session.undo()
    session.undo()
    assert registry(session)["计财科"].aliases == ()
    assert dialog.model.index(1, Column.NAME).data() == "计财科"


def test_a_name_that_is_taken_is_refused_in_the_dialog(session: Session, dialog: DepartmentsDialog) -> None:
    set_cell(dialog, 1, Column.NAME, "基础教育科")
    assert "基础教育科" in dialog.ui.problem.text()
    assert "计财科" in registry(session)


def test_a_refused_cell_keeps_what_was_typed(session: Session, dialog: DepartmentsDialog, qtbot: QtBot) -> None:
    set_cell(dialog, 1, Column.ALIASES, "财务科、基教科")
    qtbot.waitUntil(lambda: dialog.ui.table.findChild(QLineEdit) is not None)
    editor = dialog.ui.table.findChild(QLineEdit)
    assert editor.text() == "财务科、基教科"
    editor.setText("财务科")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: registry(session)["计财科"].aliases == ("财务科",))
    assert not dialog.ui.problem.text()


def test_an_alias_that_is_another_department_offers_to_merge_them(
    session: Session, dialog: DepartmentsDialog, qtbot: QtBot
) -> None:
    set_cell(dialog, 1, Column.ALIASES, "财务科、基教科")
    assert dialog.ui.merge_box.isVisible()
    assert dialog.ui.merge_into.currentText() == "计财科"
    qtbot.waitUntil(lambda: dialog.ui.table.findChild(QLineEdit) is not None)
    dialog.ui.merge.setFocus()
    qtbot.mouseClick(dialog.ui.merge, Qt.MouseButton.LeftButton)
    assert set(registry(session)) == {"计财科", "机关各科室"}
    assert set(registry(session)["计财科"].aliases) == {"基教科", "基础教育科", "财务科"}
    session.undo()
    assert "基教科" in registry(session)


def test_a_new_department_waits_for_its_name(session: Session, dialog: DepartmentsDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.ui.add, Qt.MouseButton.LeftButton)
    editor = dialog.ui.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("督导办")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "督导办" in registry(session))
    assert dialog.isVisible()
    assert dialog.model.index(3, Column.NAME).data() == "督导办"


def test_members_are_checked_off(session: Session, dialog: DepartmentsDialog) -> None:
    group = registry(session)["机关各科室"]
    dialog.select([group.id])
    members = dialog.ui.members
    assert [members.item(row).text() for row in range(members.count())] == ["基教科", "计财科"]
    members.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert registry(session)["机关各科室"].members == (registry(session)["计财科"].id,)


def test_a_merge_says_first_what_it_will_do(session: Session, dialog: DepartmentsDialog, qtbot: QtBot) -> None:
    known = registry(session)
    dialog.select([known["基教科"].id, known["计财科"].id])
    assert dialog.ui.merge_box.isVisible()
    into = dialog.ui.merge_into
    into.setCurrentIndex(into.findData(known["计财科"].id))
    assert "基教科" in dialog.ui.merge_preview.text()
    assert "1" in dialog.ui.merge_preview.text()
    qtbot.mouseClick(dialog.ui.merge, Qt.MouseButton.LeftButton)
    assert set(registry(session)) == {"计财科", "机关各科室"}
    assert set(registry(session)["计财科"].aliases) == {"基教科", "基础教育科"}
    session.undo()
    assert registry(session) == known


def test_a_department_in_use_is_not_removed(session: Session, dialog: DepartmentsDialog, qtbot: QtBot) -> None:
    dialog.select([registry(session)["计财科"].id])
    qtbot.mouseClick(dialog.ui.remove, Qt.MouseButton.LeftButton)
    assert "计财科" in registry(session)
    assert dialog.ui.problem.text()


def test_removing_several_is_all_or_nothing(session: Session, dialog: DepartmentsDialog, qtbot: QtBot) -> None:
    session.run(lambda doc: doc.add_department("督导办"))
    known = registry(session)
    dialog.select([known["督导办"].id, known["计财科"].id])
    qtbot.mouseClick(dialog.ui.remove, Qt.MouseButton.LeftButton)
    assert registry(session) == known
    dialog.select([known["督导办"].id])
    qtbot.mouseClick(dialog.ui.remove, Qt.MouseButton.LeftButton)
    assert "督导办" not in registry(session)


def test_departments_are_put_in_order(session: Session, dialog: DepartmentsDialog, qtbot: QtBot) -> None:
    dialog.select([registry(session)["计财科"].id])
    qtbot.mouseClick(dialog.ui.move_up, Qt.MouseButton.LeftButton)
    assert list(registry(session)) == ["计财科", "基教科", "机关各科室"]
    assert [chosen.name for chosen in dialog.selected()] == ["计财科"]
    qtbot.mouseClick(dialog.ui.move_down, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.ui.move_down, Qt.MouseButton.LeftButton)
    assert list(registry(session)) == ["基教科", "机关各科室", "计财科"]


def test_the_items_of_a_department_are_asked_for(session: Session, dialog: DepartmentsDialog, qtbot: QtBot) -> None:
    finance = registry(session)["计财科"].id
    dialog.select([finance])
    with qtbot.waitSignal(dialog.show_department_items) as shown:
        qtbot.mouseClick(dialog.ui.items, Qt.MouseButton.LeftButton)
    assert shown.args == [finance]


def test_edits_in_the_window_show_in_the_open_dialog(session: Session, dialog: DepartmentsDialog) -> None:
    item = next(entry.id for entry in session.outline.walk() if not entry.is_section)
    session.run(lambda doc: doc.add_owner(item, "督导办", "lead"))
    assert dialog.model.index(3, Column.LEADS).data() == "1"
