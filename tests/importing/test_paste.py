"""Pasted text becomes sections and items."""

import pytest

from planeditor.importing.paste import parse_outline
from planeditor.plan.entities import Node
from planeditor.plan.limits import DEEPEST

Shape = tuple[str, str, str, list[object]]


def shape(nodes: tuple[Node, ...]) -> list[object]:
    return [(node.kind, node.title, node.body, shape(node.children)) for node in nodes]


def test_numbering_marks_give_the_depth() -> None:
    nodes = parse_outline("一、党建\n1.学习。每月1次。\n2.宣传（责任科室：办公室）\n二、安全\n3.演练\n")
    assert shape(nodes) == [
        ("section", "党建", "", [("item", "学习", "每月1次。", []), ("item", "宣传", "", [])]),
        ("section", "安全", "", [("item", "演练", "", [])]),
    ]
    assert [owner.name for owner in nodes[0].children[1].owners] == ["办公室"]


@pytest.mark.parametrize("inset", ["\t", "    ", "　　", "  "])
def test_tabs_and_indents_give_the_depth_of_unnumbered_lines(inset: str) -> None:
    nodes = parse_outline(f"党建\n{inset}学习\n{inset}{inset}记录\n{inset}宣传\n\n安全")
    assert shape(nodes) == [
        ("item", "党建", "", [("item", "学习", "", [("item", "记录", "", [])]), ("item", "宣传", "", [])]),
        ("item", "安全", "", []),
    ]
    assert all(node.numbered for node in nodes)


def test_indents_count_where_one_style_of_mark_serves_several_depths() -> None:
    nodes = parse_outline("1.甲工作\n\t1.乙工作\n\t2.丙工作\n2.丁工作")
    assert shape(nodes) == [
        ("item", "甲工作", "", [("item", "乙工作", "", []), ("item", "丙工作", "", [])]),
        ("item", "丁工作", "", []),
    ]


def test_an_excel_row_becomes_title_and_body() -> None:
    nodes = parse_outline('1\t党建\t每月学习1次\t办公室\r\n2\t"双减"工作\t\t基教科\r\n')
    assert shape(nodes) == [("item", "党建", "每月学习1次\n办公室", []), ("item", '"双减"工作', "基教科", [])]
    assert [node.mark for node in nodes] == ["1.", "2."]


def test_an_excel_cell_of_several_lines_stays_one_cell() -> None:
    nodes = parse_outline('党建\t"学习\n宣传"\t办公室\n安全\t演练')
    assert shape(nodes) == [("item", "党建", "学习\n宣传\n办公室", []), ("item", "安全", "演练", [])]


def test_sentences_become_bodies_under_their_heading() -> None:
    nodes = parse_outline("　　推进课改。开展研训4次。\n　　做好招生工作。")
    assert shape(nodes) == [("item", "推进课改", "开展研训4次。", []), ("item", "", "做好招生工作。", [])]


@pytest.mark.parametrize("text", ["", "\n \n\t\n", "\r\n"])
def test_blank_text_gives_nothing(text: str) -> None:
    assert parse_outline(text) == ()


def test_a_lone_number_is_not_taken_for_a_page_number() -> None:
    assert [node.title for node in parse_outline("12\n13")] == ["12", "13"]


def test_lines_set_in_deeper_than_a_plan_can_be_stay_at_its_deepest_level() -> None:
    lines = 1500
    nodes = parse_outline("\n".join(" " * depth + f"第{depth}行" for depth in range(lines)))
    assert sum(1 for node in nodes for _below in node.walk()) == lines
    depth = 0
    while nodes:
        nodes, depth = nodes[-1].children, depth + 1
    assert depth == DEEPEST
