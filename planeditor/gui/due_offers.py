"""The deadlines that an item's words name, below its facts: each is one click, or a key, away from its deadline.

One rule: offered is only what an item without a deadline might take; afterwards the words alone are underlined.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.date_words import shown_date
from planeditor.gui.flow_layout import FlowLayout
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.plan.due_words import DueWords

MOST = 6  # deadlines offered at once


class DueOffers(QWidget):
    """A line of buttons, hidden while there is nothing to offer."""

    taken = Signal(object)  # DueWords
    ignored = Signal(object)  # all that were offered

    def __init__(self, parent: QWidget, before: QWidget) -> None:
        """Stand, for Tab, behind another widget."""
        super().__init__(parent)
        self._before = before
        self._offered: tuple[DueWords, ...] = ()
        self._buttons: list[QToolButton] = []
        self._label = QLabel(_("Deadlines in the text:"), self)
        theme.set_look(self._label, "muted")
        self._flow = FlowLayout(self)
        self._flow.addWidget(self._label)
        self.hide()

    def offer(self, found: "Iterable[DueWords]") -> None:
        """Show a button for each deadline, each once, and one that ignores them."""
        offered = tuple(found)
        if offered != self._offered:
            self._offered = offered
            self._fill()
        self.setVisible(bool(offered))

    def _fill(self) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        once = {one.due: one for one in reversed(self._offered)}
        self._buttons = [self._take_button(one) for one in self._offered if once[one.due] is one][:MOST]
        if self._offered:
            text = _("Ignore the deadlines in the text")
            self._buttons.append(self._button(_("Ignore"), text, "quiet", lambda: self.ignored.emit(self._offered)))
            self._label.setMinimumHeight(self._buttons[0].sizeHint().height())  # one line with them
        for one, following in pairwise((self._before, *self._buttons)):
            self.setTabOrder(one, following)

    def _take_button(self, one: "DueWords") -> QToolButton:
        due = shown_date(one.due)
        button = self._button(
            due, _("Take {due} as the deadline").format(due=due), "link", lambda: self.taken.emit(one)
        )
        button.setToolTip(_("In the text: “{words}”").format(words=one.words))
        return button

    def _button(self, text: str, name: str, look: str, action: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_look(button, look)
        button.clicked.connect(lambda _checked=False: action())
        self._flow.addWidget(button)
        button.show()
        return button
