"""The checks in a real window: counts, list, jumping to the words, quick fixes, dismissing, rules."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QToolButton
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.checks_dialogs import DismissedDialog, RulesDialog
from planeditor.gui.checks_jump import place_of_words
from planeditor.gui.checks_panel import ChecksPanel
from planeditor.gui.checks_run import Found
from planeditor.gui.main_window import MainWindow
from planeditor.plan.entities import Node, Snapshot
from planeditor.plan.identity import new_id
from tests.gui.names import unnamed
from tests.small_plan import small_plan

CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
WRONG = ("全面布署春季学期开学工作，保障校园安全稳定。", "认真布署,抓好落实，保障校园安全稳定有序。", "新建学校xx所。")


def plan_with_slips() -> Snapshot:
    """Return the small plan with a section of three slips that can be mended and a gap that cannot."""
    small = small_plan()
    items = tuple(Node(new_id(), "item", f"第{number}件事", text) for number, text in enumerate(WRONG, 1))
    return replace(small, nodes=(*small.nodes, Node(new_id(), "section", "保障安全", children=items)))


@pytest.fixture
def checked(open_window: Callable[[Snapshot], MainWindow], qtbot: QtBot) -> MainWindow:
    """A window whose plan has been checked, with the panel open by its key."""
    window = open_window(plan_with_slips())
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F7)
    wait(window, qtbot)
    return window


def wait(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the plan as it is now has been checked."""
    checks = window.checks.checks
    checks.check_now()
    qtbot.waitUntil(lambda: checks.is_known and not checks.is_running, timeout=10_000)


def panel_of(window: MainWindow) -> ChecksPanel:
    """Return the panel of a window."""
    return window.checks.panel


def rules(window: MainWindow) -> list[str]:
    """Return the rules of all findings."""
    return [found.problem.rule for found in window.checks.checks.found]


def choose(window: MainWindow, rule: str) -> None:
    """Make the first finding of a rule the current one."""
    tree = panel_of(window).tree
    for _step in rules(window):
        found = tree.step(1)
        if found is not None and found.problem.rule == rule:
            return
    raise AssertionError(rule)


def offers(window: MainWindow) -> dict[str, QToolButton]:
    """Return the buttons below the list by their words."""
    buttons = panel_of(window)._offers.findChildren(QToolButton)
    return {button.text(): button for button in buttons if not button.isHidden()}


def click(window: MainWindow, qtbot: QtBot, words: str) -> None:
    """Click the button below the list that begins so."""
    button = next(button for text, button in offers(window).items() if text.startswith(words))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def body_of(window: MainWindow, title: str) -> str:
    """Return the text of the item of that title."""
    return next(node.body for node in window.session.document.snapshot().walk() if node.title == title)


def test_the_status_bar_counts_and_a_click_opens_the_panel(
    open_window: Callable[[Snapshot], MainWindow], qtbot: QtBot
) -> None:
    window = open_window(plan_with_slips())
    label = window.checks.label
    assert label.isHidden()
    wait(window, qtbot)
    errors = window.checks.checks.errors
    assert label.text() == f"{errors} 个错误 · {len(window.checks.checks.found) - errors} 个提醒"
    assert window.checks.dock is None
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    assert panel_of(window).isVisible()
    assert panel_of(window).tree.hasFocus()


def test_findings_stand_in_groups_by_rule_or_by_section(checked: MainWindow) -> None:
    panel = panel_of(checked)
    assert {"typo", "half-width", "placeholder"} <= set(rules(checked))
    names = [group.name for group in panel.tree.findings.groups]
    assert "错别字" in names
    assert "待填内容" in names
    panel.group.setCurrentIndex(1)
    panel.group.activated.emit(1)
    assert "保障安全" in [group.name for group in panel.tree.findings.groups]
    panel.group.setCurrentIndex(0)
    panel.group.activated.emit(0)


def test_severity_has_a_word_and_a_sign(checked: MainWindow) -> None:
    model = panel_of(checked).tree.findings
    index = model.index(0, 0, model.group_index(0))
    assert index.data() in ("错误", "提醒")
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert panel_of(checked).checks.found[0].problem.message


