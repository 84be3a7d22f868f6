"""Lists of departments: names are taken, numbers and headings are not; mentions change as whole names only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.department_lists import Listed, read_list, replace_name
from planeditor.plan.entities import Department
from planeditor.plan.tables.cells import read_text

BASIC = Department(1, "基教科", ("基础教育科",))


def names(text: str) -> list[str]:
    """Return the names in a text."""
    return [one.name for one in read_list(read_text(text), ())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("办公室\n人事科\n\n人事科\n", ["办公室", "人事科"]),
        ("1. 办公室\n（二）人事科\n三、计财科", ["办公室", "人事科", "计财科"]),
        ("办公室、人事科，计财科；各县（市、区）教育局", ["办公室", "人事科", "计财科", "各县（市、区）教育局"]),
        ("序号\t科室名称\t联系人\n1\t办公室\t张三\n2\t人事科\t李四", ["办公室", "人事科"]),
        ("1\t办公室\t张三\n2\t人事科\t李四", ["办公室", "人事科"]),
        ("名单\t\n序号\t部门\n1\t德育处", ["德育处"]),
        ("", []),
    ],
)
def test_names_are_found_in_lines_lists_and_tables(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_other_names_come_from_a_column_of_their_own() -> None:
    rows = read_text("单位名称\t简称\n基础教育与学前教育科\t基教科、学前科\n办公室\t")
    assert read_list(rows, ()) == [Listed("基础教育与学前教育科", ("基教科", "学前科")), Listed("办公室")]


def test_known_departments_are_told_by_name_and_by_alias() -> None:
    listed = read_list([["基础教育科"], ["基教科"], ["人事科"]], [BASIC])
    assert [one.known for one in listed] == [BASIC, BASIC, None]


@given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=8))
def test_any_rows_give_names_once_each(rows: list[list[str]]) -> None:
    found = [one.name for one in read_list(rows, ())]
    assert len(found) == len(set(found))


def test_a_name_is_replaced_where_it_stands_by_itself() -> None:
    known = ["人事科", "组织人事科"]
    assert (
        replace_name("由人事科牵头，组织人事科配合，人事科汇总。", "人事科", "师资科", known)
        == "由师资科牵头，组织人事科配合，师资科汇总。"
    )
    assert replace_name("人事科负责", "人事科", "人事科（师资科）", known) == "人事科（师资科）负责"
    assert replace_name("人事科（师资科）负责", "人事科", "人事科（师资科）", known) == "人事科（师资科）负责"
