"""Reports as plans of their own, worked on and brought up to date."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planeditor.errors import EditError
from planeditor.exchange.report_files import ReportOrder, new_report, order_of, read_refreshing
from planeditor.exchange.returned import read_returned
from planeditor.exporting import Options, export
from planeditor.plan.checks import check_plan
from planeditor.plan.entities import Node, Progress, Snapshot
from planeditor.plan.report_period import ReportPeriod
from planeditor.store import Document, open_document
from tests.plan.test_reporting import plan_2020

ORDER = ReportOrder(ReportPeriod.of("2020H1"), file="计划.plan")


@pytest.fixture
def report() -> Iterator[Document]:
    document = new_report(plan_2020(), {}, ORDER, author="张三")
    yield document
    document.close(discard=True)


def with_entry(plan: Snapshot, number: int, entry: Progress) -> Snapshot:
    """Return the plan with one more entry on an item."""

    def visit(node: Node) -> Node:
        progress = (*node.progress, entry) if node.id == number else node.progress
        return replace(node, progress=progress, children=tuple(map(visit, node.children)))

    return replace(plan, nodes=tuple(map(visit, plan.nodes)))


def body_of(document: Document, title: str) -> tuple[int, str]:
    """Return id and body of the first node of that title."""
    node = next(node for node in document.snapshot().walk() if node.title == title)
    return node.id, node.body


def test_a_report_knows_what_it_is_about_and_begins_without_history(report: Document) -> None:
    order = order_of(report.settings())
    assert order is not None
    assert (order.period.text, order.kind, order.file) == ("2020H1", "summary", "计划.plan")
    assert report.plan().kind == "report"
    assert report.undo() is None
    assert [version.author for version in report.versions()] == ["张三"]


def test_a_plan_that_changed_nothing_changes_nothing(report: Document) -> None:
    refreshing = read_refreshing(report, plan_2020(), {})
    assert (refreshing.refreshed.updated, refreshing.refreshed.refused) == ((), ())
    assert refreshing.refreshed.snapshot == report.snapshot()


def test_figures_follow_the_plan_and_people_keep_their_words(report: Document) -> None:
    node_id, body = body_of(report, "提升基础教育")
    mine = body.replace("推进学前教育发展，", "学前教育加快发展。").replace("加快学校建设，滞后", "学校建设进度偏慢")
    report.set_body(node_id, mine)
    plan = with_entry(plan_2020(), 11, Progress(65, "2020-06-29", target_id=50, value=84.5))
    plan = with_entry(plan, 12, Progress(66, "2020-06-30", "滞后", 30.0))
    refreshing = read_refreshing(report, plan, {})
    refreshing.take(report)
    _id, now = body_of(report, "提升基础教育")
    assert now == mine.replace("83.5%", "84.5%")
    assert [told.words for told in refreshing.refreshed.refused] == ["加快学校建设，滞后，完成30%。"]
    (figure,) = report.node(node_id).targets
    assert figure.span is not None
    assert now[figure.span.start : figure.span.end] == "普惠性幼儿园覆盖率已达84.5%"
    assert 65 in {each.source_id for each in report.node(node_id).lineage}


def test_refreshing_is_one_step_and_undoing_it_lets_it_be_done_again(report: Document) -> None:
    before = report.snapshot()
    plan = with_entry(plan_2020(), 11, Progress(65, "2020-06-29", target_id=50, value=84.5))
    read_refreshing(report, plan, {}).take(report)
    after = report.snapshot()
    assert after != before
    report.undo()
    assert report.snapshot() == before
    assert report.undo() is None
    read_refreshing(report, plan, {}).take(report)
    assert report.snapshot() == after
    assert read_refreshing(report, plan, {}).refreshed.updated == ()


def test_what_people_added_and_took_out_stays_so(report: Document) -> None:
    section = report.snapshot().nodes[0]
    report.insert("item", section.id, title="我们自己加的一条")
    late = next(node for node in report.snapshot().walk() if node.title == "存在的问题和下一步措施")
    report.delete([late.id])
    plan = with_entry(plan_2020(), 12, Progress(66, "2020-06-30", "滞后", 30.0))
    refreshing = read_refreshing(report, plan, {})
    refreshing.take(report)
    titles = [node.title for node in report.snapshot().walk()]
    assert "我们自己加的一条" in titles
    assert "存在的问题和下一步措施" not in titles


def test_a_report_on_another_plan_and_a_plan_that_is_no_report_are_refused(report: Document) -> None:
    plan = plan_2020()
    with pytest.raises(EditError):
        read_refreshing(report, replace(plan, plan=replace(plan.plan, id=8)), {})
    for name in ("report.period", "report.kind"):
        report.set_setting(name, "")
    with pytest.raises(EditError):
        read_refreshing(report, plan, {})


def test_a_report_is_published_and_opened_like_any_plan(tmp_path: Path) -> None:
    report = new_report(plan_2020(), {}, ORDER)
    report.publish_to(tmp_path / "总结.plan")
    report.close()
    again = open_document(tmp_path / "总结.plan")
    assert order_of(again.settings()) is not None
    again.close(discard=True)


def test_a_report_exported_to_word_comes_back_unchanged(report: Document, tmp_path: Path) -> None:
    path = tmp_path / "总结.docx"
    export(report.snapshot(), path, options=Options(mark=report.mark()))
    assert read_returned(report, path).merge.differences == ()


def test_nobody_has_to_lead_the_results_of_a_report(report: Document) -> None:
    snapshot = report.snapshot()
    assert "no-lead" not in {problem.rule for problem in check_plan(snapshot)}
    as_plan = replace(snapshot, plan=replace(snapshot.plan, kind="plan"))
    assert "no-lead" in {problem.rule for problem in check_plan(as_plan)}
    node_id, _body = body_of(report, "提升基础教育")
    assert report.glance(node_id).problem == ""
