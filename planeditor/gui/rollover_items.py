"""The tree in which people tick what continues in the next year's plan.

One rule: what is ticked continues with all above it, and what is not takes all below it along.
"""

from collections.abc import Collection, Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planeditor.gui import theme
from planeditor.i18n import _
from planeditor.plan.continued import item_name
from planeditor.plan.entities import LEAD, Node, Snapshot
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.pace import shown_percent
from planeditor.plan.progress import item_state

_NODE = Qt.ItemDataRole.UserRole
_TITLE, _STATUS, _PERCENT, _LEADS = range(4)


class ContinuingItems(QTreeWidget):
    """Sections and items of a plan with a box each."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setHeaderLabels([_("Continues"), _("Last status"), _("Done so far"), _("Lead")])
        self.setAccessibleName(_("What continues"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_STATUS, 7), (_PERCENT, 6), (_LEADS, 12)):
            self.setColumnWidth(column, theme.em(self, width))
        theme.set_look(self, "card")
        theme.set_look(header, "quiet")
        self._by_id: dict[int, QTreeWidgetItem] = {}
        self.itemChanged.connect(self._on_changed)

    def show_plan(self, plan: Snapshot, chosen: Collection[int]) -> None:
        """Show a plan with these nodes ticked."""
        numbers = snapshot_numbers(plan)
        self.blockSignals(True)
        self.clear()
        self._by_id.clear()
        for node in plan.nodes:
            self.addTopLevelItem(self._row(node, plan.plan.year, numbers))
        self.blockSignals(False)
        self.choose(chosen)
        self.expandAll()

    def _row(self, node: Node, year: int | None, numbers: dict[int, str]) -> QTreeWidgetItem:
        title = f"{numbers.get(node.id, '')} {item_name(node)}".strip()
        texts = [title, "", "", ""]
        if node.kind == "item":
            state = item_state(node, date.max, year)
            leads = "、".join(owner.name for owner in node.owners if owner.role == LEAD)
            texts = [title, state.status, shown_percent(state.percent), leads]
        row = QTreeWidgetItem(texts)
        row.setData(0, _NODE, node.id)
        row.setToolTip(0, title)
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self._by_id[node.id] = row
        for child in node.children:
            row.addChild(self._row(child, year, numbers))
        return row

    @property
    def chosen(self) -> frozenset[int]:
        """The nodes that are ticked."""
        return frozenset(i for i, row in self._by_id.items() if row.checkState(0) == Qt.CheckState.Checked)

    def choose(self, chosen: Collection[int]) -> None:
        """Tick these nodes and no other."""
        self.blockSignals(True)
        for node_id, row in self._by_id.items():
            row.setCheckState(0, Qt.CheckState.Checked if node_id in chosen else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()
        self.chosen_changed.emit()

    def choose_all(self, on: bool) -> None:
        """Tick all nodes, or none."""
        self.choose(self._by_id.keys() if on else ())

    def _on_changed(self, row: QTreeWidgetItem, column: int) -> None:
        if column != 0:
            return
        state = row.checkState(0)
        self.blockSignals(True)
        for below in _below(row):
            below.setCheckState(0, state)
        above = row.parent()
        while state == Qt.CheckState.Checked and above is not None:
            above.setCheckState(0, state)
            above = above.parent()
        self.blockSignals(False)
        self.viewport().update()
        self.chosen_changed.emit()


def _below(row: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for place in range(row.childCount()):
        child = row.child(place)
        if child is not None:
            yield child
            yield from _below(child)
