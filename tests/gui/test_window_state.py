"""How each plan's window was left comes back: place, panels, view, zoom, what was open in the tree."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from planeditor.gui import preferences, window_state
from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.outline_model import Column
from planeditor.gui.preferences import Preferences
from planeditor.gui.tree_model import ID_ROLE
from planeditor.gui.window_state import KEPT, WindowState
from planeditor.gui.windows import Windows
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import create_plan


def long_plan() -> Snapshot:
    """Return six sections with 40 items each."""
    sections = tuple(
        Node(new_id(), "section", f"部分{s}", children=tuple(Node(new_id(), "item", f"条目{i}") for i in range(40)))
        for s in range(6)
    )
    return Snapshot(Plan(new_id(), "长计划"), nodes=sections)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plan file."""
    preferences.keep(Preferences())
    path = tmp_path / "长计划.plan"
    create_plan(path, long_plan())
    return path


def opened(windows: Windows, path: Path, qtbot: QtBot) -> MainWindow:
    """Open a file and return its window when it is settled."""
    with qtbot.waitSignal(windows.opened) as shown:
        windows.open(path)
    window: MainWindow = shown.args[0]
    qtbot.waitExposed(window)
    return window


def reopened(window: MainWindow, windows: Windows, path: Path, qtbot: QtBot) -> MainWindow:
    """Close a window and open its file again."""
    window.close()
    qtbot.waitUntil(lambda: not windows.all)
    return opened(windows, path, qtbot)


def test_a_window_comes_back_as_it_was_left(windows: Windows, path: Path, qtbot: QtBot) -> None:
    window = opened(windows, path, qtbot)
    sections = window.session.outline.root.children
    open_rows = {sections[1].id, sections[4].id}
    window.tree.open.open_only(open_rows)
    window.tree.show_id(sections[4].children[30].id)
    window.resize(790, 650)  # the test's screen is small
    window.owners_dock.hide()
    window.tree.header().resizeSection(Column.LEAD, 123)
    window.splitter.setSizes([500, 400])
    window.zoom.choose(125)
    qtbot.wait(20)
    wide, sizes = window.tree.header().sectionSize(Column.LEAD), window.splitter.sizes()
    parked = window.targets_dock.isHidden()  # where there is no room for it
    top = window.tree.indexAt(QPoint(0, 1)).data(ID_ROLE)
    again = reopened(window, windows, path, qtbot)
    preferences.keep(Preferences())
    assert again.tree.open.ids() == open_rows
    assert again.session.current_id == again.session.outline.root.children[4].children[30].id
    qtbot.waitUntil(lambda: again.tree.indexAt(QPoint(0, 1)).data(ID_ROLE) == top)
    assert (again.width(), again.height()) == (790, 650)
    assert again.owners_dock.isHidden()
    assert again.targets_dock.isHidden() is parked
    assert again.zoom.percent == 125
    assert again.tree.header().sectionSize(Column.LEAD) == pytest.approx(wide, abs=1)
    assert again.splitter.sizes() == pytest.approx(sizes, abs=3)


def test_the_view_comes_back(windows: Windows, path: Path, qtbot: QtBot) -> None:
    window = opened(windows, path, qtbot)
    window.actions_by[Act.VIEW_LEDGER].trigger()
    again = reopened(window, windows, path, qtbot)
    qtbot.waitUntil(lambda: again.views.current == "ledger")
    assert again.actions_by[Act.VIEW_LEDGER].isChecked()


@pytest.mark.parametrize("view", [Act.VIEW_LEDGER, Act.VIEW_BOARD])
def test_the_panels_come_beside_whichever_view_comes_back(
    windows: Windows, path: Path, qtbot: QtBot, view: Act
) -> None:
    window = opened(windows, path, qtbot)
    window.actions_by[view].trigger()
    again = reopened(window, windows, path, qtbot)
    qtbot.waitUntil(lambda: again.is_complete)
    assert again.targets.isVisible()
    assert again.owners.isVisible()


def test_of_very_many_open_rows_only_the_way_to_the_current_one_comes_back(
    windows: Windows, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_state, "MOST_SHOWN", 100)
    window = opened(windows, path, qtbot)
    window.tree.open.to_level(0)
    section = window.session.outline.root.children[3]
    window.tree.show_id(section.children[7].id)
    again = reopened(window, windows, path, qtbot)
    assert again.tree.open.ids() == {section.id}
    assert again.session.current_id == section.children[7].id


def test_nothing_of_it_is_in_the_plan(windows: Windows, path: Path, qtbot: QtBot) -> None:
    before = path.read_bytes()
    window = opened(windows, path, qtbot)
    window.tree.open.open_only([])
    window.zoom.choose(150)
    window.close()
    qtbot.waitUntil(lambda: not windows.all)
    preferences.keep(Preferences())
    assert path.read_bytes() == before


def test_every_file_has_its_own_and_only_the_last_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT + 5):
        path = tmp_path / f"{number}.plan"
        window_state.write(path, WindowState(zoom=100 + number % 90))
        os.utime(window_state._place(path), (number + 1, number + 1))
    window_state.write(tmp_path / "新.plan", WindowState(zoom=111))
    assert len(list(window_state._place(path).parent.glob("*.json"))) == KEPT
    assert window_state.read(tmp_path / "0.plan") is None
    assert window_state.read(tmp_path / "新.plan") == WindowState(zoom=111)
    assert window_state.read(tmp_path / f"{KEPT + 4}.plan") == WindowState(zoom=100 + (KEPT + 4) % 90)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"zoom": "x", "open_rows": ["a"], "current": null}', '{"geometry": "###", "view": "no"}']
)
def test_a_state_that_nobody_can_read_does_no_harm(windows: Windows, path: Path, qtbot: QtBot, text: str) -> None:
    window_state.write(path, WindowState())
    window_state._place(path).write_text(text, encoding="utf-8")
    window = opened(windows, path, qtbot)
    qtbot.wait(1)
    assert window.zoom.percent == 100
    assert window.views.current == "edit"


def test_rows_that_are_gone_are_passed_over(windows: Windows, path: Path, qtbot: QtBot) -> None:
    window_state.write(path, WindowState(current=12345, top=6789, open_rows=(1, 2, 3)))
    window = opened(windows, path, qtbot)
    qtbot.wait(1)
    assert window.tree.open.ids() == set()
    assert window.session.current_id == window.session.outline.root.children[0].id
