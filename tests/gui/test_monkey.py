"""Someone hits keys, actions and buttons at random in a real window: no exception, no warning, no false row.

`PLANEDITOR_MONKEY=SEEDS*ACTIONS` (such as 20*500) plays longer.
"""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)

from planeditor.gui.actions import Act
from planeditor.gui.main_window import MainWindow
from planeditor.gui.tree_model import TreeModel
from planeditor.gui.windows import Windows
from planeditor.store import create_plan, read_plan
from planeditor.store.digest import content_digest, kept_digest
from tests.gui.trees import contents, type_text
from tests.small_plan import small_plan

SEEDS, ACTIONS = (int(number) for number in os.environ.get("PLANEDITOR_MONKEY", "2*150").split("*"))
PATIENCE_S = 90
# These open other windows, ask for a file with a dialog of the system, or end the game.
LEFT_OUT = {
    Act.NEW, Act.OPEN, Act.SAVE_AS, Act.IMPORT, Act.EXPORT, Act.EXPORT_WORD, Act.EXPORT_EXCEL, Act.EXPORT_JSON,
    Act.EXPORT_AGAIN, Act.PRINT_PREVIEW, Act.PRINT, Act.PAGE_SETUP, Act.CLOSE, Act.QUIT, Act.MANUAL, Act.ABOUT,
}  # fmt: skip
DELETING = {Act.CUT, Act.DELETE, Act.MERGE}
TEXTS = (
    "新建学校42所。",
    "甲\t乙\n\t丙",
    "一、党建\n1.学习。\n2.宣传（责任科室：办公室）",
    "\x00\x0b\ud83d",
    "=1+1",
    "👨‍👩‍👧",
    " ",
)
KEYS = (
    "Key_Up", "Key_Down", "Key_Left", "Key_Right", "Key_Return", "Key_Escape", "Key_Tab", "Key_Backtab", "Key_F2",
    "Key_Home", "Key_End", "Key_Space", "Key_Backspace", "Key_PageDown", "Key_Delete", "Key_A",
)  # fmt: skip


def close_what_waits() -> None:
    """Close what waits in a loop of its own: a menu, and a file dialog's question whether to replace a file."""
    if popup := QApplication.activePopupWidget():
        popup.close()
    elif isinstance(modal := QApplication.activeModalWidget(), QFileDialog | QMessageBox):
        modal.close()


