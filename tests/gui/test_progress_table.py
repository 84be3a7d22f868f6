"""The table in which progress is filled in: rows, periods, cells, and what Excel's clipboard does to it."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from planeditor.gui.grid_items import DEPARTMENT, SECTION
from planeditor.gui.progress_table import ProgressTable
from planeditor.gui.session import Session
from planeditor.plan.entities import Progress
from planeditor.plan.tables.columns import Kind
from planeditor.store import Document


@pytest.fixture
def item(session: Session) -> int:
    (found,) = session.document.find("加快推进教育重大项目")
    return found


@pytest.fixture
def table(session: Session, qtbot: QtBot) -> ProgressTable:
    table = ProgressTable(session)
    qtbot.addWidget(table)
    table.show_period("2026Q3")
    return table


def place(table: ProgressTable, key: str) -> int:
    return next(at for at, column in enumerate(table.model.columns) if column.key == key)


def shown(table: ProgressTable, row_id: int, key: str) -> str:
    return table.model.text(row_id, table.model.columns[place(table, key)])


def write(table: ProgressTable, row_id: int, key: str, text: str) -> bool:
    return table.model.write_cells([(row_id, place(table, key), text)], "x")


def entries(session: Session, item: int) -> list[Progress]:
    return list(session.document.node(item).progress)[1:]


def select(table: ProgressTable, row_id: int, key: str) -> None:
    index = table.model.index(table.model.row_of(row_id), place(table, key))
    table.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_every_item_has_a_row_and_below_it_each_target_with_a_figure(table: ProgressTable, item: int) -> None:
    subjects = [shown(table, row_id, "subject") for row_id in table.model.rows]
    parts = ["　　新改扩建学校", "　　幼儿园"]
    assert subjects == ["加快推进教育重大项目", *parts, "中心城区学校建设", "健全经费保障机制", "做好教师节表彰。"]
    whole = table.model.rows[1]
    assert (shown(table, whole, "goal"), shown(table, whole, "before")) == ("42所", "15所 滞后")


def test_cells_of_one_row_and_period_make_one_report(table: ProgressTable, session: Session, item: int) -> None:
    table.model.reporter = "王五"
    for key, text in (("status", "按序时推进"), ("percent", "75%"), ("narrative", "主体完工")):
        assert write(table, item, key, text)
    (entry,) = entries(session, item)
    assert (entry.date, entry.status, entry.percent, entry.narrative, entry.reporter, entry.target_id) == (
        "2026-09-30", "按序时推进", 75.0, "主体完工", "王五", None,
    )  # fmt: skip
    for key in ("status", "percent", "narrative"):
        assert write(table, item, key, "")
    assert entries(session, item) == []


def test_many_cells_of_an_item_are_one_report_for_each_row_and_the_item_is_read_once(
    table: ProgressTable, session: Session, item: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    reading = Document.node
    monkeypatch.setattr(Document, "node", lambda self, node_id: read.append(node_id) or reading(self, node_id))
    whole = table.model.rows[1]
    words = [(item, "status", "滞后"), (item, "percent", "30"), (item, "problem", "缺地"), (whole, "value", "20"),
             (whole, "narrative", "主体完工"), (item, "percent", "")]  # fmt: skip
    assert table.model.write_cells([(row, place(table, key), text) for row, key, text in words], "x")
    assert read.count(item) == 1
    own, part = sorted(entries(session, item), key=lambda entry: entry.target_id or 0)
    assert (own.status, own.percent, own.problem) == ("滞后", None, "缺地")
    assert (part.value, part.narrative) == (20.0, "主体完工")


def test_a_figure_belongs_to_a_target_and_comes_to_a_percentage(
    table: ProgressTable, session: Session, item: int
) -> None:
    whole = table.model.rows[1]
    assert write(table, whole, "value", "21所")
    assert (shown(table, whole, "value"), shown(table, whole, "percent")) == ("21", "50%")
    assert entries(session, item)[0].value == 21.0
    for row_id, text in ((item, "5"), (whole, "5人"), (whole, "五")):
        assert not write(table, row_id, "value", text)
    assert len(entries(session, item)) == 1


def test_another_period_has_reports_of_its_own(table: ProgressTable, session: Session, item: int) -> None:
    write(table, item, "percent", "60")
    table.show_period("2026Q4")
    assert shown(table, item, "percent") == ""
    assert shown(table, item, "before") == "60%"
    table.show_period("2026-09")
    assert shown(table, item, "percent") == "60%"


def test_a_block_of_cells_from_excel_is_one_step_or_nothing(table: ProgressTable, session: Session, item: int) -> None:
    select(table, item, "status")
    QGuiApplication.clipboard().setText("按序时推进\t70%\n滞后\t40\n\t\n已完成\t\n")
    table.table.paste()
    assert [(each.status, each.percent) for each in entries(session, item)] == [("按序时推进", 70.0), ("滞后", 40.0)]
    child = table.model.rows[3]
    assert session.document.node(child).progress[0].status == "已完成"
    session.undo()
    assert entries(session, item) == []
    QGuiApplication.clipboard().setText("按序时推进\t70%\n没有的状态\t40\n")
    table.table.paste()
    assert entries(session, item) == []
    assert "没有的状态" in table.problem.text()


def test_what_is_copied_can_be_pasted_again(table: ProgressTable, session: Session, item: int) -> None:
    write(table, item, "percent", "60")
    select(table, item, "percent")
    table.table.copy()
    select(table, table.model.rows[3], "percent")
    table.table.paste()
    assert session.document.node(table.model.rows[3]).progress[0].percent == 60.0


def test_one_departments_rows_are_those_it_leads_and_if_wanted_supports(table: ProgressTable, session: Session) -> None:
    ids = {known.name: known.id for known in session.document.departments()}
    table.show_department(ids["计财科"])
    assert shown(table, table.model.rows[0], "subject") == "加快推进教育重大项目"
    assert len(table.model.rows) == 3
    table.show_department(ids["基教科"])
    assert table.model.rows == []
    table.supports.setChecked(True)
    assert len(table.model.rows) == 3


def test_rows_not_reported_yet_can_be_shown_alone_and_are_counted(table: ProgressTable, item: int) -> None:
    write(table, item, "percent", "60")
    table.unreported.setChecked(True)
    assert item not in table.model.rows
    assert len(table.model.rows) == 5
    assert "1" in table.count.text()
    table.unreported.setChecked(False)
    assert item in table.model.rows


def test_rows_are_grouped_and_sorted(table: ProgressTable, item: int) -> None:
    table.model.grouped_by = DEPARTMENT
    table.model.rearrange()
    assert [group.label for group in table.model.groups][:1] == ["计财科"]
    table.model.grouped_by = SECTION
    table.model.rearrange()
    assert len(table.model.groups) == 2
    table.model.grouped_by = ""
    write(table, table.model.rows[1], "value", "21")
    write(table, item, "percent", "20")
    table.model.sorted_by = "percent"
    table.model.rearrange()
    assert table.model.rows[0] == item


def test_the_table_follows_the_plan(table: ProgressTable, session: Session, item: int) -> None:
    target = session.document.node(item).targets[1].id
    session.run(lambda doc: doc.remove_target(target))
    assert len(table.model.rows) == 5
    session.run(lambda doc: doc.delete([item]))
    assert len(table.model.rows) == 2
    session.undo()
    session.undo()
    assert len(table.model.rows) == 6
    session.run(lambda doc: doc.add_progress(item, date="2026-08-01", status="滞后"))
    assert shown(table, item, "status") == "滞后"


def test_a_period_that_still_lasts_writes_today(table: ProgressTable) -> None:
    table.model.first, table.model.last = date.today(), date(9999, 12, 31)
    assert table.model.day == date.today()


def test_a_table_that_was_closed_lets_the_plan_go_on(session: Session, item: int, qtbot: QtBot) -> None:
    table = ProgressTable(session)
    table.show()
    with qtbot.waitSignal(table.destroyed):
        table.close()
    session.run(lambda doc: doc.add_progress(item, status="滞后"))
    assert entries(session, item)[-1].status == "滞后"


def test_columns_have_room_for_the_signs_beside_their_words(table: ProgressTable, item: int) -> None:
    assert write(table, item, "percent", "75%")
    table.table.widths.fit()
    em = table.fontMetrics().horizontalAdvance("中")
    for key, sign in (("light", 1.0), ("percent", 3.4)):
        words = max(shown(table, row_id, key) for row_id in table.model.rows if shown(table, row_id, key))
        needed = table.fontMetrics().horizontalAdvance(words) + sign * em
        assert table.table.columnWidth(place(table, key)) >= needed


def test_a_large_plans_rows_are_sorted_and_grouped_bit_by_bit_to_the_same_rows(
    table: ProgressTable, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = table.model
    orders = [("subject", False, ""), ("lead", True, ""), ("subject", False, DEPARTMENT), ("", False, SECTION)]
    at_once = []
    for model.sorted_by, model.descending, model.grouped_by in orders:
        model.refresh()
        at_once.append(list(model.rows))
    monkeypatch.setattr("planeditor.gui.progress_table_model.READ_AT_ONCE", 0)
    monkeypatch.setattr("planeditor.gui.progress_table_model.READ_TOGETHER", 1)
    monkeypatch.setattr("planeditor.gui.progress_table_model.SLICE_S", 0.0005)
    for (model.sorted_by, model.descending, model.grouped_by), rows in zip(orders, at_once, strict=True):
        with qtbot.waitSignal(model.arranged):
            model.refresh()
        assert model.rows == rows


def test_an_item_that_goes_while_rows_are_sorted_goes_from_the_table(
    table: ProgressTable, session: Session, item: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planeditor.gui.progress_table_model.READ_AT_ONCE", 0)
    table.model.sorted_by = "subject"
    table.model.rearrange()
    with qtbot.waitSignal(table.model.arranged):
        session.run(lambda document: document.delete([item]))
    assert item not in table.model.rows
    assert item not in table.model.subjects


def test_prose_takes_the_room_that_is_free_until_someone_sets_a_width(table: ProgressTable, qtbot: QtBot) -> None:
    view, header = table.table, table.table.horizontalHeader()
    table.show()
    qtbot.waitExposed(table)
    for width in (1500, 1900):
        table.resize(width, 700)
        qtbot.waitUntil(lambda: header.length() == view.viewport().width())
    prose = [at for at, column in enumerate(table.model.columns) if column.kind is Kind.TEXT]
    wide = [view.columnWidth(at) for at in prose if not view.isColumnHidden(at)]
    assert wide
    view.widths.choose()
    table.resize(1500, 700)
    qtbot.waitUntil(lambda: view.viewport().width() < 1600)
    assert [view.columnWidth(at) for at in prose if not view.isColumnHidden(at)] == wide
