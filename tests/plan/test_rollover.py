"""The next year's plan: what continues, where it comes from, what moves; and targets through the years."""

from dataclasses import replace
from datetime import date

from hypothesis import given

from planeditor.plan.continued import continued_items
from planeditor.plan.entities import (
    Department,
    Evidence,
    Field,
    Light,
    Milestone,
    Node,
    Owner,
    Plan,
    Progress,
    Snapshot,
    Span,
    Target,
)
from planeditor.plan.numbering import snapshot_numbers
from planeditor.plan.rollover import carried_settings, lineage_names, proposed, roll_over
from planeditor.plan.tables.ledger import cell_text
from planeditor.plan.year_shifts import PLAN, apply_shifts, find_shifts
from planeditor.plan.years import compare_years
from tests.small_plan import small_plan
from tests.strategies import snapshots

BODY = "2020年底前覆盖率达到85%以上，落实《三年行动计划（2020—2022年）》。"
FINANCE = Department(900, "计财科")


def reported(number: int, *entries: Progress, title: str = "", **parts: object) -> Node:
    """Return an item with entries."""
    return Node(number, "item", title or f"任务{number}", progress=entries, **parts)  # type: ignore[arg-type]


def plan_2020() -> Snapshot:
    """Return a plan with one item of each fate."""
    goal = Target(
        50, indicator="覆盖率", comparator=">=", value=85.0, unit="%", deadline="2020-12",
        text="2020年底前覆盖率达到85%",
        span=Span("body", 0, 15),
    )  # fmt: skip
    going = reported(
        11,
        Progress(60, "2020-06-30", "按序时推进", 50.0, reporter="计财科"),
        Progress(61, "2020-11-30", target_id=50, value=82.5),
        body=BODY,
        due="2020-12-31",
        owners=(Owner(70, 900, "lead", "计财科"),),
        targets=(goal,),
        fields=(Field(80, "工作措施", "2020年9月启动。"),),
        milestones=(Milestone(90, "2020Q2", "2020年6月完成招标", 50, 80.0),),
        lights=(Light(91, "red", "停工"),),
        evidence=(Evidence(92, "照片.jpg", 60),),
    )
    done = reported(12, Progress(62, "2020-10-01", "已完成"))
    standing = reported(13, Progress(63, "2020-10-01", "长期坚持", 100.0))
    dropped = reported(14)
    first = Node(1, "section", "扩大资源", children=(going, done))
    second = Node(2, "section", "加强队伍", children=(standing, dropped))
    third = Node(3, "section", "全部完成的部分", children=(reported(15, Progress(64, "2020-10-01", percent=100.0)),))
    plan = Plan(
        7,
        "2020年全市教育工作要点",
        "教发〔2020〕1号",
        notice="现将《2020年全市教育工作要点》印发你们。",
        date="2020-03-01",
        year=2020,
    )
    return Snapshot(plan, (FINANCE,), (first, second, third), ("多余的一行",))


def next_plan(old: Snapshot, without: int = 14) -> Snapshot:
    """Return the plan for 2021 as it is proposed, without one item."""
    shifts = [shift for shift in find_shifts(old, 2020, 2021) if shift.is_proposed]
    kept = {node_id for node_id in proposed(old) if node_id != without}
    return roll_over(old, 2021, kept, shifts)


def test_what_is_not_finished_is_proposed_and_a_section_with_it() -> None:
    assert proposed(plan_2020()) == {1, 11, 2, 13, 14}


def test_a_parent_of_something_unfinished_continues_with_it() -> None:
    parent = reported(20, Progress(65, "2020-10-01", "已完成"), children=(reported(21),))
    assert proposed(Snapshot(Plan(1, year=2020), (), (parent,))) == {20, 21}


