"""Typing in the window: undo inside a text is the plan's undo, a composition is never lost, no sign is changed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.text_edit import TextEdit
from planeditor.store import read_plan

MARKS = "，。；：？！、“引‘内’”（一）《文》〈篇〉【注】——……·～＋－％１２３　ＡＢ"


class InputMethod:
    """A Chinese input method in the middle of a word: asked to commit, it gives the word to what has the focus."""

    def __init__(self, word: str) -> None:
        self.word = word

    def commit(self) -> None:
        """Give the word, once."""
        word, self.word = self.word, ""
        focus = QApplication.focusWidget()
        if word and focus is not None:
            event = QInputMethodEvent("", [])
            event.setCommitString(word)
            QApplication.sendEvent(focus, event)


@pytest.fixture
def body(window: MainWindow, qtbot: QtBot) -> TextEdit:
    """The text of an item without one, with the cursor in it."""
    window.session.select(window.session.document.find("中心城区学校建设")[0])
    window.editor.ui.body.setFocus()
    qtbot.waitUntil(window.editor.ui.body.hasFocus)
    return window.editor.ui.body


def compose(body: TextEdit, monkeypatch: pytest.MonkeyPatch, letters: str, word: str) -> None:
    """Begin a word with an input method, and leave it unfinished."""
    method = InputMethod(word)
    monkeypatch.setattr(QGuiApplication, "inputMethod", staticmethod(lambda: method))
    QApplication.sendEvent(body, QInputMethodEvent(letters, []))


def text_of(window: MainWindow, node_id: int) -> str:
    """Return the text of an item as the document has it."""
    return window.session.document.node(node_id).body


def test_undo_takes_back_what_was_typed_piece_by_piece_and_redo_brings_it_again(
    window: MainWindow, body: TextEdit, qtbot: QtBot
) -> None:
    item, control = window.session.current_id, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClicks(body, "abc")
    body.commit()
    qtbot.keyClicks(body, "def")  # not committed yet: undo takes it all the same
    for expected in ("abc", ""):
        qtbot.keyClick(body, Qt.Key.Key_Z, control)
        assert (body.text, text_of(window, item)) == (expected, expected)
    for expected in ("abc", "abcdef"):
        qtbot.keyClick(body, Qt.Key.Key_Y, control)
        assert (body.text, text_of(window, item)) == (expected, expected)
    assert body.hasFocus()


def test_steps_in_texts_and_in_the_tree_are_undone_in_one_row(window: MainWindow, body: TextEdit, qtbot: QtBot) -> None:
    item = window.session.current_id
    before = window.session.document.snapshot()
    qtbot.keyClicks(body, "abc")
    window.session.run(lambda document: document.rename(item, "新标题"))
    window.actions_by[Act.UNDO].trigger()
    assert window.session.document.node(item).title == "中心城区学校建设"
    assert text_of(window, item) == "abc"
    window.actions_by[Act.UNDO].trigger()
    assert window.session.document.snapshot() == before


def test_another_row_finds_the_composition_committed_to_the_one_before(
    window: MainWindow, body: TextEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = window.session.current_id
    compose(body, monkeypatch, "xuexiao", "学校")
    assert text_of(window, item) == ""
    window.tree.show_id(window.session.outline.root.children[1].id)
    assert text_of(window, item) == "学校"
    assert "学校" not in body.text


def test_saving_finds_the_composition_committed(
    window: MainWindow, body: TextEdit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "计划.plan"
    item = window.session.current_id
    compose(body, monkeypatch, "xuexiao", "学校")
    window.files.save_to(path)
    qtbot.waitUntil(path.exists)
    assert text_of(window, item) == "学校"
    assert "学校" in [node.body for node in read_plan(path).walk()]


def test_closing_finds_the_composition_committed(
    window: MainWindow, body: TextEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = window.session.current_id
    compose(body, monkeypatch, "xuexiao", "学校")
    window.files.try_to_close()
    assert text_of(window, item) == "学校"


def test_chinese_marks_and_full_width_signs_stay_as_they_were_typed(
    window: MainWindow, body: TextEdit, tmp_path: Path, qtbot: QtBot
) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(MARKS)
    QApplication.sendEvent(body, event)
    window.session.flush()
    path = tmp_path / "标点.plan"
    window.files.save_to(path)
    qtbot.waitUntil(path.exists)
    assert body.text == text_of(window, window.session.current_id) == MARKS
    assert MARKS in [node.body for node in read_plan(path).walk()]
