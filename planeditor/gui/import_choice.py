"""The first step of an import: files, in their order, or text.

One rule: it only gathers; reading is the review's affair.
"""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QListWidgetItem, QWidget

from planeditor.gui import settings, theme
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.file_commands import import_filters, name_labels
from planeditor.gui.forms.ui_import_choice import Ui_ImportChoice
from planeditor.gui.icons import icon
from planeditor.gui.import_preview import Input
from planeditor.i18n import _

TABLE = "<table"  # what Word and Excel put on the clipboard for one
INPUT = Qt.ItemDataRole.UserRole


class ImportChoice(QWidget):
    """Shows what is to be imported."""

    changed = Signal()
    ready = Signal()  # the first files were chosen: nothing more is needed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ImportChoice()
        self.ui.setupUi(self)
        self._set_up()
        self._update()

    def _set_up(self) -> None:
        ui = self.ui
        ui.tools.setStretch(ui.tools.indexOf(ui.kinds), 1)
        theme.set_look(ui.kinds, "muted")
        theme.set_look(ui.files, "card")
        for button, name in (
            (ui.move_up, "move-up"), (ui.move_down, "move-down"), (ui.remove, "delete"), (ui.paste, "paste")
        ):  # fmt: skip
            theme.set_look(button, "quiet")
            button.setIcon(icon(name, "muted"))
        EmptyWords(ui.files, _("No files are chosen yet. They can be dropped here."))
        ui.text.setPlaceholderText(_("Text that was copied from a web page, a message or a document"))
        ui.add.setIcon(icon("open"))
        ui.add.clicked.connect(self.choose_files)
        ui.remove.clicked.connect(self._remove)
        ui.move_up.clicked.connect(lambda: self._move(-1))
        ui.move_down.clicked.connect(lambda: self._move(1))
        ui.paste.clicked.connect(self.take_clipboard)
        ui.text.textChanged.connect(self._update)
        ui.files.itemSelectionChanged.connect(self._update_buttons)
        self.setFocusProxy(ui.add)

    def inputs(self) -> tuple[Input, ...]:
        """Return what is to be imported: the files, then the text."""
        listed = (self.ui.files.item(row).data(INPUT) for row in range(self.ui.files.count()))
        text = self.ui.text.toPlainText()
        return (*listed, *([Input(text=text)] if text.strip() else []))

    def add_files(self, paths: Iterable[Path]) -> None:
        """Add files that are not there yet; the first ones are enough to go on."""
        was_empty = not self.inputs()
        known = {each.path for each in self.inputs()}
        for path in paths:
            if path not in known:
                self._list(Input(path), f"{path.name}    {path.parent}", "page")
        self._update()
        if was_empty and self.inputs():
            self.ready.emit()

    def _list(self, each: Input, text: str, symbol: str) -> None:
        item = QListWidgetItem(icon(symbol, "muted"), text, self.ui.files)
        item.setData(INPUT, each)

    def choose_files(self) -> QFileDialog:
        """Ask for files."""
        dialog = QFileDialog(self, _("Import"), str(settings.last_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(import_filters())
        name_labels(dialog)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _on_chosen(self, names: list[str]) -> None:
        settings.keep_folder(Path(names[0]).parent)
        self.add_files(Path(name) for name in names)

    def take_clipboard(self) -> None:
        """Take files or a table from the clipboard, or put its text where it can be looked at."""
        data = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data is not None else []
        if paths:
            self.add_files(paths)
        elif data is not None and TABLE in data.html().casefold():
            each = Input(html=data.html())
            self._list(each, each.name, "table")
            self._update()
        elif data is not None and data.hasText():
            self.ui.text.setPlainText(data.text())

    def point_to(self, problem: str) -> None:
        """Select the file that a sentence names, so that it can be moved out of the list at once."""
        files = self.ui.files
        for row in range(files.count()):
            if files.item(row).data(INPUT).name in problem:
                files.setCurrentRow(row)
                return

    def _remove(self) -> None:
        for item in self.ui.files.selectedItems():
            self.ui.files.takeItem(self.ui.files.row(item))
        self._update()

    def _move(self, step: int) -> None:
        files, row = self.ui.files, self.ui.files.currentRow()
        if 0 <= row + step < files.count() and row >= 0:
            files.insertItem(row + step, files.takeItem(row))
            files.setCurrentRow(row + step)
            self.changed.emit()

    def _update(self) -> None:
        self._update_buttons()
        self.changed.emit()

    def _update_buttons(self) -> None:
        files = self.ui.files
        chosen = bool(files.selectedItems())
        self.ui.remove.setEnabled(chosen)
        self.ui.move_up.setEnabled(chosen and files.currentRow() > 0)
        self.ui.move_down.setEnabled(chosen and files.currentRow() < files.count() - 1)
