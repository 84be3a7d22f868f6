"""Handing out, the register and collecting in a real window."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox
from pytestqt.qtbot import QtBot

from planeditor.exchange.handing import HandoutOrder, departments_with_items
from planeditor.gui.actions import Act
from planeditor.gui.collect_commands import collect_answers, write_report
from planeditor.gui.collect_dialog import CollectDialog
from planeditor.gui.handout_commands import ask_for_handout, start, write_reminders
from planeditor.gui.handout_dialog import HandoutDialog
from planeditor.gui.handout_register import HandoutRegister
from planeditor.gui.main_window import MainWindow
from planeditor.plan.entities import Purpose
from tests.exchange.handouts import cell_at, edited
from tests.gui.names import unnamed

TASK = "加快推进教育重大项目"  # 计财科 leads it, 基教科 supports it


def hand_out(
    window: MainWindow, folder: Path, qtbot: QtBot, purpose: Purpose = "progress", due: str = ""
) -> list[Path]:
    """Hand out to everyone and return the files."""
    order = HandoutOrder(
        tuple(departments_with_items(window.session.document.snapshot())), folder, purpose, period="2026H1", due=due
    )
    before = len(window.session.document.handouts())
    start(window, order)
    qtbot.waitUntil(lambda: len(window.session.document.handouts()) > before, timeout=20_000)
    return sorted(folder.glob("*.xlsx"))


def fill(path: Path, header: str, text: str) -> Path:
    """Write into a form's cell with another program's library."""

    def edit(sheet: Any) -> None:
        cell_at(sheet, TASK, header).value = text

    return edited(path, edit)


def dialog_of(window: MainWindow, qtbot: QtBot) -> CollectDialog:
    """The dialog, when it is there."""
    qtbot.waitUntil(lambda: bool(window.findChildren(CollectDialog)), timeout=20_000)
    (dialog,) = window.findChildren(CollectDialog)
    qtbot.waitExposed(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return dialog


def take(dialog: CollectDialog, qtbot: QtBot) -> None:
    """Press the last button and wait for the end."""
    dialog.ui.take.click()
    qtbot.waitUntil(lambda: not dialog.isVisible() or bool(dialog.ui.problem.text()), timeout=20_000)
    assert not dialog.ui.problem.text()


def test_the_dialog_offers_departments_with_their_counts(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ask_for_handout(window)
    rows = [[item.text(column) for column in range(3)] for item in dialog._items()]
    assert rows == [["基教科", "1", "2"], ["计财科", "3", "0"]]
    assert unnamed(dialog) == []
    dialog.tick(lambda _item: False)
    assert not dialog.ui.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    dialog.reject()


def test_a_day_that_is_none_keeps_the_dialog_open(window: MainWindow, tmp_path: Path) -> None:
    ordered: list[HandoutOrder] = []
    dialog = HandoutDialog(window, ordered.append)
    dialog.open()
    dialog.ui.due.setText("下周")
    dialog.accept()
    assert dialog.isVisible()
    assert "下周" in dialog.ui.problem.text()
    dialog.ui.due.setText("2026年7月10日")
    dialog.ui.folder.setText(str(tmp_path))
    dialog.accept()
    assert [(order.due, order.folder) for order in ordered] == [("2026-07-10", tmp_path)]


def test_files_are_written_and_registered_and_one_undo_takes_the_entry_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    files = hand_out(window, tmp_path / "下发", qtbot)
    assert [path.name.partition("-")[0] for path in files] == sorted(["基教科", "计财科"])
    window.session.undo()
    assert window.session.document.handouts() == ()


def test_filled_forms_become_progress_in_one_step(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    files = hand_out(window, tmp_path, qtbot)
    for path in files:
        fill(path, "进展情况", f"{path.name[:3]}说的")
    collect_answers(window, files)
    dialog = dialog_of(window, qtbot)
    assert unnamed(dialog) == []
    assert len(dialog.accepted_choices) == 2
    take(dialog, qtbot)
    node = next(node for node in window.session.document.snapshot().walk() if node.title == TASK)
    assert {"基教科说的", "计财科说的"} <= {entry.narrative for entry in node.progress}
    assert all(handout.receipts for handout in window.session.document.handouts())
    window.session.undo()
    assert not any(handout.receipts for handout in window.session.document.handouts())


def test_of_two_departments_words_only_one_is_taken(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    files = hand_out(window, tmp_path, qtbot, "draft")
    for path in files:
        fill(path, "工作内容", f"{path.name[:3]}改写。")
    collect_answers(window, files)
    dialog = dialog_of(window, qtbot)
    assert dialog.accepted_choices == frozenset()
    rows = [row for row in dialog.model.shown_rows() if row.group == "conflict"]
    assert len(rows) == 2
    dialog.model.decide(rows[:1], True)
    dialog.model.decide(rows[1:], True)
    assert len(dialog.accepted_choices) == 1
    assert len(dialog.decided_choices) == 2
    take(dialog, qtbot)
    node = next(node for node in window.session.document.snapshot().walk() if node.title == TASK)
    assert node.body.endswith("改写。")
    collect_answers(window, files)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=20_000)
    for box in window.findChildren(QMessageBox):
        box.close()


def test_a_report_of_the_merge_is_written(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    files = hand_out(window, tmp_path, qtbot)
    fill(files[0], "进展情况", "已开工十五所")
    collect_answers(window, files)
    dialog = dialog_of(window, qtbot)
    for suffix in (".docx", ".xlsx"):
        path = tmp_path / f"合并{suffix}"
        write_report(window, dialog.collected, dialog.outcomes(), path, dialog)
        qtbot.waitUntil(path.exists, timeout=20_000)
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "合并.xlsx").active.iter_rows() for cell in row]
    assert any("已开工十五所" in str(value) for value in cells)
    assert "已采纳" in cells
    dialog.finish()


def test_dropped_forms_are_collected(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    files = hand_out(window, tmp_path, qtbot)
    fill(files[0], "进展情况", "已开工")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    dialog = dialog_of(window, qtbot)
    assert dialog.collected.changes
    dialog.finish()


@pytest.fixture
def register(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> HandoutRegister:
    """The register after a hand-out that is late by two days, and one answer."""
    due = (date.today() - timedelta(days=2)).isoformat()
    files = hand_out(window, tmp_path, qtbot, due=due)
    fill(files[0], "进展情况", "已开工")
    collect_answers(window, files[:1])
    take(dialog_of(window, qtbot), qtbot)
    register = HandoutRegister(window)
    register.open()
    qtbot.waitExposed(register)
    return register


def test_the_register_tells_who_is_late_and_follows_the_plan(register: HandoutRegister) -> None:
    def states() -> list[str]:
        top = register.ui.list
        return [top.topLevelItem(row).text(4) for row in range(top.topLevelItemCount())]

    assert sorted(states()) == ["已交，逾期2天", "逾期2天"]
    assert unnamed(register) == []
    register.show_only("late")
    assert states() == ["逾期2天"]
    (late,) = register.unanswered()
    register.change_due([late], "2036年1月1日")
    assert states() == []
    register.show_only("open")
    assert states() == ["未到期"]


def test_a_hand_out_that_was_sent_anew_is_neither_late_nor_reminded_of(register: HandoutRegister) -> None:
    (late,) = register.unanswered()
    newer = replace(late, id=late.id + 1, time="2036-01-01T00:00:00+00:00", due="")
    register.session.run(lambda document: document.enter_handout(newer))
    assert register.unanswered() == []
    register.show_only("late")
    assert register.ui.list.topLevelItemCount() == 0
    register.show_only("all")
    states = {register.ui.list.topLevelItem(row).text(4) for row in range(3)}
    assert states == {"已交，逾期2天", "已另发新表", "未到期"}


def test_reminders_name_the_department_and_its_items(register: HandoutRegister, qtbot: QtBot, tmp_path: Path) -> None:
    import docx

    path = tmp_path / "催办单.docx"
    late = register.unanswered()
    write_reminders(register.window_, late, path, register)
    qtbot.waitUntil(path.exists, timeout=20_000)
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert f"{late[0].name}：" in texts
    assert any("逾期2天" in text for text in texts)


@pytest.mark.parametrize("act", [Act.HAND_OUT, Act.HANDOUTS])
def test_the_menu_opens_the_dialogs(window: MainWindow, act: Act) -> None:
    kinds: dict[Act, Callable[[], list[Any]]] = {
        Act.HAND_OUT: lambda: window.findChildren(HandoutDialog),
        Act.HANDOUTS: lambda: window.findChildren(HandoutRegister),
    }
    window.actions_by[act].trigger()
    (dialog,) = kinds[act]()
    assert dialog.isVisible()
    dialog.close()
