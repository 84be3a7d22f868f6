"""How a hand-out is filled in: in short above the form, in full on a sheet of its own (填报说明).

One rule: it is written for someone who has never seen this program and has ten minutes.
"""

from planeditor.exporting.content import Content
from planeditor.exporting.excel.cells import plain_text
from planeditor.exporting.excel.fitting import line_count, row_height
from planeditor.exporting.excel.paper import A4, set_up_page
from planeditor.exporting.excel.workbook import Book
from planeditor.exporting.fonts import PROFILES
from planeditor.exporting.handout_form import DELETE, NEW_ROWS, PURPOSES, Form
from planeditor.exporting.text import chinese_date
from planeditor.plan.handing import local_day, period_end, period_words

NAME = "填报说明"
_WIDTH = 110.0
_TITLE_SIZE, _TEXT_SIZE = 18.0, 11.0
_STATUSES = (
    "进展状态：未启动＝尚未开展；按序时推进＝达到时间进度；滞后＝落后于时间进度；严重滞后＝明显落后或已过时限；"
    "已完成＝到期完成；提前完成＝早于时限完成；长期坚持＝常年开展、没有终点；已调整＝任务已按程序调整。"
)


def short_guide(form: Form) -> str:
    """Return in a few lines what is to be done."""
    if form.handout.purpose == "progress":
        steps = "只填浅黄色单元格；进展状态请从列表中选择；完成率填0到100的数；每项任务下面的“指标”行填实际完成值。"
    else:
        steps = f"只改浅黄色单元格，直接在原文上修改；建议删除的在“处理意见”列选“{DELETE}”；新增任务填在表末空行。"
    note = "".join(f"\n{line}" for line in (form.handout.note, _unanswered(form)) if line)
    return (
        f"{steps}\n请不要另存为其他格式、不要拆分或重做本表；排序、筛选、调整行高列宽不影响汇总。详见“{NAME}”。{note}"
    )


def _unanswered(form: Form) -> str:
    """Return which earlier hand-outs were not answered, "" for none."""
    names = [
        f"{chinese_date(local_day(each.time).isoformat())}下发的{period_words(each.period)}{PURPOSES[each.purpose]}"
        for each in form.unanswered
    ]
    return f"另：{'、'.join(names)}尚未收到，请一并报送。" if names else ""


def write_guide(book: Book, content: Content, form: Form) -> None:
    """Write the sheet 填报说明."""
    fonts = PROFILES[content.options.fonts]
    sheet = book.add_plain(NAME)
    looks = {
        "title": {"font_name": fonts.title, "font_size": _TITLE_SIZE, "align": "center"},
        "text": {"font_name": fonts.table, "font_size": _TEXT_SIZE, "align": "left"},
    }
    formats = {name: book.add_format(look | {"valign": "vcenter", "text_wrap": True}) for name, look in looks.items()}
    lines = [("title", NAME), *(("text", line) for line in _lines(form))]
    for row, (look, line) in enumerate(lines):
        text = plain_text(line, content.cleaner)
        size = _TITLE_SIZE if look == "title" else _TEXT_SIZE
        sheet.write_string(row, 0, text, formats[look])
        sheet.set_row(row, row_height(line_count(text, _WIDTH, size), size) + 4)
    sheet.set_column(0, 0, _WIDTH)
    set_up_page(sheet, A4, 0, 0)
    sheet.protect("", {"select_locked_cells": True, "format_rows": True})


def _lines(form: Form) -> list[str]:
    handout = form.handout
    lead, support = form.counts
    period = period_words(handout.period)
    end = period_end(handout.period)
    facts = [
        f"填报单位：{form.department}（牵头{lead}项，配合{support}项）",
        f"填报内容：{form.title}",
        *([f"数据截至：{chinese_date(end.isoformat())}（{period}）"] if end is not None else []),
        *([f"报送时间：{chinese_date(handout.due)}前"] if handout.due else []),
        *([f"联系人：{handout.contact}"] if handout.contact else []),
        *([f"要求：{handout.note}"] if handout.note else []),
    ]
    steps = _progress_steps() if handout.purpose == "progress" else _draft_steps()
    shared = [
        "填好后保存，把这个文件原样送回。文件名可以改；用Excel、WPS表格、LibreOffice打开和保存都可以。",
        "同一单位分几次送回也可以：后送的填了什么就以后送的为准，没有填的保留先送的。",
        "请不要复制到别的工作簿，不要删除列。工作表受保护但没有密码，是为了避免误改。",
    ]
    numbered = [f"{number}. {step}" for number, step in enumerate([*steps, *shared], 1)]
    return [*facts, "", *numbered]


def _progress_steps() -> list[str]:
    return [
        "只填浅黄色单元格，其他单元格不用改。没有新进展的任务可以空着。",
        _STATUSES,
        "完成率：填0到100之间的数，例如60。说不准的可以不填，在“进展情况”里用文字写。",
        "任务下面以“指标：”开头的行是这项任务的量化指标，请在“实际完成值”里填数，例如15，不写单位。",
        "进展情况：写清做了什么、到什么程度；存在问题、下一步措施：滞后和严重滞后的必须填写。",
        "佐证材料：写文件名称和文号，材料另附。",
        "先写牵头任务，再写配合任务；配合任务只写本单位承担的部分。",
    ]


def _draft_steps() -> list[str]:
    return [
        "只改浅黄色单元格，直接在原文上改，不必标颜色、不必加批注；哪里改了，汇总时自动比对。",
        f"建议删除一项任务：在“处理意见”列选“{DELETE}”，并在“修改说明”里写理由。",
        f"新增任务：填在表末{NEW_ROWS}个空行里，“所属板块”从列表中选择；不够时可以取消保护后插入行。",
        "牵头、责任单位之间用顿号（、）隔开；完成时限写成2020年11月30日、2020年11月或“长期坚持”。",
        "配合任务也可以提修改意见；几个单位改了同一处的，由汇总单位协调。",
    ]