def test_enter_goes_to_the_exact_words(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "placeholder")
    qtbot.keyClick(panel_of(checked).tree, Qt.Key.Key_Return)
    body = checked.editor.ui.body
    qtbot.waitUntil(body.hasFocus)
    assert body.textCursor().selectedText() == "xx"


def click_finding(window: MainWindow, qtbot: QtBot, modifier: Qt.KeyboardModifier = NONE) -> Found:
    """Click the current finding."""
    tree = panel_of(window).tree
    found = tree.current
    assert found is not None
    place = tree.visualRect(tree.currentIndex()).center()
    tree.clearSelection()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, modifier, pos=place)
    return found


def test_a_click_shows_the_place_and_leaves_the_focus_in_the_list(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "typo")
    found = click_finding(checked, qtbot)
    assert checked.session.current_id == found.problem.id
    assert checked.editor.ui.body.textCursor().selectedText() == found.words
    assert panel_of(checked).tree.hasFocus()
    assert panel_of(checked).tree.current is found


def test_a_click_on_a_finding_of_the_plan_opens_no_dialog(checked: MainWindow, qtbot: QtBot) -> None:
    checked.session.run(lambda document: document.set_plan(year=None))
    wait(checked, qtbot)
    choose(checked, "no-year")
    click_finding(checked, qtbot)
    assert checked.session.current_id == 0
    assert panel_of(checked).tree.hasFocus()


def test_a_double_click_goes_there_with_the_focus(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "typo")
    found = click_finding(checked, qtbot)
    tree = panel_of(checked).tree
    place = tree.visualRect(tree.currentIndex()).center()
    qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert checked.editor.ui.body.hasFocus()
    assert checked.editor.ui.body.textCursor().selectedText() == found.words


def test_words_that_moved_since_the_check_are_found_again(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "placeholder")
    found = panel_of(checked).tree.current
    assert found is not None
    node_id = found.problem.id
    checked.session.run(lambda document: document.set_body(node_id, "年内" + WRONG[2]))
    checked.checks.jump(found)
    assert checked.editor.ui.body.textCursor().selectedText() == "xx"
    assert place_of_words("年内新建", "学校", 0) is None


def test_keys_go_from_finding_to_finding_and_around(checked: MainWindow, qtbot: QtBot) -> None:
    tree = panel_of(checked).tree
    seen = []
    for _step in range(len(rules(checked)) + 1):
        qtbot.keyClick(checked, Qt.Key.Key_F7, Qt.KeyboardModifier.AltModifier)
        assert tree.current is not None
        seen.append(tree.current.problem.key)
    assert len(set(seen)) == len(rules(checked))
    assert seen[-1] == seen[0]
    checked.actions_by[Act.PREVIOUS_FINDING].trigger()
    assert tree.current is not None
    assert tree.current.problem.key == seen[-2]


def test_a_quick_fix_is_one_step_and_the_finding_goes(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "half-width")
    count = len(rules(checked))
    qtbot.keyClick(panel_of(checked).tree, Qt.Key.Key_Return, CONTROL)
    assert "，抓好" in body_of(checked, "第2件事")
    assert len(rules(checked)) == count - 1
    wait(checked, qtbot)
    assert "half-width" not in rules(checked)
    checked.session.undo()
    assert body_of(checked, "第2件事") == WRONG[1]
    wait(checked, qtbot)
    assert "half-width" in rules(checked)


def test_all_of_a_rule_are_fixed_as_one_step(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "typo")
    assert rules(checked).count("typo") == 2
    click(checked, qtbot, "修正本规则全部")
    assert "部署" in body_of(checked, "第1件事")
    assert "部署" in body_of(checked, "第2件事")
    assert "typo" not in rules(checked)
    checked.session.undo()
    assert [body_of(checked, f"第{number}件事") for number in (1, 2)] == list(WRONG[:2])


def test_a_finding_is_dismissed_with_a_reason_and_reported_again(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "placeholder")
    qtbot.keyClick(panel_of(checked).tree, Qt.Key.Key_Delete)
    question = panel_of(checked).findChild(QInputDialog)
    assert question is not None
    question.setTextValue("省厅尚未下达")
    question.accept()
    assert "placeholder" not in rules(checked)
    (dismissal,) = checked.session.document.dismissals()
    assert (dismissal.rule, dismissal.reason) == ("placeholder", "省厅尚未下达")
    assert "1" in panel_of(checked).dismissed.text()
    panel_of(checked).show_dismissed()
    dialog = checked.findChild(DismissedDialog)
    assert dialog is not None
    assert unnamed(dialog) == []
    dialog.list.topLevelItem(0).setSelected(True)
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert dialog.list.topLevelItemCount() == 0
    assert "placeholder" in rules(checked)
    dialog.reject()


