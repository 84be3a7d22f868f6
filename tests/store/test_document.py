"""Edits one by one: what each does, what it refuses, what undo is called."""

import pytest

from planeditor.errors import EditError
from planeditor.plan.entities import Node, Owner, Plan, Snapshot, Span
from planeditor.plan.identity import new_id
from planeditor.store import new_document
from planeditor.store.document import Document
from tests.small_plan import small_plan


def titles(document: Document, parent_id: int | None = None) -> list[str]:
    """The titles (or bodies) below a parent, sub-nodes in brackets."""
    nodes = document.subtrees([parent_id])[0].children if parent_id else document.snapshot().nodes
    return [_told(node) for node in nodes]


def _told(node: Node) -> str:
    inner = f"[{' '.join(_told(child) for child in node.children)}]" if node.children else ""
    return (node.title or node.body)[:4] + inner


def ids_of(document: Document) -> dict[str, int]:
    return {(node.title or node.body)[:4]: node.id for node in document.snapshot().walk()}


@pytest.fixture
def ids(document: Document) -> dict[str, int]:
    return ids_of(document)


def test_insert_puts_a_node_before_a_sibling_or_last(document: Document, ids: dict[str, int]) -> None:
    document.insert("item", ids["扩大优质"], title="甲", before=ids["健全经费"])
    document.insert("item", ids["扩大优质"], title="乙")
    assert titles(document, ids["扩大优质"]) == ["加快推进[中心城区]", "甲", "健全经费", "乙"]


def test_insert_tells_the_new_id(document: Document) -> None:
    created = document.insert("section", None, title="新部分").created()
    assert document.node(created[0]).title == "新部分"


def test_a_section_below_an_item_is_refused_and_changes_nothing(
    document: Document, ids: dict[str, int], plan: Snapshot
) -> None:
    with pytest.raises(EditError, match="部分"):
        document.insert("section", ids["健全经费"])
    with pytest.raises(EditError):
        document.move([ids["加强队伍"]], ids["健全经费"])
    assert document.snapshot() == plan
    assert document.undo_label == ""


def test_moving_into_itself_is_refused(document: Document, ids: dict[str, int]) -> None:
    with pytest.raises(EditError):
        document.move([ids["加快推进"]], ids["中心城区"])


def test_move_takes_several_nodes_in_document_order_without_those_inside_them(
    document: Document, ids: dict[str, int]
) -> None:
    document.move([ids["健全经费"], ids["中心城区"], ids["加快推进"]], ids["加强队伍"], before=ids["做好教师"])
    assert titles(document) == ["扩大优质", "加强队伍[加快推进[中心城区] 健全经费 做好教师]"]


def test_move_up_and_down_cross_into_the_neighbouring_section(document: Document, ids: dict[str, int]) -> None:
    document.move_down([ids["健全经费"]])
    assert titles(document)[1] == "加强队伍[健全经费 做好教师]"
    document.move_up([ids["健全经费"]])
    assert titles(document)[0] == "扩大优质[加快推进[中心城区] 健全经费]"


def test_promote_and_demote_an_item_of_a_section_give_back_the_first_outline(
    document: Document, ids: dict[str, int]
) -> None:
    before = titles(document)
    document.promote([ids["健全经费"]])
    assert titles(document) == ["扩大优质[加快推进[中心城区]]", "健全经费", "加强队伍[做好教师]"]
    assert document.node(ids["健全经费"]).kind == "section"
    document.demote([ids["健全经费"]])
    assert titles(document) == before
    assert document.node(ids["健全经费"]).kind == "item"


def test_demote_puts_an_item_below_the_one_before_it(document: Document, ids: dict[str, int]) -> None:
    document.demote([ids["健全经费"]])
    assert titles(document)[0] == "扩大优质[加快推进[中心城区 健全经费]]"
    document.promote([ids["健全经费"]])
    assert titles(document)[0] == "扩大优质[加快推进[中心城区] 健全经费]"


def test_the_first_section_can_be_neither_promoted_nor_demoted(document: Document, ids: dict[str, int]) -> None:
    with pytest.raises(EditError):
        document.promote([ids["扩大优质"]])
    with pytest.raises(EditError):
        document.demote([ids["扩大优质"]])


