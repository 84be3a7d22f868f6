"""What was left behind by a crash or a lost drive, offered at the start.

One rule: nothing is put aside without a click on exactly that plan; closing the list keeps all for next time.
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
        self._waiting: dict[Recovery, QFrame] = {}
        self.setWindowTitle(_("Plans to restore"))
        heading = QLabel(_("These plans have changes that did not reach their files:"), wordWrap=True)
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(self._list(recoveries), 1)
        buttons = QDialogButtonBox()
        self.all_button = buttons.addButton(_("Restore all"), QDialogButtonBox.ButtonRole.ActionRole)
        self.all_button.clicked.connect(self.restore_all)
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
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the buttons take it
        return area

    def _row(self, recovery: Recovery) -> QFrame:
        row = QFrame()
        row.setObjectName(recovery.folder.name)
        theme.set_look(row, "card")
        layout = QHBoxLayout(row)
        layout.addWidget(_words(recovery), 1)
        for text, tip, action in (
            (_("Restore"), _("Open the plan with these changes"), self._restore),
            (_("Discard"), _("Move these changes into the backups"), self._throw_away),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.clicked.connect(lambda _checked=False, action=action: self._settle(recovery, action))
            layout.addWidget(button)
        self._waiting[recovery] = row
        return row

    def restore_all(self) -> None:
        """Restore every plan that is still waiting."""
        for recovery in list(self._waiting):
            self._settle(recovery, self._restore)

    def _settle(self, recovery: Recovery, action: Callable[[Recovery], object]) -> None:
        self._waiting.pop(recovery).setEnabled(False)
        action(recovery)
        if not self._waiting:
            self.accept()
            return
        self.raise_()  # above the window that has just come
        self.activateWindow()


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
