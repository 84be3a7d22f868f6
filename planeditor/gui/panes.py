"""Going from pane to pane of a window by key."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planeditor.gui.views import EDIT

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow


def go_to_next_pane(window: "MainWindow", direction: int = 1) -> None:
    """Give the focus to the next of the tree or table, text and panels that are shown; -1 for the one before."""
    panes = _panes(window)
    shown = [pane for pane in panes if pane.isVisible()]
    focused = window.focusWidget()
    inside = next((pane for pane in shown if panes[pane] is focused or panes[pane].isAncestorOf(focused)), None)
    following = shown[(shown.index(inside) + direction) % len(shown)] if inside in shown else shown[0]
    window.editor.focus_title() if following is window.editor else following.setFocus()


def _panes(window: "MainWindow") -> dict[QWidget, QWidget]:
    """Return the panes in their order, each with what belongs to it, such as the bar of a dock."""
    panes: dict[QWidget, QWidget] = {window.tree: window.tree, window.editor: window.editor}
    if window.views.current != EDIT:
        view = window.views.view(window.views.current)
        panes[view] = view
    panes |= {window.targets: window.targets_dock, window.owners: window.owners_dock}
    if not window.progress_dock.isHidden():
        panes[window.progress] = window.progress_dock
    return panes | window.checks.panes()
