"""Automatic numbers are resolved to what a reader of the document sees."""

import pytest

from planeditor.importing.grammar import parse_source
from planeditor.language.marks import read_mark, strip_bullet
from planeditor.plan.numbering import snapshot_numbers
from tests.importing.word.word_files import (
    docx,
    level,
    listed,
    numbering,
    p,
    read,
    style,
    styled,
    styles,
    t,
    tbl,
    tc,
    texts,
    tr,
)

NOTHING = '<w:suff w:val="nothing"/>'
SPACE = '<w:suff w:val="space"/>'
OFFICIAL = "".join(
    (
        level(0, "chineseCounting", "%1、", extra=NOTHING),
        level(1, "chineseCounting", "（%2）", extra=NOTHING),
        level(2, "decimal", "%3.", extra=SPACE),
        level(3, "decimal", "（%4）", extra=NOTHING),
        level(4, "decimalEnclosedCircleChinese", "%5", extra=NOTHING),
    )
)


def shown(levels: str, *lines: tuple[str, int], overrides: str = "") -> list[str]:
    return texts(
        docx(
            *(listed(text, at) for text, at in lines),
            parts={"numbering": numbering({0: levels}, {1: (0, overrides)})},
        )
    )


def test_the_levels_of_an_official_plan() -> None:
    found = shown(
        OFFICIAL,
        ("总体要求", 0),
        ("主要任务", 0),
        ("党建", 1),
        ("教学", 1),
        ("课程", 2),
        ("活动", 3),
        ("赛", 4),
        ("保障", 0),
        ("经费", 1),
    )
    assert found == [
        "一、总体要求",
        "二、主要任务",
        "（一）党建",
        "（二）教学",
        "1. 课程",
        "（1）活动",
        "①赛",
        "三、保障",
        "（一）经费",
    ]


def test_a_tab_behind_the_number_is_a_gap_where_the_sign_brings_none() -> None:
    assert shown(level(0, "decimal", "%1.") + level(1, "chineseCounting", "%2、"), ("甲", 0), ("乙", 1)) == [
        "1. 甲",
        "一、乙",
    ]


def test_a_digit_never_runs_into_the_number() -> None:
    levels = level(0, "decimal", "%1.", extra=NOTHING)
    assert shown(levels, ("5亿元投入到位", 0), ("培训", 0)) == ["1. 5亿元投入到位", "2.培训"]


def test_numbers_of_several_levels_and_legal_ones() -> None:
    levels = (
        level(0, "chineseCounting", "第%1章", extra=SPACE)
        + level(1, "decimal", "%1.%2", extra=SPACE + "<w:isLgl/>")
        + level(2, "lowerLetter", "%1.%2.%3)", extra=SPACE)
    )
    lines = [("总则", 0), ("目标", 1), ("任务", 1), ("小", 2), ("细则", 0), ("又", 1)]
    assert shown(levels, *lines) == ["第一章 总则", "1.1 目标", "1.2 任务", "一.2.a) 小", "第二章 细则", "2.1 又"]


def test_a_level_above_that_was_never_used_counts_as_its_start() -> None:
    levels = level(0, "decimal", "%1.", start=3) + level(1, "decimal", "%1.%2", extra=SPACE)
    assert shown(levels, ("甲", 1), ("乙", 1), ("丙", 0)) == ["3.1 甲", "3.2 乙", "3. 丙"]


def test_a_level_that_never_restarts_counts_through() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", extra='<w:lvlRestart w:val="0"/>')
    assert shown(levels, ("甲", 0), ("a", 1), ("b", 1), ("乙", 0), ("c", 1)) == [
        "一、甲",
        "1. a",
        "2. b",
        "二、乙",
        "3. c",
    ]


def test_a_level_restarts_behind_the_level_it_names_only() -> None:
    levels = (
        level(0, "decimal", "%1.")
        + level(1, "decimal", "%2)")
        + level(2, "decimal", "(%3)", extra='<w:lvlRestart w:val="1"/>')
    )
    lines = [("甲", 0), ("乙", 1), ("c", 2), ("丁", 1), ("e", 2), ("己", 0), ("g", 2)]
    assert shown(levels, *lines)[2::2] == ["(1) c", "(2) e", "(1) g"]


