"""Edits of the register: what went out to whom, and what came back for it.

One rule: what was handed out is kept as a version of its own, and so is what came back, so that the next answer is
compared with both, whatever the plan has become.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet, Value
from planeditor.plan.entities import Handout, Receipt, Snapshot
from planeditor.plan.ranks import rank_between
from planeditor.store.edits_fixes import FixEdits
from planeditor.store.loading import handout_rows, receipt_row


class HandoutEdits(FixEdits):
    """Edits of the register."""

    def register_handouts(self, handouts: Iterable[Handout], packed: Sequence[str] = ()) -> ChangeSet:
        """Enter hand-outs made from the plan as `packed` (`versions.pack`) holds it, or as it is now."""
        with self.step(_("Hand out")) as step:
            version_id = self._keep(_("Handed out"), packed=packed)
            for handout in handouts:
                self._insert_handout(replace(handout, version_id=version_id))
        return step.change_set

    def enter_handout(self, handout: Handout) -> ChangeSet:
        """Enter a hand-out that this register does not know, without the state it was made from."""
        with self.step(_("Enter hand-out")) as step:
            self._insert_handout(replace(handout, receipts=()))
        return step.change_set

    def change_handout(self, handout_id: int, *, due: str, contact: str, note: str) -> ChangeSet:
        """Change until when an answer is asked for, whom to turn to, and the note."""
        values: dict[str, Value] = {"due": due, "contact": contact, "note": note}
        return self._update(_("Change hand-out"), "handout", handout_id, **values)

    def delete_handout(self, handout_id: int) -> ChangeSet:
        """Take a hand-out off the register, with what came back for it; what was merged stays."""
        rows = self.store.rows("SELECT id FROM receipt WHERE handout_id = ?", (handout_id,))
        with self.step(_("Delete hand-out")) as step:
            for (receipt_id,) in rows:
                assert isinstance(receipt_id, int)
                self.store.delete("receipt", receipt_id)
            self.store.delete("handout", handout_id)
        return step.change_set

    def keep_answer(self, name: str, content: Snapshot) -> int:
        """Keep what came back as a version, and return its id."""
        with self.step(_("Keep answer")):
            return self._keep(name, content)

    def enter_receipt(self, handout_id: int, receipt: Receipt) -> ChangeSet:
        """Enter that something came back for a hand-out."""
        with self.step(_("Enter answer")) as step:
            sql = "SELECT max(rank) FROM receipt WHERE handout_id = ?"
            rank = rank_between(str(self.store.value(sql, (handout_id,)) or ""), "")
            self.store.insert("receipt", receipt_row(receipt, handout_id, rank))
        return step.change_set

    def change_receipt(self, receipt_id: int, note: str) -> ChangeSet:
        """Change what is noted of an answer."""
        return self._update(_("Enter answer"), "receipt", receipt_id, note=note)

    def _insert_handout(self, handout: Handout) -> None:
        rank = rank_between(str(self.store.value("SELECT max(rank) FROM handout") or ""), "")
        for table, row in handout_rows(handout, rank):
            self.store.insert(table, row)

    def _keep(self, name: str, content: Snapshot | None = None, packed: Sequence[str] = ()) -> int:
        saved = self.save_version(name, kind="handout", content=content, packed=packed)
        return next(change.id for change in reversed(saved.changes) if change.table == "version")
