"""The named drafts kept in the plan file: save, compare, restore, rename, delete.

One rule: a version itself is never changed; what is restored from one is a step of the plan that can be undone.
"""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHeaderView, QTreeWidgetItem

from planeditor.gui import theme
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.errors import ask
from planeditor.gui.file_choice import choose_file
from planeditor.gui.forms.ui_version_name_dialog import Ui_VersionNameDialog
from planeditor.gui.forms.ui_versions_dialog import Ui_VersionsDialog
from planeditor.gui.moments import local_moment
from planeditor.gui.session import Edit
from planeditor.gui.versions_commands import PlanSource, compare_sources, restore_version, save_version
from planeditor.gui.window_look import SHARE_OF_SCREEN
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.store import Document
from planeditor.store.versions import Version

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

# As offices call their drafts; words of documents, so the same in every language of the window.
NAMES = ("征求意见稿", "送审稿", "印发稿")
SIZE = (62, 34)  # in characters
NAME_WIDTH = 28
WIDTHS = (16, 11, 8)  # of name, time, author


class VersionsDialog(QDialog):
    """Lists the versions of one window's plan."""

    def __init__(self, window: "MainWindow") -> None:
        """Show what the plan has; follows its changes."""
        super().__init__(window)
        self.window_ = window
        self.session = window.session
        self.ui = Ui_VersionsDialog()
        self.ui.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._set_up()
        self._connect()
        self._read()

    def _set_up(self) -> None:
        ui = self.ui
        for widget, look in (
            (ui.explanation, "muted"), (ui.list, "card"), (ui.problem, "error"), (ui.list.header(), "quiet"),
            (ui.save, "primary"),
        ):  # fmt: skip
            theme.set_look(widget, look)
        ui.problem.hide()
        EmptyWords(ui.list, _("No version was saved yet."))
        header = ui.list.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(len(WIDTHS), QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS):
            ui.list.setColumnWidth(column, theme.em(self, width))
        gap = theme.em(self, 0.9)
        ui.rows.setContentsMargins(gap, gap, gap, gap)
        self.resize(self.sizeHint())

    def _connect(self) -> None:
        ui = self.ui
        ui.save.clicked.connect(self.ask_for_version)
        ui.compare.clicked.connect(self._compare)
        ui.compare_file.clicked.connect(self._choose_file)
        ui.restore.clicked.connect(self._restore)
        ui.change.clicked.connect(self._ask_for_change)
        ui.remove.clicked.connect(self._ask_before_deleting)
        ui.close_button.clicked.connect(self.close)
        ui.list.itemSelectionChanged.connect(self._update)
        ui.list.itemActivated.connect(lambda _item: self._compare())
        self.session.changed.connect(self._on_changed)

    def sizeHint(self) -> QSize:
        """Return a size with room for names and notes."""
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        return QSize(theme.em(self, SIZE[0]), theme.em(self, SIZE[1])).boundedTo(room)

    # showing

    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change_set.of("version")):
            self._read(change_set.created("version"))

    def _read(self, new: Collection[int] = ()) -> None:
        """List the versions anew; what was just saved is selected, else what was."""
        chosen = set(new) or {version.id for version in self.selected()}
        self._versions = self.session.document.versions()
        self.ui.list.clear()
        for version in reversed(self._versions):  # the newest first
            texts = [version.name, local_moment(version.time), version.author, version.note]
            item = QTreeWidgetItem(self.ui.list, texts)
            item.setData(0, Qt.ItemDataRole.UserRole, version)
            for column, text in enumerate(texts):
                item.setToolTip(column, text)
            item.setSelected(version.id in chosen)
        first = self.ui.list.topLevelItem(0)
        if first is not None and not self.selected():
            self.ui.list.setCurrentItem(first)
        self._update()

    def selected(self) -> list[Version]:
        """Return the selected versions, the oldest first."""
        versions = [item.data(0, Qt.ItemDataRole.UserRole) for item in self.ui.list.selectedItems()]
        return sorted(versions, key=lambda version: (version.time, version.id))

    def _update(self) -> None:
        ui, count, may_write = self.ui, len(self.selected()), not self.session.read_only
        ui.save.setEnabled(may_write)
        ui.compare.setEnabled(count in (1, 2))
        ui.compare.setText(_("&Compare these two…") if count == 2 else _("&Compare with the plan…"))
        ui.compare_file.setEnabled(count <= 1)
        ui.restore.setEnabled(may_write and count == 1)
        ui.change.setEnabled(may_write and count == 1)
        ui.remove.setEnabled(may_write and count > 0)

    def tell(self, problem: str) -> None:
        """Say what went wrong, "" for nothing."""
        self.ui.problem.setText(problem)
        self.ui.problem.setVisible(bool(problem))

    # edits

    def _run(self, edit: Edit) -> None:
        self.tell("")
        self.session.notice.connect(self.tell)
        self.session.run(edit)
        self.session.notice.disconnect(self.tell)

    def ask_for_version(self) -> "VersionNameDialog":
        """Ask for a name and keep the plan as it is now."""
        known = {version.name for version in self._versions}
        offered = next((name for name in NAMES if name not in known), NAMES[0])
        dialog = VersionNameDialog(_("Save a version"), offered, "", self)
        dialog.accepted.connect(lambda: save_version(self.window_, dialog.name, dialog.note))
        dialog.open()
        return dialog

    def _ask_for_change(self) -> None:
        (version,) = self.selected()
        dialog = VersionNameDialog(_("Rename the version"), version.name, version.note, self)
        dialog.accepted.connect(
            lambda: self._run(lambda doc: doc.change_version(version.id, name=dialog.name, note=dialog.note))
        )
        dialog.open()

    def _ask_before_deleting(self) -> None:
        versions = self.selected()
        names = "、".join(version.name for version in versions)
        question = _("Delete “{names}” for good? This cannot be undone.").format(names=names)
        answers: dict[str, Callable[[], object]] = {_("Delete"): lambda: self._delete(versions)}
        ask(question, answers, self, cancel=_("Cancel"), cautious=True)

    def _delete(self, versions: list[Version]) -> None:
        for version_id in [version.id for version in versions]:
            self._run(partial(_delete, version_id))

    # comparing

    def _compare(self) -> None:
        versions = [PlanSource(version.name, version_id=version.id) for version in self.selected()]
        if len(versions) == 1:
            versions.append(PlanSource(_("This plan")))
        if len(versions) == 2:
            compare_sources(self.window_, versions[0], versions[1], self)

    def _choose_file(self) -> None:
        filters = [_("Plans ({names})").format(names="*.plan *.json"), _("All files (*)")]
        choose_file(self, _("Compare with a file"), filters, self.compare_with)

    def compare_with(self, path: Path) -> None:
        """Compare the selected version, or the plan where none is selected, with a plan file."""
        chosen = self.selected()
        first = PlanSource(chosen[0].name, version_id=chosen[0].id) if chosen else PlanSource(_("This plan"))
        compare_sources(self.window_, first, PlanSource(path.stem, path=path), self)

    def _restore(self) -> None:
        (version,) = self.selected()
        restore_version(self.window_, version, self)


