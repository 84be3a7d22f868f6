"""Notices that go by themselves: never while what stands around them would move away under the pointer."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planeditor.gui.main_window import MainWindow
from planeditor.gui.notice_bar import NoticeBar
from planeditor.gui.passing import Passing


@pytest.fixture(params=["notice", "undo"])
def bar(request: pytest.FixtureRequest, window: MainWindow) -> QWidget:
    """A notice above the rows or the offer to undo below them, in sight."""
    if request.param == "undo":
        window.undo_bar.offer("已删除 1 条")
        return window.undo_bar
    window.notices.announce("已修正 1 处", "撤销", window.session.undo)
    return next(bar for bar in window.findChildren(NoticeBar) if bar.isVisible())


def passing(bar: QWidget) -> Passing:
    (found,) = bar.findChildren(Passing)
    return found


def point_at(area: QWidget | None, on: bool) -> None:
    """Have the pointer come to a widget or leave it, as Qt tells of it."""
    assert area is not None
    area.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on)
    if not on:
        QApplication.sendEvent(area, QEvent(QEvent.Type.Leave))


def test_a_notice_goes_by_itself_where_the_pointer_is_elsewhere(bar: QWidget, qtbot: QtBot) -> None:
    passing(bar).start(0)
    qtbot.waitUntil(bar.isHidden)


def test_a_notice_stays_while_the_pointer_is_over_the_rows_and_goes_when_it_leaves(bar: QWidget, qtbot: QtBot) -> None:
    point_at(bar.parentWidget(), True)
    passing(bar).start(0)
    qtbot.waitUntil(lambda: passing(bar).is_due)
    QTest.mouseClick(bar.window().windowHandle(), Qt.MouseButton.LeftButton, pos=bar.window().rect().center())
    QTest.keyClick(bar.window().windowHandle(), Qt.Key.Key_Control)  # Ctrl+click is a click
    assert bar.isVisible()
    point_at(bar.parentWidget(), False)
    qtbot.waitUntil(bar.isHidden)


def test_a_key_lets_a_notice_go_whose_time_is_up(bar: QWidget, qtbot: QtBot) -> None:
    point_at(bar.parentWidget(), True)
    passing(bar).start(0)
    qtbot.waitUntil(lambda: passing(bar).is_due)
    QTest.keyClick(bar.window().windowHandle(), Qt.Key.Key_Down)
    qtbot.waitUntil(bar.isHidden)
    assert not passing(bar).is_due


def test_what_is_told_anew_stays_for_its_whole_time(window: MainWindow, qtbot: QtBot) -> None:
    window.undo_bar.offer("已删除 1 条")
    point_at(window.undo_bar.parentWidget(), True)
    window.undo_bar.passing.start(0)
    qtbot.waitUntil(lambda: window.undo_bar.passing.is_due)
    window.undo_bar.offer("已删除 2 条")
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    QApplication.processEvents()
    assert window.undo_bar.isVisible()
