"""Several documents become one plan: nothing is dropped, departments and sections of one name are one."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.importing.draft import Draft
from planeditor.importing.several import merge_drafts
from planeditor.plan.entities import Department, Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.store import new_document
from tests.importing.outlines import parse_text
from tests.importing.strings import squeeze, strings_of
from tests.small_plan import small_plan

WHOLE = """云泽市教育局2021年工作要点

一、加强党的建设
1.开展学习（责任单位：党建办、基教科）
二、提高教育质量
2.深化课改（责任单位：基教科）
"""
SHARED = """基教科2021年工作计划

根据要求制定本计划。

一、提高教育质量
1.立项课题30项（责任单位：基教科、教研室）
二、规范招生
2.公布方案
"""
OWN = """计财科2021年工作计划

把钱用好。

一、项目
1.新建学校3所（责任单位：计财科）
二、资金
2.拨付及时

云泽市教育局计财科
2021年1月5日
"""


def titles(draft: Draft) -> list[tuple[str, list[str]]]:
    return [(node.title, [below.title for below in node.children]) for node in draft.snapshot.nodes]


def test_sections_of_one_title_are_joined_and_others_follow() -> None:
    merged = merge_drafts([parse_text(WHOLE), parse_text(SHARED)])
    assert titles(merged) == [
        ("加强党的建设", ["开展学习"]),
        ("提高教育质量", ["深化课改", "立项课题30项"]),
        ("规范招生", ["公布方案"]),
    ]
    assert merged.snapshot.plan.title == "云泽市教育局2021年工作要点"
    assert "基教科2021年工作计划" in merged.snapshot.unplaced


def test_a_document_that_shares_no_section_stands_below_one_of_its_title() -> None:
    merged = merge_drafts([parse_text(WHOLE), parse_text(OWN)])
    assert titles(merged)[2:] == [("计财科2021年工作计划", ["项目", "资金"])]
    assert merged.snapshot.nodes[2].body == "把钱用好。"
    assert merged.snapshot.plan.preamble == ""


def test_a_departments_part_goes_to_its_section_where_there_is_one() -> None:
    whole = "云泽市教育局2021年工作要点\n\n一、党建办\n1.学习\n二、计财科\n2.预算\n"
    merged = merge_drafts([parse_text(whole), parse_text(OWN)])
    assert titles(merged) == [("党建办", ["学习"]), ("计财科", ["预算", "项目", "资金"])]


def test_a_part_without_a_title_stands_below_its_files_department() -> None:
    part = parse_text("1.新建学校3所\n2.拨付资金\n")
    merged = merge_drafts([parse_text(WHOLE), part], ["全局.docx", "附件2：计财科.docx"])
    assert titles(merged)[2] == ("计财科", ["新建学校3所", "拨付资金"])


def test_parts_alone_each_have_their_section() -> None:
    other = OWN.replace("计财科", "人事科").replace("项目", "教师").replace("资金", "职称")
    merged = merge_drafts([parse_text(OWN), parse_text(other)])
    assert [node.title for node in merged.snapshot.nodes] == ["计财科2021年工作计划", "人事科2021年工作计划"]


def test_departments_of_one_name_are_one() -> None:
    merged = merge_drafts([parse_text(WHOLE), parse_text(SHARED)])
    assert [department.name for department in merged.snapshot.departments] == ["党建办", "基教科", "教研室"]
    ids = {department.id for department in merged.snapshot.departments}
    assert {owner.department_id for node in merged.snapshot.walk() for owner in node.owners} == ids


def test_lines_are_numbered_on_and_point_at_the_sections_that_stayed(english: None) -> None:
    drafts = [parse_text(WHOLE), parse_text(SHARED)]
    merged = merge_drafts(drafts, ["全局.docx", "基教科.docx"])
    numbers = [line.number for line in merged.lines]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == sum(len(draft.lines) for draft in drafts)
    present = {node.id for node in merged.snapshot.walk()}
    assert {line.node_id for line in merged.lines if line.node_id} <= present
    joined = next(line for line in merged.lines if line.text == "一、提高教育质量")
    assert joined.node_id == merged.snapshot.nodes[1].id
    assert merged.notes == ("Lines 1 to 6 are those of “全局.docx”.", "Lines 7 to 14 are those of “基教科.docx”.")


def test_the_same_plan_twice_has_ids_of_its_own_and_becomes_a_file() -> None:
    draft = Draft(small_plan(), ())
    merged = merge_drafts([draft, draft, draft])
    nodes = list(merged.snapshot.walk())
    assert len({node.id for node in nodes}) == len(nodes)
    assert sum(node.kind == "section" for node in nodes) == 2
    assert sum(node.kind == "item" for node in nodes) == 3 * sum(n.kind == "item" for n in draft.snapshot.walk())
    everyone = next(entry for entry in merged.snapshot.departments if entry.members)
    assert set(everyone.members) < {entry.id for entry in merged.snapshot.departments}
    document = new_document(merged.snapshot)
    assert len(list(document.snapshot().walk())) == len(nodes)
    document.close(discard=True)


def test_a_joined_section_keeps_the_words_and_places_of_targets() -> None:
    one, other = (Draft(small_plan(), ()), Draft(small_plan(), ()))
    section = other.snapshot.nodes[0]
    item = section.children[0]
    moved = Node(new_id(), "section", section.title, item.body, targets=item.targets, due="2026-05")
    other = Draft(Snapshot(Plan(new_id()), other.snapshot.departments, (moved,)), ())
    first = one.snapshot.nodes[0]
    first = Node(first.id, "section", first.title, "总述。", due="2026-04", children=first.children)
    one = Draft(Snapshot(one.snapshot.plan, one.snapshot.departments, (first,)), ())
    joined = merge_drafts([one, other]).snapshot.nodes[0]
    for before, after in zip(item.targets, joined.targets, strict=True):
        assert before.span
        assert after.span
        assert item.body[before.span.start : before.span.end] == joined.body[after.span.start : after.span.end]
    assert (joined.due, [field.text for field in joined.fields]) == ("2026-04", ["2026-05"])


def test_one_document_stays_as_it_is() -> None:
    draft = parse_text(WHOLE)
    assert merge_drafts([draft]) is draft


@pytest.mark.parametrize("names", [(), ("一.docx",), ("一.docx", "二.docx", "三.docx")])
def test_names_may_be_missing(names: tuple[str, ...]) -> None:
    assert merge_drafts([parse_text(WHOLE), parse_text(OWN)], names).lines


TITLES = st.sampled_from(("", "甲科2021年工作计划", "云泽市教育局2021年工作要点", "乙办2021年工作方案"))
SECTIONS = st.lists(st.tuples(st.sampled_from(("党建", "安全", "教学")), st.integers(0, 2)), max_size=3)


@given(st.lists(st.tuples(TITLES, SECTIONS, st.booleans()), min_size=2, max_size=4))
def test_no_word_is_lost_whatever_is_put_together(parts: list[tuple[str, list[tuple[str, int]], bool]]) -> None:
    drafts, count = [], 0
    for title, sections, signed in parts:
        nodes = []
        for name, items in sections:
            count += 1
            below = tuple(Node(new_id(), "item", f"事项{count}之{number}") for number in range(items))
            nodes.append(Node(new_id(), "section", name, f"段落{count}", children=below))
        plan = Plan(new_id(), title, preamble=f"前言{count}", signer=f"署名{count}" if signed else "", closing="此件")
        drafts.append(Draft(Snapshot(plan, (Department(new_id(), "甲科"),), tuple(nodes), (f"弃行{count}",)), ()))
    merged = merge_drafts(drafts)
    pile = Counter(squeeze("\n".join(strings_of(merged))))
    for draft in drafts:
        for text in strings_of(draft):
            assert not Counter(squeeze(text)) - pile
            assert squeeze(text) in squeeze("".join(strings_of(merged)))
