"""The start page: templates, files opened last, all by keyboard; and what the program opens at its start."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planeditor.gui import app, preferences, settings
from planeditor.gui.main_window import MainWindow
from planeditor.gui.preferences import Preferences
from planeditor.gui.settings import Recent
from planeditor.gui.templates import Template, own_templates, save_template
from planeditor.gui.welcome_window import WelcomeWindow
from planeditor.gui.windows import Windows
from planeditor.plan.template import Keep, as_template
from planeditor.store import create_plan
from tests.gui.names import unnamed
from tests.small_plan import small_plan

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    """Begin without files, templates and preferences of other tests, and leave none."""
    _forget_all()
    yield
    _forget_all()


def _forget_all() -> None:
    settings.forget_recent()
    preferences.keep(Preferences())
    for template in own_templates():
        template.path.unlink()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three plans, the last of which was opened last."""
    paths = [tmp_path / f"计划{number}.plan" for number in range(3)]
    for path in paths:
        create_plan(path, small_plan())
        settings.add_recent(path)
    return paths


@pytest.fixture
def page(windows: Windows, qtbot: QtBot) -> WelcomeWindow:
    """The start page, shown."""
    page = windows.show_welcome()
    qtbot.waitExposed(page)
    return page


def recent_names(page: WelcomeWindow) -> list[str]:
    """Return the listed files by name."""
    return [known.path.stem for known in page.recent.things() if isinstance(known, Recent)]


def test_everything_has_a_name_and_the_files_are_told_with_folder_and_date(
    files: list[Path], page: WelcomeWindow
) -> None:
    assert unnamed(page) == []
    assert recent_names(page) == ["计划2", "计划1", "计划0"]
    spoken = page.recent.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(files[2].parent) in spoken
    assert "20" in spoken


def test_a_template_begins_a_plan_and_the_page_goes(page: WelcomeWindow, windows: Windows, qtbot: QtBot) -> None:
    names = [template.name for template in page.templates.things() if isinstance(template, Template)]
    page.templates.setCurrentRow(names.index("学校学年工作计划"))
    page.templates.setFocus()
    qtbot.keyClick(page.templates, Qt.Key.Key_Return)
    assert windows.all[0].session.document.plan().title == "学校学年工作计划"
    assert windows.all[0].is_worth_saving
    assert not page.isVisible()


def test_enter_opens_a_file(files: list[Path], page: WelcomeWindow, windows: Windows, qtbot: QtBot) -> None:
    page.recent.setCurrentRow(1)
    with qtbot.waitSignal(windows.opened) as opened:
        qtbot.keyClick(page.recent, Qt.Key.Key_Return)
    assert opened.args[0].shows(files[1])


def test_a_click_opens_and_a_click_on_the_pin_pins(
    files: list[Path], page: WelcomeWindow, windows: Windows, qtbot: QtBot
) -> None:
    view = page.recent.viewport()
    row = page.recent.visualItemRect(page.recent.item(2))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, PLAIN, page.recent.pin_place(row).center())
    assert recent_names(page) == ["计划0", "计划2", "计划1"]
    assert not windows.all
    row = page.recent.visualItemRect(page.recent.item(0))
    with qtbot.waitSignal(windows.opened) as opened:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, PLAIN, row.center())
    assert opened.args[0].shows(files[0])


def test_space_pins_and_delete_takes_out_of_the_list_but_leaves_the_file(
    files: list[Path], page: WelcomeWindow, qtbot: QtBot
) -> None:
    page.recent.setCurrentRow(2)
    qtbot.keyClick(page.recent, Qt.Key.Key_Space)
    assert recent_names(page)[0] == "计划0"
    assert page.recent.currentRow() == 0
    qtbot.keyClick(page.recent, Qt.Key.Key_Space)
    assert recent_names(page) == ["计划2", "计划1", "计划0"]
    page.recent.setCurrentRow(0)
    qtbot.keyClick(page.recent, Qt.Key.Key_Delete)
    assert recent_names(page) == ["计划1", "计划0"]
    assert files[2].exists()


def test_the_menu_of_a_file_can_do_the_same(files: list[Path], page: WelcomeWindow) -> None:
    page.recent.menu_wanted.emit(page.recent.things()[0], QPoint(5, 5))
    menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
    assert [action.text() for action in menu.actions()] == ["打开", "打开所在文件夹", "固定到最前", "从列表中移除"]
    menu.actions()[3].trigger()
    menu.close()
    assert recent_names(page) == ["计划1", "计划0"]


def test_pinned_files_are_never_pushed_out(tmp_path: Path) -> None:
    first = tmp_path / "固定.plan"
    settings.add_recent(first)
    settings.pin_recent(first, on=True)
    for number in range(settings.RECENT_KEPT + 5):
        settings.add_recent(tmp_path / f"{number}.plan")
    assert settings.recent()[0] == Recent(first, settings.recent()[0].opened, is_pinned=True)
    assert len(settings.recent()) == settings.RECENT_KEPT


def test_a_list_of_an_older_version_is_read(tmp_path: Path) -> None:
    settings.settings().setValue("files/recent", [str(tmp_path / "旧.plan")])
    settings.settings().remove("files/opened")
    assert settings.recent() == [Recent(tmp_path / "旧.plan")]


def test_the_keys_of_the_windows_work_here(page: WelcomeWindow, windows: Windows, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    qtbot.keyClick(page.recent, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert windows.all[0].is_untouched


def test_own_templates_stand_beside_the_shipped_ones(page: WelcomeWindow) -> None:
    save_template(as_template(small_plan(), Keep()), "本局要点")
    page.start()
    last = page.templates.things()[-1]
    assert isinstance(last, Template)
    assert (last.name, last.is_own) == ("本局要点", True)


def test_a_file_dropped_on_the_page_is_opened(
    files: list[Path], page: WelcomeWindow, windows: Windows, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files[0]))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, PLAIN)
    with qtbot.waitSignal(windows.opened):
        page.dropEvent(event)


def test_closing_the_page_ends_the_program_only_where_nothing_else_is_open(
    page: WelcomeWindow, windows: Windows, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    windows.show_welcome()
    with qtbot.assertNotEmitted(windows.all_closed):
        page.close()
    windows.show_welcome()
    with qtbot.assertNotEmitted(windows.all_closed):
        window.files.may_close = True
        window.close()
    with qtbot.waitSignal(windows.all_closed):
        page.close()


def test_what_was_open_last_is_opened_again_where_that_is_wanted(
    files: list[Path], windows: Windows, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(windows.opened):
        windows.open(files[0])
    with qtbot.waitSignal(windows.opened):
        windows.open(files[1])
    windows.close_all()
    qtbot.waitUntil(lambda: not windows.all)
    assert preferences.files_to_reopen() == []
    preferences.keep(Preferences(reopen=True))
    files[1].unlink()
    with qtbot.waitSignal(windows.opened) as opened:
        app.show_first(windows, [], sample=False)
    assert opened.args[0].shows(files[0])
    assert windows.welcome is None
