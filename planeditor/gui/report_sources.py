"""Where a report's figures come from: the entries of the plan that an item of the report tells of.

One rule: it shows what the report recorded when it was drafted or refreshed, and leads into the plan if that is open.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.first_size import give_size
from planeditor.i18n import _
from planeditor.plan.entities import Node

_SOURCE = Qt.ItemDataRole.UserRole


class SourcesDialog(QDialog):
    """Lists the sources of one item of a report, those of its figures first."""

    source_wanted = Signal(object)  # id of an item or of an entry of the plan

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        """Show where it comes from."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Where the figures come from"))
        about = QLabel(node.title or node.body[:40], wordWrap=True)
        theme.set_look(about, "heading")
        hint = QLabel(_("Enter or a double click shows the item in the plan, if it is open."), wordWrap=True)
        theme.set_look(hint, "muted")
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName(_("Where the figures come from"))
        self.list.setHeaderLabels([_("Figure"), _("Comes from")])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setStretchLastSection(False)
        theme.set_look(self.list, "card")
        theme.set_look(self.list.header(), "quiet")
        self._fill(node)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        for widget in (about, hint):
            rows.addWidget(widget)
        rows.addWidget(self.list, 1)
        rows.addWidget(buttons)
        give_size(self, 48, 28)
        self.list.itemActivated.connect(lambda item: self.source_wanted.emit(item.data(0, _SOURCE)))

    def _fill(self, node: Node) -> None:
        words = {target.id: target.text for target in node.targets}
        for each in sorted(node.lineage, key=lambda source: source.target_id is None):
            told = words.get(each.target_id or 0, "")
            item = QTreeWidgetItem(self.list, [told, each.text])
            item.setData(0, _SOURCE, each.source_id)
            item.setToolTip(0, told)
        if not node.lineage:
            QTreeWidgetItem(self.list, [_("No source is recorded here: people wrote it, or it counts other rows.")])
