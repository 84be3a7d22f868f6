"""Zoom of all texts of a window: by keys, wheel and status bar, from 80 to 200 %, and kept."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from planeditor import i18n
from planeditor.gui import preferences
from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.outline_model import Column
from planeditor.gui.preferences import Preferences
from planeditor.gui.zoom import LEVELS, ZoomButton
from tests.gui.audits import overflowing, overlapping
from tests.gui.every_window import settle


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    """Begin at 100 %, and leave it so."""
    preferences.keep(Preferences())
    yield
    preferences.keep(Preferences())


def size_of(widget: QWidget) -> float:
    """Return the size of a widget's font in points."""
    return widget.font().pointSizeF()


def turn(widget: QWidget, angle: int, keys: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a widget."""
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place, QPointF(widget.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, angle),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_tree_texts_and_panels_grow_together_and_menus_do_not(window: MainWindow) -> None:
    parts = (window.tree, window.editor.ui.body, window.editor.ui.title, window.targets, window.owners)
    before, menu = [size_of(part) for part in parts], size_of(window.menuBar())
    rows = window.tree.visualRect(window.tree.model().index(0, 0)).height()
    window.zoom.show_at(150)
    QApplication.processEvents()
    assert [size_of(part) for part in parts] == pytest.approx([1.5 * size for size in before], rel=0.02)
    assert size_of(window.menuBar()) == menu
    assert window.tree.visualRect(window.tree.model().index(0, 0)).height() > 1.3 * rows


def test_columns_grow_with_the_words_and_come_back(window: MainWindow) -> None:
    header = window.tree.header()
    before = header.sectionSize(Column.LEAD)
    window.zoom.show_at(200)
    assert header.sectionSize(Column.LEAD) == 2 * before
    window.zoom.show_at(100)
    assert header.sectionSize(Column.LEAD) == before


def test_columns_that_had_no_room_come_back_as_wide_as_they_were(window: MainWindow) -> None:
    header = window.tree.header()
    columns = (Column.LEAD, Column.TARGETS, Column.DUE)
    window.tree.resize(700, 500)
    before = [header.sectionSize(column) for column in columns]
    assert all(before)
    window.zoom.show_at(200)
    window.tree.resize(300, 500)
    assert all(header.isSectionHidden(column) for column in columns)
    window.zoom.show_at(150)
    window.zoom.show_at(100)
    window.tree.resize(700, 500)
    assert [header.sectionSize(column) for column in columns] == pytest.approx(before, abs=2)


@pytest.fixture(params=[i18n.CHINESE, i18n.ENGLISH])
def speaking(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each of the languages."""
    i18n.install(request.param)
    yield request.param
    i18n.install(i18n.CHINESE)


@pytest.mark.parametrize("width", [640, 1248, 1366])
def test_the_text_has_room_at_every_zoom(speaking: str, open_window: Callable[[], MainWindow], width: int) -> None:
    window = open_window()
    window.resize(width, 800)
    section = window.session.outline.root.children[0]
    item = next(entry for entry in window.session.outline.walk() if not entry.is_section)
    window.session.run(lambda document: document.set_numbering(section.id, "第X章 | 1. | through"))
    window.session.run(lambda document: document.add_field(item.id, "工作措施", "抓好落实。"))
    for percent in (150, 200):
        window.zoom.show_at(percent)
        for shown in (section.id, item.id, 0):
            window.session.select(shown)
            settle()  # a scroll bar that comes takes room
            scroll = window.editor.ui.scroll
            assert window.editor.ui.page.width() <= scroll.viewport().width(), (percent, shown)
            assert overlapping(window) == []


@pytest.mark.parametrize("width", [1248])
def test_the_text_has_room_beside_panels_in_a_window_that_opens_zoomed(
    speaking: str, open_window: Callable[[], MainWindow], qtbot: QtBot, width: int
) -> None:
    preferences.keep(Preferences(zoom=200))
    window = open_window()
    window.resize(width, 800)
    window.show_row(next(entry.id for entry in window.session.outline.walk() if not entry.is_section))
    for dock in (window.targets_dock, window.owners_dock):
        window.show_dock(dock)  # as someone asks for it
        qtbot.wait(1)
        assert overlapping(window) == []
        assert overflowing(window) == []
    assert window.editor.ui.kind.width() >= window.editor.ui.kind.sizeHint().width()


def test_panels_that_were_asked_for_take_room_from_the_tree_and_others_do_not(window: MainWindow, qtbot: QtBot) -> None:
    window.zoom.show_at(200)
    for width in range(1400, 700, -10):
        window.resize(width, 800)
        settle()
        if window.targets_dock.isHidden():
            break
    assert window.owners_dock.isHidden()
    window.show_dock(window.targets_dock)
    qtbot.wait(1)
    assert window.targets_dock.isVisible()
    assert overlapping(window) == []
    window.zoom.show_at(100)
    qtbot.waitUntil(window.owners_dock.isVisible)  # it went by itself, and comes back so


def test_the_findings_stay_in_sight_below_a_panel_that_one_of_them_opens(window: MainWindow, qtbot: QtBot) -> None:
    window.zoom.show_at(200)
    window.resize(1248, 900)
    window.actions_by[Act.CHECK].trigger()
    findings = window.checks.dock
    settle()
    assert window.targets_dock.isHidden()  # for which there is no room
    window.show_dock(window.owners_dock)
    settle()
    assert findings.isVisible()
    assert window.owners_dock.isVisible()
    assert overlapping(window) == []
    assert findings.geometry().top() > window.owners_dock.geometry().bottom()


def test_where_there_is_no_room_for_a_panel_that_was_asked_for_it_is_said(window: MainWindow, qtbot: QtBot) -> None:
    window.zoom.show_at(200)
    window.resize(window.minimumWidth(), 800)
    settle()
    with qtbot.waitSignal(window.session.notice):
        window.show_dock(window.owners_dock)
    settle()
    assert overlapping(window) == []
    assert overflowing(window) == []


def test_a_panel_made_in_a_zoomed_window_has_a_button_to_close_it_as_large(open_window) -> None:
    sizes = []
    for percent in (100, 200):
        window = open_window()
        window.zoom.show_at(percent)
        window.show_dock(window.progress_dock)
        QApplication.processEvents()
        sizes.append(window.progress_dock.titleBarWidget().findChildren(QToolButton)[-1].iconSize().width())
        window.zoom.show_at(100)
        sizes.append(window.progress_dock.titleBarWidget().findChildren(QToolButton)[-1].iconSize().width())
    assert sizes[0] == sizes[1] == sizes[3]
    assert sizes[2] == 2 * sizes[0]


def test_a_view_made_later_has_the_same_zoom(window: MainWindow) -> None:
    usual = size_of(window.tree)
    window.zoom.show_at(150)
    window.actions_by[Act.VIEW_LEDGER].trigger()
    table = window.views.view("ledger").table
    assert size_of(table) == pytest.approx(1.5 * usual, rel=0.02)
    at_150 = table.columnWidth(1)
    window.zoom.show_at(100)
    assert table.columnWidth(1) == pytest.approx(at_150 / 1.5, abs=2)


def test_a_view_made_later_is_as_large_as_one_made_before(open_window) -> None:
    early, late = open_window(), open_window()
    early.actions_by[Act.VIEW_LEDGER].trigger()
    for window in (early, late):
        window.zoom.show_at(200)
    late.actions_by[Act.VIEW_LEDGER].trigger()
    tables = [window.views.view("ledger").table for window in (early, late)]
    heights = [table.verticalHeader().defaultSectionSize() for table in tables]
    assert heights[0] == pytest.approx(heights[1], abs=1)
    assert tables[0].columnWidth(1) == pytest.approx(tables[1].columnWidth(1), abs=2)


@pytest.mark.parametrize(("act", "kind"), [(Act.OWNERS_MATRIX, "OwnersMatrix"), (Act.TARGETS_TABLE, "TargetsTable")])
def test_rows_of_a_window_opened_later_grow_as_much_as_the_words(window: MainWindow, act: Act, kind: str) -> None:
    sizes = []
    for percent in (100, 200):
        window.zoom.show_at(percent)
        window.actions_by[act].trigger()
        opened = next(each for each in QApplication.topLevelWidgets() if type(each).__name__ == kind)
        rows, columns = opened.table.verticalHeader(), opened.table.horizontalHeader()
        of_one_size = [rows, columns] if kind == "OwnersMatrix" else [rows]
        sizes.append([header.defaultSectionSize() for header in of_one_size] + [rows.sectionSize(0)])
        opened.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert sizes[1] == pytest.approx([2 * size for size in sizes[0]], abs=1)


def test_a_table_in_a_window_of_its_own_follows(window: MainWindow) -> None:
    window.zoom.show_at(125)
    window.actions_by[Act.TARGETS_TABLE].trigger()
    table = next(each for each in QApplication.topLevelWidgets() if type(each).__name__ == "TargetsTable")
    assert size_of(table) == pytest.approx(1.25 * size_of(window.menuBar()), rel=0.02)
    window.zoom.show_at(100)
    assert size_of(table) == size_of(window.menuBar())
    table.close()


def test_keys_step_through_the_levels_and_stop_at_the_ends(window: MainWindow) -> None:
    for _round in LEVELS:
        window.actions_by[Act.ZOOM_IN].trigger()
    assert window.zoom.percent == 200
    for _round in range(2 * len(LEVELS)):
        window.actions_by[Act.ZOOM_OUT].trigger()
    assert window.zoom.percent == 80
    window.actions_by[Act.ZOOM_RESET].trigger()
    assert window.zoom.percent == 100


def test_ctrl_and_the_wheel_zoom_and_the_wheel_alone_scrolls(window: MainWindow) -> None:
    for part in (window.tree.viewport(), window.editor.ui.body.viewport()):
        turn(part, 120, Qt.KeyboardModifier.ControlModifier)
    assert window.zoom.percent == 125
    turn(window.tree.viewport(), -120, Qt.KeyboardModifier.NoModifier)
    assert window.zoom.percent == 125
    for _round in range(4):  # a touchpad turns by little
        turn(window.tree.viewport(), -30, Qt.KeyboardModifier.ControlModifier)
    assert window.zoom.percent == 110


def test_the_status_bar_tells_the_zoom_and_offers_all_levels(window: MainWindow) -> None:
    button = window.statusBar().findChild(ZoomButton)
    button.menu().aboutToShow.emit()
    levels = button.menu().actions()
    assert len(levels) == len(LEVELS)
    levels[-1].trigger()
    assert window.zoom.percent == 200
    assert "200" in button.text()


def test_the_next_window_begins_at_the_zoom_chosen_last(window: MainWindow, open_window) -> None:
    window.zoom.choose(125)
    assert open_window().zoom.percent == 125
    assert preferences.load().zoom == 125


@pytest.mark.parametrize("kept", ["", "abc", "5", "9999", "１２５"])
def test_a_zoom_that_nobody_can_read_is_within_reason(kept: str) -> None:
    preferences.settings().setValue("preferences/zoom", kept)
    assert 80 <= preferences.load().zoom <= 200
