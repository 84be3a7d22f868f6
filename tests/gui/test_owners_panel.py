"""The owners panel: tags for lead and support, all of it by mouse and by keys."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from planeditor.gui import theme
from planeditor.gui.department_completer import DepartmentCompleter
from planeditor.gui.departments_dialog import DepartmentsDialog
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.owner_chips import LEAST_TO_HIT, MIME_TYPE, OwnerChip, OwnerRow, split_names
from planeditor.gui.owners_panel import OwnersPanel
from planeditor.gui.session import Session
from planeditor.plan.entities import LEAD, SUPPORT, Department
from tests.gui.names import unnamed
from tests.gui.trees import title_of, type_text

SCHOOLS = "加快推进教育重大项目"
MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> OwnersPanel:
    """The panel on an item led by 计财科 and supported by 基教科."""
    panel = OwnersPanel(session)
    qtbot.addWidget(panel)
    session.select(next(entry.id for entry in session.outline.walk() if title_of(session, entry) == SCHOOLS))
    panel.resize(320, 300)
    panel.show()
    panel.activateWindow()
    qtbot.waitExposed(panel)
    return panel


def owners(session: Session) -> dict[str, list[str]]:
    """Return the names of the selected node's owners by role."""
    found = session.document.node(session.current_id).owners
    return {role: [owner.name for owner in found if owner.role == role] for role in (LEAD, SUPPORT)}


def names(row: OwnerRow) -> list[str]:
    """Return the names on a row's tags."""
    return [chip.owner.name for chip in row.chips]


def enter(row: OwnerRow, qtbot: QtBot, text: str) -> None:
    """Open a row's field, type names as an input method does, and press Enter."""
    qtbot.mouseClick(row.add, Qt.MouseButton.LeftButton)
    type_text(row.field, text)
    qtbot.keyClick(row.field, Qt.Key.Key_Return)


def drop(row: OwnerRow, owner_id: int, point: QPoint) -> None:
    """Drop an owner's tag on a point of a row."""
    mime = QMimeData()
    mime.setData(MIME_TYPE, str(owner_id).encode())
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    row.dropEvent(QDropEvent(QPointF(point), Qt.DropAction.MoveAction, mime, button, keys))


def choose(menu: QMenu, number: int) -> None:
    """Trigger an entry of a tag's menu, separators not counted."""
    [action for action in menu.actions() if not action.isSeparator()][number].trigger()
    menu.close()


def test_owners_are_shown_by_role(panel: OwnersPanel) -> None:
    assert (names(panel.ui.lead), names(panel.ui.support)) == (["计财科"], ["基教科"])
    assert panel.ui.summary.text().count("1") == 2


def test_names_are_entered_one_or_several_at_a_time(session: Session, panel: OwnersPanel, qtbot: QtBot) -> None:
    enter(panel.ui.support, qtbot, "职成科、督导办")
    assert owners(session)[SUPPORT] == ["基教科", "职成科", "督导办"]
    assert panel.ui.support.field.isVisible()
    assert "督导办" in [known.name for known in session.document.departments()]
    session.undo()
    assert owners(session)[SUPPORT] == ["基教科"]
    assert "督导办" not in [known.name for known in session.document.departments()]


def test_escape_ends_the_field_without_adding(session: Session, panel: OwnersPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.ui.lead.add, Qt.MouseButton.LeftButton)
    type_text(panel.ui.lead.field, "督")
    qtbot.keyClick(panel.ui.lead.field, Qt.Key.Key_Escape)
    assert owners(session)[LEAD] == ["计财科"]
    assert panel.ui.lead.add.isVisible()


def test_leaving_the_field_adds_what_was_typed(session: Session, panel: OwnersPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.ui.lead.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.ui.lead.field.hasFocus)
    type_text(panel.ui.lead.field, "督导办")
    panel.ui.lead.field.completer().popup().hide()  # as a click elsewhere does
    panel.ui.registry.setFocus()
    assert owners(session)[LEAD] == ["计财科", "督导办"]
    assert panel.ui.lead.field.isHidden()


