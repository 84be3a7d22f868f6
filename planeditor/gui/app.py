"""Starting the window: language, look, log, and which documents to show first.

One rule: nothing is imported here that the first window does not need.
"""

import argparse
import getpass
import sys
from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from planeditor import __version__, i18n
from planeditor.bundled import bundled_path
from planeditor.errors import PlanEditorError
from planeditor.gui import errors, theme
from planeditor.gui.recovery_dialog import RecoveryDialog
from planeditor.gui.windows import Windows
from planeditor.i18n import _
from planeditor.store import discard, pending_recoveries

SAMPLE = "samples/sample.json"
SWITCH_INTERVAL_S = 0.001  # of Python's threads; at the usual 5 ms a publication in the background is felt in typing


def main(argv: list[str]) -> int:
    """Open the window and return the exit code when the last one is closed."""
    i18n.install()
    arguments = parse_arguments(argv)
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    app = make_application()
    errors.start_log()
    errors.install_excepthook()
    windows = Windows(author=user_name(), parent=app)
    app.setQuitOnLastWindowClosed(False)  # a question at the start may be the last window, its answer opens another
    windows.all_closed.connect(app.quit)
    show_first(windows, arguments)
    return app.exec()


def parse_arguments(argv: list[str]) -> argparse.Namespace:
    """Read the arguments; exits with 2 and a sentence if there is one too many."""
    parser = argparse.ArgumentParser(prog="planeditor", description=_("Edit work plans."))
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=_("a plan, or a document to import"))
    parser.add_argument("--sample", action="store_true", help=_("open the bundled sample plan"))
    return parser.parse_args(argv)


def make_application() -> QApplication:
    """Return the application in our language and look."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("planeditor")
    app.setApplicationDisplayName("")  # the windows' titles say it themselves
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("planeditor")
    _translate_qt(app)
    theme.apply_theme(app)
    return app


def _translate_qt(app: QApplication) -> None:
    """Give Qt's own buttons and menus our language; English is built in."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{i18n.language()}", folder):
        app.installTranslator(translator)


def user_name() -> str:
    """Return who signs the steps of the history."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in the system's list, as in some containers
        return ""


def show_first(windows: Windows, arguments: argparse.Namespace) -> None:
    """Show what the arguments name, else an empty plan; then offer what a crash left behind."""
    if arguments.sample:
        show_sample(windows)
    for path in arguments.files:
        windows.open(path.absolute())
    if not arguments.sample and not arguments.files:
        windows.new()
    asked = {path.absolute() for path in arguments.files}  # opening asks about these itself
    if windows.all:
        offer_recoveries(windows, asked)
    else:  # the first window comes when its file has been read
        once = Qt.ConnectionType.SingleShotConnection
        windows.opened.connect(lambda _window: offer_recoveries(windows, asked), once)


def show_sample(windows: Windows) -> None:
    """Show the bundled sample plan as an untitled document."""
    from planeditor.importing.interchange import read_json

    window = windows.show_snapshot(read_json(bundled_path(SAMPLE)), _("Sample plan"))
    window.is_worth_saving = False
    window.refresh_title()


def offer_recoveries(windows: Windows, besides: Collection[Path] = ()) -> RecoveryDialog | None:
    """Show the list of what can be restored, if there is anything `besides` some files."""
    try:
        recoveries = [left for left in pending_recoveries() if left.path is None or left.path not in besides]
    except PlanEditorError as error:
        errors.show_error(error)
        return None
    if not recoveries:
        return None
    # Not a window's child: restoring may close the window that shows the file without the changes.
    dialog = windows.recovery_dialog = RecoveryDialog(recoveries, windows.restore, discard)
    dialog.open()
    return dialog
