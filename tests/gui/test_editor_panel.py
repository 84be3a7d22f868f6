"""The editor panel: what is typed reaches the document, and the document never disturbs the person typing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planeditor.gui.cell_editors import WRITE_WITHIN_MS
from planeditor.gui.editor_panel import DUES, EditorPanel
from planeditor.gui.field_card import MIME_TYPE, FieldCard
from planeditor.gui.line_edit import LineEdit
from planeditor.gui.session import Session
from planeditor.gui.text_edit import TextEdit
from planeditor.gui.underlines import underlines
from planeditor.plan.entities import Node, Span
from planeditor.store import create_plan, open_document
from tests.gui.names import unnamed
from tests.gui.trees import title_of
from tests.small_plan import small_plan


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> EditorPanel:
    """The panel in a window, nothing selected."""
    panel = EditorPanel(session)
    qtbot.addWidget(panel)
    panel.resize(500, 700)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def select(session: Session, title: str) -> int:
    """Select the node of that title and return its id."""
    found = next(entry.id for entry in session.outline.walk() if title_of(session, entry) == title)
    session.select(found)
    return found


SCHOOLS, FUNDS, SECTION = "加快推进教育重大项目", "健全经费保障机制", "扩大优质资源供给"


def current(session: Session) -> Node:
    """Return the selected node as the document has it."""
    return session.document.node(session.current_id)


def compose(editor: TextEdit | LineEdit, preedit: str, commit: str = "") -> None:
    """Send what an input method sends while it composes, or when it commits."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def test_a_click_into_an_empty_deadline_offers_the_usual_ones(
    panel: EditorPanel, session: Session, qtbot: QtBot
) -> None:
    select(session, FUNDS)
    session.run(lambda document: document.set_due(session.current_id, ""))
    due = panel.ui.due
    qtbot.mouseClick(due, Qt.MouseButton.LeftButton)
    popup = due.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    shown = [popup.model().index(row, 0) for row in range(popup.model().rowCount())]
    assert [index.data() for index in shown] == list(DUES)
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(shown[3]).center())
    qtbot.waitUntil(lambda: current(session).due == "9月底")


def cards(panel: EditorPanel) -> list[FieldCard]:
    """Return the cards from top to bottom."""
    return sorted(panel.fields.cards.values(), key=lambda card: panel.fields.layout().indexOf(card))


def labels(panel: EditorPanel) -> list[str]:
    """Return the labels of the cards from top to bottom."""
    return [card.ui.label.text() for card in cards(panel)]


# typing


def test_a_pause_after_typing_commits_the_text(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, SCHOOLS)
    panel.ui.body.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(session.changed):
        qtbot.keyClicks(panel.ui.body, "abc")
    assert current(session).body.endswith("强化监督管理。abc")


