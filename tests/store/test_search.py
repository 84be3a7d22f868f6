"""Searching: what is found by a scan and by the index, and that both always agree."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.errors import Cancelled
from planeditor.plan.entities import Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.sought import PARTS, Query, Sought
from planeditor.store import new_document
from planeditor.store.document import Document
from planeditor.store.loading import write_snapshot
from planeditor.store.schema import migrate
from planeditor.store.search import PLAN_HEAD, scan
from planeditor.store.search_index import SearchIndex
from planeditor.store.store import Store, connect
from tests.random_edits import Edit, edit_lists, make_edit
from tests.small_plan import small_plan

WORDS = (
    "学校", "42所", "校4", "基教科", "滞后", "。强", "目标任务", "2026-1", "第二段", "建设", "条目", "5所", "。\n第",
    "省、", "60%", "％", "教育工作要点", "没有", "基础教育", "机关各", "已开工",
)  # fmt: skip


def found(document: Document, query: Query) -> set[int]:
    return set(scan(document.connection, Sought(query)))


def titles(document: Document, query: Query) -> list[str]:
    ids = document.in_order(found(document, query))
    return [document.node(node_id).title or document.node(node_id).body for node_id in ids]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("重大项目", "加快推进教育重大项目"),
        ("幼儿园17所", "加快推进教育重大项目"),
        ("结构不优", "健全经费保障机制"),
        ("问题描述", "健全经费保障机制"),
        ("计财科", "加快推进教育重大项目"),
        ("新改扩建学校", "加快推进教育重大项目"),
        ("已开工15所", "加快推进教育重大项目"),
        ("全部开工", "加快推进教育重大项目"),
        ("表彰", "做好教师节表彰。"),
    ],
)
def test_every_text_of_an_item_is_searched(document: Document, text: str, first: str) -> None:
    assert titles(document, Query(text)) == [first]


def test_the_head_of_the_plan_is_searched(document: Document) -> None:
    assert found(document, Query("总体思路")) == {PLAN_HEAD}


def test_a_part_alone_can_be_searched(document: Document) -> None:
    assert titles(document, Query("学校")) == ["加快推进教育重大项目", "中心城区学校建设"]
    assert titles(document, Query("学校", parts=frozenset({"title"}))) == ["中心城区学校建设"]
    assert titles(document, Query("学校", parts=frozenset({"target"}))) == ["加快推进教育重大项目"]
    assert titles(document, Query("基教科", parts=frozenset({"owner"}))) == ["加快推进教育重大项目"]
    assert not titles(document, Query("基教科", parts=frozenset({"text", "title", "target", "progress"})))


def test_departments_are_found_by_every_name_they_have(document: Document) -> None:
    assert titles(document, Query("基础教育科")) == ["加快推进教育重大项目"]  # written 基教科 there
    assert titles(document, Query("jgksk")) == []
    assert titles(document, Query("jggks", initials=True)) == ["健全经费保障机制"]
    assert not titles(document, Query("基础教育科", parts=frozenset({"title", "text"})))


def test_only_some_nodes_can_be_searched(document: Document) -> None:
    sought = Sought(Query("学校"))
    first, *_others = all_ids = list(scan(document.connection, sought))
    assert len(all_ids) == 2
    assert list(scan(document.connection, sought, [first])) == [first]


def test_a_search_ends_where_the_pause_says_so(document: Document) -> None:
    def end() -> None:
        raise Cancelled("")

    with pytest.raises(Cancelled):
        list(scan(document.connection, Sought(Query("学校")), pause=end))


def test_half_a_character_and_a_pattern_of_like_are_found_nowhere(document: Document) -> None:
    for text in ("\ud83d", "%", "_", "学%校", "'", '"', ""):
        assert not found(document, Query(text)), text


# the index


class Indexed:
    """A plan in a file with its index."""

    def __init__(self, folder: str, plan: Snapshot) -> None:
        self.path = Path(folder) / "plan.db"
        connection = connect(self.path)
        migrate(connection)
        write_snapshot(connection, plan)
        self.document = Document(Store(connection))
        self.index = SearchIndex(self.path)
        self.index.build()

    def check(self, query: Query, only: frozenset[int] | None = None) -> None:
        """The index says what a scan says, or that it cannot tell."""
        sought = Sought(query)
        told = self.index.find(sought, only=only)
        if told is None:
            assert len(query.text) < 2 or not query.is_plain
            return
        assert len(told) == len(set(told))
        assert set(told) == set(scan(self.document.connection, sought, only)), query

    def close(self) -> None:
        self.index.close()
        self.document.connection.close()
        assert not self.index.path.exists()


QUERIES = st.builds(
    Query,
    text=st.sampled_from(WORDS) | st.text("学校建设所教育42A（( 。%\n", max_size=4),
    parts=st.sets(st.sampled_from(PARTS), min_size=1).map(frozenset) | st.just(frozenset(PARTS)),
    case=st.booleans(),
    whole=st.booleans(),
)


@given(edit_lists(), st.lists(QUERIES, min_size=3, max_size=8), st.sets(st.integers(0, 25)))
def test_after_any_edits_the_index_says_what_a_scan_says(
    edits: list[Edit], queries: list[Query], refreshed: set[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = Indexed(folder, small_plan())
        try:
            for number, edit in enumerate(edits):
                change_set = make_edit(plan.document, edit)
                if change_set is not None:
                    plan.index.touch(change_set)
                if number in refreshed:
                    plan.index.refresh()
                plan.check(queries[number % len(queries)])
            plan.index.refresh()
            some = frozenset(entry.id for entry in list(plan.document.outline().walk())[::2])
            for query in (*queries, *map(Query, WORDS[:6])):
                plan.check(query)
                plan.check(query, some)
        finally:
            plan.close()


@given(st.lists(st.text("学校Aａ1１（( 。\n\t\0␞␣\u3000é😀", max_size=6), min_size=1, max_size=6), st.data())
def test_whatever_characters_texts_have_the_index_says_what_a_scan_says(texts: list[str], data: st.DataObject) -> None:
    nodes = tuple(Node(new_id(), "item", "", text) for text in texts)
    joined = "".join(texts)
    with tempfile.TemporaryDirectory() as folder:
        plan = Indexed(folder, Snapshot(Plan(new_id()), nodes=nodes))
        try:
            for _time in range(5):
                start = data.draw(st.integers(0, max(len(joined) - 2, 0)))
                words = joined[start : start + data.draw(st.integers(2, 4))]
                plan.check(Query(words))
                plan.check(Query(words.swapcase(), case=data.draw(st.booleans())))
        finally:
            plan.close()


def test_the_first_hits_of_many_are_given() -> None:
    nodes = tuple(Node(new_id(), "item", f"新建学校{number}所") for number in range(300))
    with tempfile.TemporaryDirectory() as folder:
        plan = Indexed(folder, Snapshot(Plan(new_id()), nodes=nodes))
        sought = Sought(Query("学校"))
        assert len(plan.index.find(sought, limit=50) or ()) == 50
        last = frozenset({nodes[-1].id})
        assert plan.index.find(sought, limit=50, only=last) == [nodes[-1].id]
        assert plan.index.find(Sought(Query("7所", whole=True)), limit=5) == [nodes[7].id]
        plan.close()


def test_an_index_that_was_given_up_leaves_nothing(data_folder: Path) -> None:
    document = new_document(small_plan())
    index = SearchIndex(next(data_folder.rglob("plan.db")))

    def end() -> None:
        raise Cancelled("")

    with pytest.raises(Cancelled):
        index.build(end)
    assert not index.path.exists()
    assert index.find(Sought(Query("学校"))) is None
    document.close(discard=True)


def test_the_index_lies_in_no_document(tmp_path: Path, data_folder: Path) -> None:
    document = new_document(small_plan())
    index = SearchIndex(next(data_folder.rglob("plan.db")))
    index.build()
    document.publish_to(tmp_path / "计划.plan")
    index.close()
    document.close()
    assert b"fts5" not in (tmp_path / "计划.plan").read_bytes()
