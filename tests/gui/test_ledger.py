"""The ledger in a real window: cells are typed, pasted, filled and cleared like a spreadsheet's, each as one step."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPlainTextEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.grid_sorting import sort_by_click
from planeditor.gui.ledger_model import DEPARTMENT, MONTH, SECTION, STATUS, LedgerModel
from planeditor.gui.ledger_view import LedgerView
from planeditor.gui.main_window import MainWindow
from planeditor.gui.session import Session
from planeditor.plan.entities import Node
from tests.gui.names import unnamed
from tests.gui.trees import type_text

SCHOOLS, CENTRE, FUNDS = "加快推进教育重大项目", "中心城区学校建设", "健全经费保障机制"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ledger(window: MainWindow, qtbot: QtBot) -> LedgerView:
    """The ledger of a window on the small plan, in sight."""
    window.actions_by[Act.VIEW_LEDGER].trigger()
    ledger = window.views.view("ledger")
    assert isinstance(ledger, LedgerView)
    window.activateWindow()
    qtbot.waitUntil(lambda: ledger.model.rowCount() > 0)
    return ledger


def place(ledger: LedgerView, key: str) -> int:
    """Return where a column is."""
    return next(at for at, column in enumerate(ledger.model.columns) if column.key == key)


def select(ledger: LedgerView, rows: range, *keys: str) -> None:
    """Select cells as a drag over them does."""
    selection = QItemSelection()
    for key in keys:
        at = place(ledger, key)
        selection.select(ledger.model.index(rows[0], at), ledger.model.index(rows[-1], at))
    first = ledger.model.index(rows[0], place(ledger, keys[0]))
    model = ledger.table.selectionModel()
    model.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
    model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    ledger.table.setFocus()


def column(ledger: LedgerView, key: str) -> list[str]:
    """Return what a column shows, from top to bottom."""
    return [str(ledger.model.index(row, place(ledger, key)).data() or "") for row in range(ledger.model.rowCount())]


def test_rows_changed_in_a_spreadsheet_come_back_with_the_columns_that_cannot_be_written(ledger: LedgerView) -> None:
    keys = ("number", "section", "title", "lead", "support", "targets")
    select(ledger, range(2), *keys)
    ledger.table.copy()
    rows = QGuiApplication.clipboard().text()
    assert node(ledger, 0).title in rows
    put(rows.replace(node(ledger, 0).title, "办好学校"))
    ledger.table.paste()
    assert node(ledger, 0).title == "办好学校"
    assert ledger.problem.isHidden()
    put(rows.replace("一、", "二、"))
    ledger.table.paste()
    assert ledger.problem.isVisible()


@pytest.mark.parametrize("grouped_by", ["", SECTION, MONTH])
def test_a_renamed_section_shows_at_once_in_all_its_rows(ledger: LedgerView, grouped_by: str) -> None:
    ledger.model.grouped_by = grouped_by
    ledger.model.rearrange()
    rows = [row for row, text in enumerate(column(ledger, "section")) if "扩大优质资源供给" in text]
    section = ledger.session.outline.ancestors(ledger.session.outline[ledger.model.rows[rows[-1]]])[-1]
    drawn: set[int] = set()
    ledger.model.dataChanged.connect(lambda first, last: drawn.update(range(first.row(), last.row() + 1)))
    ledger.model.modelReset.connect(lambda: drawn.update(range(ledger.model.rowCount())))
    ledger.session.run(lambda document: document.rename(section.id, "做强优质资源"))
    shown = column(ledger, "section")
    assert drawn >= {row for row in rows if "做强优质资源" in shown[row]} != set()
    assert not any(
        "扩大优质资源供给" in str(ledger.model.index(row, 0).data()) for row in range(ledger.model.rowCount())
    )


def node(ledger: LedgerView, row: int) -> Node:
    """Return the item of a row as the document has it."""
    return ledger.session.document.node(ledger.model.rows[row])


def put(text: str, html: str = "") -> None:
    """Put something on the clipboard."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def editor(ledger: LedgerView, kind: type[QLineEdit] | type[QComboBox] | type[QPlainTextEdit]) -> QLineEdit:
    """Return the editor that is open."""
    found = [one for one in ledger.table.viewport().findChildren(kind) if one.isVisible()]
    return found[-1]


