"""The years of a plan in their words, each to be moved to the next year or left.

One rule: every place is shown; those that had better stay say why, and people may tick them all the same.
"""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planeditor.gui import theme
from planeditor.i18n import _, ngettext
from planeditor.plan.continued import item_name
from planeditor.plan.entities import Node, Snapshot
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.year_shifts import DATES, PLAN, YearShift, kept_reason

_SHIFT = Qt.ItemDataRole.UserRole
_WHERE, _WORDS, _WHY = range(3)


class YearShifts(QTreeWidget):
    """The places in two groups: those that move, and those that had better stay."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setHeaderLabels([_("Where"), _("In its words"), _("Why it stays")])
        self.setAccessibleName(_("Years"))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(_WHERE, theme.em(self, 18))
        self.setColumnWidth(_WHY, theme.em(self, 12))
        theme.set_look(self, "card")
        theme.set_look(self.header(), "quiet")
        self._left_out: set[YearShift] = set()
        self._taken: set[YearShift] = set()
        self.itemChanged.connect(self._on_changed)

    def show_shifts(self, plan: Snapshot, shifts: Sequence[YearShift], kept: Collection[int]) -> None:
        """Show the places of what continues; what people ticked or not before stays so."""
        numbers, nodes = snapshot_numbers(plan), {node.id: node for node in plan.walk()}
        self.blockSignals(True)
        self.clear()
        shown = [shift for shift in shifts if shift.place.node_id == PLAN or shift.place.node_id in kept]
        moving = [shift for shift in shown if shift.is_proposed]
        staying = [shift for shift in shown if not shift.is_proposed]
        texts = (
            ngettext("{count} year means the plan's year and moves", "{count} years mean the plan's year and move",
                     len(moving)),
            ngettext("{count} year had better stay", "{count} years had better stay", len(staying)),
        )  # fmt: skip
        for text, group in zip(texts, (moving, staying), strict=True):
            if group:
                head = QTreeWidgetItem(self, [text.format(count=len(group))])
                head.setFirstColumnSpanned(True)
                head.addChildren([self._row(shift, nodes, numbers) for shift in group])
                head.setExpanded(True)
        self.blockSignals(False)

    def _row(self, shift: YearShift, nodes: dict[int, Node], numbers: dict[int, str]) -> QTreeWidgetItem:
        node = nodes.get(shift.place.node_id)
        name = _("Plan head") if node is None else f"{numbers.get(node.id, '')} {item_name(node)}".strip()
        before, behind = shift.context
        words = f"{before}【{shift.mention.before} → {shift.mention.after}】{behind}"
        if shift.place.name in DATES:
            words = _("Date: {words}").format(words=words)
        row = QTreeWidgetItem([name, words, kept_reason(shift.mention.kept)])
        for column in (_WHERE, _WORDS, _WHY):
            row.setToolTip(column, row.text(column))
        row.setData(0, _SHIFT, shift)
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        row.setCheckState(0, Qt.CheckState.Checked if self._is_chosen(shift) else Qt.CheckState.Unchecked)
        return row

    def _is_chosen(self, shift: YearShift) -> bool:
        return shift not in self._left_out if shift.is_proposed else shift in self._taken

    def _on_changed(self, row: QTreeWidgetItem, column: int) -> None:
        shift = row.data(0, _SHIFT)
        if column != 0 or shift is None:
            return
        on = row.checkState(0) == Qt.CheckState.Checked
        (self._left_out.discard if on else self._left_out.add)(shift)
        (self._taken.add if on else self._taken.discard)(shift)
        self.chosen_changed.emit()

    def chosen(self, shifts: Sequence[YearShift]) -> list[YearShift]:
        """Return those of all places that are to move."""
        return [shift for shift in shifts if self._is_chosen(shift)]
