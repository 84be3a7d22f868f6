"""Saved web pages: the document is read, the site around it kept apart, and nothing is lost."""

import base64
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.errors import SourceError
from planeditor.importing.blocks import Merge
from planeditor.importing.grammar import parse_source
from planeditor.importing.html_page import read_html
from planeditor.importing.mhtml import read_mhtml
from planeditor.importing.options import ImportOptions
from tests.importing.reading import apart, levels, numbered_well, read, read_or_refuse, tables, texts

FILES = Path(__file__).parent.parent / "files" / "html"


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def test_the_document_of_a_government_page_is_read_and_the_site_kept_apart() -> None:
    source = read(read_html, (FILES / "site.html").read_bytes())
    asides = apart(source)
    assert ("header", "• 网站首页") in asides
    assert ("footer", "备案号：云ICP备00000000号") in asides
    assert ("footer", "• 云泽市教育局2020年工作要点") in asides
    assert {"云泽市教育局2021年工作要点", "云泽市教育局", "2021年3月1日"} <= set(texts(source))
    draft = parse_source(source)
    assert draft.snapshot.plan.title == "云泽市教育局2021年工作要点"
    assert [node.title for node in draft.snapshot.nodes] == ["加强党的建设", "提高教育质量"]
    assert numbered_well(source)


def test_nothing_of_a_script_is_read_and_what_is_hidden_is_kept_apart() -> None:
    source = read(read_html, (FILES / "site.html").read_bytes())
    everything = "".join(line.text for line in source.lines())
    assert "脚本" not in everything
    assert "color:red" not in everything
    assert ("hidden", "隐藏的干扰文字") in apart(source)
    assert ("hidden", "版权声明：本文由机器转载") in apart(source)


def test_a_table_has_its_merges_its_caption_and_lines_within_cells() -> None:
    source = read(read_html, (FILES / "site.html").read_bytes())
    (table,) = tables(source)
    assert table.rows[0] == ("序号", "重点任务", "责任分工", "")
    assert table.rows[2] == ("1", "新建学校\n3所", "计财科", "基教科、人事科")
    assert Merge(0, 2, 1, 2) in table.merges
    assert Merge(2, 3, 2, 1) in table.merges
    assert "重点任务分工表" in texts(source)


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "GB18030", "utf-8", "big5"])
def test_the_declared_charset_counts(charset: str) -> None:
    html = page("<p>計劃與朮語</p>" if charset == "big5" else "<p>镕基教科</p>", f'<meta charset="{charset}">')
    encoding = {"gb2312": "gbk"}.get(charset, charset)
    assert texts(read(read_html, html.encode(encoding)))[0] in ("計劃與朮語", "镕基教科")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_a_page_that_declares_no_charset_or_a_wrong_one_is_read_too(encoding: str) -> None:
    html = page("<p>全面加强党的建设</p>", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">')
    assert texts(read(read_html, html.encode(encoding))) == ["全面加强党的建设"]


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_one_broken_byte_spoils_no_other_word(charset: str) -> None:
    words = "全面加强党的建设，落实立德树人根本任务，办好人民满意的教育" * 3
    data = page(f"<p>{words}</p><p>头尾</p>", f'<meta charset="{charset}">').encode(charset)
    broken = data.replace("头尾".encode(charset), "头".encode(charset) + b"\xff" + "尾".encode(charset))
    source = read(read_html, broken)
    assert texts(source)[0] == words
    assert source.notes


def test_damaged_characters_are_told_of() -> None:
    source = read(read_html, page("<p>全面加强</p>", '<meta charset="utf-8">').encode() + b"\xff\xfe\xfa")
    assert texts(source)[0] == "全面加强"
    assert source.notes


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"", b"<html></html>", b"<p> </p>"])
def test_what_is_no_page_or_holds_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="资料"):
        read(read_html, data)


def test_line_breaks_divide_paragraphs_and_the_sources_line_ends_do_not() -> None:
    source = read(read_html, page("<div>一、党建<br>　　1.学习\n宣传<br/><br/>2.New\n  school</div>"))
    assert texts(source) == ["一、党建", "　　1.学习宣传", "2.New school"]


TASKS = "".join(f"<p>{number}.推进第{number}项改革。落实责任，全年活动不少于2次。</p>" for number in range(1, 9))