def test_a_missing_start_is_zero_and_a_missing_format_decimal() -> None:
    assert shown('<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>', ("甲", 0), ("乙", 0)) == ["0. 甲", "1. 乙"]


def test_an_overridden_start_restarts_lists_of_one_definition() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    parts = {"numbering": numbering({0: level(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, override), 3: (0, "")})}
    body = [
        listed("a"),
        listed("b"),
        listed("c", number=2),
        listed("d", number=2),
        listed("e", number=3),
        listed("f", number=2),
    ]
    assert texts(docx(*body, parts=parts)) == ["1. a", "2. b", "1. c", "2. d", "3. e", "4. f"]


def test_an_overridden_level_changes_the_form() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.", start=2)}</w:lvlOverride>'
    assert shown(level(0, "decimal", "%1."), ("甲", 0), ("乙", 0), overrides=override) == ["B. 甲", "C. 乙"]


def test_lists_of_different_definitions_count_apart() -> None:
    parts = {
        "numbering": numbering(
            {0: level(0, "decimal", "%1."), 7: level(0, "decimal", "%1）")}, {1: (0, ""), 2: (7, "")}
        )
    }
    body = [listed("a"), listed("b", number=2), listed("c"), listed("d", number=2)]
    assert texts(docx(*body, parts=parts)) == ["1. a", "1）b", "2. c", "2）d"]


def test_headings_numbered_by_their_styles_and_through_those_they_are_based_on() -> None:
    levels = level(0, "chineseCounting", "%1、", extra='<w:pStyle w:val="1"/>') + level(
        1, "chineseCounting", "（%2）", extra='<w:pStyle w:val="2"/>'
    )
    heading = '<w:pPr><w:numPr>{}<w:numId w:val="1"/></w:numPr></w:pPr>'
    sheet = styles(
        style("1", "heading 1", heading.format("")),
        style("2", "heading 2", heading.format('<w:ilvl w:val="1"/>')),
        style("22", "我的标题", '<w:basedOn w:val="2"/>'),
        style("23", "无编号", '<w:basedOn w:val="2"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'),
    )
    body = [
        styled("1", "甲"),
        styled("2", "乙"),
        styled("22", "丙"),
        styled("23", "丁"),
        styled("1", "戊"),
        styled("2", "己"),
    ]
    parts = {"numbering": numbering({0: levels}, {1: (0, "")}), "styles": sheet}
    assert texts(docx(*body, parts=parts)) == ["一、甲", "（一）乙", "（二）丙", "丁", "二、戊", "（一）己"]


