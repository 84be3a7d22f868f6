"""Quick fixes: each is one step that mends what was found, and is refused where the plan has moved on."""

from collections.abc import Callable

import pytest

from planeditor.errors import EditError
from planeditor.plan.checks import Fix, Problem, check_plan, without_dismissed
from planeditor.plan.entities import LEAD, SUPPORT, Department, Field, Node, Owner, Plan, Snapshot, Span, Target
from planeditor.store.document import Document

BASIC, OTHER = Department(100, "基础教育科"), Department(101, "基教科")
LED = (Owner(200, BASIC.id, LEAD, "基础教育科"),)


@pytest.fixture
def plan() -> Snapshot:
    """A plan with a problem of each kind that can be mended."""
    nodes = (
        Node(10, "item", "拨尖人才", "加强管理,提高质量，，增加5%。", owners=LED),
        Node(11, "item", "督导", "落实关于深化教育督导的意见》。", owners=LED),
        Node(12, "item", "学校", "计划新建学校45所。", owners=LED, targets=(
            Target(300, indicator="新建学校", value=42.0, unit="所", text="新建学校42所", span=Span("body", 2, 9)),
        )),
        Node(13, "item", "招生", "做好招生。", owners=(Owner(201, OTHER.id, SUPPORT, "基教科"),)),
        Node(14, "item", "食堂", "管好食堂。", owners=(Owner(202, BASIC.id, LEAD, "基础教育科"),
                                                    Owner(203, BASIC.id, SUPPORT, "基础教育科"))),
        Node(15, "item"),
        Node(16, "item", "台账", owners=(Owner(204, BASIC.id, LEAD, "基础教育科"),), fields=(
            Field(400, "工作措施", "加强管理。健全制度并落实责任确保各项任务按时完成"),
        )),
    )  # fmt: skip
    plan = Plan(1, "2020年工作要点", preamble="2019年，全市教育工作的总体要求是：提高质量。")
    return Snapshot(plan, (BASIC, OTHER), _own_owners(nodes))


def _own_owners(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    from dataclasses import replace

    counted = iter(range(500, 900))
    return tuple(
        replace(node, owners=tuple(replace(owner, id=next(counted)) for owner in node.owners)) for node in nodes
    )


def _find(document: Document, rule: str) -> Problem:
    return next(problem for problem in check_plan(document.snapshot()) if problem.rule == rule)


MENDED: list[tuple[str, Callable[[Document], object], object]] = [
    ("typo", lambda document: document.node(10).title, "拔尖人才"),
    ("half-width", lambda document: document.node(10).body, "加强管理，提高质量，，增加5%。"),
    ("doubled-mark", lambda document: document.node(10).body, "加强管理,提高质量，增加5%。"),
    ("unmatched-mark", lambda document: document.node(11).body, "落实《关于深化教育督导的意见》。"),
    ("stale-target", lambda document: document.node(12).targets[0].value, 45.0),
    ("no-lead", lambda document: document.node(13).owners[0].role, LEAD),
    ("lead-and-support", lambda document: len(document.node(14).owners), 1),
    ("empty", lambda document: [entry.id for entry in document.outline().walk()], [10, 11, 12, 13, 14, 16]),
    ("no-full-stop", lambda document: document.node(16).fields[0].text[-3:], "完成。"),
    ("no-year", lambda document: document.plan().year, 2020),
    ("contradicting-year", lambda document: document.plan().preamble[:5], "2020年"),
    ("alike-departments", lambda document: [each.name for each in document.departments()], ["基础教育科"]),
]


@pytest.mark.parametrize(("rule", "value", "mended"), MENDED)
def test_a_fix_mends_its_problem_in_one_step_that_undo_takes_back(
    document: Document, rule: str, value: Callable[[Document], object], mended: object
) -> None:
    before, problem = document.snapshot(), _find(document, rule)
    document.apply_fix(problem.fixes[0])
    assert value(document) == mended
    assert problem.key not in {other.key for other in check_plan(document.snapshot())}
    assert document.undo_label == problem.fixes[0].label
    document.undo()
    assert document.snapshot() == before


def test_a_fix_finds_its_words_again_after_other_words_were_edited(document: Document) -> None:
    fix = _find(document, "doubled-mark").fixes[0]
    document.set_body(10, "首先，" + document.node(10).body)
    document.apply_fix(fix)
    assert document.node(10).body == "首先，加强管理,提高质量，增加5%。"


def test_a_fix_whose_words_are_gone_is_refused_and_changes_nothing(document: Document) -> None:
    fix = _find(document, "doubled-mark").fixes[0]
    document.set_body(10, "另写。")
    before = document.snapshot()
    with pytest.raises(EditError):
        document.apply_fix(fix)
    assert document.snapshot() == before


def test_an_item_that_is_no_longer_empty_is_not_deleted(document: Document) -> None:
    fix = _find(document, "empty").fixes[0]
    document.rename(15, "新任务")
    with pytest.raises(EditError):
        document.apply_fix(fix)


def test_several_fixes_are_one_step_and_those_that_no_longer_fit_are_left_out(document: Document) -> None:
    found = check_plan(document.snapshot())
    fixes = tuple(problem.fixes[0] for problem in found if problem.rule in ("typo", "doubled-mark", "unmatched-mark"))
    document.set_body(11, "另写。")
    before = document.snapshot()
    document.apply_fix(Fix("全部", "several", {"fixes": fixes}))
    assert (document.node(10).title, document.node(10).body) == ("拔尖人才", "加强管理,提高质量，增加5%。")
    document.undo()
    assert document.snapshot() == before


def test_a_target_keeps_its_words_while_their_punctuation_is_corrected(document: Document) -> None:
    body = "加强管理,计划新改(扩、建)学校42所,提高质量。"
    document.set_body(10, body)
    words = "新改(扩、建)学校42所"
    start = body.index(words)
    span = Span("body", start, start + len(words))
    document.add_target(10, indicator="学校", value=42.0, unit="所", text=words, span=span)
    document.apply_fix(_find(document, "half-width").fixes[0])
    (target,) = document.node(10).targets
    assert target.span is not None
    assert document.node(10).body[target.span.start : target.span.end] == target.text == "新改（扩、建）学校42所"


def test_what_was_dismissed_is_left_out_also_in_the_trees_glance(document: Document) -> None:
    problem = _find(document, "no-lead")
    assert document.glance(13).problem == problem.message
    document.dismiss(*problem.key, "由领导另定")
    dismissed = {(each.rule, each.node_id, each.subject) for each in document.dismissals()}
    assert problem.key not in {each.key for each in without_dismissed(check_plan(document.snapshot()), dismissed)}
    assert document.glance(13).problem == ""
