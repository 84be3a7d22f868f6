"""The interchange form of a plan: the dicts and lists that its JSON file holds, both ways.

One rule: `from_dict(to_dict(snapshot, numbers))` equals the snapshot, ids included. A key that is missing or
null takes the entity's default; a missing id is given anew.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any, TypeVar

from planeditor.i18n import _
from planeditor.plan.entities import (
    Department,
    Evidence,
    Field,
    Handout,
    Light,
    Lineage,
    Milestone,
    Node,
    Owner,
    Plan,
    Progress,
    Receipt,
    Snapshot,
    Target,
)
from planeditor.plan.identity import id_text, new_id
from planeditor.plan.interchange_keys import (
    DEPARTMENT_KEYS,
    EVIDENCE_KEYS,
    FIELD_KEYS,
    HANDOUT_KEYS,
    LIGHT_KEYS,
    LINEAGE_KEYS,
    MILESTONE_KEYS,
    NODE_KEYS,
    OWNER_KEYS,
    PLAN_KEYS,
    PROGRESS_KEYS,
    RECEIPT_KEYS,
    TARGET_KEYS,
    InterchangeError,
    Key,
    read_each,
    read_id,
    read_object,
    read_text,
)
from planeditor.plan.limits import DEEPEST

FORMAT = "planeditor"
VERSION = 1

Entity = TypeVar("Entity")


def to_dict(snapshot: Snapshot, numbers: Mapping[int, str]) -> dict[str, Any]:
    """Return the snapshot in the contract's form; `numbers` gives each node's number as shown."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "plan": _write(PLAN_KEYS, snapshot.plan),
        "departments": _write_all(DEPARTMENT_KEYS, snapshot.departments),
        "nodes": [_write_node(node, numbers) for node in snapshot.nodes],
        "unplaced": list(snapshot.unplaced),
        "handouts": [_write_handout(handout) for handout in snapshot.handouts],
    }


def _write_handout(handout: Handout) -> dict[str, Any]:
    return {**_write(HANDOUT_KEYS, handout), "receipts": _write_all(RECEIPT_KEYS, handout.receipts)}


def _write(keys: tuple[Key, ...], entity: object) -> dict[str, Any]:
    return {key.name: key.kind.write(getattr(entity, key.attribute)) for key in keys}


def _write_all(keys: tuple[Key, ...], entities: tuple[object, ...]) -> list[dict[str, Any]]:
    return [_write(keys, entity) for entity in entities]


def _write_node(node: Node, numbers: Mapping[int, str]) -> dict[str, Any]:
    return {
        "id": id_text(node.id),
        "kind": node.kind,
        "number": numbers.get(node.id, ""),
        "mark": node.mark,
        "title": node.title,
        "body": node.body,
        "fields": _write_all(FIELD_KEYS, node.fields),
        "field_ids": [id_text(field.id) for field in node.fields],
        "owners": _write_all(OWNER_KEYS, node.owners),
        "due": node.due,
        "targets": _write_all(TARGET_KEYS, node.targets),
        "progress": _write_all(PROGRESS_KEYS, node.progress),
        "milestones": _write_all(MILESTONE_KEYS, node.milestones),
        "lights": _write_all(LIGHT_KEYS, node.lights),
        "evidence": _write_all(EVIDENCE_KEYS, node.evidence),
        "lineage": _write_all(LINEAGE_KEYS, node.lineage),
        "numbered": node.numbered,
        "numbering": node.numbering,
        "children": [_write_node(child, numbers) for child in node.children],
    }


