"""The key editor: what can be given, conflicts by name, all windows at once, and back to the usual keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox

from planeditor.gui.actions import Act
from planeditor.gui.keys_dialog import KeysDialog, show_keys
from planeditor.gui.keys_store import changed_keys, refusal, usual_keys
from planeditor.gui.main_window import MainWindow
from planeditor.gui.settings import settings
from tests.gui.names import unnamed

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dialog(window: MainWindow) -> KeysDialog:
    """The key editor above a window; its settings are gone afterwards."""
    dialog = show_keys(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    yield dialog
    dialog.close()
    settings().remove("keys")


def press(dialog: KeysDialog, keys: str) -> None:
    """Press keys as if in the field for them."""
    dialog.edit.setKeySequence(QKeySequence(keys))


def keys_of(window: MainWindow, act: Act) -> list[str]:
    """Return an action's keys as they work now."""
    return [sequence.toString() for sequence in window.actions_by[act].shortcuts()]


@pytest.mark.parametrize(
    "keys", ["Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift+F", "A", "Shift+A", "Alt+F", "Tab"]
)
def test_keys_that_input_methods_typing_and_menus_need_are_refused(keys: str) -> None:
    assert refusal(QKeySequence(keys))


@pytest.mark.parametrize("keys", ["Ctrl+B", "F3", "Return", "Alt+Shift+X", "Ctrl+Alt+B", "Del", "Ctrl+="])
def test_other_keys_can_be_given(keys: str) -> None:
    assert refusal(QKeySequence(keys)) == ""


def test_no_usual_key_would_be_refused() -> None:
    assert [key for keys in usual_keys().values() for key in keys if refusal(QKeySequence(key))] == []


def test_every_action_stands_in_the_list_and_everything_has_a_name(dialog: KeysDialog) -> None:
    assert set(dialog._rows) == set(Act)
    assert unnamed(dialog) == []


def test_pressed_keys_work_after_ok_in_all_windows(
    dialog: KeysDialog, window: MainWindow, open_window: Callable[..., MainWindow], qtbot
) -> None:
    other = open_window()
    dialog.choose(Act.GO_TO)
    dialog.edit.setFocus()
    qtbot.keyClick(dialog.edit, Qt.Key.Key_J, CTRL_SHIFT)
    assert dialog.edit.keySequence().toString() == "Ctrl+Shift+J"
    dialog.give.click()
    assert keys_of(window, Act.GO_TO) == list(usual_keys()[Act.GO_TO])
    dialog.accept()
    assert keys_of(window, Act.GO_TO) == keys_of(other, Act.GO_TO) == ["Ctrl+Shift+J"]
    assert "Ctrl+Shift+J" in window.actions_by[Act.GO_TO].toolTip()
    assert keys_of(open_window(), Act.GO_TO) == ["Ctrl+Shift+J"]


def test_a_conflict_names_the_other_action_which_loses_its_key(dialog: KeysDialog) -> None:
    dialog.choose(Act.MERGE)
    press(dialog, "Ctrl+H")
    assert "替换" in dialog.told.text()
    dialog.give.click()
    assert dialog.keys[Act.MERGE] == ("Ctrl+H",)
    assert dialog.keys[Act.REPLACE] == ()


def test_a_refused_key_cannot_be_given(dialog: KeysDialog) -> None:
    dialog.choose(Act.MERGE)
    press(dialog, "Ctrl+Space")
    assert "输入法" in dialog.told.text()
    assert not dialog.give.isEnabled()
    dialog.give_pressed()
    assert dialog.keys[Act.MERGE] == ()


def test_cancel_changes_nothing(dialog: KeysDialog, window: MainWindow) -> None:
    dialog.choose(Act.MERGE)
    press(dialog, "Ctrl+B")
    dialog.give.click()
    dialog.reject()
    assert keys_of(window, Act.MERGE) == []
    assert changed_keys() == {}


def test_one_action_or_all_get_their_usual_keys_back(dialog: KeysDialog, window: MainWindow) -> None:
    dialog.choose(Act.MERGE)
    press(dialog, "Ctrl+H")
    dialog.give.click()
    dialog.choose(Act.REPLACE)
    dialog.reset.click()
    assert dialog.keys[Act.REPLACE] == ("Ctrl+H",)
    assert dialog.keys[Act.MERGE] == ()
    dialog.choose(Act.FIND)
    dialog.take_away.click()
    dialog.reset_all.click()
    assert dialog.keys == usual_keys()
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    assert changed_keys() == {}


def test_actions_are_found_by_name_and_by_key(dialog: KeysDialog) -> None:
    dialog.filter.setText("Ctrl+H")
    seen = [act for act, row in dialog._rows.items() if not row.isHidden()]
    assert Act.REPLACE in seen
    assert Act.FIND not in seen
    assert dialog.current in seen
    dialog.filter.setText("导入")
    assert not dialog._rows[Act.IMPORT].isHidden()


def test_settings_that_nobody_can_read_are_as_none(window: MainWindow) -> None:
    for text in ("{", "[]", '{"FIND": 3, "REPLACE": ["Ctrl+Space", 5], "NOPE": []}'):
        settings().setValue("keys/changed", text)
        assert set(changed_keys().values()) <= {()}
    settings().remove("keys")
