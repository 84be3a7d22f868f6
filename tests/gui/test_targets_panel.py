"""The targets panel: a table and a form that write what was typed, in the words and numbers people use."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planeditor.errors import EditError
from planeditor.gui.session import Session
from planeditor.gui.target_model import Column
from planeditor.gui.target_words import Quantity, number_text, place_of, read_quantity, read_rows, rows_text
from planeditor.gui.targets_panel import TargetsPanel
from planeditor.plan.entities import Field, Node, Span, Target
from tests.gui.names import unnamed
from tests.gui.trees import title_of

SCHOOLS, FUNDS = "加快推进教育重大项目", "健全经费保障机制"


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> TargetsPanel:
    """The panel on the item with two targets."""
    panel = TargetsPanel(session)
    qtbot.addWidget(panel)
    select(session, SCHOOLS)
    panel.resize(360, 640)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def select(session: Session, title: str) -> int:
    """Select the node of that title and return its id."""
    found = next(entry.id for entry in session.outline.walk() if title_of(session, entry) == title)
    session.select(found)
    return found


def targets(session: Session) -> tuple[Target, ...]:
    """Return the selected node's targets as the document has them."""
    return session.document.node(session.current_id).targets


def open_editor(panel: TargetsPanel, row: int, column: Column) -> QLineEdit | QComboBox:
    """Open a cell's editor."""
    index = panel.model.index(row, column)
    panel.ui.table.setCurrentIndex(index)
    panel.ui.table.edit(index)
    editor = panel.ui.table.indexWidget(index) or panel.ui.table.findChild(QLineEdit)
    assert isinstance(editor, (QLineEdit, QComboBox))
    return editor