def test_delete_removes_all_that_belongs_to_a_node_and_undo_brings_it_back(
    document: Document, ids: dict[str, int], plan: Snapshot
) -> None:
    document.delete([ids["扩大优质"]])
    assert titles(document) == ["加强队伍[做好教师]"]
    assert document.undo_label == "删除"
    document.undo()
    assert document.snapshot() == plan
    assert document.redo_label == "删除"


def test_duplicate_copies_everything_under_new_ids(document: Document, ids: dict[str, int]) -> None:
    document.duplicate([ids["加快推进"]])
    original, copy, _other = document.subtrees([ids["扩大优质"]])[0].children
    assert copy.body == original.body
    assert [target.value for target in copy.targets] == [42, 17]
    assert copy.targets[1].parent_id == copy.targets[0].id
    assert copy.progress[0].target_id == copy.targets[0].id
    assert not {node.id for node in copy.walk()} & {node.id for node in original.walk()}


def test_paste_finds_departments_by_name_and_adds_unknown_ones(document: Document, ids: dict[str, int]) -> None:
    owners = (Owner(new_id(), 1, "lead", "基础教育科"), Owner(new_id(), 2, "support", "督导办"))
    stranger = Node(new_id(), "item", "外来", owners=owners)
    document.paste([stranger], ids["加强队伍"])
    pasted = document.subtrees([ids["加强队伍"]])[0].children[-1]
    names = {department.id: department.name for department in document.departments()}
    assert [names[owner.department_id] for owner in pasted.owners] == ["基教科", "督导办"]


def test_sections_pasted_below_an_item_become_items(document: Document, ids: dict[str, int]) -> None:
    document.paste([Node(new_id(), "section", "部分", children=(Node(new_id(), "item", "条"),))], ids["健全经费"])
    assert titles(document, ids["健全经费"]) == ["部分[条]"]
    assert document.subtrees([ids["健全经费"]])[0].children[0].kind == "item"


def test_a_whole_plan_is_taken_in_without_losing_a_line(document: Document) -> None:
    other = Snapshot(
        Plan(new_id(), "基教科要点", preamble="总述", closing="结尾", doc_number="教〔2026〕1号"),
        nodes=(Node(new_id(), "section", "一个部分"),),
        unplaced=("页脚",),
    )
    document.insert_plan(other, None)
    assert titles(document)[-1] == "基教科要[一个部分]"
    assert document.snapshot().nodes[-1].body == "总述"
    assert [text for _id, text in document.unplaced()] == ["打印此页", "打印此页", "教〔2026〕1号", "结尾", "页脚"]
    document.undo()
    assert len(document.unplaced()) == 2


def test_an_edit_that_changes_nothing_leaves_no_step(document: Document, ids: dict[str, int]) -> None:
    change_set = document.rename(ids["加快推进"], document.node(ids["加快推进"]).title)
    assert change_set.changes == ()
    assert document.undo_label == ""


def test_a_step_around_edits_is_undone_as_one(document: Document, ids: dict[str, int], plan: Snapshot) -> None:
    with document.step("批量") as step:
        document.rename(ids["加快推进"], "甲")
        document.set_due(ids["健全经费"], "2026-10")
    assert len(step.change_set.changes) == 2
    assert document.undo_label == "批量"
    document.undo()
    assert document.snapshot() == plan


def test_a_failure_inside_a_step_leaves_everything_as_it_was(
    document: Document, ids: dict[str, int], plan: Snapshot
) -> None:
    def fail_halfway() -> None:
        with document.step("批量"):
            document.rename(ids["加快推进"], "甲")
            document.insert("section", ids["健全经费"])

    with pytest.raises(EditError):
        fail_halfway()
    assert document.snapshot() == plan


def test_a_new_edit_after_undo_forgets_what_was_undone(document: Document, ids: dict[str, int]) -> None:
    document.rename(ids["加快推进"], "甲")
    document.undo()
    document.rename(ids["加快推进"], "乙")
    assert document.redo() is None


def test_the_history_names_who_changed_an_item(document: Document, ids: dict[str, int]) -> None:
    document.rename(ids["加快推进"], "甲")
    document.rename(ids["健全经费"], "乙")
    entries = document.history(ids["加快推进"])
    assert [(entry.author, entry.label) for entry in entries] == [("张三", "重命名")]


