"""The export dialog: as what, which part of the plan, with which choices.

One rule: choices of taste are the plan's and are kept in it when the export begins; Cancel keeps nothing.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QLineEdit,
    QListWidgetItem,
    QPlainTextEdit,
    QWidget,
)

from planeditor.exporting import Options, options_from, settings_of
from planeditor.gui import settings, theme
from planeditor.gui.date_words import shown_date
from planeditor.gui.export_kinds import Kind, kinds
from planeditor.gui.export_order import Scope
from planeditor.gui.export_scope import scope_names
from planeditor.gui.file_commands import name_labels
from planeditor.gui.first_size import give_size
from planeditor.gui.forms.ui_export_dialog import Ui_ExportDialog
from planeditor.gui.icons import icon
from planeditor.gui.plan_dialog import read_date
from planeditor.gui.preferences import EXPORT_FONTS, export_settings
from planeditor.i18n import _
from planeditor.store import Document

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

KIND = Qt.ItemDataRole.UserRole
_LAST_KIND = "export/kind"
_OPEN_AFTER = "export/open"
_DATES = ("printed", "draft_date")
_OTHER_NAMES = {"template": "template_path"}
_OFFICE, _FILE = (".docx", ".xlsx"), "file_group"  # formats whose files name an author
_URGENCIES = ("", "特急", "加急")


class ExportDialog(QDialog):
    """Asks what to export; `chosen` is told the kind, the scope and whether to open the file afterwards."""

    def __init__(self, window: "MainWindow", chosen: Callable[[Kind, Scope, bool], object]) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._chosen = window.session, chosen
        window.session.flush()
        self.ui = Ui_ExportDialog()
        self.ui.setupUi(self)
        self._kept = options_from(export_settings(window.session.document.settings()))
        self._fill_lists(window)
        self._set_up()
        self._load(self._kept)
        self._choose_last()

    def _fill_lists(self, window: "MainWindow") -> None:
        for kind in kinds():
            item = QListWidgetItem(icon(kind.icon), kind.name, self.ui.formats)
            item.setData(KIND, kind)
            item.setToolTip(kind.purpose)
        names = scope_names(window)
        self.scopes = list(names)
        self.ui.scope.addItems(list(names.values()))
        self.ui.scope.setCurrentIndex(1 if len(names) > 1 and self.scopes[1].kind == "filter" else 0)
        self._add_choices(self.ui.fonts, _font_names())
        self._add_choices(self.ui.red_head, _red_head_names())
        self.ui.urgency.addItems(list(_URGENCIES))

    def _add_choices(self, box: QComboBox, names: dict[str, str]) -> None:
        for value, name in names.items():
            box.addItem(name, value)

    def _set_up(self) -> None:
        ui = self.ui
        theme.set_look(ui.about, "muted")
        theme.set_look(ui.formats, "card")
        theme.set_look(ui.template_browse, "button")
        ui.about.setMinimumHeight(theme.em(self, 3.2))
        ui.formats.setMinimumWidth(theme.em(self, 17))
        for box in (ui.agency, ui.copies_to):
            box.setFixedHeight(theme.em(self, 4.4))
        ui.options.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ui.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        ui.scope.setMinimumContentsLength(10)  # long names must not push the rest out of sight
        for line in (ui.template_path, ui.contact, ui.printer, ui.author):
            line.setClearButtonEnabled(True)
        ui.template_path.setPlaceholderText(_("None: the program's own layout"))
        ui.agency.setPlaceholderText(_("Usual: the issuers and 文件, one a line"))
        ui.author.setPlaceholderText(_("None: the file names nobody"))
        ui.printer.setPlaceholderText(_("Usual: the office of the first issuer"))
        for date in (ui.printed, ui.draft_date):
            date.setPlaceholderText(_("Usual: the plan's date"))
        ui.template_browse.clicked.connect(self.choose_template)
        ui.formats.currentItemChanged.connect(lambda _now, _before: self._show_kind())
        ui.formats.itemDoubleClicked.connect(lambda _item: self.accept())
        ok = ui.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(_("Export…"))
        ui.buttons.accepted.connect(self.accept)
        ui.buttons.rejected.connect(self.reject)
        ui.open_after.setChecked(settings.settings().value(_OPEN_AFTER, "false") == "true")
        for part in ui.page.findChildren(QWidget):
            part.ensurePolished()  # the stylesheet's paddings count
        bar = ui.options.verticalScrollBar().sizeHint().width()
        ui.options.setMinimumWidth(ui.page.minimumSizeHint().width() + bar + 2 * ui.options.frameWidth())
        give_size(self, 78, 44)

    # what is chosen

    @property
    def kind(self) -> Kind:
        """Return the chosen kind of document."""
        found: Kind = self.ui.formats.currentItem().data(KIND)
        return found

    @property
    def scope(self) -> Scope:
        """Return the chosen part of the plan."""
        return self.scopes[self.ui.scope.currentIndex()]

    def choose(self, suffix: str, layout: str = "") -> None:
        """Choose a kind of document."""
        for row in range(self.ui.formats.count()):
            kind: Kind = self.ui.formats.item(row).data(KIND)
            if kind.suffix == suffix and layout in ("", kind.layout):
                self.ui.formats.setCurrentRow(row)
                return

    def _choose_last(self) -> None:
        suffix, _colon, layout = str(settings.settings().value(_LAST_KIND, ".docx:plan")).partition(":")
        self.ui.formats.setCurrentRow(0)
        self.choose(suffix, layout)

    def _show_kind(self) -> None:
        ui, kind = self.ui, self.kind
        ui.about.setText(kind.purpose)
        groups = (*kind.groups, *([_FILE] if kind.suffix in _OFFICE else []))
        for group in ui.page.findChildren(QGroupBox):
            group.setVisible(group.objectName() in groups)
        word = kind.suffix == ".docx"
        for widget in (ui.template_label, ui.template_path, ui.template_browse, ui.strict):
            widget.setVisible(word)
        ui.full_width.setVisible(kind.suffix in (".docx", ".pdf"))
        fonts = kind.suffix in (".docx", ".pdf", ".html")
        ui.fonts.setVisible(fonts)
        ui.fonts_label.setVisible(fonts)
        ui.options.setVisible(bool(groups))

    # the plan's choices

    def _load(self, options: Options) -> None:
        for name, widget in self._widgets():
            _show(widget, getattr(options, name), is_date=name in _DATES)

    def options(self) -> Options:
        """Return the choices as they stand; a date that cannot be read stays as it was."""
        found: dict[str, Any] = {}
        for name, widget in self._widgets():
            value = _value(widget)
            if name in _DATES:
                try:
                    value = read_date(str(value))
                except ValueError:
                    value = getattr(self._kept, name)
            found[name] = value
        return replace(self._kept, **found)

    def _widgets(self) -> list[tuple[str, QWidget]]:
        """Return the fields of the options that have a widget here."""
        found = [
            (each.name, getattr(self.ui, _OTHER_NAMES.get(each.name, each.name), None)) for each in fields(Options)
        ]
        return [(name, widget) for name, widget in found if isinstance(widget, QWidget)]

    def choose_template(self) -> QFileDialog:
        """Ask for a Word document whose styles, page and red head are used."""
        dialog = QFileDialog(self, _("Template of the office"), str(settings.last_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Word documents") + " (*.docx)"])
        name_labels(dialog)
        dialog.fileSelected.connect(lambda name: self.ui.template_path.setText(str(Path(name))))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def accept(self) -> None:
        """Keep the choices and go on to the file's name."""
        options, opens = self.options(), self.ui.open_after.isChecked()
        if options != self._kept and not self._session.read_only:
            before, after = settings_of(self._kept), settings_of(options)
            after[EXPORT_FONTS] = options.fonts if options.fonts != self._kept.fonts else before[EXPORT_FONTS]
            for name in [name for name in after if after[name] != before[name]]:
                self._session.run(_setting(name, after[name]))
        kept = settings.settings()
        kept.setValue(_LAST_KIND, f"{self.kind.suffix}:{self.kind.layout}")
        kept.setValue(_OPEN_AFTER, "true" if opens else "false")
        kind, scope = self.kind, self.scope
        super().accept()
        self._chosen(kind, scope, opens)


