"""Forms that only the whole document proves: loose numbers, phases, lines above lists, boxes, edges of pages."""

import pytest

from planeditor.plan.entities import Node, Owner
from tests.importing.outlines import parse_text

TITLE = "某县教育局2022年工作要点\n"


def _nodes(text: str) -> list[Node]:
    return [node for top in parse_text(TITLE + text).snapshot.nodes for node in top.walk()]


def _shape(text: str) -> list[tuple[str, str]]:
    """Return every node's kind with its words, without the stops that a title loses."""
    return [(node.kind, (node.title + node.body).replace("。", "")) for node in _nodes(text)]


def _owners(owners: tuple[Owner, ...]) -> list[tuple[str, str]]:
    return [(owner.name, owner.role) for owner in owners]


@pytest.mark.parametrize("sign", [",", "，"])
def test_commas_behind_numbers_that_count_are_their_signs(sign: str) -> None:
    text = f"一{sign}抓队伍\n1{sign}开展培训。\n2{sign}组织考核。\n二{sign}抓安全\n1{sign}排查。\n2{sign}演练。"
    assert _shape(text) == [
        ("section", "抓队伍"),
        ("item", "开展培训"),
        ("item", "组织考核"),
        ("section", "抓安全"),
        ("item", "排查"),
        ("item", "演练"),
    ]


def test_a_comma_behind_a_lone_number_is_the_sentence_s_own() -> None:
    assert _shape("一、抓队伍\n1.开展培训。\n一，要抓早；\n2.组织考核。") == [
        ("section", "抓队伍"),
        ("item", "开展培训一，要抓早；"),
        ("item", "组织考核"),
    ]


def test_spaces_behind_numbers_that_count_to_three_are_their_signs() -> None:
    text = "一　目标\n全年无事故。\n二　措施\n1 健全组织。\n2 落实。\n3 检查。\n三　要求\n1 提高认识。"
    assert _shape(text) == [
        ("section", "目标全年无事故"),
        ("section", "措施"),
        ("item", "健全组织"),
        ("item", "落实"),
        ("item", "检查"),
        ("section", "要求"),
        ("item", "提高认识"),
    ]


def test_a_loose_number_that_is_repeated_by_mistake_does_not_end_the_list() -> None:
    titles = [words for _kind, words in _shape("1 听课。\n2 评课。\n3 备课。\n4 教研。\n4 命题。\n6 总结。")]
    assert titles == ["听课", "评课", "备课", "教研", "命题", "总结"]


def test_figures_at_the_start_of_broken_lines_are_no_loose_numbers() -> None:
    shape = _shape("一、建设\n1.全年新建幼儿园，共计\n12 所中心园，\n30 个班。\n2.改建。")
    assert [words for _kind, words in shape] == [
        "建设",
        "全年新建幼儿园，共计12 所中心园，30 个班",
        "改建",
    ]


@pytest.mark.parametrize("word", ["阶段", "步", "件", "件实事", "项行动"])
def test_phases_steps_and_deeds_that_are_counted_are_items(word: str) -> None:
    shape = _shape(f"一、安排\n第一{word}：动员部署。\n第二{word}：排查整治。\n1.自查。\n2.抽查。\n二、要求\n1.重视。")
    assert shape == [
        ("section", "安排"),
        ("item", "动员部署"),
        ("item", "排查整治"),
        ("item", "自查"),
        ("item", "抽查"),
        ("section", "要求"),
        ("item", "重视"),
    ]


def test_the_first_phase_in_a_sentence_begins_no_list() -> None:
    assert _shape("一、安排\n1.推进改革。\n第一阶段的任务是摸底。\n2.总结。")[1] == (
        "item",
        "推进改革第一阶段的任务是摸底",
    )


def test_the_years_of_a_plan_for_several_are_headings() -> None:
    text = "一、年度任务\n2021年任务\n1.建园3所。\n2.招聘80人。\n2022年任务\n1.建园4所。\n二、保障\n1.投入。"
    assert [node.title for node in _nodes(text) if node.kind == "section"] == [
        "年度任务",
        "2021年任务",
        "2022年任务",
        "保障",
    ]


