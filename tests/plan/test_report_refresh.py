"""Reports brought up to date: figures follow the plan, and nothing that people wrote is touched."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from planeditor.language.sentences import split_sentences
from planeditor.plan.entities import Node, Progress, Snapshot
from planeditor.plan.report_period import ReportPeriod
from planeditor.plan.report_refresh import refresh
from planeditor.plan.reporting import report_of
from tests.plan.test_reporting import plan_2020

HALF = ReportPeriod.of("2020H1")
BASE = report_of(plan_2020(), HALF)
IDS = [node.id for node in BASE.walk()]

entries = st.lists(
    st.tuples(
        st.sampled_from([11, 12, 13, 14]),
        st.sampled_from(["", "按序时推进", "滞后", "已完成", "已调整"]),
        st.none() | st.sampled_from([10.0, 45.0, 70.0, 100.0]),
        st.sampled_from(["", "新完成一批项目。", "印发文件2份"]),
        st.none() | st.sampled_from([60.0, 84.5, 90.0]),
    ),
    max_size=4,
)
edits = st.dictionaries(
    st.sampled_from(IDS), st.tuples(st.sampled_from(["behind", "before", "middle", "all", "gone"]), st.integers(0, 9)),
    max_size=5,
)  # fmt: skip


def later_plan(told: list[tuple[int, str, float | None, str, float | None]]) -> Snapshot:
    """Return the plan with more entries."""

    def visit(node: Node) -> Node:
        added = list(node.progress)
        for at, (number, status, percent, narrative, value) in enumerate(told):
            if number == node.id:
                entry = Progress(1000 + 2 * at, "2020-06-29", status, percent, narrative=narrative, reporter="基教科")
                added.append(entry)
                if value is not None and node.targets:
                    added.append(Progress(1001 + 2 * at, "2020-06-29", target_id=50, value=value))
        return replace(node, progress=tuple(added), children=tuple(map(visit, node.children)))

    plan = plan_2020()
    return replace(plan, nodes=tuple(map(visit, plan.nodes)))


def edited(report: Snapshot, wanted: dict[int, tuple[str, int]]) -> Snapshot:
    """Return the report as people left it: words of their own in some bodies, some nodes taken out."""

    def visit(node: Node) -> list[Node]:
        kind, place = wanted.get(node.id, ("", 0))
        if kind == "gone":
            return []
        own, parts = f"我们自己写的第{place}句。", split_sentences(node.body)
        bodies = {
            "behind": node.body + own,
            "before": own + node.body,
            "middle": "".join([*parts[: place % (len(parts) + 1)], own, *parts[place % (len(parts) + 1) :]]),
            "all": own,
        }
        children = tuple(child for each in node.children for child in visit(each))
        return [replace(node, body=bodies.get(kind, node.body), children=children)]

    return replace(report, nodes=tuple(node for each in report.nodes for node in visit(each)))


@given(entries)
def test_a_report_that_nobody_touched_becomes_the_new_draft(
    told: list[tuple[int, str, float | None, str, float | None]],
) -> None:
    new = report_of(later_plan(told), HALF)
    found = refresh(BASE, BASE, new)
    assert found.snapshot == new
    assert found.refused == ()


@given(edits)
def test_a_report_stays_to_the_character_where_the_plan_is_the_same(wanted: dict[int, tuple[str, int]]) -> None:
    mine = edited(BASE, wanted)
    found = refresh(BASE, mine, BASE)
    assert [(node.id, node.title, node.body) for node in found.snapshot.walk()] == [
        (node.id, node.title, node.body) for node in mine.walk()
    ]
    assert (found.updated, found.refused) == ((), ())


@given(entries, edits)
def test_what_people_wrote_and_took_out_stays_whatever_the_plan_becomes(
    told: list[tuple[int, str, float | None, str, float | None]], wanted: dict[int, tuple[str, int]]
) -> None:
    mine = edited(BASE, wanted)
    new = report_of(later_plan(told), HALF)
    now = {node.id: node for node in refresh(BASE, mine, new).snapshot.walk()}
    left = {node.id: node for node in mine.walk()}
    drafted = {node.id: set(split_sentences(node.body)) for node in BASE.walk()}
    for node_id, node in left.items():
        own = [words for words in split_sentences(node.body) if words not in drafted[node_id]]
        at = 0
        for words in own:
            at = now[node_id].body.index(words, at) + len(words)
    assert not (set(drafted) - set(left)) & set(now)


@given(entries, edits)
def test_figures_mark_the_words_they_are_of(
    told: list[tuple[int, str, float | None, str, float | None]], wanted: dict[int, tuple[str, int]]
) -> None:
    new = report_of(later_plan(told), HALF)
    for node in refresh(BASE, edited(BASE, wanted), new).snapshot.walk():
        for target in node.targets:
            if target.span is not None and target.text in node.body:
                assert node.body[target.span.start : target.span.end] == target.text
        known = {target.id for target in node.targets}
        assert all(each.target_id is None or each.target_id in known for each in node.lineage)
