"""Four times as much of anything takes about four times as long: no text is looked at again and again."""

import time
from collections.abc import Callable

import pytest

from planeditor.importing.blocks import Block, Source, Table
from planeditor.importing.grammar import parse_source

LINES, REPEATS = 500, 1_000
# Times of a linear job grow by 4, those of a quadratic one by 16; what is quick anyway is not judged.
MOST_GROWTH, QUICK_S = 9, 0.15

LINE_FORMS = (
    "一、党建", "（一）党建", "1.学习。全年4次。", "（1）学习", "①学习", "一是学习；", "—— 学习", "- 学习",
    "第一章 总则", "附件", "附件：1.名单", "责任单位：甲科、乙科", "牵头科室：甲科;责任科室：乙科", "各学校：",
    "关于印发2021年工作计划的通知", "2021年1月5日", "某县教育局", "推进工作，", "— 20 —", "一、党建…………3",
    "问题描述：", "（责任单位：甲科）", "第一，学习", "（", "】", "：", "1.1.1 学习", "推进工作没有标点",
    "抓学习。开好会议。", "l.学习", "●学习", "1.学习；2.作风；3.廉政。", "科学衔接：教研4次。",
    "由甲科牵头，由乙科负责。",
)  # fmt: skip
UNITS = (
    "一、", "1.", "（", "》", "责任单位：", "责任单位：甲科、", "（责任单位：科", "牵头科室：甲科;", "目标任务：",
    "2021年", "，", "一是推进；", "完成10个、20%，", "力争达到15%、50%左右", "力争不少于5所以上。", "年底前", "9",
    " ", "\u3000进", "http://a.", "〔2021〕3号", "甲科",
)  # fmt: skip
STARTS = ("一、", "一、党建\n1.工作。\n责任单位：", "关于印发")


def _lines(text: str) -> Source:
    return Source("a", tuple(Block(number, line) for number, line in enumerate(text.split("\n"), 1)))


def _seconds(source: Source) -> float:
    start = time.process_time()
    parse_source(source)
    return time.process_time() - start


def _assert_linear(make: Callable[[int], Source], size: int) -> None:
    for _attempt in range(3):  # another process may spoil one measurement, not three
        small, large = _seconds(make(size)), _seconds(make(4 * size))
        if large < QUICK_S or large < MOST_GROWTH * small:
            return
    pytest.fail(f"{small:.2f} s became {large:.2f} s")


@pytest.mark.parametrize("form", LINE_FORMS)
def test_lines_of_one_form_take_time_as_they_are_many(form: str) -> None:
    _assert_linear(lambda size: _lines("\n".join([form] * size)), LINES)


def test_many_paragraphs_with_headings_in_one_section_take_time_as_they_are_many() -> None:
    _assert_linear(lambda size: _lines("一、党建\n" + "抓学习。开好会议。\n" * size), 2 * LINES)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("unit", UNITS)
def test_one_endless_line_takes_time_as_it_is_long(start: str, unit: str) -> None:
    _assert_linear(lambda size: _lines(start + unit * size + "完"), REPEATS)


def _counted(size: int) -> Source:
    return _lines("\n".join(f"{number}.推进第{number}项。\n责任单位：第{number}科" for number in range(1, size)))


def _falling(size: int) -> Source:
    return _lines("\n".join(["①戊", "（1）丁", "1.丙。文", "（一）乙", "一、甲"] * (size // 5)))


def _labelled(size: int) -> Source:
    return _lines("1.甲\n" + "\n".join(f"标签{number % 5_000}：文字" for number in range(size)))


def _table(size: int) -> Source:
    rows = [("序号", "重点任务", "责任单位"), *((str(n), f"任务{n}", f"第{n}科") for n in range(size))]
    return Source("a", (Table(1, tuple(rows)),))


def _headers(size: int) -> Source:
    return Source("a", (Table(1, (("序号", "重点任务", "责任单位"),) * size),))


def _wide(size: int) -> Source:
    return Source("a", (Table(1, (tuple(f"列{number}" for number in range(size)),) * 3),))


def _tables(size: int) -> Source:
    rows = (("序号", "重点任务"), ("1", "学习"))
    return Source("a", tuple(Table(number * 2 + 1, rows) for number in range(size // 2)))


def _one_cell(size: int) -> Source:
    return Source("a", (Table(1, (("序号", "重点任务", "责任单位"), ("1", "推进工作\n" * size, "甲科、" * size))),))


@pytest.mark.parametrize(
    "make", [_counted, _falling, _labelled, _table, _headers, _wide, _tables, _one_cell], ids=lambda make: make.__name__
)
def test_documents_of_one_form_take_time_as_they_are_long(make: Callable[[int], Source]) -> None:
    _assert_linear(make, LINES)
