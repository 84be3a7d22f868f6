"""The manual, read offline in a window of its own.

One rule: the pages are the files of docs/manual, as they are; links lead from page to page, never to the network.
"""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from planeditor.bundled import bundled_path
from planeditor.gui import theme
from planeditor.i18n import _

FIRST_PAGE = "manual/README.md"


class ManualWindow(QWidget):
    """Shows the pages of the manual."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Open the first page beside the window `parent`."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Manual"))
        self.browser = QTextBrowser()
        self.browser.setOpenExternalLinks(False)
        self.browser.setAccessibleName(_("Manual"))
        self.browser.document().setDocumentMargin(theme.em(self, 1.5))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.browser)
        self.resize(theme.em(self, 62), theme.em(self, 52))
        self.browser.setSource(QUrl.fromLocalFile(str(bundled_path(FIRST_PAGE))))


def show_manual(parent: QWidget) -> ManualWindow:
    """Show the manual and return its window."""
    window = ManualWindow(parent)
    window.show()
    return window
