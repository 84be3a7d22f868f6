"""What was left behind by a crash or a lost drive, offered at the start.

One rule: nothing is thrown away without a click on exactly that plan; closing the list keeps all for next time.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.moments import local_moment
from planeditor.i18n import _
from planeditor.store import Recovery


class RecoveryDialog(QDialog):
    """A list of plans with Restore and Discard beside each."""

    def __init__(
        self,
        recoveries: Sequence[Recovery],
        restore: Callable[[Recovery], object],
        throw_away: Callable[[Recovery], object],
        parent: QWidget | None = None,
    ) -> None:
        """Offer the recoveries; the two callables do what is chosen."""
        super().__init__(parent)
        self._restore = restore
        self._throw_away = throw_away
        self._left = len(recoveries)
        self.setWindowTitle(_("Plans to restore"))
        heading = QLabel(_("These plans have changes that did not reach their files:"), wordWrap=True)
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(self._list(recoveries), 1)
        buttons = QDialogButtonBox()
        self.later_button = buttons.addButton(_("Decide later"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(theme.em(self, 40))

    def _list(self, recoveries: Sequence[Recovery]) -> QScrollArea:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        for recovery in recoveries:
            rows.addWidget(self._row(recovery))
        rows.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(page)
        area.setFrameShape(QFrame.Shape.NoFrame)
        return area

    def _row(self, recovery: Recovery) -> QFrame:
        row = QFrame()
        row.setObjectName(recovery.folder.name)
        theme.set_look(row, "card")
        layout = QHBoxLayout(row)
        layout.addWidget(_words(recovery), 1)
        for text, action in ((_("Restore"), self._restore), (_("Discard"), self._throw_away)):
            button = QPushButton(text)
            button.clicked.connect(lambda _checked=False, action=action: self._settle(row, recovery, action))
            layout.addWidget(button)
        return row

    def _settle(self, row: QFrame, recovery: Recovery, action: Callable[[Recovery], object]) -> None:
        row.setEnabled(False)
        self._left -= 1
        action(recovery)
        if not self._left:
            self.accept()


def _words(recovery: Recovery) -> QLabel:
    title = recovery.title or (recovery.path.stem if recovery.path else _("Untitled plan"))
    place = str(recovery.path) if recovery.path else _("never saved as a file")
    label = QLabel(
        _("{title}\nlast changed {time}\n{place}").format(
            title=title, time=local_moment(recovery.changed_at), place=place
        )
    )
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
