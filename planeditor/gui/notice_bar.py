"""Bars above the tree and the text that say what is special: read-only, a filter, something found at opening.

One rule: a notice is one sentence with at most one button, stays until it is closed, and blocks nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.gui.passing import Passing
from planeditor.i18n import _

HEADLINE = 400  # characters of a notice; the rest is in its tool tip


class NoticeBar(QFrame):
    """An icon, a sentence, perhaps a button, and a × to close."""

    def __init__(self, symbol: str = "info", parent: QWidget | None = None, *, calm: bool = False) -> None:
        """Wait, hidden, for a sentence; a calm one tells of something that went well."""
        super().__init__(parent)
        self._calm = calm
        self.passing = Passing(self)
        self._symbol = QLabel()
        size = theme.em(self, 1.2)
        self._symbol.setPixmap(icon(symbol, "muted" if calm else "warning").pixmap(size, size))
        self.label = QLabel(wordWrap=True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QToolButton()
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close", "muted"))
        self.close_button.setToolTip(_("Close this notice"))
        self.close_button.setAccessibleName(_("Close this notice"))
        self.close_button.clicked.connect(self.hide)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        theme.set_look(self, "card" if self._calm else "notice")
        theme.set_look(self.button, "link")
        theme.set_look(self.close_button, "quiet")
        layout = QHBoxLayout(self)
        gap = theme.em(self, 0.4)
        layout.setContentsMargins(2 * gap, gap, gap, gap)
        layout.addWidget(self._symbol)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.close_button)
        self.button.hide()

    def tell(self, text: str) -> None:
        """Show a sentence."""
        self.label.setText(text if len(text) <= HEADLINE else text[:HEADLINE] + "…")
        self.label.setToolTip(text)
        self.show()

    def offer(self, text: str, button: str, action: Callable[[], object]) -> None:
        """Show a sentence with a button."""
        self.button.setText(button)
        self.button.clicked.connect(action)
        self.button.show()
        self.tell(text)

    def hide_after(self, milliseconds: int) -> None:
        """Go by itself, but not so that the rows below move away under the pointer."""
        self.passing.start(milliseconds)
