"""The menu of the open plans: one after the other, and side by side.

One rule: the order is that in which the windows came; the menu is filled when it is opened.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

LISTED = "planeditor-window"  # the property of an entry that stands for a window


def fill_window_menu(window: "MainWindow") -> None:
    """List the open plans at the end of a window's menu of windows."""
    menu = window.menus.windows
    for action in [known for known in menu.actions() if known.property(LISTED)]:
        menu.removeAction(action)
        action.deleteLater()
    for number, other in enumerate(window.windows.all, start=1):
        mnemonic = f"&{number} " if number < 10 else ""
        changed = "*" if other.isWindowModified() else ""
        action = QAction(mnemonic + other.shown_name.replace("&", "&&") + changed, menu)
        action.setProperty(LISTED, True)
        action.setCheckable(True)
        action.setChecked(other is window)
        action.triggered.connect(lambda _checked=False, other=other: other.bring_to_front())
        menu.addAction(action)


def go_to_window(window: "MainWindow", step: int) -> None:
    """Bring the next (1) or the previous (-1) window to the front."""
    known = window.windows.all
    known[(known.index(window) + step) % len(known)].bring_to_front()


def show_side_by_side(window: "MainWindow") -> None:
    """Lay the windows out beside one another on this window's screen, this one at the left."""
    known = window.windows.all
    place = known.index(window)
    ordered = known[place:] + known[:place]
    room = window.screen().availableGeometry()
    width = room.width() // len(ordered)
    for column, each in enumerate(ordered):
        each.setWindowState(each.windowState() & ~(Qt.WindowState.WindowMaximized | Qt.WindowState.WindowMinimized))
        frame = each.frameGeometry()
        edge = frame.width() - each.width(), frame.height() - each.height()
        target = QRect(room.left() + column * width, room.top(), width, room.height())
        each.move(target.topLeft())
        each.resize(target.width() - edge[0], target.height() - edge[1])
        each.raise_()
    window.activateWindow()