def test_plain_lines_above_numbered_items_are_their_sections() -> None:
    text = "现明确如下。\n党的建设\n1.抓学习。（责任科室：人事科）\n2.抓作风。\n项目建设\n3.建学校。\n4.修操场。"
    assert [(node.kind, node.title or node.body) for node in _nodes(text)] == [
        ("section", "党的建设"),
        ("item", "抓学习。"),
        ("item", "抓作风。"),
        ("section", "项目建设"),
        ("item", "建学校。"),
        ("item", "修操场。"),
    ]


def test_a_short_line_below_an_item_that_goes_on_is_no_section() -> None:
    text = "现明确如下。\n1.抓学习\n读书活动\n2.抓作风\n家访活动\n3.抓落实"
    assert {node.kind for node in _nodes(text)} == {"item"}


def test_words_in_a_box_before_text_are_labels_and_owners() -> None:
    (_section, item, _other) = _nodes(
        "一、减负\n（一）压减作业\n【目标】不超过90分钟。\n【责任】基教科、教研室\n（二）提高质量\n【目标】评选100份。"
    )
    assert [(field.label, field.text) for field in item.fields] == [("目标", "不超过90分钟。")]
    assert _owners(item.owners) == [("基教科", "support"), ("教研室", "support")]


def test_a_line_of_owners_below_an_unnumbered_paragraph_is_that_paragraph_s() -> None:
    first, second = _nodes(
        "为教育系统办好以下实事，请抓好落实。\n新建学校8所，新增学位9600个。\n牵头单位：基建科　　配合单位：计财科\n"
        "改造旱厕100座，建成心理辅导站20个。\n牵头单位：后勤科"
    )
    assert _owners(first.owners) == [("基建科", "lead"), ("计财科", "support")]
    assert _owners(second.owners) == [("后勤科", "lead")]


def test_party_bodies_beside_an_office_are_owners_in_a_bracket() -> None:
    item = _nodes("一、党建\n1.改进作风。精文减会。（办公室、机关党委、宣传部）\n2.抓学习。")[1]
    assert _owners(item.owners) == [("办公室", "support"), ("机关党委", "support"), ("宣传部", "support")]


def test_what_every_page_repeats_beside_its_number_is_set_aside() -> None:
    draft = parse_text(
        TITLE
        + "一、安全\n1.排查。按月查，建立整改\n- 1 -\n某县教育局文件\n台账。\n2.演练。\n- 2 -\n某县教育局文件\n3.总结。"
    )
    assert [node.body for node in draft.snapshot.nodes[0].children] == [
        "按月查，建立整改台账。",
        "演练。",
        "总结。",
    ]
    assert draft.snapshot.unplaced.count("某县教育局文件") == 2


def test_a_line_that_stands_beside_one_page_number_only_stays() -> None:
    nodes = _nodes("一、安全\n1.开展排查\n- 1 -\n建立台账\n2.演练\n- 2 -\n总结")
    assert "建立台账" in "".join(node.title + node.body for node in nodes)


def test_a_title_whose_last_characters_stand_on_the_next_line_is_whole() -> None:
    plan = parse_text("某市2022年职业教育与成人教育工作要\n点\n一、布局\n1.调整。\n2.撤并。").snapshot.plan
    assert plan.title == "某市2022年职业教育与成人教育工作要点"


def test_a_half_width_stop_between_chinese_words_ends_a_heading() -> None:
    assert _nodes("一、装备\n1.推进校园建设.建成示范校8所.\n2.做好维护.")[1].title == "推进校园建设"


def test_the_address_of_a_site_below_its_menu_is_no_part_of_the_plan() -> None:
    unplaced = parse_text(
        TITLE
        + "一、安全\n1.排查。\n2.演练。\n扫一扫在手机打开当前页\n电话：0536-1234567　邮编：262700\n某公网安备3707号"
    ).snapshot.unplaced
    assert len(unplaced) == 3
