"""Quantified goals: one table of examples for every rule of the grammar of goals.

A target is written as its comparator, value (or range) and unit: "=3所", ">=95%", "=3..5个"; a result begins with !.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planeditor.language.targets import FoundTarget, find_targets

Examples = pytest.mark.parametrize


def shown(target: FoundTarget) -> str:
    high = f"..{target.value_high:g}" if target.value_high is not None else ""
    mark = "!" if target.kind == "actual" else ""
    return f"{mark}{target.comparator}{target.value:.10g}{high}{target.unit}"


def found(text: str, **context: object) -> list[str]:
    return [shown(target) for target in find_targets(text, **context)]  # type: ignore[arg-type]


@Examples(
    ("text", "expected"),
    [
        ("新建幼儿园5所。", ["=5所"]),
        ("新增学位1.2万个。", ["=12000个"]),
        ("新增学位1,200个。", ["=1200个"]),
        ("新增公办学位2.5万。", ["=25000个"]),
        ("新增3000学位。", ["=3000个"]),
        ("开展技能培训20万人次。", ["=200000人次"]),
        ("投入资金3.2亿元。", ["=3.2亿元"]),
        ("投入资金145亿。", ["=145亿元"]),
        ("争取专项资金3千万元。", ["=3000万元"]),
        ("筹措经费８０万元。", ["=80万元"]),
        ("新建校舍3.5万㎡。", ["=35000平方米"]),
        ("购置实训设备400台（套）。", ["=400台"]),
        ("巩固率达到百分之九十五。", ["=95%"]),
        ("巩固率达到95％。", ["=95%"]),
        ("培养骨干教师三百名。", ["=300名"]),
        ("新建学校 42 所。", ["=42所"]),
        ("总投资 3.6 亿元,新建校舍 5.2 万平方米。", ["=3.6亿元", "=52000平方米"]),
        ("争取专项资金1个亿。", ["=1亿元"]),
    ],
)
def test_a_quantity_is_a_number_with_its_unit(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@Examples(
    ("text", "expected"),
    [
        ("创建示范校3-5所。", ["=3..5所"]),
        ("创建示范校3至5所。", ["=3..5所"]),
        ("创建示范校三至五所。", ["=3..5所"]),
        ("优良率达到45%—50%。", ["=45..50%"]),
        ("投入资金50万元至100万元。", ["=50..100万元"]),
        ("就业率从90%提高到95%。", ["=95%"]),
    ],
)
def test_a_range_has_two_ends(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@Examples(
    ("text", "expected"),
    [
        ("新建幼儿园不少于5所。", [">=5所"]),
        ("新建幼儿园5所以上。", [">=5所"]),
        ("至少新建5所幼儿园。", [">=5所"]),
        ("培训教师500余人。", [">=500人"]),
        ("入园率不低于90%。", [">=90%"]),
        ("入园率保持在90%及以上。", [">=90%"]),
        ("比例不低于教师总数的10%。", [">=10%"]),
        ("入园率突破90%。", [">=90%"]),
        ("大班额控制在3%以内。", ["<=3%"]),
        ("大班额控制在3%。", ["<=3%"]),
        ("大班额比例不超过3%。", ["<=3%"]),
        ("近视率降到40%以下。", ["<=40%"]),
        ("招聘教师约300名。", ["~300名"]),
        ("招聘教师300名左右。", ["~300名"]),
    ],
)
def test_bounds_stand_before_or_behind(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@Examples(
    ("text", "expected"),
    [
        ("近视率比上年降低1个百分点。", ["-1个百分点"]),
        ("入园率较上年提高两个百分点以上。", ["+2个百分点"]),
        ("优投率提升一个百分点。", ["+1个百分点"]),
        ("录取人数比上年增加5%。", ["+5%"]),
        ("公用经费在原基础上生均提高150元。", ["+150元"]),
        ("近视率平均每年降低1个百分点。", ["-1个百分点/年"]),
        ("占比提高到50%。", ["=50%"]),
        ("增加学位5000个。", ["=5000个"]),
    ],
)
def test_a_change_is_told_from_a_level(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@Examples(
    ("text", "expected"),
    [
        ("每月至少组织1次集中学习。", [">=1次/月"]),
        ("每学期召开两次家长会。", ["=2次/学期"]),
        ("每两周召开一次例会。", ["=1次/两周"]),
        ("每个区域创建一所高品质高中。", ["=1所/区域"]),
        ("每所学校配备1名法治副校长。", ["=1名/学校"]),
        ("保证学生每天锻炼1小时。", ["=1小时/天"]),
        ("小学每周不少于4课时。", [">=4课时/周"]),
        ("补助标准不低于每生每天5元。", [">=5元/生/天"]),
        ("每百名学生配备心理教师1名。", ["=1名/百名学生"]),
        ("坚持每周一次教研、每月一次展示。", ["=1次/周", "=1次/月"]),
        ("送教上门每生每月不少于2次、每次不少于2课时。", [">=2次/生/月", ">=2课时/次"]),
        ("每月召开例会1次，新建学校3所。", ["=1次/月", "=3所"]),
        ("户外活动每天不少于2小时，其中体育活动1小时。", [">=2小时/天", "=1小时"]),
        ("开展家访≥2次/学期。", [">=2次/学期"]),
        ("拨付生均公用经费1200元/生·年以上。", [">=1200元/生/年"]),
        ("举办主题团日1次/每月，新建学校3所。", ["=1次/月", "=3所"]),
        ("提供午餐补助5元/生/天。", ["=5元/生/天"]),
        ("创建高品质高中1所/区域。", ["=1所/区域"]),
        ("新建幼儿园3所/新建小学2所。", ["=3所", "=2所"]),
        ("新建学校3所/幼儿园2所。", ["=3所", "=2所"]),
    ],
)
def test_a_rate_keeps_what_it_is_per(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@Examples(
    ("text", "indicator"),
    [
        ("控制在义务教育阶段“大班额”≤1%。", "义务教育阶段“大班额”"),
        ("原则上公办园在园幼儿占比50%。", "公办园在园幼儿占比"),
        ("新建学校12所，其中：小学7所。", "小学"),
    ],
)
def test_words_that_only_lead_to_an_indicator_are_no_part_of_it(text: str, indicator: str) -> None:
    assert find_targets(text, year=2021, label="量化目标")[-1].indicator == indicator


@Examples(
    ("text", "expected"),
    [
        ("每季度分析研判意识形态领域情况。", ["=1次/季度"]),
        ("每半年向上级专题报告工作情况。", ["=1次/半年"]),
        ("每月通报一批典型案例。", ["=1次/月"]),
        ("落实每月报告制度。", []),
        ("做到每周有计划。", []),
        ("确保经费每年递增。", []),
        ("制定每周食谱。", []),
    ],
)
def test_an_event_each_period_happens_once(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@Examples(
    ("text", "expected"),
    [
        ("推动内部审计全覆盖。", ["=100%"]),
        ("校园饮水全面覆盖。", ["=100%"]),
        ("推进名师工作室全覆盖建设。", ["=100%"]),
        ("中小学幼儿园全部纳入监管平台。", ["=100%"]),
        ("所有学校食堂全面完成改造。", ["=100%"]),
        ("重点指标全部达标。", ["=100%"]),
        ("集团化办学100%全覆盖。", ["=100%"]),
        ("应检项目全部达到100%。", ["=100%"]),
        ("健全覆盖城乡、布局合理的学前教育公共服务体系。", []),
        ("在课后服务全覆盖的基础上，丰富内容。", []),
        ("学校联网尚未全覆盖。", []),
        ("坚持全方位、全覆盖的监管。", []),
        ("构建“全天候、全覆盖”的模式。", []),
        ("巩固线上教育全覆盖成果。", []),
        ("全面落实各项政策，全部工作有序推进。", []),
        ("全年重大安全责任事故为零。", ["=0起"]),
    ],
)
def test_whole_coverage_is_a_hundred_per_cent(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@Examples(
    ("text", "expected"),
    [
        ("比例分别达到15%、50%、70%左右。", ["~15%", "~50%", "~70%"]),
        ("创建省优质园40所，市优质园50所。", ["=40所", "=50所"]),
        ("创建60所智慧校园学校、180所达标校。", ["=60所", "=180所"]),
        ("推进1个试点区、139所特色学校、13所特色幼儿园建设。", ["=1个", "=139所", "=13所"]),
        ("完成9个以上乡镇的复评和160所幼儿园的评估。", [">=9个", "=160所"]),
        ("建设示范区、实训基地等25个项目。", ["=25个"]),
        ("新建、改扩建学校：城区5所、乡镇8所。", ["=5所", "=8所"]),
    ],
)
def test_lists_share_their_verb(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@Examples(
    "text",
    [
        "2020年全市教育工作要点。",
        "实施三年行动计划（2018-2020年）。",
        "贯彻《关于印发工作要点的通知》（教基〔2020〕3号）。",
        "贯彻党的十九届四中全会精神。",
        "举办第23届推普周和第三届艺术节。",
        "落实“四个意识”“三会一课”要求。",
        "推进“百千万工程”和“1+X”证书制度。",
        "做大3+4、5+2项目，建设5G网络和2.0平台。",
        "规范1—2年级、三至六年级教学，服务3至6岁幼儿。",
        "实施百名名师培养工程。",
        "完善九年一贯制办学，落实十五年免费教育。",
        "力争进入全省前10名。",
        "聚焦校车、消防等11个重点整治方面开展治理。",
        "抓好四项基础保障工程，做到三个结合、四个到位。",
        "落实省定三十条措施。",
        "打造“15分钟”教育圈，15分钟内到达现场。",
        "完善四本台账，打造三张名片。",
        "启动第二轮计划，推进二期建设。",
        "培养一批名师，创建一个品牌，打造一支队伍。",
        "数十所学校参与，上百名教师受益。",
    ],
)
def test_names_ordinals_and_slogans_are_no_targets(text: str) -> None:
    assert found(text) == []


@Examples(
    "text",
    [
        "督促毛入园率低于85%的地区加大力度。",
        "对规模在100人以下的教学点给予倾斜。",
        "严禁组织10人以上的聚集性活动。",
        "支持招收5人以上随班就读的学校建设资源教室。",
        "按100人核定公用经费。",
        "按照每人2000元标准给予奖励。",
        "对2次以上不合格的予以清退。",
        "加强对5个山区县的帮扶。",
        "面向全区1200名新教师做好服务。",
        "加快各地尤其是5个山区县的发展。",
        "对接住建等5个部门，会同3家单位。",
        "落实24小时值班制度，掌握开学前14天健康状况。",
        "运动场达标率不足70%。",
    ],
)
def test_conditions_scopes_and_standards_are_no_targets(text: str) -> None:
    assert found(text) == []


@Examples(
    ("text", "expected"),
    [
        ("已建成寄宿制学校12所。", ["!=12所"]),
        ("自2018年以来，全县建成学校12所。", ["!=12所"]),
        ("去年完成投资3亿元。", ["!=3亿元"]),
        ("2019年，新建学校3所。", ["!=3所"]),
        ("到2025年，新建学校3所。", ["=3所"]),
        ("做好2019年中考等15项考试。", ["=15项"]),
        ("目前，全区共有学校186所，专任教师7420人。", []),
        ("在巩固32所集团校的基础上，新组建集团4个。", ["=4个"]),
    ],
)
def test_what_is_there_already_is_no_goal(text: str, expected: list[str]) -> None:
    assert found(text, year=2020) == expected


def test_a_report_tells_results() -> None:
    text = "34所幼儿园完成治理，整改率54.8%，普惠率达86%，连续12周提供在线教学，举办第三届运动会。"
    assert found(text, report=True) == ["!=34所", "!=54.8%", "!=86%"]


@Examples(
    ("text", "expected"),
    [
        ("举办两期培训班。", ["=2期"]),
        ("举办一期校长研修班。", ["=1期"]),
        ("选送十名校长挂职。", ["=10名"]),
        ("建设名师工作室二十个。", ["=20个"]),
        ("健全两项制度，落实三项任务。", []),
        ("形成三大体系、五个机制。", []),
    ],
)
def test_numbers_in_words_count_only_what_is_made_or_held(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@Examples(
    ("label", "expected"),
    [
        ("问题描述", []),
        ("存在问题", []),
        ("完成时限", []),
        ("责任领导", []),
        ("工作措施", ["=3所"]),
        ("目标任务", ["=3所"]),
        ("进展情况", ["!=3所"]),
    ],
)
def test_the_label_of_a_field_decides_what_its_figures_are(label: str, expected: list[str]) -> None:
    assert found("新建学校3所。", label=label) == expected


def test_a_field_of_goals_needs_no_verb() -> None:
    text = "示范园3所；骨干教师：小学50名，初中30名。"
    assert found(text, label="量化目标") == ["=3所", "=50名", "=30名"]


@Examples(
    ("text", "expected"),
    [
        ("推动实现普惠率达到80%。", ["普惠率"]),
        ("力争省、市级特色学校达60%以上。", ["省、市级特色学校"]),
        ("新增学位约10万个。", ["新增学位"]),
        ("开发50门校本课程。", ["开发校本课程"]),
        ("强力推进中心城区35个中小学校建设项目。", ["强力推进中心城区中小学校建设项目"]),
        ("加快14所中职学校迁(扩)建。", ["中职学校迁(扩)建"]),
        ("推动内部审计全覆盖。", ["内部审计覆盖率"]),
        ("全市100%以上学校达到标准。", ["学校达到标准"]),
        ("引领型、规范型比例分别达到15%、50%。", ["引领型", "规范型比例"]),
        ("入园率较上年提高2个百分点，达到97%。", ["入园率", "入园率"]),
        ("基本消除义务教育大班额(控制在3%以内)。", ["基本消除义务教育大班额"]),
        ("教师本科以上学历比例：小学85%。", ["教师本科以上学历比例小学"]),
        ("全市共青团员评议率100%。", ["共青团员评议率"]),
        ("教师全员轮训，每年完成20%。", ["教师全员轮训"]),
    ],
)
def test_the_indicator_is_what_is_measured(text: str, expected: list[str]) -> None:
    assert [target.indicator for target in find_targets(text)] == expected


@Examples(
    ("text", "expected"),
    [
        ("9月底前新建学校3所。", "2020-09"),
        ("9月30日前新建学校3所。", "2020-09-30"),
        ("年内新建学校3所。", "2020-12"),
        ("到2025年，新建学校3所。", "2025"),
        ("2022年底前新建学校3所。", "2022-12"),
        ("上半年新建学校3所。", "2020-06"),
        ("二季度新建学校3所。", "2020-06"),
        ("明年新建学校3所。", "2021"),
        ("新建学校3所（2020年12月）。", "2020-12"),
        ("新建学校3所以上(9月底前)；", "2020-09"),
        ("新建学校3所（2018年以来）。", ""),
        ("新建学校3所（含2019年续建）。", ""),
        ("落实《三年行动计划（2018-2021年）》，新建学校3所。", ""),
        ("新建学校3所。", ""),
    ],
)
def test_the_deadline_is_an_iso_date(text: str, expected: str) -> None:
    assert [target.deadline for target in find_targets(text, year=2020)] == [expected]


@Examples(
    ("text", "modality"),
    [
        ("力争入园率达到90%。", "力争"),
        ("确保入园率达到90%。", "确保"),
        ("占比原则上达到50%。", "原则上"),
        ("入园率达到90%。", ""),
        ("不低于招生计划的80%。", ""),
    ],
)
def test_the_modality_is_kept(text: str, modality: str) -> None:
    assert [target.modality for target in find_targets(text)] == [modality]


@Examples(
    ("text", "value", "period"),
    [
        ("就业率从90%提高到95%。", 90, ""),
        ("示范校由2所增加到5所。", 2, ""),
        ("入学率较2019年的92%提高2个百分点。", None, "2019年"),
        ("近视率比上年降低1个百分点。", None, "上年"),
        ("经费同比增长8%。", None, "上年同期"),
    ],
)
def test_a_change_knows_its_base(text: str, value: float | None, period: str) -> None:
    (target,) = find_targets(text)
    assert (target.base_value, target.base_period) == (value, period)


@Examples(
    ("text", "expected"),
    [
        ("新建学校90所，投入145亿元。其中，新建40所中学，投资55亿元。", [None, None, 0, 1]),
        ("建设139所足球特色学校（国家级120所、市级19所）。", [None, 0, 0]),
        ("招聘教师240名，其中高中60名。", [None, 0]),
        ("招聘教师240名：小学150名、初中90名。", [None, 0, 0]),
        ("新建学校5所，新增学位3000个。", [None, None]),
        ("完成3所（甲县、乙县、丙县各1所）少年军校的创建。", [None]),
    ],
)
def test_parts_know_their_whole(text: str, expected: list[int | None]) -> None:
    assert [target.part_of for target in find_targets(text)] == expected


@Examples(
    ("text", "spans"),
    [
        ("全力推进，新增学位约10万个。", ["新增学位约10万个"]),
        ("打造100个廉政文化阵地，开发50门课程。", ["打造100个廉政文化阵地", "开发50门课程"]),
        ("力争入园率达到90%以上。", ["入园率达到90%以上"]),
    ],
)
def test_the_span_holds_the_words_of_the_goal(text: str, spans: list[str]) -> None:
    assert [text[target.start : target.end] for target in find_targets(text)] == spans


_PIECES = st.sampled_from(
    re.findall(
        r"\S+",
        """
    新建 学校 3所 力争 达到 95% 以上 ， 。 、 其中 （ ） “ ” 每月 至少 一次 全覆盖 从 到 90% 2020年 底前 比上年 提高
    1个百分点 约 10万 元 分别 12% 和 第 期 ： 所有 全部 完成 《 》 ( ) " 1,200 名 教师 三至五 百 不低于 控制在 0 一 亿
    """,
    )
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_spans_stand_in_order_within_the_text(text: str) -> None:
    end = 0
    for index, target in enumerate(find_targets(text, year=2020)):
        assert end <= target.start < target.end <= len(text)
        assert target.part_of is None or target.part_of < index
        end = target.end


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert all(text[target.start : target.end] for target in find_targets(text))
