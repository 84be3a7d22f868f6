"""What ships with the program: the sample and the templates are sound plans."""

import json
from datetime import date

import pytest

from planeditor.bundled import bundled_names, bundled_path
from planeditor.plan.checks import ERROR, check_plan
from planeditor.plan.checks.problems import CheckSettings
from planeditor.plan.entities import COMPARATORS, Node, Snapshot, Span
from planeditor.plan.interchange import from_dict

TEMPLATES = ["gongzuoyaodian", "renwufenjie", "wentimubiaocuoshi", "xuexiaojihua"]


def _read(name: str) -> Snapshot:
    return from_dict(json.loads(bundled_path(name).read_text(encoding="utf-8")))


def test_the_sample_plan_shows_everything_that_a_plan_can_hold() -> None:
    sample = _read("samples/sample.json")
    nodes = list(sample.walk())
    targets = [target for node in nodes for target in node.targets]
    assert {target.comparator for target in targets} == set(COMPARATORS)
    assert any(target.parent_id for target in targets)
    assert any(node.fields for node in nodes)
    assert any(node.progress for node in nodes)
    assert any(node.milestones for node in nodes)
    assert any(department.members for department in sample.departments)


def _words(node: Node, span: Span) -> str:
    texts = {"title": node.title, "body": node.body} | {str(field.id): field.text for field in node.fields}
    return texts[span.place][span.start : span.end]


def test_the_spans_of_the_sample_hold_their_targets_words() -> None:
    marked = [(node, target, target.span) for node in _read("samples/sample.json").walk() for target in node.targets]
    words = [_words(node, span) for node, _target, span in marked if span]
    assert len(words) > 80
    assert words == [target.text for _node, target, span in marked if span]


@pytest.mark.parametrize("today", [date(2026, 3, 6), date(2026, 11, 22), date(2031, 1, 1)])
def test_the_sample_plan_has_no_errors_whatever_the_day(today: date) -> None:
    problems = check_plan(_read("samples/sample.json"), CheckSettings(), today)
    assert [problem.message for problem in problems if problem.severity == ERROR] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_a_plan_whose_ids_are_given_anew(name: str) -> None:
    first, second = _read(f"templates/{name}.json"), _read(f"templates/{name}.json")
    assert len(first.nodes) >= 4
    assert {node.id for node in first.walk()}.isdisjoint(node.id for node in second.walk())


def test_the_shipped_files_are_listed_by_name() -> None:
    assert bundled_names("templates") == TEMPLATES
    assert bundled_names("samples") == ["sample"]


def test_a_file_that_does_not_ship_is_our_own_mistake() -> None:
    with pytest.raises(FileNotFoundError):
        bundled_path("samples/none.json")


def test_the_plan_of_a_school_leads_through_its_year() -> None:
    school = _read("templates/xuexiaojihua.json")
    assert [node.title for node in school.nodes] == ["指导思想", "工作目标", "主要工作", "保障措施", "每月工作安排"]
    months = school.nodes[-1].children
    assert len(months) == 12
    assert all(month.due.startswith(month.title) for month in months)
