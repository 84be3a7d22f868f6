"""Merging whole plans through the document: two people's random edits, taken over as one step."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.entities import Node, Snapshot
from planeditor.plan.merging import compare, merge
from planeditor.store.digest import content_digest, kept_digest
from planeditor.store.document import Document
from planeditor.store.loading import write_snapshot
from planeditor.store.schema import migrate
from planeditor.store.store import Store, connect
from tests.random_edits import Edit, edit_lists, make_edit
from tests.small_plan import small_plan
from tests.strategies import snapshots


@contextlib.contextmanager
def document_of(snapshot: Snapshot) -> Iterator[Document]:
    with contextlib.closing(connect(":memory:")) as connection:
        migrate(connection)
        write_snapshot(connection, snapshot)
        yield Document(Store(connection))


def edited(snapshot: Snapshot, edits: list[Edit]) -> Snapshot:
    with document_of(snapshot) as document:
        for edit in edits:
            make_edit(document, edit)
        return document.snapshot()


def without_order(snapshot: Snapshot) -> Snapshot:
    """Return the plan with what has no order of its own in one: owners' rows, departments; unplaced lines left out."""
    departments = tuple(sorted(snapshot.departments, key=lambda department: department.id))
    return replace(snapshot, departments=departments, nodes=tuple(map(_bare, snapshot.nodes)), unplaced=())


def _bare(node: Node) -> Node:
    owners = tuple(replace(owner, id=0) for role in ("lead", "support") for owner in node.owners if owner.role == role)
    targets = tuple(replace(target, span=None, parent_id=None) for target in node.targets)
    return replace(node, owners=owners, targets=targets, mark="", children=tuple(map(_bare, node.children)))


def by_name(snapshot: Snapshot) -> Snapshot:
    """Return the plan with numbers by name for departments' ids: two people's new department of one name is one."""
    names = {each.id: each.name for each in snapshot.departments}
    numbers = {name: number for number, name in enumerate(sorted(set(names.values())))}
    ids = {department_id: numbers[name] for department_id, name in names.items()}
    departments = {
        ids[each.id]: replace(each, id=ids[each.id], members=tuple(sorted(ids[member] for member in each.members)))
        for each in snapshot.departments
    }
    nodes = tuple(_owned_by(node, ids) for node in snapshot.nodes)
    return replace(snapshot, departments=tuple(departments[i] for i in sorted(departments)), nodes=nodes)


def _owned_by(node: Node, ids: dict[int, int]) -> Node:
    owners = tuple(replace(owner, department_id=ids[owner.department_id]) for owner in node.owners)
    return replace(node, owners=owners, children=tuple(_owned_by(child, ids) for child in node.children))


@given(edits=edit_lists(15))
def test_taking_all_differences_gives_their_plan(edits: list[Edit]) -> None:
    base = small_plan()
    theirs = edited(base, edits)
    merged = compare(base, theirs)
    result = merged.apply({difference.key for difference in merged.differences})
    assert without_order(result) == without_order(theirs)
    assert merged.apply(()) == base


@given(ours=edit_lists(10), others=edit_lists(10), again=st.booleans())
def test_a_second_run_changes_nothing(ours: list[Edit], others: list[Edit], again: bool) -> None:
    base = small_plan()
    mine, theirs = edited(base, ours), edited(base, others)
    merged = merge(base, mine, theirs)
    accepted = {difference.key for difference in merged.differences} if again else merged.certain()
    result = merged.apply(accepted)
    left = merge(base, result, theirs)
    assert not left.certain(), [d for d in left.differences if d.change != "conflict"]
    if again:
        assert without_order(left.apply({d.key for d in left.differences})) == without_order(result)


@given(edits=edit_lists(15))
def test_a_plan_taken_over_is_what_the_document_holds_and_one_undo_takes_it_back(edits: list[Edit]) -> None:
    base = small_plan()
    theirs = edited(base, edits)
    with document_of(base) as document:
        change_set = document.take_over(theirs)
        assert document.snapshot() == replace(theirs, plan=replace(theirs.plan, id=base.plan.id))
        assert content_digest(document.connection) == kept_digest(document.connection)
        assert not document.take_over(document.snapshot()).changes
        if change_set.changes:
            document.undo()
        assert document.snapshot() == base


@given(one=snapshots(), other=snapshots())
def test_any_plan_becomes_any_other(one: Snapshot, other: Snapshot) -> None:
    with document_of(one) as document:
        document.take_over(other)
        same = replace(other, plan=replace(other.plan, id=one.plan.id), handouts=one.handouts)
        assert document.snapshot() == same
        document.undo()
        assert document.snapshot() == one


@given(edits=edit_lists(12), first=edit_lists(8), second=edit_lists(8))
def test_two_returns_are_merged_to_the_same_in_any_order(
    edits: list[Edit], first: list[Edit], second: list[Edit]
) -> None:
    base = small_plan()
    mine = edited(base, edits)
    returns = [edited(base, first), edited(base, second)]
    results = []
    for order in (returns, returns[::-1]):
        plan, unclear = mine, 0
        for theirs in order:
            merged = merge(base, plan, theirs)
            # Where both put the same siblings elsewhere, which one is asked first decides between them.
            unclear += sum(each.change in ("conflict", "moved") for each in merged.differences)
            plan = merged.apply(merged.certain())
        results.append((unclear, by_name(without_order(plan))))
    if not any(unclear for unclear, _plan in results):
        assert results[0] == results[1]
