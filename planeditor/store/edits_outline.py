"""Edits of the outline: insert, move, promote, demote, delete, duplicate, paste.

One rule: a section holds sections and items, an item holds items only.
"""

from collections.abc import Iterable, Sequence

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.copying import as_items, find_department, renewed
from planeditor.plan.entities import Department, Node, NodeKind, Owner, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.limits import DEEPEST
from planeditor.store.edits import NO_CHANGE
from planeditor.store.edits_departments import DepartmentEdits
from planeditor.store.loading import node_rows
from planeditor.store.store import gone

PARTS_OF_NODE = (
    "milestone",
    "evidence",
    "light",
    "lineage",
    "progress",
    "target",
    "owner",
    "field",
)  # in the order they may be deleted

REFERRERS = {
    "target": (
        ("target", "parent_id"),
        ("progress", "target_id"),
        ("milestone", "target_id"),
        ("lineage", "target_id"),
    ),
    "progress": (("evidence", "progress_id"),),
}


class OutlineEdits(DepartmentEdits):
    """Edits that add, move or remove sections and items."""

    def insert(
        self,
        kind: NodeKind,
        parent_id: int | None,
        *,
        before: int | None = None,
        title: str = "",
        body: str = "",
    ) -> ChangeSet:
        """Add a section or an item in front of the sibling `before`, or at the end."""
        self._check_place(kind, parent_id)
        node = Node(new_id(), kind, title, body)
        with self.step(_("New section") if kind == "section" else _("New item")) as step:
            self._write((node,), parent_id, before)
        return step.change_set

    def _write(self, nodes: Sequence[Node], parent_id: int | None, before: int | None) -> None:
        self._check_depth(parent_id, max(map(_height, nodes), default=0))
        for node in nodes:
            for table, row in node_rows(node, parent_id, self._rank("node", parent_id, before)):
                self.store.insert(table, row)

    def _check_place(self, kind: str, parent_id: int | None) -> None:
        if parent_id is not None and self._kind(parent_id) == "item" and kind == "section":
            raise EditError(_("A section cannot stand below an item."))

    def _check_depth(self, parent_id: int | None, height: int) -> None:
        """Refuse what would be deeper than a plan that can be opened again."""
        above = [] if parent_id is None else [parent_id, *self._ancestors(parent_id)]
        if len(above) + height > DEEPEST:
            raise EditError(_("A plan can have up to {count} levels.").format(count=DEEPEST))

    def _kind(self, node_id: int) -> str:
        return str(self.store.row("node", node_id)["kind"])

    def _parent(self, node_id: int) -> int | None:
        parent = self.store.row("node", node_id)["parent_id"]
        return parent if isinstance(parent, int) else None

    # moving

    def move(self, ids: Iterable[int], parent_id: int | None, *, before: int | None = None) -> ChangeSet:
        """Move nodes, with all below them, in front of the sibling `before` or to the end of `parent_id`."""
        moving = self._topmost(ids)
        self._check_move(moving, parent_id)
        before = self._first_staying(parent_id, before, moving)
        with self.step(_("Move")) as step:
            for position, node_id in enumerate(moving):
                rank = self._rank("node", parent_id, before, moving[position:])
                self.store.update("node", node_id, {"parent_id": parent_id, "rank": rank})
        return step.change_set

    def _topmost(self, ids: Iterable[int]) -> list[int]:
        """Return the ids in document order without those that stand below another of them."""
        chosen = set(ids)
        return [i for i in self.in_order(chosen) if not chosen.intersection(self._ancestors(i))]

    def _ancestors(self, node_id: int) -> list[int]:
        found: list[int] = []
        above = self._parent(node_id)
        while above is not None:
            found.append(above)
            above = self._parent(above)
        return found

    def _check_move(self, moving: list[int], parent_id: int | None) -> None:
        if parent_id is None:
            return
        if set(moving).intersection([parent_id, *self._ancestors(parent_id)]):
            raise EditError(_("A section or an item cannot be moved into itself."))
        for node_id in moving:
            self._check_place(self._kind(node_id), parent_id)
            if self._parent(node_id) != parent_id:
                self._check_depth(parent_id, self._levels(node_id))

    def _levels(self, node_id: int) -> int:
        """Return how many levels a node and what stands below it take."""
        sql = (
            "WITH RECURSIVE below (id, level) AS (VALUES (?, 1) UNION ALL"
            " SELECT node.id, level + 1 FROM node JOIN below ON node.parent_id = below.id) SELECT max(level) FROM below"
        )
        levels = self.store.value(sql, (node_id,))
        return levels if isinstance(levels, int) else 0

    def _first_staying(self, parent_id: int | None, before: int | None, moving: list[int]) -> int | None:
        """Return the first sibling from `before` on that does not move itself."""
        if before not in moving:
            return before
        siblings = self._siblings("node", parent_id)
        if before not in siblings:
            raise gone()
        return next((i for i in siblings[siblings.index(before) :] if i not in moving), None)

    def _neighbour(self, node_id: int, direction: int) -> int | None:
        """Return the sibling right before (-1) or after (1) a node."""
        row = self.store.row("node", node_id)
        sign, order = ("<", "DESC") if direction < 0 else (">", "ASC")
        sql = (
            f"SELECT id FROM node WHERE parent_id IS ? AND (rank, id) {sign} (?, ?)"
            f" ORDER BY rank {order}, id {order} LIMIT 1"
        )
        found = self.store.value(sql, (row["parent_id"], row["rank"], node_id))
        return found if isinstance(found, int) else None

    def move_up(self, ids: Iterable[int]) -> ChangeSet:
        """Move nodes in front of the one before them, or to the end of the section before theirs."""
        with self.step(_("Move up")) as step:
            for node_id in self._topmost(ids):
                self._move_past(node_id, -1)
        return step.change_set

    def move_down(self, ids: Iterable[int]) -> ChangeSet:
        """Move nodes behind the one after them, or to the start of the section after theirs."""
        with self.step(_("Move down")) as step:
            for node_id in reversed(self._topmost(ids)):
                self._move_past(node_id, 1)
        return step.change_set

    def _move_past(self, node_id: int, direction: int) -> None:
        parent_id, neighbour = self._parent(node_id), self._neighbour(node_id, direction)
        if neighbour is not None:
            before = neighbour if direction < 0 else self._neighbour(neighbour, 1)
            self.move([node_id], parent_id, before=before)
        elif parent_id is not None and self._kind(parent_id) == "section":
            self._move_over(node_id, self._neighbour(parent_id, direction), direction)

    def _move_over(self, node_id: int, section_id: int | None, direction: int) -> None:
        """Move a node into the section next to its own."""
        if section_id is None or self._kind(section_id) != "section":
            return
        children = self._siblings("node", section_id)
        before = children[0] if direction > 0 and children else None
        self.move([node_id], section_id, before=before)

    # levels

    def promote(self, ids: Iterable[int]) -> ChangeSet:
        """Raise nodes by one level; an item that stands directly in a section becomes a section."""
        with self.step(_("Promote")) as step:
            for node_id in reversed(self._topmost(ids)):
                self._promote(node_id)
        if not step.changes:
            raise EditError(_("This stands at the highest level already."))
        return step.change_set

    def _promote(self, node_id: int) -> None:
        parent_id = self._parent(node_id)
        if parent_id is None:
            return
        if self._kind(node_id) == "item" and self._kind(parent_id) == "section":
            self.store.update("node", node_id, {"kind": "section"})
        self.move([node_id], self._parent(parent_id), before=self._neighbour(parent_id, 1))

    def demote(self, ids: Iterable[int]) -> ChangeSet:
        """Lower nodes by one level, below the sibling before them."""
        chosen = self._topmost(ids)
        with self.step(_("Demote")) as step:
            for node_id in chosen:
                self._demote(node_id)
        if not step.changes:
            raise EditError(_("There is nothing before it to put it under."))
        return step.change_set

    def _demote(self, node_id: int) -> None:
        above = self._neighbour(node_id, -1)
        if above is None or (self._kind(node_id) == "section" and not self._fit_below(node_id, above)):
            return
        self.move([node_id], above)

    def _fit_below(self, section_id: int, above: int) -> bool:
        """Make a section fit below `above`: it becomes an item where that one holds items; tell whether it fits."""
        if self._kind(above) == "item":
            return False
        held = {self._kind(child) for child in self._siblings("node", above)}
        if held == {"item"} and not self._holds_sections(section_id):
            self.store.update("node", section_id, {"kind": "item"})
        return True

    def _holds_sections(self, node_id: int) -> bool:
        return any(self._kind(child) == "section" for child in self._siblings("node", node_id))

    def set_kind(self, node_id: int, kind: NodeKind) -> ChangeSet:
        """Make an item a section or a section an item."""
        if kind == "section":
            self._check_place(kind, self._parent(node_id))
        elif self._holds_sections(node_id):
            raise EditError(_("A section that holds sections cannot become an item."))
        return self._update(_("Change kind"), "node", node_id, kind=kind)

    # removing and copying

    def delete(self, ids: Iterable[int]) -> ChangeSet:
        """Remove nodes with all that belongs to them and stands below them."""
        with self.step(_("Delete")) as step:
            for node_id in self._topmost(ids):
                self._delete_subtree(node_id)
        return step.change_set

    def _delete_subtree(self, node_id: int) -> None:
        for child in self._siblings("node", node_id):
            self._delete_subtree(child)
        for table in PARTS_OF_NODE:
            for row_id in self._siblings(table, node_id):
                self._delete_part(table, row_id)
        if self.store.value("SELECT id FROM body WHERE id = ?", (node_id,)) is not None:
            self.store.delete("body", node_id)
        self.store.delete("node", node_id)

    def _delete_part(self, table: str, row_id: int) -> None:
        """Remove a row; what refers to it is set free first."""
        self._set_free(table, row_id)
        self.store.delete(table, row_id)

    def _set_free(self, table: str, row_id: int) -> None:
        """Have nothing refer to a row any more; a light goes with its target, or it would be the item's."""
        if table == "target":
            for (light,) in self.store.rows("SELECT id FROM light WHERE target_id = ?", (row_id,)):
                assert isinstance(light, int)
                self.store.delete("light", light)
        for referrer, column in REFERRERS.get(table, ()):
            for (other,) in self.store.rows(f"SELECT id FROM {referrer} WHERE {column} = ?", (row_id,)):
                assert isinstance(other, int)
                self.store.update(referrer, other, {column: None})

    def duplicate(self, ids: Iterable[int]) -> ChangeSet:
        """Put a copy of each node, with all below it, right behind it."""
        with self.step(_("Duplicate")) as step:
            for node_id in self._topmost(ids):
                copies = renewed(self.subtrees([node_id]), lambda owner: owner.department_id)
                self._write(copies, self._parent(node_id), self._neighbour(node_id, 1))
        return step.change_set

    def paste(
        self,
        nodes: Sequence[Node],
        parent_id: int | None,
        *,
        before: int | None = None,
        departments: Sequence[Department] = (),
    ) -> ChangeSet:
        """Add copies of `nodes` under new ids; their owners are found by name, in `departments` as they point."""
        if not nodes:
            return NO_CHANGE
        if parent_id is not None and self._kind(parent_id) == "item":
            nodes = as_items(nodes)
        with self.step(_("Paste")) as step:
            mapping = self._take_departments(departments)
            copies = renewed(nodes, lambda owner: mapping.get(owner.department_id) or self._department_of(owner))
            self._write(copies, parent_id, before)
        return step.change_set

    def _department_of(self, owner: Owner) -> int:
        """Return the department an owner names here, adding it where it is unknown."""
        return self._take_departments([Department(0, owner.name)])[0]

    def _take_departments(self, departments: Sequence[Department]) -> dict[int, int]:
        """Return this plan's ids for another plan's departments, adding those it does not know."""
        registry = self.departments()
        found = {department.id: find_department(registry, department.name) for department in departments}
        mapping = {old: known.id for old, known in found.items() if known}
        new = [department for department in departments if department.id not in mapping]
        for department in new:
            mapping[department.id] = self._new_department(department.name, department.aliases)
        for department in new:
            self._set_members(mapping[department.id], [mapping[m] for m in department.members if m in mapping])
        return mapping

    def insert_plan(self, snapshot: Snapshot, parent_id: int | None, *, before: int | None = None) -> ChangeSet:
        """Take a whole other plan in at a place: its sections below a new one of its title, nothing dropped."""
        plan, nodes = snapshot.plan, snapshot.nodes
        lines = [line for text in (plan.preamble, plan.closing) for line in text.splitlines() if line]
        if plan.title:
            nodes = (Node(new_id(), "section", plan.title, plan.preamble, children=nodes),)
            lines = plan.closing.splitlines()
        head = (
            plan.doc_number,
            plan.issuer,
            plan.notice_title,
            plan.addressees,
            plan.notice,
            plan.signer,
            plan.date,
        )
        with self.step(_("Import")) as step:
            self.paste(nodes, parent_id, before=before, departments=snapshot.departments)
            for text in (*head, *lines, *snapshot.unplaced):
                if text:
                    self.store.insert(
                        "unplaced", {"id": new_id(), "rank": self._rank("unplaced", None, None), "text": text}
                    )
        return step.change_set


def _height(node: Node) -> int:
    """Return how many levels a node and what stands below it take."""
    levels, row = 0, [node]
    while row:
        levels, row = levels + 1, [child for each in row for child in each.children]
    return levels
