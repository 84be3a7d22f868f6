"""Items that a department drafted or revised: rows of a form become their texts, new items and deletions.

One rule: only cells that differ from what was handed out say anything.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from planeditor.exchange.handout_rows import SortedRows, answer
from planeditor.exchange.handout_sheet import FoundRow, HandoutSheet, quoted
from planeditor.exporting.handout_form import DELETE
from planeditor.i18n import _
from planeditor.language.dates import parse_date
from planeditor.language.owners import split_names
from planeditor.plan.entities import Department, Field, Handout, Node, Owner, Role, Snapshot
from planeditor.plan.handing import derived_id
from planeditor.plan.places import TOP, Places

_FIELD = re.compile(r"field:(\d+):(.*)", re.DOTALL)
_ROLES: tuple[Role, ...] = ("lead", "support")


def with_drafts(
    base: Snapshot, handout: Handout, sheet: HandoutSheet, rows: SortedRows, sections: Mapping[str, int]
) -> tuple[Snapshot, list[str]]:
    """Return the base as the department wants it, and sentences on remarks and on what has no place.

    `sections` are the ids of sections by the names that the form offers.
    """
    drafting = _Drafting(base, handout, sheet, sections)
    for row_id, row in rows.known.items():
        if sheet.kept[row_id].kind == "new":
            drafting.add(row_id, row, 0)
        else:
            drafting.revise(row_id, row)
    for row, above in rows.added:
        drafting.add(derived_id(handout.id, "row", row.words), row, above)
    for row_id in rows.missing:
        drafting.places.remove(row_id)
    departments = (*base.departments, *drafting.departments.values())
    return replace(base, nodes=drafting.places.forest(), departments=departments), drafting.notes


@dataclass(slots=True)
class _Drafting:
    """The base while rows are put into it."""

    base: Snapshot
    handout: Handout
    sheet: HandoutSheet
    sections: Mapping[str, int]
    places: Places = field(init=False)
    departments: dict[int, Department] = field(default_factory=dict)  # those that only the form names
    notes: list[str] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = Places.of(self.base)
        self._known = {alias: each.id for each in reversed(self.base.departments) for alias in each.aliases}
        self._known |= {each.name: each.id for each in reversed(self.base.departments)}

    def revise(self, row_id: int, row: FoundRow) -> None:
        """Take over what a row says of an item."""
        self._remark(row)
        if "".join(row.texts.get("wish", "").split()) == DELETE:
            self.places.remove(row_id)
            return
        node = self.places.nodes.get(row_id)
        if node is None:
            return
        kept = self.sheet.kept[row_id]
        said = {key: text for key in row.texts if (text := answer(row, kept, key)) is not None}
        self.places.nodes[row_id] = self._revised(node, said)

    def add(self, node_id: int, row: FoundRow, above: int) -> None:
        """Put in a new item: where its section ends, or behind the row it stood below."""
        said = {key: text for key, text in row.texts.items() if text and key not in ("number", "section", "wish")}
        if not any(text for key, text in said.items() if key != "remark"):
            return
        self._remark(row)
        node = self._revised(Node(node_id, "item"), said)
        if not any(owner.role == "lead" for owner in node.owners):
            own = Owner(
                derived_id(self.handout.id, node_id, "lead"), self.handout.department_id, "lead", self._own_name()
            )
            node = replace(node, owners=(own, *node.owners))
        parent_id, place = self._place(row, above)
        self.places.nodes[node_id] = node
        self.places.put(node_id, parent_id, place)

    def _own_name(self) -> str:
        names = (each.name for each in self.base.departments if each.id == self.handout.department_id)
        return next(names, self.handout.name)

    def _place(self, row: FoundRow, above: int) -> tuple[int, int]:
        wanted = row.texts.get("section", "").strip()
        section = self.sections.get(wanted, TOP)
        if above in self.places and section in (TOP, self.places.parents[above]):
            parent_id = self.places.parents[above]
            return parent_id, self.places.children[parent_id].index(above) + 1
        if section in self.places:
            return section, len(self.places.children[section])
        note = _("Row {row} names no section; the new item was put at the end: {text}")
        self.notes.append(note.format(row=row.line, text=quoted(row.words)))
        last = next((i for i in reversed(self.places.order) if self._is_section(i)), TOP)
        return last, len(self.places.children[last])

    def _is_section(self, node_id: int) -> bool:
        return node_id in self.places and self.places.nodes[node_id].kind == "section"

    def _remark(self, row: FoundRow) -> None:
        wish = row.texts.get("wish", "").strip()
        texts = [row.texts.get("remark", "").strip(), wish if wish != DELETE else ""]
        for text in filter(None, texts):
            note = _("A remark on “{task}”: {text}")
            self.notes.append(note.format(task=quoted(row.texts.get("title", "")), text=quoted(text, 200)))

    # what a row says of an item

    def _revised(self, node: Node, said: Mapping[str, str]) -> Node:
        title = _one_line(said["title"]) if "title" in said else node.title
        node = replace(node, title=title, body=said.get("body", node.body))
        if "due" in said:
            node = replace(node, due=parse_date(said["due"]) or said["due"])
        for role in _ROLES:
            if role in said:
                node = replace(node, owners=tuple(self._owners(node, role, said[role])))
        for key, text in said.items():
            match = _FIELD.fullmatch(key)
            if match is not None:
                node = replace(node, fields=self._fields(node, int(match[1]), match[2], text))
        return node

    def _owners(self, node: Node, role: Role, text: str) -> Iterator[Owner]:
        """Yield the owners of a node with those of one role as the text says; leads come first."""
        known = {(owner.role, owner.name): owner for owner in node.owners}
        named = [
            known.get((role, name))
            or Owner(derived_id(self.handout.id, node.id, role, name), self._id(name), role, name)
            for name in dict.fromkeys(split_names(text))
        ]
        others = [owner for owner in node.owners if owner.role != role]
        yield from [*named, *others] if role == "lead" else [*others, *named]

    def _id(self, name: str) -> int:
        """Return the department of a name; a new one has an id that follows from its name, whoever names it."""
        if name not in self._known:
            new = derived_id(self.base.plan.id, "department", name)
            self.departments[new] = Department(new, name)
            self._known[name] = new
        return self._known[name]

    def _fields(self, node: Node, place: int, label: str, text: str) -> tuple[Field, ...]:
        own = [each for each in node.fields if each.label == label]
        if place >= len(own):
            return (*node.fields, Field(derived_id(self.handout.id, node.id, label, place), label, text))
        old = own[place]
        kept = (replace(each, text=text) if each is old else each for each in node.fields)
        return tuple(each for each in kept if each.id != old.id or text)


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))
