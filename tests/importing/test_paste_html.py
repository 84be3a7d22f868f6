"""HTML from the clipboard of Word, Excel, WPS and browsers becomes sections and items with all its words."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.importing.paste import parse_html
from planeditor.plan.entities import Node, Snapshot
from tests.importing.strings import node_strings, squeeze

FILES = Path(__file__).parent.parent / "files" / "html"
Shape = list[tuple[str, str, str, object]]


def shape(nodes: tuple[Node, ...]) -> Shape:
    return [(node.kind, node.title, node.body, shape(node.children)) for node in nodes]


def paste(name: str, text: str = "") -> Snapshot:
    return parse_html((FILES / name).read_text("utf-8"), text, 2021)


def words_of(snapshot: Snapshot) -> str:
    return squeeze("".join([*(text for node in snapshot.nodes for text in node_strings(node)), *snapshot.unplaced]))


def test_a_range_of_excel_becomes_items_as_its_header_says() -> None:
    snapshot = paste("excel_range.html")
    (section,) = snapshot.nodes
    first, second = section.children
    assert (section.kind, section.title) == ("section", "加强党的建设")
    assert (first.title, first.body, first.due) == ("建设清廉学校", "打造清廉示范校20所\n开展警示教育4次", "2021-09")
    assert [(owner.role, owner.name) for owner in first.owners] == [
        ("lead", "机关纪委"), ("support", "党建办"), ("support", "基教科")
    ]  # fmt: skip
    assert (second.title, second.due) == ("加强理论学习", "2021-12")
    assert snapshot.unplaced == ("云泽市教育局2021年重点任务分解表",)
    assert [known.name for known in snapshot.departments] == ["机关纪委", "党建办", "基教科"]


def test_paragraphs_of_word_keep_their_levels_and_automatic_numbers() -> None:
    snapshot = paste("word_paragraphs.html", "不用的纯文本")
    first, second = snapshot.nodes
    assert [(node.kind, node.mark, node.title) for node in (first, second)] == [
        ("section", "一、", "加强党的建设"), ("section", "二、", "提高教育质量")
    ]  # fmt: skip
    assert shape(first.children) == [
        ("item", "建设清廉学校", "打造清廉示范校20所。", [("item", "开展警示教育", "", [])]),
        ("item", "加强理论学习", "全年专题学习12次。", []),
    ]
    assert [owner.name for owner in first.children[0].owners] == ["机关纪委", "党建办"]
    assert snapshot.unplaced == ("（内部掌握）",)


def test_cells_of_wps_without_a_header_are_read_as_their_text_is() -> None:
    assert shape(paste("wps_table.html").nodes) == [
        ("item", "党建", "学习\n每月1次", [("item", "宣传", "=SUM(1)&2", [])]),
        ("item", "安全", "演练", []),
    ]


def test_html_that_only_dresses_up_its_words_is_read_as_plain_text() -> None:
    html = (
        "<html><body><!--StartFragment--><div><span>党建</span></div><div><span>&nbsp;学习</span></div></body></html>"
    )
    assert shape(parse_html(html, "党建\n\t学习").nodes) == [("item", "党建", "", [("item", "学习", "", [])])]
    assert shape(parse_html(html).nodes) == [("item", "党建", "", [("item", "学习", "", [])])]


def test_what_stands_around_the_copied_part_is_not_pasted() -> None:
    html = (
        "<html><body>前<p>前二<!--StartFragment--><ul><li>甲</li><li>乙</li></ul><!--EndFragment--><p>后</body></html>"
    )
    assert [node.title for node in parse_html(html).nodes] == ["甲", "乙"]
    raw = "Version:1.0\r\nStartHTML:00000097\r\nEndHTML:00000200\r\n" + html
    assert [node.title for node in parse_html(raw).nodes] == ["甲", "乙"]


def test_a_list_of_a_browser_keeps_its_depth() -> None:
    html = "<h2>党建</h2><ol><li>学习<ul><li>记录</li></ul></li><li>宣传</li></ol>"
    assert shape(parse_html(html).nodes) == [
        ("section", "党建", "", [("item", "学习", "", [("item", "记录", "", [])]), ("item", "宣传", "", [])])
    ]


def test_a_table_stands_below_the_heading_above_it() -> None:
    html = "<h2>一、党建</h2><table><tr><th>工作任务<th>责任科室<tr><td>学习<td>党建办<tr><td>宣传<td>基教科</table>"
    (section,) = parse_html(html).nodes
    assert [(node.title, [owner.name for owner in node.owners]) for node in section.children] == [
        ("学习", ["党建办"]), ("宣传", ["基教科"])
    ]  # fmt: skip


@pytest.mark.parametrize("html", ["", " ", "<!-- -->", "<table></table>", "<ul><li></li></ul>", "<p>&nbsp;</p>"])
def test_empty_html_is_read_as_its_text(html: str) -> None:
    assert parse_html(html).nodes == ()
    assert [node.title for node in parse_html(html, "学习").nodes] == ["学习"]


tags = st.sampled_from(("p", "div", "td", "li", "h2", "b", "table", "tr", "th", "ul", "ol", "br"))
tokens = st.sampled_from(
    ("党建", "1.学习", "一、安全", "责任单位：甲科", "任务", "牵头科室", "完成时限", "2021年6月", "12", "每月1次。")
)


@given(parts=st.lists(st.tuples(tags, tokens, st.booleans()), max_size=30))
def test_no_word_of_any_html_is_lost(parts: list[tuple[str, str, bool]]) -> None:
    texts = [f"甲{number:03}乙" for number in range(len(parts))]
    html = "".join(
        f"<{tag}>{word}{text}" + (f"</{tag}>" if closed else "")
        for text, (tag, word, closed) in zip(texts, parts, strict=True)
    )
    pile = words_of(parse_html(html))
    assert all(text in pile for text in texts)


def test_ten_thousand_rows_are_pasted_in_seconds() -> None:
    row = "<tr height=19><td class=xl65 x:num>{0}</td><td class=xl65>任务{0}</td><td>举措{0}</td><td>甲科</td></tr>"
    head = "<tr><td>序号</td><td>重点任务</td><td>具体举措</td><td>责任科室</td></tr>"
    html = f"<table>{head}{''.join(row.format(number) for number in range(1, 10_001))}</table>"
    started = time.process_time()
    snapshot = parse_html(html)
    assert sum(1 for _node in snapshot.walk()) == 10_000
    assert time.process_time() - started < 10
