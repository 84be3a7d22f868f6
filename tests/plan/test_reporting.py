"""Reports drafted from a plan: what they tell, where it comes from, and what they leave to people."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from planeditor.errors import UsageError
from planeditor.plan.bulletin import laggards, leaders
from planeditor.plan.checks import check_plan
from planeditor.plan.entities import Department, Node, Owner, Plan, Progress, Snapshot, Target
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.report_facts import Counts
from planeditor.plan.report_facts import Department as DepartmentFact
from planeditor.plan.report_period import ReportPeriod
from planeditor.plan.report_words import TO_FILL, report_title
from planeditor.plan.reporting import ReportKind, report_of
from tests.small_plan import small_plan
from tests.strategies import snapshots

HALF = ReportPeriod.of("2020H1")
BASIC, FINANCE = Department(900, "基教科"), Department(901, "计财科")
FIGURE = re.compile(r"\d+(?:\.\d+)?")


def item(number: int, title: str, *progress: Progress, **parts: object) -> Node:
    """Return an item that 基教科 leads."""
    owners = parts.pop("owners", (Owner(number * 10, 900, "lead", "基教科"),))
    return Node(number, "item", title, progress=progress, owners=owners, **parts)  # type: ignore[arg-type]


def plan_2020() -> Snapshot:
    """Return a plan of two sections: an item with a figure, one that is late, one done, one nobody told of."""
    goal = Target(50, indicator="普惠性幼儿园覆盖率", comparator=">=", value=85.0, unit="%")
    going = item(
        11, "推进学前教育发展",
        Progress(60, "2020-06-20", "按序时推进", 60.0, narrative="34所幼儿园完成治理任务", reporter="基教科"),
        Progress(61, "2020-06-20", target_id=50, value=83.5, reporter="基教科"),
        Progress(62, "2020-07-05", target_id=50, value=84.0),
        targets=(goal,), due="2020-12-31",
    )  # fmt: skip
    late = item(
        12, "加快学校建设",
        Progress(63, "2020-06-25", "滞后", 20.0, problem="资金尚未到位", next_step="争取市财政支持", reporter="计财科"),
        owners=(Owner(71, 901, "lead", "计财科"),), due="2020-09-30",
    )  # fmt: skip
    done = item(13, "出台实施方案", Progress(64, "2020-03-10", "已完成", narrative="方案已印发"))
    silent = item(14, "加强教研")
    sections = (
        Node(1, "section", "提升基础教育", children=(going, late)),
        Node(2, "section", "强化保障", children=(done, silent)),
    )
    plan = Plan(7, "2020年全市教育工作要点", issuer="某市教育局", addressees="各县区教育局：", year=2020)
    return Snapshot(plan, (BASIC, FINANCE), sections)


def drafted(kind: ReportKind = "summary", period: ReportPeriod = HALF, day: date | None = None) -> Snapshot:
    """Return the report on the plan above."""
    return report_of(plan_2020(), period, kind, day=day)


def test_what_is_told_of_a_target_stands_behind_its_figure() -> None:
    goals = [Target(50, indicator="学校", value=42.0, unit="所"), Target(51, indicator="幼儿园", value=17.0, unit="所")]
    told = [Progress(70, "2020-06-20", target_id=50, value=21.0, narrative="进展顺利"),
            Progress(71, "2020-06-20", target_id=51, narrative="正在选址")]  # fmt: skip
    node = item(11, "加快项目实施", Progress(72, "2020-06-20", narrative="实施方案已印发"), *told, targets=tuple(goals))
    first, *_rest = section(report_of(replace(plan_2020(), nodes=(node,)), HALF), "完成情况").children
    assert first.body == ("加快项目实施，实施方案已印发。学校已达21所（年度目标42所）。进展顺利。幼儿园，正在选址。")
    assert {70, 71, 72} <= {source.source_id for source in first.lineage}


def section(report: Snapshot, title: str) -> Node:
    """Return the section of that title."""
    return next(node for node in report.nodes if title in node.title)


def test_the_report_has_the_form_of_a_half_years_report() -> None:
    report = drafted()
    numbers = snapshot_numbers(report)
    assert report.plan.kind == "report"
    assert report.plan.title == "2020年全市教育工作上半年总结和下半年计划"
    assert [(numbers[node.id], node.title) for node in report.nodes] == [
        ("一、", "上半年任务完成情况"),
        ("二、", "存在的问题和下一步措施"),
        ("三、", "下半年工作计划安排"),
        ("", "附件1　重点任务完成情况表"),
        ("", "附件2　滞后任务清单"),
        ("", "附件3　各部分推进情况统计表"),
        ("", "附件4　各牵头单位推进情况统计表"),
    ]
    assert [numbers[node.id] + node.title for node in report.nodes[0].children] == ["一是提升基础教育", "二是强化保障"]


def test_results_tell_what_was_reported_against_the_target() -> None:
    first, second = section(drafted(), "完成情况").children
    assert first.body == (
        "本部分共2项任务，达到序时进度1项、占50%，滞后1项（红灯1项）。"
        "推进学前教育发展，34所幼儿园完成治理任务。普惠性幼儿园覆盖率已达83.5%（年度目标不低于85%）。"
        "加快学校建设，滞后，完成20%。"
    )
    assert second.body.endswith("出台实施方案，方案已印发。\n“加强教研”的进展〔待填〕。")


def test_a_figure_is_recorded_as_an_actual_with_the_entry_it_comes_from() -> None:
    first = section(drafted(), "完成情况").children[0]
    (figure,) = first.targets
    assert figure.span is not None
    assert (figure.kind, figure.value, figure.unit) == ("actual", 83.5, "%")
    assert first.body[figure.span.start : figure.span.end] == figure.text == "普惠性幼儿园覆盖率已达83.5%"
    (source,) = [each for each in first.lineage if each.target_id == figure.id]
    assert (source.source_id, source.text) == (61, "2020年第1条，2020-06-20，基教科")
    assert {each.source_id for each in first.lineage} >= {11, 12, 60, 61, 63}


def test_what_was_entered_after_the_day_does_not_count() -> None:
    assert "84%" not in str(drafted())
    assert "普惠性幼儿园覆盖率已达84%" in section(drafted(day=date(2020, 7, 10)), "完成情况").children[0].body


def test_the_late_are_told_with_cause_next_step_owners_and_deadline() -> None:
    (late,) = section(drafted(), "问题").children
    assert late.title == "加快学校建设"
    assert late.body.startswith("截至6月30日应完成66.4%，实际完成20%，落后46.4个百分点，红灯。")
    assert late.body.endswith("原因：资金尚未到位。下一步：争取市财政支持。")
    assert ([owner.name for owner in late.owners], late.due) == (["计财科"], "2020-09-30")


def test_an_unknown_cause_is_left_to_people() -> None:
    plan = plan_2020()
    items = list(plan.nodes[0].children)
    items[1] = replace(items[1], progress=(replace(items[1].progress[0], problem="", next_step=""),))
    report = report_of(replace(plan, nodes=(replace(plan.nodes[0], children=tuple(items)), plan.nodes[1])), HALF)
    assert section(report, "问题").children[0].body.endswith(f"原因：{TO_FILL}。下一步：{TO_FILL}。")


def test_what_is_not_done_is_planned_for_the_next_period_with_owners_and_deadlines() -> None:
    first, second = section(drafted(), "计划安排").children
    assert [(child.title, child.body, child.due) for child in first.children] == [
        ("推进学前教育发展", "普惠性幼儿园覆盖率不低于85%（目前83.5%）。", "2020-12-31"),
        ("加快学校建设", "争取市财政支持。", "2020-09-30"),
    ]
    assert [(child.title, child.body) for child in second.children] == [("加强教研", "完成时限〔待填〕。")]


def test_the_annex_tells_every_item_and_who_told_it() -> None:
    rows = section(drafted(), "附件1").children
    assert [row.title for row in rows] == ["推进学前教育发展", "加快学校建设", "出台实施方案", "加强教研"]
    cells = {field.label: field.text for field in rows[0].fields}
    assert cells["完成情况"] == "普惠性幼儿园覆盖率已达83.5%\n34所幼儿园完成治理任务。"
    assert (cells["序号"], cells["完成进度"], cells["填报"]) == ("1", "60%", "2020-06-20\n基教科")
    assert {field.text for field in rows[3].fields} >= {TO_FILL, "—", "基教科"}


def test_the_bulletin_counts_by_part_and_department_and_names_who_is_ahead_and_behind() -> None:
    report = drafted("bulletin")
    assert report.plan.title == "关于2020年上半年重点工作任务推进情况的通报"
    assert report.plan.addressees == "各县区教育局："
    parts = section(report, "各部分推进").children
    assert [part.body for part in parts] == [
        "共2项任务，达到序时进度1项、占50%，滞后1项（红灯1项）。",
        "共2项任务，达到序时进度1项（含已完成1项）、占50%，尚无进展情况1项。",
    ]
    ahead, behind = section(report, "单位推进").children
    assert ahead.body == "基教科（牵头3项，达到序时进度2项、占66.7%）。"
    assert behind.body == "计财科（牵头1项，达到序时进度0项、占0%）。"
    assert section(report, "工作要求").body == TO_FILL


def test_departments_with_the_same_share_are_named_together_and_nobody_where_all_are_alike() -> None:
    def standing(name: str, share: int) -> tuple[DepartmentFact, Counts]:
        return DepartmentFact(1, name, ()), Counts(10, 0, share, 10 - share, 0, 0, 0)

    shares = {"甲": 10, "乙": 9, "丙": 8, "丁": 8, "戊": 3, "己": 0}
    known = [standing(name, share) for name, share in shares.items()]
    assert [each.name for each, _counts in leaders(known, 63.0)] == ["甲", "乙", "丙", "丁"]
    assert [each.name for each, _counts in laggards(known, 63.0)] == ["己", "戊"]
    alike = [standing(name, 5) for name in "甲乙丙"]
    assert (leaders(alike, 50.0), laggards(alike, 50.0)) == ([], [])


@pytest.mark.parametrize(
    ("text", "full", "ahead"),
    [
        ("2020H1", "2020年上半年", "下半年"),
        ("2020H2", "2020年下半年", "2021年上半年"),
        ("2020q3", "2020年第三季度", "第四季度"),
        ("2020Q4", "2020年第四季度", "2021年第一季度"),
        ("2020", "2020年度", "2021年"),
        ("2020-12", "2020年12月", "2021年1月"),
    ],
)
def test_periods_know_their_names_and_what_comes_next(text: str, full: str, ahead: str) -> None:
    period = ReportPeriod.of(text)
    assert (period.full_name, period.next_name()) == (full, ahead)


@pytest.mark.parametrize("text", ["", "2020H3", "2020Q5", "上半年", "2020-13", "2020-06-30", "20"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        ReportPeriod.of(text)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2020年全市教育工作要点", "2020年全市教育工作上半年总结和下半年计划"),
        ("某市教育局2020年工作要点", "某市教育局2020年上半年工作总结和下半年工作计划"),
        ("某校2020年度工作计划", "某校2020年上半年工作总结和下半年工作计划"),
        ("2020年重点工作任务清单", "2020年上半年工作总结和下半年工作计划"),
        ("", "2020年上半年工作总结和下半年工作计划"),
    ],
)
def test_the_title_follows_from_the_plans(title: str, expected: str) -> None:
    assert report_title(title, 2020, "上半年", "下半年", whole_year=False) == expected


@pytest.mark.parametrize("kind", ["summary", "bulletin"])
def test_the_same_plan_gives_the_same_draft_ids_included(kind: ReportKind) -> None:
    assert drafted(kind) == drafted(kind)


@given(snapshots(max_nodes=4))
def test_whatever_the_plan_ids_are_unique_and_figures_mark_their_words(plan: Snapshot) -> None:
    for kind in ("summary", "bulletin"):
        report = report_of(plan, HALF, kind)  # type: ignore[arg-type]
        ids = [
            part.id
            for node in report.walk()
            for part in (node, *node.fields, *node.owners, *node.targets, *node.lineage)
        ]
        assert len(ids) == len(set(ids))
        for node in report.walk():
            spans = [(target.span, target.text) for target in node.targets]
            assert all(span and node.body[span.start : span.end] == text for span, text in spans)


def test_a_plan_that_nobody_reported_on_yields_no_figures_of_its_own() -> None:
    plan = small_plan()
    bare = replace(plan, nodes=tuple(_unreported(node) for node in plan.nodes))
    report = report_of(bare, ReportPeriod.of("2026H1"))
    assert all(not node.targets for node in report.walk())
    told = [node.body for node in section(report, "完成情况").walk() if node.body]
    assert all(TO_FILL in body for body in told)


def _unreported(node: Node) -> Node:
    return replace(node, progress=(), children=tuple(_unreported(child) for child in node.children))


def test_a_draft_may_name_a_task_in_every_part_without_being_told_of_duplicates() -> None:
    found = {problem.rule for problem in check_plan(drafted())}
    assert "placeholder" in found
    assert not found & {"duplicate-title", "near-duplicate"}
