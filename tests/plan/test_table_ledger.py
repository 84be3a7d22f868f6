"""The ledger's cells, deadlines, order and groups, without a window."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.errors import EditError
from planeditor.plan.dues import due_place
from planeditor.plan.entities import STATUSES, Field, Node, Owner, Progress, Target
from planeditor.plan.tables.arranging import Group, grouped, ordered
from planeditor.plan.tables.columns import Column, Kind
from planeditor.plan.tables.dues import read_due
from planeditor.plan.tables.ledger import cell_text, columns, read_cell

RATE = Target(6, indicator="达标率", comparator=">=", value=60, unit="%")

BY_KEY = {column.key: column for column in columns(["问题描述", "备注", "问题描述"])}


def test_the_labels_of_the_plan_become_columns_once() -> None:
    assert [column.key for column in BY_KEY.values()][-2:] == ["body", "field:问题描述"]
    assert len(BY_KEY) == len(columns(["问题描述"]))


def test_a_cell_shows_what_the_item_has() -> None:
    node = Node(
        1, "item", "标题", "正文", due="2026-11", owners=(Owner(2, 9, "lead", "甲科"), Owner(3, 8, "lead", "乙科")),
        fields=(Field(4, "备注", "一"), Field(5, "备注", "二")), targets=(RATE,),
        progress=(Progress(7, "2026-06-30", "滞后", 35.0), Progress(8, "2026-03-31", "按序时推进", 20.0)),
    )  # fmt: skip
    shown = {
        key: cell_text(node, key) for key in ("title", "lead", "field:备注", "targets", "status", "percent", "due")
    }
    assert shown == {
        "title": "标题", "lead": "甲科、乙科", "field:备注": "一\n二", "targets": "达标率≥60%", "status": "滞后",
        "percent": "35%", "due": "2026-11",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("title", " 两\n行 ", "两 行"),
        ("lead", "基教科、各县（市、区）教育局，基教科", ("基教科", "各县（市、区）教育局")),
        ("due", "11月30日", "2026-11-30"),
        ("due", "9月底", "9月底"),
        ("status", "滞后", "滞后"),
        ("percent", "３５％", 35.0),
        ("percent", "", None),
        ("field:备注", "一\n二", "一\n二"),
    ],
)
def test_a_typed_cell_is_read(key: str, text: str, value: object) -> None:
    assert read_cell(BY_KEY[key], text, 2026) == value


@pytest.mark.parametrize(
    ("key", "text"),
    [("number", "1"), ("status", "快了"), ("percent", "120"), ("percent", "一半"), ("due", "2026-02-30")],
)
def test_what_does_not_fit_is_refused_with_the_words_in_question(key: str, text: str) -> None:
    with pytest.raises(EditError) as caught:
        read_cell(BY_KEY[key], text, 2026)
    assert text in str(caught.value) or BY_KEY[key].heading in str(caught.value)


@given(st.sampled_from(STATUSES), st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 100))
def test_what_a_cell_shows_is_read_back(status: str, day: date, percent: int) -> None:
    node = Node(1, "item", due=str(day), progress=(Progress(2, "", status, float(percent)),))
    read = {key: read_cell(BY_KEY[key], cell_text(node, key), 2026) for key in ("due", "status", "percent")}
    assert read == {"due": str(day), "status": status, "percent": float(percent)}


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2026年11月", "2026-11"), ("2026/4/30", "2026-04-30"), ("4月", "2026-04"), ("2026年", "2026"),
        ("全年", "全年"), ("长期坚持", "长期坚持"), ("", ""), ("3个月内", "3个月内"),
        ("2026年12月底前", "2026年12月底前"),
    ],
)  # fmt: skip
def test_deadlines_become_dates_where_they_are_some(text: str, stored: str) -> None:
    assert read_due(text, 2026) == stored


@pytest.mark.parametrize("text", ["2026-13", "46000", "2026年2月30日", "13/45", "31月底", "0月"])
def test_numbers_that_are_no_date_are_refused(text: str) -> None:
    with pytest.raises(EditError):
        read_due(text, 2026)


def test_deadlines_sort_by_time_and_those_without_any_come_last() -> None:
    dues = ["适时", "", "12月底", "2026-06-30", "6月底", "2026-06-01"]
    values: dict[int, str | float] = {place: due_place(due, 2026) for place, due in enumerate(dues)}
    assert [dues[place] for place in ordered(range(6), values)] == [
        "2026-06-01",
        "2026-06-30",
        "6月底",
        "12月底",
        "适时",
        "",
    ]


def test_texts_sort_by_pinyin_and_rows_without_a_value_come_last_either_way() -> None:
    values: dict[int, str | float] = {1: "职成科", 2: "基教科", 3: "安全科", 4: ""}
    assert ordered([1, 2, 3, 4], values) == [3, 2, 1, 4]
    assert ordered([1, 2, 3, 4], values, descending=True) == [1, 2, 3, 4]


@given(st.lists(st.integers(0, 5)), st.booleans())
def test_sorting_keeps_equal_rows_in_their_order_and_every_row(numbers: list[int], descending: bool) -> None:
    values: dict[int, str | float] = {place: float(number) for place, number in enumerate(numbers)}
    result = ordered(range(len(numbers)), values, descending=descending)
    sign = -1 if descending else 1
    assert result == sorted(range(len(numbers)), key=lambda place: (sign * numbers[place], place))


def test_groups_hold_every_row_once_and_those_without_a_label_last() -> None:
    labels = {1: "乙", 2: "甲", 3: "乙"}
    assert grouped([1, 2, 3, 4], labels, {"甲": 0.0, "乙": 1.0}, "无") == [
        Group("甲", (2,)),
        Group("乙", (1, 3)),
        Group("无", (4,)),
    ]
    assert [group.label for group in grouped([1, 2], labels, {}, "无")] == ["乙", "甲"]


def test_every_editable_kind_reads_an_empty_cell() -> None:
    for column in BY_KEY.values():
        if column.kind not in (Kind.FIXED, Kind.LIGHT):
            assert not read_cell(column, " ", None)
    assert isinstance(BY_KEY["title"], Column)
