"""What an import would give, without a window: corrections carried over, departments made one, targets left out."""

from dataclasses import replace
from pathlib import Path

from planeditor.gui.import_preview import Corrections, Input, make_preview
from planeditor.importing.draft import LineKind
from planeditor.plan.entities import Snapshot
from planeditor.store import create_plan
from tests.gui.import_wizards import PLAN
from tests.small_plan import small_plan

TEXT = (Input(text=PLAN),)


def result_with(tmp_path: Path, merged: dict[frozenset[str], str]) -> Snapshot:
    path = tmp_path / "计划.plan"
    if not path.exists():
        create_plan(path, small_plan())
    corrections = Corrections(merged=merged)
    return make_preview((Input(path),), corrections, None).result(corrections)


def owners(snapshot: Snapshot) -> dict[str, str]:
    """Return by what the source writes the department that is meant."""
    names = {department.id: department.name for department in snapshot.departments}
    return {owner.name: names[owner.department_id] for node in snapshot.walk() for owner in node.owners}


def test_without_corrections_a_plan_comes_as_it_is(tmp_path: Path) -> None:
    snapshot = result_with(tmp_path, {})
    assert [department.name for department in snapshot.departments] == ["基教科", "计财科", "机关各科室"]
    assert snapshot.unplaced == ("打印此页", "打印此页")


def test_names_made_one_become_aliases_and_members_follow(tmp_path: Path) -> None:
    snapshot = result_with(tmp_path, {frozenset(("基教科", "计财科")): "计财科"})
    kept, group = snapshot.departments
    assert (kept.name, kept.aliases) == ("计财科", ("基教科", "基础教育科"))
    assert group.members == (kept.id,)
    assert owners(snapshot)["基教科"] == "计财科"


def test_decisions_in_a_chain_end_at_the_last_name(tmp_path: Path) -> None:
    chain = {frozenset(("基教科", "计财科")): "计财科", frozenset(("计财科", "机关各科室")): "机关各科室"}
    snapshot = result_with(tmp_path, chain)
    assert [department.name for department in snapshot.departments] == ["机关各科室"]
    assert set(owners(snapshot).values()) == {"机关各科室"}


def test_decisions_in_a_circle_lose_no_department(tmp_path: Path) -> None:
    circle = {
        frozenset(("基教科", "计财科")): "计财科",
        frozenset(("计财科", "机关各科室")): "机关各科室",
        frozenset(("机关各科室", "基教科")): "基教科",
    }
    snapshot = result_with(tmp_path, circle)
    assert snapshot.departments
    assert len(owners(snapshot)) == 3


def test_what_was_parsed_already_is_not_parsed_again() -> None:
    first = make_preview(TEXT, Corrections(), None)
    other = make_preview(TEXT, Corrections(settled=frozenset({(0, 1)})), first)
    assert other.parsed[0] is first.parsed[0]


def test_one_file_corrected_leaves_the_others_as_they_were() -> None:
    texts = (*TEXT, Input(text="一、其他工作\n1. 做好其他工作\n"))
    first = make_preview(texts, Corrections(), None)
    roles: dict[tuple[int, int], LineKind] = {(1, 2): "section"}
    other = make_preview(texts, Corrections(roles=roles), first)
    assert other.parsed[0] is first.parsed[0]
    assert other.parsed[1] is not first.parsed[1]
    assert other.parsed[1].roles == {2: "section"}


def test_a_file_read_again_keeps_what_was_said_of_the_lines_that_are_still_the_same(tmp_path: Path) -> None:
    path = tmp_path / "计划.txt"
    path.write_text(PLAN, encoding="utf-8")
    roles: dict[tuple[int, int], LineKind] = {(0, 5): "text", (0, 6): "lead"}
    corrections = Corrections(roles=roles)
    first = make_preview((Input(path),), corrections, None)
    path.write_text(PLAN.replace("问题描述：学习不够深入。", "问题描述：另一个问题。"), encoding="utf-8")
    again = make_preview((Input(path),), replace(corrections, sheets={0: ("无",)}), first)
    assert again.corrections.roles == {(0, 6): "lead"}


def test_what_differs_between_two_corrections_is_told_by_its_lines() -> None:
    before = Corrections(roles={(0, 1): "item", (0, 2): "text"}, settled=frozenset({(0, 9)}))
    after = Corrections(roles={(0, 1): "item", (0, 2): "lead"})
    assert before.changed_places(after) == {(0, 2), (0, 9)}
    assert not before.reads_as(after)
    assert before.reads_as(replace(before, settled=frozenset(), merged={frozenset("ab"): "a"}))
