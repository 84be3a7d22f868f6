"""The manual, read offline in a window of its own, opened at the chapter on what has the focus.

One rule: the pages are the files of docs/manual, as they are; links lead from page to page, never to the network.
"""

import re

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planeditor.bundled import bundled_path
from planeditor.gui import theme
from planeditor.gui.first_size import give_size
from planeditor.gui.icons import icon
from planeditor.gui.manual_pages import FIRST_PAGE, page_of
from planeditor.i18n import _

PAGE = Qt.ItemDataRole.UserRole
_LINK = re.compile(r"^[0-9]+\. \[([^]]+)\]\(([^)]+\.md)\)", re.MULTILINE)


class Pages(QTextBrowser):
    """Shows a page; pictures that are too wide come as wide as the page."""

    def leave(self) -> None:
        """Forget where someone has clicked: Qt would write all of the next page like the heading there."""
        cursor = QTextCursor(self.document().begin())
        cursor.setBlockFormat(QTextBlockFormat())
        cursor.setCharFormat(QTextCharFormat())
        cursor.setBlockCharFormat(QTextCharFormat())
        self.setTextCursor(cursor)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a page or a picture."""
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        room = self.viewport().width() - 2 * round(self.document().documentMargin()) - theme.em(self, 1)
        if picture.isNull() or picture.width() <= room:
            return found
        scale = self.devicePixelRatioF()
        small = picture.scaledToWidth(round(room * scale), Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(scale)
        return small

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bring pictures to the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and not self.source().isEmpty():
            place = self.verticalScrollBar().value()
            self.leave()
            self.reload()
            self.verticalScrollBar().setValue(place)


class ManualWindow(QWidget):
    """Shows the pages of the manual beside the list of its chapters."""

    def __init__(self, parent: QWidget | None = None, page: str = FIRST_PAGE) -> None:
        """Open a page, perhaps at a heading ("files.md#备份"), beside the window `parent`."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Manual"))
        self._make_widgets()
        self._lay_out()
        for keys in ("Esc", "Ctrl+W", "Ctrl+F4"):  # a window of its own, but people leave it as they leave a dialog
            QShortcut(QKeySequence(keys), self, self.close)
        self.browser.sourceChanged.connect(self._on_source)
        self.chapters.currentItemChanged.connect(self._on_chapter)
        self.show_page(page)

    def _make_widgets(self) -> None:
        self.browser = Pages()
        self.browser.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # one width for all pages
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._follow)
        self.browser.setAccessibleName(_("Manual"))
        self.browser.document().setDocumentMargin(theme.em(self, 1.5))
        self.chapters = QListWidget()
        self.chapters.setAccessibleName(_("Chapters"))
        theme.set_look(self.chapters, "card")
        for title, name in chapters():
            QListWidgetItem(title, self.chapters).setData(PAGE, name)
        self.back = self._button(_("Back"), "promote", "Alt+Left")
        self.forward = self._button(_("Forward"), "demote", "Alt+Right")
        for button, turn, signal in (
            (self.back, self.browser.backward, self.browser.backwardAvailable),
            (self.forward, self.browser.forward, self.browser.forwardAvailable),
        ):
            button.clicked.connect(self.browser.leave)
            button.clicked.connect(turn)
            button.setEnabled(False)
            signal.connect(button.setEnabled)

    def _button(self, text: str, icon_name: str, keys: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setIcon(icon(icon_name, "muted"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setShortcut(QKeySequence(keys))
        theme.set_look(button, "quiet")
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self.back)
        bar.addWidget(self.forward)
        bar.addStretch(1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.chapters)
        parts.addWidget(self.browser)
        parts.setStretchFactor(1, 1)
        parts.setSizes([theme.em(self, 15), theme.em(self, 58)])
        parts.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        gap = theme.em(self, 0.4)
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.addLayout(bar)
        layout.addWidget(parts, 1)
        give_size(self, 74, 52)
        self.browser.setFocus()

    # pages

    def show_page(self, page: str) -> None:
        """Go to a page, and there to the heading behind its #."""
        name, _sign, heading = page.partition("#")
        self.browser.leave()
        self.browser.setSource(QUrl.fromLocalFile(str(bundled_path(f"manual/{name}"))))
        if heading:
            self._show_heading(heading)
            QTimer.singleShot(0, self, lambda: self._show_heading(heading))  # once the pictures have their size

    def _follow(self, link: QUrl) -> None:
        """Go where a link leads, within the manual only."""
        if link.isRelative() or link.isLocalFile():
            self.show_page("#".join(filter(None, (link.fileName() or self.page, link.fragment()))))

    def _show_heading(self, heading: str) -> None:
        """Scroll to a heading, which Markdown gives no anchor."""
        block = self.browser.document().begin()
        while block.isValid() and not _is_heading(block, heading):
            block = block.next()
        if block.isValid():
            top = self.browser.document().documentLayout().blockBoundingRect(block).top()
            self.browser.verticalScrollBar().setValue(round(top) - theme.em(self, 0.6))

    @property
    def page(self) -> str:
        """Return the name of the page that is read."""
        return self.browser.source().fileName()

    def _on_source(self, source: QUrl) -> None:
        for row in range(self.chapters.count()):
            if self.chapters.item(row).data(PAGE) == source.fileName():
                self.chapters.setCurrentRow(row)
                return
        self.chapters.setCurrentRow(-1)

    def _on_chapter(self, chosen: QListWidgetItem | None) -> None:
        if chosen is not None and chosen.data(PAGE) != self.page:
            self.show_page(chosen.data(PAGE))


def _is_heading(block: QTextBlock, text: str) -> bool:
    return block.blockFormat().headingLevel() > 0 and block.text().strip() == text


def chapters() -> list[tuple[str, str]]:
    """Return the titles and pages of the manual, in the order of its table of contents."""
    contents = bundled_path(f"manual/{FIRST_PAGE}").read_text(encoding="utf-8")
    return [(_("Contents"), FIRST_PAGE), *_LINK.findall(contents)]


def show_manual(parent: QWidget, focused: QWidget | None = None) -> ManualWindow:
    """Show the manual at the chapter on what has the focus within `parent`, and return its window."""
    page = page_of(focused or parent.focusWidget() or parent)
    window = parent.findChild(ManualWindow)
    if window is None:
        window = ManualWindow(parent, page)
    else:
        window.show_page(page)
    window.show()
    window.raise_()
    window.activateWindow()
    return window
