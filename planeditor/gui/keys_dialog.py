"""The key editor: all actions as the menus have them, with their keys, found by name or key and changed by pressing.

One rule: nothing is changed before OK; then it is in all windows at once.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planeditor.gui import theme
from planeditor.gui.actions import Act
from planeditor.gui.first_size import give_size
from planeditor.gui.keys_store import (
    Keys,
    changed_keys,
    give_keys,
    holder,
    keep_keys,
    refusal,
    shown,
    usual_keys,
)
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow

_ACT = Qt.ItemDataRole.UserRole


class KeysDialog(QDialog):
    """Shows and changes the keys of all actions."""

    def __init__(self, window: "MainWindow") -> None:
        """List the actions of a window's menus."""
        super().__init__(window)
        self._window = window
        self.keys: dict[Act, Keys] = usual_keys() | changed_keys()
        self._names: dict[Act, str] = {}
        self._rows: dict[Act, QTreeWidgetItem] = {}
        self.setWindowTitle(_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_widgets()
        self._lay_out()
        self._fill()
        self._connect()
        give_size(self, 44, 44)

    def _make_widgets(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Find an action or a key…"))
        self.filter.setAccessibleName(_("Find an action or a key…"))
        self.filter.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([_("Action"), _("Keys")])
        self.tree.setAccessibleName(_("Actions and their keys"))
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        theme.set_look(self.tree, "card")
        theme.set_look(self.tree.header(), "quiet")
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setAccessibleName(_("New keys: press them here"))
        self.give = QPushButton(_("&Use these keys"))
        self.take_away = QPushButton(_("&No keys"))
        self.reset = QPushButton(_("Usua&l keys"))
        self.told = QLabel(" ", wordWrap=True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setMinimumHeight(theme.em(self, 2.8))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.reset_all = self.buttons.addButton(_("All usual keys"), QDialogButtonBox.ButtonRole.ResetRole)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setAutoDefault(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        label = QLabel(_("New &keys"))
        label.setBuddy(self.edit)
        for widget in (label, self.edit, self.give, self.take_away, self.reset):
            row.addWidget(widget, 1 if widget is self.edit else 0)
            if isinstance(widget, QPushButton):
                widget.setAutoDefault(False)  # Enter is a key that can be given
        layout = QVBoxLayout(self)
        layout.addWidget(self.filter)
        layout.addWidget(self.tree, 1)
        layout.addLayout(row)
        layout.addWidget(self.told)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.show_only)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._on_current())
        self.tree.itemActivated.connect(lambda _item, _column: self.edit.setFocus())
        self.edit.keySequenceChanged.connect(lambda _keys: self._judge())
        self.give.clicked.connect(self.give_pressed)
        self.take_away.clicked.connect(lambda: self._set(()))
        self.reset.clicked.connect(lambda: self._reset(self.current))
        self.reset_all.clicked.connect(self._reset_all)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._on_current()

    # the list

    def _fill(self) -> None:
        acts = {action: act for act, action in self._window.actions_by.items()}
        for top in self._window.menuBar().actions():
            menu = top.menu()
            if not isinstance(menu, QMenu):
                continue
            group = QTreeWidgetItem(self.tree, [_plain(top.text())])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for action in _all_actions(menu):
                if action in acts and acts[action] not in self._rows:
                    self._add(group, acts[action], action)
            group.setHidden(not group.childCount())
        self.tree.expandAll()
        first = self.tree.topLevelItem(0)
        if first is not None and (child := first.child(0)) is not None:
            self.tree.setCurrentItem(child)

    def _add(self, group: QTreeWidgetItem, act: Act, action: QAction) -> None:
        self._names[act] = _plain(str(action.data()))
        row = QTreeWidgetItem(group, [self._names[act], ""])
        row.setData(0, _ACT, act.name)
        row.setIcon(0, action.icon())
        self._rows[act] = row
        self._show_keys(act)

    def _show_keys(self, act: Act) -> None:
        row = self._rows.get(act)
        if row is None:
            return
        row.setText(1, shown(self.keys[act]))
        font = row.font(1)
        font.setBold(self.keys[act] != usual_keys()[act])
        row.setFont(1, font)

    def show_only(self, text: str) -> None:
        """Show the actions whose names or keys hold a text."""
        wanted = text.strip().lower()
        for row in self._rows.values():
            row.setHidden(wanted not in f"{row.text(0)} {row.text(1)}".lower())
        for place in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(place)
            children = [group.child(row) for row in range(group.childCount())] if group is not None else []
            if group is not None:
                group.setHidden(all(child is None or child.isHidden() for child in children))
        seen = [row for row in self._rows.values() if not row.isHidden()]
        if seen and self.tree.currentItem() not in seen:
            self.tree.setCurrentItem(seen[0])

    @property
    def current(self) -> Act | None:
        """Return the action whose keys are being changed."""
        item = self.tree.currentItem()
        name = item.data(0, _ACT) if item is not None else None
        return Act[name] if name else None

    def choose(self, act: Act) -> None:
        """Go to an action."""
        self.tree.setCurrentItem(self._rows[act])

    # changes

    def _on_current(self) -> None:
        act = self.current
        for widget in (self.edit, self.take_away, self.reset):
            widget.setEnabled(act is not None)
        self.edit.clear()
        self._judge()
        if act is not None:
            self.take_away.setEnabled(bool(self.keys[act]))
            self.reset.setEnabled(self.keys[act] != usual_keys()[act])

    def _judge(self) -> None:
        """Tell what the keys pressed would mean, and whether they can be given."""
        act, pressed = self.current, self.edit.keySequence()
        why = refusal(pressed) if act is not None else " "
        held = holder(pressed, self.keys, act) if act is not None and not why else None
        if held is not None:
            text = _("{keys} belongs to “{action}” so far; using it here takes it away there.")
            why_not = text.format(keys=shown((pressed.toString(),)), action=self._names.get(held, held.name))
        else:
            why_not = why or _("These keys are free.")
        self.told.setText(why_not)
        is_wrong = bool(why) and not pressed.isEmpty()
        theme.set_look(self.told, "error" if is_wrong else "warning" if held is not None else "muted")
        self.give.setEnabled(act is not None and not why)

    def give_pressed(self) -> None:
        """Give the current action the keys pressed, and take them from whichever has them."""
        act, pressed = self.current, self.edit.keySequence()
        if act is None or refusal(pressed):
            return
        held = holder(pressed, self.keys, act)
        if held is not None:
            self._take_from(held, pressed)
        self._set((pressed.toString(),))

    def _take_from(self, act: Act, pressed: QKeySequence) -> None:
        self.keys[act] = tuple(key for key in self.keys[act] if QKeySequence(key).toString() != pressed.toString())
        self._show_keys(act)

    def _set(self, keys: Keys) -> None:
        act = self.current
        if act is not None:
            self.keys[act] = keys
            self._show_keys(act)
            self._on_current()

    def _reset(self, act: Act | None) -> None:
        if act is None:
            return
        usual = usual_keys()[act]
        for key in usual:
            held = holder(QKeySequence(key), self.keys, act)
            if held is not None:
                self._take_from(held, QKeySequence(key))
        self._set(usual)

    def _reset_all(self) -> None:
        self.keys = usual_keys()
        for act in self._rows:
            self._show_keys(act)
        self._on_current()

    def accept(self) -> None:
        """Keep the keys, and give them to all windows."""
        keep_keys(self.keys)
        for window in self._window.windows.all:
            give_keys(window.actions_by, self.keys)
        super().accept()


def _all_actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _all_actions(below)
        else:
            yield action


def _plain(text: str) -> str:
    return re.sub(r"\(&.\)|&|…", "", text)


def show_keys(window: "MainWindow", parent: QWidget | None = None) -> KeysDialog:
    """Open the key editor without blocking and return it."""
    dialog = KeysDialog(window)
    if parent is not None:
        dialog.setParent(parent, dialog.windowFlags())
    dialog.open()
    return dialog