def test_typing_before_a_target_moves_its_words_and_typing_inside_keeps_their_place(
    document: Document, ids: dict[str, int]
) -> None:
    body = document.node(ids["加快推进"]).body
    document.set_body(ids["加快推进"], "今年" + body)
    whole, part = document.node(ids["加快推进"]).targets
    assert whole.span == Span("body", 4, 17)
    assert part.span == Span("body", 20, 26)
    document.set_body(ids["加快推进"], "今年" + body.replace("42", "45"))
    assert document.node(ids["加快推进"]).targets[0].span == Span("body", 4, 17)
    document.set_body(ids["加快推进"], "全部换掉。")
    assert document.node(ids["加快推进"]).targets[0].span is None


def test_split_gives_the_text_behind_the_cursor_to_a_new_item_with_its_targets(
    document: Document, ids: dict[str, int]
) -> None:
    document.split(ids["加快推进"], "body", 16)
    first, second = document.subtrees([ids["扩大优质"]])[0].children[:2]
    assert first.body == "计划新改扩建各级各类学校42所，"
    assert second.body == "其中幼儿园17所。强化监督管理。"
    assert [target.indicator for target in second.targets] == ["幼儿园"]
    span = second.targets[0].span
    assert span is not None
    assert second.body[span.start : span.end] == "幼儿园17所"[: span.end - span.start]
    assert [owner.name for owner in second.owners] == ["计财科", "基教科"]


def test_split_at_an_end_is_refused(document: Document, ids: dict[str, int]) -> None:
    with pytest.raises(EditError):
        document.split(ids["加快推进"], "body", 0)


def test_merge_joins_texts_fields_owners_targets_and_children(document: Document, ids: dict[str, int]) -> None:
    document.merge([ids["健全经费"], ids["加快推进"]])
    merged = document.subtrees([ids["扩大优质"]])[0].children[0]
    assert merged.title == "加快推进教育重大项目"
    assert merged.body.endswith("\n健全经费保障机制")
    assert [field.label for field in merged.fields] == ["问题描述", "工作措施"]
    assert merged.fields[0].text == "投入不足。\n结构不优。"
    assert [owner.name for owner in merged.owners] == ["计财科", "基教科", "各科室"]
    assert _told(merged) == "加快推进[中心城区]"


def test_only_neighbours_are_merged(document: Document, ids: dict[str, int]) -> None:
    with pytest.raises(EditError):
        document.merge([ids["加快推进"], ids["做好教师"]])
    with pytest.raises(EditError):
        document.merge([ids["加快推进"]])


def test_find_searches_every_text_and_answers_in_document_order(document: Document, ids: dict[str, int]) -> None:
    assert document.find("投入") == [ids["健全经费"]]
    assert document.find("幼儿园") == [ids["加快推进"]]
    assert document.find("教") == [ids["加快推进"], ids["做好教师"]]
    assert document.find("100%") == []


def test_text_with_half_a_surrogate_is_stored_readable(document: Document, ids: dict[str, int]) -> None:
    document.rename(ids["加快推进"], "坏\ud800字")
    assert document.node(ids["加快推进"]).title == "坏?字"


def test_a_read_only_document_refuses_every_edit(document: Document, ids: dict[str, int]) -> None:
    document.store.read_only = True
    with pytest.raises(EditError):
        document.rename(ids["加快推进"], "甲")


def test_a_held_document_sees_what_was_until_it_is_let_go() -> None:
    document = new_document(small_plan())
    node_id = next(document.outline().walk()).id
    before = document.node(node_id).title
    document.store.hold()
    with document.elsewhere() as editor:
        change_set = editor.rename(node_id, "别处改的标题")
    assert document.node(node_id).title == before
    with pytest.raises(EditError):
        document.rename(node_id, "同时改的标题")
    document.store.let_go()
    assert document.node(node_id).title == "别处改的标题"
    assert [change.id for change in change_set.of("node")] == [node_id]
    assert document.undo() is not None
    assert document.node(node_id).title == before
    document.close(discard=True)