def test_every_item_is_a_row_with_its_facts(ledger: LedgerView) -> None:
    assert column(ledger, "title") == [SCHOOLS, CENTRE, FUNDS, "做好教师节表彰。"]
    assert column(ledger, "lead") == ["计财科", "", "各科室", ""]
    assert column(ledger, "section")[0].endswith("扩大优质资源供给")
    assert column(ledger, "status")[0] == "滞后"
    assert column(ledger, "percent")[0] == "35%"
    assert column(ledger, "targets")[0] == "新改扩建学校42所；幼儿园17所"


def test_the_model_keeps_qts_rules(ledger: LedgerView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(ledger.model)
    ledger.group_by(SECTION)
    qtmodeltester.check(ledger.model)


def test_every_field_of_the_ledger_has_a_name(ledger: LedgerView) -> None:
    assert unnamed(ledger) == []


def test_typing_over_a_cell_writes_it_and_goes_down(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(1, 2), "due")
    qtbot.keyClicks(ledger.table, "1")
    line = editor(ledger, QLineEdit)
    line.setText("2026/6/30")
    line.setModified(True)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: node(ledger, 1).due == "2026-06-30")
    assert ledger.table.currentIndex().row() == 2
    ledger.session.undo()
    assert node(ledger, 1).due == ""


def test_what_does_not_fit_keeps_the_editor_open_and_says_why(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(1, 2), "percent")
    qtbot.keyClick(ledger.table, Qt.Key.Key_Return)
    line = editor(ledger, QLineEdit)
    line.setText("许多")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.isVisible()
    assert "许多" in ledger.problem.label.text()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert node(ledger, 1).progress == ()


def test_a_text_breaks_lines_with_alt_enter_and_ends_with_enter(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(1, 2), "field:备注")
    qtbot.keyClick(ledger.table, Qt.Key.Key_Return)
    text = editor(ledger, QPlainTextEdit)
    qtbot.keyClicks(text, "ab")
    qtbot.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(text, "c")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [field.text for field in node(ledger, 1).fields] == ["ab\nc"])


def test_departments_complete_the_last_name_of_a_list(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(1, 2), "support")
    qtbot.keyClick(ledger.table, Qt.Key.Key_Return)
    line = editor(ledger, QLineEdit)
    type_text(line, "计财科、基")
    completer = line.completer()
    assert [completer.completionModel().index(0, 0).data()] == ["基教科"]
    assert completer.pathFromIndex(completer.completionModel().index(0, 0)) == "计财科、基教科"
    qtbot.keyClick(line, Qt.Key.Key_Escape)


def test_a_chosen_status_is_a_report_of_today_and_the_former_one_stays(ledger: LedgerView) -> None:
    at = place(ledger, "status")
    assert ledger.model.setData(ledger.model.index(0, at), "已完成")
    entries = node(ledger, 0).progress
    assert [(entry.date, entry.status) for entry in entries] == [
        ("2026-06-30", "滞后"),
        (max(date.today().isoformat(), "2026-06-30"), "已完成"),
    ]
    assert ledger.model.setData(ledger.model.index(0, place(ledger, "percent")), "100%")
    assert len(node(ledger, 0).progress) == 2
    assert column(ledger, "percent")[0] == "100%"


def test_a_range_is_pasted_as_one_step(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(1, 2), "title")
    put("甲\t基教科\t计财科、机关各科室\r\n乙\t新科\t\r\n")
    qtbot.keyClick(ledger.table, Qt.Key.Key_V, CONTROL)
    assert column(ledger, "title")[1:3] == ["甲", "乙"]
    assert column(ledger, "lead")[1:3] == ["基教科", "新科"]
    assert column(ledger, "support")[1:3] == ["计财科、机关各科室", ""]
    ledger.session.undo()
    assert column(ledger, "title")[1:3] == [CENTRE, FUNDS]
    assert "新科" not in [department.name for department in ledger.session.document.departments()]


def test_a_paste_that_does_not_fit_writes_nothing_and_says_where(ledger: LedgerView, qtbot: QtBot) -> None:
    before = ledger.session.document.snapshot()
    select(ledger, range(0, 1), "due")
    put("2026-06-30\t滞后\n2026-02-30\t滞后\n")
    qtbot.keyClick(ledger.table, Qt.Key.Key_V, CONTROL)
    assert ledger.session.document.snapshot() == before
    assert "2026-02-30" in ledger.problem.label.text()
    assert "2" in ledger.problem.label.text()
    select(ledger, range(3, 4), "title")
    put("甲\n乙\n")
    qtbot.keyClick(ledger.table, Qt.Key.Key_V, CONTROL)
    assert ledger.session.document.snapshot() == before


