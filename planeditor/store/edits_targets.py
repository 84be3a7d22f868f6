"""Edits of targets, progress entries and milestones, and of the plan's own properties.

One rule: what is given as an entity's attribute is written as such; unknown names and values are refused.
"""

from dataclasses import fields
from typing import Any

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet, Value
from planeditor.plan.entities import COMPARATORS, Milestone, Plan, Progress, Span, Target
from planeditor.plan.identity import new_id
from planeditor.store.edits_texts import TextEdits
from planeditor.store.loading import target_row

ENTITIES: dict[str, Any] = {"target": Target, "progress": Progress, "milestone": Milestone, "plan": Plan}


class TargetEdits(TextEdits):
    """Edits of quantified goals and of what is reported on them."""

    def add_target(self, node_id: int, **columns: Any) -> ChangeSet:
        """Add a target; `columns` are attributes of entities.Target, `span` a Span or None."""
        self._check_columns("target", columns)
        self._check_same_node(node_id, columns.get("parent_id"))
        target = Target(new_id(), **columns)
        with self.step(_("New target")) as step:
            self.store.insert("target", target_row(target, node_id, self._rank("target", node_id, None)))
        return step.change_set

    def update_target(self, target_id: int, **columns: Any) -> ChangeSet:
        """Change attributes of a target."""
        self._check_part_of(target_id, columns.get("parent_id"))
        return self._update_part(_("Change target"), "target", target_id, columns, "parent_id")

    def move_target(self, target_id: int, before: int | None) -> ChangeSet:
        """Put a target in front of another of its item, or last."""
        return self._move_row(_("Move target"), "target", target_id, before)

    def remove_target(self, target_id: int) -> ChangeSet:
        """Remove a target; its parts and its progress entries stay."""
        with self.step(_("Remove target")) as step:
            self._delete_part("target", target_id)
        return step.change_set

    def _check_part_of(self, target_id: int, parent_id: int | None) -> None:
        """Refuse a target that would be part of itself."""
        seen = {target_id}
        while parent_id is not None:
            if parent_id in seen:  # also where a file from elsewhere has a circle already
                raise EditError(_("A target cannot be part of itself."))
            seen.add(parent_id)
            above = self.store.row("target", parent_id)["parent_id"]
            parent_id = above if isinstance(above, int) else None

    def _check_same_node(self, node_id: Value, target_id: int | None) -> None:
        """Refuse a reference to a target of another item: the two could not be taken out of the plan together."""
        if target_id is not None and self.store.row("target", target_id)["node_id"] != node_id:
            raise EditError(_("This target belongs to another item."))

    def _update_part(self, label: str, table: str, row_id: int, columns: dict[str, Any], reference: str) -> ChangeSet:
        self._check_columns(table, columns)
        self._check_same_node(self.store.row(table, row_id)["node_id"], columns.get(reference))
        return self._update(label, table, row_id, **_flat(columns))

    def _check_columns(self, table: str, columns: dict[str, Any]) -> None:
        known = {field.name for field in fields(ENTITIES[table])} - {"id"}
        if not columns.keys() <= known:
            raise TypeError(f"{table} has no {sorted(columns.keys() - known)}")
        if columns.get("comparator", "=") not in COMPARATORS:
            raise EditError(_("“{value}” is no comparison.").format(value=columns["comparator"]))

    # progress and milestones

    def add_progress(self, node_id: int, **columns: Any) -> ChangeSet:
        """Add a progress entry; `columns` are attributes of entities.Progress."""
        return self._add_part(_("Report progress"), "progress", node_id, columns)

    def update_progress(self, entry_id: int, **columns: Any) -> ChangeSet:
        """Change attributes of a progress entry."""
        return self._update_part(_("Change progress"), "progress", entry_id, columns, "target_id")

    def remove_progress(self, entry_id: int) -> ChangeSet:
        """Remove a progress entry."""
        with self.step(_("Remove progress")) as step:
            self._delete_part("progress", entry_id)
        return step.change_set

    def add_milestone(self, node_id: int, **columns: Any) -> ChangeSet:
        """Add a milestone; `columns` are attributes of entities.Milestone."""
        return self._add_part(_("New milestone"), "milestone", node_id, {"period": "", **columns})

    def update_milestone(self, entry_id: int, **columns: Any) -> ChangeSet:
        """Change attributes of a milestone."""
        return self._update_part(_("Change milestone"), "milestone", entry_id, columns, "target_id")

    def remove_milestone(self, entry_id: int) -> ChangeSet:
        """Remove a milestone."""
        return self._delete(_("Remove milestone"), "milestone", entry_id)

    def _add_part(self, label: str, table: str, node_id: int, columns: dict[str, Any]) -> ChangeSet:
        self._check_columns(table, columns)
        self._check_same_node(node_id, columns.get("target_id"))
        part = ENTITIES[table](new_id(), **columns)
        row: dict[str, Value] = {field.name: getattr(part, field.name) for field in fields(part)}
        with self.step(label) as step:
            self.store.insert(table, row | {"node_id": node_id, "rank": self._rank(table, node_id, None)})
        return step.change_set

    # the plan

    def set_plan(self, **columns: Any) -> ChangeSet:
        """Change the plan's own properties; `columns` are attributes of entities.Plan."""
        self._check_columns("plan", columns)
        return self._update(_("Change plan properties"), "plan", self.plan().id, **columns)

    def remove_unplaced(self, line_id: int) -> ChangeSet:
        """Remove a line that the import had set aside."""
        return self._delete(_("Remove unplaced line"), "unplaced", line_id)


def _flat(columns: dict[str, Any]) -> dict[str, Value]:
    """Return the columns with a span laid out in its three."""
    flat = {name: value for name, value in columns.items() if name != "span"}
    if "span" in columns:
        span = columns["span"] or Span("", 0, 0)
        flat |= {"span_place": span.place, "span_start": span.start, "span_end": span.end}
    return flat
