"""The menu of a table's cells: by mouse what the keys do. One rule: it does nothing that has no key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from planeditor.gui.icons import icon
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.grid_view import GridView


def cells_menu(view: "GridView") -> QMenu:
    """Return the menu for the selected cells; it goes when it is closed."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    writes = not view.grid.session.read_only
    has_text = QGuiApplication.clipboard().mimeData().hasText()
    _add(menu, _("Cu&t"), "cut", "Ctrl+X", view.cut).setEnabled(writes)
    _add(menu, _("&Copy"), "copy", "Ctrl+C", view.copy)
    _add(menu, _("&Paste"), "paste", "Ctrl+V", view.paste).setEnabled(writes and has_text)
    menu.addSeparator()
    _add(menu, _("Fill down"), "move-down", "Ctrl+D", view.fill_down).setEnabled(writes)
    _add(menu, _("Clear cells"), "delete", "Del", view.clear_cells).setEnabled(writes)
    menu.addSeparator()
    _add(menu, _("Show in the plan"), "goto", "Ctrl+Return", view.want_row)
    return menu


def _add(menu: QMenu, text: str, symbol: str, keys: str, slot: Callable[[], object]) -> QAction:
    # The keys are named, not bound: they are the table's already.
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    action = menu.addAction(icon(symbol), f"{text}\t{shown}")
    action.triggered.connect(slot)
    return action
