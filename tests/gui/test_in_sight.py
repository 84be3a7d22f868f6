"""The current row stays in sight when a panel opens below its view, and what people scrolled away from stays away."""

from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id


def long_window(open_window) -> MainWindow:
    """Return a window on a plan of 60 items."""
    items = tuple(Node(new_id(), "item", f"第{number}条") for number in range(60))
    return open_window(Snapshot(Plan(new_id(), "要点"), (), (Node(new_id(), "section", "一", children=items),)))


def last_row_in_sight(view: QAbstractItemView) -> int:
    """Make the lowest row that is wholly seen the current one, and return how far down it ends."""
    index = view.indexAt(view.viewport().rect().bottomLeft())
    while view.visualRect(index).bottom() >= view.viewport().height():
        index = view.model().index(index.row() - 1, 1, index.parent())
    view.setCurrentIndex(index)
    return view.visualRect(index).bottom()


def is_seen(view: QAbstractItemView) -> bool:
    """Tell whether the current row is wholly in sight."""
    row = view.visualRect(view.currentIndex())
    return row.top() >= 0 and row.bottom() < view.viewport().height()


def test_the_checks_do_not_hide_the_current_row_of_the_tree(open_window, qtbot: QtBot) -> None:
    window = long_window(open_window)
    bottom = last_row_in_sight(window.tree)
    window.actions_by[Act.CHECK].trigger()
    qtbot.waitUntil(lambda: window.tree.viewport().height() < bottom)
    qtbot.waitUntil(lambda: is_seen(window.tree))


def test_nor_that_of_the_ledger(open_window, qtbot: QtBot) -> None:
    window = long_window(open_window)
    window.actions_by[Act.VIEW_LEDGER].trigger()
    grid = window.views.view("ledger").findChild(QAbstractItemView)
    qtbot.waitUntil(lambda: grid.model().rowCount() >= 60)
    bottom = last_row_in_sight(grid)
    window.resize(window.width(), window.height() - bottom // 2)
    qtbot.waitUntil(lambda: grid.viewport().height() < bottom)
    assert is_seen(grid)


def test_a_row_scrolled_away_from_stays_away(open_window, qtbot: QtBot) -> None:
    window = long_window(open_window)
    window.tree.verticalScrollBar().setValue(window.tree.verticalScrollBar().maximum())
    top, height = window.tree.verticalScrollBar().value(), window.tree.viewport().height()
    window.actions_by[Act.CHECK].trigger()
    qtbot.waitUntil(lambda: window.tree.viewport().height() < height)
    assert window.tree.verticalScrollBar().value() == top
