"""The years of a plan in their words, each to be moved to the next year or left.

One rule: every place is shown; those that had better stay say why, and people may tick them all the same. A long plan
has tens of thousands: the first are there at once, the others come between events.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planeditor.gui import theme
from planeditor.gui.gradual_rows import GradualRows
from planeditor.i18n import _, ngettext
from planeditor.plan.continued import item_name
from planeditor.plan.entities import Node, Snapshot
from planeditor.plan.year_shifts import DATES, DEADLINE, MILESTONE, PLAN, YearShift, kept_reason

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
        self.setColumnWidth(_WHY, theme.em(self, 16))
        theme.set_look(self, "card")
        theme.set_look(self.header(), "quiet")
        self._left_out: set[YearShift] = set()
        self._taken: set[YearShift] = set()
        self._heads: list[QTreeWidgetItem] = []
        self._numbers: Mapping[int, str] = {}
        self._nodes: dict[int, Node] = {}
        self._rows = GradualRows(self._add_rows, self)
        self._rows.finished.connect(self._offer_groups)
        self.setUniformRowHeights(True)
        self.itemChanged.connect(self._on_changed)

    def show_shifts(
        self, plan: Snapshot, numbers: Mapping[int, str], shifts: Sequence[YearShift], kept: Collection[int]
    ) -> None:
        """Show the places of what continues; what people ticked or not before stays so."""
        self._numbers, self._nodes = numbers, {node.id: node for node in plan.walk()}
        self.clear()
        self._heads = []
        groups = []
        shown = [shift for shift in shifts if shift.place.node_id == PLAN or shift.place.node_id in kept]
        moving = [shift for shift in shown if shift.is_proposed]
        dates = [shift for shift in moving if shift.place.name in DATES]
        words = [shift for shift in moving if shift.place.name not in DATES]
        staying = [shift for shift in shown if not shift.is_proposed]
        for text, group in zip(_headings(len(words), len(staying), len(dates)), (words, staying, dates), strict=True):
            if group:
                head = QTreeWidgetItem(self, [text])
                head.setFirstColumnSpanned(True)
                head.setFlags(head.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                head.setExpanded(group is not dates)  # many, and seldom doubtful
                self._heads.append(head)
                groups.append(group)
        self._rows.start((head, shift) for head, group in zip(self._heads, groups, strict=True) for shift in group)

    def _add_rows(self, some: list[tuple[QTreeWidgetItem, YearShift]]) -> None:
        self.blockSignals(True)
        for head, group in groupby(some, key=lambda each: each[0]):
            head.addChildren([self._row(shift) for _head, shift in group])
        self.blockSignals(False)

    def _offer_groups(self) -> None:
        """Give each group a box for all of it, now that it is whole."""
        self.blockSignals(True)
        for head in self._heads:
            head.setFlags(head.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
        self.blockSignals(False)

    def _row(self, shift: YearShift) -> QTreeWidgetItem:
        node = self._nodes.get(shift.place.node_id)
        name = _("Plan head") if node is None else f"{self._numbers.get(node.id, '')} {item_name(node)}".strip()
        before, behind = shift.context
        words = f"{before}【{shift.mention.before} → {shift.mention.after}】{behind}"
        if node is not None and shift.place.name in DATES:
            words = _("{date}: {words}").format(date=_date_name(shift, node), words=words)
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


def _headings(words: int, staying: int, dates: int) -> tuple[str, str, str]:
    return (
        ngettext(
            "{count} year in the text means the plan's year and moves",
            "{count} years in the text mean the plan's year and move",
            words,
        ).format(count=words),
        ngettext("{count} year had better stay", "{count} years had better stay", staying).format(count=staying),
        ngettext("{count} deadline or milestone moves", "{count} deadlines and milestones move", dates).format(
            count=dates
        ),
    )


def _date_name(shift: YearShift, node: Node) -> str:
    """Return whose date it is: the item's, a target's, or that of a milestone."""
    if shift.place.name == DEADLINE:
        return next((t.indicator or t.text for t in node.targets if t.id == shift.place.part), _("Target"))
    return _("Milestone") if shift.place.name == MILESTONE else _("Due")
