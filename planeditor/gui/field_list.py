"""The labelled fields of an item: their cards in order, and the button that adds one.

One rule: a card that stays keeps its cursor; edits are run by the editor panel, whose `run` and `adopt` are used.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from planeditor.gui import theme
from planeditor.gui.field_card import MIME_TYPE, FieldCard
from planeditor.gui.line_edit import LineEdit
from planeditor.gui.text_edit import TextEdit
from planeditor.gui.tool_buttons import quiet_button
from planeditor.i18n import _
from planeditor.plan.changes import ChangeSet
from planeditor.plan.entities import Field
from planeditor.store import Document

LABELS = ("问题描述", "目标任务", "工作措施", "完成时限", "预期成果", "保障措施")
FIELD_SETS = (("问题描述", "目标任务", "工作措施"), ("主要任务", "工作措施", "完成时限"))
Run = Callable[[Callable[[Document], ChangeSet]], ChangeSet]
Adopt = Callable[[TextEdit | LineEdit], None]


class FieldList(QWidget):
    """Shows and edits the fields of one node; `document` is only read for the labels in use."""

    text_wanted = Signal()  # the item's text, which is not shown while it is empty beside fields

    def __init__(self, document: Document, run: Run, adopt: Adopt, parent: QWidget | None = None) -> None:
        """Run edits by `run`; `adopt` is given every new editor."""
        super().__init__(parent)
        self._document = document
        self._run = run
        self._adopt = adopt
        self._node_id = 0
        self._labels = QStringListModel(self)
        self.cards: dict[int, FieldCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.em(self, 0.6))
        self.add = self._add_button()
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._read_labels()
        self.setAcceptDrops(True)

    def _add_button(self) -> QToolButton:
        button = quiet_button(self, "add", _("Add field"), _("Add a labelled text to this item"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        button.menu().aboutToShow.connect(self.fill_menu)
        return button

    # showing

    def show_fields(self, node_id: int, fields: tuple[Field, ...]) -> None:
        """Bring the cards in step with the fields of a node; 0 is none."""
        self._node_id = node_id
        wanted = {field.id for field in fields}
        for field_id in [known for known in self.cards if known not in wanted]:
            self._drop(self.cards.pop(field_id))
        for place, field in enumerate(fields):
            card = self.cards.get(field.id) or self._new_card(field.id)
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
            card.load(field, first=place == 0, last=place == len(fields) - 1)
        self.cards = {field.id: self.cards[field.id] for field in fields}
        self._set_tab_order()

    def editors(self) -> Iterator[TextEdit | LineEdit]:
        """Yield the editors of all cards."""
        for card in list(self.cards.values()):
            yield from (card.ui.label, card.ui.text)

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid every change."""
        self.add.setEnabled(not read_only)
        for card in self.cards.values():
            card.set_read_only(read_only)

    def _new_card(self, field_id: int) -> FieldCard:
        card = FieldCard(field_id, self)
        card.offer_labels(self._labels)
        card.renamed.connect(lambda label: self._run(lambda doc: doc.rename_field(field_id, label)))
        card.text_committed.connect(lambda text: self._run(lambda doc: doc.set_field(field_id, text)))
        card.move_requested.connect(lambda step: self._move(field_id, step))
        card.removal_requested.connect(lambda: self._run(lambda doc: doc.remove_field(field_id)))
        for editor in (card.ui.label, card.ui.text):
            self._adopt(editor)
        self.cards[field_id] = card
        return card

    def _drop(self, card: FieldCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _set_tab_order(self) -> None:
        chain: list[QWidget] = []
        for card in self.cards.values():
            chain += [card.ui.label, card.ui.text, card.ui.more]
        for before, after in pairwise([*chain, self.add]):
            QWidget.setTabOrder(before, after)

    # adding

    def _read_labels(self) -> None:
        self._labels.setStringList(list(dict.fromkeys([*self._document.field_labels(), *LABELS])))

    def fill_menu(self) -> None:
        """Offer the labels that the plan uses, and whole sets where there is no field yet."""
        self._read_labels()
        menu = self.add.menu()
        menu.clear()
        if self.cards:
            menu.addAction(_("Text"), self.text_wanted.emit)
            menu.addSeparator()
        for label in self._labels.stringList():
            menu.addAction(label, partial(self.add_field, label))
        menu.addAction(_("Other field…"), partial(self.add_field, ""))
        if not self.cards:
            menu.addSeparator()
            for labels in FIELD_SETS:
                menu.addAction(" + ".join(labels), partial(self._add_fields, labels))

    def add_field(self, label: str) -> None:
        """Add a field behind the others and put the cursor into it, or into its label when that is empty."""
        created = self._run(lambda doc: doc.add_field(self._node_id, label)).created("field")
        if created and created[0] in self.cards:
            card = self.cards[created[0]]
            (card.ui.text if label else card.ui.label).setFocus()

    def _add_fields(self, labels: tuple[str, ...]) -> None:
        def add(doc: Document) -> ChangeSet:
            with doc.step(_("Add fields")) as step:
                for label in labels:
                    doc.add_field(self._node_id, label)
            return step.change_set

        self._run(add)

    # order

    def _move(self, field_id: int, step: int) -> None:
        others = [known for known in self.cards if known != field_id]
        place = list(self.cards).index(field_id) + step
        self._place(field_id, others[place] if place < len(others) else None)

    def _place(self, field_id: int, before: int | None) -> None:
        self._run(lambda doc: doc.move_field(field_id, before))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a card of this item."""
        if event.mimeData().hasFormat(MIME_TYPE) and _dragged_id(event) in self.cards:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dragged card where it was dropped."""
        field_id, y = _dragged_id(event), event.position().y()
        below = [card for card in self.cards.values() if card.geometry().center().y() > y]
        event.acceptProposedAction()
        before = below[0].field_id if below else None
        if before != field_id:
            self._place(field_id, before)


def _dragged_id(event: QDropEvent) -> int:
    return int(bytes(event.mimeData().data(MIME_TYPE).data()) or b"0")
