"""One chip of the filter bar: a condition that is on or off, with a × to take it off.

One rule: a chip only says what people want; the filter bar looks for the rows. Keys do all that the mouse can: Enter or
Space chooses, Delete takes off, arrows go to the neighbours, Esc ends the filter.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.i18n import _

LONGEST = 16  # characters of what a chip names
LEAST_WIDTH = 4  # in characters
ARROW = 0.7  # in characters


class Chip(QFrame):
    """A condition: `name` is what it asks about, its text what is chosen."""

    chosen = Signal()  # clicked, or chosen by key
    cleared = Signal()
    ended = Signal()  # Esc

    def __init__(self, name: str, parent: QWidget, *, opens: bool = False) -> None:
        """Show `name`; a chip that `opens` something says so by an arrow."""
        super().__init__(parent)
        self._name = name
        self._opens = opens
        self.is_on = False
        self.button = _ChipButton(self)
        self.button.clicked.connect(self.chosen)
        self.clear_button = QToolButton()
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete does the same from the keyboard
        self.clear_button.setIcon(icon("close", "accent"))
        self.clear_button.setIconSize(QSize(theme.em(self, 0.8), theme.em(self, 0.8)))
        self.clear_button.setAccessibleName(_("Take off: {name}").format(name=name))
        self.clear_button.setToolTip(self.clear_button.accessibleName())
        self.clear_button.clicked.connect(self.cleared)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.clear_button)
        self.show_choice("")

    def show_choice(self, text: str | None) -> None:
        """Show what is chosen: a text, "" for nothing, None for a chip that is just on."""
        self.is_on = text != ""
        shown = text if text is None or len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        words = _("{name}: {choice}").format(name=self._name, choice=shown) if shown else self._name
        self.button.setText(words)
        self.button.show_arrow(self._opens and not self.is_on)
        full = _("{name}: {choice}").format(name=self._name, choice=text) if text else self._name
        self.button.setAccessibleName(full)
        self.button.setAccessibleDescription(_("On; Delete takes it off") if self.is_on else _("Off"))
        self.button.setToolTip(full if text and len(text) > LONGEST else "")
        self.clear_button.setVisible(self.is_on)
        theme.set_look(self, "filter-on" if self.is_on else "filter")

    def below(self) -> QPoint:
        """Return where something opens below the chip, on the screen."""
        return self.mapToGlobal(self.rect().bottomLeft())


class _ChipButton(QToolButton):
    def __init__(self, chip: Chip) -> None:
        super().__init__(chip)
        self._chip = chip
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow behind the words
        self.setIcon(icon("chevron-down", "muted"))
        self.setIconSize(QSize(theme.em(self, ARROW), theme.em(self, ARROW)))

    def show_arrow(self, on: bool) -> None:
        """Say by an arrow that something opens; a drawn one, since not every font has the sign."""
        with_arrow, without = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonTextOnly
        self.setToolButtonStyle(with_arrow if on else without)

    def minimumSizeHint(self) -> QSize:
        """Let a long choice be cut where the bar is narrow, so that the × stays."""
        return QSize(theme.em(self, LEAST_WIDTH), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, take off, go to a neighbour or end the filter."""
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Return: self.click,
            Qt.Key.Key_Enter: self.click,
            Qt.Key.Key_Down: self.click,
            Qt.Key.Key_Delete: self._chip.cleared.emit,
            Qt.Key.Key_Backspace: self._chip.cleared.emit,
            Qt.Key.Key_Left: self.focusPreviousChild,
            Qt.Key.Key_Right: self.focusNextChild,
            Qt.Key.Key_Escape: self._chip.ended.emit,
        }
        act = keys.get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()


def pop_up(menu: QMenu, chip: Chip) -> None:
    """Open a menu below a chip; it goes when it closes."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(chip.below())
