"""The tree in which people tick what continues in the next year's plan.

One rule: what is ticked continues with all above it, and what is not takes all below it along.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planeditor.gui import theme
from planeditor.gui.gradual_rows import GradualRows
from planeditor.i18n import _
from planeditor.plan.continued import item_name
from planeditor.plan.entities import LEAD, Node, Plan, Snapshot
from planeditor.plan.pace import shown_percent
from planeditor.plan.progress import item_state

_NODE = Qt.ItemDataRole.UserRole
_TITLE, _STATUS, _PERCENT, _LEADS = range(4)
_BOXES = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}


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
        self.setUniformRowHeights(True)
        self._plan = Snapshot(Plan(0))
        self._numbers: Mapping[int, str] = {}
        self._nodes: dict[int, Node] = {}
        self._above: dict[int, int] = {}  # the id of each node's parent, where it has one
        self.items: frozenset[int] = frozenset()  # the nodes that are items, ticked or not
        self._chosen: set[int] = set()
        self._by_id: dict[int, QTreeWidgetItem] = {}  # of the rows that are there already
        self._rows = GradualRows(self._add_rows, self)
        self.itemChanged.connect(self._on_changed)

    def show_plan(self, plan: Snapshot, numbers: Mapping[int, str], chosen: Collection[int]) -> None:
        """Show a numbered plan with these nodes ticked."""
        self._plan, self._numbers = plan, numbers
        self._nodes = {node.id: node for node in plan.walk()}
        self.items = frozenset(node.id for node in self._nodes.values() if node.kind == "item")
        self._above = {child.id: node.id for node in self._nodes.values() for child in node.children}
        self.clear()
        self._by_id.clear()
        self.choose(chosen)
        self._rows.start(self._nodes.values())

    def _add_rows(self, nodes: list[Node]) -> None:
        self.blockSignals(True)
        for node in nodes:
            row = self._by_id[node.id] = self._row(node)
            above = self._by_id.get(self._above.get(node.id, 0))
            if above is None:
                self.addTopLevelItem(row)
            else:
                above.addChild(row)
            row.setExpanded(True)
        self.blockSignals(False)

    def _row(self, node: Node) -> QTreeWidgetItem:
        title = f"{self._numbers.get(node.id, '')} {item_name(node)}".strip()
        texts = [title, "", "", ""]
        if node.kind == "item":
            state = item_state(node, date.max, self._plan.plan.year)
            leads = "、".join(owner.name for owner in node.owners if owner.role == LEAD)
            texts = [title, state.status, shown_percent(state.percent), leads]
        row = QTreeWidgetItem(texts)
        row.setData(0, _NODE, node.id)
        row.setToolTip(0, title)
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        row.setCheckState(0, _BOXES[node.id in self._chosen])
        return row

    @property
    def chosen(self) -> frozenset[int]:
        """The nodes that are ticked."""
        return frozenset(self._chosen)

    def choose(self, chosen: Collection[int]) -> None:
        """Tick these nodes and no other."""
        self._chosen = self._nodes.keys() & set(chosen)
        self._tick(self._by_id)

    def choose_all(self, on: bool) -> None:
        """Tick all nodes, or none."""
        self.choose(self._nodes if on else ())

    def _tick(self, changed: Iterable[int]) -> None:
        """Show of some nodes whether they are ticked."""
        self.blockSignals(True)
        for node_id in changed:
            if node_id in self._by_id:
                self._by_id[node_id].setCheckState(0, _BOXES[node_id in self._chosen])
        self.blockSignals(False)
        self.viewport().update()
        self.chosen_changed.emit()

    def _on_changed(self, row: QTreeWidgetItem, column: int) -> None:
        if column != 0:
            return
        node_id = row.data(0, _NODE)
        changed = {node.id for node in self._nodes[node_id].walk()}
        if row.checkState(0) == Qt.CheckState.Checked:
            while (node_id := self._above.get(node_id, 0)) != 0:
                changed.add(node_id)
            self._chosen |= changed
        else:
            self._chosen -= changed
        self._tick(changed)
