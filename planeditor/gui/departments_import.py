"""Taking a list of departments in: pasted, or from a Word, Excel or text file.

One rule: what will be added is seen before it is added; departments that are known stay as they are.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import settings, theme
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.errors import show_error
from planeditor.gui.first_size import give_size
from planeditor.gui.jobs import Job, show_progress
from planeditor.gui.session import Session
from planeditor.gui.tab_order import read_in_order
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.department_lists import Listed, read_list
from planeditor.plan.tables.cells import read_text, write_text
from planeditor.store import Document


class DepartmentsImport(QDialog):
    """A field for the list, and what it gives."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Add to the session's registry."""
        super().__init__(parent)
        self.session = session
        self.setWindowTitle(_("Import departments"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("List of departments"))
        self.text.setPlaceholderText(_("Paste names here: one a line, with 、 between them, or cells from Excel."))
        self.found = QListWidget(self)
        self.found.setAccessibleName(_("Departments found"))
        EmptyWords(self.found, _("The departments found are listed here."))
        self.summary = QLabel(self)
        self.open_file = QPushButton(_("From a file…"), self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.add = self.buttons.addButton(_("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._job: Job | None = None
        self._lay_out()
        self._connect()
        self._read()

    def _lay_out(self) -> None:
        gap = theme.em(self, 0.6)
        theme.set_look(self.summary, "muted")
        theme.set_look(self.add, "primary")
        theme.set_look(self.found, "card")
        sides, top = QHBoxLayout(), QHBoxLayout()
        sides.addWidget(self.text, 1)
        sides.addWidget(self.found, 1)
        top.addWidget(self.open_file)
        top.addStretch(1)
        top.addWidget(self.summary)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(gap, gap, gap, gap)
        rows.setSpacing(gap)
        rows.addLayout(top)
        rows.addLayout(sides, 1)
        rows.addWidget(self.buttons)
        read_in_order(self)
        give_size(self, 44, 28)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._read)
        self.open_file.clicked.connect(self._choose_file)
        self.buttons.accepted.connect(self._add)
        self.buttons.rejected.connect(self.reject)
        self.found.itemChanged.connect(self._count)

    # the list

    def _read(self) -> None:
        listed = read_list(read_text(self.text.toPlainText()), self.session.document.departments())
        self.found.blockSignals(True)
        self.found.clear()
        for one in listed:
            self._show(one)
        self.found.blockSignals(False)
        self._count()

    def _show(self, one: Listed) -> None:
        text = f"{one.name}（{'、'.join(one.aliases)}）" if one.aliases else one.name
        if one.known is not None:
            text = _("{name} – in the list already").format(name=one.name)
        item = QListWidgetItem(text, self.found)
        item.setData(Qt.ItemDataRole.UserRole, one)
        if one.known is None:
            item.setCheckState(Qt.CheckState.Checked)
        else:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def chosen(self) -> list[Listed]:
        """Return the departments that are to be added."""
        items = [self.found.item(row) for row in range(self.found.count())]
        checked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return [item.data(Qt.ItemDataRole.UserRole) for item in checked if item.flags() & Qt.ItemFlag.ItemIsEnabled]

    def _count(self) -> None:
        count = len(self.chosen())
        new = ngettext("{count} new department", "{count} new departments", count)
        self.summary.setText(new.format(count=count))
        self.add.setEnabled(count > 0)

    def _add(self) -> None:
        listed = self.chosen()
        self.session.run(lambda document: add_departments(document, listed))
        self.accept()

    # files

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("List of departments"), str(settings.last_folder()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read_file(Path(name)))
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Read a file in the background into the field, where it can be corrected."""
        from planeditor.importing.sources import read_source

        self._job = Job(read_source, path)
        self._job.succeeded.connect(self._on_source)
        self._job.failed.connect(self._on_failed)
        show_progress(self._job, _("Reading “{name}”…").format(name=path.name), self)
        self._job.start()

    def _on_source(self, source: object) -> None:
        from planeditor.importing.blocks import Source

        assert isinstance(source, Source)
        self._job = None
        lines = [line.text.split("\t") for line in source.lines() if line.text.strip()]
        self.text.setPlainText(write_text(lines))

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        show_error(error, self)


def add_departments(document: Document, listed: list[Listed]) -> ChangeSet:
    """Add departments with their other names as one step; another name that is taken is left out."""
    label = ngettext("Add {count} department", "Add {count} departments", len(listed)).format(count=len(listed))
    with document.step(label) as step:
        for one in listed:
            taken = {name for known in document.departments() for name in (known.name, *known.aliases)}
            if one.name in taken:
                continue
            (created,) = document.add_department(one.name).created("department")[-1:]
            document.set_aliases(created, [alias for alias in one.aliases if alias not in taken])
    return step.change_set
