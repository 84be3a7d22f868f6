"""The bar that offers deleted rows back, instead of a question before deleting.

One rule: it is there for some seconds or until the next edit, and never takes the focus.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.gui.passing import Passing
from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet

STAYS_MS = 8000


class UndoBar(QFrame):
    """One line below the tree: what was deleted, and a button to bring it back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Wait, hidden, for something to offer."""
        super().__init__(parent)
        self._session = session
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QToolButton()
        self.button.setText(_("Undo"))
        self.button.setIcon(icon("undo", "accent"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setToolTip(_("Bring back what was deleted ({keys})").format(keys="Ctrl+Z"))
        self.button.clicked.connect(self._on_undo)
        self.passing = Passing(self)
        session.changed.connect(self._on_changed)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        theme.set_look(self, "notice")
        theme.set_look(self.button, "link")
        layout = QHBoxLayout(self)
        gap = theme.em(self, 0.4)
        layout.setContentsMargins(2 * gap, gap, gap, gap)
        layout.addWidget(self._label, 1)
        layout.addWidget(self.button)
        for widget in (self, self.button):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def offer(self, text: str) -> None:
        """Show what was deleted, and the way back."""
        self._label.setText(text)
        self.show()
        self.passing.start(STAYS_MS)

    def _on_changed(self, _change_set: ChangeSet) -> None:
        self.hide()

    def _on_undo(self) -> None:
        self.hide()
        self._session.undo()
