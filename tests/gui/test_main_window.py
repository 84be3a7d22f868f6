"""The window: menus, keys, states of actions, notices, panels, drops of files, title bar."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu

from planeditor.gui import about, app, settings, theme
from planeditor.gui.actions import Act, specs
from planeditor.gui.departments_dialog import DepartmentsDialog
from planeditor.gui.go_to_dialog import GoToDialog
from planeditor.gui.main_window import MainWindow
from planeditor.gui.notice_bar import NoticeBar
from planeditor.gui.outline_model import Column
from planeditor.gui.plan_dialog import PlanPropertiesDialog
from planeditor.store import create_plan
from tests.gui.trees import title_of
from tests.small_plan import small_plan

INPUT_METHODS_TAKE = {"Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift+F"}
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
MOVE = Qt.DropAction.CopyAction


def first_item(window: MainWindow) -> int:
    return window.session.outline.root.children[0].children[0].id


def dialog_of(window: MainWindow, kind: type[QDialog]) -> QDialog:
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


# actions


def test_every_action_stands_in_a_menu(window: MainWindow) -> None:
    offered = set()
    for menu in window.findChildren(QMenu):
        offered.update(menu.actions())
    assert [act for act in Act if window.actions_by[act] not in offered] == []


def test_no_key_is_given_twice_and_none_belongs_to_an_input_method() -> None:
    keys = [QKeySequence(key).toString() for spec in specs().values() for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert not INPUT_METHODS_TAKE & set(keys)


def test_the_toolbar_has_a_word_below_every_icon(window: MainWindow) -> None:
    shown = [action for action in window.toolbar.actions() if action.text()]
    assert len(shown) >= 10
    assert all(len(action.iconText()) <= 8 and not action.icon().isNull() for action in shown)


def test_actions_are_enabled_only_when_they_can_work(window: MainWindow) -> None:
    def enabled(act: Act) -> bool:
        return window.actions_by[act].isEnabled()

    window.tree.show_id(window.session.outline.root.children[0].id)
    assert not enabled(Act.PROMOTE)
    assert not enabled(Act.DEMOTE)
    assert not enabled(Act.UNDO)
    assert not enabled(Act.MERGE)
    assert not enabled(Act.END_FILTER)
    items = window.session.outline.root.children[0].children
    window.tree.select_ids([entry.id for entry in items])
    assert enabled(Act.PROMOTE)
    assert enabled(Act.DEMOTE)
    assert enabled(Act.MERGE)


def test_undo_and_redo_are_named_in_the_menu(window: MainWindow) -> None:
    window.session.run(lambda document: document.rename(first_item(window), "新名称"))
    label = window.session.document.undo_label
    assert label in window.actions_by[Act.UNDO].text()
    assert label not in window.actions_by[Act.UNDO].iconText()
    window.actions_by[Act.UNDO].trigger()
    assert label in window.actions_by[Act.REDO].text()


def test_ctrl_z_in_the_tree_undoes_and_ctrl_y_redoes(window: MainWindow, qtbot) -> None:
    window.session.run(lambda document: document.rename(first_item(window), "新名称"))
    window.tree.setFocus()
    qtbot.keyClick(window.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.document.node(first_item(window)).title != "新名称"
    qtbot.keyClick(window.tree, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert window.session.document.node(first_item(window)).title == "新名称"


def test_merging_makes_one_of_two(window: MainWindow) -> None:
    section = window.session.outline.root.children[0]
    window.tree.select_ids([entry.id for entry in section.children])
    before = len(section.children)
    window.actions_by[Act.MERGE].trigger()
    assert len(section.children) == before - 1


def test_one_row_alone_is_merged_into_the_one_above(window: MainWindow) -> None:
    section = window.session.outline.root.children[0]
    first, second = section.children[:2]
    window.tree.show_id(first.id)
    assert not window.actions_by[Act.MERGE].isEnabled()
    window.tree.show_id(second.id)
    window.actions_by[Act.MERGE].trigger()
    assert second.id not in window.session.outline
    assert window.session.current_id == first.id
    window.actions_by[Act.UNDO].trigger()
    window.actions_by[Act.REDO].trigger()
    assert window.tree.selected_ids() == [first.id]


def test_duplicating_puts_a_copy_below(window: MainWindow) -> None:
    section = window.session.outline.root.children[0]
    window.tree.show_id(section.children[0].id)
    window.actions_by[Act.DUPLICATE].trigger()
    copy, original = section.children[1], section.children[0]
    assert title_of(window.session, copy) == title_of(window.session, original)
    assert window.session.current_id == section.children[1].id


def test_a_new_target_opens_the_panel_of_targets(window: MainWindow) -> None:
    window.tree.show_id(first_item(window))
    window.targets_dock.hide()
    before = len(window.session.document.node(first_item(window)).targets)
    window.actions_by[Act.NEW_TARGET].trigger()
    assert window.targets_dock.isVisible()
    assert len(window.session.document.node(first_item(window)).targets) == before + 1


@pytest.mark.parametrize(
    ("act", "kind"),
    [(Act.PROPERTIES, PlanPropertiesDialog), (Act.DEPARTMENTS, DepartmentsDialog), (Act.GO_TO, GoToDialog)],
)
def test_dialogs_open_without_blocking(window: MainWindow, act: Act, kind: type[QDialog]) -> None:
    window.actions_by[act].trigger()
    dialog = dialog_of(window, kind)
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()


def test_going_to_a_number_selects_the_item(window: MainWindow, qtbot) -> None:
    window.actions_by[Act.GO_TO].trigger()
    dialog = dialog_of(window, GoToDialog)
    assert isinstance(dialog, GoToDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.field.hasFocus)
    dialog.field.setText("99")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.problem.text().strip()
    dialog.field.setText("一、2")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert window.session.current_id == window.session.outline.root.children[0].children[1].id


def test_about_shows_version_and_licences(window: MainWindow) -> None:
    window.actions_by[Act.ABOUT].trigger()
    box = next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    assert "LGPL" in box.text()
    assert all(version and version in box.text() for version in about.versions().values())
    box.close()


def test_f6_goes_round_the_panes(window: MainWindow) -> None:
    window.tree.setFocus()
    window.actions_by[Act.NEXT_PANE].trigger()
    assert window.editor.isAncestorOf(QApplication.focusWidget())
    window.actions_by[Act.PREVIOUS_PANE].trigger()
    assert window.tree.hasFocus()


def test_enter_presses_the_button_that_has_the_focus(window: MainWindow, qtbot) -> None:
    window.session.select(first_item(window))
    count = len(window.session.outline)
    add = window.owners.ui.lead.add
    add.setFocus()
    qtbot.keyClick(add, Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert len(window.session.outline) == count


def test_tool_tips_name_the_keys(window: MainWindow) -> None:
    assert "Ctrl+S" in window.actions_by[Act.SAVE].toolTip()
    assert "&" not in window.actions_by[Act.SAVE].toolTip()


# what the window shows


def test_the_title_bar_marks_unsaved_changes(window: MainWindow) -> None:
    window.is_worth_saving = False
    window.refresh_title()
    assert not window.isWindowModified()
    window.session.run(lambda document: document.rename(first_item(window), "新名称"))
    assert window.isWindowModified()


def test_the_status_bar_counts_and_says_that_nothing_is_saved(window: MainWindow) -> None:
    assert "2" in window.status.counts.text()
    assert window.status.saved.words()


def test_a_forbidden_edit_is_told_in_the_status_bar(window: MainWindow) -> None:
    section = window.session.outline.root.children[0].id
    window.session.run(lambda document: document.move([section], section))
    assert window.statusBar().currentMessage()


def test_the_items_of_a_department_are_shown_alone_with_a_way_back(window: MainWindow, qtbot) -> None:
    department = window.session.document.departments()[0]
    window.owners.show_department_items.emit(department.id)
    assert department.name in window.filter_bar.department.button.text()
    shown = {node_id for node_id, _role in window.session.document.items_of(department.id)}
    assert window.tree.filtered_ids == shown
    assert window.actions_by[Act.END_FILTER].isEnabled()
    qtbot.mouseClick(window.filter_bar.end_button, Qt.MouseButton.LeftButton)
    assert not window.tree.filtered_ids
    assert not window.filter_bar.end_button.isVisible()


def test_going_to_a_row_outside_the_filter_ends_it(window: MainWindow) -> None:
    window.tree.show_only([first_item(window)])
    outside = window.session.outline.root.children[1].id
    window.show_row(outside)
    assert not window.tree.filtered_ids
    assert window.session.current_id == outside


def test_a_notice_can_be_closed(window: MainWindow, qtbot) -> None:
    bar = window.notices.offer("出了点事")
    assert isinstance(bar, NoticeBar)
    assert bar.isVisible()
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_panels_can_be_hidden_and_shown(window: MainWindow) -> None:
    window.owners_dock.close()
    assert not window.owners_dock.isVisible()
    window.actions_by[Act.SHOW_OWNERS].trigger()
    assert window.owners_dock.isVisible()


def test_a_plan_dropped_on_the_window_opens(window: MainWindow, windows, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "别的计划.plan"
    create_plan(path, small_plan())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, place = Qt.MouseButton.LeftButton, QPointF(50, 50)
    enter = QDragEnterEvent(place.toPoint(), MOVE, data, left, NO_MODIFIER)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(windows.opened) as opened:
        QApplication.sendEvent(window, QDropEvent(place, MOVE, data, left, NO_MODIFIER))
    assert opened.args[0].shows(path)
    assert settings.recent_files()[0] == path


def drag_border(window: MainWindow, column: Column, by: int, qtbot) -> None:
    """Drag the right border of a column of the tree."""
    header = window.tree.header()
    border = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) - 1, header.height() // 2)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=border)
    qtbot.mouseMove(header.viewport(), border + QPoint(by, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=border + QPoint(by, 0))


def test_columns_that_someone_set_are_kept_for_the_next_window(windows, window: MainWindow, qtbot) -> None:
    before = window.tree.header().sectionSize(Column.NUMBER)
    drag_border(window, Column.NUMBER, 23, qtbot)
    assert window.tree.header().sectionSize(Column.NUMBER) == before + 23
    window.files.may_close = True
    window.close()
    following = windows.show_snapshot(small_plan())
    qtbot.waitExposed(following)
    assert following.tree.header().sectionSize(Column.NUMBER) == before + 23


def test_the_column_of_leads_is_as_wide_as_they_are_until_someone_sets_it(window: MainWindow, qtbot) -> None:
    header, item = window.tree.header(), first_item(window)
    window.resize(1400, 800)
    qtbot.waitUntil(lambda: not window.tree.isColumnHidden(Column.LEAD))
    before = header.sectionSize(Column.LEAD)
    name = "职业教育与成人教育科"
    window.session.run(lambda document: document.add_owner(item, name, "lead"))
    width = window.tree.fontMetrics().horizontalAdvance(name)
    qtbot.waitUntil(lambda: header.sectionSize(Column.LEAD) > max(width, before))
    assert header.sectionSize(Column.DUE) < header.sectionSize(Column.LEAD)
    drag_border(window, Column.LEAD, -30, qtbot)
    chosen = header.sectionSize(Column.LEAD)
    window.session.undo()
    qtbot.wait(0)
    assert header.sectionSize(Column.LEAD) == chosen


# finding


def type_in_field(window: MainWindow, text: str) -> QLineEdit:
    field = window.find_bar.field
    field.setText(text)
    window.find_bar.find_next()
    return field


def test_ctrl_f_goes_to_the_field_and_enter_finds(window: MainWindow, qtbot) -> None:
    qtbot.keyClick(window.tree, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = window.find_bar.field
    assert field.hasFocus()
    field.setText("教师节")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "教师节" in window.session.document.node(window.session.current_id).body
    assert window.find_bar.count.isVisible()


def test_f3_goes_round_the_hits_in_both_directions(window: MainWindow) -> None:
    type_in_field(window, "队伍")
    first = window.session.current_id
    assert window.find_bar.hits
    for _hit in window.find_bar.hits:
        window.actions_by[Act.FIND_NEXT].trigger()
    assert window.session.current_id == first
    window.actions_by[Act.FIND_PREVIOUS].trigger()
    assert window.session.current_id == window.find_bar.hits[-1]


def test_what_is_not_there_is_said(window: MainWindow) -> None:
    type_in_field(window, "没有这样的词")
    assert not window.find_bar.hits
    assert window.find_bar.count.property("look") == "error"


def test_typing_finds_by_itself(window: MainWindow, qtbot) -> None:
    window.find_bar.start()
    qtbot.keyClicks(window.find_bar.field, "42")
    qtbot.waitUntil(lambda: bool(window.find_bar.hits))


def test_escape_in_the_field_gives_the_tree_back(window: MainWindow, qtbot) -> None:
    window.find_bar.start("队伍")
    qtbot.keyClick(window.find_bar.field, Qt.Key.Key_Escape)
    assert window.tree.hasFocus()
    assert not window.find_bar.field.text()
    assert not window.find_bar.count.isVisible()


def test_what_finds_and_filters_stands_above_the_ledger_as_well(window: MainWindow, qtbot) -> None:
    window.actions_by[Act.VIEW_LEDGER].trigger()
    ledger = window.views.view("ledger")
    window.actions_by[Act.FIND].trigger()
    assert window.find_bar.field.hasFocus()
    assert ledger.isAncestorOf(window.find_bar)
    type_in_field(window, "教师节")
    assert ledger.table.currentIndex().row() == ledger.model.rows.index(window.session.current_id)
    window.find_bar.filter_button.click()
    assert set(ledger.model.rows) == set(window.find_bar.hits)
    qtbot.keyClick(window.find_bar.field, Qt.Key.Key_Escape)
    assert ledger.isAncestorOf(QApplication.focusWidget())
    window.actions_by[Act.VIEW_EDITOR].trigger()
    assert window.find_bar.y() < window.filter_bar.y() < window.tree.y()


def test_finding_on_the_board_leads_back_to_the_rows(window: MainWindow) -> None:
    window.actions_by[Act.VIEW_BOARD].trigger()
    window.actions_by[Act.FIND].trigger()
    assert window.tree.isVisible()
    assert window.find_bar.field.hasFocus()


def test_only_the_hits_can_be_shown(window: MainWindow) -> None:
    type_in_field(window, "教师节")
    window.find_bar.filter_button.click()
    assert window.tree.filtered_ids == frozenset(window.find_bar.hits)


def test_a_large_plan_is_searched_in_the_background(window: MainWindow, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("planeditor.gui.find_search.LARGE", 0)
    type_in_field(window, "教师节")
    assert not window.find_bar.hits
    qtbot.waitUntil(lambda: bool(window.find_bar.hits))
    assert window.session.current_id == window.find_bar.hits[0]


def test_a_file_dropped_on_the_tree_goes_to_the_window(window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "别的计划.plan"))])
    place = window.tree.viewport().rect().center()
    enter = QDragEnterEvent(place, MOVE, data, Qt.MouseButton.LeftButton, NO_MODIFIER)
    QApplication.sendEvent(window.tree.viewport(), enter)
    assert enter.isAccepted()


def test_english_headings_have_room(english: None, open_window) -> None:
    window = open_window()
    header = window.tree.header()
    for column in (0, 2, 3, 4):
        if not header.isSectionHidden(column):
            heading = window.session.tree.headerData(column, Qt.Orientation.Horizontal)
            assert header.sectionSize(column) >= window.tree.fontMetrics().horizontalAdvance(heading)


# the plan itself


def test_the_plan_menu_shows_the_plan_itself(window: MainWindow) -> None:
    window.tree.show_id(first_item(window))
    window.actions_by[Act.PLAN_HEAD].trigger()
    assert window.session.current_id == 0
    assert window.tree.selected_ids() == []
    assert window.editor.ui.title.text == "2026年全市教育工作要点"
    window.tree.setFocus()
    assert window.session.current_id == 0


def test_a_click_below_the_rows_shows_the_plan_itself(window: MainWindow, qtbot) -> None:
    window.tree.show_id(first_item(window))
    below = window.tree.viewport().rect().bottomLeft() - QPoint(-20, 20)
    qtbot.mouseClick(window.tree.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert window.session.current_id == 0


# templates


def test_a_new_plan_can_begin_with_a_template(window: MainWindow, windows, qtbot) -> None:
    window.menus.templates.aboutToShow.emit()
    names = [action.text() for action in window.menus.templates.actions()]
    assert len(set(names)) == len(names) == 4
    assert "年度重点工作任务分解" in names
    with qtbot.waitSignal(windows.opened) as opened:
        window.menus.templates.actions()[names.index("年度重点工作任务分解")].trigger()
    assert opened.args[0].session.document.plan().title == "年度重点工作任务分解"
    assert opened.args[0].session.document.path is None


# a narrow window


def test_a_narrow_window_keeps_room_for_the_text(window: MainWindow, qtbot) -> None:
    docks = (window.targets_dock, window.owners_dock)
    wide = window.width()
    window.resize(window.minimumWidth(), window.height())
    qtbot.waitUntil(lambda: not any(dock.isVisible() for dock in docks))
    assert window.editor.width() >= theme.em(window, 20)
    window.resize(wide, window.height())
    qtbot.waitUntil(lambda: all(dock.isVisible() for dock in docks))
    assert window.editor.width() >= theme.em(window, 20)


def test_panels_that_a_narrow_window_put_away_are_there_again_next_time(open_window, qtbot) -> None:
    first = open_window()
    wide = first.size()
    first.resize(first.minimumWidth(), first.height())
    qtbot.waitUntil(lambda: not first.targets_dock.isVisible())
    first.files.may_close = True
    first.close()
    second = open_window()
    second.resize(wide)
    qtbot.waitUntil(second.targets_dock.isVisible)


def test_the_panels_have_one_name_in_all_menus(window: MainWindow) -> None:
    assert window.targets_dock.toggleViewAction().text() == window.actions_by[Act.SHOW_TARGETS].text()
    assert window.owners_dock.toggleViewAction().text() == window.actions_by[Act.SHOW_OWNERS].text()


def test_the_dialog_for_numbers_shows_examples(window: MainWindow) -> None:
    window.actions_by[Act.GO_TO].trigger()
    dialog = dialog_of(window, GoToDialog)
    assert any("三、5" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_every_window_has_the_icon_of_the_program(qapp: QApplication) -> None:
    assert not app.make_application().windowIcon().isNull()
    assert not QDialog().windowIcon().isNull()


def test_a_window_closes_while_a_title_is_edited_in_the_tree(window: MainWindow, qtbot) -> None:
    window.tree.setFocus()
    window.actions_by[Act.RENAME].trigger()
    editor = window.tree.findChild(QLineEdit)
    assert editor is not None
    qtbot.waitUntil(editor.isVisible)
    editor.setText("改到一半")
    editor.setModified(True)
    window.files.may_close = True
    with qtbot.waitSignal(window.destroyed):
        window.close()