def test_rules_are_switched_off_and_on_in_the_plan(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "typo")
    click(checked, qtbot, "不再检查本规则")
    wait(checked, qtbot)
    assert "typo" not in rules(checked)
    panel_of(checked).show_rules()
    dialog = checked.findChild(RulesDialog)
    assert dialog is not None
    assert unnamed(dialog) == []
    states = {item.data(Qt.ItemDataRole.UserRole): item.checkState() for item in dialog._items()}
    assert states["typo"] == states["target-no-deadline"] == Qt.CheckState.Unchecked
    assert states["placeholder"] == Qt.CheckState.Checked
    qtbot.mouseClick(dialog.buttons.button(dialog.buttons.StandardButton.RestoreDefaults), Qt.MouseButton.LeftButton)
    dialog.accept()
    assert checked.session.document.settings() == {}
    wait(checked, qtbot)
    assert "typo" in rules(checked)


def test_the_filter_and_the_counts_narrow_the_list(checked: MainWindow) -> None:
    panel = panel_of(checked)
    panel.field.setText("错别字")
    assert [group.name for group in panel.tree.findings.groups] == ["错别字"]
    panel.field.setText("没有这样的话")
    assert panel.tree.isHidden()
    assert "筛选" in panel.empty.text()
    panel.field.clear()
    panel.errors.setChecked(False)
    severities = {found.problem.severity for group in panel.tree.findings.groups for found in group.found}
    assert severities == {"warning"}


def test_an_edit_ends_a_check_and_the_next_one_sees_it(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "placeholder")
    found = panel_of(checked).tree.current
    assert found is not None
    node_id = found.problem.id
    checked.session.run(lambda document: document.rename(node_id, "新建学校"))
    checked.checks.checks.check_now()
    assert checked.checks.checks._task is not None
    checked.session.run(lambda document: document.set_body(node_id, "新建学校12所。"))
    assert checked.checks.checks._task is None
    qtbot.waitUntil(lambda: "placeholder" not in rules(checked), timeout=10_000)  # by itself, after a pause


def test_findings_are_copied_as_rows(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "placeholder")
    qtbot.keyClick(panel_of(checked).tree, Qt.Key.Key_C, CONTROL)
    severity, place, message = QGuiApplication.clipboard().text().split("\t")
    assert severity in ("错误", "提醒")
    assert "第3件事" in place
    assert message


def test_everything_in_the_panel_has_a_name_and_escape_leaves_it(checked: MainWindow, qtbot: QtBot) -> None:
    choose(checked, "typo")
    dock = checked.checks.dock
    assert dock is not None
    assert unnamed(dock) == []
    panel_of(checked).tree.setFocus()
    qtbot.keyClick(panel_of(checked).tree, Qt.Key.Key_Escape)
    assert checked.tree.hasFocus()
    checked.actions_by[Act.NEXT_PANE].trigger()
    assert checked.focusWidget() is not checked.tree


def test_tab_leads_from_a_finding_to_what_can_be_done_about_it(checked: MainWindow, qtbot: QtBot) -> None:
    panel_of(checked).focus_list()
    panel_of(checked).tree.step(1)
    names = list(offers(checked))
    assert len(names) > 1
    for text in names:
        qtbot.keyClick(checked.focusWidget(), Qt.Key.Key_Tab)
        focused = checked.focusWidget()
        assert isinstance(focused, QToolButton)
        assert focused.text() == text


def test_all_groups_are_opened_and_all_findings_selected_at_once(checked: MainWindow) -> None:
    panel = panel_of(checked)
    panel.tree.collapseAll()
    panel.tree.expandAll()
    panel.tree.selectAll()
    assert panel.tree.chosen == [found for group in panel.tree.findings.groups for found in group.found]
    panel.tree.collapseAll()
    panel.tree.selectAll()
    assert len(panel.tree.chosen) == len(panel.checks.found)
