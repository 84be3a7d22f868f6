"""Choosing a department and its role for the filter, in a small window that opens below its chip.

One rule: typing narrows the list, by any part of a name or an alias or by first letters of its pinyin; Enter takes the
row that is marked.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.empty_words import EmptyWords
from planeditor.i18n import _
from planeditor.plan.entities import LEAD, SUPPORT, Department, Role
from planeditor.plan.sought import LONGEST, Query, Sought

Load = dict[int, tuple[int, int]]
WIDTH, HEIGHT = 17, 20  # in characters
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class DepartmentChoice(QFrame):
    """A list of departments with how much each leads and supports."""

    chosen = Signal(object, object)  # department id, role or None for any

    def __init__(self, departments: tuple[Department, ...], load: Load, role: Role | None, parent: QWidget) -> None:
        """Offer the departments; `role` is marked first."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_look(self, "popup")
        self._departments = departments
        self._load = load
        self._roles = QButtonGroup(self)
        self.field = QLineEdit(clearButtonEnabled=True)
        self.field.setMaxLength(LONGEST)
        theme.set_look(self.field, "field")
        self.field.setPlaceholderText(_("Name, or first letters such as jjk"))
        self.field.setAccessibleName(_("Department"))
        self.field.installEventFilter(self)
        self.list = QListWidget()
        EmptyWords(self.list, _("No department matches."))
        self.list.setAccessibleName(_("Departments"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._lay_out(role)
        self.field.textChanged.connect(lambda _text: self._fill())
        self.list.itemClicked.connect(lambda _item: self._take())
        self.list.itemActivated.connect(lambda _item: self._take())
        self._roles.idToggled.connect(lambda _id, _on: self._fill())
        self._fill()

    def _lay_out(self, role: Role | None) -> None:
        rows = QVBoxLayout(self)
        gap = theme.em(self, 0.5)
        rows.setContentsMargins(gap, gap, gap, gap)
        rows.setSpacing(gap)
        roles = QHBoxLayout()
        for number, (name, value) in enumerate(_role_names()):
            button = QToolButton()
            button.setText(name)
            button.setCheckable(True)
            button.setChecked(value == role)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            theme.set_look(button, "quiet")
            self._roles.addButton(button, number)
            roles.addWidget(button)
        roles.addStretch(1)
        rows.addLayout(roles)
        rows.addWidget(self.field)
        rows.addWidget(self.list, 1)
        self.resize(theme.em(self, WIDTH), theme.em(self, HEIGHT))

    @property
    def role(self) -> Role | None:
        """Return the role that is marked, None for any."""
        return _role_names()[max(self._roles.checkedId(), 0)][1]

    def open_at(self, place: QPoint) -> None:
        """Open with the field ready for typing."""
        self.move(place)
        self.show()
        self.field.setFocus()

    def _fill(self) -> None:
        marked = self.list.currentItem().data(Qt.ItemDataRole.UserRole) if self.list.currentItem() else 0
        text = self.field.text().strip()  # input methods leave blanks, names have none around them
        sought = Sought(Query(text, initials=True)) if text else None
        self.list.clear()
        for department in self._departments:
            names = (department.name, *department.aliases)
            if sought is None or any(sought.is_in(name) for name in names):
                item = QListWidgetItem(self._text(department))
                item.setData(Qt.ItemDataRole.UserRole, department.id)
                self.list.addItem(item)
                if department.id == marked:
                    self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _text(self, department: Department) -> str:
        lead, support = self._load.get(department.id, (0, 0))
        counts = {LEAD: lead, SUPPORT: support, None: lead + support}
        return _("{name}  ({count})").format(name=department.name, count=counts[self.role])

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole), self.role)
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move in the list and Enter take its row while one types."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)


def _role_names() -> list[tuple[str, Role | None]]:
    return [(_("Any role"), None), (_("Leads"), LEAD), (_("Supports"), SUPPORT)]


def role_name(role: Role | None) -> str:
    """Return the chip's name for a role."""
    return _("Lead") if role == LEAD else _("Support") if role == SUPPORT else _("Department")