class Monkey:
    """Plays with one window."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self.random = random.Random(seed)
        self.closer = QTimer(window, interval=20)
        self.closer.timeout.connect(close_what_waits)
        self.closer.start()
        self.done: list[str] = []

    def play(self) -> None:
        """Do one thing at random."""
        act = self.random.choice([*PLAYS])
        self.done.append(act.__name__)
        act(self)
        QApplication.processEvents()

    def ids(self) -> list[int]:
        return [entry.id for entry in self.window.session.outline.walk()]

    def trigger(self) -> None:
        act = self.random.choice([act for act in Act if act not in LEFT_OUT])
        action = self.window.actions_by[act]
        if act in DELETING and self.random.random() < 0.6:
            return
        if act in (Act.PASTE, Act.DUPLICATE) and len(self.ids()) > 60:
            return
        self.done[-1] += f" {act.name}"
        if action.isEnabled():
            action.trigger()
        for dialog in QApplication.topLevelWidgets():
            if dialog.isWindow() and dialog is not self.window and dialog.isVisible():
                dialog.close()

    def press(self) -> None:
        widget = QApplication.focusWidget()
        if widget is None:
            self.window.tree.setFocus()
            return
        key = self.random.choice(KEYS)
        self.done[-1] += f" {key} {type(widget).__name__}"
        modifiers = [Qt.KeyboardModifier.NoModifier] * 4 + [
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.ControlModifier,
        ]
        QTest.keyClick(widget, getattr(Qt.Key, key), self.random.choice(modifiers))

    def type(self) -> None:
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit | QTextEdit):
            type_text(widget, self.random.choice(TEXTS[:1] + TEXTS[4:]))

    def focus(self) -> None:
        widgets = [w for w in self.window.findChildren(QWidget) if w.isVisible() and w.focusPolicy()]
        self.random.choice(widgets).setFocus()

    def push(self) -> None:
        kinds = (QPushButton, QToolButton)
        found = [w for kind in kinds for w in self.window.findChildren(kind) if w.isVisible() and w.isEnabled()]
        buttons = [w for w in found if not (isinstance(w, QToolButton) and (w.menu() or w.defaultAction()))]
        if buttons:
            button = self.random.choice(buttons)
            self.done[-1] += f" {button.text() or button.toolTip()}"
            button.click()
        QApplication.processEvents()
        for dialog in QApplication.topLevelWidgets():
            if dialog is not self.window and dialog.isVisible():
                dialog.close()

    def select(self) -> None:
        ids = self.ids()
        self.window.tree.select_ids(self.random.sample(ids, min(len(ids), self.random.randint(0, 4))))

    def click(self) -> None:
        area = self.window.tree.viewport()
        place = QPoint(self.random.randrange(max(area.width(), 1)), self.random.randrange(max(area.height(), 1)))
        QTest.mouseClick(area, Qt.MouseButton.LeftButton, pos=place)

    def filter(self) -> None:
        ids = self.ids()
        self.window.tree.show_only(self.random.sample(ids, min(len(ids), 5)))
        if self.random.random() < 0.5:
            self.window.tree.show_all()

    def find(self) -> None:
        self.window.find_bar.start(self.random.choice(("学校", "%", "\ud83d", "x" * 60_000, "")))

    def copy_text(self) -> None:
        data = QMimeData()
        data.setText(self.random.choice(TEXTS))
        QApplication.clipboard().setMimeData(data)

    def undo(self) -> None:
        for _time in range(self.random.randint(1, 3)):
            self.window.session.undo()

    def redo(self) -> None:
        for _time in range(self.random.randint(1, 3)):
            self.window.session.redo()

    def check(self) -> None:
        """The live tree shows what a fresh one shows, and the content is what its digest says."""
        session = self.window.session
        fresh = TreeModel(session.document, session.run)
        assert contents(session.tree) == contents(fresh), self.done[-5:]
        connection = session.document.connection
        assert content_digest(connection) == kept_digest(connection), self.done[-5:]
        assert session.current_id == 0 or session.current_id in session.outline


PLAYS: tuple[Callable[[Monkey], None], ...] = (
    *[Monkey.trigger] * 8, *[Monkey.press] * 6, *[Monkey.type] * 3, *[Monkey.select] * 3, Monkey.focus, Monkey.push,
    Monkey.click, Monkey.filter, Monkey.find, Monkey.copy_text, Monkey.undo, Monkey.redo,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_hit_the_window_shows_the_plan(windows: Windows, qtbot, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "计划.plan"
    create_plan(path, small_plan())
    with qtbot.waitSignal(windows.opened) as opened:
        windows.open(path)
    (window,) = opened.args
    monkey = Monkey(window, seed)
    for turn in range(ACTIONS):
        monkey.play()
        if turn % 10 == 0:
            monkey.check()
    monkey.check()
    window.session.flush()
    expected = window.session.document.snapshot()
    with qtbot.waitSignal(window.closed):
        window.close()
    assert read_plan(path) == expected


def test_the_monkey_changes_the_plan(windows: Windows) -> None:
    """The game is worth nothing if nothing is changed in it."""
    window = windows.show_snapshot(small_plan())
    labels: set[str] = set()
    window.session.changed.connect(lambda change_set: labels.add(change_set.label))
    monkey = Monkey(window, 1)
    end = time.monotonic() + PATIENCE_S
    while len(labels) <= 8 and time.monotonic() < end:  # what is typed counts when timers say so, which may be late
        monkey.play()
    assert len(labels) > 8
