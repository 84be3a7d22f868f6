"""Texts that people worked on, brought up to date sentence by sentence."""

from hypothesis import given
from hypothesis import strategies as st

from planeditor.language.sentences import merge_texts, split_sentences

BASE = "本部分共5项任务，已完成1项。覆盖率已达80%。新建学校3所。\n另有1项进展〔待填〕。"


def test_figures_follow_in_sentences_that_nobody_touched() -> None:
    new = BASE.replace("80%", "85%").replace("3所", "4所")
    mine = BASE.replace("已完成1项。", "已完成1项，成效明显。").replace("3所。", "3所。还办了两件实事。")
    merged = merge_texts(BASE, mine, new)
    assert merged.text == mine.replace("80%", "85%").replace("3所", "4所")
    assert merged.updated == ("覆盖率已达85%。", "新建学校4所。")
    assert merged.refused == ()


def test_a_sentence_that_people_rewrote_stays_and_is_told() -> None:
    mine = BASE.replace("覆盖率已达80%。", "覆盖率达到八成。")
    merged = merge_texts(BASE, mine, BASE.replace("80%", "85%"))
    assert merged.text == mine
    assert merged.refused == ("覆盖率已达85%。",)


def test_a_sentence_that_people_took_out_does_not_come_back() -> None:
    mine = BASE.replace("覆盖率已达80%。", "")
    merged = merge_texts(BASE, mine, BASE.replace("80%", "85%"))
    assert merged.text == mine
    assert merged.refused == ("覆盖率已达85%。",)


def test_new_sentences_come_where_the_draft_has_them_and_old_ones_go() -> None:
    new = BASE.replace("新建学校3所。\n另有1项进展〔待填〕。", "新建学校3所。培训教师20人次。")
    assert merge_texts(BASE, BASE, new).text == new
    mine = BASE.replace("新建学校3所。", "新建学校3所。我局还开展了调研。")
    assert merge_texts(BASE, mine, new).text.startswith(mine.partition("新建")[0] + "新建学校3所。")


words = st.sampled_from(["甲1项。", "甲2项。", "乙3所。", "乙4所。", "丙；", "\n", "无句号", "丁《某2号》。"])
drafts = st.lists(words, max_size=8).map("".join)
own = st.sampled_from(["我写的。", "\n", "我改的3句。", "自己的话"])


@given(st.text(alphabet="甲。！？；\n”》1", max_size=30))
def test_the_sentences_of_a_text_are_the_text(text: str) -> None:
    assert "".join(split_sentences(text)) == text


@given(drafts, drafts)
def test_what_nobody_touched_becomes_the_new_draft(base: str, new: str) -> None:
    merged = merge_texts(base, base, new)
    assert merged.text == new
    assert merged.refused == ()


@given(drafts, st.lists(words | own, max_size=10).map("".join))
def test_nothing_changes_where_the_draft_is_the_same(base: str, mine: str) -> None:
    assert merge_texts(base, mine, base).text == mine


@given(drafts, st.lists(words | own, max_size=10), drafts)
def test_what_people_wrote_stays_to_the_character_and_in_order(base: str, parts: list[str], new: str) -> None:
    mine = "".join(parts)
    merged = merge_texts(base, mine, new).text
    drafted = set(split_sentences(base))
    theirs = [each for each in split_sentences(mine) if each not in drafted]
    at = 0
    for each in theirs:
        at = merged.index(each, at) + len(each)
