"""The bar above a panel: its heading line with its buttons, by which it is moved, floated and closed.

One rule: no title of its own, because every panel has a heading that says more; the bar takes that in.
"""

from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.icons import icon
from planeditor.i18n import _


class PanelBar(QWidget):
    """A handle on the left, a × on the right; dragging the bar moves the panel."""

    def __init__(self, dock: QDockWidget) -> None:
        """Serve one dock whose widget is set; a part of that named "header_bar" moves in here."""
        super().__init__(dock)
        self.ensurePolished()  # the dock may be zoomed already
        handle = QLabel()
        size = theme.em(self, 1)
        handle.setPixmap(icon("drag", "faint").pixmap(size, size))
        close = QToolButton()
        close.setIcon(icon("close", "faint"))
        close.setToolTip(_("Hide this panel; the View menu shows it again"))
        close.setAccessibleName(_("Hide this panel"))
        close.clicked.connect(dock.close)
        theme.set_look(close, "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.em(self, 0.3), theme.em(self, 0.3), theme.em(self, 0.2), 0)
        layout.addWidget(handle)
        header = dock.widget().findChild(QWidget, "header_bar")
        if header is not None:
            layout.addWidget(header, 1)
        layout.addWidget(close)
        close.ensurePolished()
        theme.fit_icon(close)