def _setting(name: str, value: str) -> Callable[[Document], Any]:
    return lambda document: document.set_setting(name, value)


def _font_names() -> dict[str, str]:
    return {
        "standard": _("FZXiaoBiaoSong, FangSong_GB2312, KaiTi_GB2312 (official)"),
        "windows": _("STZhongsong, FangSong, KaiTi (on every Windows)"),
    }


def _red_head_names() -> dict[str, str]:
    return {
        "none": _("None"),
        "plain": _("In black"),
        "preprinted": _("Room for preprinted paper"),
        "drawn": _("In red"),
    }


def _show(widget: QWidget, value: Any, *, is_date: bool) -> None:
    if isinstance(widget, QCheckBox):
        widget.setChecked(bool(value))
    elif isinstance(widget, QComboBox):
        widget.setCurrentText(str(value)) if widget.isEditable() else widget.setCurrentIndex(widget.findData(value))
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(str(value))
    elif isinstance(widget, QLineEdit):
        widget.setText(shown_date(str(value)) if is_date else str(value))
        widget.setCursorPosition(0)


def _value(widget: QWidget) -> object:
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    if isinstance(widget, QComboBox):
        return widget.currentText().strip() if widget.isEditable() else widget.currentData()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText().strip()
    assert isinstance(widget, QLineEdit)
    return widget.text().strip()