def test_one_pasted_cell_fills_the_selection(ledger: LedgerView) -> None:
    select(ledger, range(0, 4), "due")
    put("12月底", "<table><tr><td>12月底</td></tr></table>")
    ledger.table.paste()
    assert [node(ledger, row).due for row in range(4)] == ["12月底"] * 4


def test_what_is_copied_can_be_pasted_back(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(0, 3), "lead", "due", "status")
    qtbot.keyClick(ledger.table, Qt.Key.Key_C, CONTROL)
    before = ledger.session.document.snapshot()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[0] == "计财科\t2026-11\t滞后"
    assert "<td>计财科</td>" in data.html()
    select(ledger, range(0, 1), "due")
    ledger.table.copy()
    select(ledger, range(1, 2), "due")
    ledger.table.paste()
    assert node(ledger, 1).due == "2026-11"
    ledger.session.undo()
    assert ledger.session.document.snapshot() == before


def test_fill_down_copies_the_first_cell_of_each_column(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(0, 4), "lead", "due")
    qtbot.keyClick(ledger.table, Qt.Key.Key_D, CONTROL)
    assert column(ledger, "lead") == ["计财科"] * 4
    assert [node(ledger, row).due for row in range(4)] == ["2026-11"] * 4
    ledger.session.undo()
    assert column(ledger, "lead") == ["计财科", "", "各科室", ""]
    select(ledger, range(1, 2), "due")
    qtbot.keyClick(ledger.table, Qt.Key.Key_D, CONTROL)
    assert node(ledger, 1).due == "2026-11"


