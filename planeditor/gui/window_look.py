"""How windows were left that any plan's window comes back in: size and place, panels, splitter, columns.

One rule: what was kept is taken as it is, or not at all; a first window has sizes that fit its screen and its letters.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget

from planeditor.gui import settings, theme

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

SIZE = (104, 62)  # in characters, and at most this share of the screen:
SHARE_OF_SCREEN = 0.94
TREE_WIDTH, TEXT_WIDTH, PANEL_WIDTH = 45, 33, 25  # in characters
PANEL_SHARE = 0.24  # of the window, at most


def first_size(window: "MainWindow") -> QSize:
    """Return the size of a first window."""
    room = window.screen().availableSize() * SHARE_OF_SCREEN
    return QSize(theme.em(window, SIZE[0]), theme.em(window, SIZE[1])).boundedTo(room)


def restore_look(window: "MainWindow") -> None:
    """Have a new window look as the last one did."""
    geometry, state = settings.read_state("geometry"), settings.read_state("state")
    if geometry is None or not window.restoreGeometry(geometry):
        window.resize(first_size(window))
        window.splitter.setSizes([theme.em(window, TREE_WIDTH), theme.em(window, TEXT_WIDTH)])
        docks: list[QDockWidget] = [window.targets_dock]
        panel = min(theme.em(window, PANEL_WIDTH), round(window.width() * PANEL_SHARE))
        window.resizeDocks(docks, [panel], Qt.Orientation.Horizontal)
    if state is not None:
        window.restoreState(state)
    split = settings.read_state("splitter")
    if split is not None:
        window.splitter.restoreState(split)
    columns = settings.read_state("tree-columns")
    if columns is not None:
        window.tree.columns.restore(columns)


def keep_look(window: "MainWindow") -> None:
    """Keep a window's look for the next one."""
    window.room.bring_back()
    settings.keep_state("geometry", window.saveGeometry())
    settings.keep_state("state", window.saveState())
    settings.keep_state("splitter", window.splitter.saveState())
    columns = window.tree.columns.state()
    if columns is not None:
        settings.keep_state("tree-columns", columns)
