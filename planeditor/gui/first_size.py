"""The size in which a window first shows.

One rule: a window has room for what it says, and with its title bar fits the screen that it comes to.
"""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from planeditor.gui import theme

TITLE_BAR = 2.6  # in characters, and its border


def give_size(window: QWidget, width: float, height: float = 0) -> None:
    """Resize a window to some characters; by itself, the height is what it needs at that width."""
    wide = theme.em(window, width)
    high = theme.em(window, height) if height else needed_height(window, wide)
    window.resize(QSize(wide, high).boundedTo(room_for(window)))


def grow(window: QWidget) -> None:
    """Make a window as high as what it says now needs."""
    high = needed_height(window, window.width())
    if high > window.height():
        window.resize(QSize(window.width(), high).boundedTo(room_for(window)))


def room_for(window: QWidget) -> QSize:
    """Return how large a window can be on its screen, without its frame."""
    return window.screen().availableSize() - QSize(0, theme.em(window, TITLE_BAR))


def needed_height(window: QWidget, width: int) -> int:
    """Return the height of a window of a width in pixels in which no text is cut."""
    for part in window.findChildren(QWidget):
        part.ensurePolished()  # the stylesheet's paddings count
    layout = window.layout()
    if layout is not None:
        layout.activate()  # else layouts within it would go by former texts
    if layout is None or not layout.hasHeightForWidth():
        return window.sizeHint().height()
    return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
