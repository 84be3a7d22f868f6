"""Headers: where they stand and what their columns are taken for."""

import pytest

from planeditor.importing.options import ColumnRole
from planeditor.importing.tables import read_header
from planeditor.importing.tables.roles import role_of_header
from tests.importing.tables.tables import table

SYNONYMS: dict[ColumnRole, str] = {
    "number": "序号 编号 序 项目编号 任务序号 NO.",
    "title": "重点任务 目标任务 目标与任务 工作任务 重点工作任务 实事内容 项目名称 任务名称 重点工作 年度重点任务 任务",
    "body": "具体举措 工作措施 主要内容 工作内容 主要举措 推进措施 工作要求 主要建设内容 措施 细化任务",
    "target": "量化目标 目标值 年度目标 工作目标 预期目标 量化指标",
    "lead": "牵头单位 牵头科室 主要责任单位 牵头责任单位 主办单位 牵头部门",
    "support": "责任单位 配合单位 协同配合单位 责任股室 责任处室 责任科室 协办单位 配合科室（单位） 责任部门",
    "leader": "分管领导 分管县领导 牵头领导 责任领导 责任人 负责人",
    "due": "完成时限 完成时间 时间节点 办结时限 完成期限 截止时间",
    "progress": "进展情况 推进情况 完成情况 当前进度 落实情况 工作进展",
    "remark": "备注",
    "section": "类别 工作板块 重点领域 任务类别",
    "": "资金来源 联系电话 存在问题 佐证 一季度 单位",
}


@pytest.mark.parametrize(("role", "header"), [(role, word) for role, line in SYNONYMS.items() for word in line.split()])
def test_a_header_says_what_its_column_holds(role: ColumnRole, header: str) -> None:
    assert role_of_header(header) == role
    assert role_of_header("\n".join(header)) == role


def test_the_header_is_found_below_title_and_office() -> None:
    reading = read_header(table("某县教育局任务表|<|<\n填报单位：某县|<|2020年\n序号|重点任务|责任单位\n1|甲|基教科"))
    assert (reading.title_rows, reading.header_rows) == (2, 1)
    assert reading.columns == ("number", "title", "support")


@pytest.mark.parametrize(
    "text",
    [
        "序号|任务|责任分工|<|时限\n^|^|牵头单位|配合单位|^\n1|甲|基教科|人事科|6月",
        "序号|任务|责任分工|<|时限\n||牵头单位|配合单位|\n1|甲|基教科|人事科|6月",
        "序号|任务|责任分工||时限\n||牵头单位|配合单位|\n1|甲|基教科|人事科|6月",
    ],
)
def test_a_header_of_two_rows_gives_the_lower_words_first(text: str) -> None:
    reading = read_header(table(text))
    assert reading.header_rows == 2
    assert reading.columns == ("number", "title", "lead", "support", "due")


def test_words_below_a_group_that_say_too_little_keep_it() -> None:
    reading = read_header(table("任务|进度安排|<|责任单位\n^|上半年|下半年|^\n甲|启动|完成|基教科"))
    assert reading.headers[1:3] == ("进度安排（上半年）", "进度安排（下半年）")
    assert reading.columns == ("title", "", "", "support")


def test_without_a_header_the_cells_tell() -> None:
    rows = "1|修订制度|印发内部控制手册并培训。|财务科|3月底\n2|开展审计|完成12所学校审计。|审计科、财务科|11月底"
    assert read_header(table(rows)).columns == ("number", "title", "body", "support", "due")


@pytest.mark.parametrize(
    "text",
    [
        "学校|班级数|学生数\n一中|30|1500\n二中|24|1100",
        "序号|姓名|联系电话\n1|张三|13800000000\n2|李四|13900000000",
        "序号|单位|联系人|电话\n1|基教科|张三|123\n2|人事科|李四|456",
        "一段话\n另一段话",
    ],
)
def test_other_tables_are_text(text: str) -> None:
    assert read_header(table(text)).columns == ()


def test_a_column_without_a_known_name_holds_the_tasks_where_others_tell_of_owners() -> None:
    reading = read_header(table("序号|反馈意见|责任单位|时限要求\n1|规范办学行为|基教科|6月"))
    assert reading.columns == ("number", "title", "support", "due")


def test_a_column_that_spans_several_numbers_names_sections() -> None:
    text = "重点任务|序号|具体举措|责任单位\n学前|1|扩容|基教科\n^|2|规范|基教科\n义务|3|均衡|基教科\n^|4|督导|督导室"
    assert read_header(table(text)).columns == ("section", "number", "title", "support")


def test_two_columns_of_tasks_side_by_side_are_task_and_measures() -> None:
    text = "序号|重点任务|工作任务|责任单位\n1|学前|扩容|基教科\n2|义务|均衡|基教科"
    assert read_header(table(text)).columns == ("number", "title", "body", "support")


def test_what_people_say_of_columns_goes_first() -> None:
    text = "学校|班级数|学生数\n一中|30|1500"
    assert read_header(table(text), ("title", "", "target")).columns == ("title", "", "target")
    assert read_header(table("序号|任务|责任单位\n1|甲|乙科"), ()).columns == ()
