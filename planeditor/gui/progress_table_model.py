"""Items and their targets as rows to be filled in for one period: what was reported before, and what is now.

One rule: a cell belongs to the report of its row in the chosen period; the first cell that is filled makes it, the
last one that is emptied takes it away.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer

from planeditor.gui.grid_items import DEPARTMENT, ItemGridModel
from planeditor.gui.jobs import Job
from planeditor.gui.outline_model import RESET_ABOVE
from planeditor.gui.progress_words import target_name
from planeditor.gui.session import Session
from planeditor.gui.target_words import number_text
from planeditor.gui.tree_model import due_text
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Node, Progress, Role, Target
from planeditor.plan.figures import figure
from planeditor.plan.pace import Colour, Judgement, Pace, light_of, light_word, shown_percent, why
from planeditor.plan.periods import period_days
from planeditor.plan.progress import State, day_of, entries_until, item_state, percent_of, target_state
from planeditor.plan.tables.arranging import Group, ordered
from planeditor.plan.tables.columns import Column, Kind
from planeditor.plan.tables.followup import Figure, columns, figure_of, read_followup
from planeditor.plan.tables.ledger import percent_text
from planeditor.store import Document
from planeditor.store.loading import read_each
from planeditor.store.reader import Reader
from planeditor.store.table_columns import first_leads, read_targets, report_days

NODES_KEPT, READ_TOGETHER = 4000, 60
READ_AT_ONCE = 3000  # items of a plan that is read while one waits
SLICE_S = 0.01
_PART = "　　"  # in front of a target below its item
Subject = tuple[int, int | None]  # an item, or (item, target)


class ProgressTableModel(ItemGridModel):
    """One row for every item chosen, and below it one for every target of it that has a figure."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Show nothing until `choose`."""
        super().__init__(session, columns(), parent)
        self.department = 0
        self.role: Role | None = None
        self.unreported_only = False
        self.reporter = ""
        self.first, self.last = date.min, date.max
        self.subjects: dict[int, Subject] = {}
        self._nodes: dict[int, Node] = {}
        self._pace: Pace | None = None
        self._asked: dict[int, Subject] = {}  # the rows that there are to be
        self._job: Job | None = None
        self._asked_times = 0
        self._steps: Iterator[None] = iter(())
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._go_on)
        self._at_work: dict[int, Node] = {}  # items as the cells of a step have made them so far

    # what is shown

    def choose(self, period: str, department: int = 0, role: Role | None = None) -> None:
        """Show a period, of all items or those of a department."""
        year = self.session.document.plan().year or date.today().year
        self.first, self.last = period_days(period, year) or (date(year, 1, 1), date(year, 12, 31))
        self.department, self.role = department, role
        self.refresh()

    @property
    def day(self) -> date:
        """Return the day that new reports get: the period's last, or today while it lasts."""
        today = date.today()
        return today if self.first <= today < self.last else self.last

    def refresh(self) -> None:
        """Read which rows there are."""
        self._nodes.clear()
        self._pace = None
        if len(self.session.outline) <= READ_AT_ONCE:
            self._take(_read(self.session.document))
            return
        self._asked_times += 1
        self._job = Job(self._read_aside, self._asked_times)
        self._job.succeeded.connect(self._on_read)  # a method: nothing comes once the table is gone
        self._job.start()

    def _read_aside(self, number: int) -> object:
        with self.session.document.aside() as reader:
            return number, _read(reader)

    def _on_read(self, found: Any) -> None:
        number, read = found
        if number == self._asked_times:
            self._take(read)

    def _take(self, found: Any) -> None:
        if self.session.is_closed:
            return
        self.leads, goals = found
        self._asked = {}
        for node_id in self._items():
            self._asked[node_id] = (node_id, None)
            for target_id in goals.get(node_id, ()):
                self._asked[self._free_key(target_id)] = (node_id, target_id)
        self.rearrange()

    def _free_key(self, target_id: int) -> int:
        while target_id in self._asked or target_id in self.session.outline.entries:  # only in files made by hand
            target_id += 1
        return target_id

    def _items(self) -> Iterable[int]:
        wanted = None
        if self.department:
            owned = self.session.document.items_of(self.department)
            wanted = {node_id for node_id, role in owned if self.role in (None, role)}
        for entry in self.session.outline.walk():
            if not entry.is_section and (wanted is None or entry.id in wanted):
                yield entry.id

    @property
    def pace(self) -> Pace:
        """Return what the lights are judged by: the period's last day, or today while it lasts."""
        if self._pace is None:
            self._pace = self.session.document.pace(self.day)
        return self._pace

    def item_of(self, row_id: int) -> int:
        """Return the id of a row's item."""
        return self.subjects[row_id][0]

    def node(self, node_id: int) -> Node:
        """Return an item, read with those of the rows below it."""
        if node_id not in self._nodes:
            if len(self._nodes) > NODES_KEPT:
                self._nodes.clear()
            row = max(self.row_of(node_id), 0)
            below = [self.subjects[one][0] for one in self.rows[row : row + READ_TOGETHER] if one in self.subjects]
            self._read_nodes([node_id, *below])
        return self._nodes.get(node_id) or Node(node_id, "item")

    def _read_nodes(self, node_ids: Iterable[int]) -> None:
        wanted = [one for one in dict.fromkeys(node_ids) if one not in self._nodes]
        self._nodes.update((node.id, node) for node in read_each(self.session.document.connection, wanted))

    def target(self, row_id: int) -> Target | None:
        """Return the target of a row, None in a row of an item."""
        node_id, target_id = self.subjects[row_id]
        return next((each for each in self.node(node_id).targets if each.id == target_id), None)

    def entry(self, row_id: int) -> Progress | None:
        """Return the row's report of the period, None where there is none yet."""
        node_id, target_id = self.subjects[row_id]
        return self._entry_in(self.node(node_id), target_id)

    def _entry_in(self, node: Node, target_id: int | None) -> Progress | None:
        own = [entry for entry in node.progress if entry.target_id == target_id]
        found = entries_until(own, self.last, self.pace.year)
        return next((entry for entry in reversed(found) if day_of(entry, self.pace.year) >= self.first), None)

    def _before(self, row_id: int) -> State:
        node, day = self.node(self.subjects[row_id][0]), date.fromordinal(max(self.first.toordinal() - 1, 1))
        target = self.target(row_id)
        return target_state(node, target, day, self.pace.year) if target else item_state(node, day, self.pace.year)

    def _judged(self, row_id: int) -> Judgement:
        return light_of(self.node(self.subjects[row_id][0]), self.pace, self.target(row_id))

    def light(self, row_id: int) -> Colour:
        """Return a row's light on the period's last day."""
        return self._judged(row_id).light

    # cells

    def text(self, row_id: int, column: Column) -> str:
        """Return what a cell shows."""
        if row_id not in self.subjects:  # asked while the change set that removed it is being taken over
            return ""
        key = column.key
        if column.kind in (Kind.FIXED, Kind.LIGHT):
            return self._fixed_text(row_id, key)
        entry = self.entry(row_id)
        if key == "percent":
            return shown_percent(percent_of(entry, self.target(row_id)) if entry is not None else None)
        return self._written(entry, key)

    def _written(self, entry: Progress | None, key: str) -> str:
        if entry is None:
            return ""
        if key == "percent":
            return percent_text(entry.percent)
        return number_text(entry.value) if key == "value" else str(getattr(entry, key))

    def _fixed_text(self, row_id: int, key: str) -> str:
        node_id, target_id = self.subjects[row_id]
        node, target = self.node(node_id), self.target(row_id)
        if key == "light":
            return light_word(self.light(row_id))
        if key == "before":
            return self._before_text(row_id)
        if key == "day":
            entry = self.entry(row_id)
            return entry.date if entry is not None else ""
        if key == "due":
            return due_text((target.deadline if target else "") or node.due)
        if target is not None:
            return {"subject": _PART + target_name(target), "goal": figure(replace(target, indicator=""))}.get(key, "")
        return self._item_text(node, key) if target_id is None else ""

    def _item_text(self, node: Node, key: str) -> str:
        if key in ("number", "lead"):
            return self.number_of(node.id) if key == "number" else self.lead_of(node.id)
        return (node.title or node.body[:60]) if key == "subject" else ""

    def _before_text(self, row_id: int) -> str:
        state, target = self._before(row_id), self.target(row_id)
        value = f"{number_text(state.value)}{target.unit}" if target is not None and state.value is not None else ""
        return " ".join(filter(None, (value or shown_percent(state.percent), state.status)))

    def edit_text(self, row_id: int, column: Column) -> str:
        """Return what a cell's editor starts with, and what is copied."""
        if column.kind in (Kind.FIXED, Kind.LIGHT):
            return self.text(row_id, column).strip()
        return self._written(self.entry(row_id), column.key)

    def tip(self, row_id: int, column: Column) -> str:
        """Return a cell's whole text, and of a light the reason."""
        return why(self._judged(row_id)) if column.key in ("light", "percent") else self.text(row_id, column).strip()

    def is_muted(self, row_id: int, column: Column) -> bool:
        """Tell whether a cell's words are of second rank: all but the subject and what was written."""
        if column.key == "percent":
            return not self.edit_text(row_id, column)  # reckoned from the figure
        return column.kind is Kind.FIXED and column.key != "subject"

    def read(self, column: Column, text: str) -> Any:
        """Return what a typed cell says."""
        return read_followup(column, text)

    def write(self, document: Document, row_id: int, column: Column, value: Any) -> None:
        """Write a cell into the row's report of the period."""
        node_id, target_id = self.subjects[row_id]
        node = self._at_work.get(node_id) or document.node(node_id)
        target = next((each for each in node.targets if each.id == target_id), None)
        if isinstance(value, Figure):
            value = figure_of(value, target)
        entry = self._entry_in(node, target_id)
        self._at_work[node_id] = node
        if entry is not None:
            if getattr(entry, column.key) != value:
                self._note(node, document.report(node_id, entry.id, **{column.key: value}), entry, column.key, value)
        elif value not in ("", None):
            entry = Progress(0, self.day.isoformat(), target_id=target_id, reporter=self.reporter)
            columns = {"date": entry.date, "target_id": target_id, "reporter": self.reporter, column.key: value}
            self._note(node, document.report(node_id, None, **columns), entry, column.key, value)

    def begin_writing(self) -> None:
        """Forget the items that were read for an earlier step."""
        self._at_work.clear()

    def _note(self, node: Node, changed: ChangeSet, entry: Progress, key: str, value: Any) -> None:
        """Note what a cell made of an item, so that the next cell of it need not read it again."""
        change = next(reversed(list(changed.of("progress"))), None)  # those of the cells before are among them
        known = {each.id for each in node.progress}
        if change is None or change.after is None or (change.id != entry.id if entry.id else change.id in known):
            self._at_work.pop(node.id, None)
            return
        column: dict[str, Any] = {key: value}
        new = replace(entry, id=change.id, **column)
        others = (each for each in node.progress if each.id != new.id)
        self._at_work[node.id] = replace(node, progress=(*others, new))

    # rows

    def reported(self) -> set[int]:
        """Return the rows that have a report in the period."""
        told = {
            (node_id, target_id)
            for node_id, target_id, day in report_days(self.session.document)
            if self.first <= day_of(Progress(0, day), self.pace.year) <= self.last
        }
        return {row_id for row_id, subject in self.subjects.items() if subject in told}

    def rearrange(self) -> None:
        """Sort and group the rows as they are to be, those of a large plan bit by bit between events.

        A target stays below its item unless the rows are sorted.
        """
        self._steps = self._arranging()
        if len(self.session.outline) <= READ_AT_ONCE:
            for _step in self._steps:
                pass
        else:
            self._go_on()

    def _go_on(self) -> None:
        until = perf_counter() + SLICE_S
        while perf_counter() < until:
            if self.session.is_closed or next(self._steps, self) is self:
                return
        self._later.start()

    def _arranging(self) -> Iterator[None]:
        self.subjects = self.subjects | self._asked  # rows that have gone are seen until all is arranged
        ids = list(self._asked)
        yield
        if self.unreported_only:
            reported = self.reported()
            ids = [row_id for row_id in ids if row_id not in reported]
        if self.sorted_by == "number":
            ids = ids[::-1] if self.descending else ids
        elif self.sorted_by:
            column = next(column for column in self.columns if column.key == self.sorted_by)
            values: dict[int, str | float] = {}
            for start in range(0, len(ids), READ_TOGETHER):
                together = ids[start : start + READ_TOGETHER]
                if len(self._nodes) > NODES_KEPT:
                    self._nodes.clear()
                self._read_nodes(self.subjects[one][0] for one in together)
                values.update((one, self._sort_value(one, column)) for one in together)
                yield
            ids = ordered(ids, values, descending=self.descending)
            yield
        groups = [Group("", tuple(ids))]
        if self.grouped_by:
            groups = self.by_department(ids) if self.grouped_by == DEPARTMENT else self.by_section(ids)
            yield
        self.subjects = dict(self._asked)
        self.show(groups)

    def _sort_value(self, row_id: int, column: Column) -> str | float:
        text = self.text(row_id, column).strip()
        if column.kind in (Kind.PERCENT, Kind.NUMBER) and text:
            return float(text.rstrip("%"))
        return text

    def take_over(self, change_set: ChangeSet) -> None:
        """Follow a change: where rows come, go or move all are read again, else those that changed are drawn."""
        tables = {change.table for change in change_set.changes}
        targets = any(change.before is None or change.after is None for change in change_set.of("target"))
        touched = change_set.node_ids()
        if tables & {"node", "owner", "department", "plan", "setting"} or targets or len(touched) > RESET_ABOVE:
            self.refresh()
            return
        for node_id in touched:
            self._nodes.pop(node_id, None)
        if self._later.isActive():
            self.rearrange()  # what it was sorted by may be another now
        self.tell_changed(row_id for row_id, subject in self.subjects.items() if subject[0] in touched)


def _read(reader: Reader) -> tuple[dict[int, str], dict[int, list[int]]]:
    """Return the first leads, and the targets with a figure by their items."""
    goals: dict[int, list[int]] = {}
    for node_id, target in read_targets(reader):
        if target.kind == "target" and target.value is not None:
            goals.setdefault(node_id, []).append(target.id)
    return first_leads(reader), goals
