"""One Enter, or one Tab, ends a cell although the list of known words is open below it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from planeditor.gui.actions import Act
from planeditor.gui.ledger_view import LedgerView
from planeditor.gui.main_window import MainWindow
from planeditor.gui.target_model import Column
from planeditor.plan.entities import Node
from tests.gui.trees import type_text


@pytest.fixture
def ledger(window: MainWindow, qtbot: QtBot) -> LedgerView:
    """The ledger of a window on the small plan, in sight."""
    window.actions_by[Act.VIEW_LEDGER].trigger()
    ledger = window.views.view("ledger")
    assert isinstance(ledger, LedgerView)
    window.activateWindow()
    qtbot.waitUntil(lambda: ledger.model.rowCount() > 0)
    return ledger


def open_list(ledger: LedgerView, key: str, typed: str, qtbot: QtBot) -> QLineEdit:
    """Type into the first cell of a column until its list shows."""
    at = next(at for at, column in enumerate(ledger.model.columns) if column.key == key)
    ledger.table.setCurrentIndex(ledger.model.index(1, at))
    ledger.table.edit(ledger.table.currentIndex())
    field = next(one for one in ledger.table.viewport().findChildren(QLineEdit) if one.isVisible())
    field.selectAll()
    type_text(field, typed)
    qtbot.waitUntil(field.completer().popup().isVisible)
    return field


def node(ledger: LedgerView) -> Node:
    """Return the item of the second row as the document has it."""
    return ledger.session.document.node(ledger.model.rows[1])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_one_key_writes_what_was_typed(ledger: LedgerView, qtbot: QtBot, key: Qt.Key) -> None:
    field = open_list(ledger, "due", "9月", qtbot)
    qtbot.keyClick(field.completer().popup(), key)
    qtbot.waitUntil(lambda: node(ledger).due == f"{ledger.session.document.plan().year}-09")


def test_a_highlighted_word_is_written_by_the_same_key(ledger: LedgerView, qtbot: QtBot) -> None:
    field = open_list(ledger, "lead", "计", qtbot)
    qtbot.keyClick(field.completer().popup(), Qt.Key.Key_Down)
    qtbot.keyClick(field.completer().popup(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [owner.name for owner in node(ledger).owners][:1] == ["计财科"])


def test_the_bar_for_selected_rows_is_ended_by_one_enter(ledger: LedgerView, qtbot: QtBot) -> None:
    ledger.table.selectRow(1)
    field = ledger.bulk.fields["due"]
    field.setFocus()
    type_text(field, "9月底")
    qtbot.waitUntil(field.completer().popup().isVisible)
    qtbot.keyClick(field.completer().popup(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: node(ledger).due == "9月底")


def test_a_targets_unit_is_written_by_one_enter(window: MainWindow, qtbot: QtBot) -> None:
    node_id = next(e.id for e in window.session.outline.walk() if window.session.document.node(e.id).targets)
    window.tree.select_ids([node_id])
    table, model = window.targets.ui.table, window.targets.model
    index = model.index(0, Column.UNIT)
    table.setCurrentIndex(index)
    table.edit(index)
    field = table.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "%")
    qtbot.waitUntil(field.completer().popup().isVisible)
    qtbot.keyClick(field.completer().popup(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.document.node(node_id).targets[0].unit == "%")
