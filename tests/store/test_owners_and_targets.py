"""Owners, departments, targets and progress: edits and what they refuse."""

import pytest

from planeditor.errors import EditError
from planeditor.store.document import Document


def by_name(document: Document) -> dict[str, int]:
    return {department.name: department.id for department in document.departments()}


@pytest.fixture
def item(document: Document) -> int:
    return document.find("加快推进教育重大项目")[0]


def owners(document: Document, item: int) -> list[tuple[str, str]]:
    return [(owner.role, owner.name) for owner in document.node(item).owners]


def test_an_alias_finds_its_department_and_the_name_stays_as_written(document: Document, item: int) -> None:
    document.add_owner(item, "基础教育科", "lead")
    owner = document.node(item).owners[-1]
    assert owner.name == "基础教育科"
    assert owner.department_id == by_name(document)["基教科"]


def test_an_unknown_owner_joins_the_registry_in_the_same_step(document: Document, item: int) -> None:
    document.add_owner(item, "督导办", "support")
    assert "督导办" in by_name(document)
    document.undo()
    assert "督导办" not in by_name(document)


def test_the_same_owner_twice_is_one(document: Document, item: int) -> None:
    assert document.add_owner(item, "计财科", "lead").changes == ()


def test_owners_change_their_order_and_role(document: Document, item: int) -> None:
    lead, support = document.node(item).owners
    document.move_owner(support.id, "lead", lead.id)
    assert owners(document, item) == [("lead", "基教科"), ("lead", "计财科")]


def test_set_owners_replaces_one_role_only(document: Document, item: int) -> None:
    document.set_owners(item, "support", ["督导办", "基教科", "督导办"])
    assert owners(document, item) == [("lead", "计财科"), ("support", "督导办"), ("support", "基教科")]


def test_renaming_a_department_renames_the_owners_written_so(document: Document, item: int) -> None:
    document.rename_department(by_name(document)["计财科"], "财务科")
    assert owners(document, item)[0] == ("lead", "财务科")


def test_a_taken_name_or_alias_is_refused(document: Document) -> None:
    with pytest.raises(EditError):
        document.rename_department(by_name(document)["计财科"], "基础教育科")
    with pytest.raises(EditError):
        document.add_department("基教科")
    with pytest.raises(EditError):
        document.set_aliases(by_name(document)["计财科"], ["基教科"])
    with pytest.raises(EditError):
        document.add_department("  ")


def test_a_department_in_use_is_not_removed(document: Document) -> None:
    with pytest.raises(EditError, match="1"):
        document.remove_department(by_name(document)["计财科"])


def test_merging_departments_moves_items_aliases_and_group_places(document: Document, item: int) -> None:
    names = by_name(document)
    document.merge_departments(names["基教科"], [names["计财科"]])
    merged = next(department for department in document.departments() if department.name == "基教科")
    assert merged.aliases == ("基础教育科", "计财科")
    group = next(department for department in document.departments() if department.name == "机关各科室")
    assert group.members == (merged.id,)
    assert {owner.department_id for owner in document.node(item).owners} == {merged.id}


def test_departments_are_put_in_another_order(document: Document) -> None:
    names = by_name(document)
    document.move_department(names["机关各科室"], names["基教科"])
    assert list(by_name(document)) == ["机关各科室", "基教科", "计财科"]


def test_the_load_counts_leads_and_supports(document: Document, item: int) -> None:
    names = by_name(document)
    assert document.department_load()[names["计财科"]] == (1, 0)
    assert document.items_of(names["基教科"]) == [(item, "support")]


def test_a_target_is_added_changed_and_removed(document: Document, item: int) -> None:
    new = document.add_target(item, indicator="学位", value=10, unit="个").created("target")[0]
    document.update_target(new, comparator=">=", value=12.5)
    target = document.node(item).targets[-1]
    assert (target.comparator, target.value, target.unit) == (">=", 12.5, "个")
    document.remove_target(new)
    assert len(document.node(item).targets) == 2


def test_removing_a_target_sets_its_parts_and_entries_free(document: Document, item: int) -> None:
    whole, part = document.node(item).targets
    document.remove_target(whole.id)
    node = document.node(item)
    assert [(target.id, target.parent_id) for target in node.targets] == [(part.id, None)]
    assert node.progress[0].target_id is None
    assert node.milestones[0].target_id is None


def test_a_target_is_never_part_of_itself(document: Document, item: int) -> None:
    whole, part = document.node(item).targets
    with pytest.raises(EditError):
        document.update_target(whole.id, parent_id=part.id)


def test_an_unknown_comparison_is_refused(document: Document, item: int) -> None:
    with pytest.raises(EditError):
        document.add_target(item, comparator="!")


def test_targets_change_places(document: Document, item: int) -> None:
    whole, part = document.node(item).targets
    document.move_target(part.id, whole.id)
    assert [target.id for target in document.node(item).targets] == [part.id, whole.id]


def test_progress_and_milestones_are_kept_in_order(document: Document, item: int) -> None:
    document.add_progress(item, date="2026-09-30", status="按序时推进", percent=75)
    document.add_milestone(item, period="2026Q3", text="全部封顶")
    node = document.node(item)
    assert [entry.percent for entry in node.progress] == [35, 75]
    document.update_progress(node.progress[1].id, percent=80)
    document.update_milestone(node.milestones[1].id, text="封顶")
    assert document.node(item).progress[1].percent == 80
    document.remove_progress(node.progress[0].id)
    document.remove_milestone(node.milestones[0].id)
    assert [entry.text for entry in document.node(item).milestones] == ["封顶"]


def test_the_plan_has_its_properties_changed_as_one_step(document: Document) -> None:
    document.set_plan(title="新题目", year=2027)
    assert (document.plan().title, document.plan().year) == ("新题目", 2027)
    document.undo()
    assert document.plan().year == 2026


def test_a_line_that_was_set_aside_can_be_removed(document: Document) -> None:
    document.remove_unplaced(document.unplaced()[0][0])
    assert len(document.unplaced()) == 1


def test_a_glance_tells_lead_targets_and_the_first_words(document: Document, item: int) -> None:
    glance = document.glance(item)
    assert (glance.lead, glance.targets) == ("计财科", 2)
    assert glance.text.startswith("计划新改扩建")
    assert document.target_counts() == {item: 2}
