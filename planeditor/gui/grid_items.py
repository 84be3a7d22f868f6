"""Tables whose rows belong to items of the plan: the number, lead and section of a row's item, and groups by them.

One rule: a row without a lead of its own has that of what its item stands in.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from planeditor.gui.grid_model import GridModel
from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.plan.outline import Entry
from planeditor.plan.tables.arranging import Group, grouped
from planeditor.plan.tables.columns import Column

DEPARTMENT, SECTION = "department", "section"


class ItemGridModel(GridModel):
    """What the tables of targets and of progress have in common."""

    def __init__(self, session: Session, columns: Sequence[Column], parent: QObject | None = None) -> None:
        """Start without rows."""
        super().__init__(session, columns, parent)
        self.leads: dict[int, str] = {}  # the first lead of every item that has one

    def item_of(self, row_id: int) -> int:
        """Return the id of the item that a row belongs to."""
        raise NotImplementedError

    def number_of(self, node_id: int) -> str:
        """Return the number of an item without its mark, "" where it has gone."""
        entry = self.session.outline.entries.get(node_id)
        return self.session.outline.number(entry).rstrip("、.．") if entry is not None else ""

    def lead_of(self, node_id: int) -> str:
        """Return the first lead of an item, or of what it stands in."""
        entry: Entry | None = self.session.outline.entries.get(node_id)
        while entry is not None:
            if entry.id in self.leads:
                return self.leads[entry.id]
            entry = entry.parent
        return ""

    def section_of(self, node_id: int) -> str:
        """Return number and title of the first section above an item, "" outside of sections."""
        outline = self.session.outline
        if node_id not in outline:
            return ""
        top = [*outline.ancestors(outline[node_id]), outline[node_id]][0]
        return outline.number(top) + self.session.tree.glance(top.id).title if top.is_section else ""

    def by_department(self, ids: list[int]) -> list[Group]:
        """Return rows in groups by their leads, in the order of the registry."""
        places = {known.name: float(at) for at, known in enumerate(self.session.document.departments())}
        return grouped(ids, {one: self.lead_of(self.item_of(one)) for one in ids}, places, _("No lead department"))

    def by_section(self, ids: list[int]) -> list[Group]:
        """Return rows in groups by their sections."""
        return grouped(ids, {one: self.section_of(self.item_of(one)) for one in ids}, {}, _("Outside the sections"))
