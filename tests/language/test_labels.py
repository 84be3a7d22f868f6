"""Labels of fields and owners within lines, and brackets at a paragraph's end."""

import pytest

from planeditor.language.labels import learn_labels, split_labels, take_closing_brackets

KNOWN = learn_labels([])


def cut(line: str, labels: frozenset[str] = KNOWN) -> list[tuple[str, str, str]]:
    return [(segment.kind, segment.label, segment.text) for segment in split_labels(line, labels)]


@pytest.mark.parametrize(
    "line",
    [
        "目标任务：建校",
        "目标任务:建校",
        "目标 任务 ： 建校",
        "目标任:务建校",
        "目标任务 建校",
        "目标任务（2021年）：建校",
    ],
)
def test_a_damaged_label_is_still_the_label(line: str) -> None:
    assert cut(line) == [("field", "目标任务", "建校")]


def test_two_labels_in_one_line_are_cut() -> None:
    line = "目标任务：建校5所。 工作措施:落实用地。责任科室：计财科"
    assert cut(line) == [
        ("field", "目标任务", "建校5所。"),
        ("field", "工作措施", "落实用地。"),
        ("support", "", "计财科"),
    ]


def test_owner_labels_may_follow_a_name_directly() -> None:
    line = "牵头单位：基建办责任单位：各学校"
    assert cut(line) == [("lead", "", "基建办"), ("support", "", "各学校")]


@pytest.mark.parametrize(
    "line", ["明确工作措施：落实到人", "目标任务已经完成", "（责任单位：基教科）", "落实牵头单位：甲"]
)
def test_a_label_inside_a_sentence_or_bracket_does_not_cut(line: str) -> None:
    assert cut(line) == [("text", "", line)]


def test_a_label_the_document_repeats_is_learned() -> None:
    labels = learn_labels(["亮点打造：一校一品", "其中：甲", "亮点打造：名师", "其中：乙"])
    assert cut("亮点打造：书香校园", labels) == [("field", "亮点打造", "书香校园")]
    assert cut("其中：丙", labels) == [("text", "", "其中：丙")]


@pytest.mark.parametrize(
    ("text", "rest", "owners", "fields"),
    [
        ("正文。（责任单位：甲科、乙科）", "正文。", ["甲科", "乙科"], []),
        ("正文(责任单位:甲科)。", "正文。", ["甲科"], []),
        ("正文。【牵头：甲科；配合：各县（市、区）教育局】", "正文。", ["甲科", "各县（市、区）教育局"], []),
        ("正文。（甲科牵头，乙科配合）", "正文。", ["甲科", "乙科"], []),
        ("正文。（基教科、督导室）", "正文。", ["基教科", "督导室"], []),
        ("正文。（责任领导：张某；责任科室：甲科；完成时限：6月底）", "正文。", ["甲科"], ["张某", "6月底"]),
        ("正文。（牵头单位：甲科）（配合单位：乙科）", "正文。", ["甲科", "乙科"], []),
        ("（责任单位：甲科）", "", ["甲科"], []),
    ],
)  # fmt: skip
def test_closing_brackets_give_owners_and_notes(text: str, rest: str, owners: list[str], fields: list[str]) -> None:
    found = take_closing_brackets(text, KNOWN)
    assert found is not None
    assert found.rest == rest
    assert [owner.name for owner in found.owners] == owners
    assert [field.text for field in found.fields] == fields


@pytest.mark.parametrize(
    "text",
    ["各县（市、区）", "印发方案（试行）", "三防（人防、物防、技防）", "建校3所（小学2所、初中1所）。", "正文）"],
)
def test_other_brackets_stay_in_the_text(text: str) -> None:
    assert take_closing_brackets(text, KNOWN) is None


@pytest.mark.parametrize(
    ("text", "owners", "fields"),
    [
        ("建设。（财务科、各学校）", ["财务科", "各学校"], []),
        ("建设。（市教育局、市财政局，各县区人民政府）", ["市教育局", "市财政局", "各县区人民政府"], []),
        ("建设。（语委办负责，各县区语委配合，12月底前完成）", ["语委办", "各县区语委"], ["12月底前完成"]),
        ("建设。【基教科；2023年6月】", ["基教科"], ["2023年6月"]),
    ],
)
def test_a_bracket_without_label_names_owners_and_a_deadline(text: str, owners: list[str], fields: list[str]) -> None:
    found = take_closing_brackets(text, KNOWN)
    assert found is not None
    assert found.rest == "建设。"
    assert [owner.name for owner in found.owners] == owners
    assert [field.text for field in found.fields] == fields


@pytest.mark.parametrize("text", ["组织参赛（一中、二中，6月底前）", "覆盖学校（各学校）", "完成（6月底前）"])
def test_places_and_times_alone_in_a_bracket_stay(text: str) -> None:
    assert take_closing_brackets(text, KNOWN) is None


def test_a_long_label_also_starts_behind_a_comma() -> None:
    found = split_labels("目标任务：达到20%，工作措施：开会2次。", KNOWN)
    assert [(segment.label, segment.text) for segment in found] == [
        ("目标任务", "达到20%，"),
        ("工作措施", "开会2次。"),
    ]
    assert len(split_labels("落实任务，目标：达到20%", KNOWN)) == 1
