"""Reading a revised file back: the differences in a real window, decided by keys and clicks, taken in one step."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMessageBox, QTextEdit
from pytestqt.qtbot import QtBot

from planeditor.exporting import Options, export
from planeditor.gui.actions import Act
from planeditor.gui.differences_commands import Form, read_back, write_comparison_to, write_opinions_to
from planeditor.gui.differences_dialog import DifferencesDialog
from planeditor.gui.differences_model import Column, Row
from planeditor.gui.main_window import MainWindow
from planeditor.gui.windows import Windows
from planeditor.plan.difference_texts import DifferenceTexts
from planeditor.plan.entities import Node, Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import Document, open_document
from tests.gui.names import unnamed

Edit = Callable[[Document, Snapshot], object]


@pytest.fixture
def sent(window: MainWindow, tmp_path: Path) -> Path:
    """A copy of the window's plan, as it goes to others."""
    path = tmp_path / "计财科意见.plan"
    window.session.document.save_copy_to_send(path)
    return path


def revise(path: Path, *edits: Edit) -> Snapshot:
    """Let others edit a copy; return what it was."""
    document = open_document(path, author="李四")
    before = document.snapshot()
    for edit in edits:
        edit(document, before)
    document.publish()
    document.close()
    return before


def schools(plan: Snapshot) -> Node:
    """The item about schools."""
    return plan.nodes[0].children[0]


def reword(document: Document, plan: Snapshot) -> object:
    """Make 42 schools 45."""
    return document.set_body(schools(plan).id, schools(plan).body.replace("42所", "45所"))


def retitle(document: Document, plan: Snapshot) -> object:
    """Give the second section another title."""
    return document.rename(plan.nodes[1].id, "打造高素质队伍")


def add(document: Document, plan: Snapshot) -> object:
    """Add an item to the second section."""
    return document.insert("item", plan.nodes[1].id, title="新增的工作")


def drop_last(document: Document, plan: Snapshot) -> object:
    """Delete the item about funds."""
    return document.delete([plan.nodes[0].children[1].id])


def dialog_of(window: MainWindow, qtbot: QtBot) -> DifferencesDialog:
    """The dialog, when it is there."""
    qtbot.waitUntil(lambda: bool(window.findChildren(DifferencesDialog)), timeout=20_000)
    (dialog,) = window.findChildren(DifferencesDialog)
    qtbot.waitExposed(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # looked at after it closed
    return dialog


def read(window: MainWindow, path: Path, qtbot: QtBot) -> DifferencesDialog:
    """Read a file back and return the dialog."""
    read_back(window, path)
    return dialog_of(window, qtbot)


def rows(dialog: DifferencesDialog) -> list[tuple[str, str, str]]:
    """Kind, entry and aspect of every row shown."""
    return [(row.group, row.title, row.aspect) for row in dialog.model.shown_rows()]


def row_of(dialog: DifferencesDialog, group: str) -> Row:
    """The first row of a kind."""
    return next(row for row in dialog.model.shown_rows() if row.group == group)


def go_to(dialog: DifferencesDialog, row: Row) -> None:
    """Select a row as a click does."""
    for place in range(dialog.model.rowCount()):
        above = dialog.model.index(place, 0)
        for child in range(dialog.model.rowCount(above)):
            index = dialog.model.index(child, 0, above)
            if dialog.model.row_at(index) == row:
                dialog.ui.list.setCurrentIndex(index)


def take(dialog: DifferencesDialog, qtbot: QtBot) -> None:
    """Press the last button and wait for the end."""
    dialog.ui.take.click()
    qtbot.waitUntil(lambda: not dialog.isVisible() or bool(dialog.ui.problem.text()), timeout=20_000)


def marked(view: QTextEdit, test: Callable[[QTextCharFormat], bool]) -> str:
    """The characters of a text that are shown in some way."""
    cursor, found = QTextCursor(view.document()), ""
    while cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor):
        found += cursor.selectedText() if test(cursor.charFormat()) else ""
        cursor.clearSelection()
    return found


