"""Filters: each condition, several at once, and what they count."""

from datetime import date

import pytest

from planeditor.store.document import Document
from planeditor.store.search_filter import NO_STATUS, Wanted, latest_statuses, match

TODAY = date(2026, 12, 5)
PROJECTS, CITY, FUNDS, AWARDS = "加快推进教育重大项目", "中心城区学校建设", "健全经费保障机制", "做好教师节表彰。"


def shown(document: Document, wanted: Wanted, today: date = TODAY) -> list[str]:
    ids = document.in_order(match(document, wanted, today).ids)
    return [document.node(node_id).title or document.node(node_id).body for node_id in ids]


def department(document: Document, name: str) -> int:
    return next(known.id for known in document.departments() if known.name == name)


def find(document: Document, words: str) -> int:
    return document.find(words)[0]


def test_without_conditions_all_items_are_meant(document: Document) -> None:
    assert not Wanted()
    assert not Wanted(role="lead")
    assert shown(document, Wanted()) == [PROJECTS, CITY, FUNDS, AWARDS]


def test_a_department_leads_what_stands_below_without_a_lead_of_its_own(document: Document) -> None:
    finance, basic = department(document, "计财科"), department(document, "基教科")
    assert shown(document, Wanted(department=finance)) == [PROJECTS, CITY]
    assert shown(document, Wanted(department=finance, role="support")) == []
    assert shown(document, Wanted(department=basic)) == [PROJECTS]
    assert shown(document, Wanted(department=basic, role="lead")) == []
    document.add_owner(find(document, CITY), "基教科", "lead")
    assert shown(document, Wanted(department=finance)) == [PROJECTS]
    assert shown(document, Wanted(department=basic, role="lead")) == [CITY]


@pytest.mark.parametrize(
    ("due", "today", "expected"),
    [
        ("month", date(2026, 11, 1), [PROJECTS]),
        ("month", date(2026, 12, 1), []),
        ("quarter", date(2026, 12, 1), [PROJECTS]),
        ("quarter", date(2026, 9, 30), []),
        ("overdue", date(2026, 11, 30), []),
        ("overdue", date(2026, 12, 1), [PROJECTS]),
        ("none", TODAY, [CITY, FUNDS, AWARDS]),
    ],
)
def test_what_is_due_depends_on_the_day(document: Document, due: str, today: date, expected: list[str]) -> None:
    assert shown(document, Wanted(due=due), today) == expected  # type: ignore[arg-type]


def test_what_is_done_is_not_overdue(document: Document) -> None:
    document.add_progress(find(document, PROJECTS), date="2026-11-30", status="已完成")
    assert shown(document, Wanted(due="overdue")) == []


def test_due_dates_in_words_count_in_the_plans_year(document: Document) -> None:
    document.set_due(find(document, FUNDS), "9月底")
    assert shown(document, Wanted(due="overdue"), date(2026, 10, 1)) == [FUNDS]
    document.set_due(find(document, FUNDS), "长期坚持")
    assert shown(document, Wanted(due="none")) == [CITY, AWARDS]


def test_the_status_is_that_of_the_latest_report(document: Document) -> None:
    node_id = find(document, PROJECTS)
    assert shown(document, Wanted(status="滞后")) == [PROJECTS]
    document.add_progress(node_id, date="2026-09-30", status="按序时推进")
    document.add_progress(node_id, date="2026-03-31", status="严重滞后")
    assert latest_statuses(document) == {node_id: "按序时推进"}
    assert shown(document, Wanted(status=NO_STATUS)) == [CITY, FUNDS, AWARDS]


def test_what_is_missing_is_found(document: Document) -> None:
    assert shown(document, Wanted(no_targets=True)) == [CITY, FUNDS, AWARDS]
    assert shown(document, Wanted(no_lead=True)) == [AWARDS]
    assert AWARDS in shown(document, Wanted(problems=True))


def test_the_rows_with_problems_are_those_that_the_tree_marks(document: Document) -> None:
    document.add_target(find(document, CITY), indicator="学校", unit="所")
    marked = {entry.id for entry in document.outline().walk() if document.glance(entry.id).problem}
    assert match(document, Wanted(problems=True), TODAY).ids == marked


def test_changes_since_a_moment_are_found_and_undone_ones_are_not(document: Document) -> None:
    assert shown(document, Wanted(since="2020-01-01T00:00:00+00:00")) == []
    document.rename(find(document, FUNDS), FUNDS + "二")
    assert shown(document, Wanted(since="2020-01-01T00:00:00+00:00")) == [FUNDS + "二"]
    assert shown(document, Wanted(since="2999-01-01T00:00:00+00:00")) == []
    document.undo()
    assert shown(document, Wanted(since="2020-01-01T00:00:00+00:00")) == []


def test_conditions_are_met_together_and_counted(document: Document) -> None:
    both = Wanted(no_targets=True, no_lead=True)
    assert shown(document, both) == [AWARDS]
    found = match(document, both, TODAY)
    assert (found.items, found.all_items) == (1, 4)
    chosen = frozenset({find(document, FUNDS)})
    assert shown(document, Wanted(chosen=chosen)) == [FUNDS]
    assert shown(document, Wanted(chosen=chosen, no_lead=True)) == []
