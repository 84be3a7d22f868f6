"""Starting the window: language, look, log, and which documents to show first.

One rule: nothing is imported here that the first window does not need.
"""

import gc
import linecache
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from planeditor import __version__, i18n
from planeditor.errors import PlanEditorError
from planeditor.gui import errors, preferences, theme
from planeditor.gui.icons import icon
from planeditor.gui.windows import Windows
from planeditor.store import hold, let_go, pending_recoveries
from planeditor.store.ahead import OpeningAhead
from planeditor.store.locking import user_name

if TYPE_CHECKING:
    from planeditor.gui.recovery_dialog import RecoveryDialog
    from planeditor.gui.single_instance import Instance

COLLECT_AFTER_MS = 1000
AFTER_START_MS = 500


def main(
    files: Sequence[Path] = (),
    *,
    sample: bool = False,
    ahead: OpeningAhead | None = None,
    instance: "Instance | None" = None,
) -> int:
    """Open the window and return the exit code when the last one is closed; `ahead` opens one of `files` already.

    `instance` gets the files of later starts.
    """
    i18n.install(preferences.chosen_language())
    linecache.clearcache()  # Qt's loader has read the source of every module it saw
    app = make_application()
    errors.start_log()
    errors.install_excepthook()
    windows = Windows(author=preferences.load().author or user_name(), parent=app, ahead=ahead)
    app.setQuitOnLastWindowClosed(False)  # a question at the start may be the last window, its answer opens another
    windows.all_closed.connect(app.quit)
    windows.opened.connect(lambda _window: QTimer.singleShot(COLLECT_AFTER_MS, spare_the_collector))
    QTimer.singleShot(AFTER_START_MS, windows, lambda: _finish_start(app, windows, instance))
    show_first(windows, [path.absolute() for path in files], sample=sample)
    return app.exec()


def _finish_start(app: QApplication, windows: Windows, instance: "Instance | None") -> None:
    """Do what the first window need not wait for."""
    from planeditor.gui.document_fonts import tell_missing_fonts
    from planeditor.gui.later_starts import LaterStarts
    from planeditor.gui.manual_key import ManualKey
    from planeditor.gui.warm_up import WarmUp

    ManualKey(app)
    WarmUp(windows)
    if instance is not None:
        LaterStarts(instance, windows)
    tell_missing_fonts(windows)


def spare_the_collector() -> None:
    """Let the cycle collector work, but not through all that stays as long as the window: that would be felt."""
    gc.collect()
    gc.freeze()
    gc.enable()


def make_application() -> QApplication:
    """Return the application in our language and look."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("planeditor")
    app.setApplicationDisplayName("")  # the windows' titles say it themselves
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("planeditor")
    _translate_qt(app)
    QIcon.setThemeSearchPaths([":/icons"])  # all are our own; looking through the system's folders takes long
    theme.apply_theme(app, preferences.load().theme)
    app.setWindowIcon(icon("plan", "accent"))
    return app


def _translate_qt(app: QApplication) -> None:
    """Give Qt's own buttons and menus our language; English is built in."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{i18n.language()}", folder):
        app.installTranslator(translator)


def show_first(windows: Windows, files: Sequence[Path], *, sample: bool) -> None:
    """Show what was asked for, else what was open last or the start page; then offer what a crash left behind."""
    if sample:
        show_sample(windows)
    for path in files:
        windows.open(path)
    left = [] if sample or files else preferences.files_to_reopen()
    for path in left:
        windows.open(path)
    if not sample and not files and not left:
        windows.show_welcome()
    if windows.all or windows.welcome is not None:
        offer_recoveries(windows, files)  # besides these: opening asks about them itself
    else:  # the first window comes when its file has been read
        once = Qt.ConnectionType.SingleShotConnection
        windows.opened.connect(lambda _window: offer_recoveries(windows, files), once)


def show_sample(windows: Windows) -> None:
    """Show the bundled sample plan as an untitled document."""
    windows.show_sample()


def offer_recoveries(windows: Windows, besides: Collection[Path] = ()) -> "RecoveryDialog | None":
    """Show the list of what can be restored, if there is anything `besides` some files."""
    try:
        recoveries = hold([left for left in pending_recoveries() if left.path is None or left.path not in besides])
    except PlanEditorError as error:
        errors.show_error(error)
        return None
    if not recoveries:
        return None
    from planeditor.gui.recovery_dialog import RecoveryDialog

    # Not a window's child: restoring may close the window that shows the file without the changes.
    dialog = windows.recovery_dialog = RecoveryDialog(recoveries, windows.restore, windows.discard)
    dialog.finished.connect(lambda _result: let_go(recoveries))
    dialog.open()
    return dialog