def test_the_table_of_open_information_above_a_document_stays_with_it() -> None:
    facts = "<tr><td>索引号<td>A1/2021<td>发文机关<td>云泽市教育局<tr><td>发文日期<td>2021-03-05<td>有效性<td>有效"
    html = page(
        f"<div><a href=x>首页</a></div><table>{facts}</table><h1>云泽市教育局2021年工作要点</h1>"
        f"<div><p>一、工作</p>{TASKS}</div>"
    )
    source = read(read_html, html)
    assert tables(source)[0].rows[0][0] == "索引号"
    draft = parse_source(source)
    assert (draft.snapshot.plan.title, draft.snapshot.plan.issuer) == ("云泽市教育局2021年工作要点", "云泽市教育局")
    assert apart(source) == [("header", "首页")]


def test_an_article_that_only_a_script_would_show_is_read() -> None:
    html = page(f'<div id="js_content" style="visibility: hidden; opacity: 0;">{TASKS}</div><p>微信扫一扫</p>')
    assert texts(read(read_html, html))[0].startswith("1.推进第1项改革")


def test_an_article_in_the_fonts_and_cells_of_an_old_page_is_found() -> None:
    words = TASKS.replace("<p>", "<br>&nbsp;&nbsp;&nbsp;&nbsp;").replace("</p>", "")
    menu = "".join(f"<td><a href=x>栏目{number}</a>" for number in range(12))
    html = page(
        f"<center><table><tr>{menu}</table><table><tr><td width=200>通知公告<td><font size=3>"
        f"<b>云泽市教育局2021年工作要点</b><br>一、工作{words}</font></table><p>版权所有：云泽市教育局</p></center>"
    )
    source = read(read_html, html)
    assert parse_source(source).snapshot.nodes[0].title == "工作"
    assert ("footer", "版权所有：云泽市教育局") in apart(source)


def test_a_page_that_is_one_list_of_tasks_keeps_its_table() -> None:
    rows = "".join(f"<tr><td>{number}<td>推进第{number}项改革<td>甲科" for number in range(1, 20))
    html = page(f"<p>首页</p><div><h2>任务表</h2><table><tr><th>序号<th>工作任务<th>责任科室{rows}</table></div>")
    source = read(read_html, html)
    assert len(tables(source)[0].rows) == 20
    assert "任务表" in texts(source)


def test_a_heading_of_two_lines_is_one() -> None:
    source = read(read_html, page("<h1>云泽市教育局<br>2021年工作要点</h1><h2>Plan<br>A</h2>"))
    assert levels(source) == [(1, "云泽市教育局2021年工作要点"), (2, "Plan A")]


@pytest.mark.parametrize(
    ("start", "numbers"),
    [
        ("<ol>", ["1. 甲", "2. 乙"]),
        ('<ol start="3">', ["3. 甲", "4. 乙"]),
        ('<ol type="a">', ["a. 甲", "b. 乙"]),
        ('<ol type="I">', ["I. 甲", "II. 乙"]),
        ("<ol reversed>", ["2. 甲", "1. 乙"]),
        ('<ol style="list-style-type: cjk-ideographic">', ["一、甲", "二、乙"]),
        ('<ol style="list-style: none">', ["甲", "乙"]),
        ("<ul>", ["• 甲", "• 乙"]),
    ],
)
def test_a_list_has_the_numbers_that_a_reader_sees(start: str, numbers: list[str]) -> None:
    assert texts(read(read_html, page(f"{start}<li>甲</li><li><p>乙</p></li></{start[1:3]}>"))) == numbers


def test_a_list_within_a_list_is_read_as_one() -> None:
    html = page("<h2>工作</h2><ol><li>甲<ol><li>子</li><li>丑</li></ol></li><li>乙</li></ol>")
    assert texts(read(read_html, html)) == ["工作", "1. 甲", "（1）子", "（2）丑", "2. 乙"]
    html = page("<h2>工作</h2><ul><li>甲<ul><li>子</li><li>责任科室：基教科</li></ul></li><li>乙</li></ul>")
    assert levels(read(read_html, html)) == [
        (2, "工作"), (3, "• 甲"), (4, "• 子"), (0, "• 责任科室：基教科"), (3, "• 乙")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("revisions", "text", "gone"), [("accept", "建设5所学校", "3所"), ("original", "建设3所学校", "5所")]
)
def test_one_side_of_a_revision_is_read_and_the_other_kept_apart(revisions: str, text: str, gone: str) -> None:
    html = page("<p>建设<del>3所</del><ins>5所</ins>学校</p>")
    source = read(read_html, html, ImportOptions(revisions=revisions))
    assert texts(source) == [text]
    assert apart(source) == [("deleted", gone)]


