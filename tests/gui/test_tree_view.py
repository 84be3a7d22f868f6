"""The tree by keys and mouse, in a real window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from planeditor import i18n
from planeditor.gui import theme
from planeditor.gui.actions import Act
from planeditor.gui.cell_editors import WRITE_WITHIN_MS
from planeditor.gui.main_window import MainWindow
from planeditor.gui.outline_model import Column
from planeditor.gui.tree_model import ID_ROLE
from planeditor.gui.underlines import underlines
from planeditor.plan.entities import Field, Node, Plan, Snapshot
from planeditor.plan.identity import new_id
from planeditor.plan.outline import Entry
from tests.gui.audits import cut
from tests.gui.trees import title_of, type_text

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def sections(window: MainWindow) -> list[Entry]:
    return window.session.outline.root.children


def titles(window: MainWindow, parent: Entry) -> list[str]:
    return [title_of(window.session, child) for child in parent.children]


def plain_plan() -> Snapshot:
    """Two sections: the first with items 甲 乙 丙, the second with 丁."""
    first = Node(new_id(), "section", "第一", children=tuple(Node(new_id(), "item", name) for name in "甲乙丙"))
    second = Node(new_id(), "section", "第二", children=(Node(new_id(), "item", "丁"),))
    return Snapshot(Plan(new_id(), "要点"), (), (first, second))


@pytest.fixture
def window(open_window) -> MainWindow:
    return open_window(plain_plan())


@pytest.fixture
def press(window: MainWindow, qtbot):
    """Press a key in the tree with a row selected."""

    def press_key(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        window.tree.setFocus()
        qtbot.keyClick(window.tree, key, modifiers)

    return press_key


def editor_of(window: MainWindow) -> QLineEdit:
    editors = [line for line in window.tree.viewport().findChildren(QLineEdit) if line.isVisible()]
    assert len(editors) == 1
    return editors[0]


def test_the_first_row_is_selected_and_sections_are_open(window: MainWindow) -> None:
    assert window.session.current_id == sections(window)[0].id
    assert window.tree.isExpanded(window.tree.index_of(sections(window)[0].id))


def test_f2_edits_the_title_in_place(window: MainWindow, press, qtbot) -> None:
    item = sections(window)[0].children[1]
    window.tree.show_id(item.id)
    press(Qt.Key.Key_F2)
    editor = editor_of(window)
    assert editor.text() == "乙"
    editor.selectAll()
    type_text(editor, "新名称")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.tree.is_editing)
    assert title_of(window.session, item) == "新名称"


def test_a_new_row_by_the_button_keeps_the_title_being_typed_and_opens_its_own(window: MainWindow, qtbot) -> None:
    section = sections(window)[0]
    window.tree.show_id(section.children[0].id)
    button = window.toolbar.widgetForAction(window.actions_by[Act.NEW_ITEM])
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    type_text(editor_of(window), "一稿")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    type_text(editor_of(window), "二稿")
    window.session.flush()
    assert titles(window, section) == ["甲", "一稿", "二稿", "乙", "丙"]


def test_what_is_typed_in_place_is_written_before_saving(window: MainWindow, press) -> None:
    item = sections(window)[0].children[1]
    window.tree.show_id(item.id)
    press(Qt.Key.Key_F2)
    editor_of(window).selectAll()
    type_text(editor_of(window), "还没回车")
    window.session.flush()
    assert title_of(window.session, item) == "还没回车"
    assert window.tree.is_editing


def test_a_double_click_edits_the_title(window: MainWindow, qtbot) -> None:
    index = window.tree.index_of(sections(window)[0].children[0].id).siblingAtColumn(Column.TITLE)
    place = window.tree.visualRect(index).center()
    qtbot.mouseClick(window.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(window.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor_of(window).text() == "甲"


def test_enter_adds_an_item_after_the_current_one_and_its_title_is_typed(window: MainWindow, press, qtbot) -> None:
    window.tree.show_id(sections(window)[0].children[0].id)
    press(Qt.Key.Key_Return)
    type_text(editor_of(window), "新增")
    qtbot.keyClick(editor_of(window), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.tree.is_editing)
    assert titles(window, sections(window)[0]) == ["甲", "新增", "乙", "丙"]
    assert window.tree.hasFocus()


def test_escape_takes_a_new_row_away_again(window: MainWindow, press, qtbot) -> None:
    window.tree.show_id(sections(window)[0].children[0].id)
    press(Qt.Key.Key_Return)
    qtbot.keyClick(editor_of(window), Qt.Key.Key_Escape)
    assert titles(window, sections(window)[0]) == ["甲", "乙", "丙"]


def test_enter_on_a_section_adds_an_item_at_its_end(window: MainWindow, press) -> None:
    window.tree.show_id(sections(window)[0].id)
    press(Qt.Key.Key_Return)
    assert titles(window, sections(window)[0]) == ["甲", "乙", "丙", ""]


def test_ctrl_enter_adds_an_item_below_the_item(window: MainWindow, press) -> None:
    item = sections(window)[0].children[0]
    window.tree.show_id(item.id)
    press(Qt.Key.Key_Return, CTRL)
    assert len(item.children) == 1
    assert window.tree.isExpanded(window.tree.index_of(item.id))


def test_ctrl_shift_enter_adds_a_section_after_this_one(window: MainWindow, press) -> None:
    window.tree.show_id(sections(window)[0].children[2].id)
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert [title_of(window.session, entry) for entry in sections(window)] == ["第一", "", "第二"]
    assert sections(window)[1].is_section


def test_tab_demotes_and_shift_tab_promotes(window: MainWindow, press) -> None:
    item = sections(window)[0].children[1]
    window.tree.show_id(item.id)
    press(Qt.Key.Key_Tab)
    assert item.parent is not None
    assert title_of(window.session, item.parent) == "甲"
    press(Qt.Key.Key_Backtab, SHIFT)
    assert titles(window, sections(window)[0]) == ["甲", "乙", "丙"]


def test_alt_shift_arrows_demote_promote_and_move(window: MainWindow, press) -> None:
    item = sections(window)[0].children[1]
    window.tree.show_id(item.id)
    press(Qt.Key.Key_Up, ALT | SHIFT)
    assert titles(window, sections(window)[0]) == ["乙", "甲", "丙"]
    press(Qt.Key.Key_Down, ALT | SHIFT)
    press(Qt.Key.Key_Down, ALT | SHIFT)
    assert titles(window, sections(window)[0]) == ["甲", "丙", "乙"]
    press(Qt.Key.Key_Right, ALT | SHIFT)
    assert item.parent is not None
    assert title_of(window.session, item.parent) == "丙"
    press(Qt.Key.Key_Left, ALT | SHIFT)
    assert titles(window, sections(window)[0]) == ["甲", "丙", "乙"]
    assert window.session.current_id == item.id


def test_several_rows_move_together(window: MainWindow, press) -> None:
    items = [entry.id for entry in sections(window)[0].children[1:]]
    window.tree.select_ids(items)
    press(Qt.Key.Key_Up, ALT | SHIFT)
    assert titles(window, sections(window)[0]) == ["乙", "丙", "甲"]
    assert window.tree.selected_ids() == items


def test_shift_click_selects_a_range(window: MainWindow, qtbot) -> None:
    first, _middle, last = sections(window)[0].children
    for entry, modifiers in ((first, Qt.KeyboardModifier.NoModifier), (last, SHIFT)):
        place = window.tree.visualRect(window.tree.index_of(entry.id)).center()
        qtbot.mouseClick(window.tree.viewport(), Qt.MouseButton.LeftButton, modifiers, place)
    assert len(window.tree.selected_ids()) == 3


def test_delete_offers_the_rows_back_and_undo_brings_them(window: MainWindow, press, qtbot) -> None:
    window.tree.select_ids([entry.id for entry in sections(window)[0].children[:2]])
    press(Qt.Key.Key_Delete)
    assert titles(window, sections(window)[0]) == ["丙"]
    assert window.session.current_id == sections(window)[0].children[0].id
    assert window.undo_bar.isVisible()
    qtbot.mouseClick(window.undo_bar.button, Qt.MouseButton.LeftButton)
    assert titles(window, sections(window)[0]) == ["甲", "乙", "丙"]
    assert not window.undo_bar.isVisible()


def test_the_undo_bar_goes_with_the_next_edit(window: MainWindow, press) -> None:
    window.tree.show_id(sections(window)[0].children[0].id)
    press(Qt.Key.Key_Delete)
    window.session.run(lambda document: document.rename(sections(window)[1].id, "改名"))
    assert not window.undo_bar.isVisible()


def test_deleting_the_last_row_of_a_section_selects_the_section(window: MainWindow, press) -> None:
    window.tree.show_id(sections(window)[1].children[0].id)
    press(Qt.Key.Key_Delete)
    assert window.session.current_id == sections(window)[1].id


def test_levels_open_and_shut(window: MainWindow) -> None:
    section, item = sections(window)[0], sections(window)[0].children[0]
    window.session.run(lambda document: document.insert("item", item.id, title="子项"))
    window.actions_by[Act.LEVEL_1].trigger()
    assert not window.tree.isExpanded(window.tree.index_of(section.id))
    window.actions_by[Act.LEVEL_2].trigger()
    assert window.tree.isExpanded(window.tree.index_of(section.id))
    assert not window.tree.isExpanded(window.tree.index_of(item.id))
    window.actions_by[Act.LEVEL_ALL].trigger()
    assert window.tree.isExpanded(window.tree.index_of(item.id))


def test_what_is_open_and_selected_survives_a_reset(window: MainWindow) -> None:
    first, second = sections(window)
    window.tree.collapse(window.tree.index_of(second.id))
    window.tree.show_id(first.children[1].id)
    chosen = first.children[1].id
    nodes = tuple(Node(new_id(), "item", str(number)) for number in range(600))
    window.session.run(lambda document: document.paste(nodes, second.id))
    assert window.tree.isExpanded(window.tree.index_of(first.id))
    assert not window.tree.isExpanded(window.tree.index_of(second.id))
    assert window.tree.selected_ids() == [chosen]
    assert window.session.current_id == chosen


def test_a_filter_swaps_back_to_what_was_open(window: MainWindow) -> None:
    first, second = sections(window)
    window.tree.collapse(window.tree.index_of(first.id))
    window.tree.show_only([first.children[0].id])
    assert not window.tree.index_of(second.id).isValid()
    assert window.tree.isExpanded(window.tree.index_of(first.id))
    window.tree.show_all()
    assert window.tree.index_of(second.id).isValid()
    assert not window.tree.isExpanded(window.tree.index_of(first.id))


def test_the_context_menu_has_the_verbs_of_a_row(window: MainWindow) -> None:
    window.tree.customContextMenuRequested.emit(QPoint(5, 5))
    menu = next(menu for menu in window.findChildren(type(window.menus.recent)) if menu.isVisible())
    assert window.actions_by[Act.PROMOTE] in menu.actions()
    menu.close()


def test_rows_are_about_twice_as_high_as_their_text(window: MainWindow) -> None:
    size = window.tree.fontMetrics().horizontalAdvance("中")
    height = window.tree.visualRect(window.tree.index_of(sections(window)[0].id)).height()
    assert 2.0 <= height / size <= 2.4


def test_an_empty_plan_says_what_to_do(open_window) -> None:
    window = open_window(Snapshot(Plan(new_id())))
    blank = window.tree.viewport().grab().toImage()
    window.actions_by[Act.NEW_ITEM].trigger()
    assert len(window.session.outline) == 1
    assert window.tree.viewport().grab().toImage() != blank


def shown_titles(window: MainWindow) -> list[str]:
    """Return the titles of the rows that are not hidden in something shut."""
    shown, index = [], window.tree.model().index(0, Column.TITLE)
    while index.isValid():
        shown.append(index.data())
        index = window.tree.indexBelow(index)
    return shown


def test_esc_on_a_new_item_selects_the_row_it_was_made_from(window: MainWindow, press, qtbot) -> None:
    item = sections(window)[0].children[1]
    window.tree.show_id(item.id)
    press(Qt.Key.Key_Return)
    qtbot.keyClick(editor_of(window), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: titles(window, sections(window)[0]) == ["甲", "乙", "丙"])
    assert window.session.current_id == item.id
    assert window.tree.selected_ids() == [item.id]


def test_level_one_shuts_the_section_of_the_current_item_too(window: MainWindow) -> None:
    window.tree.show_id(sections(window)[0].children[1].id)
    window.actions_by[Act.LEVEL_1].trigger()
    assert shown_titles(window) == ["第一", "第二"]


def test_a_move_between_shut_sections_shows_when_they_are_opened(window: MainWindow) -> None:
    tree, (first, second) = window.tree, sections(window)
    tree.collapseAll()
    tree.show_id(first.id)
    window.session.run(lambda document: document.move([first.children[1].id], second.id))
    assert shown_titles(window) == ["第一", "第二"]
    tree.expandAll()
    assert shown_titles(window) == ["第一", "甲", "丙", "第二", "丁", "乙"]
    window.session.undo()
    assert shown_titles(window) == ["第一", "甲", "乙", "丙", "第二", "丁"]


def test_an_insertion_waits_for_no_move_out_of_sight(window: MainWindow) -> None:
    first, second = sections(window)
    window.tree.collapseAll()
    with window.session.document.step("") as step:
        window.session.document.insert("section", None, title="第三")
        window.session.document.move([first.children[0].id], second.id)
    window.session.run(lambda _document: step.change_set)
    assert shown_titles(window) == ["第一", "第二", "第三"]
    assert window.tree.visualRect(window.tree.index_of(sections(window)[2].id)).isValid()


def test_a_section_that_loses_its_last_item_loses_its_arrow(window: MainWindow) -> None:
    first, second = sections(window)
    window.tree.collapseAll()
    window.session.run(lambda document: document.move([second.children[0].id], first.id))
    window.tree.expandAll()
    assert shown_titles(window) == ["第一", "甲", "乙", "丙", "丁", "第二"]


def test_undoing_a_delete_brings_a_section_back_open(window: MainWindow) -> None:
    before = shown_titles(window)
    window.tree.show_id(sections(window)[0].id)
    window.actions_by[Act.DELETE].trigger()
    window.undo_bar.button.click()
    assert shown_titles(window) == before


def test_a_section_that_was_shut_comes_back_shut(window: MainWindow) -> None:
    window.tree.collapseAll()
    window.tree.show_id(sections(window)[0].id)
    window.actions_by[Act.DELETE].trigger()
    window.undo_bar.button.click()
    assert shown_titles(window) == ["第一", "第二"]


def test_pasted_sections_are_open(window: MainWindow) -> None:
    window.tree.show_id(sections(window)[0].id)
    window.tree.setFocus()
    window.actions_by[Act.COPY].trigger()
    window.actions_by[Act.PASTE].trigger()
    assert shown_titles(window) == ["第一", "甲", "乙", "丙", "第一", "甲", "乙", "丙", "第二", "丁"]


def test_a_long_number_takes_its_room_from_the_title(open_window) -> None:
    node = Node(new_id(), "item", "最里面")
    for _level in range(6):
        node = Node(new_id(), "item", "里面", children=(node,))
    plan = Snapshot(Plan(new_id(), "要点"), (), (Node(new_id(), "section", "第一", children=(node,)),))
    window = open_window(plan)
    entry = list(window.session.outline.walk())[-1]
    window.tree.show_id(entry.id)
    row = window.tree.visualRect(window.tree.index_of(entry.id).siblingAtColumn(Column.TITLE))
    row.setLeft(0)
    indent = window.tree.indentation() * (1 + len(window.session.outline.ancestors(entry)))
    number = window.tree.fontMetrics().horizontalAdvance(window.session.outline.number(entry))
    assert indent + number > window.tree.header().sectionSize(Column.NUMBER)
    place = window.tree.title_place(row, entry.id)
    assert place.left() >= indent + number
    window.tree.edit_title(entry.id)
    assert editor_of(window).geometry().left() == place.left()


def test_a_new_item_gets_the_labels_of_its_siblings_in_one_step(open_window, qtbot) -> None:
    labels = ("问题描述", "工作措施")
    items = tuple(
        Node(new_id(), "item", name, fields=tuple(Field(new_id(), label, "有") for label in labels)) for name in "甲乙"
    )
    window = open_window(Snapshot(Plan(new_id(), "清单"), (), (Node(new_id(), "section", "第一", children=items),)))
    window.tree.show_id(sections(window)[0].children[0].id)
    window.rows.new_item()
    created = sections(window)[0].children[1]
    fields = window.session.document.node(created.id).fields
    assert [(field.label, field.text) for field in fields] == [(label, "") for label in labels]
    window.session.undo()
    assert titles(window, sections(window)[0]) == ["甲", "乙"]


def test_found_words_are_tinted_in_the_rows(window: MainWindow) -> None:
    def colors() -> set[int]:
        image = window.tree.viewport().grab().toImage()
        row = window.tree.visualRect(window.tree.index_of(sections(window)[0].id).siblingAtColumn(Column.TITLE))
        scale = image.devicePixelRatio()
        y = int(row.center().y() * scale)
        return {image.pixel(int(x * scale), y) for x in range(row.left(), row.right())}

    window.tree.show_id(sections(window)[1].id)
    tint = theme.color("mark").rgb()
    assert tint not in colors()
    window.find_bar.start("第一")
    assert tint in colors()
    window.find_bar.field.clear()
    assert tint not in colors()


def test_found_words_are_tinted_in_the_text_and_not_underlined(open_window) -> None:
    body = "办好学校，学校要好。"
    plan = Snapshot(Plan(new_id(), "要点"), (), (Node(new_id(), "item", "甲", body),))
    window = open_window(plan)
    editor = window.editor.ui.body
    window.find_bar.start("学校")
    found = [selection.cursor.selectedText() for selection in editor.extraSelections()]
    assert found == ["学校", "学校"]
    assert list(underlines(editor, 1.0)) == []
    window.find_bar.field.clear()
    assert editor.extraSelections() == []


def test_a_filter_writes_and_closes_the_title_being_typed(window: MainWindow, press) -> None:
    item = sections(window)[0].children[1]
    window.tree.show_id(item.id)
    press(Qt.Key.Key_F2)
    editor_of(window).selectAll()
    type_text(editor_of(window), "筛选之前")
    window.tree.show_only([sections(window)[1].children[0].id])
    assert not window.tree.is_editing
    assert title_of(window.session, item) == "筛选之前"


def test_a_title_typed_slowly_is_written_and_escape_brings_the_old_one_back(window: MainWindow, press, qtbot) -> None:
    item = sections(window)[0].children[1]
    window.tree.show_id(item.id)
    press(Qt.Key.Key_F2)
    qtbot.keyClick(editor_of(window), Qt.Key.Key_X)
    qtbot.waitUntil(lambda: title_of(window.session, item) == "x", timeout=2 * WRITE_WITHIN_MS)
    assert window.tree.is_editing
    qtbot.keyClick(editor_of(window), Qt.Key.Key_Escape)
    assert title_of(window.session, item) == "乙"


def test_escape_takes_a_new_row_away_even_when_its_title_was_written(window: MainWindow, press, qtbot) -> None:
    window.tree.show_id(sections(window)[0].children[0].id)
    press(Qt.Key.Key_Return)
    type_text(editor_of(window), "半")
    window.session.flush()
    qtbot.keyClick(editor_of(window), Qt.Key.Key_Escape)
    assert titles(window, sections(window)[0]) == ["甲", "乙", "丙"]


def test_a_title_is_edited_again_after_its_section_was_shut_meanwhile(window: MainWindow, press) -> None:
    first = sections(window)[0]
    window.tree.show_id(first.children[1].id)
    press(Qt.Key.Key_F2)
    window.tree.collapse(window.tree.index_of(first.id))
    window.tree.edit_title(first.children[1].id)
    assert editor_of(window).text() == "乙"


def test_select_all_selects_every_row_that_is_open_with_and_without_a_filter(window: MainWindow) -> None:
    tree, first = window.tree, sections(window)[0]
    for prepare in (tree.expandAll, lambda: tree.collapse(tree.index_of(first.id)), lambda: tree.show_only([first.id])):
        prepare()
        tree.setFocus()
        window.actions_by[Act.SELECT_ALL].trigger()
        chosen = {index.data(ID_ROLE) for index in tree.selectionModel().selectedRows()}
        shown, index = set(), tree.model().index(0, 0)
        while index.isValid():
            shown.add(index.data(ID_ROLE))
            index = tree.indexBelow(index)
        assert chosen == shown
        tops = [entry.id for entry in sections(window) if tree.index_of(entry.id).isValid()]
        assert tree.selected_ids() == tops


def test_select_all_means_all_rows_even_where_very_many_are_open(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planeditor.gui.tree_view.MOST_RANGES", 1)
    window.tree.expandAll()
    window.tree.setFocus()
    window.actions_by[Act.SELECT_ALL].trigger()
    assert window.tree.selected_ids() == [entry.id for entry in sections(window)]
    window.actions_by[Act.DELETE].trigger()
    assert not sections(window)


def test_of_very_many_selected_rows_the_upper_ones_count(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [entry.id for entry in window.session.outline.walk()]
    chosen = [*ids[1:3], ids[-1]]
    few = window.session.tree.top_most(chosen)
    monkeypatch.setattr("planeditor.gui.outline_model.RESET_ABOVE", 1)
    assert window.session.tree.top_most(chosen) == few


def test_rows_that_come_and_go_under_a_filter_leave_a_title_that_is_being_written(window: MainWindow) -> None:
    first, second = sections(window)
    kept, gone, come = first.children[0].id, second.children[0].id, first.children[1].id
    window.tree.show_only([kept, gone])
    window.tree.edit_title(kept)
    assert window.tree.change_filter(frozenset([kept, come]))
    assert window.tree.is_editing
    assert window.tree.index_of(come).isValid()
    assert not window.tree.index_of(second.id).isValid()


def test_very_many_rows_wait_for_the_title_that_is_being_written(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planeditor.gui.tree_filter.FEW", 0)
    first, second = sections(window)
    window.tree.show_only([first.children[0].id])
    window.tree.edit_title(first.children[0].id)
    wanted = frozenset([second.children[0].id])
    assert not window.tree.change_filter(wanted)
    assert window.tree.is_editing
    window.tree.setFocus()
    assert window.tree.change_filter(wanted)
    assert window.tree.filtered_ids == wanted


def test_columns_kept_from_one_language_have_room_for_the_headings_of_another(
    window: MainWindow, open_window: Callable[..., MainWindow]
) -> None:
    header = window.tree.header()
    for column in (Column.LEAD, Column.TARGETS, Column.DUE):
        header.resizeSection(column, 1)
    window.tree.columns.are_chosen = True
    kept = window.tree.columns.state()
    i18n.install(i18n.ENGLISH)
    try:
        english = open_window()
        english.tree.columns.restore(kept)
        english.tree.resize(700, 500)
        assert [found for found in cut(english) if "QHeaderView" in found] == []
    finally:
        i18n.install(i18n.CHINESE)
