"""The options of the program: language, look, zoom, name, start, fonts of exports, where the backups are, keys.

One rule: OK keeps all and applies it at once to every window, but for the language, which the next start speaks;
Cancel leaves all as it was, the look that was tried out included.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planeditor import i18n
from planeditor.gui import preferences, theme
from planeditor.gui.first_size import give_size
from planeditor.gui.preferences import Preferences, within
from planeditor.gui.zoom import LEVELS
from planeditor.i18n import _
from planeditor.store.locking import user_name
from planeditor.store.user_folder import backups_folder

if TYPE_CHECKING:
    from planeditor.gui.windows import Windows


class SettingsDialog(QDialog):
    """Shows and changes the options."""

    def __init__(self, windows: "Windows", parent: QWidget | None = None) -> None:
        """Show the options as they are kept; what is changed comes to all `windows`."""
        super().__init__(parent)
        self._windows = windows
        self._kept = preferences.load()
        self.setWindowTitle(_("Options"))
        self._make_choices()
        self._make_rest()
        self._lay_out()
        self._load(self._kept)
        self._connect()

    # construction

    def _make_choices(self) -> None:
        self.language = _choices(
            _("Language"), (("", _("As the system")), (i18n.CHINESE, "中文"), (i18n.ENGLISH, "English"))
        )
        self.theme = _choices(
            _("Look"), (("auto", _("As the system")), ("light", _("Light colours")), ("dark", _("Dark colours")))
        )
        self.zoom = _choices(_("Zoom"), [(str(level), _("{percent} %").format(percent=level)) for level in LEVELS])
        self.zoom.setEditable(True)
        self.zoom.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.fonts = _choices(
            _("Fonts of exports"),
            (
                ("standard", _("FZXiaoBiaoSong, FangSong_GB2312, KaiTi_GB2312 (official)")),
                ("windows", _("STZhongsong, FangSong, KaiTi (on every Windows)")),
            ),
        )
        self.fonts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.fonts.setMinimumContentsLength(24)

    def _make_rest(self) -> None:
        self.author = QLineEdit()
        self.author.setAccessibleName(_("Your name"))
        self.author.setPlaceholderText(user_name())
        self.reopen = QCheckBox(_("At the start, open what was open last"))
        self.backups = QLabel(str(backups_folder()), wordWrap=True)
        self.backups.setAccessibleName(_("Folder of the backups"))
        self.open_backups = QPushButton(_("Open the &folder"))
        self.keys = QPushButton(_("&Keys…"))
        self.keys.setEnabled(bool(self._windows.all))
        self.restart = QLabel(_("The new language is spoken from the next start on."), wordWrap=True)
        self.author_hint = QLabel(
            _("Stands beside your steps in the history; empty: the system's name."), wordWrap=True
        )
        for label in (self.backups, self.restart, self.author_hint):
            theme.set_look(label, "muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        theme.set_look(self.buttons.button(QDialogButtonBox.StandardButton.Ok), "primary")
        self.usual = self.buttons.addButton(_("Usual options"), QDialogButtonBox.ButtonRole.ResetRole)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(theme.em(self, 0.6))
        form.setHorizontalSpacing(theme.em(self, 1))
        form.addRow(_("&Language"), self.language)
        form.addRow("", self.restart)
        self._form = form
        form.addRow(_("L&ook"), self.theme)
        form.addRow(_("&Zoom"), self.zoom)
        form.addRow(_("Your &name"), self.author)
        form.addRow("", self.author_hint)
        form.addRow(_("&Start"), self.reopen)
        form.addRow(_("Fonts of &exports"), self.fonts)
        form.addRow(_("Backups"), self.backups)
        form.addRow("", _at_left(self.open_backups))
        form.addRow(_("Keyboard"), _at_left(self.keys))
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        give_size(self, 46)

    def _connect(self) -> None:
        self.language.activated.connect(lambda _row: self._update())
        self.theme.currentIndexChanged.connect(lambda _row: _apply_theme(self.chosen))
        self.open_backups.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(backups_folder()))))
        self.keys.clicked.connect(self.show_keys)
        self.usual.clicked.connect(lambda: self._load(Preferences()))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._update()

    # values

    def _load(self, shown: Preferences) -> None:
        for box, value in ((self.language, shown.language), (self.theme, shown.theme), (self.fonts, shown.fonts)):
            box.setCurrentIndex(box.findData(value))
        self.zoom.setCurrentText(_("{percent} %").format(percent=shown.zoom))
        self.author.setText(shown.author)
        self.reopen.setChecked(shown.reopen)
        self._update()

    def _update(self) -> None:
        self._form.setRowVisible(self.restart, self.language.currentData() != self._kept.language)

    @property
    def chosen(self) -> Preferences:
        """Return the options as they stand in the dialog."""
        return Preferences(
            language=self.language.currentData(),
            theme=self.theme.currentData(),
            zoom=self._zoom(),
            author=" ".join(self.author.text().split()),
            fonts=self.fonts.currentData(),
            reopen=self.reopen.isChecked(),
        )

    def _zoom(self) -> int:
        digits = "".join(sign for sign in self.zoom.currentText() if sign.isascii() and sign.isdigit())[:4]
        return within(int(digits)) if digits else self._kept.zoom

    # verbs

    def show_keys(self) -> None:
        """Open the key editor above the options."""
        from planeditor.gui.keys_dialog import show_keys

        if self._windows.all:
            show_keys(self._windows.all[0], self)

    def accept(self) -> None:
        """Keep the options and apply them."""
        chosen = self.chosen
        preferences.keep(chosen)
        _apply_theme(chosen)
        self._windows.sign_as(chosen.author or user_name())
        if chosen.zoom != self._kept.zoom:
            for window in self._windows.all:
                window.zoom.show_at(chosen.zoom)
        super().accept()

    def reject(self) -> None:
        """Take the look back that was tried out."""
        _apply_theme(self._kept)
        super().reject()


def _choices(name: str, entries: Sequence[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, text in entries:
        box.addItem(text, value)
    return box


def _apply_theme(chosen: Preferences) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply_theme(app, chosen.theme)


def show_settings(windows: "Windows", parent: QWidget | None = None) -> SettingsDialog:
    """Open the options without blocking and return the dialog."""
    dialog = SettingsDialog(windows, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _at_left(button: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    return row
