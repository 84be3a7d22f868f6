"""Makes the workbooks of this folder: `python tests/files/excel/make.py`. They look as bureaus' own tables do."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

HERE = Path(__file__).parent
FIXED = (2020, 1, 1, 0, 0, 0)


def _sheet(workbook, name, rows, merges):
    sheet = workbook.create_sheet(name)
    for row in rows:
        sheet.append(row)
    for area in merges:
        sheet.merge_cells(area)
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet["A1"].font = Font(name="方正小标宋简体", size=18)
    return sheet


def _save(workbook, name):
    """Save with fixed times, so that making the files again gives the same bytes."""
    raw = BytesIO()
    workbook.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            part = old.read(entry)
            new.writestr(info, re.sub(rb"20\d\d-\d\d-\d\dT[0-9:]+Z", b"2020-01-01T00:00:00Z", part))


def _new():
    workbook = Workbook()
    workbook.remove(workbook.active)
    return workbook


def assignment():
    """任务分解表: title rows, a header of two rows, sections across, true dates, two lines in a cell."""
    workbook = _new()
    rows = [
        ["临江县教育局2021年重点工作任务分解表"],
        ["填报单位：临江县教育局办公室", None, None, None, None, None, "2021年2月26日"],
        ["序号", "重点任务", "工作措施", "责任分工", None, None, "完成\n时限", "备 注"],
        [None, None, None, "分管领导", "牵头股室", "配合股室"],
        ["一、推进学前教育普及普惠"],
        [1, "扩大普惠性学前教育资源", "1.新建公办幼儿园6所，新增学位1800个。\n2.普惠性幼儿园覆盖率达到86%以上。",
         "王建国", "基础教育股", "计划财务股、人事股\n项目办", date(2021, 12, 31), None],
        [2, "规范民办幼儿园办园行为。", "开展民办幼儿园年检，年检率100%。", "李 红", "职成教股", "基础教育股",
         "9月底前", "含看护点"],
        ["二、促进义务教育优质均衡"],
        [3, "巩固控辍保学成果", "建立“一生一案”台账，九年义务教育巩固率不低于97%。", "王建国", "基础教育股", None,
         "长期坚持", None],
        [4, "实施校园安全提升工程", "全县中小学专职保安配备率达到100%。", "赵明", "安全股", "各中小学、幼儿园",
         date(2021, 6, 1), None],
    ]  # fmt: skip
    merges = ["A1:H1", "A2:F2", "G2:H2", "A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4", "H3:H4", "A5:H5", "A8:H8"]
    sheet = _sheet(workbook, "任务分解表", rows, merges)
    sheet["G6"].number_format = 'yyyy"年"m"月"d"日";@'
    sheet["G10"].number_format = 'yyyy"年"m"月";@'
    _save(workbook, "assignment.xlsx")


def ledger():
    """工作台账: a first column merged down, a parent plan's numbers, quarters, progress; a hidden sheet, a comment."""
    workbook = _new()
    header = [
        "类别",
        "市政府\n任务号",
        "目标任务",
        "进度安排",
        None,
        None,
        None,
        "主要责任单位",
        "责任单位",
        "完成进度",
        "推进情况",
        "存在问题",
    ]
    rows = [
        ["2020年教育工作台账"],
        header,
        [None, None, None, "一季度", "二季度", "三季度", "四季度"],
        ["民\n生\n实\n事", 3, "完成30所农村学校取暖改造", "完成招标", "完成15所", "完成30所", "竣工验收", "计财科",
         "后勤中心", 0.85, "已完成26所", None],
        [None, 68, "新增公办学位12000个", "项目开工", None, "主体完工", "投入使用", "计财科", "基教科、规划科", 0.5,
         "按序时推进", "征地滞后"],
        ["改革创新", 69, "推进集团化办学", "制定方案", "启动试点", None, "全面推开", "基教科", "人事科", 1,
         "已完成", None],
    ]  # fmt: skip
    merges = ["A1:L1", "A2:A3", "B2:B3", "C2:C3", "D2:G2", "H2:H3", "I2:I3", "J2:J3", "K2:K3", "L2:L3", "A4:A5"]
    sheet = _sheet(workbook, "台账", rows, merges)
    for row in (4, 5, 6):
        sheet.cell(row, 10).number_format = "0%"
    sheet["L5"].comment = Comment("已报市政府协调", "张三")
    sheet.row_dimensions[6].hidden = True
    sheet.oddHeader.center.text = "内部资料"
    sheet.oddFooter.center.text = "第&P页 共&N页"
    listed = workbook.create_sheet("字典")
    listed.append(["计财科"])
    listed.append(["基教科"])
    listed.sheet_state = "hidden"
    _save(workbook, "ledger.xlsx")


def projects():
    """实事项目表: one number over several rows, a section row, a header again, a total, a note and a signature."""
    workbook = _new()
    header = ["序号", "项目名称", "主要建设内容", "投资（万元）", "牵头单位", "完成时限"]
    rows = [
        ["2022年教育民生实事项目表"],
        header,
        [1, "学校食堂改造", "改造中心小学食堂", 120, "后勤科", "2022年6月"],
        [None, None, "改造第二中学食堂", 80, "后勤科", "2022年8月"],
        [None, None, "改造实验幼儿园食堂", 60, "学前科", "2022年10月"],
        [2, "教室照明改造", "完成500间教室改造", 1250.5, "装备中心", "2022年9月底前"],
        [None, None, "建立照明检测制度", None, None, None],
        header,
        [3, "课后服务提升", "义务教育学校课后服务全覆盖", None, "基教科", "全年"],
        ["合计", None, None, 1510.5],
        ["注：投资以财政评审为准。"],
        ["填报人：刘芳", None, None, "审核人：周强"],
    ]
    merges = ["A1:F1", "A3:A5", "B3:B5", "A6:A7", "B6:B7", "E6:E7", "F6:F7", "A11:F11"]
    sheet = _sheet(workbook, "Sheet1", rows, merges)
    for row in range(3, 11):
        sheet.cell(row, 4).number_format = "#,##0.00"
    _save(workbook, "projects.xlsx")


def departments():
    """Two sheets of one workbook, each with its own columns; the second without a header."""
    workbook = _new()
    first = [
        ["基础教育科2021年工作任务"],
        ["项次", "工作事项", "目标值", "责任人", "牵头（主办）科室", "时间节点", "经费来源"],
        ["（一）", "学前教育", None, None, None, None, None],
        ["1", "普惠园认定", "20所", "陈静", "基教科", "2021-05-31", "财政"],
        ["2", "教师培训", "300人次", "陈静", "师训中心", "2021年上半年", "/"],
        ["（二）", "高中教育", None, None, None, None, None],
        ["3", "特色高中创建", "3所", "何伟", "基教科", "12月", "专项"],
    ]
    second = [
        ["1", "修订财务制度", "印发内部控制手册并组织一次全员培训。", "财务科", "3月底"],
        ["2", "开展内部审计", "完成12所学校经济责任审计。", "审计科、财务科", "11月底"],
        ["3", "压减一般性支出", "一般性支出压减10%以上，节约资金用于教学设备购置。", "财务科", "全年"],
    ]
    _sheet(workbook, "基教科", first, ["A1:G1"])
    _sheet(workbook, "财务科", second, [])
    _save(workbook, "departments.xlsx")


if __name__ == "__main__":
    for make in (assignment, ledger, projects, departments):
        make()
