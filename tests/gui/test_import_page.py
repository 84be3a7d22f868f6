"""Checking an import in real windows: linked sides, roles by keys and clicks, questions, targets, names, columns."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from planeditor.gui.import_line_view import LineView
from planeditor.gui.import_lines import KEYS, Column, LineModel
from planeditor.gui.import_page import ReviewPage
from planeditor.gui.import_preview import NamePair
from planeditor.gui.import_targets import figure
from planeditor.gui.import_wizard import ImportWizard
from planeditor.gui.windows import Windows
from planeditor.importing.draft import LineKind, TableReading
from planeditor.store import create_plan
from tests.gui.import_wizards import PLAN, read
from tests.small_plan import small_plan


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A plan with one uncertain line, as a text file: two supports and no lead."""
    path = tmp_path / "工作要点.txt"
    doubt = "4. 推进督导改革\n责任科室：督导办\n责任科室：法规科、计财科\n"
    path.write_text(PLAN + doubt, encoding="utf-8")
    return path


@pytest.fixture
def wizard(windows: Windows, source: Path, qtbot: QtBot) -> ImportWizard:
    """A wizard that has read the plan."""
    return read(windows, qtbot, source)


@pytest.fixture
def page(wizard: ImportWizard) -> ReviewPage:
    """Its second step."""
    return wizard.page


def press(page: ReviewPage, words: str, key: Qt.Key) -> None:
    """Select the first line with some words, and press a key."""
    page.ui.lines.show_row(row_of_page(page, words))
    QTest.keyClick(page.ui.lines, key)


def row_of_page(page: ReviewPage, words: str) -> int:
    return next(row for row, line in enumerate(page.preview.lines) if words in line.role.text)


def role_of(page: ReviewPage, words: str) -> LineKind:
    return page.line_model.role(page.preview.lines[row_of_page(page, words)])


def shown_titles(model: QAbstractItemModel) -> list[str]:
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    texts = []
    while rows:
        index = rows.pop(0)
        texts.append(str(index.data()))
        rows = [model.index(row, 0, index) for row in range(model.rowCount(index))] + rows
    return texts


# both sides


def test_both_sides_show_what_was_read(page: ReviewPage) -> None:
    model = page.line_model
    row = row_of_page(page, "问题描述")
    texts = [model.index(row, column).data() for column in Column]
    assert texts == ["5", "问题描述", "问题描述：学习不够深入。"]
    titles = shown_titles(page.tree_model)
    assert "一、 加强党的建设" in titles
    assert any("3. 新建学校" in title for title in titles)
    assert page.ui.plan_title.text() == "某市教育局2026年工作要点"


def test_models_keep_the_rules_of_qt(page: ReviewPage, qtbot: QtBot) -> None:
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (page.line_model, page.tree_model, page.suggestion_model)
    ]
    press(page, "新建幼儿园", Qt.Key.Key_4)
    qtbot.waitUntil(lambda: not page.review.is_busy)
    page.line_model.show_only("changed", "")
    assert len(testers) == 3


def test_a_line_selects_where_it_went(page: ReviewPage) -> None:
    lines = page.ui.lines
    lines.setCurrentIndex(page.line_model.index_of(row_of_page(page, "新建幼儿园")))
    assert "新建学校" in str(page.ui.tree.currentIndex().data())
    assert page.ui.detail.toPlainText() == "年底前新建幼儿园17所。"


def test_a_row_of_the_plan_selects_its_first_line(page: ReviewPage) -> None:
    item = next(node for node in page.preview.nodes.values() if node.title == "新建学校")
    page.ui.tree.setCurrentIndex(page.tree_model.index_of(item.id))
    assert page.ui.lines.current_row() == row_of_page(page, "3. 新建学校")


def test_a_line_of_no_item_selects_nothing_in_the_plan(page: ReviewPage) -> None:
    page.ui.lines.setCurrentIndex(page.line_model.index_of(0))
    assert not page.ui.tree.currentIndex().isValid()


