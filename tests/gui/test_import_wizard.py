"""The import wizard in real windows: from files, text or a drop to a new plan or into the open one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from planeditor import cli
from planeditor.gui import app
from planeditor.gui.actions import Act
from planeditor.gui.file_commands import import_filters
from planeditor.gui.import_wizard import ImportWizard
from planeditor.gui.main_window import MainWindow
from planeditor.gui.notice_bar import NoticeBar
from planeditor.gui.windows import Windows
from planeditor.plan.limits import DEEPEST
from planeditor.store import create_plan, read_plan
from tests.gui.import_wizards import PLAN, read, row_of, wait_for_parser, wait_for_review, without_ids
from tests.gui.names import unnamed
from tests.small_plan import small_plan

FILES = Path(__file__).parent.parent / "files"
DOCUMENTS = [
    *sorted((FILES / "seeds").glob("*.txt")),
    *sorted((FILES / "excel").glob("*.xlsx")),
    FILES / "markdown" / "plan.md",
    FILES / "opml" / "mindmap.opml",
    FILES / "html" / "site.html",
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A plan as a text file."""
    path = tmp_path / "工作要点.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def wizard(windows: Windows, source: Path, qtbot: QtBot) -> ImportWizard:
    """A wizard that has read the plan."""
    return read(windows, qtbot, source)


def drop(widget: QWidget, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    widget.dropEvent(event)  # type: ignore[attr-defined]


def files_data(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def opened_by(windows: Windows, qtbot: QtBot, action: Callable[[], object]) -> MainWindow:
    with qtbot.waitSignal(windows.opened, timeout=30_000) as opened:
        action()
    window = opened.args[0]
    assert isinstance(window, MainWindow)
    return window


def titles(window: MainWindow) -> list[str]:
    return [window.session.document.node(entry.id).title for entry in window.session.outline.walk()]


def press_ctrl_enter(widget: QWidget) -> None:
    widget.window().activateWindow()
    QTest.qWaitForWindowActive(widget.window())
    QTest.keyClick(widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


# the way through


def test_ctrl_enter_imports_a_file_as_a_new_plan(windows: Windows, wizard: ImportWizard, qtbot: QtBot) -> None:
    assert wizard.page.ui.lines.hasFocus() or not wizard.isActiveWindow()
    window = opened_by(windows, qtbot, lambda: press_ctrl_enter(wizard.page.ui.lines))
    assert titles(window)[:2] == ["加强党的建设", "深入学习贯彻"]
    assert window.is_worth_saving
    assert window.session.document.path is None


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name[:12])
def test_the_wizard_gives_the_plan_of_the_command_line(
    windows: Windows, document: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    imported = tmp_path / "命令行.plan"
    assert cli.main(["import", str(document), "-o", str(imported)]) == cli.DONE
    wizard = read(windows, qtbot, document)
    window = opened_by(windows, qtbot, wizard.ui.go.click)
    assert without_ids(window.session.document.snapshot()) == without_ids(read_plan(imported))


def test_a_document_opened_in_the_window_comes_to_the_wizard(windows: Windows, source: Path, qtbot: QtBot) -> None:
    app.show_first(windows, [source], sample=False)
    (wizard,) = windows.wizards
    assert isinstance(wizard, ImportWizard)
    wait_for_review(wizard, qtbot)
    assert not windows.all
    wizard.reject()
    assert windows.welcome is not None  # someone who cancels still has a window
    assert windows.welcome.isVisible()


def test_the_import_action_begins_with_choosing(window: MainWindow, windows: Windows, source: Path, qtbot) -> None:
    window.actions_by[Act.IMPORT].trigger()
    (wizard,) = windows.wizards
    assert isinstance(wizard, ImportWizard)
    assert wizard.ui.stack.currentWidget() is wizard.ui.choice
    assert not wizard.ui.go.isEnabled()
    dialog = wizard.ui.choice.choose_files()
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(source)])
    dialog.close()
    wait_for_review(wizard, qtbot)
    wizard.reject()


def test_enter_asks_for_files_and_then_goes_on(windows: Windows, source: Path, qtbot: QtBot) -> None:
    wizard = windows.import_files([])
    QTest.keyClick(wizard.ui.choice.ui.files, Qt.Key.Key_Return)
    (dialog,) = wizard.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(source)])
    dialog.close()
    wait_for_review(wizard, qtbot)
    window = opened_by(windows, qtbot, lambda: press_ctrl_enter(wizard.page.ui.lines))
    assert "新建学校" in titles(window)


