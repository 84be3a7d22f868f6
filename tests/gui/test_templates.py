"""Templates of one's own: made from a plan, renamed, deleted, given to others and taken in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from planeditor.errors import EditError
from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.template_dialog import TemplatesDialog, show_templates
from planeditor.gui.template_saving import SaveTemplateDialog
from planeditor.gui.templates import own_templates, problem_of, save_template, templates
from planeditor.gui.windows import Windows
from planeditor.importing.interchange import read_json
from planeditor.plan.template import Keep, as_template
from planeditor.store import create_plan
from planeditor.store.user_folder import templates_folder
from tests.gui.names import unnamed
from tests.small_plan import small_plan


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    """Begin without templates of other tests, and leave none."""
    _forget_all()
    yield
    _forget_all()


def _forget_all() -> None:
    for template in own_templates():
        template.path.unlink()


@pytest.fixture
def dialog(windows: Windows, qtbot: QtBot) -> TemplatesDialog:
    """The list with one template of one's own, chosen."""
    save_template(as_template(small_plan(), Keep()), "本局要点")
    dialog = show_templates(windows)
    qtbot.addWidget(dialog)
    dialog.fill("本局要点")
    return dialog


def test_a_plan_becomes_a_template_by_the_dialog(window: MainWindow) -> None:
    window.actions_by[Act.SAVE_TEMPLATE].trigger()
    saving = window.findChild(SaveTemplateDialog)
    assert unnamed(saving) == []
    assert saving.name.text() == "2026年全市教育工作要点"
    saving.name.setText("我的模板")
    saving.targets.setChecked(True)
    assert "2 项目标" in saving.outcome.text()
    saving.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    (made,) = own_templates()
    assert made.name == "我的模板"
    kept = read_json(made.path)
    assert [node.title for node in kept.nodes] == ["扩大优质资源供给", "加强队伍建设"]
    assert [target.value for node in kept.walk() for target in node.targets] == [None, None]
    assert window.session.document.node(window.session.outline.root.children[0].children[0].id).body  # the plan stays


def test_the_dialog_begins_with_what_was_kept_last(window: MainWindow) -> None:
    for expected in (False, True):
        window.actions_by[Act.SAVE_TEMPLATE].trigger()
        saving = next(each for each in window.findChildren(SaveTemplateDialog) if each.isVisible())
        assert saving.with_texts.isChecked() is expected
        saving.with_texts.setChecked(True)
        saving.name.setText(f"模板{expected}")
        saving.accept()


def test_a_name_that_is_taken_or_impossible_cannot_be_given(window: MainWindow) -> None:
    save_template(as_template(small_plan(), Keep()), "本局要点")
    window.actions_by[Act.SAVE_TEMPLATE].trigger()
    saving = window.findChild(SaveTemplateDialog)
    for name in ("", "本局要点", "a/b", ".隐藏", "长" * 80):
        saving.name.setText(name)
        assert saving.problem.text().strip()
        assert not saving.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()
    with pytest.raises(EditError):
        save_template(small_plan(), "a/b")
    saving.reject()


def test_a_new_plan_from_ones_own_template_has_ids_of_its_own(
    dialog: TemplatesDialog, windows: Windows, qtbot: QtBot
) -> None:
    dialog.use.click()
    dialog.use.click()
    first, second = windows.all
    assert first.session.document.plan().title == "××××年全市教育工作要点"
    assert not set(first.session.outline.entries) & set(second.session.outline.entries) - {0}


def test_shipped_templates_can_be_used_and_exported_but_not_changed(dialog: TemplatesDialog) -> None:
    assert unnamed(dialog) == []
    dialog.list.setCurrentRow(0)
    assert not dialog.rename.isEnabled()
    assert not dialog.delete.isEnabled()
    assert dialog.export.isEnabled()
    assert dialog.ask_name() is None


def test_ones_own_template_is_renamed(dialog: TemplatesDialog) -> None:
    dialog.rename.click()
    asking = dialog.findChild(QInputDialog)
    asking.setTextValue("全局要点")
    asking.accept()
    assert [template.name for template in own_templates()] == ["全局要点"]
    assert dialog.current is not None
    assert dialog.current.name == "全局要点"


def test_a_template_is_deleted_after_a_question(dialog: TemplatesDialog) -> None:
    dialog.delete.click()
    box = dialog.findChild(QMessageBox)
    assert "本局要点" in box.text()
    delete = next(button for button in box.buttons() if button.text() == "删除")
    assert box.defaultButton() is not delete
    delete.click()
    assert own_templates() == []
    assert len(templates()) == dialog.list.count() == 4


def test_a_template_goes_out_as_a_file_and_comes_in_elsewhere(
    dialog: TemplatesDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    out = tmp_path / "给同事.json"
    choosing = dialog.choose_export()
    assert choosing is not None
    choosing.fileSelected.emit(str(out))
    choosing.close()
    plan = tmp_path / "去年的计划.plan"
    create_plan(plan, small_plan())
    taking = dialog.choose_import()
    taking.filesSelected.emit([str(out), str(plan), str(out)])
    taking.close()
    names = [template.name for template in own_templates()]
    assert sorted(names) == sorted(["本局要点", "给同事", "给同事 2", "去年的计划"])


def test_a_file_that_is_no_template_is_told_and_one_in_the_folder_is_left_out(
    dialog: TemplatesDialog, tmp_path: Path
) -> None:
    bad = tmp_path / "坏.json"
    bad.write_text("{", encoding="utf-8")
    dialog.take([str(bad)])
    box = dialog.findChild(QMessageBox)
    assert "坏.json" in box.text()
    box.close()
    (templates_folder() / "别的.json").write_text("[]", encoding="utf-8")
    assert [template.name for template in own_templates()] == ["本局要点"]
    (templates_folder() / "别的.json").unlink()


def test_names_differ_by_more_than_capitals() -> None:
    save_template(small_plan(), "Plan")
    assert problem_of("plan")
    assert not problem_of("plan", templates_folder() / "Plan.json")
