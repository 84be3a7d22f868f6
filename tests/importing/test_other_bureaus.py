"""Forms of bureaus, schools and colleges beyond the usual 一、1.: every test is one rule of form, a few lines long."""

import pytest

from planeditor.plan.entities import Node
from tests.importing.outlines import outline, parse_text

TITLE = "某县教育局2022年工作要点\n"


def _body(text: str) -> str:
    """Return the outline of a plan of these lines below its title, without the plan's properties."""
    lines = outline(parse_text(TITLE + text)).splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(("section", "item")))
    return "\n".join(line for line in lines[first:] if not line.startswith("question"))


def _nodes(text: str) -> list[Node]:
    return [node for top in parse_text(TITLE + text).snapshot.nodes for node in top.walk()]


def test_a_point_that_ends_in_a_half_width_stop_is_a_sentence() -> None:
    assert _body("一、目标\n1、入学率100%,巩固率100%.\n2、推普周活动.") == (
        "section 一、 目标\n  item 1、\n      body: 入学率100%,巩固率100%.\n  item 2、\n      body: 推普周活动."
    )


def test_a_list_of_sentences_has_no_title_where_one_lost_its_stop() -> None:
    nodes = _nodes("一、安全\n1、签订责任状,层层落实。\n2、每学期组织演练一次\n3、定期检查校舍。")
    assert [node.title for node in nodes] == ["安全", "", "", ""]


def test_a_line_alone_names_a_task_unless_it_sets_a_goal_behind_a_comma() -> None:
    nodes = _nodes("一、学位\n（1）编制布局规划\n（2）办好家长学校\n二、减负\n（1）为教师减负，清单压减30%以上")
    assert [node.title for node in nodes] == ["学位", "编制布局规划", "办好家长学校", "减负", ""]


@pytest.mark.parametrize("brackets", ["〔〕", "［］", "【】", "（）", "[]"])
def test_two_labels_within_any_brackets_at_the_end_are_owners(brackets: str) -> None:
    opening, closing = brackets
    nodes = _nodes(
        f"一、改革\n1.组建学区4个，覆盖全部学校。{opening}牵头：中教科 配合：小教科、人事科{closing}\n2.略。"
    )
    owners = [(owner.name, owner.role) for owner in nodes[1].owners]
    assert owners == [("中教科", "lead"), ("小教科", "support"), ("人事科", "support")]
    assert nodes[1].body == "组建学区4个，覆盖全部学校。"


def test_a_last_sentence_that_says_by_whom_names_the_owners_and_stays_text() -> None:
    (item,) = [
        node
        for node in _nodes("一、改革\n1.推进综合评价，完善方案。由中教科牵头，考试中心配合。")
        if node.kind == "item"
    ]
    assert [(owner.name, owner.role) for owner in item.owners] == [("中教科", "lead"), ("考试中心", "support")]
    assert item.body.endswith("由中教科牵头，考试中心配合。")


def test_owners_below_the_last_of_some_points_are_the_whole_items() -> None:
    text = (
        "一、攻坚\n（一）精准资助\n一是应助尽助。\n二是建好台账。\n责任单位：计财科\n（二）控辍保学\n"
        "一是入户劝返。\n二是送教上门。\n责任单位：基教科"
    )
    nodes = {node.title: node for node in _nodes(text) if node.title}
    assert [owner.name for owner in nodes["精准资助"].owners] == ["计财科"]
    assert [owner.name for owner in nodes["控辍保学"].owners] == ["基教科"]
    assert not any(child.owners for node in nodes.values() for child in node.children if not child.title)


def test_circled_numbers_below_prose_numbers_are_their_parts() -> None:
    text = "第一章 重点\n第一，抓好教育。\n①每周一课。\n②每月一刊。\n第二，抓好演练。\n①全员参与。\n②每期两次。"
    assert [(node.kind, len(node.children)) for node in parse_text(TITLE + text).snapshot.nodes[0].children] == [
        ("item", 2),
        ("item", 2),
    ]


def test_a_row_across_right_below_the_header_is_a_section_of_the_pasted_table() -> None:
    text = (
        "填报单位：某县教育局\t\t填报日期：2022年2月\n序号\t重点任务\t具体举措\t牵头科室\t完成时限\n一、党建\n"
        "1\t创建品牌\t培育学校10所\t组织科\t2022年10月\n2\t清廉学校\t开展专项治理\t纪检科\t2022年12月\n"
        "二、安全\n3\t隐患排查\t每月一次\t安全科\t全年"
    )
    body = _body(text)
    assert body.count("section") == 2
    assert (
        "section 一、 党建\n  item 1. 创建品牌\n      body: 培育学校10所\n      lead: 组织科\n"
        "      due: 2022-10" in body
    )
    assert "unplaced: 填报单位" in body


