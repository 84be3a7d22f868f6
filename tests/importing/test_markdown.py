"""Markdown: headings, lists, tables and labels come out as written, the signs that only set them go."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.errors import SourceError
from planeditor.importing.grammar import parse_source
from planeditor.importing.markdown import read_markdown
from tests.importing.reading import apart, levels, numbered_well, read, tables, texts

FILE = Path(__file__).parent.parent / "files" / "markdown" / "plan.md"


def test_a_whole_plan_comes_out_as_its_headings_and_lists_say() -> None:
    snapshot = parse_source(read(read_markdown, FILE.read_bytes())).snapshot
    assert snapshot.plan.title == "云泽市教育局2021年工作要点"
    first, second = snapshot.nodes
    assert (first.title, first.mark, second.title) == ("加强党的建设", "一、", "提高教育质量")
    (mechanism,) = first.children
    assert [node.title for node in mechanism.children] == ["推进清廉学校建设", "加强作风建设"]
    assert [node.title for node in mechanism.children[0].children] == ["打造清廉示范校20所", "开展警示教育4次"]
    assert [owner.name for owner in mechanism.owners] == ["党建办", "机关纪委"]
    reform = second.children[0]
    assert [owner.name for node in reform.walk() for owner in node.owners] == ["基教科"]


def test_front_matter_and_comments_are_kept_apart_and_the_title_is_not() -> None:
    source = read(read_markdown, FILE.read_bytes())
    assert apart(source)[:4] == [
        ("properties", "author: 办公室"),
        ("properties", "date: 2021-03-01"),
        ("comment", "草稿，勿外传"),
        ("comment", "第二稿"),
    ]
    assert texts(source)[0] == "云泽市教育局2021年工作要点"
    repeated = read(read_markdown, "---\ntitle: '计划'\n---\n# 计划 #\n")
    assert levels(repeated) == [(1, "计划")]
    assert apart(repeated) == [("properties", "title: '计划'")]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**责任单位：**基教科", "责任单位：基教科"),
        ("***重点*** 与 __任务__ 和 `代码` 及 ~~旧~~", "重点 与 任务 和 代码 及 旧"),
        (r"第\*1\*条 snake_case 3*4*5", "第*1*条 snake_case 3*4*5"),
        ("*斜体*字", "斜体字"),
        ("> > 引文", "引文"),
        ("![图](a.png)和<http://a.cn/b_c_d>", "图和http://a.cn/b_c_d"),
        ("    四个空格", "    四个空格"),
        ("####### 七个", "####### 七个"),
        ("1、学习", "1、学习"),
    ],
)
def test_signs_that_only_set_words_go(line: str, text: str) -> None:
    assert texts(read(read_markdown, line)) == [text]


def test_addresses_of_links_are_kept_apart() -> None:
    source = read(read_markdown, '见[方案](http://a.cn/1 "题")')
    assert texts(source) == ["见方案"]
    assert apart(source) == [("properties", "http://a.cn/1")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 一\n##二\n### 三 ###\n#1", [(1, "一"), (2, "二"), (3, "三"), (1, "1")]),
        ("题目\n====\n副题\n----\n\n---\n- a\n---", [(1, "题目"), (2, "副题"), (0, "• a")]),
        ("#编号 #5号", [(1, "编号 #5号")]),
    ],
)
def test_headings_have_their_levels(text: str, expected: list[tuple[int, str]]) -> None:
    assert levels(read(read_markdown, text)) == expected


def test_numbered_lists_keep_their_numbers_and_show_their_depth() -> None:
    source = read(read_markdown, "1. 甲\n\n   甲文\n   1. 子\n      1) 天\n2. 乙\n\n正文\n1. 丙")
    assert texts(source) == ["1. 甲", "   甲文", "（1）子", "①天", "2. 乙", "正文", "1. 丙"]


def test_points_with_points_below_them_are_an_outline() -> None:
    source = read(read_markdown, "## 工作\n* 甲\n\t* 子\n\t* 责任单位：乙科\n* [ ] 丙\n* [x] 丁")
    assert levels(source) == [
        (2, "工作"), (3, "• 甲"), (4, "• 子"), (0, "• 责任单位：乙科"), (3, "• 丙"), (3, "• 丁 ☑")
    ]  # fmt: skip


def test_a_table_is_a_table_and_lines_with_bars_are_text() -> None:
    source = read(read_markdown, "任务 | 科室\n---|:-:\n建校<br>扩建 | 计财科 | 备\n| 招聘\\|考试 |\n\n甲|乙\n丙|丁")
    (table,) = tables(source)
    assert table.rows == (("任务", "科室", ""), ("建校\n扩建", "计财科", "备"), ("招聘|考试", "", ""))
    assert texts(source) == ["甲|乙", "丙|丁"]


def test_code_is_kept_to_the_letter() -> None:
    assert texts(read(read_markdown, "```python\n# **a**\n| b |\n```\n~~~\n- c")) == ["# **a**", "| b |", "- c"]


def test_a_comment_leaves_the_line_it_stands_in_whole() -> None:
    source = read(read_markdown, "甲<!-- 注一\n注二 -->乙<!--注三-->丙\n丁 <!-- 未完")
    assert texts(source) == ["甲乙丙", "丁 <!-- 未完"]
    assert apart(source) == [("comment", "注一"), ("comment", "注二"), ("comment", "注三")]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SourceError, match="资料"):
        read(read_markdown, b"\x00\x01\xff")


signs = st.sampled_from(
    ("# ", "## ", "- ", "  - ", "    * ", "1. ", "   2) ", "> ", "|", "|---|", "**", "*", "_", "`", "```", "~~", "<!--",
     "-->", "<br>", "[", "](", ")", "---", "===", "\\", "[x] ", "\t", "  ", "\n", "\n", "\n\n", "title: ")
)  # fmt: skip
letters = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=3)


@given(parts=st.lists(signs | letters, max_size=60))
def test_every_word_is_kept_once(parts: list[str]) -> None:
    text = "".join(parts)
    source = read(read_markdown, f"头\n{text}")
    assert numbered_well(source)
    kept = "".join(line.text for line in source.lines())
    wanted = [letter for letter in text if letter in "甲乙丙丁戊己庚辛"]
    found = [letter for letter in kept if letter in "甲乙丙丁戊己庚辛"]
    assert not [letter for letter in "甲乙丙丁戊己庚辛" if found.count(letter) < wanted.count(letter)]


@pytest.mark.parametrize(
    "line", ["*", "**a", "[", "[a](", "<!--", "#", "# a ", " ", "|", "- ", "`", "_a", "> ", "\\", "-"]
)
def test_no_line_takes_long(line: str) -> None:
    started = time.process_time()
    read(read_markdown, f"头\n{line * 30_000}\n{line * 30_000}尾")
    read(read_markdown, "头\n" + f"{line}\n" * 20_000)
    assert time.process_time() - started < 6
