"""The options: kept, applied at once to every window, and taken back by Cancel."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from planeditor import i18n
from planeditor.gui import preferences, theme
from planeditor.gui.export_dialog import ExportDialog
from planeditor.gui.keys_dialog import KeysDialog
from planeditor.gui.main_window import MainWindow
from planeditor.gui.preferences import Preferences
from planeditor.gui.settings_dialog import SettingsDialog, show_settings
from planeditor.gui.windows import Windows
from tests.gui.names import unnamed


@pytest.fixture
def dialog(windows: Windows, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[SettingsDialog]:
    """The options above a window; all is as usual afterwards."""
    monkeypatch.delenv("PLANEDITOR_THEME", raising=False)
    preferences.keep(Preferences(theme="light"))
    yield show_settings(windows, window)
    preferences.keep(Preferences())


def choose(dialog: SettingsDialog, name: str, value: str) -> None:
    """Choose an entry of a list by its value."""
    box = getattr(dialog, name)
    box.setCurrentIndex(box.findData(value))


def test_everything_has_a_name(dialog: SettingsDialog) -> None:
    assert unnamed(dialog) == []
    assert "backups" in dialog.backups.text()


def test_ok_keeps_and_applies(dialog: SettingsDialog, windows: Windows, window: MainWindow) -> None:
    choose(dialog, "theme", "dark")
    choose(dialog, "language", "en")
    choose(dialog, "fonts", "windows")
    dialog.zoom.setCurrentText("125")
    dialog.author.setText("  李  四 ")
    dialog.reopen.setChecked(True)
    dialog.accept()
    assert preferences.load() == Preferences("en", "dark", 125, "李 四", "windows", reopen=True)
    assert theme.is_dark()
    assert window.zoom.percent == 125
    node_id = window.session.outline.root.children[0].id
    window.session.run(lambda document: document.rename(node_id, "新名称"))
    assert window.session.document.history()[0].author == "李 四"


def test_the_look_is_tried_out_and_taken_back_by_cancel(dialog: SettingsDialog) -> None:
    choose(dialog, "theme", "dark")
    assert theme.is_dark()
    dialog.reject()
    assert not theme.is_dark()
    assert preferences.load().theme == "light"


def test_a_new_language_is_for_the_next_start_unless_the_environment_decides(
    dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dialog.restart.isHidden()
    choose(dialog, "language", "en")
    dialog.language.activated.emit(dialog.language.currentIndex())
    assert not dialog.restart.isHidden()
    before = i18n.language()
    dialog.accept()
    assert i18n.language() == before
    monkeypatch.setenv("PLANEDITOR_LANGUAGE", "zh_CN")
    assert preferences.chosen_language() is None
    monkeypatch.delenv("PLANEDITOR_LANGUAGE")
    assert preferences.chosen_language() == "en"


def test_the_usual_options_come_back(dialog: SettingsDialog) -> None:
    choose(dialog, "fonts", "windows")
    dialog.usual.click()
    assert dialog.chosen == Preferences()


def test_the_fonts_chosen_here_stand_in_where_a_plan_names_none(dialog: SettingsDialog, window: MainWindow) -> None:
    choose(dialog, "fonts", "windows")
    dialog.accept()
    exporting = ExportDialog(window, lambda *_chosen: None)
    assert exporting.options().fonts == "windows"
    exporting.ui.fonts.setCurrentIndex(exporting.ui.fonts.findData("standard"))
    exporting.accept()
    assert window.session.document.settings()[preferences.EXPORT_FONTS] == "standard"
    assert ExportDialog(window, lambda *_chosen: None).options().fonts == "standard"


def test_the_keys_are_edited_from_here(dialog: SettingsDialog) -> None:
    dialog.keys.click()
    keys = dialog.findChild(KeysDialog)
    assert keys.isVisible()
    keys.reject()


def test_settings_that_nobody_can_read_are_the_usual_ones() -> None:
    kept = preferences.settings()
    for name, value in (("language", "klingon"), ("theme", "pink"), ("zoom", "-3"), ("fonts", ""), ("reopen", "8")):
        kept.setValue(f"preferences/{name}", value)
    assert preferences.load() == Preferences()


def test_a_start_takes_the_look_that_was_chosen(
    qapp: QApplication, windows: Windows, monkeypatch: pytest.MonkeyPatch, open_window: Callable[..., MainWindow]
) -> None:
    from planeditor.gui import app

    monkeypatch.delenv("PLANEDITOR_THEME", raising=False)
    preferences.keep(Preferences(theme="dark"))
    app.make_application()
    assert theme.is_dark()
    preferences.keep(Preferences())
    theme.apply_theme(qapp, "light")
