"""Following the plan within a window: the progress panel, which is made when it is first asked for, and its verbs.

One rule: the panel comes and goes at the user's wish, and is there again at the next start if it was at the end.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDockWidget, QWidget

from planeditor.gui import settings
from planeditor.gui.panel_bar import PanelBar
from planeditor.i18n import _

if TYPE_CHECKING:
    from planeditor.gui.main_window import MainWindow
    from planeditor.gui.progress_panel import ProgressPanel

_SHOWN = "progress-panel"


class WindowProgress(QObject):
    """What a window has to do with progress."""

    def __init__(self, window: "MainWindow") -> None:
        """Wait until someone asks for the panel."""
        super().__init__(window)
        self._window = window
        self.dock: QDockWidget | None = None
        self._panel: ProgressPanel | None = None

    @property
    def panel(self) -> "ProgressPanel":
        """Return the panel, made now if it has not been yet."""
        if self._panel is None:
            self._panel = self._make_panel()
        return self._panel

    def _make_panel(self) -> "ProgressPanel":
        from planeditor.gui.progress_panel import ProgressPanel

        window = self._window
        panel = ProgressPanel(window.session, window)
        self.dock = dock = QDockWidget(_("Progress"), window)
        dock.setObjectName("progress")
        dock.setWidget(panel)
        dock.setTitleBarWidget(PanelBar(dock))
        if not window.restoreDockWidget(dock):
            window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
            window.tabifyDockWidget(window.targets_dock, dock)
        dock.visibilityChanged.connect(lambda _on: self._keep_shown())
        return panel

    def _keep_shown(self) -> None:
        if self.dock is not None and self._window.isVisible():
            settings.settings().setValue(_SHOWN, not self.dock.isHidden())

    def restore(self) -> None:
        """Show the panel if it was there when the last window was closed."""
        if settings.settings().value(_SHOWN, "false") in (True, "true") and self.dock is None:
            self.show(focus=False)

    def panes(self) -> dict[QWidget, QWidget]:
        """Return the panel and the dock it is in, if it has been made."""
        return {self._panel: self.dock} if self._panel is not None and self.dock is not None else {}

    # verbs

    def show(self, *, focus: bool = True) -> None:
        """Show the panel."""
        assert self.panel is not None
        assert self.dock is not None
        if focus:
            self._window.show_dock(self.dock)
        else:
            self.dock.show()

    def report(self) -> None:
        """Ask for a report on the current item."""
        self.show()
        self.panel.report()

    def edit_milestones(self) -> None:
        """Ask for the milestones of the current item."""
        self.show()
        self.panel.edit_milestones()

    def set_light(self) -> None:
        """Ask for the light of the current item."""
        self.show()
        self.panel.set_light()

    def fill_in(self) -> None:
        """Show the table in which progress is filled in."""
        from planeditor.gui.progress_table import show_progress_table

        show_progress_table(self._window)

    def change_rule(self) -> None:
        """Ask for the thresholds of the lights."""
        from planeditor.gui.progress_settings import PaceDialog

        PaceDialog(self._window.session, self._window).open()

    def forget_files(self) -> None:
        """Delete the copies of files that no report names any more, after a question: this cannot be undone."""
        from planeditor.gui.errors import ask

        text = _("Delete the copies of evidence files that no report names any more? This cannot be undone.")
        ask(text, {_("Delete"): self._forget_files}, self._window, cancel=_("Cancel"))

    def _forget_files(self) -> None:
        from planeditor.i18n import ngettext

        session = self._window.session
        count = session.document.forget_files()
        session.publish_soon()
        text = ngettext("Deleted {count} file.", "Deleted {count} files.", count)
        session.notice.emit(text.format(count=count))
