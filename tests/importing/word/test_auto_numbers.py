"""The fields AUTONUM, AUTONUMLGL and AUTONUMOUT show numbers that no file holds."""

import pytest

from planeditor.importing.grammar import parse_source
from tests.importing.word.word_files import docx, field, p, read, t, texts


def simple(instruction: str, inner: str = "") -> str:
    return f'<w:fldSimple w:instr=" {instruction} ">{inner}</w:fldSimple>'


def heading(level: int, content: str) -> str:
    return p(content, f'<w:outlineLvl w:val="{level}"/>')


def test_paragraphs_are_counted_in_their_order() -> None:
    body = (
        p(simple("AUTONUM") + t("学习")),
        p(t("无号")),
        p(field("AUTONUM", None) + t("检查")),
        p(field("autonum", None) + t("总结")),
    )
    assert texts(docx(*body)) == ["1.学习", "无号", "2.检查", "3.总结"]


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r"AUTONUM \s )", "3)"),
        (r"AUTONUM \* CHINESENUM3 \s 、", "三、"),
        (r"AUTONUM \* ROMAN", "III."),
        (r"AUTONUM \* roman", "iii."),
        (r"AUTONUM \* Arabic", "3."),
        (r"AUTONUM \* GB4 \s 、", "㊂、"),
        ("AUTONUMOUT", "3."),
        ("AUTONUMLGL", "3."),
    ],
)
def test_a_field_says_how_its_number_is_written(instruction: str, shown: str) -> None:
    assert texts(docx(*[p(simple(instruction) + t("甲"))] * 3))[-1] == f"{shown}甲"


def test_headings_count_level_by_level() -> None:
    levels = (0, 1, 1, 2, 0, 1)
    legal = [heading(level, simple(r"AUTONUMLGL \e") + t(" 甲")) for level in levels]
    assert texts(docx(*legal)) == ["1 甲", "1.1 甲", "1.2 甲", "1.2.1 甲", "2 甲", "2.1 甲"]
    outline = [heading(level, field("AUTONUMOUT", None) + t("甲")) for level in levels]
    assert texts(docx(*outline)) == ["I.甲", "A.甲", "B.甲", "1.甲", "II.甲", "A.甲"]


def test_text_counts_anew_below_every_heading() -> None:
    text = p(simple("AUTONUM") + t("乙"))
    body = (heading(0, simple("AUTONUM") + t("甲")), text, text, heading(0, simple("AUTONUM") + t("甲")), text)
    assert texts(docx(*body)) == ["1.甲", "1.乙", "2.乙", "2.甲", "1.乙"]


def test_a_number_that_the_file_does_hold_is_shown_once() -> None:
    assert texts(docx(p(simple("AUTONUM", t("7.")) + t("甲")), p(field("AUTONUM", "8.") + t("乙")))) == ["7.甲", "8.乙"]


def test_items_counted_by_a_field_are_items() -> None:
    title = p("青山县教育局2021年工作要点")
    tasks = [p(simple("AUTONUM") + t(text)) for text in ("建成学校3所。", "培训教师500人。")]
    draft = parse_source(read(docx(title, p("一、主要任务"), *tasks)))
    assert [node.mark for node in draft.snapshot.nodes[0].children] == ["1.", "2."]
