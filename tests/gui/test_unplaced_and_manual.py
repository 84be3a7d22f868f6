"""The lines set aside, the manual, and splitting at the cursor, in real windows."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import planeditor.gui
from planeditor.bundled import bundled_path
from planeditor.gui.actions import Act
from planeditor.gui.go_to_dialog import GoToDialog
from planeditor.gui.main_window import MainWindow
from planeditor.gui.manual_key import ManualKey
from planeditor.gui.manual_pages import FIRST_PAGE, PAGES
from planeditor.gui.manual_window import ManualWindow, chapters
from planeditor.gui.session import Session
from planeditor.gui.unplaced_dialog import UnplacedDialog
from planeditor.plan.entities import Snapshot
from tests.gui.names import unnamed

OpenWindow = Callable[[Snapshot | None], MainWindow]


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> UnplacedDialog:
    """The dialog on the small plan's two lines."""
    dialog = UnplacedDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def lines(session: Session) -> list[str]:
    """The lines still set aside."""
    return [text for _id, text in session.document.unplaced()]


def test_the_dialog_shows_every_line_and_everything_has_a_name(dialog: UnplacedDialog) -> None:
    assert [dialog.ui.lines.item(row).text() for row in range(dialog.ui.lines.count())] == ["打印此页", "打印此页"]
    assert unnamed(dialog) == []
    assert not dialog.ui.remove.isEnabled()


def test_a_removed_line_comes_back_with_undo(dialog: UnplacedDialog, session: Session) -> None:
    dialog.ui.lines.item(0).setSelected(True)
    dialog.ui.remove.click()
    assert lines(session) == ["打印此页"]
    assert dialog.ui.lines.count() == 1
    session.undo()
    assert dialog.ui.lines.count() == 2


def test_lines_become_items_behind_the_selected_one_in_one_step(dialog: UnplacedDialog, session: Session) -> None:
    first = session.outline.root.children[0].children[0]
    session.select(first.id)
    dialog.ui.lines.selectAll()
    dialog.ui.insert.click()
    bodies = [session.document.node(entry.id).body for entry in session.outline.root.children[0].children]
    assert bodies[1:3] == ["打印此页", "打印此页"]
    assert lines(session) == []
    session.undo()
    assert len(lines(session)) == 2


def test_a_line_joins_the_text_of_the_selected_item(dialog: UnplacedDialog, session: Session) -> None:
    item = session.document.find("教师节")[0]
    session.select(item)
    dialog.ui.lines.item(1).setSelected(True)
    dialog.ui.append.click()
    assert session.document.node(item).body == "做好教师节表彰。\n打印此页"


