"""The checks within a window: their counts in the status bar, and the panel, which is made when it is first asked for.

One rule: the counts are always there and live; the panel comes and goes at the user's wish.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QStatusBar, QToolButton, QWidget

from planeditor.gui import theme
from planeditor.gui.checks_run import Found, PlanChecks
from planeditor.gui.icons import icon
from planeditor.gui.panel_bar import PanelBar
from planeditor.i18n import _, ngettext

if TYPE_CHECKING:
    from planeditor.gui.checks_panel import ChecksPanel
    from planeditor.gui.main_window import MainWindow

SHARE_OF_WINDOW = 0.32  # of its height


class CountsLabel(QToolButton):
    """Errors and warnings of the plan, by sign and word; a click opens the panel."""

    def __init__(self, checks: PlanChecks) -> None:
        """Follow the checks."""
        super().__init__()
        self._checks = checks
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a key opens the panel as well
        theme.set_look(self, "quiet")
        checks.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the counts as they are; nothing before the first check is through."""
        self._show(self._checks.is_known)
        errors = self._checks.errors
        warnings = len(self._checks.found) - errors
        sign, color = ("error", "error") if errors else ("warning", "warning") if warnings else ("check", "ok")
        self.setIcon(icon(sign, color))
        self.setText(_words(errors, warnings))
        self.setToolTip(_("What the checks found; a click shows it (F7)"))

    def _show(self, is_wanted: bool) -> None:
        """Show or hide it; while the status bar has a message, with its other parts, once that is gone."""
        bar = self.parentWidget()
        covered = isinstance(bar, QStatusBar) and bool(bar.currentMessage())
        self.setVisible(is_wanted and not covered)
        if is_wanted and covered:
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)


def _words(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return _("Nothing found")
    parts = (
        ngettext("{count} error", "{count} errors", errors).format(count=errors),
        ngettext("{count} warning", "{count} warnings", warnings).format(count=warnings),
    )
    return " · ".join(parts)


class WindowChecks(QObject):
    """What a window has to do with the checks."""

    def __init__(self, window: "MainWindow") -> None:
        """Check the window's plan in the background."""
        super().__init__(window)
        self._window = window
        self.checks = PlanChecks(window.session, self)
        self.label = CountsLabel(self.checks)
        self.label.clicked.connect(self.show)
        self.dock: QDockWidget | None = None
        self._panel: ChecksPanel | None = None

    @property
    def panel(self) -> "ChecksPanel":
        """Return the panel, made now if it has not been yet."""
        if self._panel is None:
            self._panel = self._make_panel()
        return self._panel

    def _make_panel(self) -> "ChecksPanel":
        from planeditor.gui.checks_panel import ChecksPanel

        window = self._window
        panel = ChecksPanel(self.checks, window)
        panel.shown.connect(self.look)
        panel.jump_wanted.connect(self.jump)
        panel.left.connect(window.tree.setFocus)
        panel.done.connect(lambda text: window.notices.announce(text, _("Undo"), window.session.undo))
        self.dock = dock = QDockWidget(_("Checks"), window)
        dock.setObjectName("checks")
        dock.setWidget(panel)
        dock.setTitleBarWidget(PanelBar(dock))
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        dock.visibilityChanged.connect(window.room.give)
        window.zoom.follow(dock)
        window.resizeDocks([dock], [round(window.height() * SHARE_OF_WINDOW)], Qt.Orientation.Vertical)
        return panel

    @property
    def least_size(self) -> QSize:
        """Return what the panel needs where it shows, in pixels; nothing where it does not."""
        is_there = self.dock is not None and not self.dock.isHidden() and not self.dock.isFloating()
        return self.dock.minimumSizeHint() if self.dock is not None and is_there else QSize(0, 0)

    def panes(self) -> dict[QWidget, QWidget]:
        """Return the panel and the dock it is in, if it has been made."""
        return {self._panel: self.dock} if self._panel is not None and self.dock is not None else {}

    def show(self) -> None:
        """Show the findings and check anew if that is due."""
        panel = self.panel
        assert self.dock is not None
        self._window.show_dock(self.dock)
        self.checks.check_now()
        panel.focus_list()

    def step(self, by: int) -> None:
        """Go to the next finding (1) or the one before (-1)."""
        panel = self.panel
        assert self.dock is not None
        self.dock.show()
        found = panel.tree.step(by)
        if found is not None:
            self.jump(found)
        else:
            self._window.session.notice.emit(panel.empty.text())

    def look(self, found: Found) -> None:
        """Show where a finding is, and leave the focus."""
        from planeditor.gui.checks_jump import show

        show(self._window, found)

    def jump(self, found: Found) -> None:
        """Go to where a finding shows."""
        from planeditor.gui.checks_jump import jump

        jump(self._window, found)

    def stop(self) -> None:
        """End a check that runs, before the document is closed."""
        self.checks.stop()
