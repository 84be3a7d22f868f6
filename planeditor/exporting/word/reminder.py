"""催办单: to each department that has not answered, a page that says what was asked, since when, and about which items.

One rule: it says no more than the register does, and sets no date of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from planeditor.exporting.content import Content
from planeditor.exporting.handout_form import PURPOSES, ROLES
from planeditor.exporting.options import Options
from planeditor.exporting.output import write_whole
from planeditor.exporting.text import chinese_date
from planeditor.exporting.word.document import write_document
from planeditor.exporting.word.front import contact, signature
from planeditor.exporting.word.layouts import Layout
from planeditor.exporting.word.runs import Pen
from planeditor.exporting.word.table import cell, cell_text, table_opening
from planeditor.exporting.word.xml import paragraph
from planeditor.plan.entities import Handout, Snapshot
from planeditor.plan.handing import Duty, days_late, duties_of, local_day, period_end, period_words
from planeditor.plan.numbering import snapshot_numbers

NAME = "催办单"
HEADERS = ("序号", "工作任务", "分工", "完成时限")
_WIDTHS = (900, 5344, 1000, 1600)  # twips
_NEW_PAGE = "<w:pageBreakBefore/>"
_TASK = 60  # characters of an item without a title


@dataclass(frozen=True, slots=True)
class Reminder:
    """One page: the hand-out, its department's items, and today."""

    handout: Handout
    department: str
    duties: tuple[Duty, ...]
    today: date


def export_reminders(
    snapshot: Snapshot, handouts: Sequence[Handout], path: Path, today: date, options: Options
) -> None:
    """Write a page for each hand-out as a Word document, replacing what is there; OutputError."""
    names = {each.id: each.name for each in snapshot.departments}
    reminders = [
        Reminder(each, names.get(each.department_id, each.name), duties_of(snapshot, each.department_id), today)
        for each in handouts
    ]
    content = Content(replace(snapshot, nodes=()), snapshot_numbers(snapshot), replace(options, mark="", template=""))
    layout = Layout(lambda content, pen: _body(content, pen, reminders), lambda _content, pages: pages.portrait)
    write_whole(path, lambda file: write_document(content, file, layout), force=True)


def _body(content: Content, pen: Pen, reminders: Sequence[Reminder]) -> Iterator[str]:
    plan = content.snapshot.plan
    for number, each in enumerate(reminders):
        yield paragraph("Title", pen.run(pen.title, NAME), _NEW_PAGE if number else "")
        yield paragraph("Salutation", "")
        yield paragraph("Salutation", pen.run(pen.body, f"{each.department}："))
        for text in _sentences(plan.title, each):
            yield paragraph("BodyText", pen.run(pen.body, text))
        yield from _table(content, pen, each.duties)
        signed = replace(plan, signer=plan.signer or plan.issuer, date=each.today.isoformat())
        yield from signature(signed, replace(content.options, seal=False), pen)
        if each.handout.contact:
            yield from contact(f"联系人：{each.handout.contact}", pen)


def _sentences(title: str, reminder: Reminder) -> Iterator[str]:
    """Yield what was asked, until when, and how it stands."""
    handout = reminder.handout
    period = period_words(handout.period)
    what = f"《{''.join(title.split(chr(10)))}》{period}{PURPOSES[handout.purpose]}"
    sent = chinese_date(local_day(handout.time).isoformat()) if handout.time else ""
    due = chinese_date(handout.due)
    asked = f"，请于{due}前报送" if due else ""
    yield f"{what}已于{sent}发给你单位{asked}。" if sent else f"{what}已发给你单位{asked}。"
    yield f"截至{chinese_date(reminder.today.isoformat())}，尚未收到你单位报送的材料{_lateness(reminder)}。"
    lead = sum(duty.role == "lead" for duty in reminder.duties)
    count = len(reminder.duties)
    roles = "、".join(f"{name}{number}项" for name, number in (("牵头", lead), ("配合", count - lead)) if number)
    yield f"请抓紧填报并尽快报送。涉及你单位的任务共{count}项，其中{roles}，具体如下。"


def _lateness(reminder: Reminder) -> str:
    late = days_late(reminder.handout, reminder.today)
    if late:
        return f"，已逾期{late}天"
    due = period_end(reminder.handout.due) if reminder.handout.due else None
    if due is None:
        return ""
    left = (due - reminder.today).days
    return f"，距报送时限还有{left}天" if left else "，今天是报送时限"


def _table(content: Content, pen: Pen, duties: Sequence[Duty]) -> Iterator[str]:
    yield table_opening(list(_WIDTHS))
    heads = zip(HEADERS, _WIDTHS, strict=True)
    header = "".join(cell(width, paragraph("TableHeader", pen.run(pen.hei, text))) for text, width in heads)
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{header}</w:tr>"
    for duty in duties:
        node = duty.node
        texts = (content.numbers.get(node.id, "").rstrip("."), node.title or node.body[:_TASK], ROLES[duty.role])
        cells = zip((*texts, chinese_date(node.due)), _WIDTHS, strict=True)
        row = "".join(cell(width, cell_text(pen, text)) for text, width in cells)
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr>"
    yield f"</w:tbl>{paragraph('TableText', '')}"
