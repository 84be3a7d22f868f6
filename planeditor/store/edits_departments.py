"""Edits of owners and of the department registry.

One rule: an owner points into the registry and keeps its name as written; a department in use is never removed.
"""

import json
from collections.abc import Sequence

from planeditor.errors import EditError
from planeditor.i18n import _, ngettext
from planeditor.plan.changes import ChangeSet
from planeditor.plan.copying import find_department
from planeditor.plan.entities import Department, Role
from planeditor.plan.identity import new_id
from planeditor.store.edits import NO_CHANGE, Edits
from planeditor.store.loading import department_row


class DepartmentEdits(Edits):
    """Edits of who leads and supports, and of the departments themselves."""

    # owners of an item

    def add_owner(self, node_id: int, name: str, role: Role, *, before: int | None = None) -> ChangeSet:
        """Let a department lead or support; an unknown name becomes a new department."""
        name = name.strip()
        if not name:
            return NO_CHANGE
        with self.step(_("Add lead") if role == "lead" else _("Add support")) as step:
            known = find_department(self.departments(), name)
            department_id = known.id if known else self._new_department(name)
            if not self._owns(node_id, department_id, role):
                rank = self._rank("owner", node_id, before)
                row = {"id": new_id(), "node_id": node_id, "department_id": department_id}
                self.store.insert("owner", row | {"rank": rank, "role": role, "name": name})
        return step.change_set

    def _owns(self, node_id: int, department_id: int, role: str) -> bool:
        sql = "SELECT id FROM owner WHERE node_id = ? AND department_id = ? AND role = ?"
        return self.store.value(sql, (node_id, department_id, role)) is not None

    def remove_owner(self, owner_id: int) -> ChangeSet:
        """End a department's part in an item."""
        return self._delete(_("Remove owner"), "owner", owner_id)

    def move_owner(self, owner_id: int, role: Role, before: int | None) -> ChangeSet:
        """Change an owner's role or its place among the owners."""
        return self._move_row(_("Move owner"), "owner", owner_id, before, role=role)

    def set_owners(self, node_id: int, role: Role, names: Sequence[str]) -> ChangeSet:
        """Make exactly these departments lead (or support), in this order."""
        wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
        with self.step(_("Change lead") if role == "lead" else _("Change support")) as step:
            present = [owner for owner in self._known(node_id).owners if owner.role == role]
            if [owner.name for owner in present] != wanted:
                for owner in present:
                    self.store.delete("owner", owner.id)
                for name in wanted:
                    self.add_owner(node_id, name, role)
        return step.change_set

    # the registry

    def add_department(self, name: str) -> ChangeSet:
        """Add a department; EditError if the name or alias is taken."""
        self._check_name(name)
        with self.step(_("New department")) as step:
            self._new_department(name.strip())
        return step.change_set

    def _new_department(self, name: str, aliases: Sequence[str] = ()) -> int:
        department = Department(new_id(), name, tuple(aliases))
        self.store.insert("department", department_row(department, self._rank("department", None, None)))
        return department.id

    def _check_name(self, name: str, but: int | None = None) -> None:
        if not name.strip():
            raise EditError(_("A department needs a name."))
        known = find_department((d for d in self.departments() if d.id != but), name.strip())
        if known:
            raise EditError(
                _("“{name}” is in the list already, as {known}.").format(name=name.strip(), known=known.name)
            )

    def rename_department(self, department_id: int, name: str) -> ChangeSet:
        """Rename a department; owners written with the old name follow."""
        self._check_name(name, but=department_id)
        old = self.store.row("department", department_id)["name"]
        with self.step(_("Rename department")) as step:
            self.store.update("department", department_id, {"name": name.strip()})
            sql = "SELECT id FROM owner WHERE department_id = ? AND name = ?"
            for (owner_id,) in self.store.rows(sql, (department_id, old)):
                assert isinstance(owner_id, int)
                self.store.update("owner", owner_id, {"name": name.strip()})
        return step.change_set

    def set_aliases(self, department_id: int, aliases: Sequence[str]) -> ChangeSet:
        """Give a department its other names; EditError if another department has one."""
        cleaned = list(dict.fromkeys(alias.strip() for alias in aliases if alias.strip()))
        for alias in cleaned:
            self._check_name(alias, but=department_id)
        text = json.dumps(cleaned, ensure_ascii=False)
        return self._update(_("Change aliases"), "department", department_id, aliases=text)

    def set_members(self, department_id: int, ids: Sequence[int]) -> ChangeSet:
        """Make a department a group of others."""
        with self.step(_("Change group")) as step:
            self._set_members(department_id, ids)
        return step.change_set

    def _set_members(self, department_id: int, members: Sequence[int]) -> None:
        own = [member for member in dict.fromkeys(members) if member != department_id]
        for member in own:
            self.store.row("department", member)
        self.store.update("department", department_id, {"members": json.dumps(own)})

    def move_department(self, department_id: int, before: int | None) -> ChangeSet:
        """Change a department's place in the registry."""
        return self._move_row(_("Move department"), "department", department_id, before)

    def remove_department(self, department_id: int) -> ChangeSet:
        """Remove a department that owns nothing."""
        count = self.store.value("SELECT count(*) FROM owner WHERE department_id = ?", (department_id,))
        assert isinstance(count, int)
        if count:
            message = ngettext(
                "This department still has {count} item; give it to another first.",
                "This department still has {count} items; give them to another first.",
                count,
            )
            raise EditError(message.format(count=count))
        with self.step(_("Remove department")) as step:
            self._leave_groups(department_id, None)
            self.store.delete("department", department_id)
        return step.change_set

    def _leave_groups(self, department_id: int, successor: int | None) -> None:
        for group in self.departments():
            if department_id in group.members:
                members = [successor if member == department_id else member for member in group.members]
                self._set_members(group.id, [member for member in members if member is not None])

    def merge_departments(self, into: int, ids: Sequence[int]) -> ChangeSet:
        """Make several departments one: items follow, names become aliases."""
        others = [department for department in self.departments() if department.id in ids and department.id != into]
        self.store.row("department", into)
        with self.step(_("Merge departments")) as step:
            for department in others:
                self._hand_over(department.id, into)
                self._leave_groups(department.id, into)
                self._pass_on_handouts(department.id, into)
                self.store.delete("department", department.id)
            self._add_aliases(into, others)
        return step.change_set

    def _hand_over(self, department_id: int, into: int) -> None:
        """Let another department own what this one owns; where its name was written, the other's is now."""
        names = {known.id: known.name for known in self.departments()}
        sql = "SELECT id, node_id, role, name FROM owner WHERE department_id = ?"
        for owner_id, node_id, role, name in self.store.rows(sql, (department_id,)):
            assert isinstance(owner_id, int)
            assert isinstance(node_id, int)
            if self._owns(node_id, into, str(role)):
                self.store.delete("owner", owner_id)
            else:
                written = names[into] if name == names[department_id] else name
                self.store.update("owner", owner_id, {"department_id": into, "name": written})

    def _pass_on_handouts(self, department_id: int, into: int) -> None:
        """Let the register ask another department for the answers; the name on a hand-out stays as it went out."""
        sql = "SELECT id FROM handout WHERE department_id = ?"
        for (handout_id,) in self.store.rows(sql, (department_id,)):
            assert isinstance(handout_id, int)
            self.store.update("handout", handout_id, {"department_id": into})

    def _add_aliases(self, into: int, others: Sequence[Department]) -> None:
        target = next(department for department in self.departments() if department.id == into)
        names = [name for other in others for name in (other.name, *other.aliases)]
        aliases = [name for name in dict.fromkeys([*target.aliases, *names]) if name != target.name]
        self.store.update("department", into, {"aliases": json.dumps(aliases, ensure_ascii=False)})
