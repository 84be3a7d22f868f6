"""A calendar that opens to choose one day of the past. One rule: a click or Enter takes the day, Esc takes none."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from planeditor.gui import theme


def open_calendar(parent: QWidget, place: QPoint, take: Callable[[date], object]) -> None:
    """Show days up to today at a place on the screen; `take` gets the one that is chosen."""
    popup = QFrame(parent, Qt.WindowType.Popup)
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    theme.set_look(popup, "popup")
    calendar = QCalendarWidget(popup)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setMaximumDate(QDate.currentDate())

    def choose(day: QDate) -> None:
        popup.close()
        take(date(day.year(), day.month(), day.day()))

    calendar.activated.connect(choose)
    calendar.clicked.connect(choose)
    QVBoxLayout(popup).addWidget(calendar)
    popup.move(place)
    popup.show()
    calendar.setFocus()
