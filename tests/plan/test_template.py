"""A template made of a plan: what stays and what goes."""

from itertools import product

import pytest

from planeditor.plan.checks import check
from planeditor.plan.entities import Snapshot
from planeditor.plan.template import UNKNOWN_YEAR, Keep, as_template
from tests.small_plan import small_plan

EVERYTHING = Keep(texts=True, owners=True, targets=True, values=True, dates=True)
NOTHING = Keep(owners=False)


def titles(snapshot: Snapshot) -> list[str]:
    """Return all titles in document order."""
    return [node.title for node in snapshot.walk()]


def test_the_outline_stays_whatever_goes() -> None:
    plan = small_plan()
    for flags in product((False, True), repeat=5):
        made = as_template(plan, Keep(*flags))
        assert titles(made) == titles(plan)
        assert [node.kind for node in made.walk()] == [node.kind for node in plan.walk()]
        labels = [field.label for node in made.walk() for field in node.fields]
        assert labels == ["问题描述", "问题描述", "工作措施"]


def test_the_bare_outline_has_no_texts_owners_targets_or_dates() -> None:
    made = as_template(small_plan(), NOTHING)
    assert made.plan.preamble == ""
    assert made.plan.year is None
    assert made.departments == ()
    assert all(not (node.owners or node.targets or node.due) for node in made.walk())
    assert all(field.text == "" for node in made.walk() for field in node.fields)
    assert all(node.body == "" for node in made.walk() if node.title)


def test_an_item_that_is_only_its_text_keeps_it() -> None:
    assert "做好教师节表彰。" in [node.body for node in as_template(small_plan(), NOTHING).walk()]


def test_progress_and_lines_set_aside_never_stay() -> None:
    made = as_template(small_plan(), EVERYTHING)
    assert made.unplaced == ()
    assert all(not (node.progress or node.milestones) for node in made.walk())


def test_targets_stay_with_their_parts_and_without_their_figures() -> None:
    made = as_template(small_plan(), Keep(targets=True))
    whole, part = next(node.targets for node in made.walk() if node.targets)
    assert (whole.indicator, whole.unit, whole.value, whole.text) == ("新改扩建学校", "所", None, "")
    assert part.parent_id == whole.id
    assert whole.span is None


def test_everything_kept_says_the_same_as_the_plan() -> None:
    plan, made = small_plan(), as_template(small_plan(), EVERYTHING)
    assert made.plan.title == plan.plan.title
    assert [node.body for node in made.walk()] == [node.body for node in plan.walk()]
    before = [target.span for node in plan.walk() for target in node.targets]
    assert [target.span for node in made.walk() for target in node.targets] == before


def test_the_year_in_a_title_becomes_a_gap_that_the_checks_know() -> None:
    made = as_template(small_plan(), Keep())
    assert made.plan.title == f"{UNKNOWN_YEAR}全市教育工作要点"
    assert "placeholder" in {problem.rule for problem in check(made)}


@pytest.mark.parametrize("keep", [EVERYTHING, NOTHING])
def test_a_template_shares_no_id_with_its_plan(keep: Keep) -> None:
    plan = small_plan()
    made = as_template(plan, keep)
    assert not {node.id for node in plan.walk()} & {node.id for node in made.walk()}
    assert made.plan.id != plan.plan.id
