"""Forms that come back as people treat them: re-sorted, cut, merged, copied, from elsewhere, late and twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from planeditor.errors import Cancelled, EditError, SourceError
from planeditor.exchange.arrivals import Arrived
from planeditor.exchange.collecting import Collected, collect, collect_returns
from planeditor.exchange.merge_report import outcomes_of, summary
from planeditor.exchange.returns import Bases, read_answer
from planeditor.importing.blocks import Source
from planeditor.plan.entities import STATUSES, Handout, Node, Progress, Purpose, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.progress import item_state
from planeditor.store.document import Document
from tests.exchange.handouts import (
    arrived,
    as_source,
    cell_at,
    document_of,
    five_departments,
    form_bytes,
    handouts_to_all,
)

PLAN = five_departments()
HANDOUTS: dict[Purpose, list[Handout]] = {
    "progress": handouts_to_all(PLAN, "progress"),
    "draft": handouts_to_all(PLAN, "draft"),
}
BYTES = {each.id: form_bytes(PLAN, each) for each in (*HANDOUTS["progress"], *HANDOUTS["draft"])}
FIRST = "任务第0号"  # what the first department leads; the second supports it
SECOND_TARGET = "指标：学校5"


@contextmanager
def plan_out(purpose: Purpose) -> Iterator[Document]:
    """Give a document whose plan was handed out."""
    with document_of(PLAN) as document:
        document.register_handouts(HANDOUTS[purpose])
        yield document


def form(purpose: Purpose, edit: Callable[[Any], object], department: int = 0) -> Source:
    """Return a department's form as it came back, edited with another program's library."""
    book = openpyxl.load_workbook(BytesIO(BYTES[HANDOUTS[purpose][department].id]), rich_text=True)
    edit(book.worksheets[0])
    file = BytesIO()
    book.save(file)
    return as_source(file.getvalue())


def collected(document: Document, *files: Arrived | Source) -> Collected:
    """Compare files with the plan as it is now."""
    bases = Bases(document, document.snapshot())
    ready = [arrived(file) if isinstance(file, Source) else file for file in files]
    return collect_returns([read_answer(file, bases) for file in ready], bases)


def take_in(document: Document, *files: Arrived | Source) -> Collected:
    """Collect files and take what is certain."""
    found = collected(document, *files)
    found.take(document, found.certain, found.certain)
    return found


def item(document: Document, title: str) -> Node:
    """The item of a title."""
    return next(node for node in document.snapshot().walk() if node.title == title)


def entries(document: Document, title: str = FIRST) -> list[Progress]:
    """What was reported on an item."""
    return list(item(document, title).progress)


def fill(sheet: Any, task: str = FIRST, **cells: object) -> None:
    """Fill cells in; `cells` are by what the columns are for."""
    headers = {
        "status": "进展状态", "percent": "完成率（%）", "value": "实际完成值", "narrative": "进展情况",
        "problem": "存在问题", "title": "工作任务", "body": "工作内容", "measures": "工作措施", "due": "完成时限",
        "lead": "牵头科室", "support": "责任科室", "wish": "处理意见", "remark": "修改说明",
    }  # fmt: skip
    found = {key: cell_at(sheet, task, headers[key]) for key in cells}
    for key, value in cells.items():
        found[key].value = value


def notes(found: Collected) -> str:
    """All sentences."""
    return "\n".join(note for _file, note in found.notes)


# progress


def test_what_was_filled_in_becomes_an_entry_of_the_period() -> None:
    with plan_out("progress") as document:
        take_in(
            document,
            form("progress", lambda sheet: fill(sheet, status="滞后", percent=35, narrative="已开工", problem="缺地")),
        )
        (entry,) = entries(document)
        assert (entry.date, entry.status, entry.percent) == ("2026-06-30", "滞后", 35.0)
        assert (entry.narrative, entry.problem, entry.reporter) == ("已开工", "缺地", "基教科")


def test_a_figure_goes_to_its_target() -> None:
    with plan_out("progress") as document:
        take_in(document, form("progress", lambda sheet: fill(sheet, SECOND_TARGET, value="12所")))
        (entry,) = entries(document, "任务第5号")
        assert entry.value == 12.0
        assert entry.target_id == item(document, "任务第5号").targets[0].id


@pytest.mark.parametrize(("written", "percent"), [("60%", 60.0), (0.6, 60.0), ("60", 60.0), (100, 100.0), (0, 0.0)])
def test_a_share_is_read_however_it_is_written(written: object, percent: float) -> None:
    with plan_out("progress") as document:
        take_in(document, form("progress", lambda sheet: fill(sheet, percent=written)))
        assert entries(document)[0].percent == percent


def test_words_where_a_figure_or_a_state_belongs_are_kept_and_told() -> None:
    with plan_out("progress") as document:
        found = take_in(document, form("progress", lambda sheet: fill(sheet, status="正在推进", percent="过半")))
        (entry,) = entries(document)
        assert (entry.status, entry.percent) == ("", None)
        assert "正在推进" in entry.narrative
        assert "过半" in entry.narrative
        assert "正在推进" in notes(found)


def test_who_filled_it_in_is_the_reporter() -> None:
    def edit(sheet: Any) -> None:
        label = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "填报人：")
        sheet.cell(label.row, label.column + 1).value = "李四"
        fill(sheet, narrative="已开工")

    with plan_out("progress") as document:
        take_in(document, form("progress", edit))
        assert entries(document)[0].reporter == "基教科 李四"


def test_two_departments_report_on_one_item_side_by_side() -> None:
    with plan_out("progress") as document:
        files = [form("progress", lambda sheet: fill(sheet, narrative="我科意见"), each) for each in (0, 1)]
        found = take_in(document, *files)
        assert all(change.is_certain for change in found.changes)
        assert {entry.reporter for entry in entries(document)} == {"基教科", "计财科"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_one_day_the_lead_departments_word_on_the_item_counts(order: tuple[int, int]) -> None:
    with plan_out("progress") as document:
        for each in order:
            take_in(document, form("progress", lambda sheet, each=each: fill(sheet, status=STATUSES[each]), each))
        state = item_state(item(document, FIRST), date(2026, 12, 31), 2026)
        assert state.status == STATUSES[0]


def test_the_newer_of_two_files_counts_and_what_only_the_older_says_is_kept() -> None:
    older = arrived(form("progress", lambda s: fill(s, narrative="初报", problem="缺地")), "一.xlsx", "2026-07-01")
    newer = arrived(form("progress", lambda s: fill(s, narrative="补报")), "二.xlsx", "2026-07-05")
    for files in ((older, newer), (newer, older)):
        with plan_out("progress") as document:
            for file in files:
                take_in(document, file)
            (entry,) = entries(document)
            assert (entry.narrative, entry.problem) == ("补报", "缺地")


def test_what_the_office_corrected_is_not_overwritten_by_a_newer_file() -> None:
    with plan_out("progress") as document:
        take_in(document, arrived(form("progress", lambda s: fill(s, narrative="初报")), saved="2026-07-01"))
        document.update_progress(entries(document)[0].id, narrative="办公室改过")
        newer = arrived(form("progress", lambda s: fill(s, narrative="再报", problem="缺地")), saved="2026-07-02")
        found = take_in(document, newer)
        assert [change.difference.change for change in found.changes] == ["conflict"]
        assert entries(document)[0].narrative == "办公室改过"
        again = collected(document, newer)
        assert [change.difference.change for change in again.changes] == ["conflict"], "it is asked until it is decided"
        again.take(document, (), {change.choice for change in again.changes})
        assert collected(document, newer).changes == ()


def test_a_file_collected_again_after_an_undo_is_taken_again() -> None:
    file = form("progress", lambda sheet: fill(sheet, narrative="已开工"))
    with plan_out("progress") as document:
        take_in(document, file)
        document.undo()
        assert entries(document) == []
        assert document.handouts()[0].receipts == ()
        take_in(document, file)
        assert len(entries(document)) == 1


def test_the_register_knows_what_came_back() -> None:
    with plan_out("progress") as document:
        take_in(document, arrived(form("progress", lambda sheet: fill(sheet, narrative="已开工")), "基教科.xlsx"))
        (receipt,) = document.handouts()[0].receipts
        assert (receipt.name, receipt.author) == ("基教科.xlsx", "王敏")
        assert document.handouts()[1].receipts == ()


# what people do with a workbook


def test_rich_text_and_formulas_with_a_result_are_read_as_they_show() -> None:
    def edit(sheet: Any) -> None:
        rich = CellRichText("已", TextBlock(InlineFont(b=True), "开工"), "15所")
        fill(sheet, narrative=rich)

    with plan_out("progress") as document:
        take_in(document, form("progress", edit))
        assert entries(document)[0].narrative == "已开工15所"


@pytest.mark.parametrize("formula", ['=CONCATENATE("a","b")', "=B9&C9", "=1+1"])
def test_a_formula_without_a_result_is_named_and_not_taken(formula: str) -> None:
    with plan_out("progress") as document:
        found = take_in(document, form("progress", lambda sheet: fill(sheet, narrative=formula)))
        assert found.changes == ()
        assert formula in notes(found)


def test_hidden_filtered_and_reordered_columns_do_not_matter() -> None:
    def edit(sheet: Any) -> None:
        fill(sheet, narrative="已开工", problem="缺地")
        column = cell_at(sheet, FIRST, "进展情况").column_letter
        sheet.column_dimensions[column].hidden = True
        sheet.row_dimensions[cell_at(sheet, FIRST, "进展情况").row].hidden = True
        sheet.auto_filter.ref = "A7:M20"

    with plan_out("progress") as document:
        take_in(document, form("progress", edit))
        assert (entries(document)[0].narrative, entries(document)[0].problem) == ("已开工", "缺地")


def test_a_column_of_their_own_is_named_with_its_words() -> None:
    def edit(sheet: Any) -> None:
        cell = cell_at(sheet, FIRST, "进展情况")
        head = next(c for row in sheet.iter_rows() for c in row if c.value == "标识")
        sheet.cell(head.row, head.column + 1).value = "领导批示"
        sheet.cell(cell.row, head.column + 1).value = "请抓紧"

    with plan_out("progress") as document:
        found = take_in(document, form("progress", edit))
        assert "领导批示" in notes(found)
        assert "请抓紧" in notes(found)


def test_a_column_that_is_gone_is_named_and_the_others_are_taken() -> None:
    def edit(sheet: Any) -> None:
        fill(sheet, status="滞后")
        sheet.delete_cols(cell_at(sheet, FIRST, "进展情况").column)

    with plan_out("progress") as document:
        found = take_in(document, form("progress", edit))
        assert entries(document)[0].status == "滞后"
        assert "进展情况" in notes(found)


def test_cells_joined_over_rows_count_for_the_first_and_are_named() -> None:
    def edit(sheet: Any) -> None:
        fill(sheet, narrative="两项一并推进")
        cell = cell_at(sheet, FIRST, "进展情况")
        sheet.merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=cell.column, end_column=cell.column)

    with plan_out("progress") as document:
        found = take_in(document, form("progress", edit))
        assert entries(document)[0].narrative == "两项一并推进"
        assert "两项一并推进" in notes(found)


def test_a_row_copied_with_other_words_is_named_and_not_taken_twice() -> None:
    def edit(sheet: Any) -> None:
        fill(sheet, narrative="已开工")
        row = cell_at(sheet, FIRST, "进展情况").row
        texts = [cell.value for cell in sheet[row]]
        last = sheet.max_row + 1
        for column, text in enumerate(texts, 1):
            sheet.cell(last, column).value = "另一种说法" if text == "已开工" else text

    with plan_out("progress") as document:
        found = take_in(document, form("progress", edit))
        assert [entry.narrative for entry in entries(document)] == ["已开工"]
        assert "另一种说法" in notes(found)


def test_a_row_whose_id_is_gone_is_known_by_its_words() -> None:
    def edit(sheet: Any) -> None:
        fill(sheet, narrative="已开工")
        cell_at(sheet, FIRST, "标识").value = None

    with plan_out("progress") as document:
        take_in(document, form("progress", edit))
        assert entries(document)[0].narrative == "已开工"


def test_a_row_about_no_known_task_is_named_with_its_words() -> None:
    def edit(sheet: Any) -> None:
        row = sheet.max_row + 1
        sheet.cell(row, 2).value = "一项计划外的工作"
        sheet.cell(row, cell_at(sheet, FIRST, "进展情况").column).value = "已完成"

    with plan_out("progress") as document:
        found = take_in(document, form("progress", edit))
        assert found.changes == ()
        assert "一项计划外的工作" in notes(found)


def test_a_cell_that_was_not_asked_for_is_named_when_it_was_changed() -> None:
    with plan_out("progress") as document:
        found = take_in(
            document,
            form("progress", lambda sheet: setattr(cell_at(sheet, FIRST, "工作内容和目标"), "value", "改了任务")),
        )
        assert item(document, FIRST).body == "内容第0号。"
        assert "改了任务" in notes(found)


def test_a_sheet_copied_into_another_workbook_is_known_by_its_hidden_column() -> None:
    source = form("progress", lambda sheet: fill(sheet, narrative="已开工"))
    tables = tuple(part for part in source.parts if getattr(part, "name", "") == "进展填报")
    moved = replace(source, parts=(replace(tables[0], line=1, name="Sheet1"),), mark="")
    with plan_out("progress") as document:
        take_in(document, moved)
        assert entries(document)[0].narrative == "已开工"


def test_a_form_that_says_nothing_of_its_hand_out_is_refused_in_a_sentence() -> None:
    source = form("progress", lambda sheet: sheet.delete_cols(sheet.max_column))
    tables = tuple(part for part in source.parts if getattr(part, "name", "") == "进展填报")
    moved = replace(source, parts=(replace(tables[0], line=1),), mark="")
    with plan_out("progress") as document, pytest.raises(SourceError):
        collected(document, moved)


def test_a_form_of_another_plan_is_refused_with_its_name() -> None:
    other = replace(five_departments(), plan=replace(PLAN.plan, title="别处的要点"))
    with document_of(other) as document, pytest.raises(SourceError, match="2026年工作要点"):
        collected(document, form("progress", lambda sheet: fill(sheet, narrative="已开工")))


def test_a_register_that_forgot_the_hand_out_learns_it_again() -> None:
    file = form("progress", lambda sheet: fill(sheet, narrative="已开工"))
    with document_of(PLAN) as document:
        found = take_in(document, file)
        assert entries(document)[0].narrative == "已开工"
        assert [handout.name for handout in document.handouts()] == ["基教科"]
        assert len(document.handouts()[0].receipts) == 1
        assert found.notes
        assert take_in(document, file).changes == ()


def test_an_answer_to_an_older_hand_out_is_merged_and_named() -> None:
    newer = replace(HANDOUTS["progress"][0], id=new_id(), time="2026-09-20T00:00:00+00:00")
    with plan_out("progress") as document:
        document.register_handouts([newer])
        found = take_in(document, form("progress", lambda sheet: fill(sheet, narrative="迟到的")))
        assert entries(document)[0].narrative == "迟到的"
        assert "2026-09-20" in notes(found)


def test_progress_on_an_item_deleted_meanwhile_is_asked_about() -> None:
    with plan_out("progress") as document:
        document.delete([item(document, FIRST).id])
        found = take_in(document, form("progress", lambda sheet: fill(sheet, narrative="已开工")))
        assert [change.difference.change for change in found.changes] == ["conflict"]
        assert not found.certain


def test_a_plan_that_changed_after_the_preview_is_left_alone() -> None:
    with plan_out("progress") as document:
        found = collected(document, form("progress", lambda sheet: fill(sheet, narrative="已开工")))
        document.rename(item(document, FIRST).id, "改了名")
        with pytest.raises(EditError):
            found.take(document, found.certain, found.certain)


# drafts


def test_revised_texts_owners_and_dates_are_taken() -> None:
    def edit(sheet: Any) -> None:
        fill(sheet, body="新的内容。", measures="新的措施。", due="2026年11月30日", support="人事科、新设科室")

    with plan_out("draft") as document:
        take_in(document, form("draft", edit))
        node = item(document, FIRST)
        assert (node.body, node.fields[0].text, node.due) == ("新的内容。", "新的措施。", "2026-11-30")
        assert [(owner.role, owner.name) for owner in node.owners] == [
            ("lead", "基教科"), ("support", "人事科"), ("support", "新设科室"),
        ]  # fmt: skip
        assert "新设科室" in [department.name for department in document.departments()]


def test_what_two_departments_say_otherwise_waits_with_both_texts_and_names() -> None:
    with plan_out("draft") as document:
        files = [form("draft", lambda sheet, each=each: fill(sheet, body=f"{each}的说法"), each) for each in (0, 1)]
        found = take_in(document, *files)
        assert {(change.sender, change.others, change.difference.after) for change in found.changes} == {
            ("基教科", ("计财科",), "0的说法"),
            ("计财科", ("基教科",), "1的说法"),
        }
        assert item(document, FIRST).body == "内容第0号。"
        assert "待定2处" in summary(found, outcomes_of(found, found.certain))


def test_edits_of_other_parts_of_an_item_meet_without_conflict() -> None:
    with plan_out("draft") as document:
        document.rename(item(document, FIRST).id, "办公室改的标题")
        take_in(
            document,
            form("draft", lambda sheet: fill(sheet, body="内容由基教科改")),
            form("draft", lambda sheet: fill(sheet, measures="措施由计财科改"), 1),
        )
        node = item(document, "办公室改的标题")
        assert (node.body, node.fields[0].text) == ("内容由基教科改", "措施由计财科改")


def test_new_and_deleted_items_are_asked_about_and_taken_when_accepted() -> None:
    def edit(sheet: Any) -> None:
        fill(sheet, wish="建议删除", remark="已并入其他任务")
        row = next(cell.row for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("新增任务")) + 1
        sheet.cell(row, cell_at(sheet, "任务第5号", "工作任务").column).value = "新增的任务"
        sheet.cell(row, cell_at(sheet, "任务第5号", "所属板块").column).value = "二、加强队伍建设"

    with plan_out("draft") as document:
        found = collected(document, form("draft", edit))
        assert {change.difference.change for change in found.changes} == {"added", "deleted"}
        assert not found.certain
        assert "已并入其他任务" in notes(found)
        every = {change.choice for change in found.changes}
        found.take(document, every, every)
        titles = [node.title for node in document.snapshot().walk()]
        assert FIRST not in titles
        section = document.snapshot().nodes[1]
        new = next(node for node in section.children if node.title == "新增的任务")
        assert [(owner.role, owner.name) for owner in new.owners] == [("lead", "基教科")]


def test_a_row_taken_out_of_the_sheet_asks_for_a_deletion() -> None:
    with plan_out("draft") as document:
        found = collected(
            document, form("draft", lambda sheet: sheet.delete_rows(cell_at(sheet, FIRST, "工作任务").row))
        )
        assert [(change.difference.change, change.difference.title) for change in found.changes] == [("deleted", FIRST)]


def test_a_text_that_was_emptied_is_asked_about() -> None:
    with plan_out("draft") as document:
        found = collected(document, form("draft", lambda sheet: fill(sheet, body=None)))
        assert [(change.difference.change, change.is_certain) for change in found.changes] == [("edited", False)]


def test_deleting_what_another_department_revised_is_a_conflict() -> None:
    with plan_out("draft") as document:
        found = collected(
            document,
            form("draft", lambda sheet: fill(sheet, wish="建议删除")),
            form("draft", lambda sheet: fill(sheet, body="还要做"), 1),
        )
        kinds = {change.sender: change.difference.change for change in found.changes}
        assert kinds == {"基教科": "conflict", "计财科": "edited"}


def test_a_row_inserted_between_others_becomes_an_item_there() -> None:
    def edit(sheet: Any) -> None:
        for area in list(sheet.merged_cells.ranges):  # the library does not move them along with rows
            sheet.unmerge_cells(str(area))
        row = cell_at(sheet, FIRST, "工作任务").row
        sheet.insert_rows(row + 1)
        sheet.cell(row + 1, cell_at(sheet, FIRST, "工作任务").column).value = "插进来的任务"

    with plan_out("draft") as document:
        found = collected(document, form("draft", edit))
        every = {change.choice for change in found.changes}
        found.take(document, every, every)
        titles = [node.title for node in document.snapshot().nodes[0].children]
        assert titles[:2] == [FIRST, "插进来的任务"]


def snapshot_without_progress(snapshot: Snapshot) -> list[Node]:
    """All nodes without what was reported."""
    return [replace(node, progress=(), children=()) for node in snapshot.walk()]


def test_a_folder_without_forms_is_refused_and_other_files_beside_forms_are_named(tmp_path: Path) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"x")
    with plan_out("progress") as document:
        with pytest.raises(SourceError):
            collect(document, [tmp_path])
        (tmp_path / "旧格式.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64)
        found = collect(document, [tmp_path])
        assert [refused.path.name for refused in found.refused] == ["旧格式.xls"]
        assert "照片.jpg" in notes(found)


def test_listing_a_large_folder_can_be_cancelled(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.xlsx").write_bytes(b"x")
    asked: list[float] = []
    with plan_out("progress") as document, pytest.raises(Cancelled):
        collect(document, [tmp_path], lambda part: bool(asked.append(part)))
    assert asked == [0.0], "before any file is read"


def test_collecting_is_one_step_to_undo() -> None:
    with plan_out("draft") as document:
        before = document.snapshot()
        take_in(document, form("draft", lambda sheet: fill(sheet, body="新的内容。")))
        assert snapshot_without_progress(document.snapshot()) != snapshot_without_progress(before)
        document.undo()
        assert document.snapshot() == before


@pytest.mark.parametrize("purpose", ["progress", "draft"])
def test_the_answer_of_a_department_that_became_part_of_another_is_still_compared_with_what_went_out(
    purpose: Purpose,
) -> None:
    def edit(sheet: Any) -> None:
        fill(sheet, **({"narrative": "已开工"} if purpose == "progress" else {"title": "改过的任务"}))

    file = form(purpose, edit)
    with plan_out(purpose) as document:
        old, new = (each.id for each in document.departments()[:2])
        document.merge_departments(new, [old])
        assert {each.department_id for each in document.handouts()[:2]} == {new}
        found = take_in(document, file)
        assert [change.sender for change in found.changes] == ["计财科"]
        assert len(found.changes) == 1
        assert document.handouts()[0].name == "基教科"
        document.undo()
        document.undo()
        assert document.handouts()[0].department_id == old