def test_an_owner_who_is_there_already_is_told(session: Session, panel: OwnersPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.notice) as told:
        enter(panel.ui.lead, qtbot, "计财科")
    assert "计财科" in told.args[0]
    assert owners(session)[LEAD] == ["计财科"]


def test_the_cross_and_the_delete_key_remove(session: Session, panel: OwnersPanel, qtbot: QtBot) -> None:
    qtbot.mouseClick(panel.ui.lead.chips[0].remove, Qt.MouseButton.LeftButton)
    qtbot.keyClick(panel.ui.support.chips[0], Qt.Key.Key_Delete)
    assert owners(session) == {LEAD: [], SUPPORT: []}
    session.undo()
    assert names(panel.ui.support) == ["基教科"]


def test_keys_move_a_tag_and_change_its_role(session: Session, panel: OwnersPanel, qtbot: QtBot) -> None:
    enter(panel.ui.support, qtbot, "职成科")
    qtbot.keyClick(panel.ui.support.chips[1], Qt.Key.Key_Left, MOVE)
    assert owners(session)[SUPPORT] == ["职成科", "基教科"]
    qtbot.keyClick(panel.ui.support.chips[0], Qt.Key.Key_Up, MOVE)
    assert owners(session) == {LEAD: ["计财科", "职成科"], SUPPORT: ["基教科"]}


def test_a_tag_keeps_the_focus_when_it_moves(session: Session, panel: OwnersPanel, qtbot: QtBot) -> None:
    chip = panel.ui.lead.chips[0]
    chip.setFocus()
    qtbot.waitUntil(chip.hasFocus)
    qtbot.keyClick(chip, Qt.Key.Key_Down, MOVE)
    moved = next(chip for chip in panel.ui.support.chips if chip.owner.name == "计财科")
    qtbot.waitUntil(moved.hasFocus)


def test_a_tag_is_dragged_to_the_other_row_and_within_its_own(
    session: Session, panel: OwnersPanel, qtbot: QtBot
) -> None:
    enter(panel.ui.support, qtbot, "职成科")
    qtbot.waitUntil(lambda: panel.ui.support.chips[1].x() > 0)
    lead = panel.ui.lead.chips[0].owner.id
    drop(panel.ui.support, lead, panel.ui.support.chips[0].geometry().topLeft())
    assert owners(session) == {LEAD: [], SUPPORT: ["计财科", "基教科", "职成科"]}
    qtbot.waitUntil(lambda: panel.ui.support.chips[2].y() + panel.ui.support.chips[1].x() > 0)
    drop(panel.ui.support, lead, panel.ui.support.rect().bottomRight())
    assert owners(session)[SUPPORT] == ["基教科", "职成科", "计财科"]


def test_the_menu_shows_all_items_of_the_department(panel: OwnersPanel, qtbot: QtBot) -> None:
    chip = panel.ui.lead.chips[0]
    with qtbot.waitSignal(panel.show_department_items) as shown:
        choose(chip.menu(), 0)
    assert shown.args == [chip.owner.department_id]


def test_the_menu_changes_the_role(session: Session, panel: OwnersPanel) -> None:
    choose(panel.ui.support.chips[0].menu(), 1)
    assert owners(session) == {LEAD: ["计财科", "基教科"], SUPPORT: []}


def test_a_tool_tip_tells_aliases_and_members(session: Session, panel: OwnersPanel) -> None:
    assert "基础教育科" in panel.ui.support.chips[0].toolTip()
    session.run(lambda doc: doc.add_owner(session.current_id, "机关各科室", LEAD))
    assert "基教科、计财科" in panel.ui.lead.chips[1].toolTip()


def test_a_renamed_department_shows_at_once(session: Session, panel: OwnersPanel) -> None:
    owner = panel.ui.lead.chips[0].owner
    session.run(lambda doc: doc.rename_department(owner.department_id, "计划财务科"))
    assert names(panel.ui.lead) == ["计划财务科"]


def test_everything_that_takes_the_focus_has_a_name(panel: OwnersPanel) -> None:
    panel.ui.lead.open_field()
    assert unnamed(panel) == []


def test_without_a_selection_the_panel_says_what_to_do(session: Session, panel: OwnersPanel) -> None:
    session.select(0)
    assert panel.ui.lists.isHidden()
    assert panel.ui.empty.isVisible()


