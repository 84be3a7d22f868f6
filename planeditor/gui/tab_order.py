"""In which order Tab leads through a window.

One rule: the order is that of the layouts, which is the one in which the window is read.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def read_in_order(window: QWidget) -> None:
    """Have Tab lead through all parts of a window as its layouts place them."""
    for one, following in pairwise(_stops(window)):
        QWidget.setTabOrder(one, following)


def _stops(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is None:
        return
    layout = widget.layout()
    if isinstance(widget, QSplitter | QStackedWidget):
        for place in range(widget.count()):
            yield from _stops(widget.widget(place))
    elif isinstance(widget, QScrollArea) and widget.widget() is not None:
        yield from _stops(widget.widget())
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.isWindow():
        yield widget
    elif layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    items = [layout.itemAt(place) for place in range(layout.count())]
    for item in filter(None, items):
        inner = item.layout()
        yield from _in_layout(inner) if inner is not None else _stops(item.widget())
