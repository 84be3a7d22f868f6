"""A layout that fills rows from left to right and wraps, for tags. One rule: its height follows its width."""

from collections.abc import Iterator

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets in reading order; `insert_widget` puts one at a place."""

    def __init__(self, parent: QWidget | None = None, *, in_one_row: bool = False) -> None:
        """Lay out below a parent; `in_one_row` asks for the width of all items, and wraps where it gets less."""
        super().__init__(parent)
        self._in_one_row = in_one_row
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a widget at a place, counted from 0."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    # Qt's own

    def addItem(self, item: QLayoutItem) -> None:
        """Append an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at a place, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take out the item at a place, None beyond the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that narrow means high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items within `rect`."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of one row where that is wanted, else the least size: the rest follows from the width."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        if not self._in_one_row or not shown:
            return self.minimumSize()
        width = sum(size.width() for size in shown) + max(self.spacing(), 0) * (len(shown) - 1)
        return QSize(width, max(size.height() for size in shown))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        gap, y = max(self.spacing(), 0), rect.y()
        for row in self._rows(rect.width(), gap):
            height, x = max(size.height() for _item, size in row), rect.x()
            for item, size in row:
                if move:  # each in the middle of its row
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + gap
            y += height + gap
        return max(y - gap - rect.y(), 0)

    def _rows(self, width: int, gap: int) -> Iterator[list[tuple[QLayoutItem, QSize]]]:
        row: list[tuple[QLayoutItem, QSize]] = []
        left = width
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            wanted = item.sizeHint()
            size = wanted.boundedTo(QSize(max(width, item.minimumSize().width()), 1 << 20))
            if size.width() < wanted.width() and item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if row and size.width() > left:
                yield row
                row, left = [], width
            row.append((item, size))
            left -= size.width() + gap
        if row:
            yield row
