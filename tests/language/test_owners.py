"""Owner labels, lists and brackets."""

import pytest

from planeditor.language.owners import (
    continues_owner_list,
    find_owner_label,
    is_owner_list,
    parse_owners,
    split_names,
)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("牵头科室(单位):", "lead"),
        ("牵头科室 (单位) ：", "lead"),
        ("牵头科室:(单位)", "lead"),
        ("牵 头 单 位：", "lead"),
        ("主办处室：", "lead"),
        ("主要责任单位：", "lead"),
        ("责任科室、单位：", "support"),
        ("责任单位及责任人：", "support"),
        ("配合部门:", "support"),
        ("协办单位：", "support"),
        ("责任：", "support"),
    ],
)
def test_an_owner_label_gives_the_role(text: str, role: str) -> None:
    label = find_owner_label(text + "甲科")
    assert label is not None
    assert (label.role, label.end) == (role, len(text))


@pytest.mark.parametrize(
    "text", ["责任人：张三", "责任领导：李四", "牵头领导：王五", "责任落实到位。", "落实责任单位的职责", "配合做好"]
)
def test_persons_and_prose_are_no_owner_labels(text: str) -> None:
    assert find_owner_label(text) is None


def test_a_label_without_colon_counts_before_departments_only() -> None:
    assert find_owner_label("责任科室 基教科、职成科") is not None
    assert find_owner_label("责任单位 要高度重视，抓好落实。") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("基教科、职成科，督导室", ["基教科", "职成科", "督导室"]),
        ("各县（市、区）教育局、局属学校", ["各县（市、区）教育局", "局属学校"]),
        ("督导办、 人 事科。", ["督导办", "人事科"]),
        ("办公室 财务处 基教处", ["办公室", "财务处", "基教处"]),
        ("基教科和职成科", ["基教科", "职成科"]),
        ("市后勤与资助中心", ["市后勤与资助中心"]),
        ("机关各科室;局直属单位", ["机关各科室", "局直属单位"]),
        ("", []),
    ],
)
def test_a_list_is_split_into_names(text: str, names: list[str]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("甲科、乙科", [], ["甲科", "乙科"]),
        ("甲科牵头，乙科、丙办配合", ["甲科"], ["乙科", "丙办"]),
        ("甲科牵头负责；乙科参与", ["甲科"], ["乙科"]),
        ("甲科负责，乙科配合", ["甲科"], ["乙科"]),
        ("甲科负责", [], ["甲科"]),
        ("牵头科室:甲科;责任科室:乙科、丙科", ["甲科"], ["乙科", "丙科"]),
        ("牵头单位：甲科 配合单位：乙科", ["甲科"], ["乙科"]),
    ],
)
def test_roles_follow_labels_and_verbs_never_the_order(text: str, lead: list[str], support: list[str]) -> None:
    owners = parse_owners(text)
    assert [owner.name for owner in owners if owner.role == "lead"] == lead
    assert [owner.name for owner in owners if owner.role == "support"] == support


@pytest.mark.parametrize(
    ("previous", "line", "continues"),
    [
        ("法规科、督导办、", "市电教馆", True),
        ("法规科、市教科", "所、市电教馆", True),
        ("监察室、党", "办", True),
        ("基教科", "各学校要认真落实。", False),
        ("基教科", "完成时限：6月底", False),
        ("基教科", "深化教学改革", False),
    ],
)
def test_a_broken_list_is_carried_on_by_a_line_of_departments(previous: str, line: str, continues: bool) -> None:
    assert continues_owner_list(previous, line) is continues


def test_a_list_of_departments_is_told_from_prose() -> None:
    assert is_owner_list("基教科、各区教育局")
    assert not is_owner_list("统筹推进城乡教育。")


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("人事科（牵头）、各学区中心校", ["人事科"], ["各学区中心校"]),
        ("市语委办(主办)、基教科（配合）", ["市语委办"], ["基教科"]),
        ("市教育局牵头，市财政局、市委编办按职责分工负责", ["市教育局"], ["市财政局", "市委编办"]),
        ("局机关各科室、局属各单位、各县（市、区）教育局", [], ["局机关各科室", "局属各单位", "各县（市、区）教育局"]),
    ],
)
def test_a_role_may_stand_behind_a_name_and_groups_are_names(text: str, lead: list[str], support: list[str]) -> None:
    owners = parse_owners(text)
    assert [owner.name for owner in owners if owner.role == "lead"] == lead
    assert [owner.name for owner in owners if owner.role == "support"] == support


@pytest.mark.parametrize("text", ["责任股室; 各股室", "责任科室；基教科、安全科", "责任单位．基教科"])
def test_a_mistyped_colon_before_departments_is_a_colon(text: str) -> None:
    assert find_owner_label(text) is not None
    assert find_owner_label("责任单位；抓好落实") is None
