"""Edits of how the plan is followed: milestones by period, lights set by hand, evidence, lineage.

One rule: all of it is undone like any other edit, but for the bytes of evidence files, which stay until nothing names
them any more and `forget_files` is called.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet, Value
from planeditor.plan.entities import LIGHTS, LightColour, Lineage, Milestone
from planeditor.plan.identity import new_id
from planeditor.plan.ranks import rank_sequence
from planeditor.store.edits import NO_CHANGE
from planeditor.store.edits_targets import TargetEdits
from planeditor.store.evidence import EvidenceFile, evidence_parts, has_evidence, read_kept
from planeditor.store.store import now


class ProgressEdits(TargetEdits):
    """Edits of milestones, lights, evidence and lineage; entries are TargetEdits' add_, update_ and remove_progress."""

    def report(self, node_id: int, entry_id: int | None, **columns: Any) -> ChangeSet:
        """Change an entry, or add one where there is none; an entry left without content is removed."""
        if entry_id is None:
            return self.add_progress(node_id, **columns) if _says_something(columns) else NO_CHANGE
        row: dict[str, Any] = {**self.store.row("progress", entry_id), **columns}
        if _says_something(row) or self.store.value("SELECT 1 FROM evidence WHERE progress_id = ?", (entry_id,)):
            return self.update_progress(entry_id, **columns)
        return self.remove_progress(entry_id)

    def set_milestones(self, node_id: int, target_id: int | None, milestones: Iterable[Milestone]) -> ChangeSet:
        """Make these the milestones of an item, or of one of its targets; known ids are changed, id 0 is new."""
        wanted = list(milestones)
        known = [each.id for each in self._known(node_id).milestones if each.target_id == target_id]
        self._check_same_node(node_id, target_id)
        with self.step(_("Change milestones")) as step:
            for row_id in set(known) - {each.id for each in wanted}:
                self.store.delete("milestone", row_id)
            for each in wanted:
                columns: dict[str, Value] = {"period": each.period, "text": each.text, "value": each.value}
                if each.id in known:
                    self.store.update("milestone", each.id, columns)
                else:
                    self.add_milestone(node_id, target_id=target_id, **columns)
        return step.change_set

    def set_light(
        self, node_id: int, light: LightColour | Literal[""], reason: str = "", *, target_id: int | None = None
    ) -> ChangeSet:
        """Set the light of an item or one of its targets by hand; "" leaves it to the rule again.

        EditError without a reason: whoever reads the light has to know why it is not the rule's.
        """
        if light and light not in LIGHTS:
            raise EditError(_("“{value}” is no light.").format(value=light))
        if light and not reason.strip():
            raise EditError(_("A light that is set by hand needs a reason."))
        known = [each.id for each in self._known(node_id).lights if each.target_id == target_id]
        self._check_same_node(node_id, target_id)
        with self.step(_("Set light") if light else _("Leave the light to the rule")) as step:
            for row_id in known if not light else known[:-1]:
                self.store.delete("light", row_id)
            if light:
                self._write_light(node_id, target_id, known[-1:], {"light": light, "reason": reason.strip()})
        return step.change_set

    def _write_light(self, node_id: int, target_id: int | None, known: list[int], columns: dict[str, Value]) -> None:
        columns |= {"time": now(), "author": self.store.author}
        if known:
            row = self.store.row("light", known[0])
            if any(row[name] != columns[name] for name in ("light", "reason")):
                self.store.update("light", known[0], columns)
            return
        place: dict[str, Value] = {"id": new_id(), "node_id": node_id, "target_id": target_id}
        self.store.insert("light", place | columns | {"rank": self._rank("light", node_id, None)})

    # evidence

    def attach_evidence(self, entry_id: int, file: EvidenceFile) -> ChangeSet:
        """Note a file as evidence of an entry, and keep its bytes where they were read."""
        entry = self.store.row("progress", entry_id)
        node_id = entry["node_id"]
        assert isinstance(node_id, int)
        known = "SELECT 1 FROM evidence WHERE progress_id = ? AND name = ? AND sha256 = ?"
        with self.step(_("Attach evidence")) as step:
            if file.content is not None and not has_evidence(self.connection, file.sha256):
                self._keep_file(file.sha256, file.content)
            if self.store.value(known, (entry_id, file.name, file.sha256)) is None:
                row: dict[str, Value] = {"id": new_id(), "node_id": node_id, "progress_id": entry_id}
                row |= {"name": file.name, "size": file.size, "sha256": file.sha256}
                self.store.insert("evidence", row | {"rank": self._rank("evidence", node_id, None)})
        return step.change_set

    def _keep_file(self, digest: str, content: bytes) -> None:
        parts = list(evidence_parts(content))
        for text, rank in zip(parts, rank_sequence(len(parts)), strict=True):
            self.store.insert("evidence_part", {"id": new_id(), "sha256": digest, "rank": rank, "text": text})

    def remove_evidence(self, evidence_id: int) -> ChangeSet:
        """Take a file off an entry; its bytes stay for undo, until `forget_files`."""
        return self._delete(_("Remove evidence"), "evidence", evidence_id)

    def forget_files(self) -> int:
        """Delete the bytes of files that no entry names any more, for good; return how many files."""
        sql = "SELECT id, sha256 FROM evidence_part WHERE sha256 NOT IN (SELECT sha256 FROM evidence)"
        loose = self.store.rows(sql)
        with self.step(_("Delete files of evidence")):
            for part_id, _digest in loose:
                assert isinstance(part_id, int)
                self.store.delete("evidence_part", part_id)
        return len({digest for _part_id, digest in loose})

    def evidence_content(self, digest: str) -> bytes | None:
        """Return a file's bytes by their SHA-256, None where the plan does not keep them."""
        return read_kept(self.connection, digest)

    # lineage

    def set_lineage(self, node_id: int, lineage: Iterable[Lineage]) -> ChangeSet:
        """Make these what an item and its targets continue, in this order."""
        wanted = list(lineage)
        known = {each.id for each in self._known(node_id).lineage}
        with self.step(_("Change lineage")) as step:
            for row_id in known - {each.id for each in wanted}:
                self.store.delete("lineage", row_id)
            for each, rank in zip(wanted, rank_sequence(len(wanted)), strict=True):
                self._check_same_node(node_id, each.target_id)
                columns: dict[str, Value] = {"target_id": each.target_id, "source_id": each.source_id, "rank": rank}
                columns |= {"year": each.year, "text": each.text}
                if each.id in known:
                    self.store.update("lineage", each.id, columns)
                else:
                    self.store.insert("lineage", {"id": each.id or new_id(), "node_id": node_id, **columns})
        return step.change_set


def _says_something(columns: Mapping[str, Any]) -> bool:
    """Tell whether an entry has more than its date, its target and who reported it."""
    told = ("status", "percent", "value", "narrative", "problem", "next_step", "evidence")
    return any(columns.get(name) not in (None, "") for name in told)
