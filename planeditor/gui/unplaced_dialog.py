"""The lines that an import set aside: look at them, take them into the plan, or remove them.

One rule: a line leaves the list only by a step that can be undone; the dialog does not block the window.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from planeditor.gui import theme
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.first_size import give_size
from planeditor.gui.forms.ui_unplaced_dialog import Ui_UnplacedDialog
from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.store import Document

ID = Qt.ItemDataRole.UserRole


class UnplacedDialog(QDialog):
    """Shows the lines set aside, in the order of their source."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show what the document has; follows its changes."""
        super().__init__(parent)
        self.session = session
        self.ui = Ui_UnplacedDialog()
        self.ui.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_look(self.ui.explanation, "muted")
        theme.set_look(self.ui.lines, "card")
        EmptyWords(self.ui.lines, _("No lines were set aside."))
        give_size(self, 44, 32)
        self._connect()
        self._read()

    def _connect(self) -> None:
        ui = self.ui
        ui.insert.clicked.connect(self._insert)
        ui.append.clicked.connect(self._append)
        ui.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(self._texts())))
        ui.remove.clicked.connect(self._remove)
        ui.buttons.rejected.connect(self.reject)
        ui.lines.itemSelectionChanged.connect(self._update_buttons)
        self.session.changed.connect(self._on_changed)
        self.session.current_changed.connect(self._update_buttons)

    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change_set.of("unplaced")):
            self._read()

    def _read(self) -> None:
        self.ui.lines.clear()
        for line_id, text in self.session.document.unplaced():
            item = QListWidgetItem(text, self.ui.lines)
            item.setData(ID, line_id)
        self._update_buttons()

    def _update_buttons(self) -> None:
        chosen, may_write = bool(self.ui.lines.selectedItems()), not self.session.read_only
        self.ui.insert.setEnabled(chosen and may_write)
        self.ui.append.setEnabled(chosen and may_write and bool(self.session.current_id))
        self.ui.remove.setEnabled(chosen and may_write)
        self.ui.copy.setEnabled(chosen)

    def _chosen(self) -> list[QListWidgetItem]:
        lines = self.ui.lines
        return [lines.item(row) for row in range(lines.count()) if lines.item(row).isSelected()]

    def _texts(self) -> list[str]:
        return [item.text() for item in self._chosen()]

    def _remove_from(self, document: Document) -> None:
        for item in self._chosen():
            document.remove_unplaced(item.data(ID))

    def _remove(self) -> None:
        def remove(document: Document) -> ChangeSet:
            with document.step(_("Remove lines set aside")) as step:
                self._remove_from(document)
            return step.change_set

        self.session.run(remove)

    def _append(self) -> None:
        node_id, texts = self.session.current_id, self._texts()

        def append(document: Document) -> ChangeSet:
            with document.step(_("Take over lines")) as step:
                body = document.node(node_id).body
                document.set_body(node_id, "\n".join([*([body] if body else []), *texts]))
                self._remove_from(document)
            return step.change_set

        self.session.run(append)

    def _insert(self) -> None:
        parent_id, before = self._place()
        texts = self._texts()

        def insert(document: Document) -> ChangeSet:
            with document.step(_("Take over lines")) as step:
                for text in texts:
                    document.insert("item", parent_id, before=before, body=text)
                self._remove_from(document)
            return step.change_set

        self.session.run(insert)

    def _place(self) -> tuple[int | None, int | None]:
        """Return where items go: into the selected section, or behind the selected item."""
        outline = self.session.outline
        entry = outline.entries.get(self.session.current_id)
        if entry is None or entry.parent is None:
            return None, None
        if entry.is_section:
            return entry.id, None
        following = entry.parent.children[outline.row(entry) + 1 :]
        return entry.parent.id or None, following[0].id if following else None
