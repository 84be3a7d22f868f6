"""What is asked and shown beside the list of findings: why one is dismissed, which were, and which rules hold.

One rule: no dialog blocks the program; what it writes is a step of the plan.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.empty_words import EmptyWords
from planeditor.gui.first_size import give_size
from planeditor.gui.moments import local_moment
from planeditor.gui.session import Session
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.checks import rule_names
from planeditor.plan.checks.chosen import SETTING, rules_on, setting_text
from planeditor.plan.due_words import IGNORED_DUE
from planeditor.plan.target_words import IGNORED
from planeditor.store import Document
from planeditor.store.reader import Dismissal

ID = Qt.ItemDataRole.UserRole


def ask_reason(parent: QWidget, count: int, dismiss: Callable[[str], object]) -> QInputDialog:
    """Ask why findings are none, and pass the reason on."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Dismiss finding"))
    text = ngettext("Why is this no problem?", "Why are these {count} no problem?", count)
    dialog.setLabelText(text.format(count=count))
    dialog.setComboBoxItems([_("Checked: it is right"), _("So it stands in the source"), _("Meant so")])
    dialog.setComboBoxEditable(True)
    dialog.setOkButtonText(_("Dismiss"))
    dialog.setCancelButtonText(_("Cancel"))
    dialog.textValueSelected.connect(lambda reason: dismiss(reason.strip()))
    dialog.open()
    return dialog


class RulesDialog(QDialog):
    """All rules, each of which can be switched off in this plan."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show which rules are on."""
        super().__init__(parent)
        self.session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Rules of the checks"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Rules of the checks"))
        theme.set_look(self.list, "card")
        buttons = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel | buttons.RestoreDefaults, self)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(buttons.RestoreDefaults).clicked.connect(lambda: self._tick(rules_on({})))
        self.buttons.button(buttons.Ok).setEnabled(not session.read_only)
        explanation = QLabel(_("Only the ticked rules are checked in this plan. The choice is kept in its file."), self)
        explanation.setWordWrap(True)
        theme.set_look(explanation, "muted")
        rows = QVBoxLayout(self)
        for widget in (explanation, self.list, self.buttons):
            rows.addWidget(widget)
        self._fill()
        give_size(self, 28, 36)

    def _fill(self) -> None:
        for rule, name in rule_names().items():
            item = QListWidgetItem(name, self.list)
            item.setData(ID, rule)
        self._tick(rules_on(self.session.document.settings()))
        self.list.setCurrentRow(0)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _tick(self, on: frozenset[str]) -> None:
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked if item.data(ID) in on else Qt.CheckState.Unchecked)

    def accept(self) -> None:
        """Keep the choice."""
        on = {item.data(ID) for item in self._items() if item.checkState() == Qt.CheckState.Checked}
        if on != rules_on(self.session.document.settings()):
            self.session.run(lambda document: document.set_setting(SETTING, setting_text(on)))
        super().accept()


class DismissedDialog(QDialog):
    """What was dismissed, by whom and why; each can be reported again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the plan's dismissals and follow them."""
        super().__init__(parent)
        self.session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Dismissed findings"))
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.list.setHeaderLabels([_("Rule"), _("Place"), _("Reason"), _("Dismissed by"), _("Time")])
        self.list.setAccessibleName(_("Dismissed findings"))
        EmptyWords(self.list, _("No finding was dismissed."))
        self.list.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        theme.set_look(self.list, "card")
        theme.set_look(self.list.header(), "quiet")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.again = self.buttons.addButton(_("Report again"), QDialogButtonBox.ButtonRole.ActionRole)
        self.again.clicked.connect(self.report_again)
        self.buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addWidget(self.list)
        rows.addWidget(self.buttons)
        give_size(self, 56, 26)
        self.list.itemSelectionChanged.connect(self._update_button)
        session.changed.connect(self._on_changed)
        self._read()

    def _on_changed(self, change_set: ChangeSet) -> None:
        if any(change_set.of("dismissal")):
            self._read()

    def _read(self) -> None:
        self.list.clear()
        names = rule_names() | {IGNORED: _("Suggested target"), IGNORED_DUE: _("Suggested deadline")}
        for each in self.session.document.dismissals():
            rule = names.get(each.rule, each.rule)
            row = [rule, self._place(each), each.reason, each.author, local_moment(each.time)]
            item = QTreeWidgetItem(self.list, row)
            item.setData(0, ID, each.id)
            for column, text in enumerate(row):
                item.setToolTip(column, text)
        for column in (0, 1, 3, 4):
            self.list.resizeColumnToContents(column)
            self.list.setColumnWidth(column, min(self.list.columnWidth(column), theme.em(self, 16)))
        self._update_button()

    def _place(self, dismissal: Dismissal) -> str:
        entry = self.session.outline.entries.get(dismissal.node_id or 0)
        if entry is None:
            return _("Throughout the plan")
        return self.session.outline.number(entry) + self.session.tree.glance(entry.id).title

    def _update_button(self) -> None:
        self.again.setEnabled(bool(self.list.selectedItems()) and not self.session.read_only)

    def report_again(self) -> None:
        """Report the chosen ones again, as one step."""
        ids = [item.data(0, ID) for item in self.list.selectedItems()]

        def report(document: Document) -> ChangeSet:
            with document.step(_("Report finding again")) as step:
                for dismissal_id in ids:
                    document.undismiss(dismissal_id)
            return step.change_set

        self.session.run(report)
