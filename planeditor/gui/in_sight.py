"""Keeping the current row in sight when a view becomes lower, as by a panel that opens below it.

One rule: only a row that was seen before is brought back; people may have scrolled away from it.
"""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView


def is_losing_sight(view: QAbstractItemView, event: QResizeEvent) -> bool:
    """Tell whether the current row was wholly in sight before a view became lower, and is no more."""
    if event.size().height() >= event.oldSize().height():
        return False
    row = view.visualRect(view.currentIndex())
    return not row.isEmpty() and row.top() >= 0 and event.size().height() <= row.bottom() < event.oldSize().height()
