"""The notices above a window's rows: what there is to tell of its document, and what was just done.

One rule: a notice tells and offers, and never stands in the way; a question is a dialog's affair.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from planeditor.gui.notice_bar import NoticeBar
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

ANNOUNCED_MS = 12_000  # long enough to reach its button


class WindowNotices:
    """The notices of one window, in its `rows` above the last of them."""

    def __init__(self, window: "MainWindow", rows: QVBoxLayout) -> None:
        """Begin without any."""
        self._window = window
        self._rows = rows
        self.read_only: NoticeBar | None = None
        self._announcement: NoticeBar | None = None

    def offer(self, text: str, button: str = "", action: Callable[[], object] | None = None) -> NoticeBar:
        """Show a notice above all, perhaps with a button, until it is closed."""
        bar = self._add(NoticeBar())
        if action is not None:
            bar.offer(text, button, action)
        else:
            bar.tell(text)
        return bar

    def announce(self, text: str, button: str, action: Callable[[], object]) -> None:
        """Show, in place of the last one, that something was done; it goes by itself."""
        if self._announcement is not None:
            self._announcement.close()
        self._announcement = self._add(NoticeBar("info", calm=True))
        self._announcement.offer(text, button, action)
        self._announcement.hide_after(ANNOUNCED_MS)

    def _add(self, bar: NoticeBar) -> NoticeBar:
        self._rows.insertWidget(self._rows.count() - 1, bar)
        return bar

    def tell_first(self) -> None:
        """Tell what there is to tell about the document when it is first shown."""
        document = self._window.session.document
        if document.read_only:
            text = _("{name} has this plan open. You can read it, and change a copy of your own.")
            holder = document.holder or _("Someone else")
            self.read_only = self.offer(text.format(name=holder), _("Save as…"), self._window.files.save_as)
        for text in document.notices:
            self.offer(text)

    def on_renamed(self) -> None:
        """Take the notice away that the document is read-only, where a copy of one's own took its place."""
        if self.read_only is not None and not self._window.session.read_only:
            self.read_only.hide()
