"""A window's status bar: findings, how much is in the plan and in the words, whether it is saved, and passing notices.

One rule: it shows; what a click on a part does is the window's affair.
"""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from planeditor.gui import theme
from planeditor.gui.saved_label import SavedLabel
from planeditor.gui.session import Session
from planeditor.gui.word_count import WordCountLabel
from planeditor.i18n import ngettext

NOTICE_MS = 6000


class WindowStatus(QStatusBar):
    """The status bar of one window."""

    def __init__(self, session: Session) -> None:
        """Show a session's plan; follows its changes."""
        super().__init__()
        self._session = session
        self.counts = QLabel()
        self.words = WordCountLabel(session)
        self.saved = SavedLabel(session)
        gap = theme.em(self, 0.6)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(gap, 0, gap, 0)
        self.addWidget(self.counts)
        self.addWidget(self.words)
        self.addPermanentWidget(self.saved)
        theme.set_look(self.counts, "muted")
        session.changed.connect(self._tell_counts)
        self._tell_counts()

    def tell(self, text: str) -> None:
        """Show a notice for a while."""
        self.showMessage(text, NOTICE_MS)

    def add_first(self, part: QWidget) -> None:
        """Put a part first; Qt lays the bar out anew then, with what a message covers, so that goes and comes again."""
        message = self.currentMessage()
        self.clearMessage()
        self.insertWidget(0, part)
        if message:
            QTimer.singleShot(0, self, lambda: self.tell(message))

    def _tell_counts(self, _change_set: object = None) -> None:
        outline, totals = self._session.outline, self._session.tree.totals
        items, targets = totals.items(0), totals.targets(0)
        sections = len(outline) - items
        parts = (
            ngettext("{count} section", "{count} sections", sections).format(count=sections),
            ngettext("{count} item", "{count} items", items).format(count=items),
            ngettext("{count} target", "{count} targets", targets).format(count=targets),
        )
        self.counts.setText(" · ".join(parts))