def test_the_next_plan_begins_anew_with_its_owners_and_what_was_reached() -> None:
    new = next_plan(plan_2020())
    assert (new.plan.title, new.plan.year, new.plan.doc_number, new.plan.date) == (
        "2021年全市教育工作要点",
        2021,
        "",
        "",
    )
    assert new.plan.notice == "现将《2021年全市教育工作要点》印发你们。"
    assert new.unplaced == ()
    (item,) = new.nodes[0].children
    assert (item.progress, item.lights, item.evidence) == ((), (), ())
    assert [(owner.name, owner.role) for owner in item.owners] == [("计财科", "lead")]
    assert item.owners[0].department_id == new.departments[0].id != FINANCE.id
    (goal,) = item.targets
    assert (goal.base_value, goal.base_period, goal.value) == (82.5, "2020-11-30", 85.0)
    assert (item.due, goal.deadline) == ("2021-12-31", "2021-12")
    assert (item.milestones[0].period, item.milestones[0].text) == ("2021Q2", "2021年6月完成招标")
    assert item.milestones[0].target_id == goal.id


def test_years_move_only_where_they_mean_the_plans_and_the_targets_words_with_them() -> None:
    (item,) = next_plan(plan_2020()).nodes[0].children
    assert item.body == BODY.replace("2020年底", "2021年底")
    assert item.fields[0].text == "2021年9月启动。"
    (goal,) = item.targets
    assert goal.span is not None
    assert goal.text == item.body[goal.span.start : goal.span.end] == "2021年底前覆盖率达到85%"


def test_what_tells_of_results_or_problems_looks_back() -> None:
    results = Node(
        1, "section", "上半年任务完成情况", children=(Node(2, "item", "成绩", "参加2020年大赛获得59块金牌。"),)
    )
    fields = (Field(4, "问题描述", "2020年监测不达标。"), Field(5, "工作措施", "2020年全部达标。"))
    goals = Node(6, "section", "下半年计划", children=(Node(3, "item", "任务", fields=fields),))
    old = Snapshot(Plan(7, year=2020), (), (results, goals))
    assert [(shift.place.name, shift.is_proposed) for shift in find_shifts(old, 2020, 2021)] == [
        ("body", False),
        ("4", False),
        ("5", True),
    ]


def test_every_shift_shows_its_words_and_can_be_left_out() -> None:
    old = plan_2020()
    shifts = find_shifts(old, 2020, 2021)
    in_body = [shift for shift in shifts if shift.place.node_id == 11 and shift.place.name == "body"]
    assert [(shift.is_proposed, shift.context) for shift in in_body] == [
        (True, ("", "年底前覆盖率达到85%以上，…")),
        (False, ("…%以上，落实《三年行动计划（", "—2022年）》。")),
    ]
    assert apply_shifts(old, []) == old
    assert {shift.place.name for shift in shifts if shift.place.node_id == PLAN} == {"title", "notice"}


def test_the_29th_of_february_becomes_a_day_that_there_is() -> None:
    old = Snapshot(Plan(1, year=2020), (), (Node(2, "item", "任务", due="2020-02-29"),))
    assert roll_over(old, 2021, {2}, find_shifts(old, 2020, 2021)).nodes[0].due == "2021-02-28"


def test_items_and_targets_say_what_they_continue_through_several_years() -> None:
    old = plan_2020()
    new = next_plan(old)
    (item,) = new.nodes[0].children
    assert [(each.source_id, each.year, each.text, each.target_id) for each in item.lineage] == [
        (11, 2020, "2020年第1条", None),
        (50, 2020, "2020年第1条", item.targets[0].id),
    ]
    after = roll_over(new, 2022, proposed(new), find_shifts(new, 2021, 2022))
    assert [each.text for each in after.nodes[0].children[0].lineage if each.target_id is None] == [
        "2020年第1条",
        "2021年第1条",
    ]


def test_the_ledger_tells_what_an_item_continues() -> None:
    (item,) = next_plan(plan_2020()).nodes[0].children
    assert cell_text(item, "lineage") == "2020年第1条"


def test_a_number_that_begins_again_in_every_section_is_named_with_it() -> None:
    old = replace(plan_2020(), plan=replace(plan_2020().plan, numbering="一、 （一） | 1. （1） ① | restart"))
    names = lineage_names(old, snapshot_numbers(old))
    assert (names[11], names[13], names[2]) == ("2020年一、第1条", "2020年二、第1条", "2020年“二、加强队伍”")


