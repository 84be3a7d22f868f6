"""Any text at all: it is read without an error, in linear time, and every word of it is in the draft."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.errors import Cancelled
from planeditor.importing.paste import parse_outline
from tests.importing.outlines import parse_text
from tests.importing.strings import node_strings, squeeze, strings_of

MARKS = (
    "一、", "二、", "三、", "（一）", "(二)", "㈢", "1.", "2.", "3．", "4、", "5﹒", "01.", "⒈", "（1）", "(2)",
    "1）", "①", "②", "一，", "二，", "1,", "2,", "3 ", "第一阶段：", "【责任】", "【目标】",
    "一是", "二要", "——", "第一，", "第一部分 ", "第二章 ", "- 一、", "• ", "## 二、", "1.1", "百、", "（", "》", "“",
)  # fmt: skip
LABELS = (
    "目标任务：",
    "目标 任务:",
    "工作措施 ",
    "问题描述",
    "亮点：",
    "完成时限：",
    "责任人：",
    "备注:",
    "附件：",
    "附件1",
    "来源：",
)
OWNERS = ("责任单位：", "牵头科室(单位)：", "（责任科室：", "【配合：", "牵头 ", "责任单位（部门）")
PROSE = (
    "加强教师队伍建设", "推进改革。全年开展2次，", "新建学校3所", "落实《方案》要求", "各学校要认真落实。",
    "达到95%以上；", "基教科、职成科", "督导办）", "2021年工作要点", "关于印发要点的通知", "某市教育局",
    "2021年3月5日", "— 12 —", "首页 > 公开", "微信", "一是改进；二是提升。", "各单位：", "】", "\t", "　　", "12",
    "第3页", "某市教育局文件", "某教〔2021〕3号", "目录",
)  # fmt: skip
ENDS = ("", "。", "：", "、", "，", "；", "）", "-", "……3")

pieces = st.sampled_from(MARKS + LABELS + OWNERS + PROSE + ENDS)
random_lines = st.lists(pieces | st.text(max_size=6), max_size=6).map("".join)
random_texts = st.lists(st.just("") | random_lines, max_size=25).map("\n".join)

OWNER_WORDS = "牵头责任配合单位科室部门负"


def _letters(text: str) -> list[str]:
    """The words that must be found again: letters and digits, label words and dates apart."""
    return [character for character in squeeze(text) if character.isalnum() and character not in OWNER_WORDS]


@given(text=random_texts)
def test_no_character_of_any_text_is_lost(text: str) -> None:
    draft = parse_text(text)
    kept = set("".join(strings_of(draft))) | set("文件及以和落实协同办参与主承助加第一要共方机构股处人室实施管")
    if draft.snapshot.plan.date:
        kept |= set("0123456789年月日")
    for line in draft.lines:
        assert all(character in kept for character in _letters(line.text)), line


unique_lines = st.lists(
    st.tuples(st.sampled_from(MARKS + LABELS + ("", "", "")), st.sampled_from((*PROSE[:6], "")), st.sampled_from(ENDS)),
    min_size=1,
    max_size=30,
)


@given(parts=unique_lines)
def test_every_line_is_found_again_whole(parts: list[tuple[str, str, str]]) -> None:
    tokens = [f"甲{number:04}乙" for number in range(len(parts))]
    lines = [f"{lead}{token}{prose}{token}{end}" for token, (lead, prose, end) in zip(tokens, parts, strict=True)]
    draft = parse_text("\n".join(lines))
    pile = squeeze("".join(strings_of(draft)))
    for token, (_, prose, _) in zip(tokens, parts, strict=True):
        assert squeeze(token + prose + token) in pile


@given(parts=unique_lines)
def test_every_pasted_line_is_found_again_whole(parts: list[tuple[str, str, str]]) -> None:
    tokens = [f"甲{number:04}乙" for number in range(len(parts))]
    lines = [f"{lead}{token}{prose}{token}{end}" for token, (lead, prose, end) in zip(tokens, parts, strict=True)]
    pile = squeeze("".join(text for node in parse_outline("\n".join(lines)) for text in node_strings(node)))
    assert all(squeeze(token + prose + token) in pile for token, (_, prose, _) in zip(tokens, parts, strict=True))


@given(text=random_texts)
def test_pasting_any_text_gives_nodes(text: str) -> None:
    nodes = parse_outline(text)
    assert bool(nodes) == bool(text.strip())


@pytest.mark.parametrize(
    "line",
    ["（" * 20_000, "1." * 10_000, "一、" * 10_000, "责任单位：" * 5_000, "目标 " * 10_000, "、" * 20_000,
     "— 1 " * 10_000, " " * 20_000 + "一", "《“（" * 7_000, "2020年" * 5_000, "责 任 " * 8_000, "一是甲；" * 8_000,
     "（责任单位：甲科）" * 3_000],
)  # fmt: skip
def test_no_line_takes_long(line: str) -> None:
    started = time.process_time()
    parse_text(f"一、甲\n1.乙\n{line}\n2.{line}\n{line}")
    assert time.process_time() - started < 5


def test_a_long_document_is_read_in_linear_time() -> None:
    item = "{0}.推进第{0}项改革。落实责任，全年活动不少于2次。\n目标任务：建成3所\n责任科室：基教科、督导办\n"
    text = "某市教育局2021年工作计划\n\n一、重点任务\n" + "".join(item.format(number) for number in range(1, 401))
    started = time.process_time()
    draft = parse_text(text)
    assert time.process_time() - started < 4
    assert sum(node.kind == "item" for node in draft.snapshot.walk()) == 400


def test_an_import_reports_its_progress_and_can_be_cancelled() -> None:
    text = "一、甲\n" + "1.学习。\n" * 3000
    told: list[float] = []
    parse_text(text, progress=lambda fraction: not told.append(fraction))
    assert told == sorted(told)
    assert len(told) > 3
    with pytest.raises(Cancelled):
        parse_text(text, progress=lambda fraction: fraction < 0.5)