def test_f1_shows_the_manual_and_its_links_lead_on(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(None)
    window.actions_by[Act.MANUAL].trigger()
    manual = window.findChild(ManualWindow)
    qtbot.waitExposed(manual)
    assert "编写计划" in manual.browser.toPlainText()  # the tree has the focus
    manual.browser.setSource(manual.browser.source().resolved(QUrl("README.md")))
    assert "使用手册" in manual.browser.toPlainText()
    assert manual.back.isEnabled()
    manual.back.click()
    assert manual.page == "editing.md"
    assert unnamed(manual) == []
    manual.close()


def test_escape_closes_the_manual_and_leaves_the_plan_open(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(None)
    window.actions_by[Act.MANUAL].trigger()
    manual = window.findChild(ManualWindow)
    assert manual is not None
    qtbot.waitExposed(manual)
    manual.activateWindow()
    qtbot.waitUntil(manual.isActiveWindow)
    with qtbot.waitSignal(manual.destroyed):
        qtbot.keyClick(manual.browser, Qt.Key.Key_Escape)
    assert window.isVisible()


def test_the_list_of_chapters_leads_to_every_page_and_follows_the_links(qtbot: QtBot) -> None:
    manual = ManualWindow()
    qtbot.addWidget(manual)
    manual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    names = [name for _title, name in chapters()]
    shipped = sorted(path.name for path in bundled_path("manual/README.md").parent.glob("*.md"))
    assert sorted(names) == shipped
    for row in range(manual.chapters.count()):
        manual.chapters.setCurrentRow(row)
        assert manual.page == names[row]
    manual.show_page("files.md")
    assert manual.chapters.currentRow() == names.index("files.md")


def test_a_page_after_a_click_at_a_heading_reads_as_ever(qtbot: QtBot) -> None:
    manual = ManualWindow()
    qtbot.addWidget(manual)
    manual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    manual.show_page("files.md")
    expected = manual.browser.document().toHtml()
    manual.show_page("editing.md")
    manual.browser.setTextCursor(QTextCursor(manual.browser.document().begin()))  # the page's heading
    manual.show_page("files.md")
    assert manual.browser.document().toHtml() == expected
    manual.show()
    qtbot.waitExposed(manual)
    manual.resize(manual.width() - 100, manual.height())
    QApplication.processEvents()
    assert manual.browser.document().toHtml() == expected


def test_pictures_are_no_wider_than_the_page(qtbot: QtBot) -> None:
    manual = ManualWindow(None, "README.md")
    qtbot.addWidget(manual)
    manual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    manual.show()
    qtbot.waitExposed(manual)
    qtbot.waitUntil(lambda: manual.browser.horizontalScrollBar().maximum() == 0)
    manual.resize(500, 600)
    qtbot.waitUntil(lambda: manual.browser.horizontalScrollBar().maximum() == 0)


@pytest.mark.parametrize("page", sorted({FIRST_PAGE, *PAGES.values()}))
def test_every_part_of_the_window_leads_to_a_heading_that_is_there(page: str) -> None:
    name, _sign, heading = page.partition("#")
    text = bundled_path(f"manual/{name}").read_text(encoding="utf-8")
    assert not heading or re.search(rf"^#+ {re.escape(heading)}$", text, re.MULTILINE)


def test_every_class_that_the_manual_knows_is_one_of_the_program() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in Path(planeditor.gui.__file__).parent.glob("*.py"))
    assert [name for name in PAGES if not re.search(rf"^class {name}\(", source, re.MULTILINE)] == []


def test_f1_in_a_dialog_opens_the_chapter_on_it(open_window: OpenWindow, qapp: QApplication, qtbot: QtBot) -> None:
    key = ManualKey(qapp)
    window = open_window(None)
    window.actions_by[Act.GO_TO].trigger()
    dialog = window.findChild(GoToDialog)
    dialog.activateWindow()
    dialog.field.setFocus()
    qtbot.waitUntil(dialog.field.hasFocus)
    qtbot.keyClick(dialog.field, Qt.Key.Key_F1)
    manual = dialog.findChild(ManualWindow)
    assert manual.page == "editing.md"
    qtbot.waitUntil(lambda: manual.browser.verticalScrollBar().value() > 0)  # at the heading, far below
    manual.close()
    dialog.reject()
    key.setParent(None)
    key.deleteLater()


def test_the_text_behind_the_cursor_becomes_an_item(open_window: OpenWindow) -> None:
    window = open_window(None)
    session = window.session
    item = session.document.find("加快推进教育重大项目")[0]
    session.select(item)
    body = window.editor.ui.body
    body.setFocus()
    cursor = body.textCursor()
    cursor.setPosition(16)
    body.setTextCursor(cursor)
    window.actions_by[Act.SPLIT].trigger()
    assert session.document.node(item).body == "计划新改扩建各级各类学校42所，"
    assert session.document.node(session.current_id).body == "其中幼儿园17所。强化监督管理。"


def test_the_cursor_counts_characters_beyond_the_basic_plane_as_one(open_window: OpenWindow) -> None:
    body = open_window(None).editor.ui.body
    body.show_text("𠮷野家")
    body.moveCursor(QTextCursor.MoveOperation.End)
    assert body.cursor_offset == 3
