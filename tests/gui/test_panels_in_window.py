"""The panels within the whole window: keys reach the editor they are typed in, not the tree behind it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.panes import go_to_next_pane
from tests.gui.trees import title_of

CONTROL = Qt.KeyboardModifier.ControlModifier
SCHOOLS = "加快推进教育重大项目"


@pytest.fixture
def shown(window: MainWindow) -> MainWindow:
    """The window with the item of two targets selected."""
    item = next(entry.id for entry in window.session.outline.walk() if title_of(window.session, entry) == SCHOOLS)
    window.tree.select_ids([item])
    window.activateWindow()
    return window


def test_undo_in_a_text_takes_back_the_plans_step(shown: MainWindow, qtbot: QtBot) -> None:
    body = shown.editor.ui.body
    before = body.text
    shown.editor.focus_body()
    qtbot.waitUntil(body.hasFocus)
    qtbot.keyClicks(body, "abc")
    qtbot.keyClick(body, Qt.Key.Key_Z, CONTROL)
    assert body.text == before
    qtbot.keyClick(body, Qt.Key.Key_Y, CONTROL)
    assert body.text == "abc" + before


def test_a_right_click_in_a_text_splits_it_there(shown: MainWindow, qtbot: QtBot) -> None:
    body = shown.editor.ui.body
    text = body.text
    shown.editor.focus_body()
    qtbot.waitUntil(body.hasFocus)
    cursor = body.textCursor()
    cursor.setPosition(3)
    place = body.cursorRect(cursor).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, body.viewport().mapToGlobal(place))
    QApplication.sendEvent(body.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert shown.actions_by[Act.TAKE_TARGET] in menu.actions()
    shown.actions_by[Act.SPLIT].trigger()
    menu.close()
    assert shown.session.document.node(shown.session.current_id).body == text[3:]


def test_cut_and_delete_in_a_text_leave_the_tree_alone(shown: MainWindow, qtbot: QtBot) -> None:
    count = len(shown.session.outline)
    body = shown.editor.ui.body
    shown.editor.focus_body()
    qtbot.waitUntil(body.hasFocus)
    body.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(body, Qt.Key.Key_Delete)
    qtbot.keyClick(body, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(body, Qt.Key.Key_X, CONTROL)
    shown.session.flush()
    assert len(shown.session.outline) == count
    assert QGuiApplication.clipboard().text().startswith("划新改扩建")
    assert shown.session.document.node(shown.session.current_id).body == ""


def test_delete_in_the_targets_removes_a_target(shown: MainWindow, qtbot: QtBot) -> None:
    count = len(shown.session.outline)
    targets = shown.targets
    targets.select_target(targets.model.targets[0].id)
    targets.ui.table.setFocus()
    qtbot.keyClick(targets.ui.table, Qt.Key.Key_Delete)
    assert len(targets.model.targets) == 1
    assert len(shown.session.outline) == count


def test_a_selected_target_is_tinted_in_the_text(shown: MainWindow) -> None:
    shown.targets.select_target(shown.targets.model.targets[1].id)
    marks = shown.editor.ui.body.extraSelections()
    tinted = [mark.format.background().style() != Qt.BrushStyle.NoBrush for mark in marks]
    assert tinted == [False, True]


def test_the_targets_panel_grows_until_its_form_is_seen(shown: MainWindow, qtbot: QtBot) -> None:
    targets = shown.targets
    shown.resizeDocks([shown.targets_dock], [10], Qt.Orientation.Vertical)
    targets.select_target(targets.model.targets[0].id)
    qtbot.waitUntil(lambda: targets.height() >= targets.sizeHint().height())
    assert shown.owners.isVisible()


def test_a_panels_heading_is_its_title_bar(shown: MainWindow) -> None:
    assert shown.targets_dock.titleBarWidget().isAncestorOf(shown.targets.ui.heading)
    assert shown.owners_dock.titleBarWidget().isAncestorOf(shown.owners.ui.registry)


def test_the_keyboard_goes_round_all_panes_even_without_targets(shown: MainWindow, qtbot: QtBot) -> None:
    plain = next(entry.id for entry in shown.session.outline.walk() if entry.is_section)
    shown.session.select(plain)
    seen = []
    for _step in range(4):
        go_to_next_pane(shown)
        seen.append(shown.focusWidget())
    assert len(set(seen)) == 4
    assert seen[1] is shown.targets.ui.add


def test_the_text_stays_where_it_is_when_an_item_with_targets_is_shown(window: MainWindow) -> None:
    window.resize(1250, 768)
    rows = [entry.id for entry in window.session.outline.walk()]
    widths = set()
    with_targets = 0
    for node_id in rows:
        window.session.select(node_id)
        QGuiApplication.processEvents()
        with_targets += bool(window.targets.model.targets)
        widths.add(window.targets_dock.width())
    assert with_targets
    assert len(widths) == 1
