"""Lists that are empty say so, and fields that say what they are for say all of it."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QTableWidget
from pytestqt.qtbot import QtBot

from planeditor.gui import theme
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.prompt_room import PromptRoom
from tests.gui.audits import cut


def test_words_stand_in_an_empty_list_and_go_with_the_first_row(qtbot: QtBot) -> None:
    view = QListWidget()
    words = EmptyWords(view, "Nothing yet.")
    qtbot.addWidget(view)
    view.show()
    assert words.isVisible()
    view.addItem("one")
    assert not words.isVisible()
    view.clear()
    assert words.isVisible()
    view.resize(400, 300)
    QApplication.processEvents()
    assert words.geometry() == view.viewport().rect()


def test_a_table_without_columns_is_empty_too(qtbot: QtBot) -> None:
    view = QTableWidget(3, 0)
    words = EmptyWords(view, "Nothing yet.")
    qtbot.addWidget(view)
    view.show()
    assert words.isVisible()
    view.insertColumn(0)
    assert not words.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("prompt", ["填报人", "Set what supports it…"])
def test_a_prompt_has_room_at_every_zoom(qtbot: QtBot, prompt: str, percent: int) -> None:
    field = QLineEdit()
    field.setPlaceholderText(prompt)
    theme.set_look(field, "quiet")
    PromptRoom(field, 3)
    qtbot.addWidget(field)
    field.show()
    field.setStyleSheet(theme.zoom_sheet(percent))
    QApplication.processEvents()
    assert cut(field) == []