def test_what_others_changed_is_shown_by_kind_with_its_words_marked(
    window: MainWindow, sent: Path, qtbot: QtBot
) -> None:
    revise(sent, reword, retitle, add, drop_last)
    dialog = read(window, sent, qtbot)
    assert rows(dialog) == [
        ("edited", "1.加快推进教育重大项目", "正文"),
        ("edited", "二、加强队伍建设", "标题"),
        ("added", "3.新增的工作", ""),
        ("deleted", "2.健全经费保障机制", ""),
        ("renumbered", "3. → 2. 做好教师节表彰。", ""),
    ]
    assert marked(dialog.detail.text, QTextCharFormat.fontStrikeOut) == "42所"
    assert marked(dialog.detail.text, QTextCharFormat.fontUnderline) == "45所"
    assert dialog.ui.notice.isHidden()
    assert unnamed(dialog) == []
    assert dialog.chips["all"].text() == "全部 5"
    assert dialog.ui.summary.text().startswith("共 5 处不同")
    assert "编号变化 1" in dialog.ui.summary.text()


def test_differences_are_decided_by_keys(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    revise(sent, reword, retitle, add)
    dialog = read(window, sent, qtbot)
    view = dialog.ui.list
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_A)
    qtbot.keyClick(view, Qt.Key.Key_R)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert [dialog.model.decision(row) for row in dialog.model.shown_rows()] == [True, False, True]
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert [dialog.model.decision(row) for row in dialog.model.shown_rows()] == [True, False, None]
    assert "采纳 1" in dialog.ui.summary.text()
    assert "未定 1" in dialog.ui.summary.text()


