"""Files in real windows: save, save as, conflicts, read-only, recovery, import, export, closing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from planeditor.exporting import Exported
from planeditor.gui import app, settings
from planeditor.gui.actions import Act
from planeditor.gui.export_commands import on_exported
from planeditor.gui.export_order import Order
from planeditor.gui.main_window import MainWindow
from planeditor.gui.notice_bar import NoticeBar
from planeditor.gui.publishing import Saving
from planeditor.gui.windows import Windows
from planeditor.i18n import _
from planeditor.store import create_plan, pending_recoveries, read_plan
from planeditor.store.ahead import OpeningAhead
from tests.gui.trees import title_of
from tests.small_plan import small_plan


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "2026年工作要点.plan"
    create_plan(path, small_plan())
    return path


@pytest.fixture
def opened(windows: Windows, path: Path, qtbot) -> MainWindow:
    """A window on a plan file."""
    with qtbot.waitSignal(windows.opened) as opened:
        windows.open(path)
    qtbot.waitExposed(opened.args[0])
    return opened.args[0]


def rename_first(window: MainWindow, title: str) -> None:
    section = window.session.outline.root.children[0].id
    window.session.run(lambda document: document.rename(section, title))


def first_title(path: Path) -> str:
    return read_plan(path).nodes[0].title


def question_of(window: MainWindow) -> QMessageBox:
    return next(box for box in window.findChildren(QMessageBox) if box.isVisible())


def click(window: MainWindow, text: str) -> None:
    next(button for button in question_of(window).buttons() if button.text() == _(text)).click()


def is_saved(window: MainWindow) -> bool:
    return window.session.save_state.kind is Saving.SAVED


def test_ctrl_s_writes_the_file_now(opened: MainWindow, path: Path, qtbot) -> None:
    rename_first(opened, "马上保存")
    assert opened.isWindowModified()
    assert opened.session.save_state.kind is Saving.BEHIND
    opened.actions_by[Act.SAVE].trigger()
    qtbot.waitUntil(lambda: is_saved(opened))
    assert first_title(path) == "马上保存"
    assert not opened.isWindowModified()
    assert str(path) in opened.status.saved.toolTip()


def test_the_file_follows_by_itself(opened: MainWindow, path: Path, qtbot) -> None:
    rename_first(opened, "自动保存")
    qtbot.waitUntil(lambda: is_saved(opened), timeout=5000)
    assert first_title(path) == "自动保存"


def test_save_of_an_untitled_plan_asks_for_a_name(window: MainWindow, tmp_path: Path, qtbot) -> None:
    window.actions_by[Act.SAVE].trigger()
    dialog = next(dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible())
    target = tmp_path / "新计划.plan"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(lambda: is_saved(window))
    assert read_plan(target).nodes[0].title == "扩大优质资源供给"
    assert window.shows(target)
    assert settings.recent_files()[0] == target
    assert target.name in window.windowTitle()


def test_save_as_goes_on_under_the_new_name(opened: MainWindow, path: Path, tmp_path: Path, qtbot) -> None:
    other = tmp_path / "副本.plan"
    opened.files.save_to(other)
    qtbot.waitUntil(lambda: opened.shows(other))
    rename_first(opened, "只在副本")
    opened.actions_by[Act.SAVE].trigger()
    qtbot.waitUntil(lambda: is_saved(opened))
    assert first_title(other) == "只在副本"
    assert first_title(path) != "只在副本"


def test_a_failed_save_stays_visible_with_its_reason(opened: MainWindow, path: Path, qtbot) -> None:
    shutil.rmtree(path.parent)
    rename_first(opened, "写不出去")
    opened.actions_by[Act.SAVE].trigger()
    qtbot.waitUntil(lambda: opened.session.save_state.kind is Saving.FAILED)
    assert opened.session.save_state.message
    assert opened.isWindowModified()
    path.parent.mkdir()
    opened.status.saved.click()
    qtbot.waitUntil(lambda: not opened.session.publisher.is_running)


def change_from_outside(path: Path) -> None:
    other = path.with_name("other.plan")
    create_plan(other, small_plan())
    shutil.move(other, path)


def test_a_conflict_is_asked_about_and_theirs_can_be_replaced(opened: MainWindow, path: Path, qtbot) -> None:
    change_from_outside(path)
    rename_first(opened, "我的版本")
    with qtbot.waitSignal(opened.session.publisher.conflict_found):
        opened.actions_by[Act.SAVE].trigger()
    assert first_title(path) == "扩大优质资源供给"
    box = question_of(opened)
    box.reject()
    opened.files.replace_theirs()
    qtbot.waitUntil(lambda: is_saved(opened))
    assert first_title(path) == "我的版本"


def test_a_conflict_found_while_typing_waits_in_a_notice(opened: MainWindow, path: Path, qtbot) -> None:
    change_from_outside(path)
    rename_first(opened, "正在输入")
    with qtbot.waitSignal(opened.session.publisher.conflict_found, timeout=5000):
        opened.session.publish()
    assert not any(box.isVisible() for box in opened.findChildren(QMessageBox))
    bar = next(bar for bar in opened.findChildren(NoticeBar) if bar.isVisible())
    with qtbot.waitSignal(opened.session.publisher.conflict_found):
        bar.button.click()
    click(opened, "Replace theirs (it is kept in the backups)")
    qtbot.waitUntil(lambda: is_saved(opened))
    assert not bar.isVisible()
    assert first_title(path) == "正在输入"


def test_in_a_conflict_their_version_can_be_looked_at(windows, opened: MainWindow, path: Path, qtbot) -> None:
    change_from_outside(path)
    rename_first(opened, "我的版本")
    with qtbot.waitSignal(opened.session.publisher.conflict_found):
        opened.actions_by[Act.SAVE].trigger()
    with qtbot.waitSignal(windows.opened) as theirs:
        click(opened, "Open their version")
    assert theirs.args[0].session.document.path is None
    assert title_of(theirs.args[0].session, theirs.args[0].session.outline.root.children[0]) == "扩大优质资源供给"
    assert title_of(opened.session, opened.session.outline.root.children[0]) == "我的版本"
    assert path.stem in theirs.args[0].windowTitle()


def test_the_second_opener_reads_only_and_is_told_who_has_it(windows: Windows, opened: MainWindow, qtbot) -> None:
    from planeditor.store import open_document

    second = windows.show_document(open_document(opened.session.document.path, author="李四"))
    qtbot.waitExposed(second)
    assert second.session.read_only
    assert second.session.save_state.kind is Saving.READ_ONLY
    assert second.notices.read_only is not None
    assert second.notices.read_only.isVisible()
    assert not second.actions_by[Act.NEW_ITEM].isEnabled()
    assert "只读" in second.windowTitle()


def test_a_read_only_window_offers_no_undo(windows: Windows, opened: MainWindow, path: Path, qtbot) -> None:
    from planeditor.store import open_document

    rename_first(opened, "改过")
    opened.actions_by[Act.SAVE].trigger()
    qtbot.waitUntil(lambda: is_saved(opened))
    second = windows.show_document(open_document(path, author="李四"))
    assert opened.actions_by[Act.UNDO].isEnabled()
    assert not second.actions_by[Act.UNDO].isEnabled()
    assert not second.actions_by[Act.REDO].isEnabled()


def test_opening_an_open_file_brings_its_window_to_the_front(windows: Windows, opened: MainWindow, path: Path) -> None:
    windows.open(path)
    assert windows.all == [opened]


# closing


def test_closing_saves_first(opened: MainWindow, path: Path, qtbot) -> None:
    rename_first(opened, "关闭时保存")
    with qtbot.waitSignal(opened.closed):
        opened.close()
    assert first_title(path) == "关闭时保存"
    assert not pending_recoveries()


def test_closing_a_changed_untitled_plan_asks(window: MainWindow, windows: Windows) -> None:
    window.close()
    assert windows.all == [window]
    question_of(window).reject()
    assert windows.all == [window]


def test_not_saving_throws_the_untitled_plan_away(window: MainWindow, qtbot) -> None:
    window.close()
    with qtbot.waitSignal(window.closed):
        click(window, "Don't save")
    assert not pending_recoveries()


def test_an_empty_new_plan_closes_without_a_question(windows: Windows, qtbot) -> None:
    window = windows.new()
    with qtbot.waitSignal(window.closed):
        window.close()


def test_closing_when_the_folder_is_gone_asks_and_keeps_the_work(opened: MainWindow, path: Path, qtbot) -> None:
    shutil.rmtree(path.parent)
    rename_first(opened, "留着")
    opened.close()
    qtbot.waitUntil(lambda: any(box.isVisible() for box in opened.findChildren(QMessageBox)))
    with qtbot.waitSignal(opened.closed):
        click(opened, "Close all the same")
    assert [recovery.path for recovery in pending_recoveries()] == [path]


def test_quitting_asks_about_one_plan_after_the_other(open_window, windows: Windows, qtbot) -> None:
    first, second = open_window(), open_window()
    first.actions_by[Act.QUIT].trigger()
    asked = [window for window in (first, second) if any(box.isVisible() for box in window.findChildren(QMessageBox))]
    assert asked == [second]
    with qtbot.waitSignal(second.closed):
        click(second, "Don't save")
    qtbot.waitUntil(lambda: any(box.isVisible() for box in first.findChildren(QMessageBox)))
    question_of(first).reject()
    assert windows.all == [first]


def test_a_cancelled_question_ends_the_quitting(open_window, windows: Windows, qtbot) -> None:
    first, second = open_window(), open_window()
    first.actions_by[Act.QUIT].trigger()
    question_of(second).reject()
    assert windows.all == [first, second]
    assert not any(box.isVisible() for box in first.findChildren(QMessageBox))
    second.close()
    with qtbot.waitSignal(second.closed):
        click(second, "Don't save")
    qtbot.wait(10)
    assert not any(box.isVisible() for box in first.findChildren(QMessageBox))


def test_the_program_ends_with_its_last_window(windows: Windows, qtbot) -> None:
    first, second = windows.new(), windows.new()
    with qtbot.assertNotEmitted(windows.all_closed):
        first.close()
    with qtbot.waitSignal(windows.all_closed):
        second.close()


def test_the_program_goes_on_while_a_file_is_being_opened(windows: Windows, path: Path, qtbot) -> None:
    window = windows.new()
    with qtbot.assertNotEmitted(windows.all_closed), qtbot.waitSignal(windows.opened):
        windows.open(path)
        window.close()


# opening


def test_a_new_plan_gives_its_empty_window_away(windows: Windows, path: Path, qtbot) -> None:
    empty = windows.new()
    with qtbot.waitSignal(windows.opened):
        windows.open(path)
    assert empty not in windows.all
    assert len(windows.all) == 1


def test_a_file_that_is_no_plan_is_told_in_one_sentence(
    windows: Windows, window: MainWindow, tmp_path: Path, qtbot
) -> None:
    path = tmp_path / "坏.plan"
    path.write_bytes("不是计划".encode() * 100)
    windows.open(path, window)
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    assert path.name in question_of(window).text()
    question_of(window).reject()
    assert windows.all == [window]


def test_a_damaged_file_offers_its_backup(
    windows: Windows, window: MainWindow, opened: MainWindow, path: Path, qtbot
) -> None:
    rename_first(opened, "好的版本")
    with qtbot.waitSignal(opened.closed):
        opened.close()
    content = bytearray(path.read_bytes())
    content[5000:9000] = bytes(4000)
    path.write_bytes(content)
    windows.open(path, window)
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    with qtbot.waitSignal(windows.opened) as restored:
        click(window, "Open the backup")
    assert restored.args[0].session.document.path is None
    assert len(restored.args[0].session.outline)


def test_recent_files_are_offered_and_open(window: MainWindow, path: Path, windows: Windows, qtbot) -> None:
    settings.add_recent(path)
    window.menus.fill_recent()
    with qtbot.waitSignal(windows.opened) as opened:
        window.menus.recent.actions()[0].trigger()
    assert opened.args[0].shows(path)


# recovery


def test_what_a_crash_left_behind_is_offered_and_restored(windows: Windows, path: Path, qtbot) -> None:
    crash(windows, path, qtbot, "崩溃前的修改")
    dialog = app.offer_recoveries(windows)
    assert dialog is not None
    with qtbot.waitSignal(windows.opened) as restored:
        dialog.findChildren(QPushButton)[0].click()
    assert title_of(restored.args[0].session, restored.args[0].session.outline.root.children[0]) == "崩溃前的修改"
    assert not dialog.isVisible()


def crash(windows: Windows, path: Path, qtbot, title: str) -> None:
    """Leave changes behind that did not reach the file."""
    with qtbot.waitSignal(windows.opened) as opened:
        windows.open(path)
    rename_first(opened.args[0], title)
    opened.args[0].session._publish_timer.stop()
    opened.args[0].files.may_close = True
    opened.args[0].close()


CHOICES = [("Restore them", "没写出去"), ("Open the file without them", "扩大优质资源供给")]


@pytest.mark.parametrize(("choice", "title"), CHOICES)
def test_opening_a_file_with_changes_left_behind_asks(windows, window, path: Path, qtbot, choice, title) -> None:
    crash(windows, path, qtbot, "没写出去")
    windows.open(path, window)
    with qtbot.waitSignal(windows.opened) as opened:
        click(window, choice)
    assert title_of(opened.args[0].session, opened.args[0].session.outline.root.children[0]) == title


def test_restoring_closes_the_window_on_the_file_without_the_changes(windows, path: Path, qtbot) -> None:
    crash(windows, path, qtbot, "没写出去")
    left = pending_recoveries()[0]
    windows._open_plan(path, None)
    qtbot.waitUntil(lambda: bool(windows.all))
    windows.restore(left)
    assert len(windows.all) == 1
    assert not windows.all[0].session.read_only
    assert title_of(windows.all[0].session, windows.all[0].session.outline.root.children[0]) == "没写出去"


def test_a_discarded_recovery_does_not_come_back(windows: Windows, path: Path, qtbot) -> None:
    crash(windows, path, qtbot, "不要了")
    dialog = app.offer_recoveries(windows)
    assert dialog is not None
    dialog.findChildren(QPushButton)[1].click()
    assert not pending_recoveries()


def test_restoring_tells_of_it_and_writes_the_file_soon(windows: Windows, path: Path, qtbot) -> None:
    crash(windows, path, qtbot, "崩溃前的修改")
    windows.restore(pending_recoveries()[0])
    (window,) = windows.all
    assert any("已恢复" in bar.label.text() for bar in window.findChildren(NoticeBar) if bar.isVisible())
    qtbot.waitUntil(lambda: is_saved(window), timeout=5000)
    assert first_title(path) == "崩溃前的修改"


def test_all_can_be_restored_at_once_and_the_list_stays_until_all_are_settled(
    windows: Windows, path: Path, tmp_path: Path, qtbot
) -> None:
    other, third = tmp_path / "另一份.plan", tmp_path / "第三份.plan"
    for copy in (other, third):
        shutil.copy(path, copy)
    for number, copy in enumerate((path, other, third)):
        crash(windows, copy, qtbot, f"修改{number}")
    dialog = app.offer_recoveries(windows)
    assert dialog is not None
    dialog.findChildren(QPushButton)[0].click()
    assert dialog.isVisible()
    dialog.all_button.click()
    assert not dialog.isVisible()
    titles = {title_of(window.session, window.session.outline.root.children[0]) for window in windows.all}
    assert titles == {"修改0", "修改1", "修改2"}


def test_deciding_later_keeps_the_changes_for_the_next_start(windows: Windows, path: Path, qtbot) -> None:
    crash(windows, path, qtbot, "以后再说")
    dialog = app.offer_recoveries(windows)
    assert dialog is not None
    dialog.later_button.click()
    again = app.offer_recoveries(windows)
    assert again is not None
    again.reject()


# import and export


def test_a_plan_in_json_is_imported_into_a_new_window_without_questions(
    windows: Windows, window: MainWindow, tmp_path: Path, qtbot
) -> None:
    source = tmp_path / "计划.json"
    window.files.export_to(source)
    qtbot.waitUntil(source.exists, timeout=20000)
    with qtbot.waitSignal(windows.opened, timeout=30000) as opened:
        windows.open(source)
    imported = opened.args[0]
    assert imported.is_worth_saving
    assert imported.session.document.path is None
    first = imported.session.outline.root.children[0].id
    assert imported.session.document.node(first).title == "扩大优质资源供给"


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".json"])
def test_exports_land_where_they_were_asked_for(window: MainWindow, tmp_path: Path, suffix: str, qtbot) -> None:
    target = tmp_path / f"导出{suffix}"
    window.files.export_to(target)
    qtbot.waitUntil(target.exists, timeout=20000)


def test_only_the_last_export_is_announced_and_not_as_a_warning(window: MainWindow, tmp_path: Path, qtbot) -> None:
    for name in ("甲.json", "乙.json"):
        on_exported(window, Order(tmp_path / name), False, Exported(tmp_path / name, 0))
    (bar,) = (bar for bar in window.findChildren(NoticeBar) if bar.isVisible())
    assert "乙.json" in bar.label.text()
    assert bar.property("look") == "card"
    bar.hide_after(0)
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_file_dialogs_start_where_the_last_one_was_left(window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "文件夹"
    folder.mkdir()
    settings.keep_folder(folder)
    window.actions_by[Act.OPEN].trigger()
    dialog = next(dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible())
    assert Path(dialog.directory().absolutePath()) == folder
    assert dialog.selectedFiles() in ([], [str(folder)])
    dialog.reject()
    folder.rmdir()
    assert settings.last_folder().is_dir()


def test_an_export_asks_for_a_name_first(window: MainWindow) -> None:
    window.actions_by[Act.EXPORT_WORD].trigger()
    dialog = next(dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible())
    assert dialog.defaultSuffix() == "docx"
    assert dialog.selectedFiles()[0].endswith(".docx")
    dialog.reject()


def test_a_failed_export_is_told(window: MainWindow, tmp_path: Path, qtbot) -> None:
    window.files.export_to(tmp_path / "没有这个文件夹" / "导出.json")
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    question_of(window).reject()


# start


def test_starting_with_the_sample_shows_it(windows: Windows, qtbot) -> None:
    app.show_first(windows, [], sample=True)
    assert len(windows.all[0].session.outline) > 10
    assert not windows.all[0].isWindowModified()


def test_starting_without_a_file_shows_the_start_page(windows: Windows) -> None:
    app.show_first(windows, [], sample=False)
    assert windows.welcome is not None
    assert windows.welcome.isVisible()
    assert not windows.all


def test_starting_with_a_missing_file_tells_so_and_shows_the_start_page(
    windows: Windows, tmp_path: Path, qtbot, opened_boxes: Callable[[], list[QMessageBox]]
) -> None:
    app.show_first(windows, [tmp_path / "没有.plan"], sample=False)
    qtbot.waitUntil(lambda: windows.welcome is not None)
    assert opened_boxes()


def test_a_file_being_opened_before_the_window_was_there_is_shown(qapp, qtbot, path: Path) -> None:
    windows = Windows("张三", ahead=OpeningAhead(path))
    with qtbot.waitSignal(windows.opened) as shown:
        windows.open(path)
    window = shown.args[0]
    assert window.shows(path)
    assert not window.session.read_only
    window.close()


def test_a_bad_file_being_opened_before_the_window_was_there_is_told(
    qapp, qtbot, tmp_path: Path, opened_boxes: Callable[[], list[QMessageBox]]
) -> None:
    path = tmp_path / "坏.plan"
    path.write_bytes(b"")
    windows = Windows("张三", ahead=OpeningAhead(path))
    windows.open(path)
    qtbot.waitUntil(lambda: windows.welcome is not None)
    assert "坏.plan" in opened_boxes()[0].text()
    windows.close_all()


@pytest.fixture
def opened_boxes(qapp) -> Callable[[], list[QMessageBox]]:
    """Return the message boxes of no window, and close them at the end."""

    def find() -> list[QMessageBox]:
        return [widget for widget in qapp.topLevelWidgets() if isinstance(widget, QMessageBox) and widget.isVisible()]

    yield find
    for box in find():
        box.close()
