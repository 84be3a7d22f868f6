"""Cut, copy, paste, duplicate and select all go to what has the focus, never behind its back to the tree."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.targets_view import TargetsView
from planeditor.i18n import ngettext

CTRL = Qt.KeyboardModifier.ControlModifier
ACTS = (Act.CUT, Act.COPY, Act.PASTE, Act.DUPLICATE, Act.SELECT_ALL, Act.DELETE)


@pytest.fixture
def item(window: MainWindow) -> int:
    """Show the item that has targets."""
    item = window.session.outline.root.children[0].children[0].id
    window.tree.show_id(item)
    return item


def focus(window: MainWindow, widget: QWidget) -> None:
    window.activateWindow()
    widget.setFocus()
    assert window.focusWidget() is widget


def table_of(window: MainWindow) -> TargetsView:
    return window.targets.findChild(TargetsView)


def test_ctrl_a_in_the_targets_table_selects_its_rows_and_not_the_plan(window: MainWindow, item: int, qtbot) -> None:
    table = table_of(window)
    focus(window, table)
    qtbot.keyClick(table, Qt.Key.Key_A, CTRL)
    assert window.tree.selected_ids() == [item]
    assert len(table.selectionModel().selectedRows()) == table.model().rowCount() > 0
    rows = len(window.session.outline)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert len(window.session.outline) == rows
    assert window.session.document.node(item).targets == ()


def test_the_menu_copies_targets_when_their_table_has_the_focus(window: MainWindow, item: int) -> None:
    table = table_of(window)
    focus(window, table)
    window.actions_by[Act.SELECT_ALL].trigger()
    window.actions_by[Act.COPY].trigger()
    assert "新改扩建学校" in QApplication.clipboard().text()
    assert not QApplication.clipboard().mimeData().hasHtml()


@pytest.mark.parametrize("act", ACTS)
def test_a_button_with_the_focus_lets_none_of_them_touch_the_plan(window: MainWindow, item: int, act: Act) -> None:
    button = QPushButton("按钮", window.centralWidget())
    button.show()
    focus(window, button)
    before = window.session.document.snapshot()
    window.actions_by[act].trigger()
    assert window.session.document.snapshot() == before
    assert window.tree.selected_ids() == [item]


def test_a_text_with_the_focus_gets_them_itself(window: MainWindow, item: int) -> None:
    field = window.find_bar.field
    assert isinstance(field, QLineEdit)
    field.setText("经费")
    focus(window, field)
    before = window.session.document.snapshot()
    window.actions_by[Act.SELECT_ALL].trigger()
    assert field.selectedText() == "经费"
    window.actions_by[Act.DUPLICATE].trigger()
    window.actions_by[Act.CUT].trigger()
    assert field.text() == ""
    window.actions_by[Act.PASTE].trigger()
    assert field.text() == "经费"
    window.actions_by[Act.SELECT_ALL].trigger()
    window.actions_by[Act.DELETE].trigger()
    assert field.text() == ""
    assert window.session.document.snapshot() == before


def test_with_the_focus_in_the_tree_they_work_on_rows(window: MainWindow, item: int) -> None:
    focus(window, window.tree)
    section = window.session.outline[item].parent
    assert section is not None
    count = len(section.children)
    window.actions_by[Act.DUPLICATE].trigger()
    assert len(section.children) == count + 1
    window.actions_by[Act.CUT].trigger()
    assert len(section.children) == count
    words = ngettext("Cut {count} row", "Cut {count} rows", 2).format(count=2)
    assert words in [label.text() for label in window.undo_bar.findChildren(QLabel)]
    window.actions_by[Act.PASTE].trigger()
    assert len(section.children) == count + 1
    window.actions_by[Act.SELECT_ALL].trigger()
    assert len(window.tree.selected_ids()) == len(window.session.outline.root.children)
