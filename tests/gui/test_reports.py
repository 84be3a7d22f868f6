"""Reports in real windows: asked for, drafted, refreshed, and where their figures come from."""

from datetime import date
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planeditor.exchange.report_files import order_of
from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.report_commands import reports_of
from planeditor.gui.report_dialog import ReportDialog
from planeditor.gui.report_refresh_dialog import RefreshDialog
from planeditor.gui.report_sources import SourcesDialog
from planeditor.gui.windows import Windows
from planeditor.store import new_document
from tests.gui.names import unnamed
from tests.plan.test_reporting import plan_2020

WAIT = 20_000


@pytest.fixture
def window(windows: Windows) -> MainWindow:
    """A window on a plan that was reported on."""
    return windows.show_document(new_document(plan_2020()))


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> ReportDialog:
    """The question which report is wanted, for the first half-year."""
    window.actions_by[Act.REPORT].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(ReportDialog)), timeout=WAIT)
    dialog = window.findChildren(ReportDialog)[-1]
    dialog.period.setCurrentIndex(dialog.period.findData("2020H1"))
    return dialog


@pytest.fixture
def report(dialog: ReportDialog, windows: Windows, qtbot: QtBot) -> MainWindow:
    """The window with the draft."""
    with qtbot.waitSignal(windows.opened, timeout=WAIT) as opened:
        dialog.draft.click()
    (window,) = opened.args or [None]
    assert isinstance(window, MainWindow)
    return window


def body(window: MainWindow) -> tuple[int, str]:
    """Return the id and text of the first result."""
    node = next(node for node in window.session.document.snapshot().walk() if node.title == "提升基础教育")
    return node.id, node.body


def test_the_dialog_tells_what_there_is_to_report_before_it_is_drafted(dialog: ReportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "4" in dialog.told.text(), timeout=WAIT)
    qtbot.waitUntil(lambda: "1" in dialog.warning.text(), timeout=WAIT)  # one entry is dated in July
    assert dialog.day.date() == QDate(2020, 6, 30)
    dialog.day.setDate(QDate(2020, 7, 10))
    qtbot.waitUntil(lambda: not dialog.warning.text(), timeout=WAIT)
    assert unnamed(dialog) == []


def test_the_draft_is_a_plan_in_a_window_of_its_own(report: MainWindow, window: MainWindow) -> None:
    assert report is not window
    assert report.session.document.plan().kind == "report"
    assert report.is_worth_saving
    assert order_of(report.session.document.settings()) is not None
    assert not report.session.document.undo_label


def test_the_report_is_written_as_a_word_document(
    dialog: ReportDialog, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData("bulletin"))
    path = tmp_path / "通报.docx"
    with qtbot.waitSignal(window.session.notice, timeout=WAIT):
        reports_of(window).write(dialog.order, path)
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert any("重点工作任务推进情况的通报" in text for text in texts)


def test_figures_are_refreshed_from_the_plan_that_is_open_and_words_stay(
    report: MainWindow, window: MainWindow, qtbot: QtBot
) -> None:
    node_id, text = body(report)
    report.session.run(lambda document: document.set_body(node_id, text.replace("加快学校建设，滞后", "学校建设偏慢")))
    window.session.run(lambda document: document.add_progress(11, date="2020-06-29", target_id=50, value=84.5))
    window.session.run(lambda document: document.add_progress(12, date="2020-06-30", status="滞后", percent=30.0))
    report.actions_by[Act.REFRESH_REPORT].trigger()
    qtbot.waitUntil(lambda: bool(report.findChildren(RefreshDialog)), timeout=WAIT)
    asked = report.findChildren(RefreshDialog)[-1]
    assert asked.list.topLevelItemCount() == 2
    assert "84.5%" not in body(report)[1]
    assert unnamed(asked) == []
    asked.take.click()
    now = body(report)[1]
    assert "普惠性幼儿园覆盖率已达84.5%" in now
    assert "学校建设偏慢，完成20%。" in now
    report.session.undo()
    assert "84.5%" not in body(report)[1]


def test_figures_that_were_drafted_are_not_suggested_as_targets_and_those_people_write_are(
    report: MainWindow, qtbot: QtBot
) -> None:
    node_id, text = body(report)
    report.session.select(node_id)
    found = report.targets.found
    found.finish()
    assert found.suggestions == []
    report.session.run(lambda document: document.set_body(node_id, text + "新建幼儿园17所。"))
    found.finish()
    assert [one.found.value for one in found.suggestions] == [17]


def test_a_report_that_is_up_to_date_says_so(report: MainWindow, qtbot: QtBot) -> None:
    asked = refreshing(report, qtbot)
    assert asked.list.topLevelItem(0).text(0) == "数据均为最新。"
    assert not asked.take.isEnabled()


def test_a_report_is_refreshed_for_another_day(report: MainWindow, qtbot: QtBot) -> None:
    asked = refreshing(report, qtbot)
    assert asked.day.date() == QDate(2020, 6, 30)
    asked.day.setDate(QDate(2020, 7, 10))
    qtbot.waitUntil(asked.take.isEnabled, timeout=WAIT)
    asked.take.click()
    assert "普惠性幼儿园覆盖率已达84%" in body(report)[1]
    order = order_of(report.session.document.settings())
    assert order is not None
    assert order.until == date(2020, 7, 10)
    assert refreshing(report, qtbot).day.date() == QDate(2020, 7, 10)


def refreshing(report: MainWindow, qtbot: QtBot) -> RefreshDialog:
    """Ask for the report to be refreshed; return what is shown."""

    def shown() -> list[RefreshDialog]:
        return [each for each in report.findChildren(RefreshDialog) if each.isVisible()]

    report.actions_by[Act.REFRESH_REPORT].trigger()
    qtbot.waitUntil(lambda: bool(shown()), timeout=WAIT)
    return shown()[-1]


def test_a_figure_leads_to_the_entry_it_comes_from(report: MainWindow, window: MainWindow, qtbot: QtBot) -> None:
    report.show_in_editor(body(report)[0])
    report.actions_by[Act.REPORT_SOURCES].trigger()
    (asked,) = report.findChildren(SourcesDialog)
    first = asked.list.topLevelItem(0)
    assert first is not None
    assert first.text(0) == "普惠性幼儿园覆盖率已达83.5%"
    assert "2020-06-20" in first.text(1)
    assert unnamed(asked) == []
    asked.list.itemActivated.emit(first, 0)
    assert window.session.current_id == 11


def test_what_the_status_bar_says_of_a_draft_does_not_cover_its_counts(report: MainWindow) -> None:
    told = report.statusBar().currentMessage()
    assert told
    assert report.checks.label.parentWidget() is report.statusBar(), "which comes after the message"
    for _turn in range(3):
        QApplication.processEvents()  # Qt shows what it laid out a moment later
    assert report.statusBar().currentMessage() == told
    assert not report.status.counts.isVisible()
    assert not report.status.words.isVisible()
