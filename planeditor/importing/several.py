"""Several documents as one plan: a plan and the departments' parts of it, or the parts alone.

One rule: what several documents say of the plan as a whole is taken from the first; what the others say otherwise goes
to the unplaced lines, and no section, item or line is dropped.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from planeditor.i18n import _
from planeditor.importing.aliases import propose_aliases
from planeditor.importing.draft import Draft, LineRole, TableReading
from planeditor.importing.joining import join_nodes, normal
from planeditor.plan.copying import renewed
from planeditor.plan.entities import Department, Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.limits import DEEPEST

_DEPARTMENT = re.compile(
    r"[\d\s.．、：:（）()附件年度]*(?:[\u4e00-\u9fff]{0,16}?(?:局|委员会|厅))?"
    r"(?P<name>[\u4e00-\u9fff]{1,12}?(?:科|处|室|股|办|中心|馆|所|部|团委|工会|工委|纪委|督导组|中学|小学|学校|幼儿园|学院))"
    r"(?=\s*(?:20\d\d|二[〇○零]|关于|本?年|的|工作|任务|计划|要点|方案|总结|部分|\Z|[-_—（(\d]))"
)
_NO_LINES = ("id", "year", "kind", "numbering")  # properties that are no words of a document


def merge_drafts(drafts: Sequence[Draft], names: Sequence[str] = ()) -> Draft:
    """Return one draft of several; `names` are those of the files, for telling of their lines.

    Sections of one title are joined. A document that shares none with the others stands below the section of its
    department, else below a new one of its title. Ids stay unless two documents have the same; lines are numbered on
    from file to file.
    """
    if len(drafts) == 1:
        return drafts[0]
    merger = _Merger([draft.snapshot for draft in drafts], [*names, *("" for _draft in drafts[len(names) :])])
    for number, draft in enumerate(drafts):
        merger.take(number, draft)
    return merger.result()


class _Merger:
    """The plan while the documents are taken in one after the other."""

    def __init__(self, snapshots: Sequence[Snapshot], names: Sequence[str]) -> None:
        self._snapshots, self._names = snapshots, names
        self._plan = Plan(snapshots[0].plan.id, kind=snapshots[0].plan.kind)
        self._departments: dict[str, Department] = {}
        self._nodes: list[Node] = []
        self._used: set[int] = set()
        self._unplaced: list[str] = []
        self._lines: list[LineRole] = []
        self._tables: list[TableReading] = []
        self._notes: list[str] = []
        self._offset = 0

    def result(self) -> Draft:
        """Return the draft of all that was taken in."""
        departments = tuple(self._departments.values())
        snapshot = Snapshot(self._plan, departments, tuple(self._nodes), tuple(self._unplaced))
        aliases = propose_aliases(departments)
        return Draft(snapshot, tuple(self._lines), tuple(self._tables), aliases, tuple(self._notes))

    def take(self, number: int, draft: Draft) -> None:
        """Take in the next document."""
        plan = draft.snapshot.plan
        known = self._take_departments(draft.snapshot.departments)
        ids: dict[int, int] = {}
        nodes = self._with_own_ids(draft.snapshot.nodes, known, ids)
        heading = self._heading(number)
        if heading is None:
            self._nodes = join_nodes(self._nodes, nodes, ids)
            self._take_plan(plan)
        else:
            body, plan = plan.preamble, replace(plan, preamble="")
            section = Node(new_id(), "section", heading, body, children=nodes)
            self._nodes = join_nodes(self._nodes, [section], ids)
            self._take_plan(plan, heading)
        self._unplaced += draft.snapshot.unplaced
        self._take_lines(number, draft, ids)

    # -- departments and ids

    def _take_departments(self, departments: Sequence[Department]) -> dict[int, int]:
        """Enter the departments under their names; return what their ids are here."""
        known: dict[int, int] = {}
        for department in departments:
            there = self._departments.get(department.name)
            taken = {entry.id for entry in self._departments.values()}
            known[department.id] = there.id if there else new_id() if department.id in taken else department.id
        for department in departments:
            there = self._departments.get(department.name, Department(known[department.id], department.name))
            aliases = dict.fromkeys((*there.aliases, *department.aliases))
            members = dict.fromkeys((*there.members, *(known[member] for member in department.members)))
            self._departments[department.name] = replace(there, aliases=tuple(aliases), members=tuple(members))
        return known

    def _with_own_ids(self, nodes: tuple[Node, ...], known: Mapping[int, int], ids: dict[int, int]) -> tuple[Node, ...]:
        """Return the nodes with owners as they are known here, under new ids where another document has the same."""
        mine = {part for node in nodes for below in node.walk() for part in _ids(below)}
        if mine & self._used:
            copies = renewed(nodes, lambda owner: known[owner.department_id])
            pairs = zip(_walk(nodes), _walk(copies), strict=True)
            ids.update((old.id, new.id) for old, new in pairs)
            nodes = copies
        else:
            nodes = tuple(_with_departments(node, known) for node in nodes)
        self._used |= {part for node in nodes for below in node.walk() for part in _ids(below)}
        return nodes

    # -- where a document stands

    def _heading(self, number: int) -> str | None:
        """Return the title of the section that a document stands below; None where it stands beside the others'."""
        own = self._snapshots[number]
        others = [snapshot for place, snapshot in enumerate(self._snapshots) if place != number]
        department = self._department(number)
        titles = {normal(node.title): node.title for snapshot in others for node in snapshot.nodes}
        if department and department in titles:
            return titles[department]
        if _titles(own) & {title for other in others for title in _titles(other)}:
            return None
        if number == 0 and not department:
            return None  # the plan that the others are parts of
        if _height(own.nodes) >= DEEPEST:
            return None
        return own.plan.title or department or self._names[number].rsplit(".", 1)[0] or None

    def _department(self, number: int) -> str:
        """Return the department that a document's title or file name tells, "" without one."""
        title = normal(self._snapshots[number].plan.title)
        stem = normal(self._names[number].rsplit(".", 1)[0])
        found = (_DEPARTMENT.match(title) or _DEPARTMENT.match(stem)) if title or stem else None
        return found["name"] if found else ""

    # -- the plan's own properties

    def _take_plan(self, plan: Plan, heading: str = "") -> None:
        """Fill in what no document before told; keep what it tells otherwise among the unplaced lines."""
        for entry in fields(Plan):
            told, mine = getattr(plan, entry.name), getattr(self._plan, entry.name)
            if entry.name in ("id", "kind") or not told or told == mine:
                continue
            if not mine:
                self._plan = replace(self._plan, **{entry.name: told})
            elif entry.name not in _NO_LINES and told != heading:
                self._unplaced += [line for line in str(told).split("\n") if line.strip()]

    # -- lines

    def _take_lines(self, number: int, draft: Draft, ids: Mapping[int, int]) -> None:
        before = self._offset
        for line in draft.lines:
            node_id = line.node_id
            while node_id is not None and node_id in ids:  # given another id, then joined
                node_id = ids[node_id]
            self._lines.append(replace(line, number=line.number + before, node_id=node_id))
        self._tables += [replace(table, line=table.line + before) for table in draft.tables]
        self._offset += max((line.number for line in draft.lines), default=0)
        self._notes += draft.notes
        if self._names[number] and draft.lines:
            note = _("Lines {first} to {last} are those of “{file}”.")
            first, last = before + draft.lines[0].number, self._offset
            self._notes.append(note.format(first=first, last=last, file=self._names[number]))


def _titles(snapshot: Snapshot) -> set[str]:
    return {normal(node.title) for node in snapshot.nodes if node.kind == "section" and normal(node.title)}


def _walk(nodes: Sequence[Node]) -> list[Node]:
    return [below for node in nodes for below in node.walk()]


def _height(nodes: Sequence[Node]) -> int:
    height, row = 0, list(nodes)
    while row:
        height, row = height + 1, [child for node in row for child in node.children]
    return height


def _ids(node: Node) -> list[int]:
    parts = (node.fields, node.owners, node.targets, node.progress, node.milestones)
    return [node.id, *(part.id for group in parts for part in group)]


def _with_departments(node: Node, known: Mapping[int, int]) -> Node:
    owners = tuple(replace(owner, department_id=known[owner.department_id]) for owner in node.owners)
    return replace(node, owners=owners, children=tuple(_with_departments(child, known) for child in node.children))