def _delete(version_id: int, document: Document) -> ChangeSet:
    return document.delete_version(version_id)


class VersionNameDialog(QDialog):
    """Asks for a version's name and a note."""

    def __init__(self, title: str, name: str, note: str, parent: VersionsDialog) -> None:
        super().__init__(parent)
        self.ui = Ui_VersionNameDialog()
        self.ui.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.ui.name.addItems(NAMES)
        self.ui.name.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)  # which would bring another item's text back
        self.ui.name.setCurrentIndex(self.ui.name.findText(name))
        self.ui.name.setEditText(name)
        self.ui.note.setText(note)
        self.ui.buttons.accepted.connect(self.accept)
        self.ui.buttons.rejected.connect(self.reject)
        self.ui.name.editTextChanged.connect(self._update)
        self.ui.name.setMinimumWidth(theme.em(self, NAME_WIDTH))
        line = self.ui.name.lineEdit()
        assert line is not None  # the list is editable
        line.selectAll()
        line.returnPressed.connect(self._save)  # a list keeps this key to itself
        self._update()

    @property
    def name(self) -> str:
        """Return the name typed."""
        return self.ui.name.currentText().strip()

    @property
    def note(self) -> str:
        """Return the note typed."""
        return self.ui.note.text().strip()

    def _save(self) -> None:
        if self.name:
            self.accept()

    def _update(self) -> None:
        self.ui.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(self.name))
