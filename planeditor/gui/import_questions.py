"""One uncertain line at a time, with its likely answers as buttons.

One rule: the bar asks and tells what was answered; what an answer does is the review's affair.
"""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.gui.import_lines import role_name
from planeditor.i18n import _, ngettext
from planeditor.importing.draft import LineKind, LineRole

HEIGHT = 3.2  # in characters: the bar keeps still whether or not there are buttons
ANSWERS = 4  # buttons at most, besides the one that leaves all as it is


class QuestionBar(QFrame):
    """Asks about one line."""

    answered = Signal(object)  # the role that the line is to have; "" leaves it as it is
    turned = Signal(int)  # to the next question (1) or the one before (-1)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = QLabel()
        self.label = QLabel(wordWrap=True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons: list[QPushButton] = []
        self._answers = QHBoxLayout()
        self.previous = self._turner(_("Previous"), "move-up", -1, _("The uncertain line before (Shift+F4)"))
        self.following = self._turner("", "move-down", 1, _("The next uncertain line (F4)"))
        layout = QHBoxLayout(self)
        gap = theme.em(self, 0.5)
        layout.setContentsMargins(2 * gap, gap, gap, gap)
        layout.setSpacing(gap)
        self.setMinimumHeight(theme.em(self, HEIGHT))
        layout.addWidget(self._symbol)
        layout.addWidget(self.label, 1)
        layout.addLayout(self._answers)
        layout.addWidget(self.previous)
        layout.addWidget(self.following)

    def _turner(self, text: str, symbol: str, step: int, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setIcon(icon(symbol, "muted"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        theme.set_look(button, "quiet")
        button.clicked.connect(lambda: self.turned.emit(step))
        return button

    def ask(self, number: str, line: LineRole, place: int, count: int) -> None:
        """Ask about a line, the `place`-th (from 1) of `count`; 0 if it is none of them that is current."""
        text = _("Line {number}: {question}").format(number=number, question=line.question)
        self.label.setText(text)
        self._set_buttons(line)
        self.following.setText(_("Next ({place}/{count})").format(place=place, count=count))
        self._look("notice", "warning", can_turn=count > 1)

    def wait(self, count: int, aside: int) -> None:
        """Say how many questions there are, or that there is none, and how many lines stand aside then."""
        self._set_buttons(None)
        if not count:
            self.label.setText(_all_clear(aside))
            self._look("card", "check", can_turn=False)
            return
        self.label.setText(_("Uncertain lines: {count}. F4 goes to the next.").format(count=count))
        self.following.setText(_("Next ({place}/{count})").format(place="–", count=count))
        self._look("notice", "warning", can_turn=True)

    def _look(self, look: str, symbol: str, *, can_turn: bool) -> None:
        theme.set_look(self, look)
        size = theme.em(self, 1.2)
        self._symbol.setPixmap(icon(symbol, "ok" if symbol == "check" else "warning").pixmap(size, size))
        for button in (self.previous, self.following):
            button.setVisible(look == "notice")
            button.setEnabled(can_turn)

    def has_focus(self) -> bool:
        """Tell whether one of the answers has the focus."""
        return any(button.hasFocus() for button in self.buttons)

    def _set_buttons(self, line: LineRole | None) -> None:
        had_focus = self.has_focus()
        for button in self.buttons:
            self._answers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        if line is None:
            return
        for role in [role for role in line.answers if role != line.role][:ANSWERS]:
            self._add(role_name(role), role)
        self._add(_("Right as it is"), "")
        before = self.previous.previousInFocusChain()
        stops = [before, *self.buttons] if before is not None else self.buttons
        for one, following in pairwise(stops):  # where they stand, not behind all that is older
            self.setTabOrder(one, following)
        if had_focus:
            self.buttons[0].setFocus()

    def _add(self, text: str, role: LineKind | str) -> None:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus to the lines and their keys
        keys = QKeySequence(f"Alt+{len(self.buttons) + 1}")
        button.setShortcut(keys)
        button.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
        button.clicked.connect(lambda: self.answered.emit(role))
        self._answers.addWidget(button)
        self.buttons.append(button)


def _all_clear(aside: int) -> str:
    if not aside:
        return _("Nothing is uncertain: every line has its place.")
    text = ngettext(
        "Nothing is uncertain. {count} line is no part of the plan; it is kept and can be looked up later.",
        "Nothing is uncertain. {count} lines are no part of the plan; they are kept and can be looked up later.",
        aside,
    )
    return text.format(count=aside)
