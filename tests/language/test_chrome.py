"""What web pages and printers add."""

import pytest

from planeditor.language.chrome import (
    is_blurb,
    is_colophon,
    is_junk,
    is_menu,
    is_page_number,
    is_site_foot,
    is_table_label,
    is_table_of_contents,
    read_filler,
    read_web_facts,
    take_page_numbers,
)


@pytest.mark.parametrize("line", ["— 20 —", "- 3 -", "－12－", "第3页", "第 3 页 共 8 页", "3/8", "12"])
def test_page_numbers_are_known(line: str) -> None:
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["第3页的表", "2020", "——坚持", "3所"])
def test_other_lines_are_no_page_numbers(line: str) -> None:
    assert not is_page_number(line)


def test_a_page_number_within_a_sentence_is_taken_out() -> None:
    assert take_page_numbers("推进城乡 — 12 — 一体化") == ("推进城乡一体化", ["— 12 —"])
    assert take_page_numbers("职教中心—继续教育学院—社区") == ("职教中心—继续教育学院—社区", [])
    assert take_page_numbers("2018—20—22年") == ("2018—20—22年", [])


@pytest.mark.parametrize(
    "line", ["首页 > 公开", "【打印本页】【关闭窗口】", "上一篇：无", "微信扫一扫", "版权所有：某局"]
)
def test_menus_are_known(line: str) -> None:
    assert is_menu(line)


def test_junk_blurbs_and_contents_are_known() -> None:
    assert is_junk('");')
    assert not is_junk("关于")
    assert is_blurb("本资料由网友分享，欢迎下载收藏！")
    assert not is_blurb("推进优质资源分享。")
    assert is_table_of_contents("一、总体要求……………3")
    assert not is_table_of_contents("一、总体要求")


def test_a_page_tells_issuer_and_date() -> None:
    facts = read_web_facts(["来源：某县教育局发布时间：2021-03-04 10:00 浏览次数：9"])
    assert (facts.issuer, facts.date) == ("某县教育局", "2021-03-04")
    facts = read_web_facts(["发布机构", "某市教育委员会", "成文日期", "2020年1月2日"])
    assert (facts.issuer, facts.date) == ("某市教育委员会", "2020-01-02")


def test_table_labels_and_the_foot_of_a_letter_are_known() -> None:
    assert is_table_label("发布机构")
    assert is_table_label("发布机构\t某市教育局")
    assert not is_table_label("主题教育")
    assert is_colophon("抄送：市政府办公室。")
    assert is_colophon("某市教育局办公室　2021年3月1日印发")
    assert not is_colophon("2021年3月1日印发通知")


@pytest.mark.parametrize(
    ("line", "is_foot"),
    [
        (
            "主办单位：某县人民政府办公室 备案号：某ICP备12345678号 网站标识码：1234560001 技术支持：某公司信息中心",
            True,
        ),
        ("版权所有：某市教育局", True),
        ("主办单位：市教育局", False),
        ("做好软件正版化工作，完成网站备案。", False),
    ],
)
def test_who_runs_a_website_is_told_from_owners(line: str, is_foot: bool) -> None:
    assert is_site_foot(line) is is_foot


def test_who_filled_in_a_table_is_known() -> None:
    assert read_filler(["填报单位：云泽市教育局\t\t填报日期：2024年3月1日"]) == "云泽市教育局"
    assert read_filler(["填报单位"]) == ""