def type_into(panel: TargetsPanel, qtbot: QtBot, row: int, column: Column, text: str) -> None:
    """Replace a cell's text by typing, and end with Enter."""
    editor = open_editor(panel, row, column)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    editor.insert(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.wait(1)  # Qt commits a cell's editor by a queued call


def test_the_model_keeps_qts_rules(panel: TargetsPanel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(panel.model)


def test_the_heading_counts_targets_and_results(session: Session, panel: TargetsPanel) -> None:
    assert panel.ui.summary.text().startswith("2")
    first = targets(session)[0].id
    session.run(lambda doc: doc.update_target(first, kind="actual"))
    assert panel.ui.summary.text().startswith("1")
    assert " · 1" in panel.ui.summary.text()


def test_cells_are_typed_into(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    type_into(panel, qtbot, 0, Column.INDICATOR, "新建学校")
    type_into(panel, qtbot, 0, Column.VALUE, "1,200.5")
    type_into(panel, qtbot, 0, Column.UNIT, "个")
    first = targets(session)[0]
    assert (first.indicator, first.value, first.unit) == ("新建学校", 1200.5, "个")
    session.undo()
    assert panel.model.index(0, Column.UNIT).data() == "所"


def test_a_quantity_in_one_cell_fills_the_others(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    type_into(panel, qtbot, 1, Column.VALUE, "≥９5%")
    second = targets(session)[1]
    assert (second.comparator, second.value, second.unit) == (">=", 95, "%")
    type_into(panel, qtbot, 1, Column.VALUE, "5至8所")
    second = targets(session)[1]
    assert (second.value, second.value_high, second.unit) == (5, 8, "所")
    assert not panel.ui.table.isColumnHidden(Column.HIGH)


def test_what_is_no_number_is_refused_with_a_hint(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    editor = open_editor(panel, 0, Column.VALUE)
    assert isinstance(editor, QLineEdit)
    editor.setText("许多")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert "许多" in panel.ui.problem.text()
    assert targets(session)[0].value == 42
    editor.setText("43")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: targets(session)[0].value == 43)
    assert panel.ui.problem.isHidden()


def test_a_cell_that_is_being_typed_into_is_written_by_a_flush(session: Session, panel: TargetsPanel) -> None:
    editor = open_editor(panel, 0, Column.INDICATOR)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    editor.insert("新建学校")
    session.run(lambda doc: doc.set_due(session.current_id, "全年"))
    assert targets(session)[0].indicator == "新建学校"
    assert editor.isVisible()


def test_a_change_elsewhere_leaves_an_open_cell_alone(session: Session, panel: TargetsPanel) -> None:
    editor = open_editor(panel, 0, Column.INDICATOR)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    editor.insert("新")
    other = targets(session)[1].id
    session.document.update_target(other, value=18.0)
    panel._read()
    assert editor.text() == "新"


def test_the_comparator_is_chosen_by_its_name(session: Session, panel: TargetsPanel) -> None:
    combo = open_editor(panel, 0, Column.COMPARATOR)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("<="))
    combo.activated.emit(combo.currentIndex())
    assert targets(session)[0].comparator == "<="
    assert panel.model.index(0, Column.COMPARATOR).data() == "≤"


@pytest.mark.parametrize(("typed", "expected"), [(">", ">="), ("<=", "<="), ("~", "~"), ("+", "+"), (">=", ">=")])
def test_the_comparator_is_chosen_by_a_typed_sign(
    session: Session, panel: TargetsPanel, qtbot: QtBot, typed: str, expected: str
) -> None:
    combo = open_editor(panel, 0, Column.COMPARATOR)
    qtbot.keyClicks(combo, typed)
    qtbot.keyClick(combo, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: targets(session)[0].comparator == expected)


def test_tab_leaves_the_last_cell_for_the_form_and_shift_tab_the_first(
    session: Session, panel: TargetsPanel, qtbot: QtBot
) -> None:
    table, last = panel.ui.table, len(targets(session)) - 1
    panel.activateWindow()
    table.setFocus()
    qtbot.keyClick(open_editor(panel, last, Column.UNIT), Qt.Key.Key_Tab)
    assert table.state() != QAbstractItemView.State.EditingState
    assert panel.ui.deadline.hasFocus()
    assert targets(session)[last].unit == "所"
    qtbot.keyClick(open_editor(panel, 0, Column.INDICATOR), Qt.Key.Key_Backtab)
    assert panel.focusWidget() is not table
    qtbot.keyClick(open_editor(panel, 0, Column.UNIT), Qt.Key.Key_Tab)
    assert table.currentIndex().row() == 1


def test_the_form_edits_what_the_table_has_no_room_for(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    first, second = targets(session)
    panel.select_target(first.id)
    ui = panel.ui
    for line, text in ((ui.deadline, "2026年12月"), (ui.modality, "力争"), (ui.base, "35"), (ui.base_period, "2019年")):
        line.selectAll()
        line.insert(text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    ui.kind.setCurrentIndex(1)
    ui.kind.activated.emit(1)
    changed = targets(session)[0]
    assert (changed.deadline, changed.modality, changed.kind) == ("2026-12", "力争", "actual")
    assert (changed.base_value, changed.base_period) == (35, "2019年")
    panel.select_target(second.id)
    ui.part_of.setCurrentIndex(0)
    ui.part_of.activated.emit(0)
    assert targets(session)[1].parent_id is None


def test_a_base_that_is_no_number_is_refused(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    panel.select_target(targets(session)[0].id)
    panel.ui.base.setText("去年")
    qtbot.keyClick(panel.ui.base, Qt.Key.Key_Return)
    assert "去年" in panel.ui.problem.text()
    assert targets(session)[0].base_value is None


def test_a_target_cannot_be_part_of_its_own_part(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    first, second = targets(session)
    panel.select_target(first.id)
    row = panel.ui.part_of.findData(second.id)
    assert row > 0
    with qtbot.waitSignal(session.notice):
        panel.ui.part_of.setCurrentIndex(row)
        panel.ui.part_of.activated.emit(row)
    assert panel.ui.part_of.currentData() is None


def test_selecting_a_target_is_told_once(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    first, second = targets(session)
    told: list[int] = []
    panel.target_selected.connect(told.append)
    panel.select_target(first.id)
    panel.select_target(second.id)
    session.run(lambda doc: doc.update_target(second.id, value=18.0))
    select(session, FUNDS)
    assert told == [first.id, second.id, 0]


def test_a_new_target_waits_for_its_indicator(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.ui.add, Qt.MouseButton.LeftButton)
    assert len(targets(session)) == 3
    editor = panel.ui.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("教师培训")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: targets(session)[2].indicator == "教师培训")
    assert panel.current == targets(session)[2]


def test_targets_are_moved_and_removed_by_keys(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    first, second = targets(session)
    panel.select_target(second.id)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(panel.ui.table, Qt.Key.Key_Up, keys)
    assert [target.id for target in targets(session)] == [second.id, first.id]
    assert panel.current is not None
    assert panel.current.id == second.id
    panel.ui.table.selectAll()
    qtbot.keyClick(panel.ui.table, Qt.Key.Key_Delete)
    assert targets(session) == ()
    assert panel.ui.table.isHidden()
    session.undo()
    assert len(targets(session)) == 2


def test_rows_are_copied_and_pasted_as_a_table(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    panel.ui.table.selectAll()
    qtbot.keyClick(panel.ui.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    original = targets(session)
    assert QGuiApplication.clipboard().text().splitlines()[0].startswith("新改扩建学校\t＝\t42\t\t所\t2026-11")
    qtbot.keyClick(panel.ui.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    copies = targets(session)[2:]
    assert [(copy.indicator, copy.value, copy.unit) for copy in copies] == [
        (target.indicator, target.value, target.unit) for target in original
    ]
    session.undo()
    assert targets(session) == original


def test_a_pasted_number_that_is_none_pastes_nothing(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("甲\t≥\t5\n乙\t≥\t五\n")
    qtbot.keyClick(panel.ui.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "五" in panel.ui.problem.text()
    assert len(targets(session)) == 2


def test_a_new_target_alone_is_selected_even_with_control_held(session: Session, panel: TargetsPanel, qtbot) -> None:
    panel.select_target(targets(session)[0].id)
    qtbot.keyPress(panel.ui.table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    panel.add_target()
    qtbot.keyRelease(panel.ui.table, Qt.Key.Key_Control)
    assert [index.row() for index in panel.ui.table.selectionModel().selectedRows()] == [2]


def test_another_item_begins_without_a_selection(session: Session, panel: TargetsPanel) -> None:
    panel.select_target(targets(session)[0].id)
    select(session, FUNDS)
    assert not panel.ui.table.selectionModel().hasSelection()
    assert panel.current is None


def test_removed_targets_are_offered_back(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    panel.select_target(targets(session)[0].id)
    qtbot.keyClick(panel.ui.table, Qt.Key.Key_Delete)
    assert len(targets(session)) == 1
    assert panel.undo_bar.isVisible()
    panel.undo_bar.button.click()
    assert len(targets(session)) == 2
    assert panel.undo_bar.isHidden()


def test_escape_takes_a_new_target_away_again(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    panel.add_target()
    editor = panel.ui.table.findChild(QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(targets(session)) == 2)


def test_escape_leaves_an_old_target_alone(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    editor = open_editor(panel, 0, Column.INDICATOR)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.wait(1)
    assert len(targets(session)) == 2


def test_a_cell_is_written_while_one_types_and_taken_back_by_escape(
    session: Session, panel: TargetsPanel, qtbot: QtBot
) -> None:
    before = targets(session)[0].indicator
    editor = open_editor(panel, 0, Column.INDICATOR)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Schools")
    due = editor.findChild(QTimer)
    assert due.isActive()
    due.timeout.emit()
    assert targets(session)[0].indicator == "Schools"
    assert editor.isVisible()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert targets(session)[0].indicator == before


def test_the_indicator_gets_most_of_the_width(panel: TargetsPanel) -> None:
    table = panel.ui.table
    assert table.columnWidth(Column.INDICATOR) > table.viewport().width() / 2
    assert table.columnWidth(Column.COMPARATOR) < 4 * table.fontMetrics().horizontalAdvance("中")


def test_a_refusal_is_gone_with_the_row(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    panel.select_target(targets(session)[0].id)
    panel.ui.base.setFocus()
    panel.ui.base.setText("许多")
    panel.ui.base.commit()
    assert "许多" in panel.ui.problem.text()
    panel.select_target(targets(session)[1].id)
    assert panel.ui.problem.isHidden()


def test_the_panels_focus_goes_to_a_row_or_to_the_plus(session: Session, panel: TargetsPanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.ui.table.hasFocus)
    assert panel.current == targets(session)[0]
    session.run(lambda doc: doc.remove_target(targets(session)[0].id))
    session.run(lambda doc: doc.remove_target(targets(session)[0].id))
    panel.setFocus()
    qtbot.waitUntil(panel.ui.add.hasFocus)


def test_everything_that_takes_the_focus_has_a_name(session: Session, panel: TargetsPanel) -> None:
    panel.select_target(targets(session)[0].id)
    assert unnamed(panel) == []


def test_without_a_selection_the_panel_says_what_to_do(session: Session, panel: TargetsPanel) -> None:
    session.select(0)
    assert not panel.ui.empty.isHidden()
    assert not panel.ui.add.isEnabled()
    assert panel.ui.details.isHidden()


# words


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("42", Quantity(None, 42)),
        ("98.5%", Quantity(None, 98.5, None, "%")),
        ("100人以上", Quantity(">=", 100, None, "人")),
        ("不超过 3 次/月", Quantity("<=", 3, None, "次/月")),
        ("５—８所", Quantity(None, 5, 8, "所")),
        ("约1,200万元", Quantity("~", 1200, None, "万元")),
        ("-2个百分点", Quantity(None, -2, None, "个百分点")),
        ("", Quantity()),
    ],
)
def test_quantities_are_read_as_people_write_them(text: str, quantity: Quantity) -> None:
    assert read_quantity(text) == quantity


@pytest.mark.parametrize("text", ["许多", "五所", "1.2.3", "1,20", "≥"])
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(EditError):
        read_quantity(text)


@pytest.mark.parametrize(("value", "text"), [(None, ""), (42.0, "42"), (98.5, "98.5"), (1e16, "10000000000000000")])
def test_numbers_are_written_short_and_exactly(value: float | None, text: str) -> None:
    assert number_text(value) == text


def test_words_that_stand_in_one_place_only_are_found() -> None:
    node = Node(1, "item", "新建学校", body="新建学校42所，新建幼儿园", fields=(Field(2, "措施", "资助学生"),))
    assert place_of(Target(3, text="42所"), node) == Span("body", 4, 7)
    assert place_of(Target(3, text="资助"), node) == Span("2", 0, 2)
    assert place_of(Target(3, text="新建学校"), node) is None
    assert place_of(Target(3, text="没有"), node) is None
    assert place_of(Target(3), node) is None


def test_copied_rows_are_read_back_equal() -> None:
    target = Target(1, indicator="巩固率", comparator=">=", value=98.5, unit="%", base_value=97.0, base_period="2019年")
    (columns,) = read_rows(rows_text([target]))
    assert Target(1, **columns) == target


def test_a_table_from_elsewhere_is_read_by_its_second_column() -> None:
    assert read_rows("幼儿园\t≥17所\n巩固率\t98.5\t%\t12月底\n体检\n") == [
        {"indicator": "幼儿园", "comparator": ">=", "value": 17, "value_high": None, "unit": "所"},
        {"indicator": "巩固率", "value": 98.5, "value_high": None, "unit": "%", "deadline": "12月底"},
        {"indicator": "体检"},
    ]
