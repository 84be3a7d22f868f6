"""Targets in the text: dashed words that are taken by a key or a click, and solid ones that went stale."""

from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.underlines import DASHED, NOT_UNDERLINED, underlines
from planeditor.plan.entities import Target
from tests.gui.names import unnamed
from tests.gui.trees import title_of

SCHOOLS, FUNDS = "加快推进教育重大项目", "健全经费保障机制"
NEW = "今年新建幼儿园17所，普惠率达到85%以上。"


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window on an item whose text states two targets that are not recorded."""
    select(window, FUNDS)
    node_id = window.session.current_id
    window.session.run(lambda document: document.set_body(node_id, NEW))
    qtbot.waitUntil(lambda: len(window.targets.found.suggestions) == 2)
    window.activateWindow()
    return window


def select(window: MainWindow, title: str) -> None:
    """Select the item of that title."""
    found = next(entry.id for entry in window.session.outline.walk() if title_of(window.session, entry) == title)
    window.tree.select_ids([found])


def targets(window: MainWindow) -> tuple[Target, ...]:
    """Return the selected item's targets as the document has them."""
    return window.session.document.node(window.session.current_id).targets


def click(window: MainWindow, qtbot: QtBot, text: str) -> None:
    """Click the first button of the cards that says this."""
    buttons = (button for card in window.targets.cards.cards for button in card.findChildren(QToolButton))
    qtbot.mouseClick(next(button for button in buttons if button.text().startswith(text)), Qt.MouseButton.LeftButton)


def test_found_words_are_underlined_with_dashes_and_recorded_ones_with_a_line(shown: MainWindow) -> None:
    body = shown.editor.ui.body
    selections = body.extraSelections()
    assert [one.format.boolProperty(DASHED) for one in selections] == [True, True]
    assert not any(one.format.boolProperty(NOT_UNDERLINED) for one in selections)
    dashes = list(underlines(body, 1.0))
    assert len(dashes) > 4
    select(shown, SCHOOLS)
    assert len(list(underlines(body, 1.0))) == 2


def test_a_click_takes_a_suggestion_with_its_words(shown: MainWindow, qtbot: QtBot) -> None:
    click(shown, qtbot, "采纳")
    (target,) = targets(shown)
    assert (target.value, target.unit) == (17, "所")
    assert target.span is not None
    assert NEW[target.span.start : target.span.end] == target.text
    qtbot.waitUntil(lambda: len(shown.targets.found.suggestions) == 1)
    shown.session.undo()
    qtbot.waitUntil(lambda: len(shown.targets.found.suggestions) == 2)


def test_one_key_takes_the_figure_at_the_cursor(shown: MainWindow, qtbot: QtBot) -> None:
    body = shown.editor.ui.body
    body.setFocus()
    cursor = body.textCursor()
    cursor.setPosition(NEW.index("85"))
    body.setTextCursor(cursor)
    qtbot.keyClick(body, Qt.Key.Key_F4)
    (target,) = targets(shown)
    assert (target.value, target.unit, target.comparator) == (85, "%", ">=")
    assert shown.targets.current is not None
    assert shown.targets.current.id == target.id


def test_selected_words_become_a_target_whatever_they_say(shown: MainWindow) -> None:
    body = shown.editor.ui.body
    body.setFocus()
    cursor = body.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(2, QTextCursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    shown.actions_by[Act.TAKE_TARGET].trigger()
    (target,) = targets(shown)
    assert (target.indicator, target.value) == ("今年", None)


def test_all_suggestions_are_taken_as_one_step(shown: MainWindow, qtbot: QtBot) -> None:
    click(shown, qtbot, "全部采纳")
    assert [target.value for target in targets(shown)] == [17, 85]
    shown.session.undo()
    assert targets(shown) == ()


def test_an_ignored_suggestion_stays_away_until_undo(shown: MainWindow, qtbot: QtBot) -> None:
    click(shown, qtbot, "忽略")
    qtbot.waitUntil(lambda: len(shown.targets.found.suggestions) == 1)
    assert targets(shown) == ()
    select(shown, SCHOOLS)
    select(shown, FUNDS)
    qtbot.waitUntil(lambda: len(shown.targets.found.suggestions) == 1)
    shown.session.undo()
    qtbot.waitUntil(lambda: len(shown.targets.found.suggestions) == 2)


def test_editing_the_words_makes_the_target_stale_and_one_click_updates_it(shown: MainWindow, qtbot: QtBot) -> None:
    click(shown, qtbot, "采纳")
    body = shown.editor.ui.body
    body.setFocus()
    cursor = body.textCursor()
    place = body.text.index("17")
    cursor.setPosition(place)
    cursor.setPosition(place + 2, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText("23")
    shown.session.flush()
    qtbot.waitUntil(lambda: len(shown.targets.found.reworded) == 1)
    assert targets(shown)[0].value == 17
    click(shown, qtbot, "更新为 23")
    assert (targets(shown)[0].value, targets(shown)[0].unit) == (23, "所")
    qtbot.waitUntil(lambda: shown.targets.found.reworded == [])


def test_a_stale_target_can_stay_as_it_is(shown: MainWindow, qtbot: QtBot) -> None:
    click(shown, qtbot, "采纳")
    node_id = shown.session.current_id
    shown.session.run(lambda document: document.set_body(node_id, NEW.replace("17", "23")))
    qtbot.waitUntil(lambda: len(shown.targets.found.reworded) == 1)
    click(shown, qtbot, "不变")
    qtbot.waitUntil(lambda: shown.targets.found.reworded == [])
    assert targets(shown)[0].value == 17


def test_parts_that_do_not_come_to_their_whole_are_told(window: MainWindow) -> None:
    select(window, SCHOOLS)
    assert window.targets.sums.isHidden()
    whole, part = targets(window)
    node_id = window.session.current_id
    window.session.run(lambda document: document.update_target(part.id, value=50))
    assert "50" in window.targets.sums.text()
    window.session.run(lambda document: document.update_target(part.id, value=17))
    window.session.run(
        lambda document: document.add_target(node_id, indicator="小学", value=25, unit="所", parent_id=whole.id)
    )
    assert window.targets.sums.isHidden()


def test_every_button_of_the_cards_has_a_name(shown: MainWindow) -> None:
    assert unnamed(shown.targets) == []


def test_a_long_text_is_read_in_slices_that_let_keys_pass(window: MainWindow, qtbot: QtBot) -> None:
    select(window, FUNDS)
    node_id = window.session.current_id
    text = "\n".join(f"新建第{number}批幼儿园{number}所，普惠率达到85%以上。" for number in range(20, 420))
    found = window.targets.found
    window.session.run(lambda document: document.set_body(node_id, text))
    slices = []
    while len(found.suggestions) < 400:
        began = perf_counter()
        found._go_on()
        slices.append(perf_counter() - began)
    assert len(slices) > 2
    assert sorted(slices)[len(slices) // 2] < 0.05
