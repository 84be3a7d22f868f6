"""Deadlines in the text: dotted words that a key or a click makes the item's deadline."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from planeditor.gui.main_window import MainWindow
from planeditor.gui.underlines import DASHED, DOTTED, underlines
from tests.gui.names import unnamed
from tests.gui.trees import title_of

FUNDS = "健全经费保障机制"
TEXT = "今年新建幼儿园17所，6月底前完成选址，9月30日前全部交付。"


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window on an item without a deadline whose text names two."""
    node_id = next(e.id for e in window.session.outline.walk() if title_of(window.session, e) == FUNDS)
    window.tree.select_ids([node_id])
    window.session.run(lambda document: document.set_due(node_id, ""))
    window.session.run(lambda document: document.set_body(node_id, TEXT))
    qtbot.waitUntil(lambda: len(window.targets.found.dues) == 2)
    window.activateWindow()
    return window


def due(window: MainWindow) -> str:
    """Return the item's deadline as the document has it."""
    return window.session.document.node(window.session.current_id).due


def press_at(window: MainWindow, qtbot: QtBot, words: str, key: Qt.Key = Qt.Key.Key_F4) -> None:
    """Put the cursor before words of the text and press a key."""
    body = window.editor.ui.body
    body.setFocus()
    cursor = body.textCursor()
    cursor.setPosition(TEXT.index(words))
    body.setTextCursor(cursor)
    qtbot.keyClick(body, key)


def offers(window: MainWindow) -> list[QToolButton]:
    """Return the buttons of the line below the facts."""
    return [button for button in window.editor.due_offers.findChildren(QToolButton) if not button.isHidden()]


def test_deadlines_are_dotted_and_figures_dashed(shown: MainWindow) -> None:
    body = shown.editor.ui.body
    looks = [(one.format.boolProperty(DASHED), one.format.boolProperty(DOTTED)) for one in body.extraSelections()]
    assert sorted(looks) == [(False, True), (False, True), (True, False)]
    assert len(list(underlines(body, 1.0))) > 20


def test_one_key_takes_the_deadline_at_the_cursor(shown: MainWindow, qtbot: QtBot) -> None:
    press_at(shown, qtbot, "月30日前")
    assert due(shown) == "2026-09-30"
    assert shown.session.document.node(shown.session.current_id).targets == ()
    shown.session.undo()
    assert due(shown) == ""


def test_the_key_changes_a_deadline_that_was_taken_before(shown: MainWindow, qtbot: QtBot) -> None:
    press_at(shown, qtbot, "6月底")
    press_at(shown, qtbot, "9月30")
    assert due(shown) == "2026-09-30"


def test_the_same_key_takes_the_figure_where_the_cursor_is_in_one(shown: MainWindow, qtbot: QtBot) -> None:
    press_at(shown, qtbot, "17所")
    assert due(shown) == ""
    assert [target.value for target in shown.session.document.node(shown.session.current_id).targets] == [17]


def test_one_click_takes_a_deadline_and_the_field_shows_it(shown: MainWindow, qtbot: QtBot) -> None:
    assert [button.text() for button in offers(shown)] == ["6月底", "2026年9月30日", "忽略"]
    assert not unnamed(shown.editor.due_offers)
    qtbot.mouseClick(offers(shown)[0], Qt.MouseButton.LeftButton)
    assert due(shown) == "6月底"
    assert shown.editor.ui.due.text() == "6月底"
    assert shown.editor.ui.due.hasFocus()
    qtbot.waitUntil(lambda: shown.editor.due_offers.isHidden())
    marks = [one for one in shown.editor.ui.body.extraSelections() if not one.format.boolProperty(DASHED)]
    assert [(one.cursor.selectedText(), one.format.boolProperty(DOTTED)) for one in marks] == [("6月底前", False)]


def test_tab_leads_through_the_deadlines_offered(shown: MainWindow, qtbot: QtBot) -> None:
    shown.editor.ui.numbered.setFocus()
    for button in offers(shown):
        qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Tab)
        assert shown.focusWidget() is button
    qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Tab)
    assert shown.focusWidget() is shown.editor.ui.body


def test_ignored_deadlines_stay_away_until_undo(shown: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(offers(shown)[-1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.editor.due_offers.isHidden())
    assert due(shown) == ""
    assert len(shown.session.document.dismissals()) == 2
    shown.session.undo()
    qtbot.waitUntil(lambda: not shown.editor.due_offers.isHidden())


def test_a_section_is_offered_none(shown: MainWindow, qtbot: QtBot) -> None:
    section = next(e.id for e in shown.session.outline.walk() if e.is_section)
    shown.tree.select_ids([section])
    shown.session.run(lambda document: document.set_body(section, TEXT))
    qtbot.waitUntil(lambda: len(shown.targets.found.suggestions) == 1)
    assert shown.editor.due_offers.isHidden()