def test_the_registry_opens_once_and_tells_whose_items_to_show(panel: OwnersPanel, qtbot: QtBot) -> None:
    panel.open_departments()
    panel.open_departments()
    (dialog,) = panel.findChildren(DepartmentsDialog)
    finance = panel.ui.lead.chips[0].owner.department_id
    dialog.select([finance])
    with qtbot.waitSignal(panel.show_department_items) as shown:
        qtbot.mouseClick(dialog.ui.items, Qt.MouseButton.LeftButton)
    assert shown.args == [finance]
    dialog.close()
    qtbot.waitUntil(lambda: not panel.findChildren(DepartmentsDialog))


def test_completion_finds_parts_of_names_and_aliases(qtbot: QtBot) -> None:
    row = OwnerRow()
    qtbot.addWidget(row)
    completer = DepartmentCompleter(row)
    completer.fill([Department(1, "计财科"), Department(2, "基教科", ("基础教育科",))])
    completer.setCompletionPrefix("教育")
    assert completer.completionCount() == 1
    assert completer.pathFromIndex(completer.currentIndex()) == "基教科"


def test_names_are_split_at_every_separator_people_use() -> None:
    assert split_names("基教科、职成科，督导办; 党建办") == ["基教科", "职成科", "督导办", "党建办"]


def test_tags_wrap_when_the_row_is_narrow(panel: OwnersPanel, qtbot: QtBot) -> None:
    enter(panel.ui.support, qtbot, "职成科、督导办、市电教技装中心")
    layout = panel.ui.support.layout()
    assert isinstance(layout, FlowLayout)
    assert layout.heightForWidth(100) > 2 * layout.heightForWidth(2000)
    assert all(isinstance(layout.itemAt(place).widget(), OwnerChip) for place in range(4))


def test_an_unknown_name_is_offered_as_a_new_department(panel: OwnersPanel, qtbot: QtBot) -> None:
    field = panel.rows[LEAD].field
    panel.rows[LEAD].open_field()
    completer = field.completer()
    qtbot.keyClicks(field, "X1")
    shown = [completer.completionModel().index(row, 0) for row in range(completer.completionCount())]
    assert len(shown) == 1
    assert "X1" in shown[0].data()
    assert completer.pathFromIndex(shown[0]) == "X1"


def test_a_click_into_the_empty_field_offers_all_departments(panel: OwnersPanel, qtbot: QtBot) -> None:
    row = panel.rows[SUPPORT]
    row.open_field()
    qtbot.mouseClick(row.field, Qt.MouseButton.LeftButton)
    popup = row.field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    names_offered = {department.name for department in panel.session.document.departments()}
    shown = [popup.model().index(at, 0) for at in range(popup.model().rowCount())]
    assert names_offered <= {index.data() for index in shown}
    taken = {name for known in owners(panel.session).values() for name in known}
    place = next(index for index in shown if index.data() in names_offered - taken)
    chosen = place.data()
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=popup.visualRect(place).center())
    qtbot.waitUntil(lambda: chosen in owners(panel.session)[SUPPORT])


def test_a_known_name_is_not_offered_as_new(panel: OwnersPanel, qtbot: QtBot) -> None:
    field = panel.rows[LEAD].field
    panel.rows[LEAD].open_field()
    field.setText("基教")
    field.textEdited.emit("基教科")
    field.completer().setCompletionPrefix("基教科")
    model = field.completer().completionModel()
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == ["基教科", "基础教育科 → 基教科"]


def test_what_removes_a_tag_is_large_enough_for_the_mouse(panel: OwnersPanel) -> None:
    chip = panel.rows[LEAD].chips[0]
    assert min(chip.remove.width(), chip.remove.height()) >= LEAST_TO_HIT


def test_the_picture_of_a_dragged_tag_has_clear_corners(panel: OwnersPanel) -> None:
    image = theme.picture_of(panel.rows[LEAD].chips[0]).toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(image.width() // 2, 2).alpha() == 255


def test_the_panels_focus_goes_to_the_first_tag(panel: OwnersPanel, qtbot: QtBot) -> None:
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.rows[LEAD].chips[0].hasFocus)
