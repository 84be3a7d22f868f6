"""Years in texts: which mean the plan's own, and what becomes of the text when they move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.language.plan_years import Kept, find_mentions, shift


def kept(text: str) -> list[Kept | None]:
    """Return why each mention of 2020 had better stay, None for one that means the plan's year."""
    return [mention.kept for mention in find_mentions(text, 2020, 2021)]


@pytest.mark.parametrize(
    "text",
    [
        "2020年工作要点",
        "研究制定 2020 年学习计划",
        "2020年底前完成",
        "到2020年底完成",
        "力争2020年9月建成",
        "2020年建成学校3所",
        "2020年春季学期开学前",
        "2020届毕业生就业",
        "2020年度平安校园建设",
        "二〇二〇年九月底前",
        "２０２０年工作",
        "2020-09-30前",
        "2020.9前完成",
        "2020年6月—12月",
    ],
)
def test_a_year_that_means_the_plans_is_proposed(text: str) -> None:
    assert kept(text) == [None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("出台《优化布局三年行动计划(2020—2022年)》", Kept.TITLE),
        ("印发《教育局2020年春季学期开学方案》", Kept.TITLE),
        ("《标准（2020年版）》", Kept.TITLE),
        ("根据教发〔2020〕12号文件", Kept.NUMBER),
        ("（2020）3号", Kept.NUMBER),
        ("公告2020年第3号", Kept.NUMBER),
        ("实施2020—2022年行动", Kept.RANGE),
        ("2018-2020年", Kept.RANGE),
        ("2020年至2022年", Kept.RANGE),
        ("2020-2021学年", Kept.RANGE),
        ("2020级新生", Kept.EDITION),
        ("2020年版课程标准", Kept.EDITION),
        ("2020年是全面建成小康社会之年", Kept.SAID),
        ("自2020年9月1日起施行", Kept.PAST),
        ("2020年以来", Kept.PAST),
        ("比2020年提高3个百分点", Kept.PAST),
        ("2020年建成的学校", Kept.PAST),
        ("到2020年，基本普及高中阶段教育", Kept.HORIZON),
        ("开展“护苗2020”专项行动", Kept.NAME),
    ],
)
def test_a_year_that_means_something_else_stays_and_says_why(text: str, reason: Kept) -> None:
    assert kept(text) == [reason]


@pytest.mark.parametrize("text", ["培训2020人", "12020年", "增加2020.5万元", "2019年建成", "20200年", ""])
def test_what_only_looks_like_the_year_is_no_mention(text: str) -> None:
    assert kept(text) == []


def test_the_plans_own_title_may_move_between_book_title_marks_and_no_other() -> None:
    text = "现将《某市教育工委 某市教育局 2020 年工作要点》印发你们，并参照《教育部2020年重点任务》执行。"
    mentions = find_mentions(text, 2020, 2021, "中共某市委教育工委 某市教育局2020年工作要点")
    assert [mention.kept for mention in mentions] == [None, Kept.TITLE]


PIECES = [
    *(
        "2020",
        "２０２０",
        "二〇二〇",
        "2021",
        "年",
        "年度",
        "学年",
        "级",
        "—",
        "-",
        "至",
        "《",
        "》",
        "〔",
        "〕",
        "12号",
        "（",
        "）",
    ),
    *(
        "自",
        "起",
        "到",
        "底前",
        "9月",
        "，",
        "。",
        "\n",
        " ",
        "建成",
        "的",
        "学校3所",
        "版",
        "是",
        "“",
        "”",
        "专项",
        "万元",
        ".5",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=30)


@given(texts)
def test_nothing_else_of_a_text_changes(text: str) -> None:
    mentions = find_mentions(text, 2020, 2021)
    moved = shift(text, mentions)
    assert len(moved) == len(text)
    places = {at for mention in mentions for at in range(mention.start, mention.end)}
    assert all(old == new for at, (old, new) in enumerate(zip(text, moved, strict=True)) if at not in places)
    assert all(moved[mention.start : mention.end] == mention.after for mention in mentions)


@given(texts)
def test_moving_the_proposed_years_twice_is_moving_them_once(text: str) -> None:
    once = shift(text, [mention for mention in find_mentions(text, 2020, 2021) if mention.kept is None])
    again = [mention for mention in find_mentions(once, 2020, 2021) if mention.kept is None]
    assert shift(once, again) == once


@given(texts)
def test_nothing_between_book_title_marks_or_in_a_document_number_is_proposed(text: str) -> None:
    quoted = f"印发《{text.replace('《', '').replace('》', '').replace(chr(10), '')}》，教发〔2020〕{len(text)}号"
    assert all(mention.kept is not None for mention in find_mentions(quoted, 2020, 2021))