def test_a_note_below_a_table_is_set_aside_and_asked_about() -> None:
    draft = parse_text(
        TITLE + "序号\t工作任务\t牵头科室\t完成时限\n1\t招聘教师\t人事科\t7月\n2\t评选名师\t人事科\t9月\n"
        "填表说明：每月25日前报送。"
    )
    assert draft.snapshot.unplaced[-1] == "填表说明：每月25日前报送。"
    assert not draft.snapshot.plan.preamble
    assert draft.questions[-1].number == 5


def test_short_lines_above_several_paragraphs_are_sections_in_a_text_without_numbers() -> None:
    text = (
        "2022年，职业教育要提高质量，打造品牌，服务发展大局。\n\n工作目标\n\n"
        "招生1200人，就业率保持在95%以上，完成培训任务。\n\n重点工作\n\n"
        "抓好招生工作。分解任务，定期通报，确保普职比大体相当。\n\n"
        "办好技能大赛。五月份举办全县大赛，选拔选手参加省赛。\n\n职成股\n2022年3月1日\n"
    )
    assert _body(text) == (
        "section - 工作目标\n    body: 招生1200人，就业率保持在95%以上，完成培训任务。\n"
        "section - 重点工作\n"
        "  item - 抓好招生工作\n      body: 分解任务，定期通报，确保普职比大体相当。\n"
        "  item - 办好技能大赛\n      body: 五月份举办全县大赛，选拔选手参加省赛。"
    )
    assert parse_text(TITLE + text).snapshot.plan.signer == "职成股"


def test_paragraphs_that_all_begin_with_a_heading_sentence_are_items() -> None:
    assert _body("一、队伍\n加强师德建设。开展评选活动。\n补充农村教师。招聘特岗教师60名。") == (
        "section 一、 队伍\n"
        "  item - 加强师德建设\n      body: 开展评选活动。\n"
        "  item - 补充农村教师\n      body: 招聘特岗教师60名。"
    )


def test_paragraphs_of_which_one_begins_with_a_statement_stay_text() -> None:
    nodes = _nodes(
        "一、形势\n今年是开局之年。任务很重。\n加强统筹协调。合力推进。\n二、任务\n1.抓落实。开好会。\n"
        "2.抓督查。勤通报。"
    )
    assert nodes[0].body == "今年是开局之年。任务很重。\n加强统筹协调。合力推进。"


def test_bullets_below_headings_are_items_and_people_end_with_their_line() -> None:
    text = (
        "【项目建设】\n●加快续建项目。教学楼8月底前竣工。责任人：张伟\n"
        "●谋划新建项目。完成立项和规划审批。责任人：李明\n【教育质量】\n"
        "●抓实教学管理。每月入校听课不少于4节。责任人：刘芳"
    )
    nodes = _nodes(text)
    assert [(node.kind, node.title) for node in nodes] == [
        ("section", "项目建设"), ("item", "加快续建项目"), ("item", "谋划新建项目"),
        ("section", "教育质量"), ("item", "抓实教学管理"),
    ]  # fmt: skip
    assert [field.text for node in nodes for field in node.fields] == ["张伟", "李明", "刘芳"]


def test_running_text_below_a_person_is_the_items_own() -> None:
    nodes = _nodes(
        "一、项目\n1.加快建设\n责任领导：张伟\n教学楼、综合楼8月底前竣工交付，确保秋季学期投入使用。\n"
        "2.谋划项目\n责任领导：李明"
    )
    assert nodes[1].body.startswith("教学楼")
    assert [field.text for field in nodes[1].fields] == ["张伟"]


def test_a_list_within_one_line_is_text() -> None:
    nodes = _nodes("一、安排\n九月\n1.召开会议；2.新生入学；3.主题活动。\n十月\n1.主题教育；2.运动会；3.听评课。")
    assert [(node.title, node.body) for node in nodes[1:]] == [
        ("九月", "1.召开会议；2.新生入学；3.主题活动。"),
        ("十月", "1.主题教育；2.运动会；3.听评课。"),
    ]


def test_points_that_all_begin_with_words_and_a_colon_have_them_for_titles() -> None:
    nodes = _nodes(
        "一、保教\n1.优化活动：每天户外2小时。\n2.科学衔接：联合教研4次。\n二、其他\n1.做到：守时。\n2.节约：光盘。"
    )
    assert [node.title for node in nodes if node.kind == "item"] == ["优化活动", "科学衔接", "", ""]