def test_what_is_accepted_becomes_one_step_that_can_be_undone(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    before = revise(sent, reword, retitle, add, drop_last)
    dialog = read(window, sent, qtbot)
    dialog.ui.accept_all.click()
    go_to(dialog, row_of(dialog, "deleted"))
    dialog.ui.reject_one.click()
    take(dialog, qtbot)
    document = window.session.document
    after = document.snapshot()
    assert "45所" in document.node(schools(before).id).body
    assert after.nodes[1].title == "打造高素质队伍"
    assert [child.title for child in after.nodes[1].children] == ["", "新增的工作"]
    assert len(after.nodes[0].children) == 2
    assert sent.name in document.undo_label
    window.session.undo()
    assert document.snapshot() == before


def test_a_second_run_changes_nothing_and_says_so(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    revise(sent, reword, add)
    dialog = read(window, sent, qtbot)
    dialog.ui.accept_all.click()
    take(dialog, qtbot)
    dialog.deleteLater()
    qtbot.waitUntil(lambda: not window.findChildren(DifferencesDialog))
    taken = window.session.document.snapshot()
    read_back(window, sent)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=20_000)
    (box,) = window.findChildren(QMessageBox)
    assert "没有不同" in box.text()
    box.close()
    assert window.session.document.snapshot() == taken


def test_a_conflict_shows_three_texts_and_is_not_taken_unasked(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    before = revise(sent, retitle, reword)
    section = before.nodes[1].id
    window.session.run(lambda document: document.rename(section, "抓好队伍建设"))
    dialog = read(window, sent, qtbot)
    conflict = row_of(dialog, "conflict")
    go_to(dialog, conflict)
    assert dialog.detail.columns[0].toPlainText() == "加强队伍建设"
    assert "抓好" in marked(dialog.detail.columns[1], QTextCharFormat.fontUnderline)
    assert "打造" in marked(dialog.detail.columns[2], QTextCharFormat.fontUnderline)
    dialog.ui.accept_all.click()
    assert dialog.model.is_open(conflict)
    dialog.chips["conflict"].click()
    dialog.ui.accept_all.click()
    take(dialog, qtbot)
    assert window.session.document.node(section).title == "打造高素质队伍"
    assert "45所" in window.session.document.node(schools(before).id).body


def test_an_undecided_conflict_stays_as_ours(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    before = revise(sent, retitle, reword)
    section = before.nodes[1].id
    window.session.run(lambda document: document.rename(section, "抓好队伍建设"))
    dialog = read(window, sent, qtbot)
    dialog.ui.accept_all.click()
    take(dialog, qtbot)
    assert window.session.document.node(section).title == "抓好队伍建设"


def test_chips_show_one_kind_and_what_is_open(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    revise(sent, reword, add, drop_last)
    dialog = read(window, sent, qtbot)
    assert list(dialog.chips) == ["all", "open", "edited", "added", "deleted", "renumbered"]
    dialog.chips["added"].click()
    assert [group for group, _title, _aspect in rows(dialog)] == ["added"]
    dialog.ui.accept_all.click()
    dialog.chips["open"].click()
    assert [group for group, _title, _aspect in rows(dialog)] == ["edited", "deleted"]
    assert dialog.chips["open"].text() == "未定 2"


def test_what_is_only_renumbered_is_told_and_not_asked(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    revise(
        sent, lambda document, plan: document.insert("item", plan.nodes[0].id, before=schools(plan).id, title="先做")
    )
    dialog = read(window, sent, qtbot)
    assert [row.group for row in dialog.model.shown_rows()].count("renumbered") == 3
    row = row_of(dialog, "renumbered")
    assert row.title == "1. → 2. 加快推进教育重大项目"
    go_to(dialog, row)
    assert not dialog.ui.accept_one.isEnabled()
    dialog.ui.accept_all.click()
    assert len(dialog.model.decisions) == 1


def test_the_heading_of_a_kind_stands_for_all_below_it(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    revise(sent, reword, retitle, add)
    dialog = read(window, sent, qtbot)
    dialog.ui.list.setCurrentIndex(dialog.model.index(0, Column.ENTRY))
    qtbot.keyClick(dialog.ui.list, Qt.Key.Key_A)
    assert [dialog.model.decision(row) for row in dialog.model.shown_rows()] == [True, True, None]


def test_closing_with_decisions_asks_first(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    revise(sent, reword)
    dialog = read(window, sent, qtbot)
    qtbot.keyClick(dialog.ui.list, Qt.Key.Key_A)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    (box,) = dialog.findChildren(QMessageBox)
    assert dialog.isVisible()
    box.defaultButton().click()
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    box = dialog.findChildren(QMessageBox)[-1]
    next(button for button in box.buttons() if button.text() == "仍然关闭").click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert "42所" in window.session.document.node(schools(window.session.document.snapshot()).id).body


def test_a_plan_that_changed_meanwhile_is_not_overwritten(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    before = revise(sent, reword)
    dialog = read(window, sent, qtbot)
    dialog.ui.accept_all.click()
    window.session.run(lambda document: document.rename(before.nodes[1].id, "刚刚改的"))
    take(dialog, qtbot)
    assert dialog.isVisible()
    assert "重新比对" in dialog.ui.problem.text()
    assert "42所" in window.session.document.node(schools(before).id).body


@pytest.mark.parametrize("suffix", [".docx", ".json"])
def test_an_exported_document_comes_back(window: MainWindow, tmp_path: Path, qtbot: QtBot, suffix: str) -> None:
    document = window.session.document
    plan = document.snapshot()
    revised = replace(plan, nodes=(plan.nodes[0], replace(plan.nodes[1], title="打造高素质队伍")))
    path = tmp_path / f"发出的文稿{suffix}"
    export(revised, path, options=Options(mark=document.mark()))
    window.session.run(lambda doc: doc.rename(plan.nodes[0].id, "我方同时改的"))
    dialog = read(window, path, qtbot)
    assert rows(dialog) == [("edited", "二、加强队伍建设", "标题")]
    assert dialog.ui.notice.isHidden()


def test_a_file_without_a_known_origin_says_what_it_is_compared_with(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    plan = window.session.document.snapshot()
    path = tmp_path / "改稿.json"
    export(replace(plan, nodes=(plan.nodes[0], replace(plan.nodes[1], title="打造高素质队伍"))), path)
    dialog = read(window, path, qtbot)
    assert not dialog.ui.notice.isHidden()
    assert dialog.ui.notice_text.text()


def test_a_foreign_file_is_refused_in_a_sentence(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "别的.json"
    export(Snapshot(window.session.document.plan(), (), (Node(new_id(), "section", "毫不相干的内容"),)), path)
    read_back(window, path)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=20_000)
    (box,) = window.findChildren(QMessageBox)
    assert path.name in box.text()
    box.close()


def test_reasons_and_the_proposer_go_into_the_form_of_opinions(
    window: MainWindow, sent: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    revise(sent, reword, add, drop_last)
    dialog = read(window, sent, qtbot)
    dialog.ui.proposer.insert("计财科")
    dialog.ui.reason.insert("与年度预算一致")  # as typing does
    dialog.ui.accept_one.click()
    dialog.ui.reject_one.click()
    form = Form(dialog.merge, dialog.ui.proposer.text(), dialog.opinions(), "意见")
    path = tmp_path / "采纳情况.xlsx"
    write_opinions_to(window, form, path, dialog)
    qtbot.waitUntil(path.exists, timeout=20_000)
    sheet = load_workbook(path).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[1] == ["序号", "提出单位", "原文", "修改意见", "采纳情况", "理由"]
    assert values[2][:2] == [1, "计财科"]
    assert "42所" in values[2][2]
    assert "45所" in values[2][3]
    assert values[2][4:] == ["采纳", "与年度预算一致"]
    assert [row[4] for row in values[3:]] == ["不采纳", None]
    assert values[4][3] == "建议删除。"


def test_the_comparison_is_written_as_a_word_table(
    window: MainWindow, sent: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    from docx import Document as WordDocument

    revise(sent, reword)
    dialog = read(window, sent, qtbot)
    path = tmp_path / "比对.docx"
    write_comparison_to(window, dialog.merge, path, "比对表", dialog)
    qtbot.waitUntil(path.exists, timeout=20_000)
    runs = [run for par in WordDocument(str(path)).tables[0].rows[1].cells[4].paragraphs for run in par.runs]
    assert [run.text for run in runs if run.font.strike] == ["42所"]
    assert [run.text for run in runs if run.font.underline] == ["45所"]


def drop(window: MainWindow, path: Path) -> None:
    """Drop a file on a window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(5, 5), copy, data, left, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)


def test_a_dropped_export_of_this_plan_is_offered_to_be_read_back(window: MainWindow, sent: Path, qtbot: QtBot) -> None:
    revise(sent, reword)
    drop(window, sent)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=20_000)
    (box,) = window.findChildren(QMessageBox)
    next(button for button in box.buttons() if button.text() == "读回修改").click()
    assert rows(dialog_of(window, qtbot))


def test_any_other_dropped_file_is_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "别的.json"
    other = replace(window.session.document.plan(), id=new_id(), title="别的计划")
    export(Snapshot(other, (), (Node(new_id(), "section", "别的"),)), path)
    with qtbot.waitSignal(window.windows.opened, timeout=20_000):
        drop(window, path)
    assert window.windows.all[-1].session.document.plan().title == "别的计划"


def test_a_plan_that_someone_else_has_open_takes_nothing_back(windows: Windows, sent: Path) -> None:
    holder = open_document(sent)
    window = windows.show_document(open_document(sent))
    assert not window.actions_by[Act.READ_BACK].isEnabled()
    holder.close()


def test_many_notes_leave_room_for_the_differences(window: MainWindow, sent: Path, qtbot) -> None:
    revise(sent, reword)
    shown = read(window, sent, qtbot)
    notes = [f"〔批注 王局长〕意见{number}" for number in range(60)]
    dialog = DifferencesDialog(DifferenceTexts(shown.merge), shown.purpose, notes, window)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert all(note in dialog.ui.notice_text.text() for note in notes)
    assert 0 < dialog.ui.notice.height() < dialog.height() / 4
    assert unnamed(dialog) == []