class CountedLines(LineModel):
    """The lines, counting how often a view asks for one."""

    asked = 0

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Count, and answer."""
        self.asked += 1
        return super().data(index, role)


def test_a_long_document_costs_no_more_than_the_lines_in_sight(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "长文件.txt"
    items = (f"{number}. 第{number}项工作\n做好第{number}项工作。" for number in range(1, 4001))
    path.write_text("一、全年工作\n" + "\n".join(items), encoding="utf-8")
    page = read(windows, qtbot, path).page
    view, model = LineView(), CountedLines(page.review)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show_lines(model, page.review)
    page.review.previewed.emit()
    view.show()
    qtbot.waitExposed(view)
    view.show_row(8000)
    view.grab()
    assert model.rowCount() == 8001
    assert model.asked < 1000


# roles


@pytest.mark.parametrize(("key", "role"), KEYS)
def test_one_key_says_what_a_line_is(page: ReviewPage, qtbot: QtBot, key: str, role: LineKind) -> None:
    page.ui.lines.show_row(row_of_page(page, "年底前新建"))
    QTest.keyClicks(page.ui.lines, key)
    assert role_of(page, "年底前新建") == role  # at once, before the parser
    wait_for_idle(page, qtbot)
    assert page.preview.lines[row_of_page(page, "年底前新建")].role.role == role


@pytest.mark.parametrize(("key", "role"), KEYS)
def test_one_click_says_what_a_line_is(page: ReviewPage, qtbot: QtBot, key: str, role: LineKind) -> None:
    page._show_row(row_of_page(page, "年底前新建"))
    button = page.role_buttons[role]
    assert key in button.text()
    button.click()
    wait_for_idle(page, qtbot)
    assert role_of(page, "年底前新建") == role
    assert button.isChecked()


def wait_for_idle(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.review.is_busy, timeout=30_000)


def test_the_plan_follows_a_correction(page: ReviewPage, qtbot: QtBot) -> None:
    press(page, "2. 推进全面", Qt.Key.Key_1)
    wait_for_idle(page, qtbot)
    kinds = {node.title: node.kind for node in page.preview.nodes.values()}
    assert kinds["推进全面从严治党"] == "section"


def test_several_lines_are_corrected_together_as_one_step(page: ReviewPage, qtbot: QtBot) -> None:
    lines = page.ui.lines
    first, second = row_of_page(page, "责任科室：党建办"), row_of_page(page, "牵头科室：机关纪委")
    lines.show_row(first)
    lines.selectionModel().select(
        page.line_model.index_of(second),
        lines.selectionModel().SelectionFlag.Select | lines.selectionModel().SelectionFlag.Rows,
    )
    QTest.keyClick(lines, Qt.Key.Key_3)
    wait_for_idle(page, qtbot)
    assert {role_of(page, "责任科室：党建办"), role_of(page, "牵头科室：机关纪委")} == {"text"}
    page.review.undo()
    assert page.review.corrections.roles == {}


def test_undo_and_redo_by_keys(page: ReviewPage, qtbot: QtBot) -> None:
    before = shown_titles(page.tree_model)
    press(page, "2. 推进全面", Qt.Key.Key_0)
    wait_for_idle(page, qtbot)
    assert len(shown_titles(page.tree_model)) == len(before) - 1
    page.ui.undo.click()
    wait_for_idle(page, qtbot)
    assert shown_titles(page.tree_model) == before
    assert not page.ui.undo.isEnabled()
    page.ui.redo.click()
    wait_for_idle(page, qtbot)
    assert len(shown_titles(page.tree_model)) == len(before) - 1


def test_undo_shows_the_line_it_changed(page: ReviewPage, qtbot: QtBot) -> None:
    press(page, "2. 推进全面", Qt.Key.Key_0)
    wait_for_idle(page, qtbot)
    page._show_row(0)
    page.ui.undo.click()
    assert page.ui.lines.current_row() == row_of_page(page, "2. 推进全面")


def test_delete_takes_a_correction_back(page: ReviewPage, qtbot: QtBot) -> None:
    press(page, "2. 推进全面", Qt.Key.Key_0)
    wait_for_idle(page, qtbot)
    press(page, "2. 推进全面", Qt.Key.Key_Delete)
    wait_for_idle(page, qtbot)
    assert role_of(page, "2. 推进全面") == "item"
    assert page.review.corrections.roles == {}


def test_the_context_menu_offers_every_role(page: ReviewPage, qtbot: QtBot) -> None:
    page.ui.lines.show_row(row_of_page(page, "年底前新建"))
    menu = page.ui.lines.show_menu(QPoint(5, 5))
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    assert [text.split("\t")[1] for text in texts[: len(KEYS)]] == [key for key, _role in KEYS]
    menu.actions()[3].trigger()
    menu.close()
    wait_for_idle(page, qtbot)
    assert role_of(page, "年底前新建") == "field"


def test_quick_corrections_are_parsed_to_the_last(page: ReviewPage, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_4):
        press(page, "年底前新建", key)
        qtbot.wait(1)
    wait_for_idle(page, qtbot)
    assert page.preview.corrections.roles == page.review.corrections.roles
    assert page.preview.lines[row_of_page(page, "年底前新建")].role.role == "field"


def test_what_was_shut_stays_shut_when_the_plan_follows(page: ReviewPage, qtbot: QtBot) -> None:
    tree, model = page.ui.tree, page.tree_model
    tree.collapse(model.index(0, 0))
    press(page, "年底前新建", Qt.Key.Key_4)
    wait_for_idle(page, qtbot)
    assert not tree.isExpanded(model.index(0, 0))
    assert tree.isExpanded(model.index(1, 0))


# what is shown


def test_only_some_lines_can_be_shown(page: ReviewPage, qtbot: QtBot) -> None:
    model, shown = page.line_model, page.ui.shown
    every = model.rowCount()
    press(page, "2. 推进全面", Qt.Key.Key_0)
    wait_for_idle(page, qtbot)
    counts = {}
    for place in range(shown.count()):
        shown.setCurrentIndex(place)
        shown.activated.emit(place)
        counts[shown.currentData()] = model.rowCount()
    assert counts["all"] == every
    assert counts["questions"] == len(page.review.open_rows()) > 0
    assert counts["changed"] == 1
    assert counts["unplaced"] >= 1


def test_words_are_found_in_the_lines_and_a_jump_ends_the_filter(page: ReviewPage) -> None:
    page.ui.words.setText("科室")
    assert 0 < page.line_model.rowCount() < len(page.preview.lines)
    page._show_row(row_of_page(page, "3. 新建学校"))
    assert page.line_model.rowCount() == len(page.preview.lines)
    assert page.ui.words.text() == ""


# questions


def test_the_first_doubt_is_asked_about_at_once(page: ReviewPage) -> None:
    assert page.ui.lines.current_row() == page.review.open_rows()[0]
    assert page.preview.lines[page.review.open_rows()[0]].role.question in page.ui.questions.label.text()


def test_an_answer_settles_the_doubt(page: ReviewPage, qtbot: QtBot) -> None:
    row = page.review.open_rows()[0]
    answers = page.preview.lines[row].role.answers
    assert answers
    page.ui.questions.buttons[0].click()
    wait_for_idle(page, qtbot)
    assert row not in page.review.open_rows()
    assert page.preview.lines[row].role.role in answers


def test_right_as_it_is_settles_the_doubt_and_can_be_undone(page: ReviewPage) -> None:
    rows = page.review.open_rows()
    page.ui.questions.buttons[-1].click()
    assert page.review.open_rows() == rows[1:]
    assert page.review.corrections.roles == {}
    page.ui.undo.click()
    assert page.review.open_rows() == rows


def test_a_click_on_an_answer_leaves_the_keys_to_the_lines(page: ReviewPage, qtbot: QtBot) -> None:
    page.ui.lines.setFocus()
    qtbot.waitUntil(page.ui.lines.hasFocus)
    numbering = page.review.corrections.numbering
    qtbot.mouseClick(page.ui.questions.buttons[0], Qt.MouseButton.LeftButton)
    wait_for_idle(page, qtbot)
    assert page.ui.lines.hasFocus()
    assert page.review.corrections.numbering == numbering


def test_the_last_answer_by_key_gives_the_focus_back_to_the_lines(page: ReviewPage, qtbot: QtBot) -> None:
    while page.review.open_rows():
        page.ui.questions.buttons[-1].setFocus()
        qtbot.waitUntil(page.ui.questions.has_focus)
        qtbot.keyClick(page.ui.questions.buttons[-1], Qt.Key.Key_Space)
    assert page.ui.lines.hasFocus()


def test_a_target_without_a_figure_stays_a_question(page: ReviewPage, qtbot: QtBot) -> None:
    press(page, "问题描述", Qt.Key.Key_5)
    wait_for_idle(page, qtbot)
    row = row_of_page(page, "问题描述")
    assert row in page.review.open_rows()
    page.review.settle([row])
    assert row not in page.review.open_rows()


def test_enter_confirms_a_line_and_goes_on(page: ReviewPage) -> None:
    (row,) = page.review.open_rows()
    QTest.keyClick(page.ui.lines, Qt.Key.Key_Return)
    assert page.review.open_rows() == []
    assert page.line_model.role(page.preview.lines[row]) == page.preview.lines[row].role.role
    last = page.line_model.rowCount() - 1
    assert page.ui.lines.current_row() == min(row + 1, last)
    page.review.undo()
    assert page.review.open_rows() == [row]


def test_enter_walks_through_the_lines_and_corrects_none(page: ReviewPage) -> None:
    page.ui.lines.show_row(0)
    for key, modifier, row in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, 2),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, 1),
    ):
        QTest.keyClick(page.ui.lines, key, modifier)
        assert page.ui.lines.current_row() == row
    page.ui.lines.selectRow(page.line_model.rowCount() - 1)
    assert not page.review.can_undo


def test_a_double_click_on_a_line_offers_what_it_can_be(page: ReviewPage) -> None:
    index = page.line_model.index(2, Column.TEXT)
    place = page.ui.lines.visualRect(index).center()
    QTest.mouseClick(page.ui.lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.ui.lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    (menu,) = page.ui.lines.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert menu.isVisible()
    menu.close()


def test_f4_goes_round_the_doubts(page: ReviewPage) -> None:
    rows = page.review.open_rows()
    page._show_row(0)
    seen = []
    for _turn in range(len(rows) + 1):
        page.go_to_question(1)
        seen.append(page.ui.lines.current_row())
    assert seen == [*rows, rows[0]]
    page.go_to_question(-1)
    assert page.ui.lines.current_row() == rows[-1]


def test_without_a_doubt_the_bar_says_so(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "清楚.txt"
    path.write_text(PLAN.replace("责任科室：党建办", "牵头科室：党建办"), encoding="utf-8")
    page = read(windows, qtbot, path).page
    assert page.review.open_rows() == []
    assert "没有疑问" in page.ui.questions.label.text()
    assert not page.ui.questions.following.isVisible()


def test_the_bar_does_not_claim_a_place_for_lines_that_stand_aside(page: ReviewPage) -> None:
    page.ui.questions.wait(0, 43)
    assert "43" in page.ui.questions.label.text()
    page.ui.questions.wait(0, 0)
    assert "每一行都已归位" in page.ui.questions.label.text()


# options


def test_numbering_is_chosen_and_undone(page: ReviewPage, qtbot: QtBot) -> None:
    box = page.ui.numbering
    box.setCurrentIndex(box.findData("restart"))
    box.activated.emit(box.currentIndex())
    wait_for_idle(page, qtbot)
    assert any("1. 新建学校" in title for title in shown_titles(page.tree_model))
    page.ui.undo.click()
    wait_for_idle(page, qtbot)
    assert any("3. 新建学校" in title for title in shown_titles(page.tree_model))
    assert box.currentData() == "auto"


def test_revisions_are_asked_about_only_for_word(page: ReviewPage) -> None:
    assert not page.ui.revisions.isVisible()


# targets


@pytest.fixture
def targets_page(windows: Windows, tmp_path: Path, qtbot: QtBot) -> ReviewPage:
    """The second step on a plan with two targets."""
    path = tmp_path / "有目标.plan"
    create_plan(path, small_plan())
    return read(windows, qtbot, path).page


def test_targets_are_all_taken_until_someone_declines_one(targets_page: ReviewPage) -> None:
    page, model = targets_page, targets_page.suggestion_model
    page.ui.tabs.setCurrentWidget(page.ui.targets_tab)
    assert model.taken() == 2
    box = model.index(0, 0)
    assert box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert model.setData(box, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    result = page.preview.result(page.review.corrections)
    left = [target for node in result.walk() for target in node.targets]
    assert [target.indicator for target in left] == ["幼儿园"]
    assert left[0].parent_id is None
    page.ui.undo.click()
    assert model.taken() == 2


def test_targets_are_taken_and_declined_all_at_once(targets_page: ReviewPage) -> None:
    page = targets_page
    page.ui.take_none.click()
    assert page.suggestion_model.taken() == 0
    assert "采用 0 项" in page.ui.taken.text()
    assert not any(node.targets for node in page.preview.result(page.review.corrections).walk())
    page.ui.take_all.click()
    assert page.suggestion_model.taken() == 2


RESULTS = """某市教育局2026年工作要点
一、上年完成情况
1. 新建学校
新建幼儿园12所，培训教师3000人次。
二、今年重点工作
2. 继续新建
年底前新建幼儿园17所。
"""


def test_the_line_above_and_the_tab_count_the_same_targets_and_results(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "有实绩.txt"
    path.write_text(RESULTS, "utf-8")
    page = read(windows, qtbot, path).page
    tab = page.ui.tabs.indexOf(page.ui.targets_tab)
    assert "1 项目标 · 2 项实绩" in page.ui.summary.text()
    assert page.ui.tabs.tabText(tab) == "目标与实绩（3）"
    page.suggestion_model.take([0], False)
    assert "1 项目标 · 1 项实绩" in page.ui.summary.text()
    assert page.ui.tabs.tabText(tab) == "目标与实绩（2）"


def test_without_results_the_tab_names_targets_alone(targets_page: ReviewPage) -> None:
    tab = targets_page.ui.tabs.indexOf(targets_page.ui.targets_tab)
    assert "2 项目标 · " in targets_page.ui.summary.text()
    assert targets_page.ui.tabs.tabText(tab) == "目标（2）"


def test_space_turns_the_selected_targets(targets_page: ReviewPage) -> None:
    page = targets_page
    page.ui.tabs.setCurrentWidget(page.ui.targets_tab)
    page.ui.suggestions.selectAll()
    QTest.keyClick(page.ui.suggestions, Qt.Key.Key_Space)
    assert page.suggestion_model.taken() == 0
    QTest.keyClick(page.ui.suggestions, Qt.Key.Key_Space)
    assert page.suggestion_model.taken() == 2


def test_a_target_shows_its_words_within_the_text(targets_page: ReviewPage) -> None:
    before, words, after = targets_page.suggestion_model.words(0)
    assert (before, words) == ("计划", "新改扩建各级各类学校42所")
    assert after.startswith("，其中幼儿园17所")
    assert figure(targets_page.suggestion_model.suggestion(0).target) == "＝ 42 所"


def test_declined_targets_stay_declined_when_lines_are_corrected(page: ReviewPage, qtbot: QtBot) -> None:
    if not page.preview.suggestions:
        pytest.skip("no targets are looked for")
    page.ui.take_none.click()
    press(page, "2. 推进全面", Qt.Key.Key_1)
    wait_for_idle(page, qtbot)
    assert page.suggestion_model.taken() == 0


def test_a_target_leads_to_its_line(page: ReviewPage) -> None:
    node = next(node for node in page.preview.nodes.values() if node.title == "新建学校")
    page.ui.suggestions.node_selected.emit(node.id, "17所")
    assert page.ui.lines.current_row() == row_of_page(page, "年底前新建")


# names and columns, as the readers propose them


def preview_with(page: ReviewPage, **parts: object) -> None:
    """Show the preview with something more in it."""
    page.review.preview = replace(page.preview, **parts)  # type: ignore[arg-type]
    page.review.previewed.emit()


def test_names_stay_two_until_someone_makes_them_one(page: ReviewPage) -> None:
    preview_with(page, pairs=(NamePair("督导办", "法规科", "相近"),))
    assert page.ui.tabs.isTabVisible(page.ui.tabs.indexOf(page.ui.names_tab))
    names = {department.name for department in page.preview.result(page.review.corrections).departments}
    assert {"督导办", "法规科"} <= names
    (choice,) = page.names.choices
    choice.setCurrentIndex(choice.findData("督导办"))
    choice.activated.emit(choice.currentIndex())
    result = page.preview.result(page.review.corrections)
    kept = next(department for department in result.departments if department.name == "督导办")
    assert kept.aliases == ("法规科",)
    assert "法规科" not in {department.name for department in result.departments}
    assert {owner.department_id for node in result.walk() for owner in node.owners} <= {
        d.id for d in result.departments
    }
    assert "法规科" in {owner.name for node in result.walk() for owner in node.owners}
    page.ui.undo.click()
    assert page.review.corrections.merged == {}
    assert choice.currentIndex() == 0


def test_columns_are_chosen_and_a_table_can_be_text(page: ReviewPage) -> None:
    table = TableReading(3, "任务表", 1, ("序号", "工作任务", "备注"), ("number", "title", ""))
    preview_with(page, tables=((0, table),))
    columns = page.columns
    assert [choice.currentData() for choice in columns.choices] == ["number", "title", ""]
    choice = columns.choices[2]
    choice.setCurrentIndex(choice.findData("remark"))
    choice.activated.emit(choice.currentIndex())
    assert page.review.corrections.columns == {(0, 3): ("number", "title", "remark")}
    assert page.review.corrections.options(0).columns == {3: ("number", "title", "remark")}
    columns.is_text.click()
    assert page.review.corrections.columns == {(0, 3): ()}
