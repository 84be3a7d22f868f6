"""Rules on targets, deadlines, years, names and neighbours: what they find, and what they leave alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from planeditor.errors import Cancelled
from planeditor.plan.checks import CheckSettings, Problem, check_plan, rule_names
from planeditor.plan.checks.whole import RULES_OF_A_TEXT
from planeditor.plan.entities import (
    LEAD,
    SUPPORT,
    Department,
    Field,
    Node,
    Owner,
    Plan,
    Progress,
    Snapshot,
    Span,
    Target,
)

OFFICE = Department(1000, "党建办")
LED = (Owner(2000, OFFICE.id, LEAD, "党建办"),)
PLAN = Plan(1, "2020年工作要点", year=2020)
TODAY = date(2020, 7, 1)


def _item(number: int, body: str = "推进工作。", **content: object) -> Node:
    return Node(number, "item", f"任务{number}", body, **({"owners": LED} | content))


def _check(*nodes: Node, plan: Plan = PLAN, today: date | None = None, **more: object) -> list[Problem]:
    departments: Iterable[Department] = more.pop("departments", (OFFICE,))
    settings = CheckSettings(**more)
    return check_plan(Snapshot(plan, tuple(departments), nodes), settings, today)


def _rules(problems: Iterable[Problem]) -> list[str]:
    return [problem.rule for problem in problems]


# targets


def _target(body: str, words: str, **more: object) -> Target:
    start = body.index(words)
    return Target(50, text=words, span=Span("body", start, start + len(words)), **more)


@pytest.mark.parametrize(
    ("body", "words", "value", "unit"),
    [
        ("计划新建学校42所。", "新建学校42所", 42, "所"),
        ("新增学位约10万个。", "新增学位约10万个", 100_000, "个"),
        ("投入资金145亿。", "投入资金145亿", 145, "亿元"),
        ("推动内部审计全覆盖。", "推动内部审计全覆盖", 100, "%"),
        ("覆盖率达到百分之六十以上。", "覆盖率达到百分之六十以上", 60, "%"),
        ("每月至少组织1次学习。", "每月至少组织1次学习", 1, "次/月"),
        ("实现普查和建档。", "实现普查和建档", 100, "%"),  # linked by hand: the words state no figure
    ],
)
def test_a_target_whose_words_say_its_figure_is_not_stale(body: str, words: str, value: float, unit: str) -> None:
    target = _target(body, words, indicator="指标", value=value, unit=unit)
    assert _check(_item(3, body, targets=(target,))) == [] or unit == "亿元"
    assert "stale-target" not in _rules(_check(_item(3, body, targets=(target,))))


def test_a_figure_edited_in_the_text_makes_its_target_stale_and_the_fix_takes_it_over() -> None:
    target = replace(_target("计划新建学校45所。", "新建学校45所", value=42.0, unit="所"), text="新建学校42所")
    (problem,) = _check(_item(3, "计划新建学校45所。", targets=(target,)))
    assert (problem.rule, problem.severity, problem.spot.place) == ("stale-target", "error", "body")
    assert "42所" in problem.message
    assert "45所" in problem.message
    arguments = problem.fixes[0].arguments
    assert (arguments["target_id"], arguments["value"], arguments["unit"]) == (50, 45.0, "所")


def test_a_target_whose_words_were_parted_from_it_finds_the_goal_that_stands_there_now() -> None:
    target = Target(50, indicator="新建学校", value=42.0, unit="所", text="新建各级各类学校42所")
    (problem,) = _check(_item(3, "计划新建各级各类学校45所。", targets=(target,)))
    assert problem.fixes[0].arguments["value"] == 45.0
    assert problem.fixes[0].arguments["span"] == Span("body", 2, 13)


def test_a_target_whose_words_are_gone_is_told() -> None:
    target = Target(50, indicator="新建学校", value=42.0, unit="所", text="新建学校42所")
    (problem,) = _check(_item(3, "推进食堂改造。", targets=(target,)))
    assert (problem.rule, problem.severity) == ("stale-target", "warning")
    assert problem.fixes[0].arguments == {"target_id": 50, "text": "", "span": None}


def test_a_target_without_words_of_its_own_is_never_stale() -> None:
    assert _check(_item(3, targets=(Target(50, indicator="覆盖率", value=80.0, unit="%"),))) == []


@pytest.mark.parametrize(
    ("target", "wrong"),
    [
        (Target(50, indicator="幼儿园覆盖率", comparator=">=", value=110.0, unit="%"), True),
        (Target(50, indicator="任务完成率", comparator=">=", value=110.0, unit="%"), False),
        (Target(50, indicator="毛入学率", value=105.0, unit="%"), False),
        (Target(50, indicator="学位", comparator="+", value=120.0, unit="%"), False),
        (Target(50, indicator="学校", value=8.0, value_high=5.0, unit="所"), True),
        (Target(50, indicator="学校", value=-5.0, unit="所"), True),
        (Target(50, indicator="人口净增长", value=-5.0, unit="人"), False),
    ],
)
def test_targets_that_cannot_be_are_told(target: Target, wrong: bool) -> None:
    assert _rules(_check(_item(3, targets=(target,)))) == ["impossible-figure"] * wrong


def test_a_plans_year_is_a_deadline_unless_an_office_wants_each_targets_own() -> None:
    whole = Target(50, indicator="学校", value=8.0, unit="所", deadline="2020-09")
    part, free = replace(whole, id=51, deadline="", parent_id=50), replace(whole, id=52, deadline="")
    assert _check(_item(3, targets=(whole, part, free))) == []
    (problem,) = _check(_item(3, targets=(whole, part, free)), year_is_deadline=False)
    assert (problem.rule, problem.subject) == ("target-no-deadline", "52")
    due_above = _item(2, due="2020-09", children=(_item(3, targets=(free,)), _item(4)))
    assert _check(due_above, year_is_deadline=False) == []


# time


@pytest.mark.parametrize(
    ("due", "body", "rules"),
    [
        ("2020-09", "推进工作。", []),
        ("2020", "推进工作。", []),
        ("年底前", "推进工作。", []),
        ("2019-12", "推进工作。", ["deadline-outside"]),
        ("2022-12", "推进工作。", ["deadline-outside"]),
        ("2022-12", "到2022年全面建成。", []),
        ("2020-06", "推进工作。", ["deadline-past"]),
        ("2020-06-30", "推进工作。", ["deadline-past"]),
        ("2020-07", "推进工作。", []),
        ("2020-02-31", "推进工作。", ["impossible-figure"]),
    ],
)
def test_deadlines_outside_the_year_in_no_calendar_or_past_are_told(due: str, body: str, rules: list[str]) -> None:
    assert _rules(_check(_item(3, body, due=due), today=TODAY)) == rules


def test_a_past_deadline_is_none_once_the_item_is_reported_as_done_or_its_year_is_over() -> None:
    done = _item(3, due="2020-06", progress=(Progress(60, "2020-06-20", "已完成"),))
    late = _item(4, due="2020-06", progress=(Progress(61, "2020-06-20", "滞后", 40.0),))
    assert [problem.id for problem in _check(done, late, today=TODAY)] == [4]
    assert _check(done, late, today=date(2023, 1, 1)) == []
    assert _check(done, late) == []


def test_a_title_of_another_year_and_a_plan_without_one_are_told() -> None:
    assert _rules(_check(_item(3), _item(4), plan=replace(PLAN, year=2021))) == ["contradicting-year"]
    (problem,) = _check(_item(3), plan=replace(PLAN, year=None))
    assert (problem.rule, problem.id, problem.whole) == ("no-year", PLAN.id, True)
    assert problem.fixes[0].arguments == {"year": 2020}
    assert _check(_item(3), plan=Plan(1)) == []
    assert _check(_item(3), plan=Plan(1, "教育发展规划（2021—2025年）", year=2021)) == []


def test_a_preamble_that_speaks_of_another_year_is_told_even_where_only_the_title_has_one() -> None:
    plan = Plan(1, "2024年工作要点", preamble="2022年，全市教育工作的总体思路是：提高质量。")
    found = [problem for problem in _check(_item(3), plan=plan) if problem.rule == "contradicting-year"]
    assert [(each.id, each.spot.place, each.spot.start) for each in found] == [(1, "plan.preamble", 0)]


# departments and names


def _owned(number: int, *names: str) -> Node:
    owners = tuple(Owner(number * 100 + place, _id(name), LEAD, name) for place, name in enumerate(names))
    return Node(number, "item", f"任务{number}", "推进工作。", owners=owners)


def _id(name: str) -> int:
    return 10_000 + sum(ord(character) * 31**place for place, character in enumerate(name)) % 10**9


def _alike(*owned: tuple[str, ...]) -> set[tuple[str, ...]]:
    names = dict.fromkeys(name for names in owned for name in names)
    departments = tuple(Department(_id(name), name) for name in names)
    nodes = (_owned(number, *names) for number, names in enumerate(owned, 10))
    found = _check(*nodes, departments=departments)
    return {tuple(problem.subject.split("|")) for problem in found if problem.rule == "alike-departments"}


@pytest.mark.parametrize(
    ("owned", "alike"),
    [
        ([("市电教馆",), ("电教馆",)], {("市电教馆", "电教馆")}),
        ([("基教科",), ("基础教育科",)], {("基教科", "基础教育科")}),
        ([("基教科", "基础教育科")], set()),  # they work on one item together: two departments
        ([("职成科",)] * 4 + [("职教科",)], {("职成科", "职教科")}),
        ([("职成科",)] * 4 + [("职教科", "职成科")], set()),
        ([("市教科所",)] * 4 + [("市教科",)], {("市教科", "市教科所")}),
        ([("人事科",), ("人防科",)], set()),  # nothing tells which is the slip
        ([("第一小学",)] * 4 + [("第二小学",)], set()),
        ([("党建办",)] * 4 + [("扶贫办",)], set()),
    ],
)
def test_departments_that_are_probably_one_are_told(owned: list[tuple[str, ...]], alike: set[tuple[str, ...]]) -> None:
    assert _alike(*owned) == alike


def test_who_leads_and_supports_at_once_or_is_named_twice_is_told() -> None:
    owners = (*LED, Owner(2001, OFFICE.id, SUPPORT, "党建办"), Owner(2002, OFFICE.id, LEAD, "党建办"))
    found = _check(_item(3, owners=owners))
    assert [(problem.rule, problem.spot.part_id) for problem in found] == [
        ("lead-and-support", 2001),
        ("lead-and-support", 2002),
    ]
    assert [problem.fixes[0].arguments for problem in found] == [{"owner_id": 2001}, {"owner_id": 2002}]


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("《关于深化新时代教育督导体制机制改革的意见》", "《关于深化新时代教育督导机制体制改革的意见》", True),
        ("《中小学德育工作指南》", "《中小学德育工作指南》", False),
        ("《中小学德育工作指南》", "《中小学德育工作指南（试行）》", False),
        ("《关于教师队伍建设改革的意见》", "《关于教师队伍建设改革的实施意见》", False),
        ("《2020年招生工作方案》", "《2021年招生工作方案》", False),
        ("《教师教育法》", "《教师法》", False),
    ],
)
def test_a_document_with_two_names_is_told(first: str, second: str, alike: bool) -> None:
    nodes = (_item(3, f"落实{first}。"), _item(4, f"贯彻{second}要求。"))
    assert _rules(_check(*nodes)) == ["two-spellings"] * alike


def test_percentages_in_words_among_figures_are_told_once() -> None:
    nodes = (_item(3, "覆盖率达到80%，巩固率达到95%。"), _item(4, "优质率达到百分之六十，入学率达百分之九十。"))
    assert _rules(_check(*nodes)) == []  # as many in words as in figures: nobody knows which is meant
    assert _rules(_check(*nodes, _item(5, "合格率达到90%。"))) == ["two-spellings"]


# the outline


LONG = "深入推进义务教育优质均衡发展，全面落实控辍保学责任，健全经费保障机制，完善督导评估办法，确保各项任务按期完成"


def test_an_item_that_says_nearly_what_another_says_is_told_with_the_other() -> None:
    other = LONG.replace("健全", "建立") + "，加强宣传。"
    nodes = (_item(3, LONG + "。"), _item(4, "做好安全工作。"), _item(5, other))
    (problem,) = _check(*nodes)
    assert (problem.rule, problem.id, problem.subject) == ("near-duplicate", 5, "3")
    assert "1.任务3" in problem.message


def test_items_that_share_a_sentence_only_are_no_duplicates() -> None:
    own = (
        "改造学校食堂，更新炊具设备，培训从业人员，开展明厨亮灶。",
        "招聘新任教师，组织跟岗研修，选派支教人员，办好教师节。",
    )
    nodes = (
        _item(3, f"{own[0]}健全经费保障机制，完善督导评估办法。"),
        _item(4, f"{own[1]}健全经费保障机制，完善督导评估办法。"),
    )
    assert _check(*nodes) == []


def test_boilerplate_in_hundreds_of_items_costs_no_comparing_of_all_with_all() -> None:
    nodes = tuple(_item(number, f"{LONG}，第{number}项。") for number in range(10, 400))
    assert len(_check(*nodes)) <= len(nodes)


def test_sections_without_content_and_divisions_into_one_part_are_told() -> None:
    empty, thin = Node(2, "section", "保障措施"), Node(5, "section", "教学工作", children=(_item(6),))
    said = Node(7, "section", "指导思想", "以新思想为指导。")
    full = Node(8, "section", "安全工作", children=(_item(9), _item(10)))
    loose = Node(11, "section", "其他工作", children=(_item(12, numbered=False),))
    found = _check(empty, thin, said, full, loose)
    assert [(problem.rule, problem.id) for problem in found] == [("empty-section", 2), ("single-part", 5)]


def test_an_item_without_anything_can_be_deleted_and_one_with_owners_not_at_once() -> None:
    bare, owned = Node(3, "item"), Node(4, "item", owners=LED)
    found = [problem for problem in _check(bare, owned) if problem.rule == "empty"]
    assert [[fix.kind for fix in problem.fixes] for problem in found] == [["delete_node"], []]


# running


def test_checking_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        check_plan(Snapshot(PLAN, (), (_item(3),)), cancelled=lambda: True)


def test_every_rule_has_a_name_for_people() -> None:
    names = rule_names()
    assert {rule.id for rule in RULES_OF_A_TEXT} <= names.keys()
    assert all(names.values())
    fields = (Field(70, "工作措施", "加强管理"),)
    assert set(_rules(_check(_item(3, "xx,,", fields=fields), Node(4, "section")))) <= names.keys()
