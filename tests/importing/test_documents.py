"""Whole documents in many bureaus' styles: each comes out as the outline beside it says.

After a change of the rules, `PLANEDITOR_WRITE_OUTLINES=1 pytest tests/importing/test_documents.py` writes the outlines
anew; read the difference before committing it.
"""

import os
from pathlib import Path

import pytest

from planeditor import i18n
from planeditor.importing import ImportOptions, import_file
from planeditor.plan.numbering import snapshot_numbers
from tests.importing.outlines import outline, parse_text

TEXTS = Path(__file__).parent.parent / "files" / "text"
NAMES = sorted(path.stem for path in TEXTS.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_a_document_comes_out_as_its_outline(name: str) -> None:
    found = outline(import_file(TEXTS / f"{name}.txt"))
    expected = TEXTS / f"{name}.outline"
    if os.environ.get("PLANEDITOR_WRITE_OUTLINES"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


# A gap, two ways to write a mark, the bare numbers of tables and of 1 above 1.1 are not what a scheme shows.
OTHER_NUMBERS = ("gaps", "damaged", "report_of_points", "table_in_text", "cells_with_sections", "path_numbers")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OTHER_NUMBERS])
def test_a_plan_shows_the_numbers_of_its_source(name: str) -> None:
    snapshot = import_file(TEXTS / f"{name}.txt").snapshot
    numbers = snapshot_numbers(snapshot)
    written = {node.mark: "".join(node.mark.split()) for node in snapshot.walk()}
    assert {node.mark: numbers[node.id] for node in snapshot.walk()} == written


def test_the_encoding_and_line_ends_change_nothing() -> None:
    assert outline(import_file(TEXTS / "own_lines_gb18030.txt")) == outline(import_file(TEXTS / "own_lines.txt"))


@pytest.mark.parametrize(("numbering", "shown"), [("through", "1. 2. 3. 4."), ("restart", "1. 2. 1. 2.")])
def test_the_way_of_counting_can_be_chosen(numbering: str, shown: str) -> None:
    text = "一、甲\n1.学习。\n2.宣传。\n二、乙\n1.考试。\n2.招生。"
    snapshot = parse_text(text, ImportOptions(numbering=numbering)).snapshot
    numbers = snapshot_numbers(snapshot)
    assert " ".join(numbers[node.id] for node in snapshot.walk() if node.kind == "item") == shown


def test_every_line_tells_its_role_and_node(english: None) -> None:
    text = "某县教育局2021年工作计划\n\n一、安全\n1.演练。全年4\n次。\n— 3 —\n目标任务：达标\n"
    text += "牵头单位：安全股\n责任单位：各学校"
    draft = parse_text(text)
    section, item = draft.snapshot.walk()
    assert [(line.number, line.role, line.node_id) for line in draft.lines] == [
        (1, "title", None),
        (3, "section", section.id),
        (4, "item", item.id),
        (5, "text", item.id),
        (6, "unplaced", None),
        (7, "field", item.id),
        (8, "lead", item.id),
        (9, "support", item.id),
    ]
    assert [line.number for line in draft.lines if line.continues] == [5]
    assert draft.lines[5].label == "目标任务"
    assert item.body == "全年4次。"


def test_what_is_uncertain_is_asked(english: None) -> None:
    text = "2022年工作要点\n\n2021年，做好各项工作，争取进步。\n一、甲\n1.学习。\n3.宣传，\n"
    text += "二、乙\n4.考试\n责任科室：甲科\n责任科室：乙科"
    draft = parse_text(text)
    assert {line.number: line.question for line in draft.questions} == {
        1: "The title says 2022, the text 2021: which year is the plan for?",
        6: "The number “3.” does not follow the one before it. Is a line missing here?",
        8: "The source has “4.” here, the plan shows “3.”.",
        9: "Two lines of departments responsible and none in the lead. Is this one the lead?",
    }
    assert draft.snapshot.plan.year is None


def test_departments_are_registered_in_the_order_seen_and_never_merged() -> None:
    text = "一、甲\n1.学习（责任单位：市电教馆、基教科）\n2.宣传（责任单位：电教馆、基教科）"
    draft = parse_text(text)
    names = [department.name for department in draft.snapshot.departments]
    assert names == ["市电教馆", "基教科", "电教馆"]
    ids = {department.name: department.id for department in draft.snapshot.departments}
    assert all(ids[o.name] == o.department_id for node in draft.snapshot.walk() for o in node.owners)


def test_questions_are_asked_in_the_users_language() -> None:
    assert i18n.language() == i18n.CHINESE
    draft = parse_text("一、甲\n1.学习\n责任科室：甲科\n责任科室：乙科")
    assert len(draft.questions) == 1


def test_a_last_item_that_speaks_of_websites_is_no_foot_of_a_page() -> None:
    text = "2021年工作计划\n\n一、宣传\n1.加强网站建设\n2.办好微信公众号\n\n微信扫一扫\n返回顶部\n"
    snapshot = parse_text(text).snapshot
    assert [node.title for node in snapshot.walk()] == ["宣传", "加强网站建设", "办好微信公众号"]
    assert snapshot.unplaced == ("微信扫一扫", "返回顶部")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("一、安全\n1.演练\n2.培训", ["安全", "演练", "培训"]),
        ("三、安全\n7.演练\n8.培训", ["安全", "演练", "培训"]),
        ("1.演练", ["演练"]),
        ("（一）安全\n1.演练\n（二）教学\n1.教研", ["安全", "演练", "教学", "教研"]),
        ("一、\n安全工作\n1.\n演练", ["安全工作", "演练"]),
    ],
)
def test_fragments_of_plans_are_read_too(text: str, titles: list[str]) -> None:
    assert [node.title for node in parse_text(text).snapshot.walk()] == titles


def test_a_table_attached_to_a_plan_is_set_aside_and_asked_about(english: None) -> None:
    text = "某县教育局关于印发2021年工作计划的通知\n\n各学校：\n现将计划印发给你们。\n\n2021年工作计划\n\n"
    text += (
        "一、安全\n1.演练。\n2.培训。\n\n附件：分工表\n\n某县教育局\n2021年1月5日\n\n附件\n任务分工表\n1.演练 安全股"
    )
    draft = parse_text(text)
    plan = draft.snapshot.plan
    assert (plan.title, plan.date, plan.closing) == ("2021年工作计划", "2021-01-05", "附件：分工表")
    assert draft.snapshot.unplaced == ("附件", "任务分工表", "1.演练 安全股")
    assert [line.text for line in draft.questions] == ["附件"]


def test_likely_aliases_are_proposed_with_a_reason_and_nothing_is_merged(english: None) -> None:
    text = "一、甲\n1.学习（责任单位：市电教技装中心、基教科）\n2.宣传（责任单位：市电教中心、人事科）"
    draft = parse_text(text)
    names = {department.id: department.name for department in draft.snapshot.departments}
    assert [(names[a.department_id], names[a.other_id], a.reason) for a in draft.aliases] == [
        ("市电教技装中心", "市电教中心", "One name looks like the short form of the other.")
    ]
    assert len(names) == 4
