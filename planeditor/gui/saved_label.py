"""The corner of the status bar that always says whether the work is saved, and where.

One rule: every state has a sign and a word; a click saves at once or says why it failed.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.gui.publishing import Saving
from planeditor.gui.session import Session
from planeditor.i18n import _

PATH_WIDTH = 34  # characters of the path; the whole of it is in the tool tip
SIGNS = {  # icon and colour
    Saving.SAVED: ("saved", "ok"),
    Saving.SAVING: ("save", "muted"),
    Saving.BEHIND: ("unsaved", "warning"),
    Saving.FAILED: ("error", "error"),
    Saving.UNTITLED: ("unsaved", "muted"),
    Saving.READ_ONLY: ("lock", "muted"),
}


class SavedLabel(QToolButton):
    """The saved state with the file's path."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Follow one session."""
        super().__init__(parent)
        self._session = session
        theme.set_look(self, "quiet")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        session.state_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the state as it is."""
        kind = self._session.save_state.kind
        symbol, color = SIGNS[kind]
        path = self._session.document.path
        shown = f"{self.words()}  {self._short(str(path))}" if path and kind is not Saving.FAILED else self.words()
        self.setIcon(icon(symbol, color))
        self.setText(shown)
        self.setToolTip("\n".join(filter(None, (self._session.save_state.message, str(path or "")))))
        self._colour(color)

    def words(self) -> str:
        """Return the state in words."""
        state = self._session.save_state
        texts = {
            Saving.SAVED: _("Saved {time}").format(time=state.time),
            Saving.SAVING: _("Saving…"),
            Saving.BEHIND: _("Unsaved changes"),
            Saving.FAILED: _("Not saved: {reason}").format(
                reason=self._short(state.message, Qt.TextElideMode.ElideRight)
            ),
            Saving.UNTITLED: _("Not yet saved as a file"),
            Saving.READ_ONLY: _("Read only"),
        }
        return texts[state.kind].strip()

    def _short(self, text: str, elide: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> str:
        return QFontMetrics(self.font()).elidedText(text, elide, theme.em(self, PATH_WIDTH))

    def _colour(self, color: str) -> None:
        palette = self.palette()
        palette.setColor(palette.ColorRole.ButtonText, theme.color(color))
        self.setPalette(palette)
