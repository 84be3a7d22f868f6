"""Cut, copy and paste: between plans, with text and with tables, by the keys that everyone knows."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from planeditor.gui import clipboard, tree_mime
from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.plan.outline import Entry
from tests.gui.trees import contents, title_of

CTRL = Qt.KeyboardModifier.ControlModifier


def sections(window: MainWindow) -> list[Entry]:
    return window.session.outline.root.children


def put_text(text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def test_a_copy_carries_our_form_text_and_a_table(window: MainWindow, qtbot) -> None:
    window.tree.show_id(sections(window)[0].id)
    qtbot.keyClick(window.tree, Qt.Key.Key_C, CTRL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasFormat(tree_mime.NODES)
    lines = data.text().splitlines()
    assert lines[0] == "一、扩大优质资源供给"
    assert lines[1].startswith("\t1.")
    assert "<tr>" in data.html()
    assert "计财科" in data.html()


def test_a_table_has_one_row_for_each_and_numbers_stay_text(window: MainWindow) -> None:
    section = sections(window)[0]
    html = clipboard.mime_of(window.session.document, window.session.outline, [section.id]).html()
    assert html.count("<tr>") == 1 + sum(1 for _entry in section.walk())
    assert "mso-number-format" in html


def test_markup_in_a_text_is_no_markup_in_the_table(window: MainWindow) -> None:
    item = sections(window)[0].children[0].id
    window.session.run(lambda document: document.set_body(item, "<b>5 & 6</b>\n第二行"))
    html = clipboard.mime_of(window.session.document, window.session.outline, [item]).html()
    assert "&lt;b&gt;5 &amp; 6&lt;/b&gt;<br" in html


def test_copied_rows_are_pasted_after_the_current_one(window: MainWindow, qtbot) -> None:
    first, second = sections(window)
    item = first.children[0]
    window.tree.show_id(item.id)
    qtbot.keyClick(window.tree, Qt.Key.Key_C, CTRL)
    window.tree.show_id(second.children[0].id)
    qtbot.keyClick(window.tree, Qt.Key.Key_V, CTRL)
    assert title_of(window.session, second.children[1]) == title_of(window.session, item)
    assert second.children[1].id != item.id
    assert window.session.current_id == second.children[1].id


def test_items_pasted_on_a_section_go_into_it(window: MainWindow, qtbot) -> None:
    first, second = sections(window)
    window.tree.show_id(first.children[0].id)
    window.actions_by[Act.COPY].trigger()
    window.tree.show_id(second.id)
    window.actions_by[Act.PASTE].trigger()
    copy, original = second.children[-1], first.children[0]
    assert title_of(window.session, copy) == title_of(window.session, original)


def test_a_section_pasted_on_an_item_goes_after_its_section(window: MainWindow) -> None:
    first, second = sections(window)
    window.tree.show_id(second.id)
    window.actions_by[Act.COPY].trigger()
    window.tree.show_id(first.children[0].id)
    window.actions_by[Act.PASTE].trigger()
    titles = [title_of(window.session, entry) for entry in sections(window)]
    assert titles == ["扩大优质资源供给", "加强队伍建设", "加强队伍建设"]


def test_cut_rows_go_and_come_back_elsewhere(window: MainWindow, qtbot) -> None:
    first, second = sections(window)
    title = title_of(window.session, first.children[0])
    window.tree.show_id(first.children[0].id)
    qtbot.keyClick(window.tree, Qt.Key.Key_X, CTRL)
    assert title_of(window.session, first.children[0]) != title
    window.tree.show_id(second.children[0].id)
    qtbot.keyClick(window.tree, Qt.Key.Key_V, CTRL)
    assert title_of(window.session, second.children[1]) == title


def test_rows_go_from_plan_to_plan_with_their_departments(window: MainWindow, windows) -> None:
    window.tree.show_id(sections(window)[0].id)
    window.actions_by[Act.COPY].trigger()
    other = windows.new()
    other.actions_by[Act.PASTE].trigger()
    assert title_of(other.session, sections(other)[0]) == title_of(window.session, sections(window)[0])
    assert "计财科" in {known.name for known in other.session.document.departments()}


def test_indented_text_becomes_items_with_items_below(window: MainWindow) -> None:
    put_text("1. 推进学前教育\n\t（1）新建幼儿园\n\t（2）普惠提升\n2. 加强师资")
    window.tree.show_id(sections(window)[1].children[0].id)
    window.actions_by[Act.PASTE].trigger()
    added = sections(window)[1].children[1:]
    assert [title_of(window.session, entry) for entry in added] == ["推进学前教育", "加强师资"]
    assert [title_of(window.session, entry) for entry in added[0].children] == ["新建幼儿园", "普惠提升"]


def test_rows_pasted_below_the_last_visible_one_come_into_sight(window: MainWindow) -> None:
    put_text("1. 推进学前教育\n2. 加强师资\n3. 保障安全")
    window.tree.setFixedHeight(180)
    window.tree.show_id(sections(window)[1].children[-1].id)
    window.actions_by[Act.PASTE].trigger()
    added = sections(window)[1].children[-3:]
    room = window.tree.viewport().rect()
    assert all(room.contains(window.tree.visualRect(window.tree.index_of(entry.id)).center()) for entry in added)


def test_our_own_text_comes_back_with_the_same_titles(window: MainWindow) -> None:
    section = sections(window)[0]
    put_text(clipboard.mime_of(window.session.document, window.session.outline, [section.id]).text())
    window.tree.show_id(sections(window)[1].id)
    window.actions_by[Act.PASTE].trigger()
    assert title_of(window.session, sections(window)[2]) == title_of(window.session, section)


def test_copy_in_a_text_field_copies_the_text(window: MainWindow, qtbot) -> None:
    window.find_bar.start("教师节")
    window.actions_by[Act.COPY].trigger()
    assert QGuiApplication.clipboard().text() == "教师节"
    window.find_bar.field.clear()
    window.actions_by[Act.PASTE].trigger()
    assert window.find_bar.field.text() == "教师节"


def test_pasting_nothing_changes_nothing(window: MainWindow) -> None:
    QGuiApplication.clipboard().setMimeData(QMimeData())
    before = window.session.document.undo_label
    window.actions_by[Act.PASTE].trigger()
    assert window.session.document.undo_label == before


def test_many_rows_are_copied_and_pasted_as_few_are(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("clipboard.LONG", "tree_mime.LONG", "session.LONG_EDIT"):
        monkeypatch.setattr(f"planeditor.gui.{limit}", 0)
    first, last = sections(window)
    window.tree.show_id(first.id)
    window.tree.setFocus()
    window.actions_by[Act.COPY].trigger()
    window.tree.show_id(last.id)
    window.actions_by[Act.PASTE].trigger()
    copy = sections(window)[2]
    shown = contents(window.session.tree, numbers=False)
    assert shown[2].texts == shown[0].texts
    assert [row.texts for row in shown[2].below] == [row.texts for row in shown[0].below]
    assert window.session.current_id == copy.id
    window.session.undo()
    assert len(sections(window)) == 2
