"""The card of one labelled field: its label, its text, its place among the others.

One rule: a card only asks; the editor panel runs the edits and gives the card its texts.
"""

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QAction, QDrag, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QCompleter, QFrame, QMenu, QWidget

from planeditor.gui import theme
from planeditor.gui.forms.ui_field_card import Ui_FieldCard
from planeditor.gui.icons import icon
from planeditor.gui.text_edit import Mark
from planeditor.i18n import _, ngettext
from planeditor.language.word_count import count_words
from planeditor.plan.entities import Field

MIME_TYPE = "application/x-planeditor-field"


def count_text(text: str) -> str:
    """Return how long a text is as office programs count it (字数), in words for people."""
    count = count_words(text).words
    return ngettext("{count} word", "{count} words", count).format(count=count)


class FieldCard(QFrame):
    """Shows one field of an item."""

    renamed = Signal(str)
    text_committed = Signal(str)
    move_requested = Signal(int)  # -1 up, 1 down
    removal_requested = Signal()

    def __init__(self, field_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field_id = field_id
        self._pressed_at = QPoint()
        self.ui = Ui_FieldCard()
        self.ui.setupUi(self)
        self._set_look()
        self._connect()

    def _set_look(self) -> None:
        theme.set_look(self, "card")
        theme.set_look(self.ui.label, "label")
        theme.set_look(self.ui.count, "muted")
        theme.set_look(self.ui.more, "quiet")
        self.ui.more.setIcon(icon("more", "muted"))
        margin = theme.em(self, 0.7)
        self.ui.rows.setContentsMargins(margin, theme.em(self, 0.4), margin, theme.em(self, 0.3))
        self.ui.rows.setSpacing(theme.em(self, 0.2))

    def _connect(self) -> None:
        self.ui.label.text_committed.connect(self.renamed)
        self.ui.text.text_committed.connect(self.text_committed)
        self.ui.text.textChanged.connect(self._show_count)
        rename = self._add_action(_("Rename field"), "edit", "")
        rename.triggered.connect(self.rename)
        self._up = self._add_action(_("Move field up"), "move-up", "Ctrl+Alt+Up")
        self._down = self._add_action(_("Move field down"), "move-down", "Ctrl+Alt+Down")
        self._remove = self._add_action(_("Remove field"), "delete", "")
        self._up.triggered.connect(lambda: self.move_requested.emit(-1))
        self._down.triggered.connect(lambda: self.move_requested.emit(1))
        self._remove.triggered.connect(self.removal_requested)
        menu = QMenu(self)
        menu.addActions([rename, self._up, self._down, self._remove])
        self.ui.more.setMenu(menu)

    def _add_action(self, text: str, icon_name: str, keys: str) -> QAction:
        action = QAction(icon(icon_name), text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        return action

    def load(self, field: Field, *, first: bool, last: bool) -> None:
        """Show the field as the document has it."""
        self.ui.label.load(field.label)
        self.ui.text.load(field.text)
        self.ui.text.setAccessibleName(field.label or _("Field text"))
        self._up.setEnabled(not first)
        self._down.setEnabled(not last)
        self._show_count()

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid every change."""
        self.ui.label.setReadOnly(read_only)
        self.ui.text.setReadOnly(read_only)
        self.ui.more.setVisible(not read_only)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Underline the words of targets."""
        self.ui.text.set_marks(marks)

    def offer_labels(self, labels: QStringListModel) -> None:
        """Complete the label from a list."""
        completer = QCompleter(labels, self.ui.label)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.ui.label.setCompleter(completer)

    def commit(self) -> None:
        """Have what is being typed written."""
        self.ui.label.commit()
        self.ui.text.commit()

    def rename(self) -> None:
        """Put the cursor into the label."""
        self.ui.label.setFocus()
        self.ui.label.selectAll()

    def _show_count(self) -> None:
        self.ui.count.setText(count_text(self.ui.text.text))

    # dragging by the card's edge or header

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the card to another place."""
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        held = event.buttons() & Qt.MouseButton.LeftButton
        if not held or way < QApplication.startDragDistance() or self.ui.text.isReadOnly():
            return
        mime = QMimeData()
        mime.setData(MIME_TYPE, str(self.field_id).encode())
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(theme.picture_of(self))
        drag.setHotSpot(self._pressed_at)
        drag.exec(Qt.DropAction.MoveAction)
