"""All targets of the plan as rows: what their cells show, in which order and groups, and what they come to.

One rule: targets are read once, of a large plan in the background, and then row by row as they change.
"""

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtCore import QObject

from planeditor.errors import EditError
from planeditor.gui.date_words import shown_date
from planeditor.gui.grid_items import DEPARTMENT, ItemGridModel
from planeditor.gui.jobs import Job
from planeditor.gui.session import Session
from planeditor.gui.target_model import kind_name
from planeditor.gui.target_words import SYMBOLS, number_text, read_comparator, read_number, read_quantity, sum_text
from planeditor.i18n import _, ngettext, pgettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.dues import due_place
from planeditor.plan.entities import Target
from planeditor.plan.tables.arranging import Group, Key, grouped, ordered
from planeditor.plan.tables.columns import Column, Kind
from planeditor.plan.tables.dues import read_due
from planeditor.plan.tables.sums import sums_by_unit
from planeditor.store import Document
from planeditor.store.loading import read_each
from planeditor.store.reader import Reader
from planeditor.store.table_columns import first_leads, read_column, read_targets

UNIT = "unit"
READ_AT_ONCE = 3000  # items of a plan whose targets are read while one waits
_NUMBERS = ("value", "value_high", "base_value")
_SUMS_SHOWN = 3


def columns() -> tuple[Column, ...]:
    """Return the columns; those after the deadline show when they are asked for."""
    return (
        Column("number", _("No."), Kind.FIXED, 4),
        Column("item", _("Item"), Kind.FIXED, 15),
        Column("indicator", _("Indicator"), Kind.LINE, 16),
        Column("comparator", pgettext("target", "Is"), Kind.COMPARATOR, 3),
        Column("value", _("Value"), Kind.NUMBER, 5),
        Column("value_high", _("To"), Kind.NUMBER, 4, is_usual=False),
        Column("unit", _("Unit"), Kind.UNIT, 5),
        Column("deadline", _("Deadline"), Kind.DUE, 7.5),
        Column("lead", _("Lead"), Kind.FIXED, 8),
        Column("modality", _("Modality"), Kind.LINE, 5, is_usual=False),
        Column("base_value", _("Base value"), Kind.NUMBER, 5, is_usual=False),
        Column("base_period", _("Base period"), Kind.LINE, 6, is_usual=False),
        Column("whole", _("Part of"), Kind.FIXED, 9),
        Column("kind", _("Kind"), Kind.FIXED, 4, is_usual=False),
        Column("text", _("Words in the text"), Kind.FIXED, 16, is_usual=False),
    )