def test_alt_with_a_letter_that_no_menu_has_types_nothing(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, SCHOOLS)
    body, due = panel.ui.body.text, panel.ui.due.text()
    for editor in (panel.ui.title, panel.ui.body, panel.ui.due):
        qtbot.keyClick(editor, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClick(editor, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert (panel.ui.title.text, panel.ui.body.text, panel.ui.due.text()) == (SCHOOLS, body, due)


def test_typing_without_a_pause_is_written_all_the_same(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, SCHOOLS)
    qtbot.keyClicks(panel.ui.body, "abc")
    panel.ui.body._timer.stop()  # as if keys kept coming: what is left is the latest moment
    with qtbot.waitSignal(session.changed, timeout=WRITE_WITHIN_MS + 1000):
        qtbot.keyClicks(panel.ui.body, "d", delay=1)
        panel.ui.body._timer.stop()
    assert current(session).body.startswith("abcd")


def test_nothing_is_written_while_an_input_method_composes(session: Session, panel: EditorPanel) -> None:
    select(session, SCHOOLS)
    compose(panel.ui.body, "", "甲")
    compose(panel.ui.body, "yi")
    panel.ui.body._latest.timeout.emit()
    assert "甲" not in current(session).body
    compose(panel.ui.body, "", "乙")
    panel.ui.body._latest.timeout.emit()
    assert current(session).body.startswith("甲乙")


def test_a_label_is_written_while_one_types_and_taken_back_by_escape(
    session: Session, panel: EditorPanel, qtbot: QtBot
) -> None:
    select(session, FUNDS)
    label = cards(panel)[0].ui.label
    before = label.text()
    label.setFocus()
    qtbot.keyClicks(label, "X")
    label._latest.timeout.emit()
    assert current(session).fields[0].label == label.text() != before
    qtbot.keyClick(label, Qt.Key.Key_Escape)
    assert current(session).fields[0].label == label.text() == before


def test_a_date_half_typed_is_not_rewritten_under_the_cursor(
    session: Session, panel: EditorPanel, qtbot: QtBot
) -> None:
    select(session, SCHOOLS)
    panel.activateWindow()
    due = panel.ui.due
    due.setFocus()
    qtbot.waitUntil(due.hasFocus)
    due.selectAll()
    qtbot.keyClicks(due, "2026.9")
    due._latest.timeout.emit()
    assert current(session).due == "2026-09"
    assert due.text() == "2026.9"
    qtbot.keyClicks(due, ".15")
    due.commit()
    assert current(session).due == "2026-09-15"
    assert due.text() == "2026年9月15日"


def test_flushing_the_session_commits_at_once(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, SCHOOLS)
    qtbot.keyClicks(panel.ui.title, "X")
    session.flush()
    assert current(session).title == "X" + SCHOOLS


def test_leaving_the_editor_commits(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, SCHOOLS)
    panel.activateWindow()
    panel.ui.due.setFocus()
    qtbot.waitUntil(panel.ui.due.hasFocus)
    panel.ui.due.selectAll()
    qtbot.keyClicks(panel.ui.due, "Q3")
    panel.focus_body()
    assert current(session).due == "Q3"


def test_what_was_typed_goes_to_the_node_it_was_typed_in(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    first = select(session, SCHOOLS)
    compose(panel.ui.title, "", "甲")
    select(session, FUNDS)
    assert session.document.node(first).title == "甲" + SCHOOLS
    assert panel.ui.title.text == FUNDS


def test_a_due_date_is_shown_and_typed_in_words(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, SCHOOLS)
    assert panel.ui.due.text() == "2026年11月"
    for typed, stored in (("2026.9", "2026-09"), ("年底前", "年底前"), ("2026年12月3日", "2026-12-03"), ("", "")):
        panel.ui.due.setText(typed)
        qtbot.keyClick(panel.ui.due, Qt.Key.Key_Return)
        assert current(session).due == stored


def test_tab_goes_from_top_to_bottom(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, FUNDS)
    panel.activateWindow()
    panel.ui.body.setFocus()
    order = [cards(panel)[0].ui.label, cards(panel)[0].ui.text, cards(panel)[0].ui.more, cards(panel)[1].ui.label]
    for widget in order:
        qtbot.keyClick(panel.window().focusWidget(), Qt.Key.Key_Tab)
        qtbot.waitUntil(widget.hasFocus)


def test_everything_that_takes_the_focus_has_a_name(session: Session, panel: EditorPanel) -> None:
    select(session, FUNDS)
    assert unnamed(panel) == []


def test_enter_in_the_title_goes_on_to_the_text(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, SCHOOLS)
    panel.activateWindow()
    panel.focus_title()
    qtbot.keyClick(panel.ui.title, Qt.Key.Key_Return)
    qtbot.waitUntil(panel.ui.body.hasFocus)
    assert "\n" not in panel.ui.title.text


def test_nothing_is_committed_or_replaced_while_an_input_method_composes(
    session: Session, panel: EditorPanel, qtbot: QtBot
) -> None:
    node_id = select(session, SCHOOLS)
    body = panel.ui.body
    compose(body, "jiaoyu")
    session.document.set_body(node_id, "别处改了。")
    panel._read()
    body._on_idle()
    assert body.text.startswith("计划新改扩建")
    assert current(session).body == "别处改了。"
    compose(body, "", "教育")
    with qtbot.waitSignal(session.changed):
        pass
    assert current(session).body.startswith("教育计划新改扩建")


def test_an_abandoned_composition_shows_what_changed_meanwhile(
    session: Session, panel: EditorPanel, qtbot: QtBot
) -> None:
    node_id = select(session, SCHOOLS)
    compose(panel.ui.body, "jiaoyu")
    session.document.set_body(node_id, "别处改了。")
    panel._read()
    compose(panel.ui.body, "")
    qtbot.waitUntil(lambda: panel.ui.body.text == "别处改了。")


def test_a_change_elsewhere_leaves_cursor_and_selection(session: Session, panel: EditorPanel) -> None:
    node_id = select(session, SCHOOLS)
    cursor = panel.ui.body.textCursor()
    cursor.setPosition(12)
    cursor.setPosition(15, QTextCursor.MoveMode.KeepAnchor)
    panel.ui.body.setTextCursor(cursor)
    session.run(lambda doc: doc.set_due(node_id, "全年"))
    session.run(lambda doc: doc.set_body(node_id, "新：" + session.document.node(node_id).body))
    assert panel.ui.body.textCursor().selectedText() == session.document.node(node_id).body[14:17]
    assert panel.ui.due.text() == "全年"


def test_ctrl_z_takes_back_a_step_of_the_plan(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, SCHOOLS)
    before = current(session).body
    qtbot.keyClicks(panel.ui.body, "abc")
    qtbot.keyClick(panel.ui.body, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert current(session).body == before
    assert panel.ui.body.text == before
    qtbot.keyClick(panel.ui.body, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert current(session).body == "abc" + before


def test_no_character_is_changed_by_editing_beside_it(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    node_id = select(session, SCHOOLS)
    text = "不\u00a0换\u3000行𠮷。\n\n第二段\t。"
    session.run(lambda doc: doc.set_body(node_id, text))
    panel.ui.body.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(panel.ui.body, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(panel.ui.body, "!")
    session.flush()
    assert current(session).body == text + "\n!"


def test_paste_takes_plain_text_only(session: Session, panel: EditorPanel) -> None:
    select(session, SCHOOLS)
    mime = QMimeData()
    mime.setHtml("<b>粗</b><br>体")
    mime.setText("粗\r\n体")
    QGuiApplication.clipboard().setMimeData(mime)
    panel.ui.title.selectAll()
    panel.ui.title.paste()
    panel.ui.body.selectAll()
    panel.ui.body.paste()
    session.flush()
    assert (current(session).title, current(session).body) == ("粗体", "粗\n体")


def test_a_dropped_file_is_left_to_the_window(panel: EditorPanel) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/tmp/计划.docx")])
    assert not panel.ui.body.canInsertFromMimeData(mime)


def test_a_blank_at_the_end_of_a_title_stays_while_one_types_on(
    session: Session, panel: EditorPanel, qtbot: QtBot
) -> None:
    select(session, SCHOOLS)
    panel.activateWindow()
    panel.focus_title()
    qtbot.waitUntil(panel.ui.title.hasFocus)
    with qtbot.waitSignal(session.changed):
        qtbot.keyClicks(panel.ui.title, "AI ")
    qtbot.keyClicks(panel.ui.title, "x")
    session.flush()
    assert current(session).title == "AI x"


def test_text_areas_are_as_high_as_their_text(session: Session, panel: EditorPanel) -> None:
    node_id = select(session, SCHOOLS)
    low = panel.ui.body.height()
    session.run(lambda doc: doc.set_body(node_id, "长文。" * 2000))
    assert panel.ui.body.height() > 10 * low
    panel.ui.body.moveCursor(QTextCursor.MoveOperation.End)
    assert 0 <= panel.ui.body.height() - panel.ui.body.cursorRect().bottom() < panel.ui.body.fontMetrics().lineSpacing()
    assert panel.ui.body.verticalScrollBar().value() == 0


# what is shown


def test_the_trail_leads_to_what_stands_above(session: Session, panel: EditorPanel) -> None:
    select(session, SCHOOLS)
    section = next(entry.id for entry in session.outline.walk() if title_of(session, entry) == SECTION)
    assert panel.ui.breadcrumb.text().endswith("› 1")
    assert f"一、{SECTION}" in panel.ui.breadcrumb.text()
    panel.ui.breadcrumb.linkActivated.emit(str(section))
    assert session.current_id == section


def test_a_section_shows_its_totals_and_its_own_numbering(session: Session, panel: EditorPanel) -> None:
    section = select(session, SECTION)
    assert panel.ui.due.isHidden()
    assert "3" in panel.ui.totals.text()
    assert not panel.ui.numbering_row.isHidden()
    combo = panel.ui.numbering._combo
    combo.setCurrentIndex(combo.findData("一、 （一） | 一是 | restart"))
    combo.activated.emit(combo.currentIndex())
    assert session.document.node(section).numbering == "一、 （一） | 一是 | restart"
    assert session.outline.number(session.outline[section].children[0]) == "一是"


def test_an_own_scheme_is_built_level_by_level(session: Session, panel: EditorPanel) -> None:
    section = select(session, SECTION)
    numbering = panel.ui.numbering
    numbering._combo.setCurrentIndex(numbering._combo.count() - 1)
    numbering._combo.activated.emit(numbering._combo.currentIndex())
    assert numbering.custom.isVisible()
    first = numbering.custom._items[0]
    first.setCurrentText("①")
    first.activated.emit(first.currentIndex())
    assert session.outline.number(session.outline[section].children[0]) == "①"
    assert numbering.custom.isVisible()
    session.undo()
    assert numbering.custom.isHidden()


def test_a_refused_change_of_kind_is_shown_as_it_is(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, "中心城区学校建设")
    with qtbot.waitSignal(session.notice):
        panel.ui.kind.setCurrentIndex(0)
        panel.ui.kind.activated.emit(0)
    assert panel.ui.kind.currentIndex() == 1


def test_numbering_can_be_switched_off_for_one_item(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, SCHOOLS)
    qtbot.mouseClick(panel.ui.numbered, Qt.MouseButton.LeftButton, pos=QPoint(4, panel.ui.numbered.height() // 2))
    assert current(session).numbered is False


def test_with_nothing_selected_the_plans_head_is_edited(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    assert panel.ui.title.text == "2026年全市教育工作要点"
    assert session.document.plan().issuer in panel.ui.breadcrumb.text()
    qtbot.keyClicks(panel.ui.body, "A")
    qtbot.keyClicks(panel.ui.title, "B")
    session.flush()
    plan = session.document.plan()
    assert (plan.title, plan.preamble) == ("B2026年全市教育工作要点", "A总体思路。")
    session.undo()
    assert panel.ui.body.text + panel.ui.title.text != plan.preamble + plan.title


def test_a_deleted_item_gives_way_to_the_plans_head(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    node_id = select(session, SCHOOLS)
    qtbot.keyClicks(panel.ui.title, "A")
    session.run(lambda doc: doc.delete([node_id]))
    assert panel.ui.title.text == "2026年全市教育工作要点"
    session.undo()
    session.select(node_id)
    assert panel.ui.title.text == "A" + SCHOOLS


def test_characters_are_counted_as_office_programs_do(session: Session, panel: EditorPanel) -> None:
    node_id = select(session, SCHOOLS)
    session.run(lambda doc: doc.set_body(node_id, "四个 字，\n"))
    assert panel.ui.body_count.text().startswith("4")


# fields


def test_fields_are_added_renamed_moved_and_removed_as_steps(
    session: Session, panel: EditorPanel, qtbot: QtBot
) -> None:
    select(session, FUNDS)
    assert labels(panel) == ["问题描述", "问题描述", "工作措施"]
    panel.fields.add_field("完成时限")
    cards(panel)[0].ui.label.selectAll()
    compose(cards(panel)[0].ui.label, "", "目标任务")
    qtbot.keyClick(cards(panel)[0].ui.label, Qt.Key.Key_Return)
    cards(panel)[3]._up.trigger()
    cards(panel)[1]._remove.trigger()
    assert labels(panel) == ["目标任务", "完成时限", "工作措施"]
    assert [field.label for field in current(session).fields] == labels(panel)
    for _step in range(4):
        session.undo()
    assert labels(panel) == ["问题描述", "问题描述", "工作措施"]


def test_a_set_of_fields_is_one_step(session: Session, panel: EditorPanel) -> None:
    select(session, SCHOOLS)
    panel.fields.fill_menu()
    actions = panel.fields.add.menu().actions()
    assert "问题描述" in [action.text() for action in actions]
    actions[-1].trigger()
    assert len(labels(panel)) == 3
    session.undo()
    assert labels(panel) == []


def test_a_field_is_typed_into_and_keeps_its_cursor(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, FUNDS)
    editor = cards(panel)[2].ui.text
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, "abc")
    session.flush()
    cards(panel)[0]._down.trigger()
    assert cards(panel)[2].ui.text is editor
    assert editor.textCursor().position() == len("加大投入。abc")
    assert current(session).fields[2].text == "加大投入。abc"


def test_a_dragged_card_goes_where_it_is_dropped(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, FUNDS)
    mime = QMimeData()
    mime.setData(MIME_TYPE, str(cards(panel)[2].field_id).encode())
    qtbot.waitUntil(lambda: cards(panel)[1].y() > cards(panel)[0].y())
    target = cards(panel)[0]
    point = QPointF(target.mapTo(panel.fields, QPoint(5, 1)))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    panel.fields.dropEvent(QDropEvent(point, Qt.DropAction.MoveAction, mime, buttons, keys))
    assert labels(panel) == ["工作措施", "问题描述", "问题描述"]


# the words of targets


def test_targets_words_are_underlined_and_the_chosen_ones_tinted(session: Session, panel: EditorPanel) -> None:
    select(session, SCHOOLS)
    node = current(session)
    panel.highlight_target(node.targets[1].id)
    marks = panel.ui.body.extraSelections()
    spans = [target.span for target in node.targets if target.span]
    assert [mark.cursor.selectedText() for mark in marks] == [node.body[s.start : s.end] for s in spans]
    tinted = [mark.format.background().style() != Qt.BrushStyle.NoBrush for mark in marks]
    assert tinted == [False, True]


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_lines_below_words_are_equally_thick_at_every_scale(session: Session, panel: EditorPanel, scale: float) -> None:
    node_id = select(session, SCHOOLS)
    session.run(lambda doc: doc.set_body(node_id, "42所" * 60))
    target = current(session).targets[0]
    session.run(lambda doc: doc.update_target(target.id, span=Span("body", 0, 180)))
    body = panel.ui.body
    lines = list(underlines(body, scale))
    assert len(lines) >= 2  # the words go on below
    assert all((line.top() * scale).is_integer() for line in lines)
    assert {round(line.height() * scale, 6) for line in lines} == {max(1, round(scale))}


def test_words_behind_a_rare_character_are_found(session: Session, panel: EditorPanel) -> None:
    node_id = select(session, SCHOOLS)
    target = current(session).targets[0]
    session.run(lambda doc: doc.set_body(node_id, "𠮷𠮷共42所。"))
    session.run(lambda doc: doc.update_target(target.id, span=Span("body", 3, 6)))
    assert panel.ui.body.extraSelections()[0].cursor.selectedText() == "42所"


def test_a_read_only_plan_cannot_be_typed_into(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "plan.plan"
    create_plan(path, small_plan())
    holder = open_document(path, author="张三")
    session = Session(open_document(path))
    panel = EditorPanel(session)
    qtbot.addWidget(panel)
    select(session, FUNDS)
    editors = [panel.ui.title, panel.ui.body, panel.ui.due, cards(panel)[0].ui.text, cards(panel)[0].ui.label]
    assert all(editor.isReadOnly() for editor in editors)
    assert not panel.fields.add.isEnabled()
    session.close(discard=True)
    holder.close()


def test_a_field_is_renamed_from_its_menu(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, FUNDS)
    panel.activateWindow()
    card = cards(panel)[0]
    card.ui.more.menu().actions()[0].trigger()
    qtbot.waitUntil(card.ui.label.hasFocus)
    assert card.ui.label.selectedText() == card.ui.label.text()


def test_the_card_typed_in_is_framed_and_a_title_left_keeps_no_selection(
    session: Session, panel: EditorPanel, qtbot: QtBot
) -> None:
    select(session, SCHOOLS)
    panel.activateWindow()
    panel.focus_title()
    qtbot.waitUntil(panel.ui.title.hasFocus)
    assert panel.ui.title.textCursor().hasSelection()
    panel.ui.body.setFocus()
    assert panel.ui.body_card.property("look") == "card-active"
    assert not panel.ui.title.textCursor().hasSelection()
    panel.focus_title()
    assert panel.ui.body_card.property("look") == "card"


def test_an_empty_text_beside_fields_is_shown_when_wanted(session: Session, panel: EditorPanel, qtbot: QtBot) -> None:
    select(session, FUNDS)
    session.run(lambda doc: doc.set_body(session.current_id, ""))
    assert panel.fields.cards
    assert panel.ui.body_card.isHidden()
    panel.activateWindow()
    panel.fields.fill_menu()
    panel.fields.add.menu().actions()[0].trigger()
    qtbot.waitUntil(panel.ui.body.hasFocus)
    qtbot.keyClicks(panel.ui.body, "abc")
    panel.focus_title()
    assert not panel.ui.body_card.isHidden()
    assert current(session).body == "abc"
