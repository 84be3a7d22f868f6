"""The plan's properties: one step on OK, nothing on Cancel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from planeditor.gui.numbering_choice import example
from planeditor.gui.plan_dialog import PlanPropertiesDialog, read_date
from planeditor.gui.session import Session
from planeditor.plan.numbering import PRESETS
from tests.gui.names import unnamed


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> PlanPropertiesDialog:
    """The dialog on the small plan."""
    dialog = PlanPropertiesDialog(session)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


def press(dialog: PlanPropertiesDialog, qtbot: QtBot, button: QDialogButtonBox.StandardButton) -> None:
    """Press a button of the dialog."""
    qtbot.mouseClick(dialog.ui.buttons.button(button), Qt.MouseButton.LeftButton)


OK, CANCEL = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel


def test_everything_that_takes_the_focus_has_a_name(dialog: PlanPropertiesDialog) -> None:
    assert unnamed(dialog) == []


def test_ok_writes_everything_as_one_step(session: Session, dialog: PlanPropertiesDialog, qtbot: QtBot) -> None:
    before = session.document.plan()
    ui = dialog.ui
    ui.title.selectAll()
    ui.title.insert("2027年工作要点")
    ui.year.setValue(2027)
    ui.kind.setCurrentIndex(1)
    ui.issuer.selectAll()
    ui.issuer.insertPlainText("中共云泽市委教育工委\n云泽市教育局")
    ui.date.setText("2027年1月5日")
    combo = ui.numbering._combo
    combo.setCurrentIndex(combo.findData(PRESETS[1]))
    press(dialog, qtbot, OK)
    plan = session.document.plan()
    assert (plan.title, plan.year, plan.kind) == ("2027年工作要点", 2027, "report")
    assert (plan.issuer, plan.date) == ("中共云泽市委教育工委\n云泽市教育局", "2027-01-05")
    assert plan.numbering == PRESETS[1]
    assert session.outline.numbering == PRESETS[1]
    session.undo()
    assert session.document.plan() == before


def test_ok_without_a_change_makes_no_step(session: Session, dialog: PlanPropertiesDialog, qtbot: QtBot) -> None:
    press(dialog, qtbot, OK)
    assert session.document.undo_label == ""


def test_cancel_changes_nothing(session: Session, dialog: PlanPropertiesDialog, qtbot: QtBot) -> None:
    dialog.ui.title.insert("X")
    press(dialog, qtbot, CANCEL)
    assert session.document.undo_label == ""


def test_a_date_that_is_none_keeps_the_dialog_open(
    session: Session, dialog: PlanPropertiesDialog, qtbot: QtBot
) -> None:
    dialog.ui.date.setText("四月初")
    press(dialog, qtbot, OK)
    assert dialog.isVisible()
    assert "四月初" in dialog.ui.problem.text()
    assert session.document.undo_label == ""


def test_what_was_not_touched_keeps_every_character(session: Session, qtbot: QtBot) -> None:
    session.run(lambda doc: doc.set_plan(preamble="不\u00a0换行", closing="完"))
    dialog = PlanPropertiesDialog(session)
    qtbot.addWidget(dialog)
    dialog.ui.closing.insertPlainText("全文")
    dialog.accept()
    plan = session.document.plan()
    assert (plan.preamble, plan.closing) == ("不\u00a0换行", "全文完")


def test_an_own_scheme_is_shown_in_its_parts(session: Session, qtbot: QtBot) -> None:
    session.run(lambda doc: doc.set_plan(numbering="第一章 | ① | restart"))
    dialog = PlanPropertiesDialog(session)
    qtbot.addWidget(dialog)
    custom = dialog.ui.numbering.custom
    assert not custom.isHidden()
    assert custom._sections[0].currentText() == "第一章"
    assert dialog.ui.numbering.text() == "第一章 | ① | restart"


@pytest.mark.parametrize(
    ("text", "iso"),
    [("", ""), ("2020年4月2日", "2020-04-02"), ("2020-4-2", "2020-04-02"), ("2020.04", "2020-04"), ("2020", "2020")],
)
def test_dates_are_read_as_people_write_them(text: str, iso: str) -> None:
    assert read_date(text) == iso


@pytest.mark.parametrize("text", ["四月初", "2020-13-01", "今天"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_date(text)


def test_schemes_are_shown_by_example() -> None:
    assert example(PRESETS[0]).startswith("一、 （一） 1. （1） 2.")
    assert len({example(preset) for preset in PRESETS}) == len(PRESETS)


def test_a_scheme_says_first_how_it_counts(session: Session, qtbot: QtBot) -> None:
    dialog = PlanPropertiesDialog(session)
    qtbot.addWidget(dialog)
    combo = dialog.ui.numbering._combo
    counting = [combo.itemText(row).split("  ")[0] for row in range(2)]
    assert counting[0] != counting[1]
    assert combo.itemText(0).endswith("  一、 （一） 1. （1） ①")


def test_the_date_is_shown_in_words(session: Session, qtbot: QtBot) -> None:
    session.run(lambda doc: doc.set_plan(date="2020-04-02"))
    dialog = PlanPropertiesDialog(session)
    qtbot.addWidget(dialog)
    assert dialog.ui.date.text() == "2020年4月2日"
    dialog.accept()
    assert session.document.plan().date == "2020-04-02"
