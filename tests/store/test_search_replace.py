"""Replacing: where, what it becomes, one step, and targets that keep their words."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.plan.replacing import check_replacement, find_hits, replaced
from planeditor.plan.sought import Query, SearchError, Sought
from planeditor.store.document import Document
from planeditor.store.search_replace import Found, as_read, find_all, replace_all


def hits(document: Document, words: str, new: str, **options: bool) -> list[Found]:
    return list(find_all(document.connection, Sought(Query(words, **options)), new))


def test_every_text_that_people_write_is_replaced_in_one_step(document: Document) -> None:
    before = document.snapshot()
    found = hits(document, "学校", "学堂")
    assert {(each.place.table, each.place.column) for each in found} == {
        ("node", "title"), ("body", "text"), ("target", "indicator"), ("progress", "narrative"),
    } - ({("progress", "narrative")} if "学校" not in "已开工15所" else set())  # fmt: skip
    replace_all(document, found)
    assert document.find("学校") == []
    assert len(document.find("学堂")) == 2
    assert document.undo_label == "替换"
    document.undo()
    assert document.snapshot() == before


def test_only_what_is_chosen_is_replaced(document: Document) -> None:
    found = [each for each in hits(document, "学校", "学堂") if each.place.table == "node"]
    replace_all(document, found)
    assert [document.node(node_id).title for node_id in document.find("学堂")] == ["中心城区学堂建设"]


def test_hits_come_in_the_order_of_reading_however_they_were_written(document: Document) -> None:
    (item,) = document.insert("item", None, title="学校甲").created()
    document.insert("item", item, title="学校乙")
    (early,) = document.insert(
        "item", item, title="学校丙", before=document.snapshot().nodes[-1].children[0].id
    ).created()
    document.move([item], None, before=document.snapshot().nodes[0].id)
    first = document.add_field(early, "工作措施", "学校后写的").created("field")[0]
    document.add_field(early, "学校", "学校先读的", before=first)
    found = as_read(document.connection, hits(document, "学校", "学堂"))
    texts = [each.before for each in found]
    assert texts[:6] == ["学校甲", "学校丙", "学校", "学校先读的", "学校后写的", "学校乙"]
    assert Counter(found) == Counter(hits(document, "学校", "学堂"))
    nodes = list(dict.fromkeys(each.place.node_id for each in found))
    assert nodes == document.in_order(nodes)


def test_the_words_of_targets_are_followed_through_many_replacements(document: Document) -> None:
    node_id = document.find("加快推进教育重大项目")[0]
    body = "共计三处：计划甲42所，计划乙17所，计划丙8所。"
    document.set_body(node_id, body)
    from planeditor.plan.entities import Span

    spans = {}
    for words in ("42所", "17所", "8所"):
        start = body.index(words)
        document.add_target(node_id, unit="所", text=words, span=Span("body", start, start + len(words)))
    replace_all(document, hits(document, "计划", "拟新建"))
    node = document.node(node_id)
    for target in node.targets:
        if target.text:
            assert target.span is not None
            spans[target.text] = node.body[target.span.start : target.span.end]
    assert spans == {words: words for words in ("42所", "17所", "8所")}


def test_a_text_that_changed_meanwhile_stays(document: Document) -> None:
    found = hits(document, "表彰", "表扬")
    node_id = document.find("表彰")[0]
    document.set_body(node_id, "另外做好表彰。")
    assert not replace_all(document, found).changes
    assert document.node(node_id).body == "另外做好表彰。"


def test_names_of_departments_and_numbers_are_not_replaced(document: Document) -> None:
    assert hits(document, "计财科", "财务科") == []
    assert hits(document, "1.", "2.") == []


def test_what_stays_the_same_is_no_hit(document: Document) -> None:
    assert hits(document, "学校", "学校") == []


def test_groups_of_an_expression_are_put_in(document: Document) -> None:
    sought = Sought(Query(r"(\d+)(?P<unit>所)", regex=True))
    for replacement in ("约$1${unit}", r"约\1\g<unit>"):
        text = "新建12所，改建3所"
        assert replaced(text, list(find_hits(sought, replacement, text))) == "新建约12所，改建约3所"
    assert replaced("5所", list(find_hits(sought, r"$$\n\\", "5所"))) == "$\n\\"


def test_a_group_that_is_not_there_is_said() -> None:
    sought = Sought(Query(r"(\d+)", regex=True))
    check_replacement(sought, "$1")
    for replacement in ("$2", "${name}", r"\7"):
        with pytest.raises(SearchError):
            check_replacement(sought, replacement)
    check_replacement(Sought(Query("5")), "$2")  # plain words have no groups: it is meant as it stands


@given(st.text("学校42所$1\\", max_size=30), st.text("学校4", min_size=1, max_size=2), st.text("学$1\\n", max_size=3))
def test_replacing_plain_words_is_what_python_does(text: str, words: str, new: str) -> None:
    sought = Sought(Query(words, case=True))
    assert replaced(text, list(find_hits(sought, new, text))) == text.replace(words, new)