def test_enter_imports_from_nowhere_while_lines_are_checked(windows: Windows, wizard: ImportWizard) -> None:
    ui = wizard.page.ui
    for widget in (ui.lines, ui.tree, ui.words, ui.numbering, ui.detail, ui.suggestions, wizard.page):
        QTest.keyClick(widget, Qt.Key.Key_Return)
        QTest.keyClick(widget, Qt.Key.Key_Enter)
    assert wizard.isVisible()
    assert not windows.all


def test_a_double_click_on_next_does_not_import(windows: Windows, source: Path, qtbot: QtBot) -> None:
    wizard = windows.import_files([])
    wizard.ui.choice.ui.text.setPlainText(source.read_text("utf-8"))
    QApplication.processEvents()
    place = wizard.ui.go.mapTo(wizard, wizard.ui.go.rect().center())
    QTest.mouseClick(wizard.ui.go, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert wizard.childAt(place) is not wizard.ui.cancel
    wait_for_review(wizard, qtbot)
    QTest.mouseDClick(wizard.ui.go, Qt.MouseButton.LeftButton)  # the second press alone, as Qt tells of it
    QTest.mouseRelease(wizard.ui.go, Qt.MouseButton.LeftButton)
    assert wizard.isVisible()
    assert not windows.all


def test_pasted_text_is_imported(windows: Windows, qtbot: QtBot) -> None:
    wizard = windows.import_files([])
    QGuiApplication.clipboard().setText(PLAN)
    wizard.ui.choice.ui.paste.click()
    assert wizard.ui.go.isEnabled()
    wizard.ui.go.click()
    wait_for_review(wizard, qtbot)
    window = opened_by(windows, qtbot, wizard.ui.go.click)
    assert "新建学校" in titles(window)


def test_a_table_on_the_clipboard_is_imported_as_a_table(windows: Windows, files: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setHtml((files / "html" / "excel_range.html").read_text(encoding="utf-8"))
    QGuiApplication.clipboard().setMimeData(data)
    wizard = windows.import_files([])
    wizard.ui.choice.ui.paste.click()
    wizard.ui.go.click()
    wait_for_review(wizard, qtbot)
    assert wizard.page.preview.tables
    assert wizard.page.columns.choices
    wizard.reject()


def test_files_dropped_on_a_window_become_one_import(
    window: MainWindow, windows: Windows, source: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "基教科.txt"
    other.write_text("一、扩大优质资源\n1. 改造食堂\n改造12个。\n", encoding="utf-8")
    drop(window, files_data(source, other))
    qtbot.waitUntil(lambda: bool(windows.wizards), timeout=30_000)  # they are looked at for answers to hand-outs first
    (wizard,) = windows.wizards
    assert isinstance(wizard, ImportWizard)
    wait_for_review(wizard, qtbot)
    assert len(wizard.review.inputs) == 2
    names = [node.title or node.body for node in wizard.page.preview.draft.snapshot.walk()]
    assert "新建学校" in names
    assert "改造食堂" in names
    numbers = [wizard.page.line_model.number(line) for line in wizard.page.preview.lines]
    assert numbers[0] == "1:1"
    assert numbers[-1] == "2:3"
    wizard.reject()


def test_a_line_of_the_second_file_points_to_where_it_went(
    windows: Windows, source: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "第二份.txt"
    other.write_text("一、扩大优质资源\n1. 改造食堂\n改造12个。\n", encoding="utf-8")
    wizard = read(windows, qtbot, source, other)
    row = row_of(wizard, "改造食堂")
    node_id = wizard.page.preview.lines[row].role.node_id
    assert wizard.page.preview.nodes[node_id or 0].title == "改造食堂"
    section = wizard.page.preview.lines[row - 1].role.node_id
    assert section in wizard.page.preview.nodes
    wizard.reject()


def test_a_file_dropped_on_the_wizard_joins_the_others(
    windows: Windows, wizard: ImportWizard, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text("一、其他工作\n1. 做好其他工作\n", encoding="utf-8")
    drop(wizard, files_data(other))
    assert wizard.ui.stack.currentWidget() is wizard.ui.choice
    assert len(wizard.ui.choice.inputs()) == 2
    wizard.ui.go.click()
    wait_for_review(wizard, qtbot)
    assert len(wizard.review.inputs) == 2
    wizard.reject()


def test_text_dropped_on_the_wizard_can_be_imported(windows: Windows, qtbot: QtBot) -> None:
    wizard = windows.import_files([])
    data = QMimeData()
    data.setText(PLAN)
    drop(wizard, data)
    assert wizard.ui.choice.inputs()[0].text == PLAN
    wizard.reject()


def test_files_can_be_ordered_and_taken_out(windows: Windows, source: Path, tmp_path: Path, qtbot: QtBot) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text("一、其他工作\n", encoding="utf-8")
    wizard = read(windows, qtbot, source, other)
    wizard.ui.back.click()
    choice = wizard.ui.choice
    choice.ui.files.setCurrentRow(1)
    choice.ui.move_up.click()
    assert [each.name for each in choice.inputs()] == [other.name, source.name]
    assert not choice.ui.move_up.isEnabled()
    choice.ui.move_down.click()
    assert [each.name for each in choice.inputs()] == [source.name, other.name]
    choice.ui.remove.click()
    assert [each.name for each in choice.inputs()] == [source.name]
    choice.add_files([source])
    assert len(choice.inputs()) == 1
    wizard.reject()


def test_a_file_that_cannot_be_read_is_told_in_one_sentence(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    bad = tmp_path / "旧文件.doc"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    wizard = windows.import_files([bad])
    qtbot.waitUntil(wizard.ui.problem.isVisible, timeout=20_000)
    assert "旧文件.doc" in wizard.ui.problem.text()
    assert wizard.ui.stack.currentWidget() is wizard.ui.choice
    wizard.reject()


def test_cancelling_while_a_file_is_read_goes_back(windows: Windows, source: Path, qtbot: QtBot) -> None:
    wizard = windows.import_files([source])
    assert wizard.ui.stack.currentWidget() is wizard.ui.reading
    wizard.ui.cancel.click()
    assert wizard.ui.stack.currentWidget() is wizard.ui.choice
    wait_for_parser(wizard, qtbot)
    assert wizard.ui.stack.currentWidget() is wizard.ui.choice
    assert wizard.ui.problem.isHidden()
    assert wizard.isVisible()
    wizard.reject()


def test_closing_while_a_file_is_read_leaves_nothing_behind(windows: Windows, source: Path, qtbot: QtBot) -> None:
    wizard = windows.import_files([source])
    wizard.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(wizard))
    assert not windows.all
    assert not windows.wizards
    assert windows.welcome is not None  # someone who cancels still has a window
    assert windows.welcome.isVisible()


def test_a_plan_without_a_title_is_called_by_its_file(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "任务清单.txt"
    path.write_text("一、党建\n1. 学习\n二、教学\n1. 教研\n", encoding="utf-8")
    wizard = read(windows, qtbot, path)
    window = opened_by(windows, qtbot, wizard.ui.go.click)
    assert "任务清单" in window.windowTitle()


def test_what_was_set_aside_or_left_open_is_told_in_the_new_window(
    windows: Windows, wizard: ImportWizard, qtbot: QtBot
) -> None:
    wizard.review.set_role([row_of(wizard, "学习不够深入")], "unplaced")
    window = opened_by(windows, qtbot, wizard.ui.go.click)
    qtbot.waitUntil(lambda: any(bar.isVisible() for bar in window.findChildren(NoticeBar)))
    texts = [bar.label.text() for bar in window.findChildren(NoticeBar) if bar.isVisible()]
    assert any("1 行" in text for text in texts)
    assert "问题描述：学习不够深入。" in [text for _id, text in window.session.document.unplaced()]


def test_a_correction_made_just_before_the_import_is_imported(
    windows: Windows, wizard: ImportWizard, qtbot: QtBot
) -> None:
    wizard.page.ui.lines.show_row(row_of(wizard, "责任科室：党建办"))
    QTest.keyClick(wizard.page.ui.lines, Qt.Key.Key_6)
    assert wizard.review.is_busy
    window = opened_by(windows, qtbot, wizard.ui.go.click)
    item = window.session.document.find("深入学习贯彻")[0]
    assert [owner.role for owner in window.session.document.node(item).owners] == ["lead"]


# into the open plan


def test_an_import_into_the_open_plan_is_one_step_that_undo_takes_back(
    window: MainWindow, windows: Windows, source: Path, qtbot: QtBot
) -> None:
    before = titles(window)
    wizard = read(windows, qtbot, source, asking=window)
    assert wizard.ui.place.count() > 1
    wizard.ui.place.setCurrentIndex(1)
    assert "当前计划" in wizard.ui.go.text()
    wizard.ui.go.click()
    qtbot.waitUntil(lambda: not windows.wizards)
    after = titles(window)
    assert after[: len(before)] == before
    assert "新建学校" in after
    assert len(windows.all) == 1
    window.actions_by[Act.UNDO].trigger()
    assert titles(window) == before


def test_an_import_can_go_below_the_current_section(
    window: MainWindow, windows: Windows, source: Path, qtbot: QtBot
) -> None:
    first = window.session.outline.root.children[0]
    window.session.select(first.children[0].id)
    wizard = read(windows, qtbot, source, asking=window)
    labels = [wizard.ui.place.itemText(row) for row in range(wizard.ui.place.count())]
    below = next(row for row, label in enumerate(labels) if "扩大优质资源供给" in label and label.endswith("之下"))
    wizard.ui.place.setCurrentIndex(below)
    wizard.ui.go.click()
    last = window.session.outline[first.id].children[-1]
    assert window.session.document.node(last.id).title == "某市教育局2026年工作要点"


def test_an_import_can_go_behind_the_current_section(
    window: MainWindow, windows: Windows, source: Path, qtbot: QtBot
) -> None:
    first, second = window.session.outline.root.children
    window.session.select(first.id)
    wizard = read(windows, qtbot, source, asking=window)
    wizard.ui.place.setCurrentIndex(wizard.ui.place.count() - 1)
    wizard.ui.go.click()
    new = window.session.outline.root.children[1]
    assert [first.id, new.id, second.id] == [entry.id for entry in window.session.outline.root.children]
    assert window.session.document.node(new.id).title == "某市教育局2026年工作要点"


def test_an_import_that_has_no_room_there_is_refused_in_the_wizard(
    window: MainWindow, windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    parent = None
    for depth in range(DEEPEST - 1):
        changes = window.session.run(
            lambda document, p=parent, d=depth: document.insert("section", p, title=f"第{d}层")
        )
        parent = changes.created()[0]
    window.session.select(parent)
    path = tmp_path / "深.txt"
    path.write_text(PLAN, encoding="utf-8")
    wizard = read(windows, qtbot, path, asking=window)
    labels = [wizard.ui.place.itemText(row) for row in range(wizard.ui.place.count())]
    wizard.ui.place.setCurrentIndex(next(row for row, label in enumerate(labels) if label.endswith("之下")))
    before = titles(window)
    wizard.ui.go.click()
    assert wizard.ui.problem.isVisible()
    assert wizard.ui.problem.text()
    assert titles(window) == before
    wizard.reject()


def test_other_columns_give_another_plan_and_undo_brings_the_first_back(
    windows: Windows, files: Path, qtbot: QtBot
) -> None:
    wizard = read(windows, qtbot, files / "excel" / "assignment.xlsx")
    page = wizard.page
    before = without_ids(page.preview.draft.snapshot)
    place = [choice.currentData() for choice in page.columns.choices].index("support")
    choice = page.columns.choices[place]
    choice.setCurrentIndex(choice.findData("remark"))
    choice.activated.emit(choice.currentIndex())
    wait_for_parser(wizard, qtbot)
    roles = {owner.role for node in page.preview.nodes.values() for owner in node.owners}
    assert roles == {"lead"}
    page.ui.undo.click()
    wait_for_parser(wizard, qtbot)
    assert without_ids(page.preview.draft.snapshot) == before
    wizard.reject()


def test_a_table_kept_as_text_can_be_made_a_list_of_tasks(windows: Windows, files: Path, qtbot: QtBot) -> None:
    wizard = read(windows, qtbot, files / "html" / "wps_table.html")
    columns = wizard.page.columns
    assert columns.is_text.isChecked()
    columns.is_text.click()
    wait_for_parser(wizard, qtbot)
    assert [choice.currentData() for choice in columns.choices] == ["title", "", ""]
    assert not columns.is_text.isChecked()
    assert "党建" in [node.title for node in wizard.page.preview.nodes.values()]
    wizard.reject()


def test_a_sheet_can_be_left_out(windows: Windows, files: Path, qtbot: QtBot) -> None:
    wizard = read(windows, qtbot, files / "excel" / "departments.xlsx")
    page = wizard.page
    actions = page.ui.sheets.menu().actions()
    assert len(actions) > 1
    before = len(page.preview.nodes)
    actions[0].trigger()
    wait_for_parser(wizard, qtbot)
    assert len(page.preview.nodes) < before
    assert not page.ui.sheets.menu().actions()[0].isChecked()
    page.ui.undo.click()
    wait_for_parser(wizard, qtbot)
    assert len(page.preview.nodes) == before
    wizard.reject()


def test_there_is_no_place_in_an_empty_plan(windows: Windows, source: Path, qtbot: QtBot) -> None:
    empty = windows.new()
    wizard = read(windows, qtbot, source, asking=empty)
    assert not wizard.ui.place.isVisible()
    wizard.reject()


def test_a_plan_file_can_be_taken_into_another_plan(
    window: MainWindow, windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "另一份.plan"
    create_plan(path, small_plan())
    wizard = read(windows, qtbot, path, asking=window)
    wizard.ui.place.setCurrentIndex(1)
    wizard.ui.go.click()
    assert titles(window).count("扩大优质资源供给") == 2


# for everyone


def test_everything_that_takes_the_focus_has_a_name(wizard: ImportWizard) -> None:
    assert unnamed(wizard) == []
    wizard.reject()


def test_the_wizard_speaks_english(english: None, windows: Windows, source: Path, qtbot: QtBot) -> None:
    wizard = read(windows, qtbot, source)
    assert wizard.ui.go.text() == "Import as a new plan"
    wizard.reject()


def test_quitting_with_a_wizard_open_ends_the_program(
    window: MainWindow, windows: Windows, source: Path, qtbot: QtBot
) -> None:
    wizard = read(windows, qtbot, source, asking=window)
    window.files.may_close = True
    with qtbot.waitSignal(windows.all_closed):
        windows.close_all()
        QApplication.processEvents()
    assert isinstance(wizard, QDialog)


def test_every_kind_of_file_to_import_is_listed_under_its_chinese_name(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setNameFilters(import_filters())
    for name in dialog.nameFilters()[:-1]:  # Qt takes what stands in half-width brackets alone for patterns
        patterns = re.search(r"\(([^()]*)\)$", name)
        assert patterns is not None, name
        assert all(re.fullmatch(r"\*\.\w+", pattern) for pattern in patterns[1].split()), name
    assert {"*.docx", "*.mht", "*.mhtml"} <= set(re.findall(r"\*\.\w+", dialog.nameFilters()[0]))


def test_a_file_that_cannot_be_read_is_selected_so_that_it_can_be_taken_out(
    windows: Windows, source: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    locked = tmp_path / "空的.docx"
    locked.write_bytes(b"")
    wizard = windows.import_files([source, locked], None)
    qtbot.waitUntil(lambda: bool(wizard.ui.problem.text()), timeout=30_000)
    assert wizard.ui.choice.ui.files.currentRow() == 1
    assert wizard.ui.choice.ui.remove.isEnabled()
    wizard.ui.choice.ui.remove.click()
    wizard.ui.go.click()
    wait_for_review(wizard, qtbot)
