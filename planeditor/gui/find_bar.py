"""The field above the tree: finding words in titles, texts, owners and targets.

One rule: typing finds at once and shows where the first hit is; Enter and F3 go on, Esc gives the tree back.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.gui.jobs import Job
from planeditor.gui.session import Session
from planeditor.i18n import _
from planeditor.store import Document

FIND_AFTER_MS = 200
FIND_AFTER_LARGE_MS = 500  # a plain scan of a large plan takes a moment: wait until the word is typed
LARGE = 20_000
MOST = 1000


class FindBar(QWidget):
    """A search field with count, previous and next."""

    found = Signal(object)  # id of the hit to show
    filter_wanted = Signal(object)  # the ids of all hits, to show only them
    searched = Signal(str)  # the words looked for, "" for none
    left = Signal()  # Esc: the tree gets the focus back

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Search one session's document."""
        super().__init__(parent)
        self._session = session
        self._hits: list[int] = []
        self._searched = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        self._make_widgets()
        self._lay_out()
        self.field.textEdited.connect(self._on_edited)
        self.field.textChanged.connect(self._on_changed)
        session.changed.connect(self._on_data_changed)
        session.current_changed.connect(lambda _id: self._tell_count())

    def _make_widgets(self) -> None:
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.setPlaceholderText(_("Find in titles, texts, owners, targets…  Ctrl+F"))
        self.field.setAccessibleName(_("Find"))
        self.field.addAction(icon("find", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.installEventFilter(self)
        self.count = QLabel()
        self.previous_button = self._button("move-up", _("Previous hit (Shift+F3)"))
        self.next_button = self._button("move-down", _("Next hit (F3)"))
        self.filter_button = self._button("filter", _("Show only the hits"))
        self.previous_button.clicked.connect(self.find_previous)
        self.next_button.clicked.connect(self.find_next)
        self.filter_button.clicked.connect(lambda: self.filter_wanted.emit(list(self._hits)))

    def _button(self, symbol: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(symbol, "muted"))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        theme.set_look(button, "quiet")
        return button

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.em(self, 0.3))
        layout.addWidget(self.field, 1)
        theme.set_look(self.count, "muted")
        self._extras = (self.count, self.previous_button, self.next_button, self.filter_button)
        for widget in self._extras:
            layout.addWidget(widget)
            widget.hide()

    # finding

    def start(self, text: str = "") -> None:
        """Give the field the focus, with `text` to search for or its own text selected."""
        if text:
            self.field.setText(text)
            self._search()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def find_next(self) -> None:
        """Go to the next hit after the current row, from the last to the first."""
        self._step(1)

    def find_previous(self) -> None:
        """Go to the hit before the current row."""
        self._step(-1)

    @property
    def hits(self) -> Sequence[int]:
        """Return the hits in document order."""
        return self._hits

    def _step(self, direction: int) -> None:
        if not self.field.text():
            self.start()
            return
        if self.field.text() != self._searched or self._timer.isActive():
            self._search(lambda: self._show_neighbour(direction))
        else:
            self._show_neighbour(direction)

    def _show_neighbour(self, direction: int) -> None:
        if self._hits:
            self.found.emit(self._hits[self._neighbour(direction)])

    def _neighbour(self, direction: int) -> int:
        """Return the place of the hit next to the current row, whether that row is a hit or not."""
        current = self._session.current_id
        if current in self._hits:
            return (self._hits.index(current) + direction) % len(self._hits)
        tree, outline = self._session.tree, self._session.outline
        if current not in outline or not current:
            return 0 if direction > 0 else -1
        place = tree.position(outline[current])
        after = bisect_right(self._hits, place, key=lambda node_id: tree.position(outline[node_id]))
        return after % len(self._hits) if direction > 0 else after - 1

    def _on_edited(self, _text: str) -> None:
        self._timer.start(FIND_AFTER_LARGE_MS if len(self._session.outline) > LARGE else FIND_AFTER_MS)

    def _on_changed(self, text: str) -> None:
        if not text:
            self._timer.stop()
            self._take([], "")

    def _on_timeout(self) -> None:
        self._search(self._show_first)

    def _show_first(self) -> None:
        if self._session.current_id not in self._hits:
            self._show_neighbour(1)

    def _search(self, then: Callable[[], None] = lambda: None) -> None:
        """Search for the field's text, in a large plan in the background, and go on with `then`."""
        self._timer.stop()
        self._session.flush()
        text = self.field.text()
        if len(self._session.outline) <= LARGE:
            self._take(self._session.document.find(text, limit=MOST), text)
            then()
            return
        job = Job(_find_aside, self._session.document, text)
        job.succeeded.connect(lambda hits: self._on_found(hits, text, then))
        job.start()

    def _on_found(self, hits: object, text: str, then: Callable[[], None]) -> None:
        if text == self.field.text() and not self._session.is_closed:
            assert isinstance(hits, list)
            self._take([node_id for node_id in hits if node_id in self._session.outline], text)
            then()

    def _take(self, hits: list[int], searched: str) -> None:
        self._hits, self._searched = hits, searched
        self.searched.emit(searched)
        self._tell_count()

    def _tell_count(self) -> None:
        for widget in self._extras:
            widget.setVisible(bool(self._searched))
        for button in (self.previous_button, self.next_button, self.filter_button):
            button.setEnabled(bool(self._hits))
        self.count.setText(self._count_text())
        theme.set_look(self.count, "muted" if self._hits else "error")

    def _count_text(self) -> str:
        if not self._hits:
            return _("Not found")
        total = _("{count}+").format(count=MOST) if len(self._hits) >= MOST else str(len(self._hits))
        if self._session.current_id not in self._hits:
            return _("{total} hits").format(total=total)
        return _("{place} of {total}").format(place=self._hits.index(self._session.current_id) + 1, total=total)

    def _on_data_changed(self, change_set: object) -> None:
        if self._searched:
            self._timer.stop()
            self._hits = [node_id for node_id in self._hits if node_id in self._session.outline]
            self._searched += "\0"  # the next F3 searches anew
            self._tell_count()

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, Shift+Enter, Down and Esc in the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            if key == Qt.Key.Key_Escape:
                self.field.clear()
            self.left.emit()
        else:
            return False
        return True


def _find_aside(document: Document, text: str) -> list[int]:
    """Search through a connection of its own: the document's belongs to the GUI thread."""
    with document.aside() as reader:
        return reader.find(text, limit=MOST)