def test_the_list_tells_every_item_of_both_plans_once() -> None:
    old = plan_2020()
    new = next_plan(old)
    added = replace(new.nodes[0], children=(*new.nodes[0].children, Node(99, "item", "新任务")))
    rows = continued_items(old, replace(new, nodes=(added, *new.nodes[1:])))
    assert [(row.fate, row.old_number, row.new_number, row.title) for row in rows] == [
        ("延续", "1.", "1.", "任务11"),
        ("新增", "", "2.", "新任务"),
        ("延续", "3.", "3.", "任务13"),
        ("完成", "2.", "", "任务12"),
        ("取消", "4.", "", "任务14"),
        ("完成", "5.", "", "任务15"),
    ]


def test_targets_of_several_years_stand_in_one_row_by_lineage_and_else_by_name() -> None:
    old = plan_2020()
    new = next_plan(old)
    section = new.nodes[0]
    item = section.children[0]
    renamed = replace(item.targets[0], indicator="普惠园覆盖率", value=88.0)
    report = Progress(5, "2021-12-20", target_id=renamed.id, value=87.0)
    item = replace(item, targets=(renamed, Target(6, indicator="新建学校", value=3.0, unit="所")), progress=(report,))
    new = replace(new, nodes=(replace(section, children=(item,)), *new.nodes[1:]))
    older = Snapshot(
        Plan(8, "2019年要点", year=2019), (),
        (Node(30, "item", "任务", targets=(Target(31, indicator="2019年覆盖率", value=80.0, unit="%"),)),),
    )  # fmt: skip
    table = compare_years([new, older, old])
    assert table.headings == ("2019年", "2020年", "2021年")
    figures = [
        (row.indicator, [None if c is None or c.target is None else (c.target.value, c.actual) for c in row.cells])
        for row in table.rows
    ]
    assert figures == [
        ("2019年覆盖率", [(80.0, None), (85.0, 82.5), (88.0, 87.0)]),
        ("新建学校", [None, None, (3.0, None)]),
    ]


def test_two_goals_of_one_name_are_not_mixed_up() -> None:
    def plan(year: int, *targets: Target) -> Snapshot:
        return Snapshot(Plan(year, year=year), (), (Node(year + 1, "item", "任务", targets=targets),))

    two = (Target(1, indicator="达标率", value=1.0, unit="%"), Target(2, indicator="达标率", value=2.0, unit="%"))
    table = compare_years([plan(2020, *two), plan(2021, Target(3, indicator="达标率", value=3.0, unit="%"))])
    assert [[cell and cell.actual is None for cell in row.cells] for row in table.rows] == [
        [True, None],
        [True, None],
        [None, True],
    ]


@given(snapshots(max_nodes=4))
def test_whatever_the_plan_nothing_that_was_chosen_is_lost_and_no_id_is_used_again(old: Snapshot) -> None:
    kept = {node.id for node in old.walk()}
    new = roll_over(old, 2021, kept, ())
    before, after = list(old.walk()), list(new.walk())
    assert [(n.kind, n.title, n.body, n.due, [f.text for f in n.fields]) for n in before] == [
        (n.kind, n.title, n.body, n.due, [f.text for f in n.fields]) for n in after
    ]
    assert not {node.id for node in after} & kept
    assert all(not node.progress and node.lineage[-1 - len(node.targets)].source_id == source.id
               for node, source in zip(after, before, strict=True))  # fmt: skip


def test_rules_and_looks_are_carried_to_the_next_plan_but_not_what_was_of_its_year() -> None:
    kept = {"pace.red": "15", "export.fonts": "windows"}
    own = {"export.draft_date": "2020-03-01", "report.base": "7", "origin": "3-abc"}
    assert carried_settings(kept | own) == kept


def test_the_small_plan_rolls_over() -> None:
    old = small_plan()
    new = roll_over(old, 2027, proposed(old), find_shifts(old, 2026, 2027))
    assert new.plan.title == "2027年全市教育工作要点"
    assert new.nodes[0].children[0].targets[0].base_value == 15.0
    assert date.fromisoformat(new.nodes[0].children[0].targets[0].base_period) == date(2026, 6, 30)