def test_few_full_lines_that_break_off_tell_the_width_of_a_page() -> None:
    text = (
        "　　2022年学校工作的总体思路是：以上级会议精神为指导，坚持以服务发展为宗旨、以\n"
        "促进就业为导向，努力建设示范学校。\n"
        "一、教学\n1、专业建设\n"
        "　　(1)重点建设数控技术、学前教育、电子商务三个省级品牌专业，编制培养方案\n，完善课程标准；\n"
        "　　(2)强化技能训练，组织校级技能大赛，参赛学生覆盖率达到100%，力争在省赛\n"
        "中取得5枚以上奖牌。\n2、学生管理\n(1)严格考勤；\n(2)勤查宿舍。"
    )
    points = [node for node in _nodes(text) if not node.children and node.kind == "item"]
    assert points[0].body.endswith("编制培养方案，完善课程标准；")
    assert points[1].body.endswith("力争在省赛中取得5枚以上奖牌。")


def test_offices_that_sign_one_below_the_other_are_all_signers() -> None:
    plan = parse_text(
        TITLE + "一、党建\n1.抓学习。\n2.抓作风。\n中共某某学院委员会\n某某学院\n2022年3月5日"
    ).snapshot.plan
    assert plan.signer == "中共某某学院委员会\n某某学院"


def test_a_page_may_show_the_notices_title_once_more_above_the_letter() -> None:
    text = (
        "关于印发《2022年重点工作安排》的通知\n时间：2022-03-15　来源：基教处\n"
        "某省教育厅关于印发《2022年重点工作安排》的通知\n"
        "各市教育局：\n现将《2022年重点工作安排》印发给你们，请认真落实。\n某省教育厅\n2022年3月12日\n附件\n"
        "2022年重点工作安排\n一、普及\n1.扩学位。\n2.控大班额。"
    )
    plan = parse_text(text).snapshot.plan
    assert plan.notice_title == "某省教育厅关于印发《2022年重点工作安排》的通知"
    assert plan.title == "2022年重点工作安排"
    assert plan.notice == "现将《2022年重点工作安排》印发给你们，请认真落实。"


def test_a_last_line_of_owners_is_no_foot_of_a_page() -> None:
    text = (
        "一、实事\n1.建学校\n牵头部门：建设科 完成时间：2022年8月\n2.建书院\n"
        "牵头部门：科信科 配合部门：团委 完成时间：2022年6月"
    )
    assert [owner.name for owner in _nodes(text)[-1].owners] == ["科信科", "团委"]


def test_labels_of_a_pages_table_may_be_spaced_out() -> None:
    text = (
        "索 引 号：1137-2018-0031\n发布机构：某市教育局\n名    称：某市教育局2018年工作要点\n"
        "某市教育局2018年工作要点\n一、党建\n1.抓学习。\n2.抓作风。"
    )
    assert parse_text(text).snapshot.plan.title == "某市教育局2018年工作要点"


def test_a_sections_title_may_hold_a_colon_that_no_sentence_follows() -> None:
    nodes = _nodes(
        "一、围绕一个中心：提高教学质量\n1.强化管理。签责任书。\n二、总体目标：全县教育质量迈上新台阶。\n1.强教研。多听课。"
    )
    assert [node.title for node in nodes if node.kind == "section"] == ["围绕一个中心：提高教学质量", "总体目标"]


@pytest.mark.parametrize(("first", "second"), [("l.", "2."), ("I．", "2．"), ("（—）", "（二）"), ("1丶", "2丶")])
def test_a_first_number_that_a_scanner_misread_begins_its_list(first: str, second: str) -> None:
    nodes = _nodes(
        f"一、党建\n{first}抓学习。开好会议。\n{second}抓作风。整改问题。\n二、安全\n{first}抓演练。\n{second}抓巡查。"
    )
    assert [node.title for node in nodes[:3]] == ["党建", "抓学习", "抓作风"]
    assert [len(top.children) for top in parse_text(TITLE + "一、党建\nl.学习。\n2.作风。").snapshot.nodes] == [2]


def test_a_line_that_only_looks_like_a_misread_number_stays_text() -> None:
    (section,) = parse_text(TITLE + "一、党建\n1.抓学习。\nI.P地址登记。\n3.抓作风。").snapshot.nodes
    assert section.children[0].body.endswith("I.P地址登记。")


def test_formal_numerals_count_as_the_usual_ones() -> None:
    nodes = parse_text(TITLE + "壹、党建\n1.抓学习。\n2.抓作风。\n贰、安全\n1.抓演练。\n2.抓巡查。").snapshot.nodes
    assert [(node.kind, node.title, len(node.children)) for node in nodes] == [
        ("section", "党建", 2),
        ("section", "安全", 2),
    ]
