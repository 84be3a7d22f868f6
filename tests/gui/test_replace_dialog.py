"""Find and replace in a real window: the preview, what is checked, one undo."""

import pytest
from PySide6.QtCore import Qt

from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.replace_dialog import ReplaceDialog
from tests.gui.names import unnamed


@pytest.fixture
def dialog(window: MainWindow) -> ReplaceDialog:
    window.find_bar.start("学校")
    window.actions_by[Act.REPLACE].trigger()
    return window.findChild(ReplaceDialog)


def sentences(dialog: ReplaceDialog) -> list[str]:
    model = dialog.model
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_the_words_of_the_find_field_are_taken_over(dialog: ReplaceDialog) -> None:
    assert dialog.field.text() == "学校"
    assert dialog.new.hasFocus()
    dialog.new.setText("学堂")
    dialog.search()
    assert any("[学校 → 学堂]" in text for text in sentences(dialog))
    assert any("标题" in dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount()))


def test_what_is_checked_is_replaced_in_one_step(dialog: ReplaceDialog, window: MainWindow, qtbot) -> None:
    before = window.session.document.snapshot()
    dialog.new.setText("学堂")
    dialog.search()
    total = dialog.model.rowCount()
    dialog.list.setFocus()
    dialog.list.setCurrentIndex(dialog.model.index(0, 0))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.model.count == total - 1
    assert str(total - 1) in dialog.replace_button.text()
    qtbot.mouseClick(dialog.replace_button, Qt.MouseButton.LeftButton)
    assert dialog.model.rowCount() == 1
    window.session.undo()
    assert window.session.document.snapshot() == before


@pytest.mark.parametrize("large", [0, 2000])
def test_hits_stand_in_the_order_of_the_plan_however_they_were_written(
    dialog: ReplaceDialog, window: MainWindow, large: int, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr("planeditor.gui.replace_dialog.LARGE", large)
    first = window.session.outline.root.children[0]
    last = window.session.outline.root.children[-1]
    window.session.run(lambda document: document.insert("item", first.id, title="学校甲", before=first.children[0].id))
    window.session.run(lambda document: document.move([last.id], None, before=first.id))
    with qtbot.waitSignal(dialog.model.modelReset):
        dialog.search()
    order = {0: -1} | {entry.id: at for at, entry in enumerate(window.session.outline.walk())}
    shown = [order[found.place.node_id] for found in dialog.model.chosen]
    assert len(set(shown)) > 2
    assert shown == sorted(shown)


def test_all_and_none_can_be_checked(dialog: ReplaceDialog) -> None:
    dialog.new.setText("学堂")
    dialog.search()
    dialog.none_button.click()
    assert not dialog.replace_button.isEnabled()
    dialog.all_button.click()
    assert dialog.model.count == dialog.model.rowCount()


def test_the_list_follows_edits_behind_it(dialog: ReplaceDialog, window: MainWindow, qtbot) -> None:
    dialog.new.setText("学堂")
    dialog.search()
    count = dialog.model.rowCount()
    node_id = window.session.document.find("中心城区")[0]
    window.session.run(lambda document: document.rename(node_id, "中心城区建设"))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == count - 1)


def test_an_expression_with_groups_is_previewed_and_a_wrong_one_said(dialog: ReplaceDialog) -> None:
    dialog.options.regex.setChecked(True)
    dialog.field.setText(r"(\d+)所")
    dialog.new.setText("$1个学校")
    dialog.search()
    assert any("[42所 → 42个学校]" in text for text in sentences(dialog))
    dialog.new.setText("$2")
    dialog.search()
    assert dialog.told.property("look") == "error"
    assert not dialog.replace_button.isEnabled()


def test_a_row_of_the_list_is_shown_in_the_window(dialog: ReplaceDialog, window: MainWindow, qtbot) -> None:
    dialog.new.setText("学堂")
    dialog.search()
    for row in range(dialog.model.rowCount()):
        dialog.list.clicked.emit(dialog.model.index(row, 0))
        assert window.session.current_id == dialog.model.chosen[row].place.node_id


def test_a_large_plan_is_searched_in_the_background(dialog: ReplaceDialog, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("planeditor.gui.replace_dialog.LARGE", 0)
    with qtbot.waitSignal(dialog.model.modelReset):
        dialog.field.setText("教师节")
        dialog.new.setText("教师")
    assert dialog.model.rowCount() == 1


def test_everything_has_a_name_for_screen_readers(dialog: ReplaceDialog) -> None:
    assert unnamed(dialog) == []