def from_dict(data: Any) -> Snapshot:
    """Return the snapshot that the contract's form describes; InterchangeError where it breaks it."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InterchangeError(_("it is not a plan in this program's interchange format"))
    if data.get("version") != VERSION:
        raise InterchangeError(_("it was written in a version of the format that this program does not know"))
    return _Reader().snapshot(data)


class _Reader:
    """What must be known across the whole plan while reading: the registry, and the ids already taken."""

    def __init__(self) -> None:
        self.departments: dict[int, Department] = {}
        self.by_name: dict[str, int] = {}
        self.taken: set[tuple[type, int]] = set()
        self.depth = 0

    def snapshot(self, data: dict[str, Any]) -> Snapshot:
        """Return the whole plan, departments that only its owners name included."""
        plan = _part(data, "plan", lambda value: self.read(PLAN_KEYS, Plan, value))
        if plan is None:
            raise InterchangeError(_("“{key}” is missing").format(key="plan"))
        _part(data, "departments", self.registry)
        nodes = _part(data, "nodes", lambda value: read_each(value, self.node)) or ()
        unplaced = _part(data, "unplaced", lambda value: read_each(value, read_text)) or ()
        handouts = _part(data, "handouts", lambda value: read_each(value, self.handout)) or ()
        return Snapshot(plan, tuple(self.departments.values()), nodes, unplaced, handouts)

    def handout(self, value: Any) -> Handout:
        """Return what was given out, with what came back; its department may be gone from the registry."""
        source = read_object(value)
        receipts = self.entities(source, "receipts", RECEIPT_KEYS, Receipt)
        return self.read(HANDOUT_KEYS, Handout, source, receipts=receipts)

    def registry(self, value: Any) -> None:
        """Read the departments, then their members, which may stand later in the list."""
        for department in read_each(value, lambda each: self.read(DEPARTMENT_KEYS, Department, each)):
            self.register(department)
        for index, department in enumerate(list(self.departments.values())):
            try:
                members = read_each(list(department.members), self.member)
            except InterchangeError as error:
                raise error.inside("members").inside(index) from error
            self.departments[department.id] = replace(department, members=members)

    def register(self, department: Department) -> None:
        """Add a department; the first holder of a name or an alias keeps it."""
        self.departments[department.id] = department
        for name in (department.name, *department.aliases):
            self.by_name.setdefault(name, department.id)

    def member(self, value: Any) -> int:
        """Return the department that a group's member means, written as its id or its name."""
        text = read_text(value)
        found = self.by_name.get(text)
        return found if found is not None else self.known_department(read_id(text))

    def known_department(self, number: int) -> int:
        """Return the id if the registry has it."""
        if number not in self.departments:
            raise InterchangeError(_("there is no department with the id {id}").format(id=id_text(number)))
        return number

    def read(self, keys: tuple[Key, ...], entity: type[Entity], value: Any, **given: Any) -> Entity:
        """Return the entity that an object describes; `given` are attributes known already."""
        source = read_object(value)
        found = {key.attribute: _part(source, key.name, key.kind.read) for key in keys}
        values = given | {name: content for name, content in found.items() if content is not None}
        values["id"] = self.take(entity, values.get("id") or new_id())
        for attribute in _required(entity):
            if attribute not in values:
                raise InterchangeError(_("“{key}” is missing").format(key=attribute))
        return entity(**values)

    def take(self, entity: type, number: int) -> int:
        """Return the id, which no other entity of this type may have."""
        if (entity, number) in self.taken:
            raise InterchangeError(_("the id {id} stands there twice").format(id=id_text(number)))
        self.taken.add((entity, number))
        return number

    def node(self, value: Any) -> Node:
        """Return a section or an item with all below it."""
        source = read_object(value)
        parts = {
            "fields": _part(source, "fields", lambda part: self.fields(part, source.get("field_ids"))),
            "owners": _part(source, "owners", lambda part: read_each(part, self.owner)),
            "targets": self.entities(source, "targets", TARGET_KEYS, Target),
            "progress": self.entities(source, "progress", PROGRESS_KEYS, Progress),
            "milestones": self.entities(source, "milestones", MILESTONE_KEYS, Milestone),
            "lights": self.entities(source, "lights", LIGHT_KEYS, Light),
            "evidence": self.entities(source, "evidence", EVIDENCE_KEYS, Evidence),
            "lineage": self.entities(source, "lineage", LINEAGE_KEYS, Lineage),
            "children": _part(source, "children", self.children),
        }
        node = self.read(NODE_KEYS, Node, source, **{name: part for name, part in parts.items() if part})
        _check_targets(node)
        if node.kind == "item" and any(child.kind == "section" for child in node.children):
            raise InterchangeError(_("a section cannot stand below an item"))
        return node

    def children(self, value: Any) -> tuple[Node, ...]:
        """Return the nodes below one, as deep as a plan may go."""
        if value and self.depth + 1 >= DEEPEST:
            raise InterchangeError(_("it is nested too deeply"))
        self.depth += 1
        nodes = read_each(value, self.node)
        self.depth -= 1
        return nodes

    def entities(
        self, source: dict[str, Any], name: str, keys: tuple[Key, ...], entity: type[Entity]
    ) -> tuple[Entity, ...]:
        """Return the list of entities under `name`."""

        def read_all(value: Any) -> tuple[Entity, ...]:
            return read_each(value, lambda each: self.read(keys, entity, each))

        return _part(source, name, read_all) or ()

    def fields(self, value: Any, ids: Any) -> tuple[Field, ...]:
        """Return the labelled texts; their ids stand in a list of their own."""
        known = iter(read_each([] if ids is None else ids, read_id))
        return read_each(value, lambda each: self.read(FIELD_KEYS, Field, each, **_next_id(known)))

    def owner(self, value: Any) -> Owner:
        """Return an owner; without a department's id the name decides, and a new name is registered."""
        owner = read_object(value)
        number = _part(owner, "department", read_id)
        if number is None:
            number = self.department_named(_part(owner, "name", read_text) or "")
        return self.read(OWNER_KEYS, Owner, value, department_id=self.known_department(number))

    def department_named(self, name: str) -> int:
        """Return the department of that name or alias, registering it if need be."""
        if name not in self.by_name:
            self.register(Department(self.take(Department, new_id()), name))
        return self.by_name[name]


def _part(source: dict[str, Any], name: str, read: Callable[[Any], Any]) -> Any:
    """Read one key of an object; None if it is missing or null."""
    value = source.get(name)
    if value is None:
        return None
    try:
        return read(value)
    except InterchangeError as error:
        raise error.inside(name) from error


def _next_id(ids: Iterator[int]) -> dict[str, int]:
    number = next(ids, None)
    return {} if number is None else {"id": number}


def _required(entity: Any) -> list[str]:
    return [field.name for field in fields(entity) if field.default is MISSING and field.name != "id"]


def _check_targets(node: Node) -> None:
    known = {target.id for target in node.targets}
    references = [target.parent_id for target in node.targets]
    references += [entry.target_id for entry in node.progress]
    references += [milestone.target_id for milestone in node.milestones]
    references += [light.target_id for light in node.lights]
    references += [lineage.target_id for lineage in node.lineage]
    for number in references:
        if number is not None and number not in known:
            raise InterchangeError(_("there is no target with the id {id}").format(id=id_text(number)))
    entries = {entry.id for entry in node.progress}
    for file in node.evidence:
        if file.progress_id is not None and file.progress_id not in entries:
            raise InterchangeError(_("there is no entry with the id {id}").format(id=id_text(file.progress_id)))
    _check_circles(node)


def _check_circles(node: Node) -> None:
    above = {target.id: target.parent_id for target in node.targets}
    for target in node.targets:
        parent, steps = target.parent_id, 0
        while parent is not None and steps <= len(above):
            parent, steps = above[parent], steps + 1
        if parent is not None:
            raise InterchangeError(_("the target {id} is part of itself").format(id=id_text(target.id)))
