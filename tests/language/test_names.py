"""Names that probably mean one department, and names that do not."""

import time

import pytest

from planeditor.language.names import likely_aliases, likeness

ALIKE = {
    "spelling": ["德育科 |德育科", "教育股（安全）|教育股(安全)"],
    "prefix": [
        "办公室|局办公室", "办公室|市教育局办公室", "教研室|市教研室", "市财政局|财政局", "市教育局|望城市教育局",
        "宣传部|市委宣传部", "局机关党委|机关党委", "市市场监管局|市场监管局",
    ],
    "ending": ["局办|办公室", "督导办|督导室", "考试院|考试所", "卫健委|卫健委员会"],
    "abbreviation": [
        "市电教中心|市电教技装中心", "基教科|基础教育科", "职成科|职业教育与成人教育科", "教研室|教育教学研究室",
        "教科所|市教育科学研究所", "资助中心|学生资助管理中心", "督导室|政府教育督导室", "安全股|校园安全股",
        "体卫艺科|体育卫生与艺术教育科", "人社局|市人力资源和社会保障局", "基教一科|基础教育一科", "政法科|政策法规科",
    ],
}  # fmt: skip
DIFFERENT = [
    "市教研室|县教研室", "基教一科|基教二科", "基教科|基教一科", "第一小学|第二小学", "实验小学|第二实验小学",
    "实验小学|东城实验小学", "教育科|基础教育科", "东山区教育局|西山区教育局", "东山区教育局|市教育局", "人事科|财务科",
    "职教科|职成科", "人事科|人事处", "学生科|学生资助中心", "各学校|各县学校", "教师发展中心|教师进修学校",
    "高教科|基教科", "市委组织部|市委宣传部", "办公室|市委办公室", "局办公室|县政府办公室", "一中|二中", "团委|党委",
    "局属各单位|局属单位", "甲|乙",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "pair"), [(kind, pair) for kind, pairs in ALIKE.items() for pair in pairs])
def test_names_of_one_department_are_alike(kind: str, pair: str) -> None:
    one, other = pair.split("|")
    assert likeness(one, other) == likeness(other, one) == kind


@pytest.mark.parametrize("pair", DIFFERENT)
def test_names_of_different_departments_are_not_alike(pair: str) -> None:
    one, other = pair.split("|")
    assert likeness(one, other) is likeness(other, one) is None


def test_a_short_form_of_two_departments_is_nobodys() -> None:
    assert likely_aliases(["规划科", "规划建设科", "规划财务科"]) == []


def test_three_ways_to_write_one_name_are_three_proposals() -> None:
    found = likely_aliases(["基教科", "人事科", "基础教育科", "市教育局基教科"])
    assert {(pair.first, pair.second) for pair in found} == {(0, 2), (0, 3), (2, 3)}


def test_thousands_of_names_take_no_time() -> None:
    names = [f"{chr(0x4E00 + i)}{chr(0x5000 + i % 777)}基础教育科" for i in range(5000)]
    started = time.process_time()
    likely_aliases(names)
    assert time.process_time() - started < 2
