"""What people say a line is, is what it becomes; the tree follows, and nothing is lost."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.importing.blocks import Block, Source, Table
from planeditor.importing.draft import Draft, LineKind
from planeditor.importing.grammar import parse_source
from planeditor.importing.sources import read_source
from planeditor.importing.text import text_blocks
from tests.importing.outlines import outline
from tests.importing.strings import squeeze, strings_of
from tests.importing.test_nothing_lost import random_texts, unique_lines

FILES = Path(__file__).parent.parent / "files"
TEXTS = sorted([*(FILES / "text").glob("*.txt"), *(FILES / "seeds").glob("*.txt")])
KINDS: tuple[LineKind, ...] = (
    "title", "meta", "notice", "preamble", "section", "item", "text", "field", "target", "lead", "support", "closing",
    "unplaced",
)  # fmt: skip
PLAN = """某县教育局2021年工作计划

前言一句话在这里。
一、安全
1.演练。全年4次。
牵头单位：安全股
2.培训。
培训对象是全体教师
二、教学
3.教研。
各校要照此办理。
返回首页
"""


def read(text: str, roles: Mapping[int, LineKind] | None = None) -> Draft:
    return parse_source(Source("text", tuple(text_blocks(text))), roles=roles or {})


def shown(draft: Draft) -> str:
    """The outline without its questions: a line that is settled asks no more."""
    return "".join(line for line in outline(draft).splitlines(keepends=True) if not line.startswith("question"))


def roles_of(draft: Draft) -> dict[int, LineKind]:
    return {line.number: line.role for line in draft.lines}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_confirming_every_line_changes_nothing(path: Path) -> None:
    source = read_source(path)
    draft = parse_source(source)
    again = parse_source(source, roles=roles_of(draft))
    assert shown(again) == shown(draft)
    assert roles_of(again) == roles_of(draft)
    assert again.questions == ()


@given(text=random_texts)
def test_confirming_any_text_changes_nothing(text: str) -> None:
    draft = read(text)
    again = read(text, roles_of(draft))
    assert (shown(again), roles_of(again)) == (shown(draft), roles_of(draft))


@given(parts=unique_lines, data=st.data())
def test_a_line_is_what_people_say_and_no_word_is_lost(parts: list[tuple[str, str, str]], data: st.DataObject) -> None:
    tokens = [f"甲{number:04}乙" for number in range(len(parts))]
    lines = [f"{lead}{token}{prose}{token}{end}" for token, (lead, prose, end) in zip(tokens, parts, strict=True)]
    numbers = st.integers(1, len(lines))
    roles = data.draw(st.dictionaries(numbers, st.sampled_from(KINDS), min_size=1, max_size=6))
    draft = read("\n".join(lines), roles)
    found = roles_of(draft)
    assert {number: found[number] for number in roles} == roles
    pile = squeeze("".join(strings_of(draft)))
    for number, (token, (_, prose, _)) in enumerate(zip(tokens, parts, strict=True), 1):
        assert squeeze(token + prose + token) in pile or found[number] in ("lead", "support")  # whose verbs are roles


def tree(draft: Draft) -> list[str]:
    lines = []

    def write(nodes: tuple, depth: int) -> None:  # type: ignore[type-arg]
        for node in nodes:
            lines.append("  " * depth + f"{node.kind} {node.title or node.body}".rstrip("。"))
            write(node.children, depth + 1)

    write(draft.snapshot.nodes, 0)
    return lines


def test_without_rulings_the_plan_reads_as_it_should() -> None:
    assert tree(read(PLAN)) == ["section 安全", "  item 演练", "  item 培训", "section 教学", "  item 教研"]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        (
            {7: "section"},
            ["section 安全", "  item 演练", "  section 培训", "section 教学", "  item 教研"],
        ),
        (
            {8: "item"},
            ["section 安全", "  item 演练", "  item 培训", "  item 培训对象是全体教师", "section 教学", "  item 教研"],
        ),
        (
            {8: "section"},
            ["section 安全", "  item 演练", "  item 培训", "section 培训对象是全体教师", "section 教学", "  item 教研"],
        ),
        ({7: "text"}, ["section 安全", "  item 演练", "section 教学", "  item 教研"]),
        ({9: "unplaced"}, ["section 安全", "  item 演练", "  item 培训", "  item 教研"]),
        ({4: "text"}, ["item 演练", "item 培训", "section 教学", "  item 教研"]),
        ({9: "item"}, ["section 安全", "  item 演练", "  item 培训", "item 教学", "  item 教研"]),
        (
            {3: "section"},
            ["section 前言一句话在这里", "section 安全", "  item 演练", "  item 培训", "section 教学", "  item 教研"],
        ),
    ],
)  # fmt: skip
def test_the_tree_follows_a_ruling(roles: dict[int, LineKind], expected: list[str]) -> None:
    assert tree(read(PLAN, roles)) == expected


def test_a_new_title_takes_the_place_of_the_old_one() -> None:
    text = "某市教育局\n关于推进教育数字化的若干想法\n\n2021年工作计划\n\n一、安全\n1.演练\n"
    assert read(text).snapshot.plan.title == "2021年工作计划"
    draft = read(text, {2: "title"})
    assert draft.snapshot.plan.title == "关于推进教育数字化的若干想法"
    assert [line.text for line in draft.lines if line.role == "title"] == ["关于推进教育数字化的若干想法"]
    assert "2021年工作计划" in "".join(strings_of(draft))


def test_two_lines_can_be_one_title() -> None:
    text = "关于进一步加强校园安全\n\n管理工作的实施方案\n\n一、安全\n1.演练\n"
    assert read(text, {1: "title", 3: "title"}).snapshot.plan.title == "关于进一步加强校园安全管理工作的实施方案"


def test_what_belongs_to_the_plan_itself_is_put_there() -> None:
    roles: dict[int, LineKind] = {8: "closing", 11: "preamble", 12: "meta", 3: "notice"}
    plan = read(PLAN.replace("返回首页", "某县教育局"), roles).snapshot.plan
    assert (plan.closing, plan.preamble) == ("培训对象是全体教师", "各校要照此办理。")
    assert (plan.issuer, plan.notice) == ("某县教育局", "前言一句话在这里。")


def test_owners_and_fields_can_be_told() -> None:
    draft = read(PLAN, {8: "lead", 11: "field"})
    training = next(node for node in draft.snapshot.walk() if node.body.startswith("培训") or node.title == "培训")
    assert [(owner.name, owner.role) for owner in training.owners] == [("培训对象是全体教师", "lead")]
    research = list(draft.snapshot.walk())[-1]
    assert [(field.label, field.text) for field in research.fields] == [("备注", "各校要照此办理。")]


def test_an_attachment_that_is_made_a_section_comes_in_with_all_its_lines() -> None:
    text = (
        PLAN.replace("首页\n", "") + "\n附件：任务清单\n\n某县教育局\n2021年1月5日\n\n附件\n任务清单\n1.演练\n2.培训\n"
    )
    lines = text.split("\n")
    number = len(lines) - lines[::-1].index("附件")
    assert tree(read(text))[-1] == "  item 教研"
    assert tree(read(text, {number: "section"}))[-3:] == ["section 附件", "  item 演练", "  item 培训"]


def test_a_settled_line_asks_no_more_and_every_question_has_answers() -> None:
    text = "2022年工作要点\n\n2021年，做好各项工作，争取进步。\n一、甲\n1.学习。\n3.宣传，\n"
    text += "二、乙\n4.考试\n责任科室：甲科\n责任科室：乙科"
    draft = read(text)
    assert len(draft.questions) == 4
    assert all(line.answers and line.role in line.answers for line in draft.questions)
    settled = read(text, {line.number: line.answers[0] for line in draft.questions[:2]})
    assert [line.number for line in settled.questions] == [line.number for line in draft.questions[2:]]


def test_paragraphs_without_any_mark_keep_being_items_below_a_new_section() -> None:
    text = "2021年工作打算\n\n今年是关键之年，各项工作要抓好抓实。\n安全工作\n"
    text += "认真组织安全演练，全年不少于四次。\n认真组织教师培训，全年不少于两次。\n"
    assert tree(read(text, {4: "section"})) == [
        "section 安全工作", "  item 认真组织安全演练，全年不少于四次", "  item 认真组织教师培训，全年不少于两次",
    ]  # fmt: skip


# -- heading styles and what a source keeps apart


def blocks(*lines: str | tuple[str, int]) -> Source:
    pairs = [(line, 0) if isinstance(line, str) else line for line in lines]
    return Source("word", tuple(Block(number, text, level) for number, (text, level) in enumerate(pairs, 1)))


def test_a_heading_style_makes_a_heading_without_a_mark() -> None:
    source = blocks(
        "某区教育局2021年工作计划", ("党建工作", 1), ("加强学习", 2), "全年12次。", ("改进作风", 2), "开展督查。",
        ("教学工作", 1), ("深化课程改革", 2), "建设示范校3所。",
    )  # fmt: skip
    assert tree(parse_source(source)) == [
        "section 党建工作", "  item 加强学习", "  item 改进作风", "section 教学工作", "  item 深化课程改革",
    ]  # fmt: skip


def test_headings_and_marks_that_agree_are_one_tree() -> None:
    source = blocks(
        ("某区教育局2021年工作计划", 1),
        ("一、党建", 2),
        ("1.学习", 3),
        "全年12次。",
        ("特色工作", 2),
        ("2.督查", 3),
        "全年2次。",
    )
    draft = parse_source(source)
    assert tree(draft) == ["section 党建", "  item 学习", "section 特色工作", "  item 督查"]
    assert draft.snapshot.plan.title == "某区教育局2021年工作计划"
    assert draft.questions == ()


def test_a_style_that_contradicts_the_mark_is_asked_about(english: None) -> None:
    source = blocks(
        "某区教育局2021年工作计划", ("一、党建", 1), ("（一）学习", 1), "全年。", ("二、教学", 1), ("（一）教研", 2)
    )
    draft = parse_source(source)
    assert tree(draft)[:2] == ["section 党建", "  item 学习"]
    assert [line.number for line in draft.questions] == [3]
    assert "heading style (level 1)" in draft.questions[0].question


def test_what_the_source_keeps_apart_is_unplaced_unless_people_say_otherwise() -> None:
    parts = (
        Block(1, "内部资料", aside="header"), Block(2, "2021年工作计划"), Block(3, "一、甲"), Block(4, "1.演练"),
        Block(5, "2.培训", aside="hidden"),
    )  # fmt: skip
    draft = parse_source(Source("word", parts))
    assert draft.snapshot.unplaced == ("内部资料", "2.培训")
    assert [(line.role, line.label) for line in draft.lines][::4] == [("unplaced", "header"), ("unplaced", "hidden")]
    assert tree(parse_source(Source("word", parts), roles={5: "item"})) == ["section 甲", "  item 演练", "  item 培训"]


def test_a_table_that_is_no_list_of_tasks_is_text_of_its_section() -> None:
    parts = (
        Block(1, "2021年工作计划"),
        Block(2, "一、甲"),
        Table(3, (("学校", "班数"), ("一小", "12"))),
        Block(5, "二、乙"),
    )
    draft = parse_source(Source("word", parts))
    assert [node.body for node in draft.snapshot.nodes] == ["学校\t班数\n一小\t12", ""]
    assert [line.role for line in draft.lines] == ["title", "item", "table", "table", "item"]


TASKS = Table(
    2,
    (
        ("序号", "重点任务", "具体举措", "责任单位"),
        ("1", "演练", "全年4次", "安全科"),
        ("", "小计", "", ""),
        ("2", "培训", "全年2次", "人事科"),
        ("3", "教研", "全年8次", "教研室"),
    ),
)


def read_tasks(roles: dict[int, LineKind]) -> Draft:
    return parse_source(Source("word", (Block(1, "某区教育局2021年工作计划"), TASKS)), roles=roles)


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({4: "section"}, ["item 演练", "section 小计", "  item 培训", "  item 教研"]),
        ({4: "item"}, ["item 演练", "item 小计", "item 培训", "item 教研"]),
        ({5: "unplaced"}, ["item 演练", "item 教研"]),
        ({4: "text", 5: "text"}, ["item 演练", "item 教研"]),
    ],
)
def test_a_row_of_tasks_is_what_people_say(roles: dict[int, LineKind], expected: list[str]) -> None:
    draft = read_tasks(roles)
    assert [line for line in tree(draft) if "小计" not in line or 4 in roles] == expected
    assert {number: roles_of(draft)[number] for number in roles} == roles
    pile = "".join(strings_of(draft))
    assert all(word in pile for row in TASKS.rows[1:] for word in row)


def test_a_row_that_is_text_belongs_to_the_task_above() -> None:
    draft = read_tasks({4: "text", 5: "support"})
    first = next(draft.snapshot.walk())
    assert first.title == "演练"
    assert "小计" in first.body
    assert "安全科" in [owner.name for owner in first.owners]


def test_confirming_the_rows_of_a_table_changes_nothing() -> None:
    draft = read_tasks({})
    again = read_tasks(roles_of(draft))
    assert (shown(again), roles_of(again)) == (shown(draft), roles_of(draft))


def targets_of(draft: Draft) -> list[tuple[str, float | None, str]]:
    return [(t.text, t.value, t.unit) for node in draft.snapshot.walk() for t in node.targets]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("现有幼儿园6所。", 6, "所"), ("培训教师120人次", 120, "人次"), ("形成可推广的经验。", None, "")],
)
def test_a_line_that_people_say_is_a_target_gives_one(text: str, value: float | None, unit: str) -> None:
    source = f"2024年工作要点\n一、学前\n1.扩容。按计划推进。\n{text}\n2.提质。"
    draft = read(source, {4: "target"})
    found = targets_of(draft)
    assert len(found) == 1
    assert (found[0][1], found[0][2]) == (value, unit)
    node = next(node for node in draft.snapshot.walk() if node.targets)
    span = node.targets[0].span
    assert span is not None
    assert node.body[span.start : span.end] == node.targets[0].text
    assert [line.number for line in draft.questions] == ([4] if value is None else [])


def test_a_target_that_the_rules_found_is_not_doubled() -> None:
    draft = read("2024年工作要点\n一、学前\n1.扩容。\n新建幼儿园6所。", {4: "target"})
    assert [value for _text, value, _unit in targets_of(draft)] == [6]


def test_what_is_set_aside_tells_why() -> None:
    parts = (Block(1, "2024年工作要点"), Block(2, "文件汇编", aside="header"), Block(3, "一、学前"), Block(4, "— 2 —"))
    draft = parse_source(Source("text", (*parts, Block(5, "1.扩容。"), Block(6, "附件1"), Block(7, "名单"))))
    assert {line.number: line.label for line in draft.lines if line.role == "unplaced"} == {
        2: "header", 4: "page", 6: "attachment", 7: "attachment",
    }  # fmt: skip


def test_a_last_sentence_to_the_schools_is_neither_owners_nor_part_of_the_item() -> None:
    closing = "各县区教育局、市直各学校要高度重视，加强组织领导，确保各项任务落到实处。"
    draft = read(f"2024年工作要点\n一、学前\n1.扩容。\n牵头单位：人事科    配合单位：督导室、基教科\n{closing}")
    assert draft.snapshot.plan.closing == closing
    assert draft.questions == ()
    assert [owner.name for node in draft.snapshot.walk() for owner in node.owners] == ["人事科", "督导室", "基教科"]


def test_a_short_line_between_title_and_items_is_asked_about_and_can_be_a_section() -> None:
    text = "教师科2024年工作安排\n重点工作\n1.招聘教师。\n2.培训校长。"
    assert [line.number for line in read(text).questions] == [2]
    assert tree(read(text, {2: "section"})) == ["section 重点工作", "  item 招聘教师", "  item 培训校长"]


def test_attachments_below_one_that_became_a_section_stay_apart() -> None:
    text = "2024年工作要点\n一、学前\n1.扩容。\n附件1\n任务表\n1.新建。\n附件2\n名词解释\n1.双减：减负。"
    draft = read(text, {4: "section"})
    assert draft.snapshot.plan.closing == ""
    assert draft.snapshot.unplaced == ("附件2", "名词解释", "1.双减：减负。")
