"""The progress panel and its dialogs: what they show, and what each writes as one step."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from planeditor.gui.progress_dialog import ProgressDialog
from planeditor.gui.progress_milestones import MilestonesDialog
from planeditor.gui.progress_override import LightDialog
from planeditor.gui.progress_panel import ProgressPanel
from planeditor.gui.progress_settings import PaceDialog
from planeditor.gui.progress_words import light_text
from planeditor.gui.session import Session
from planeditor.plan.entities import Node
from planeditor.plan.pace import RED_SETTING, STEP_SETTING, YELLOW_SETTING
from planeditor.store import create_plan, open_document
from tests.small_plan import small_plan


@pytest.fixture
def item(session: Session) -> int:
    """The item that has targets, selected."""
    (found,) = session.document.find("加快推进教育重大项目")
    session.select(found)
    return found


@pytest.fixture
def panel(session: Session, item: int, qtbot: QtBot) -> ProgressPanel:
    panel = ProgressPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def dialog_on(session: Session, item: int, panel: ProgressPanel, card: int | None = None) -> ProgressDialog:
    return ProgressDialog(session, item, None if card is None else panel.cards[card].report, panel)


def node(session: Session, item: int) -> Node:
    return session.document.node(item)


def words(panel: ProgressPanel, card: int = 0) -> str:
    return "\n".join(label.text() for label in panel.cards[card].findChildren(QLabel))


def test_the_panel_shows_the_light_with_its_word_and_why(panel: ProgressPanel, session: Session, item: int) -> None:
    session.run(lambda doc: doc.add_progress(item, date="2026-01-31", status="严重滞后"))
    assert panel.light.text.startswith(light_text("red"))
    assert "严重滞后" in panel.light.text
    assert panel.reason.text()
    assert len(panel.cards) == 2
    session.undo()
    assert len(panel.cards) == 1


def test_a_long_name_of_who_reported_leaves_room_for_the_buttons(
    panel: ProgressPanel, session: Session, item: int
) -> None:
    reporter = "市后勤与资助中心 欧阳文静 0818-2391234"
    session.run(lambda doc: doc.add_progress(item, date="2026-06-30", status="滞后", percent=20.0, reporter=reporter))
    usual = panel.cards[1].minimumSizeHint().width()
    assert panel.cards[0].minimumSizeHint().width() < usual + panel.fontMetrics().horizontalAdvance("滞后20%") * 3


def test_without_an_item_there_is_one_sentence(panel: ProgressPanel, session: Session) -> None:
    session.select(0)
    assert panel.empty.isVisible()
    assert not panel.plot.isVisible()
    assert not panel.report_button.isEnabled()


def test_the_plot_can_show_each_target(panel: ProgressPanel, session: Session, item: int) -> None:
    names = [panel.subject.itemText(row) for row in range(panel.subject.count())]
    assert names[1:] == ["新改扩建学校", "幼儿园"]
    panel.subject.setCurrentIndex(1)
    panel.subject.activated.emit(1)
    assert "35%" in panel.plot.accessibleDescription()
    assert not panel.plot.grab().isNull()


def test_a_report_writes_the_item_and_its_targets_as_one_step(
    panel: ProgressPanel, session: Session, item: int
) -> None:
    dialog = dialog_on(session, item, panel)
    dialog.day.setDate(QDate(2026, 9, 30))
    dialog.status.setCurrentText("按序时推进")
    dialog.percent.setText("７０％")
    dialog.figures[0].field.setText("30所")
    dialog.texts["narrative"].setPlainText("主体完工")
    dialog.reporter.setText("王五")
    dialog.accept()
    own, figures = node(session, item).progress[-2:]
    assert (own.date, own.status, own.percent, own.narrative, own.reporter) == (
        "2026-09-30", "按序时推进", 70.0, "主体完工", "王五",
    )  # fmt: skip
    assert (figures.target_id, figures.value, figures.date) == (node(session, item).targets[0].id, 30.0, "2026-09-30")
    assert "主体完工" in words(panel)
    session.undo()
    assert len(node(session, item).progress) == 1


def test_the_next_report_begins_with_the_last_reporter(panel: ProgressPanel, session: Session, item: int) -> None:
    first = dialog_on(session, item, panel)
    first.reporter.setText("赵六")
    first.percent.setText("5")
    first.accept()
    assert dialog_on(session, item, panel).reporter.text() == "赵六"


@pytest.mark.parametrize(("percent", "figure"), [("120", ""), ("many", ""), ("", "三十"), ("", "30人"), ("", "")])
def test_what_does_not_fit_or_says_nothing_keeps_the_form_open(
    panel: ProgressPanel, session: Session, item: int, percent: str, figure: str
) -> None:
    dialog = dialog_on(session, item, panel)
    dialog.percent.setText(percent)
    dialog.figures[0].field.setText(figure)
    dialog.accept()
    assert dialog.problem.text()
    assert len(node(session, item).progress) == 1


def test_a_report_is_changed_and_keeps_its_day_unless_that_is_changed(
    panel: ProgressPanel, session: Session, item: int
) -> None:
    entry = node(session, item).progress[0].id
    session.run(lambda doc: doc.update_progress(entry, date="2026-06"))
    dialog = dialog_on(session, item, panel, 0)
    assert dialog.figures[0].field.text() == "15"
    dialog.figures[0].field.setText("18")
    dialog.accept()
    assert (node(session, item).progress[0].value, node(session, item).progress[0].date) == (18.0, "2026-06")


def test_a_figure_taken_out_of_a_report_takes_its_entry_away(panel: ProgressPanel, session: Session, item: int) -> None:
    panel.report()
    dialog = dialog_on(session, item, panel)
    dialog.percent.setText("50")
    dialog.figures[1].field.setText("9")
    dialog.accept()
    again = dialog_on(session, item, panel, 0)
    again.figures[1].field.setText("")
    again.accept()
    assert [each.value for each in node(session, item).progress if each.target_id] == [15.0]


def test_a_report_is_removed_with_its_evidence_and_comes_back_by_undo(
    panel: ProgressPanel, session: Session, item: int, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "验收.pdf"
    path.write_bytes(b"%PDF")
    dialog = dialog_on(session, item, panel, 0)
    dialog.keep.setChecked(True)
    dialog.attach([path])
    qtbot.waitUntil(lambda: dialog.files.count() == 1)
    dialog.accept()
    (file,) = node(session, item).evidence
    assert (file.name, session.document.evidence_content(file.sha256)) == ("验收.pdf", b"%PDF")
    panel.cards[0].removal_wanted.emit()
    assert node(session, item).progress == node(session, item).evidence == ()
    session.undo()
    assert node(session, item).evidence == (file,)


def test_a_file_alone_is_a_report(
    panel: ProgressPanel, session: Session, item: int, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(b"jpg")
    dialog = dialog_on(session, item, panel)
    dialog.attach([path])
    qtbot.waitUntil(lambda: dialog.files.count() == 1)
    dialog.accept()
    (file,) = node(session, item).evidence
    assert (file.progress_id, session.document.evidence_content(file.sha256)) == (
        node(session, item).progress[-1].id, None,
    )  # fmt: skip


def test_a_file_is_taken_off_a_report(
    panel: ProgressPanel, session: Session, item: int, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(b"jpg")
    dialog = dialog_on(session, item, panel, 0)
    dialog.attach([path])
    qtbot.waitUntil(lambda: dialog.files.count() == 1)
    dialog.accept()
    again = dialog_on(session, item, panel, 0)
    again.files.setCurrentRow(0)
    again.remove_files.click()
    again.accept()
    assert node(session, item).evidence == ()


def test_milestones_of_item_and_targets_are_one_step(panel: ProgressPanel, session: Session, item: int) -> None:
    dialog = MilestonesDialog(session, item, panel)
    dialog.spread_evenly()
    dialog.subject.setCurrentIndex(1)
    assert [value.text() for _each, _text, value in dialog.rows] == ["", "42", "", ""]
    dialog.rows[0][2].setText("10")
    dialog.rows[1][1].setText("")
    dialog.rows[1][2].setText("")
    dialog.accept()
    target = node(session, item).targets[0].id
    told = {(each.target_id, each.period): each.value for each in node(session, item).milestones}
    assert told == {
        (None, "2026Q1"): 25.0, (None, "2026Q2"): 50.0, (None, "2026Q3"): 75.0, (None, "2026Q4"): 100.0,
        (target, "2026Q1"): 10.0,
    }  # fmt: skip
    session.undo()
    assert [each.period for each in node(session, item).milestones] == ["2026Q2"]


def test_a_milestone_that_is_no_figure_keeps_the_form_open(panel: ProgressPanel, session: Session, item: int) -> None:
    dialog = MilestonesDialog(session, item, panel)
    dialog.rows[0][2].setText("很多")
    dialog.accept()
    assert dialog.problem.text()
    assert len(node(session, item).milestones) == 1


def test_a_light_is_set_with_a_reason_and_left_to_the_rule_again(
    panel: ProgressPanel, session: Session, item: int
) -> None:
    dialog = LightDialog(session, item, panel)
    dialog.choice.setCurrentIndex(dialog.choice.findData("green"))
    dialog.accept()
    assert dialog.problem.text()
    dialog.reason.setText("经市政府同意顺延")
    dialog.accept()
    assert panel.light.text.startswith(light_text("green"))
    assert "经市政府同意顺延" in panel.reason.text()
    again = LightDialog(session, item, panel)
    assert (again.choice.currentData(), again.reason.text()) == ("green", "经市政府同意顺延")
    again.choice.setCurrentIndex(0)
    again.accept()
    assert node(session, item).lights == ()


def test_thresholds_are_kept_in_the_plan_and_only_where_they_differ(panel: ProgressPanel, session: Session) -> None:
    dialog = PaceDialog(session, panel)
    dialog.red.setValue(20)
    dialog.step.setCurrentIndex(dialog.step.findData("quarter"))
    dialog.accept()
    assert session.document.settings() == {RED_SETTING: "20", STEP_SETTING: "quarter"}
    assert session.document.pace(date(2026, 8, 1)).red == 20
    session.undo()
    assert YELLOW_SETTING not in session.document.settings()
    assert session.document.pace(date(2026, 8, 1)).red == 10


def test_a_plan_that_can_only_be_read_offers_no_changes(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "a.plan"
    create_plan(path, small_plan())
    holder = open_document(path)
    session = Session(open_document(path))
    session.select(session.document.find("加快推进教育重大项目")[0])
    panel = ProgressPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    assert len(panel.cards) == 1
    assert not panel.report_button.isEnabled()
    assert not [button for button in panel.cards[0].findChildren(QToolButton) if button.isVisible()]
    session.close(discard=True)
    holder.close()
