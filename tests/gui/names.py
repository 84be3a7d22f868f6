"""Which widgets a screen reader could not name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTabBar, QWidget


def unnamed(panel: QWidget) -> list[QWidget]:
    """Return what takes the focus without an accessible name, a text of its own or a label."""
    labelled = [label.buddy() for label in panel.findChildren(QLabel)]
    focusable = [widget for widget in panel.findChildren(QWidget) if _takes_focus(widget, panel)]
    return [widget for widget in focusable if widget not in labelled and not _name(widget)]


def _takes_focus(widget: QWidget, panel: QWidget) -> bool:
    # Lists that pop up and the line within an editable list speak through their owner; tabs through their texts.
    outside = widget.window() is not panel.window() or isinstance(widget.parentWidget(), QComboBox)
    if outside or isinstance(widget, QTabBar) or widget.focusProxy() is not None:
        return False
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
