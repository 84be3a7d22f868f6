"""Edits of what a section or an item says: title, body, labelled fields, splitting and merging.

One rule: words are never dropped; a merge joins all texts, and target spans follow their words.
"""

from collections.abc import Sequence
from itertools import pairwise

from planeditor.errors import EditError
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet, Row
from planeditor.plan.entities import Field, Light, Lineage, Milestone, Node, Progress, Span, Target
from planeditor.plan.identity import new_id
from planeditor.plan.spans import follow
from planeditor.store.edits_outline import OutlineEdits

SENTENCE_ENDS = "。！？；.!?;"
DUE_LABEL = "完成时限"


class TextEdits(OutlineEdits):
    """Edits of titles, bodies and fields."""

    def rename(self, node_id: int, title: str) -> ChangeSet:
        """Give a node another title (one line)."""
        old = str(self.store.row("node", node_id)["title"])
        with self.step(_("Rename")) as step:
            title = " ".join(title.splitlines()).strip()
            if self.store.update("node", node_id, {"title": title}):
                self._follow_spans(node_id, "title", old, title)
        return step.change_set

    def set_body(self, node_id: int, text: str) -> ChangeSet:
        """Replace a node's text."""
        with self.step(_("Edit text")) as step:
            self._set_body(node_id, text)
        return step.change_set

    def _set_body(self, node_id: int, text: str) -> None:
        self.store.row("node", node_id)
        old = self.store.value("SELECT text FROM body WHERE id = ?", (node_id,))
        if old is None and text:
            self.store.insert("body", {"id": node_id, "text": text})
        elif old is not None and not text:
            self.store.delete("body", node_id)
        elif old is not None:
            self.store.update("body", node_id, {"text": text})
        self._follow_spans(node_id, "body", str(old or ""), text)

    def _follow_spans(self, node_id: int, place: str, old: str, new: str) -> None:
        if old == new:
            return
        for target in self.node(node_id).targets:
            if target.span and target.span.place == place:
                self._set_span(target, follow(target.span, old, new))

    def _set_span(self, target: Target, span: Span | None) -> None:
        place, start, end = (span.place, span.start, span.end) if span else ("", 0, 0)
        self.store.update("target", target.id, {"span_place": place, "span_start": start, "span_end": end})

    def set_due(self, node_id: int, due: str) -> ChangeSet:
        """Set when an item is due: ISO text or words, "" for no date."""
        return self._update(_("Change due date"), "node", node_id, due=due.strip())

    def set_numbered(self, node_id: int, numbered: bool) -> ChangeSet:
        """Let a node have a number or not."""
        return self._update(_("Change numbering"), "node", node_id, numbered=int(numbered))

    def set_numbering(self, node_id: int, text: str) -> ChangeSet:
        """Number what stands below a node by a scheme of its own, "" for the plan's."""
        return self._update(_("Change numbering"), "node", node_id, numbering=text)

    # fields

    def add_field(self, node_id: int, label: str, text: str = "", *, before: int | None = None) -> ChangeSet:
        """Add a labelled text."""
        with self.step(_("New field")) as step:
            self._add_field(node_id, label.strip(), text, before)
        return step.change_set

    def _add_field(self, node_id: int, label: str, text: str, before: int | None = None) -> int:
        field_id = new_id()
        row: Row = {"id": field_id, "node_id": node_id, "rank": self._rank("field", node_id, before)}
        self.store.insert("field", {**row, "label": label, "text": text})
        return field_id

    def rename_field(self, field_id: int, label: str) -> ChangeSet:
        """Give a field another label."""
        return self._update(_("Rename field"), "field", field_id, label=label.strip())

    def set_field(self, field_id: int, text: str) -> ChangeSet:
        """Replace a field's text."""
        row = self.store.row("field", field_id)
        with self.step(_("Edit text")) as step:
            self.store.update("field", field_id, {"text": text})
            assert isinstance(row["node_id"], int)
            self._follow_spans(row["node_id"], str(field_id), str(row["text"]), text)
        return step.change_set

    def move_field(self, field_id: int, before: int | None) -> ChangeSet:
        """Put a field in front of another, or last."""
        return self._move_row(_("Move field"), "field", field_id, before)

    def remove_field(self, field_id: int) -> ChangeSet:
        """Remove a field with its text."""
        row = self.store.row("field", field_id)
        assert isinstance(row["node_id"], int)
        with self.step(_("Remove field")) as step:
            self._follow_spans(row["node_id"], str(field_id), str(row["text"]), "")
            self.store.delete("field", field_id)
        return step.change_set

    # splitting and merging

    def split(self, node_id: int, place: str, offset: int) -> ChangeSet:
        """Move the text behind `offset` of the body, or of a field (its id as text), into a new node behind this."""
        node = self._known(node_id)
        field = next((field for field in node.fields if str(field.id) == place), None)
        text = field.text if field else node.body
        head, tail = text[:offset].rstrip(), text[offset:].lstrip()
        if not head or not tail:
            raise EditError(_("Put the cursor where the text is to be split."))
        with self.step(_("Split")) as step:
            new = self._split_off(node, field, tail)
            new_place = str(new.fields[0].id) if field else "body"
            self._hand_over_targets(node, place, len(text) - len(tail), new.id, new_place)
            if field:
                self.set_field(field.id, head)
            else:
                self._set_body(node_id, head)
        return step.change_set

    def _split_off(self, node: Node, field: Field | None, tail: str) -> Node:
        new = Node(
            new_id(), node.kind, body="" if field else tail, numbered=node.numbered, due=node.due,
            fields=(Field(new_id(), field.label, tail),) if field else (),
        )  # fmt: skip
        self._write((new,), self._parent(node.id), self._neighbour(node.id, 1))
        for owner in node.owners:
            self.add_owner(new.id, owner.name, owner.role)
        return new

    def _hand_over_targets(self, node: Node, place: str, offset: int, new_id_: int, new_place: str) -> None:
        """Let the targets whose words stand behind the split go with their words, and what is told of them too."""
        going = {t.id: t.span for t in node.targets if t.span and t.span.place == place and t.span.start >= offset}
        for target in node.targets:
            if span := going.get(target.id):
                self._give_part("target", target.id, new_id_)
                self._set_span(target, Span(new_place, span.start - offset, span.end - offset))
            if target.parent_id is not None and (target.id in going) != (target.parent_id in going):
                self.store.update("target", target.id, {"parent_id": None})
        told: dict[str, Sequence[Progress | Milestone | Light | Lineage]] = {
            "progress": node.progress,
            "milestone": node.milestones,
            "light": node.lights,
            "lineage": node.lineage,
        }
        for table, entries in told.items():
            for entry in entries:
                if entry.target_id in going:
                    self._give_part(table, entry.id, new_id_)
        given = {entry.id for entry in node.progress if entry.target_id in going}
        for file in node.evidence:
            if file.progress_id in given:
                self._give_part("evidence", file.id, new_id_)

    def _give_part(self, table: str, row_id: int, node_id: int) -> None:
        self.store.update(table, row_id, {"node_id": node_id, "rank": self._rank(table, node_id, None)})

    def merge(self, ids: Sequence[int]) -> ChangeSet:
        """Join neighbouring nodes of one kind into the first; all texts, owners, targets and children go along."""
        chosen = self.in_order(ids)
        self._check_merge(chosen)
        with self.step(_("Merge")) as step:
            for other in chosen[1:]:
                self._merge_into(chosen[0], self.node(other))
        return step.change_set

    def _check_merge(self, chosen: Sequence[int]) -> None:
        if len(chosen) < 2:
            raise EditError(_("Select the items that are to become one."))
        places = {(self._parent(node_id), self._kind(node_id)) for node_id in chosen}
        if len(places) > 1 or any(self._neighbour(a, 1) != b for a, b in pairwise(chosen)):
            raise EditError(_("Only neighbours of the same level can be merged."))

    def _merge_into(self, first_id: int, other: Node) -> None:
        first = self.node(first_id)
        heading = other.title
        if heading and other.body and heading[-1] not in SENTENCE_ENDS:
            heading += "。"
        added = heading + other.body
        places = {"title": ("body", self._joint(first.body, added))}
        places["body"] = ("body", places["title"][1] + len(heading))
        if added:
            self._set_body(first_id, f"{first.body}\n{added}" if first.body else added)
        places |= self._merge_fields(first, other)
        self._merge_due(first, other)
        for owner in other.owners:
            self.add_owner(first_id, owner.name, owner.role)
        self._take_parts(first_id, other, places)
        self.move(self._siblings("node", other.id), first_id)
        self._delete_subtree(other.id)

    def _joint(self, text: str, added: str) -> int:
        """Return where `added` begins once it is joined to `text` by a line break."""
        return len(text) + 1 if text and added else 0

    def _merge_fields(self, first: Node, other: Node) -> dict[str, tuple[str, int]]:
        """Join fields of the same label, take over the others; return where each one's words went."""
        places = {}
        for field in other.fields:
            same = next((own for own in self.node(first.id).fields if own.label == field.label), None)
            if same is None:
                places[str(field.id)] = (str(self._add_field(first.id, field.label, field.text)), 0)
            else:
                places[str(field.id)] = (str(same.id), self._joint(same.text, field.text))
                text = f"{same.text}\n{field.text}" if same.text and field.text else same.text + field.text
                self.store.update("field", same.id, {"text": text})
        return places

    def _merge_due(self, first: Node, other: Node) -> None:
        if not other.due or other.due == first.due:
            return
        if first.due:
            self._add_field(first.id, DUE_LABEL, other.due)
        else:
            self.store.update("node", first.id, {"due": other.due})

    def _take_parts(self, node_id: int, other: Node, places: dict[str, tuple[str, int]]) -> None:
        """Move targets and all that is told of the item over, spans adjusted to where the words went."""
        for target in other.targets:
            if target.span and target.span.place in places:
                place, shift = places[target.span.place]
                self._set_span(target, Span(place, target.span.start + shift, target.span.end + shift))
        for table in ("target", "progress", "milestone", "light", "evidence", "lineage"):
            for row_id in self._siblings(table, other.id):
                self._give_part(table, row_id, node_id)
