"""Pasting from Word, Excel and browsers into a real window: one step, at the right place, nothing lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from planeditor.gui import clipboard, tree_mime
from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.plan.entities import Node
from planeditor.plan.outline import Entry

FILES = Path(__file__).parent.parent / "files" / "html"
CTRL = Qt.KeyboardModifier.ControlModifier


def sections(window: MainWindow) -> list[Entry]:
    return window.session.outline.root.children


def put(html: str, text: str = "") -> None:
    data = QMimeData()
    data.setHtml(html)
    if text:
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def put_file(name: str) -> None:
    put((FILES / name).read_text("utf-8"), "纯文本")


def titles(window: MainWindow, entries: list[Entry]) -> list[str]:
    return [subtree(window, entry.id).title for entry in entries]


def subtree(window: MainWindow, node_id: int) -> Node:
    return window.session.document.subtrees([node_id])[0]


def test_a_range_of_excel_becomes_items_with_owners_and_dues(window: MainWindow, qtbot: QtBot) -> None:
    put_file("excel_range.html")
    window.tree.show_id(sections(window)[0].id)
    qtbot.keyClick(window.tree, Qt.Key.Key_V, CTRL)
    pasted = subtree(window, sections(window)[1].id)
    assert (pasted.kind, pasted.title) == ("section", "加强党的建设")
    assert [(node.title, node.due) for node in pasted.children] == [
        ("建设清廉学校", "2026-09"), ("加强理论学习", "2021-12")
    ]  # fmt: skip
    known = {department.name: department.id for department in window.session.document.departments()}
    assert pasted.children[0].owners[2].department_id == known["基教科"]
    assert "机关纪委" in known
    assert window.session.current_id == pasted.id


def test_pasting_is_one_step_that_takes_back_everything(window: MainWindow) -> None:
    before = window.session.document.snapshot()
    for name in ("excel_range.html", "word_paragraphs.html", "wps_table.html"):
        put_file(name)
        window.tree.show_id(sections(window)[0].id)
        window.actions_by[Act.PASTE].trigger()
        assert window.session.document.snapshot() != before
        window.actions_by[Act.UNDO].trigger()
        assert window.session.document.snapshot() == before


def test_hidden_words_are_set_aside(window: MainWindow) -> None:
    put_file("word_paragraphs.html")
    window.tree.show_id(sections(window)[0].id)
    window.actions_by[Act.PASTE].trigger()
    assert window.session.document.snapshot().unplaced[-1] == "（内部掌握）"
    assert window.session.document.undo_label == "粘贴"


def test_paragraphs_of_word_pasted_below_an_item_keep_their_order(window: MainWindow) -> None:
    put("<ol><li>甲<ul><li>子</li></ul></li><li>乙</li></ol>", "不用")
    second = sections(window)[1]
    window.tree.show_id(second.children[0].id)
    window.actions_by[Act.PASTE].trigger()
    assert titles(window, second.children)[1:] == ["甲", "乙"]
    assert titles(window, second.children[1].children) == ["子"]


def test_words_that_html_only_dresses_up_are_pasted_as_text(window: MainWindow) -> None:
    put("<p>推进学前教育</p><p>&nbsp;&nbsp;新建幼儿园</p>", "推进学前教育\n\t新建幼儿园")
    second = sections(window)[1]
    window.tree.show_id(second.id)
    window.actions_by[Act.PASTE].trigger()
    assert titles(window, second.children[-1].children) == ["新建幼儿园"]


def test_html_without_text_can_be_pasted(window: MainWindow) -> None:
    put("<ul><li>甲</li></ul>")
    window.tree.show_id(sections(window)[1].id)
    window.actions_by[Act.PASTE].trigger()
    assert titles(window, sections(window)[1].children)[-1] == "甲"


def test_our_own_rows_go_before_their_table(window: MainWindow) -> None:
    section = sections(window)[0]
    data = clipboard.mime_of(window.session.document, window.session.outline, [section.id])
    assert data.hasFormat(tree_mime.NODES)
    QGuiApplication.clipboard().setMimeData(data)
    (node,) = clipboard.read_clipboard().nodes
    assert len(list(node.walk())) == 1 + sum(1 for entry in section.walk() if entry is not section)


@pytest.mark.parametrize("html", ["<p> </p>", "<table></table>", "<!--StartFragment--><!--EndFragment-->"])
def test_pasting_empty_html_changes_nothing(window: MainWindow, html: str) -> None:
    put(html)
    before = window.session.document.snapshot()
    window.actions_by[Act.PASTE].trigger()
    assert window.session.document.snapshot() == before


def test_a_table_copied_here_and_pasted_as_html_alone_comes_back_with_titles_and_owners(window: MainWindow) -> None:
    section = sections(window)[0]
    html = clipboard.mime_of(window.session.document, window.session.outline, [section.id]).html()
    put(html)
    window.tree.show_id(sections(window)[1].id)
    window.actions_by[Act.PASTE].trigger()
    (copied,) = window.session.document.subtrees([section.id])
    pasted = [node for entry in sections(window)[1:] for node in subtree(window, entry.id).walk()]
    assert copied.children[0].title in [node.title for node in pasted]
    assert "计财科" in [owner.name for node in pasted for owner in node.owners]
