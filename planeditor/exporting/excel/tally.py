"""What a ledger's rows add up to. One rule: it counts the cells as the formulas of the summary count them.

So the results that are stored with the formulas are those that any program reckons anew.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from planeditor.exporting.excel.cells import Value, plain_text
from planeditor.exporting.excel.sheet import CONTINUED, LedgerSheet
from planeditor.exporting.text import Cleaner
from planeditor.plan.entities import Snapshot

COMPLETED = ("已完成", "提前完成")
UNREPORTED = "未填报"
LOOSE = "未分部分"  # items that stand in no section


@dataclass(slots=True)
class Part:
    """A top-level section: its rows, and what they hold."""

    name: str
    first: int
    last: int = 0
    items: int = 0
    targets: int = 0
    completed: int = 0


@dataclass(slots=True)
class Share:
    """A department under the names that the plan writes for it, and the rows that name it."""

    names: tuple[str, ...]
    leads: int = 0
    supports: int = 0
    targets: int = 0
    completed: int = 0


class Shares:
    """The departments of a plan, in the registry's order, by every name that the plan writes for them."""

    def __init__(self, snapshot: Snapshot) -> None:
        cleaner = Cleaner()  # the ledger's own counts what it replaced
        self.all: list[Share] = []
        self._by_name: dict[str, list[Share]] = {}
        for names in _written_names(snapshot):
            share = Share(tuple(dict.fromkeys(plain_text(name, cleaner) for name in names)))
            self.all.append(share)
            for name in share.names:
                self._by_name.setdefault(name, []).append(share)

    def named(self, cell: str) -> list[Share]:
        """Return the departments that a cell names, each once."""
        if "、" not in cell:
            return self._by_name.get(cell, [])
        found = {id(share): share for name in cell.split("、") for share in self._by_name.get(name, ())}
        return list(found.values())


def _written_names(snapshot: Snapshot) -> list[list[str]]:
    names = {each.id: {each.name: None} for each in snapshot.departments if each.name}
    for node in snapshot.walk():
        for owner in node.owners:
            if owner.name:
                names.setdefault(owner.department_id, {})[owner.name] = None
    return [list(written) for written in names.values()]


@dataclass(slots=True)
class Tally:
    """The counts of one ledger. The places are those of its columns; -1 for one that it doesn't have."""

    shares: Shares
    lead: int
    support: int
    targets: int
    status: int
    parts: list[Part] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def open_part(self, name: str, row: int) -> None:
        """Begin to count for a section whose first row comes next; "" for items that stand in none."""
        if name or not self.parts or self.parts[-1].name != LOOSE:
            self.parts.append(Part(name or LOOSE, row))

    def close_part(self, row: int) -> None:
        """Say which row was the section's last."""
        self.parts[-1].last = row

    def add(self, rows: Sequence[Sequence[Value]], *, is_item: bool) -> None:
        """Count the rows of an entry."""
        part = self.parts[-1]
        part.items += is_item and any(value != "" for value in rows[0][1 : self.support + 2])
        status = str(rows[0][self.status]) if self.status >= 0 else ""
        if status:
            self.statuses[status] += 1
            part.completed += status in COMPLETED
        for row in rows:
            count = target_lines(row, self.targets)
            part.targets += count
            for share in self.shares.named(str(row[self.lead])):
                share.leads += 1
                share.targets += count
                share.completed += self.status >= 0 and row[self.status] in COMPLETED
            for share in self.shares.named(str(row[self.support])):
                share.supports += 1


def tally_of(sheet: LedgerSheet, snapshot: Snapshot, headers: tuple[str, str, str, str]) -> Tally:
    """Return an empty tally for the columns called lead, support, targets and status; "" for one that isn't there."""
    places = [column.header for column in sheet.columns]
    shares = Shares(snapshot)
    lead, support, targets, status = (places.index(header) if header else -1 for header in headers)
    return Tally(shares, lead, support, targets, status)


def target_lines(row: Sequence[Value], place: int) -> int:
    """Return how many targets a cell lists, one a line; the first line of a continuation goes on from above."""
    text = str(row[place])
    return text.count("\n") + (text != "" and row[0] != CONTINUED)
