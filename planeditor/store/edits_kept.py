"""Edits of what the plan keeps beside its text: versions, settings, dismissed findings.

One rule: versions are not undone, for undo turns the plan back and not what was kept of it; all else is.
"""

from collections.abc import Sequence

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet, Value
from planeditor.plan.entities import Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.ranks import rank_sequence
from planeditor.store.edits import NO_CHANGE
from planeditor.store.edits_progress import ProgressEdits
from planeditor.store.store import now
from planeditor.store.versions import VersionKind, pack


class KeptEdits(ProgressEdits):
    """Versions, settings and dismissals."""

    def save_version(
        self, name: str, *, note: str = "", kind: VersionKind = "draft", content: Snapshot | None = None,
        packed: Sequence[str] = (),
    ) -> ChangeSet:  # fmt: skip
        """Keep the plan as it is now, or `content`, under a name; EditError for an empty name.

        What a large plan takes long for, `versions.pack`, may have been done elsewhere: `packed` is kept as it is.
        """
        if not name.strip():
            raise EditError(_("A version needs a name."))
        parts = packed or list(pack(content or self.snapshot()))
        version_id = new_id()
        with self.step(_("Save version")) as step:
            row: dict[str, Value] = {"id": version_id, "kind": kind, "name": name.strip(), "note": note}
            self.store.insert("version", row | {"time": now(), "author": self.store.author})
            for text, rank in zip(parts, rank_sequence(len(parts)), strict=True):
                part: dict[str, Value] = {"id": new_id(), "version_id": version_id, "rank": rank, "text": text}
                self.store.insert("version_part", part)
        return step.change_set

    def change_version(self, version_id: int, *, name: str, note: str) -> ChangeSet:
        """Rename a version and change its note."""
        if not name.strip():
            raise EditError(_("A version needs a name."))
        return self._update(_("Change version"), "version", version_id, name=name.strip(), note=note)

    def delete_version(self, version_id: int) -> ChangeSet:
        """Delete a version for good."""
        parts = self.store.rows("SELECT id FROM version_part WHERE version_id = ?", (version_id,))
        with self.step(_("Delete version")) as step:
            for (part_id,) in parts:
                assert isinstance(part_id, int)
                self.store.delete("version_part", part_id)
            self.store.delete("version", version_id)
        return step.change_set

    def set_setting(self, name: str, value: str) -> ChangeSet:
        """Set one of the plan's own settings; "" takes it back to what is usual."""
        known = self.store.value("SELECT id FROM setting WHERE name = ?", (name,))
        with self.step(_("Change settings")) as step:
            if not isinstance(known, int):
                if value:
                    self.store.insert("setting", {"id": new_id(), "name": name, "text": value})
            elif value:
                self.store.update("setting", known, {"text": value})
            else:
                self.store.delete("setting", known)
        return step.change_set

    def dismiss(self, rule: str, node_id: int | None, subject: str, reason: str) -> ChangeSet:
        """Have the checks no longer report a finding: that of `rule` at a node about a `subject`."""
        if any(known[1:4] == (node_id, rule, subject) for known in self._dismissal_rows()):
            return NO_CHANGE
        with self.step(_("Dismiss finding")) as step:
            row: dict[str, Value] = {"id": new_id(), "node_id": node_id, "rule": rule, "subject": subject}
            self.store.insert("dismissal", row | {"reason": reason, "time": now(), "author": self.store.author})
        return step.change_set

    def undismiss(self, dismissal_id: int) -> ChangeSet:
        """Have the checks report a dismissed finding again."""
        return self._delete(_("Report finding again"), "dismissal", dismissal_id)
