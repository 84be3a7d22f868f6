"""Random edits for property tests: `edit_lists()` draws them, `make_edit` makes one on a document.

An edit that the plan's rules forbid (EditError) changes nothing and is part of the game.
"""

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

from hypothesis import strategies as st

from planeditor.errors import EditError
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import LIGHTS, STATUSES, Lineage, Milestone, Span
from planeditor.store.document import Document
from planeditor.store.evidence import EvidenceFile

Edit = tuple[str, int, int]  # the operation and two numbers that choose what it works on
TEXTS = ("", "新建学校42所。", "基本消除城镇大班额", "力争省、市级特色学校达60%以上。\n第二段")
EVIDENCE = (
    EvidenceFile("验收报告.pdf", 9, sha256(b"\0evidence").hexdigest(), b"\0evidence"),
    EvidenceFile("现场照片.jpg", 12345678, "ab" * 32),
)
NAMES = ("基教科", "计财科", "市电教中心", "机关各科室")


class Chooser:
    """Turns an edit's numbers into nodes, places and texts of the document as it is."""

    def __init__(self, document: Document, a: int, b: int) -> None:
        self.document = document
        self.ids = [entry.id for entry in document.outline().walk()]
        self.a, self.b = a, b

    def node(self, number: int = 0) -> int:
        if not self.ids:
            raise EditError("nothing left")
        return self.ids[(number or self.a) % len(self.ids)]

    def first(self) -> int | None:
        return next((entry.id for entry in self.document.outline().root.children), None)

    def some(self) -> list[int]:
        return [self.node(), self.node(self.b)]

    def parent(self) -> int | None:
        return None if self.b % 4 == 0 else self.node(self.b)

    def text(self) -> str:
        return TEXTS[self.b % len(TEXTS)]

    def name(self) -> str:
        return NAMES[self.b % len(NAMES)]

    def role(self) -> str:
        return "lead" if self.a % 2 else "support"

    def part(self, kind: str) -> int:
        parts = getattr(self.document.node(self.node()), kind)
        if not parts:
            raise EditError("nothing of the kind")
        return parts[self.b % len(parts)].id

    def department(self, number: int) -> int:
        departments = self.document.departments()
        if not departments:
            raise EditError("no department")
        return departments[number % len(departments)].id


