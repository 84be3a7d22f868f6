"""Edits with ids that are gone, of other tables or none at all, and with values that no file can keep.

Each is refused with an EditError or made; afterwards the digest and the references hold and the plan can be exported.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.errors import EditError
from planeditor.plan.entities import Department, Lineage, Milestone, Node, Owner, Plan, Snapshot, Span, Target
from planeditor.plan.identity import new_id
from planeditor.plan.interchange import from_dict, to_dict
from planeditor.plan.limits import DEEPEST, LONGEST
from planeditor.store.digest import kept_digest
from planeditor.store.document import Document
from planeditor.store.evidence import EvidenceFile
from tests.small_plan import small_plan
from tests.store.test_document_property import check_sound, opened

ODD_IDS = (0, -1, 7, 1 << 62, 1 << 63, 1 << 80)
TEXTS = ("", "\0\x01\x1b", "𠮷👨‍👩‍👧", "\u202eabc", "\ud800x", "=1+1", " \n ", "\u2028", "第一。第二。")
NUMBERS = (None, 0, -0.0, 1.5, float("nan"), float("inf"), 10**400, 1 << 70, True)
TABLES = ("node", "field", "owner", "department", "target", "progress", "milestone", "unplaced", "evidence")


class Chooser:
    """Draws ids, most of which fit, and texts."""

    def __init__(self, document: Document, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.document = document
        self.draw = draw

    def id(self, table: str) -> int:
        rows = [row for each in TABLES for row in self._ids(each)]
        return self.draw(st.sampled_from([*self._ids(table), *self._ids(table), *rows, *ODD_IDS]))

    def _ids(self, table: str) -> list[int]:
        return [row for (row,) in self.document.connection.execute(f"SELECT id FROM {table} ORDER BY id")]

    def maybe(self, table: str) -> int | None:
        return self.id(table) if self.draw(st.booleans()) else None

    def some(self, table: str) -> list[int]:
        return [self.id(table) for _each in range(self.draw(st.integers(0, 2)))]

    def text(self) -> str:
        return self.draw(st.sampled_from(TEXTS))

    def number(self) -> Any:
        return self.draw(st.sampled_from(NUMBERS))

    def kind(self) -> Any:
        return self.draw(st.sampled_from(("item", "section", "else")))

    def role(self) -> Any:
        return self.draw(st.sampled_from(("lead", "support", "else")))

    def light(self) -> Any:
        return self.draw(st.sampled_from(("", "green", "red", "else")))

    def span(self) -> Span | None:
        return self.draw(st.sampled_from((None, Span("body", 0, 3), Span("title", -5, 99), Span("x", 9, 1))))

    def place(self) -> str:
        return self.draw(st.sampled_from(("body", "title", str(self.id("field")))))


EDITS: tuple[Callable[[Document, Chooser], object], ...] = (
    lambda d, c: d.report(c.id("node"), c.maybe("progress"), percent=c.number(), target_id=c.maybe("target")),
    lambda d, c: d.set_milestones(c.id("node"), c.maybe("target"), [Milestone(c.id("milestone"), c.text())]),
    lambda d, c: d.set_light(c.id("node"), c.light(), c.text(), target_id=c.maybe("target")),
    lambda d, c: d.attach_evidence(c.id("progress"), EvidenceFile(c.text(), c.number(), c.text())),
    lambda d, c: d.remove_evidence(c.id("evidence")),
    lambda d, c: d.set_lineage(c.id("node"), [Lineage(0, c.id("node"), c.number(), c.text(), c.maybe("target"))]),
    lambda d, c: d.insert(c.kind(), c.maybe("node"), before=c.maybe("node"), title=c.text(), body=c.text()),
    lambda d, c: d.rename(c.id("node"), c.text()),
    lambda d, c: d.set_body(c.id("node"), c.text()),
    lambda d, c: d.set_kind(c.id("node"), c.kind()),
    lambda d, c: d.set_numbering(c.id("node"), c.text()),
    lambda d, c: d.add_field(c.id("node"), c.text(), c.text(), before=c.maybe("field")),
    lambda d, c: d.set_field(c.id("field"), c.text()),
    lambda d, c: d.move_field(c.id("field"), c.maybe("field")),
    lambda d, c: d.move(c.some("node"), c.maybe("node"), before=c.maybe("node")),
    lambda d, c: d.move_up(c.some("node")),
    lambda d, c: d.promote(c.some("node")),
    lambda d, c: d.demote(c.some("node")),
    lambda d, c: d.split(c.id("node"), c.place(), 3),
    lambda d, c: d.merge(c.some("node")),
    lambda d, c: d.delete(c.some("node")),
    lambda d, c: d.duplicate(c.some("node")),
    lambda d, c: d.paste(PASTED, c.maybe("node"), before=c.maybe("node"), departments=(Department(77, "新科"),)),
    lambda d, c: d.insert_plan(small_plan(), c.maybe("node"), before=c.maybe("node")),
    lambda d, c: d.add_owner(c.id("node"), c.text(), c.role(), before=c.maybe("owner")),
    lambda d, c: d.move_owner(c.id("owner"), c.role(), c.maybe("owner")),
    lambda d, c: d.set_owners(c.id("node"), c.role(), [c.text(), c.text()]),
    lambda d, c: d.rename_department(c.id("department"), c.text()),
    lambda d, c: d.set_members(c.id("department"), c.some("department")),
    lambda d, c: d.merge_departments(c.id("department"), c.some("department")),
    lambda d, c: d.remove_department(c.id("department")),
    lambda d, c: d.add_target(c.id("node"), value=c.number(), parent_id=c.maybe("target"), span=c.span()),
    lambda d, c: d.update_target(c.id("target"), base_value=c.number(), parent_id=c.maybe("target")),
    lambda d, c: d.move_target(c.id("target"), c.maybe("target")),
    lambda d, c: d.remove_target(c.id("target")),
    lambda d, c: d.add_progress(c.id("node"), percent=c.number(), target_id=c.maybe("target")),
    lambda d, c: d.add_milestone(c.id("node"), period=c.text(), target_id=c.maybe("target")),
    lambda d, c: d.set_plan(title=c.text(), year=c.number()),
    lambda d, c: d.remove_unplaced(c.id("unplaced")),
    lambda d, c: d.find(c.text() * 30_000),
    lambda d, c: d.undo(),
    lambda d, c: d.redo(),
)
PASTED = (Node(5, "item", "甲", owners=(Owner(1, 88, "lead", "别科"),), targets=(Target(3), Target(4, parent_id=99))),)


@given(st.data())
def test_a_wrong_edit_is_refused_or_harmless(data: st.DataObject) -> None:
    with opened(small_plan()) as document:
        chooser = Chooser(document, data.draw)
        for edit in data.draw(st.lists(st.sampled_from(EDITS), max_size=12)):
            before = kept_digest(document.connection)
            try:
                edit(document, chooser)
            except EditError:
                assert kept_digest(document.connection) == before
            check_sound(document)
        snapshot = document.snapshot()
        assert from_dict(json.loads(json.dumps(to_dict(snapshot, {}), allow_nan=False))) == snapshot


@pytest.fixture
def document() -> Any:
    with opened(small_plan()) as opened_document:
        yield opened_document


def chain(levels: int) -> Node:
    """A node with one below the other, `levels` in all."""
    node = Node(new_id(), "item", "底")
    for _level in range(levels - 1):
        node = Node(new_id(), "item", "层", children=(node,))
    return node


def test_no_edit_makes_a_plan_deeper_than_can_be_opened(document: Document) -> None:
    with pytest.raises(EditError, match=str(DEEPEST)):
        document.paste((chain(DEEPEST + 1),), None)
    bottom = document.paste((chain(DEEPEST),), None).created()[-1]
    for refused in (
        lambda: document.insert("item", bottom),
        lambda: document.move([document.outline().root.children[0].id], bottom),
        lambda: document.paste(PASTED, bottom),
    ):
        with pytest.raises(EditError):
            refused()
    document.duplicate([document.outline().root.children[-1].id])
    twins = document.outline().root.children[-2:]
    with pytest.raises(EditError):
        document.demote([twins[1].id])
    check_sound(document)


def test_a_text_longer_than_can_be_opened_is_refused(document: Document) -> None:
    node_id = document.outline().root.children[0].id
    document.set_body(node_id, "长" * LONGEST)
    with pytest.raises(EditError, match=str(LONGEST)):
        document.set_body(node_id, "长" * (LONGEST + 1))
    with opened(Snapshot(Plan(1))) as empty, pytest.raises(EditError):
        empty.insert("item", None, body="长" * (LONGEST + 1))
    check_sound(document)


def test_a_split_takes_along_what_is_told_of_its_targets_and_cuts_no_reference_across_items() -> None:
    with opened(Snapshot(Plan(1), nodes=(Node(2, "item", "甲", "建校5所。建园3所。"),))) as document:
        first = document.add_target(2, value=5, span=Span("body", 0, 5)).created("target")[0]
        second = document.add_target(2, value=3, span=Span("body", 5, 10), parent_id=first).created("target")[0]
        document.add_progress(2, target_id=second, value=1)
        document.add_milestone(2, target_id=second, period="2020Q2")
        document.split(2, "body", 5)
        one, two = document.snapshot().nodes
        assert [target.id for target in two.targets] == [second]
        assert two.targets[0].parent_id is None
        assert (one.progress, one.milestones) == ((), ())
        assert two.progress[0].target_id == two.milestones[0].target_id == second


def test_a_target_cannot_be_part_of_one_of_another_item(document: Document) -> None:
    one, two = (document.insert("item", None).created()[0] for _each in range(2))
    target = document.add_target(one, value=1).created("target")[0]
    for refused in (
        lambda: document.add_target(two, parent_id=target),
        lambda: document.add_progress(two, target_id=target),
        lambda: document.add_milestone(two, target_id=target),
    ):
        with pytest.raises(EditError):
            refused()
