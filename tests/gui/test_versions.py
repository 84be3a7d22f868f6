"""Named drafts and copies to send, in real windows."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from planeditor.exporting import export
from planeditor.gui.differences_dialog import DifferencesDialog
from planeditor.gui.main_window import MainWindow
from planeditor.gui.versions_commands import save_copy_to
from planeditor.gui.versions_dialog import VersionsDialog
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import read_plan
from tests.gui.names import unnamed


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> VersionsDialog:
    """The versions of the small plan, none yet."""
    dialog = VersionsDialog(window)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def names(dialog: VersionsDialog) -> list[str]:
    """The versions listed, the newest first."""
    return [dialog.ui.list.topLevelItem(row).text(0) for row in range(dialog.ui.list.topLevelItemCount())]


def save(dialog: VersionsDialog, qtbot: QtBot, note: str = "") -> None:
    """Save a version under the name offered, by Enter."""
    count = len(names(dialog))
    asked = dialog.ask_for_version()
    asked.ui.note.setText(note)
    qtbot.keyClick(asked.ui.name.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(names(dialog)) > count, timeout=20_000)


def shown(parent: VersionsDialog, qtbot: QtBot) -> DifferencesDialog:
    """The differences, when they are there."""
    qtbot.waitUntil(lambda: bool(parent.findChildren(DifferencesDialog)), timeout=20_000)
    return parent.findChildren(DifferencesDialog)[-1]


def retitled(dialog: VersionsDialog) -> int:
    """Change the plan after a version was saved; return the section's id."""
    section = dialog.session.outline.root.children[1].id
    dialog.session.run(lambda document: document.rename(section, "打造高素质队伍"))
    return section


def test_the_version_just_saved_is_the_one_selected(dialog: VersionsDialog, qtbot: QtBot) -> None:
    save(dialog, qtbot)
    save(dialog, qtbot)
    assert [version.name for version in dialog.selected()] == [names(dialog)[0]] == ["送审稿"]


def test_versions_are_saved_under_the_names_of_drafts_in_turn(dialog: VersionsDialog, qtbot: QtBot) -> None:
    save(dialog, qtbot, "发各科室")
    save(dialog, qtbot)
    assert names(dialog) == ["送审稿", "征求意见稿"]
    version = dialog.session.document.versions()[0]
    assert (version.name, version.note, version.author) == ("征求意见稿", "发各科室", "张三")
    assert dialog.session.document.version(version.id) == dialog.session.document.snapshot()
    assert dialog.session.document.undo_label == ""
    assert unnamed(dialog) == []


def test_a_version_is_compared_with_the_plan_and_nothing_can_be_decided(dialog: VersionsDialog, qtbot: QtBot) -> None:
    save(dialog, qtbot)
    retitled(dialog)
    dialog.ui.compare.click()
    differences = shown(dialog, qtbot)
    assert [(row.group, row.aspect) for row in differences.model.shown_rows()] == [("edited", "标题")]
    assert not differences.ui.take.isVisible()
    assert not differences.ui.accept_one.isVisible()
    assert not differences.ui.export_as.isHidden()


def test_two_versions_are_compared_the_older_first(dialog: VersionsDialog, qtbot: QtBot) -> None:
    save(dialog, qtbot)
    retitled(dialog)
    save(dialog, qtbot)
    dialog.ui.list.selectAll()
    dialog.ui.compare.click()
    differences = shown(dialog, qtbot)
    row = differences.model.shown_rows()[0]
    assert row.difference is not None
    assert (row.difference.before, row.difference.after) == ("加强队伍建设", "打造高素质队伍")


def test_versions_that_are_equal_are_said_to_be(dialog: VersionsDialog, qtbot: QtBot) -> None:
    save(dialog, qtbot)
    dialog.ui.compare.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=20_000)
    assert "没有不同" in dialog.findChildren(QMessageBox)[0].text()
    dialog.findChildren(QMessageBox)[0].close()


def test_the_plan_is_compared_with_another_file_even_if_its_ids_are_its_own(
    dialog: VersionsDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    plan = dialog.session.document.snapshot()
    first, second = plan.nodes
    strange = replace(second, id=new_id(), title="加强教师队伍建设", children=())
    path = tmp_path / "去年.json"
    export(Snapshot(replace(plan.plan, id=new_id()), (), (strange,)), path)
    dialog.compare_with(path)
    groups = {(row.group, row.node_id) for row in shown(dialog, qtbot).model.shown_rows()}
    assert ("edited", second.id) in groups
    assert ("deleted", first.id) in groups


def test_one_item_is_restored_and_the_rest_stays(dialog: VersionsDialog, qtbot: QtBot) -> None:
    save(dialog, qtbot)
    section = retitled(dialog)
    other = dialog.session.outline.root.children[0].id
    dialog.session.run(lambda document: document.rename(other, "也改过了"))
    dialog.ui.restore.click()
    differences = shown(dialog, qtbot)
    assert differences.ui.take.text().startswith("恢复 2 处")
    rows = differences.model.shown_rows()
    differences.model.decide([row for row in rows if row.node_id == other], False)
    differences.ui.take.click()
    document = dialog.session.document
    qtbot.waitUntil(lambda: document.node(section).title == "加强队伍建设", timeout=20_000)
    assert document.node(other).title == "也改过了"
    dialog.session.undo()
    assert document.node(section).title == "打造高素质队伍"


def test_the_whole_is_restored_in_one_step(dialog: VersionsDialog, qtbot: QtBot) -> None:
    document = dialog.session.document
    before = document.snapshot()
    save(dialog, qtbot)
    retitled(dialog)
    dialog.session.run(lambda doc: doc.delete([before.nodes[0].id]))
    dialog.ui.restore.click()
    shown(dialog, qtbot).ui.take.click()
    qtbot.waitUntil(lambda: document.snapshot() == before, timeout=20_000)
    dialog.session.undo()
    assert len(document.snapshot().nodes) == 1


def test_a_version_is_deleted_only_after_a_question(dialog: VersionsDialog, qtbot: QtBot) -> None:
    save(dialog, qtbot)
    dialog.ui.remove.click()
    (box,) = dialog.findChildren(QMessageBox)
    assert box.defaultButton().text() == "取消"
    next(button for button in box.buttons() if button.text() == "删除").click()
    qtbot.waitUntil(lambda: names(dialog) == [])


def test_a_version_is_renamed(dialog: VersionsDialog, qtbot: QtBot) -> None:
    save(dialog, qtbot)
    dialog.ui.change.click()
    asked = next(
        child for child in dialog.children() if type(child).__name__ == "VersionNameDialog" and child.isVisible()
    )
    asked.ui.name.setEditText("党组会审议稿")
    asked.accept()
    qtbot.waitUntil(lambda: names(dialog) == ["党组会审议稿"])


def test_a_copy_to_send_has_no_versions(
    window: MainWindow, dialog: VersionsDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    save(dialog, qtbot)
    path = tmp_path / "副本.plan"
    save_copy_to(window, path)
    qtbot.waitUntil(path.exists, timeout=20_000)
    assert read_plan(path) == window.session.document.snapshot()
    assert "征求意见稿".encode() not in path.read_bytes()