class TargetsTableModel(ItemGridModel):
    """One row for every target, in the plan's order unless sorted."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Show nothing until `refresh`."""
        super().__init__(session, columns(), parent)
        self.targets: dict[int, Target] = {}
        self.node_of: dict[int, int] = {}
        self._by_node: dict[int, list[int]] = {}
        self._year: int | None = None
        self._job: Job | None = None
        self._sorting: Job | None = None
        self._titles: dict[int, str] | None = None  # of all items, while they are sorted by these

    # reading

    def refresh(self) -> None:
        """Read all targets, of a large plan in a moment."""
        self._year = self.session.document.plan().year
        if len(self.session.outline) <= READ_AT_ONCE:
            self._take(_read(self.session.document))
            return
        self._job = Job(self._read_aside)
        self._job.succeeded.connect(self._take)  # a method: nothing comes once the table is gone
        self._job.start()

    def _read_aside(self) -> object:
        with self.session.document.aside() as reader:
            return _read(reader)

    def _take(self, found: Any) -> None:
        if self.session.is_closed:
            return
        rows, self.leads = found
        self.targets = {target.id: target for _node_id, target in rows}
        self.node_of = {target.id: node_id for node_id, target in rows}
        self._by_node = {}
        for node_id, target in rows:
            self._by_node.setdefault(node_id, []).append(target.id)
        self.rearrange()

    def take_over(self, change_set: ChangeSet) -> None:
        """Follow a change: where targets come or go all are read again, else those that changed."""
        tables = {change.table for change in change_set.changes}
        changes = list(change_set.of("target"))
        moved = any(change.before is None or change.after is None or "node_id" in change.after for change in changes)
        if moved or tables & {"node", "owner", "department", "plan"}:
            self.refresh()
            return
        for node_id in {change.node_id for change in changes if change.node_id is not None}:
            for target in self.session.document.node(node_id).targets:
                self.targets[target.id] = target
            self.tell_changed(self._by_node.get(node_id, ()))

    def item_of(self, row_id: int) -> int:
        """Return the id of a target's item."""
        return self.node_of[row_id]

    # cells

    def text(self, row_id: int, column: Column) -> str:
        """Return what a cell shows."""
        target, key = self.targets[row_id], column.key
        if key in ("number", "item", "lead"):
            return self._item_text(self.node_of[row_id], key)
        if key == "comparator":
            return SYMBOLS[target.comparator]
        if key == "whole":
            whole = self.targets.get(target.parent_id or 0)
            return whole.indicator if whole else ""
        if key == "kind":
            return kind_name(target.kind)
        value = getattr(target, key)
        if key == "deadline":
            return shown_date(value)
        return number_text(value) if key in _NUMBERS else str(value)

    def _item_text(self, node_id: int, key: str) -> str:
        if node_id not in self.session.outline:
            return ""
        if key in ("number", "lead"):
            return self.number_of(node_id) if key == "number" else self.lead_of(node_id)
        glance = self.session.tree.glance(node_id)
        return glance.title or glance.text

    def edit_text(self, row_id: int, column: Column) -> str:
        """Return what a cell's editor starts with, and what is copied."""
        target = self.targets[row_id]
        if column.key == "deadline":
            return target.deadline
        return target.comparator if column.key == "comparator" else self.text(row_id, column)

    def is_muted(self, row_id: int, column: Column) -> bool:
        """Tell whether a cell's words are of second rank: those of the item."""
        return column.kind is Kind.FIXED

    def read(self, column: Column, text: str) -> Any:
        """Return the columns of a target that a typed cell sets."""
        text = " ".join(text.split())
        if column.kind is Kind.FIXED:
            raise EditError(_("“{column}” follows from the plan and cannot be written.").format(column=column.heading))
        if column.key == "value":
            columns = read_quantity(text).columns()
            if columns["value_high"] is None:
                del columns["value_high"]  # the upper value has a cell of its own
            return columns
        if column.key in _NUMBERS:
            return {column.key: read_number(text)}
        if column.key == "comparator":
            return {column.key: read_comparator(text)}
        return {column.key: read_due(text, self._year) if column.key == "deadline" else text}

    def write(self, document: Document, row_id: int, column: Column, value: Any) -> None:
        """Write a cell."""
        if any(getattr(self.targets[row_id], name) != new for name, new in value.items()):
            document.update_target(row_id, **value)

    # order and groups

    def group_text(self, group: Group) -> str:
        """Return a group's label, how many targets it has, and what they come to where that is one unit."""
        count = ngettext("{count} target", "{count} targets", len(group.ids)).format(count=len(group.ids))
        goals = [self.targets[target_id] for target_id in group.ids if self.targets[target_id].kind == "target"]
        sums = [one for one in sums_by_unit(goals) if one.total is not None]
        parts = [group.label, count, *map(sum_text, sums[:_SUMS_SHOWN])]
        return "  ·  ".join(parts)

    def rearrange(self) -> None:
        """Sort and group the rows as they are to be; by the titles of a large plan's items in a moment."""
        if self.sorted_by == "item" and len(self.session.outline) > READ_AT_ONCE:
            self._sorting = Job(self._read_titles, self.node_of)
            self._sorting.succeeded.connect(self._on_titles)
            self._sorting.start()
        else:
            self._arrange()

    def _read_titles(self, node_of: Mapping[int, int]) -> object:
        with self.session.document.aside() as reader:
            titles = read_column(reader, "title")
            untitled = read_each(reader.connection, list(set(node_of.values()) - titles.keys()))
        return titles | {node.id: node.body or next((field.text for field in node.fields), "") for node in untitled}

    def _on_titles(self, titles: object) -> None:
        if self.sorted_by == "item":  # still
            self._arrange(titles)

    def _arrange(self, titles: object = None) -> None:
        """Sort and group, by the titles where that is what the rows are sorted by."""
        if self.session.is_closed:
            return
        self._titles = cast("dict[int, str]", titles)
        ids = [target_id for entry in self.session.outline.walk() for target_id in self._by_node.get(entry.id, ())]
        if self.sorted_by == "number":
            ids = ids[::-1] if self.descending else ids
        elif self.sorted_by:
            ids = ordered(ids, self._sort_values(ids), descending=self.descending)
        self.show(self._grouped(ids) if self.grouped_by else [Group("", tuple(ids))])

    def _sort_values(self, ids: list[int]) -> Mapping[int, Key]:
        key = self.sorted_by
        if key in _NUMBERS:
            numbers = {target_id: getattr(self.targets[target_id], key) for target_id in ids}
            return {target_id: number for target_id, number in numbers.items() if number is not None}
        if key == "deadline":
            return {target_id: due_place(self.targets[target_id].deadline, self._year) for target_id in ids}
        if key == "item" and self._titles is not None:
            return {target_id: self._titles.get(self.node_of[target_id], "") for target_id in ids}
        column = next(column for column in self.columns if column.key == key)
        return {target_id: self.text(target_id, column) for target_id in ids}

    def _grouped(self, ids: list[int]) -> list[Group]:
        if self.grouped_by == UNIT:
            return grouped(ids, {i: self.targets[i].unit for i in ids}, {}, _("No unit"))
        return self.by_department(ids) if self.grouped_by == DEPARTMENT else self.by_section(ids)


def _read(reader: Reader) -> tuple[list[tuple[int, Target]], dict[int, str]]:
    return read_targets(reader), first_leads(reader)
