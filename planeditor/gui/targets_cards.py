"""Cards below the targets of an item: what its words suggest, and what they no longer say.

One rule: a card is one sentence and what can be done about it, each one click.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planeditor.gui import theme
from planeditor.gui.target_words import SYMBOLS, number_text
from planeditor.gui.targets_found import FoundTargets
from planeditor.i18n import _
from planeditor.plan.target_words import Reworded, Suggestion

MOST = 12  # suggestions shown at once; those after them follow when these are done
Verb = tuple[str, Callable[[], object]]


class FoundCards(QWidget):
    """The cards of the current item."""

    def __init__(self, found: FoundTargets, parent: QWidget | None = None) -> None:
        """Follow what was found."""
        super().__init__(parent)
        self._found = found
        self.read_only = False
        self.cards: list[QFrame] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.em(self, 0.4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        found.changed.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """Make the cards anew; the focus stays on the card that took the place of the one it was on."""
        at = next((place for place, card in enumerate(self.cards) if card.isAncestorOf(self.focusWidget() or self)), -1)
        for card in self.cards:
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        found = self._found
        self.cards = [self._reworded_card(one) for one in found.reworded]
        self.cards += [self._suggestion_card(one) for one in found.suggestions[:MOST]]
        if len(found.suggestions) > 1:
            self.cards.append(self._all_card())
        for card in self.cards:
            self._rows.addWidget(card)
        self.setVisible(bool(self.cards) and not self.read_only)
        if 0 <= at < len(self.cards):
            self.cards[at].findChildren(QToolButton)[0].setFocus()

    def set_read_only(self, read_only: bool) -> None:
        """Show no cards where nothing can be done about them."""
        self.read_only = read_only
        self.setVisible(bool(self.cards) and not read_only)

    def _suggestion_card(self, one: Suggestion) -> QFrame:
        found = one.found
        sign = "" if found.comparator == "=" else SYMBOLS[found.comparator]
        high = f"–{number_text(found.value_high)}" if found.value_high is not None else ""
        text = f"{found.indicator} {sign}{number_text(found.value)}{high} {found.unit}".strip()
        verbs: list[Verb] = [
            (_("Record it"), lambda: self._found.take([one])),
            (_("Ignore"), lambda: self._found.ignore(one)),
        ]
        tip = _("In the text: “{words}”").format(words=one.words)
        return self._card(text, tip, verbs, "suggestion")

    def _reworded_card(self, one: Reworded) -> QFrame:
        target, found = one.target, self._found
        name = target.indicator or target.text
        keep: Verb = (_("Leave it"), lambda: found.keep(one))
        if not one.words:
            text = _("The words of “{name}” are gone from the text.").format(name=name)
            return self._card(text, target.text, [(_("Remove target"), lambda: found.remove(one)), keep], "notice")
        if not one.columns:
            text = _("The words of “{name}” give no figure any more: “{words}”").format(name=name, words=one.words)
            return self._card(text, target.text, [(_("Remove target"), lambda: found.remove(one)), keep], "notice")
        figure = f"{number_text(one.columns['value'])} {one.columns['unit']}".strip()
        old = f"{number_text(target.value)} {target.unit}".strip()
        text = _("“{name}”: the text now says {figure}, the target {old}.").format(name=name, figure=figure, old=old)
        verb = _("Update to {figure}").format(figure=figure)
        return self._card(text, one.words, [(verb, lambda: found.update(one)), keep], "notice")

    def _all_card(self) -> QFrame:
        suggestions = list(self._found.suggestions)
        text = _("{count} suggestions from the text").format(count=len(suggestions))
        return self._card(text, "", [(_("Record them all"), lambda: self._found.take(suggestions))], "plain")

    def _card(self, text: str, tip: str, verbs: list[Verb], look: str) -> QFrame:
        card = QFrame(self)
        theme.set_look(card, look)
        row = QHBoxLayout(card)
        gap = theme.em(self, 0.4)
        row.setContentsMargins(2 * gap, gap // 2, gap // 2, gap // 2)
        label = QLabel(text, card)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setToolTip(tip)
        row.addWidget(label, 1)
        for place, (verb, action) in enumerate(verbs):
            button = QToolButton(card)
            button.setText(verb)
            button.setAccessibleName(f"{verb}: {text}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            theme.set_look(button, "quiet" if place else "link")
            button.clicked.connect(lambda _checked=False, action=action: action())
            row.addWidget(button)
        return card
