"""What refreshing a report would do, before it is done: what follows the plan, and what stays as people wrote it.

One rule: nothing changes until the button is pressed, and the whole is one step that can be undone.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planeditor.exchange.report_files import Refreshing
from planeditor.gui import theme
from planeditor.gui.first_size import give_size
from planeditor.i18n import _, ngettext
from planeditor.plan.report_refresh import Told

_NODE = Qt.ItemDataRole.UserRole
ASK_AFTER_MS = 300  # a day is typed digit by digit


class RefreshDialog(QDialog):
    """Shows both lists, for the day until which entries count."""

    take_wanted = Signal()
    row_wanted = Signal(object)  # id of the item to be shown
    day_wanted = Signal(object)  # the last day whose entries are to count; `show_refreshing` answers

    def __init__(self, refreshing: Refreshing, parent: QWidget | None = None) -> None:
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
        self.list.itemActivated.connect(self._want)
        self.list.header().sectionResized.connect(lambda *_sizes: self.list.scheduleDelayedItemsLayout())
        self._lay_out(intro)
        self.show_refreshing(refreshing)
        self._connect_day()

    def _connect_day(self) -> None:
        self._asking = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._asking.timeout.connect(lambda: self.day_wanted.emit(self.wanted_day))
        self.day.dateChanged.connect(self._on_day)

    def _on_day(self) -> None:
        self.take.setEnabled(False)
        self._asking.start()

    @property
    def wanted_day(self) -> date:
        """The last day whose entries are to count."""
        day = self.day.date()
        return date(day.year(), day.month(), day.day())

    def show_refreshing(self, refreshing: Refreshing) -> None:
        """Show what would follow by the day that it was reckoned for."""
        self.refreshing, refreshed = refreshing, refreshing.refreshed
        until = refreshing.order.until
        if self.day.date() == self.day.minimumDate():
            self.day.setDate(QDate(until.year, until.month, until.day))
        self.list.clear()
        done = ngettext("{count} place follows the plan", "{count} places follow the plan", len(refreshed.updated))
        left = ngettext(
            "{count} place stays as people wrote it; this is how it would read",
            "{count} places stay as people wrote them; this is how they would read",
            len(refreshed.refused),
        )
        self._add(left.format(count=len(refreshed.refused)), refreshed.refused)
        self._add(done.format(count=len(refreshed.updated)), refreshed.updated)
        if not refreshed.updated and not refreshed.refused:
            QTreeWidgetItem(self.list, [_("All figures are up to date.")]).setFirstColumnSpanned(True)
        self.take.setEnabled(bool(refreshed.updated) or refreshing.is_for_another_day)

    def _lay_out(self, intro: QLabel) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.take = QPushButton(_("&Refresh"), self)
        theme.set_look(self.take, "primary")
        self.take.setDefault(True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        self.day = QDateEdit(self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setDate(self.day.minimumDate())
        label = QLabel(_("Entries &until"), self)
        label.setBuddy(self.day)
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.day)
        top.addStretch(1)
        rows.addWidget(intro)
        rows.addLayout(top)
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