OPERATIONS: dict[str, Callable[[Document, Chooser], ChangeSet | None]] = {
    "insert": lambda d, c: d.insert("item", c.node(), title=c.text()[:6]),
    "insert_section": lambda d, c: d.insert("section", None, title="部分", before=c.first()),
    "rename": lambda d, c: d.rename(c.node(), c.text()),
    "set_body": lambda d, c: d.set_body(c.node(), c.text()),
    "set_due": lambda d, c: d.set_due(c.node(), "2026-12"),
    "set_kind": lambda d, c: d.set_kind(c.node(), "section" if c.b % 2 else "item"),
    "set_numbered": lambda d, c: d.set_numbered(c.node(), bool(c.b % 2)),
    "set_numbering": lambda d, c: d.set_numbering(c.node(), "| 一是 | restart" if c.b % 2 else ""),
    "add_field": lambda d, c: d.add_field(c.node(), "目标任务", c.text()),
    "set_field": lambda d, c: d.set_field(c.part("fields"), c.text()),
    "rename_field": lambda d, c: d.rename_field(c.part("fields"), "工作措施"),
    "move_field": lambda d, c: d.move_field(c.part("fields"), None),
    "remove_field": lambda d, c: d.remove_field(c.part("fields")),
    "move": lambda d, c: d.move(c.some(), c.parent()),
    "move_before": lambda d, c: d.move([c.node()], d.outline()[c.node(c.b)].parent.id or None, before=c.node(c.b)),
    "move_up": lambda d, c: d.move_up(c.some()),
    "move_down": lambda d, c: d.move_down(c.some()),
    "promote": lambda d, c: d.promote(c.some()),
    "demote": lambda d, c: d.demote(c.some()),
    "split": lambda d, c: d.split(c.node(), "body", 1 + c.b % 9),
    "merge": lambda d, c: d.merge(c.some()),
    "delete": lambda d, c: d.delete([c.node()]) if len(c.ids) > 3 else None,
    "duplicate": lambda d, c: d.duplicate([c.node()]) if len(c.ids) < 30 else None,
    "paste": lambda d, c: d.paste(d.subtrees([c.node()]), c.parent()) if len(c.ids) < 30 else None,
    "add_owner": lambda d, c: d.add_owner(c.node(), c.name(), c.role()),
    "set_owners": lambda d, c: d.set_owners(c.node(), c.role(), [c.name(), NAMES[0]]),
    "move_owner": lambda d, c: d.move_owner(c.part("owners"), c.role(), None),
    "remove_owner": lambda d, c: d.remove_owner(c.part("owners")),
    "rename_department": lambda d, c: d.rename_department(c.department(c.a), c.name() + "二"),
    "merge_departments": lambda d, c: d.merge_departments(c.department(c.a), [c.department(c.b)]),
    "set_members": lambda d, c: d.set_members(c.department(c.a), [c.department(c.b)]),
    "set_aliases": lambda d, c: d.set_aliases(c.department(c.a), [f"{c.name()}（{c.b}）"]),
    "remove_department": lambda d, c: d.remove_department(c.department(c.a)),
    "add_target": lambda d, c: d.add_target(c.node(), value=c.b / 2, unit="所", span=Span("body", 0, 1 + c.b % 5)),
    "update_target": lambda d, c: d.update_target(c.part("targets"), value=c.b, span=None),
    "part_of": lambda d, c: d.update_target(c.part("targets"), parent_id=d.node(c.node()).targets[0].id),
    "remove_target": lambda d, c: d.remove_target(c.part("targets")),
    "add_progress": lambda d, c: d.add_progress(c.node(), target_id=c.part("targets"), percent=c.b),
    "add_milestone": lambda d, c: d.add_milestone(c.node(), period="2026Q2", text=c.text()),
    "remove_progress": lambda d, c: d.remove_progress(c.part("progress")),
    "update_progress": lambda d, c: d.update_progress(
        c.part("progress"), status=STATUSES[c.b % len(STATUSES)], problem=c.text()
    ),
    "report": lambda d, c: d.report(c.node(), c.part("progress"), percent=None, narrative=c.text()),
    "set_milestones": lambda d, c: d.set_milestones(
        c.node(), c.part("targets"), [Milestone(0, f"2026Q{1 + n}", value=c.b) for n in range(c.b % 4)]
    ),
    "set_light": lambda d, c: d.set_light(c.node(), LIGHTS[c.a % 3], c.text()),
    "set_target_light": lambda d, c: d.set_light(c.node(), LIGHTS[c.a % 3], "说明", target_id=c.part("targets")),
    "leave_light": lambda d, c: d.set_light(c.node(), ""),
    "attach_evidence": lambda d, c: d.attach_evidence(c.part("progress"), EVIDENCE[c.b % 2]),
    "remove_evidence": lambda d, c: d.remove_evidence(c.part("evidence")),
    "set_lineage": lambda d, c: d.set_lineage(
        c.node(), [Lineage(0, c.b, 2025, f"2025年第{c.b}条", c.part("targets"))] if c.b % 3 else []
    ),
    "set_plan": lambda d, c: d.set_plan(title=c.text(), numbering="一、 | 一是 | restart" if c.b % 2 else ""),
    "undo": lambda d, c: d.undo(),
    "redo": lambda d, c: d.redo(),
}


def edit_lists(max_size: int = 25) -> st.SearchStrategy[list[Edit]]:
    """Draw lists of edits."""
    numbers = st.integers(1, 997)
    return st.lists(st.tuples(st.sampled_from(sorted(OPERATIONS)), numbers, numbers), max_size=max_size)


def make_edit(document: Document, edit: Edit) -> ChangeSet | None:
    """Make one edit; None where the rules forbid it or there is nothing to do."""
    operation, a, b = edit
    with suppress(EditError):
        return OPERATIONS[operation](document, Chooser(document, a, b))
    return None
