"""The word count of what is shown and of the whole plan, always true while one edits."""

import pytest
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.word_count import WordCountLabel, texts_of, words_of
from planeditor.gui.word_count_dialog import WordCountDialog
from tests.gui.names import unnamed


@pytest.fixture
def words(window: MainWindow, qtbot: QtBot) -> WordCountLabel:
    """The label of a window whose plan is counted."""
    with qtbot.waitSignal(window.status.words.counted):
        window.status.words.count_all()
    return window.status.words


def whole(window: MainWindow) -> int:
    """Return the words of the whole plan, counted text by text."""
    ids = {0, *(entry.id for entry in window.session.outline.walk() if entry.id)}
    return sum(words_of(window.session.document, node_id) for node_id in ids)


def test_the_status_bar_tells_both_counts(window: MainWindow, words: WordCountLabel) -> None:
    item = window.session.document.find("加快推进教育重大项目")[0]
    window.session.select(item)
    # 加快推进教育重大项目 / 计划新改扩建各级各类学校42所，其中幼儿园17所。强化监督管理。
    assert words_of(window.session.document, item) == 10 + 30
    assert "40" in words.text()
    assert words.total == whole(window)
    assert f"{words.total}" in words.text()


def test_the_total_follows_every_edit_and_its_undo(window: MainWindow, words: WordCountLabel) -> None:
    before = words.total
    section = window.session.outline.root.children[0].id
    window.session.run(lambda document: document.set_body(section, "新增的导语，12 个字。"))
    assert words.total == before + 10
    window.session.run(lambda document: document.delete([section]))
    assert words.total == whole(window)
    window.session.undo()
    assert words.total == before + 10
    window.session.run(lambda document: document.set_plan(preamble=""))
    assert words.total == whole(window) == before + 10 - 5
    window.tree.select_ids([section])
    window.actions_by[Act.DUPLICATE].trigger()
    assert words.total == whole(window)


def test_the_dialog_tells_all_numbers_of_item_section_and_plan(
    window: MainWindow, words: WordCountLabel, qtbot: QtBot
) -> None:
    item = window.session.document.find("加快推进教育重大项目")[0]
    window.session.select(item)
    words.click()
    dialog = window.findChild(WordCountDialog)
    qtbot.waitUntil(lambda: dialog.table.item(0, 0) is not None)
    assert unnamed(dialog) == []
    shown = [dialog.table.item(0, column).text() for column in range(3)]
    section = window.session.outline[item]
    below = sum(words_of(window.session.document, entry.id) for entry in section.walk())
    assert shown == ["40", str(below), f"{words.total:,}"]
    assert dialog.table.item(3, 0).text() == "2"  # paragraphs: the title and the body
    dialog.reject()


def test_fields_count_as_well(window: MainWindow) -> None:
    item = window.session.document.find("健全经费保障机制")[0]
    assert "投入不足。" in texts_of(window.session.document, item)
