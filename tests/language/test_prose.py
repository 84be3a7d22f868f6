"""Sentences, headings and titles."""

import pytest

from planeditor.language.prose import clean_title, ends_sentence, is_open, split_heading, split_run_in, wrap_width


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("推进课程改革。出台方案，开展研训。", "推进课程改革"),
        ("优化学校布局，扩大优质资源。新建学校3所。", "优化学校布局，扩大优质资源"),
        ("推进课程改革。", ""),
        ("出台《课程方案。试行》，开展研训。全年2次。", "出台《课程方案。试行》，开展研训"),
        ("加快推进县级教师发展中心建设，确保2021年底前全部通过省级示范验收。开展轮训。", ""),
        ("做好以下工作：一是招生。二是考试。", ""),
        ("推进课程改革", ""),
    ],
)
def test_a_short_first_sentence_before_more_text_is_a_heading(text: str, title: str) -> None:
    found, rest = split_heading(text)
    assert found == title
    assert (found + "。" + rest if found else rest) == text


def test_a_run_in_heading_ends_at_its_colon() -> None:
    assert split_run_in("指导思想：以新发展理念为引领") == ("指导思想", "以新发展理念为引领")
    assert split_run_in("重点抓好以下工作：招生、考试、评价")[0] == ""


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("某 市 教 育 局 2020 年 工 作 要 点", "某市教育局2020年工作要点"),
        ("甲市委教育工委 甲市教育局 2020 年要点", "甲市委教育工委 甲市教育局2020年要点"),
        ("坚持立德树人 落实五育并举", "坚持立德树人 落实五育并举"),
        ("强化 理论 武装。", "强化理论武装"),
        ("推进 IPv6 建设", "推进 IPv6 建设"),
    ],
)
def test_a_title_loses_the_scanners_spaces_only(text: str, clean: str) -> None:
    assert clean_title(text) == clean


def test_ends_and_openings_are_seen() -> None:
    assert ends_sentence("完成建设。”")
    assert not ends_sentence("完成建设")
    assert is_open("落实《某某")
    assert is_open("甲科、")
    assert not is_open("落实《某某》")


def test_a_fixed_line_width_is_found() -> None:
    assert wrap_width(["字" * 30] * 8 + ["字" * 9]) == 30
    assert wrap_width(["字" * 9, "字" * 200, "字" * 40] * 4) is None