def test_ctrl_and_an_arrow_go_to_the_edge_and_shift_selects_on_the_way(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(1, 2), "due")
    qtbot.keyClick(ledger.table, Qt.Key.Key_Down, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    chosen = ledger.table.selectionModel().selectedIndexes()
    assert [index.row() for index in chosen] == [1, 2, 3]
    assert ledger.table.currentIndex().row() == 3
    qtbot.keyClick(ledger.table, Qt.Key.Key_Up, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert sorted(index.row() for index in ledger.table.selectionModel().selectedIndexes()) == [0, 1]
    qtbot.keyClick(ledger.table, Qt.Key.Key_Left, CONTROL)
    assert ledger.table.currentIndex().column() == ledger.table.shown_columns()[0]
    assert len(ledger.table.selectionModel().selectedIndexes()) == 1
    qtbot.keyClick(ledger.table, Qt.Key.Key_Right, CONTROL)
    assert ledger.table.currentIndex().column() == ledger.table.shown_columns()[-1]


def test_a_deadline_is_filled_down_to_the_end_by_keys_alone(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(1), "due")
    qtbot.keyClick(ledger.table, Qt.Key.Key_Down, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(ledger.table, Qt.Key.Key_D, CONTROL)
    assert {node(ledger, row).due for row in range(ledger.model.rowCount())} == {node(ledger, 0).due}


def test_delete_clears_cells_and_no_item(ledger: LedgerView, qtbot: QtBot) -> None:
    count = len(ledger.session.outline)
    select(ledger, range(0, 3), "lead", "due", "status", "percent")
    qtbot.keyClick(ledger.table, Qt.Key.Key_Delete)
    assert column(ledger, "lead")[:3] == ["", "", ""]
    assert column(ledger, "status")[:3] == ["", "", ""]
    assert len(ledger.session.outline) == count
    assert node(ledger, 0).progress[0].narrative == "已开工15所"
    ledger.session.undo()
    assert column(ledger, "lead")[0] == "计财科"


def test_a_column_that_follows_from_the_plan_is_not_written(ledger: LedgerView, qtbot: QtBot) -> None:
    before = ledger.session.document.snapshot()
    select(ledger, range(0, 2), "number")
    qtbot.keyClick(ledger.table, Qt.Key.Key_Delete)
    assert ledger.session.document.snapshot() == before
    assert ledger.problem.isVisible()


def test_the_bar_changes_all_selected_rows_at_once(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(0, 3), "title")
    field = ledger.bulk.fields["lead"]
    field.setText("基教科")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert column(ledger, "lead") == ["基教科", "基教科", "基教科", ""]
    assert field.text() == ""
    ledger.session.undo()
    assert column(ledger, "lead") == ["计财科", "", "各科室", ""]
    ledger.bulk.wanted.emit("status", "按序时推进")
    assert column(ledger, "status")[:3] == ["按序时推进"] * 3


def test_the_button_of_the_bar_writes_all_its_fields(ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(0, 3), "title")
    assert not ledger.bulk.button.isEnabled()
    ledger.bulk.fields["lead"].setText("基教科")
    ledger.bulk.fields["due"].setText("9月底")
    qtbot.mouseClick(ledger.bulk.button, Qt.MouseButton.LeftButton)
    assert column(ledger, "lead")[:3] == ["基教科"] * 3
    assert column(ledger, "due")[:3] == ["9月底"] * 3
    assert not ledger.bulk.button.isEnabled()


def choose(ledger: LedgerView, keys: str) -> None:
    """Right-click the current cell and choose from its menu."""
    table = ledger.table
    place = table.visualRect(table.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if keys in action.text()).trigger()
    menu.close()


def test_a_cells_menu_copies_pastes_fills_and_clears_by_mouse(ledger: LedgerView) -> None:
    select(ledger, range(0, 1), "lead")
    choose(ledger, "Ctrl+C")
    select(ledger, range(1, 2), "lead")
    choose(ledger, "Ctrl+V")
    assert column(ledger, "lead")[:3] == ["计财科", "计财科", "各科室"]
    select(ledger, range(1, 4), "lead")
    choose(ledger, "Ctrl+D")
    assert column(ledger, "lead") == ["计财科"] * 4
    choose(ledger, "Ctrl+X")
    assert column(ledger, "lead") == ["计财科", "", "", ""]


def test_rows_sort_by_a_column_and_come_back_to_the_plans_order(ledger: LedgerView) -> None:
    order = column(ledger, "title")
    sort_by_click(ledger.table, place(ledger, "lead"))
    assert column(ledger, "lead") == ["各科室", "计财科", "", ""]
    sort_by_click(ledger.table, place(ledger, "lead"))
    assert column(ledger, "lead") == ["计财科", "各科室", "", ""]
    sort_by_click(ledger.table, place(ledger, "lead"))
    assert column(ledger, "title") == order


@pytest.mark.parametrize(
    ("key", "labels"),
    [
        (SECTION, ["一、扩大优质资源供给", "二、加强队伍建设"]),
        (DEPARTMENT, ["计财科", "机关各科室", "未指定牵头科室"]),
        (MONTH, ["2026年11月", "未定期限"]),
        (STATUS, ["滞后", "未填报"]),
    ],
)
def test_rows_are_grouped(ledger: LedgerView, key: str, labels: list[str]) -> None:
    ledger.group_by(key)
    assert [group.label for group in ledger.model.groups] == labels
    assert sum(len(group.ids) for group in ledger.model.groups) == 4
    assert ledger.model.rowCount() == 4 + len(labels)


def test_a_group_is_shut_and_opened_by_click_and_by_keys(ledger: LedgerView, qtbot: QtBot) -> None:
    ledger.group_by(SECTION)
    index = ledger.model.index(0, 1)
    qtbot.mouseClick(ledger.table.viewport(), Qt.MouseButton.LeftButton, pos=ledger.table.visualRect(index).center())
    assert ledger.model.rowCount() == 3
    qtbot.keyClick(ledger.table, Qt.Key.Key_Right)
    assert ledger.model.rowCount() == 6


def test_a_group_in_between_is_left_out_of_a_paste(ledger: LedgerView) -> None:
    ledger.group_by(SECTION)
    select(ledger, range(3, 4), "due")
    put("3月底\n6月底\n")
    ledger.table.paste()
    dues = {title: due for title, due in zip(column(ledger, "title"), column(ledger, "due"), strict=True) if due}
    assert dues[FUNDS] == "3月底"
    assert dues["做好教师节表彰。"] == "6月底"


def test_the_trees_filter_applies_here_too(window: MainWindow, ledger: LedgerView) -> None:
    window.tree.show_only([ledger.model.rows[2]])
    assert column(ledger, "title") == [FUNDS]
    window.end_filter()
    assert ledger.model.rowCount() == 4


def test_edits_elsewhere_show_at_once_and_while_it_is_hidden_later(window: MainWindow, ledger: LedgerView) -> None:
    first = ledger.model.rows[0]
    window.session.run(lambda doc: doc.rename(first, "改了"))
    assert column(ledger, "title")[0] == "改了"
    window.session.run(lambda doc: doc.delete([first]))
    assert ledger.model.rowCount() == 2
    window.actions_by[Act.VIEW_EDITOR].trigger()
    window.session.undo()
    window.actions_by[Act.VIEW_LEDGER].trigger()
    assert column(ledger, "title")[0] == "改了"


def test_the_current_row_is_the_windows_current_item(window: MainWindow, ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(2, 3), "title")
    qtbot.waitUntil(lambda: window.session.current_id == ledger.model.rows[2])
    window.session.select(ledger.model.rows[0])
    assert ledger.table.currentIndex().row() == 0


def test_ctrl_enter_shows_the_item_in_the_editor(window: MainWindow, ledger: LedgerView, qtbot: QtBot) -> None:
    select(ledger, range(2, 3), "due")
    qtbot.keyClick(ledger.table, Qt.Key.Key_Return, CONTROL)
    assert window.views.current == "edit"
    assert window.tree.selected_ids() == [ledger.model.rows[2]]


def test_columns_are_as_wide_as_what_stands_in_them_until_someone_sets_one(
    window: MainWindow, ledger: LedgerView, qtbot: QtBot
) -> None:
    name = "职业教育与成人教育科"
    window.session.run(lambda document: document.add_owner(ledger.model.rows[0], name, "lead"))
    ledger.table.widths.fit()
    lead, due = place(ledger, "lead"), place(ledger, "due")
    assert ledger.table.columnWidth(lead) > ledger.table.fontMetrics().horizontalAdvance(name)
    assert ledger.table.columnWidth(due) < ledger.table.columnWidth(lead)
    header = ledger.table.horizontalHeader()
    border = QPoint(header.sectionViewportPosition(lead) + header.sectionSize(lead) - 1, header.height() // 2)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=border)
    qtbot.mouseMove(header.viewport(), border - QPoint(20, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=border - QPoint(20, 0))
    chosen = ledger.table.columnWidth(lead)
    ledger.model.refresh()
    assert ledger.table.columnWidth(lead) == chosen
    other = LedgerView(window.session)
    qtbot.addWidget(other)
    assert other.table.columnWidth(lead) == pytest.approx(chosen, abs=2)


def test_columns_are_hidden_moved_and_remembered(window: MainWindow, ledger: LedgerView) -> None:
    labels = place(ledger, "field:问题描述")
    assert ledger.table.isColumnHidden(labels)
    menu = ledger.table.columns_menu(ledger)
    next(action for action in menu.actions() if action.text() == "问题描述").setChecked(True)
    ledger.table.horizontalHeader().moveSection(ledger.table.horizontalHeader().visualIndex(labels), 1)
    other = LedgerView(window.session, window)
    other.activate()
    assert not other.table.isColumnHidden(labels)
    assert other.table.shown_columns()[1] == labels
    other.table.reset_columns()
    assert other.table.isColumnHidden(labels)
    other.close()


def test_several_fields_of_one_label_are_left_to_the_editor(ledger: LedgerView) -> None:
    ledger.table.setColumnHidden(place(ledger, "field:问题描述"), False)
    select(ledger, range(2, 3), "field:问题描述")
    put("一个")
    ledger.table.paste()
    assert [field.text for field in node(ledger, 2).fields][:2] == ["投入不足。", "结构不优。"]
    assert "问题描述" in ledger.problem.label.text()


def test_a_column_of_a_large_plan_is_read_in_the_background(session: Session, qtbot: QtBot) -> None:
    def add(document: object) -> object:
        with session.document.step("many") as step:
            for number in range(3100):
                session.document.insert("item", None, title=f"{3100 - number:04}")
        return step.change_set

    session.run(add)  # type: ignore[arg-type]
    model = LedgerModel(session)
    model.sorted_by = "title"
    with qtbot.waitSignal(model.arranged):
        model.rearrange()
    assert model.text(model.rows[0], model.columns[2]) == "0001"