def test_a_page_of_word_keeps_numbers_headings_and_comments_apart() -> None:
    html = page(
        '<div class="WordSection1"><p class=MsoToc1>一、党建 1</p>'
        "<h1><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;&nbsp; </span></span><![endif]>"
        "党建</h1>"
        "<p style='mso-list:l0 level1 lfo1'><span style='font-family:Wingdings'><span style='mso-list:Ignore'>l"
        "<span>&nbsp;</span></span></span>学习<o:p></o:p></p>"
        "<p>宣传<span style='mso-hide:all'>暗</span></p></div>"
        "<div style='mso-element:comment-list'><p>请核实</p></div><!--[if gte mso 9]><xml>x</xml><![endif]-->",
        '<meta name=Generator content="Microsoft Word 15"><title>党建</title>',
    )
    source = read(read_html, html)
    assert levels(source) == [(1, "一、 党建"), (0, "• 学习"), (0, "宣传")]
    assert apart(source) == [("contents", "一、党建 1"), ("hidden", "暗"), ("comment", "请核实")]


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    html = page("<table><tr><td>左<td><table><tr><th>任务<th>科室<tr><td>一、建校<td>计财科</table></table>")
    (table,) = tables(read(read_html, html))
    assert table.rows == (("任务", "科室"), ("一、建校", "计财科"))


@pytest.mark.parametrize("span", ["99999999999", "-3", "0", "x", "1000000"])
def test_absurd_spans_make_no_large_table(span: str) -> None:
    html = page(f'<table><tr><td rowspan="{span}" colspan="{span}">甲<td>乙<tr><td>丙<td>丁</table>')
    source = read(read_html, html)
    kept = "".join(line.text for line in source.lines())
    assert all(letter in kept for letter in "甲乙丙丁")
    assert sum(len(table.rows[0]) for table in tables(source)) < 1000


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "font", "blockquote"])
def test_absurd_depth_is_read_or_refused_at_once(tag: str) -> None:
    started = time.process_time()
    source = read_or_refuse(read_html, page(f"<p>前</p>{f'<{tag}>' * 100_000}深处<p>后"))
    assert source is None or {"前", "深处", "后"} <= set(texts(source))
    assert time.process_time() - started < 10


@given(data=st.data())
def test_a_mutated_page_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray((FILES / "site.html").read_bytes())
    for _change in range(data.draw(st.integers(1, 30))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    source = read_or_refuse(read_html, bytes(content))
    assert source is None or numbered_well(source)


words = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=4)
tags = st.sampled_from(("p", "div", "td", "li", "h2", "b", "table", "tr", "ul", "ol", "span", "pre", "nav", "a", "br"))


@given(parts=st.lists(st.tuples(tags, words, st.booleans()), max_size=40))
def test_every_word_of_a_page_is_kept(parts: list[tuple[str, str, bool]]) -> None:
    html = "".join(f"<{tag}>{word}" + (f"</{tag}>" if closed else "") for tag, word, closed in parts)
    source = read(read_html, page(f"<p>头</p>{html}"))
    kept = "".join(line.text for line in source.lines())
    assert sorted(letter for letter in kept if letter in "甲乙丙丁戊己庚辛") == sorted(
        "".join(w for _t, w, _c in parts)
    )


def test_a_page_in_one_file_is_read_with_its_frames() -> None:
    parts = [
        b'Content-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: base64\n\n',
        b"Content-Type: image/png\n\nabc\n",
        b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<div style=3D'mso-element:header'>"
        b"<p>=E9=A1=B5=E7=9C=89</p></div>\n",
    ]
    parts[0] += base64.encodebytes(page("<p>一、党建</p><p>1.学习</p>").encode("gbk"))
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
    data = head + b"".join(b"--x\n" + part + b"\n" for part in parts) + b"--x--\n"
    source = read(read_mhtml, data)
    assert texts(source) == ["一、党建", "1.学习"]
    assert apart(source) == [("header", "页眉")]
    assert numbered_well(source)


@pytest.mark.parametrize(
    "data", [b"", b"MIME-Version: 1.0\n\nabc", b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 5000]
)
def test_an_envelope_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="资料"):
        read(read_mhtml, data)