def test_a_paragraph_can_leave_the_list_of_its_style_or_change_its_level() -> None:
    sheet = styles(style("a", "列表", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    body = [
        styled("a", "甲"),
        p("乙", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        p("丙", '<w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="1"/></w:numPr>'),
    ]
    parts = {"numbering": numbering({0: OFFICIAL}, {1: (0, "")}), "styles": sheet}
    assert texts(docx(*body, parts=parts)) == ["一、甲", "乙", "（一）丙"]


def test_a_definition_that_only_names_a_numbering_style() -> None:
    sheet = styles(style("L", "公文编号", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', kind="numbering"))
    abstracts = {0: '<w:numStyleLink w:val="L"/>', 1: '<w:styleLink w:val="L"/>' + OFFICIAL}
    parts = {"numbering": numbering(abstracts, {1: (0, ""), 2: (1, "")}), "styles": sheet}
    assert texts(docx(listed("甲"), listed("乙", number=2), listed("丙", 1), parts=parts)) == [
        "一、甲",
        "二、乙",
        "（一）丙",
    ]
    del parts["styles"]
    assert texts(docx(listed("甲"), parts=parts)) == ["一、甲"]


def test_definitions_that_name_each_other_in_a_ring_have_no_number() -> None:
    sheet = styles(
        style(
            "L", "甲", '<w:basedOn w:val="L"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering"
        )
    )
    parts = {"numbering": numbering({0: '<w:numStyleLink w:val="L"/>'}, {1: (0, "")}), "styles": sheet}
    assert texts(docx(listed("甲"), listed("乙", 3, 9), parts=parts)) == ["甲", "乙"]


def test_a_custom_format_stands_in_an_alternate_content() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:suff w:val="space"/><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert shown(custom, ("甲", 0), ("乙", 0)) == ["001 甲", "002 乙"]


@pytest.mark.parametrize(
    ("glyph", "font"),
    [("\uf06c", "Wingdings"), ("\uf0d8", "Wingdings"), ("•", "宋体"), ("o", "Courier New"), ("-", ""), ("", "")],
)
def test_every_bullet_is_one_that_is_known_for_a_bullet(glyph: str, font: str) -> None:
    bullet = (
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{glyph}"/>'
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr></w:lvl>'
    )
    (line,) = shown(bullet, ("加强领导", 0))
    assert line != "加强领导"
    assert strip_bullet(line) == "加强领导"


def test_a_dash_for_a_bullet_is_the_mark_that_plans_use() -> None:
    assert shown(level(0, "bullet", "——"), ("坚持立德树人", 0)) == ["——坚持立德树人"]


def test_numbers_in_the_cells_of_a_table_go_down_its_rows() -> None:
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    rows = [tr(tc(p("", item)), text) for text in ("甲", "乙", "丙")]
    below = tr(tc(p("", item), "<w:vMerge/>"), "丁")
    first = tr(tc(p("", item), '<w:vMerge w:val="restart"/>'), "戊")
    parts = {"numbering": numbering({0: level(0, "decimal", "%1", extra=NOTHING)}, {1: (0, "")})}
    found = texts(docx(tbl(*rows, first, below, rows[0]), parts=parts))
    assert found == ["1\t甲", "2\t乙", "3\t丙", "4\t戊", "\t丁", "5\t甲"]


def test_an_empty_numbered_paragraph_shows_its_number() -> None:
    assert shown(OFFICIAL, ("", 0), ("乙", 0)) == ["一、", "二、乙"]


def test_the_numbers_are_read_as_marks() -> None:
    for line in shown(OFFICIAL, *[("推进改革", at) for at in range(5)]):
        mark = read_mark(line)
        assert mark is not None
        assert mark.number == 1
        assert line[mark.end :] == "推进改革"


def test_a_level_beyond_the_ninth_and_forged_values_do_no_harm() -> None:
    levels = level(99, "decimal", "%1.") + '<w:lvl w:ilvl="x"/>' + level(0, "decimal", "%1.%9", start=10**12)
    assert shown(levels, ("甲", 0), ("乙", 400), ("丙", -3)) == ["0. 甲", "乙", "1. 丙"]


def test_an_inserted_paragraph_that_is_not_there_yet_counts_not() -> None:
    inserted = p(
        f"<w:ins>{t('新')}</w:ins>", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:ins/></w:rPr>'
    )
    data = docx(listed("甲"), inserted, listed("乙"), parts={"numbering": numbering({0: OFFICIAL}, {1: (0, "")})})
    assert texts(data) == ["一、甲", "二、新", "三、乙"]
    assert texts(data, "original") == ["一、甲", "二、乙"]


PATHS = "".join(
    (
        level(0, "decimal", "%1"),
        level(1, "decimal", "%1.%2"),
        level(2, "decimal", "%1.%2.%3"),
    )
)


def test_automatic_path_numbers_become_levels_and_are_shown_again() -> None:
    lines = (
        ("党的建设", 0), ("理论武装", 1), ("全年集体学习12次。", 2), ("举办培训班2期。", 2), ("组织建设", 1),
        ("完成支部标准化建设。", 2), ("教育公平", 0), ("学前教育", 1), ("新建幼儿园3所。", 2),
    )  # fmt: skip
    title = p("青山县教育局2022年工作要点")
    data = docx(
        title, *(listed(text, at) for text, at in lines), parts={"numbering": numbering({0: PATHS}, {1: (0, "")})}
    )
    draft = parse_source(read(data))
    assert list(snapshot_numbers(draft.snapshot).values()) == [
        "1.", "1.1 ", "1.1.1 ", "1.1.2 ", "1.2 ", "1.2.1 ", "2.", "2.1 ", "2.1.1 ",
    ]  # fmt: skip
    assert not draft.questions
