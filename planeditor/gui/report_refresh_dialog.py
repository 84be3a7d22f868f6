"""What refreshing a report would do, before it is done: what follows the plan, and what stays as people wrote it.

One rule: nothing changes until the button is pressed, and the whole is one step that can be undone.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.first_size import give_size
from planeditor.i18n import _, ngettext
from planeditor.plan.report_refresh import Refreshed, Told

_NODE = Qt.ItemDataRole.UserRole


class RefreshDialog(QDialog):
    """Shows both lists."""

    take_wanted = Signal()
    row_wanted = Signal(object)  # id of the item to be shown

    def __init__(self, refreshed: Refreshed, parent: QWidget | None = None) -> None:
        """Show what would follow, and what would not."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Refresh figures"))
        intro = QLabel(
            _("Sentences that still read as they were drafted follow the plan. What people wrote is not touched."),
            wordWrap=True,
        )
        theme.set_look(intro, "muted")
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(_("Refresh figures"))
        self.list.setHeaderLabels([_("Where"), _("How it reads then")])
        self.list.setWordWrap(True)
        self.list.setUniformRowHeights(False)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.setColumnWidth(0, theme.em(self, 20))
        theme.set_look(self.list, "card")
        theme.set_look(self.list.header(), "quiet")
        done = ngettext("{count} place follows the plan", "{count} places follow the plan", len(refreshed.updated))
        left = ngettext(
            "{count} place stays as people wrote it; this is how it would read",
            "{count} places stay as people wrote them; this is how they would read",
            len(refreshed.refused),
        )
        self._add(left.format(count=len(refreshed.refused)), refreshed.refused)
        self._add(done.format(count=len(refreshed.updated)), refreshed.updated)
        self.list.itemActivated.connect(self._want)
        self.list.header().sectionResized.connect(lambda *_sizes: self.list.scheduleDelayedItemsLayout())
        self._lay_out(intro)

    def _lay_out(self, intro: QLabel) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.take = QPushButton(_("&Refresh"), self)
        theme.set_look(self.take, "primary")
        self.take.setDefault(True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.addWidget(intro)
        rows.addWidget(self.list, 1)
        rows.addWidget(buttons)
        give_size(self, 60, 36)

    def _add(self, title: str, told: Sequence[Told]) -> None:
        if not told:
            return
        group = QTreeWidgetItem(self.list, [title])
        group.setFirstColumnSpanned(True)
        for each in told:
            item = QTreeWidgetItem(group, [each.title or _("Plan head"), each.words or _("(taken out)")])
            item.setData(0, _NODE, each.node_id)
            item.setToolTip(0, each.title)
            item.setToolTip(1, each.words)
        group.setExpanded(True)

    def _want(self, item: QTreeWidgetItem) -> None:
        node_id = item.data(0, _NODE)
        if node_id:
            self.row_wanted.emit(node_id)

    def _take(self) -> None:
        self.accept()
        self.take_wanted.emit()
