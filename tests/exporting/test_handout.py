"""The workbook that is handed out: what may be filled in, what is offered, what is said, what travels along."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from planeditor.exporting.handout_form import DELETE, make_form
from planeditor.importing.options import ImportOptions
from planeditor.importing.readers import read_document
from planeditor.plan.entities import STATUSES, Handout, Progress, Purpose, Snapshot
from planeditor.plan.identity import id_text, new_id
from tests.exchange.handouts import cell_at, five_departments, form_bytes

PLAN = five_departments()
OWNED, TARGET, SUPPORTED = "任务第5号", "指标：学校5", "任务第4号"  # of 基教科


def handout(purpose: Purpose, **more: Any) -> Handout:
    first = PLAN.departments[0]
    return Handout(new_id(), first.id, first.name, purpose, period="2026H1", due="2026-07-10", contact="王敏", **more)


def book(purpose: Purpose, plan: Snapshot = PLAN, **more: Any) -> Any:
    return openpyxl.load_workbook(BytesIO(form_bytes(plan, handout(purpose, **more))))


def texts(sheet: Any) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def test_lead_items_stand_before_those_that_are_supported() -> None:
    rows = make_form(PLAN, handout("progress")).rows
    roles = [row.role for row in rows if row.kind == "item"]
    assert roles == ["lead", "lead", "support", "support"]
    sheet = book("progress").worksheets[0]
    assert cell_at(sheet, OWNED, "分工").value == "牵头"
    assert cell_at(sheet, OWNED, "分工").row < cell_at(sheet, SUPPORTED, "分工").row


@pytest.mark.parametrize(
    ("purpose", "task", "free", "locked"),
    [
        ("progress", OWNED, ["进展状态", "完成率（%）", "进展情况"], ["工作任务", "工作内容和目标", "实际完成值"]),
        ("progress", TARGET, ["实际完成值", "进展情况"], ["工作任务", "进展状态"]),
        ("draft", OWNED, ["工作任务", "工作内容", "工作措施", "修改说明"], ["序号", "所属板块", "量化指标"]),
    ],
)  # fmt: skip
def test_what_may_be_filled_in_is_unlocked_and_coloured_and_all_else_is_not(
    purpose: Purpose, task: str, free: list[str], locked: list[str]
) -> None:
    sheet = book(purpose).worksheets[0]
    for header in free:
        cell = cell_at(sheet, task, header)
        assert not cell.protection.locked
        assert cell.fill.fgColor.rgb == "FFFFF8DC"
    assert all(cell_at(sheet, task, header).protection.locked for header in locked)
    assert sheet.protection.sheet
    assert sheet.protection.password is None


def test_states_and_wishes_are_offered() -> None:
    offered = [rule.formula1 for rule in book("progress").worksheets[0].data_validations.dataValidation]
    assert f'"{",".join(STATUSES)}"' in offered
    offered = [rule.formula1 for rule in book("draft").worksheets[0].data_validations.dataValidation]
    assert f'"{DELETE}"' in offered
    assert '"一、扩大资源供给,二、加强队伍建设"' in offered


def test_the_sheets_say_what_is_asked_until_when_and_whom_to_turn_to() -> None:
    workbook = book("progress", note="请附佐证")
    for sheet in workbook.worksheets[:2]:
        said = texts(sheet)
        assert all(words in said for words in ("基教科", "2026年7月10日", "王敏", "请附佐证", "上半年"))
    assert workbook.worksheets[1].title == "填报说明"
    assert not workbook.vba_archive


def test_ids_and_what_was_handed_out_travel_unseen() -> None:
    sent = handout("draft")
    workbook = openpyxl.load_workbook(BytesIO(form_bytes(PLAN, sent)))
    first, _guide, hidden = workbook.worksheets
    assert hidden.sheet_state == "veryHidden"
    head = next(cell for row in first.iter_rows() for cell in row if cell.value == "标识")
    assert first.column_dimensions[head.column_letter].hidden
    assert first.cell(1, head.column).value == id_text(sent.id)
    assert "措施之5。" in texts(hidden)


def test_what_was_reported_before_stands_beside_the_cells_to_fill() -> None:
    def reported(snapshot: Snapshot) -> Snapshot:
        section, *others = snapshot.nodes
        item, *rest = section.children
        item = replace(item, progress=(Progress(new_id(), "2026-03-31", "滞后", 20.0, narrative="选址中"),))
        return replace(snapshot, nodes=(replace(section, children=(item, *rest)), *others))

    sheet = book("progress", reported(PLAN)).worksheets[0]
    assert cell_at(sheet, "任务第0号", "上次填报").value == "2026年3月31日：滞后，20%，选址中"


def test_an_earlier_hand_out_that_nobody_answered_is_named() -> None:
    earlier = replace(handout("progress"), period="2026Q1", time="2026-03-20T02:00:00+00:00")
    plan = replace(PLAN, handouts=(earlier,))
    later = book("progress", plan, time="2026-06-20T02:00:00+00:00")
    assert "2026年3月20日下发的2026年一季度进展填报表尚未收到" in texts(later.worksheets[0])


def test_the_same_hand_out_gives_the_same_bytes() -> None:
    sent = handout("progress")
    assert form_bytes(PLAN, sent) == form_bytes(PLAN, sent)


def test_words_that_look_like_formulas_stay_words() -> None:
    section = PLAN.nodes[0]
    item = replace(section.children[0], body="=1+1", title="+标题")
    plan = replace(PLAN, nodes=(replace(section, children=(item,)),))
    source = read_document(form_bytes(plan, handout("draft")), "表.xlsx", ImportOptions(targets=False))
    assert any("=1+1" in line.text for line in source.lines())
