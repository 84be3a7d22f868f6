"""Each rule on texts finds what it is for, and leaves alone what only looks like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planeditor.plan.checks import CheckSettings, Problem, check_node, check_plan
from planeditor.plan.entities import LEAD, Department, Node, Owner, Plan, Snapshot
from tests.strategies import snapshots

OFFICE = Department(1000, "党建办")
LED = (Owner(2000, OFFICE.id, LEAD, "党建办"),)
PLAN = Plan(1, "2020年工作要点", year=2020)


def _problems(body: str, rule: str, plan: Plan = PLAN) -> list[Problem]:
    node = Node(3, "item", "任务", body, owners=LED)
    found = check_plan(Snapshot(plan, (OFFICE,), (node,)))
    alone = check_node(node, {OFFICE.id}, thorough=True, plan=plan)
    texts = [problem for problem in found if problem.rule == rule]
    assert [problem.message for problem in alone if problem.rule == rule] == [each.message for each in texts]
    return texts


WRONG = [
    ("placeholder", "推进xx市教育工作。", "xx"),
    ("placeholder", "学习党的XX届X中X会精神。", "XX届X中X"),
    ("placeholder", "计划建设学校〔待填〕所。", "〔待填〕"),
    ("placeholder", "完成时间（待定）。", "（待定）"),
    ("placeholder", "新建学校____所。", "____"),
    ("placeholder", "在X月底前完成。", "X"),
    ("placeholder", "培训教师？？人次。", "？？"),
    ("lost-number", "资助标准不低于省定标准的倍。", "标准的倍"),
    ("lost-number", "力争覆盖率达到以上。", "达到以上"),
    ("lost-number", "新建幼儿园不少于所。", "不少于所"),
    ("lost-number", "入学率提高个百分点。", "个百分点"),
    ("lost-number", "覆盖率达到%以上。", "%"),
    ("lost-number", "占比达到百分之以上。", "百分之"),
    ("lost-number", "贯彻市纪委四届次全会精神。", "届次全会"),
    ("lost-number", "举办第届艺术节。", "第届"),
    ("lost-number", "新增约万个学位。", "新增约万个"),
    ("lost-number", "大班额比例控制在以内。", "控制在以内"),
    ("impossible-figure", "力争全市100%以上学校达标。", "100%以上"),
    ("impossible-figure", "覆盖率超过100%。", "超过100%"),
    ("impossible-figure", "于2月30日前完成。", "2月30日"),
    ("impossible-figure", "于2020年13月底前完成。", "13月"),
    ("no-amount-unit", "投入资金约145亿，新增学位。", "145亿"),
    ("unmatched-mark", "落实关于深化教育督导的意见》。", "》"),
    ("unmatched-mark", "落实《关于深化教育督导的意见。", "《"),
    ("unmatched-mark", "实施“头雁工程，培养名师。", "“"),
    ("unmatched-mark", "新建学校（含改扩建5所。", "（"),
    ("unmatched-mark", "按照〔2020〕5号〕文件执行。", "〕"),
    ("unmatched-mark", '开展"红烛行动，培养名师。', '"'),
    ("doubled-mark", "加强管理，，提高质量。", "，，"),
    ("doubled-mark", "加强管理。，提高质量。", "。，"),
    ("doubled-mark", "语文、、数学。", "、、"),
    ("half-width", "加强管理,提高质量。", ","),
    ("half-width", "各县(市、区)出台办法。", "("),
    ("stray-space", "修订民办教育机构 红黑榜管理办法。", " "),
    ("repeated-word", "积极编制教育事业发展规划编制，确定目标。", "编制教育事业发展规划编制"),
    ("repeated-word", "加强师德师风建设师德师风建设。", "师德师风建设师德师风建设"),
    ("repeated-word", "落实的的要求。", "的的"),
    ("typo", "探索拨尖人才培养。", "拨尖"),
    ("typo", "做好工作布署。", "布署"),
    ("web-spam", "按照市委开云(中国)教育工作的部署。", "开云(中国)"),
    ("web-spam", "亚博体育官网提高教学质量。", "亚博体育官网"),
    ("contradicting-year", "2019年全市教育工作的总体要求是：坚持立德树人。", "2019"),
    ("contradicting-year", "2018年是“十三五”规划的关键之年。", "2018"),
    ("deadline-outside", "完成改造（2019年9月底前）。", "2019年9月底前"),
    ("no-full-stop", "加强管理。健全制度，落实责任，确保各项任务按时完成见到实效", "效"),
    ("cut-off", "加强管理。健全制度，落实责任，努力构筑教育人才高地，", "，"),
]


@pytest.mark.parametrize(("rule", "body", "words"), WRONG)
def test_a_rule_finds_its_problem_and_points_at_the_words(rule: str, body: str, words: str) -> None:
    (problem,) = _problems(body, rule)
    assert (problem.id, problem.spot.place) == (3, "body")
    assert body[problem.spot.start : problem.spot.end] == words
    assert problem.subject


RIGHT = [
    ("placeholder", "推进1+X证书制度试点，开展X光检查，办好XBox比赛。"),
    ("placeholder", "在二〇〇八年基础上，使用PX项目教材。"),
    ("lost-number", "不低于当地公务员水平，达到以上要求，倍增计划，成倍增长，5个百分点，2.5 个百分点，几个百分点。"),
    ("lost-number", "年底前完成，每月底前报送；第一届、第二次，60%以上，（%）。"),
    ("lost-number", "十九届四中全会、四届八次全会，不超过编制数，至少建成一所，控制在3%以内。"),
    ("impossible-figure", "达到100%，增长100%以上，毛入学率超过100%，2月29日，12月31日，12个月。"),
    ("no-amount-unit", "增加学位2万个，投资55.8亿元，服务70万中小学生。"),
    ("unmatched-mark", "1）建设；（2）改造。a)开展“三会一课”，落实《〈意见〉办法》，it’s。"),
    ("unmatched-mark", '采购55"屏幕；以"6+3"产业为主。'),
    ("doubled-mark", "落实“三个一”。”，加强……建设——提高！"),
    ("half-width", "1,000名，54.8%，16:57，IPv6，1+X，2018-2020年，（含）。"),
    ("stray-space", "局长 王明\n　　副局长 李四光；使用 Word 2016 软件。"),
    ("repeated-word", "人人有责，层层落实，研究研究，教育教育引导，编制教育规划，优化编制。"),
    ("typo", "讲座阵地，水平合格，自己经过努力，公平合理，部分，校园满意度，上报消防，教学效果。"),
    ("web-spam", "登录平台，中国（无锡）学院，江南大学，米兰时装周，下载资料。"),
    ("contradicting-year", "2020年全市教育工作的总体要求是：坚持立德树人。2019年是教育大会召开之后。"),
    ("deadline-outside", "2020年底前完成；对2018年12月底前入职的教师；比2019年提高。"),
    ("no-full-stop", "加强管理。健全制度，落实责任，确保各项任务按时完成（责任单位：教育局）。"),
    ("cut-off", "加强管理。健全制度，落实责任，确保各项任务按时完成、取得实效。"),
]


@pytest.mark.parametrize(("rule", "body"), RIGHT)
def test_a_rule_leaves_alone_what_only_looks_like_its_problem(rule: str, body: str) -> None:
    assert _problems(body, rule) == []


FREE = [case for case in WRONG if case[0] != "contradicting-year" and not case[1].startswith("积极编制")]


@pytest.mark.parametrize(("rule", "body", "words"), FREE)
def test_the_subject_stays_when_other_words_of_the_text_change(rule: str, body: str, words: str) -> None:
    (before,) = _problems(f"按照上级的部署和安排{body}", rule)
    (after,) = _problems(f"统一思想形成合力。按照上级的部署和安排{body}", rule)
    assert before.subject == after.subject
    assert before.spot != after.spot or rule in ("no-full-stop", "cut-off")


def test_style_that_is_everywhere_is_told_once_with_one_fix_for_all() -> None:
    nodes = tuple(Node(number, "item", f"任务{number}", "加强管理,提高质量。", owners=LED) for number in range(10, 30))
    (problem,) = [each for each in check_plan(Snapshot(PLAN, (OFFICE,), nodes)) if each.rule == "half-width"]
    assert (problem.whole, problem.id, problem.key) == (True, 10, ("half-width", None, "plan"))
    assert [fix.arguments["node_id"] for fix in problem.fixes[0].arguments["fixes"]] == list(range(10, 30))


def test_where_most_texts_have_no_full_stop_none_needs_one() -> None:
    texts = [f"加强学校安全管理并落实各方面责任确保师生平安第{number}项" for number in range(9)]
    nodes = tuple(Node(10 + place, "item", f"任务{place}", text, owners=LED) for place, text in enumerate(texts))
    assert "no-full-stop" not in {each.rule for each in check_plan(Snapshot(PLAN, (OFFICE,), nodes))}


def test_a_label_in_the_middle_of_a_text_is_found_where_most_items_have_it_as_a_field() -> None:
    from planeditor.plan.entities import Field

    good = [
        Node(10 * n, "item", f"任务{n}", fields=(Field(10 * n + 1, "工作措施", "落实责任。"),)) for n in range(1, 5)
    ]
    bad = Node(90, "item", "任务", fields=(Field(91, "目标任务", "提高质量。工作措施：加强管理。"),))
    found = check_plan(Snapshot(PLAN, (), (*good, bad)))
    (problem,) = [each for each in found if each.rule == "label-inside"]
    assert (problem.id, problem.spot.place) == (90, "91")


def test_rules_can_be_turned_off() -> None:
    snapshot = Snapshot(PLAN, (OFFICE,), (Node(3, "item", "任务", "推进xx市工作。", owners=LED),))
    assert [each.rule for each in check_plan(snapshot)] == ["placeholder"]
    assert check_plan(snapshot, CheckSettings(off=frozenset({"placeholder"}))) == []


chinese = st.text(
    st.sampled_from(
        '，。、；：“”‘’《》（）()【】〔〕",:; \u3000\nxX×_？第届次中全会百分之个%所100万亿月日年前2020编制的工作关于'
    )
)


@settings(max_examples=60, deadline=None)
@given(snapshots(text=chinese))
def test_no_plan_makes_a_rule_fail_and_every_spot_lies_in_its_text(snapshot: Snapshot) -> None:
    nodes = {node.id: node for node in snapshot.walk()}
    for problem in check_plan(snapshot):
        node = nodes.get(problem.id)
        texts = {"title": node.title, "body": node.body} if node else {}
        texts |= {str(field.id): field.text for field in (node.fields if node else ())}
        if problem.spot.place in texts and problem.rule != "target-incomplete":
            words = texts[problem.spot.place]
            assert 0 <= problem.spot.start <= problem.spot.end
            assert problem.spot.end <= len(words) or problem.spot.part_id
