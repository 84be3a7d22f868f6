"""Departments as tags in a row, with a field to add more.

One rule: tags only ask; the owners panel runs the edits and fills the rows. Whatever the mouse can do, keys can:
arrows move between tags, Delete removes, Ctrl+Alt+arrows move a tag, the menu key opens its menu.
"""

import re
from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.click_offers import ClickOffers, offer_all
from planeditor.gui.department_completer import DepartmentCompleter
from planeditor.gui.flow_layout import FlowLayout
from planeditor.gui.icons import icon
from planeditor.i18n import _
from planeditor.plan.entities import LEAD, SUPPORT, Department, Owner, Role

MIME_TYPE = "application/x-planeditor-owner"
_SEPARATORS = re.compile("[、，,；;\t\n]")
_MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_FIELD_WIDTH = 9  # characters
LEAST_TO_HIT = 24  # pixels: what a hand that is not quite steady hits


class OwnerChip(QFrame):
    """One department's part in an item."""

    removal_requested = Signal()
    move_requested = Signal(int)  # -1 forwards, 1 backwards
    role_change_requested = Signal()
    items_requested = Signal()

    def __init__(self, owner: Owner, explanation: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.owner = owner
        self._pressed_at = QPoint()
        theme.set_look(self, "chip-lead" if owner.role == LEAD else "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(explanation)
        role = _("Lead") if owner.role == LEAD else _("Support")
        self.setAccessibleName(_("{role}: {name}").format(role=role, name=owner.name))
        self._fill(QHBoxLayout(self))

    def _fill(self, layout: QHBoxLayout) -> None:
        margin = theme.em(self, 0.7)
        layout.setContentsMargins(margin, 0, theme.em(self, 0.1), 0)
        layout.setSpacing(theme.em(self, 0.1))
        self.remove = QToolButton()
        self.remove.setIcon(icon("close", "on_accent" if self.owner.role == LEAD else "muted"))
        self.remove.setIconSize(QSize(theme.em(self, 0.9), theme.em(self, 0.9)))
        self.remove.setMinimumSize(LEAST_TO_HIT, LEAST_TO_HIT)
        self.remove.setAutoRaise(True)
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Delete does the same from the keyboard
        self.remove.setAccessibleName(_("Remove {name}").format(name=self.owner.name))
        self.remove.setToolTip(self.remove.accessibleName())
        self.remove.clicked.connect(self.removal_requested)
        layout.addWidget(QLabel(self.owner.name))
        layout.addWidget(self.remove)

    def set_read_only(self, read_only: bool) -> None:
        """Hide or show what removes the tag."""
        self.remove.setHidden(read_only)

    def menu(self) -> QMenu:
        """Return the tag's menu, which deletes itself when it closes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("filter"), _("Show all items of this department"), self.items_requested.emit)
        if not self.remove.isHidden():
            menu.addSeparator()
            other = _("Make it supporting") if self.owner.role == LEAD else _("Make it the lead")
            menu.addAction(other, self.role_change_requested.emit)
            menu.addAction(_("Move forwards"), lambda: self.move_requested.emit(-1))
            menu.addAction(_("Move backwards"), lambda: self.move_requested.emit(1))
            menu.addSeparator()
            menu.addAction(icon("delete"), _("Remove"), self.removal_requested.emit)
        return menu

    # Qt's own

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the tag's menu."""
        self.menu().popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do by keys what the menu and the mouse do."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        moving = event.modifiers() == _MOVE
        editable = not self.remove.isHidden()
        if event.key() in steps and moving and editable:
            self.move_requested.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and moving and editable:
            self.role_change_requested.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and editable:
            self.removal_requested.emit()
        elif event.key() == Qt.Key.Key_Left:
            self.focusPreviousChild()
        elif event.key() == Qt.Key.Key_Right:
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.menu().popup(self.mapToGlobal(self.rect().bottomLeft()))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus and remember where a drag may begin."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the tag."""
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        held = event.buttons() & Qt.MouseButton.LeftButton
        if not held or way < QApplication.startDragDistance() or self.remove.isHidden():
            return
        mime = QMimeData()
        mime.setData(MIME_TYPE, str(self.owner.id).encode())
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(theme.picture_of(self))
        drag.setHotSpot(self._pressed_at)
        drag.exec(Qt.DropAction.MoveAction)


class NameField(QLineEdit):
    """Takes names of departments, several with 、 between them; Enter adds, Escape ends."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Name of a department"))
        self.setPlaceholderText(_("Name…"))
        self.setMinimumWidth(theme.em(self, _FIELD_WIDTH))
        theme.set_look(self, "quiet")
        self._completer = DepartmentCompleter(self)
        self._completer.activated.connect(lambda _text: QTimer.singleShot(0, self, self._enter))
        self.textEdited.connect(lambda text: self._completer.offer_new(text, split_names(text)))
        self.setCompleter(self._completer)
        ClickOffers(self)
        self.returnPressed.connect(self._enter)

    def fill(self, departments: Iterable[Department]) -> None:
        """Offer the departments of a registry."""
        self._completer.fill(departments)

    def _enter(self) -> None:
        text = self.text().strip()
        self.clear()
        if text:
            self.entered.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Add what was typed, and end."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._enter()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends without adding."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class OwnerRow(QWidget):
    """The tags of one role, and a plus that opens the field for more."""

    names_entered = Signal(list)
    dropped = Signal(object, object)  # owner id, id of the owner it is put in front of or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role: Role = SUPPORT
        self._flow = FlowLayout(self)
        self._flow.setSpacing(theme.em(self, 0.4))
        self.chips: list[OwnerChip] = []
        self.add = QToolButton(self)
        self.add.setIcon(icon("add", "muted"))
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_look(self.add, "quiet")
        self.field = NameField(self)
        self.field.hide()
        self._flow.addWidget(self.add)
        self._flow.addWidget(self.field)
        self.add.clicked.connect(self._on_add)
        self.field.left.connect(self._close_field)
        self.field.entered.connect(lambda text: self.names_entered.emit(split_names(text)))
        self.setAcceptDrops(True)

    def set_role(self, role: Role) -> None:
        """Say which role the tags have."""
        self.role = role
        text = _("Add a lead department") if role == LEAD else _("Add a supporting department")
        self.add.setToolTip(text)
        self.add.setAccessibleName(text)

    def fill(self, chips: list[OwnerChip]) -> None:
        """Replace the tags."""
        for old in self.chips:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.chips = chips
        before: QWidget = self
        for place, chip in enumerate(chips):
            self._flow.insert_widget(place, chip)
            chip.show()
            QWidget.setTabOrder(before, chip)
            before = chip
        QWidget.setTabOrder(before, self.add)
        self.updateGeometry()

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid every change."""
        self.add.setVisible(not read_only and self.field.isHidden())
        for chip in self.chips:
            chip.set_read_only(read_only)

    def _on_add(self) -> None:
        by_mouse = self.add.underMouse()
        self.open_field()
        if by_mouse:
            offer_all(self.field)

    def open_field(self) -> None:
        """Show the field for names and put the cursor into it."""
        self.add.hide()
        self.field.show()
        self.field.setFocus()

    def _close_field(self) -> None:
        focused = self.field.hasFocus()
        self.field.hide()
        self.add.show()
        if focused:
            self.add.setFocus()

    # Qt's own

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take tags of either role."""
        if event.mimeData().hasFormat(MIME_TYPE) and not self.add.isHidden():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the tag in front of the one it was dropped on."""
        owner_id = int(bytes(event.mimeData().data(MIME_TYPE).data()))
        point = event.position().toPoint()
        behind = [chip for chip in self.chips if _is_behind(chip, point)]
        event.acceptProposedAction()
        self.dropped.emit(owner_id, behind[0].owner.id if behind else None)


def split_names(text: str) -> list[str]:
    """Return the names in a list such as "基教科、职成科"."""
    return [name.strip() for name in _SEPARATORS.split(text) if name.strip()]


def _is_behind(chip: OwnerChip, point: QPoint) -> bool:
    area = chip.geometry()
    below = area.top() > point.y()
    beside = area.top() <= point.y() <= area.bottom() and area.center().x() >= point.x()
    return below or beside
