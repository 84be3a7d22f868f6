"""Rows of a list that may be tens of thousands: the first are there at once, the others come between events.

One rule: what the list says of itself, such as what is ticked, never waits for rows.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

AT_ONCE = 200  # rows in one turn


class GradualRows(QObject):
    """Gives rows to whoever adds them to a list, some at a time and in their order."""

    finished = Signal()

    def __init__(self, add: Callable[[list[Any]], None], parent: QObject) -> None:
        """Have `add` called with the next rows; the parent's end is the end of it."""
        super().__init__(parent)
        self._add = add
        self._coming: Iterator[object] = iter(())
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    def start(self, rows: Iterable[object]) -> None:
        """Add these, the first of them now; those that were still to come no longer come."""
        self._coming = iter(rows)
        self._go_on()

    def _go_on(self) -> None:
        some = list(islice(self._coming, AT_ONCE))
        self._add(some)
        if len(some) == AT_ONCE:
            self._timer.start()
        else:
            self._timer.stop()
            self.finished.emit()
