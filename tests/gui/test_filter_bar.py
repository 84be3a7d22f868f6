"""The filter's chips in real windows: choosing, combining, following edits, taking off, by keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QMenu

from planeditor.gui.actions import Act
from planeditor.gui.filter_departments import DepartmentChoice
from planeditor.gui.main_window import MainWindow
from tests.gui.names import unnamed

PROJECTS, CITY, FUNDS, AWARDS = "加快推进教育重大项目", "中心城区学校建设", "健全经费保障机制", "做好教师节表彰。"


def shown(window: MainWindow) -> list[str]:
    """Return the titles of the items that the tree shows, in order."""
    rows = []
    for entry in window.session.outline.walk():
        if window.tree.index_of(entry.id).isValid() and not entry.is_section:
            glance = window.session.tree.glance(entry.id)
            rows.append(glance.title or glance.text)
    return rows


def item(window: MainWindow, words: str) -> int:
    return window.session.document.find(words)[0]


def press(qtbot, chip, key: Qt.Key) -> None:
    chip.button.setFocus()
    qtbot.keyClick(chip.button, key)


def choose(window: MainWindow, text: str) -> None:
    """Choose an entry of the menu that is open."""
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    action = next(action for action in menu.actions() if action.text() == text)
    action.trigger()
    menu.close()


def test_chips_combine_and_ancestors_stay(window: MainWindow, qtbot) -> None:
    bar = window.filter_bar
    qtbot.mouseClick(bar.no_targets.button, Qt.MouseButton.LeftButton)
    assert shown(window) == [PROJECTS, CITY, FUNDS, AWARDS]  # the first has targets, and an item below that has none
    assert bar.shown.text() == "显示 3 / 4"
    qtbot.mouseClick(bar.no_lead.button, Qt.MouseButton.LeftButton)
    assert shown(window) == [AWARDS]
    assert window.tree.index_of(window.session.outline.root.children[1].id).isValid()
    assert bar.shown.text() == "显示 1 / 4"
    qtbot.mouseClick(bar.no_lead.clear_button, Qt.MouseButton.LeftButton)
    assert len(shown(window)) == 4
    assert bar.no_targets.is_on
    assert not bar.no_lead.is_on


def test_keys_choose_take_off_and_end(window: MainWindow, qtbot) -> None:
    bar = window.filter_bar
    press(qtbot, bar.problems, Qt.Key.Key_Space)
    assert bar.problems.is_on
    press(qtbot, bar.problems, Qt.Key.Key_Delete)
    assert not bar.problems.is_on
    assert not window.tree.is_filtered
    press(qtbot, bar.no_lead, Qt.Key.Key_Return)
    assert shown(window) == [AWARDS]
    press(qtbot, bar.no_lead, Qt.Key.Key_Escape)
    assert not window.tree.is_filtered
    assert window.tree.hasFocus()


def test_escape_in_the_tree_ends_the_filter(window: MainWindow, qtbot) -> None:
    window.filter_bar.no_lead.button.click()
    window.tree.setFocus()
    qtbot.keyClick(window.tree, Qt.Key.Key_Escape)
    assert not window.tree.is_filtered
    assert not window.filter_bar.no_lead.is_on
    assert len(shown(window)) == 4


def test_a_department_is_chosen_by_first_letters_and_role(window: MainWindow, qtbot) -> None:
    bar = window.filter_bar
    bar.department.button.click()
    choice = window.findChild(DepartmentChoice)
    assert unnamed(choice) == []
    qtbot.keyClicks(choice.field, " jjk ")
    assert [choice.list.item(row).text() for row in range(choice.list.count())] == ["基教科（1）"]
    qtbot.keyClick(choice.field, Qt.Key.Key_Return)
    assert shown(window) == [PROJECTS]
    assert bar.department.button.text() == "科室：基教科"
    basic = window.session.document.departments()[0].id
    bar.choose_department(basic, "lead")
    assert shown(window) == []
    assert bar.shown.text() == "显示 0 / 4"
    assert window.actions_by[Act.END_FILTER].isEnabled()


def test_due_and_status_are_chosen_from_menus(window: MainWindow, qtbot) -> None:
    bar = window.filter_bar
    bar.due.button.click()
    choose(window, "无期限")
    assert shown(window) == [PROJECTS, CITY, FUNDS, AWARDS]
    assert bar.shown.text() == "显示 3 / 4"
    bar.due.clear_button.click()
    bar.status.button.click()
    choose(window, "滞后")
    assert shown(window) == [PROJECTS]
    bar.status.button.click()
    choose(window, "不限")
    assert not window.tree.is_filtered


def test_changes_are_found_since_a_day_and_since_a_version(window: MainWindow, qtbot) -> None:
    bar = window.filter_bar
    bar.since.button.click()
    choose(window, "今天")
    assert shown(window) == []
    window.session.run(lambda document: document.rename(item(window, FUNDS), FUNDS + "二"))
    qtbot.waitUntil(lambda: shown(window) == [FUNDS + "二"])
    bar.since.button.click()
    choose(window, "自某日起……")
    calendar = QApplication.activePopupWidget().findChild(QCalendarWidget)
    calendar.activated.emit(calendar.maximumDate())
    assert date.today().isoformat() in bar.since.button.text()
    assert shown(window) == [FUNDS + "二"]


def test_what_no_longer_fits_goes_when_one_has_left_it(window: MainWindow, qtbot) -> None:
    bar = window.filter_bar
    bar.no_targets.button.click()
    awards, funds = item(window, "教师节"), item(window, "健全经费")
    window.session.select(funds)
    window.session.run(lambda document: document.add_target(funds, value=1, unit="所"))
    qtbot.waitUntil(lambda: bar.shown.text() == "显示 2 / 4")
    assert FUNDS in shown(window)  # one is still at it
    window.session.select(awards)
    qtbot.waitUntil(lambda: FUNDS not in shown(window))


def test_what_is_added_stays_and_what_comes_to_fit_appears(window: MainWindow, qtbot) -> None:
    bar = window.filter_bar
    basic = window.session.document.departments()[0].id
    bar.choose_department(basic)
    assert shown(window) == [PROJECTS]
    section = window.session.outline.root.children[0].id
    window.session.run(lambda document: document.insert("item", section, title="新条目"))
    window.session.run(lambda document: document.add_owner(item(window, FUNDS), "基教科", "support"))
    qtbot.waitUntil(lambda: shown(window) == [PROJECTS, FUNDS, "新条目"])


def test_rows_chosen_elsewhere_combine_with_chips(window: MainWindow) -> None:
    window.find_bar.start("学校")
    window.find_bar.filter_button.click()
    assert window.filter_bar.chosen.isVisible()
    window.filter_bar.no_targets.button.click()
    assert window.tree.filtered_ids == {item(window, CITY)}
    window.filter_bar.chosen.clear_button.click()
    assert not window.filter_bar.chosen.isVisible()
    assert len(window.tree.filtered_ids) == 3


def test_the_menu_ends_the_filter(window: MainWindow) -> None:
    window.filter_bar.no_lead.button.click()
    window.actions_by[Act.END_FILTER].trigger()
    assert not window.filter_bar.wanted
    assert not window.tree.is_filtered


def test_a_large_plan_is_filtered_in_the_background(window: MainWindow, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planeditor.gui.filter_rows.LARGE", 0)
    for chip, expected in ((window.filter_bar.no_lead, [AWARDS]), (window.filter_bar.problems, [AWARDS])):
        with qtbot.waitSignal(window.filter_bar.rows.matched):
            chip.button.click()
            assert window.filter_bar.shown.text() == "正在筛选……"
        assert shown(window) == expected


def test_every_chip_has_a_name_for_screen_readers(window: MainWindow) -> None:
    window.filter_bar.no_lead.button.click()
    assert unnamed(window.filter_bar) == []
    assert window.filter_bar.no_lead.button.accessibleDescription()
