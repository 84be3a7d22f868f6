"""Numbering: how styles count, how schemes read, what a plan shows."""

import pytest

from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.numbering import (
    PRESETS,
    Scheme,
    chinese_number,
    parse_scheme,
    render,
    scheme_text,
    snapshot_numbers,
)


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("一、", 1, "一、"),
        ("一、", 10, "十、"),
        ("一、", 21, "二十一、"),
        ("（一）", 12, "（十二）"),
        ("1.", 38, "38."),
        ("1﹒", 84, "84﹒"),
        ("（1）", 3, "（3）"),
        ("①", 20, "⑳"),
        ("①", 21, "（21）"),
        ("⒈", 2, "⒉"),
        ("㈠", 10, "㈩"),
        ("㈠", 11, "（十一）"),
        ("１．", 12, "１２．"),
        ("一是", 7, "七是"),
        ("第一，", 3, "第三，"),
        ("第一章", 11, "第十一章"),
        ("——", 5, "——"),
    ],
)
def test_a_style_counts_as_its_example_does(style: str, number: int, shown: str) -> None:
    assert render(style, number) == shown


@pytest.mark.parametrize(
    ("number", "text"),
    [(10, "十"), (20, "二十"), (99, "九十九"), (100, "一百"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一")],
)
def test_numbers_are_written_as_chinese_counts(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_a_scheme_reads_back_from_its_text() -> None:
    for preset in PRESETS:
        assert parse_scheme(scheme_text(parse_scheme(preset))) == parse_scheme(preset)


def test_what_an_override_leaves_out_comes_from_above() -> None:
    above = Scheme(("第一部分",), ("1、",), through=True)
    assert parse_scheme("| 一是", above) == Scheme(("第一部分",), ("一是",), through=True)
    assert parse_scheme("| | restart", above) == Scheme(("第一部分",), ("1、",), through=False)


def item(**values: object) -> Node:
    return Node(new_id(), "item", **values)  # type: ignore[arg-type]


def section(*children: Node, **values: object) -> Node:
    return Node(new_id(), "section", children=children, **values)  # type: ignore[arg-type]


def shown(numbering: str, *nodes: Node) -> list[str]:
    return list(snapshot_numbers(Snapshot(Plan(1, numbering=numbering), nodes=nodes)).values())


def test_a_path_repeats_the_numbers_above() -> None:
    top = section(item(), item(children=(item(), item(numbered=False))))
    plain = section(item(), numbered=False)
    numbers = shown("1. | 1.1 1.1.1 | through", top, section(item()), plain)
    assert numbers == ["1.", "1.1 ", "1.2 ", "1.2.1 ", "", "2.", "2.1 ", "", "1 "]


def test_a_paths_number_stays_apart_from_a_title_that_begins_with_a_year() -> None:
    assert render("1.1、", 2, (3,)) + "2021年招生" == "3.2、 2021年招生"


def test_items_count_through_the_plan_or_start_again() -> None:
    nodes = section(item(), item()), section(item())
    assert shown("", *nodes) == ["一、", "1.", "2.", "二、", "3."]
    assert shown("| | restart", *nodes) == ["一、", "1.", "2.", "二、", "1."]


def test_deeper_levels_have_their_own_styles() -> None:
    nodes = section(section(item(children=(item(children=(item(),)),))))
    assert shown("", nodes) == ["一、", "（一）", "1.", "（1）", "①"]


def test_an_unnumbered_node_is_left_out_of_the_count() -> None:
    assert shown("", section(item(), item(numbered=False), item())) == ["一、", "1.", "", "2."]


def test_a_section_may_number_its_items_in_its_own_way() -> None:
    nodes = section(item(), item()), section(item(), item(), numbering="| 一是 | restart"), section(item())
    assert shown("", *nodes) == ["一、", "1.", "2.", "二、", "一是", "二是", "三、", "3."]
