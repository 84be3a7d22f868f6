"""The list of templates: begin a plan, rename, delete, export and import one's own.

One rule: what ships with the program can be used and exported, never changed; deleting asks first.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planeditor.errors import PlanEditorError
from planeditor.gui import settings, theme
from planeditor.gui.errors import ask, show_error
from planeditor.gui.file_commands import name_labels
from planeditor.gui.first_size import give_size
from planeditor.gui.icons import icon
from planeditor.gui.templates import (
    SUFFIX,
    Template,
    delete_template,
    import_template,
    rename_template,
    templates,
)
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.windows import Windows

TEMPLATE = Qt.ItemDataRole.UserRole


class TemplatesDialog(QDialog):
    """Shows all templates."""

    def __init__(self, windows: "Windows", parent: QWidget | None = None) -> None:
        """List the templates; plans begun from them are shown by `windows`."""
        super().__init__(parent)
        self._windows = windows
        self.setWindowTitle(_("Templates"))
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.fill()

    def _make_widgets(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(_("Templates"))
        theme.set_look(self.list, "card")
        self.about = QLabel(wordWrap=True)
        theme.set_look(self.about, "muted")
        self.about.setMinimumHeight(theme.em(self, 2.6))
        self.use = QPushButton(_("&New plan from it"))
        self.rename = QPushButton(_("&Rename…"))
        self.delete = QPushButton(_("&Delete…"))
        self.export = QPushButton(_("&Export…"))
        self.take_in = QPushButton(_("&Import…"))
        self.shut = QPushButton(_("Close"))
        self.use.setDefault(True)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        for button in (self.use, self.rename, self.delete, self.export, self.take_in):
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(self.shut)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self.about)
        layout = QHBoxLayout(self)
        layout.addLayout(left, 1)
        layout.addLayout(column)
        give_size(self, 44, 26)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda _now, _before: self._update())
        self.list.itemActivated.connect(lambda _item: self._use())
        buttons: dict[QPushButton, Callable[[], object]] = {
            self.use: self._use,
            self.rename: self.ask_name,
            self.delete: self.ask_before_deleting,
            self.export: self.choose_export,
            self.take_in: self.choose_import,
            self.shut: self.reject,
        }
        for button, slot in buttons.items():
            button.clicked.connect(lambda _checked=False, slot=slot: slot())

    # the list

    def fill(self, chosen: str = "") -> None:
        """Read the templates anew, and go to the one of a name."""
        self.list.clear()
        for template in templates():
            item = QListWidgetItem(icon("plan" if template.is_own else "new"), template.name, self.list)
            item.setData(TEMPLATE, template)
            item.setToolTip(str(template.path) if template.is_own else _("Comes with the program"))
        names = [self.list.item(row).text() for row in range(self.list.count())]
        self.list.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self._update()

    @property
    def current(self) -> Template | None:
        """Return the chosen template."""
        item = self.list.currentItem()
        found: Template | None = item.data(TEMPLATE) if item is not None else None
        return found

    def _update(self) -> None:
        template = self.current
        is_own = template is not None and template.is_own
        for button in (self.rename, self.delete):
            button.setEnabled(is_own)
        for button in (self.use, self.export):
            button.setEnabled(template is not None)
        kind = _("Your own template.") if is_own else _("Comes with the program and cannot be changed.")
        self.about.setText(f"{template.contents}\n{kind}" if template is not None else "")

    # verbs

    def _use(self) -> None:
        if self.current is not None:
            template = self.current
            self.accept()
            self._windows.new_from_template(template.path, self.parentWidget())

    def ask_name(self) -> QInputDialog | None:
        """Ask for another name of one's own template."""
        template = self.current
        if template is None or not template.is_own:
            return None
        dialog = QInputDialog(self)
        dialog.setWindowTitle(_("Rename the template"))
        dialog.setLabelText(_("New name"))
        dialog.setTextValue(template.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(lambda name: self._try(lambda: self._rename(template, name)))
        dialog.open()
        return dialog

    def _rename(self, template: Template, name: str) -> None:
        if name.strip() != template.name:
            self.fill(rename_template(template, name).name)

    def ask_before_deleting(self) -> None:
        """Delete one's own template after asking."""
        template = self.current
        if template is None or not template.is_own:
            return
        answers: dict[str, Callable[[], object]] = {_("Delete"): lambda: self._try(lambda: self._delete(template))}
        text = _("Delete the template “{name}”? Plans that were made from it stay as they are.")
        ask(text.format(name=template.name), answers, self, cancel=_("Cancel"), cautious=True)

    def _delete(self, template: Template) -> None:
        delete_template(template)
        self.fill()

    def choose_export(self) -> QFileDialog | None:
        """Ask where to write a template for someone else."""
        template = self.current
        if template is None:
            return None
        suggested = settings.last_folder() / f"{template.name}{SUFFIX}"
        dialog = QFileDialog(self, _("Export the template"), str(suggested), f"{_('Templates')} (*{SUFFIX})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        name_labels(dialog)
        dialog.fileSelected.connect(lambda name: self._try(lambda: self._export(template, Path(name))))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _export(self, template: Template, path: Path) -> None:
        from planeditor.exporting import export
        from planeditor.importing.interchange import read_json

        export(read_json(template.path), path, force=True)
        settings.keep_folder(path.parent)

    def choose_import(self) -> QFileDialog:
        """Ask for a template, or a plan, to take among one's own."""
        kinds = _("Templates and plans ({names})").format(names=f"*{SUFFIX} *.plan")
        dialog = QFileDialog(self, _("Import a template"), str(settings.last_folder()), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        name_labels(dialog)
        dialog.filesSelected.connect(self.take)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def take(self, names: list[str]) -> None:
        """Take files among one's own templates."""
        for name in names:
            self._try(partial(self._take, Path(name)))

    def _take(self, path: Path) -> None:
        self.fill(import_template(path).name)

    def _try(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except PlanEditorError as error:
            show_error(error, self)


def show_templates(windows: "Windows", parent: QWidget | None = None) -> TemplatesDialog:
    """Open the list without blocking and return it."""
    dialog = TemplatesDialog(windows, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
