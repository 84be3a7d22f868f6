"""Several plans at once: rows dragged from one window's tree into another's, and the menu of the open plans."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.tree_view import TreeView
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from tests.gui.trees import title_of

OpenWindow = Callable[..., MainWindow]
BUTTON, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


@pytest.fixture
def other(window: MainWindow, open_window: OpenWindow) -> MainWindow:
    """A second window, on a plan of one section with one item and no department."""
    section = Node(new_id(), "section", "其他工作", children=(Node(new_id(), "item", "信息公开"),))
    return open_window(Snapshot(Plan(new_id(), "另一个计划"), nodes=(section,)))


def dragged(window: MainWindow, node_id: int) -> QMimeData:
    """Return what a drag of a row carries."""
    window.tree.show_id(node_id)
    return window.session.tree.mimeData([window.session.tree.index_of(node_id)])


def drop(tree: TreeView, data: QMimeData, place: QPoint) -> QDropEvent:
    """Drag over a place of a tree and let go, as a drag that began elsewhere arrives."""
    view = tree.viewport()
    enter = QDragEnterEvent(place, BOTH, data, BUTTON, NO_KEY)
    QApplication.sendEvent(view, enter)
    move = QDragMoveEvent(place, BOTH, data, BUTTON, NO_KEY)
    QApplication.sendEvent(view, move)
    event = QDropEvent(QPointF(place), BOTH, data, BUTTON, NO_KEY)
    QApplication.sendEvent(view, event)
    return event


def schools(window: MainWindow) -> Node:
    """Return the item with targets and owners, without what stands below it."""
    return window.session.document.node(window.session.document.find("加快推进教育重大项目")[0])


def test_a_row_dragged_into_another_window_is_copied_with_all_that_belongs_to_it(
    window: MainWindow, other: MainWindow
) -> None:
    original = schools(window)
    before = window.session.document.snapshot()
    section = other.session.outline.root.children[0]
    place = other.tree.visualRect(other.tree.index_of(section.id)).center()
    event = drop(other.tree, dragged(window, original.id), place)
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction
    copy = other.session.document.node(other.session.document.find("加快推进教育重大项目")[0])
    assert (copy.title, copy.body, copy.due) == (original.title, original.body, original.due)
    assert [(owner.name, owner.role) for owner in copy.owners] == [("计财科", "lead"), ("基教科", "support")]
    assert [target.indicator for target in copy.targets] == ["新改扩建学校", "幼儿园"]
    assert copy.targets[1].parent_id == copy.targets[0].id
    assert copy.targets[0].span == original.targets[0].span
    assert len(other.session.outline[copy.id].children) == 1
    assert {known.name for known in other.session.document.departments()} >= {"计财科", "基教科"}
    assert window.session.document.snapshot() == before


def test_what_was_dragged_has_ids_of_its_own_and_goes_with_one_undo(window: MainWindow, other: MainWindow) -> None:
    original = schools(window)
    before = other.session.document.snapshot()
    section = other.session.outline.root.children[0]
    drop(
        other.tree,
        dragged(window, original.id),
        other.tree.visualRect(other.tree.index_of(section.id)).center(),
    )
    copy = other.session.document.node(other.session.document.find("加快推进教育重大项目")[0])
    ids = {copy.id, *(target.id for target in copy.targets), *(owner.id for owner in copy.owners)}
    assert not ids & {original.id, *(t.id for t in original.targets), *(o.id for o in original.owners)}
    other.session.undo()
    assert other.session.document.snapshot() == before


def test_a_whole_section_comes_to_the_end_of_another_plan(window: MainWindow, other: MainWindow) -> None:
    section = window.session.outline.root.children[0]
    view = other.tree.viewport()
    drop(other.tree, dragged(window, section.id), QPoint(view.width() // 2, view.height() - 3))
    came = other.session.outline.root.children[-1]
    assert title_of(other.session, came) == title_of(window.session, section)
    assert len(list(came.walk())) == len(list(section.walk()))


def test_the_menu_lists_the_open_plans_and_brings_them_to_the_front(
    window: MainWindow, other: MainWindow, qtbot: QtBot
) -> None:
    window.menus.windows.aboutToShow.emit()
    listed = [action for action in window.menus.windows.actions() if action.isCheckable()]
    assert [window.shown_name in listed[0].text(), other.shown_name in listed[1].text()] == [True, True]
    assert [action.isChecked() for action in listed] == [True, False]
    listed[1].trigger()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is other)
    other.menus.windows.aboutToShow.emit()
    other.menus.windows.aboutToShow.emit()
    assert len([action for action in other.menus.windows.actions() if action.isCheckable()]) == 2


def test_keys_go_round_the_windows(window: MainWindow, other: MainWindow, qtbot: QtBot) -> None:
    for act, begin, end in (
        (Act.NEXT_WINDOW, window, other),
        (Act.NEXT_WINDOW, other, window),
        (Act.PREVIOUS_WINDOW, window, other),
    ):
        begin.actions_by[act].trigger()
        qtbot.waitUntil(lambda end=end: QApplication.activeWindow() is end)


def test_windows_side_by_side_do_not_cover_one_another(window: MainWindow, other: MainWindow) -> None:
    window.actions_by[Act.SIDE_BY_SIDE].trigger()
    assert window.geometry().left() < other.geometry().left()
    assert window.frameGeometry().top() == other.frameGeometry().top()
